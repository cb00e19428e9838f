//! The rules of roles, admins and parameters, off chain. What needs other contracts is tested on the real WASM
//! in e2e-tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod proposals;

use crate::roles::{check_parameters, satisfiable, RoleBook};
use crate::Admin;
use ink::env::{test, DefaultEnvironment};
use medink_types::bounds::{ADMINS, UPGRADE_NOTICE_S};
use medink_types::{AccountId, Contracts, Error, Part, Pause, Proposal, Role, Roles, SystemParameters};

const STRANGER: AccountId = AccountId([200; 32]);

/// The account whose bytes are all `n`.
fn account(n: u8) -> AccountId {
    AccountId([n; 32])
}

/// A book whose admins are accounts 0 to `count`.
fn book(count: u8) -> RoleBook {
    let mut book = RoleBook::default();
    for n in 0..count {
        book.add_admin(&account(n)).unwrap();
    }
    book
}

fn admins(book: &RoleBook) -> Vec<AccountId> {
    let mut admins = book.admins(0, 50, 50).unwrap().items;
    admins.sort();
    admins
}

#[ink::test]
fn admins_come_and_go_and_the_list_follows() {
    let mut book = book(4);
    // From the middle, the end and the start: each time the list closes its gap.
    for (gone, left) in [(1, vec![0, 2, 3]), (3, vec![0, 2]), (0, vec![2])] {
        book.remove_admin(&account(gone)).unwrap();
        assert!(!book.has(&account(gone), Role::Admin));
        assert_eq!(admins(&book), left.into_iter().map(account).collect::<Vec<_>>());
    }
    book.add_admin(&account(1)).unwrap();
    assert_eq!(admins(&book), [account(1), account(2)]);
}

#[ink::test]
fn the_last_admin_stays() {
    let mut book = book(2);
    book.remove_admin(&account(0)).unwrap();
    assert_eq!(book.remove_admin(&account(1)), Err(Error::LastAdmin));
    assert!(book.has(&account(1), Role::Admin));
    assert_eq!(book.remove_admin(&account(0)), Err(Error::NotAnAdmin));
}

#[ink::test]
fn nobody_is_an_admin_twice() {
    let mut book = book(2);
    assert_eq!(book.add_admin(&account(1)), Err(Error::AlreadyAdmin));
    assert_eq!(book.admins(0, 50, 50).unwrap().total, 2);
}

#[ink::test]
fn admins_are_bounded() {
    let mut book = book(64);
    assert_eq!(
        book.add_admin(&STRANGER),
        Err(Error::TooManyAdmins { max: ADMINS })
    );
    let page = book.admins(50, 50, 50).unwrap();
    assert_eq!((page.items.len(), page.total, page.next), (14, 64, None));
    assert_eq!(book.admins(0, 51, 50), Err(Error::PageSize { max: 50 }));
}

#[ink::test]
fn an_account_keeps_its_other_roles() {
    let mut book = book(2);
    book.set(&account(1), Role::Doctor, true);
    book.set(&account(1), Role::Patient, true);
    book.remove_admin(&account(1)).unwrap();
    let expected = Roles::default().set(Role::Doctor, true).set(Role::Patient, true);
    assert_eq!(book.roles(&account(1)), expected);
    book.set(&account(1), Role::Doctor, false);
    book.set(&account(1), Role::Patient, false);
    assert!(book.roles(&account(1)).is_empty());
}

#[test]
fn parameters_have_ranges() {
    let good = SystemParameters::default();
    assert_eq!(check_parameters(&good, 1, 0), Ok(()));
    for (longest_consent_days, max_page, max) in [(0, 50, 3_653), (3_654, 50, 3_653), (1, 0, 50), (1, 51, 50)]
    {
        let bad = SystemParameters {
            longest_consent_days,
            max_page,
            ..good
        };
        assert_eq!(
            check_parameters(&bad, 1, 0),
            Err(Error::InvalidParameter { min: 1, max })
        );
    }
}

#[test]
fn a_quorum_can_be_reached() {
    let check = |quorum, admins| {
        let parameters = SystemParameters {
            quorum,
            ..SystemParameters::default()
        };
        check_parameters(&parameters, admins, 0)
    };
    assert_eq!([check(1, 3), check(3, 3)], [Ok(()); 2]);
    for quorum in [0, 4, u8::MAX] {
        assert_eq!(check(quorum, 3), Err(Error::InvalidParameter { min: 1, max: 3 }));
    }
    // Where admins leave it comes down with them, and never by itself otherwise.
    assert_eq!([3, 2, 1].map(|admins| satisfiable(2, admins)), [2, 2, 1]);
}

#[test]
fn a_notice_is_never_shortened() {
    let check = |upgrade_notice_s, shortest| {
        let parameters = SystemParameters {
            upgrade_notice_s,
            ..SystemParameters::default()
        };
        check_parameters(&parameters, 1, shortest)
    };
    let refused = |min| {
        Err(Error::InvalidParameter {
            min,
            max: UPGRADE_NOTICE_S,
        })
    };
    assert_eq!(
        [check(0, 0), check(60, 60), check(UPGRADE_NOTICE_S, 60)],
        [Ok(()); 3]
    );
    assert_eq!([check(59, 60), check(0, 1)], [refused(60), refused(1)]);
    assert_eq!(check(UPGRADE_NOTICE_S + 1, 0), refused(0));
}

/// A contract that account 0 has deployed and `caller` calls.
fn deployed(caller: AccountId) -> Admin {
    test::set_caller::<DefaultEnvironment>(account(0));
    let admin = Admin::with_defaults().unwrap();
    test::set_caller::<DefaultEnvironment>(caller);
    admin
}

#[ink::test]
fn who_deploys_is_the_first_admin() {
    let admin = deployed(account(0));
    assert!(admin.is_admin(account(0).into()));
    assert_eq!(admin.admins(0, 50).unwrap().items, [account(0)]);
    assert_eq!(admin.contracts(), None);
    let standing = admin.standing(account(0).into());
    assert_eq!(standing.roles, Roles::default().set(Role::Admin, true));
    assert_eq!(standing.parameters, SystemParameters::default());
    assert!(!standing.paused);
    assert_eq!(admin.last_pause(), Pause::default());
    assert_eq!(admin.proposals(0, 0).unwrap().items, []);
}

#[ink::test]
fn a_deployment_may_begin_with_several_admins_and_a_quorum_of_them() {
    test::set_caller::<DefaultEnvironment>(account(0));
    let mut contracts = 100;
    let mut new = |quorum, others: &[u8]| {
        // Each a contract of its own.
        contracts += 1;
        test::set_callee::<DefaultEnvironment>(account(contracts));
        let parameters = SystemParameters {
            quorum,
            ..SystemParameters::default()
        };
        Admin::new(parameters, others.iter().map(|n| account(*n)).collect())
    };
    let admin = new(3, &[1, 2]).unwrap();
    assert_eq!(
        admin.admins(0, 0).unwrap().items,
        [account(0), account(1), account(2)]
    );
    let many: Vec<u8> = (1..=64).collect();
    assert!(new(64, &many[..63]).is_ok());
    let mut refusal = |quorum, others: &[u8]| new(quorum, others).map(|_| ()).unwrap_err();
    assert_eq!(refusal(4, &[1, 2]), Error::InvalidParameter { min: 1, max: 3 });
    assert_eq!(refusal(2, &[]), Error::InvalidParameter { min: 1, max: 1 });
    assert_eq!(refusal(1, &[1, 1]), Error::AlreadyAdmin);
    assert_eq!(refusal(1, &[0]), Error::AlreadyAdmin);
    assert_eq!(refusal(1, &many), Error::TooMany { max: 63 });
}

#[ink::test]
fn nothing_changes_before_the_contracts_are_registered() {
    let mut admin = deployed(account(0));
    assert_eq!(admin.add_admin(STRANGER.into()), Err(Error::NotWired));
    assert_eq!(admin.remove_admin(account(0).into()), Err(Error::NotWired));
    assert_eq!(admin.pause(), Err(Error::NotWired));
    assert_eq!(admin.resume(), Err(Error::NotWired));
    assert_eq!(
        admin.propose(Proposal::AddAdmin(STRANGER).into()),
        Err(Error::NotWired)
    );
    assert_eq!(admin.approve(1), Err(Error::NotWired));
    assert_eq!(admin.withdraw_approval(1), Err(Error::NotWired));
    assert_eq!(admin.carry_out(1), Err(Error::NotWired));
    let parameters = SystemParameters::default();
    assert_eq!(admin.update_system_parameters(parameters), Err(Error::NotWired));
    assert_eq!(
        admin.set_role(account(0).into(), STRANGER.into(), Role::Doctor, true),
        Err(Error::NotWired)
    );
}

#[ink::test]
fn only_contracts_can_be_registered() {
    let mut admin = deployed(account(0));
    let contracts = Contracts {
        audit: account(1),
        doctor: account(2),
        patient: account(3),
    };
    for contract in [contracts.audit, contracts.doctor] {
        test::set_contract::<DefaultEnvironment>(contract);
        assert_eq!(admin.register_contracts(contracts), Err(Error::NotAContract));
    }
    assert_eq!(admin.contracts(), None);
}

#[ink::test]
fn strangers_change_nothing() {
    let mut admin = deployed(STRANGER);
    let refused = Err(Error::MissingRole(Role::Admin));
    let undecided = Err(Error::MissingRole(Role::Admin));
    let contracts = Contracts {
        audit: account(1),
        doctor: account(2),
        patient: account(3),
    };
    assert_eq!(admin.register_contracts(contracts), refused);
    assert_eq!(admin.add_admin(STRANGER.into()), undecided);
    assert_eq!(admin.remove_admin(account(0).into()), undecided);
    assert_eq!(admin.pause(), refused);
    assert_eq!(admin.resume(), refused);
    assert_eq!(
        admin.update_system_parameters(SystemParameters::default()),
        undecided
    );
    let upgrade = Proposal::UpgradeCode {
        contract: Part::Patient,
        code_hash: [7; 32].into(),
    };
    assert_eq!(admin.propose(upgrade.into()), undecided);
    assert_eq!(admin.approve(1), undecided);
    assert_eq!(admin.withdraw_approval(1), refused);
    assert_eq!(admin.carry_out(1), undecided);
    assert!(admin.is_admin(account(0).into()) && !admin.is_admin(STRANGER.into()));
}
