//! For every account a list of others that can lose any of its members without being walked through.

use ink::storage::Mapping;
use medink_types::{AccountId, Error};

/// Lists of accounts, one for each owner. A member is found by its place, which the caller keeps.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Peers {
    counts: Mapping<AccountId, u32>,
    members: Mapping<(AccountId, u32), AccountId>,
}

impl Peers {
    /// How many members the owner's list has.
    pub fn count(&self, owner: AccountId) -> u32 {
        self.counts.get(owner).unwrap_or_default()
    }

    /// The member at `place`, counted from 0.
    ///
    /// Errors: [`Error::Inconsistent`] where there is none.
    pub fn at(&self, owner: AccountId, place: u64) -> Result<AccountId, Error> {
        u32::try_from(place)
            .ok()
            .and_then(|place| self.members.get((owner, place)))
            .ok_or(Error::Inconsistent)
    }

    /// Adds a member and returns its place.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn add(&mut self, owner: AccountId, member: AccountId) -> Result<u32, Error> {
        let place = self.count(owner);
        let count = place.checked_add(1).ok_or(Error::Overflow)?;
        self.members.insert((owner, place), &member);
        self.counts.insert(owner, &count);
        Ok(place)
    }

    /// Removes the member at `place`. The last member moves there: it is returned, for the caller to note its
    /// new place, unless it is the one that was removed.
    ///
    /// Errors: [`Error::Inconsistent`] where there is none.
    pub fn remove(&mut self, owner: AccountId, place: u32) -> Result<Option<AccountId>, Error> {
        let last_place = self.count(owner).checked_sub(1).ok_or(Error::Inconsistent)?;
        let last = self
            .members
            .take((owner, last_place))
            .ok_or(Error::Inconsistent)?;
        if last_place == 0 {
            self.counts.remove(owner);
        } else {
            self.counts.insert(owner, &last_place);
        }
        if place == last_place {
            return Ok(None);
        }
        self.members.insert((owner, place), &last);
        Ok(Some(last))
    }
}
