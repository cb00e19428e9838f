//! The doctors' directory. Knows nothing of who may change it: the contract around it does.

use ink::prelude::vec::Vec;
use ink::storage::Mapping;
use medink_types::bounds::DOCTOR_PROFILE_BYTES;
use medink_types::contract::Cells;
use medink_types::{check, AccountId, Doctor, DoctorStatus, Error, Page};

/// All doctors, in the order of their registration; none ever leaves. What is read often (the status) and what
/// is large (key and profile) are cells apart.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Directory {
    count: u32,
    doctors: Mapping<u32, AccountId>,
    registrations: Mapping<AccountId, Registration>,
    encryption_keys: Mapping<AccountId, Vec<u8>>,
    profiles: Mapping<AccountId, Vec<u8>>,
}

#[derive(Debug)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
struct Registration {
    status: DoctorStatus,
    registered: u64,
}

impl Directory {
    /// Adds a doctor, active from `now` (milliseconds since 1970-01-01). The profile may be empty.
    ///
    /// Errors: [`Error::AlreadyRegistered`], [`Error::InvalidEncryptionKey`], [`Error::TooLong`].
    pub fn register(
        &mut self,
        doctor: &AccountId,
        encryption_key: &Vec<u8>,
        profile: &Vec<u8>,
        now: u64,
    ) -> Result<(), Error> {
        if self.registrations.holds(doctor) {
            return Err(Error::AlreadyRegistered);
        }
        check::encryption_key(encryption_key)?;
        check::at_most(profile, DOCTOR_PROFILE_BYTES)?;
        let registration = Registration {
            status: DoctorStatus::Active,
            registered: now,
        };
        self.doctors.write(self.count, doctor);
        self.count = self.count.checked_add(1).ok_or(Error::Overflow)?;
        self.registrations.write(doctor, &registration);
        self.encryption_keys.write(doctor, encryption_key);
        self.profiles.write(doctor, profile);
        Ok(())
    }

    /// Replaces a doctor's sealed profile.
    ///
    /// Errors: [`Error::Empty`], [`Error::TooLong`].
    pub fn update_profile(&mut self, doctor: &AccountId, profile: &Vec<u8>) -> Result<(), Error> {
        check::some_bytes(profile, DOCTOR_PROFILE_BYTES)?;
        self.profiles.write(doctor, profile);
        Ok(())
    }

    /// Suspends a doctor.
    ///
    /// Errors: [`Error::UnknownDoctor`], [`Error::DoctorSuspended`].
    pub fn suspend(&mut self, doctor: &AccountId) -> Result<(), Error> {
        self.change_status(doctor, DoctorStatus::Suspended, Error::DoctorSuspended)
    }

    /// Ends a doctor's suspension.
    ///
    /// Errors: [`Error::UnknownDoctor`], [`Error::NotSuspended`].
    pub fn reinstate(&mut self, doctor: &AccountId) -> Result<(), Error> {
        self.change_status(doctor, DoctorStatus::Active, Error::NotSuspended)
    }

    fn change_status(
        &mut self,
        doctor: &AccountId,
        status: DoctorStatus,
        already: Error,
    ) -> Result<(), Error> {
        let mut registration = self.registrations.read(doctor).ok_or(Error::UnknownDoctor)?;
        if registration.status == status {
            return Err(already);
        }
        registration.status = status;
        self.registrations.write(doctor, &registration);
        Ok(())
    }

    /// Whether `account` is a doctor who may act now.
    ///
    /// Errors: `unknown` where it is no doctor, [`Error::DoctorSuspended`].
    pub fn require_active(&self, account: &AccountId, unknown: Error) -> Result<(), Error> {
        match self.registrations.read(account).ok_or(unknown)?.status {
            DoctorStatus::Active => Ok(()),
            DoctorStatus::Suspended => Err(Error::DoctorSuspended),
        }
    }

    /// A doctor, with the sealed profile.
    pub fn doctor(&self, account: &AccountId) -> Option<Doctor> {
        let registration = self.registrations.read(account)?;
        Some(Doctor {
            account: *account,
            status: registration.status,
            registered: registration.registered,
            profile: self.profiles.read(account).unwrap_or_default(),
        })
    }

    /// A doctor's public encryption key.
    pub fn encryption_key(&self, account: &AccountId) -> Option<Vec<u8>> {
        self.encryption_keys.read(account)
    }

    /// A page of the doctors, at most `max`, without their profiles.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn doctors(&self, start: u64, limit: u32, max: u32) -> Result<Page<Doctor>, Error> {
        Page::read(start, limit, max, u64::from(self.count), &mut |n| {
            let place = u32::try_from(n).map_err(|_| Error::Inconsistent)?;
            let account = self.doctors.read(place).ok_or(Error::Inconsistent)?;
            let registration = self.registrations.read(account).ok_or(Error::Inconsistent)?;
            Ok(Doctor {
                account,
                status: registration.status,
                registered: registration.registered,
                profile: Vec::new(),
            })
        })
    }
}
