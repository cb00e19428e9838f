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

/// Longest content identifier, in bytes. A binary CIDv1 with SHA2-256 has 36.
pub const CID_BYTES: usize = 64;

/// Length in bytes of a wrapped key: AES-256-GCM nonce (12), key (32), tag (16).
pub const WRAPPED_KEY_BYTES: usize = 60;

/// Longest pairwise key sealed to a doctor with HPKE, in bytes: suite (1), X-Wing encapsulation (1,120),
/// key (32), tag (16) make 1,169; the rest is room for another suite.
pub const SEALED_PAIRWISE_BYTES: usize = 1_280;

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

/// The longest consent that no parameter can exceed, in days (ten years).
pub const CONSENT_DAYS: u32 = 3_653;

/// Most admins at a time.
pub const ADMINS: u32 = 64;

/// Milliseconds in a day; block timestamps are in milliseconds since 1970-01-01 (pallet-timestamp).
pub const DAY_MS: u64 = 86_400_000;

/// The record number that stands for the patient's profile in a consent's scope; records count from 1.
pub const PROFILE: u32 = 0;
