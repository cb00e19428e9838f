//! A node that shows what was true once: a consent that was taken back, keys from before they changed, a doctor's key
//! that was replaced. All of it is genuinely signed.
//!
//! What holds: the patient's machine remembers the highest generation and key that it has seen, and what it took back.

use super::world;
use e2e_system::people::{self, ADA, HOUSE, WILSON};
use e2e_system::{Ledger, Proxy};
use medink_chain::contracts::{doctor, patient};
use medink_core::Kind;
use medink_types::ConsentEntry;
use std::fs;

#[test]
fn a_doctor_whose_consent_was_taken_back_gets_no_key_from_a_replay() {
    let world = world();
    world.add(ADA, ADA, "mine");
    world.grant_all(ADA, HOUSE);
    let ledger = world.ledger();
    let (directory, ada, house) = (ledger.deployment().doctor(), people::id(ADA), people::id(HOUSE));
    let page = ledger.read(&doctor::consents_of_patient(directory, ada, 0, 0));
    let consent = ledger.read(&doctor::consent(directory, ada, house));
    let sealed = ledger.read(&doctor::sealed_pairwise(directory, ada, house));
    assert!(consent.is_some() && sealed.is_some());
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();

    let proxy = Proxy::before(world.rpc());
    proxy.answer(
        directory,
        "consents_of_patient",
        &Ok::<_, medink_types::Error>(page),
    );
    proxy.answer(directory, "consent", &consent);
    proxy.answer(directory, "sealed_pairwise", &sealed);
    let file = world.write("more.txt", "more");
    let add = |more: &str| {
        world
            .medink(&format!("--node {} {more}record add", proxy.rpc()))
            .arg(&file)
            .acting(ADA)
            .ok();
    };
    add("");
    add("--dry-run ");
    // She sees it there again and takes it back once more: that the chain refuses it makes nothing forgotten.
    world
        .medink(&format!("--node {} consent revoke {HOUSE}", proxy.rpc()))
        .acting(ADA)
        .fails(Kind::Refused);
    add("");
    assert!(proxy.told() >= 3, "the lie was told");
    assert_eq!(
        proxy.heard("rewrap_consents"),
        0,
        "what a node sees of a dry run it keeps"
    );

    // The lie is one that works: on a machine that has seen nothing the key is given.
    for entry in fs::read_dir(world.home().join("memory")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    add("");
    assert!(
        proxy.heard("rewrap_consents") > 0,
        "without the memory she is deceived"
    );
}

#[test]
fn a_patient_writes_nothing_under_keys_from_before_they_changed() {
    let world = world();
    world.grant_all(ADA, HOUSE);
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    let ledger = world.ledger();
    assert_eq!(generation(&ledger), 2);

    let proxy = Proxy::before(world.rpc());
    proxy.answer(ledger.deployment().patient(), "generation", &1u32);
    proxy.answer(ledger.deployment().doctor(), "lowest_generation", &1u32);
    let file = world.write("more.txt", "more");
    for more in ["", "--dry-run "] {
        world
            .medink(&format!("--node {} {more}record add", proxy.rpc()))
            .arg(&file)
            .acting(ADA)
            .fails(Kind::Damaged)
            .says("shows an older state");
    }
    assert!(proxy.told() >= 2, "the lie was told");
    for message in ["add_medical_record", "add_medical_records"] {
        assert_eq!(proxy.heard(message), 0, "{message} was tried");
    }
    assert_eq!(world.add(ADA, ADA, "behind an honest node"), 1);
}

#[test]
fn nothing_is_sealed_to_a_key_that_was_seen_to_be_replaced() {
    let world = world();
    let ledger = world.ledger();
    let directory = ledger.deployment().doctor();
    let old = ledger.read(&doctor::encryption_key(directory, people::id(HOUSE)));
    let key = people::signed_key(HOUSE, 2);
    ledger
        .send(
            &people::account(HOUSE),
            &doctor::replace_encryption_key(directory, &key),
        )
        .expect("the doctor's own");
    world.grant_all(ADA, HOUSE);
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();

    let proxy = Proxy::before(world.rpc());
    proxy.answer(directory, "encryption_key", &old);
    world
        .medink(&format!(
            "--node {} consent grant {HOUSE} --whole-history --until 30d",
            proxy.rpc()
        ))
        .acting(ADA)
        .fails(Kind::Damaged)
        .says("is number 1, where this machine has seen 2");
    assert!(proxy.told() >= 1, "the lie was told");
    assert_eq!(proxy.heard("grant_access"), 0);
    // A doctor of whom nothing was seen is no matter of it.
    world.grant_all(ADA, WILSON);
    let given: Vec<ConsentEntry> = ledger.consents(people::id(ADA));
    assert!(given.iter().all(|consent| consent.doctor == people::id(WILSON)));
}

fn generation(ledger: &Ledger) -> u32 {
    ledger.read(&patient::generation(
        ledger.deployment().patient(),
        people::id(ADA),
    ))
}
