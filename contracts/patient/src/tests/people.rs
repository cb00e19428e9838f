//! Who is a patient, and the chain of generations.

use crate::people::{File, People};
use medink_testing::{key, person, signed};
use medink_types::bounds::{ENCRYPTION_KEY_BYTES, PATIENT_PROFILE_BYTES};
use medink_types::{Error, Page, Patient, SealedProfile};

fn profile(bytes: &[u8]) -> SealedProfile {
    bytes.into()
}

/// Person 1 as a patient, with a key of serial 5 and the profile 1, 2.
fn registered() -> People {
    let mut people = People::default();
    people
        .register(&person(1), &key(1, 5), &profile(&[1, 2]), 7_000)
        .unwrap();
    people
}

#[ink::test]
fn a_patient_starts_without_records_in_generation_one() {
    let mut people = People::default();
    let key = key(1, 5);
    people
        .register(&person(1), &key, &profile(&[1, 2]), 7_000)
        .unwrap();
    let patient = Patient {
        account: person(1),
        registered: 7_000,
        records: 0,
        generation: 1,
        profile: profile(&[1, 2]),
    };
    assert_eq!(people.patient(&person(1)), Some(patient));
    assert_eq!(people.encryption_key(&person(1)), Some(key));
    assert_eq!(people.patient(&person(2)), None);
    assert_eq!(people.file(&person(2)), None);
}

#[ink::test]
fn a_registration_is_checked() {
    let mut people = People::default();
    let long = profile(&[0; PATIENT_PROFILE_BYTES + 1]);
    assert_eq!(
        people.register(&person(1), &key(1, 1), &long, 0),
        Err(Error::TooLong { max: 2_048 })
    );
    assert_eq!(people.file(&person(1)), None);
    // The longest that may be.
    let longest = profile(&[0; PATIENT_PROFILE_BYTES]);
    assert_eq!(people.register(&person(2), &key(2, 1), &longest, 0), Ok(()));
    // A profile may come later.
    people.register(&person(1), &key(1, 1), &profile(&[]), 0).unwrap();
    assert_eq!(
        people.register(&person(1), &key(1, 2), &profile(&[]), 0),
        Err(Error::AlreadyRegistered)
    );
}

#[ink::test]
fn a_key_that_does_not_prove_itself_is_refused() {
    let mut people = People::default();
    for (wrong, refusal) in [
        (signed(1, &[5; 1_215], 1), Error::InvalidEncryptionKey),
        (
            signed(1, &[0; ENCRYPTION_KEY_BYTES], 1),
            Error::InvalidEncryptionKey,
        ),
        (key(1, 0), Error::KeyNotProved),
        (key(2, 1), Error::KeyNotProved),
    ] {
        assert_eq!(
            people.register(&person(1), &wrong, &profile(&[]), 0),
            Err(refusal)
        );
    }
    assert_eq!(people.encryption_key(&person(1)), None);
}

#[ink::test]
fn a_key_is_replaced_by_a_later_one_alone() {
    let mut people = registered();
    for serial in [0, 4, 5] {
        assert_eq!(
            people.replace_key(&person(1), &key(1, serial)),
            Err(Error::StaleKey { serial: 5 })
        );
    }
    assert_eq!(
        people.replace_key(&person(1), &key(2, 6)),
        Err(Error::KeyNotProved)
    );
    let later = key(1, 6);
    assert_eq!(people.replace_key(&person(1), &later), Ok(()));
    assert_eq!(people.encryption_key(&person(1)), Some(later));
}

#[ink::test]
fn a_profile_is_replaced_by_one_that_says_something() {
    let mut people = registered();
    assert_eq!(
        people.update_profile(&person(1), &profile(&[])),
        Err(Error::Empty)
    );
    assert_eq!(
        people.update_profile(&person(1), &profile(&[0; PATIENT_PROFILE_BYTES + 1])),
        Err(Error::TooLong { max: 2_048 })
    );
    // A shorter one leaves nothing of the longer one behind it.
    for bytes in [&[3; PATIENT_PROFILE_BYTES][..], &[6]] {
        people.update_profile(&person(1), &profile(bytes)).unwrap();
        assert_eq!(people.patient(&person(1)).unwrap().profile, profile(bytes));
    }
}

/// Rotates from the present generation to the next, with a link of its number.
fn rotate(people: &mut People) -> Result<u32, Error> {
    let mut file = people.file(&person(1)).unwrap();
    let (from, next) = (file.generation, file.generation as u8 + 1);
    people.rotate(&person(1), &mut file, from, &[next; 60])
}

#[ink::test]
fn every_generation_but_the_first_has_a_link() {
    let mut people = registered();
    assert_eq!(people.links(&person(1), 0, 9, 9).unwrap().total, 0);
    for generation in 2..=5 {
        assert_eq!(rotate(&mut people), Ok(generation));
    }
    assert_eq!(people.file(&person(1)).unwrap().generation, 5);
    let page = Page {
        items: vec![[3; 60], [4; 60]],
        total: 4,
        next: Some(3),
    };
    assert_eq!(people.links(&person(1), 1, 2, 9), Ok(page));
    assert_eq!(people.links(&person(2), 0, 9, 9).unwrap().total, 0);
    assert_eq!(
        people.links(&person(1), 0, 10, 9),
        Err(Error::PageSize { max: 9 })
    );
}

#[ink::test]
fn a_rotation_from_another_generation_than_the_present_one_is_refused() {
    let mut people = registered();
    rotate(&mut people).unwrap();
    for from in [0, 1, 3, 4_000_000_000, u32::MAX] {
        let mut file = people.file(&person(1)).unwrap();
        assert_eq!(
            people.rotate(&person(1), &mut file, from, &[9; 60]),
            Err(Error::WrongGeneration { current: 2 })
        );
    }
    // Not a link was touched.
    assert_eq!(people.links(&person(1), 0, 9, 9).unwrap().items, [[2; 60]]);
    assert_eq!(people.file(&person(1)).unwrap().generation, 2);
}

#[ink::test]
fn a_link_is_renewed_where_there_is_one() {
    let mut people = registered();
    rotate(&mut people).unwrap();
    rotate(&mut people).unwrap();
    let file = people.file(&person(1)).unwrap();
    for generation in [0, 1, 4, u32::MAX] {
        assert_eq!(
            people.renew_link(&person(1), &file, generation, &[9; 60]),
            Err(Error::WrongGeneration { current: 3 })
        );
    }
    assert_eq!(people.renew_link(&person(1), &file, 2, &[8; 60]), Ok(()));
    assert_eq!(
        people.links(&person(1), 0, 9, 9).unwrap().items,
        [[8; 60], [3; 60]]
    );
    // That of the present generation, too.
    assert_eq!(people.renew_link(&person(1), &file, 3, &[7; 60]), Ok(()));
    assert_eq!(
        people.links(&person(1), 0, 9, 9).unwrap().items,
        [[8; 60], [7; 60]]
    );
    assert_eq!(people.file(&person(1)), Some(file));
}

#[ink::test]
fn generations_end_without_a_wrap_round() {
    let mut people = registered();
    let mut last = File {
        registered: 0,
        records: 0,
        generation: u32::MAX,
    };
    assert_eq!(
        people.rotate(&person(1), &mut last, u32::MAX, &[0; 60]),
        Err(Error::Overflow)
    );
}
