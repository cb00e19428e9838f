//! What was stored gets onto the chain: asked for once, and once more where somebody was faster and took its place.
//!
//! A place is seen before it is recorded, by who reads a shared store or the transactions on their way, and a record of
//! somebody else's there has the contract refuse it. That costs its author time, and behind the first batch of many, which
//! alone is tried, a fee: the content is sealed anew, under fresh keys, from the ciphertext that is here. Never asks twice
//! for the same place.

use crate::error::{Error, Kind, Result};
use crate::journal::{EntryFile, Journal, Pending, Task};
use crate::records::Added;
use crate::uploads::{Author, Upload};
use crate::{Operation, Quiet, place, transfer};
use medink_chain::{Estimate, contracts};
use medink_types::{Error as Refusal, NewRecord};
use medink_words::said;

impl Operation<'_> {
    /// Has the chain record what was stored, all of it or nothing. Where another's live record has the place of any of
    /// it, all is sealed anew, which gives it places that nobody could know, and the chain is asked once more. `like` is
    /// what the batch before it has needed.
    pub(super) async fn record_uploads(
        &self,
        author: &Author<'_>,
        mut batch: Vec<Upload>,
        like: &mut Option<Estimate>,
    ) -> Result<Vec<Added>> {
        let mut asked = self.ask_to_record(author, &mut batch, like).await;
        let taken = asked.as_ref().is_err_and(is_place_taken);
        if taken {
            self.say_sealed_anew();
            let anew = self.seal_anew(author, &batch).await;
            // What was refused is given up now that it was read, and its refusal is no longer the outcome.
            let _ = self.conclude_uploads(&batch, asked).await;
            batch = anew?;
            asked = self.ask_to_record(author, &mut batch, &mut None).await;
        }
        let numbers = self.conclude_uploads(&batch, asked).await?;
        self.recorded(numbers.len());
        let added = numbers
            .into_iter()
            .zip(&batch)
            .map(|(number, upload)| upload.added(number))
            .collect();
        // The store frees nothing while an upload is in hand.
        drop(batch);
        if taken {
            // It is recorded: what can't be freed now is freed with whatever is collected next.
            let _ = self.sweep(&self.journal_of(), true).await;
        }
        Ok(added)
    }

    /// Has the chain record what an earlier run has stored, at another place than that one, which somebody has taken
    /// meanwhile. Once it is stored anew the journal knows the old as something to be let go, so that whatever happens it is
    /// never recorded twice.
    pub(super) async fn record_elsewhere(
        &self,
        (journal, entry_file): (&Journal, &EntryFile),
        pending: &Pending,
    ) -> Result<Added> {
        self.say_sealed_anew();
        let patient = pending.patient.into();
        let (about, authored) = match pending.task {
            Task::Annotate(number) => (Some(self.live_record(patient, number).await?), false),
            Task::Amend(_) => (None, true),
            _ => (None, false),
        };
        let old = place::from_bytes(&pending.cid)?;
        let ring = self.keyring(patient).await?;
        let header = transfer::header(self.store.as_ref(), &old).await?;
        let key = ring.open_own(&pending.key, &header.digest())?;
        let wrapping = self.wrapping(patient, about.as_ref(), authored, &ring).await?;
        let begun = self.journal_of().begin()?;
        self.stores();
        let author = Author {
            patient,
            wrapping,
            begun: &begun,
        };
        let stored = transfer::reseal(self.store.as_ref(), &old, &key, &Quiet).await?;
        let anew = self.pending(&author, pending.task.clone(), &stored)?;
        let batch = self.enter(&begun, vec![(stored, anew)]).await?;
        let forget = Pending {
            task: Task::Forget,
            submitted: false,
            ..pending.clone()
        };
        journal.update(vec![(entry_file.clone(), forget)]).await?;
        let added = self.record_uploads(&author, batch, &mut None).await;
        // The new is given up unless only the chain knows what became of it: then the old is still to be recorded.
        if let Err(error) = &added
            && !matches!(error.kind, Kind::Unknown | Kind::Refused)
        {
            journal
                .update(vec![(entry_file.clone(), pending.clone())])
                .await?;
        }
        let added = added?;
        self.journal_of().end(begun)?;
        added.into_iter().next().ok_or_else(nameless)
    }

    pub(super) fn say_sealed_anew(&self) {
        self.watch.say(&said!("told-sealed-anew"));
    }

    /// Asks the chain to record what was stored. Returns the records' numbers.
    async fn ask_to_record(
        &self,
        author: &Author<'_>,
        batch: &mut [Upload],
        like: &mut Option<Estimate>,
    ) -> Result<Vec<u32>> {
        let at = self.deployment.patient();
        if let [upload] = batch {
            let message = upload.pending.message(at)?;
            self.submitting(batch).await?;
            return Ok(vec![self.step(&message).await?]);
        }
        let records = batch
            .iter()
            .map(|upload| upload.pending.record())
            .collect::<Result<Vec<NewRecord>>>()?;
        let message = contracts::patient::add_medical_records(at, author.patient, &records);
        self.submitting(batch).await?;
        self.step_like(&message, like).await
    }

    /// Seals what was stored under fresh keys, which gives it other places.
    async fn seal_anew(&self, author: &Author<'_>, batch: &[Upload]) -> Result<Vec<Upload>> {
        let mut anew = Vec::with_capacity(batch.len());
        for Upload { stored, pending, .. } in batch {
            let (old, key) = (&stored.added.cid, &stored.info.key);
            // What is shown meanwhile is the batch behind this one.
            let stored = transfer::reseal(self.store.as_ref(), old, key, &Quiet).await?;
            let pending = self.pending(author, pending.task.clone(), &stored)?;
            anew.push((stored, pending));
        }
        self.enter(author.begun, anew).await
    }
}

/// Whether the chain has refused a place because another patient's live record has it.
pub(super) fn is_place_taken(error: &Error) -> bool {
    error.refusal == Some(Refusal::PlaceTaken)
}

/// The chain has added a record and said no number.
pub(super) fn nameless() -> Error {
    Error::new(Kind::Internal, said!("core-record-unnumbered"))
}
