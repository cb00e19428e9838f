//! The log's rules, off chain. What needs other contracts is tested on the real WASM in e2e-tests.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::log::{Circumstances, List, Log};
use crate::Audit;
use ink::env::{test, DefaultEnvironment};
use medink_types::contract::digest_of;
use medink_types::{bounds, AccountId, Action, AuditParameters, Error, Head, LogEntry};

const ADMIN: AccountId = AccountId([1; 32]);
const STRANGER: AccountId = AccountId([2; 32]);
const ALICE: AccountId = AccountId([10; 32]);
const BOB: AccountId = AccountId([11; 32]);
const REFERENCE: [u8; 32] = [7; 32];

/// Writes entries and returns them as they were passed on.
fn write(
    log: &mut Log,
    actor: AccountId,
    subject: AccountId,
    actions: &[(Action, [u8; 32])],
) -> Vec<LogEntry> {
    let at = Circumstances {
        contract: &ADMIN,
        actor: &actor,
        subject: &subject,
        block: 3,
        timestamp: 4_000,
    };
    let mut written = Vec::new();
    log.append(&at, actions, |entry| written.push(entry.clone()))
        .unwrap();
    written
}

fn indices(entries: &[LogEntry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.index).collect()
}

#[ink::test]
fn an_empty_log_has_a_head_of_zeros() {
    let log = Log::default();
    assert_eq!(log.head(), Head::default());
    assert_eq!(log.entry(0), None);
    assert_eq!(log.entries(0, 1, 5).unwrap().items, []);
}

#[ink::test]
fn every_entry_carries_the_hash_of_the_one_before() {
    let mut log = Log::default();
    write(&mut log, ALICE, BOB, &[(Action::RecordAdded, REFERENCE)]);
    let batch = [(Action::RecordAccessed, [1; 32]), (Action::RecordErased, [2; 32])];
    let written = write(&mut log, BOB, ALICE, &batch);
    assert_eq!(indices(&written), [1, 2]);

    let mut previous = [0; 32];
    for index in 0..3 {
        let entry = log.entry(index).unwrap();
        assert_eq!((entry.index, entry.previous), (index, previous));
        previous = digest_of(&entry);
    }
    let head = Head {
        count: 3,
        hash: previous,
    };
    assert_eq!(log.head(), head);
}

#[ink::test]
fn an_entry_says_who_did_what_to_whom_and_when() {
    let mut log = Log::default();
    let written = write(&mut log, ALICE, BOB, &[(Action::ConsentGranted, REFERENCE)]);
    let expected = LogEntry {
        index: 0,
        contract: ADMIN,
        actor: ALICE,
        subject: BOB,
        action: Action::ConsentGranted,
        reference: REFERENCE,
        block: 3,
        timestamp: 4_000,
        previous: [0; 32],
    };
    assert_eq!(written, std::slice::from_ref(&expected));
    assert_eq!(log.entry(0), Some(expected));
}

#[ink::test]
fn each_account_has_its_lists_as_actor_and_as_subject() {
    let mut log = Log::default();
    for (actor, subject) in [(ALICE, BOB), (BOB, BOB), (ALICE, ALICE), (ALICE, BOB)] {
        write(&mut log, actor, subject, &[(Action::RecordAccessed, REFERENCE)]);
    }
    let page = log.of_account(List::Actor, &ALICE, 0, 5, 5).unwrap();
    assert_eq!((indices(&page.items), page.total), (vec![0, 2, 3], 3));
    let page = log.of_account(List::Actor, &ALICE, 1, 1, 5).unwrap();
    assert_eq!((indices(&page.items), page.next), (vec![2], Some(2)));
    assert_eq!(
        indices(&log.of_account(List::Subject, &BOB, 0, 5, 5).unwrap().items),
        [0, 1, 3]
    );
    assert_eq!(
        indices(&log.of_account(List::Subject, &ALICE, 0, 5, 5).unwrap().items),
        [2]
    );
    assert_eq!(log.of_account(List::Actor, &STRANGER, 0, 5, 5).unwrap().total, 0);
}

#[ink::test]
fn pages_are_bounded() {
    let mut log = Log::default();
    write(&mut log, ALICE, BOB, &[(Action::RecordAdded, REFERENCE); 7]);
    let page = log.entries(5, 5, 5).unwrap();
    assert_eq!(
        (indices(&page.items), page.total, page.next),
        (vec![5, 6], 7, None)
    );
    assert_eq!(log.entries(0, 5, 5).unwrap().next, Some(5));
    // No limit is the largest page; a larger one is refused.
    assert_eq!(log.entries(0, 0, 5), log.entries(0, 5, 5));
    let refused = Err(Error::PageSize { max: 5 });
    assert_eq!(log.entries(0, 6, 5), refused);
    assert_eq!(log.of_account(List::Actor, &ALICE, 0, 6, 5), refused);
    assert_eq!(log.of_account(List::Subject, &BOB, 0, 6, 5), refused);
    assert_eq!(log.of_account(List::Access, &BOB, 0, 6, 5), refused);
}

/// Among whatever else is written about a patient, by one call or by many.
#[ink::test]
fn accesses_are_listed_apart_and_all_of_them() {
    let mut log = Log::default();
    let opened = (Action::RecordAccessed, REFERENCE);
    let visit = (Action::VisitBegun, REFERENCE);
    let added = (Action::RecordAdded, REFERENCE);
    write(&mut log, ALICE, BOB, &[opened]);
    write(&mut log, BOB, BOB, &[added; 20]);
    write(&mut log, ALICE, BOB, &[added, visit, added, opened]);
    write(&mut log, BOB, ALICE, &[opened]);
    let page = log.of_account(List::Access, &BOB, 0, 2, 5).unwrap();
    assert_eq!(
        (indices(&page.items), page.total, page.next),
        (vec![0, 22], 3, Some(2))
    );
    assert_eq!(
        indices(&log.of_account(List::Access, &BOB, 2, 5, 5).unwrap().items),
        [24]
    );
    assert_eq!(
        indices(&log.of_account(List::Access, &ALICE, 0, 5, 5).unwrap().items),
        [25]
    );
}

/// A deployed log whose admin contract is `ADMIN`, called by `caller`.
fn deployed(caller: AccountId) -> Audit {
    test::set_contract::<DefaultEnvironment>(ADMIN);
    let audit = Audit::new(ADMIN, AuditParameters { max_page: 50 }).unwrap();
    test::set_caller::<DefaultEnvironment>(caller);
    audit
}

#[ink::test]
fn the_admin_contract_writes_from_the_start() {
    let mut audit = deployed(ADMIN);
    assert!(audit.is_authorized(ADMIN));
    assert_eq!(
        audit.log_action(ALICE.into(), BOB.into(), Action::AdminAdded, REFERENCE),
        Ok(0)
    );
    let batch = vec![(Action::RecordAdded, REFERENCE); bounds::LOG_BATCH];
    assert_eq!(audit.log_actions(ALICE.into(), BOB.into(), batch), Ok(1));
    assert_eq!(audit.head().count, 33);
    assert_eq!(audit.entry(0).map(|entry| entry.contract), Some(ADMIN));
    assert_eq!(test::recorded_events().count(), 33);
}

#[ink::test]
fn nobody_else_writes_whatever_actor_they_state() {
    let mut audit = deployed(STRANGER);
    assert!(!audit.is_authorized(STRANGER));
    let refused = Err(Error::CallerNotAuthorized);
    assert_eq!(
        audit.log_action(ADMIN.into(), BOB.into(), Action::Paused, REFERENCE),
        refused
    );
    assert_eq!(
        audit.log_actions(ADMIN.into(), BOB.into(), vec![(Action::Paused, REFERENCE)]),
        refused
    );
    assert_eq!(audit.head(), Head::default());
}

#[ink::test]
fn only_the_admin_contract_governs() {
    let mut audit = deployed(STRANGER);
    assert_eq!(audit.admin(), ADMIN);
    let refused = Err(Error::CallerNotAuthorized);
    let parameters = AuditParameters { max_page: 5 };
    assert_eq!(audit.authorize_contract(ALICE.into(), STRANGER.into()), refused);
    assert_eq!(audit.deauthorize_contract(ALICE.into(), ADMIN.into()), refused);
    assert_eq!(audit.update_system_parameters(ALICE.into(), parameters), refused);
    assert_eq!(audit.upgrade_code([7; 32].into()), refused);
    assert_eq!(audit.head(), Head::default());
    assert_eq!(audit.system_parameters().max_page, 50);
}

#[ink::test]
fn contracts_come_and_go_and_each_is_logged_with_who_acted() {
    let mut audit = deployed(ADMIN);
    let mut authorize = |contract: AccountId| audit.authorize_contract(ALICE.into(), contract.into());
    assert_eq!(authorize(BOB), Err(Error::NotAContract));
    test::set_contract::<DefaultEnvironment>(BOB);
    assert_eq!(authorize(BOB), Ok(()));
    assert_eq!(authorize(BOB), Err(Error::AlreadyAuthorized));
    assert_eq!(authorize(ADMIN), Err(Error::AlreadyAuthorized));
    assert!(audit.is_authorized(BOB));

    let mut deauthorize = |contract: AccountId| audit.deauthorize_contract(ALICE.into(), contract.into());
    assert_eq!(deauthorize(ADMIN), Err(Error::StaysAuthorized));
    assert_eq!(deauthorize(STRANGER), Err(Error::NotAuthorized));
    assert_eq!(deauthorize(BOB), Ok(()));
    assert_eq!(deauthorize(BOB), Err(Error::NotAuthorized));
    assert!(!audit.is_authorized(BOB) && audit.is_authorized(ADMIN));

    let entries = audit.entries(0, 0).unwrap().items;
    let seen: Vec<_> = entries
        .iter()
        .map(|e| (e.actor, e.subject, e.action, e.reference))
        .collect();
    assert_eq!(
        seen,
        [
            (ALICE, BOB, Action::ContractAuthorized, BOB.0),
            (ALICE, BOB, Action::ContractDeauthorized, BOB.0)
        ]
    );
}

#[ink::test]
fn parameters_have_a_range() {
    let mut audit = deployed(ADMIN);
    for max_page in [0, 51] {
        assert_eq!(
            audit.update_system_parameters(ALICE.into(), AuditParameters { max_page }),
            Err(Error::InvalidParameter { min: 1, max: 50 })
        );
    }
    assert_eq!(
        audit.update_system_parameters(ALICE.into(), AuditParameters { max_page: 1 }),
        Ok(())
    );
    assert_eq!(audit.entries(0, 2), Err(Error::PageSize { max: 1 }));
}

#[ink::test]
fn a_batch_is_bounded() {
    let mut audit = deployed(ADMIN);
    assert_eq!(
        audit.log_actions(ALICE.into(), BOB.into(), vec![]),
        Err(Error::Empty)
    );
    let batch = vec![(Action::RecordAdded, REFERENCE); bounds::LOG_BATCH + 1];
    assert_eq!(
        audit.log_actions(ALICE.into(), BOB.into(), batch),
        Err(Error::TooMany { max: 32 })
    );
}

#[ink::test]
fn a_log_needs_an_admin_contract_and_a_page_size() {
    let parameters = |max_page| AuditParameters { max_page };
    assert_eq!(
        Audit::new(STRANGER, parameters(50)).map(|_| ()),
        Err(Error::NotAContract)
    );
    test::set_contract::<DefaultEnvironment>(ADMIN);
    for max_page in [0, 51] {
        assert_eq!(
            Audit::new(ADMIN, parameters(max_page)).map(|_| ()),
            Err(Error::InvalidParameter { min: 1, max: 50 })
        );
    }
}
