//! A consortium: one hospital deploys on a chain elsewhere, others join, and the governing is handed over.

use e2e_system::people::{ADA, ADMIN, GRACE, HOUSE, card};
use e2e_system::{Machine, Parts, World, files};
use medink_core::Kind;
use serde_json::{Value, json};
use std::fs;

/// A machine whose profile `clinic` is a node elsewhere.
fn at_the_clinic(node: &Machine) -> Machine {
    let machine = Machine::new();
    fs::create_dir_all(machine.home()).unwrap();
    let config = format!(
        "profile = \"clinic\"\n\n[profiles.clinic]\nnode = \"{}\"\n",
        node.rpc()
    );
    fs::write(machine.home().join("config.toml"), config).unwrap();
    machine
}

fn findings(answer: &Value) -> usize {
    answer["checked"].as_array().unwrap().len()
}

#[test]
fn others_join_and_take_over() {
    let node = Machine::running();
    let first = at_the_clinic(&node);
    first
        .medink("deploy --check")
        .fails(Kind::NotFound)
        .says("medink deploy");
    first
        .medink("invite --output")
        .arg(first.work("too-early.json"))
        .fails(Kind::NotFound);
    let deployed = first.medink("deploy --profile clinic").acting(ADMIN).ok();
    let own = first.medink("status --profile embedded").ok();
    assert_eq!(own["node"]["running"], false, "its own node was never started");
    assert_eq!(findings(&first.medink("deploy --check").ok()), 13);

    let file = first.work("clinic.json");
    first.medink("invite --output").arg(&file).ok();
    first
        .medink("invite --output")
        .arg(&file)
        .fails(Kind::Usage)
        .says("already");

    let second = at_the_clinic(&node);
    second
        .medink("admin list")
        .fails(Kind::NotFound)
        .says("medink join");
    let joined = second.medink("join").arg(&file).ok();
    assert_eq!(
        (&joined["known"], &joined["contracts"]),
        (&json!(false), &deployed["contracts"])
    );
    assert_eq!(findings(&joined), 13);
    let again = second.medink("join -").input(fs::read(&file).unwrap()).ok();
    assert_eq!(again["known"], true);
    assert_eq!(findings(&second.medink("deploy --check").ok()), 13);

    // The first admin hands over; the second one governs from the other machine and reads the directory there.
    for words in [format!("account fund {GRACE} 1000"), format!("admin add {GRACE}")] {
        first.medink(&words).acting(ADMIN).ok();
    }
    second.medink(&format!("admin remove {ADMIN}")).acting(GRACE).ok();
    first
        .medink("admin pause")
        .acting(ADMIN)
        .fails(Kind::Refused)
        .says("an admin");
    let card = card(HOUSE).to_text();
    second
        .medink(&format!("admin register-doctor {card} --details -"))
        .input(r#"{"name":"Dr. House"}"#)
        .acting(GRACE)
        .ok();
    let doctors = first.medink("doctor list").ok();
    assert_eq!(doctors["doctors"][0]["profile"]["name"], "Dr. House");
}

#[test]
fn only_what_the_chain_has_is_joined() {
    let world = World::deployed();
    let file = world.work("clinic.json");
    world.medink("invite --output").arg(&file).ok();
    let text = fs::read_to_string(&file).unwrap();
    let machine = Machine::at(world.rpc());
    let join = |text: &str| machine.medink("join -").input(text);
    let untouched = || assert!(files::below(&machine.home().join("deployments")).is_empty());

    for damaged in ["", "{}", &text[1..]] {
        join(damaged).fails(Kind::Damaged).says("not a deployment file");
    }
    untouched();
    let unfinished = text.replace("\"complete\": true", "\"complete\": false");
    join(&unfinished).fails(Kind::Usage).says("not finished");
    // Other code, and another contract in the place of one.
    let file: Value = serde_json::from_str(&text).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed = file.clone();
        change(&mut changed);
        changed.to_string()
    };
    join(&with(&|file| {
        file["code_hashes"]["doctor"] = json!("00".repeat(32))
    }))
    .fails(Kind::Damaged)
    .says("address of doctor that follows");
    join(&with(&|file| file["patient"] = file["doctor"].clone()))
        .fails(Kind::Damaged)
        .says("code of patient");
    untouched();
    // Another chain.
    let other = Machine::running();
    other
        .medink("join -")
        .input(&text)
        .fails(Kind::WrongChain)
        .says("--node");
    // Another deployment of the same chain, where one is used.
    let second = Machine::at(world.rpc());
    second.medink("deploy").acting(ADA).fails(Kind::Funds);
    second.medink("deploy").acting(ADMIN).ok();
    second
        .medink("join -")
        .input(&text)
        .fails(Kind::Usage)
        .says("another deployment");
    join(&text).ok();
}

#[test]
fn other_bundles_than_those_deployed_are_told() {
    let world = World::deployed();
    let bundles = world.work("bundles");
    files::copy(&Parts::get().bundles, &bundles);
    let check = || world.medink("deploy --check --bundles").arg(&bundles);
    check().ok();
    // A bundle that is sound in itself, of another contract.
    fs::copy(
        bundles.join("audit/audit.contract"),
        bundles.join("doctor/doctor.contract"),
    )
    .unwrap();
    check()
        .fails(Kind::Damaged)
        .says("code of doctor")
        .says("--bundles");
}
