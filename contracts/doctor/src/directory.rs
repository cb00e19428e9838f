//! The doctors' directory. Knows nothing of who may change it: the contract around it does.

use ink::storage::Mapping;
use medink_types::bounds::DOCTOR_PROFILE_BYTES;
use medink_types::contract::{check_key, digest, Cells};
use medink_types::{check, AccountId, Attestation, Doctor, DoctorPage, DoctorStatus, Error};
use medink_types::{SealedProfile, SignedKey};

/// All doctors, in the order of their registration; none ever leaves. What is read often (the status) and what
/// is large (key and profile) are cells apart.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Directory {
    count: u32,
    doctors: Mapping<u32, AccountId>,
    registrations: Mapping<AccountId, Registration>,
    encryption_keys: Mapping<AccountId, SignedKey>,
    /// The serials of the keys, apart: grants ask for them.
    serials: Mapping<AccountId, u32>,
    profiles: Mapping<AccountId, SealedProfile>,
    attestations: Mapping<AccountId, Attested>,
}

#[derive(Debug)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
struct Registration {
    status: DoctorStatus,
    registered: u64,
}

/// An attestation, of the profile with this digest alone.
#[derive(Debug)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
struct Attested {
    profile: [u8; 32],
    attestation: Attestation,
}

impl Directory {
    /// Adds a doctor, active from `now` (milliseconds since 1970-01-01). The profile may be empty.
    ///
    /// Errors: [`Error::AlreadyRegistered`], [`Error::InvalidEncryptionKey`], [`Error::KeyNotProved`],
    /// [`Error::TooLong`].
    pub fn register(
        &mut self,
        doctor: &AccountId,
        key: &SignedKey,
        profile: &SealedProfile,
        now: u64,
    ) -> Result<(), Error> {
        if self.registrations.holds(doctor) {
            return Err(Error::AlreadyRegistered);
        }
        check_key(doctor, key)?;
        check::at_most(profile, DOCTOR_PROFILE_BYTES)?;
        let registration = Registration {
            status: DoctorStatus::Active,
            registered: now,
        };
        self.doctors.write(self.count, doctor);
        self.count = self.count.checked_add(1).ok_or(Error::Overflow)?;
        self.registrations.write(doctor, &registration);
        self.encryption_keys.write(doctor, key);
        self.serials.write(doctor, &key.serial);
        self.profiles.write(doctor, profile);
        Ok(())
    }

    /// Replaces a doctor's encryption key by a later one.
    ///
    /// Errors: [`Error::InvalidEncryptionKey`], [`Error::KeyNotProved`], [`Error::StaleKey`].
    pub fn replace_key(&mut self, doctor: &AccountId, key: &SignedKey) -> Result<(), Error> {
        let serial = self.serial(doctor);
        if key.serial <= serial {
            return Err(Error::StaleKey { serial });
        }
        check_key(doctor, key)?;
        self.encryption_keys.write(doctor, key);
        self.serials.write(doctor, &key.serial);
        Ok(())
    }

    /// Replaces a doctor's sealed profile. What was attested of the one before lapses for good, also where that one
    /// comes back: an admin who sees nothing to withdraw is not to be passed by.
    ///
    /// Errors: [`Error::Empty`], [`Error::TooLong`].
    pub fn update_profile(&mut self, doctor: &AccountId, profile: &SealedProfile) -> Result<(), Error> {
        check::some_bytes(profile, DOCTOR_PROFILE_BYTES)?;
        self.profiles.overwrite(doctor, profile);
        if let Some(Attested { attestation, .. }) = self.attestations.read(doctor) {
            self.lapse(doctor, attestation);
        }
        Ok(())
    }

    /// Keeps an admin's word for the profile with this digest.
    ///
    /// Errors: [`Error::UnknownDoctor`], [`Error::ProfileChanged`].
    pub fn attest(
        &mut self,
        doctor: &AccountId,
        profile: [u8; 32],
        attestation: Attestation,
    ) -> Result<(), Error> {
        let present = self.profiles.read(doctor).ok_or(Error::UnknownDoctor)?;
        if present.is_empty() || digest(&present) != profile {
            return Err(Error::ProfileChanged);
        }
        self.attestations
            .write(doctor, &Attested { profile, attestation });
        Ok(())
    }

    /// Takes the word for a doctor's profile back.
    ///
    /// Errors: [`Error::NotAttested`].
    pub fn withdraw_attestation(&mut self, doctor: &AccountId) -> Result<(), Error> {
        let profile = self.profiles.read(doctor).unwrap_or_default();
        let attestation = self.attested(doctor, &profile).ok_or(Error::NotAttested)?;
        self.lapse(doctor, attestation);
        Ok(())
    }

    /// Makes an attestation one of no profile. The cell stays, as whoever paid for it may be another.
    fn lapse(&mut self, doctor: &AccountId, attestation: Attestation) {
        let nothing = Attested {
            profile: [0; 32],
            attestation,
        };
        self.attestations.write(doctor, &nothing);
    }

    fn attested(&self, doctor: &AccountId, profile: &SealedProfile) -> Option<Attestation> {
        let attested = self.attestations.read(doctor)?;
        (attested.profile == digest(profile)).then_some(attested.attestation)
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
        let profile = self.profiles.read(account).unwrap_or_default();
        Some(Doctor {
            account: *account,
            status: registration.status,
            registered: registration.registered,
            attested: self.attested(account, &profile),
            profile,
        })
    }

    /// A doctor's public encryption key, with its owner's signature.
    pub fn encryption_key(&self, account: &AccountId) -> Option<SignedKey> {
        self.encryption_keys.read(account)
    }

    /// The serial of a doctor's encryption key; 0 for who is no doctor.
    pub fn serial(&self, account: &AccountId) -> u32 {
        self.serials.read(account).unwrap_or_default()
    }

    /// A page of the doctors, at most `max`, without their profiles.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn doctors(&self, start: u64, limit: u32, max: u32) -> Result<DoctorPage, Error> {
        DoctorPage::read(start, limit, max, u64::from(self.count), &mut |n| {
            let place = u32::try_from(n).map_err(|_| Error::Inconsistent)?;
            let account = self.doctors.read(place).ok_or(Error::Inconsistent)?;
            let registration = self.registrations.read(account).ok_or(Error::Inconsistent)?;
            Ok(Doctor {
                account,
                status: registration.status,
                registered: registration.registered,
                attested: self.attested(&account, &self.profiles.read(account).unwrap_or_default()),
                profile: SealedProfile::default(),
            })
        })
    }
}
