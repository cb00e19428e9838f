//! Who is in the directory and who may act.

use super::account;
use crate::directory::Directory;
use medink_types::bounds::{DOCTOR_PROFILE_BYTES, ENCRYPTION_KEY_BYTES};
use medink_types::{Doctor, DoctorStatus, Error};

fn key() -> Vec<u8> {
    vec![5; ENCRYPTION_KEY_BYTES]
}

#[ink::test]
fn a_registered_doctor_is_active_and_complete() {
    let mut directory = Directory::default();
    directory
        .register(&account(1), &key(), &vec![1, 2], 7_000)
        .unwrap();
    let doctor = Doctor {
        account: account(1),
        status: DoctorStatus::Active,
        registered: 7_000,
        profile: vec![1, 2],
    };
    assert_eq!(directory.doctor(&account(1)), Some(doctor));
    assert_eq!(directory.encryption_key(&account(1)), Some(key()));
    assert_eq!(
        directory.require_active(&account(1), Error::UnknownDoctor),
        Ok(())
    );
}

#[ink::test]
fn a_registration_is_checked() {
    let mut directory = Directory::default();
    let long = vec![0; DOCTOR_PROFILE_BYTES + 1];
    assert_eq!(
        directory.register(&account(1), &vec![5; 32], &vec![], 0),
        Err(Error::InvalidEncryptionKey)
    );
    assert_eq!(
        directory.register(&account(1), &key(), &long, 0),
        Err(Error::TooLong { max: 1_024 })
    );
    assert_eq!(directory.doctor(&account(1)), None);
    // A profile may come later.
    directory.register(&account(1), &key(), &vec![], 0).unwrap();
    assert_eq!(
        directory.register(&account(1), &key(), &vec![], 0),
        Err(Error::AlreadyRegistered)
    );
}

#[ink::test]
fn a_profile_is_replaced_by_one_that_says_something() {
    let mut directory = Directory::default();
    directory.register(&account(1), &key(), &vec![1], 0).unwrap();
    assert_eq!(directory.update_profile(&account(1), &vec![]), Err(Error::Empty));
    let long = vec![0; DOCTOR_PROFILE_BYTES + 1];
    assert_eq!(
        directory.update_profile(&account(1), &long),
        Err(Error::TooLong { max: 1_024 })
    );
    directory.update_profile(&account(1), &vec![9]).unwrap();
    assert_eq!(directory.doctor(&account(1)).unwrap().profile, [9]);
}

#[ink::test]
fn a_suspended_doctor_may_not_act_until_reinstated() {
    let mut directory = Directory::default();
    assert_eq!(directory.suspend(&account(1)), Err(Error::UnknownDoctor));
    assert_eq!(directory.reinstate(&account(1)), Err(Error::UnknownDoctor));
    assert_eq!(
        directory.require_active(&account(1), Error::NoConsent),
        Err(Error::NoConsent)
    );
    directory.register(&account(1), &key(), &vec![], 0).unwrap();
    assert_eq!(directory.reinstate(&account(1)), Err(Error::NotSuspended));
    directory.suspend(&account(1)).unwrap();
    assert_eq!(directory.suspend(&account(1)), Err(Error::DoctorSuspended));
    assert_eq!(
        directory.require_active(&account(1), Error::NoConsent),
        Err(Error::DoctorSuspended)
    );
    directory.reinstate(&account(1)).unwrap();
    assert_eq!(directory.require_active(&account(1), Error::NoConsent), Ok(()));
}

#[ink::test]
fn pages_list_doctors_in_order_without_profiles() {
    let mut directory = Directory::default();
    for n in 0..5 {
        directory
            .register(&account(n), &key(), &vec![n; 10], u64::from(n))
            .unwrap();
    }
    directory.suspend(&account(3)).unwrap();
    let page = directory.doctors(2, 2, 2).unwrap();
    let seen: Vec<_> = page
        .items
        .iter()
        .map(|doctor| (doctor.account, doctor.status, doctor.profile.len()))
        .collect();
    assert_eq!(
        seen,
        [
            (account(2), DoctorStatus::Active, 0),
            (account(3), DoctorStatus::Suspended, 0)
        ]
    );
    assert_eq!((page.total, page.next), (5, Some(4)));
    assert_eq!(directory.doctors(0, 3, 2), Err(Error::PageSize { max: 2 }));
}
