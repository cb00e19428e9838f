//! Start, stop, and what stays in between.

use crate::{
    process::{refused, within, Node},
    remark::remark,
};
use serde_json::json;
use sp_core::bytes::from_hex;
use std::{fs, path::Path, time::Duration};

/// Whether these bytes stand in a file below a folder.
fn is_below(folder: &Path, bytes: &[u8]) -> bool {
    let mut entries = fs::read_dir(folder).unwrap().flatten();
    entries.any(|entry| {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            return is_below(&entry.path(), bytes);
        }
        // One that has gone since holds nothing.
        let held = fs::read(entry.path()).unwrap_or_default();
        held.windows(bytes.len()).any(|part| part == bytes)
    })
}

#[test]
fn a_temporary_node_answers_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let ready_file = folder.path().join("ready.json");
    let node = Node::start_in(folder.path(), &["--tmp", "--ready-file", "ready.json"]);

    assert_eq!(node.ask("chain_getBlockHash", json!([0])), json!(node.genesis));
    assert_eq!(
        node.ask("system_health", json!([])),
        json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false })
    );
    assert_eq!(node.ask("system_properties", json!([]))["ss58Format"], json!(42));
    let written: serde_json::Value = serde_json::from_slice(&fs::read(&ready_file).unwrap()).unwrap();
    assert_eq!(written["genesis"], json!(node.genesis));

    node.stop();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn each_chain_is_its_own() {
    let (one, other) = (Node::start(&["--tmp"]), Node::start(&["--tmp"]));
    assert_ne!(one.genesis, other.genesis);
    one.stop();
    other.stop();
}

#[test]
fn the_methods_clients_need_are_there() {
    let node = Node::start(&["--tmp"]);
    let methods = node.ask("rpc_methods", json!([]))["methods"].to_string();
    for method in [
        "account_nextIndex",
        "archive_v1_storage",
        "author_submitAndWatchExtrinsic",
        "chainHead_v1_follow",
        "chainSpec_v1_genesisHash",
        "payment_queryInfo",
        "state_call",
        "state_getMetadata",
        "system_dryRun",
        "transactionWatch_v1_submitAndWatch",
        "transaction_v1_broadcast",
    ] {
        assert!(
            methods.contains(&format!("{method:?}")),
            "{method} is not in {methods}"
        );
    }
    node.stop();
}

#[test]
fn a_chain_is_kept_over_a_stop_and_over_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--base-path", folder.path().to_str().unwrap()];

    let node = Node::start(&arguments);
    let genesis = node.genesis.clone();
    node.ask("author_submitExtrinsic", json!([remark(&genesis, 0)]));
    let first = within(Duration::from_secs(5), || {
        Some(node.best()).filter(|(number, _)| *number == 1)
    });
    node.stop();

    let mut node = Node::start(&arguments);
    assert_eq!(node.genesis, genesis);
    assert_eq!(node.best(), first);
    let second = remark(&genesis, 1);
    node.ask("author_submitExtrinsic", json!([second]));
    within(Duration::from_secs(5), || (node.best().0 == 2).then_some(()));
    // The database writes in the background: what is in its files, a kill can't take.
    let second = from_hex(&second).unwrap();
    within(Duration::from_secs(20), || {
        is_below(folder.path(), &second).then_some(())
    });
    node.signal("KILL");

    let node = Node::start(&arguments);
    assert_eq!(node.best().0, 2);
    assert_eq!(node.ask("chain_getBlockHash", json!([1])), first.1);
    node.stop();
}

#[test]
fn a_batch_is_worked_off_without_another_push() {
    const BATCH: u32 = 3_000;
    let node = Node::start(&["--tmp"]);
    let requests: Vec<_> = (0..BATCH)
        .map(|nonce| {
            let transaction = remark(&node.genesis, nonce);
            json!({ "jsonrpc": "2.0", "id": nonce, "method": "author_submitExtrinsic", "params": [transaction] })
        })
        .collect();
    let (status, answers) = node.post(json!(requests), &[]);
    assert_eq!(status, 200);
    for answer in answers.as_array().unwrap() {
        assert!(answer["result"].is_string(), "{answer}");
    }

    within(Duration::from_secs(60), || {
        (node.ask("author_pendingExtrinsics", json!([])) == json!([])).then_some(())
    });
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    assert_eq!(node.ask("system_accountNextIndex", json!([alice])), json!(BATCH));
    node.stop();
}

#[test]
fn a_second_node_on_a_folder_or_a_port_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let node = Node::start(&["--base-path", path]);

    let (code, text) = refused(&["--base-path", path, "--rpc-port", "0"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains(path) && text.contains("locked"), "{text}");
    assert!(text.contains(&format!("process {}", node.pid())), "{text}");

    let port = node.address.rsplit(':').next().unwrap();
    let (code, text) = refused(&["--tmp", "--rpc-port", port]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains(port) && text.contains("in use"), "{text}");

    node.stop();
}

#[test]
fn a_folder_that_is_a_file_is_refused_with_the_reason() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    let (code, text) = refused(&["--base-path", path, "--rpc-port", "0"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains(path) && text.contains("--base-path"), "{text}");
}
