//! Which account was unlocked last, so that the next start offers it first: its file's name, beside the files.

use super::{Wallet, names};
use medink_core::error::Result;
use medink_core::files;
use medink_core::files::Naming;
use medink_words::said;
use std::path::PathBuf;

/// The file. It has no account's ending.
const FILE: &str = "last";
/// medink's word for it in errors.
const WHAT: Naming = || said!("local-file-last");
/// Longest such file, in bytes.
const LONGEST: u64 = 256;

impl Wallet {
    /// The account that was unlocked last. None where that is not known: it is no more than a convenience.
    pub fn last(&self) -> Option<String> {
        let name = files::read_text(&self.last_path(), LONGEST, WHAT).ok()??;
        names::is_name(name.trim()).then(|| name.trim().to_owned())
    }

    /// Notes which account was unlocked last.
    ///
    /// # Errors
    /// [`medink_core::error::Kind::Io`].
    pub fn set_last(&self, name: &str) -> Result<()> {
        names::check(name)?;
        if self.last().as_deref() == Some(name) {
            return Ok(());
        }
        files::write(&self.last_path(), name.as_bytes(), WHAT)
    }

    /// The account is removed: it is not the last one either.
    pub(super) fn forget_last(&self, name: &str) -> Result<()> {
        match self.last().as_deref() == Some(name) {
            true => files::remove_for_good(&self.last_path(), WHAT),
            false => Ok(()),
        }
    }

    fn last_path(&self) -> PathBuf {
        self.folders.accounts().join(FILE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folders::Folders;

    #[test]
    fn it_is_renamed_and_goes_with_its_account() {
        const PASSPHRASE: &str = "correct horse battery";
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::at(folder.path().join("home")).unwrap();
        let wallet = Wallet::open(&folders);
        let (ada, _, _) = wallet.create_shown("Ada", PASSPHRASE).unwrap();
        let (grace, _, _) = wallet.create_shown("Grace", PASSPHRASE).unwrap();
        wallet.set_last(&ada.name).unwrap();
        let ada = wallet.rename(&ada, "house").unwrap();
        assert_eq!(wallet.last().as_deref(), Some("house"));
        // Another one's going is no matter.
        let grace = wallet.rename(&grace, "reception").unwrap();
        wallet.remove(&grace).unwrap();
        assert_eq!(wallet.last().as_deref(), Some("house"));
        wallet.remove(&ada).unwrap();
        assert!(wallet.last().is_none() && !folders.accounts().join(FILE).exists());
    }

    #[test]
    fn the_last_one_is_known_and_nonsense_is_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::at(folder.path().join("home")).unwrap();
        folders.prepare().unwrap();
        let wallet = Wallet::open(&folders);
        assert_eq!(wallet.last(), None);
        wallet.set_last("ada-1").unwrap();
        assert_eq!(wallet.last().as_deref(), Some("ada-1"));
        assert!(wallet.list().unwrap().is_empty());
        assert!(wallet.set_last("../ada").is_err());
        std::fs::write(folders.accounts().join(FILE), "//Alice\n").unwrap();
        assert_eq!(wallet.last(), None);
    }
}
