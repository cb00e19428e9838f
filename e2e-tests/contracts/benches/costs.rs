//! What the frequent messages cost on pallet-contracts: computing time and proof size, and what they add to the state
//! (items and bytes, on which a chain's storage deposit is charged). Prints a table; measures weights, not the
//! machine, so that the figures are the same everywhere.
//!
//! `cargo xtask bundle`, then `cargo test -p e2e-contracts --bench costs` (`cargo bench` would build everything once
//! more, for nothing).

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, PATIENT, STRANGER};
use e2e_contracts::{Contract, Message, World, samples};
use medink_types::{AccountId, Error};
use scale::Decode;

fn main() {
    println!("modules:");
    for contract in Contract::ALL {
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
    let mut w = World::peopled();
    let until = w.in_days(30);
    let add = |n| patient::add_medical_record(PATIENT, samples::record(n, 1));
    let batch = (100..116).map(|n| samples::record(n, 1)).collect();
    let key = samples::encryption_key;

    // Before anything is measured: the first record of a patient makes counters that later ones reuse.
    w.done(PATIENT, add(1));
    measure(
        &mut w,
        "register_doctor",
        ADMIN,
        doctor::register_doctor(STRANGER, key(), samples::profile()),
    );
    measure(
        &mut w,
        "register_patient",
        ADMIN,
        patient::register_patient(STRANGER, key(), samples::profile()),
    );
    measure(&mut w, "add_medical_record, by the patient", PATIENT, add(2));
    measure(
        &mut w,
        "add_medical_records of 16",
        PATIENT,
        patient::add_medical_records(PATIENT, batch),
    );
    let whole = |to| doctor::grant_access(to, samples::whole_history(1, until));
    measure(&mut w, "grant_access, whole history", PATIENT, whole(DOCTOR));
    let single = |count| doctor::grant_access(OTHER_DOCTOR, samples::single_records(1..=count, until));
    measure(&mut w, "grant_access, 1 record", PATIENT, single(1));
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    measure(&mut w, "grant_access, 32 records", PATIENT, single(32));
    measure(&mut w, "add_medical_record, by a doctor", DOCTOR, add(3));
    let amend = patient::amend_record(PATIENT, 1, samples::pairwise_record(4));
    measure(&mut w, "amend_record, by a doctor", OTHER_DOCTOR, amend);
    measure(
        &mut w,
        "log_access, by a doctor",
        DOCTOR,
        patient::log_access(PATIENT, 1),
    );
    measure(&mut w, "revoke_access", PATIENT, doctor::revoke_access(DOCTOR));
    measure(
        &mut w,
        "rotate_generation",
        PATIENT,
        patient::rotate_generation(samples::wrapped(2)),
    );
    let reseals = (1..17).map(samples::reseal).collect();
    measure(
        &mut w,
        "reseal_records of 16",
        PATIENT,
        patient::reseal_records(reseals),
    );
    measure(&mut w, "erase_record", PATIENT, patient::erase_record(1));
    println!("\n* at 0.1 an item and 0.000005 a byte, in the chain's unit, as common development nodes ask.");
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
