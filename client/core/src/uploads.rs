//! Uploads on their way from a file to the chain, and what becomes of those that do not arrive.
//!
//! The journal knows an operation from before anything is stored, and an upload from before the chain is asked until
//! the chain has it: whenever a program ends, the next one knows what there is to finish and to free.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::journal::{EntryFile, Journal, Pending, Task, UnderWay};
use crate::recording::is_place_taken;
use crate::records::{Added, Document};
use crate::shown::Shown;
use crate::transfer::{self, Signs, Stored};
use crate::{Medink, Operation, place};
use futures::future::try_join_all;
use futures::{StreamExt, TryStreamExt, stream};
use medink_chain::{ChainExt, contracts};
use medink_seal::{GenerationKey, PairwiseKey, wrap};
use medink_store::{Cid, Presence, StoreError};
use medink_types::{AccountId, Error as Refusal, KeyBy, RecordState, Salt, SealedKey};
use medink_words::said;

/// How many documents are sealed and stored side by side: enough to keep two cores, the disk and a daemon at work.
const SIDE_BY_SIDE: usize = 8;

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

/// What came of an upload that an earlier run has left.
enum Finished {
    /// It is recorded now.
    Recorded,
    /// It is recorded: another program was faster.
    Known,
    /// It can't be recorded now, and stays for the next run.
    Waits,
    /// It can never be recorded as it is.
    Never,
}

/// How an author wraps keys for a patient now.
pub(super) enum Wrapping<'a> {
    /// Under the patient's current generation.
    Generation(GenerationKey),
    /// Under the key of patient and author.
    Pairwise(&'a PairwiseKey),
}

/// Somebody who is adding to a patient's records.
pub(super) struct Author<'a> {
    pub patient: AccountId,
    pub wrapping: Wrapping<'a>,
    pub begun: &'a UnderWay,
}

/// A document on its way.
pub(super) struct Upload {
    pub stored: Stored,
    pub pending: Pending,
    entry_file: EntryFile,
}

impl Upload {
    /// What it came to.
    pub fn added(&self, number: u32) -> Added {
        Added {
            number,
            cid: self.stored.added.cid,
            sealed: self.stored.info.sealed_len,
        }
    }
}

impl Operation<'_> {
    /// Seals and stores documents, several side by side, and notes them in the journal.
    pub(super) async fn store_all(
        &self,
        author: &Author<'_>,
        task: &Task,
        documents: Vec<Document>,
        shown: &Shown<'_>,
    ) -> Result<Vec<Upload>> {
        let stored = stream::iter(documents)
            .map(|document| self.seal_one(author, task.clone(), document, shown))
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        self.enter(author.begun, stored).await
    }

    /// Seals and stores a document.
    async fn seal_one(
        &self,
        author: &Author<'_>,
        task: Task,
        document: Document,
        shown: &Shown<'_>,
    ) -> Result<(Stored, Pending)> {
        let binding = self.binding(author.patient);
        let signs = Signs {
            account: self.actor.account.clone(),
            binding,
        };
        let share = shown.share();
        let stored = transfer::seal_into_store(
            self.store.as_ref(),
            document.source,
            document.details,
            signs,
            &|bytes| share.is_now(bytes),
        )
        .await?;
        let pending = self.pending(author, task, &stored)?;
        Ok((stored, pending))
    }

    /// What the journal is to know of a stored document, with its key wrapped as its author wraps keys.
    pub(super) fn pending(&self, author: &Author<'_>, task: Task, stored: &Stored) -> Result<Pending> {
        let binding = self.binding(author.patient);
        let digest = &stored.info.header_digest;
        let key = match &author.wrapping {
            Wrapping::Generation(g) => SealedKey {
                by: KeyBy::Generation(g.number()),
                bytes: wrap::record_by_generation(&binding, g, digest, &stored.info.key)?,
            },
            Wrapping::Pairwise(p) => SealedKey {
                by: KeyBy::Pairwise(Salt(p.salt())),
                bytes: wrap::record_by_pairwise(&binding, p, digest, &stored.info.key)?,
            },
        };
        Ok(Pending {
            patient: *author.patient.as_ref(),
            cid: stored.added.cid.to_bytes(),
            key,
            task,
            submitted: false,
        })
    }

    /// Notes stored documents in the journal and pins them.
    pub(super) async fn enter(&self, begun: &UnderWay, all: Vec<(Stored, Pending)>) -> Result<Vec<Upload>> {
        let (stored, pending): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        let entry_files = self.journal_of().write(begun, &pending).await?;
        let mut pins = Vec::with_capacity(stored.len());
        for (stored, pending) in stored.iter().zip(&pending) {
            pins.push(self.pinned(stored, pending));
        }
        try_join_all(pins).await?;
        let of_each = stored.into_iter().zip(pending).zip(entry_files);
        Ok(of_each
            .map(|((stored, pending), entry_file)| Upload {
                stored,
                pending,
                entry_file,
            })
            .collect())
    }

    async fn pinned(&self, stored: &Stored, pending: &Pending) -> Result<()> {
        let owner = self.owner(pending.patient.into());
        Ok(self.store.pin(&stored.added.cid, &owner).await?)
    }

    /// Notes that the chain is asked now: from here on only it knows the outcome.
    pub(super) async fn submitting(&self, batch: &mut [Upload]) -> Result<()> {
        let entry_files = batch.iter().map(|upload| upload.entry_file.clone()).collect();
        let asked = self.journal_of().submitting(entry_files).await?;
        for (upload, entry_file) in batch.iter_mut().zip(asked) {
            upload.pending.submitted = true;
            upload.entry_file = entry_file;
        }
        Ok(())
    }

    /// Forgets the uploads that the chain has taken or refused; keeps those whose outcome is unknown for later.
    pub(super) async fn conclude_uploads<T>(&self, batch: &[Upload], outcome: Result<T>) -> Result<T> {
        let journal = self.journal_of();
        match outcome {
            Ok(value) => {
                for upload in batch {
                    journal.remove(&upload.entry_file)?;
                }
                Ok(value)
            }
            Err(error) if error.kind == Kind::Unknown => Err(error
                .next(said!("core-upload-kept-next"))
                .advise(Advice::ListRecords)),
            Err(error) => {
                for upload in batch {
                    self.give_up(&journal, &upload.entry_file, &upload.pending)
                        .await?;
                }
                Err(error)
            }
        }
    }

    /// Ends an operation. After a failure, what it stored and can't record any more is given up and freed.
    pub(super) async fn ended<T>(&self, begun: UnderWay, outcome: Result<T>) -> Result<T> {
        match outcome {
            Ok(value) => {
                self.journal_of().end(begun)?;
                Ok(value)
            }
            Err(error) => {
                drop(begun);
                // What it failed for is what counts; what can't be cleaned now is cleaned by the next run.
                let _ = self.abandon_uploads().await;
                Err(error)
            }
        }
    }

    /// Gives up the uploads of this actor that the chain was not asked about yet, after an interruption, and frees what
    /// they took. Returns how many others have an outcome that only the chain knows.
    pub async fn abandon_uploads(&self) -> Result<usize> {
        let journal = self.journal_of();
        let mut unknown = 0;
        for (entry_file, pending) in journal.entries()? {
            if pending.submitted {
                unknown += 1;
            } else {
                self.give_up(&journal, &entry_file, &pending).await?;
            }
        }
        self.sweep(&journal, false).await?;
        Ok(unknown)
    }

    /// Finishes or cleans what earlier operations of this actor left behind: what is stored whole and still fits the
    /// patient's keys is recorded, the rest is given up and its space freed. Frees what others left in the store.
    pub(super) async fn recover(&self) -> Result<Recovered> {
        let journal = self.journal_of();
        let mut recovered = Recovered::default();
        for (entry_file, pending) in journal.entries()? {
            match self
                .recover_one(&journal, (&entry_file, &pending), &mut recovered)
                .await
            {
                Ok(()) => {}
                // Its content or its place is beyond help; everything else goes on.
                Err(error) if error.is_of_one() => {
                    self.watch.say(&said!("told-upload-forgotten", why = error.what));
                    journal.remove(&entry_file)?;
                }
                Err(error) => return Err(error),
            }
        }
        self.sweep(&journal, recovered.cleaned > 0).await?;
        Ok(recovered)
    }

    async fn recover_one(
        &self,
        journal: &Journal,
        (entry_file, pending): (&EntryFile, &Pending),
        recovered: &mut Recovered,
    ) -> Result<()> {
        // What one of several stores could not be told stays in the journal, and is not counted.
        let recorded = match &pending.task {
            Task::Erase(_) => None,
            _ => self.recorded_as(pending).await?,
        };
        let (settled, count) = match (&pending.task, recorded) {
            (Task::Erase(number), _) => {
                let gone = self
                    .recover_erasure(journal, entry_file, pending, *number)
                    .await?;
                (gone, &mut recovered.cleaned)
            }
            (task, Some(number)) => {
                let gone = match task {
                    Task::Reseal { old, .. } => {
                        self.let_go(pending.patient.into(), &place::from_bytes(old)?)
                            .await?
                    }
                    // Whoever asked for it was never told, and may be about to ask again.
                    Task::Add | Task::Amend(_) | Task::Annotate(_) => {
                        self.watch.say(&said!("told-upload-recorded", number = number));
                        true
                    }
                    Task::Erase(_) | Task::Forget => true,
                };
                if gone {
                    journal.remove(entry_file)?;
                }
                (gone, &mut recovered.known)
            }
            // Encrypting again can simply be asked for again; an upload that is not whole can't be finished.
            (Task::Add | Task::Amend(_) | Task::Annotate(_), None)
                if self.store.has(&place::from_bytes(&pending.cid)?).await? == Presence::Whole =>
            {
                match self.finish(journal, entry_file, pending).await? {
                    Finished::Recorded => (true, &mut recovered.finished),
                    Finished::Known => (true, &mut recovered.known),
                    Finished::Waits => (false, &mut recovered.finished),
                    Finished::Never => {
                        let gone = self.give_up(journal, entry_file, pending).await?;
                        (gone, &mut recovered.cleaned)
                    }
                }
            }
            _ => {
                let gone = self.give_up(journal, entry_file, pending).await?;
                (gone, &mut recovered.cleaned)
            }
        };
        if settled {
            *count = count.saturating_add(1);
        }
        Ok(())
    }

    /// Records what an earlier run has stored.
    async fn finish(&self, journal: &Journal, entry_file: &EntryFile, pending: &Pending) -> Result<Finished> {
        match self.refer_again(pending).await {
            Err(error @ StoreError::TooFew { .. }) => {
                self.say_waits(&error.into());
                return Ok(Finished::Waits);
            }
            kept => kept?,
        }
        let message = pending.message(self.deployment.patient())?;
        let number = match self.step(&message).await {
            Err(error) if is_place_taken(&error) => {
                let added = self.record_elsewhere((journal, entry_file), pending).await;
                if added.is_ok() {
                    self.give_up(journal, entry_file, pending).await?;
                }
                added.map(|added| added.number)
            }
            Ok(number) => {
                journal.remove(entry_file)?;
                Ok(number)
            }
            Err(error) => Err(error),
        };
        match number {
            Ok(number) => {
                self.watch.say(&said!("told-upload-recorded", number = number));
                Ok(Finished::Recorded)
            }
            Err(error) if error.kind != Kind::Refused => Err(error.at(said!("core-finishing-upload"))),
            // Another of this account's programs was finishing it, too, and was faster.
            Err(_) if self.recorded_as(pending).await?.is_some() => {
                journal.remove(entry_file)?;
                Ok(Finished::Known)
            }
            Err(error)
                if matches!(
                    error.refusal,
                    Some(Refusal::Paused | Refusal::RotationPending { .. })
                ) =>
            {
                self.say_waits(&error);
                Ok(Finished::Waits)
            }
            // Its key no longer fits, or its consent has ended.
            Err(error) => {
                self.watch.say(&said!("told-upload-cleaned", why = error.what));
                Ok(Finished::Never)
            }
        }
    }

    /// Refers to what an earlier run has stored. Where too few stores have it by now it is stored once more, for those that
    /// were away.
    async fn refer_again(&self, pending: &Pending) -> Result<(), StoreError> {
        let owner = self.owner(pending.patient.into());
        let cid = Cid::try_from(pending.cid.as_slice()).map_err(|_| StoreError::Stopped)?;
        match self.store.pin(&cid, &owner).await {
            Err(StoreError::TooFew { .. }) => {}
            pinned => return pinned,
        }
        let mut source = self.store.read(&cid).await?;
        // Held until it is referred to.
        let _again = self.store.add(&mut source, &|_| {}).await?;
        self.store.pin(&cid, &owner).await
    }

    fn say_waits(&self, error: &Error) {
        self.watch
            .say(&said!("told-upload-waits", why = error.what.clone()));
    }

    /// The journal as this actor sees it.
    pub(super) fn journal_of(&self) -> Journal {
        Journal::new(&self.journal, self.actor.journal.clone())
    }
}

impl Medink {
    /// The number that an upload is recorded under; none where it is not.
    async fn recorded_as(&self, pending: &Pending) -> Result<Option<u32>> {
        let at = self.deployment.patient();
        let cid = place::to_chain(&place::from_bytes(&pending.cid)?)?;
        let query = contracts::patient::record_by_cid(at, pending.patient.into(), cid);
        Ok(self.chain.read(&query).await?)
    }

    /// Takes out of the store what was erased on the chain; keeps what was not. False where a store could not be told.
    async fn recover_erasure(
        &self,
        journal: &Journal,
        entry_file: &EntryFile,
        pending: &Pending,
        number: u32,
    ) -> Result<bool> {
        let at = self.deployment.patient();
        let query = contracts::patient::record(at, pending.patient.into(), number);
        let found = self.chain.read(&query).await?;
        if found.is_some_and(|record| record.state == RecordState::Erased)
            && !self
                .let_go(pending.patient.into(), &place::from_bytes(&pending.cid)?)
                .await?
        {
            return Ok(false);
        }
        journal.remove(entry_file)?;
        Ok(true)
    }

    /// Unpins what can't be recorded and forgets it; false where a store could not be told and still has to be.
    async fn give_up(&self, journal: &Journal, entry_file: &EntryFile, pending: &Pending) -> Result<bool> {
        let cid = place::from_bytes(&pending.cid)?;
        if self.let_go(pending.patient.into(), &cid).await? {
            journal.remove(entry_file)?;
            return Ok(true);
        }
        // Whatever the store that was away still has, it is not to be recorded when it is back.
        let forget = Pending {
            task: Task::Forget,
            submitted: false,
            ..pending.clone()
        };
        journal.update(vec![(entry_file.clone(), forget)]).await?;
        Ok(false)
    }

    /// Lets a patient's reference to content go, and nobody else's: what others refer to stays. False where one of
    /// several stores could not be told (which it has left a warning of): to be done again.
    pub(super) async fn let_go(&self, patient: AccountId, cid: &Cid) -> Result<bool> {
        match self.store.unpin(cid, &self.owner(patient)).await {
            Ok(_) => Ok(true),
            Err(StoreError::NotEverywhere { .. }) => Ok(false),
            // No store can have it.
            Err(error) if error.is_of_content() => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// Frees what interrupted operations have left in the store, whoever began them; `always`, or where there may be
    /// something.
    pub(super) async fn sweep(&self, journal: &Journal, always: bool) -> Result<()> {
        let left = journal.left()?;
        if left.is_empty() && !always {
            return Ok(());
        }
        match self.store.gc().await {
            Ok(_) => journal.forget(left),
            // Another medink uses the store right now, or one of several is away: the next to come sweeps.
            Err(StoreError::Busy { .. } | StoreError::NotEverywhere { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
