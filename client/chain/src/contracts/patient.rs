//! The patient contract: patients, their records, their key generations.

use super::message::{Message, Query, messages};
use crate::event::Event;
use medink_types::{
    AccountId, Cid, Hash, NewRecord, Page, Patient, Record, Reseal, ScopeSummary, SealedProfile, SignedKey,
    WrappedKey,
};

messages! { "patient";
    /// Constructor data: the other three contracts' addresses.
    make new(admin: AccountId, audit: AccountId, doctor: AccountId);
    /// Registers a patient. By admins, or by the patient where self-registration is open.
    change register_patient(patient: AccountId, key: &SignedKey, profile: &SealedProfile) -> ();
    /// Replaces the caller's encryption key by a later one. By patients.
    change replace_encryption_key(key: &SignedKey) -> ();
    /// Replaces the caller's sealed profile. By patients.
    change update_profile(profile: &SealedProfile) -> ();
    /// A patient; none when not registered.
    read patient(account: AccountId) -> Option<Patient>;
    /// A patient's public encryption key, with its owner's signature.
    read encryption_key(account: AccountId) -> Option<SignedKey>;
    /// Adds a record and returns its number. By the patient or a doctor with a consent that covers it.
    change add_medical_record(patient: AccountId, record: &NewRecord) -> u32, by added_number;
    /// Adds several records, all or none, and returns their numbers. By the patient or a doctor with a consent.
    change add_medical_records(patient: AccountId, records: &[NewRecord]) -> Vec<u32>, by added_numbers;
    /// Adds a record that amends another and returns its number. By the patient, or by its author with a consent.
    change amend_record(patient: AccountId, amends: u32, record: &NewRecord) -> u32, by added_number;
    /// Adds a note that refers to a record and returns its number. By the patient or a doctor with a consent to it.
    change annotate_record(patient: AccountId, about: u32, record: &NewRecord) -> u32, by added_number;
    /// Wraps records' keys under the caller's current generation. By patients.
    change reseal_records(records: &[Reseal]) -> ();
    /// Takes a record's content identifier and key out of the state. By patients.
    change erase_record(number: u32) -> ();
    /// One record.
    read record(patient: AccountId, number: u32) -> Option<Record>;
    /// A patient's records, a page at a time; `start` 0 is record 1.
    ask records(patient: AccountId, start: u64, limit: u32) -> Page<Record>;
    /// The number of the record that has this content identifier.
    read record_by_cid(patient: AccountId, cid: Cid) -> Option<u32>;
    /// Enters into the log that the caller opens a record (0: the profile). By whoever may open it.
    change log_access(patient: AccountId, number: u32) -> ();
    /// Whether an account may open a patient's record now (0: the profile).
    read has_access(patient: AccountId, reader: AccountId, number: u32) -> bool;
    /// Whether a patient has what a consent names. Asked by the doctor contract.
    ask vouches_for(patient: AccountId, scope: &ScopeSummary) -> ();
    /// Takes the caller's keys from a generation to the next and returns its number; `link` is the old generation's
    /// key wrapped under the new. By patients.
    change rotate_generation(from: u32, link: WrappedKey) -> u32, by new_generation;
    /// Puts a right link in the place of a damaged one. By patients.
    change renew_link(generation: u32, link: WrappedKey) -> ();
    /// The links between a patient's generations, a page at a time; `start` 0 is the link of generation 2.
    ask generation_links(patient: AccountId, start: u32, limit: u32) -> Page<WrappedKey>;
    /// A patient's current key generation; 0 when not registered.
    read generation(patient: AccountId) -> u32;
    /// Puts other code in the contract's place. By the admin contract only.
    change upgrade_code(code_hash: Hash) -> ();
}

fn added_numbers(events: &[Event]) -> Option<Vec<u32>> {
    let numbers: Vec<u32> = events
        .iter()
        .filter_map(|event| match event {
            Event::RecordAdded(added) => Some(added.number),
            _ => None,
        })
        .collect();
    (!numbers.is_empty()).then_some(numbers)
}

fn added_number(events: &[Event]) -> Option<u32> {
    match added_numbers(events)?.as_slice() {
        [number] => Some(*number),
        _ => None,
    }
}

fn new_generation(events: &[Event]) -> Option<u32> {
    events.iter().find_map(|event| match event {
        Event::GenerationRotated(rotated) => Some(rotated.generation),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::selector;
    use medink_types::{KeyBy, SealedKey, events};
    use scale::Encode;

    fn record() -> NewRecord {
        NewRecord {
            cid: Cid([3; 36]),
            key: SealedKey {
                by: KeyBy::Generation(5),
                bytes: [7; 60],
            },
        }
    }

    #[test]
    fn arguments_follow_the_selector_in_order() {
        let at = AccountId::from([9; 32]);
        let patient = AccountId::from([1; 32]);
        let message = amend_record(at, patient, 4, &record());
        let call = message.call();
        let mut expected = selector("amend_record").to_vec();
        (patient, 4u32, record()).encode_to(&mut expected);
        assert_eq!(call.data, expected);
        assert_eq!(
            (call.contract, call.value, call.label.as_str()),
            (at, 0, "patient.amend_record")
        );

        // Slices are encoded as the vectors that the contracts take.
        let batch = add_medical_records(at, patient, &[record(), record()]);
        let mut expected = selector("add_medical_records").to_vec();
        (patient, vec![record(), record()]).encode_to(&mut expected);
        assert_eq!(batch.call().data, expected);
        assert_eq!(
            record_by_cid(at, patient, Cid([5; 36])).call().data.len(),
            4 + 32 + 36
        );
    }

    #[test]
    fn numbers_come_from_the_events() {
        let (actor, subject) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let added = |number| {
            Event::RecordAdded(events::RecordAdded {
                actor,
                subject,
                number,
                amends: None,
                refers_to: None,
            })
        };
        let rotated = Event::GenerationRotated(events::GenerationRotated {
            actor,
            subject,
            generation: 6,
        });
        let one = add_medical_record(actor, subject, &record());
        assert_eq!(one.settle(&[rotated.clone(), added(8)]), Some(Some(8)));
        assert_eq!(one.settle(std::slice::from_ref(&rotated)), Some(None));
        assert_eq!(one.settle(&[added(8), added(9)]), Some(None));
        let batch = add_medical_records(actor, subject, &[record()]);
        assert_eq!(batch.settle(&[added(8), added(9)]), Some(Some(vec![8, 9])));
        assert_eq!(
            rotate_generation(actor, 5, [0; 60]).settle(&[rotated]),
            Some(Some(6))
        );
        assert_eq!(erase_record(actor, 1).settle(&[]), None);
    }
}
