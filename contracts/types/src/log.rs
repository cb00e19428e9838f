//! The log's entries: who did what to whom, when, chained by hashes.

use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// What was done. The codes are SCALE indices and never change their meaning: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum Action {
    /// An admin was added.
    AdminAdded,
    /// An admin was removed.
    AdminRemoved,
    /// System parameters changed; reference: old value in bytes 0..16, new in 16..32 (SCALE, zero-padded).
    SystemParametersUpdated,
    /// The system was paused; reference: until when, in milliseconds since 1970-01-01 (big-endian, 8 bytes), then
    /// zeros.
    Paused,
    /// The system was resumed.
    Resumed,
    /// The registry of contracts was set; reference: BLAKE2b-256 of the SCALE-encoded `Contracts`.
    ContractsRegistered,
    /// A contract may write to the log from now on; reference: its account.
    ContractAuthorized,
    /// A contract may no longer write to the log; reference: its account.
    ContractDeauthorized,
    /// The log's parameters changed; reference as for `SystemParametersUpdated`.
    AuditParametersUpdated,
    /// A doctor was registered.
    DoctorRegistered,
    /// A doctor's profile changed; reference: BLAKE2b-256 of the sealed profile.
    DoctorProfileUpdated,
    /// A doctor was suspended.
    DoctorSuspended,
    /// A doctor was reinstated.
    DoctorReinstated,
    /// A patient gave a doctor a consent; reference: the doctor's account.
    ConsentGranted,
    /// A patient took a consent back; reference: the doctor's account.
    ConsentRevoked,
    /// A consent's key was wrapped again after a rotation; reference: the doctor's account.
    ConsentRewrapped,
    /// A patient was registered.
    PatientRegistered,
    /// A patient's profile changed; reference: BLAKE2b-256 of the sealed profile.
    PatientProfileUpdated,
    /// A record was added; reference: its number (big-endian, 4 bytes), then
    /// the first 28 bytes of BLAKE2b-256 of its content identifier.
    RecordAdded,
    /// A record was amended by a new one; reference: the new one's number and identifier, as when
    /// one is added.
    RecordAmended,
    /// A record's key, or key and place, changed; reference: its number (big-endian, 4 bytes), then
    /// the first 28 bytes of BLAKE2b-256 of its content identifier.
    RecordResealed,
    /// A record was erased; reference: its number (big-endian, 4 bytes), then zeros.
    RecordErased,
    /// A record was opened; reference: its number (big-endian, 4 bytes), then zeros.
    RecordAccessed,
    /// A patient's keys went to a new generation; reference: its number (big-endian, 4 bytes),
    /// then zeros.
    GenerationRotated,
    /// A patient's damaged link to the generation before was renewed; reference: the newer generation's number
    /// (big-endian, 4 bytes), then zeros.
    LinkRenewed,
    /// A note was added that refers to a record and stands beside it; reference: the note's number and identifier, as
    /// when a record is added.
    RecordAnnotated,
    /// Somebody replaced the own encryption key; reference: the new key's serial (big-endian, 4 bytes), then zeros.
    EncryptionKeyReplaced,
    /// An admin attested what a doctor's profile says; reference: BLAKE2b-256 of the sealed profile.
    DoctorAttested,
    /// An admin withdrew the attestation of a doctor's profile.
    AttestationWithdrawn,
    /// A proposal was made that needs more approvals; reference: its number (big-endian, 4 bytes), then the first 28
    /// bytes of BLAKE2b-256 of the SCALE-encoded `Proposal`.
    ProposalMade,
    /// A proposal was approved; reference as for `ProposalMade`.
    ProposalApproved,
    /// An approval was withdrawn; reference as for `ProposalMade`.
    ApprovalWithdrawn,
    /// An upgrade of the subject, a contract, was announced; reference: the new code's hash.
    UpgradeAnnounced,
    /// The subject's code was replaced; reference: the old code's hash. `CodeUpgraded` follows.
    CodeReplaced,
    /// The subject has new code from now on; reference: its hash.
    CodeUpgraded,
    /// A doctor began a visit, in which all that the consent covers can be opened with no further entry; reference: why,
    /// sealed for the patient (`SealedReason`).
    VisitBegun,
}

impl Action {
    /// Whether it says that somebody could look at what is sealed: these entries have a list of their own.
    pub fn is_access(self) -> bool {
        matches!(self, Action::RecordAccessed | Action::VisitBegun)
    }
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct LogEntry {
    /// Its place in the log, from 0.
    pub index: u64,
    /// The contract that logged it.
    pub contract: AccountId,
    /// Who acted.
    pub actor: AccountId,
    /// Whom or what it was about: a person's account, or a contract's.
    pub subject: AccountId,
    /// What was done.
    pub action: Action,
    /// 32 bytes that say which: see each [`Action`].
    pub reference: [u8; 32],
    /// The block's number.
    pub block: u32,
    /// The block's timestamp, in milliseconds since 1970-01-01.
    pub timestamp: u64,
    /// BLAKE2b-256 of the SCALE encoding of the entry before; zeros for the first.
    pub previous: [u8; 32],
}

/// The log's end: compare it with a recomputed chain of hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Head {
    /// How many entries the log has.
    pub count: u64,
    /// BLAKE2b-256 of the SCALE encoding of the last entry; zeros when there is none.
    pub hash: [u8; 32],
}

/// The reference of an entry about a record's content: the number, big-endian, in bytes 0..4, then the first
/// 28 bytes of BLAKE2b-256 of the content identifier.
pub fn record_reference(number: u32, cid_digest: [u8; 32]) -> [u8; 32] {
    let mut reference = number_reference(number);
    if let (Some(to), Some(from)) = (reference.last_chunk_mut::<28>(), cid_digest.first_chunk()) {
        *to = *from;
    }
    reference
}

/// The reference of an entry about a number alone: big-endian in bytes 0..4, zeros behind.
pub fn number_reference(number: u32) -> [u8; 32] {
    let mut reference = [0u8; 32];
    if let Some(to) = reference.first_chunk_mut() {
        *to = number.to_be_bytes();
    }
    reference
}

/// The reference of an entry about a point in time: milliseconds since 1970-01-01, big-endian in bytes 0..8, zeros
/// behind.
pub fn time_reference(ms: u64) -> [u8; 32] {
    let mut reference = [0u8; 32];
    if let Some(to) = reference.first_chunk_mut() {
        *to = ms.to_be_bytes();
    }
    reference
}

/// The reference of an entry about changed parameters: the old and the new value in SCALE, each cut or
/// zero-padded to 16 bytes.
pub fn change_reference<T: Encode>(old: &T, new: &T) -> [u8; 32] {
    let mut reference = [0u8; 32];
    let (first, second) = reference.split_at_mut(16);
    for (half, value) in [(first, old), (second, new)] {
        for (to, from) in half.iter_mut().zip(value.encode()) {
            *to = from;
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemParameters;

    #[test]
    fn parameters_fit_their_half_of_a_reference() {
        let old = SystemParameters::default();
        let new = SystemParameters { max_page: 7, ..old };
        assert!(old.encode().len() <= 16);
        let reference = change_reference(&old, &new);
        assert_eq!(SystemParameters::decode(&mut &reference[..16]), Ok(old));
        assert_eq!(SystemParameters::decode(&mut &reference[16..]), Ok(new));
    }

    #[test]
    fn codes_never_change() {
        let code = |action: Action| action.encode();
        assert_eq!(code(Action::AdminAdded), [0]);
        assert_eq!(code(Action::RecordAccessed), [22]);
        assert_eq!(code(Action::CodeUpgraded), [34]);
        assert_eq!(code(Action::VisitBegun), [35]);
    }

    #[test]
    fn looking_is_an_access_and_writing_is_none() {
        assert!(Action::RecordAccessed.is_access() && Action::VisitBegun.is_access());
        for other in [Action::RecordAdded, Action::RecordErased, Action::ConsentGranted] {
            assert!(!other.is_access(), "{other:?}");
        }
    }

    #[test]
    fn a_time_reference_is_big_endian() {
        assert_eq!(&time_reference(258)[..9], &[0, 0, 0, 0, 0, 0, 1, 2, 0]);
    }

    #[test]
    fn a_record_reference_starts_with_its_number() {
        let reference = record_reference(258, [9; 32]);
        assert_eq!(&reference[..4], &[0, 0, 1, 2]);
        assert_eq!(&reference[4..], &[9; 28]);
        assert_eq!(&number_reference(258)[4..], &[0; 28]);
    }
}
