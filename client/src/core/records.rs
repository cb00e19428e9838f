//! Records: adding, amending, listing, opening, erasing, encrypting again.
//!
//! Adding goes: seal and store, note it in the journal, pin, ask the chain, forget the journal entry. Opening goes:
//! check that the content and its key are there, log the access on chain, fetch, verify, decrypt, rename. An access
//! that can't be logged isn't made.

use crate::core::journal::{Journal, Pending, Task, Ticket};
use crate::core::keyring::{Keyring, erased, no_consent};
use crate::core::settle::cid;
use crate::core::transfer::{self, Stored};
use crate::core::{Actor, Done, Medink, Step, Watch};
use crate::error::{Error, Kind, Result};
use medink_chain::{ChainExt, contracts};
use medink_seal::record::{Details, sealed_len};
use medink_seal::wrap;
use medink_store::{Cid, Presence};
use medink_types::{AccountId, KeyBy, NewRecord, Record, RecordState, Reseal, SealedKey, bounds};
use std::io::{Read, Write};
use std::path::Path;

/// A document to be added: what it is and where its bytes come from.
pub struct Document {
    /// What it is; goes inside the ciphertext.
    pub details: Details,
    /// Exactly `details.size` bytes.
    pub source: Box<dyn Read + Send>,
}

/// A record that was added.
#[derive(Debug, Clone)]
pub struct Added {
    /// Its number with this patient.
    pub number: u32,
    /// Where its ciphertext is.
    pub cid: Cid,
    /// The size of the ciphertext, in bytes.
    pub sealed: u64,
}

/// A record in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What the chain says.
    pub record: Record,
    /// What it is: opened for the patient; for a doctor only when asked for, which is logged; none where the key or
    /// the content is not there.
    pub details: Option<Details>,
    /// Whether the ciphertext is in this store.
    pub here: bool,
}

/// What happened to earlier uploads that had not come to their end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Recorded now.
    pub finished: u32,
    /// Were recorded already.
    pub known: u32,
    /// Given up: unpinned, to be collected.
    pub cleaned: u32,
}

/// Where an opened record goes.
pub enum Destination<'a> {
    /// A file; an existing one is replaced only if asked.
    File {
        /// Its path.
        path: &'a Path,
        /// Whether an existing file may be replaced.
        replace: bool,
    },
    /// A stream. What it has got before an error is not to be trusted.
    Stream(Box<dyn Write + Send>),
}

/// What encrypting again did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reencrypted {
    /// Records with new keys and places.
    pub records: u32,
    /// Records left as they were because their content is not in this store.
    pub missing: Vec<u32>,
}

/// How an author wraps keys for a patient now.
enum Wrapping<'a> {
    Generation(medink_seal::GenerationKey),
    Pairwise(&'a medink_seal::PairwiseKey),
}

impl Medink {
    /// Adds documents to a patient's records, in batches of at most [`bounds::BATCH`] a transaction. Guard: the patient,
    /// or a doctor with a whole-history consent. The documents of a batch are recorded together or not at all.
    pub async fn add_records(
        &self,
        actor: &Actor,
        patient: AccountId,
        documents: Vec<Document>,
        watch: &dyn Watch,
    ) -> Result<Done<Vec<Added>>> {
        let mut steps = Vec::new();
        self.recover(actor, &mut steps, watch).await?;
        let ring = self.keyring(actor, patient).await?;
        let wrapping = self
            .wrapping(actor, patient, None, &ring, &mut steps, watch)
            .await?;
        let at = self.deployment.patient();
        let mut added = Vec::with_capacity(documents.len());
        let mut queue = documents.into_iter().peekable();
        while queue.peek().is_some() {
            let mut batch = Vec::new();
            for document in queue.by_ref().take(bounds::BATCH) {
                batch.push(
                    self.store_one(actor, patient, Task::Add, document, &wrapping, watch)
                        .await?,
                );
            }
            let records: Vec<NewRecord> = batch.iter().map(|upload| upload.pending.record()).collect();
            self.submitting(actor, &mut batch)?;
            let numbers = match records.as_slice() {
                [record] => {
                    let message = contracts::patient::add_medical_record(at, patient, record);
                    self.settle_uploads(actor, &batch, self.step(actor, &message, &mut steps).await)
                        .await
                        .map(|n| vec![n])
                }
                _ => {
                    let message = contracts::patient::add_medical_records(at, patient, &records);
                    self.settle_uploads(actor, &batch, self.step(actor, &message, &mut steps).await)
                        .await
                }
            }?;
            for (number, upload) in numbers.into_iter().zip(&batch) {
                added.push(Added {
                    number,
                    cid: upload.stored.added.cid,
                    sealed: upload.stored.info.sealed_len,
                });
            }
        }
        Ok(Done { value: added, steps })
    }

    /// Adds a document that takes the place of record `amends`; both stay. Guard: the patient, or a doctor whose live
    /// consent covers that record.
    pub async fn amend_record(
        &self,
        actor: &Actor,
        patient: AccountId,
        amends: u32,
        document: Document,
        watch: &dyn Watch,
    ) -> Result<Done<Added>> {
        let mut steps = Vec::new();
        self.recover(actor, &mut steps, watch).await?;
        let amended = self.live_record(patient, amends).await?;
        let ring = self.keyring(actor, patient).await?;
        let wrapping = self
            .wrapping(actor, patient, Some(&amended), &ring, &mut steps, watch)
            .await?;
        let mut batch = vec![
            self.store_one(actor, patient, Task::Amend(amends), document, &wrapping, watch)
                .await?,
        ];
        self.submitting(actor, &mut batch)?;
        let Some(upload) = batch.first() else {
            return Err(Error::new(
                Kind::Internal,
                "an amendment was stored but is not there",
            ));
        };
        let message = contracts::patient::amend_record(
            self.deployment.patient(),
            patient,
            amends,
            &upload.pending.record(),
        );
        let number = self
            .settle_uploads(actor, &batch, self.step(actor, &message, &mut steps).await)
            .await?;
        let added = Added {
            number,
            cid: upload.stored.added.cid,
            sealed: upload.stored.info.sealed_len,
        };
        Ok(Done { value: added, steps })
    }

    /// Finishes or cleans what earlier uploads of this actor left behind: what is stored whole and still fits the
    /// patient's keys is recorded, the rest is given up and its space freed.
    pub async fn recover_uploads(&self, actor: &Actor, watch: &dyn Watch) -> Result<Done<Recovered>> {
        let mut steps = Vec::new();
        let value = self.recover(actor, &mut steps, watch).await?;
        Ok(Done { value, steps })
    }

    /// Gives up the uploads of this actor that the chain was not asked about yet, after an interruption. Returns how
    /// many others have an outcome that only the chain knows.
    pub async fn abandon_uploads(&self, actor: &Actor) -> Result<usize> {
        let journal = self.journal_of(actor);
        let mut unknown = 0;
        for (ticket, pending) in journal.entries()? {
            if pending.submitted {
                unknown += 1;
            } else {
                self.give_up(&journal, &ticket, &pending).await?;
            }
        }
        // What another medink uses right now is collected by the next to clean up.
        match self.store.gc().await {
            Ok(_) | Err(medink_store::StoreError::Busy { .. }) => Ok(unknown),
            Err(error) => Err(error.into()),
        }
    }

    /// A patient's records. The patient sees what each is; a doctor only with `titles`, which is logged as an access to
    /// the profile and the titles (number 0).
    pub async fn list_records(
        &self,
        actor: &Actor,
        patient: AccountId,
        titles: bool,
        watch: &dyn Watch,
    ) -> Result<Done<Vec<Listed>>> {
        let mut steps = Vec::new();
        self.recover(actor, &mut steps, watch).await?;
        let own = patient == actor.id();
        if own {
            self.settle(actor, &mut steps, watch).await?;
            self.adopt(actor, &mut steps, watch).await?;
        }
        self.patient(patient).await?;
        let at = self.deployment.patient();
        let records = self
            .all(|start, limit| contracts::patient::records(at, patient, start, limit))
            .await?;
        let ring = if own || titles {
            Some(self.keyring(actor, patient).await?)
        } else {
            None
        };
        if !own && titles {
            self.step(
                actor,
                &contracts::patient::log_access(at, patient, bounds::PROFILE),
                &mut steps,
            )
            .await?;
        }
        let mut listed = Vec::with_capacity(records.len());
        for record in records {
            let mut here = false;
            let mut details = None;
            if record.state == RecordState::Live {
                let place = cid(&record.cid)?;
                here = self.store.has(&place).await? == Presence::Whole;
                if let (true, Some(ring)) = (here, &ring) {
                    details = self.details_of(&record, &place, ring).await?;
                }
            }
            listed.push(Listed {
                record,
                details,
                here,
            });
        }
        Ok(Done { value: listed, steps })
    }

    /// Opens a record. The access is on chain before the content is read.
    pub async fn get_record(
        &self,
        actor: &Actor,
        patient: AccountId,
        number: u32,
        destination: Destination<'_>,
        watch: &dyn Watch,
    ) -> Result<Done<Details>> {
        let mut steps = Vec::new();
        let record = self.live_record(patient, number).await?;
        let place = cid(&record.cid)?;
        if let Destination::File { path, replace: false } = &destination
            && path.exists()
        {
            return Err(transfer::exists());
        }
        // Everything that can fail is tried before the access is logged: the log tells of accesses, not of attempts.
        let ring = self.keyring(actor, patient).await?;
        if self.store.has(&place).await? != Presence::Whole {
            return Err(not_here(number));
        }
        let header = transfer::header(self.store.as_ref(), &place).await?;
        let key = ring.open(&record, &header.digest())?;
        self.step(
            actor,
            &contracts::patient::log_access(self.deployment.patient(), patient, number),
            &mut steps,
        )
        .await?;
        watch.begin("Opening", header.sealed_len());
        let opened = match destination {
            Destination::File { path, replace } => {
                transfer::open_to_file(self.store.as_ref(), &place, &key, path, replace).await
            }
            Destination::Stream(out) => transfer::open_into(self.store.as_ref(), &place, &key, out).await,
        };
        watch.end();
        Ok(Done {
            value: opened?,
            steps,
        })
    }

    /// Erases a record: its key and its place leave the chain's state, its blocks leave this store. The log keeps that
    /// something was erased, not what. Guard: the patient.
    pub async fn erase_record(&self, patient: &Actor, number: u32) -> Result<Done<()>> {
        let mut steps = Vec::new();
        let record = self.live_record(patient.id(), number).await?;
        self.step(
            patient,
            &contracts::patient::erase_record(self.deployment.patient(), number),
            &mut steps,
        )
        .await?;
        self.store.unpin(&cid(&record.cid)?).await?;
        self.collect().await?;
        Ok(Done { value: (), steps })
    }

    /// A record that exists and is not erased.
    pub(super) async fn live_record(&self, patient: AccountId, number: u32) -> Result<Record> {
        let at = self.deployment.patient();
        self.patient(patient).await?;
        let record = self
            .chain
            .read(&contracts::patient::record(at, patient, number))
            .await?
            .ok_or_else(|| {
                Error::new(Kind::NotFound, format!("this patient has no record {number}"))
                    .next("List them with: medink record list")
            })?;
        match record.state {
            RecordState::Live => Ok(record),
            RecordState::Erased => Err(erased(number)),
        }
    }

    /// Gives every live record a new key and a new place, and unpins the old.
    pub(super) async fn reencrypt(
        &self,
        patient: &Actor,
        generation: u32,
        steps: &mut Vec<Step>,
        watch: &dyn Watch,
    ) -> Result<Reencrypted> {
        let at = self.deployment.patient();
        let who = patient.id();
        let scope = self.scope(who);
        let ring = Keyring::Own {
            scope,
            secrets: &patient.secrets,
        };
        let current = patient.secrets.generation_key(generation)?;
        let records = self
            .all(|start, limit| contracts::patient::records(at, who, start, limit))
            .await?;
        let mut done = Reencrypted::default();
        for record in records.into_iter().filter(|r| r.state == RecordState::Live) {
            let old = cid(&record.cid)?;
            if self.store.has(&old).await? != Presence::Whole {
                done.missing.push(record.number);
                continue;
            }
            let header = transfer::header(self.store.as_ref(), &old).await?;
            let key = ring.open(&record, &header.digest())?;
            let stored = transfer::reseal(self.store.as_ref(), &old, &key, watch).await?;
            let wrapped =
                wrap::record_by_generation(&scope, &current, &stored.info.header_digest, &stored.info.key)?;
            let pending = Pending {
                patient: *who.as_ref(),
                cid: stored.added.cid.to_bytes(),
                key: SealedKey {
                    by: KeyBy::Generation(generation),
                    bytes: wrapped,
                },
                task: Task::Reseal {
                    number: record.number,
                    old: record.cid.clone(),
                },
                submitted: false,
            };
            let reseal = Reseal {
                number: record.number,
                cid: Some(pending.cid.clone()),
                key: wrapped,
            };
            let mut batch = [self.enter(patient, stored, pending).await?];
            self.submitting(patient, &mut batch)?;
            let asked = self
                .step(patient, &contracts::patient::reseal_records(at, &[reseal]), steps)
                .await;
            self.settle_uploads(patient, &batch, asked)
                .await
                .map_err(|error| error.at(format!("encrypting record {} again", record.number)))?;
            self.store.unpin(&old).await?;
            done.records = done.records.saturating_add(1);
        }
        self.collect().await?;
        Ok(done)
    }

    /// Frees what no pin reaches; left to the next time where another medink is using the store.
    async fn collect(&self) -> Result<()> {
        match self.store.gc().await {
            Ok(_) | Err(medink_store::StoreError::Busy { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn details_of(&self, record: &Record, place: &Cid, ring: &Keyring<'_>) -> Result<Option<Details>> {
        let header = transfer::header(self.store.as_ref(), place).await?;
        match ring.open(record, &header.digest()) {
            Ok(key) => Ok(Some(transfer::details(self.store.as_ref(), place, &key).await?)),
            // Not covered, or not shared yet: listed without its title.
            Err(error) if matches!(error.kind, Kind::Refused | Kind::Keys) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn wrapping<'r>(
        &self,
        actor: &Actor,
        patient: AccountId,
        amends: Option<&Record>,
        ring: &'r Keyring<'_>,
        steps: &mut Vec<Step>,
        watch: &dyn Watch,
    ) -> Result<Wrapping<'r>> {
        if patient == actor.id() {
            let generation = self.settle(actor, steps, watch).await?;
            return Ok(Wrapping::Generation(ring.generation(generation)?));
        }
        let ticket = self
            .chain
            .read(&contracts::doctor::write_ticket(
                self.deployment.doctor(),
                patient,
                actor.id(),
                amends.map(|record| (record.number, record.amends.unwrap_or(record.number))),
            ))
            .await?;
        let current = self
            .chain
            .read(&contracts::patient::generation(
                self.deployment.patient(),
                patient,
            ))
            .await?;
        if current < ticket.lowest_generation {
            return Err(Error::new(
                Kind::Refused,
                "the patient has just revoked a consent and the keys have not changed yet",
            )
            .next("Nothing can be written until the patient's medink has finished; try again later."));
        }
        match ring.pairwise() {
            Some(pairwise) if !ticket.whole_history => Ok(Wrapping::Pairwise(pairwise)),
            _ if ring.is_whole() => Ok(Wrapping::Generation(ring.generation(current)?)),
            _ => Err(no_consent()),
        }
    }

    async fn store_one(
        &self,
        actor: &Actor,
        patient: AccountId,
        task: Task,
        document: Document,
        wrapping: &Wrapping<'_>,
        watch: &dyn Watch,
    ) -> Result<Upload> {
        watch.begin("Sealing and storing", sealed_len(&document.details)?);
        let stored =
            transfer::seal_into_store(self.store.as_ref(), document.source, document.details, &|bytes| {
                watch.progress(bytes)
            })
            .await;
        watch.end();
        let stored = stored?;
        let scope = self.scope(patient);
        let digest = &stored.info.header_digest;
        let key = match wrapping {
            Wrapping::Generation(g) => SealedKey {
                by: KeyBy::Generation(g.number()),
                bytes: wrap::record_by_generation(&scope, g, digest, &stored.info.key)?,
            },
            Wrapping::Pairwise(p) => SealedKey {
                by: KeyBy::Pairwise,
                bytes: wrap::record_by_pairwise(&scope, p, digest, &stored.info.key)?,
            },
        };
        let pending = Pending {
            patient: *patient.as_ref(),
            cid: stored.added.cid.to_bytes(),
            key,
            task,
            submitted: false,
        };
        self.enter(actor, stored, pending).await
    }

    /// Notes a stored document in the journal and pins it.
    async fn enter(&self, actor: &Actor, stored: Stored, pending: Pending) -> Result<Upload> {
        let ticket = self.journal_of(actor).write(&pending)?;
        self.store.pin(&stored.added.cid).await?;
        Ok(Upload {
            stored,
            pending,
            ticket,
        })
    }

    fn submitting(&self, actor: &Actor, batch: &mut [Upload]) -> Result<()> {
        let journal = self.journal_of(actor);
        for upload in batch {
            upload.pending.submitted = true;
            journal.update(&upload.ticket, &upload.pending)?;
        }
        Ok(())
    }

    /// Forgets the uploads that the chain has taken or refused; keeps those whose outcome is unknown for later.
    async fn settle_uploads<T>(&self, actor: &Actor, batch: &[Upload], outcome: Result<T>) -> Result<T> {
        let journal = self.journal_of(actor);
        match outcome {
            Ok(value) => {
                for upload in batch {
                    journal.remove(&upload.ticket)?;
                }
                Ok(value)
            }
            Err(error) if error.kind == Kind::Unknown => Err(error
                .next("What was stored is kept. The next medink record command finds out and finishes it.")),
            Err(error) => {
                for upload in batch {
                    self.give_up(&journal, &upload.ticket, &upload.pending).await?;
                }
                Err(error)
            }
        }
    }

    async fn recover(&self, actor: &Actor, steps: &mut Vec<Step>, watch: &dyn Watch) -> Result<Recovered> {
        let journal = self.journal_of(actor);
        let mut recovered = Recovered::default();
        for (ticket, pending) in journal.entries()? {
            let at = self.deployment.patient();
            let patient: AccountId = pending.patient.into();
            let place = cid(&pending.cid)?;
            if self
                .chain
                .read(&contracts::patient::record_by_cid(at, patient, &pending.cid))
                .await?
                .is_some()
            {
                if let Task::Reseal { old, .. } = &pending.task {
                    self.store.unpin(&cid(old)?).await?;
                }
                journal.remove(&ticket)?;
                recovered.known = recovered.known.saturating_add(1);
                continue;
            }
            // Encrypting again can simply be asked for again; an upload that is not whole can't be finished.
            if matches!(pending.task, Task::Reseal { .. }) || self.store.has(&place).await? != Presence::Whole
            {
                self.give_up(&journal, &ticket, &pending).await?;
                recovered.cleaned = recovered.cleaned.saturating_add(1);
                continue;
            }
            self.store.pin(&place).await?;
            let record = pending.record();
            let asked = match pending.task {
                Task::Amend(n) => {
                    self.step(
                        actor,
                        &contracts::patient::amend_record(at, patient, n, &record),
                        steps,
                    )
                    .await
                }
                _ => {
                    self.step(
                        actor,
                        &contracts::patient::add_medical_record(at, patient, &record),
                        steps,
                    )
                    .await
                }
            };
            match asked {
                Ok(number) => {
                    journal.remove(&ticket)?;
                    watch.say(&format!(
                        "An earlier upload that was interrupted is recorded now, as number {number}."
                    ));
                    recovered.finished = recovered.finished.saturating_add(1);
                }
                // Its key no longer fits, or its consent has ended: it can never be recorded as it is.
                Err(error) if error.kind == Kind::Refused => {
                    self.give_up(&journal, &ticket, &pending).await?;
                    watch.say(&format!("An earlier upload that was interrupted can't be recorded any more and was cleaned: {}", error.what));
                    recovered.cleaned = recovered.cleaned.saturating_add(1);
                }
                Err(error) => return Err(error.at("finishing an earlier upload")),
            }
        }
        Ok(recovered)
    }

    async fn give_up(&self, journal: &Journal, ticket: &Ticket, pending: &Pending) -> Result<()> {
        self.store.unpin(&cid(&pending.cid)?).await?;
        journal.remove(ticket)
    }

    fn journal_of(&self, actor: &Actor) -> Journal {
        Journal::new(&self.journal, actor.journal.clone())
    }
}

/// A document on its way.
struct Upload {
    stored: Stored,
    pending: Pending,
    ticket: Ticket,
}

fn not_here(number: u32) -> Error {
    Error::new(Kind::NotFound, format!("the content of record {number} is not in this store, or not whole"))
        .next("It may be in the store of whoever wrote it: use that one, or fetch it from there. Nothing was logged.")
}
