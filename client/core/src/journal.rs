//! Uploads under way: what was stored but may not be recorded yet, so that a crash loses nothing and leaves nothing.
//!
//! An operation that stores something begins with a marker that its process holds locked, and ends by removing it. An
//! entry is written after the ciphertext is durable and before the chain is asked, and removed when the chain has it or
//! the upload was given up. Entries of a process that lives are its own; what one that has gone left behind, however it
//! went, is for the next to finish: entries by their author, what is in the store without an entry by anybody.
//!
//! Entries are sealed under a key of their author's account; markers are empty. Neither holds plaintext. That the chain is
//! asked stands in an entry's name, which is changed where writing it anew would cost a file each.

use crate::error::{Error, Kind, Result};
use crate::{files, place};
use futures::future::try_join_all;
use medink_chain::{Message, contracts};
use medink_seal::journal::{self as sealing, JournalKey};
use medink_types::{AccountId, NewRecord, SealedKey};
use medink_words::{Said, said};
use scale::{Decode, Encode};
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Ends the name of every entry, as long as the chain was not asked.
const SUFFIX: &str = ".pending";

/// Ends the name of an entry since the chain was asked.
const SUBMITTED: &str = ".submitted";

/// Ends the name of every marker.
const MARKER: &str = ".under-way";

/// Between the name of an operation and that of one of its entries.
const OF: char = '-';

/// What an upload is for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Task {
    /// A new record.
    Add,
    /// A new version of this record.
    Amend(u32),
    /// A note that refers to this record.
    Annotate(u32),
    /// The same record, encrypted again.
    Reseal {
        /// Which record.
        number: u32,
        /// Where it was before.
        old: Vec<u8>,
    },
    /// No upload, but its end: a record that is to be erased, here too.
    Erase(u32),
    /// An upload that was given up, in a store that could not be told.
    Forget,
}

/// One upload under way.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Pending {
    /// Whose record.
    pub patient: [u8; 32],
    /// Its ciphertext, as a binary CID.
    pub cid: Vec<u8>,
    /// Its key, wrapped.
    pub key: SealedKey,
    /// What the chain is to do with it.
    pub task: Task,
    /// Whether the chain was asked: then only the chain knows the outcome.
    pub submitted: bool,
}

impl Pending {
    /// The record as the chain takes it.
    ///
    /// # Errors
    /// [`Kind::Damaged`] for a place that is none.
    pub fn record(&self) -> Result<NewRecord> {
        Ok(NewRecord {
            cid: place::to_chain(&place::from_bytes(&self.cid)?)?,
            key: self.key.clone(),
        })
    }

    /// The message that records it alone, to the patient contract at `at`.
    ///
    /// # Errors
    /// As [`Pending::record`].
    pub fn message(&self, at: AccountId) -> Result<Message<u32>> {
        let (patient, record) = (self.patient.into(), self.record()?);
        Ok(match self.task {
            Task::Amend(number) => contracts::patient::amend_record(at, patient, number, &record),
            Task::Annotate(number) => contracts::patient::annotate_record(at, patient, number, &record),
            _ => contracts::patient::add_medical_record(at, patient, &record),
        })
    }
}

/// Where an entry is on disk.
#[derive(Debug, Clone)]
pub struct EntryFile {
    path: PathBuf,
    /// What it was called at first, which it is sealed for.
    name: String,
}

/// An operation that stores something. Its entries are nobody else's while it lives.
pub struct UnderWay {
    id: String,
    path: PathBuf,
    /// Held locked; the lock ends with the process.
    _marker: File,
}

/// A marker of a process that is no more.
#[derive(Debug)]
pub struct Left(PathBuf);

/// How much is under way on a machine, whoever's it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Operations whose process lives.
    pub under_way: usize,
    /// Operations whose process has gone: the next look at the records finishes them.
    pub left: usize,
    /// Entries: uploads that were stored and may not be recorded yet.
    pub entries: usize,
}

/// Counts what is in a journal's folder; opens nothing of it.
///
/// # Errors
/// [`Kind::Io`].
pub fn waiting(folder: &Path) -> Result<Waiting> {
    let doing = || reading(folder);
    let mut waiting = Waiting::default();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::io(doing(), &e))? {
        let name = entry.map_err(|e| Error::io(doing(), &e))?.file_name();
        let name = name.to_string_lossy();
        if stem(&name).is_some() {
            waiting.entries = waiting.entries.saturating_add(1);
        } else if let Some(id) = name.strip_suffix(MARKER) {
            match lives(folder, id)? {
                true => waiting.under_way = waiting.under_way.saturating_add(1),
                false => waiting.left = waiting.left.saturating_add(1),
            }
        }
    }
    Ok(waiting)
}

/// The entries that no living process is at, whoever's they are; opens nothing of them.
///
/// # Errors
/// [`Kind::Io`].
pub(crate) fn given_up(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for (name, path) in files_in(folder)? {
        if let Some(operation) = operation_of(&name)
            && !lives(folder, operation)?
        {
            found.push(path);
        }
    }
    Ok(found)
}

/// An entry's name without what ends it; none for what is no entry.
fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(SUFFIX).or_else(|| name.strip_suffix(SUBMITTED))
}

/// Where an entry is since the chain was asked.
fn asked(entry: &Path) -> PathBuf {
    entry.with_extension(SUBMITTED.trim_start_matches('.'))
}

/// The operation that an entry is of; none for what is no entry.
fn operation_of(name: &str) -> Option<&str> {
    let name = stem(name)?;
    Some(name.split_once(OF).map_or(name, |(id, _)| id))
}

/// Names and paths of everything in a journal's folder.
fn files_in(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let failed = |e: io::Error| Error::io(reading(folder), &e);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        files.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    files.sort();
    Ok(files)
}

fn reading(folder: &Path) -> Said {
    said!("core-reading-journal", folder = folder.display().to_string())
}

/// Whether the process that began an operation still lives.
fn lives(folder: &Path, id: &str) -> Result<bool> {
    let failed = |e: &io::Error| Error::io(reading(folder), e);
    let marker = match File::open(folder.join(format!("{id}{MARKER}"))) {
        Ok(marker) => marker,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failed(&error)),
    };
    match marker.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(failed(&error)),
    }
}

/// The folder of uploads under way, as one account sees it.
#[derive(Clone)]
pub struct Journal {
    folder: PathBuf,
    key: JournalKey,
}

impl Journal {
    /// The journal in `folder` for the account that `key` belongs to.
    pub fn new(folder: &Path, key: JournalKey) -> Self {
        Journal {
            folder: folder.to_path_buf(),
            key,
        }
    }

    /// Begins an operation.
    pub fn begin(&self) -> Result<UnderWay> {
        let failed = |e: &io::Error| Error::io(self.writing(), e);
        loop {
            let (file, path) = tempfile::Builder::new()
                .prefix("")
                .rand_bytes(16)
                .suffix(MARKER)
                .tempfile_in(&self.folder)
                .and_then(|file| file.keep().map_err(|error| error.error))
                .map_err(|e| failed(&e))?;
            file.lock().map_err(|e| failed(&e))?;
            let id = path
                .file_name()
                .and_then(|name| name.to_str()?.strip_suffix(MARKER));
            // Another process may have taken it for one that was left, in the moment before it was locked.
            if let (Some(id), true) = (id, path.exists()) {
                return Ok(UnderWay {
                    id: id.to_owned(),
                    path: path.clone(),
                    _marker: file,
                });
            }
        }
    }

    /// Ends an operation that has left nothing.
    pub fn end(&self, operation: UnderWay) -> Result<()> {
        self.remove_file(&operation.path)
    }

    /// The markers of processes that are no more: they may have left something in the store.
    pub fn left(&self) -> Result<Vec<Left>> {
        let mut left = Vec::new();
        for (name, path) in files_in(&self.folder)? {
            if let Some(id) = name.strip_suffix(MARKER)
                && !lives(&self.folder, id)?
            {
                left.push(Left(path));
            }
        }
        Ok(left)
    }

    /// Forgets markers when nothing is left in the store any more.
    pub fn forget(&self, left: Vec<Left>) -> Result<()> {
        left.iter().try_for_each(|Left(path)| self.remove_file(path))
    }

    /// Writes entries of an operation, durably.
    pub async fn write(&self, operation: &UnderWay, all: &[Pending]) -> Result<Vec<EntryFile>> {
        let entries: Vec<(EntryFile, Pending)> = all
            .iter()
            .map(|pending| {
                let digest = hex::encode(blake2_of(&pending.cid, &pending.patient));
                let name = format!("{}{OF}{digest}{SUFFIX}", operation.id);
                let path = self.folder.join(&name);
                (EntryFile { path, name }, pending.clone())
            })
            .collect();
        let entry_files = entries.iter().map(|(entry_file, _)| entry_file.clone()).collect();
        self.update(entries).await?;
        Ok(entry_files)
    }

    /// Replaces entries, durably: each on a thread of its own, so that the disk is asked for all of them at once.
    pub async fn update(&self, entries: Vec<(EntryFile, Pending)>) -> Result<()> {
        let replacing = entries.into_iter().map(|(entry_file, pending)| {
            let journal = self.clone();
            files::apart(move || journal.replace(&entry_file, &pending))
        });
        try_join_all(replacing).await?;
        let journal = self.clone();
        files::apart(move || journal.sync()).await
    }

    /// Notes, durably, that the chain is asked about these entries now.
    pub async fn submitting(&self, mut entry_files: Vec<EntryFile>) -> Result<Vec<EntryFile>> {
        let journal = self.clone();
        files::apart(move || {
            for entry_file in &mut entry_files {
                let asked = asked(&entry_file.path);
                std::fs::rename(&entry_file.path, &asked).map_err(|e| Error::io(journal.writing(), &e))?;
                entry_file.path = asked;
            }
            journal.sync()?;
            Ok(entry_files)
        })
        .await
    }

    /// Makes durable what is called what.
    fn sync(&self) -> Result<()> {
        File::open(&self.folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|e| Error::io(self.writing(), &e))
    }

    fn replace(&self, entry_file: &EntryFile, pending: &Pending) -> Result<()> {
        let sealed = sealing::seal(&self.key, &entry_file.name, &pending.encode())
            .map_err(|e| Error::new(Kind::Internal, said!("core-sealing-journal", e = e.said())))?;
        let doing = || self.writing();
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).map_err(|e| Error::io(doing(), &e))?;
        file.write_all(&sealed).map_err(|e| Error::io(doing(), &e))?;
        file.as_file().sync_all().map_err(|e| Error::io(doing(), &e))?;
        file.persist(&entry_file.path)
            .map_err(|e| Error::io(doing(), &e.error))?;
        Ok(())
    }

    /// Removes an entry that is done with, by whichever name: noting that the chain is asked may have failed half way.
    pub fn remove(&self, entry_file: &EntryFile) -> Result<()> {
        let first = self.folder.join(&entry_file.name);
        self.remove_file(&asked(&first))?;
        self.remove_file(&first)
    }

    fn remove_file(&self, path: &Path) -> Result<()> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::io(
                said!("core-cleaning-journal", folder = self.shown()),
                &error,
            )),
            _ => Ok(()),
        }
    }

    fn shown(&self) -> String {
        self.folder.display().to_string()
    }

    fn writing(&self) -> Said {
        said!("core-writing-journal", folder = self.shown())
    }

    /// This account's entries, but for those of processes that live. Entries of other accounts on this machine stay
    /// closed and are passed over.
    pub fn entries(&self) -> Result<Vec<(EntryFile, Pending)>> {
        let doing = || reading(&self.folder);
        let mut found = Vec::new();
        for (name, path) in files_in(&self.folder)? {
            let (Some(stem), Some(operation)) = (stem(&name), operation_of(&name)) else {
                continue;
            };
            if lives(&self.folder, operation)? {
                continue;
            }
            let sealed = match std::fs::read(&path) {
                Ok(sealed) => sealed,
                // Another medink has just finished it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::io(doing(), &error)),
            };
            let asked = name.ends_with(SUBMITTED);
            let name = format!("{stem}{SUFFIX}");
            let Ok(opened) = sealing::open(&self.key, &name, &sealed) else {
                continue;
            };
            // In a form of another medink's: that one finds it again, and no operation here waits for it.
            let Ok(mut pending) = Pending::decode(&mut opened.as_slice()) else {
                continue;
            };
            // What was given up after the chain had refused it keeps its name.
            pending.submitted |= asked && pending.task != Task::Forget;
            found.push((EntryFile { path, name }, pending));
        }
        Ok(found)
    }
}

/// A name that says nothing: the digest of what it is about.
fn blake2_of(cid: &[u8], patient: &[u8; 32]) -> [u8; 32] {
    use blake2::{Blake2b, Digest, digest::consts::U32};
    Blake2b::<U32>::new()
        .chain_update(cid)
        .chain_update(patient)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;
    use medink_types::KeyBy;

    fn journal(folder: &Path, who: &str) -> Journal {
        Journal::new(folder, Account::from_suri(who).unwrap().journal_key().unwrap())
    }

    fn pending() -> Pending {
        Pending {
            patient: [1; 32],
            cid: vec![2; 36],
            key: SealedKey {
                by: KeyBy::Generation(1),
                bytes: [3; 60],
            },
            task: Task::Add,
            submitted: false,
        }
    }

    #[tokio::test]
    async fn entries_come_back_to_their_account_alone() {
        let folder = tempfile::tempdir().unwrap();
        let alice = journal(folder.path(), "//Alice");
        let operation = alice.begin().unwrap();
        let entry_files = alice.write(&operation, &[pending()]).await.unwrap();
        let entry_file = entry_files[0].clone();
        let submitted = Pending {
            submitted: true,
            ..pending()
        };
        alice.submitting(vec![entry_file.clone()]).await.unwrap();
        assert!(
            alice.entries().unwrap().is_empty(),
            "its operation is still under way"
        );
        drop(operation);
        assert_eq!(waiting(folder.path()).unwrap().entries, 1);
        assert_eq!(given_up(folder.path()).unwrap().len(), 1);
        let found = alice.entries().unwrap();
        assert!(found.len() == 1 && found[0].1 == submitted);
        assert!(journal(folder.path(), "//Bob").entries().unwrap().is_empty());

        // Given up, it is to be let go of, whatever it is called; and the chain is asked no more.
        let forget = Pending {
            task: Task::Forget,
            ..pending()
        };
        alice
            .update(vec![(found[0].0.clone(), forget.clone())])
            .await
            .unwrap();
        let found = alice.entries().unwrap();
        assert!(found.len() == 1 && found[0].1 == forget);
        alice.remove(&entry_file).unwrap();
        alice.remove(&entry_file).unwrap();
        assert!(alice.entries().unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_is_under_way_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let alice = journal(folder.path(), "//Alice");
        let operation = alice.begin().unwrap();
        alice.write(&operation, &[pending()]).await.unwrap();
        let other = alice.begin().unwrap();
        assert!(alice.entries().unwrap().is_empty() && alice.left().unwrap().is_empty());
        alice.end(other).unwrap();

        let told = |under_way, left| Waiting {
            under_way,
            left,
            entries: 1,
        };
        assert_eq!(waiting(folder.path()).unwrap(), told(1, 0));

        // As when its process ends without a word.
        drop(operation);
        assert_eq!(waiting(folder.path()).unwrap(), told(0, 1));
        assert_eq!(alice.entries().unwrap().len(), 1);
        let left = journal(folder.path(), "//Bob").left().unwrap();
        assert_eq!(left.len(), 1);
        alice.forget(left).unwrap();
        assert!(alice.left().unwrap().is_empty());
        assert_eq!(alice.entries().unwrap().len(), 1, "its author still finds it");
    }
}
