//! Files of medink's own that somebody has changed, and a machine that is set up wrongly.

use super::{Table, world};
use e2e_system::people::{ADA, HOUSE};
use e2e_system::{Machine, files, place_of};
use medink_core::Kind;
use medink_store::Presence;
use std::fs;
use std::net::TcpListener;

#[test]
fn content_that_was_changed_or_lost() {
    let world = world();
    let large = world.work("large.bin");
    files::large(&large, 3_000_000);
    world.medink("record add").arg(&large).acting(ADA).ok();
    let ledger = world.ledger();
    let record = ledger.records(e2e_system::people::id(ADA)).swap_remove(2);
    let ciphertext = ledger.ciphertext(&place_of(&record));
    let blocks = files::below(&world.home().join("store/blocks"));
    // The block that the ciphertext's last bytes are in.
    let end = &ciphertext[ciphertext.len() - 64..];
    let block = blocks
        .iter()
        .find(|path| fs::read(path).unwrap().ends_with(end))
        .expect("its last block");
    let good = fs::read(block).unwrap();
    let mut bad = good.clone();
    *bad.last_mut().unwrap() ^= 1;
    fs::write(block, &bad).unwrap();
    for who in [ADA, HOUSE] {
        world.get(who, ADA, 3).fails(Kind::Damaged);
        assert!(!world.work("never").exists());
    }
    assert_eq!(
        files::below(&world.work("")).len(),
        2,
        "no half of it is left beside"
    );

    fs::remove_file(block).unwrap();
    assert_eq!(ledger.has(&place_of(&record)), Presence::Partly);
    let mut table = Table::new(&world);
    for who in [ADA, HOUSE] {
        table.wrong(
            Kind::NotFound,
            world.get(who, ADA, 3),
            &["not whole", "Nothing was logged"],
        );
    }
    table.done();
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"][2]["here"], false);
    fs::write(block, &good).unwrap();
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&large, &world.work("never")));
}

#[test]
fn files_of_medinks_own() {
    let world = world();
    world.medink("account new mine").ok();
    let account = world.home().join("accounts/mine.json");
    let text = fs::read_to_string(&account).unwrap();
    for damaged in ["", "{}", "no JSON", &text[..text.len() / 2]] {
        fs::write(&account, damaged).unwrap();
        world
            .medink("record list")
            .acting("mine")
            .fails(Kind::Damaged)
            .says("key file");
        let listed = world.medink("account list").ok();
        assert!(listed["accounts"][0]["error"].is_string(), "{listed}");
    }
    fs::remove_file(&account).unwrap();

    let deployment = files::below(&world.home().join("deployments")).swap_remove(0);
    let text = fs::read_to_string(&deployment).unwrap();
    for damaged in ["", "{}", "no JSON"] {
        fs::write(&deployment, damaged).unwrap();
        world
            .medink("record list")
            .acting(ADA)
            .fails(Kind::Damaged)
            .says("deployment file")
            .says("admin");
    }
    fs::write(&deployment, text.replace("\"format\": 2", "\"format\": 3")).unwrap();
    world
        .medink("record list")
        .acting(ADA)
        .fails(Kind::Usage)
        .says("format 3")
        .says("of the same version");
    fs::write(&deployment, &text).unwrap();

    let config = world.home().join("config.toml");
    for (text, says) in [
        ("profile = ", "line 1"),
        ("nonsense = 1\n", "nonsense"),
        ("profile = \"other\"\n", "no profile of this name"),
    ] {
        fs::write(&config, text).unwrap();
        world
            .medink("record list")
            .acting(ADA)
            .fails(Kind::Usage)
            .says(says);
    }
    fs::remove_file(&config).unwrap();
    world
        .medink("record list --profile other")
        .acting(ADA)
        .fails(Kind::Usage)
        .says("embedded");
    assert_eq!(world.open(ADA, ADA, 1), b"one", "all is as before");
}

#[test]
fn a_machine_that_is_set_up_wrongly() {
    let machine = Machine::new();
    let up = || machine.medink("up --port 0");
    up().variable("MEDINK_NODE", "/nowhere/medink-node")
        .fails(Kind::NotFound)
        .says("MEDINK_NODE")
        .says("cargo xtask node");
    up().variable("MEDINK_NODE", "/bin/false")
        .fails(Kind::Unreachable)
        .says("stopped while it was starting");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    machine
        .medink(&format!("up --port {port}"))
        .fails(Kind::Usage)
        .says(&port.to_string())
        .says("another port");
    machine.medink("up --port 70000").text().run().failed(Kind::Usage);
    assert_eq!(machine.medink("status").ok()["node"]["running"], false);

    // A store that is none of medink's.
    let store = machine.home().join("store");
    fs::remove_dir_all(&store).unwrap();
    fs::create_dir(&store).unwrap();
    fs::write(store.join("letters"), "mine").unwrap();
    machine.medink("status").fails(Kind::Io).says("store");
    assert_eq!(fs::read(store.join("letters")).unwrap(), b"mine");
}
