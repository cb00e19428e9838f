//! What the admins decide together: as many approvals as the quorum says, of accounts that are admins when it counts,
//! in time.

use e2e_contracts::messages::{admin, audit};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_ADMIN, PATIENT, STRANGER, THIRD_ADMIN};
use e2e_contracts::{Forwarder, Logged, World, blake2_256};
use medink_types::bounds::PROPOSAL_MS;
use medink_types::events::{ProposalChanged, RoleChanged, SystemParametersChanged};
use medink_types::{
    AccountId, Action, AuditParameters, Decision, Error, Part, Proposal, ProposalEntry, ProposalState, Role,
    SystemParameters, bounds, record_reference,
};
use scale::Encode;

const CARRIED_OUT: Decision = Decision::CarriedOut;
const WAITS: Decision = Decision::Waits { number: 1 };

fn decide(w: &mut World, by: AccountId, proposal: Proposal) -> Decision {
    w.done(by, admin::propose(proposal)).answer
}

fn approve(w: &mut World, by: AccountId, number: u32) -> Decision {
    w.done(by, admin::approve(number)).answer
}

fn carry_out(w: &mut World, by: AccountId, number: u32) -> Decision {
    w.done(by, admin::carry_out(number)).answer
}

/// The usual parameters with another quorum.
fn with(quorum: u8) -> Proposal {
    Proposal::SystemParameters(SystemParameters {
        quorum,
        ..SystemParameters::default()
    })
}

fn state(w: &mut World, number: u32) -> ProposalState {
    w.read(admin::proposal(number)).unwrap().state
}

#[test]
fn one_admin_decides_alone_where_one_is_enough() {
    let mut w = World::of_three_admins(1);
    let before = w.head().count;
    assert_eq!(
        decide(&mut w, THIRD_ADMIN, Proposal::AddAdmin(DOCTOR)),
        CARRIED_OUT
    );
    assert!(w.read(admin::is_admin(DOCTOR)));
    // The entry of what was done, and no proposal.
    assert_eq!(w.head().count, before + 1);
    assert_eq!(w.read(admin::proposals(0, 0)).unwrap().total, 0);
    assert_eq!(w.read(admin::proposal(1)), None);
}

#[test]
fn a_second_approval_carries_out_what_takes_two() {
    let mut w = World::of_three_admins(2);
    let root = w.address(Part::Admin);
    let proposal = Proposal::AddAdmin(DOCTOR);
    let made = w.chain.now();
    let reference = record_reference(1, blake2_256(&proposal.encode()));
    let entry = |actor, subject, action, reference| Logged {
        contract: root,
        actor,
        subject,
        action,
        reference,
    };
    let told = |actor, approvals, state| ProposalChanged {
        actor,
        subject: root,
        number: 1,
        approvals,
        state,
    };

    let done = w.done(ADMIN, admin::propose(proposal));
    assert_eq!(done.answer, WAITS);
    assert_eq!(
        done.logged(),
        [entry(ADMIN, root, Action::ProposalMade, reference)]
    );
    done.assert_events([told(ADMIN, 1, ProposalState::Open)]);
    assert!(!w.read(admin::is_admin(DOCTOR)));
    let kept = ProposalEntry {
        number: 1,
        proposal,
        proposer: ADMIN,
        made,
        expires: made + PROPOSAL_MS,
        approvals: vec![ADMIN],
        state: ProposalState::Open,
    };
    assert_eq!(w.read(admin::proposal(1)), Some(kept));
    assert_eq!(w.refused(ADMIN, admin::approve(1)), Error::AlreadyApproved);
    assert_eq!(
        w.refused(STRANGER, admin::approve(1)),
        Error::MissingRole(Role::Admin)
    );

    w.chain.next_block();
    let done = w.done(OTHER_ADMIN, admin::approve(1));
    assert_eq!(done.answer, CARRIED_OUT);
    assert_eq!(
        done.logged(),
        [
            entry(OTHER_ADMIN, root, Action::ProposalApproved, reference),
            entry(OTHER_ADMIN, DOCTOR, Action::AdminAdded, [0; 32]),
        ]
    );
    done.assert_events([told(OTHER_ADMIN, 2, ProposalState::CarriedOut)]);
    done.assert_events([RoleChanged {
        actor: OTHER_ADMIN,
        subject: DOCTOR,
        role: Role::Admin,
        held: true,
    }]);
    assert!(w.read(admin::is_admin(DOCTOR)));
    for message in [
        admin::approve(1).any(),
        admin::withdraw_approval(1).any(),
        admin::carry_out(1).any(),
    ] {
        assert_eq!(w.refused(THIRD_ADMIN, message), Error::ProposalClosed);
    }
}

#[test]
fn three_take_three() {
    let mut w = World::of_three_admins(3);
    assert_eq!(decide(&mut w, ADMIN, Proposal::AddAdmin(DOCTOR)), WAITS);
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), WAITS);
    assert!(!w.read(admin::is_admin(DOCTOR)));
    assert_eq!(approve(&mut w, THIRD_ADMIN, 1), CARRIED_OUT);
    assert!(w.read(admin::is_admin(DOCTOR)));
}

/// Whatever it is that could hurt everybody, and by whichever message.
#[test]
fn one_of_two_does_nothing_alone() {
    let mut w = World::of_three_admins(2);
    let foreign = Forwarder::deploy(&mut w.chain, STRANGER).0;
    let before = (
        w.read(admin::admins(0, 0)).unwrap(),
        w.read(admin::system_parameters()),
        w.read(audit::system_parameters()),
    );
    let alone = SystemParameters {
        quorum: 1,
        ..before.1
    };
    let upgrade = Proposal::UpgradeCode {
        contract: Part::Audit,
        code_hash: [7; 32].into(),
    };
    for message in [
        admin::propose(Proposal::AddAdmin(DOCTOR)),
        admin::propose(Proposal::RemoveAdmin(OTHER_ADMIN)),
        admin::propose(Proposal::SystemParameters(alone)),
        admin::propose(Proposal::AuditParameters(AuditParameters { max_page: 1 })),
        admin::propose(Proposal::AuthorizeContract(foreign)),
        admin::propose(upgrade),
        admin::add_admin(DOCTOR),
        admin::remove_admin(OTHER_ADMIN),
        admin::update_system_parameters(alone),
    ] {
        let done = w.done(ADMIN, message);
        assert!(matches!(done.answer, Decision::Waits { .. }));
        let Decision::Waits { number } = done.answer else {
            continue;
        };
        assert_eq!(state(&mut w, number), ProposalState::Open);
        assert_eq!(
            w.refused(ADMIN, admin::carry_out(number)),
            Error::QuorumMissing { quorum: 2 }
        );
    }
    let after = (
        w.read(admin::admins(0, 0)).unwrap(),
        w.read(admin::system_parameters()),
        w.read(audit::system_parameters()),
    );
    assert_eq!(after, before);
    assert!(!w.read(audit::is_authorized(foreign)));
    // What leaves alone is an admin's own: pausing, and ending the pause.
    w.done(ADMIN, admin::pause());
    w.done(OTHER_ADMIN, admin::resume());
}

/// A quorum that nobody could reach any more comes down with the admins, by the same decision.
#[test]
fn the_quorum_comes_down_where_admins_leave() {
    let mut w = World::of_three_admins(3);
    let root = w.address(Part::Admin);
    assert_eq!(decide(&mut w, ADMIN, Proposal::RemoveAdmin(THIRD_ADMIN)), WAITS);
    approve(&mut w, OTHER_ADMIN, 1);
    let old = w.read(admin::system_parameters());
    let done = w.done(THIRD_ADMIN, admin::approve(1));
    assert_eq!(done.answer, CARRIED_OUT);
    let new = SystemParameters { quorum: 2, ..old };
    done.assert_events([SystemParametersChanged {
        actor: THIRD_ADMIN,
        subject: root,
        old,
        new,
    }]);
    let actions: Vec<_> = done.logged().iter().map(|entry| entry.action).collect();
    assert_eq!(
        actions,
        [
            Action::ProposalApproved,
            Action::AdminRemoved,
            Action::SystemParametersUpdated
        ]
    );
    assert_eq!(w.read(admin::system_parameters()), new);

    decide(&mut w, ADMIN, Proposal::RemoveAdmin(OTHER_ADMIN));
    assert_eq!(approve(&mut w, OTHER_ADMIN, 2), CARRIED_OUT);
    assert_eq!(w.read(admin::system_parameters()).quorum, 1);
    // And where enough are left it stays.
    let mut w = World::of_three_admins(2);
    decide(&mut w, ADMIN, Proposal::RemoveAdmin(THIRD_ADMIN));
    approve(&mut w, OTHER_ADMIN, 1);
    assert_eq!(w.read(admin::system_parameters()).quorum, 2);
}

#[test]
fn the_quorum_is_raised_to_as_many_as_there_are() {
    let mut w = World::of_three_admins(1);
    for quorum in [0, 4, u8::MAX] {
        assert_eq!(
            w.refused(ADMIN, admin::propose(with(quorum))),
            Error::InvalidParameter { min: 1, max: 3 }
        );
    }
    assert_eq!(decide(&mut w, ADMIN, with(3)), CARRIED_OUT);
    // From then on it takes all three to lower it.
    assert_eq!(decide(&mut w, ADMIN, with(1)), WAITS);
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), WAITS);
    assert_eq!(approve(&mut w, THIRD_ADMIN, 1), CARRIED_OUT);
}

#[test]
fn the_approval_of_a_removed_admin_does_not_count() {
    let mut w = World::of_three_admins(2);
    decide(&mut w, ADMIN, Proposal::AddAdmin(DOCTOR));
    decide(&mut w, OTHER_ADMIN, Proposal::RemoveAdmin(ADMIN));
    approve(&mut w, THIRD_ADMIN, 2);
    assert_eq!(
        w.refused(ADMIN, admin::withdraw_approval(1)),
        Error::MissingRole(Role::Admin)
    );
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), WAITS);
    assert!(!w.read(admin::is_admin(DOCTOR)));
    assert_eq!(approve(&mut w, THIRD_ADMIN, 1), CARRIED_OUT);
    assert!(w.read(admin::is_admin(DOCTOR)));
}

/// An admin who comes back approves again by an approval that was there all the time: that is the account's own.
#[test]
fn an_admin_who_comes_back_is_counted_again() {
    let mut w = World::of_three_admins(2);
    decide(&mut w, ADMIN, Proposal::AddAdmin(DOCTOR));
    decide(&mut w, OTHER_ADMIN, Proposal::RemoveAdmin(ADMIN));
    approve(&mut w, THIRD_ADMIN, 2);
    decide(&mut w, OTHER_ADMIN, Proposal::AddAdmin(ADMIN));
    approve(&mut w, THIRD_ADMIN, 3);
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), CARRIED_OUT);
}

/// What a lowered quorum makes approved by enough is carried out by any admin, and takes no approval of somebody new.
#[test]
fn what_a_lower_quorum_satisfies_is_carried_out() {
    let mut w = World::of_three_admins(3);
    let root = w.address(Part::Admin);
    for account in [DOCTOR, PATIENT] {
        decide(&mut w, ADMIN, Proposal::AddAdmin(account));
    }
    approve(&mut w, OTHER_ADMIN, 1);
    assert_eq!(
        w.refused(ADMIN, admin::carry_out(1)),
        Error::QuorumMissing { quorum: 3 }
    );
    decide(&mut w, ADMIN, with(2));
    approve(&mut w, OTHER_ADMIN, 3);
    assert_eq!(approve(&mut w, THIRD_ADMIN, 3), CARRIED_OUT);

    // Nothing happens by itself, nor by who is no admin.
    assert_eq!(state(&mut w, 1), ProposalState::Open);
    assert_eq!(
        w.refused(STRANGER, admin::carry_out(1)),
        Error::MissingRole(Role::Admin)
    );
    // One who has approved may be the one.
    let done = w.done(ADMIN, admin::carry_out(1));
    assert_eq!(done.answer, CARRIED_OUT);
    let added = Logged {
        contract: root,
        actor: ADMIN,
        subject: DOCTOR,
        action: Action::AdminAdded,
        reference: [0; 32],
    };
    assert_eq!(done.logged(), [added]);
    done.assert_events([ProposalChanged {
        actor: ADMIN,
        subject: root,
        number: 1,
        approvals: 2,
        state: ProposalState::CarriedOut,
    }]);
    assert!(w.read(admin::is_admin(DOCTOR)));
    assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::ProposalClosed);
    // What has one approval still waits.
    for by in [ADMIN, THIRD_ADMIN] {
        assert_eq!(
            w.refused(by, admin::carry_out(2)),
            Error::QuorumMissing { quorum: 2 }
        );
    }
}

#[test]
fn what_an_admins_leaving_satisfies_is_carried_out() {
    let mut w = World::of_three_admins(3);
    decide(&mut w, ADMIN, Proposal::AddAdmin(DOCTOR));
    approve(&mut w, OTHER_ADMIN, 1);
    decide(&mut w, ADMIN, Proposal::RemoveAdmin(THIRD_ADMIN));
    approve(&mut w, OTHER_ADMIN, 2);
    assert_eq!(approve(&mut w, THIRD_ADMIN, 2), CARRIED_OUT);
    assert_eq!(carry_out(&mut w, OTHER_ADMIN, 1), CARRIED_OUT);
    assert!(w.read(admin::is_admin(DOCTOR)));
}

/// And what is only satisfied by one who left is not.
#[test]
fn an_approval_of_one_who_left_carries_nothing_out() {
    let mut w = World::of_three_admins(3);
    decide(&mut w, ADMIN, Proposal::AddAdmin(DOCTOR));
    approve(&mut w, THIRD_ADMIN, 1);
    decide(&mut w, ADMIN, Proposal::RemoveAdmin(THIRD_ADMIN));
    approve(&mut w, OTHER_ADMIN, 2);
    approve(&mut w, THIRD_ADMIN, 2);
    for by in [ADMIN, OTHER_ADMIN] {
        assert_eq!(
            w.refused(by, admin::carry_out(1)),
            Error::QuorumMissing { quorum: 2 }
        );
    }
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), CARRIED_OUT);
}

#[test]
fn a_proposal_expires() {
    let mut w = World::of_three_admins(2);
    let end = w.chain.now() + PROPOSAL_MS;
    for account in [DOCTOR, PATIENT] {
        decide(&mut w, ADMIN, Proposal::AddAdmin(account));
    }
    w.chain.set_time(end - 1);
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), CARRIED_OUT);
    w.chain.set_time(end);
    for message in [admin::approve(2).any(), admin::carry_out(2).any()] {
        assert_eq!(w.refused(OTHER_ADMIN, message), Error::ProposalClosed);
    }
    assert_eq!(
        w.refused(ADMIN, admin::withdraw_approval(2)),
        Error::ProposalClosed
    );
    assert!(!w.read(admin::is_admin(PATIENT)));
    // It stays to be read, and can be made anew.
    assert_eq!(w.read(admin::proposal(2)).unwrap().expires, end);
    assert_eq!(
        decide(&mut w, ADMIN, Proposal::AddAdmin(PATIENT)),
        Decision::Waits { number: 3 }
    );
}

#[test]
fn an_approval_is_withdrawn() {
    let mut w = World::of_three_admins(3);
    let root = w.address(Part::Admin);
    let proposal = Proposal::AddAdmin(DOCTOR);
    decide(&mut w, ADMIN, proposal);
    assert_eq!(
        w.refused(OTHER_ADMIN, admin::withdraw_approval(1)),
        Error::NotApproved
    );
    approve(&mut w, OTHER_ADMIN, 1);
    let done = w.done(ADMIN, admin::withdraw_approval(1));
    let entry = Logged {
        contract: root,
        actor: ADMIN,
        subject: root,
        action: Action::ApprovalWithdrawn,
        reference: record_reference(1, blake2_256(&proposal.encode())),
    };
    assert_eq!(done.logged(), [entry]);
    assert_eq!(w.read(admin::proposal(1)).unwrap().approvals, [OTHER_ADMIN]);
    // One who thought again is missing.
    assert_eq!(approve(&mut w, THIRD_ADMIN, 1), WAITS);
    assert!(!w.read(admin::is_admin(DOCTOR)));
    assert_eq!(approve(&mut w, ADMIN, 1), CARRIED_OUT);

    // With the last approval goes the proposal.
    decide(&mut w, ADMIN, Proposal::AddAdmin(PATIENT));
    let done = w.done(ADMIN, admin::withdraw_approval(2));
    done.assert_events([ProposalChanged {
        actor: ADMIN,
        subject: root,
        number: 2,
        approvals: 0,
        state: ProposalState::CalledOff,
    }]);
    assert_eq!(w.refused(OTHER_ADMIN, admin::approve(2)), Error::ProposalClosed);
}

#[test]
fn proposals_are_listed_newest_first() {
    let mut w = World::of_three_admins(2);
    for n in 1..=6 {
        decide(&mut w, ADMIN, Proposal::AddAdmin(AccountId([n; 32])));
    }
    let numbers = |w: &mut World, start, limit| {
        let page = w.read(admin::proposals(start, limit)).unwrap();
        let numbers: Vec<_> = page.items.iter().map(|entry| entry.number).collect();
        (numbers, page.total, page.next)
    };
    assert_eq!(numbers(&mut w, 0, 0), (vec![6, 5, 4, 3], 6, Some(4)));
    assert_eq!(numbers(&mut w, 4, 4), (vec![2, 1], 6, None));
    assert_eq!(
        w.refused(STRANGER, admin::proposals(0, 5)),
        Error::PageSize {
            max: bounds::PROPOSAL_PAGE
        }
    );
}

/// What could never be carried out is refused before anybody has to approve it.
#[test]
fn nothing_impossible_is_proposed() {
    let mut w = World::of_three_admins(2);
    let own = w.address(Part::Patient);
    let endless = SystemParameters {
        longest_consent_days: 0,
        quorum: 2,
        ..SystemParameters::default()
    };
    for (proposal, refusal) in [
        (Proposal::AddAdmin(OTHER_ADMIN), Error::AlreadyAdmin),
        (Proposal::RemoveAdmin(STRANGER), Error::NotAnAdmin),
        (
            Proposal::SystemParameters(endless),
            Error::InvalidParameter {
                min: 1,
                max: bounds::CONSENT_DAYS,
            },
        ),
        (
            Proposal::AuditParameters(AuditParameters { max_page: 0 }),
            Error::InvalidParameter {
                min: 1,
                max: bounds::PAGE,
            },
        ),
        (Proposal::AuthorizeContract(STRANGER), Error::NotAContract),
        (Proposal::DeauthorizeContract(own), Error::StaysAuthorized),
    ] {
        assert_eq!(w.refused(ADMIN, admin::propose(proposal)), refusal);
    }
}

/// What has become impossible meanwhile is refused when it would be carried out, and nothing is half done.
#[test]
fn what_has_become_impossible_is_not_carried_out() {
    let mut w = World::of_three_admins(2);
    for proposal in [Proposal::AddAdmin(DOCTOR), Proposal::AddAdmin(DOCTOR), with(3)] {
        decide(&mut w, ADMIN, proposal);
    }
    assert_eq!(approve(&mut w, OTHER_ADMIN, 1), CARRIED_OUT);
    assert_eq!(w.refused(OTHER_ADMIN, admin::approve(2)), Error::AlreadyAdmin);
    for removed in [DOCTOR, THIRD_ADMIN] {
        let Decision::Waits { number } = decide(&mut w, ADMIN, Proposal::RemoveAdmin(removed)) else {
            panic!("it takes two")
        };
        approve(&mut w, OTHER_ADMIN, number);
    }
    assert_eq!(
        w.refused(OTHER_ADMIN, admin::approve(3)),
        Error::InvalidParameter { min: 1, max: 2 }
    );
}

/// Who writes to the log is decided together, too, and the entry names who gave the last approval.
#[test]
fn a_foreign_contract_is_authorised_together() {
    let mut w = World::of_three_admins(2);
    let foreign = Forwarder::deploy(&mut w.chain, STRANGER).0;
    decide(&mut w, ADMIN, Proposal::AuthorizeContract(foreign));
    assert!(!w.read(audit::is_authorized(foreign)));
    let done = w.done(OTHER_ADMIN, admin::approve(1));
    assert!(w.read(audit::is_authorized(foreign)));
    let authorised = Logged {
        contract: w.address(Part::Audit),
        actor: OTHER_ADMIN,
        subject: foreign,
        action: Action::ContractAuthorized,
        reference: foreign.0,
    };
    assert_eq!(done.logged()[1..], [authorised]);
    decide(&mut w, ADMIN, Proposal::DeauthorizeContract(foreign));
    assert_eq!(approve(&mut w, THIRD_ADMIN, 2), CARRIED_OUT);
    assert!(!w.read(audit::is_authorized(foreign)));
}

/// All admins of a deployment are in the log from its start.
#[test]
fn a_deployment_begins_with_its_admins_in_the_log() {
    let mut w = World::of_three_admins(2);
    let added: Vec<_> = w
        .log()
        .into_iter()
        .filter(|entry| entry.action == Action::AdminAdded)
        .map(|entry| (entry.actor, entry.subject))
        .collect();
    assert_eq!(
        added,
        [(ADMIN, ADMIN), (ADMIN, OTHER_ADMIN), (ADMIN, THIRD_ADMIN)]
    );
}
