//! The admin contract where one admin is enough: admins come and go, parameters, the registry.

use e2e_contracts::messages::{admin, audit, doctor};
use e2e_contracts::people::{ADMIN, DOCTOR, PATIENT, STRANGER};
use e2e_contracts::{Logged, Part, World, samples};
use medink_types::events::{ContractsRegistered, RoleChanged, SystemParametersChanged};
use medink_types::{
    AccountId, Action, AuditParameters, Contracts, Error, Proposal, Role, Roles, SystemParameters, bounds,
    change_reference,
};
use scale::Encode;

/// An entry of the admin contract by [`ADMIN`] about `subject`.
fn entry(w: &World, subject: AccountId, action: Action, reference: [u8; 32]) -> Logged {
    Logged {
        contract: w.address(Part::Admin),
        actor: ADMIN,
        subject,
        action,
        reference,
    }
}

#[test]
fn an_admin_is_added_and_removed() {
    let mut w = World::new();
    let done = w.done(ADMIN, admin::add_admin(STRANGER));
    assert_eq!(done.logged(), [entry(&w, STRANGER, Action::AdminAdded, [0; 32])]);
    let changed = RoleChanged {
        actor: ADMIN,
        subject: STRANGER,
        role: Role::Admin,
        held: true,
    };
    done.assert_events([changed.clone()]);
    assert_eq!(done.other_events(), 1);
    assert!(w.read(admin::is_admin(STRANGER)));
    assert!(w.read(admin::validate_access(STRANGER, Role::Admin)));
    assert_eq!(w.read(admin::admins(0, 10)).unwrap().items, [ADMIN, STRANGER]);

    let done = w.done(ADMIN, admin::remove_admin(STRANGER));
    assert_eq!(
        done.logged(),
        [entry(&w, STRANGER, Action::AdminRemoved, [0; 32])]
    );
    done.assert_events([RoleChanged {
        held: false,
        ..changed
    }]);
    assert!(!w.read(admin::is_admin(STRANGER)));
    assert_eq!(w.read(admin::roles(STRANGER)), Roles::default());
    assert_eq!(
        w.refused(STRANGER, admin::pause()),
        Error::MissingRole(Role::Admin)
    );
}

#[test]
fn a_new_admin_governs_everywhere() {
    let mut w = World::new();
    w.done(ADMIN, admin::add_admin(STRANGER));
    let page = Proposal::AuditParameters(AuditParameters { max_page: 7 });
    w.done(STRANGER, admin::propose(page));
    assert_eq!(w.read(audit::system_parameters()).max_page, 7);
    w.done(
        STRANGER,
        doctor::register_doctor(DOCTOR, samples::signed_key(DOCTOR), samples::profile()),
    );
    w.done(STRANGER, admin::remove_admin(ADMIN));
    assert_eq!(w.refused(ADMIN, admin::pause()), Error::MissingRole(Role::Admin));
}

#[test]
fn the_last_admin_stays() {
    let mut w = World::new();
    assert_eq!(w.refused(ADMIN, admin::remove_admin(ADMIN)), Error::LastAdmin);
    w.done(ADMIN, admin::add_admin(STRANGER));
    w.done(STRANGER, admin::remove_admin(ADMIN));
    assert_eq!(
        w.refused(STRANGER, admin::remove_admin(STRANGER)),
        Error::LastAdmin
    );
}

#[test]
fn there_is_a_most_of_admins() {
    let mut w = World::new();
    for n in 1..bounds::ADMINS {
        w.done(ADMIN, admin::add_admin(AccountId([n as u8; 32])));
    }
    let one_more = admin::add_admin(STRANGER);
    assert_eq!(
        w.refused(ADMIN, one_more.clone()),
        Error::TooManyAdmins { max: bounds::ADMINS }
    );
    w.done(ADMIN, admin::remove_admin(AccountId([1; 32])));
    w.done(ADMIN, one_more);
}

#[test]
fn a_role_goes_without_the_others() {
    let mut w = World::peopled();
    w.done(ADMIN, admin::add_admin(DOCTOR));
    assert_eq!(
        w.read(admin::roles(DOCTOR)),
        Roles::default().set(Role::Admin, true).set(Role::Doctor, true)
    );
    w.done(ADMIN, admin::remove_admin(DOCTOR));
    assert_eq!(
        w.read(admin::roles(DOCTOR)),
        Roles::default().set(Role::Doctor, true)
    );
    assert!(w.read(admin::validate_access(DOCTOR, Role::Doctor)));
    assert!(!w.read(admin::validate_access(DOCTOR, Role::Patient)));
    assert!(w.read(admin::validate_access(PATIENT, Role::Patient)));
}

#[test]
fn parameters_change_with_their_old_and_new_value_in_the_log() {
    let mut w = World::new();
    let old = w.read(admin::system_parameters());
    assert_eq!(old, SystemParameters::default());
    let new = SystemParameters {
        self_registration: true,
        longest_consent_days: 30,
        max_page: 5,
        upgrade_notice_s: bounds::UPGRADE_NOTICE_S,
        ..old
    };
    let done = w.done(ADMIN, admin::update_system_parameters(new));
    let subject = w.address(Part::Admin);
    let reference = change_reference(&old, &new);
    assert_eq!(
        done.logged(),
        [entry(&w, subject, Action::SystemParametersUpdated, reference)]
    );
    done.assert_events([SystemParametersChanged {
        actor: ADMIN,
        subject,
        old,
        new,
    }]);
    assert_eq!(w.read(admin::system_parameters()), new);
}

#[test]
fn parameters_have_bounds() {
    let mut w = World::new();
    let good = SystemParameters::default();
    for (parameters, max) in [
        (SystemParameters { max_page: 0, ..good }, bounds::PAGE),
        (
            SystemParameters {
                max_page: bounds::PAGE + 1,
                ..good
            },
            bounds::PAGE,
        ),
        (
            SystemParameters {
                longest_consent_days: 0,
                ..good
            },
            bounds::CONSENT_DAYS,
        ),
        (
            SystemParameters {
                longest_consent_days: bounds::CONSENT_DAYS + 1,
                ..good
            },
            bounds::CONSENT_DAYS,
        ),
    ] {
        let refusal = w.refused(ADMIN, admin::update_system_parameters(parameters));
        assert_eq!(refusal, Error::InvalidParameter { min: 1, max });
    }
    // One admin can't be asked for two.
    for quorum in [0, 2] {
        let refusal = w.refused(
            ADMIN,
            admin::update_system_parameters(SystemParameters { quorum, ..good }),
        );
        assert_eq!(refusal, Error::InvalidParameter { min: 1, max: 1 });
    }
    for parameters in [
        SystemParameters {
            max_page: 1,
            longest_consent_days: 1,
            ..good
        },
        SystemParameters {
            max_page: bounds::PAGE,
            longest_consent_days: bounds::CONSENT_DAYS,
            ..good
        },
    ] {
        w.done(ADMIN, admin::update_system_parameters(parameters));
    }
}

#[test]
fn the_registry_is_set_once_and_starts_the_log() {
    let mut w = World::unwired();
    assert_eq!(w.read(admin::contracts()), None);
    assert_eq!(w.head().count, 0);

    let contracts = w.contracts();
    let done = w.done(ADMIN, admin::register_contracts(contracts));
    let subject = w.address(Part::Admin);
    let mut logged = done.logged();
    logged.sort_by_key(|entry| entry.action as u8);
    let authorised = |contract: AccountId| Logged {
        contract: contracts.audit,
        ..entry(&w, contract, Action::ContractAuthorized, contract.0)
    };
    assert_eq!(
        logged,
        [
            entry(&w, ADMIN, Action::AdminAdded, [0; 32]),
            entry(
                &w,
                subject,
                Action::ContractsRegistered,
                e2e_contracts::blake2_256(&contracts.encode())
            ),
            authorised(contracts.doctor),
            authorised(contracts.patient),
        ]
    );
    done.assert_events([ContractsRegistered {
        actor: ADMIN,
        subject,
        contracts,
    }]);
    assert_eq!(w.read(admin::contracts()), Some(contracts));
    assert_eq!(
        w.refused(ADMIN, admin::register_contracts(contracts)),
        Error::AlreadyWired
    );
}

#[test]
fn the_registry_takes_only_contracts() {
    let mut w = World::unwired();
    let good = w.contracts();
    for wrong in [
        Contracts {
            audit: STRANGER,
            ..good
        },
        Contracts {
            doctor: STRANGER,
            ..good
        },
        Contracts {
            patient: STRANGER,
            ..good
        },
    ] {
        assert_eq!(
            w.refused(ADMIN, admin::register_contracts(wrong)),
            Error::NotAContract
        );
    }
    w.done(ADMIN, admin::register_contracts(good));
}

#[test]
fn nothing_is_governed_before_the_registry_is_set() {
    let mut w = World::unwired();
    let parameters = SystemParameters {
        max_page: 5,
        ..SystemParameters::default()
    };
    for message in [
        admin::propose(Proposal::AddAdmin(STRANGER)).any(),
        admin::approve(1).any(),
        admin::withdraw_approval(1).any(),
        admin::carry_out(1).any(),
        admin::add_admin(STRANGER).any(),
        admin::remove_admin(ADMIN).any(),
        admin::update_system_parameters(parameters).any(),
        admin::pause().any(),
        admin::resume().any(),
        admin::set_role(ADMIN, STRANGER, Role::Patient, true).any(),
    ] {
        assert_eq!(
            w.refused(ADMIN, message.clone()),
            Error::NotWired,
            "{}",
            message.label
        );
    }
}

/// A registry that swaps two contracts is a deployment that can't work: nobody could be registered.
#[test]
fn a_swapped_registry_lets_nobody_in() {
    let mut w = World::unwired();
    let Contracts {
        audit,
        doctor,
        patient,
    } = w.contracts();
    w.done(
        ADMIN,
        admin::register_contracts(Contracts {
            audit,
            doctor: patient,
            patient: doctor,
        }),
    );
    let register = doctor::register_doctor(DOCTOR, samples::signed_key(DOCTOR), samples::profile());
    assert_eq!(w.refused(ADMIN, register), Error::CallerNotAuthorized);
}
