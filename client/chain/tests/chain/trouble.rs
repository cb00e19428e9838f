//! Submitting to a pool that is full, that has another transaction in the place, that will not have this one again; on
//! a runtime that has changed; from an account that runs dry; under a limit on deposits. Each ends in the right retry or
//! in an error that says what to do, and nothing is ever written twice.

use crate::support::proxy::{Break, Proxy};
use crate::support::{Deployed, Key, cid, connect, deploy};
use e2e_parts::Node;
use medink_chain::contracts::patient;
use medink_chain::{Chain, ChainError, ChainExt, ErrorKind, Rehearsal, SubmitOptions, SubxtChain};
use medink_types::{AccountId, Error, KeyBy, NewRecord, SealedKey, SealedProfile};
use std::sync::Arc;
use std::time::Duration;

const UNIT: u128 = 1_000_000_000_000;

const FULL: (i32, &str) = (1016, "Immediately Dropped");
const PRIORITY: (i32, &str) = (1014, "Priority is too low: (1 vs 2)");
const BANNED: (i32, &str) = (1012, "Transaction is temporarily banned");

fn somebody() -> AccountId {
    AccountId::from([8; 32])
}

fn refused((code, message): (i32, &'static str), times: u32) -> Break {
    Break::Refuse { code, message, times }
}

fn quick() -> SubmitOptions {
    SubmitOptions {
        within: Duration::from_secs(2),
        ..SubmitOptions::default()
    }
}

async fn through_a_proxy(node: &Node) -> (Proxy, Arc<SubxtChain>) {
    let proxy = Proxy::to(node.port()).await;
    let chain = connect(&proxy.url).await;
    (proxy, chain)
}

#[tokio::test]
async fn a_full_pool_and_a_priority_clash_are_waited_out() {
    let node = Node::temporary();
    let (proxy, chain) = through_a_proxy(&node).await;
    let alice = Key::dev("Alice");
    for (round, trouble) in (1..).zip([FULL, PRIORITY]) {
        proxy.plan(refused(trouble, 3));
        let receipt = chain
            .transfer(&alice, somebody(), UNIT, &SubmitOptions::default())
            .await
            .unwrap();
        assert_eq!(proxy.broken(), 3 * round, "{} was told", trouble.1);
        assert_eq!(receipt.nonce, u64::from(round - 1), "no nonce is left out");
        assert_eq!(
            chain.balance(somebody()).await.unwrap().free,
            u128::from(round) * UNIT
        );
    }
}

#[tokio::test]
async fn a_pool_that_stays_closed_is_told_with_what_to_do() {
    let node = Node::temporary();
    let (proxy, chain) = through_a_proxy(&node).await;
    let alice = Key::dev("Alice");
    for (trouble, words) in [
        (FULL, "its queue is full"),
        (PRIORITY, "keep taking its place"),
        (BANNED, "seen it before"),
    ] {
        proxy.plan(refused(trouble, u32::MAX));
        let error = chain
            .transfer(&alice, somebody(), UNIT, &quick())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Pool, "{error}");
        let told = error.to_string();
        assert!(
            told.contains(words) && told.contains("Nothing was written"),
            "{told}"
        );
        proxy.plan(refused(FULL, 1));
    }
    assert_eq!(chain.balance(somebody()).await.unwrap().free, 0);
    // What was refused leaves no gap: the next one goes through.
    let receipt = chain
        .transfer(&alice, somebody(), UNIT, &SubmitOptions::default())
        .await
        .unwrap();
    assert_eq!(receipt.nonce, 0);
}

#[tokio::test]
async fn a_runtime_that_changed_is_read_anew_and_signed_for() {
    let node = Node::temporary();
    let proxy = Proxy::to(node.port()).await;
    proxy.tell_of_another_runtime();
    let chain = connect(&proxy.url).await;
    let told = chain.identity().spec_version;
    assert_ne!(
        told,
        connect(node.rpc()).await.identity().spec_version,
        "told of another"
    );
    let alice = Key::dev("Alice");
    // Signed for the version told; the node finds the signature bad, and now the version is the true one.
    let receipt = chain
        .transfer(&alice, somebody(), UNIT, &SubmitOptions::default())
        .await
        .unwrap();
    assert_eq!(receipt.nonce, 0);
    assert_eq!(chain.balance(somebody()).await.unwrap().free, UNIT);
}

#[tokio::test]
async fn an_account_that_runs_dry_on_the_way_pays_for_what_it_could() {
    let node = Node::temporary();
    let chain = connect(node.rpc()).await;
    let (alice, poor) = (Key::dev("Alice"), Key::dev("Poor"));
    let options = SubmitOptions::default();
    chain
        .transfer(&alice, poor.id(), 4 * UNIT, &options)
        .await
        .unwrap();
    let sent: Vec<_> = (0..8)
        .map(|_| {
            let (chain, poor) = (chain.clone(), poor.clone());
            tokio::spawn(async move {
                chain
                    .transfer(&poor, somebody(), UNIT, &SubmitOptions::default())
                    .await
            })
        })
        .collect();
    let (mut written, mut dry) = (0, 0);
    for task in sent {
        match task.await.unwrap() {
            Ok(_) => written += 1,
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::NoFunds, "{error}");
                dry += 1;
            }
        }
    }
    assert_eq!((written, dry), (3, 5), "fees leave room for three");
    assert_eq!(chain.balance(somebody()).await.unwrap().free, 3 * UNIT);
}

/// A deployment with a patient, through a proxy.
struct Clinic {
    _node: Node,
    proxy: Proxy,
    chain: Arc<SubxtChain>,
    at: Deployed,
    ada: Key,
}

impl Clinic {
    async fn open() -> Clinic {
        let node = Node::temporary();
        let (proxy, chain) = through_a_proxy(&node).await;
        let (alice, ada) = (Key::dev("Alice"), Key::dev("Bob"));
        let at = deploy(&*chain, &alice).await;
        let profile = SealedProfile::default();
        let register = patient::register_patient(at.patient, ada.id(), &ada.encryption(), &profile);
        chain
            .call(&alice, &register, &SubmitOptions::default())
            .await
            .unwrap();
        Clinic {
            _node: node,
            proxy,
            chain,
            at,
            ada,
        }
    }

    fn record(&self, number: u8) -> medink_chain::Message<u32> {
        let record = NewRecord {
            cid: cid(number.into()),
            key: SealedKey {
                by: KeyBy::Generation(1),
                bytes: [7; 60],
            },
        };
        patient::add_medical_record(self.at.patient, self.ada.id(), &record)
    }

    async fn records(&self) -> u32 {
        let patient = patient::patient(self.at.patient, self.ada.id());
        self.chain.read(&patient).await.unwrap().unwrap().records
    }
}

#[tokio::test]
async fn whatever_happens_to_it_a_record_is_registered_once() {
    let clinic = Clinic::open().await;
    let troubles = [
        Break::Before,
        Break::After,
        refused(FULL, 2),
        refused(PRIORITY, 2),
        Break::After,
    ];
    for (number, trouble) in (1..).zip(troubles) {
        let before = clinic.proxy.broken();
        clinic.proxy.plan(trouble);
        let options = SubmitOptions::default();
        let called = clinic
            .chain
            .call(&clinic.ada, &clinic.record(number), &options)
            .await
            .unwrap();
        assert!(clinic.proxy.broken() > before, "there was no trouble");
        assert_eq!(called.value, u32::from(number));
        assert_eq!(
            clinic.records().await,
            u32::from(number),
            "not written exactly once"
        );
        // And whoever asks again all the same is told which record it is.
        let again = clinic
            .chain
            .call(&clinic.ada, &clinic.record(number), &options)
            .await;
        let number = u32::from(number);
        assert_eq!(
            again.unwrap_err().refusal(),
            Some(&Error::DuplicateRecord { number })
        );
    }
}

#[tokio::test]
async fn a_deposit_above_the_limit_is_not_paid() {
    let clinic = Clinic::open().await;
    let (chain, ada) = (&clinic.chain, &clinic.ada);
    let message = clinic.record(1);
    let needed = chain
        .try_call(ada.id(), &message)
        .await
        .unwrap()
        .cost
        .deposit
        .charged();
    assert!(needed > 0);
    let before = chain.balance(ada.id()).await.unwrap();
    let limited = |limit| SubmitOptions {
        deposit_limit: Some(limit),
        ..SubmitOptions::default()
    };
    let error = chain.call(ada, &message, &limited(needed - 1)).await.unwrap_err();
    assert!(matches!(error, ChainError::DepositLimit { .. }), "{error}");
    assert_eq!(error.kind(), ErrorKind::Usage);
    assert_eq!(chain.balance(ada.id()).await.unwrap(), before, "nothing was paid");
    // Exactly enough is enough.
    let called = chain.call(ada, &message, &limited(needed)).await.unwrap();
    assert_eq!(called.receipt.deposit.charged(), needed);
}

#[tokio::test]
async fn a_rehearsal_prices_everything_and_writes_nothing() {
    let clinic = Clinic::open().await;
    let (ada, options) = (&clinic.ada, SubmitOptions::default());
    let before = clinic.chain.head().await.unwrap();
    let rehearsal = Rehearsal::new(clinic.chain.clone());
    assert_eq!(
        rehearsal
            .read(&patient::generation(clinic.at.patient, ada.id()))
            .await
            .unwrap(),
        1
    );
    let tip = SubmitOptions { tip: UNIT, ..options };
    let called = rehearsal.call(ada, &clinic.record(1), &options).await.unwrap();
    assert_eq!(called.value, 1, "the number that it would get");
    rehearsal.transfer(ada, somebody(), UNIT, &tip).await.unwrap();
    assert!(rehearsal.has_begun() && !rehearsal.is_open());
    // Its answer would be another by then.
    let asked = rehearsal
        .read(&patient::record(clinic.at.patient, ada.id(), 1))
        .await
        .unwrap_err();
    assert!(matches!(asked, ChainError::Rehearsed { .. }), "{asked}");
    assert!(rehearsal.is_open());
    assert_eq!(clinic.chain.head().await.unwrap(), before, "no block came of it");
    assert_eq!(clinic.records().await, 0);

    let told = rehearsal.transactions();
    let what: Vec<&str> = told.iter().map(|transaction| transaction.what.as_str()).collect();
    assert_eq!(what, ["patient.add_medical_record", "balances.transfer"]);
    let really = clinic
        .chain
        .call(ada, &clinic.record(1), &options)
        .await
        .unwrap()
        .receipt;
    let cost = told[0].cost.unwrap();
    assert_eq!(cost.deposit, really.deposit);
    let off = cost.fee.abs_diff(really.fee);
    assert!(
        off * 100 < really.fee,
        "the fee is told within a hundredth: {} for {}",
        cost.fee,
        really.fee
    );
    let sent = clinic.chain.transfer(ada, somebody(), UNIT, &tip).await.unwrap();
    let off = told[1].cost.unwrap().fee.abs_diff(sent.fee);
    assert!(off * 100 < sent.fee, "with the tip in it");
    assert_eq!(told[1].amount, UNIT);
}

#[tokio::test]
async fn a_rehearsal_refuses_as_the_chain_would() {
    let clinic = Clinic::open().await;
    let rehearsal = Rehearsal::new(clinic.chain.clone());
    let stranger = Key::dev("Charlie");
    let error = rehearsal
        .call(&stranger, &clinic.record(1), &SubmitOptions::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(!rehearsal.has_begun());
    let poor = Key::dev("Nobody");
    let error = rehearsal
        .transfer(&poor, somebody(), UNIT, &SubmitOptions::default())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoFunds, "{error}");
}
