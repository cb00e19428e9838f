//! Small things that were said wrongly, or not at all.

use super::world;
use e2e_system::people::{ADA, ADMIN, HOUSE};
use e2e_system::{Machine, World};
use medink_core::Kind;

#[test]
fn an_account_is_told_what_it_lacks() {
    let world = World::deployed();
    world.patient(ADA);
    for amount in ["100000", "999.99999"] {
        world
            .medink(&format!("account fund {HOUSE} {amount}"))
            .acting(ADA)
            .fails(Kind::Funds)
            .says("is missing")
            .says("Send less");
    }
    world
        .medink(&format!("account fund {HOUSE} 1 --tip 0"))
        .acting(ADA)
        .ok();
}

#[test]
fn a_consent_until_today_holds_to_its_end() {
    let world = world();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = u64::try_from(now.unwrap().as_millis()).unwrap();
    let today = medink_core::when::show(now)[..10].to_owned();
    let granted = world
        .medink(&format!("consent grant {HOUSE} --whole-history --until {today}"))
        .acting(ADA)
        .ok();
    let end = granted["until_ms"].as_u64().unwrap();
    assert!(
        end > now && medink_core::when::show(end).ends_with(" 00:00:00"),
        "{end}"
    );
    assert_eq!(medink_core::when::show(end - 1), format!("{today} 23:59:59"));
}

#[test]
fn what_is_there_already_is_not_changed_in_silence() {
    let world = World::deployed();
    world.medink("deploy").acting(ADMIN).ok();
    world
        .medink("deploy --longest-consent-days 366")
        .acting(ADMIN)
        .ok();
    world
        .medink("deploy --longest-consent-days 30")
        .acting(ADMIN)
        .fails(Kind::Usage)
        .says("366 days")
        .says("medink params set --longest-consent-days");
    world
        .medink("deploy --self-registration")
        .acting(ADMIN)
        .fails(Kind::Usage)
        .says("medink params set --self-registration true");
    let port = world.medink("up").ok()["node"]["rpc"]
        .as_str()
        .unwrap()
        .to_owned();
    let port: u16 = port
        .trim_end_matches('/')
        .rsplit(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    world.medink(&format!("up --port {port}")).ok();
    world
        .medink(&format!("up --port {}", port - 1))
        .fails(Kind::Usage)
        .says("medink down");
}

#[test]
fn looking_makes_no_folder() {
    let machine = Machine::new();
    let home = machine.work("a-home-that-is-not-there");
    for words in ["status", "account list", "down", "completions bash", "store gc"] {
        machine.medink(words).variable("MEDINK_HOME", &home).ok();
        assert!(!home.exists(), "{words}");
    }
    // Of what is there without a store, too, no store is made.
    std::fs::create_dir(&home).unwrap();
    let collected = machine.medink("store gc").variable("MEDINK_HOME", &home).ok();
    assert_eq!(collected["stores"][0]["store"], "embedded");
    assert_eq!(collected["stores"][0]["blocks"], 0);
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 0);
    std::fs::remove_dir(&home).unwrap();
    // No node is started where nothing was ever deployed or joined, nor is anything made for what is told of a node's chain.
    let node = Machine::running();
    let output = machine.work("never.json");
    for words in [
        "admin list",
        "admin proposals",
        "doctor list",
        "doctor show //House",
        "doctor patients --as //House",
        "patient show --as //Ada",
        "record list --as //Ada",
        "record get 1 --output - --as //Ada",
        "consent list --as //Ada",
        "audit list",
        "audit accesses --as //Ada",
        "params show",
        "store verify",
        "store push --ipfs http://127.0.0.1:1",
        "store pull --ipfs http://127.0.0.1:1",
        "deploy --check",
        "invite",
    ] {
        let call = || {
            let call = machine.medink(words).variable("MEDINK_HOME", &home);
            match words {
                "invite" => call.option("--output", &output),
                "record get 1 --output - --as //Ada" => call.text(),
                _ => call,
            }
        };
        for call in [call(), call().option("--node", node.rpc())] {
            call.fails(Kind::NotFound).says("no deployment is known");
            assert!(!home.exists(), "{words}");
        }
    }
    machine
        .medink("account show //Ada --node")
        .arg(node.rpc())
        .variable("MEDINK_HOME", &home)
        .ok();
    machine.medink("config show").variable("MEDINK_HOME", &home).ok();
    machine.medink("config path").variable("MEDINK_HOME", &home).ok();
    assert!(!home.exists());
}

#[test]
fn the_log_goes_to_standard_error_alone_and_a_wrong_filter_is_told() {
    let world = world();
    let status = || world.medink("status");
    let plain = status().run();
    let told = status().arg("-vvv").run();
    assert_eq!(told.succeeded()["node"], plain.succeeded()["node"]);
    assert!(!plain.err.contains("asked the node"), "{plain}");
    assert!(told.err.contains("asked the node"), "{told}");
    let part = status().variable("MEDINK_LOG", "medink_store=trace").run();
    assert!(!part.err.contains("asked the node"), "{part}");
    for wrong in ["loud", "jsonrpsee=trace"] {
        status()
            .variable("MEDINK_LOG", wrong)
            .fails(Kind::Usage)
            .says("medink_chain=debug");
    }
    status().args(["-q", "-v"]).fails(Kind::Usage);
    // What goes wrong is told all the same.
    let run = status()
        .option("--node", "ws://127.0.0.1:1")
        .arg("-q")
        .text()
        .run();
    run.failed(Kind::Unreachable).says("nothing listens there");
}
