//! Records: adding, amending, listing, opening.
//!
//! Adding goes: begin in the journal, seal and store, note it in the journal, pin, ask the chain, forget the journal
//! entry, end. Opening goes: check that the content, its key and the destination are there, log the access on chain,
//! fetch, verify, decrypt, rename. An access that can't be logged isn't made.

use crate::core::destination::{Place, Replace};
use crate::core::journal::Task;
use crate::core::keyring::{Keyring, erased, no_consent};
use crate::core::settle::cid;
use crate::core::transfer::Opened;
use crate::core::uploads::{Author, Wrapping};
use crate::core::{Actor, Done, Medink, Step, Watch, media, now_ms, transfer};
use crate::error::{Error, Kind, Result};
use medink_chain::{ChainExt, contracts};
use medink_seal::record::{Details, Kind as RecordKind};
use medink_store::{Cid, Presence};
use medink_types::{AccountId, NewRecord, Record, RecordState, bounds};
use std::io::{Cursor, Read, Write};
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

/// What is said of a document before its bytes are seen.
#[derive(Default)]
pub struct Described {
    /// What to call it; without, the file's name.
    pub title: Option<String>,
    /// What sort it is; without, what its bytes say.
    pub kind: Option<RecordKind>,
    /// The name of the file it comes from, without folders.
    pub file_name: Option<String>,
    /// How many bytes it has.
    pub size: u64,
}

impl Document {
    /// A document from its bytes: what it is, is told by the first of them. Reads those, and blocks while it does.
    ///
    /// # Errors
    /// [`Kind::Io`] if `source` can't be read.
    pub fn detect(mut source: impl Read + Send + 'static, about: Described) -> Result<Self> {
        let mut start = Vec::new();
        (&mut source)
            .take(media::SNIFF as u64)
            .read_to_end(&mut start)
            .map_err(|e| {
                Error::io("reading the document", &e).next("Check that it is whole and that you may read it.")
            })?;
        let media = media::detect(&start, about.file_name.as_deref().map(Path::new));
        Ok(Document {
            details: Details {
                title: about
                    .title
                    .or_else(|| about.file_name.clone())
                    .unwrap_or_default(),
                kind: about.kind.unwrap_or(media.kind),
                file_name: about.file_name,
                media_type: media.media_type,
                size: about.size,
                created_ms: now_ms()?,
            },
            source: Box::new(Cursor::new(start).chain(source)),
        })
    }
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

/// A destination that was found to be one.
enum Out {
    Place(Place),
    Stream(Box<dyn Write + Send>),
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
        let begun = self.journal_of(actor).begin()?;
        let author = Author {
            actor,
            patient,
            wrapping,
            begun: &begun,
            watch,
        };
        let added = self.add_all(&author, documents, &mut steps).await;
        let value = self.ended(actor, begun, added).await?;
        Ok(Done { value, steps })
    }

    async fn add_all(
        &self,
        author: &Author<'_>,
        documents: Vec<Document>,
        steps: &mut Vec<Step>,
    ) -> Result<Vec<Added>> {
        let all = documents.len();
        let mut added = Vec::with_capacity(all);
        let mut queue = documents.into_iter();
        while !queue.as_slice().is_empty() {
            let batch = queue.by_ref().take(bounds::BATCH).collect();
            let recorded = self
                .add_batch(author, batch, steps)
                .await
                .map_err(|error| match added.len() {
                    0 => error,
                    done => error.at(format!("{done} of {all} files are recorded, not the others")),
                })?;
            added.extend(recorded);
            author.watch.recorded(added.len());
        }
        Ok(added)
    }

    async fn add_batch(
        &self,
        author: &Author<'_>,
        documents: Vec<Document>,
        steps: &mut Vec<Step>,
    ) -> Result<Vec<Added>> {
        let (at, actor, patient) = (self.deployment.patient(), author.actor, author.patient);
        let mut batch = Vec::with_capacity(documents.len());
        for document in documents {
            batch.push(self.store_one(author, Task::Add, document).await?);
        }
        let records: Vec<NewRecord> = batch.iter().map(|upload| upload.pending.record()).collect();
        self.submitting(actor, &mut batch)?;
        let numbers = match records.as_slice() {
            [record] => {
                let message = contracts::patient::add_medical_record(at, patient, record);
                self.settle_uploads(actor, &batch, self.step(actor, &message, steps).await)
                    .await
                    .map(|n| vec![n])
            }
            _ => {
                let message = contracts::patient::add_medical_records(at, patient, &records);
                self.settle_uploads(actor, &batch, self.step(actor, &message, steps).await)
                    .await
            }
        }?;
        Ok(numbers
            .into_iter()
            .zip(&batch)
            .map(|(n, upload)| upload.added(n))
            .collect())
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
        let begun = self.journal_of(actor).begin()?;
        let author = Author {
            actor,
            patient,
            wrapping,
            begun: &begun,
            watch,
        };
        let added = self.amend_one(&author, amends, document, &mut steps).await;
        let value = self.ended(actor, begun, added).await?;
        Ok(Done { value, steps })
    }

    async fn amend_one(
        &self,
        author: &Author<'_>,
        amends: u32,
        document: Document,
        steps: &mut Vec<Step>,
    ) -> Result<Added> {
        let mut batch = [self.store_one(author, Task::Amend(amends), document).await?];
        self.submitting(author.actor, &mut batch)?;
        let [upload] = &batch;
        let record = upload.pending.record();
        let message =
            contracts::patient::amend_record(self.deployment.patient(), author.patient, amends, &record);
        let asked = self.step(author.actor, &message, steps).await;
        let number = self.settle_uploads(author.actor, &batch, asked).await?;
        Ok(upload.added(number))
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
        let value = self.listed(patient, ring.as_ref()).await?;
        Ok(Done { value, steps })
    }

    /// All records of a patient, each with what it is where this ring opens it.
    pub(super) async fn listed(&self, patient: AccountId, ring: Option<&Keyring<'_>>) -> Result<Vec<Listed>> {
        let at = self.deployment.patient();
        let records = self
            .all(|start, limit| contracts::patient::records(at, patient, start, limit))
            .await?;
        let mut listed = Vec::with_capacity(records.len());
        for record in records {
            let mut here = false;
            let mut details = None;
            if record.state == RecordState::Live {
                let place = cid(&record.cid)?;
                here = self.store.has(&place).await? == Presence::Whole;
                if let (true, Some(ring)) = (here, ring) {
                    details = self.details_of(&record, &place, ring).await?;
                }
            }
            listed.push(Listed {
                record,
                details,
                here,
            });
        }
        Ok(listed)
    }

    /// Opens a record and writes it to a destination. The access is on chain before the content is read.
    pub async fn get_record(
        &self,
        actor: &Actor,
        patient: AccountId,
        number: u32,
        destination: Destination<'_>,
        watch: &dyn Watch,
    ) -> Result<Done<Details>> {
        // Everything that can fail is tried before the access is logged: the log tells of accesses, not of attempts.
        let out = match destination {
            Destination::File { path, replace } => {
                self.live_record(patient, number).await?;
                let replace = if replace { Replace::Asked } else { Replace::Unasked };
                Out::Place(Place::prepare(path, replace, "the opened record")?)
            }
            Destination::Stream(out) => Out::Stream(out),
        };
        let made = self.open_record(actor, patient, number).await?;
        watch.begin("Opening", made.value.details().size);
        let written = match out {
            Out::Place(out) => transfer::write_to(made.value, out).await,
            Out::Stream(out) => transfer::write_into(made.value, out).await,
        };
        watch.end();
        Ok(Done {
            value: written?,
            steps: made.steps,
        })
    }

    /// Opens a record for reading. The access is on chain before the content is read: whoever gets an [`Opened`] has
    /// had it logged.
    pub async fn open_record(&self, actor: &Actor, patient: AccountId, number: u32) -> Result<Done<Opened>> {
        let mut steps = Vec::new();
        let record = self.live_record(patient, number).await?;
        let place = cid(&record.cid)?;
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
        let value = transfer::open(self.store.as_ref(), &place, &key).await?;
        Ok(Done { value, steps })
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
                    .next("Look at the list of them.")
                    .command("medink record list")
            })?;
        match record.state {
            RecordState::Live => Ok(record),
            RecordState::Erased => Err(erased(number)),
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
}

fn not_here(number: u32) -> Error {
    Error::new(Kind::NotFound, format!("the content of record {number} is not in this store, or not whole"))
        .next("It may be in the store of whoever wrote it: use that one, or fetch it from there. Nothing was logged.")
}
