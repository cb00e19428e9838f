//! New code for a contract: announced to everybody, and in its place only after the notice.

use super::governed;
use e2e_system::people::{ADMIN, CUDDY, GRACE};
use e2e_system::{Machine, Parts};
use medink_chain::code_hash;
use medink_core::Kind;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// How long the notice may take to end, with everything else that the machine has to do.
const WITHIN: Duration = Duration::from_secs(120);

/// audit's own code with an empty custom section, `note`, behind it: it does the same, and has another hash.
fn other_code(machine: &Machine) -> (PathBuf, String) {
    let bundle = Parts::get().bundles.join("audit/audit.contract");
    let mut bundle: Value = serde_json::from_str(&std::fs::read_to_string(bundle).unwrap()).unwrap();
    let wasm = bundle["source"]["wasm"].as_str().unwrap();
    let mut wasm = hex::decode(wasm.trim_start_matches("0x")).unwrap();
    wasm.extend_from_slice(b"\x00\x05\x04note");
    let hash = format!("0x{}", hex::encode(code_hash(&wasm)));
    bundle["source"]["wasm"] = json!(format!("0x{}", hex::encode(wasm)));
    bundle["source"]["hash"] = json!(hash);
    (machine.write("audit.contract", bundle.to_string()), hash)
}

#[test]
fn an_upgrade_is_announced_and_carried_out_after_its_notice() {
    let machine = governed("--upgrade-notice 15s");
    let (file, hash) = other_code(&machine);
    let upgrade = |who: &str| {
        machine
            .medink("admin upgrade audit")
            .option("--code", &file)
            .acting(who)
    };
    let upgrades = || machine.medink("status").ok()["upgrades"].clone();
    let state = || machine.medink("admin proposals").ok()["proposals"][0]["state"].clone();

    upgrade(CUDDY).fails(Kind::Refused).says("an admin");
    let made = upgrade(ADMIN).ok();
    assert_eq!((&made["code_hash"], &made["done"]), (&json!(hash), &json!(false)));
    assert_eq!(made["steps"][0]["what"], "audit: upload");
    assert_eq!((upgrades(), state()), (json!([]), json!("open")));

    let approved = machine.medink("admin approve 1").acting(GRACE).ok();
    assert_eq!(approved["done"], false, "it is announced, not done");
    machine
        .medink("admin carry-out 1")
        .acting(ADMIN)
        .fails(Kind::Refused);
    let announced = upgrades();
    assert_eq!(
        (
            &announced[0]["contract"],
            &announced[0]["code_hash"],
            &announced[0]["proposal"]
        ),
        (&json!("audit"), &json!(hash), &json!(1))
    );
    machine.medink("deploy --check").ok();

    let begun = Instant::now();
    while state() != "ready" {
        assert!(begun.elapsed() < WITHIN, "the notice does not end");
        thread::sleep(Duration::from_millis(500));
    }
    // Nothing has happened on this chain since, and its clock goes on with its blocks.
    machine.medink("--dry-run admin carry-out 1").acting(GRACE).ok();
    assert_eq!(state(), "ready", "it was only rehearsed");
    let done = machine.medink("admin carry-out 1").acting(GRACE).ok();
    assert_eq!(done["steps"].as_array().unwrap().len(), 2, "{done}");
    assert_eq!((upgrades(), state()), (json!([]), json!("carried out")));
    machine
        .medink("deploy --check")
        .fails(Kind::Damaged)
        .says(&format!("code of audit is {hash}"));
    let newest = machine.medink("audit list --last 1").ok();
    assert_eq!(newest["entries"][0]["action"], "CodeUpgraded");
}
