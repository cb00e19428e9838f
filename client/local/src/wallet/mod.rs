//! The accounts of this machine: encrypted key files, one an account, in Polkadot.js' own format.
//!
//! An account has two names, for the users of this machine alone: that of its file, and what it is called before people,
//! which may be anything and stands in exported files. Whoever can look into the folder reads both.
//!
//! A secret is in memory while it is used, and on the disk encrypted under its passphrase (scrypt). Nothing here
//! prints or logs one, no error repeats one; no file is replaced but under a new passphrase, and none removed but when
//! asked to. Functions that take a passphrase need
//! about a second and 128 MiB by design: call them where that holds nobody up.

use medink_core::files::Naming;
use medink_words::said;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use medink_seal::{Account, Phrase, key_file, suri};

use crate::folders::Folders;
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

mod change;
mod errors;
mod kept_words;
mod last;
mod names;
mod reference;
mod shown;
mod strength;
mod typed;

pub use reference::{Network, Resolved, is_development};
pub use shown::{LONGEST_SHOWN, check_shown};
pub use strength::{
    MIN_ARCHIVE_PASSWORD, MIN_PASSPHRASE, Strength, check_archive_password, check_passphrase,
};
pub use typed::tidy_words;

/// Longest key file read, in bytes; Polkadot.js' have about 600.
const LONGEST: u64 = 64 * 1024;

/// medink's word for the files in errors.
const WHAT: Naming = || said!("local-file-key");
/// What the files' names end in.
const ENDING: &str = ".json";

/// The accounts of this machine.
#[derive(Debug, Clone)]
pub struct Wallet {
    folders: Folders,
}

/// What is known of an account without its passphrase. The address is only proven when the file is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name on this machine: that of its file.
    pub name: String,
    /// What it is called before people.
    pub shown: String,
    /// Its address.
    pub address: [u8; 32],
    /// When its file was written, if the disk remembers.
    pub created: Option<SystemTime>,
    /// The genesis hash of the one chain that it was meant for where the file was made, if any.
    pub genesis: Option<[u8; 32]>,
}

/// A file in the folder of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The account's name.
    pub name: String,
    /// The account, or what is wrong with its file.
    pub entry: Result<Entry>,
}

/// Whether what was given to import is a Polkadot.js file, which has a passphrase of its own.
pub fn is_key_file(secret: &str) -> bool {
    secret.trim_start().starts_with('{')
}

impl Wallet {
    /// The accounts in these folders. Reads and makes nothing yet.
    pub fn open(folders: &Folders) -> Self {
        Wallet {
            folders: folders.clone(),
        }
    }

    /// Every account, by name. A damaged file is listed with what is wrong with it.
    ///
    /// # Errors
    /// [`Kind::Io`] if the folder can't be read.
    pub fn list(&self) -> Result<Vec<Listed>> {
        let folder = self.folders.accounts();
        let failed = |error: io::Error| {
            Error::io(
                said!("local-reading-accounts", folder = folder.display().to_string()),
                &error,
            )
        };
        let files = match fs::read_dir(&folder) {
            Err(error) if is_nowhere(&error) => return Ok(Vec::new()),
            other => other.map_err(failed)?,
        };
        let mut listed = Vec::new();
        for file in files {
            let file = file.map_err(failed)?.file_name();
            // Others' files and temporary ones are no accounts.
            let Some(name) = file.to_str().and_then(|file| file.strip_suffix(ENDING)) else {
                continue;
            };
            let entry = match names::is_name(name) {
                true => self.entry(name).and_then(|entry| entry.ok_or_else(not_here)),
                false => Err(misnamed()),
            };
            listed.push(Listed {
                name: name.into(),
                entry,
            });
        }
        listed.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(listed)
    }

    /// A new account, and the phrase that restores it. Show the phrase once, to its owner: it is kept nowhere.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a bad or taken name and a short passphrase, [`Kind::Io`].
    pub fn create(&self, name: &str, passphrase: &str) -> Result<(Entry, Phrase)> {
        self.check(name, passphrase)?;
        let (account, phrase) = Account::generate().map_err(errors::of_account)?;
        Ok((self.keep(name, &account, passphrase, None)?, phrase))
    }

    /// The account of a BIP-39 phrase.
    ///
    /// # Errors
    /// [`Kind::Usage`] for what is wrong with the phrase, and as [`Wallet::create`].
    pub fn import_phrase(&self, name: &str, phrase: &str, passphrase: &str) -> Result<Entry> {
        self.check(name, passphrase)?;
        refuse_development(phrase)?;
        let account = Account::from_phrase(phrase).map_err(errors::of_account)?;
        self.keep(name, &account, passphrase, None)
    }

    /// The account of a secret URI, `phrase//hard/soft///password`. A development account is refused: everybody
    /// has its secret, so that it needs no file, and a file would only make it look like one's own.
    ///
    /// # Errors
    /// [`Kind::Usage`] for what is wrong with the URI, and as [`Wallet::create`].
    pub fn import_suri(&self, name: &str, suri: &str, passphrase: &str) -> Result<Entry> {
        self.check(name, passphrase)?;
        refuse_development(suri)?;
        let account = Account::from_suri(suri).map_err(errors::of_account)?;
        self.keep(name, &account, passphrase, None)
    }

    /// The account of a file that Polkadot.js, or [`Wallet::export`], made. `file_passphrase` opens it,
    /// `passphrase` is the one from now on; they may be the same.
    ///
    /// # Errors
    /// [`Kind::Keys`] for a wrong `file_passphrase`, [`Kind::Usage`] for what is wrong with the file, and as
    /// [`Wallet::create`].
    pub fn import_polkadot_js(
        &self,
        name: &str,
        json: &str,
        file_passphrase: &str,
        passphrase: &str,
    ) -> Result<Entry> {
        self.check(name, passphrase)?;
        let about = key_file::inspect(json).map_err(errors::of_given_file)?;
        let account = Account::from_polkadot_js(json, file_passphrase).map_err(errors::of_given_file)?;
        self.keep(name, &account, passphrase, about.genesis)
    }

    /// The account of whatever restores one: a Polkadot.js file, a secret URI or a phrase. `file_passphrase` is for a
    /// file alone: see [`is_key_file`].
    ///
    /// # Errors
    /// As the function for each of them.
    pub fn import(&self, name: &str, secret: &str, file_passphrase: &str, passphrase: &str) -> Result<Entry> {
        let secret = secret.trim();
        if is_key_file(secret) {
            self.import_polkadot_js(name, secret, file_passphrase, passphrase)
        } else if secret.contains("//") || secret.starts_with("0x") {
            self.import_suri(name, secret, passphrase)
        } else {
            self.import_phrase(name, &tidy_words(secret), passphrase)
        }
    }

    /// The account as a file for Polkadot.js or another machine, under a passphrase of its own. The account's
    /// name is in it, readable by all.
    ///
    /// # Errors
    /// As [`Wallet::unlock`]; [`Kind::Usage`] for a short new passphrase.
    pub fn export(&self, entry: &Entry, passphrase: &str, new_passphrase: &str) -> Result<String> {
        // The one that it has may be from before these rules, and must not keep anybody from a copy.
        if new_passphrase != passphrase {
            check_passphrase(new_passphrase)?;
        }
        let account = self.unlock(entry, passphrase)?;
        account
            .to_polkadot_js(new_passphrase, &entry.shown, entry.genesis)
            .map_err(errors::of_given_file)
    }

    /// Opens an account.
    ///
    /// # Errors
    /// [`Kind::Keys`] for a wrong passphrase, [`Kind::Damaged`] for a file that is no longer what it was,
    /// [`Kind::NotFound`] for one that has gone, [`Kind::Io`].
    pub fn unlock(&self, entry: &Entry, passphrase: &str) -> Result<Account> {
        let json = self.text(&entry.name)?.ok_or_else(not_here)?;
        let begun = Instant::now();
        let opened = Account::from_polkadot_js(&json, passphrase);
        tracing::debug!(
            account = hex::encode(entry.address),
            opened = opened.is_ok(),
            took = ?begun.elapsed(),
            "opened a key file"
        );
        let account = opened.map_err(errors::of_own_file)?;
        if account.address() != entry.address {
            return Err(exchanged());
        }
        Ok(account)
    }

    /// Checks that an account may be made or imported under this name. Cheap: ask before asking for a passphrase.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a bad or taken name, [`Kind::Io`].
    pub fn check_new(&self, name: &str) -> Result<()> {
        let path = self.path(name)?;
        match fs::symlink_metadata(&path) {
            Ok(_) => Err(taken()),
            Err(error) if is_nowhere(&error) => Ok(()),
            Err(error) => Err(Error::io(
                said!(
                    "local-looking-into",
                    folder = self.folders.accounts().display().to_string()
                ),
                &error,
            )),
        }
    }

    /// What can be refused before anything slow happens.
    fn check(&self, name: &str, passphrase: &str) -> Result<()> {
        self.check_new(name)?;
        check_passphrase(passphrase)?;
        self.folders.prepare()
    }

    /// Writes the account's file.
    fn keep(
        &self,
        name: &str,
        account: &Account,
        passphrase: &str,
        genesis: Option<[u8; 32]>,
    ) -> Result<Entry> {
        let path = self.path(name)?;
        let json = account
            .to_polkadot_js(passphrase, name, genesis)
            .map_err(errors::of_given_file)?;
        if !files::write_new(&path, json.as_bytes(), WHAT)? {
            return Err(taken());
        }
        // What may be left of one that went is not this one's.
        self.words_confirmed(name)?;
        self.entry(name)?.ok_or_else(not_here)
    }

    /// What the file of this name says; `None` if it is not there.
    fn entry(&self, name: &str) -> Result<Option<Entry>> {
        let Some(json) = self.text(name)? else {
            return Ok(None);
        };
        let info = key_file::inspect(&json).map_err(errors::of_own_file)?;
        let created = fs::metadata(self.path(name)?)
            .and_then(|about| about.modified())
            .ok();
        Ok(Some(Entry {
            name: name.into(),
            shown: info.name.unwrap_or_else(|| name.into()),
            address: info.address,
            created,
            genesis: info.genesis,
        }))
    }

    fn text(&self, name: &str) -> Result<Option<String>> {
        files::read_text(&self.path(name)?, LONGEST, WHAT)
            .map_err(|error| error.next(said!("local-restore-account")))
    }

    fn path(&self, name: &str) -> Result<PathBuf> {
        names::check(name)?;
        Ok(self.folders.accounts().join(format!("{name}{ENDING}")))
    }
}

/// Nothing is there yet. Where a file is in the folder's way, making the folder says so.
fn is_nowhere(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn refuse_development(secret: &str) -> Result<()> {
    if suri::is_development(secret) {
        let what = said!("local-public-account");
        return Err(Error::new(Kind::Usage, what).next(said!("local-public-account-next")));
    }
    Ok(())
}

fn misnamed() -> Error {
    Error::new(Kind::Damaged, said!("local-misnamed"))
        .next(said!("local-misnamed-next"))
        .advise(Advice::ImportAccount)
}

fn exchanged() -> Error {
    let what = said!("local-exchanged");
    Error::new(Kind::Damaged, what)
        .next(said!("local-exchanged-next"))
        .advise(Advice::ListAccounts)
}

fn taken() -> Error {
    Error::new(Kind::Usage, said!("local-taken"))
        .next(said!("local-taken-next"))
        .advise(Advice::ListAccounts)
}

fn not_here() -> Error {
    Error::new(Kind::NotFound, said!("local-not-here"))
        .next(said!("local-not-here-next"))
        .advise(Advice::ListOrNewAccount)
}

#[cfg(test)]
mod tests;
