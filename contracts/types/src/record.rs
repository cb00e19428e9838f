//! Medical records as the chain sees them: where the ciphertext is and how its key is wrapped. Kind, title, file
//! name and media type are health data and live inside the ciphertext.

use crate::bytes::{Cid, Salt};
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// A key wrapped with AES-256-GCM: nonce, ciphertext, tag.
pub type WrappedKey = [u8; crate::bounds::WRAPPED_KEY_BYTES];

/// What a record's key is wrapped under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum KeyBy {
    /// The patient's generation key of this number: the patient and every doctor with a whole-history consent
    /// can open it.
    Generation(u32),
    /// The pairwise key of the consent with this salt, of the patient and the author, a doctor whose consent names
    /// single records: those two can open it, until the patient rewraps it under a generation with
    /// `reseal_records`.
    Pairwise(Salt),
}

/// A record's key, wrapped.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct SealedKey {
    /// What it is wrapped under.
    pub by: KeyBy,
    /// The wrapped key.
    pub bytes: WrappedKey,
}

/// Whether a record's content can still be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum RecordState {
    /// It has a content identifier and a key.
    Live,
    /// Both have left the chain's state; the log keeps that something was erased, not what.
    Erased,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Record {
    /// Its number, from 1, per patient.
    pub number: u32,
    /// Where the ciphertext is; none when erased.
    pub cid: Option<Cid>,
    /// The wrapped key; none when erased.
    pub key: Option<SealedKey>,
    /// Who added it.
    pub author: AccountId,
    /// When added, in milliseconds since 1970-01-01.
    pub created: u64,
    /// The first version of the record that this one amends; none for a first version.
    pub amends: Option<u32>,
    /// The record that this one, a note, refers to; none for others.
    pub refers_to: Option<u32>,
    /// Live or erased.
    pub state: RecordState,
}

/// A record to be added.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct NewRecord {
    /// Where the ciphertext is.
    pub cid: Cid,
    /// The wrapped key.
    pub key: SealedKey,
}

/// A record's new key and, when it was encrypted again, its new place.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Reseal {
    /// Which record.
    pub number: u32,
    /// The new content identifier, or none to keep the old.
    pub cid: Option<Cid>,
    /// The newly wrapped key, always under the current generation.
    pub key: WrappedKey,
}
