//! Every refusal of every contract, as one type, so that a caller decodes all of them alike and an error passes
//! from contract to contract unchanged.

use crate::role::Role;
use scale::{Decode, Encode};

/// Why a message was refused. Nothing was changed: an error reverts the whole call, its log entry too. The
/// codes are SCALE indices and never change their meaning: new ones go to the end.
// Four bytes for the kind and four for what it says: errors are passed on in hundreds of places, and two whole
// words move in far less code than seven bytes do. The encoding does not know of it.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Error {
    /// The caller lacks this role.
    MissingRole(Role),
    /// Only an authorised contract may call this message.
    CallerNotAuthorized,
    /// The system is paused by its admins.
    Paused,
    /// The registry of contracts has not been set yet: the deployment is unfinished.
    NotWired,
    /// The registry of contracts is set already and can't be set again.
    AlreadyWired,
    /// The account is an admin already.
    AlreadyAdmin,
    /// The account is not an admin.
    NotAnAdmin,
    /// The last admin can't be removed.
    LastAdmin,
    /// There are as many admins as there may be.
    TooManyAdmins {
        /// The bound.
        max: u32,
    },
    /// The account is registered already.
    AlreadyRegistered,
    /// The account is not registered as a doctor.
    UnknownDoctor,
    /// The account is not registered as a patient.
    UnknownPatient,
    /// The doctor is suspended.
    DoctorSuspended,
    /// The doctor is not suspended.
    NotSuspended,
    /// Patients can't register themselves here: an admin has to.
    SelfRegistrationClosed,
    /// The contract is authorised already.
    AlreadyAuthorized,
    /// The contract is not authorised.
    NotAuthorized,
    /// The account is not a contract.
    NotAContract,
    /// There is no live consent that covers this.
    NoConsent,
    /// A consent's end must lie after its start and after now.
    InvalidPeriod,
    /// A consent may not be longer than this.
    ConsentTooLong {
        /// The bound, in days.
        max_days: u32,
    },
    /// The encryption key has another length than 1,216 bytes.
    InvalidEncryptionKey,
    /// A byte string is too long.
    TooLong {
        /// The bound, in bytes.
        max: u32,
    },
    /// A byte string or list is empty that must not be.
    Empty,
    /// A list has too many items.
    TooMany {
        /// The bound, in items.
        max: u32,
    },
    /// A list names the same thing twice.
    Duplicate,
    /// A page was asked for that is empty by request or larger than allowed.
    PageSize {
        /// The bound, in entries.
        max: u32,
    },
    /// A parameter is out of its range.
    InvalidParameter {
        /// The least it may be.
        min: u32,
        /// The most it may be.
        max: u32,
    },
    /// There is no record of this number.
    UnknownRecord,
    /// The record was erased.
    RecordErased,
    /// This content is recorded already, under this number.
    DuplicateRecord {
        /// The record that has it.
        number: u32,
    },
    /// The key is wrapped under a generation that is not the patient's current one.
    WrongGeneration {
        /// The one that it has to be.
        current: u32,
    },
    /// A doctor was revoked and the patient's keys have not been rotated yet: nothing can be written until they
    /// are, so that the revoked doctor's keys open nothing new.
    RotationPending {
        /// The generation that the rotation has to reach.
        generation: u32,
    },
    /// This author may wrap keys only under the pairwise key, or only under a generation.
    WrongKeyKind,
    /// A counter or an amount has reached its end.
    Overflow,
    /// A call to another contract of the system failed before it could answer: it is missing, or it ran out of
    /// gas.
    CallFailed,
    /// The system is not paused.
    NotPaused,
    /// The system was paused a short while ago: it can be paused again once as much time has passed since the last
    /// pause as that one lasted.
    PausedRecently,
    /// The system's own contracts can't be deauthorised: what they do could not be logged any more, so that nobody
    /// could take back a consent. A broken one is paused and upgraded.
    StaysAuthorized,
    /// What the contract has stored contradicts itself: a defect of the contract, not of the call. Please report
    /// it.
    Inconsistent,
    /// The content identifier is no binary CIDv1 (raw or dag-pb) with SHA2-256: 36 bytes that begin with 0x01, 0x55
    /// or 0x70, 0x12, 0x20. Its text (`bafy...`) is not taken.
    InvalidCid,
    /// The signature beside the encryption key is not the account's own over this key and serial.
    KeyNotProved,
    /// The key's serial has to be higher than the present one's; or what is given was sealed to another key than the
    /// present one.
    StaleKey {
        /// The present key's serial.
        serial: u32,
    },
    /// A live record of another patient is at this place.
    PlaceTaken,
    /// A new version is written by who wrote the version that it amends, or by the patient. Anybody else's note
    /// refers to a record and stands beside it.
    NotTheAuthor,
    /// The profile is not the one whose digest was given: it was changed.
    ProfileChanged,
    /// There is no attestation to withdraw.
    NotAttested,
    /// There is no proposal of this number.
    UnknownProposal,
    /// The proposal was carried out, called off or has expired.
    ProposalClosed,
    /// The account has approved the proposal already.
    AlreadyApproved,
    /// The account has not approved the proposal.
    NotApproved,
    /// The proposal has too few approvals of accounts that are admins now.
    QuorumMissing {
        /// How many it needs.
        quorum: u32,
    },
    /// The upgrade was announced, and its notice is not over yet.
    NoticeRunning,
    /// The chain has no code of this hash, or not one that can be put in place.
    UnknownCode,
}
