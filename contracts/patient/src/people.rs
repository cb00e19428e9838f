//! Patients: their keys, sealed profiles and key generations. Knows nothing of who may change them: the contract
//! around it does.

use ink::prelude::vec::Vec;
use ink::storage::Mapping;
use medink_types::bounds::PATIENT_PROFILE_BYTES;
use medink_types::contract::Cells;
use medink_types::{check, AccountId, Error, Page, Patient, WrappedKey};

/// All patients. What every message reads (the file) and what is large (key and profile) are cells apart.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct People {
    files: Mapping<AccountId, File>,
    encryption_keys: Mapping<AccountId, Vec<u8>>,
    profiles: Mapping<AccountId, Vec<u8>>,
    /// The key of the generation before, wrapped under the key of this one; there is none for the first.
    links: Mapping<(AccountId, u32), WrappedKey>,
}

/// What is counted for a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct File {
    /// When registered, in milliseconds since 1970-01-01.
    pub registered: u64,
    /// How many records were ever added.
    pub records: u32,
    /// The current key generation, from 1.
    pub generation: u32,
}

impl People {
    /// Adds a patient at `now` (milliseconds since 1970-01-01), with key generation 1. The profile may be empty.
    ///
    /// Errors: [`Error::AlreadyRegistered`], [`Error::InvalidEncryptionKey`], [`Error::TooLong`].
    pub fn register(
        &mut self,
        patient: &AccountId,
        encryption_key: &Vec<u8>,
        profile: &Vec<u8>,
        now: u64,
    ) -> Result<(), Error> {
        if self.files.holds(patient) {
            return Err(Error::AlreadyRegistered);
        }
        check::encryption_key(encryption_key)?;
        check::at_most(profile, PATIENT_PROFILE_BYTES)?;
        let file = File {
            registered: now,
            records: 0,
            generation: 1,
        };
        self.files.write(patient, &file);
        self.encryption_keys.write(patient, encryption_key);
        self.profiles.write(patient, profile);
        Ok(())
    }

    /// Replaces a patient's sealed profile.
    ///
    /// Errors: [`Error::Empty`], [`Error::TooLong`].
    pub fn update_profile(&mut self, patient: &AccountId, profile: &Vec<u8>) -> Result<(), Error> {
        check::some_bytes(profile, PATIENT_PROFILE_BYTES)?;
        self.profiles.write(patient, profile);
        Ok(())
    }

    /// A patient's counts; none for who is no patient.
    pub fn file(&self, account: &AccountId) -> Option<File> {
        self.files.read(account)
    }

    /// Keeps a patient's counts.
    pub fn keep(&mut self, patient: &AccountId, file: &File) {
        self.files.write(patient, file);
    }

    /// A patient, with the sealed profile.
    pub fn patient(&self, account: &AccountId) -> Option<Patient> {
        let file = self.files.read(account)?;
        Some(Patient {
            account: *account,
            registered: file.registered,
            records: file.records,
            generation: file.generation,
            profile: self.profiles.read(account).unwrap_or_default(),
        })
    }

    /// A patient's public encryption key.
    pub fn encryption_key(&self, account: &AccountId) -> Option<Vec<u8>> {
        self.encryption_keys.read(account)
    }

    /// Goes to a patient's next generation and returns it. `link` is the present generation's key wrapped under
    /// the next one's.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn rotate(&mut self, patient: &AccountId, file: &mut File, link: &WrappedKey) -> Result<u32, Error> {
        file.generation = file.generation.checked_add(1).ok_or(Error::Overflow)?;
        self.links.write((patient, file.generation), link);
        self.files.write(patient, file);
        Ok(file.generation)
    }

    /// A page of a patient's links, at most `max`: item `n` is the link of generation `n + 2`.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn links(
        &self,
        patient: &AccountId,
        start: u32,
        limit: u32,
        max: u32,
    ) -> Result<Page<WrappedKey>, Error> {
        let generation = self.file(patient).map_or(1, |file| file.generation);
        let total = u64::from(generation).saturating_sub(1);
        Page::read(u64::from(start), limit, max, total, &mut |n| {
            n.checked_add(2)
                .and_then(|generation| u32::try_from(generation).ok())
                .and_then(|generation| self.links.read((patient, generation)))
                .ok_or(Error::Inconsistent)
        })
    }
}
