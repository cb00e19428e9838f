//! Records: adding, amending, listing, opening.
//!
//! Adding goes: begin in the journal, seal and store, note it in the journal, pin, ask the chain, forget the journal
//! entry, end. Opening goes: check that the content, its key and the destination are there, log the access on chain,
//! fetch, verify, decrypt, rename. An access that can't be logged isn't made.

use crate::advice::Advice;
use crate::destination::{Place, Replace};
use crate::error::{Error, Kind, Result};
use crate::journal::Task;
use crate::keyring::{Keyring, erased, no_consent};
use crate::transfer::{Opened, WrittenBy};
use crate::uploads::{Author, Wrapping};
use crate::{Actor, Done, Medink, Step, Watch, media, now_ms, place, transfer};
use futures::{StreamExt, TryStreamExt, stream};
use medink_chain::{ChainExt, contracts};
use medink_seal::record::{Details, Kind as RecordKind};
use medink_store::{Cid, Presence};
use medink_types::{AccountId, NewRecord, Record, RecordState, bounds};
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// How many records of a list are looked at side by side: enough to keep two cores and a daemon at work, few enough for
/// the daemon's connections.
const SIDE_BY_SIDE: usize = 8;

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
    /// What it is: opened for the patient; for a doctor only when asked for, which is logged; none where the consent
    /// does not cover it, where the content is not there, and where it can't be read.
    pub details: Option<Details>,
    /// Why it can't be read, though it is there and was to be; none otherwise. It can still be erased.
    pub fault: Option<String>,
    /// Whether the ciphertext is in this store.
    pub here: bool,
}

/// What an opened record was.
#[derive(Debug, Clone)]
pub struct Got {
    /// What it is.
    pub details: Details,
    /// Who wrote it.
    pub written: WrittenBy,
}

/// What a new record has to do with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It takes the place of this record. For the record's author, and for the patient.
    Amends(u32),
    /// It is a note that refers to this record, and stands beside it.
    RefersTo(u32),
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
        let done = async {
            self.recover(actor, &mut steps, watch).await?;
            let ring = self.keyring(actor, patient).await?;
            let wrapping = self
                .wrapping(actor, patient, None, false, &ring, &mut steps, watch)
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
            Ok(value)
        };
        let done = done.await;
        self.done(done, steps)
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
        let records = batch
            .iter()
            .map(|upload| upload.pending.record())
            .collect::<Result<Vec<NewRecord>>>()?;
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

    /// Adds a document that takes the place of record `amends`; both stay. Guard: the patient, or the record's author
    /// with a live consent.
    pub async fn amend_record(
        &self,
        actor: &Actor,
        patient: AccountId,
        amends: u32,
        document: Document,
        watch: &dyn Watch,
    ) -> Result<Done<Added>> {
        self.add_related(actor, patient, Relation::Amends(amends), document, watch)
            .await
    }

    /// Adds a note that refers to record `about` and stands beside it. Guard: the patient, or a doctor whose live
    /// consent covers that record.
    pub async fn annotate_record(
        &self,
        actor: &Actor,
        patient: AccountId,
        about: u32,
        document: Document,
        watch: &dyn Watch,
    ) -> Result<Done<Added>> {
        self.add_related(actor, patient, Relation::RefersTo(about), document, watch)
            .await
    }

    async fn add_related(
        &self,
        actor: &Actor,
        patient: AccountId,
        relation: Relation,
        document: Document,
        watch: &dyn Watch,
    ) -> Result<Done<Added>> {
        let mut steps = Vec::new();
        let done = async {
            self.recover(actor, &mut steps, watch).await?;
            let (Relation::Amends(number) | Relation::RefersTo(number)) = relation;
            let other = self.live_record(patient, number).await?;
            let amends = matches!(relation, Relation::Amends(_));
            if amends && actor.id() != patient && actor.id() != other.author {
                return Err(Error::new(
                    Kind::Refused,
                    "a new version can be written only by who wrote the record, or by the patient",
                )
                .next("Write a note that refers to the record instead; it stands beside it.")
                .advise(Advice::AddNote));
            }
            let ring = self.keyring(actor, patient).await?;
            let about = (!amends).then_some(&other);
            let wrapping = self
                .wrapping(actor, patient, about, amends, &ring, &mut steps, watch)
                .await?;
            let begun = self.journal_of(actor).begin()?;
            let author = Author {
                actor,
                patient,
                wrapping,
                begun: &begun,
                watch,
            };
            let added = self.relate_one(&author, relation, document, &mut steps).await;
            let value = self.ended(actor, begun, added).await?;
            Ok(value)
        };
        let done = done.await;
        self.done(done, steps)
    }

    async fn relate_one(
        &self,
        author: &Author<'_>,
        relation: Relation,
        document: Document,
        steps: &mut Vec<Step>,
    ) -> Result<Added> {
        let task = match relation {
            Relation::Amends(number) => Task::Amend(number),
            Relation::RefersTo(number) => Task::Annotate(number),
        };
        let mut batch = [self.store_one(author, task, document).await?];
        self.submitting(author.actor, &mut batch)?;
        let [upload] = &batch;
        let message = upload.pending.message(self.deployment.patient())?;
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
        let done = async {
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
            Ok(value)
        };
        let done = done.await;
        self.done(done, steps)
    }

    /// All records of a patient, each with what it is where this ring opens it.
    pub(super) async fn listed(&self, patient: AccountId, ring: Option<&Keyring<'_>>) -> Result<Vec<Listed>> {
        let at = self.deployment.patient();
        let records = self
            .all(|start, limit| contracts::patient::records(at, patient, start, limit))
            .await?;
        stream::iter(records)
            .map(|record| self.listed_one(record, ring))
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await
    }

    async fn listed_one(&self, record: Record, ring: Option<&Keyring<'_>>) -> Result<Listed> {
        let (mut here, mut details, mut fault) = (false, None, None);
        if record.state == RecordState::Live {
            match self.looked_at(&record, ring).await {
                Ok((there, what)) => (here, details) = (there, what),
                // Not in the consent: listed without a title, and that is no fault.
                Err(error) if error.is_of_one() && error.kind == Kind::Refused => here = true,
                Err(error) if error.is_of_one() => fault = Some(error.what),
                Err(error) => return Err(error),
            }
        }
        Ok(Listed {
            record,
            details,
            fault,
            here,
        })
    }

    /// Whether a record's content is here, and what it is where a ring is there to open it.
    async fn looked_at(
        &self,
        record: &Record,
        ring: Option<&Keyring<'_>>,
    ) -> Result<(bool, Option<Details>)> {
        let cid = place::of(record)?;
        let here = self.store.has(&cid).await? == Presence::Whole;
        let (true, Some(ring)) = (here, ring) else {
            return Ok((here, None));
        };
        let closed = transfer::fetch(self.store.as_ref(), &cid).await?;
        let key = ring.open(record, &closed.header().digest())?;
        Ok((here, Some(closed.details(&key).await?)))
    }

    /// Opens a record and writes it to a destination. The access is on chain before the content is read.
    pub async fn get_record(
        &self,
        actor: &Actor,
        patient: AccountId,
        number: u32,
        destination: Destination<'_>,
        watch: &dyn Watch,
    ) -> Result<Done<Got>> {
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
        let written = made.value.written();
        watch.begin("Opening", made.value.details().size);
        let copied = match out {
            Out::Place(out) => transfer::write_to(made.value, out).await,
            Out::Stream(out) => transfer::write_into(made.value, out).await,
        };
        watch.end();
        let got = copied.map(|details| Got { details, written });
        self.done(got, made.steps)
    }

    /// Opens a record for reading. The access is on chain before the content is read: whoever gets an [`Opened`] has
    /// had it logged.
    pub async fn open_record(&self, actor: &Actor, patient: AccountId, number: u32) -> Result<Done<Opened>> {
        let mut steps = Vec::new();
        let done = async {
            let record = self.live_record(patient, number).await?;
            let cid = place::of(&record)?;
            let ring = self.keyring(actor, patient).await?;
            if self.store.has(&cid).await? != Presence::Whole {
                return Err(not_here(number));
            }
            let header = transfer::header(self.store.as_ref(), &cid).await?;
            let key = ring.open(&record, &header.digest())?;
            self.step(
                actor,
                &contracts::patient::log_access(self.deployment.patient(), patient, number),
                &mut steps,
            )
            .await?;
            let scope = self.scope(patient);
            let value = transfer::open(self.store.as_ref(), &cid, &key, &scope, record.author).await?;
            Ok(value)
        };
        let done = done.await;
        self.done(done, steps)
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
                    .advise(Advice::ListRecords)
            })?;
        match record.state {
            RecordState::Live => Ok(record),
            RecordState::Erased => Err(erased(number)),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "two of them are the operation's own")]
    async fn wrapping<'r>(
        &self,
        actor: &Actor,
        patient: AccountId,
        about: Option<&Record>,
        authored: bool,
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
                about.map(|record| (record.number, record.amends.unwrap_or(record.number))),
                authored,
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
            _ if ring.is_whole() => Ok(Wrapping::Generation(ring.to_write(current)?)),
            _ => Err(no_consent()),
        }
    }
}

fn not_here(number: u32) -> Error {
    Error::new(Kind::NotFound, format!("the content of record {number} is not in this store, or not whole"))
        .next("It may be in the store of whoever wrote it: use that one, or fetch it from there. Nothing was logged.")
}
