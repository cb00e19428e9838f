//! The recovery words of an account whose owner has not shown yet that they are written down.
//!
//! A key file holds the key and not the words, so that words nobody wrote down would be lost for good with the session
//! that showed them. Until they are confirmed they lie beside the key file, sealed under a key of the account: whoever
//! has the password opens both, nobody else either. That they lie there is also how it is known that a reminder is due.

use super::{Entry, Wallet, not_here, taken};
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_core::files::Naming;
use medink_seal::{Account, journal};
use medink_words::said;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// What the files' names end in: no account's do.
const ENDING: &str = ".words";
/// medink's word for the files in errors.
const WHAT: Naming = || said!("local-file-words");
/// What the words are sealed as.
const SEALED_AS: &str = "recovery words";
/// Longest file, in bytes: 24 words, sealed, in hex.
const LONGEST: u64 = 4096;

impl Wallet {
    /// Keeps the words that were just made for an account of this name, which nobody else makes one of from then on.
    pub(super) fn keep_words(&self, name: &str, account: &Account, words: &str) -> Result<()> {
        let sealed = journal::seal(&account.journal_key()?, SEALED_AS, words.as_bytes())
            .map_err(|error| Error::new(Kind::Internal, error.said()))?;
        let path = self.words_path(name)?;
        match files::write_new(&path, hex::encode(sealed).as_bytes(), WHAT)? {
            true => Ok(()),
            false => Err(taken()),
        }
    }

    /// Whether the account's words wait to be confirmed.
    pub fn words_wait(&self, name: &str) -> bool {
        self.words_path(name).is_ok_and(|path| path.exists())
    }

    /// The words that wait, for who has the password. As slow as [`Wallet::unlock`].
    ///
    /// # Errors
    /// [`Kind::NotFound`] where none wait; [`Kind::Damaged`] where they don't open; as [`Wallet::unlock`].
    pub fn words(&self, entry: &Entry, passphrase: &str) -> Result<Zeroizing<String>> {
        let account = self.unlock(entry, passphrase)?;
        let path = self.words_path(&entry.name)?;
        let text = files::read_text(&path, LONGEST, WHAT)?.ok_or_else(|| {
            Error::new(Kind::NotFound, said!("local-words-not-kept")).next(said!("local-words-not-kept-next"))
        })?;
        let sealed = hex::decode(text.trim()).map_err(|_| damaged())?;
        let words = journal::open(&account.journal_key()?, SEALED_AS, &sealed).map_err(|_| damaged())?;
        let words = std::str::from_utf8(&words).map_err(|_| damaged())?;
        Ok(Zeroizing::new(words.to_owned()))
    }

    /// The owner has shown that the words are written down: they are kept no longer.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn words_confirmed(&self, name: &str) -> Result<()> {
        files::remove_for_good(&self.words_path(name)?, WHAT)
    }

    /// Takes the words along to another name.
    pub(super) fn move_words(&self, from: &str, to: &str) -> Result<()> {
        let Some(text) = files::read_text(&self.words_path(from)?, LONGEST, WHAT)? else {
            return Ok(());
        };
        files::write(&self.words_path(to)?, text.as_bytes(), WHAT)
    }

    fn words_path(&self, name: &str) -> Result<PathBuf> {
        let path = self.path(name)?;
        let file = format!("{name}{ENDING}");
        path.parent().map(|folder| folder.join(file)).ok_or_else(not_here)
    }
}

fn damaged() -> Error {
    Error::new(Kind::Damaged, said!("local-words-damaged")).next(said!("local-words-damaged-next"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::Folders;
    use std::fs;

    const PASSPHRASE: &str = "correct horse battery";

    fn wallet() -> (Wallet, Folders, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::at(folder.path().join("home")).unwrap();
        (Wallet::open(&folders), folders, folder)
    }

    #[test]
    fn words_wait_sealed_until_they_are_confirmed() {
        let (wallet, folders, _folder) = wallet();
        let (entry, _, phrase) = wallet.create_shown("Ada", PASSPHRASE).unwrap();
        assert!(wallet.words_wait(&entry.name));
        let kept = fs::read_to_string(folders.accounts().join("ada-1.words")).unwrap();
        assert!(
            phrase
                .as_str()
                .split(' ')
                .all(|word| word.len() < 4 || !kept.contains(word))
        );
        assert_eq!(
            wallet.words(&entry, PASSPHRASE).unwrap().as_str(),
            phrase.as_str()
        );
        assert_eq!(
            wallet.words(&entry, "correct horse batterie").unwrap_err().kind,
            Kind::Keys
        );
        // The list of accounts does not take the file for one.
        assert_eq!(wallet.list().unwrap().len(), 1);
        wallet.words_confirmed(&entry.name).unwrap();
        assert!(!wallet.words_wait(&entry.name));
        assert_eq!(wallet.words(&entry, PASSPHRASE).unwrap_err().kind, Kind::NotFound);
    }

    #[test]
    fn they_go_where_the_account_goes() {
        let (wallet, _, _folder) = wallet();
        let (entry, _, phrase) = wallet.create_shown("Ada", PASSPHRASE).unwrap();
        wallet
            .change_passphrase(&entry, PASSPHRASE, "another one, longer")
            .unwrap();
        let renamed = wallet.rename(&entry, "house").unwrap();
        assert!(!wallet.words_wait("ada-1") && wallet.words_wait("house"));
        let words = wallet.words(&renamed, "another one, longer").unwrap();
        assert_eq!(words.as_str(), phrase.as_str());
        wallet.remove(&renamed).unwrap();
        assert!(!wallet.words_wait("house"));
    }

    #[test]
    fn imported_accounts_have_none_and_anothers_don_t_open() {
        let (wallet, folders, _folder) = wallet();
        let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        let imported = wallet.import_shown("Ada", words, "", PASSPHRASE).unwrap();
        assert!(!wallet.words_wait(&imported.name));
        let (other, _, _) = wallet.create_shown("Grace", PASSPHRASE).unwrap();
        fs::copy(
            folders.accounts().join(format!("{}.words", other.name)),
            folders.accounts().join(format!("{}.words", imported.name)),
        )
        .unwrap();
        assert_eq!(
            wallet.words(&imported, PASSPHRASE).unwrap_err().kind,
            Kind::Damaged
        );
    }
}
