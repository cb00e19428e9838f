//! For every account lists of others that can lose any of their members without being walked through.

use ink::storage::Mapping;
use medink_types::contract::Cells;
use medink_types::{AccountId, Error};

/// Which of an account's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum List {
    /// The doctors of a patient.
    DoctorsOf,
    /// The patients of a doctor.
    PatientsOf,
}

/// A list of an account, and a place in it from 0.
type Place = (List, AccountId, u32);

/// Lists of accounts. A member is found by its place, which the caller keeps.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Peers {
    counts: Mapping<(List, AccountId), u32>,
    members: Mapping<Place, AccountId>,
}

impl Peers {
    /// How many members a list has.
    pub fn count(&self, list: List, owner: &AccountId) -> u32 {
        self.counts.read((list, owner)).unwrap_or_default()
    }

    /// The member at `place`, counted from 0.
    ///
    /// Errors: [`Error::Inconsistent`] where there is none.
    pub fn at(&self, list: List, owner: &AccountId, place: u64) -> Result<AccountId, Error> {
        u32::try_from(place)
            .ok()
            .and_then(|place| self.members.read((list, owner, place)))
            .ok_or(Error::Inconsistent)
    }

    /// Adds a member and returns its place.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn add(&mut self, list: List, owner: &AccountId, member: &AccountId) -> Result<u32, Error> {
        let place = self.count(list, owner);
        let count = place.checked_add(1).ok_or(Error::Overflow)?;
        self.members.write((list, owner, place), member);
        self.counts.write((list, owner), &count);
        Ok(place)
    }

    /// Removes the member at `place`. The last member moves there: it is returned, for the caller to note its
    /// new place, unless it is the one that was removed.
    ///
    /// Errors: [`Error::Inconsistent`] where there is none.
    pub fn remove(&mut self, list: List, owner: &AccountId, place: u32) -> Result<Option<AccountId>, Error> {
        let last_place = self
            .count(list, owner)
            .checked_sub(1)
            .ok_or(Error::Inconsistent)?;
        let last = self.at(list, owner, u64::from(last_place))?;
        self.members.clear((list, owner, last_place));
        self.counts.write((list, owner), &last_place);
        if place == last_place {
            return Ok(None);
        }
        self.members.write((list, owner, place), &last);
        Ok(Some(last))
    }
}
