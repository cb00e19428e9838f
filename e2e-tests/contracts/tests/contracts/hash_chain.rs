//! The chain of hashes: recomputed from the pages it ends in the head, and no field of any entry can change without
//! breaking it.

use e2e_contracts::messages::{audit, doctor, patient};
use e2e_contracts::people::{DOCTOR, OTHER_DOCTOR, PATIENT, STRANGER};
use e2e_contracts::{Emitted, World, blake2_256, samples};
use medink_types::events::ActionLogged;
use medink_types::{Action, Head, LogEntry};
use scale::Encode;

/// A log of more than two pages.
fn long_log() -> (World, Vec<Emitted>) {
    let mut w = World::peopled();
    let until = w.in_days(1);
    let mut events = Vec::new();
    for n in 0..8 {
        let records = (0..12).map(|m| samples::record(100 * n + m, 1)).collect();
        events.extend(
            w.done(PATIENT, patient::add_medical_records(PATIENT, records))
                .receipt
                .events,
        );
        w.chain.next_block();
    }
    events.extend(
        w.done(
            PATIENT,
            doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
        )
        .receipt
        .events,
    );
    for number in 1..=12 {
        w.chain.next_block();
        events.extend(
            w.done(DOCTOR, patient::log_access(PATIENT, number))
                .receipt
                .events,
        );
    }
    (w, events)
}

/// What anybody does with an exported log: each entry's hash is in the next, the last one's in the head.
fn holds(log: &[LogEntry], head: Head) -> bool {
    let mut previous = [0; 32];
    for (index, entry) in log.iter().enumerate() {
        if entry.index != index as u64 || entry.previous != previous {
            return false;
        }
        previous = blake2_256(&entry.encode());
    }
    head == Head {
        count: log.len() as u64,
        hash: previous,
    }
}

#[test]
fn the_chain_recomputed_from_pages_ends_in_the_head() {
    let (mut w, _) = long_log();
    let (log, head) = (w.log(), w.head());
    assert!(log.len() > 100, "the log has only {} entries", log.len());
    assert!(holds(&log, head));
    let one = w.read(audit::entry(57));
    assert_eq!(one.as_ref(), log.get(57));
}

#[test]
fn no_field_changes_without_breaking_the_chain() {
    let (mut w, _) = long_log();
    let (log, head) = (w.log(), w.head());
    let changes: [fn(&mut LogEntry); 9] = [
        |entry| entry.index += 1,
        |entry| entry.contract = STRANGER,
        |entry| entry.actor = OTHER_DOCTOR,
        |entry| entry.subject = STRANGER,
        |entry| entry.action = Action::RecordResealed,
        |entry| entry.reference[31] ^= 1,
        |entry| entry.block += 1,
        |entry| entry.timestamp -= 1,
        |entry| entry.previous[0] ^= 1,
    ];
    for at in [0, log.len() / 2, log.len() - 1] {
        for (field, change) in changes.iter().enumerate() {
            let mut forged = log.clone();
            change(&mut forged[at]);
            assert!(!holds(&forged, head), "field {field} of entry {at} can be forged");
        }
        let mut shorter = log.clone();
        shorter.remove(at);
        assert!(!holds(&shorter, head), "entry {at} can be left out");
    }
    let mut swapped = log.clone();
    swapped.swap(40, 41);
    assert!(!holds(&swapped, head), "entries can change places");
}

/// Who follows the events has the same log as who reads the pages.
#[test]
fn the_events_are_the_log() {
    let (mut w, events) = long_log();
    let followed: Vec<_> = events
        .iter()
        .filter_map(Emitted::decode::<ActionLogged>)
        .map(|event| event.entry)
        .collect();
    let log = w.log();
    assert_eq!(followed, log[log.len() - followed.len()..]);
    assert_eq!(followed.len(), 8 * 12 + 1 + 12);
}

#[test]
fn an_empty_log_has_an_empty_head() {
    let mut w = World::unwired();
    assert!(holds(&w.log(), w.head()));
    assert_eq!(w.head(), Head::default());
}
