//! The value that a message returned, as the contract's own events in the block tell it: a transaction returns nothing,
//! and what its trial returned may have been another transaction's by the time it was written. `None`: they don't
//! tell it.

use crate::event::Event;
use medink_types::{Decision, ProposalState};

/// What came of a proposal. Another admin's approval may have come in between. A proposal that is carried out by the
/// very call that makes it tells of no proposal.
pub fn decision(events: &[Event]) -> Option<Decision> {
    let told = events.iter().rev().find_map(|event| match event {
        Event::ProposalChanged(changed) => Some((changed.number, changed.state)),
        _ => None,
    });
    Some(match told {
        None | Some((_, ProposalState::CarriedOut)) => Decision::CarriedOut,
        Some((number, _)) => Decision::Waits { number },
    })
}

/// The index of the first entry that was written to the log.
pub fn first_index(events: &[Event]) -> Option<u64> {
    events.iter().find_map(|event| match event {
        Event::ActionLogged(logged) => Some(logged.entry.index),
        _ => None,
    })
}

/// The numbers of the records that were added.
pub fn added_numbers(events: &[Event]) -> Option<Vec<u32>> {
    let numbers: Vec<u32> = events
        .iter()
        .filter_map(|event| match event {
            Event::RecordAdded(added) => Some(added.number),
            _ => None,
        })
        .collect();
    (!numbers.is_empty()).then_some(numbers)
}

/// The number of the one record that was added.
pub fn added_number(events: &[Event]) -> Option<u32> {
    match added_numbers(events)?.as_slice() {
        [number] => Some(*number),
        _ => None,
    }
}

/// The generation that a patient's keys were taken to.
pub fn new_generation(events: &[Event]) -> Option<u32> {
    events.iter().find_map(|event| match event {
        Event::GenerationRotated(rotated) => Some(rotated.generation),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_types::{AccountId, Action, LogEntry, events};

    #[test]
    fn the_last_word_on_a_proposal_counts() {
        let (actor, subject) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let changed = |number, state| {
            Event::ProposalChanged(events::ProposalChanged {
                actor,
                subject,
                number,
                approvals: 1,
                state,
            })
        };
        let announced = ProposalState::Announced { not_before: 5 };
        assert_eq!(decision(&[]), Some(Decision::CarriedOut));
        for state in [ProposalState::Open, announced, ProposalState::CalledOff] {
            let waits = Some(Decision::Waits { number: 7 });
            assert_eq!(decision(&[changed(7, state)]), waits, "{state:?}");
        }
        let open = changed(7, ProposalState::Open);
        let done = changed(7, ProposalState::CarriedOut);
        assert_eq!(
            decision(&[open.clone(), done.clone()]),
            Some(Decision::CarriedOut)
        );
        assert_eq!(decision(&[done, open]), Some(Decision::Waits { number: 7 }));
    }

    #[test]
    fn the_first_entry_of_several_is_told() {
        let (actor, subject) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let logged = |index| {
            let entry = LogEntry {
                index,
                contract: [3; 32].into(),
                actor,
                subject,
                action: Action::RecordAdded,
                reference: [0; 32],
                block: 1,
                timestamp: 2,
                previous: [0; 32],
            };
            Event::ActionLogged(events::ActionLogged {
                actor,
                subject,
                entry,
            })
        };
        assert_eq!(first_index(&[]), None);
        assert_eq!(first_index(&[logged(8), logged(9)]), Some(8));
    }

    #[test]
    fn numbers_come_from_the_events() {
        let (actor, subject) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let added = |number| {
            Event::RecordAdded(events::RecordAdded {
                actor,
                subject,
                number,
                amends: None,
                refers_to: None,
            })
        };
        let rotated = Event::GenerationRotated(events::GenerationRotated {
            actor,
            subject,
            generation: 6,
        });
        assert_eq!(added_number(&[rotated.clone(), added(8)]), Some(8));
        assert_eq!(added_number(std::slice::from_ref(&rotated)), None);
        assert_eq!(added_number(&[added(8), added(9)]), None);
        assert_eq!(added_numbers(&[added(8), added(9)]), Some(vec![8, 9]));
        assert_eq!(new_generation(&[rotated]), Some(6));
    }
}
