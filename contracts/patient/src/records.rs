//! The records: where each one's ciphertext is and how its key is wrapped. Knows nothing of who may read or
//! write: the contract around it does.

use crate::people::File;
use ink::storage::Mapping;
use medink_types::bounds::PROFILE;
use medink_types::contract::{digest, Cells};
use medink_types::{check, AccountId, Cid, Error, KeyBy, NewRecord, Record, RecordPage, RecordState};
use medink_types::{Reseal, SealedKey, WriteTicket};

/// All records, by (patient, number), and by the BLAKE2b-256 digest of a content identifier the record that was last
/// at that place: no two live records are at one place, whoever's they are, or erasing one would take the other's
/// content away. Places are public; that one is taken says nothing that anybody could not read.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Records {
    records: Mapping<(AccountId, u32), Record>,
    places: Mapping<[u8; 32], Owned>,
}

/// A patient, and the number of one of the patient's records.
type Owned = (AccountId, u32);

/// What a new record has to do with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Nothing.
    New,
    /// It is a new version of this first version.
    Amends(u32),
    /// It is a note that refers to this record.
    RefersTo(u32),
}

/// A record that was written: its number and the digest of its content identifier.
pub type Written = (u32, [u8; 32]);

impl Records {
    /// Adds a record to the patient's `file`, which the caller keeps.
    ///
    /// Errors: [`Error::InvalidCid`], [`Error::DuplicateRecord`], [`Error::PlaceTaken`], [`Error::Overflow`].
    pub fn add(
        &mut self,
        patient: &AccountId,
        file: &mut File,
        new: &NewRecord,
        author: &AccountId,
        relation: Relation,
        now: u64,
    ) -> Result<Written, Error> {
        let number = file.records.checked_add(1).ok_or(Error::Overflow)?;
        let content = self.place(patient, number, &new.cid)?;
        let (amends, refers_to) = relation.numbers();
        let record = Record {
            number,
            cid: Some(new.cid),
            key: Some(new.key.clone()),
            author: *author,
            created: now,
            amends,
            refers_to,
            state: RecordState::Live,
        };
        self.records.write((patient, number), &record);
        file.records = number;
        Ok((number, content))
    }

    /// Gives a record a key under `generation` and, where it has one, its new place.
    ///
    /// Errors: [`Error::UnknownRecord`], [`Error::RecordErased`], [`Error::InvalidCid`],
    /// [`Error::DuplicateRecord`], [`Error::PlaceTaken`].
    pub fn reseal(
        &mut self,
        patient: &AccountId,
        reseal: &Reseal,
        generation: u32,
    ) -> Result<Written, Error> {
        let number = reseal.number;
        let mut record = self.live(patient, number)?;
        let old = record.cid.ok_or(Error::Inconsistent)?;
        let mut content = digest(&old);
        if let Some(cid) = reseal.cid.filter(|cid| *cid != old) {
            self.leave(&record, content, patient);
            content = self.place(patient, number, &cid)?;
            record.cid = Some(cid);
        }
        record.key = Some(SealedKey {
            by: KeyBy::Generation(generation),
            bytes: reseal.key,
        });
        self.records.overwrite((patient, number), &record);
        Ok((number, content))
    }

    /// Takes a record's place and key out of the state. What another wrote stays as large as it was: its author paid
    /// for it, and nobody is to earn by having others write and erasing it.
    ///
    /// Errors: [`Error::UnknownRecord`], [`Error::RecordErased`].
    pub fn erase(&mut self, patient: &AccountId, number: u32) -> Result<(), Error> {
        let mut record = self.live(patient, number)?;
        let cid = record.cid.take().ok_or(Error::Inconsistent)?;
        record.key = None;
        record.state = RecordState::Erased;
        self.leave(&record, digest(&cid), patient);
        if record.author == *patient {
            self.records.write((patient, number), &record);
        } else {
            self.records.overwrite((patient, number), &record);
        }
        Ok(())
    }

    /// One record, erased or not.
    pub fn record(&self, patient: &AccountId, number: u32) -> Option<Record> {
        self.records.read((patient, number))
    }

    /// A record that has not been erased.
    ///
    /// Errors: [`Error::UnknownRecord`], [`Error::RecordErased`].
    pub fn live(&self, patient: &AccountId, number: u32) -> Result<Record, Error> {
        let record = self.record(patient, number).ok_or(Error::UnknownRecord)?;
        match record.state {
            RecordState::Live => Ok(record),
            RecordState::Erased => Err(Error::RecordErased),
        }
    }

    /// The number of the patient's live record with this content identifier.
    pub fn by_cid(&self, patient: &AccountId, cid: &Cid) -> Option<u32> {
        self.at(cid, digest(cid))
            .filter(|(owner, _)| owner == patient)
            .map(|(_, number)| number)
    }

    /// Whether a patient has these records, none of them erased. 0, the profile, is always there.
    ///
    /// Errors: [`Error::UnknownRecord`], [`Error::RecordErased`].
    pub fn check_all(&self, patient: &AccountId, numbers: &[u32]) -> Result<(), Error> {
        for number in numbers.iter().filter(|number| **number != PROFILE) {
            self.live(patient, *number)?;
        }
        Ok(())
    }

    /// A page of a patient's records of which `total` were ever added, at most `max`: item `n` is record
    /// `n + 1`.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn page(
        &self,
        patient: &AccountId,
        total: u32,
        start: u64,
        limit: u32,
        max: u32,
    ) -> Result<RecordPage, Error> {
        RecordPage::read(start, limit, max, u64::from(total), &mut |n| {
            n.checked_add(1)
                .and_then(|number| u32::try_from(number).ok())
                .and_then(|number| self.record(patient, number))
                .ok_or(Error::Inconsistent)
        })
    }

    /// The live record at a place, whoever's it is. `content` is the digest of `cid`.
    fn at(&self, cid: &Cid, content: [u8; 32]) -> Option<(AccountId, u32)> {
        let (owner, number) = self.places.read(content)?;
        let record = self.record(&owner, number)?;
        (record.cid.as_ref() == Some(cid)).then_some((owner, number))
    }

    /// Enters a content identifier under a number, and returns its digest.
    fn place(&mut self, patient: &AccountId, number: u32, cid: &Cid) -> Result<[u8; 32], Error> {
        check::cid(cid)?;
        let content = digest(cid);
        match self.at(cid, content) {
            Some((owner, number)) if owner == *patient => return Err(Error::DuplicateRecord { number }),
            Some(_) => return Err(Error::PlaceTaken),
            None => {}
        }
        self.places.write(content, &(patient, number));
        Ok(content)
    }

    /// Gives the place of a record up. Where another paid for it the cell stays: it no longer counts, since no live
    /// record is there.
    fn leave(&mut self, record: &Record, content: [u8; 32], patient: &AccountId) {
        if record.author == *patient {
            self.places.clear(content);
        }
    }
}

impl Relation {
    /// What the record amends, and what it refers to.
    pub fn numbers(self) -> (Option<u32>, Option<u32>) {
        match self {
            Relation::New => (None, None),
            Relation::Amends(first) => (Some(first), None),
            Relation::RefersTo(number) => (None, Some(number)),
        }
    }
}

/// The first version of a record: what its new versions amend, and what a consent to it covers.
pub fn first_version(record: &Record) -> u32 {
    record.amends.unwrap_or(record.number)
}

/// Whether an author with `ticket` may write under this key for a patient whose generation is `current`.
///
/// Errors: [`Error::WrongKeyKind`], [`Error::WrongGeneration`], [`Error::RotationPending`].
pub fn check_key(key: &SealedKey, current: u32, ticket: &WriteTicket) -> Result<(), Error> {
    match (key.by, ticket.whole_history) {
        (KeyBy::Pairwise(salt), false) if salt == ticket.salt => Ok(()),
        (KeyBy::Generation(generation), true) => {
            if generation != current {
                return Err(Error::WrongGeneration { current });
            }
            check_rotated(current, ticket.lowest_generation)
        }
        (KeyBy::Pairwise(_), _) | (KeyBy::Generation(_), false) => Err(Error::WrongKeyKind),
    }
}

/// Whether nobody was shut out of the patient's `current` generation.
///
/// Errors: [`Error::RotationPending`].
pub fn check_rotated(current: u32, lowest: u32) -> Result<(), Error> {
    if current < lowest {
        return Err(Error::RotationPending { generation: lowest });
    }
    Ok(())
}
