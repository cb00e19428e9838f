//! The doctor contract: the doctors' directory, and patients' consents to them.

use super::message::{Message, Query, messages};
use medink_types::{AccountId, Consent, ConsentEntry, Doctor, Grant, Page, WrappedKey, WriteTicket};

messages! { "doctor";
    /// Constructor data: the admin and the audit contract's addresses.
    make new(admin: AccountId, audit: AccountId);
    /// Registers a doctor. By admins.
    change register_doctor(doctor: AccountId, encryption_key: &[u8], profile: &[u8]) -> ();
    /// Replaces the caller's sealed profile. By active doctors.
    change update_profile(profile: &[u8]) -> ();
    /// Stops a doctor from acting. By admins.
    change suspend_doctor(doctor: AccountId) -> ();
    /// Lets a suspended doctor act again. By admins.
    change reinstate_doctor(doctor: AccountId) -> ();
    /// A doctor; none when not registered.
    read doctor(account: AccountId) -> Option<Doctor>;
    /// The directory, a page at a time, profiles left empty.
    ask doctors(start: u64, limit: u32) -> Page<Doctor>;
    /// A doctor's public encryption key.
    read encryption_key(account: AccountId) -> Option<Vec<u8>>;
    /// Gives a doctor a consent, in place of an earlier one. By patients.
    change grant_access(doctor: AccountId, grant: &Grant) -> ();
    /// Takes the caller's consent to a doctor back, at once. By patients.
    change revoke_access(doctor: AccountId) -> ();
    /// After a rotation, gives doctors with the whole history the new generation's key. By patients.
    change rewrap_consents(generation: u32, keys: &[(AccountId, WrappedKey)]) -> ();
    /// Whether a doctor has a live consent that covers a record (0: the profile).
    read has_access(patient: AccountId, doctor: AccountId, record: u32) -> bool;
    /// A patient's consent to a doctor, expired or not; none after a revocation.
    read consent(patient: AccountId, doctor: AccountId) -> Option<Consent>;
    /// The pairwise key sealed to the doctor.
    read sealed_pairwise(patient: AccountId, doctor: AccountId) -> Option<Vec<u8>>;
    /// The lowest key generation that a patient's new records may be wrapped under.
    read lowest_generation(patient: AccountId) -> u32;
    /// Whether an author may write for a patient now, and under which keys; `amends` is the amended record's number
    /// and its first version's.
    ask write_ticket(patient: AccountId, author: AccountId, amends: Option<(u32, u32)>) -> WriteTicket;
    /// Whether a doctor may open a patient's record now, by its number, its first version's, or as its author.
    ask read_ticket(patient: AccountId, reader: AccountId, number: u32, first: u32, authored: bool) -> ();
    /// A patient's consents, expired ones included, a page at a time.
    ask consents_of_patient(patient: AccountId, start: u64, limit: u32) -> Page<ConsentEntry>;
    /// The consents that a doctor has, expired ones included, a page at a time.
    ask patients_of_doctor(doctor: AccountId, start: u64, limit: u32) -> Page<ConsentEntry>;
}
