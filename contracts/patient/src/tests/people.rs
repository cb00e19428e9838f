//! Who is a patient, and the chain of generations.

use super::{OTHER, PATIENT};
use crate::people::{File, People};
use medink_types::bounds::{ENCRYPTION_KEY_BYTES, PATIENT_PROFILE_BYTES};
use medink_types::{Error, Page, Patient};

fn key() -> Vec<u8> {
    vec![5; ENCRYPTION_KEY_BYTES]
}

fn registered() -> People {
    let mut people = People::default();
    people.register(&PATIENT, &key(), &vec![1, 2], 7_000).unwrap();
    people
}

#[ink::test]
fn a_patient_starts_without_records_in_generation_one() {
    let people = registered();
    let patient = Patient {
        account: PATIENT,
        registered: 7_000,
        records: 0,
        generation: 1,
        profile: vec![1, 2],
    };
    assert_eq!(people.patient(&PATIENT), Some(patient));
    assert_eq!(people.encryption_key(&PATIENT), Some(key()));
    assert_eq!(people.patient(&OTHER), None);
    assert_eq!(people.file(&OTHER), None);
}

#[ink::test]
fn a_registration_is_checked() {
    let mut people = People::default();
    let long = vec![0; PATIENT_PROFILE_BYTES + 1];
    assert_eq!(
        people.register(&PATIENT, &vec![5; 1_215], &vec![], 0),
        Err(Error::InvalidEncryptionKey)
    );
    assert_eq!(
        people.register(&PATIENT, &key(), &long, 0),
        Err(Error::TooLong { max: 2_048 })
    );
    assert_eq!(people.file(&PATIENT), None);
    // A profile may come later.
    people.register(&PATIENT, &key(), &vec![], 0).unwrap();
    assert_eq!(
        people.register(&PATIENT, &key(), &vec![], 0),
        Err(Error::AlreadyRegistered)
    );
}

#[ink::test]
fn a_profile_is_replaced_by_one_that_says_something() {
    let mut people = registered();
    assert_eq!(people.update_profile(&PATIENT, &vec![]), Err(Error::Empty));
    let mut long = vec![0; PATIENT_PROFILE_BYTES + 1];
    assert_eq!(
        people.update_profile(&PATIENT, &long),
        Err(Error::TooLong { max: 2_048 })
    );
    long.pop();
    people.update_profile(&PATIENT, &long).unwrap();
    assert_eq!(people.patient(&PATIENT).unwrap().profile, long);
}

/// Rotates to the next generation, with a link of its number.
fn rotate(people: &mut People) -> Result<u32, Error> {
    let mut file = people.file(&PATIENT).unwrap();
    let next = file.generation as u8 + 1;
    people.rotate(&PATIENT, &mut file, &[next; 60])
}

#[ink::test]
fn every_generation_but_the_first_has_a_link() {
    let mut people = registered();
    assert_eq!(people.links(&PATIENT, 0, 9, 9).unwrap().total, 0);
    for generation in 2..=5 {
        assert_eq!(rotate(&mut people), Ok(generation));
    }
    assert_eq!(people.file(&PATIENT).unwrap().generation, 5);
    let page = Page {
        items: vec![[3; 60], [4; 60]],
        total: 4,
        next: Some(3),
    };
    assert_eq!(people.links(&PATIENT, 1, 2, 9), Ok(page));
    assert_eq!(people.links(&OTHER, 0, 9, 9).unwrap().total, 0);
    assert_eq!(people.links(&PATIENT, 0, 10, 9), Err(Error::PageSize { max: 9 }));
}

#[ink::test]
fn generations_end_without_a_wrap_round() {
    let mut people = registered();
    let mut last = File {
        registered: 0,
        records: 0,
        generation: u32::MAX,
    };
    assert_eq!(people.rotate(&PATIENT, &mut last, &[0; 60]), Err(Error::Overflow));
}
