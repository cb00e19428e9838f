//! Changing what is there: another name, another passphrase, removing an account.
//!
//! Who changes a key file holds the system's lock on it meanwhile. Another program that wants to change the same file is
//! refused and told, so that neither undoes what the other did: an account that was removed does not come back with a new
//! passphrase, and of two new passphrases it is known which holds. The lock ends with its program, however that ends.

use medink_words::said;
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;

use medink_seal::key_file;

use super::{Entry, WHAT, Wallet, errors, exchanged, is_nowhere, not_here, taken};
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

/// An account's file, which nobody else changes until this is dropped.
pub(super) struct Held {
    /// What is in it.
    pub(super) json: String,
    _file: File,
}

impl Wallet {
    /// Calls an account something else. It has its new name before the old one goes: what interrupts this leaves both.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a bad or taken name, [`Kind::NotFound`] where it has gone, [`Kind::Unreachable`] where another
    /// program is changing it, [`Kind::Damaged`], [`Kind::Io`].
    pub fn rename(&self, entry: &Entry, name: &str) -> Result<Entry> {
        self.check_new(name)?;
        let held = self.hold(entry)?;
        let json = key_file::renamed(&held.json, name).map_err(errors::of_own_file)?;
        if !files::write_new(&self.path(name)?, json.as_bytes(), WHAT)? {
            return Err(taken());
        }
        let renamed = self.entry(name)?.ok_or_else(not_here)?;
        self.move_words(&entry.name, name)?;
        if self.last().as_deref() == Some(entry.name.as_str()) {
            self.set_last(name)?;
        }
        self.forget(&entry.name)?;
        Ok(renamed)
    }

    /// Encrypts an account's file under another passphrase, in one step: the old file or the new is there, whatever
    /// happens.
    ///
    /// # Errors
    /// As [`Wallet::unlock`]; [`Kind::Usage`] for a short new passphrase, [`Kind::Unreachable`] where another program is
    /// changing it.
    pub fn change_passphrase(&self, entry: &Entry, passphrase: &str, new_passphrase: &str) -> Result<()> {
        let _held = self.hold(entry)?;
        let json = self.export(entry, passphrase, new_passphrase)?;
        files::write(&self.path(&entry.name)?, json.as_bytes(), WHAT)
    }

    /// Removes an account's file. Nobody but who has its phrase, or a copy of the file, can bring it back.
    ///
    /// # Errors
    /// [`Kind::NotFound`] where it has gone, [`Kind::Damaged`] where it is another account's now, [`Kind::Unreachable`] where
    /// another program is changing it, [`Kind::Io`].
    pub fn remove(&self, entry: &Entry) -> Result<()> {
        let _held = self.hold(entry)?;
        self.forget(&entry.name)
    }

    fn forget(&self, name: &str) -> Result<()> {
        self.words_confirmed(name)
            .and_then(|()| self.forget_last(name))
            .and_then(|()| files::remove_for_good(&self.path(name)?, WHAT))
            .map_err(|error| error.next(said!("local-remove-again")))
    }

    /// The account's file, if it still is this account's and nobody is changing it.
    pub(super) fn hold(&self, entry: &Entry) -> Result<Held> {
        // What is there is looked at before it is opened: it may be no file.
        self.same(entry)?;
        let path = self.path(&entry.name)?;
        let failed = |error: io::Error| match is_nowhere(&error) {
            true => not_here(),
            false => {
                let folder = self.folders.accounts();
                Error::io(
                    said!("local-locking-key-file", folder = folder.display().to_string()),
                    &error,
                )
                .next(said!("local-give-right-to-file"))
            }
        };
        // For writing as well: network file systems want that for this kind of lock.
        let file = File::options()
            .read(true)
            .append(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(busy()),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Who was faster may have put another file in its place, or taken it away, and have ended.
        let (held, there) = (
            file.metadata().map_err(failed)?,
            fs::metadata(&path).map_err(failed)?,
        );
        if (held.dev(), held.ino()) != (there.dev(), there.ino()) {
            return Err(busy());
        }
        let json = self.same(entry)?;
        Ok(Held { json, _file: file })
    }

    /// The account's file, if it still is this account's.
    fn same(&self, entry: &Entry) -> Result<String> {
        let json = self.text(&entry.name)?.ok_or_else(not_here)?;
        match key_file::inspect(&json).map_err(errors::of_own_file)?.address == entry.address {
            true => Ok(json),
            false => Err(exchanged()),
        }
    }
}

fn busy() -> Error {
    let what = said!("local-account-busy");
    Error::new(Kind::Unreachable, what)
        .next(said!("local-account-busy-next"))
        .advise(Advice::ListAccounts)
}
