//! The bounds of everything that a message takes or returns, in one place.
//!
//! ink! 5 reads and writes through one static buffer of 16 KiB (16,384 bytes): no argument list and no return
//! value may grow towards it. Every bound here is chosen so that the largest legal call stays below 12 KiB.

/// Length in bytes of a public encryption key: X-Wing (ML-KEM-768 and X25519), draft-connolly-cfrg-xwing-kem.
pub const ENCRYPTION_KEY_BYTES: usize = 1_216;

/// Longest sealed profile of a patient, in bytes.
pub const PATIENT_PROFILE_BYTES: usize = 2_048;

/// Longest sealed profile of a doctor, in bytes.
pub const DOCTOR_PROFILE_BYTES: usize = 1_024;

/// Length in bytes of a content identifier: a binary CIDv1 with SHA2-256 (version 1, codec 1, hash code 1, its
/// length 1, digest 32).
pub const CID_BYTES: usize = 36;

/// Length in bytes of a wrapped key: AES-256-GCM nonce (12), key (32), tag (16).
pub const WRAPPED_KEY_BYTES: usize = 60;

/// Length in bytes of what makes a consent's pairwise key its own.
pub const SALT_BYTES: usize = 16;

/// Longest pairwise key sealed to a doctor with HPKE, in bytes: suite (1), key serial (4), X-Wing encapsulation
/// (1,120), key (32), tag (16) make 1,173; the rest is room for another suite.
pub const SEALED_PAIRWISE_BYTES: usize = 1_280;

/// Length in bytes of why a doctor looks, sealed: AES-256-GCM nonce (12), what it says (4), tag (16).
pub const SEALED_REASON_BYTES: usize = 32;

/// Most records in one batch (`add_medical_records`, `reseal_records`).
pub const BATCH: usize = 16;

/// Most records that a consent can name one by one; a consent to more is a consent to the whole history.
pub const SCOPE_RECORDS: usize = 32;

/// Most entries that one call writes to the log.
pub const LOG_BATCH: usize = 32;

/// Most consents rewrapped in one call after a rotation.
pub const REWRAP_BATCH: usize = 32;

/// The page size that no parameter can exceed, in entries.
pub const PAGE: u32 = 50;

/// Most proposals in a page: each lists who approved it.
pub const PROPOSAL_PAGE: u32 = 4;

/// The longest consent that no parameter can exceed, in days (ten years).
pub const CONSENT_DAYS: u32 = 3_653;

/// The longest notice of an upgrade that the parameter can ask for, in seconds (a year).
pub const UPGRADE_NOTICE_S: u32 = 31_622_400;

/// Most admins at a time.
pub const ADMINS: u32 = 64;

/// How long a proposal can be approved, and an upgrade be carried out once its notice is over, in milliseconds
/// (14 days).
pub const PROPOSAL_MS: u64 = 14 * DAY_MS;

/// How long a pause lasts unless it is ended before, in milliseconds (3 days).
pub const PAUSE_MS: u64 = 3 * DAY_MS;

/// Milliseconds in a day; block timestamps are in milliseconds since 1970-01-01 (pallet-timestamp).
pub const DAY_MS: u64 = 86_400_000;

/// The record number that stands for the patient's profile in a consent's scope; records count from 1.
pub const PROFILE: u32 = 0;
