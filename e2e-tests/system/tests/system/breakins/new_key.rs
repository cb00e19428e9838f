//! A doctor whose key got into other hands takes a new one; what was sealed to the old one is stale.
//!
//! What holds: a key has a serial, signed with it, that only rises; the patient's client seals consents again that were
//! sealed to an earlier one.

use super::{refused, world};
use e2e_system::people::{self, ADA, HOUSE, WILSON};
use medink_chain::contracts::doctor;
use medink_types::{AccountId, Error, SignedKey};

fn key(serial: u32) -> SignedKey {
    people::signed_key(HOUSE, serial)
}

#[test]
fn consents_are_sealed_again_to_a_new_key() {
    let world = world();
    let number = world.add(ADA, ADA, "mine");
    world.grant_all(ADA, HOUSE);
    world
        .medink(&format!("consent grant {WILSON} --records {number} --until 30d"))
        .acting(ADA)
        .ok();
    let ledger = world.ledger();
    let directory = ledger.deployment().doctor();
    let replace = |who: &str, key: &SignedKey| {
        let message = doctor::replace_encryption_key(directory, key);
        ledger.send(&people::account(who), &message)
    };
    let sealed_to = |doctor: AccountId| {
        ledger
            .consents(people::id(ADA))
            .into_iter()
            .find(|consent| consent.doctor == doctor)
            .map(|consent| consent.key_serial)
    };
    // Nobody takes another's.
    refused(replace(WILSON, &key(2)), Error::KeyNotProved);
    replace(HOUSE, &key(2)).expect("the doctor's own");
    refused(replace(HOUSE, &key(2)), Error::StaleKey { serial: 2 });
    refused(replace(HOUSE, &key(1)), Error::StaleKey { serial: 2 });
    assert_eq!(
        sealed_to(people::id(HOUSE)),
        Some(1),
        "nobody but the patient can seal it"
    );

    let later = world.add(ADA, ADA, "later");
    assert_eq!(sealed_to(people::id(HOUSE)), Some(2));
    assert_eq!(sealed_to(people::id(WILSON)), Some(1), "whose key is the same");
    for (number, content) in [(number, "mine"), (later, "later")] {
        assert_eq!(world.open(HOUSE, ADA, number), content.as_bytes());
    }
    assert_eq!(world.open(WILSON, ADA, number), b"mine");
}
