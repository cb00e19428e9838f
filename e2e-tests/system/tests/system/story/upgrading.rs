//! New code for a contract: announced to everybody, and in its place only after the notice.

use super::governed;
use e2e_system::http::Browser;
use e2e_system::people::{ADMIN, CUDDY, GRACE};
use e2e_system::{Machine, Panels, Parts};
use medink_chain::code_hash;
use medink_core::Kind;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// How long the notice may take to end, with everything else that the machine has to do.
const WITHIN: Duration = Duration::from_secs(120);

/// audit's own code with an empty custom section, `note`, behind it: it does the same, and has another hash.
fn other_code(machine: &Machine) -> (PathBuf, String) {
    let bundle = Parts::get().bundles.join("audit/audit.contract");
    let mut bundle: Value = serde_json::from_str(&fs::read_to_string(bundle).unwrap()).unwrap();
    let wasm = bundle["source"]["wasm"].as_str().unwrap();
    let mut wasm = hex::decode(wasm.trim_start_matches("0x")).unwrap();
    wasm.extend_from_slice(b"\x00\x05\x04note");
    let hash = format!("0x{}", hex::encode(code_hash(&wasm)));
    bundle["source"]["wasm"] = json!(format!("0x{}", hex::encode(wasm)));
    bundle["source"]["hash"] = json!(hash);
    (machine.write("audit.contract", bundle.to_string()), hash)
}

/// Waits until the newest proposal can be carried out.
fn until_ready(machine: &Machine) {
    let begun = Instant::now();
    while machine.medink("admin proposals").ok()["proposals"][0]["state"] != "ready" {
        assert!(begun.elapsed() < WITHIN, "the notice does not end");
        thread::sleep(Duration::from_millis(500));
    }
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

    until_ready(&machine);
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

/// The same on the pages, by two admins at browsers of their own.
#[test]
fn an_upgrade_is_proposed_approved_and_carried_out_on_the_pages() {
    let machine = governed("--upgrade-notice 15s");
    let (file, hash) = other_code(&machine);
    let bundle = fs::read_to_string(file).unwrap();
    let present = fs::read_to_string(Parts::get().bundles.join("audit/audit.contract")).unwrap();
    let panels = Panels::start(&machine);
    let [mut first, mut second] = [ADMIN, GRACE].map(|who| {
        let mut browser = Browser::enter(&panels.invitation());
        browser.post("/unlock", &[("account", who)]);
        browser
    });
    let page = first.get("/admin/proposals").text();
    assert!(page.contains("Propose the new code"), "{page}");

    // What is no bundle, no contract, or no news is refused before anything is paid, and stays in the form.
    let mut propose = |part, bundle: &str| {
        let fields = [("part", part), ("bundle", bundle)];
        first.post("/admin/proposals/upgrade", &fields)
    };
    for (part, bundle, why) in [
        ("audit", "{ \"source\": 1 }", "is not valid"),
        ("other", &bundle, "no contract is chosen"),
        ("audit", &present, "has this code already"),
    ] {
        let page = propose(part, bundle);
        assert_eq!(page.status, 422);
        let text = page.text();
        assert!(text.contains(why) && text.contains("source"), "{text}");
    }
    assert_eq!(machine.medink("admin proposals").ok()["proposals"], json!([]));

    let page = propose("audit", &bundle).text();
    assert!(
        page.contains(&hash) && page.contains("needs 2 approvals and has 1"),
        "{page}"
    );
    let approve = "/admin/proposals/approve";
    assert!(!page.contains(approve), "who proposed it has approved it");
    let page = second.get("/admin/proposals").text();
    assert!(page.contains(approve) && page.contains(&hash), "{page}");
    let page = second.post(approve, &[("number", "1")]).text();
    assert!(page.contains("Proposal 1 is announced to everybody"), "{page}");
    assert_eq!(
        machine.medink("status").ok()["upgrades"][0]["code_hash"],
        json!(hash)
    );
    let carry_out = "/admin/proposals/carry-out";
    assert!(!page.contains(carry_out), "its notice runs");
    // Above every page, whosever it is.
    assert!(first.get("/account").text().contains(&hash));

    until_ready(&machine);
    let page = first.get("/admin/proposals").text();
    assert!(page.contains(carry_out), "{page}");
    let page = first.post(carry_out, &[("number", "1")]).text();
    assert!(page.contains("Proposal 1 is carried out."), "{page}");
    machine
        .medink("deploy --check")
        .fails(Kind::Damaged)
        .says(&format!("code of audit is {hash}"));
}
