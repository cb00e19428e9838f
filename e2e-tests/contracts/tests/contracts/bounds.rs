//! The largest legal argument and answer of each message: ink!'s buffer of 16 KiB holds it, and a quarter of a block
//! pays for it. (The smallest illegal one stands with each message's own tests.)

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, PATIENT, STRANGER};
use e2e_contracts::{World, samples};
use medink_types::bounds::{
    ADMINS, BATCH, CID_BYTES, DOCTOR_PROFILE_BYTES, PAGE, PATIENT_PROFILE_BYTES, REWRAP_BATCH, SCOPE_RECORDS,
    SEALED_PAIRWISE_BYTES,
};
use medink_types::{AccountId, Grant, NewRecord, Reseal};

/// Account `n` of many; none of `people` looks like it.
fn account(n: u32) -> AccountId {
    let mut account = [0x77; 32];
    account[..4].copy_from_slice(&n.to_be_bytes());
    AccountId(account)
}

/// A content identifier of the greatest length.
fn long_cid(n: u32) -> Vec<u8> {
    let mut cid = vec![0xcd; CID_BYTES];
    cid[..4].copy_from_slice(&n.to_be_bytes());
    cid
}

fn largest_records(first: u32) -> Vec<NewRecord> {
    (first..)
        .take(BATCH)
        .map(|n| NewRecord {
            cid: long_cid(n),
            ..samples::record(n, 1)
        })
        .collect()
}

fn largest_single_records(until: u64) -> Grant {
    let numbers = (1..=SCOPE_RECORDS as u32).map(|n| u32::MAX - n);
    Grant {
        sealed_pairwise: vec![1; SEALED_PAIRWISE_BYTES],
        ..samples::single_records(numbers, until)
    }
}

/// `doctors` doctors who are registered.
fn doctors(w: &mut World, doctors: u32) -> Vec<AccountId> {
    let accounts: Vec<_> = (0..doctors).map(account).collect();
    for account in &accounts {
        let profile = vec![1; DOCTOR_PROFILE_BYTES];
        w.done(
            ADMIN,
            doctor::register_doctor(*account, samples::encryption_key(), profile),
        );
    }
    accounts
}

#[test]
fn the_longest_profiles_fit() {
    let mut w = World::peopled();
    let (of_doctor, of_patient) = (vec![2; DOCTOR_PROFILE_BYTES], vec![3; PATIENT_PROFILE_BYTES]);
    w.done(
        ADMIN,
        doctor::register_doctor(STRANGER, samples::encryption_key(), of_doctor.clone()),
    );
    w.done(
        ADMIN,
        patient::register_patient(STRANGER, samples::encryption_key(), of_patient.clone()),
    );
    w.done(DOCTOR, doctor::update_profile(of_doctor.clone()));
    w.done(PATIENT, patient::update_profile(of_patient.clone()));
    assert_eq!(w.read(doctor::doctor(DOCTOR)).unwrap().profile, of_doctor);
    assert_eq!(w.read(patient::patient(PATIENT)).unwrap().profile, of_patient);
}

#[test]
fn the_largest_batches_and_their_page_fit() {
    let mut w = World::peopled();
    for batch in 0..4 {
        let numbers = w
            .done(
                PATIENT,
                patient::add_medical_records(PATIENT, largest_records(100 * batch)),
            )
            .answer;
        assert_eq!(numbers.len(), BATCH);
    }
    let reseals = (1..).take(BATCH).map(|n| Reseal {
        cid: Some(long_cid(9_000 + n)),
        ..samples::reseal(n)
    });
    w.done(PATIENT, patient::reseal_records(reseals.collect()));
    let page = w.read(patient::records(PATIENT, 3, PAGE)).unwrap();
    assert_eq!(page.items.len(), PAGE as usize);
    assert!(page.items.iter().all(|record| record.cid.len() == CID_BYTES));
}

#[test]
fn the_largest_consent_fits() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, largest_single_records(until)),
    );
    let kept = w.read(doctor::consent(PATIENT, DOCTOR)).unwrap();
    assert_eq!(kept.scope, largest_single_records(until).scope);
    assert_eq!(
        w.read(doctor::sealed_pairwise(PATIENT, DOCTOR)).unwrap().len(),
        SEALED_PAIRWISE_BYTES
    );
    // A consent of the greatest scope is replaced by another, which reads and writes both.
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, largest_single_records(until)),
    );
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
}

#[test]
fn the_largest_rewrap_fits() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    let doctors = doctors(&mut w, REWRAP_BATCH as u32);
    for to in &doctors {
        w.done(
            PATIENT,
            doctor::grant_access(*to, samples::whole_history(1, until)),
        );
    }
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    let keys = doctors
        .iter()
        .map(|doctor| (*doctor, samples::wrapped(2)))
        .collect();
    assert_eq!(
        w.done(PATIENT, doctor::rewrap_consents(2, keys)).logged().len(),
        REWRAP_BATCH
    );
}

#[test]
fn the_largest_pages_of_people_and_consents_fit() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    for to in doctors(&mut w, PAGE) {
        w.done(PATIENT, doctor::grant_access(to, largest_single_records(until)));
    }
    for n in 0..PAGE {
        let patient = account(1_000 + n);
        w.chain.endow(patient);
        w.done(
            ADMIN,
            patient::register_patient(patient, samples::encryption_key(), Vec::new()),
        );
        w.done(
            patient,
            doctor::grant_access(DOCTOR, largest_single_records(until)),
        );
    }
    assert_eq!(
        w.read(doctor::doctors(2, PAGE)).unwrap().items.len(),
        PAGE as usize
    );
    assert_eq!(
        w.read(doctor::consents_of_patient(PATIENT, 0, PAGE))
            .unwrap()
            .items
            .len(),
        PAGE as usize
    );
    assert_eq!(
        w.read(doctor::patients_of_doctor(DOCTOR, 0, PAGE))
            .unwrap()
            .items
            .len(),
        PAGE as usize
    );
    for page in [audit::entries(10, PAGE), audit::entries_by_actor(ADMIN, 0, PAGE)] {
        assert_eq!(w.read(page).unwrap().items.len(), PAGE as usize);
    }
    assert_eq!(
        w.read(audit::entries_by_subject(PATIENT, 0, PAGE))
            .unwrap()
            .items
            .len(),
        PAGE as usize
    );
}

#[test]
fn the_largest_pages_of_admins_and_links_fit() {
    let mut w = World::peopled();
    for n in 1..ADMINS {
        w.done(ADMIN, admin::add_admin(account(n)));
    }
    for _ in 0..PAGE {
        w.done(PATIENT, patient::rotate_generation(samples::wrapped(1)));
    }
    assert_eq!(w.read(admin::admins(0, PAGE)).unwrap().items.len(), PAGE as usize);
    assert_eq!(
        w.read(patient::generation_links(PATIENT, 0, PAGE))
            .unwrap()
            .items
            .len(),
        PAGE as usize
    );
}
