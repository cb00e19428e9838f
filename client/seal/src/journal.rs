//! Notes that a client keeps on this machine to finish what was interrupted, sealed under a key of the account:
//!
//! ```text
//! version (1 byte, 1) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
//! ```
//! The associated data is the context (see the crate's page) of `medink/v1/journal` and the name that it is kept
//! under, so that one can't be put in another's place.

use crate::{
    crypt::{NONCE, TAG, open_small, seal_small},
    domain::{context, name as domain},
    error::SystemError,
    random::{Random, System},
    secret::Secret,
};
use medink_words::{Said, said};
use std::fmt;
use zeroize::Zeroizing;

/// Longest journal, in bytes: it is held in memory, and is for notes, not for records.
pub const MAX: usize = 1 << 20;

const VERSION: u8 = 1;

/// Seals what one account's client keeps; from [`crate::Account::journal_key`].
#[derive(Debug, Clone)]
pub struct JournalKey(Secret);

impl JournalKey {
    pub(crate) fn new(secret: Secret) -> Self {
        JournalKey(secret)
    }
}

/// Why a journal was not sealed or does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Over [`MAX`].
    TooLong {
        /// Bytes given.
        found: usize,
    },
    /// Written by a later program.
    Version(u8),
    /// Another account's or another name's, cut off or changed.
    DoesNotOpen,
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl JournalError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            JournalError::TooLong { found } => said!("seal-journal-too-long", max = MAX, found = *found),
            JournalError::Version(version) => said!("seal-journal-version", version = *version),
            JournalError::DoesNotOpen => said!("seal-journal-does-not-open"),
            JournalError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// Seals `bytes` to be kept under `name`.
///
/// # Errors
/// [`JournalError::TooLong`], [`JournalError::System`].
pub fn seal(key: &JournalKey, name: &str, bytes: &[u8]) -> Result<Vec<u8>, JournalError> {
    seal_with(&mut System, key, name, bytes)
}

pub(crate) fn seal_with(
    random: &mut impl Random,
    key: &JournalKey,
    name: &str,
    bytes: &[u8],
) -> Result<Vec<u8>, JournalError> {
    if bytes.len() > MAX {
        return Err(JournalError::TooLong { found: bytes.len() });
    }
    let mut sealed = vec![VERSION];
    sealed.append(&mut seal_small(random, key.0.expose(), &aad(name), bytes)?);
    Ok(sealed)
}

/// Opens what was kept under `name`.
///
/// # Errors
/// Why it does not open.
pub fn open(key: &JournalKey, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, JournalError> {
    match sealed.split_first() {
        Some((&VERSION, body)) => {
            open_small(key.0.expose(), &aad(name), body)?.ok_or(JournalError::DoesNotOpen)
        }
        Some((version, _)) => Err(JournalError::Version(*version)),
        None => Err(JournalError::DoesNotOpen),
    }
}

/// Whether `len` bytes that begin with `first` can be what [`seal`] has made of at least `content` bytes: whoever has no
/// key can tell no more.
pub fn could_be(first: Option<u8>, len: u64, content: usize) -> bool {
    let least = content.saturating_add(1 + NONCE + TAG);
    first == Some(VERSION) && usize::try_from(len).is_ok_and(|len| len >= least)
}

fn aad(name: &str) -> Vec<u8> {
    context(domain::JOURNAL, &[name.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_for_its_account_and_name() {
        let key = JournalKey::new(Secret::copy_from(&[1; 32]));
        let other = JournalKey::new(Secret::copy_from(&[2; 32]));
        let sealed = seal(&key, "upload-1", b"half done").unwrap();
        assert_eq!(open(&key, "upload-1", &sealed).unwrap().as_slice(), b"half done");
        assert_eq!(open(&other, "upload-1", &sealed), Err(JournalError::DoesNotOpen));
        assert_eq!(open(&key, "upload-2", &sealed), Err(JournalError::DoesNotOpen));
        assert_eq!(open(&key, "upload-1", &[]), Err(JournalError::DoesNotOpen));
        for at in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert!(open(&key, "upload-1", &flipped).is_err(), "flip at {at}");
            assert!(open(&key, "upload-1", &sealed[..at]).is_err(), "cut at {at}");
        }
        assert!(could_be(sealed.first().copied(), sealed.len() as u64, 9));
        for (first, len, content) in [
            (Some(1), 38, 10),
            (Some(2), 38, 9),
            (None, 0, 0),
            (Some(1), 28, 0),
        ] {
            assert!(!could_be(first, len, content));
        }
        let long = vec![0; MAX + 1];
        assert_eq!(
            seal(&key, "x", &long),
            Err(JournalError::TooLong { found: MAX + 1 })
        );
        assert!(seal(&key, "x", &long[..MAX]).is_ok());
    }
}
