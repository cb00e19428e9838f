//! New code in a contract's place: announced to everybody, approved by enough, to code that is on the chain, and not a
//! millisecond before its notice is over.

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_ADMIN, PATIENT, STRANGER, THIRD_ADMIN};
use e2e_contracts::{Bundle, Forwarder, Logged, World, blake2_256, samples};
use medink_types::bounds::{PROPOSAL_MS, UPGRADE_NOTICE_S};
use medink_types::events::{CodeChanged, ProposalChanged};
use medink_types::{
    Action, Decision, Error, Hash, Part, Proposal, ProposalState, Role, SystemParameters, record_reference,
};
use scale::Encode;

/// The notice of these systems, in milliseconds.
const NOTICE_MS: u64 = 7 * 86_400_000;

const PARTS: [(Part, Part); 4] = [
    (Part::Admin, Part::Admin),
    (Part::Audit, Part::Audit),
    (Part::Doctor, Part::Doctor),
    (Part::Patient, Part::Patient),
];

/// A module that answers `true` to whatever it is asked, as ink! would (0 for the answer, 1 for `true`): nothing of
/// ours does that.
const YES: &str = r#"
(module
    (import "env" "memory" (memory 1 16))
    (import "seal0" "seal_return" (func $return (param i32 i32 i32)))
    (data (i32.const 0) "\00\01")
    (func (export "deploy"))
    (func (export "call") (call $return (i32.const 0) (i32.const 0) (i32.const 2))))
"#;

fn upgrade(contract: Part, code_hash: Hash) -> Proposal {
    Proposal::UpgradeCode { contract, code_hash }
}

/// Proposal 1: an upgrade of `contract` that one admin's approval has announced.
fn announced(w: &mut World, contract: Part, code: Hash) {
    let answer = w.done(ADMIN, admin::propose(upgrade(contract, code))).answer;
    assert_eq!(answer, Decision::Waits { number: 1 });
}

fn other_code(w: &mut World, contract: Part) -> Hash {
    w.chain.upload(STRANGER, &Bundle::of(contract).other_code())
}

#[test]
fn an_upgrade_is_announced_and_carried_out_when_its_notice_is_over() {
    for (part, contract) in PARTS {
        let mut w = World::peopled();
        w.done(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(1, 1)),
        );
        let (root, at) = (w.address(Part::Admin), w.address(contract));
        let old = w.chain.code_hash(at);
        assert_eq!(<[u8; 32]>::from(old), blake2_256(&Bundle::of(contract).wasm));
        let new = other_code(&mut w, contract);
        let entry = |subject, action, reference| Logged {
            contract: root,
            actor: ADMIN,
            subject,
            action,
            reference,
        };

        let proposal = upgrade(part, new);
        let done = w.done(ADMIN, admin::propose(proposal));
        let made = record_reference(1, blake2_256(&proposal.encode()));
        assert_eq!(
            done.logged(),
            [
                entry(root, Action::ProposalMade, made),
                entry(at, Action::UpgradeAnnounced, new.into())
            ]
        );
        let not_before = w.chain.now() + NOTICE_MS;
        let kept = w.read(admin::proposal(1)).unwrap();
        assert_eq!(kept.state, ProposalState::Announced { not_before });
        assert_eq!(kept.expires, not_before + PROPOSAL_MS);
        assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::NoticeRunning);
        w.chain.set_time(not_before - 1);
        assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::NoticeRunning);
        assert_eq!(w.chain.code_hash(at), old);

        w.chain.set_time(not_before);
        let storage = w.chain.storage(at);
        let done = w.done(ADMIN, admin::carry_out(1));
        assert_eq!(
            done.logged(),
            [
                entry(at, Action::CodeReplaced, old.into()),
                entry(at, Action::CodeUpgraded, new.into())
            ],
            "{contract:?}"
        );
        done.assert_events([CodeChanged {
            actor: ADMIN,
            subject: at,
            old,
            new,
        }]);
        assert_eq!(w.chain.code_hash(at), new);
        assert_eq!(
            w.read(admin::proposal(1)).unwrap().state,
            ProposalState::CarriedOut
        );
        assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::ProposalClosed);
        // Where it was, with all that it kept: what the call itself wrote is the log's and the proposal's.
        if matches!(contract, Part::Doctor | Part::Patient) {
            assert!(w.chain.storage(at) == storage, "{contract:?}");
        }
        let until = w.in_days(1);
        w.done(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::single_records([1], until)),
        );
        w.done(DOCTOR, patient::log_access(PATIENT, 1));
        assert!(w.read(admin::is_admin(ADMIN)));
        let last = w.log().len() as u64 - 1;
        assert_eq!(w.read(audit::entry(last)).unwrap().action, Action::RecordAccessed);
    }
}

/// Not the same code by another name: what answers from then on is the new one.
#[test]
fn the_new_code_answers() {
    let mut w = World::peopled();
    let yes = w.chain.upload(STRANGER, &wat::parse_str(YES).unwrap());
    announced(&mut w, Part::Patient, yes);
    let over = w.chain.now() + NOTICE_MS;
    w.chain.set_time(over);
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 0)));
    w.done(ADMIN, admin::carry_out(1));
    assert!(w.read(patient::has_access(PATIENT, DOCTOR, 0)));
}

/// The log tells of its own replacement in the words of the code that everybody knows.
#[test]
fn a_log_is_replaced_with_the_words_of_the_old_one() {
    let mut w = World::peopled();
    let yes = w.chain.upload(STRANGER, &wat::parse_str(YES).unwrap());
    announced(&mut w, Part::Audit, yes);
    let over = w.chain.now() + NOTICE_MS;
    w.chain.set_time(over);
    let log = w.address(Part::Audit);
    let entries = w.log().len();
    let before = w.chain.storage(log).len();
    let done = w.done(ADMIN, admin::carry_out(1));
    let actions: Vec<_> = done.logged().iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [Action::CodeReplaced, Action::CodeUpgraded]);
    // All that was there is there, and two entries besides.
    assert!(w.chain.storage(log).len() > before && entries > 0);
}

#[test]
fn an_upgrade_takes_as_many_approvals_as_anything() {
    let mut w = World::of_three_admins(2);
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    let quorum = Error::QuorumMissing { quorum: 2 };
    assert_eq!(w.read(admin::proposal(1)).unwrap().state, ProposalState::Open);
    assert_eq!(w.refused(ADMIN, admin::carry_out(1)), quorum);
    // The notice begins with the last approval.
    w.chain.next_block();
    w.done(OTHER_ADMIN, admin::approve(1));
    let not_before = w.chain.now() + NOTICE_MS;
    assert_eq!(
        w.read(admin::proposal(1)).unwrap().state,
        ProposalState::Announced { not_before }
    );
    assert_eq!(w.refused(THIRD_ADMIN, admin::approve(1)), Error::ProposalClosed);
    w.chain.set_time(not_before);
    assert_eq!(
        w.refused(STRANGER, admin::carry_out(1)),
        Error::MissingRole(Role::Admin)
    );
    // Whoever of the admins carries it out.
    w.done(THIRD_ADMIN, admin::carry_out(1));
    assert_eq!(w.chain.code_hash(w.address(Part::Doctor)), new);
}

#[test]
fn an_upgrade_is_called_off_while_its_notice_runs() {
    let mut w = World::of_three_admins(2);
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    w.done(OTHER_ADMIN, admin::approve(1));
    w.done(ADMIN, admin::withdraw_approval(1));
    assert_eq!(
        w.read(admin::proposal(1)).unwrap().state,
        ProposalState::CalledOff
    );
    let over = w.chain.now() + NOTICE_MS;
    w.chain.set_time(over);
    for by in [ADMIN, OTHER_ADMIN] {
        assert_eq!(w.refused(by, admin::carry_out(1)), Error::ProposalClosed);
    }
}

/// Who approved and is an admin no more does not count when it comes to it; whoever is one can approve in their place,
/// and everybody has had the notice.
#[test]
fn an_upgrade_of_removed_admins_is_not_carried_out_before_others_approve_it() {
    let mut w = World::of_three_admins(2);
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    w.done(OTHER_ADMIN, admin::approve(1));
    w.done(OTHER_ADMIN, admin::remove_admin(ADMIN));
    w.done(THIRD_ADMIN, admin::approve(2));
    let quorum = Error::QuorumMissing { quorum: 2 };
    assert_eq!(w.refused(OTHER_ADMIN, admin::carry_out(1)), quorum);
    let announced = w.read(admin::proposal(1)).unwrap();
    let over = w.chain.now() + NOTICE_MS;
    w.chain.set_time(over);
    assert_eq!(w.refused(OTHER_ADMIN, admin::carry_out(1)), quorum);
    assert_eq!(w.refused(OTHER_ADMIN, admin::approve(1)), Error::AlreadyApproved);

    let done = w.done(THIRD_ADMIN, admin::approve(1));
    assert_eq!(done.answer, Decision::Waits { number: 1 });
    let actions: Vec<_> = done.logged().iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [Action::ProposalApproved]);
    let approved = w.read(admin::proposal(1)).unwrap();
    assert_eq!(
        (approved.state, approved.expires),
        (announced.state, announced.expires)
    );
    w.done(OTHER_ADMIN, admin::carry_out(1));
    assert_eq!(w.chain.code_hash(w.address(Part::Doctor)), new);
}

/// A notice that has begun is not cut short by an approval that comes while it runs.
#[test]
fn an_approval_anew_does_not_end_the_notice() {
    let mut w = World::of_three_admins(2);
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    w.done(OTHER_ADMIN, admin::approve(1));
    let not_before = w.chain.now() + NOTICE_MS;
    w.done(OTHER_ADMIN, admin::remove_admin(ADMIN));
    w.done(THIRD_ADMIN, admin::approve(2));
    w.done(THIRD_ADMIN, admin::approve(1));
    w.chain.set_time(not_before - 1);
    assert_eq!(w.refused(OTHER_ADMIN, admin::carry_out(1)), Error::NoticeRunning);
    w.chain.set_time(not_before);
    w.done(OTHER_ADMIN, admin::carry_out(1));
}

/// An upgrade that lost its approvers stands in nobody's way: the same can be proposed beside it.
#[test]
fn an_upgrade_that_lost_an_approver_is_proposed_again() {
    let mut w = World::of_three_admins(2);
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    w.done(OTHER_ADMIN, admin::approve(1));
    w.done(OTHER_ADMIN, admin::remove_admin(ADMIN));
    w.done(THIRD_ADMIN, admin::approve(2));
    let again = w.done(THIRD_ADMIN, admin::propose(upgrade(Part::Doctor, new)));
    assert_eq!(again.answer, Decision::Waits { number: 3 });
    w.done(OTHER_ADMIN, admin::approve(3));
    let over = w.chain.now() + NOTICE_MS;
    w.chain.set_time(over);
    w.done(THIRD_ADMIN, admin::carry_out(3));
    assert_eq!(w.chain.code_hash(w.address(Part::Doctor)), new);
}

/// An upgrade that a lower quorum satisfies has to be announced all the same, and its notice begins only then.
#[test]
fn an_upgrade_that_a_lower_quorum_satisfies_is_announced() {
    let mut w = World::of_three_admins(3);
    let (root, at) = (w.address(Part::Admin), w.address(Part::Doctor));
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    w.done(OTHER_ADMIN, admin::approve(1));
    w.done(ADMIN, admin::remove_admin(THIRD_ADMIN));
    for by in [OTHER_ADMIN, THIRD_ADMIN] {
        w.done(by, admin::approve(2));
    }
    let later = w.in_days(1);
    w.chain.set_time(later);
    let done = w.done(OTHER_ADMIN, admin::carry_out(1));
    assert_eq!(done.answer, Decision::Waits { number: 1 });
    let logged = Logged {
        contract: root,
        actor: OTHER_ADMIN,
        subject: at,
        action: Action::UpgradeAnnounced,
        reference: new.into(),
    };
    assert_eq!(done.logged(), [logged]);
    let not_before = w.chain.now() + NOTICE_MS;
    done.assert_events([ProposalChanged {
        actor: OTHER_ADMIN,
        subject: root,
        number: 1,
        approvals: 2,
        state: ProposalState::Announced { not_before },
    }]);
    w.chain.set_time(not_before - 1);
    assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::NoticeRunning);
    w.chain.set_time(not_before);
    assert_eq!(w.done(ADMIN, admin::carry_out(1)).answer, Decision::CarriedOut);
    assert_eq!(w.chain.code_hash(at), new);
}

#[test]
fn an_announced_upgrade_expires() {
    let mut w = World::peopled();
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    let end = w.chain.now() + NOTICE_MS + PROPOSAL_MS;
    w.chain.set_time(end);
    assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::ProposalClosed);
    w.chain.set_time(end - 1);
    w.done(ADMIN, admin::carry_out(1));
}

#[test]
fn code_that_is_not_on_the_chain_is_not_put_in_place() {
    for (part, _) in PARTS {
        let mut w = World::peopled();
        announced(&mut w, part, [7; 32].into());
        let over = w.chain.now() + NOTICE_MS;
        w.chain.set_time(over);
        assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::UnknownCode);
    }
}

/// `upgrade_code` is the admin contract's alone: no admin, no other contract of ours, no foreign one.
#[test]
fn nobody_upgrades_past_the_admin_contract() {
    let mut w = World::peopled();
    let foreign = Forwarder::deploy(&mut w.chain, STRANGER);
    w.decided(Proposal::AuthorizeContract(foreign.0));
    let new = other_code(&mut w, Part::Doctor);
    for message in [
        audit::upgrade_code(new),
        doctor::upgrade_code(new),
        patient::upgrade_code(new),
    ] {
        for by in [ADMIN, DOCTOR, PATIENT, STRANGER] {
            assert_eq!(w.refused(by, message.clone()), Error::CallerNotAuthorized);
            assert_eq!(
                w.send_through(foreign, by, &message),
                Err(Error::CallerNotAuthorized)
            );
        }
    }
    for (_, contract) in PARTS {
        let at = w.address(contract);
        assert_eq!(
            <[u8; 32]>::from(w.chain.code_hash(at)),
            blake2_256(&Bundle::of(contract).wasm)
        );
    }
}

/// Patients rely on the time that they are given.
#[test]
fn a_notice_is_never_shortened() {
    let mut w = World::peopled();
    let notice = |upgrade_notice_s| {
        Proposal::SystemParameters(SystemParameters {
            upgrade_notice_s,
            ..SystemParameters::default()
        })
    };
    let refused = |min| Error::InvalidParameter {
        min,
        max: UPGRADE_NOTICE_S,
    };
    for shorter in [0, 604_799] {
        assert_eq!(
            w.refused(ADMIN, admin::propose(notice(shorter))),
            refused(604_800)
        );
    }
    assert_eq!(
        w.refused(ADMIN, admin::propose(notice(UPGRADE_NOTICE_S + 1))),
        refused(604_800)
    );
    w.decided(notice(700_000));
    assert_eq!(
        w.refused(ADMIN, admin::propose(notice(604_800))),
        refused(700_000)
    );
    // What is announced already keeps the notice that it was announced with.
    let new = other_code(&mut w, Part::Doctor);
    announced(&mut w, Part::Doctor, new);
    let not_before = w.chain.now() + 700_000_000;
    w.decided(notice(800_000));
    w.chain.set_time(not_before - 1);
    assert_eq!(w.refused(ADMIN, admin::carry_out(1)), Error::NoticeRunning);
    w.chain.set_time(not_before);
    w.done(ADMIN, admin::carry_out(1));
}
