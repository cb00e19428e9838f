//! What an action costs does not grow with what was done before it: not with the log, the records, the consents.

use e2e_contracts::messages::{audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, nth};
use e2e_contracts::{Message, Receipt, World, samples};
use medink_types::bounds::BATCH;
use medink_types::{AccountId, Error, LogEntry, Page};
use scale::Decode;

/// A system whose [`PATIENT`] has at least so many records, all of them the patient's own, each an entry of the log.
fn used(records: u32) -> World {
    let mut w = World::peopled();
    let until = w.in_days(1);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    for first in (0..records).step_by(BATCH) {
        let batch = (first..).take(BATCH).map(|n| samples::record(n, 1)).collect();
        w.done(PATIENT, patient::add_medical_records(PATIENT, batch));
    }
    w
}

/// The same call in both worlds costs the same, within two in a hundred of time and proof, and the same deposit.
#[track_caller]
fn costs_the_same<T: Decode>(
    few: &mut World,
    many: &mut World,
    by: AccountId,
    message: Message<Result<T, Error>>,
) {
    let label = message.label;
    let [a, b] = [few, many].map(|w| w.done(by, message.clone()).receipt);
    near(label, &a, &b);
    assert_eq!(a.deposit, b.deposit, "{label}");
}

#[track_caller]
fn near(label: &str, few: &Receipt, many: &Receipt) {
    for (what, few, many) in [
        ("time", few.gas.ref_time(), many.gas.ref_time()),
        ("proof", few.gas.proof_size(), many.gas.proof_size()),
    ] {
        assert!(
            few.abs_diff(many) * 50 <= few,
            "{label}: {what} goes from {few} to {many}"
        );
    }
}

#[test]
fn an_action_costs_the_same_after_ten_records_and_after_ten_thousand() {
    let (mut few, mut many) = (used(10), used(10_000));
    let until = few.in_days(2);
    let add = |n| patient::add_medical_record(PATIENT, samples::record(n, 1));
    costs_the_same(&mut few, &mut many, PATIENT, add(1_000_000));
    costs_the_same(&mut few, &mut many, DOCTOR, add(1_000_001));
    costs_the_same(&mut few, &mut many, DOCTOR, patient::log_access(PATIENT, 1));
    let visit = patient::begin_visit(PATIENT, samples::reason(1));
    costs_the_same(&mut few, &mut many, DOCTOR, visit);
    let batch = (2_000_000..2_000_016).map(|n| samples::record(n, 1)).collect();
    costs_the_same(
        &mut few,
        &mut many,
        PATIENT,
        patient::add_medical_records(PATIENT, batch),
    );
    costs_the_same(
        &mut few,
        &mut many,
        PATIENT,
        patient::amend_record(PATIENT, 1, samples::record(1_000_002, 1)),
    );
    costs_the_same(
        &mut few,
        &mut many,
        DOCTOR,
        patient::annotate_record(PATIENT, 1, samples::record(1_000_003, 1)),
    );
    costs_the_same(&mut few, &mut many, PATIENT, patient::erase_record(2));
    let whole = samples::whole_history(1, until);
    costs_the_same(
        &mut few,
        &mut many,
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, whole),
    );
    costs_the_same(&mut few, &mut many, PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    costs_the_same(
        &mut few,
        &mut many,
        PATIENT,
        patient::rotate_generation(1, samples::wrapped(2)),
    );
    let register = patient::register_patient(nth(9), samples::signed_key(nth(9)), samples::profile());
    costs_the_same(&mut few, &mut many, ADMIN, register);
}

/// A page of 50 log entries, by its start.
type PageFrom = fn(u64) -> Message<Result<Page<LogEntry>, Error>>;

/// A page costs what it returns, wherever in the list it stands.
#[test]
fn a_page_costs_the_same_at_the_beginning_and_at_the_end() {
    let mut w = used(1_000);
    let last = w.head().count - 50;
    let pages: [PageFrom; 3] = [
        |start| audit::entries(start, 50),
        |start| audit::entries_by_actor(PATIENT, start, 50),
        |start| audit::entries_by_subject(PATIENT, start, 50),
    ];
    for page in pages {
        let (_, first) = w.send(PATIENT, &page(10));
        let (_, later) = w.send(PATIENT, &page(last - 10));
        near("a page of the log", &first, &later);
    }
    let (_, first) = w.send(PATIENT, &patient::records(PATIENT, 0, 50));
    let (_, later) = w.send(PATIENT, &patient::records(PATIENT, 900, 50));
    near("a page of records", &first, &later);
}

/// Revoking swaps the last of the list into the gap: the same for the second of three and of fifty.
#[test]
fn a_revoke_costs_the_same_among_three_and_among_fifty() {
    let with_consents = |count: u8| {
        let mut w = World::peopled();
        let until = w.in_days(1);
        for (patient, content) in [(PATIENT, 1), (OTHER_PATIENT, 2)] {
            w.done(
                patient,
                patient::add_medical_record(patient, samples::record(content, 1)),
            );
        }
        for n in 1..=count {
            let to = nth(n.into());
            w.done(
                ADMIN,
                doctor::register_doctor(to, samples::signed_key(to), samples::no_profile()),
            );
            w.done(
                PATIENT,
                doctor::grant_access(to, samples::single_records([1], until)),
            );
        }
        w.done(
            OTHER_PATIENT,
            doctor::grant_access(nth(2), samples::single_records([1], until)),
        );
        w
    };
    let (mut few, mut many) = (with_consents(3), with_consents(50));
    costs_the_same(&mut few, &mut many, PATIENT, doctor::revoke_access(nth(2)));
    let until = few.in_days(1);
    let grant = doctor::grant_access(nth(2), samples::single_records([1], until));
    costs_the_same(&mut few, &mut many, PATIENT, grant);
}

/// All that a patient adds is paid back when it goes: an erased record and a revoked consent leave no growing rest.
#[test]
fn a_consent_that_comes_and_goes_leaves_only_its_log_entries() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    let mut doctors = Vec::new();
    for _ in 0..3 {
        w.done(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::single_records([1], until)),
        );
        w.done(PATIENT, doctor::revoke_access(DOCTOR));
        doctors.push(w.chain.storage(w.address(e2e_contracts::Part::Doctor)));
    }
    assert!(doctors[0] == doctors[1] && doctors[1] == doctors[2]);
}
