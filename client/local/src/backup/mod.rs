//! A machine's backup: accounts, deployments, config, journal, memory, index and, where it is asked for, the store's content,
//! as one file under a passphrase ([`medink_seal::backup`]). A node's chain is not in it: that is its peers'.
//!
//! A backup is read back whole before it gets its name. Restoring reads it to its end before anything of it is used, and
//! writes nothing over what is there: a file with the same content is passed over, so that what was interrupted is done
//! again and goes on; any other is refused before the first is written. Nothing here prints or asks, and no error repeats a
//! file's name.

mod frames;
mod gather;
mod place;
mod put;

pub use frames::Contents;

use crate::{Config, Folders};
use frames::{Packing, unpack};
use medink_core::destination::{Place, Replace};
use medink_core::error::{Error, Kind, Result};
use medink_core::files::Naming;
use medink_core::now_ms;
use medink_seal::backup::{self as sealing, BackupError, Key};
use medink_words::said;
use place::beside;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

/// medink's word for it in errors.
const WHAT: Naming = || said!("local-the-backup");

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What is in it.
    pub contents: Contents,
    /// How many files with a daemon's credentials are elsewhere than beside the config file, and are not in it.
    pub credentials_elsewhere: u64,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What is in the backup.
    pub contents: Contents,
    /// How many files were written.
    pub written: u64,
    /// How many were there already, with the same content.
    pub there: u64,
}

/// What a machine has to be backed up.
pub struct Source<'a> {
    /// Its folders.
    pub folders: &'a Folders,
    /// Its config file.
    pub config: &'a Config,
    /// Whether the store's content is to be in it. The caller keeps garbage from being collected meanwhile
    /// ([`medink_store::EmbeddedStore::hold`]).
    pub store: bool,
}

impl Source<'_> {
    /// Writes a backup to a place where nothing is yet, durably; it is there when it was read back whole. Takes some
    /// seconds.
    ///
    /// # Errors
    /// [`Kind::Usage`] where something is there already, [`Kind::Damaged`] where what was written is not what comes back,
    /// [`Kind::Io`]. The place has then nothing new.
    pub fn to_file(&self, path: &Path, passphrase: &str) -> Result<Made> {
        let place = Place::prepare(path, Replace::Never, WHAT).map_err(elsewhere)?;
        let made = self.to_stream(BufWriter::new(place.writer()?), passphrase)?;
        let mut file = place.writer()?;
        file.sync_all()
            .and_then(|()| file.rewind())
            .map_err(write_failed)?;
        if verify(&mut file, passphrase)? != made.contents {
            return Err(Error::new(Kind::Damaged, said!("local-backup-not-as-written"))
                .next(said!("local-backup-not-as-written-next")));
        }
        place.keep().map_err(elsewhere)?;
        File::open(beside(path))
            .and_then(|folder| folder.sync_all())
            .map_err(write_failed)?;
        Ok(made)
    }

    /// Writes a backup as it is made. What it came to can't be read back here: see [`verify`].
    ///
    /// # Errors
    /// [`Kind::Io`]; what was written is then no backup.
    pub fn to_stream(&self, out: impl Write, passphrase: &str) -> Result<Made> {
        let sealing = sealing::seal(out, passphrase).map_err(of_backup)?;
        let mut packing = Packing::begin(sealing, now_ms()?, self.store)?;
        let credentials_elsewhere =
            gather::each(self.folders, self.config, self.store, &mut |inside, bytes| {
                packing.file(inside, bytes)
            })?;
        let (sealing, contents) = packing.finish()?;
        sealing.finish().map_err(of_backup)?;
        Ok(Made {
            contents,
            credentials_elsewhere,
        })
    }
}

/// Where something is at the place already, what to do about it.
fn elsewhere(error: Error) -> Error {
    match error.kind {
        Kind::Usage => error.next(said!("local-backup-elsewhere-next")),
        _ => error,
    }
}

/// Reads a backup to its end and holds every file against its hash; writes nothing. Takes some seconds.
///
/// # Errors
/// [`Kind::Keys`] for another passphrase, [`Kind::Damaged`] for what is no backup, or was cut off or changed, [`Kind::Io`].
pub fn verify(from: impl Read, passphrase: &str) -> Result<Contents> {
    // The header is read twice, from a source that can be read once.
    let mut header = Vec::with_capacity(sealing::HEADER_LEN);
    let mut from = BufReader::new(from);
    (&mut from)
        .take(sealing::HEADER_LEN as u64)
        .read_to_end(&mut header)
        .map_err(read_failed)?;
    let key = Key::of(&mut header.as_slice(), passphrase).map_err(of_backup)?;
    let opened = key.open(header.as_slice().chain(from)).map_err(of_backup)?;
    check(opened)
}

/// Goes through what was unsealed of a backup to its end, and holds every file against its hash; writes nothing.
///
/// # Errors
/// [`Kind::Damaged`] for what is no archive of a machine, or was cut off or changed; [`Kind::Io`].
pub fn check(unsealed: impl Read) -> Result<Contents> {
    unpack(unsealed, |_, _| Ok(()))
}

/// The same of a file.
///
/// # Errors
/// As [`verify`].
pub fn verify_file(file: &Path, passphrase: &str) -> Result<Contents> {
    verify(File::open(file).map_err(|error| unopened(&error))?, passphrase)
}

/// The kind of the error alone: its text may hold the path.
fn unopened(error: &io::Error) -> Error {
    let error = io::Error::from(error.kind());
    Error::io(said!("local-backup-opening"), &error).next(said!("core-check-right-file"))
}

/// Restores a backup into a machine's folders, which are made where they are missing. Done again after an interruption, it
/// goes on.
///
/// # Errors
/// As [`verify`], and [`Kind::Usage`] where another file is in the place of one: then nothing was written. [`Kind::Io`] where
/// writing failed.
pub fn restore(folders: &Folders, file: &Path, passphrase: &str) -> Result<Restored> {
    let failed = |error: io::Error| unopened(&error);
    // Looked at before it is opened: a pipe can't be read twice, and opening one would wait.
    if !std::fs::metadata(file).map_err(failed)?.is_file() {
        return Err(
            Error::new(Kind::Usage, said!("local-backup-no-file")).next(said!("local-backup-no-file-next"))
        );
    }
    let mut file = File::open(file).map_err(failed)?;
    let key = Key::of(&mut file, passphrase).map_err(of_backup)?;
    // To its end, before anything of it is used.
    let mut in_the_way = 0u64;
    let first = through(&mut file, &key, |inside, bytes| {
        if put::look(&inside.path(folders), bytes)? == put::There::Other {
            in_the_way = in_the_way.saturating_add(1);
        }
        Ok(())
    })?;
    if in_the_way > 0 {
        return Err(put::in_the_way(in_the_way));
    }
    folders.prepare()?;
    let mut putting = put::Putting::new(folders);
    let contents = through(&mut file, &key, |inside, bytes| putting.put(&inside, bytes))?;
    let (written, there) = putting.finish()?;
    if contents != first {
        return Err(of_backup(BackupError::Damaged { part: 0 }));
    }
    Ok(Restored {
        contents,
        written,
        there,
    })
}

/// Goes through a backup from its beginning.
fn through(
    file: &mut File,
    key: &Key,
    visit: impl FnMut(place::Inside, &[u8]) -> Result<()>,
) -> Result<Contents> {
    file.rewind().map_err(read_failed)?;
    unpack(key.open(BufReader::new(file)).map_err(of_backup)?, visit)
}

/// What is wrong with a backup, as the client tells it.
fn of_backup(error: BackupError) -> Error {
    let kind = match &error {
        BackupError::WrongPassphrase => Kind::Keys,
        BackupError::EmptyPassphrase => Kind::Usage,
        BackupError::NotABackup | BackupError::NewerFormat { .. } | BackupError::Damaged { .. } => {
            Kind::Damaged
        }
        BackupError::Read(_) | BackupError::Write(_) => Kind::Io,
        BackupError::System(_) => Kind::Internal,
    };
    let told = Error::new(kind, error.said());
    match error {
        BackupError::Write(error) => write_failed(error),
        BackupError::Damaged { .. } => told.next(said!("local-backup-damaged-next")),
        _ => told,
    }
}

/// A stream that could not be read: what unseals it has its own words, and an end that comes too early is a cut.
fn read_failed(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return Error::new(
            Kind::Damaged,
            said!("local-backup-malformed", why = said!("local-backup-cut")),
        )
        .next(said!("local-backup-malformed-next"));
    }
    of_backup(BackupError::from_read(error))
}

/// A stream that could not be written to.
fn write_failed(error: io::Error) -> Error {
    match error.downcast::<BackupError>() {
        Ok(BackupError::Write(error)) => medink_core::destination::failed(WHAT, &error),
        Ok(error) => of_backup(error),
        Err(error) => medink_core::destination::failed(WHAT, &error),
    }
}

#[cfg(test)]
mod tests;
