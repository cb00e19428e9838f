//! Who has opened something of a patient's and had never done so before, as this machine knows: told once, and remembered with
//! the patient's visits ([`crate::visits`]), sealed. What is not remembered any more is told again; it proves nothing.

use crate::error::{Error, Kind, Result};
use crate::search::LOOKED_AT;
use crate::visits::Known;
use crate::{Operation, files};
use medink_types::LogEntry;
use medink_words::said;
use std::collections::BTreeSet;

/// How many people are remembered as known: what is sealed holds a megabyte at most. Those beyond are told each time.
pub(crate) const MOST: usize = 16_000;

/// The first accesses of people who had opened nothing before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strangers {
    /// One entry of each, oldest first.
    pub first: Vec<LogEntry>,
    /// How many later accesses were not looked at: the next look, once these are known, goes on there.
    pub more: u64,
    /// Up to where was looked.
    looked: u64,
    /// Whether the memory is of another chain.
    anew: bool,
}

impl Operation<'_> {
    /// Who has opened something and had never done so before, as this machine knows: among the oldest [`LOOKED_AT`] accesses
    /// that were not looked at yet.
    ///
    /// # Errors
    /// What keeps the log from being read, and [`Kind::Damaged`] for a node that contradicts itself.
    pub async fn strangers(&self) -> Result<Strangers> {
        let me = self.actor.id();
        let place = self.visit_at();
        let known = files::apart(move || place.read()).await?;
        let total = self.accesses(me, 0, 1).await?.total;
        let anew = known.looked > total;
        let (mut people, start) = match anew {
            true => (BTreeSet::new(), 0),
            false => (known.people, known.looked),
        };
        let end = part(start, total);
        let entries = self.accesses_between(me, start, end).await?;
        if entries.is_empty() && start < end {
            return Err(Error::new(Kind::Damaged, said!("core-accesses-miscounted"))
                .next(said!("core-again-or-another-node")));
        }
        let looked = start.saturating_add(entries.len() as u64);
        let mut first = Vec::new();
        for entry in entries {
            // What a foreign contract wrote says nothing of who opened what, and makes nobody known.
            let told = entry.actor != me && self.is_own_contract(&entry.contract);
            if told && people.insert(entry.actor.0) {
                first.push(entry);
            }
        }
        Ok(Strangers {
            first,
            more: total.saturating_sub(looked),
            looked,
            anew,
        })
    }

    /// Notes that these were told.
    ///
    /// # Errors
    /// [`crate::Kind::Io`].
    pub async fn know(&self, strangers: &Strangers) -> Result<()> {
        let place = self.visit_at();
        let strangers = strangers.clone();
        files::apart(move || place.change(|known| known.know(&strangers))).await
    }
}

impl Known {
    fn know(&mut self, strangers: &Strangers) {
        if strangers.anew {
            self.people.clear();
        }
        self.looked = strangers.looked;
        for entry in &strangers.first {
            if self.people.len() < MOST {
                self.people.insert(entry.actor.0);
            }
        }
    }
}

/// Where a look ends that begins at `start`, of so many in all.
fn part(start: u64, total: u64) -> u64 {
    total.min(start.saturating_add(LOOKED_AT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::opened_by;

    #[test]
    fn many_are_looked_at_in_parts_to_the_last() {
        let total = 2 * LOOKED_AT + 7;
        let (mut at, mut looks) = (0, 0);
        while at < total {
            let end = part(at, total);
            assert!(end > at && end - at <= LOOKED_AT);
            (at, looks) = (end, looks + 1);
        }
        assert_eq!((at, looks), (total, 3));
        assert_eq!(part(total, total), total);
    }

    #[test]
    fn what_was_looked_at_is_known_and_the_next_look_goes_on_there() {
        let mut known = Known::default();
        for (actor, looked, more) in [(8, LOOKED_AT, 5), (9, LOOKED_AT + 5, 0)] {
            known.know(&Strangers {
                first: vec![opened_by(actor)],
                more,
                looked,
                anew: false,
            });
            assert_eq!(known.looked, looked);
            assert!(known.people.contains(&[actor; 32]));
        }
        assert_eq!(known.people.len(), 2);
    }

    #[test]
    fn people_of_another_chain_are_forgotten() {
        let mut known = Known::default();
        known.know(&Strangers {
            first: vec![opened_by(7)],
            more: 0,
            looked: 50,
            anew: false,
        });
        known.know(&Strangers {
            first: vec![opened_by(9)],
            more: 0,
            looked: 1,
            anew: true,
        });
        assert_eq!((known.looked, known.people), (1, BTreeSet::from([[9; 32]])));
    }
}
