//! What the frequent messages cost on pallet-contracts: computing time and proof size, and what they add to the state
//! (items and bytes, on which a chain's storage deposit is charged). Prints a table; measures weights, not the
//! machine, so that the figures are the same everywhere.
//!
//! `cargo xtask bundle`, then `cargo test -p e2e-contracts --bench costs` (`cargo bench` would build everything once
//! more, for nothing).

use e2e_contracts::messages::{admin, doctor, patient};
use e2e_contracts::people::{
    ADMIN, DOCTOR, OTHER_ADMIN, OTHER_DOCTOR, PATIENT, RECORD_DOCTOR, STRANGER, THIRD_ADMIN,
};
use e2e_contracts::{Message, Part, World, samples};
use medink_types::{AccountId, Error, Proposal, SystemParameters};
use scale::Decode;

fn main() {
    println!("modules:");
    for contract in Part::ALL {
        println!(
            "  {:<8} {:>6} bytes",
            contract.name(),
            e2e_contracts::Bundle::of(contract).wasm.len()
        );
    }
    println!(
        "\n{:<44} {:>10} {:>10} {:>7} {:>7} {:>9}",
        "message", "time, ms", "proof, KB", "items", "bytes", "deposit*"
    );
    people_and_records();
    governing();
    println!("\n* at 0.1 an item and 0.000005 a byte, in the chain's unit, as common development nodes ask.");
}

fn people_and_records() {
    let mut w = World::peopled();
    w.register_doctors(&[RECORD_DOCTOR]);
    let until = w.in_days(30);
    let add = |n| patient::add_medical_record(PATIENT, samples::record(n, 1));
    let batch = |first: u32| {
        let records = (first..first + 16).map(|n| samples::record(n, 1));
        patient::add_medical_records(PATIENT, records.collect())
    };

    // Before anything is measured: the first record of a patient makes counters that later ones reuse. And enough
    // records for the largest consent.
    w.done(PATIENT, add(1));
    w.done(PATIENT, batch(200));
    let key = samples::signed_key(STRANGER);
    let register = doctor::register_doctor(STRANGER, key.clone(), samples::profile());
    measure(&mut w, "register_doctor", ADMIN, register);
    let register = patient::register_patient(STRANGER, key, samples::profile());
    measure(&mut w, "register_patient", ADMIN, register);
    let later = patient::replace_encryption_key(samples::later_key(PATIENT, 2));
    measure(&mut w, "replace_encryption_key", PATIENT, later);
    measure(&mut w, "add_medical_record, by the patient", PATIENT, add(2));
    measure(&mut w, "add_medical_records of 16", PATIENT, batch(100));
    let amend = patient::amend_record(PATIENT, 1, samples::record(5, 1));
    measure(&mut w, "amend_record, by the patient", PATIENT, amend);
    let whole = |to| doctor::grant_access(to, samples::whole_history(1, until));
    measure(&mut w, "grant_access, whole history", PATIENT, whole(DOCTOR));
    let single = |count| doctor::grant_access(OTHER_DOCTOR, samples::single_records(1..=count, until));
    measure(&mut w, "grant_access, 1 record", PATIENT, single(1));
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    measure(&mut w, "grant_access, 32 records", PATIENT, single(32));
    measure(&mut w, "add_medical_record, by a doctor", DOCTOR, add(3));
    let note = patient::annotate_record(PATIENT, 1, w.pairwise_record(OTHER_DOCTOR, 4));
    measure(&mut w, "annotate_record, by a doctor", OTHER_DOCTOR, note);
    let open = patient::log_access(PATIENT, 1);
    measure(&mut w, "log_access, by a doctor", DOCTOR, open.clone());
    measure(&mut w, "log_access, by the patient", PATIENT, open);
    let visit = patient::begin_visit(PATIENT, samples::reason(1));
    measure(&mut w, "begin_visit", DOCTOR, visit);
    w.done(PATIENT, whole(RECORD_DOCTOR));
    measure(&mut w, "revoke_access", PATIENT, doctor::revoke_access(DOCTOR));
    let rotate = patient::rotate_generation(1, samples::wrapped(2));
    measure(&mut w, "rotate_generation", PATIENT, rotate);
    let rewrap = doctor::rewrap_consents(2, vec![samples::rewrap(RECORD_DOCTOR, 2)]);
    measure(&mut w, "rewrap_consents, 1 doctor", PATIENT, rewrap);
    let reseals = (1..17).map(samples::reseal).collect();
    let reseal = patient::reseal_records(1, reseals);
    measure(&mut w, "reseal_records of 16", PATIENT, reseal);
    measure(&mut w, "erase_record", PATIENT, patient::erase_record(1));
    measure(&mut w, "suspend_doctor", ADMIN, doctor::suspend_doctor(STRANGER));
}

fn governing() {
    let parameters = SystemParameters {
        quorum: 2,
        ..SystemParameters::default()
    };
    let mut w = World::governed(parameters, &[OTHER_ADMIN, THIRD_ADMIN]);
    let propose = admin::propose(Proposal::AddAdmin(STRANGER));
    measure(&mut w, "propose, which waits", ADMIN, propose);
    measure(
        &mut w,
        "approve, which carries out",
        OTHER_ADMIN,
        admin::approve(1),
    );
    measure(&mut w, "pause", ADMIN, admin::pause());
}

fn measure<T: Decode>(w: &mut World, name: &str, by: AccountId, message: Message<Result<T, Error>>) {
    let before = size(w);
    let gas = w.done(by, message).receipt.gas;
    let after = size(w);
    let (items, bytes) = (after.0 - before.0, after.1 - before.1);
    println!(
        "{name:<44} {:>10.3} {:>10.1} {items:>7} {bytes:>7} {:>9.4}",
        gas.ref_time() as f64 / 1e9,
        gas.proof_size() as f64 / 1024.0,
        items as f64 * 0.1 + bytes as f64 * 0.000_005,
    );
}

/// How many items the four contracts keep, and how many bytes in them (values, as pallet-contracts counts).
fn size(w: &mut World) -> (i64, i64) {
    let storage = w.storage();
    let values = storage.iter().flat_map(|contract| contract.values());
    values.fold((0, 0), |(items, bytes), value| {
        (items + 1, bytes + value.len() as i64)
    })
}
