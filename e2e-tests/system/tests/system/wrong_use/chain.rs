//! Nodes that do not answer, or belong to another chain.

use super::{Table, world};
use e2e_system::people::{ADA, ADMIN, HOUSE};
use e2e_system::{Call, Machine, files as disk};
use medink_core::Kind;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// A command of every sort that needs a node.
const COMMANDS: [&str; 18] = [
    "status",
    "deploy",
    "account show //Ada",
    "account fund //Ada 1",
    "admin list",
    "admin pause",
    "doctor list",
    "doctor patients",
    "patient show",
    "record add good.txt",
    "record list",
    "record get 1 --output never",
    "record erase 1 --yes",
    "note add --patient //Ada --kind diagnosis --details note.json",
    "consent list",
    "consent revoke //House",
    "audit list",
    "params show",
];

#[test]
fn a_node_that_does_not_answer() {
    let world = world();
    fs::write(world.folder().join("good.txt"), "good").unwrap();
    fs::write(world.folder().join("note.json"), r#"{"title":"T"}"#).unwrap();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let closed = format!("ws://127.0.0.1:{port}");
    let mut table = Table::new(&world);
    for words in COMMANDS {
        let call = world.medink(words).option("--node", &closed).acting(ADA);
        table.wrong(Kind::Unreachable, call, &["nothing listens there", "medink up"]);
    }
    for (url, says) in [
        ("http://127.0.0.1:9944", "ws://"),
        ("9944", "ws://"),
        ("", "ws://"),
        ("ws://node.example.org", "wss://"),
    ] {
        table.wrong(Kind::Usage, world.medink("status --node").arg(url), &[says]);
    }
    table.done();
}

#[test]
fn something_that_is_no_node() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let _ = connection.read(&mut [0; 4096]);
            let _ = connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        }
    });
    let machine = Machine::new();
    machine
        .medink("status --node")
        .arg(&url)
        .fails(Kind::Usage)
        .says("is not a Substrate node")
        .says("Check");
}

#[test]
fn a_node_that_has_stopped_is_started() {
    let world = world();
    world.medink("down").ok();
    assert_eq!(world.medink("down").ok()["was_running"], false);
    let status = world.medink("status").ok();
    assert_eq!(status["node"]["running"], false);
    assert_eq!(
        world.open(ADA, ADA, 1),
        b"one",
        "the next command starts it, and its chain is there"
    );
    let status = world.medink("status").ok();
    assert_eq!(status["node"]["running"], true);
    assert!(status["chain"]["block"].as_u64().unwrap() > 10);
}

#[test]
fn a_node_that_hangs() {
    let world = world();
    let frozen = world.freeze_node();
    let run = world.medink("record list").acting(ADA).text().run();
    drop(frozen);
    run.failed(Kind::Unreachable);
    assert!(
        run.err.contains("no answer within") && super::advises(&run.err),
        "{run}"
    );
    assert_eq!(
        world.open(ADA, ADA, 1),
        b"one",
        "when it goes on, so does everything"
    );
}

#[test]
fn a_node_of_another_chain() {
    let world = world();
    let genesis = world.medink("status").ok()["chain"]["genesis"].as_str().unwrap()[2..].to_owned();
    let other = "5a".repeat(32);

    // The embedded node's own word for its chain, and what it answers, differ.
    let ready = world.home().join("run/node.ready");
    let truth = fs::read_to_string(&ready).unwrap();
    fs::write(&ready, truth.replace(&genesis, &other)).unwrap();
    for words in ["record list --as //Ada", "status", "deploy --as //Alice"] {
        let refused = world.medink(words).fails(Kind::WrongChain);
        assert!(refused.words().contains(&genesis) && refused.words().contains(&other));
    }
    fs::write(&ready, truth).unwrap();

    // A deployment file of another chain under this one's name.
    let file = |genesis: &str| world.home().join("deployments").join(format!("{genesis}.json"));
    let text = fs::read_to_string(file(&genesis)).unwrap();
    fs::write(file(&genesis), text.replace(&genesis, &other)).unwrap();
    for words in ["record list --as //Ada", "audit list", "deploy --as //Alice"] {
        let refused = world.medink(words).fails(Kind::WrongChain);
        assert!(refused.says("another chain").next.contains("admin"));
    }
    // Under its own name it is of no use here.
    fs::rename(file(&genesis), file(&other)).unwrap();
    fs::write(file(&other), text.replace(&genesis, &other)).unwrap();
    world
        .medink("record list")
        .acting(ADA)
        .fails(Kind::NotFound)
        .says(&genesis)
        .says("medink deploy");
    fs::remove_file(file(&other)).unwrap();
    fs::write(file(&genesis), &text).unwrap();
    assert_eq!(world.open(ADA, ADA, 1), b"one");
}

#[test]
fn a_chain_that_was_started_anew() {
    let world = world();
    let fresh = Machine::running();
    let at_fresh = |words: &str| world.medink(words).option("--node", fresh.rpc());
    for words in ["record list", "params show", &format!("consent revoke {HOUSE}")] {
        at_fresh(words)
            .acting(ADA)
            .fails(Kind::NotFound)
            .says("no deployment is known")
            .says("medink deploy");
    }
    a_deployment_begins_again(&at_fresh, &world.home());
    assert_eq!(
        world.open(ADA, ADA, 1),
        b"one",
        "the chain before is known as well as it was"
    );
}

#[test]
fn a_chain_that_was_set_back_to_before_its_contracts() {
    let machine = Machine::running();
    let (chain, backup) = (machine.home().join("node"), machine.folder().join("backup"));
    machine.medink("down").ok();
    disk::copy(&chain, &backup);
    // Commands start the node again.
    machine.medink("deploy").acting(ADMIN).ok();
    machine.medink("params show").ok();
    machine.medink("down").ok();
    fs::remove_dir_all(&chain).unwrap();
    disk::copy(&backup, &chain);
    // The same genesis, nothing in it.
    for words in ["record list", "params show", &format!("consent revoke {HOUSE}")] {
        machine
            .medink(words)
            .acting(ADA)
            .fails(Kind::NotFound)
            .says("contracts are not on this chain")
            .says("medink deploy");
    }
    a_deployment_begins_again(&|words| machine.medink(words), &machine.home());
}

/// On a chain without contracts.
fn a_deployment_begins_again<'a>(medink: &impl Fn(&str) -> Call<'a>, home: &Path) {
    let file = PathBuf::from(medink("deploy").acting(ADMIN).ok()["file"].as_str().unwrap());
    assert!(file.starts_with(home));
    medink("params show").ok();
    medink("record list")
        .acting(ADA)
        .fails(Kind::NotFound)
        .says("not registered");
}
