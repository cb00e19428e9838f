//! The folder a chain is kept in, held by one node at a time.
//!
//! `node.lock` holds the process number of the node that runs, and an advisory
//! lock which the system drops with the process, however that ends. `chain/` is
//! the database; a development chain has its latest blocks beside it, see
//! [`crate::recent`]. A node of a network has `keystore/` besides, the keys it signs
//! blocks and votes with, and `peer.key`, by which its peers know it. A temporary
//! chain has no folder: it lives in memory.

use crate::error::NodeError;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

/// A folder that is ours until this is dropped.
pub struct DataFolder {
    path: PathBuf,
    lock: File,
}

impl DataFolder {
    /// Opens the folder, which is made where it is missing.
    ///
    /// # Errors
    /// [`NodeError::Locked`] if another node holds it, [`NodeError::DataFolder`]
    /// if it cannot be made or written to.
    pub fn open(path: PathBuf) -> Result<Self, NodeError> {
        let unusable = |source| NodeError::DataFolder {
            path: path.clone(),
            source,
        };

        fs::create_dir_all(&path).map_err(unusable)?;
        let lock_file = path.join("node.lock");
        let lock = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&lock_file)
            .map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(NodeError::Locked {
                    holder: holder(&lock_file),
                    path,
                });
            }
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
        Ok(Self { path, lock })
    }

    /// Writes into the lock's file who holds it.
    ///
    /// # Errors
    /// [`NodeError::DataFolder`] if it cannot be written to.
    pub fn sign(&self) -> Result<(), NodeError> {
        sign(&self.lock).map_err(|source| NodeError::DataFolder {
            path: self.path.clone(),
            source,
        })
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the database lives.
    pub fn database(&self) -> PathBuf {
        self.path.join("chain")
    }

    /// Where the keys of a validator live, one a file.
    pub fn keystore(&self) -> PathBuf {
        self.path.join("keystore")
    }

    /// The file of the secret key by which peers know the node.
    pub fn peer_key(&self) -> PathBuf {
        self.path.join("peer.key")
    }

    /// What the network keeps of its peers between starts.
    pub fn peers(&self) -> PathBuf {
        self.path.join("peers")
    }
}

fn sign(mut lock: &File) -> io::Result<()> {
    lock.set_len(0)?;
    writeln!(lock, "{}", process::id())
}

/// Who holds the lock, where the file says so: it is for the reader alone, the
/// lock itself is the system's.
fn holder(lock_file: &Path) -> String {
    fs::read_to_string(lock_file)
        .ok()
        .and_then(|text| text.trim().parse::<u32>().ok())
        .map(|process| format!(" (process {process})"))
        .unwrap_or_default()
}
