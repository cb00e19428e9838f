//! All live records of the chain, a bounded part at a time: the log names every patient who was ever registered, and the
//! patient contract each one's records.
//!
//! What is public is read, and nothing else. A walk ends where the log ended when it began; what comes later is another
//! walk's.

use crate::audit::Filter;
use crate::error::Result;
use crate::stores::{Reference, References};
use crate::{Medink, place};
use medink_chain::{ChainExt, contracts};
use medink_types::{AccountId, Action, Record, RecordState, bounds};
use std::collections::VecDeque;

/// Where somebody is on the way through all records.
pub(crate) struct Walk {
    /// The log's entry that comes next, the end of the log, and how many entries are read at once.
    log: u64,
    end: u64,
    most: u32,
    /// Whose records come next.
    patients: VecDeque<AccountId>,
    /// How many of the first one's records were passed.
    records: u64,
}

impl Walk {
    /// Begins: of one patient, or of all.
    ///
    /// # Errors
    /// [`Kind::NotFound`](crate::Kind::NotFound) where the account is no patient; what keeps the chain from being read.
    pub(crate) async fn begin(medink: &Medink, of: Option<AccountId>) -> Result<Self> {
        let (patients, end) = match of {
            Some(patient) => {
                medink.patient(patient).await?;
                (VecDeque::from([patient]), 0)
            }
            None => (VecDeque::new(), medink.log_head().await?.count),
        };
        Ok(Walk {
            log: 0,
            end,
            most: medink.longest_log_page().await?.clamp(1, bounds::PAGE),
            patients,
            records: 0,
        })
    }

    /// The next part, which may be empty; none at the end.
    ///
    /// # Errors
    /// What keeps the chain from being read.
    pub(crate) async fn next(&mut self, medink: &Medink) -> Result<Option<References>> {
        match self.patients.front().copied() {
            Some(patient) => self.next_records(medink, patient).await.map(Some),
            None if self.log < self.end => self.next_patients(medink).await,
            None => Ok(None),
        }
    }

    async fn next_patients(&mut self, medink: &Medink) -> Result<Option<References>> {
        let stop = self.log.saturating_add(self.most.into()).min(self.end);
        let part = medink.log_part_by(Filter::All, self.log, stop, self.most).await?;
        if part.is_empty() {
            // The node has less than it said; nothing more can be had from it.
            return Ok(None);
        }
        let by = medink.deployment.patient();
        let registered = part
            .iter()
            .filter(|entry| entry.action == Action::PatientRegistered && entry.contract == by);
        self.patients.extend(registered.map(|entry| entry.subject));
        self.log = self.log.saturating_add(part.len() as u64);
        Ok(Some(References::default()))
    }

    async fn next_records(&mut self, medink: &Medink, patient: AccountId) -> Result<References> {
        let at = medink.deployment.patient();
        // A limit of 0 is as many as the parameters allow.
        let query = contracts::patient::records(at, patient, self.records, 0);
        let page = medink.chain.read(&query).await?;
        match page.next {
            Some(next) if next > self.records => self.records = next,
            _ => {
                self.patients.pop_front();
                self.records = 0;
            }
        }
        Ok(live(patient, page.items))
    }
}

/// Where the ciphertext of the live ones is.
fn live(patient: AccountId, records: Vec<Record>) -> References {
    let mut references = References::default();
    for record in records.into_iter().filter(|r| r.state == RecordState::Live) {
        match place::of(&record) {
            Ok(cid) => references.found.push(Reference {
                patient,
                number: record.number,
                cid,
            }),
            Err(error) => references.unreadable.push((patient, record.number, error.what)),
        }
    }
    references
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: u32, cid: Option<[u8; 36]>, state: RecordState) -> Record {
        Record {
            number,
            cid: cid.map(medink_types::Cid),
            key: None,
            author: [0; 32].into(),
            created: 0,
            amends: None,
            refers_to: None,
            state,
        }
    }

    #[test]
    fn only_live_records_are_walked_and_a_bad_place_costs_its_row() {
        let mut good = [7; 36];
        good[..4].copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
        let who = AccountId::from([9; 32]);
        let found = live(
            who,
            vec![
                record(1, Some(good), RecordState::Live),
                record(2, None, RecordState::Erased),
                record(3, Some([0xff; 36]), RecordState::Live),
                record(4, None, RecordState::Live),
            ],
        );
        let numbers: Vec<u32> = found.found.iter().map(|one| one.number).collect();
        assert_eq!(numbers, [1]);
        let bad: Vec<u32> = found.unreadable.iter().map(|(_, number, _)| *number).collect();
        assert_eq!(bad, [3, 4]);
    }
}
