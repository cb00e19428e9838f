//! The rules of people: registrations, encryption keys, profiles, attestations, suspensions.

use super::state::{Answer, DoctorFile, Model, NO_REFERENCE, PatientFile};
use super::step::{Key, Profile, Read, Register};
use e2e_contracts::people::{REVOKED_DOCTOR, signed_by};
use e2e_contracts::{Part, blake2_256};
use medink_types::bounds::{DOCTOR_PROFILE_BYTES, ENCRYPTION_KEY_BYTES, PATIENT_PROFILE_BYTES};
use medink_types::{
    AccountId, Action, Attestation, DoctorStatus, Error, PublicKey, Role, SealedProfile, SignedKey,
    number_reference,
};

/// A key that a step names, of somebody whose present one has this serial; 0 for none.
pub fn key(kind: Key, of: AccountId, present: u32) -> SignedKey {
    let serial = match kind {
        Key::Next | Key::Forged | Key::Short => present + 1,
        Key::Later => present + 7,
        Key::Same => present,
    };
    let length = match kind {
        Key::Short => 32,
        _ => ENCRYPTION_KEY_BYTES,
    };
    // Who signs in another's stead plays no part else.
    let by = match kind {
        Key::Forged => REVOKED_DOCTOR,
        _ => of,
    };
    signed_by(by, of, PublicKey(vec![serial as u8 | 0x40; length]), serial)
}

/// A profile that a step names.
pub fn profile(kind: Profile) -> SealedProfile {
    SealedProfile(match kind {
        Profile::Nothing => Vec::new(),
        Profile::Says(what) => vec![what; 96],
        // For patients and doctors alike.
        Profile::TooLong => vec![1; PATIENT_PROFILE_BYTES + 1],
    })
}

impl Model {
    /// The serial of somebody's key; 0 for none.
    pub fn serial(&self, at: Register, of: &AccountId) -> u32 {
        match at {
            Register::Doctors => self.doctor(of).map_or(0, |doctor| doctor.key.serial),
            Register::Patients => self.patients.get(of).map_or(0, |patient| patient.key.serial),
        }
    }

    /// The digest of the profile that an admin has read.
    pub fn digest(&self, doctor: &AccountId, read: Read) -> [u8; 32] {
        match (self.doctor(doctor), read) {
            (Some(doctor), Read::Present) => blake2_256(&doctor.profile),
            _ => [3; 32],
        }
    }

    pub fn registers_patient(
        &mut self,
        by: AccountId,
        whom: AccountId,
        kind: Key,
        key: SignedKey,
        profile: SealedProfile,
    ) -> Answer {
        if self.admin(&by).is_err() {
            if by != whom {
                return Err(Error::MissingRole(Role::Admin));
            }
            if !self.parameters.self_registration {
                return Err(Error::SelfRegistrationClosed);
            }
        }
        self.unpaused()?;
        if self.patients.contains_key(&whom) {
            return Err(Error::AlreadyRegistered);
        }
        proved(kind, &key)?;
        at_most(&profile, PATIENT_PROFILE_BYTES)?;
        let file = PatientFile {
            registered: self.now,
            key,
            profile,
            links: Vec::new(),
            records: Vec::new(),
        };
        self.patients.insert(whom, file);
        self.logs(Part::Patient, by, whom, Action::PatientRegistered, NO_REFERENCE);
        Ok(Vec::new())
    }

    pub fn registers_doctor(
        &mut self,
        by: AccountId,
        whom: AccountId,
        kind: Key,
        key: SignedKey,
        profile: SealedProfile,
    ) -> Answer {
        self.admin(&by)?;
        self.unpaused()?;
        if self.doctor(&whom).is_some() {
            return Err(Error::AlreadyRegistered);
        }
        proved(kind, &key)?;
        at_most(&profile, DOCTOR_PROFILE_BYTES)?;
        let (empty, digest) = (profile.is_empty(), blake2_256(&profile));
        self.doctors.push(DoctorFile {
            account: whom,
            status: DoctorStatus::Active,
            registered: self.now,
            key,
            profile,
            attested: None,
        });
        self.logs(Part::Doctor, by, whom, Action::DoctorRegistered, NO_REFERENCE);
        // What the admin enters counts as attested by the admin.
        match empty {
            true => Ok(Vec::new()),
            false => self.attests_now(by, whom, digest),
        }
    }

    pub fn replaces_key(&mut self, by: AccountId, at: Register, kind: Key, key: SignedKey) -> Answer {
        let part = self.acts_at(&by, at)?;
        let serial = self.serial(at, &by);
        if key.serial <= serial {
            return Err(Error::StaleKey { serial });
        }
        proved(kind, &key)?;
        let reference = number_reference(key.serial);
        match at {
            Register::Doctors => self.doctor_mut(&by)?.key = key,
            Register::Patients => self.own_mut(&by)?.key = key,
        }
        self.logs(part, by, by, Action::EncryptionKeyReplaced, reference);
        Ok(Vec::new())
    }

    pub fn updates_profile(&mut self, by: AccountId, at: Register, profile: SealedProfile) -> Answer {
        let part = self.acts_at(&by, at)?;
        let (max, action) = match at {
            Register::Doctors => (DOCTOR_PROFILE_BYTES, Action::DoctorProfileUpdated),
            Register::Patients => (PATIENT_PROFILE_BYTES, Action::PatientProfileUpdated),
        };
        if profile.is_empty() {
            return Err(Error::Empty);
        }
        at_most(&profile, max)?;
        let digest = blake2_256(&profile);
        match at {
            Register::Doctors => {
                let file = self.doctor_mut(&by)?;
                file.profile = profile;
                // Also where it says the same as before.
                file.attested = None;
            }
            Register::Patients => self.own_mut(&by)?.profile = profile,
        }
        self.logs(part, by, by, action, digest);
        Ok(Vec::new())
    }

    pub fn attests(&mut self, by: AccountId, doctor: AccountId, digest: [u8; 32]) -> Answer {
        self.admin(&by)?;
        self.unpaused()?;
        self.attests_now(by, doctor, digest)
    }

    pub fn withdraws_attestation(&mut self, by: AccountId, doctor: AccountId) -> Answer {
        self.admin(&by)?;
        let file = self.doctor_mut(&doctor).map_err(|_| Error::NotAttested)?;
        file.attested.take().ok_or(Error::NotAttested)?;
        self.logs(
            Part::Doctor,
            by,
            doctor,
            Action::AttestationWithdrawn,
            NO_REFERENCE,
        );
        Ok(Vec::new())
    }

    pub fn suspends(&mut self, by: AccountId, doctor: AccountId) -> Answer {
        self.admin(&by)?;
        self.becomes(&doctor, DoctorStatus::Suspended, Error::DoctorSuspended)?;
        self.logs(Part::Doctor, by, doctor, Action::DoctorSuspended, NO_REFERENCE);
        Ok(Vec::new())
    }

    pub fn reinstates(&mut self, by: AccountId, doctor: AccountId) -> Answer {
        self.admin(&by)?;
        self.unpaused()?;
        self.becomes(&doctor, DoctorStatus::Active, Error::NotSuspended)?;
        self.logs(Part::Doctor, by, doctor, Action::DoctorReinstated, NO_REFERENCE);
        Ok(Vec::new())
    }

    /// Doctors who are suspended do nothing, and nobody does while the system is paused.
    fn acts_at(&self, by: &AccountId, at: Register) -> Result<Part, Error> {
        let part = match at {
            Register::Doctors => {
                self.active(by, Error::MissingRole(Role::Doctor))?;
                Part::Doctor
            }
            Register::Patients => {
                self.own(by)?;
                Part::Patient
            }
        };
        self.unpaused()?;
        Ok(part)
    }

    fn attests_now(&mut self, by: AccountId, doctor: AccountId, digest: [u8; 32]) -> Answer {
        let at = self.now;
        let file = self.doctor_mut(&doctor)?;
        if file.profile.is_empty() || blake2_256(&file.profile) != digest {
            return Err(Error::ProfileChanged);
        }
        file.attested = Some(Attestation { by, at });
        self.logs(Part::Doctor, by, doctor, Action::DoctorAttested, digest);
        Ok(Vec::new())
    }

    fn becomes(&mut self, doctor: &AccountId, status: DoctorStatus, already: Error) -> Result<(), Error> {
        let file = self.doctor_mut(doctor)?;
        if file.status == status {
            return Err(already);
        }
        file.status = status;
        Ok(())
    }
}

/// Whether a key of this kind is its owner's.
fn proved(kind: Key, key: &SignedKey) -> Result<(), Error> {
    match kind {
        Key::Short => Err(Error::InvalidEncryptionKey),
        Key::Forged => Err(Error::KeyNotProved),
        _ if key.serial == 0 => Err(Error::KeyNotProved),
        _ => Ok(()),
    }
}

fn at_most(profile: &SealedProfile, max: usize) -> Result<(), Error> {
    match profile.len() > max {
        true => Err(Error::TooLong { max: max as u32 }),
        false => Ok(()),
    }
}
