//! A network of hospitals, from its beginning to what medink does on it.

use e2e_parts::Node;
use e2e_system::{Machine, until};
use medink_core::Kind;
use std::path::Path;

#[test]
fn a_network_is_begun_joined_looked_at_and_worked_with() {
    let clinic = Machine::new();
    let account = clinic.medink("account new clinic").ok()["address"].clone();
    let file = clinic.work("clinics.json");
    let begin = || {
        clinic
            .medink("network new --name Clinics --as clinic --reached-at /ip4/127.0.0.1/tcp/30333")
            .arg(&file)
    };
    let made = begin().ok();
    assert!(made["peer"].as_str().unwrap().starts_with("12D3Koo"), "{made}");
    begin().fails(Kind::Io).says("is there already");

    let other = Machine::new();
    let joined = other.medink("network join").arg(&file).ok();
    assert_ne!(joined["keys"], made["keys"]);
    assert_eq!(
        other.medink("network join").arg(&file).ok(),
        joined,
        "a second time changes nothing"
    );
    let nonsense = other.write("nonsense.json", "{}");
    other.medink("network join").arg(nonsense).fails(Kind::Usage);

    let path = |name: &str| made[name].as_str().unwrap().to_owned();
    let node = Node::validator(Path::new(&path("specification")), Path::new(&path("folder")));
    let status = || clinic.medink("network status --node").arg(node.rpc()).ok();
    until("a block is final", || {
        status()["finalized"].as_u64().is_some_and(|number| number > 0)
    });
    let seen = status();
    assert_eq!(seen["hospitals"], serde_json::json!([account]), "{seen}");
    assert_eq!(seen["validators"][0]["account"], account, "{seen}");
    assert!(seen["validators"][0]["blocks"].as_u64() > Some(0), "{seen}");

    // The money is there, the development accounts are not, and finality is waited for.
    let funded = clinic
        .medink("account fund 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty 1 --as clinic --node")
        .arg(node.rpc())
        .ok();
    assert_eq!(funded["steps"][0]["finalized"], true, "{funded}");

    let mut alone = Machine::new();
    alone.up();
    alone.medink("network status").fails(Kind::NotFound);
}
