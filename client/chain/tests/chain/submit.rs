//! Submitting to a real node: what is paid, what is refused, many at a time, and what happens when the connection, the
//! node or the nonce goes wrong in between.

use crate::support::proxy::{Break, Proxy};
use crate::support::{Key, connect};
use e2e_parts::Node;
use medink_chain::{Chain, ChainError, ChainExt, ConnectOptions, ErrorKind, SubmitOptions, SubxtChain, Wait};
use medink_types::AccountId;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

const UNIT: u128 = 1_000_000_000_000;

fn somebody(number: u8) -> AccountId {
    AccountId::from([number; 32])
}

fn options() -> SubmitOptions {
    SubmitOptions::default()
}

#[tokio::test]
async fn a_transfer_has_a_receipt() {
    let node = Node::temporary();
    let chain = connect(node.rpc()).await;
    let alice = Key::dev("Alice");
    let before = chain.balance(alice.id()).await.unwrap();
    let tip = SubmitOptions { tip: 5, ..options() };
    let receipt = chain.transfer(&alice, somebody(1), 3 * UNIT, &tip).await.unwrap();
    assert_eq!((receipt.block_number, receipt.nonce, receipt.tip), (1, 0, 5));
    assert!(receipt.fee > 5 && receipt.time_ms > 1_600_000_000_000);
    let after = chain.balance(alice.id()).await.unwrap();
    assert_eq!(before.free - after.free, 3 * UNIT + receipt.fee);
    assert_eq!(after.nonce, 1);
    assert_eq!(chain.balance(somebody(1)).await.unwrap().free, 3 * UNIT);
    assert_eq!(
        chain.balance(somebody(9)).await.unwrap(),
        medink_chain::Balance::default()
    );

    let found = chain.find_transaction(receipt.tx_hash, 0).await.unwrap().unwrap();
    assert_eq!(
        (found.block_hash, found.index, found.fee),
        (receipt.block_hash, receipt.index, receipt.fee)
    );
    assert_eq!(chain.find_transaction([9; 32], 0).await.unwrap(), None);
    let final_too = SubmitOptions {
        wait: Wait::Finalized,
        ..options()
    };
    assert!(
        chain
            .transfer(&alice, somebody(1), UNIT, &final_too)
            .await
            .unwrap()
            .finalized
    );
    let events = chain.events_at(receipt.block_hash).await.unwrap();
    assert!(
        events
            .iter()
            .any(|e| e.pallet == "Balances" && e.name == "Transfer" && e.extrinsic == Some(receipt.index))
    );
}

#[tokio::test]
async fn an_account_that_cannot_pay_is_told_so() {
    let node = Node::temporary();
    let chain = connect(node.rpc()).await;
    let (alice, nobody) = (Key::dev("Alice"), Key::dev("Nobody"));
    let error = chain
        .transfer(&nobody, alice.id(), UNIT, &options())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoFunds, "{error}");
    assert!(
        error.to_string().contains(&medink_chain::address(&nobody.id())),
        "{error}"
    );
    // Enough for the fee, not for the amount: included and failed.
    chain
        .transfer(&alice, nobody.id(), UNIT, &options())
        .await
        .unwrap();
    let error = chain
        .transfer(&nobody, alice.id(), 5 * UNIT, &options())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoFunds, "{error}");
}

#[tokio::test]
async fn many_in_flight_from_one_account_get_consecutive_nonces() {
    let node = Node::temporary();
    let chain = connect(node.rpc()).await;
    let alice = Key::dev("Alice");
    let sent: Vec<_> = (0..60)
        .map(|_| {
            let (chain, alice) = (chain.clone(), alice.clone());
            tokio::spawn(async move { chain.transfer(&alice, somebody(2), UNIT, &options()).await })
        })
        .collect();
    let mut nonces = BTreeSet::new();
    for task in sent {
        nonces.insert(task.await.unwrap().unwrap().nonce);
    }
    assert_eq!(nonces, (0..60).collect());
    assert_eq!(chain.balance(somebody(2)).await.unwrap().free, 60 * UNIT);
}

#[tokio::test]
async fn two_programs_with_one_account_do_not_lose_anything() {
    let node = Node::temporary();
    let alice = Key::dev("Alice");
    let programs = [
        connect(node.rpc()).await,
        connect(node.rpc()).await,
        connect(node.rpc()).await,
    ];
    let sent: Vec<_> = (0..30)
        .map(|n| {
            let (chain, alice) = (programs[n % 3].clone(), alice.clone());
            tokio::spawn(async move { chain.transfer(&alice, somebody(3), UNIT, &options()).await })
        })
        .collect();
    for task in sent {
        task.await.unwrap().unwrap();
    }
    assert_eq!(programs[0].balance(somebody(3)).await.unwrap().free, 30 * UNIT);
    assert_eq!(programs[0].balance(alice.id()).await.unwrap().nonce, 30);
}

async fn over_a_breaking_connection(what: Break) {
    let node = Node::temporary();
    let proxy = Proxy::to(node.port()).await;
    let chain = connect(&proxy.url).await;
    let alice = Key::dev("Alice");
    for round in 1..=3 {
        proxy.plan(what);
        let receipt = chain
            .transfer(&alice, somebody(4), UNIT, &options())
            .await
            .unwrap();
        assert_eq!(proxy.broken(), round, "the proxy did not break the connection");
        assert_eq!(receipt.nonce, u64::from(round - 1));
        assert_eq!(
            chain.balance(somebody(4)).await.unwrap().free,
            u128::from(round) * UNIT,
            "not written exactly once"
        );
    }
}

#[tokio::test]
async fn a_connection_that_breaks_before_the_transaction_arrives_costs_nothing() {
    over_a_breaking_connection(Break::Before).await;
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_transaction_arrived_does_not_write_twice() {
    over_a_breaking_connection(Break::After).await;
}

#[tokio::test]
async fn a_node_that_restarts_while_a_transaction_is_handed_over_gets_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut node = Node::persistent(folder.path(), 0);
    let port = node.port();
    let proxy = Proxy::to(port).await;
    let chain = connect(&proxy.url).await;
    let alice = Key::dev("Alice");
    chain
        .transfer(&alice, somebody(5), UNIT, &options())
        .await
        .unwrap();
    proxy.plan(Break::Before);
    let sending = {
        let (chain, alice) = (chain.clone(), alice.clone());
        tokio::spawn(async move { chain.transfer(&alice, somebody(5), UNIT, &options()).await })
    };
    proxy.breaks().await;
    node.stop();
    let node = Node::persistent(folder.path(), port);
    let receipt = sending.await.unwrap().unwrap();
    assert_eq!(receipt.nonce, 1);
    assert_eq!(
        connect(node.rpc()).await.balance(somebody(5)).await.unwrap().free,
        2 * UNIT
    );
}

#[tokio::test]
async fn when_the_node_stays_away_the_outcome_is_said_to_be_unknown() {
    let mut node = Node::temporary();
    let proxy = Proxy::to(node.port()).await;
    let patience = ConnectOptions {
        reconnect_within: Duration::from_secs(1),
        ..ConnectOptions::default()
    };
    let chain = Arc::new(SubxtChain::connect(&proxy.url, patience).await.unwrap());
    proxy.plan(Break::After);
    let alice = Key::dev("Alice");
    let sending = {
        let (chain, alice) = (chain.clone(), alice.clone());
        let options = SubmitOptions {
            within: Duration::from_secs(1),
            ..options()
        };
        tokio::spawn(async move { chain.transfer(&alice, somebody(6), UNIT, &options).await })
    };
    proxy.breaks().await;
    node.kill();
    match sending.await.unwrap() {
        Err(ChainError::UnknownOutcome {
            tx_hash, from_block, ..
        }) => {
            assert_ne!(tx_hash, [0; 32]);
            assert_eq!(from_block, 0);
        }
        // The node may have answered over a new connection in the moment before it was killed.
        Ok(receipt) => assert_eq!(receipt.nonce, 0),
        Err(other) => panic!("{other}"),
    }
    let error = chain.head().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable, "{error}");
}

#[tokio::test]
async fn a_chain_set_back_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    // Of one genesis: the second chain is a copy of the first in its first moment.
    Node::persistent(&one, 0).stop();
    let copied = Command::new("cp").arg("-R").args([&one, &two]).status();
    assert!(copied.unwrap().success());
    if let Err(error) = replaced(&one, &two).await {
        assert!(matches!(error, ChainError::ChainReset { .. }), "{error}");
        assert_eq!(error.kind(), ErrorKind::WrongChain);
    }
}

#[tokio::test]
async fn another_chain_in_its_place_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    // The chain it was meant for may live on elsewhere, with the transaction in it.
    if let Err(error) = replaced(&one, &two).await {
        assert_eq!(error.kind(), ErrorKind::UnknownOutcome, "{error}");
        let words = error.to_string();
        assert!(
            words.contains("another chain") && !words.contains(".."),
            "{words}"
        );
    }
}

/// What becomes of a fourth transaction when the node of one folder is replaced by another's while it is handed over.
async fn replaced(one: &Path, two: &Path) -> Result<(), ChainError> {
    let mut node = Node::persistent(one, 0);
    let port = node.port();
    let proxy = Proxy::to(port).await;
    let chain = connect(&proxy.url).await;
    let alice = Key::dev("Alice");
    for _ in 0..3 {
        chain
            .transfer(&alice, somebody(7), UNIT, &options())
            .await
            .unwrap();
    }
    proxy.plan(Break::Before);
    let sending = {
        let (chain, alice) = (chain.clone(), alice.clone());
        tokio::spawn(async move { chain.transfer(&alice, somebody(7), UNIT, &options()).await })
    };
    proxy.breaks().await;
    node.kill();
    let _other = Node::persistent(two, port);
    // It may have been handed over again before the node was killed.
    let receipt = sending.await.unwrap()?;
    assert_eq!(receipt.nonce, 3);
    Ok(())
}
