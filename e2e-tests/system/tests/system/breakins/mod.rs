//! The break-ins that were found, one file each: a raw call, a planting doctor, a node that lies, played against the real
//! program on a real node with its real stores. Each test says which rule holds the attack off; without that rule it
//! fails.

mod bad_records;
mod foreign_log;
mod forged_consent;
mod forged_key;
mod generations;
mod links;
mod miswired;
mod new_key;
mod planted_places;
mod races;
mod replayed;
mod unproved_registration;

use e2e_system::people::{self, ADA, CUDDY, GRACE, HOUSE, WILSON};
use e2e_system::{Ledger, World};
use medink_chain::{Called, ChainError};
use medink_types::{Cid, Error, KeyBy, NewRecord, SealedKey};
use std::fmt::Debug;

/// Another patient, or an account of the attacker's.
const MALLORY: &str = "//Mallory";

/// A system with two doctors and two patients.
fn world() -> World {
    let world = World::deployed();
    for doctor in [HOUSE, WILSON] {
        world.doctor(doctor);
    }
    for patient in [ADA, GRACE] {
        world.patient(patient);
    }
    world
}

/// Where a live record's content is.
fn place(ledger: &Ledger, patient: &str, number: u32) -> Cid {
    ledger
        .records(people::id(patient))
        .into_iter()
        .find(|record| record.number == number)
        .and_then(|record| record.cid)
        .expect("a live record")
}

/// A record that names a place, with a key that opens nothing.
fn planted(cid: Cid) -> NewRecord {
    NewRecord {
        cid,
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: [0; 60],
        },
    }
}

/// Checks that the contract itself refused, and why.
#[track_caller]
fn refused<T: Debug>(sent: Result<Called<T>, ChainError>, why: Error) {
    let error = sent.expect_err("the contract refuses");
    assert_eq!(error.refusal(), Some(&why), "{error}");
}
