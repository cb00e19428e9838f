//! What can go wrong in a store, in words for the person who meets it.
//!
//! Errors name CIDs, paths and sizes; never a byte of content.

use crate::doing::Doing;
use medink_words::{Said, Value, said};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use cid::Cid;

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The content's root is absent.
    NotFound {
        /// The content.
        cid: Box<Cid>,
        /// The store.
        place: String,
    },

    /// The content is here in part.
    Incomplete {
        /// The content.
        cid: Box<Cid>,
        /// The first block found missing.
        block: Box<Cid>,
        /// The store.
        place: String,
    },

    /// A block's bytes can't be read, or don't match its name.
    Damaged {
        /// The content.
        cid: Box<Cid>,
        /// The first block found damaged.
        block: Box<Cid>,
        /// The store.
        place: String,
    },

    /// A CID, or the tree below it, of a form that no medink store writes.
    Unsupported {
        /// The CID in question.
        cid: Box<Cid>,
        /// What is unexpected about it.
        why: Said,
    },

    /// A range that begins beyond the end.
    OutOfRange {
        /// The content.
        cid: Box<Cid>,
        /// Where reading was to begin, in bytes.
        offset: u64,
        /// The content's size in bytes.
        size: u64,
    },

    /// Reading what was to be added failed.
    Source(#[source] io::Error),

    /// No room.
    DiskFull {
        /// What was being written, or the store it was for.
        path: PathBuf,
    },

    /// The account that runs this may not.
    NoRights {
        /// What was tried, such as `write`.
        doing: Doing,
        /// On what.
        path: PathBuf,
    },

    /// The file system takes no writes.
    ReadOnly {
        /// What was to be written.
        path: PathBuf,
    },

    /// The folder, or one on the way to it, is a file.
    NotAFolder {
        /// The path given.
        path: PathBuf,
    },

    /// The folder is in use for something else.
    Foreign {
        /// The folder.
        path: PathBuf,
        /// One of the things in it.
        found: String,
    },

    /// The folder is a store of another form.
    Format {
        /// The file that tells the form.
        path: PathBuf,
        /// What it tells, shortened.
        found: String,
    },

    /// The folder is a store of a form that is no longer read.
    OldFormat {
        /// The folder.
        path: PathBuf,
    },

    /// Others are at work in the store.
    Busy {
        /// The store.
        place: String,
        /// What had to wait.
        doing: Doing,
        /// For how long.
        seconds: u64,
    },

    /// Collecting might remove what is still needed.
    GcUnsafe {
        /// The pinned content.
        pin: Box<Cid>,
        /// Its faulty inner node.
        block: Box<Cid>,
        /// The store.
        place: String,
    },

    /// Nothing answers at a daemon's address, or the connection broke.
    Unreachable {
        /// The daemon.
        place: String,
        /// What the operating system or the connection said.
        why: Value,
    },

    /// A daemon's certificate can't be relied on, or TLS does not come about.
    Untrusted {
        /// The daemon.
        place: String,
        /// What is wrong with it, and what to do.
        why: Said,
    },

    /// A daemon gave no sign of life.
    TooSlow {
        /// The daemon.
        place: String,
        /// What was waited for.
        doing: Doing,
        /// For how long.
        seconds: u64,
    },

    /// A daemon wants other credentials, or some at all.
    Unauthorized {
        /// The daemon.
        place: String,
    },

    /// Something else answers at a daemon's address.
    NotADaemon {
        /// The address.
        place: String,
        /// What came.
        found: Said,
    },

    /// A daemon that can't be told how to build the tree.
    OldDaemon {
        /// The daemon.
        place: String,
        /// Its version.
        found: String,
        /// The oldest that will do.
        oldest: &'static str,
    },

    /// A daemon refused, in its own words.
    Daemon {
        /// The daemon.
        place: String,
        /// What it was to do.
        doing: Doing,
        /// What it said, shortened.
        said: Value,
    },

    /// A store gave the content another address than it has.
    Disagrees {
        /// The store.
        place: String,
        /// The content's address.
        cid: Box<Cid>,
    },

    /// An address that can't be a daemon's.
    Address {
        /// What is wrong with it, and what to do.
        why: Said,
    },

    /// A daemon on another machine, over plain HTTP.
    Insecure {
        /// The address.
        place: String,
    },

    /// A file of credentials that can't be used.
    Credentials {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: Said,
    },

    /// Of several stores, some could not do it.
    NotEverywhere {
        /// What was to be done.
        doing: Doing,
        /// The stores that missed it.
        stores: Vec<String>,
        /// Why the first of them did.
        why: Box<Said>,
    },

    /// Of several stores, fewer have the content than there are to be.
    TooFew {
        /// What was to be done.
        doing: Doing,
        /// How many have it.
        have: usize,
        /// How many are to have it.
        copies: usize,
        /// The stores that missed it.
        stores: Vec<String>,
        /// Why the first of them did.
        why: Box<Said>,
    },

    /// Reading what is stored failed.
    Read(#[source] io::Error),

    /// Anything else the operating system refused.
    Io {
        /// What was tried.
        doing: Doing,
        /// On what.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },

    /// The program is ending.
    Stopped,
}

impl StoreError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            StoreError::NotFound { cid, place } => {
                said!("store-not-found", cid = cid.to_string(), place = place.as_str())
            }
            StoreError::Incomplete { cid, block, place } => said!(
                "store-incomplete",
                cid = cid.to_string(),
                place = place.as_str(),
                block = block.to_string()
            ),
            StoreError::Damaged { cid, block, place } => said!(
                "store-damaged",
                cid = cid.to_string(),
                place = place.as_str(),
                block = block.to_string()
            ),
            StoreError::Unsupported { cid, why } => {
                said!("store-unsupported", cid = cid.to_string(), why = why.clone())
            }
            StoreError::OutOfRange { cid, offset, size } => said!(
                "store-out-of-range",
                cid = cid.to_string(),
                size = *size,
                offset = *offset
            ),
            StoreError::Source(why) => said!("store-source", why = why.to_string()),
            StoreError::DiskFull { path } => said!("store-disk-full", path = path.display().to_string()),
            StoreError::NoRights { doing, path } => said!(
                "store-no-rights",
                doing = doing.said(),
                path = path.display().to_string()
            ),
            StoreError::ReadOnly { path } => said!("store-read-only", path = path.display().to_string()),
            StoreError::NotAFolder { path } => said!("store-not-a-folder", path = path.display().to_string()),
            StoreError::Foreign { path, found } => said!(
                "store-foreign",
                path = path.display().to_string(),
                found = found.as_str()
            ),
            StoreError::Format { path, found } => said!(
                "store-format",
                path = path.display().to_string(),
                found = found.as_str()
            ),
            StoreError::OldFormat { path } => said!("store-old-format", path = path.display().to_string()),
            StoreError::Busy {
                place,
                doing,
                seconds,
            } => said!(
                "store-busy",
                place = place.as_str(),
                doing = doing.said(),
                seconds = *seconds
            ),
            StoreError::GcUnsafe { pin, block, place } => said!(
                "store-gc-unsafe",
                place = place.as_str(),
                block = block.to_string(),
                pin = pin.to_string()
            ),
            StoreError::Unreachable { place, why } => {
                said!("store-unreachable", place = place.as_str(), why = why.clone())
            }
            StoreError::Untrusted { place, why } => {
                said!("store-untrusted", place = place.as_str(), why = why.clone())
            }
            StoreError::TooSlow {
                place,
                doing,
                seconds,
            } => said!(
                "store-too-slow",
                place = place.as_str(),
                seconds = *seconds,
                doing = doing.said()
            ),
            StoreError::Unauthorized { place } => said!("store-unauthorized", place = place.as_str()),
            StoreError::NotADaemon { place, found } => said!(
                "store-not-a-daemon",
                place = place.as_str(),
                found = found.clone()
            ),
            StoreError::OldDaemon { place, found, oldest } => said!(
                "store-old-daemon",
                place = place.as_str(),
                found = found.as_str(),
                oldest = *oldest
            ),
            StoreError::Daemon { place, doing, said } => said!(
                "store-daemon",
                place = place.as_str(),
                doing = doing.said(),
                said = said.clone()
            ),
            StoreError::Disagrees { place, cid } => {
                said!("store-disagrees", place = place.as_str(), cid = cid.to_string())
            }
            StoreError::Address { why } => said!("store-address", why = why.clone()),
            StoreError::Insecure { place } => said!("store-insecure", place = place.as_str()),
            StoreError::Credentials { path, why } => said!(
                "store-credentials",
                path = path.display().to_string(),
                why = why.clone()
            ),
            StoreError::NotEverywhere { doing, stores, why } => said!(
                "store-not-everywhere",
                doing = doing.said(),
                stores = stores.join(", "),
                why = why.as_ref().clone()
            ),
            StoreError::TooFew {
                doing,
                have,
                copies,
                stores,
                why,
            } => said!(
                "store-too-few",
                doing = doing.said(),
                have = *have,
                copies = *copies,
                stores = stores.join(", "),
                why = why.as_ref().clone()
            ),
            StoreError::Read(why) => said!("store-read", why = why.to_string()),
            StoreError::Io { doing, path, source } => said!(
                "store-io",
                doing = doing.said(),
                path = path.display().to_string(),
                source = source.to_string()
            ),
            StoreError::Stopped => said!("store-stopped"),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl StoreError {
    /// Whether the fault lies with the one content that was asked for, so that the next can be asked for; `false` where
    /// it lies with the store, the machine or what was to be added, and the next will hardly fare better.
    pub fn is_of_content(&self) -> bool {
        matches!(
            self,
            Self::NotFound { .. } | Self::Incomplete { .. } | Self::Damaged { .. }
        ) || self.is_of_address()
    }

    /// Whether it is so in every store: it follows from the address, and from bytes that match it.
    pub(crate) fn is_of_address(&self) -> bool {
        matches!(self, Self::Unsupported { .. } | Self::OutOfRange { .. })
    }

    /// What a [`Reader`](crate::Reader) failed with.
    pub fn from_io(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(inner) => inner,
            Err(source) => Self::Read(source),
        }
    }

    /// The form it takes as a failure of a [`Reader`](crate::Reader).
    pub(crate) fn into_read(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, self)
    }

    /// What it means that `doing` something to `path` failed with `source`.
    pub(crate) fn io(doing: Doing, path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path }
            }
            io::ErrorKind::PermissionDenied => Self::NoRights { doing, path },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::NotADirectory => Self::NotAFolder { path },
            _ => Self::Io { doing, path, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_words::Language;

    #[test]
    fn what_was_being_done_is_said_in_the_same_language() {
        let full = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = StoreError::io(Doing::WriteTo, Path::new("/store"), full);
        assert!(
            error.to_string().starts_with("no right to write to /store. "),
            "{error}"
        );
        let french = error.said().in_language(Language::French);
        assert!(
            french.starts_with("aucun droit pour écrire dans /store"),
            "{french}"
        );
        let busy = StoreError::Busy {
            place: "/store".into(),
            doing: Doing::Collecting,
            seconds: 30,
        };
        assert!(
            busy.to_string().starts_with(
                "the store at /store is busy, so collecting garbage was given up after 30 seconds."
            ),
            "{busy}"
        );
        for language in Language::all() {
            let told = busy.said().in_language(language);
            assert!(!told.contains("store-doing") && told.contains("/store"), "{told}");
        }
    }

    #[test]
    fn one_stores_failure_stands_in_the_sentence_about_all() {
        let error = StoreError::NotEverywhere {
            doing: Doing::Unpinning,
            stores: vec!["one".into(), "two".into()],
            why: Box::new(StoreError::Stopped.said()),
        };
        assert_eq!(
            error.to_string(),
            format!(
                "unpinning did not happen in one, two: {}. It happens there once the store is back",
                StoreError::Stopped
            )
        );
    }
}
