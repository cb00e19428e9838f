//! The log: who may write to it, that nobody can write in another's name, and that nothing happens unlogged.

use crate::actions::{actions, stage};
use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, EVERYBODY, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{Forwarder, Logged, Message, Part, World, samples};
use medink_types::events::{ActionLogged, AuditParametersChanged, AuthorizationChanged};
use medink_types::{
    AccountId, Action, AuditParameters, Contracts, Error, Proposal, Role, SystemParameters, bounds,
    change_reference, number_reference, record_reference,
};

const REFERENCE: [u8; 32] = [7; 32];

/// Arguments of an admin contract whose only admin is who deploys it.
fn nobody_else() -> (SystemParameters, Vec<AccountId>) {
    (SystemParameters::default(), Vec::new())
}

#[test]
fn a_foreign_contract_is_authorised_and_deauthorised() {
    let mut w = World::new();
    let (log, contract) = (
        w.address(Part::Audit),
        Forwarder::deploy(&mut w.chain, STRANGER).0,
    );
    w.decided(Proposal::AuthorizeContract(contract));
    assert!(w.read(audit::is_authorized(contract)));
    let authorize = admin::propose(Proposal::AuthorizeContract(contract));
    assert_eq!(w.refused(ADMIN, authorize), Error::AlreadyAuthorized);

    let entry = |action| Logged {
        contract: log,
        actor: ADMIN,
        subject: contract,
        action,
        reference: contract.0,
    };
    let done = w.decided(Proposal::DeauthorizeContract(contract));
    assert_eq!(done.logged(), [entry(Action::ContractDeauthorized)]);
    let changed = AuthorizationChanged {
        actor: ADMIN,
        subject: contract,
        authorized: false,
    };
    done.assert_events([changed.clone()]);
    assert!(!w.read(audit::is_authorized(contract)));
    let deauthorize = admin::propose(Proposal::DeauthorizeContract(contract));
    assert_eq!(w.refused(ADMIN, deauthorize), Error::NotAuthorized);

    let done = w.decided(Proposal::AuthorizeContract(contract));
    assert_eq!(done.logged(), [entry(Action::ContractAuthorized)]);
    done.assert_events([AuthorizationChanged {
        authorized: true,
        ..changed
    }]);
}

#[test]
fn the_log_is_written_by_contracts_and_never_without_the_systems_own() {
    let mut w = World::new();
    let person = admin::propose(Proposal::AuthorizeContract(STRANGER));
    assert_eq!(w.refused(ADMIN, person), Error::NotAContract);
    for own in Part::ALL {
        let address = w.address(own);
        // The log itself needs no right.
        assert_eq!(
            w.read(audit::is_authorized(address)),
            own != Part::Audit,
            "{own:?}"
        );
        let deauthorize = admin::propose(Proposal::DeauthorizeContract(address));
        assert_eq!(w.refused(ADMIN, deauthorize), Error::StaysAuthorized, "{own:?}");
    }
}

/// What a foreign contract writes bears its address, so that nobody takes it for the system's own.
#[test]
fn the_entry_of_a_foreign_contract_says_so() {
    let mut w = World::peopled();
    let foreign = Forwarder::deploy(&mut w.chain, STRANGER);
    w.decided(Proposal::AuthorizeContract(foreign.0));
    let forged = audit::log_action(DOCTOR, PATIENT, Action::RecordAccessed, number_reference(1));
    let index = w.send_through(foreign, STRANGER, &forged).unwrap();
    let entry = w.read(audit::entry(index)).unwrap();
    assert_eq!(
        (entry.contract, entry.actor, entry.action),
        (foreign.0, DOCTOR, Action::RecordAccessed)
    );
    // It is in the list of accesses, where it can be seen for what it is, and nowhere without its address.
    let listed = w.read(audit::accesses_by_subject(PATIENT, 0, 0)).unwrap().items;
    assert_eq!(listed, [entry]);
    assert!(Part::ALL.iter().all(|own| w.address(*own) != foreign.0));
    // Deauthorised, it writes no more, and what it wrote stays.
    w.decided(Proposal::DeauthorizeContract(foreign.0));
    assert_eq!(
        w.send_through(foreign, STRANGER, &forged),
        Err(Error::CallerNotAuthorized)
    );
    assert_eq!(
        w.read(audit::accesses_by_subject(PATIENT, 0, 0)).unwrap().total,
        1
    );
}

/// Who looked is a list of its own: whatever else is written about a patient, nothing in it is pushed away.
#[test]
fn accesses_can_t_be_buried() {
    let mut w = World::peopled();
    let until = w.in_days(30);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(0, 1)),
    );
    for to in [DOCTOR, OTHER_DOCTOR] {
        w.done(
            PATIENT,
            doctor::grant_access(to, samples::whole_history(1, until)),
        );
    }
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 1));
    for first in 1..=14 {
        let batch = (16 * first..16 * (first + 1))
            .map(|n| samples::record(n, 1))
            .collect();
        w.done(DOCTOR, patient::add_medical_records(PATIENT, batch));
    }
    w.done(DOCTOR, patient::log_access(PATIENT, 2));
    w.done(PATIENT, patient::log_access(PATIENT, 3));
    assert!(w.read(audit::entries_by_subject(PATIENT, 0, 1)).unwrap().total > 200);
    let page = w.read(audit::accesses_by_subject(PATIENT, 0, 2)).unwrap();
    assert_eq!((page.total, page.next), (3, Some(2)));
    let rest = w.read(audit::accesses_by_subject(PATIENT, 2, 2)).unwrap();
    assert_eq!(rest.next, None);
    let who: Vec<_> = page
        .items
        .iter()
        .chain(&rest.items)
        .map(|entry| (entry.actor, entry.reference))
        .collect();
    assert_eq!(
        who,
        [(OTHER_DOCTOR, 1), (DOCTOR, 2), (PATIENT, 3)].map(|(who, n)| (who, number_reference(n)))
    );
    assert_eq!(
        w.read(audit::accesses_by_subject(OTHER_PATIENT, 0, 0))
            .unwrap()
            .total,
        0
    );
}

#[test]
fn the_logs_parameters_change_with_their_old_and_new_value_in_the_log() {
    let mut w = World::new();
    let old = w.read(audit::system_parameters());
    let new = AuditParameters { max_page: 9 };
    let done = w.decided(Proposal::AuditParameters(new));
    let subject = w.address(Part::Admin);
    let entry = Logged {
        contract: w.address(Part::Audit),
        actor: ADMIN,
        subject,
        action: Action::AuditParametersUpdated,
        reference: change_reference(&old, &new),
    };
    assert_eq!(done.logged(), [entry]);
    done.assert_events([AuditParametersChanged {
        actor: ADMIN,
        subject,
        old,
        new,
    }]);
    assert_eq!(w.read(audit::system_parameters()), new);

    for max_page in [0, bounds::PAGE + 1] {
        let refusal = w.refused(
            ADMIN,
            admin::propose(Proposal::AuditParameters(AuditParameters { max_page })),
        );
        assert_eq!(
            refusal,
            Error::InvalidParameter {
                min: 1,
                max: bounds::PAGE
            }
        );
    }
}

/// An entry says when: the block's number and its time in milliseconds; and the events carry the whole entry.
#[test]
fn an_entry_knows_its_place_and_its_time() {
    let mut w = World::new();
    w.chain.next_block();
    w.chain.set_time(1_900_000_000_123);
    let (count, block) = (w.head().count, w.chain.block());
    let done = w.done(ADMIN, admin::add_admin(STRANGER));
    let entry = w.read(audit::entry(count)).unwrap();
    assert_eq!(
        (entry.index, entry.block, entry.timestamp),
        (count, block, 1_900_000_000_123)
    );
    assert_eq!(w.read(audit::entry(count + 1)), None);
    done.assert_events([ActionLogged {
        actor: ADMIN,
        subject: STRANGER,
        entry,
    }]);
}

/// Several actions of one call are several entries in a row; a person's list has each of them.
#[test]
fn several_actions_of_one_call_are_entries_in_a_row() {
    let mut w = World::peopled();
    let before = w.head().count;
    let records = (0..3).map(|n| samples::record(n, 1)).collect();
    let done = w.done(PATIENT, patient::add_medical_records(PATIENT, records));
    let contract = w.address(Part::Patient);
    let logged: Vec<_> = (0..3)
        .map(|n| {
            let reference = record_reference(n + 1, e2e_contracts::blake2_256(&samples::cid(n)));
            Logged {
                contract,
                actor: PATIENT,
                subject: PATIENT,
                action: Action::RecordAdded,
                reference,
            }
        })
        .collect();
    assert_eq!(done.logged(), logged);
    assert_eq!(w.head().count, before + 3);
    let own = w.read(audit::entries_by_actor(PATIENT, 0, 50)).unwrap();
    assert_eq!((own.total, own.items.len()), (3, 3));
    assert_eq!(own.items[2].index, before + 2);
}

#[test]
fn nobody_writes_to_the_log_directly() {
    let mut w = World::peopled();
    for account in EVERYBODY {
        let one = audit::log_action(account, PATIENT, Action::RecordAccessed, REFERENCE);
        assert_eq!(w.refused(account, one), Error::CallerNotAuthorized);
        let some = audit::log_actions(account, PATIENT, vec![(Action::RecordAccessed, REFERENCE)]);
        assert_eq!(w.refused(account, some), Error::CallerNotAuthorized);
    }
}

/// `actor` is an argument between contracts: a foreign contract that names somebody else as the actor is refused
/// before the name is looked at, whoever calls it.
#[test]
fn a_foreign_contract_acts_in_nobodys_name() {
    let mut w = World::peopled();
    let forwarder = Forwarder::deploy(&mut w.chain, STRANGER);
    let forged: [Message<_>; 5] = [
        audit::log_action(PATIENT, PATIENT, Action::ConsentGranted, DOCTOR.0).any(),
        audit::log_actions(ADMIN, STRANGER, vec![(Action::AdminAdded, [0; 32])]).any(),
        admin::set_role(ADMIN, STRANGER, Role::Admin, true).any(),
        admin::set_role(ADMIN, STRANGER, Role::Doctor, true).any(),
        admin::set_role(PATIENT, PATIENT, Role::Patient, false).any(),
    ];
    for message in forged {
        for by in [STRANGER, ADMIN] {
            let answer = w.send_through(forwarder, by, &message);
            assert_eq!(answer, Err(Error::CallerNotAuthorized), "{message:?}");
        }
    }
    // Nor does it pass its caller's rights on: to the contracts the caller is the foreign contract.
    let pause = w.send_through(forwarder, ADMIN, &admin::pause());
    assert_eq!(pause, Err(Error::MissingRole(Role::Admin)));
    let revoke = w.send_through(forwarder, PATIENT, &doctor::revoke_access(DOCTOR));
    assert_eq!(revoke, Err(Error::NoConsent));
    let rotate = patient::rotate_generation(1, samples::wrapped(2));
    let rotate = w.send_through(forwarder, PATIENT, &rotate);
    assert_eq!(rotate, Err(Error::MissingRole(Role::Patient)));
    // It does reach them: what needs no right is answered.
    assert!(w.send_through(forwarder, STRANGER, &admin::is_admin(ADMIN)));
}

/// Even an admin can't forge: only the two contracts that the registry names set roles, each its own.
#[test]
fn nobody_sets_roles_directly() {
    let mut w = World::peopled();
    for account in EVERYBODY {
        for role in [Role::Admin, Role::Doctor, Role::Patient] {
            let forged = admin::set_role(ADMIN, STRANGER, role, true);
            assert_eq!(w.refused(account, forged), Error::CallerNotAuthorized);
        }
    }
}

/// Another instance of the patient contract, wired to the real three: it is not in the registry.
#[test]
fn a_second_patient_contract_registers_nobody() {
    let mut w = World::peopled();
    let [root, log, doctors] = [Part::Admin, Part::Audit, Part::Doctor].map(|c| w.address(c));
    let copy = w.instantiate(STRANGER, Part::Patient, &(root, log, doctors));
    let before = w.storage();
    let register = patient::register_patient(STRANGER, samples::signed_key(STRANGER), samples::profile());
    assert_eq!(
        w.send_to(copy, ADMIN, &register).0,
        Err(Error::CallerNotAuthorized)
    );
    assert!(w.storage() == before);
}

/// A whole foreign system, its admin and doctor contracts' guards all satisfied, whose patient contract writes to
/// the real log: the log refuses, and so its action is undone in every contract.
#[test]
fn an_unauthorised_contract_does_not_log_and_so_does_not_act() {
    let mut w = World::peopled();
    let real_log = w.address(Part::Audit);
    let root = w.instantiate(STRANGER, Part::Admin, &nobody_else());
    let log = w.instantiate(STRANGER, Part::Audit, &(root, AuditParameters { max_page: 50 }));
    let doctors = w.instantiate(STRANGER, Part::Doctor, &(root, log));
    let patients = w.instantiate(STRANGER, Part::Patient, &(root, real_log, doctors));
    let wire = |audit| {
        admin::register_contracts(Contracts {
            audit,
            doctor: doctors,
            patient: patients,
        })
    };

    // Its admin contract can't write to the real log either.
    assert_eq!(
        w.send_to(root, STRANGER, &wire(real_log)).0,
        Err(Error::CallerNotAuthorized)
    );
    assert_eq!(w.send_to(root, STRANGER, &wire(log)).0, Ok(()));

    let before = (w.storage(), w.chain.storage(root), w.chain.storage(patients));
    let register = patient::register_patient(STRANGER, samples::signed_key(STRANGER), samples::profile());
    assert_eq!(
        w.send_to(patients, STRANGER, &register).0,
        Err(Error::CallerNotAuthorized)
    );
    assert!((w.storage(), w.chain.storage(root), w.chain.storage(patients)) == before);

    // An admin of the foreign system is nobody to the real log, and its admin contract neither.
    let authorize = audit::authorize_contract(STRANGER, patients);
    assert_eq!(w.refused(STRANGER, authorize), Error::CallerNotAuthorized);
    let authorize = admin::propose(Proposal::AuthorizeContract(patients));
    assert_eq!(w.refused(STRANGER, authorize), Error::MissingRole(Role::Admin));
}

/// Takes the right to write from the contract that acts, past the log (no admin can), then acts: the log refuses, and
/// the action is undone to the last byte.
#[test]
fn what_cannot_be_logged_does_not_happen() {
    let mut stage = stage();
    let before = stage.w.chain.moment();
    let log = stage.w.address(Part::Audit);
    for act in actions(&stage) {
        let (contract, label) = (act.message.contract, act.message.label);
        let Some(who) = act.allowed.first() else { continue };
        let address = stage.w.address(contract);
        let (key, _) = stage
            .w
            .chain
            .storage(log)
            .into_iter()
            .find(|(key, value)| *value == [1] && key.ends_with(&address.0))
            .unwrap();
        stage.w.chain.remove(log, &key);
        assert!(!stage.w.read(audit::is_authorized(address)));
        assert_eq!(
            stage.w.refused(who.account(), act.message.clone()),
            Error::CallerNotAuthorized,
            "{label}"
        );
        stage.w.chain.go_back(&before);
        stage.w.done(who.account(), act.message);
        stage.w.chain.go_back(&before);
    }
}

/// The admin contract can't be deauthorised; a log that refuses it from the start leaves it unwired.
#[test]
fn a_log_that_refuses_the_admin_contract_leaves_it_unwired() {
    let mut w = World::unwired();
    let other_root = w.instantiate(ADMIN, Part::Admin, &nobody_else());
    let audit = w.instantiate(
        ADMIN,
        Part::Audit,
        &(other_root, AuditParameters { max_page: 50 }),
    );
    let contracts = Contracts {
        audit,
        ..w.contracts()
    };
    assert_eq!(
        w.refused(ADMIN, admin::register_contracts(contracts)),
        Error::CallerNotAuthorized
    );
    assert_eq!(w.read(admin::contracts()), None);
    assert_eq!(w.refused(ADMIN, admin::pause()), Error::NotWired);
}

/// Whatever the gas, an action happens with its log entry or not at all.
#[test]
fn a_call_that_runs_out_of_gas_changes_nothing() {
    let mut w = World::peopled();
    let add = patient::add_medical_record(PATIENT, samples::record(1, 1));
    let needed = w.done(PATIENT, add).receipt.gas;
    let add = patient::add_medical_record(PATIENT, samples::record(2, 1));
    let contract = w.address(Part::Patient);
    let before = w.storage();
    for percent in (1..100).step_by(3) {
        let limit = needed * percent / 100;
        let receipt = w.chain.call_within(PATIENT, contract, add.data.clone(), limit);
        assert!(
            receipt.output.is_err() || receipt.reverted,
            "{percent} % of the gas was enough"
        );
        assert!(
            w.storage() == before,
            "{percent} % of the gas left something behind"
        );
    }
    w.done(PATIENT, add);
}
