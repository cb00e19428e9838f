//! Uploads under way: what was stored but may not be recorded yet, so that a crash loses nothing and leaves nothing.
//!
//! An entry is written after the ciphertext is durable and before the chain is asked, and removed when the chain has
//! it or the upload was given up. It is sealed under a key of its author's account and holds no plaintext.

use crate::error::{Error, Kind, Result};
use medink_seal::journal::{self as sealing, JournalKey};
use medink_types::{NewRecord, SealedKey};
use scale::{Decode, Encode};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Ends the name of every entry.
const SUFFIX: &str = ".pending";

/// What an upload is for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Task {
    /// A new record.
    Add,
    /// A new version of this record.
    Amend(u32),
    /// The same record, encrypted again.
    Reseal {
        /// Which record.
        number: u32,
        /// Where it was before.
        old: Vec<u8>,
    },
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
    pub fn record(&self) -> NewRecord {
        NewRecord {
            cid: self.cid.clone(),
            key: self.key.clone(),
        }
    }
}

/// An entry on disk.
#[derive(Debug, Clone)]
pub struct Ticket {
    path: PathBuf,
    name: String,
}

/// The folder of uploads under way, as one account sees it.
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

    /// Writes an entry, durably.
    pub fn write(&self, pending: &Pending) -> Result<Ticket> {
        let name = format!(
            "{}{SUFFIX}",
            hex::encode(blake2_of(&pending.cid, &pending.patient))
        );
        let ticket = Ticket {
            path: self.folder.join(&name),
            name,
        };
        self.update(&ticket, pending)?;
        Ok(ticket)
    }

    /// Replaces an entry, durably.
    pub fn update(&self, ticket: &Ticket, pending: &Pending) -> Result<()> {
        let sealed = sealing::seal(&self.key, &ticket.name, &pending.encode())
            .map_err(|e| Error::new(Kind::Internal, format!("sealing a journal entry: {e}")))?;
        let doing = || format!("writing the upload journal in {}", self.folder.display());
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).map_err(|e| Error::io(doing(), &e))?;
        file.write_all(&sealed).map_err(|e| Error::io(doing(), &e))?;
        file.as_file().sync_all().map_err(|e| Error::io(doing(), &e))?;
        file.persist(&ticket.path)
            .map_err(|e| Error::io(doing(), &e.error))?;
        Ok(())
    }

    /// Removes an entry that is done with.
    pub fn remove(&self, ticket: &Ticket) -> Result<()> {
        match std::fs::remove_file(&ticket.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(
                format!("cleaning the upload journal in {}", self.folder.display()),
                &error,
            )),
            _ => Ok(()),
        }
    }

    /// This account's entries. Entries of other accounts on this machine stay closed and are passed over.
    pub fn entries(&self) -> Result<Vec<(Ticket, Pending)>> {
        let doing = || format!("reading the upload journal in {}", self.folder.display());
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.folder).map_err(|e| Error::io(doing(), &e))? {
            let entry = entry.map_err(|e| Error::io(doing(), &e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with(SUFFIX) {
                continue;
            }
            let path = entry.path();
            let sealed = match std::fs::read(&path) {
                Ok(sealed) => sealed,
                // Another medink has just finished it.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::io(doing(), &error)),
            };
            let Ok(opened) = sealing::open(&self.key, &name, &sealed) else {
                continue;
            };
            let pending = Pending::decode(&mut opened.as_slice()).map_err(|_| {
                Error::new(
                    Kind::Damaged,
                    format!(
                        "an entry of the upload journal in {} is in no form that this medink knows",
                        self.folder.display()
                    ),
                )
                .next(
                    "It may be a newer medink's: update. Nothing that is recorded on the chain is at stake.",
                )
            })?;
            found.push((Ticket { path, name }, pending));
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

    #[test]
    fn entries_come_back_to_their_account_alone() {
        let folder = tempfile::tempdir().unwrap();
        let pending = Pending {
            patient: [1; 32],
            cid: vec![2; 36],
            key: SealedKey {
                by: KeyBy::Generation(1),
                bytes: [3; 60],
            },
            task: Task::Add,
            submitted: false,
        };
        let alice = journal(folder.path(), "//Alice");
        let ticket = alice.write(&pending).unwrap();
        alice
            .update(
                &ticket,
                &Pending {
                    submitted: true,
                    ..pending.clone()
                },
            )
            .unwrap();
        let found = alice.entries().unwrap();
        let submitted: Vec<bool> = found.iter().map(|(_, pending)| pending.submitted).collect();
        assert_eq!(submitted, [true]);
        assert!(journal(folder.path(), "//Bob").entries().unwrap().is_empty());
        alice.remove(&ticket).unwrap();
        alice.remove(&ticket).unwrap();
        assert!(alice.entries().unwrap().is_empty());
    }
}
