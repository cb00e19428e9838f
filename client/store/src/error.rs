//! What can go wrong in a store, in words for the person who meets it.
//!
//! Errors name CIDs, paths and sizes; never a byte of content.

use std::io;
use std::path::{Path, PathBuf};

use cid::Cid;

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The content's root is absent.
    #[error(
        "{cid} is not in the store at {place}. Check that this is the right store, or copy the content from \
         one that has it"
    )]
    NotFound {
        /// The content.
        cid: Box<Cid>,
        /// The store.
        place: String,
    },

    /// The content is here in part.
    #[error(
        "{cid} is not whole in the store at {place}: block {block} is missing. Copy the content from another \
         store or a backup"
    )]
    Incomplete {
        /// The content.
        cid: Box<Cid>,
        /// The first block found missing.
        block: Box<Cid>,
        /// The store.
        place: String,
    },

    /// A block's bytes can't be read, or don't match its name.
    #[error(
        "{cid} is damaged in the store at {place}: the bytes of block {block} do not match its name. Check \
         the disk, then copy the content from another store or a backup"
    )]
    Damaged {
        /// The content.
        cid: Box<Cid>,
        /// The first block found damaged.
        block: Box<Cid>,
        /// The store.
        place: String,
    },

    /// A CID, or the tree below it, of a form that no medink store writes.
    #[error("{cid} can't be content of a medink store: {why}. Check that the address is complete and right")]
    Unsupported {
        /// The CID in question.
        cid: Box<Cid>,
        /// What is unexpected about it.
        why: &'static str,
    },

    /// A range that begins beyond the end.
    #[error("{cid} has {size} bytes: nothing can be read from byte {offset} on. Ask for a range within it")]
    OutOfRange {
        /// The content.
        cid: Box<Cid>,
        /// Where reading was to begin, in bytes.
        offset: u64,
        /// The content's size in bytes.
        size: u64,
    },

    /// Reading what was to be added failed.
    #[error("what was to be stored could not be read to its end, so nothing was stored: {0}")]
    Source(#[source] io::Error),

    /// No room.
    #[error(
        "no room in {path}: the disk, your quota on it, or a limit on file sizes is used up. Free some space \
         (collecting the store's garbage may be enough) and try again; nothing is half stored"
    )]
    DiskFull {
        /// What was being written, or the store it was for.
        path: PathBuf,
    },

    /// The account that runs this may not.
    #[error(
        "no right to {doing} {path}. Give the account that runs medink rights to the store's folder and all \
         in it, or choose another folder"
    )]
    NoRights {
        /// What was tried, such as `write`.
        doing: &'static str,
        /// On what.
        path: PathBuf,
    },

    /// The file system takes no writes.
    #[error(
        "{path} is on a file system that is mounted read-only. Mount it writable, or choose another folder; \
         what is stored there can still be read"
    )]
    ReadOnly {
        /// What was to be written.
        path: PathBuf,
    },

    /// The folder, or one on the way to it, is a file.
    #[error("the store can't be at {path}: that, or a part of it, is not a folder. Choose another folder")]
    NotAFolder {
        /// The path given.
        path: PathBuf,
    },

    /// The folder is in use for something else.
    #[error(
        "{path} is not a store of medink, and not empty (it holds \"{found}\"). Choose an empty or new folder: \
         a store removes what nobody pinned from its own"
    )]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// One of the things in it.
        found: String,
    },

    /// The folder is a store of another form.
    #[error(
        "{path} says \"{found}\", which this version of medink does not know. Use the version that wrote the \
         store, or a newer one"
    )]
    Format {
        /// The file that tells the form.
        path: PathBuf,
        /// What it tells, shortened.
        found: String,
    },

    /// The folder is a store of a form that is no longer read.
    #[error(
        "{path} is a store of an earlier medink, which did not note whose content it keeps. Move the folder away: \
         medink makes a new one in its place, and what another store still has can be copied back"
    )]
    OldFormat {
        /// The folder.
        path: PathBuf,
    },

    /// Others are at work in the store.
    #[error(
        "the store at {place} is busy, so {doing} was given up after {seconds} seconds. Try again when the \
         transfers or the garbage collection running there are done"
    )]
    Busy {
        /// The store.
        place: String,
        /// What had to wait.
        doing: &'static str,
        /// For how long.
        seconds: u64,
    },

    /// Collecting might remove what is still needed.
    #[error(
        "no garbage was collected in the store at {place}: block {block} of the pinned {pin} is missing or \
         damaged, so it can't be told what belongs to it. Copy {pin} from another store or a backup, or unpin it"
    )]
    GcUnsafe {
        /// The pinned content.
        pin: Box<Cid>,
        /// Its faulty inner node.
        block: Box<Cid>,
        /// The store.
        place: String,
    },

    /// Nothing answers at a daemon's address, or the connection broke.
    #[error(
        "the IPFS daemon at {place} can't be reached: {why}. Check that it runs (ipfs daemon), and that this is the \
         address of its RPC"
    )]
    Unreachable {
        /// The daemon.
        place: String,
        /// What the operating system or the connection said.
        why: String,
    },

    /// A daemon's certificate can't be relied on, or TLS does not come about.
    #[error("no encrypted connection to the IPFS daemon at {place}: {why}")]
    Untrusted {
        /// The daemon.
        place: String,
        /// What is wrong with it, and what to do.
        why: &'static str,
    },

    /// A daemon gave no sign of life.
    #[error(
        "the IPFS daemon at {place} gave no sign of life for {seconds} seconds while {doing}. Check what it is \
         doing, and try again"
    )]
    TooSlow {
        /// The daemon.
        place: String,
        /// What was waited for.
        doing: &'static str,
        /// For how long.
        seconds: u64,
    },

    /// A daemon wants other credentials, or some at all.
    #[error(
        "the IPFS daemon at {place} does not accept medink's credentials, or wants some. Put basic:USER:PASSWORD or \
         bearer:TOKEN into a file that only you can read, and name it as ipfs-credentials-file in the profile"
    )]
    Unauthorized {
        /// The daemon.
        place: String,
    },

    /// Something else answers at a daemon's address.
    #[error(
        "what answers at {place} is no Kubo daemon's RPC: it gave {found}. Check the address: the RPC is at port 5001 \
         unless configured otherwise, the gateway at 8080"
    )]
    NotADaemon {
        /// The address.
        place: String,
        /// What came.
        found: String,
    },

    /// A daemon that can't be told how to build the tree.
    #[error("the IPFS daemon at {place} is Kubo {found}; medink needs {oldest} or newer. Update it")]
    OldDaemon {
        /// The daemon.
        place: String,
        /// Its version.
        found: String,
        /// The oldest that will do.
        oldest: &'static str,
    },

    /// A daemon refused, in its own words.
    #[error("the IPFS daemon at {place} failed while {doing}: {said}. Look at what it has logged")]
    Daemon {
        /// The daemon.
        place: String,
        /// What it was to do.
        doing: &'static str,
        /// What it said, shortened.
        said: String,
    },

    /// A store gave the content another address than it has.
    #[error(
        "the store at {place} gave what it was to keep another address than {cid}, so it keeps something else. \
         Nothing there is relied on; check the daemon and what is between it and this machine"
    )]
    Disagrees {
        /// The store.
        place: String,
        /// The content's address.
        cid: Box<Cid>,
    },

    /// An address that can't be a daemon's.
    #[error("the address of the IPFS daemon can't be used: {why}")]
    Address {
        /// What is wrong with it, and what to do.
        why: &'static str,
    },

    /// A daemon on another machine, over plain HTTP.
    #[error(
        "{place} would be reached unencrypted, and everything sent there, credentials too, could be read on the way. \
         Put a server with a certificate in front of it and give an address with https://, bring its port to this machine \
         through a tunnel, or allow it where the network itself is safe: ipfs-allow-plaintext = true in the profile"
    )]
    Insecure {
        /// The address.
        place: String,
    },

    /// A file of credentials that can't be used.
    #[error(
        "the file of credentials {path} can't be used: {why}. It has one line, bearer:TOKEN or basic:USER:PASSWORD"
    )]
    Credentials {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },

    /// Of several stores, some could not do it.
    #[error("{doing} did not happen in {}: {why}. It happens there once the store is back", stores.join(", "))]
    NotEverywhere {
        /// What was to be done.
        doing: &'static str,
        /// The stores that missed it.
        stores: Vec<String>,
        /// Why the first of them did.
        why: String,
    },

    /// Anything else the operating system refused.
    #[error("could not {doing} {path}: {source}. Check the disk and the folder, then try again")]
    Io {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },

    /// The program is ending.
    #[error("the store's work was stopped because the program is ending. Run the command again")]
    Stopped,
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
            Err(source) => Self::Io {
                doing: "read from",
                path: PathBuf::from("the store"),
                source,
            },
        }
    }

    /// The form it takes as a failure of a [`Reader`](crate::Reader).
    pub(crate) fn into_read(self) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, self)
    }

    /// What it means that `doing` something to `path` failed with `source`.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
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
