//! The largest legal argument and answer of each message: ink!'s buffer of 16 KiB holds it, and a quarter of a block
//! pays for it. (The smallest illegal one stands with each message's own tests.)

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, PATIENT, STRANGER, nth};
use e2e_contracts::{World, samples};
use medink_types::bounds::{
    ADMINS, BATCH, DOCTOR_PROFILE_BYTES, PAGE, PATIENT_PROFILE_BYTES, PROPOSAL_PAGE, REWRAP_BATCH,
    SCOPE_RECORDS, SEALED_PAIRWISE_BYTES,
};
use medink_types::{
    AccountId, Decision, Grant, NewRecord, Proposal, Reseal, ScopeSummary, SealedProfile, SystemParameters,
};

fn records(first: u32, generation: u32) -> Vec<NewRecord> {
    (first..)
        .take(BATCH)
        .map(|n| samples::record(n, generation))
        .collect()
}

fn largest_single_records(until: u64) -> Grant {
    Grant {
        sealed_pairwise: vec![1; SEALED_PAIRWISE_BYTES].into(),
        ..samples::single_records(1..=SCOPE_RECORDS as u32, until)
    }
}

/// As many records of `patient` as a consent can name; their contents are this patient's alone.
fn records_to_name(w: &mut World, patient: AccountId, content: u32) {
    for first in [0, BATCH as u32] {
        w.done(
            patient,
            patient::add_medical_records(patient, records(content + first, 1)),
        );
    }
}

/// `doctors` doctors who are registered.
fn doctors(w: &mut World, doctors: u32) -> Vec<AccountId> {
    let accounts: Vec<_> = (0..doctors).map(nth).collect();
    for account in &accounts {
        let profile = vec![1; DOCTOR_PROFILE_BYTES].into();
        w.done(
            ADMIN,
            doctor::register_doctor(*account, samples::signed_key(*account), profile),
        );
    }
    accounts
}

#[test]
fn the_longest_profiles_fit() {
    let mut w = World::peopled();
    let of_doctor = SealedProfile(vec![2; DOCTOR_PROFILE_BYTES]);
    let of_patient = SealedProfile(vec![3; PATIENT_PROFILE_BYTES]);
    w.done(
        ADMIN,
        doctor::register_doctor(STRANGER, samples::signed_key(STRANGER), of_doctor.clone()),
    );
    w.done(
        ADMIN,
        patient::register_patient(STRANGER, samples::signed_key(STRANGER), of_patient.clone()),
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
                patient::add_medical_records(PATIENT, records(100 * batch, 1)),
            )
            .answer;
        assert_eq!(numbers.len(), BATCH);
    }
    let reseals = (1..).take(BATCH).map(|n| Reseal {
        cid: Some(samples::cid(9_000 + n)),
        ..samples::reseal(n)
    });
    w.done(PATIENT, patient::reseal_records(1, reseals.collect()));
    let page = w.read(patient::records(PATIENT, 3, PAGE)).unwrap();
    assert_eq!(page.items.len(), PAGE as usize);
    assert!(page.items.iter().all(|record| record.cid.is_some()));
}

#[test]
fn the_largest_consent_fits() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    records_to_name(&mut w, PATIENT, 0);
    let named = ScopeSummary::Records((1..=SCOPE_RECORDS as u32).collect());
    assert_eq!(w.read(patient::vouches_for(PATIENT, named)), Ok(()));
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
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    let keys = doctors.iter().map(|doctor| samples::rewrap(*doctor, 2)).collect();
    assert_eq!(
        w.done(PATIENT, doctor::rewrap_consents(2, keys)).logged().len(),
        REWRAP_BATCH
    );
}

#[test]
fn the_largest_pages_of_people_and_consents_fit() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    records_to_name(&mut w, PATIENT, 0);
    for to in doctors(&mut w, PAGE) {
        w.done(PATIENT, doctor::grant_access(to, largest_single_records(until)));
    }
    // Patients below the people's own seeds: doctors may be patients.
    for n in 0..PAGE {
        let patient = nth(n);
        w.chain.endow(patient);
        w.done(
            ADMIN,
            patient::register_patient(patient, samples::signed_key(patient), samples::no_profile()),
        );
        records_to_name(&mut w, patient, 1_000 * (n + 1));
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
    for number in 0..PAGE {
        w.done(PATIENT, patient::log_access(PATIENT, number.min(1)));
    }
    for page in [
        audit::entries_by_subject(PATIENT, 0, PAGE),
        audit::accesses_by_subject(PATIENT, 0, PAGE),
    ] {
        assert_eq!(w.read(page).unwrap().items.len(), PAGE as usize);
    }
}

#[test]
fn the_largest_pages_of_admins_and_links_fit() {
    let mut w = World::peopled();
    for n in 1..ADMINS {
        w.done(ADMIN, admin::add_admin(nth(n)));
    }
    for from in 1..=PAGE {
        w.done(PATIENT, patient::rotate_generation(from, samples::wrapped(1)));
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

/// As many admins as there may be, all of whom have to approve; and a page of proposals that all have approved but one.
#[test]
fn the_largest_quorum_and_its_page_fit() {
    let others: Vec<_> = (1..ADMINS).map(nth).collect();
    let parameters = SystemParameters {
        quorum: ADMINS as u8,
        ..SystemParameters::default()
    };
    let mut w = World::governed(parameters, &others);
    for other in &others {
        w.chain.endow(*other);
    }
    for number in 1..=PROPOSAL_PAGE {
        let proposed = w.done(ADMIN, admin::propose(Proposal::RemoveAdmin(others[1])));
        assert_eq!(proposed.answer, Decision::Waits { number });
        for other in &others[1..] {
            w.done(*other, admin::approve(number));
        }
    }
    let page = w.read(admin::proposals(0, PROPOSAL_PAGE)).unwrap();
    assert_eq!(page.items.len(), PROPOSAL_PAGE as usize);
    assert!(
        page.items
            .iter()
            .all(|entry| entry.approvals.len() == ADMINS as usize - 1)
    );
    let removed = Proposal::RemoveAdmin(others[0]);
    let number = PROPOSAL_PAGE + 1;
    w.done(ADMIN, admin::propose(removed));
    for other in &others[1..] {
        w.done(*other, admin::approve(number));
    }
    assert_eq!(
        w.done(others[0], admin::approve(number)).answer,
        Decision::CarriedOut
    );
    assert_eq!(w.read(admin::system_parameters()).quorum, ADMINS as u8 - 1);
}
