//! Several nodes that are one network.

use crate::{
    disk::{Disk, MIB},
    process::{done, refused, within, Node},
};
use serde_json::{json, Value};
use sp_core::{
    crypto::{AccountId32, Ss58Codec},
    sr25519, Pair,
};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;

/// Milliseconds of a slot: as short as a network may have it.
const SLOT: &str = "1000";

/// A hospital's machine.
struct Hospital {
    account: String,
    folder: TempDir,
    keys: Value,
    port: u16,
}

impl Hospital {
    fn new(phrase: &str) -> Self {
        Self::with(phrase, tempfile::tempdir().unwrap())
    }

    fn with(phrase: &str, folder: TempDir) -> Self {
        let pair = sr25519::Pair::from_string(phrase, None).unwrap();
        Self {
            account: AccountId32::from(pair.public().0).to_ss58check(),
            keys: keys(folder.path()),
            folder,
            port: free_port(),
        }
    }

    /// As `build-spec` takes it.
    fn beginning(&self) -> String {
        format!("{}={}", self.account, self.keys["keys"].as_str().unwrap())
    }

    fn address(&self) -> String {
        format!(
            "/ip4/127.0.0.1/tcp/{}/p2p/{}",
            self.port,
            self.keys["peer"].as_str().unwrap()
        )
    }

    fn start(&self, spec: &Path, more: &[&str]) -> Node {
        Node::start(&self.arguments(spec, more))
    }

    fn arguments(&self, spec: &Path, more: &[&str]) -> Vec<String> {
        let port = self.port.to_string();
        let mut arguments = vec![
            "--chain",
            spec.to_str().unwrap(),
            "--base-path",
            self.folder.path().to_str().unwrap(),
            "--host",
            "127.0.0.1",
            "--port",
            &port,
        ];
        arguments.extend(more);
        arguments.into_iter().map(str::to_owned).collect()
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn keys(folder: &Path) -> Value {
    serde_json::from_str(&done(&["keys", "--base-path", folder.to_str().unwrap()])).unwrap()
}

fn specification(folder: &Path, hospitals: &[&Hospital]) -> PathBuf {
    let beginnings: Vec<_> = hospitals.iter().map(|hospital| hospital.beginning()).collect();
    let mut arguments = vec!["build-spec", "--name", "Three clinics", "--slot", SLOT];
    for beginning in &beginnings {
        arguments.extend(["--hospital", beginning]);
    }
    let path = folder.join("network.json");
    fs::write(&path, done(&arguments)).unwrap();
    path
}

/// The height of the best block, and of the last that is final.
fn heights(node: &Node) -> (u64, u64) {
    let height = |hash: Value| {
        let header = node.ask("chain_getHeader", json!([hash]));
        let number = header["number"].as_str().unwrap();
        u64::from_str_radix(number.strip_prefix("0x").unwrap(), 16).unwrap()
    };
    let last = height(node.ask("chain_getFinalizedHead", json!([])));
    (height(node.ask("chain_getBlockHash", json!([]))), last)
}

fn until_final(node: &Node, height: u64) {
    within(Duration::from_secs(90), || {
        (heights(node).1 >= height).then_some(())
    });
}

#[test]
fn keys_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = keys(folder.path());
    assert_eq!(first["keys"].as_str().unwrap().len(), 2 + 128);
    assert!(first["peer"].as_str().unwrap().starts_with("12D3Koo"), "{first}");
    assert_eq!(keys(folder.path()), first);
}

#[test]
fn one_hospital_alone_makes_blocks_and_makes_them_final() {
    let (place, clinic) = (tempfile::tempdir().unwrap(), Hospital::new("//Alice"));
    let spec = specification(place.path(), &[&clinic]);
    let node = clinic.start(&spec, &["--validator", "--keep-states", "256"]);
    until_final(&node, 2);
    assert_eq!(node.ask("system_chain", json!([])), json!("Three clinics"));
    assert_eq!(node.ask("system_chainType", json!([])), json!("Live"));
    assert_eq!(node.ask("system_localPeerId", json!([])), clinic.keys["peer"]);
    let genesis = node.genesis.clone();
    node.stop();
    let node = clinic.start(&spec, &["--validator", "--keep-states", "256"]);
    assert_eq!(node.genesis, genesis);
    node.stop();
}

#[test]
fn on_a_full_disk_a_hospitals_node_stops_says_so_and_goes_on_when_it_is_started_again() {
    let (place, disk) = (tempfile::tempdir().unwrap(), Disk::new(400));
    let folder = tempfile::tempdir_in(disk.chain().parent().unwrap()).unwrap();
    let clinic = Hospital::with("//Alice", folder);
    let spec = specification(place.path(), &[&clinic]);
    let options = ["--validator", "--reserve", "8"];
    let log = place.path().join("log");
    let mut node = Node::start_logging(&log, &clinic.arguments(&spec, &options));
    until_final(&node, 2);
    disk.fill(MIB);
    let status = within(Duration::from_secs(20), || node.ended());
    assert_eq!(status.code(), Some(1), "{status}");
    let text = fs::read_to_string(&log).unwrap();
    for words in [
        "the node stops, and is to be started again",
        "has stopped in order",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("by itself"), "{text}");

    disk.empty();
    let node = clinic.start(&spec, &options);
    until_final(&node, 4);
    node.stop();
}

#[test]
fn two_hospitals_take_turns_agree_and_wait_for_each_other() {
    let place = tempfile::tempdir().unwrap();
    let (clinic, other) = (Hospital::new("//Alice"), Hospital::new("//Bob"));
    let spec = specification(place.path(), &[&clinic, &other]);
    let bootnode = clinic.address();
    let first = clinic.start(&spec, &["--validator"]);
    let join = ["--validator", "--bootnodes", &bootnode];
    let second = other.start(&spec, &join);
    until_final(&first, 3);
    until_final(&second, 3);
    assert_eq!(
        first.ask("chain_getBlockHash", json!([3])),
        second.ask("chain_getBlockHash", json!([3]))
    );
    let voters = first.ask("grandpa_roundState", json!([]));
    assert_eq!(voters["best"]["totalWeight"], json!(2), "{voters}");

    // Who has no vote follows all the same.
    let watcher = Hospital::new("//Charlie");
    let third = watcher.start(&spec, &["--bootnodes", &bootnode]);
    until_final(&third, 3);

    second.stop();
    let (alone, _) = heights(&first);
    within(Duration::from_secs(60), || {
        (heights(&first).0 >= alone + 3).then_some(())
    });
    let (best, last) = heights(&first);
    assert!(
        last + 2 <= best,
        "one of two makes nothing final, but {last} of {best} is"
    );

    let second = other.start(&spec, &join);
    until_final(&first, best);
    until_final(&third, best);
    for node in [first, second, third] {
        node.stop();
    }
}

#[test]
fn what_does_not_fit_together_is_refused_with_the_reason() {
    let place = tempfile::tempdir().unwrap();
    let clinic = Hospital::new("//Alice");
    let spec = specification(place.path(), &[&clinic]);
    let spec = spec.to_str().unwrap();

    let development = tempfile::tempdir().unwrap();
    let development = development.path().to_str().unwrap();
    Node::start(&["--base-path", development]).stop();
    let joined = ["--chain", spec, "--port", "0", "--rpc-port", "0", "--base-path"];
    let (code, text) = refused(&[&joined[..], &[development]].concat());
    assert_eq!(code, 1, "{text}");
    assert!(
        text.contains(development) && text.contains("another chain"),
        "{text}"
    );

    let folder = clinic.folder.path().to_str().unwrap();
    clinic.start(Path::new(spec), &[]).stop();
    let (code, text) = refused(&["--base-path", folder, "--rpc-port", "0"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains(folder) && text.contains("--chain"), "{text}");

    let nonsense = place.path().join("nonsense.json");
    fs::write(&nonsense, "{}").unwrap();
    let nonsense = nonsense.to_str().unwrap();
    let (code, text) = refused(&["--chain", nonsense, "--base-path", folder, "--rpc-port", "0"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains(nonsense), "{text}");

    for arguments in [
        &["--chain", spec][..],
        &["--validator"],
        &["build-spec", "--name", "x", "--hospital", "5Grwva=0x00"],
    ] {
        let (code, text) = refused(arguments);
        assert_eq!(code, 2, "{arguments:?}: {text}");
    }
}
