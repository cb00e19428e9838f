//! Doctors and patients as the chain sees them: a key, a sealed profile, counters.

use crate::bytes::SealedProfile;
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// Whether a doctor may act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum DoctorStatus {
    /// May act.
    Active,
    /// May not act until an admin reinstates; consents stay but open nothing meanwhile.
    Suspended,
}

/// A doctor in the directory. The public encryption key is read apart (`encryption_key`).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Doctor {
    /// The doctor's account.
    pub account: AccountId,
    /// Whether the doctor may act.
    pub status: DoctorStatus,
    /// When registered, in milliseconds since 1970-01-01.
    pub registered: u64,
    /// The profile, sealed under the deployment's directory key; empty in pages, where it would not fit.
    pub profile: SealedProfile,
    /// Who attested what the profile says; none once the profile was changed.
    pub attested: Option<Attestation>,
}

/// An admin's word for what a doctor's profile says. It lapses when the profile changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Attestation {
    /// The admin.
    pub by: AccountId,
    /// When, in milliseconds since 1970-01-01.
    pub at: u64,
}

/// A patient. The public encryption key is read apart (`encryption_key`).
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Patient {
    /// The patient's account.
    pub account: AccountId,
    /// When registered, in milliseconds since 1970-01-01.
    pub registered: u64,
    /// How many records were ever added, erased ones included: numbers run from 1 to this.
    pub records: u32,
    /// The current key generation, from 1.
    pub generation: u32,
    /// The sealed profile.
    pub profile: SealedProfile,
}
