//! Every message that changes state, against every kind of person: who may is served, everybody else is told why
//! not, and nothing changed.

use crate::actions::{actions, stage};
use e2e_contracts::messages;
use std::collections::BTreeSet;

#[test]
fn nobody_does_what_their_role_does_not_allow() {
    let mut w = stage();
    for act in actions(&mut w) {
        for (by, error) in act.refused {
            assert_eq!(
                w.refused(by, act.message.clone()),
                error,
                "{} by {by:?}",
                act.message.label
            );
        }
    }
}

#[test]
fn everybody_does_what_their_role_allows() {
    for (n, act) in actions(&mut stage()).into_iter().enumerate() {
        for by in act.allowed {
            let mut w = stage();
            let message = actions(&mut w).remove(n).message;
            let done = w.done(by, message);
            assert!(
                done.logged().iter().all(|entry| entry.actor == by),
                "{}",
                act.message.label
            );
            assert!(!done.logged().is_empty(), "{} was not logged", act.message.label);
            assert!(
                done.other_events() > 0,
                "{} emitted no event of its own",
                act.message.label
            );
        }
    }
}

#[test]
fn the_table_has_every_message_that_changes_state() {
    let listed: BTreeSet<_> = actions(&mut stage())
        .iter()
        .map(|act| (act.message.contract, act.message.label))
        .collect();
    let all: BTreeSet<_> = messages::all()
        .filter(|(_, _, mutates)| *mutates)
        .map(|(c, label, _)| (c, label))
        .collect();
    assert_eq!(listed, all);
}
