//! The chain's part of the story through the libraries under Polkadot.js Apps, from the bundles alone
//! (`e2e-tests/polkadot-js`).

use e2e_parts::Node;
use e2e_system::Parts;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Errors that the script does not bring about, but decodes from bytes: 65 admins, a contract that is gone, a defect.
const NOT_BROUGHT_ABOUT: [&str; 3] = ["TooManyAdmins", "CallFailed", "Inconsistent"];

#[test]
fn polkadot_js_plays_the_story_from_the_bundles_alone() {
    plays_on(&Node::temporary());
}

/// Plays it on this node, and checks that every event and every error of the bundles was decoded.
pub fn plays_on(node: &Node) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../polkadot-js");
    e2e_parts::libraries(&folder, "@polkadot/api-contract");
    let run = Command::new(e2e_parts::nodejs())
        .current_dir(&folder)
        .args(["story.js", node.rpc()])
        .arg(fs::canonicalize(&Parts::get().bundles).expect("the folder of the bundles"))
        .output()
        .unwrap_or_else(|e| panic!("Node.js can't be started: {e}"));
    let (said, complained) = (
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr),
    );
    assert!(run.status.success(), "{}\n{said}\n{complained}", run.status);
    let last = said.lines().last().unwrap_or_default();
    let decoded: Value =
        serde_json::from_str(last).unwrap_or_else(|e| panic!("no JSON at its end: {e}\n{said}"));

    let metadata = metadata();
    let events: BTreeSet<&str> = metadata["spec"]["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["label"].as_str().unwrap())
        .collect();
    assert_eq!(
        names(&decoded["events"]),
        events,
        "every event of the bundles came, decoded"
    );
    let brought_about: BTreeSet<&str> = errors(&metadata)
        .into_iter()
        .filter(|name| !NOT_BROUGHT_ABOUT.contains(name))
        .collect();
    assert_eq!(
        names(&decoded["errors"]),
        brought_about,
        "every error was brought about and decoded"
    );
    assert!(
        decoded["entries"].as_u64().unwrap() > 25,
        "the log was read and its hashes checked"
    );
}

fn metadata() -> Value {
    let file = Parts::get().bundles.join("patient/patient.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// The names of the contracts' errors.
fn errors(metadata: &Value) -> BTreeSet<&str> {
    let types = metadata["types"].as_array().unwrap();
    let ours = types
        .iter()
        .find(|entry| entry["type"]["path"] == serde_json::json!(["medink_types", "error", "Error"]))
        .expect("the contracts' errors are described");
    let variants = ours["type"]["def"]["variant"]["variants"].as_array().unwrap();
    variants
        .iter()
        .map(|variant| variant["name"].as_str().unwrap())
        .collect()
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect()
}
