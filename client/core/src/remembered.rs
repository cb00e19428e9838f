//! A file in which one account's programs on this machine remember something: sealed under a key of the account, under a
//! name of digests that tells nobody whose it is or whom it is about. It is written whole and durably, or not at all.
//!
//! What is in it, and what is to be thought of one that is damaged, its reader says.

use crate::error::{Error, Kind, Result};
use crate::files::Naming;
use crate::{Operation, blake2_256, files};
use medink_seal::journal::{self as sealing, JournalKey};
use medink_words::said;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where something is remembered.
pub(crate) struct Remembered {
    path: PathBuf,
    name: String,
    key: JournalKey,
}

/// What was there.
pub(crate) enum Found {
    /// No file.
    Nothing,
    /// A file that does not open: another account's, cut off or changed.
    Damaged,
    /// What was written last.
    Content(Zeroizing<Vec<u8>>),
}

impl Remembered {
    /// In a folder, under a name of its own.
    pub fn new(folder: &Path, name: String, key: JournalKey) -> Self {
        Remembered {
            path: folder.join(&name),
            name,
            key,
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads it.
    pub fn read(&self) -> io::Result<Found> {
        match std::fs::read(&self.path) {
            Ok(sealed) => {
                Ok(sealing::open(&self.key, &self.name, &sealed).map_or(Found::Damaged, Found::Content))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }

    /// Writes it in place of what was there. `what` is what it is called in errors.
    ///
    /// # Errors
    /// [`Kind::Io`]; [`Kind::Internal`] where it can't be sealed.
    pub fn write(&self, content: &[u8], what: Naming) -> Result<()> {
        let sealed = sealing::seal(&self.key, &self.name, content).map_err(|e| {
            Error::new(
                Kind::Internal,
                said!("core-sealing-what", what = what(), e = e.said()),
            )
        })?;
        files::write(&self.path, &sealed, what)
    }

    /// Removes it; it may be gone already.
    pub fn forget(&self) -> io::Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Operation<'_> {
    /// What this account remembers in this deployment under a label, of these things; `suffix` ends the file's name.
    pub(crate) fn remembered(&self, label: &str, of: &[&[u8]], suffix: &str) -> Remembered {
        let deployment = self.deployment.sealing();
        let id = self.actor.id();
        let mut parts: Vec<&[u8]> = vec![
            label.as_bytes(),
            &deployment.genesis,
            &deployment.contract,
            id.as_ref(),
        ];
        parts.extend(of);
        let name = format!("{}{suffix}", hex::encode(blake2_256(&parts.concat())));
        Remembered::new(&self.memory, name, self.actor.journal.clone())
    }
}
