//! A key registered under another's name: by a rogue admin for a doctor, or for a patient at a desk of their own.
//!
//! What holds: the contracts take a key only with the account's own signature over it, its address and its serial.

use super::{MALLORY, refused, world};
use e2e_system::people::{self, ADA, ADMIN, CUDDY};
use medink_chain::contracts::{doctor, patient};
use medink_core::Kind;
use medink_types::{Error, SealedProfile, Signature, SignedKey};

#[test]
fn a_key_that_the_account_did_not_sign_is_not_registered() {
    let world = world();
    let ledger = world.ledger();
    let (directory, patients) = (ledger.deployment().doctor(), ledger.deployment().patient());
    let own = people::signed_key(MALLORY, 1);
    let unsigned = SignedKey {
        signature: Signature([0; 64]),
        ..own.clone()
    };
    let admin = people::account(ADMIN);
    // Without a signature, with the attacker's, and with the victim's own over another serial.
    let stale = SignedKey {
        serial: 2,
        ..people::signed_key(CUDDY, 1)
    };
    for key in [&unsigned, &own, &stale] {
        let profile = SealedProfile(vec![1]);
        let message = doctor::register_doctor(directory, people::id(CUDDY), key, &profile);
        refused(ledger.send(&admin, &message), Error::KeyNotProved);
        let message = patient::register_patient(patients, people::id(CUDDY), key, &profile);
        refused(ledger.send(&admin, &message), Error::KeyNotProved);
    }
    // Nobody is there to give a consent to.
    world
        .medink(&format!("consent grant {CUDDY} --whole-history --until 30d"))
        .acting(ADA)
        .fails(Kind::NotFound)
        .says("not registered as a doctor");
    assert_eq!(
        ledger.read(&doctor::encryption_key(directory, people::id(CUDDY))),
        None
    );
}
