//! The doctor contract: the doctors' directory, and patients' consents to them.

use super::message::{Message, Query, messages};
use medink_types::{
    AccountId, Consent, ConsentEntry, Doctor, Grant, Hash, Page, Rewrap, SealedPairwise, SealedProfile,
    SignedKey, WriteTicket,
};

messages! { "doctor";
    /// Constructor data: the admin and the audit contract's addresses.
    make new(admin: AccountId, audit: AccountId);
    /// Registers a doctor. By admins.
    change register_doctor(doctor: AccountId, key: &SignedKey, profile: &SealedProfile) -> ();
    /// Replaces the caller's encryption key by a later one. By active doctors.
    change replace_encryption_key(key: &SignedKey) -> ();
    /// Replaces the caller's sealed profile. By active doctors.
    change update_profile(profile: &SealedProfile) -> ();
    /// Attests what a doctor's profile with this digest says. By admins.
    change attest_doctor(doctor: AccountId, profile_digest: [u8; 32]) -> ();
    /// Takes an attestation back. By admins.
    change withdraw_attestation(doctor: AccountId) -> ();
    /// Stops a doctor from acting. By admins.
    change suspend_doctor(doctor: AccountId) -> ();
    /// Lets a suspended doctor act again. By admins.
    change reinstate_doctor(doctor: AccountId) -> ();
    /// A doctor; none when not registered.
    read doctor(account: AccountId) -> Option<Doctor>;
    /// The directory, a page at a time, profiles left empty.
    ask doctors(start: u64, limit: u32) -> Page<Doctor>;
    /// A doctor's public encryption key, with its owner's signature.
    read encryption_key(account: AccountId) -> Option<SignedKey>;
    /// Gives a doctor a consent, in place of an earlier one. By patients.
    change grant_access(doctor: AccountId, grant: &Grant) -> ();
    /// Takes the caller's consent to a doctor back, at once. By patients.
    change revoke_access(doctor: AccountId) -> ();
    /// After a rotation, gives doctors with the whole history the new generation's key. By patients.
    change rewrap_consents(generation: u32, keys: &[Rewrap]) -> ();
    /// A patient's consent to a doctor, expired or not; none after a revocation.
    read consent(patient: AccountId, doctor: AccountId) -> Option<Consent>;
    /// The pairwise key sealed to the doctor.
    read sealed_pairwise(patient: AccountId, doctor: AccountId) -> Option<SealedPairwise>;
    /// The lowest key generation that a patient's new records may be wrapped under.
    read lowest_generation(patient: AccountId) -> u32;
    /// Whether an author may write for a patient now, and under which keys; `about` is the number of the record that a
    /// note refers to and its first version's, `authored` that a new version is of the author's own.
    ask write_ticket(patient: AccountId, author: AccountId, about: Option<(u32, u32)>, authored: bool) -> WriteTicket;
    /// Whether a doctor may open a patient's record now, by its number, its first version's, or as its author.
    ask read_ticket(patient: AccountId, reader: AccountId, number: u32, first: u32, authored: bool) -> ();
    /// A patient's consents, expired ones included, a page at a time.
    ask consents_of_patient(patient: AccountId, start: u64, limit: u32) -> Page<ConsentEntry>;
    /// The consents that a doctor has, expired ones included, a page at a time.
    ask patients_of_doctor(doctor: AccountId, start: u64, limit: u32) -> Page<ConsentEntry>;
    /// Puts other code in the contract's place. By the admin contract only.
    change upgrade_code(code_hash: Hash) -> ();
}
