//! What takes a record's old place and key away: erasing, and encrypting again.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::journal::{EntryFile, Journal, Pending, Task, UnderWay};
use crate::keyring::{Keyring, erased};
use crate::many::{Ended, Rows, ends_all};
use crate::recording::is_place_taken;
use crate::transfer::Stored;
use crate::{Done, Operation, place, transfer};
use medink_chain::contracts;
use medink_seal::{GenerationKey, wrap};
use medink_store::{Cid, Presence};
use medink_types::{Error as Refusal, KeyBy, Record, RecordState, Reseal, SealedKey};
use medink_words::{Said, said};
use std::collections::BTreeSet;

/// How many records are erased at once at most.
pub const MOST_AT_ONCE: usize = 100;

/// What became of one of several records that were to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasing {
    /// Its number.
    pub number: u32,
    /// How it ended.
    pub outcome: Outcome,
}

/// How that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is erased.
    Erased,
    /// It was erased before.
    Before,
    /// It is not erased, or only on the chain, and why.
    Failed(Error),
}

/// What encrypting again did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reencrypted {
    /// Records with new keys and places.
    pub records: u32,
    /// Records left as they were because their content is not in this store.
    pub missing: Vec<u32>,
    /// Records left as they were because they can't be read, and why.
    pub unreadable: Vec<(u32, Said)>,
}

impl Operation<'_> {
    /// Erases a record: its key and its place leave the chain's state, its blocks leave this store. The log keeps that
    /// something was erased, not what. Guard: the patient.
    pub async fn erase_record(&self, number: u32) -> Result<Done<()>> {
        self.run(async {
            self.recover().await?;
            let journal = self.journal_of();
            let begun = journal.begin()?;
            match self.erase_one((&journal, &begun), number).await {
                Ok(()) => self.collect_erased(&journal, begun, true).await,
                // What became of it only the chain knows: the next use of the records asks.
                Err(error) if error.kind == Kind::Unknown => Err(error),
                Err(error) => {
                    journal.end(begun)?;
                    Err(error)
                }
            }
        })
        .await
    }

    /// Erases several records, one after the other, and tells of each. A failure costs its own record, and what every other
    /// would meet as well ends all. Guard: the patient.
    ///
    /// # Errors
    /// [`Kind::Usage`] for none, and for more than [`MOST_AT_ONCE`]; nothing is erased then. What keeps earlier work from
    /// being finished, before anything is erased.
    pub async fn erase_records(
        &self,
        numbers: &BTreeSet<u32>,
        rows: &dyn Rows<Erasing>,
    ) -> Result<Done<Ended>> {
        self.run(async {
            if numbers.is_empty() || numbers.len() > MOST_AT_ONCE {
                return Err(
                    Error::new(Kind::Usage, said!("core-erase-count", count = numbers.len()))
                        .next(said!("core-erase-count-next", most = MOST_AT_ONCE)),
                );
            }
            self.recover().await?;
            let journal = self.journal_of();
            let begun = journal.begin()?;
            let (mut ended, mut any) = (Ended::All, false);
            for number in numbers {
                if !rows.goes_on() {
                    ended = Ended::Stopped;
                    break;
                }
                let outcome = match self.erase_one((&journal, &begun), *number).await {
                    Ok(()) => {
                        any = true;
                        Outcome::Erased
                    }
                    Err(error) if is_erased(&error) => Outcome::Before,
                    Err(error) => {
                        if ends_all(&error) {
                            ended = Ended::Failed(error.clone());
                        }
                        Outcome::Failed(error)
                    }
                };
                rows.row(Erasing {
                    number: *number,
                    outcome,
                });
                if matches!(ended, Ended::Failed(_)) {
                    break;
                }
            }
            if matches!(&ended, Ended::Failed(error) if error.kind == Kind::Unknown) {
                return Ok(ended);
            }
            // What is erased on the chain was told, whatever is met in the store then.
            if let Err(error) = self.collect_erased(&journal, begun, any).await
                && !matches!(ended, Ended::Failed(_))
            {
                ended = Ended::Failed(error);
            }
            Ok(ended)
        })
        .await
    }

    /// Takes one record from the chain, and lets its content go; nothing is collected yet.
    async fn erase_one(&self, (journal, begun): (&Journal, &UnderWay), number: u32) -> Result<()> {
        let record = self.live_record(self.actor.id(), number).await?;
        let Some(key) = record.key.clone() else {
            return Err(erased(number));
        };
        // Of a place that is none no store has anything: then the chain alone is to forget it.
        let place = place::of(&record).ok();
        let entry_file = match &place {
            Some(cid) => {
                let pending = Pending {
                    patient: *self.actor.id().as_ref(),
                    cid: cid.to_bytes(),
                    key,
                    task: Task::Erase(number),
                    submitted: true,
                };
                journal.write(begun, &[pending]).await?.pop()
            }
            None => None,
        };
        let message = contracts::patient::erase_record(self.deployment.patient(), number);
        if let Err(error) = self.step(&message).await {
            if let (true, Some(entry_file)) = (error.kind != Kind::Unknown, &entry_file) {
                journal.remove(entry_file)?;
            }
            return Err(error);
        }
        let let_go = self.let_erased_go(journal, place.as_ref().zip(entry_file.as_ref()));
        let_go.await.map_err(uncleaned)
    }

    async fn let_erased_go(&self, journal: &Journal, what: Option<(&Cid, &EntryFile)>) -> Result<()> {
        let Some((cid, entry_file)) = what else {
            return Ok(());
        };
        if self.let_go(self.actor.id(), cid).await? {
            return journal.remove(entry_file);
        }
        self.watch.say(&said!("told-erased-not-in-store"));
        Ok(())
    }

    /// Ends erasing, and collects what was let go, if anything was.
    async fn collect_erased(&self, journal: &Journal, begun: UnderWay, any: bool) -> Result<()> {
        let collected = async {
            journal.end(begun)?;
            self.sweep(journal, any).await
        };
        collected.await.map_err(uncleaned)
    }

    /// Gives every live record a new key and a new place, and unpins the old; after finishing what an interrupted one began.
    pub(super) async fn reencrypt(&self, generation: u32) -> Result<Reencrypted> {
        self.recover().await?;
        let journal = self.journal_of();
        let begun = journal.begin()?;
        self.encrypts_again();
        let done = self.reencrypt_all(generation, (&journal, &begun)).await;
        let done = self.ended(begun, done).await?;
        self.sweep(&journal, true).await?;
        Ok(done)
    }

    async fn reencrypt_all(
        &self,
        generation: u32,
        (journal, begun): (&Journal, &UnderWay),
    ) -> Result<Reencrypted> {
        let (at, who) = (self.deployment.patient(), self.actor.id());
        let current = self.actor.secrets.generation_key(generation)?;
        let records = self
            .all(|start, limit| contracts::patient::records(at, who, start, limit))
            .await?;
        let mut done = Reencrypted::default();
        for record in records.into_iter().filter(|r| r.state == RecordState::Live) {
            let mut again = self.reencrypt_one(&record, &current, (journal, begun)).await;
            if again.as_ref().is_err_and(is_place_taken) {
                self.say_sealed_anew();
                again = self.reencrypt_one(&record, &current, (journal, begun)).await;
            }
            match again {
                Ok(true) => done.records = done.records.saturating_add(1),
                Ok(false) => done.missing.push(record.number),
                Err(error) if error.is_of_one() => done.unreadable.push((record.number, error.what)),
                Err(error) => return Err(error.at(said!("core-encrypting-again", number = record.number))),
            }
        }
        Ok(done)
    }

    /// Gives a record a new key and a new place, and unpins the old. False where its content is not here whole.
    async fn reencrypt_one(
        &self,
        record: &Record,
        current: &GenerationKey,
        (journal, begun): (&Journal, &UnderWay),
    ) -> Result<bool> {
        let who = self.actor.id();
        let Some((old, stored)) = self.encrypted_again(record).await? else {
            return Ok(false);
        };
        let key = wrap::record_by_generation(
            &self.binding(who),
            current,
            &stored.info.header_digest,
            &stored.info.key,
        )?;
        let pending = Pending {
            patient: *who.as_ref(),
            cid: stored.added.cid.to_bytes(),
            key: SealedKey {
                by: KeyBy::Generation(current.number()),
                bytes: key,
            },
            task: Task::Reseal {
                number: record.number,
                old: old.to_bytes(),
            },
            submitted: false,
        };
        let reseal = Reseal {
            number: record.number,
            cid: Some(place::to_chain(&stored.added.cid)?),
            key,
        };
        let mut batch = self.enter(begun, vec![(stored, pending)]).await?;
        self.submitting(&mut batch).await?;
        let at = self.deployment.patient();
        let asked = self
            .step(&contracts::patient::reseal_records(
                at,
                current.number(),
                &[reseal],
            ))
            .await;
        // Before the journal forgets it: the old content is to go whatever happens.
        if asked.is_ok() && !self.let_go(who, &old).await? {
            let forget = batch.iter().map(|upload| Pending {
                cid: old.to_bytes(),
                task: Task::Forget,
                submitted: false,
                ..upload.pending.clone()
            });
            journal.write(begun, &forget.collect::<Vec<_>>()).await?;
        }
        self.conclude_uploads(&batch, asked).await?;
        Ok(true)
    }

    /// A record's content under a fresh key, in the store, and where it was before; none where it is not here whole.
    async fn encrypted_again(&self, record: &Record) -> Result<Option<(Cid, Stored)>> {
        let old = place::of(record)?;
        if self.store.has(&old).await? != Presence::Whole {
            return Ok(None);
        }
        let ring = Keyring::Own {
            binding: self.binding(self.actor.id()),
            secrets: &self.actor.secrets,
        };
        let header = transfer::header(self.store.as_ref(), &old).await?;
        let key = ring.open(record, &header.digest())?;
        let stored = transfer::reseal(self.store.as_ref(), &old, &key, self.watch).await?;
        Ok(Some((old, stored)))
    }
}

/// Whether a record can't be erased because it was.
fn is_erased(error: &Error) -> bool {
    let was = error.kind == Kind::NotFound && error.is_of_one();
    was || matches!(error.refusal, Some(Refusal::RecordErased))
}

/// What is erased on the chain and not yet in the store.
fn uncleaned(error: Error) -> Error {
    error
        .at(said!("core-erased-not-removed"))
        .next(said!("core-erased-not-removed-next"))
        .advise(Advice::ListRecords)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_erased_before_is_told_from_what_is_not_there() {
        assert!(is_erased(&erased(3)));
        let mut refused = Error::new(Kind::Refused, said!("core-stopped"));
        assert!(!is_erased(&refused));
        refused.refusal = Some(Refusal::RecordErased);
        assert!(is_erased(&refused));
        assert!(!is_erased(&Error::new(
            Kind::NotFound,
            said!("core-no-record", number = 9u32)
        )));
    }
}
