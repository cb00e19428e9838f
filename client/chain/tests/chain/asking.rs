//! What the node is asked for one transaction, until it is handed over: each question once.

use crate::support::proxy::Proxy;
use crate::support::{Key, connect, deploy, wasm};
use e2e_parts::Node;
use medink_chain::contracts::{admin, audit};
use medink_chain::{Chain, ChainExt, Code, Instantiation, Rehearsal, SubmitOptions, Transaction};
use medink_types::{AccountId, AuditParameters};

const CALL: &str = "ContractsApi_call";
const UPLOAD: &str = "ContractsApi_upload_code";
const INSTANTIATE: &str = "ContractsApi_instantiate";
const PRICE: &str = "TransactionPaymentApi_query_info";
/// A balance, or whether code or a contract is there.
const STATE: &str = "state_getStorage";
/// The final block that a transaction's time counts from.
const FINAL: [&str; 2] = ["chain_getFinalizedHead", "chain_getHeader"];
const NONCE: &str = "system_accountNextIndex";
const SUBMIT: &str = "author_submitAndWatchExtrinsic";

/// What was asked until a transaction was handed over, in the order of the alphabet.
fn asked(proxy: &Proxy) -> Vec<String> {
    let mut asked: Vec<String> = proxy
        .asked()
        .into_iter()
        .take_while(|method| method != SUBMIT)
        .filter(|method| method != "author_unwatchExtrinsic")
        .collect();
    asked.sort_unstable();
    asked
}

fn sorted<'a>(expected: &[&'a str]) -> Vec<&'a str> {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    expected
}

/// The same module with a custom section at its end: other code of the same sense.
fn other_code(contract: &str) -> Vec<u8> {
    [wasm(contract).as_slice(), &[0, 2, 1, b'x']].concat()
}

#[tokio::test]
async fn each_question_is_asked_once_for_a_transaction() {
    let node = Node::temporary();
    let alice = Key::dev("Alice");
    let at = deploy(&*connect(node.rpc()).await, &alice).await;
    let proxy = Proxy::to(node.port()).await;
    let chain = connect(&proxy.url).await;
    let options = SubmitOptions::default();
    let [finalized, header] = FINAL;

    proxy.asked();
    let message = admin::pause(at.admin);
    chain.call(&alice, &message, &options).await.unwrap();
    assert_eq!(
        asked(&proxy),
        sorted(&[CALL, STATE, finalized, header, NONCE]),
        "a call"
    );
    chain
        .call(&alice, &admin::resume(at.admin), &options)
        .await
        .unwrap();
    assert_eq!(
        asked(&proxy),
        sorted(&[CALL, STATE, finalized, header]),
        "its nonce is counted on"
    );

    let to = AccountId::from([1; 32]);
    chain
        .transfer(&alice, to, 1_000_000_000_000, &options)
        .await
        .unwrap();
    assert_eq!(asked(&proxy), sorted(&FINAL), "a transfer");

    let code = other_code("audit");
    let uploaded = chain.upload_code(&alice, &code, &options).await.unwrap();
    assert_eq!(
        asked(&proxy),
        sorted(&[STATE, UPLOAD, STATE, finalized, header]),
        "an upload: whether it is there, what it takes, what the account has"
    );

    let new = Instantiation {
        code: Code::Existing(uploaded.code_hash),
        data: audit::new(at.admin, AuditParameters { max_page: 50 }),
        salt: Vec::new(),
        value: 0,
        label: "the audit contract".to_owned(),
    };
    chain.instantiate(&alice, &new, &options).await.unwrap();
    assert_eq!(
        asked(&proxy),
        sorted(&[STATE, INSTANTIATE, STATE, finalized, header]),
        "a contract"
    );
}

#[tokio::test]
async fn a_trial_asks_once_for_the_result_and_the_price() {
    let node = Node::temporary();
    let alice = Key::dev("Alice");
    let at = deploy(&*connect(node.rpc()).await, &alice).await;
    let proxy = Proxy::to(node.port()).await;
    let chain = connect(&proxy.url).await;
    let options = SubmitOptions::default();

    proxy.asked();
    let message = admin::pause(at.admin);
    chain.try_call(alice.id(), &message).await.unwrap();
    assert_eq!(asked(&proxy), sorted(&[CALL, STATE, PRICE]), "a trial");
    let rehearsal = Rehearsal::new(chain.clone());
    rehearsal.call(&alice, &message, &options).await.unwrap();
    assert_eq!(
        asked(&proxy),
        sorted(&[CALL, STATE, PRICE]),
        "the rehearsal of a call"
    );

    // A deployment: code that is only rehearsed, and a contract of it.
    let rehearsal = Rehearsal::new(chain.clone());
    let code = other_code("audit");
    let uploaded = rehearsal.upload_code(&alice, &code, &options).await.unwrap();
    assert_eq!(asked(&proxy), sorted(&[STATE, UPLOAD, STATE, PRICE]));
    let new = Instantiation {
        code: Code::Existing(uploaded.code_hash),
        data: audit::new(at.admin, AuditParameters { max_page: 50 }),
        salt: Vec::new(),
        value: 0,
        label: "the audit contract".to_owned(),
    };
    let made = rehearsal.instantiate(&alice, &new, &options).await.unwrap();
    assert_eq!(asked(&proxy), sorted(&[STATE, INSTANTIATE, UPLOAD, STATE, PRICE]));
    // What was rehearsed is there, for whoever goes on; once a contract was called, nobody knows.
    assert!(rehearsal.code_exists(uploaded.code_hash).await.unwrap());
    assert_eq!(
        rehearsal.code_hash_of(made.address).await.unwrap(),
        Some(uploaded.code_hash)
    );
    assert!(rehearsal.code_hash_of(at.admin).await.unwrap().is_some());
    let again = rehearsal.upload_code(&alice, &code, &options).await.unwrap();
    assert_eq!(again.receipt, None, "it is not paid for twice");
    assert!(!rehearsal.is_open());
    rehearsal.call(&alice, &message, &options).await.unwrap();
    rehearsal.code_hash_of(at.admin).await.unwrap_err();
    assert!(rehearsal.is_open());

    // As the real ones would cost, and nothing was written.
    let told = rehearsal.transactions();
    let really = chain.upload_code(&alice, &code, &options).await.unwrap();
    let made = chain.instantiate(&alice, &new, &options).await.unwrap();
    let receipts = [really.receipt.unwrap(), made.receipt.unwrap()];
    for (told, really) in told.iter().zip(&receipts) {
        let cost = told.cost.unwrap();
        // A new contract is given the existential deposit, which a dry run counts and which is no hold afterwards.
        let off = cost.deposit.charged() - really.deposit.charged();
        let existential = chain.identity().existential_deposit;
        assert!(off == 0 || off == existential, "{}: {off}", told.what);
        assert!(cost.fee.abs_diff(really.fee) * 50 < really.fee, "{}", told.what);
    }
    let tried = chain
        .try_transaction(alice.id(), Transaction::Upload(&wasm("audit")))
        .await;
    assert_eq!(tried.unwrap().returned, Vec::<u8>::new());
}
