//! New records that have to do with another: its next version, and notes that refer to it.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::journal::Task;
use crate::keyring::Keyring;
use crate::recording::nameless;
use crate::records::{Added, Document, Relation};
use crate::uploads::Author;
use crate::{Done, Operation};
use medink_types::{AccountId, Record};
use medink_words::said;
use std::future::ready;

impl Operation<'_> {
    /// Adds a document that takes the place of record `amends`; both stay. Guard: the patient, or the record's author
    /// with a live consent.
    pub async fn amend_record(
        &self,
        patient: AccountId,
        amends: u32,
        document: Document,
    ) -> Result<Done<Added>> {
        self.add_related(patient, Relation::Amends(amends), document)
            .await
    }

    /// Adds a note that refers to record `about` and stands beside it. Guard: the patient, or a doctor whose live
    /// consent covers that record.
    pub async fn annotate_record(
        &self,
        patient: AccountId,
        about: u32,
        document: Document,
    ) -> Result<Done<Added>> {
        self.add_related(patient, Relation::RefersTo(about), document)
            .await
    }

    async fn add_related(
        &self,
        patient: AccountId,
        relation: Relation,
        document: Document,
    ) -> Result<Done<Added>> {
        self.run(async {
            self.recover().await?;
            let (Relation::Amends(number) | Relation::RefersTo(number)) = relation;
            let other = self.live_record(patient, number).await?;
            if matches!(relation, Relation::Amends(_)) {
                self.may_amend(patient, &other)?;
            }
            let ring = self.keyring(patient).await?;
            self.relate(patient, &ring, (relation, &other), ready(Ok(document)))
                .await
        })
        .await
    }

    /// Refuses whoever may write no new version of this record: all but its author and the patient.
    pub(super) fn may_amend(&self, patient: AccountId, record: &Record) -> Result<()> {
        if [patient, record.author].contains(&self.actor.id()) {
            return Ok(());
        }
        Err(Error::new(Kind::Refused, said!("core-not-the-author"))
            .next(said!("core-not-the-author-next"))
            .advise(Advice::AddNote))
    }

    /// Seals, stores and records a document that has to do with record `other`. It is made when the keys are settled: what
    /// it reads from the store is not held while a transaction is waited for.
    pub(super) async fn relate(
        &self,
        patient: AccountId,
        ring: &Keyring<'_>,
        (relation, other): (Relation, &Record),
        document: impl Future<Output = Result<Document>> + Send,
    ) -> Result<Added> {
        let amends = matches!(relation, Relation::Amends(_));
        let about = (!amends).then_some(other);
        let wrapping = self.wrapping(patient, about, amends, ring).await?;
        let begun = self.journal_of().begin()?;
        self.stores();
        let author = Author {
            patient,
            wrapping,
            begun: &begun,
        };
        let added = async { self.relate_one(&author, relation, document.await?).await };
        let added = added.await;
        self.ended(begun, added).await
    }

    async fn relate_one(&self, author: &Author<'_>, relation: Relation, document: Document) -> Result<Added> {
        let task = match relation {
            Relation::Amends(number) => Task::Amend(number),
            Relation::RefersTo(number) => Task::Annotate(number),
        };
        let documents = vec![document];
        let shown = self.shown(&said!("told-sealing"), &documents)?;
        let batch = self.store_all(author, &task, documents, &shown).await?;
        drop(shown);
        let added = self.record_uploads(author, batch, &mut None).await?;
        added.into_iter().next().ok_or_else(nameless)
    }
}
