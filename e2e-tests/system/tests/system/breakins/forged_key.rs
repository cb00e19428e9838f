//! A node that answers the truth but for one thing: whose key is whose.
//!
//! What holds: the patient's client takes a key only with the signature of the account that it asked about, before
//! anything is sealed, tried or sent.

use super::{MALLORY, world};
use e2e_system::Proxy;
use e2e_system::people::{self, ADA, HOUSE, WILSON};
use medink_core::Kind;
use medink_types::{Signature, SignedKey};

#[test]
fn a_grant_to_a_key_that_the_node_made_up_is_refused_before_anything_is_sealed() {
    let world = world();
    world.add(ADA, ADA, "mine");
    let directory = world.ledger().deployment().doctor();
    let proxy = Proxy::before(world.rpc());
    let there = |words: &str| world.medink(&format!("--node {} {words}", proxy.rpc()));
    let key = |of: &str, signature: [u8; 64]| SignedKey {
        signature: Signature(signature),
        ..people::signed_key(of, 1)
    };
    let signed = |of: &str| people::signed_key(of, 1).signature.0;
    let forged = [
        key(MALLORY, [0; 64]),
        key(MALLORY, signed(MALLORY)),
        // The doctor's own signature, over the doctor's own key.
        key(MALLORY, signed(HOUSE)),
        // Another registered doctor's key, with its right signature.
        key(WILSON, signed(WILSON)),
    ];
    for (n, lie) in (1..).zip(forged) {
        proxy.answer(directory, "encryption_key", &Some(lie));
        there(&format!("consent grant {HOUSE} --whole-history --until 30d"))
            .acting(ADA)
            .fails(Kind::Keys)
            .says("does not prove itself")
            .says("Nothing is sealed to it");
        there(&format!(
            "consent grant {HOUSE} --whole-history --until 30d --dry-run"
        ))
        .acting(ADA)
        .fails(Kind::Keys)
        .says("does not prove itself");
        assert!(proxy.told() >= 2 * n, "the lie was told");
    }
    for message in ["grant_access", "update_profile", "rotate_generation"] {
        assert_eq!(proxy.heard(message), 0, "{message} was tried");
    }
    // Of the same node without the lie the consent is taken.
    world.grant_all(ADA, HOUSE);
    assert_eq!(world.open(HOUSE, ADA, 1), b"mine");
}
