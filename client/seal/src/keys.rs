//! The keys that open records: what each is for, and which of them a patient derives.
//!
//! - A **record key** is fresh for each record and opens that record alone.
//! - A **generation key** wraps record keys. A revoked consent starts a new generation; the patient derives every
//!   one, others hold the one they were given and reach the older ones through links ([`crate::wrap::walk_back`]).
//! - A **pairwise key** is shared by one patient and one doctor for one consent; what that consent gives travels under
//!   it. Each consent has a fresh one, told from the others by a public salt: one that leaks opens nothing of the next.
//! - A **profile key** is fresh for each version of a patient's profile.
//! - The **directory key** is one for a deployment and opens the doctors' profiles.

use crate::{
    binding::Binding,
    crypt::expand,
    domain::{context, name},
    error::SystemError,
    random::{Random, System},
    secret::Secret,
};
use aws_lc_rs::hkdf;

macro_rules! plain_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(pub(crate) Secret);

        impl $name {
            /// A fresh random key.
            ///
            /// # Errors
            /// [`SystemError::NoRandomness`].
            pub fn generate() -> Result<Self, SystemError> {
                Self::generate_with(&mut System)
            }

            pub(crate) fn generate_with(random: &mut impl Random) -> Result<Self, SystemError> {
                let mut secret = Secret::zero();
                random.fill(secret.expose_mut())?;
                Ok($name(secret))
            }

            /// The key of these bytes; wiping them is the caller's.
            pub fn from_bytes(bytes: &[u8; 32]) -> Self {
                $name(Secret::copy_from(bytes))
            }

            /// The bytes of the key. A copy of them is the caller's to wipe.
            pub fn expose(&self) -> &[u8; 32] {
                self.0.expose()
            }
        }
    };
}

plain_key! {
    /// Opens one record.
    RecordKey
}
plain_key! {
    /// Opens one version of a patient's profile.
    ProfileKey
}
plain_key! {
    /// Opens the doctors' profiles of a deployment.
    DirectoryKey
}

/// Wraps the keys of a patient's records from one rotation to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerationKey {
    number: u32,
    pub(crate) secret: Secret,
}

impl GenerationKey {
    pub(crate) fn new(number: u32, secret: Secret) -> Self {
        GenerationKey { number, secret }
    }

    /// The key of generation `number` with these bytes; wiping them is the caller's.
    pub fn from_bytes(number: u32, bytes: &[u8; 32]) -> Self {
        GenerationKey::new(number, Secret::copy_from(bytes))
    }

    /// Which generation, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The bytes of the key. A copy of them is the caller's to wipe.
    pub fn expose(&self) -> &[u8; 32] {
        self.secret.expose()
    }
}

/// What tells the pairwise keys of one patient and one doctor apart: random, public, kept with the consent.
pub type ConsentSalt = [u8; 16];

/// A salt for a new consent.
///
/// # Errors
/// [`SystemError::NoRandomness`].
pub fn consent_salt() -> Result<ConsentSalt, SystemError> {
    System.array()
}

/// Shared by one patient and one doctor for one consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairwiseKey {
    doctor: [u8; 32],
    salt: ConsentSalt,
    pub(crate) secret: Secret,
}

impl PairwiseKey {
    pub(crate) fn new(doctor: [u8; 32], salt: ConsentSalt, secret: Secret) -> Self {
        PairwiseKey { doctor, salt, secret }
    }

    /// The doctor's address.
    pub fn doctor(&self) -> [u8; 32] {
        self.doctor
    }

    /// The consent's salt.
    pub fn salt(&self) -> ConsentSalt {
        self.salt
    }
}

/// What a patient derives every key from, for one deployment; from [`crate::Account::patient_secrets`].
#[derive(Debug, Clone)]
pub struct PatientSecrets {
    binding: Binding,
    root: Secret,
}

impl PatientSecrets {
    pub(crate) fn new(binding: Binding, root: Secret) -> Self {
        PatientSecrets { binding, root }
    }

    /// The patient in the deployment.
    pub fn binding(&self) -> Binding {
        self.binding
    }

    /// The key of generation `number`, from 1. Nobody else can tell it from those before or after.
    ///
    /// # Errors
    /// [`SystemError::Library`].
    pub fn generation_key(&self, number: u32) -> Result<GenerationKey, SystemError> {
        let secret = self.derive(name::GENERATION_KEY, &[&number.to_be_bytes()])?;
        Ok(GenerationKey::new(number, secret))
    }

    /// The key shared with the doctor of this address, for the consent with this salt ([`consent_salt`]).
    ///
    /// # Errors
    /// [`SystemError::Library`].
    pub fn pairwise_key(&self, doctor: [u8; 32], salt: &ConsentSalt) -> Result<PairwiseKey, SystemError> {
        let secret = self.derive(name::PAIRWISE_KEY, &[&doctor, salt])?;
        Ok(PairwiseKey::new(doctor, *salt, secret))
    }

    /// The root is uniform already and bound to the binding: HKDF-Expand alone.
    fn derive(&self, what: &str, which: &[&[u8]]) -> Result<Secret, SystemError> {
        let prk = hkdf::Prk::new_less_safe(hkdf::HKDF_SHA256, self.root.expose());
        expand(&prk, &context(what, which))
    }
}
