//! The records: where each one's ciphertext is and how its key is wrapped. Knows nothing of who may read or
//! write: the contract around it does.

use crate::people::File;
use ink::storage::Mapping;
use medink_types::bounds::CID_BYTES;
use medink_types::contract::{digest, Cells};
use medink_types::{check, AccountId, Error, KeyBy, NewRecord, Page, Record, RecordState, Reseal};
use medink_types::{SealedKey, WriteTicket};

/// A patient, and the BLAKE2b-256 digest of a content identifier.
type Content = (AccountId, [u8; 32]);

/// All records, by (patient, number), and for the live ones the number by content.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Records {
    records: Mapping<(AccountId, u32), Record>,
    numbers: Mapping<Content, u32>,
}

/// A record that was written: its number and the digest of its content identifier.
pub type Written = (u32, [u8; 32]);

impl Records {
    /// Adds a record to the patient's `file`, which the caller keeps. `amends` is a first version.
    ///
    /// Errors: [`Error::Empty`], [`Error::TooLong`], [`Error::DuplicateRecord`], [`Error::Overflow`].
    pub fn add(
        &mut self,
        patient: &AccountId,
        file: &mut File,
        new: &NewRecord,
        author: &AccountId,
        amends: Option<u32>,
        now: u64,
    ) -> Result<Written, Error> {
        let number = file.records.checked_add(1).ok_or(Error::Overflow)?;
        let content = self.place(patient, number, &new.cid)?;
        let record = Record {
            number,
            cid: new.cid.clone(),
            key: Some(new.key.clone()),
            author: *author,
            created: now,
            amends,
            state: RecordState::Live,
        };
        self.records.write((patient, number), &record);
        file.records = number;
        Ok((number, content))
    }

    /// Gives a record a key under `generation` and, where it has one, its new place.
    ///
    /// Errors: [`Error::UnknownRecord`], [`Error::RecordErased`], [`Error::Empty`], [`Error::TooLong`],
    /// [`Error::DuplicateRecord`].
    pub fn reseal(
        &mut self,
        patient: &AccountId,
        reseal: &Reseal,
        generation: u32,
    ) -> Result<Written, Error> {
        let number = reseal.number;
        let mut record = self.live(patient, number)?;
        let mut content = digest(&record.cid);
        if let Some(cid) = reseal.cid.as_ref().filter(|cid| **cid != record.cid) {
            self.numbers.clear((patient, content));
            content = self.place(patient, number, cid)?;
            record.cid.clone_from(cid);
        }
        record.key = Some(SealedKey {
            by: KeyBy::Generation(generation),
            bytes: reseal.key,
        });
        self.records.write((patient, number), &record);
        Ok((number, content))
    }

    /// Takes a record's place and key out of the state.
    ///
    /// Errors: [`Error::UnknownRecord`], [`Error::RecordErased`].
    pub fn erase(&mut self, patient: &AccountId, number: u32) -> Result<(), Error> {
        let mut record = self.live(patient, number)?;
        self.numbers.clear((patient, digest(&record.cid)));
        record.cid.clear();
        record.key = None;
        record.state = RecordState::Erased;
        self.records.write((patient, number), &record);
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

    /// The number of the live record with this content identifier.
    pub fn by_cid(&self, patient: &AccountId, cid: &[u8]) -> Option<u32> {
        self.numbers.read((patient, digest(cid)))
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
    ) -> Result<Page<Record>, Error> {
        Page::read(start, limit, max, u64::from(total), &mut |n| {
            n.checked_add(1)
                .and_then(|number| u32::try_from(number).ok())
                .and_then(|number| self.record(patient, number))
                .ok_or(Error::Inconsistent)
        })
    }

    /// Enters a content identifier under a number, and returns its digest.
    fn place(&mut self, patient: &AccountId, number: u32, cid: &[u8]) -> Result<[u8; 32], Error> {
        check::some_bytes(cid, CID_BYTES)?;
        let content = digest(cid);
        if let Some(number) = self.numbers.read((patient, content)) {
            return Err(Error::DuplicateRecord { number });
        }
        self.numbers.write((patient, content), &number);
        Ok(content)
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
        (KeyBy::Pairwise, false) => Ok(()),
        (KeyBy::Generation(generation), true) => {
            if generation != current {
                return Err(Error::WrongGeneration { current });
            }
            check_rotated(current, ticket.lowest_generation)
        }
        (KeyBy::Pairwise, true) | (KeyBy::Generation(_), false) => Err(Error::WrongKeyKind),
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
