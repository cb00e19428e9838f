//! Every message of the bundles' metadata against every kind of caller: who may is served, everybody else is told why
//! not and nothing changed, and a pause stops what it has to stop and nothing else. The answers are the table in
//! `actions`; a message without a row fails.

use crate::actions::{Pause, Stage, Who, actions, asks, stage};
use e2e_contracts::messages::admin;
use e2e_contracts::people::ADMIN;
use e2e_contracts::{Bundle, Part, Receipt};
use medink_types::{AccountId, Error};
use std::collections::BTreeSet;

/// Has `who` send `data`: a foreign contract sends what a stranger gives it.
fn send(stage: &mut Stage, who: Who, to: AccountId, data: &[u8]) -> Receipt {
    match who {
        Who::Foreign => stage.foreign.forward(&mut stage.w.chain, who.account(), to, data),
        who => stage.w.chain.call(who.account(), to, data.to_vec()),
    }
}

#[test]
fn every_message_of_the_metadata_has_a_row_and_every_row_a_message() {
    let stage = stage();
    let mut deployed = BTreeSet::new();
    for contract in Part::ALL {
        for (label, mutates) in Bundle::of(contract).messages() {
            deployed.insert((contract, label, mutates));
        }
    }
    let acts = actions(&stage);
    let acts = acts
        .iter()
        .map(|act| (act.message.contract, act.message.label.to_owned(), true));
    let asks = asks();
    let asks = asks.iter().map(|ask| (ask.contract, ask.label.to_owned(), false));
    let listed: BTreeSet<_> = acts.chain(asks).collect();
    assert_eq!(deployed, listed);
}

#[test]
fn nobody_does_what_is_not_theirs_to_do() {
    let mut stage = stage();
    for act in actions(&stage) {
        for (who, error) in act.refused {
            let label = act.message.label;
            if who == Who::Foreign {
                let before = stage.w.storage();
                let answer = stage.w.send_through(stage.foreign, who.account(), &act.message);
                assert_eq!(answer, Err(error), "{label} by {who:?}");
                assert!(stage.w.storage() == before, "{label} by {who:?}");
            } else {
                let refusal = stage.w.refused(who.account(), act.message.clone());
                assert_eq!(refusal, error, "{label} by {who:?}");
            }
        }
    }
}

#[test]
fn everybody_does_what_is_theirs_to_do() {
    let mut stage = stage();
    let before = stage.w.chain.moment();
    for act in actions(&stage) {
        let label = act.message.label;
        for who in act.allowed {
            let by = who.account();
            let done = stage.w.done(by, act.message.clone());
            assert!(
                done.logged().iter().all(|entry| entry.actor == by),
                "{label} by {who:?}"
            );
            assert!(!done.logged().is_empty(), "{label} by {who:?} was not logged");
            assert!(
                done.other_events() > 0,
                "{label} by {who:?} emitted no event of its own"
            );
            stage.w.chain.go_back(&before);
        }
    }
}

#[test]
fn everybody_reads_and_gets_the_same_answer() {
    let mut stage = stage();
    for ask in asks() {
        let to = stage.w.address(ask.contract);
        let before = stage.w.storage();
        let answers: Vec<_> = Who::ALL
            .into_iter()
            .map(|who| {
                let receipt = send(&mut stage, who, to, &ask.data);
                assert!(!receipt.reverted, "{} by {who:?} was refused", ask.label);
                assert_eq!(receipt.events, [], "{}", ask.label);
                receipt.output.unwrap()
            })
            .collect();
        assert!(
            answers.iter().all(|answer| *answer == answers[0]),
            "{} depends on who asks",
            ask.label
        );
        assert!(stage.w.storage() == before, "{} changed the state", ask.label);
    }
}

#[test]
fn a_pause_stops_changes_but_not_what_protects() {
    let mut stage = stage();
    stage.w.done(ADMIN, admin::pause());
    let before = stage.w.chain.moment();
    for act in actions(&stage) {
        let label = act.message.label;
        for who in act.allowed {
            match act.pause {
                Pause::Stops => {
                    let refusal = stage.w.refused(who.account(), act.message.clone());
                    assert_eq!(refusal, Error::Paused, "{label} by {who:?}");
                }
                Pause::Spares => {
                    stage.w.done(who.account(), act.message.clone());
                    stage.w.chain.go_back(&before);
                }
            }
        }
    }
}

/// Paused or not, nobody gains anything: who lacks the right is told so, or that the system is paused.
#[test]
fn a_pause_lets_nobody_in() {
    let mut stage = stage();
    stage.w.done(ADMIN, admin::pause());
    let before = stage.w.storage();
    for act in actions(&stage) {
        let (label, to) = (act.message.label, stage.w.address(act.message.contract));
        for (who, error) in act.refused {
            if (who, error) == (Who::Admin, Error::NotPaused) {
                continue;
            }
            let receipt = send(&mut stage, who, to, &act.message.data);
            assert!(receipt.reverted, "{label} by {who:?}");
            assert!(stage.w.storage() == before, "{label} by {who:?}");
        }
    }
}

/// Reads go on.
#[test]
fn a_pause_hides_nothing() {
    let mut stage = stage();
    stage.w.done(ADMIN, admin::pause());
    for ask in asks() {
        let to = stage.w.address(ask.contract);
        let receipt = send(&mut stage, Who::Nobody, to, &ask.data);
        assert!(!receipt.reverted && receipt.output.is_ok(), "{}", ask.label);
    }
}

/// When the pause is over, by itself or by an admin, all is as before.
#[test]
fn after_a_pause_everybody_does_what_is_theirs_again() {
    let mut stage = stage();
    stage.w.done(ADMIN, admin::pause());
    stage.w.done(ADMIN, admin::resume());
    let before = stage.w.chain.moment();
    for act in actions(&stage) {
        if let Some(who) = act.allowed.first().filter(|_| act.message.label != "pause") {
            stage.w.chain.next_block();
            stage.w.done(who.account(), act.message);
            stage.w.chain.go_back(&before);
        }
    }
}
