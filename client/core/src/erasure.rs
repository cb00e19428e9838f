//! What takes a record's old place and key away: erasing, and encrypting again.

use crate::advice::Advice;
use crate::error::{Kind, Result};
use crate::journal::{Journal, Pending, Task, UnderWay};
use crate::keyring::{Keyring, erased};
use crate::recording::is_place_taken;
use crate::transfer::Stored;
use crate::{Done, Operation, place, transfer};
use medink_chain::contracts;
use medink_seal::{GenerationKey, wrap};
use medink_store::{Cid, Presence};
use medink_types::{KeyBy, Record, RecordState, Reseal, SealedKey};
use medink_words::{Said, said};

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
            let record = self.live_record(self.actor.id(), number).await?;
            let Some(key) = record.key.clone() else {
                return Err(erased(number));
            };
            let journal = self.journal_of();
            let begun = journal.begin()?;
            // Of a place that is none no store has anything: then the chain alone is to forget it.
            let place = place::of(&record).ok();
            let ticket = match &place {
                Some(cid) => {
                    let pending = Pending {
                        patient: *self.actor.id().as_ref(),
                        cid: cid.to_bytes(),
                        key,
                        task: Task::Erase(number),
                        submitted: true,
                    };
                    journal.write(&begun, &[pending]).await?.pop()
                }
                None => None,
            };
            let message = contracts::patient::erase_record(self.deployment.patient(), number);
            let asked = self.step( &message).await;
            if let Err(error) = asked {
                if error.kind != Kind::Unknown {
                    if let Some(ticket) = &ticket {
                        journal.remove(ticket)?;
                    }
                    journal.end(begun)?;
                }
                return Err(error);
            }
            let cleaned = async {
                let gone = match &place {
                    Some(cid) => self.let_go(self.actor.id(), cid).await?,
                    None => true,
                };
                if !gone {
                    self.watch.say(
                    "The record is erased on the chain, but a store that could not be reached may still have its \
                     content. Once it is back, the next look at the records removes it there.",
                );
                } else if let Some(ticket) = &ticket {
                    journal.remove(ticket)?;
                }
                journal.end(begun)?;
                self.sweep(&journal, true).await
            };
            cleaned.await.map_err(|error| {
                error
                .at(said!("core-erased-not-removed"))
                .next(said!("core-erased-not-removed-next"))
                .advise(Advice::ListRecords)
            })?;
            Ok(())
        })
        .await
    }

    /// Gives every live record a new key and a new place, and unpins the old.
    pub(super) async fn reencrypt(&self, generation: u32) -> Result<Reencrypted> {
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
            &self.scope(who),
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
        self.settle_uploads(&batch, asked).await?;
        Ok(true)
    }

    /// A record's content under a fresh key, in the store, and where it was before; none where it is not here whole.
    async fn encrypted_again(&self, record: &Record) -> Result<Option<(Cid, Stored)>> {
        let old = place::of(record)?;
        if self.store.has(&old).await? != Presence::Whole {
            return Ok(None);
        }
        let ring = Keyring::Own {
            scope: self.scope(self.actor.id()),
            secrets: &self.actor.secrets,
        };
        let header = transfer::header(self.store.as_ref(), &old).await?;
        let key = ring.open(record, &header.digest())?;
        let stored = transfer::reseal(self.store.as_ref(), &old, &key, self.watch).await?;
        Ok(Some((old, stored)))
    }
}
