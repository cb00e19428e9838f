//! Start, stop, and what stays in between.

use crate::{
    process::{refused, within, Node},
    remark::remark,
};
use serde_json::json;
use std::{fs, path::Path, time::Duration};

/// Copies a folder of files.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
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
    node.ask("author_submitExtrinsic", json!([remark(&genesis, 1)]));
    // Whoever is told of a block is told of one that stays.
    let second = within(Duration::from_secs(5), || {
        Some(node.best()).filter(|(number, _)| *number == 2)
    });
    node.signal("KILL");

    let node = Node::start(&arguments);
    assert_eq!(node.best(), second);
    assert_eq!(node.ask("chain_getBlockHash", json!([1])), first.1);
    node.stop();
}

#[test]
fn what_the_database_has_lost_is_carried_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let (chain, before) = (folder.path().join("chain"), folder.path().join("before"));
    let arguments = ["--base-path", folder.path().to_str().unwrap()];
    let node = Node::start(&arguments);
    let genesis = node.genesis.clone();
    node.ask("author_submitExtrinsic", json!([remark(&genesis, 0)]));
    within(Duration::from_secs(5), || (node.best().0 == 1).then_some(()));
    node.stop();
    copy(&chain, &before);

    let mut node = Node::start(&arguments);
    let mut best = node.best();
    for nonce in 1..4 {
        node.ask("author_submitExtrinsic", json!([remark(&genesis, nonce)]));
        best = within(Duration::from_secs(5), || {
            Some(node.best()).filter(|(number, _)| *number == u64::from(nonce) + 1)
        });
    }
    node.signal("KILL");
    // As when the power goes, and the disk was not yet asked to keep anything; and in the middle of the next block.
    fs::remove_dir_all(&chain).unwrap();
    fs::rename(&before, &chain).unwrap();
    let recent = folder.path().join("blocks.recent");
    let whole = fs::read(&recent).unwrap();
    fs::write(&recent, [&whole[..], &whole[..whole.len() / 8]].concat()).unwrap();

    let node = Node::start(&arguments);
    assert_eq!(node.genesis, genesis);
    assert_eq!(node.best(), best);
    assert_eq!(
        node.ask("chain_getFinalizedHead", json!([])),
        best.1,
        "it is as final as it was"
    );
    node.ask("author_submitExtrinsic", json!([remark(&genesis, 4)]));
    within(Duration::from_secs(5), || (node.best().0 == 5).then_some(()));
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
