//! Another's content, named by somebody else's record and then let go: by a patient who erases it, and by a doctor who
//! plants it so that an innocent patient's own erase does it.
//!
//! What holds: the patient contract takes no place that a live record of another has; and in a store that several
//! deployments share, where no contract can know, a reference is an owner's, and nobody lets go another's.

use super::{MALLORY, place, planted, refused, world};
use e2e_parts::{Kubo, Node};
use e2e_system::people::{self, ADA, ADMIN, GRACE, HOUSE};
use e2e_system::{Ledger, World};
use medink_chain::contracts;
use medink_types::Error;
use std::fs;

#[test]
fn a_live_place_of_another_is_refused() {
    let world = world();
    let number = world.add(ADA, ADA, "the victim's only copy");
    world.grant_all(GRACE, HOUSE);
    let ledger = world.ledger();
    let at = ledger.deployment().patient();
    let cid = place(&ledger, ADA, number);
    // A patient for herself, and a doctor for a patient who knows of nothing.
    for who in [GRACE, HOUSE] {
        let message = contracts::patient::add_medical_record(at, people::id(GRACE), &planted(cid));
        refused(ledger.send(&people::account(who), &message), Error::PlaceTaken);
    }
    // Nor may a record that is there move to it.
    world.add(GRACE, GRACE, "another's own");
    let moved = medink_types::Reseal {
        number: 1,
        cid: Some(cid),
        key: [0; 60],
    };
    refused(
        ledger.send(
            &people::account(GRACE),
            &contracts::patient::reseal_records(at, &[moved]),
        ),
        Error::PlaceTaken,
    );
    assert_eq!(ledger.records(people::id(GRACE)).len(), 1);
    assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
}

/// The same bytes under the name that a node of a larger file would have: another place for the contract, the same
/// block for a store.
#[test]
fn another_name_for_the_same_block_lets_nothing_go() {
    let world = world();
    let number = world.add(ADA, ADA, "the victim's only copy");
    let ledger = world.ledger();
    let mut cid = place(&ledger, ADA, number);
    assert_eq!(cid.0[1], 0x55, "a leaf");
    cid.0[1] = 0x70;
    let at = ledger.deployment().patient();
    let message = contracts::patient::add_medical_record(at, people::id(GRACE), &planted(cid));
    ledger
        .send(&people::account(GRACE), &message)
        .expect("another place");
    world.medink("record erase 1 --yes").acting(GRACE).ok();
    world.medink("store gc").ok();
    assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
}

#[test]
fn planted_through_another_chain_it_stays_in_the_store_of_this_machine() {
    let world = world();
    planted_through_another_chain(&world);
}

#[test]
fn planted_through_another_chain_it_stays_in_a_daemon() {
    let world = world();
    let kubo = Kubo::start();
    fs::write(
        world.home().join("config.toml"),
        format!("[profiles.embedded]\nipfs = \"{}\"\n", kubo.url()),
    )
    .unwrap();
    planted_through_another_chain(&world);
    kubo.ipfs(&["repo", "gc"]);
    assert_eq!(world.open(ADA, ADA, 1), b"the victim's only copy");
}

/// Plants Ada's content in records on a second chain whose deployment uses the same store, has each erased, and looks
/// whether Ada still has hers.
fn planted_through_another_chain(world: &World) {
    let number = world.add(ADA, ADA, "the victim's only copy");
    let cid = place(&world.ledger(), ADA, number);
    let node = Node::temporary();
    let there = |words: &str| world.medink(&format!("--node {} {words}", node.rpc()));
    there("deploy").acting(ADMIN).ok();
    let (doctor, patient) = (
        r#"{"name": "Somebody"}"#,
        r#"{"name": "Somebody", "birth_date": "1970-01-01"}"#,
    );
    for (role, who, profile) in [
        ("doctor", HOUSE, doctor),
        ("patient", GRACE, patient),
        ("patient", MALLORY, patient),
    ] {
        let card = people::card(who).to_text();
        there(&format!("admin register-{role} {card} --details - --fund 1000"))
            .input(profile)
            .acting(ADMIN)
            .ok();
    }
    let ledger = Ledger::at(world, node.rpc());
    let at = ledger.deployment().patient();
    let plant = |who: &str, victim: &str| {
        let message = contracts::patient::add_medical_record(at, people::id(victim), &planted(cid));
        ledger
            .send(&people::account(who), &message)
            .expect("that chain knows of no other record at the place");
        there("record erase 1 --yes").acting(victim).ok();
        assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
    };
    plant(MALLORY, MALLORY);
    there(&format!("consent grant {HOUSE} --whole-history --until 30d"))
        .acting(GRACE)
        .ok();
    plant(HOUSE, GRACE);
    world.medink("store gc").ok();
    assert_eq!(world.open(ADA, ADA, number), b"the victim's only copy");
}
