//! What an account is called before people: any name, kept in the key file's `meta.name`, where Polkadot.js keeps it as
//! well. The file's own name is made up from it, so that nobody has to know what a file may be called.
//!
//! Whoever can read the folder reads both: neither is a secret, and neither is ever logged.

use super::{Entry, WHAT, Wallet, errors, names, not_here, taken};
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_seal::{Account, Phrase, key_file};
use medink_words::{Said, said};
use std::fs;

/// Longest name, in characters.
pub const LONGEST_SHOWN: usize = 64;
/// How much of it a file's name takes over.
const SLUG: usize = 20;
/// How many accounts of one name are looked for.
const MOST: u32 = 1000;

/// A name as it is kept: without blanks around it.
///
/// # Errors
/// [`Kind::Usage`] for none at all, for one that is too long, and for one with signs that can't be seen.
pub fn check_shown(text: &str) -> Result<String> {
    let text = text.trim();
    let refused = |what: Said| Err(Error::new(Kind::Usage, what).next(said!("local-type-another-name")));
    if text.is_empty() {
        return refused(said!("local-no-name"));
    }
    if text.chars().count() > LONGEST_SHOWN {
        return refused(said!("local-name-too-long"));
    }
    if text.chars().any(char::is_control) {
        return refused(said!("local-name-unseen"));
    }
    Ok(text.to_owned())
}

/// The beginning of a file's name for it: what of it is a letter or a digit anywhere.
fn slug(shown: &str) -> String {
    let mut slug = String::new();
    for letter in shown.chars().flat_map(char::to_lowercase) {
        if slug.len() >= SLUG {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "account".to_owned(),
        slug => slug.to_owned(),
    }
}

impl Wallet {
    /// A new account that is called so before people, with the words that restore it. They are kept sealed until
    /// [`Wallet::words_confirmed`].
    ///
    /// # Errors
    /// As [`check_shown`] and [`Wallet::create`].
    pub fn create_shown(&self, shown: &str, passphrase: &str) -> Result<(Entry, Account, Phrase)> {
        let shown = check_shown(shown)?;
        let name = self.free_name(&shown)?;
        self.check(&name, passphrase)?;
        let (account, phrase) = Account::generate().map_err(errors::of_account)?;
        let entry = self.keep_with_words(&name, &shown, &account, &phrase, passphrase)?;
        Ok((entry, account, phrase))
    }

    /// Writes the words, then the key file: what interrupts this leaves words of no account, and never an account whose
    /// words nobody has seen.
    fn keep_with_words(
        &self,
        name: &str,
        shown: &str,
        account: &Account,
        phrase: &Phrase,
        passphrase: &str,
    ) -> Result<Entry> {
        let json = account
            .to_polkadot_js(passphrase, shown, None)
            .map_err(errors::of_given_file)?;
        self.keep_words(name, account, phrase.as_str())?;
        let own = |entry: Entry| entry.address == account.address();
        let (error, there) = match files::write_new(&self.path(name)?, json.as_bytes(), WHAT) {
            Ok(true) => return self.entry(name)?.ok_or_else(not_here),
            Ok(false) => (taken(), false),
            // The file may be there although it is not known to stay: then it keeps its words.
            Err(error) => match self.entry(name) {
                Ok(entry) => (error, entry.is_some_and(own)),
                Err(_) => (error, true),
            },
        };
        if !there {
            // What can't be removed is in the way of a name, and of nothing else: see `free_name`.
            let _ = self.words_confirmed(name);
        }
        Err(error)
    }

    /// As [`Wallet::import`], for an account that is called so before people.
    ///
    /// # Errors
    /// As [`check_shown`] and [`Wallet::import`].
    pub fn import_shown(
        &self,
        shown: &str,
        secret: &str,
        file_passphrase: &str,
        passphrase: &str,
    ) -> Result<Entry> {
        let shown = check_shown(shown)?;
        let entry = self.import(&self.free_name(&shown)?, secret, file_passphrase, passphrase)?;
        self.show_as(&entry, &shown)
    }

    /// Calls an account something else before people; the file's name stays.
    ///
    /// # Errors
    /// As [`check_shown`]; [`Kind::NotFound`] where it has gone, [`Kind::Unreachable`] where another program is changing
    /// it, [`Kind::Damaged`], [`Kind::Io`].
    pub fn show_as(&self, entry: &Entry, shown: &str) -> Result<Entry> {
        let shown = check_shown(shown)?;
        let held = self.hold(entry)?;
        let json = key_file::renamed(&held.json, &shown).map_err(errors::of_own_file)?;
        files::write(&self.path(&entry.name)?, json.as_bytes(), WHAT)?;
        self.entry(&entry.name)?.ok_or_else(not_here)
    }

    /// A file's name that no account has.
    fn free_name(&self, shown: &str) -> Result<String> {
        let slug = slug(shown);
        for number in 1..=MOST {
            let name = format!("{slug}-{number}");
            names::check(&name)?;
            // What is left of one that went is in the way as well.
            if fs::symlink_metadata(self.path(&name)?).is_err() && !self.words_wait(&name) {
                return Ok(name);
            }
        }
        Err(Error::new(Kind::Usage, said!("local-too-many-named")).next(said!("local-type-another-name")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::Folders;

    const PASSPHRASE: &str = "correct horse battery";

    fn wallet() -> (Wallet, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::at(folder.path().join("home")).unwrap();
        (Wallet::open(&folders), folder)
    }

    #[test]
    fn any_name_makes_a_file_name() {
        for (shown, file) in [
            ("Ada Lindqvist", "ada-lindqvist"),
            ("  Dr. Élodie  Moreau ", "dr-lodie-moreau"),
            ("ليلى", "account"),
            ("../../etc", "etc"),
            ("---", "account"),
            ("a very long name of a hospital", "a-very-long-name-of"),
        ] {
            assert_eq!(slug(shown), file, "{shown}");
            assert!(names::check(&format!("{}-999", slug(shown))).is_ok(), "{shown}");
        }
        assert_eq!(check_shown("  Ada ").unwrap(), "Ada");
        for bad in ["", " ", "a\nb", &"a".repeat(65)] {
            assert_eq!(check_shown(bad).unwrap_err().kind, Kind::Usage);
        }
    }

    #[test]
    fn no_account_is_listed_whose_words_are_lost() {
        let (wallet, _folder) = wallet();
        wallet.folders.prepare().unwrap();
        let accounts = wallet.folders.accounts();
        let make = |name: &str| {
            let (account, phrase) = Account::generate().unwrap();
            wallet.keep_with_words(name, "Ada", &account, &phrase, PASSPHRASE)
        };
        // The words can't be written: there is no account.
        fs::create_dir(accounts.join("ada-1.words")).unwrap();
        assert_eq!(make("ada-1").unwrap_err().kind, Kind::Usage);
        assert!(wallet.list().unwrap().is_empty());
        // The key file can't be written: its words go again, and what is in the way stays.
        fs::create_dir(accounts.join("ada-2.json")).unwrap();
        assert_eq!(make("ada-2").unwrap_err().kind, Kind::Usage);
        assert!(!accounts.join("ada-2.words").exists() && accounts.join("ada-2.json").is_dir());
        // Neither name is given to the next one.
        let (entry, _, phrase) = wallet.create_shown("Ada", PASSPHRASE).unwrap();
        assert_eq!((entry.name.as_str(), entry.shown.as_str()), ("ada-3", "Ada"));
        let words = wallet.words(&entry, PASSPHRASE).unwrap();
        assert_eq!(words.as_str(), phrase.as_str());
        // Nor are anybody's words replaced.
        assert_eq!(make("ada-3").unwrap_err().kind, Kind::Usage);
        assert_eq!(
            wallet.words(&entry, PASSPHRASE).unwrap().as_str(),
            phrase.as_str()
        );
    }

    #[test]
    fn accounts_may_have_the_same_name_before_people() {
        let (wallet, _folder) = wallet();
        let (first, account, _) = wallet.create_shown("ليلى", PASSPHRASE).unwrap();
        assert_eq!((first.name.as_str(), first.shown.as_str()), ("account-1", "ليلى"));
        assert_eq!(account.address(), first.address);
        let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        let second = wallet.import_shown("ليلى", words, "", PASSPHRASE).unwrap();
        assert_eq!(
            (second.name.as_str(), second.shown.as_str()),
            ("account-2", "ليلى")
        );
        let renamed = wallet.show_as(&second, "Ada").unwrap();
        assert_eq!(
            (renamed.name.as_str(), renamed.shown.as_str()),
            ("account-2", "Ada")
        );
        // What it is called goes with it to another machine.
        let json = wallet.export(&renamed, PASSPHRASE, PASSPHRASE).unwrap();
        assert_eq!(key_file::inspect(&json).unwrap().name.as_deref(), Some("Ada"));
        assert!(wallet.unlock(&renamed, PASSPHRASE).is_ok());
    }
}
