//! What happens as the disk fills up, and when there is room again.

use crate::{
    disk::{Disk, MIB},
    process::{refused, within, Node},
    remark::remark,
};
use serde_json::{json, Value};
use std::{fs, path::Path, time::Duration};

/// MiB of a disk that has room for a chain, its reserve, and all that its
/// database may take.
const SIZE: u64 = 400;

/// MiB that the nodes here keep free.
const RESERVE: &str = "8";

const SOON: Duration = Duration::from_secs(10);

fn arguments(chain: &Path) -> [&str; 4] {
    ["--base-path", chain.to_str().unwrap(), "--reserve", RESERVE]
}

/// The answer to a transaction that is brought by `method`.
fn bring(node: &Node, method: &str, nonce: u32) -> Value {
    let transaction = remark(&node.genesis, nonce);
    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": [transaction] });
    node.post(request, &[]).1
}

fn writable(node: &Node) -> bool {
    node.ask("medink_room", json!([]))["writable"].as_bool().unwrap()
}

/// What the node says that does not start for want of room.
fn does_not_start(chain: &Path) -> String {
    let mut all = arguments(chain).to_vec();
    all.extend(["--rpc-port", "0"]);
    let (code, text) = refused(&all);
    assert_eq!(code, 1, "{text}");
    for words in [chain.to_str().unwrap(), "too full", "Free some space"] {
        assert!(text.contains(words), "{text}");
    }
    text
}

fn height(node: &Node, number: u64) {
    within(SOON, || (node.best().0 == number).then_some(()));
}

#[test]
fn a_node_without_a_folder_has_all_the_room_it_needs() {
    let node = Node::start(&["--tmp"]);
    assert_eq!(
        node.ask("medink_room", json!([])),
        json!({ "writable": true, "free": null, "needed": 0 })
    );
    node.stop();
}

#[test]
fn on_a_full_disk_transactions_are_refused_at_once_and_later_taken_again() {
    let disk = Disk::new(SIZE);
    let chain = disk.chain();
    let node = Node::start(&arguments(&chain));
    assert!(writable(&node));
    bring(&node, "author_submitExtrinsic", 0);
    height(&node, 1);

    disk.fill(4 * MIB);
    within(SOON, || (!writable(&node)).then_some(()));
    for method in [
        "author_submitExtrinsic",
        "author_submitAndWatchExtrinsic",
        "transaction_v1_broadcast",
        "transactionWatch_v1_submitAndWatch",
    ] {
        let error = &bring(&node, method, 1)["error"];
        assert_eq!(error["code"], json!(-32028), "{method}: {error}");
        let words = error["message"].as_str().unwrap();
        assert!(words.contains("MiB are free"), "{words}");
        assert!(words.contains("Free some space"), "{words}");
        let (free, needed) = (&error["data"]["free"], &error["data"]["needed"]);
        assert!(free.as_u64().unwrap() <= 4 * MIB, "{error}");
        assert!(needed.as_u64().unwrap() >= 8 * MIB, "{error}");
    }
    assert_eq!(node.best().0, 1, "it can be asked, and made no block");
    assert_eq!(node.ask("author_pendingExtrinsics", json!([])), json!([]));

    disk.empty();
    within(SOON, || writable(&node).then_some(()));
    let answer = bring(&node, "author_submitExtrinsic", 1);
    assert!(answer["result"].is_string(), "{answer}");
    height(&node, 2);
    node.stop();
}

#[test]
fn what_was_accepted_before_the_disk_was_full_gets_into_blocks_by_itself() {
    const BATCH: u32 = 3_000;
    let disk = Disk::new(SIZE);
    let chain = disk.chain();
    let node = Node::start(&arguments(&chain));
    let requests: Vec<_> = (0..BATCH)
        .map(|nonce| {
            let transaction = remark(&node.genesis, nonce);
            json!({ "jsonrpc": "2.0", "id": nonce, "method": "author_submitExtrinsic", "params": [transaction] })
        })
        .collect();
    let answers = std::thread::scope(|scope| {
        let batch = scope.spawn(|| node.post(json!(requests), &[]).1);
        within(SOON, || (node.best().0 > 0).then_some(()));
        // Perhaps within a block: what is logged goes where room was taken ahead.
        disk.fill(0);
        batch.join().unwrap()
    });
    within(SOON, || (!writable(&node)).then_some(()));
    let accepted = answers
        .as_array()
        .unwrap()
        .iter()
        .filter(|answer| answer["result"].is_string())
        .count();
    assert!(accepted > 0, "the first block has one");

    disk.empty();
    within(Duration::from_secs(60), || {
        (node.ask("author_pendingExtrinsics", json!([])) == json!([])).then_some(())
    });
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    assert_eq!(
        node.ask("system_accountNextIndex", json!([alice])),
        json!(accepted)
    );
    let best = node.best();
    node.stop();
    let node = Node::start(&arguments(&chain));
    assert_eq!(node.best(), best, "no block is lost");
    node.stop();
}

#[test]
fn on_a_full_disk_no_node_starts_and_nothing_is_begun() {
    let disk = Disk::new(SIZE);
    let chain = disk.chain();
    for leave in [7 * MIB, 64 * 1024] {
        disk.fill(leave);
        let text = does_not_start(&chain);
        assert!(text.contains("8.0 MiB are needed"), "{text}");
        assert!(!chain.join("chain").exists(), "no database was opened");
        disk.empty();
    }
    Node::start(&arguments(&chain)).stop();
}

#[test]
fn a_node_stops_in_order_on_a_full_disk_and_loses_nothing() {
    let disk = Disk::new(SIZE);
    let chain = disk.chain();
    let node = Node::start(&arguments(&chain));
    for nonce in 0..5 {
        bring(&node, "author_submitExtrinsic", nonce);
        height(&node, u64::from(nonce) + 1);
    }
    let best = node.best();
    disk.fill(MIB / 2);
    within(SOON, || (!writable(&node)).then_some(()));
    node.stop();

    does_not_start(&chain);
    disk.empty();
    let node = Node::start(&arguments(&chain));
    assert_eq!(node.best(), best);
    bring(&node, "author_submitExtrinsic", 5);
    height(&node, 6);
    node.stop();
}

#[test]
fn a_node_that_was_killed_on_a_full_disk_starts_with_a_message_and_then_with_its_chain() {
    let disk = Disk::new(SIZE);
    let chain = disk.chain();
    let mut node = Node::start(&arguments(&chain));
    bring(&node, "author_submitExtrinsic", 0);
    height(&node, 1);
    disk.fill(MIB);
    within(SOON, || (!writable(&node)).then_some(()));
    node.signal("KILL");

    does_not_start(&chain);
    disk.empty();
    let node = Node::start(&arguments(&chain));
    assert_eq!(node.best().0, 1);
    node.stop();
}

#[test]
fn where_the_disk_fills_up_within_a_write_the_node_ends_with_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let mut node = Node::start_logging(&log, &arguments(folder.path()));
    // What the system sends for a write into a map that there is no room for.
    let (status, _) = node.signal("BUS");
    assert_eq!(status.code(), Some(1), "{status}");
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.contains("was full in the middle of a write"), "{text}");
    assert!(text.contains(folder.path().to_str().unwrap()), "{text}");
}

#[test]
fn whenever_another_program_takes_the_whole_disk_no_signal_ends_the_node_and_no_block_is_lost() {
    let disk = Disk::new(SIZE);
    let chain = disk.chain();
    let mut node = Node::start(&arguments(&chain));
    let mut nonce = 0;
    for blocks in [1, 3, 20, 2, 7] {
        let aim = node.best().0 + blocks;
        while node.best().0 < aim {
            bring(&node, "author_submitExtrinsic", nonce);
            nonce += 1;
        }
        let seen = node.best();
        disk.fill(0);
        let ended = within(SOON, || match node.ended() {
            Some(status) => Some(Some(status)),
            None => {
                let question = json!({ "jsonrpc": "2.0", "id": 1, "method": "medink_room", "params": [] });
                let room = node.try_post(question, &[]).ok()?.1;
                (room["result"]["writable"] == json!(false)).then_some(None)
            }
        });
        disk.empty();
        match ended {
            Some(status) => {
                assert_eq!(status.code(), Some(1), "{status}");
                node = Node::start(&arguments(&chain));
            }
            None => within(SOON, || writable(&node).then_some(())),
        }
        // What a client was told is final, is, and after the next start as well.
        let there = |node: &Node| node.ask("chain_getBlockHash", json!([seen.0]));
        assert_eq!(there(&node), seen.1, "after a full disk");
        node.stop();
        node = Node::start(&arguments(&chain));
        assert_eq!(there(&node), seen.1, "after the next start");
        let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
        nonce = u32::try_from(
            node.ask("system_accountNextIndex", json!([alice]))
                .as_u64()
                .unwrap(),
        )
        .unwrap();
    }
    node.stop();
}
