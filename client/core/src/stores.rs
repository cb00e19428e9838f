//! Records' ciphertext between stores, and held against what the chain refers to.
//!
//! What the chain refers to is public: every patient in the log, and each live record's address. No account and no key
//! takes part in any of this; what moves stays sealed.

use crate::error::{Error, Result};
use crate::walk::Walk;
use crate::{Medink, Watch};
use medink_store::{Cid, ContentStore, Owner, Presence, StoreError, Verified};
use medink_types::AccountId;
use medink_words::{Said, said};

/// A live record, and where its ciphertext is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Whose.
    pub patient: AccountId,
    /// Its number with this patient.
    pub number: u32,
    /// Its ciphertext.
    pub cid: Cid,
}

/// The live records of somebody, and those whose place can't be read.
#[derive(Debug, Default)]
pub struct References {
    /// Where their ciphertext is.
    pub found: Vec<Reference>,
    /// Whose record, its number, and what is wrong with its place.
    pub unreadable: Vec<(AccountId, u32, Said)>,
}

/// What copying came to.
#[derive(Debug, Default)]
pub struct Copied {
    /// Records that are in the other store now.
    pub records: u64,
    /// Bytes of these.
    pub bytes: u64,
    /// Records that were there whole already.
    pub before: u64,
    /// Records that the source does not have, or not whole, and why.
    pub absent: Vec<(Reference, Said)>,
}

/// A record that is not whole in a store.
#[derive(Debug, Clone)]
pub struct Flaw {
    /// Which.
    pub reference: Reference,
    /// The store's name.
    pub store: String,
    /// Whether not even its root is there.
    pub absent: bool,
    /// What is wrong with it.
    pub found: Verified,
    /// Why it could not be looked at; none where it was.
    pub unreadable: Option<Said>,
}

/// What holding a store against the chain came to.
#[derive(Debug, Default)]
pub struct Checked {
    /// Records looked at.
    pub records: u64,
    /// Those of them that are whole and right.
    pub whole: u64,
    /// Bytes that were hashed and right.
    pub bytes: u64,
    /// The others.
    pub flaws: Vec<Flaw>,
}

impl Medink {
    /// All live records of a patient, or of all patients: the log knows everybody who was ever registered.
    pub async fn references(&self, of: Option<AccountId>) -> Result<References> {
        let mut walk = Walk::begin(self, of).await?;
        let mut references = References::default();
        while let Some(part) = walk.next(self).await? {
            references.found.extend(part.found);
            references.unreadable.extend(part.unreadable);
        }
        Ok(references)
    }

    /// Copies what `references` name from one store to another, pins it there, and leaves alone what is there whole
    /// already: after an interruption it goes on where it was. What is there is told by its size, or hashed to
    /// `recheck` it.
    pub async fn copy_records(
        &self,
        references: &[Reference],
        from: &dyn ContentStore,
        to: &dyn ContentStore,
        recheck: bool,
        watch: &dyn Watch,
    ) -> Result<Copied> {
        let mut done = Copied::default();
        for reference in references {
            match copy(
                &reference.cid,
                &self.owner(reference.patient),
                from,
                to,
                recheck,
                watch,
            )
            .await
            {
                Ok(None) => done.before = done.before.saturating_add(1),
                Ok(Some(bytes)) => {
                    done.records = done.records.saturating_add(1);
                    done.bytes = done.bytes.saturating_add(bytes);
                }
                Err(Failed::Absent(why)) => done.absent.push((reference.clone(), why.said())),
                // The other store takes everything but this.
                Err(Failed::Store(error)) if error.is_of_content() => {
                    done.absent.push((reference.clone(), error.said()));
                }
                Err(Failed::Source(error) | Failed::Store(error)) => {
                    return Err(Error::from(error).at(said!("core-records-copied", count = done.records)));
                }
            }
        }
        Ok(done)
    }

    /// Hashes again everything of `references` that a store has, and names what it misses.
    pub async fn check_records(
        &self,
        references: &[Reference],
        name: &str,
        store: &dyn ContentStore,
    ) -> Result<Checked> {
        let mut done = Checked::default();
        for reference in references {
            done.records = done.records.saturating_add(1);
            let found = match store.verify(&reference.cid).await {
                Ok(found) => found,
                Err(error) if error.is_of_content() => {
                    done.flaws.push(Flaw {
                        reference: reference.clone(),
                        store: name.to_owned(),
                        absent: false,
                        found: Verified::default(),
                        unreadable: Some(error.said()),
                    });
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            done.bytes = done.bytes.saturating_add(found.bytes);
            if found.is_whole() {
                done.whole = done.whole.saturating_add(1);
            } else {
                done.flaws.push(Flaw {
                    reference: reference.clone(),
                    store: name.to_owned(),
                    absent: found.missing.first() == Some(&reference.cid),
                    found,
                    unreadable: None,
                });
            }
        }
        Ok(done)
    }
}

/// Why a content was not copied.
pub(crate) enum Failed {
    /// The source does not have it, or not whole and right. It may have others.
    Absent(StoreError),
    /// The source does not work.
    Source(StoreError),
    /// The store that it was for does not work.
    Store(StoreError),
}

impl Failed {
    fn source(error: StoreError) -> Self {
        match error {
            error if error.is_of_content() => Failed::Absent(error),
            error => Failed::Source(error),
        }
    }
}

/// Copies one content; its bytes, or none if it was there.
pub(crate) async fn copy(
    cid: &Cid,
    owner: &Owner,
    from: &dyn ContentStore,
    to: &dyn ContentStore,
    recheck: bool,
    watch: &dyn Watch,
) -> Result<Option<u64>, Failed> {
    let there = match recheck {
        true => to.verify(cid).await.map(|found| found.is_whole()),
        false => to.has(cid).await.map(|found| found == Presence::Whole),
    };
    if there.map_err(Failed::Store)? {
        to.pin(cid, owner).await.map_err(Failed::Store)?;
        return Ok(None);
    }
    let mut done = put(cid, owner, from, to, watch).await;
    let right = match &done {
        Ok(_) if recheck => to.verify(cid).await.map_err(Failed::Store)?.is_whole(),
        Err(Failed::Store(StoreError::Damaged { .. })) if recheck => false,
        _ => true,
    };
    if !right {
        // A daemon that has a block by name takes no other for it: the damaged one has to go first. Where others refer
        // to it as well it stays, and is named.
        to.unpin(cid, owner).await.map_err(Failed::Store)?;
        to.gc().await.map_err(Failed::Store)?;
        done = put(cid, owner, from, to, watch).await;
    }
    done.map(Some)
}

/// Reads, adds and pins one content; its bytes.
async fn put(
    cid: &Cid,
    owner: &Owner,
    from: &dyn ContentStore,
    to: &dyn ContentStore,
    watch: &dyn Watch,
) -> Result<u64, Failed> {
    let size = from.size(cid).await.map_err(Failed::source)?;
    let mut reader = from.read(cid).await.map_err(Failed::source)?;
    watch.begin(&said!("told-copying"), size);
    let added = to.add(&mut reader, &|bytes| watch.progress(bytes)).await;
    watch.end();
    let added = added.map_err(|error| match error {
        // What came was verified, so only the source's own error can be in there.
        StoreError::Source(error) => Failed::source(StoreError::from_io(error)),
        error => Failed::Store(error),
    })?;
    if added.cid != *cid {
        return Err(Failed::Absent(StoreError::Unsupported {
            cid: Box::new(*cid),
            why: said!("core-tree-cut"),
        }));
    }
    to.pin(cid, owner).await.map_err(Failed::Store)?;
    Ok(added.size)
}
