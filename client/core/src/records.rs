//! Records: adding, listing, opening.
//!
//! Adding goes: begin in the journal, seal and store, note it in the journal, pin, ask the chain, forget the journal
//! entry, end. Opening goes: check that the content, its key and the destination are there, log the access on chain where
//! it is not the patient's own, fetch, verify, decrypt, rename. An access that can't be logged isn't made.

use crate::advice::Advice;
use crate::destination::{Place, Replace};
use crate::error::{Error, Kind, Result};
use crate::journal::Task;
use crate::keyring::{Keyring, erased, no_consent};
use crate::shown::Shown;
use crate::transfer::{Opened, WrittenBy};
use crate::uploads::{Author, Upload, Wrapping};
use crate::{Done, Medink, Operation, media, now_ms, place, transfer};
use medink_chain::{ChainExt, contracts};
use medink_seal::RecordKey;
use medink_seal::record::{Details, Kind as RecordKind};
use medink_store::{Cid, Presence};
use medink_types::{AccountId, Record, RecordState, bounds};
use medink_words::{Said, said};
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
    /// What it is: opened for the patient; for a doctor only when asked for, which is logged; none where the consent
    /// does not cover it, where the content is not there, and where it can't be read.
    pub details: Option<Details>,
    /// Why it can't be read, though it is there and was to be; none otherwise. It can still be erased.
    pub fault: Option<Said>,
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
    /// The date that it speaks of ([`when::parse_date`](crate::when::parse_date)); without, what its bytes say.
    pub date: Option<String>,
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
                Error::io(said!("core-reading-document"), &e).next(said!("core-reading-document-next"))
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
                date: about.date.or(media.date),
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

impl Operation<'_> {
    /// Adds documents to a patient's records, in batches of at most [`bounds::BATCH`] a transaction. Guard: the patient,
    /// or a doctor with a whole-history consent. The documents of a batch are recorded together or not at all.
    pub async fn add_records(
        &self,
        patient: AccountId,
        documents: Vec<Document>,
    ) -> Result<Done<Vec<Added>>> {
        self.run(async {
            self.recover().await?;
            let ring = self.keyring(patient).await?;
            let wrapping = self.wrapping(patient, None, false, &ring).await?;
            let begun = self.journal_of().begin()?;
            self.stores();
            let author = Author {
                patient,
                wrapping,
                begun: &begun,
            };
            let added = self.add_all(&author, documents).await;
            let value = self.ended(begun, added).await?;
            Ok(value)
        })
        .await
    }

    /// While one batch is on its way to the chain, the next is sealed and stored.
    async fn add_all(&self, author: &Author<'_>, documents: Vec<Document>) -> Result<Vec<Added>> {
        let all = documents.len();
        let shown = self.shown(&said!("told-sealing"), &documents)?;
        let mut added = Vec::with_capacity(all);
        let so_far = |error: Error, done: usize| match done {
            0 => error,
            done => error.at(said!("core-some-recorded", done = done, all = all)),
        };
        let mut queue = documents.into_iter();
        let mut stored = self.store_next(author, &mut queue, &shown).await?;
        let mut like = None;
        while !stored.is_empty() {
            let recording = self.record_uploads(author, stored, &mut like);
            let storing = self.store_next(author, &mut queue, &shown);
            tokio::pin!(recording, storing);
            let mut next = None;
            let recorded = loop {
                tokio::select! {
                    recorded = &mut recording => break recorded,
                    stored = &mut storing, if next.is_none() => next = Some(stored),
                }
            };
            // A batch that is refused does not wait for the next to be stored.
            added.extend(recorded.map_err(|error| so_far(error, added.len()))?);
            let next = match next {
                Some(next) => next,
                None => storing.await,
            };
            stored = next.map_err(|error| so_far(error, added.len()))?;
        }
        Ok(added)
    }

    /// Seals and stores the next batch; none where nothing is left.
    async fn store_next(
        &self,
        author: &Author<'_>,
        queue: &mut std::vec::IntoIter<Document>,
        shown: &Shown<'_>,
    ) -> Result<Vec<Upload>> {
        let batch = queue.by_ref().take(bounds::BATCH).collect();
        self.store_all(author, &Task::Add, batch, shown).await
    }

    /// A patient's records. The patient sees what each is; a doctor only with `titles`, which is logged as an access to
    /// the profile and the titles (number 0).
    pub async fn list_records(&self, patient: AccountId, titles: bool) -> Result<Done<Vec<Listed>>> {
        self.run(async {
            self.recover().await?;
            if patient == self.actor.id() {
                self.keep_house().await?;
                let mut records = self.synced(patient).await?;
                self.adopt(&mut records).await?;
                return self.listed(records, &self.keyring(patient).await?).await;
            }
            if !titles {
                return self.listed_unopened(patient).await;
            }
            self.patient(patient).await?;
            let ring = self.keyring(patient).await?;
            self.log_access(patient, bounds::PROFILE).await?;
            self.listed(self.synced(patient).await?, &ring).await
        })
        .await
    }

    /// Opens a record and writes it to a destination. Somebody else's access is on chain before the content is read; a
    /// patient's own to the own records is nobody else's to know, and is not logged (as accountings of disclosures leave
    /// it out: 45 CFR 164.528(a)(1)(ii)).
    pub async fn get_record(
        &self,
        patient: AccountId,
        number: u32,
        destination: Destination<'_>,
    ) -> Result<Done<Got>> {
        self.run(async {
            // Everything that can fail is tried before the access is logged: the log tells of accesses, not of attempts.
            let out = match destination {
                Destination::File { path, replace } => {
                    self.live_record(patient, number).await?;
                    let replace = if replace { Replace::Asked } else { Replace::Unasked };
                    Out::Place(Place::prepare(path, replace, || said!("core-the-opened-record"))?)
                }
                Destination::Stream(out) => Out::Stream(out),
            };
            let opened = self.logged_and_opened(patient, number).await?;
            let written = opened.written();
            // A rehearsal writes nothing, here no more than on the chain.
            if self.chain.rehearses() {
                let details = opened.details().clone();
                return Ok(Got { details, written });
            }
            self.watch.begin(&said!("told-opening"), opened.details().size);
            let copied = match out {
                Out::Place(out) => transfer::write_to(opened, out).await,
                Out::Stream(out) => transfer::write_into(opened, out).await,
            };
            self.watch.end();
            copied.map(|details| Got { details, written })
        })
        .await
    }

    /// Opens a record for reading. Somebody else's access is on chain before the content is read: whoever gets an
    /// [`Opened`] of another's record has had it logged.
    pub async fn open_record(&self, patient: AccountId, number: u32) -> Result<Done<Opened>> {
        self.run(self.logged_and_opened(patient, number)).await
    }

    async fn logged_and_opened(&self, patient: AccountId, number: u32) -> Result<Opened> {
        let record = self.live_record(patient, number).await?;
        let logged = async {
            match patient == self.actor.id() {
                true => Ok(()),
                false => self.log_access(patient, number).await,
            }
        };
        let ring = self.keyring(patient).await?;
        self.opened_after(&record, patient, &ring, logged).await
    }

    /// Opens a record with these keys once the log says what it has to say.
    pub(super) async fn opened_after(
        &self,
        record: &Record,
        patient: AccountId,
        ring: &Keyring<'_>,
        logged: impl Future<Output = Result<()>> + Send,
    ) -> Result<Opened> {
        // Nothing of the store is held while the log is written: so it is opened once to see that the key fits, and
        // again for its content.
        let (cid, key) = self.key_of(record, ring).await?;
        logged.await?;
        let binding = self.binding(patient);
        transfer::open(self.store.as_ref(), &cid, &key, &binding, record.author).await
    }

    /// Opens one of the actor's own records as it was listed. Nothing is asked of the chain, logged or paid: the own need no
    /// entry, and keys and content prove themselves. Guard: the patient.
    ///
    /// # Errors
    /// [`Kind::NotFound`] where its content is not in the store, or not whole.
    pub async fn open_listed(&self, one: &Listed) -> Result<Opened> {
        let ring = Keyring::Own {
            binding: self.binding(self.actor.id()),
            secrets: &self.actor.secrets,
        };
        self.open_as_listed(one, &ring).await
    }

    pub(super) async fn open_as_listed(&self, one: &Listed, ring: &Keyring<'_>) -> Result<Opened> {
        let (cid, key) = self.key_of(&one.record, ring).await?;
        let binding = self.binding(self.actor.id());
        transfer::open(self.store.as_ref(), &cid, &key, &binding, one.record.author).await
    }

    /// Where a record is, and its key. Its content is not opened, but it is here whole.
    pub(super) async fn key_of(&self, record: &Record, ring: &Keyring<'_>) -> Result<(Cid, RecordKey)> {
        let cid = place::of(record)?;
        if self.store.has(&cid).await? != Presence::Whole {
            return Err(not_here(record.number));
        }
        let header = transfer::header(self.store.as_ref(), &cid).await?;
        Ok((cid, ring.open(record, &header.digest())?))
    }

    /// Has the log say that the actor opens this record.
    pub(super) async fn log_access(&self, patient: AccountId, number: u32) -> Result<()> {
        let access = contracts::patient::log_access(self.deployment.patient(), patient, number);
        self.step(&access).await
    }

    pub(super) async fn wrapping<'r>(
        &self,
        patient: AccountId,
        about: Option<&Record>,
        authored: bool,
        ring: &'r Keyring<'_>,
    ) -> Result<Wrapping<'r>> {
        if patient == self.actor.id() {
            let generation = self.keep_house().await?;
            return Ok(Wrapping::Generation(ring.generation(generation)?));
        }
        let ticket = self
            .chain
            .read(&contracts::doctor::write_ticket(
                self.deployment.doctor(),
                patient,
                self.actor.id(),
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
            return Err(
                Error::new(Kind::Refused, said!("core-just-revoked")).next(said!("core-just-revoked-next"))
            );
        }
        match ring.pairwise() {
            Some(pairwise) if !ticket.whole_history => Ok(Wrapping::Pairwise(pairwise)),
            _ if ring.is_whole() => Ok(Wrapping::Generation(ring.to_write(current)?)),
            _ => Err(no_consent()),
        }
    }
}

impl Medink {
    /// A record that exists and is not erased.
    pub(super) async fn live_record(&self, patient: AccountId, number: u32) -> Result<Record> {
        let at = self.deployment.patient();
        self.patient(patient).await?;
        let record = self
            .chain
            .read(&contracts::patient::record(at, patient, number))
            .await?
            .ok_or_else(|| {
                Error::new(Kind::NotFound, said!("core-no-record", number = number))
                    .next(said!("core-no-record-next"))
                    .advise(Advice::ListRecords)
            })?;
        match record.state {
            RecordState::Live => Ok(record),
            RecordState::Erased => Err(erased(number)),
        }
    }
}

fn not_here(number: u32) -> Error {
    Error::new(Kind::NotFound, said!("core-content-absent", number = number))
        .next(said!("core-content-absent-next"))
}
