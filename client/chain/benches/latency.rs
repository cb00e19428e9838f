//! How long a contract call takes from submission to inclusion as the client sees it, beside a bare balance transfer
//! of the same client, one after the other on an otherwise idle node.
//!
//! `cargo bench --workspace --profile dev --bench latency`; `e2e-parts` finds node and bundles.
//! On an idle machine a call that is included is to take 20 ms at most, in the median.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../tests/chain/support/mod.rs"]
#[allow(dead_code)]
mod support;

use e2e_parts::Node;
use medink_chain::contracts::{audit, patient};
use medink_chain::{ChainExt, SubmitOptions, Wait};
use medink_types::{AccountId, KeyBy, NewRecord, SealedKey, SealedProfile};
use std::time::{Duration, Instant};
use support::{Key, cid, connect, deploy};

const ROUNDS: usize = 200;
const IN_FLIGHT: usize = 300;

/// Prints the spread of these times. Returns the median in ms.
fn report(what: &str, mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1_000.0;
    println!(
        "{what:<44} median {:6.2} ms   p90 {:6.2} ms   p99 {:6.2} ms",
        at(50),
        at(90),
        at(99)
    );
    at(50)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let node = Node::temporary();
    let started = Instant::now();
    let chain = connect(node.rpc()).await;
    println!("connected in {:.1} ms", started.elapsed().as_secs_f64() * 1_000.0);
    let alice = Key::dev("Alice");
    let included = SubmitOptions::default();
    let finalized = SubmitOptions {
        wait: Wait::Finalized,
        ..included
    };

    let at = deploy(&*chain, &alice).await;
    let register = patient::register_patient(
        at.patient,
        alice.id(),
        &alice.encryption(),
        &SealedProfile::default(),
    );
    chain.call(&alice, &register, &included).await.unwrap();
    let to = AccountId::from([1; 32]);
    chain
        .transfer(&alice, to, 1_000_000_000_000, &included)
        .await
        .unwrap();

    let mut number = 0u32;
    for (name, options) in [("included", &included), ("finalized", &finalized)] {
        let (mut transfers, mut calls, mut watched) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let started = Instant::now();
            chain.transfer(&alice, to, 1, options).await.unwrap();
            transfers.push(started.elapsed());
            number += 1;
            let cid = cid(number);
            let key = SealedKey {
                by: KeyBy::Generation(1),
                bytes: [7; 60],
            };
            let message = patient::add_medical_record(at.patient, alice.id(), &NewRecord { cid, key });
            let started = Instant::now();
            let called = chain.call(&alice, &message, options).await.unwrap();
            calls.push(started.elapsed());
            watched.push(called.receipt.elapsed);
        }
        let bare = report(&format!("balances.transfer, {name}"), transfers);
        let whole = report(&format!("patient.add_medical_record with dry run, {name}"), calls);
        let signed = report(&format!("  of it from signing to {name}"), watched);
        println!(
            "  {:.1} times a bare transfer, {:.1} times from signing on",
            whole / bare,
            signed / bare
        );
    }
    let started = Instant::now();
    let sent: Vec<_> = (0..IN_FLIGHT)
        .map(|_| {
            number += 1;
            let cid = cid(number);
            let key = SealedKey {
                by: KeyBy::Generation(1),
                bytes: [7; 60],
            };
            let message = patient::add_medical_record(at.patient, alice.id(), &NewRecord { cid, key });
            let (chain, alice) = (chain.clone(), alice.clone());
            tokio::spawn(async move { chain.call(&alice, &message, &included).await.unwrap().value })
        })
        .collect();
    for task in sent {
        task.await.unwrap();
    }
    let rate = IN_FLIGHT as f64 / started.elapsed().as_secs_f64();
    println!("{IN_FLIGHT} calls in flight from one account: {rate:.0} a second, each dry-run first");
    let mut reads = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        chain.read(&audit::head(at.audit)).await.unwrap();
        reads.push(started.elapsed());
    }
    report("audit.head, read", reads);
}
