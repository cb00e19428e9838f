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
    use medink_types::{AccountId, events};

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
