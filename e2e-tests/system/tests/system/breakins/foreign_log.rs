//! An access that nobody made, in the log: an admin authorises a contract that is none of the deployment's, and it
//! writes what it is told.
//!
//! What holds: each entry bears the address of the contract that wrote it; readers and verifiers compare it with the
//! deployment's four, mark it, and fail on it unless told otherwise.

use super::world;
use e2e_system::people::{self, ADA, ADMIN, HOUSE};
use e2e_system::{Ledger, World};
use medink_chain::{
    Chain, ChainExt, Code, ContractCall, Instantiation, SubmitOptions, Transaction, contracts,
};
use medink_core::Kind;
use medink_core::actor::Plain;
use medink_types::{AccountId, Action};
use serde_json::Value;

/// A contract that calls the account that its input begins with, with the rest of its input as data.
const FORWARDER: &str = r#"
(module
    (import "env" "memory" (memory 1 16))
    (import "seal0" "seal_input" (func $input (param i32 i32)))
    (import "seal1" "seal_call" (func $call (param i32 i32 i64 i32 i32 i32 i32 i32) (result i32)))
    ;; 0: length of the input, 4: length of the output, 64: value, 256: input, 32768: output
    (data (i32.const 0) "\00\40\00\00\00\40\00\00")
    (func (export "deploy"))
    (func (export "call")
        (call $input (i32.const 256) (i32.const 0))
        (if (call $call
                (i32.const 0) (i32.const 256) (i64.const 0) (i32.const 64)
                (i32.const 288) (i32.sub (i32.load (i32.const 0)) (i32.const 32))
                (i32.const 32768) (i32.const 4))
            (then unreachable))))
"#;

#[test]
fn an_entry_of_a_foreign_contract_is_marked_and_fails_the_verification() {
    let world = world();
    let number = world.add(ADA, ADA, "mine");
    world.grant_all(ADA, HOUSE);
    world.open(HOUSE, ADA, number);
    let out = world.work("before.jsonl");
    world.medink("audit export -o").arg(&out).ok();
    world.medink("audit verify").arg(&out).ok();

    let ledger = world.ledger();
    let forger = forger(&ledger);
    let action = Action::RecordAccessed;
    let data = contracts::audit::log_action(
        ledger.deployment().audit(),
        people::id(HOUSE),
        people::id(ADA),
        action,
        reference(&ledger),
    );
    forge(&ledger, forger, &data.call().data);

    let marked = |answer: &Value| -> Vec<bool> {
        let entries = answer["entries"].as_array().or(answer["accesses"].as_array());
        entries
            .unwrap_or_else(|| panic!("no entries in {answer}"))
            .iter()
            .map(|entry| entry["foreign"] == true)
            .collect()
    };
    let listed = world.medink("audit list --last 100").ok();
    let foreign = marked(&listed);
    assert_eq!(foreign.iter().filter(|foreign| **foreign).count(), 1, "{listed}");
    assert_eq!(foreign.last(), Some(&true), "the newest: {listed}");
    let accesses = world.medink("audit accesses").acting(ADA).ok();
    let foreign = marked(&accesses);
    assert_eq!(
        foreign.len(),
        2,
        "the doctor's own and the forged one: {accesses}"
    );
    assert_eq!(
        foreign.iter().filter(|foreign| **foreign).count(),
        1,
        "{accesses}"
    );

    let out = world.work("after.jsonl");
    world.medink("audit export -o").arg(&out).ok();
    let verify = || world.medink("audit verify").arg(&out);
    let verified = verify().run();
    assert_eq!(
        verified.code,
        Some(i32::from(Kind::Damaged.exit_code())),
        "{verified}"
    );
    assert_eq!(verified.envelope()["data"]["foreign"], 1, "{verified}");
    verify().arg("--allow-foreign").ok();
    listed_for_people(&world);
}

/// The mark is there for people, too.
fn listed_for_people(world: &World) {
    let shown = world.medink("audit list --last 1").text().run();
    shown.succeeded();
    assert!(shown.stdout().to_lowercase().contains("foreign"), "{shown}");
}

/// The reference of the newest access in the log: that of the record that was opened.
fn reference(ledger: &Ledger) -> [u8; 32] {
    let at = ledger.deployment().audit();
    let head = ledger.read(&contracts::audit::head(at));
    let entry = ledger.read(&contracts::audit::entry(at, head.count - 1));
    entry.expect("the newest entry").reference
}

/// Puts the forger on the chain, and has the admin authorise it.
fn forger(ledger: &Ledger) -> AccountId {
    let admin = people::account(ADMIN);
    let (signer, options) = (Plain(admin.clone()), SubmitOptions::default());
    let module = wat::parse_str(FORWARDER).expect("a module");
    let uploaded = ledger.wait(ledger.chain().upload_code(&signer, &module, &options));
    let new = Instantiation {
        code: Code::Existing(uploaded.expect("the chain takes it").code_hash),
        data: Vec::new(),
        salt: Vec::new(),
        value: 0,
        label: "the forger".to_owned(),
    };
    let made = ledger.wait(ledger.chain().instantiate(&signer, &new, &options));
    let forger = made.expect("the chain makes it").address;
    let proposal = medink_types::Proposal::AuthorizeContract(forger);
    ledger
        .send(
            &admin,
            &contracts::admin::propose(ledger.deployment().admin(), proposal),
        )
        .expect("one admin is enough here");
    forger
}

fn forge(ledger: &Ledger, forger: AccountId, data: &[u8]) {
    let mut input = ledger.deployment().audit().0.to_vec();
    input.extend(data);
    let call = ContractCall {
        contract: forger,
        value: 0,
        data: input,
        label: "the forger".to_owned(),
    };
    let signer = Plain(people::account(ADMIN));
    ledger
        .wait(
            ledger
                .chain()
                .submit(&signer, Transaction::Call(&call), &SubmitOptions::default()),
        )
        .expect("the log takes it from a contract that is authorised");
}
