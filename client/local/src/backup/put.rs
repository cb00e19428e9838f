//! Files of a backup, put where they belong: for their owner alone (mode 600, folders 700), each durable and whole or not
//! there, and never in the place of another.

use super::gather;
use super::place::{Inside, beside};
use crate::folders::{Folders, make};
use medink_core::error::{Error, Kind, Result};
use medink_words::said;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What is in a file's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    /// Nothing.
    Nothing,
    /// The same.
    Same,
    /// Something else.
    Other,
}

/// Looks what is in the place of a file of these bytes.
pub(super) fn look(path: &Path, bytes: &[u8]) -> Result<There> {
    match fs::symlink_metadata(path) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(There::Nothing);
        }
        Err(error) => return Err(failed(path, &error)),
        // A link is not followed: what it leads to is none of ours.
        Ok(about) if !about.is_file() => return Ok(There::Other),
        Ok(about) if about.len() != u64::try_from(bytes.len()).unwrap_or(u64::MAX) => {
            return Ok(There::Other);
        }
        Ok(_) => {}
    }
    Ok(match gather::read(path)? {
        None => There::Nothing,
        Some(found) if found == bytes => There::Same,
        Some(_) => There::Other,
    })
}

/// The failure where so many files are in the way.
pub(super) fn in_the_way(count: u64) -> Error {
    Error::new(Kind::Usage, said!("local-restore-in-the-way", count = count))
        .next(said!("local-restore-in-the-way-next"))
}

/// Files being put into their places.
pub(super) struct Putting<'a> {
    folders: &'a Folders,
    /// Whose entries are to be made durable.
    touched: BTreeSet<PathBuf>,
    written: u64,
    there: u64,
}

impl<'a> Putting<'a> {
    pub fn new(folders: &'a Folders) -> Self {
        Putting {
            folders,
            touched: BTreeSet::new(),
            written: 0,
            there: 0,
        }
    }

    /// Puts a file into its place, if it is not there yet.
    pub fn put(&mut self, inside: &Inside, bytes: &[u8]) -> Result<()> {
        let path = inside.path(self.folders);
        match look(&path, bytes)? {
            There::Same => {
                self.there = self.there.saturating_add(1);
                return Ok(());
            }
            There::Other => return Err(in_the_way(1)),
            There::Nothing => {}
        }
        let folder = beside(&path);
        make(folder)?;
        // What a program that is killed leaves half written lies where it is cleaned up.
        let temporary = match inside.is_content() {
            true => self.folders.store().join("tmp"),
            false => folder.to_path_buf(),
        };
        make(&temporary)?;
        let write = || {
            // 0600 from its first moment on.
            let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&temporary)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist_noclobber(&path).map_err(|error| error.error)
        };
        match write() {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(in_the_way(1)),
            Err(error) => return Err(failed(&path, &error)),
        }
        self.written = self.written.saturating_add(1);
        self.touch(folder);
        Ok(())
    }

    /// Makes the names durable. Returns how many files were written, and how many were there.
    pub fn finish(self) -> Result<(u64, u64)> {
        for folder in &self.touched {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(|error| failed(folder, &error))?;
        }
        Ok((self.written, self.there))
    }

    /// A folder, and those above it that are medink's.
    fn touch(&mut self, folder: &Path) {
        self.touched.insert(folder.to_path_buf());
        let above = folder.ancestors();
        let ours = above.take_while(|above| above.starts_with(self.folders.data()));
        self.touched.extend(ours.map(Path::to_path_buf));
    }
}

/// The folder alone: people give names to accounts.
fn failed(path: &Path, error: &io::Error) -> Error {
    let folder = beside(path).display().to_string();
    let failed = Error::io(said!("local-restore-writing", folder = folder), error);
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => failed.next(said!("core-free-space")),
        _ => failed,
    }
}
