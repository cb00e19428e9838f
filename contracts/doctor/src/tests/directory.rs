//! Who is in the directory, with which key, attested by whom, and who may act.

use super::account;
use crate::directory::Directory;
use medink_testing::{key, person, signed};
use medink_types::bounds::{DOCTOR_PROFILE_BYTES, ENCRYPTION_KEY_BYTES};
use medink_types::contract::digest;
use medink_types::{AccountId, Attestation, Doctor, DoctorStatus, Error, SealedProfile};

const ADMIN: AccountId = AccountId([0xAD; 32]);
const ATTESTATION: Attestation = Attestation { by: ADMIN, at: 8_000 };

fn profile(bytes: &[u8]) -> SealedProfile {
    bytes.into()
}

/// Person 1 in the directory, with a key of serial 5 and the profile 1, 2.
fn registered() -> Directory {
    let mut directory = Directory::default();
    directory
        .register(&person(1), &key(1, 5), &profile(&[1, 2]), 7_000)
        .unwrap();
    directory
}

#[ink::test]
fn a_registered_doctor_is_active_and_complete() {
    let mut directory = Directory::default();
    let key = key(1, 5);
    directory
        .register(&person(1), &key, &profile(&[1, 2]), 7_000)
        .unwrap();
    let doctor = Doctor {
        account: person(1),
        status: DoctorStatus::Active,
        registered: 7_000,
        profile: profile(&[1, 2]),
        attested: None,
    };
    assert_eq!(directory.doctor(&person(1)), Some(doctor));
    assert_eq!(directory.encryption_key(&person(1)), Some(key));
    assert_eq!(directory.serial(&person(1)), 5);
    assert_eq!(directory.serial(&person(2)), 0);
    assert_eq!(directory.require_active(&person(1), Error::UnknownDoctor), Ok(()));
}

#[ink::test]
fn a_registration_is_checked() {
    let mut directory = Directory::default();
    let long = profile(&[0; DOCTOR_PROFILE_BYTES + 1]);
    assert_eq!(
        directory.register(&person(1), &key(1, 1), &long, 0),
        Err(Error::TooLong { max: 1_024 })
    );
    assert_eq!(directory.doctor(&person(1)), None);
    // The longest that may be.
    let longest = profile(&[0; DOCTOR_PROFILE_BYTES]);
    assert_eq!(directory.register(&person(2), &key(2, 1), &longest, 0), Ok(()));
    // A profile may come later.
    directory
        .register(&person(1), &key(1, 1), &profile(&[]), 0)
        .unwrap();
    assert_eq!(
        directory.register(&person(1), &key(1, 2), &profile(&[]), 0),
        Err(Error::AlreadyRegistered)
    );
}

#[ink::test]
fn a_key_that_does_not_prove_itself_is_refused() {
    let mut directory = Directory::default();
    let mut other_serial = key(1, 1);
    other_serial.serial = 2;
    let mut other_key = key(1, 1);
    other_key.key.0[0] ^= 1;
    for (wrong, refusal) in [
        (signed(1, &[5; 32], 1), Error::InvalidEncryptionKey),
        (
            signed(1, &[0; ENCRYPTION_KEY_BYTES], 1),
            Error::InvalidEncryptionKey,
        ),
        (
            signed(1, &[5; ENCRYPTION_KEY_BYTES + 1], 1),
            Error::InvalidEncryptionKey,
        ),
        // Serials begin at 1, and another's signature or one of something else is none.
        (key(1, 0), Error::KeyNotProved),
        (key(2, 1), Error::KeyNotProved),
        (other_serial, Error::KeyNotProved),
        (other_key, Error::KeyNotProved),
    ] {
        assert_eq!(
            directory.register(&person(1), &wrong, &profile(&[]), 0),
            Err(refusal)
        );
    }
    assert_eq!(directory.encryption_key(&person(1)), None);
}

#[ink::test]
fn a_key_is_replaced_by_a_later_one_alone() {
    let mut directory = registered();
    for serial in [0, 4, 5] {
        assert_eq!(
            directory.replace_key(&person(1), &key(1, serial)),
            Err(Error::StaleKey { serial: 5 })
        );
    }
    assert_eq!(
        directory.replace_key(&person(1), &key(2, 6)),
        Err(Error::KeyNotProved)
    );
    let later = key(1, 6);
    assert_eq!(directory.replace_key(&person(1), &later), Ok(()));
    assert_eq!(directory.encryption_key(&person(1)), Some(later));
    assert_eq!(directory.serial(&person(1)), 6);
}

#[ink::test]
fn a_profile_is_replaced_by_one_that_says_something() {
    let mut directory = registered();
    assert_eq!(
        directory.update_profile(&person(1), &profile(&[])),
        Err(Error::Empty)
    );
    assert_eq!(
        directory.update_profile(&person(1), &profile(&[0; DOCTOR_PROFILE_BYTES + 1])),
        Err(Error::TooLong { max: 1_024 })
    );
    // A shorter one leaves nothing of the longer one behind it.
    for bytes in [&[9; DOCTOR_PROFILE_BYTES][..], &[9, 8, 7], &[6]] {
        directory.update_profile(&person(1), &profile(bytes)).unwrap();
        assert_eq!(directory.doctor(&person(1)).unwrap().profile, profile(bytes));
    }
}

#[ink::test]
fn an_attestation_is_of_the_profile_that_was_read_and_lapses_with_it() {
    let mut directory = registered();
    let attested = |directory: &Directory| directory.doctor(&person(1)).unwrap().attested;
    assert_eq!(
        directory.attest(&person(1), digest(&[1, 3]), ATTESTATION),
        Err(Error::ProfileChanged)
    );
    assert_eq!(
        directory.attest(&person(2), digest(&[1, 2]), ATTESTATION),
        Err(Error::UnknownDoctor)
    );
    assert_eq!(attested(&directory), None);
    directory
        .attest(&person(1), digest(&[1, 2]), ATTESTATION)
        .unwrap();
    assert_eq!(attested(&directory), Some(ATTESTATION));
    assert_eq!(
        directory.doctors(0, 0, 5).unwrap().items[0].attested,
        Some(ATTESTATION)
    );

    directory.update_profile(&person(1), &profile(&[1])).unwrap();
    assert_eq!(attested(&directory), None);
    assert_eq!(directory.doctors(0, 0, 5).unwrap().items[0].attested, None);
    // It does not come back with the old profile.
    directory.update_profile(&person(1), &profile(&[1, 2])).unwrap();
    assert_eq!(attested(&directory), None);
    assert_eq!(
        directory.withdraw_attestation(&person(1)),
        Err(Error::NotAttested)
    );
    directory.update_profile(&person(1), &profile(&[1])).unwrap();
    directory.attest(&person(1), digest(&[1]), ATTESTATION).unwrap();
    assert_eq!(attested(&directory), Some(ATTESTATION));
}

#[ink::test]
fn nothing_is_attested_of_an_empty_profile() {
    let mut directory = Directory::default();
    directory
        .register(&person(1), &key(1, 1), &profile(&[]), 0)
        .unwrap();
    assert_eq!(
        directory.attest(&person(1), digest(&[]), ATTESTATION),
        Err(Error::ProfileChanged)
    );
}

#[ink::test]
fn an_attestation_is_withdrawn_once() {
    let mut directory = registered();
    let refused = Err(Error::NotAttested);
    assert_eq!(directory.withdraw_attestation(&person(1)), refused);
    assert_eq!(directory.withdraw_attestation(&person(2)), refused);
    directory
        .attest(&person(1), digest(&[1, 2]), ATTESTATION)
        .unwrap();
    assert_eq!(directory.withdraw_attestation(&person(1)), Ok(()));
    assert_eq!(directory.doctor(&person(1)).unwrap().attested, None);
    assert_eq!(directory.withdraw_attestation(&person(1)), refused);
}

#[ink::test]
fn a_suspended_doctor_may_not_act_until_reinstated() {
    let mut directory = Directory::default();
    assert_eq!(directory.suspend(&person(1)), Err(Error::UnknownDoctor));
    assert_eq!(directory.reinstate(&person(1)), Err(Error::UnknownDoctor));
    assert_eq!(
        directory.require_active(&person(1), Error::NoConsent),
        Err(Error::NoConsent)
    );
    let mut directory = registered();
    assert_eq!(directory.reinstate(&person(1)), Err(Error::NotSuspended));
    directory.suspend(&person(1)).unwrap();
    assert_eq!(directory.suspend(&person(1)), Err(Error::DoctorSuspended));
    assert_eq!(
        directory.require_active(&person(1), Error::NoConsent),
        Err(Error::DoctorSuspended)
    );
    directory.reinstate(&person(1)).unwrap();
    assert_eq!(directory.require_active(&person(1), Error::NoConsent), Ok(()));
    assert_eq!(
        directory.require_active(&account(9), Error::NoConsent),
        Err(Error::NoConsent)
    );
}

#[ink::test]
fn pages_list_doctors_in_order_without_profiles() {
    let mut directory = Directory::default();
    for n in 1..=5 {
        directory
            .register(&person(n), &key(n, 1), &profile(&[n; 10]), u64::from(n))
            .unwrap();
    }
    directory.suspend(&person(4)).unwrap();
    let page = directory.doctors(2, 2, 2).unwrap();
    let seen: Vec<_> = page
        .items
        .iter()
        .map(|doctor| (doctor.account, doctor.status, doctor.profile.len()))
        .collect();
    assert_eq!(
        seen,
        [
            (person(3), DoctorStatus::Active, 0),
            (person(4), DoctorStatus::Suspended, 0)
        ]
    );
    assert_eq!((page.total, page.next), (5, Some(4)));
    assert_eq!(directory.doctors(0, 0, 2).unwrap().items.len(), 2);
    assert_eq!(directory.doctors(0, 3, 2), Err(Error::PageSize { max: 2 }));
}
