//! Patients: their keys, sealed profiles and key generations. Knows nothing of who may change them: the contract
//! around it does.

use ink::storage::Mapping;
use medink_types::bounds::PATIENT_PROFILE_BYTES;
use medink_types::contract::{check_key, Cells};
use medink_types::{check, AccountId, Error, LinkPage, Patient, SealedProfile, SignedKey, WrappedKey};

/// All patients. What every message reads (the file) and what is large (key and profile) are cells apart.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct People {
    files: Mapping<AccountId, File>,
    encryption_keys: Mapping<AccountId, SignedKey>,
    profiles: Mapping<AccountId, SealedProfile>,
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
    /// Errors: [`Error::AlreadyRegistered`], [`Error::InvalidEncryptionKey`], [`Error::KeyNotProved`],
    /// [`Error::TooLong`].
    pub fn register(
        &mut self,
        patient: &AccountId,
        key: &SignedKey,
        profile: &SealedProfile,
        now: u64,
    ) -> Result<(), Error> {
        if self.files.holds(patient) {
            return Err(Error::AlreadyRegistered);
        }
        check_key(patient, key)?;
        check::at_most(profile, PATIENT_PROFILE_BYTES)?;
        let file = File {
            registered: now,
            records: 0,
            generation: 1,
        };
        self.files.write(patient, &file);
        self.encryption_keys.write(patient, key);
        self.profiles.write(patient, profile);
        Ok(())
    }

    /// Replaces a patient's encryption key by a later one.
    ///
    /// Errors: [`Error::InvalidEncryptionKey`], [`Error::KeyNotProved`], [`Error::StaleKey`].
    pub fn replace_key(&mut self, patient: &AccountId, key: &SignedKey) -> Result<(), Error> {
        let serial = self.encryption_key(patient).map_or(0, |key| key.serial);
        if key.serial <= serial {
            return Err(Error::StaleKey { serial });
        }
        check_key(patient, key)?;
        self.encryption_keys.write(patient, key);
        Ok(())
    }

    /// Replaces a patient's sealed profile.
    ///
    /// Errors: [`Error::Empty`], [`Error::TooLong`].
    pub fn update_profile(&mut self, patient: &AccountId, profile: &SealedProfile) -> Result<(), Error> {
        check::some_bytes(profile, PATIENT_PROFILE_BYTES)?;
        self.profiles.overwrite(patient, profile);
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

    /// A patient's public encryption key, with its owner's signature.
    pub fn encryption_key(&self, account: &AccountId) -> Option<SignedKey> {
        self.encryption_keys.read(account)
    }

    /// Goes to a patient's next generation and returns it. `from` is the present one, and `link` its key wrapped
    /// under the next one's.
    ///
    /// Errors: [`Error::WrongGeneration`], [`Error::Overflow`].
    pub fn rotate(
        &mut self,
        patient: &AccountId,
        file: &mut File,
        from: u32,
        link: &WrappedKey,
    ) -> Result<u32, Error> {
        if from != file.generation {
            return Err(Error::WrongGeneration {
                current: file.generation,
            });
        }
        file.generation = file.generation.checked_add(1).ok_or(Error::Overflow)?;
        self.links.write((patient, file.generation), link);
        self.files.write(patient, file);
        Ok(file.generation)
    }

    /// Puts another link from `generation` to the one before it in the place of the one there is.
    ///
    /// Errors: [`Error::WrongGeneration`] for a generation that has none.
    pub fn renew_link(
        &mut self,
        patient: &AccountId,
        file: &File,
        generation: u32,
        link: &WrappedKey,
    ) -> Result<(), Error> {
        if generation < 2 || generation > file.generation {
            return Err(Error::WrongGeneration {
                current: file.generation,
            });
        }
        self.links.write((patient, generation), link);
        Ok(())
    }

    /// A page of a patient's links, at most `max`: item `n` is the link of generation `n + 2`.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn links(&self, patient: &AccountId, start: u32, limit: u32, max: u32) -> Result<LinkPage, Error> {
        let generation = self.file(patient).map_or(1, |file| file.generation);
        let total = u64::from(generation).saturating_sub(1);
        LinkPage::read(u64::from(start), limit, max, total, &mut |n| {
            n.checked_add(2)
                .and_then(|generation| u32::try_from(generation).ok())
                .and_then(|generation| self.links.read((patient, generation)))
                .ok_or(Error::Inconsistent)
        })
    }
}
