//! The four contracts on a real node, through the typed calls: what they return, how they refuse, what it costs.

use crate::support::{Deployed, Key, cid, connect, deploy};
use e2e_parts::Node;
use futures::StreamExt;
use medink_chain::contracts::{admin, audit, doctor, patient};
use medink_chain::{
    Called, Chain, ChainError, ChainExt, ContractCall, ErrorKind, Event, Message, StorageDeposit,
    SubmitOptions, SubxtChain, Transaction, Weight,
};
use medink_types::{
    AccountId, Action, Error, Grant, KeyBy, NewRecord, Purpose, Role, Salt, Scope, SealedKey, SealedPairwise,
    SealedProfile, Signature,
};
use std::collections::BTreeSet;
use std::sync::Arc;

struct Scene {
    _node: Node,
    chain: Arc<SubxtChain>,
    at: Deployed,
    alice: Key,
}

impl Scene {
    async fn open() -> Scene {
        let node = Node::temporary();
        let chain = connect(node.rpc()).await;
        let alice = Key::dev("Alice");
        let at = deploy(&*chain, &alice).await;
        Scene {
            _node: node,
            chain,
            at,
            alice,
        }
    }

    async fn call<T: Send>(&self, signer: &Key, message: &Message<T>) -> Result<Called<T>, ChainError> {
        self.chain.call(signer, message, &SubmitOptions::default()).await
    }

    async fn patient(&self, name: &str) -> Key {
        let key = Key::dev(name);
        let profile = SealedProfile(vec![2; 100]);
        let register = patient::register_patient(self.at.patient, key.id(), &key.encryption(), &profile);
        self.call(&self.alice, &register).await.unwrap();
        key
    }
}

fn record(n: u8) -> NewRecord {
    NewRecord {
        cid: cid(n.into()),
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: [n; 60],
        },
    }
}

#[tokio::test]
async fn deploying_again_finds_everything_and_pays_nothing() {
    let scene = Scene::open().await;
    let before = scene.chain.balance(scene.alice.id()).await.unwrap();
    let options = SubmitOptions::default();
    let code = scene
        .chain
        .upload_code(&scene.alice, &crate::support::wasm("admin"), &options)
        .await
        .unwrap();
    assert_eq!(code.receipt, None);
    let new = medink_chain::Instantiation {
        code: medink_chain::Code::Existing(code.code_hash),
        data: admin::new(medink_types::SystemParameters::default(), &[]),
        salt: Vec::new(),
        value: 0,
        label: "the admin contract".to_owned(),
    };
    let again = scene
        .chain
        .instantiate(&scene.alice, &new, &options)
        .await
        .unwrap();
    assert_eq!((again.address, again.receipt), (scene.at.admin, None));
    assert_eq!(scene.chain.balance(scene.alice.id()).await.unwrap(), before);
    assert_eq!(
        scene.chain.code_hash_of(scene.at.admin).await.unwrap(),
        Some(code.code_hash)
    );
    assert_eq!(scene.chain.code_hash_of(scene.alice.id()).await.unwrap(), None);
    assert!(scene.chain.code_exists(code.code_hash).await.unwrap());
    assert!(!scene.chain.code_exists([9; 32]).await.unwrap());
    // Another salt makes another contract of the same code.
    let salted = medink_chain::Instantiation { salt: vec![1], ..new };
    let other = scene
        .chain
        .instantiate(&scene.alice, &salted, &options)
        .await
        .unwrap();
    assert_ne!(other.address, scene.at.admin);
    assert_eq!(
        other.address,
        medink_chain::contract_address(scene.alice.id(), code.code_hash, &salted.data, &[1])
    );
    assert!(other.receipt.unwrap().deposit.charged() > 0);
}

#[tokio::test]
async fn one_of_many_alike_is_not_tried_and_its_refusal_is_told_all_the_same() {
    let scene = Scene::open().await;
    let bob = scene.patient("Bob").await;
    let charlie = scene.patient("Charlie").await;
    let batch = |of: &Key, first: u8| {
        let records = [record(first), record(first + 1)];
        patient::add_medical_records(scene.at.patient, of.id(), &records)
    };
    let first = scene.call(&bob, &batch(&bob, 1)).await.unwrap();
    let like = SubmitOptions {
        like: first.estimate,
        ..SubmitOptions::default()
    };
    assert!(like.like.is_some());
    let second = scene.chain.call(&bob, &batch(&bob, 3), &like).await.unwrap();
    assert_eq!((first.value, second.value), (vec![1, 2], vec![3, 4]));
    assert_eq!(second.estimate, first.estimate, "what it needed is passed on");

    // Refused after it was paid for, where one that is tried costs nothing.
    for (options, paid) in [(like, true), (SubmitOptions::default(), false)] {
        let before = scene.chain.balance(charlie.id()).await.unwrap().free;
        let error = scene
            .chain
            .call(&charlie, &batch(&charlie, 1), &options)
            .await
            .unwrap_err();
        let spent = before - scene.chain.balance(charlie.id()).await.unwrap().free;
        let ChainError::Refused { error, receipt, .. } = error else {
            panic!("{error:?}");
        };
        assert_eq!(error, Error::PlaceTaken);
        assert_eq!(receipt.as_ref().map_or(0, |receipt| receipt.fee), spent);
        assert_eq!(receipt.is_some(), paid);
    }

    // What has other arguments is tried.
    let longer = patient::add_medical_records(scene.at.patient, bob.id(), &[record(5)]);
    assert_eq!(
        scene.chain.call(&bob, &longer, &like).await.unwrap().value,
        vec![5]
    );
}

#[tokio::test]
async fn a_message_is_paid_logged_and_told_by_events() {
    let scene = Scene::open().await;
    let bob = scene.patient("Bob").await;
    let message = patient::add_medical_record(scene.at.patient, bob.id(), &record(1));
    let trial = scene.chain.try_call(bob.id(), &message).await.unwrap();
    let cost = trial.cost;
    let before = scene.chain.balance(bob.id()).await.unwrap();
    let added = scene.call(&bob, &message).await.unwrap();
    let after = scene.chain.balance(bob.id()).await.unwrap();
    assert_eq!((trial.returned, added.value), (1, 1));
    assert!(
        added.receipt.fee > 0 && added.receipt.fee <= cost.fee,
        "{} of {cost:?}",
        added.receipt.fee
    );
    assert_eq!(added.receipt.deposit, cost.deposit);
    let StorageDeposit::Charged(deposit) = added.receipt.deposit else {
        panic!("a record takes storage")
    };
    assert_eq!(before.free - after.free, added.receipt.fee + deposit);
    let events = added.receipt.medink_events();
    let names: BTreeSet<&str> = events.iter().map(|(_, event)| event.name()).collect();
    assert_eq!(names, BTreeSet::from(["ActionLogged", "RecordAdded"]));
    let entry = events.iter().find_map(|(contract, event)| match event {
        Event::ActionLogged(logged) if *contract == scene.at.audit => Some(logged.entry.clone()),
        _ => None,
    });
    let entry = entry.unwrap();
    assert_eq!(
        (entry.action, entry.actor, entry.subject),
        (Action::RecordAdded, bob.id(), bob.id())
    );
    assert_eq!(entry.timestamp, added.receipt.time_ms);
    let stored = scene
        .chain
        .read(&patient::record(scene.at.patient, bob.id(), 1))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (stored.cid, stored.author, stored.created),
        (Some(cid(1)), bob.id(), added.receipt.time_ms)
    );
    // What erasing frees and what its log entry takes is in the receipt to the last unit.
    let before = after;
    let erased = scene
        .call(&bob, &patient::erase_record(scene.at.patient, 1))
        .await
        .unwrap()
        .receipt;
    let after = scene.chain.balance(bob.id()).await.unwrap();
    let expected = match erased.deposit {
        StorageDeposit::Charged(amount) => before.free - erased.fee - amount,
        StorageDeposit::Refunded(amount) => before.free - erased.fee + amount,
    };
    assert_eq!(after.free, expected);
    let head = scene.chain.read(&audit::head(scene.at.audit)).await.unwrap();
    let log = scene
        .chain
        .all_pages(|start| audit::entries(scene.at.audit, start, 3))
        .await
        .unwrap();
    assert_eq!(log.len() as u64, head.count);
}

#[tokio::test]
async fn records_added_at_once_know_their_own_numbers() {
    let scene = Scene::open().await;
    let bob = scene.patient("Bob").await;
    let adding: Vec<_> = (1..=20)
        .map(|n| {
            let (chain, bob, at) = (scene.chain.clone(), bob.clone(), scene.at.patient);
            tokio::spawn(async move {
                let message = patient::add_medical_record(at, bob.id(), &record(n));
                let number = chain
                    .call(&bob, &message, &SubmitOptions::default())
                    .await
                    .unwrap()
                    .value;
                (number, n)
            })
        })
        .collect();
    let mut numbers = BTreeSet::new();
    for task in adding {
        let (number, n) = task.await.unwrap();
        let stored = scene
            .chain
            .read(&patient::record(scene.at.patient, bob.id(), number))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.cid, Some(cid(n.into())), "record {number} is another's");
        numbers.insert(number);
    }
    assert_eq!(numbers, (1..=20).collect());
    let records = scene
        .chain
        .all_pages(|start| patient::records(scene.at.patient, bob.id(), start, 7))
        .await
        .unwrap();
    assert_eq!(records.len(), 20);
}

#[tokio::test]
async fn refusals_come_before_anything_is_paid() {
    let scene = Scene::open().await;
    let bob = scene.patient("Bob").await;
    let eve = Key::dev("Eve");
    let before = scene.chain.balance(eve.id()).await.unwrap();
    let cases: Vec<(ChainError, Error)> = vec![
        (
            scene
                .call(&eve, &admin::add_admin(scene.at.admin, eve.id()))
                .await
                .unwrap_err(),
            Error::MissingRole(Role::Admin),
        ),
        (
            scene
                .call(
                    &eve,
                    &audit::log_action(scene.at.audit, bob.id(), bob.id(), Action::RecordErased, [0; 32]),
                )
                .await
                .unwrap_err(),
            Error::CallerNotAuthorized,
        ),
        (
            scene
                .chain
                .read(&audit::entries(scene.at.audit, 0, 51))
                .await
                .unwrap_err(),
            Error::PageSize { max: 50 },
        ),
    ];
    for (error, reason) in cases {
        assert_eq!(error.refusal(), Some(&reason), "{error}");
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(
            error
                .to_string()
                .contains(&medink_chain::explain(&reason).what.to_string()),
            "{error}"
        );
    }
    assert_eq!(scene.chain.balance(eve.id()).await.unwrap(), before);
}

#[tokio::test]
async fn the_same_record_added_at_once_is_written_once() {
    let scene = Scene::open().await;
    let bob = scene.patient("Bob").await;
    let mut paid_for_nothing = 0;
    for round in 1..=5 {
        let adding: Vec<_> = (0..8)
            .map(|_| {
                let (chain, bob, at) = (scene.chain.clone(), bob.clone(), scene.at.patient);
                tokio::spawn(async move {
                    let message = patient::add_medical_record(at, bob.id(), &record(round));
                    chain.call(&bob, &message, &SubmitOptions::default()).await
                })
            })
            .collect();
        let mut written = 0;
        for task in adding {
            match task.await.unwrap() {
                Ok(called) => {
                    assert_eq!(called.value, u32::from(round));
                    written += 1;
                }
                Err(ChainError::Refused {
                    error: Error::DuplicateRecord { number },
                    receipt,
                    ..
                }) => {
                    assert_eq!(number, u32::from(round));
                    if let Some(receipt) = receipt {
                        assert!(receipt.fee > 0 && receipt.events.is_empty());
                        paid_for_nothing += 1;
                    }
                }
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(written, 1, "round {round}");
    }
    // Some passed the check and were refused on the chain: the reason was found all the same.
    assert!(paid_for_nothing > 0);
}

#[tokio::test]
async fn code_that_is_none_and_constructors_that_refuse_are_told() {
    let scene = Scene::open().await;
    let options = SubmitOptions::default();
    let error = scene
        .chain
        .upload_code(&scene.alice, b"\0asm, but not really", &options)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dispatch);
    assert!(
        error.to_string().contains("Contracts.CodeRejected") && error.to_string().contains("MVP"),
        "{error}"
    );
    let code = crate::support::wasm("audit");
    let uploaded = scene
        .chain
        .upload_code(&scene.alice, &code, &options)
        .await
        .unwrap();
    let new = medink_chain::Instantiation {
        code: medink_chain::Code::Existing(uploaded.code_hash),
        data: audit::new(scene.alice.id(), medink_types::AuditParameters { max_page: 50 }),
        salt: vec![2],
        value: 0,
        label: "the audit contract".to_owned(),
    };
    let error = scene
        .chain
        .instantiate(&scene.alice, &new, &options)
        .await
        .unwrap_err();
    assert_eq!(error.refusal(), Some(&Error::NotAContract), "{error}");
    assert!(error.to_string().contains("making the audit contract"), "{error}");
}

#[tokio::test]
async fn what_is_no_such_contract_is_said() {
    let scene = Scene::open().await;
    let nowhere = scene
        .chain
        .read(&audit::head(AccountId::from([9; 32])))
        .await
        .unwrap_err();
    assert_eq!(nowhere.kind(), ErrorKind::NoContract, "{nowhere}");
    let nowhere = scene
        .call(&scene.alice, &admin::pause(AccountId::from([9; 32])))
        .await
        .unwrap_err();
    assert_eq!(nowhere.kind(), ErrorKind::NoContract, "{nowhere}");
    let another = scene.chain.read(&audit::head(scene.at.admin)).await.unwrap_err();
    assert!(matches!(another, ChainError::NotUnderstood { .. }), "{another}");
    assert!(another.to_string().contains("audit.head"), "{another}");
}

#[tokio::test]
async fn a_poor_account_is_told_before_anything_is_signed() {
    let scene = Scene::open().await;
    let poor = Key::dev("Poor");
    let register = patient::register_patient(
        scene.at.patient,
        poor.id(),
        &poor.encryption(),
        &SealedProfile::default(),
    );
    scene.call(&scene.alice, &register).await.unwrap();
    let message = patient::add_medical_record(scene.at.patient, poor.id(), &record(1));
    let error = scene.call(&poor, &message).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoFunds, "{error}");
    let options = SubmitOptions::default();
    scene
        .chain
        .transfer(&scene.alice, poor.id(), 20_000_000_000, &options)
        .await
        .unwrap();
    let error = scene.call(&poor, &message).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoFunds, "{error}");
    assert!(error.to_string().contains("0.019 UNIT"), "{error}");
    // With little more than it needs it works: the margins ask for nothing that it does not have.
    let cost = scene
        .chain
        .try_call(scene.alice.id(), &admin::add_admin(scene.at.admin, poor.id()))
        .await
        .unwrap()
        .cost;
    let enough = cost.deposit.charged() + 10 * cost.fee + 3_000_000_000_000;
    scene
        .chain
        .transfer(&scene.alice, poor.id(), enough, &options)
        .await
        .unwrap();
    assert_eq!(scene.call(&poor, &message).await.unwrap().value, 1);
}

#[tokio::test]
async fn a_trial_tells_everything_and_writes_nothing() {
    let scene = Scene::open().await;
    let message = admin::pause(scene.at.admin);
    let head = scene.chain.head().await.unwrap();
    let trial = scene
        .chain
        .try_transaction(scene.alice.id(), Transaction::Call(message.call()))
        .await
        .unwrap();
    assert_eq!(trial.returned, vec![0, 0]);
    assert!(trial.cost.gas.ref_time > 0 && trial.cost.gas.proof_size > 0);
    assert_ne!(trial.cost.gas, Weight::default());
    assert!(trial.cost.fee > 0);
    let query = admin::standing(scene.at.admin, scene.alice.id());
    assert!(!scene.chain.read(&query).await.unwrap().paused);
    assert_eq!(scene.chain.head().await.unwrap(), head);
    let nonsense = ContractCall {
        contract: scene.at.admin,
        value: 0,
        data: vec![1, 2, 3],
        label: "nonsense".to_owned(),
    };
    let error = scene
        .chain
        .try_transaction(scene.alice.id(), Transaction::Call(&nonsense))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, ChainError::NotUnderstood { message, .. } if message.to_string() == "nonsense"),
        "{error}"
    );
    // The past can still be asked.
    scene.call(&scene.alice, &message).await.unwrap();
    assert!(scene.chain.read(&query).await.unwrap().paused);
    assert!(!scene.chain.read_at(&query, head.hash).await.unwrap().paused);
}

#[tokio::test]
async fn the_whole_state_can_be_dumped_contracts_storage_too() {
    let scene = Scene::open().await;
    let bob = scene.patient("Bob").await;
    let doctor_key = Key::dev("Charlie");
    let register = doctor::register_doctor(
        scene.at.doctor,
        doctor_key.id(),
        &doctor_key.encryption(),
        &SealedProfile(vec![4; 50]),
    );
    scene.call(&scene.alice, &register).await.unwrap();
    let grant = Grant {
        scope: Scope::WholeHistory {
            generation: 1,
            key: [0x5a; 60],
        },
        purpose: Purpose::Treatment,
        from_ms: 0,
        until_ms: scene.chain.head().await.unwrap().time_ms + 86_400_000,
        salt: Salt([3; 16]),
        key_serial: 1,
        sealed_pairwise: SealedPairwise(vec![0xa5; 1_173]),
        signature: Signature([9; 64]),
    };
    scene
        .call(
            &bob,
            &doctor::grant_access(scene.at.doctor, doctor_key.id(), &grant),
        )
        .await
        .unwrap();
    assert!(
        scene
            .chain
            .read(&patient::has_access(
                scene.at.patient,
                bob.id(),
                doctor_key.id(),
                0
            ))
            .await
            .unwrap()
    );
    let head = scene.chain.head().await.unwrap();
    let entries: Vec<_> = scene
        .chain
        .all_state(head.hash)
        .map(|entry| entry.unwrap())
        .collect()
        .await;
    let has = |needle: &[u8]| {
        entries
            .iter()
            .any(|(_, value)| value.windows(needle.len()).any(|part| part == needle))
    };
    assert!(
        has(&[0xa5; 1_173]) && has(&[0x5a; 60]),
        "a contract's storage is missing from the dump"
    );
    assert!(!has(&[0xee; 60]));
    assert!(entries.iter().any(|(key, _)| key == b":code"));
    let keys: BTreeSet<_> = entries.iter().map(|(key, _)| key.clone()).collect();
    assert!(keys.len() > 100, "{} keys", keys.len());
}
