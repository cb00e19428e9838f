//! Small files. Those of medink's own must survive: they are written whole or not at all, readable by their owner alone.
//! Those that a user names may be anything, a pipe or a device too: nothing here takes more of them than it was told to,
//! and none keeps the program from ending ([`read_bounded`], [`apart`]).
//!
//! The content goes to a temporary file beside the place, to the disk, and then takes the place in one step. So
//! a reader, a crash or a power cut finds the old content or the new, never half of one.

use medink_words::{Said, said};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::{Error, Kind, Result};
use zeroize::Zeroizing;

/// What the temporary files' names begin with.
const PREFIX: &str = ".new-";

/// What those of every program begin with: the second is what the library for them takes by itself.
const TEMPORARY: [&str; 2] = [PREFIX, ".tmp"];

/// A temporary file this old belongs to a program that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// What medink calls a file: a sentence that is made only where an error needs it.
pub type Naming = fn() -> Said;

/// Writes a file that must not be there yet, readable by its owner alone. `false`, and nothing written, if it is.
/// `what` is medink's own word for the file in errors: they repeat the folder, never the file's name, because
/// people give names to accounts.
///
/// # Errors
/// [`Kind::Io`].
pub fn write_new(path: &Path, bytes: &[u8], what: Naming) -> Result<bool> {
    let file = filled(path, bytes, what)?;
    match file.persist_noclobber(path) {
        Ok(_) => keep_entry(path, what).map(|()| true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(Doing::Writing, path, what, &error.error)),
    }
}

/// Writes a file, readable by its owner alone, in the place of what is there. `what` as in [`write_new`].
///
/// # Errors
/// [`Kind::Io`]; what was there is then still there.
pub fn write(path: &Path, bytes: &[u8], what: Naming) -> Result<()> {
    let file = filled(path, bytes, what)?;
    file.persist(path)
        .map_err(|error| failed(Doing::Writing, path, what, &error.error))?;
    keep_entry(path, what)
}

/// Opens a file that carries a lock and nothing else, for its owner alone.
///
/// # Errors
/// As opening a file.
pub fn lock_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

/// Reads a text of at most `limit` bytes; `None` if the file is not there. `what` as in [`write_new`].
///
/// # Errors
/// [`Kind::Io`]; [`Kind::Damaged`] for what is no file, too long, or not UTF-8.
pub fn read_text(path: &Path, limit: u64, what: Naming) -> Result<Option<String>> {
    let failed = |error: io::Error| failed(Doing::Reading, path, what, &error);
    let damaged = |how: Said| {
        Error::new(
            Kind::Damaged,
            said!(
                "core-file-damaged",
                what = what(),
                folder = folder(path).display().to_string(),
                how = how
            ),
        )
    };
    // Looked at before it is opened: opening a pipe would wait for somebody to write to it.
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => return Err(damaged(said!("core-file-is-folder"))),
        Ok(about) if !about.is_file() => return Err(damaged(said!("core-file-not-ordinary"))),
        Ok(_) => {}
        // Below a file there is nothing either; who needs the folder says what is in its way.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(failed(error)),
    }
    let mut bytes = Vec::new();
    let file = match File::open(path) {
        Ok(file) => file,
        // Another program has taken it away since.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(damaged(said!("core-file-too-long", limit = limit)));
    }
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|_| damaged(said!("core-file-not-utf8")))
}

/// Reads at most `limit` bytes from a file that a user named. `what` as in [`read_bounded`].
///
/// # Errors
/// [`Kind::Io`] for what can't be read, [`Kind::Usage`] for more than `limit`.
pub async fn read_bytes(path: &Path, limit: u64, what: Naming) -> Result<Vec<u8>> {
    let (path, doing) = (path.to_owned(), said!("core-reading-what", what = what()));
    let bytes = apart(move || {
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|error| Error::io(doing, &error))?;
        Ok(bytes)
    })
    .await?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(Error::new(
            Kind::Usage,
            said!("core-larger-than", what = what(), limit = limit / 1024),
        ));
    }
    Ok(bytes)
}

/// Reads a text of at most `limit` bytes from what a user named: a file, a pipe such as `/dev/fd/N`, or standard input for
/// `-`. `what` names it in medink's words: the path is not repeated, since a file's name can say something of a patient.
///
/// # Errors
/// [`Kind::Io`] for what can't be read as text, [`Kind::Usage`] for more than `limit`.
pub async fn read_bounded(path: &Path, limit: u64, what: Naming) -> Result<Zeroizing<String>> {
    let (path, doing) = (path.to_owned(), said!("core-reading-what", what = what()));
    let text = apart(move || {
        let mut text = Zeroizing::new(String::new());
        let most = limit.saturating_add(1);
        let read = if path == Path::new("-") {
            io::stdin().lock().take(most).read_to_string(&mut text)
        } else {
            File::open(path).and_then(|file| file.take(most).read_to_string(&mut text))
        };
        read.map_err(|error| Error::io(doing, &error).next(said!("core-check-text-file")))?;
        Ok(text)
    })
    .await?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > limit {
        return Err(Error::new(
            Kind::Usage,
            said!("core-larger-than", what = what(), limit = limit / 1024),
        )
        .next(said!("core-check-right-file")));
    }
    Ok(text)
}

/// Does what may block for as long as somebody else likes, such as reading from a pipe, where it keeps nobody from
/// listening for Ctrl-C and SIGTERM. When the program ends, nobody waits for it.
///
/// # Errors
/// Those of `work`.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(Kind::Internal, said!("core-reading-stopped")))?
}

/// Whether a file of this name is one that a program has not finished writing.
pub fn is_temporary(name: &str) -> bool {
    TEMPORARY.iter().any(|prefix| name.starts_with(prefix))
}

/// Removes what killed programs left half written in `folder`.
///
/// # Errors
/// [`Kind::Io`].
pub fn sweep(folder: &Path) -> Result<()> {
    abandoned(folder)?
        .iter()
        .try_for_each(|path| remove(path).map_err(|error| uncleaned(folder, &error)))
}

/// What killed programs left half written in `folder`: temporary files that are more than an hour old.
///
/// # Errors
/// [`Kind::Io`].
pub fn abandoned(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error: io::Error| uncleaned(folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !is_temporary(&entry.file_name().to_string_lossy()) {
            continue;
        }
        // Another program may finish its own file between the two steps: gone is as good as removed.
        let about = match entry.metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            about => about.map_err(failed)?,
        };
        let age = SystemTime::now().duration_since(about.modified().map_err(failed)?);
        if about.is_file() && age.is_ok_and(|age| age > ABANDONED) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn uncleaned(folder: &Path, error: &io::Error) -> Error {
    Error::io(
        said!("core-cleaning", folder = folder.display().to_string()),
        error,
    )
}

/// Removes a file, whether it is there or not.
pub fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Removes a file so that it stays removed, whether it is there or not: a power cut does not bring it back. `what` as in
/// [`write_new`].
///
/// # Errors
/// [`Kind::Io`].
pub fn remove_for_good(path: &Path, what: Naming) -> Result<()> {
    remove(path).map_err(|error| failed(Doing::Removing, path, what, &error))?;
    keep_entry(path, what)
}

/// The temporary file with the content in it and on the disk.
fn filled(path: &Path, bytes: &[u8], what: Naming) -> Result<tempfile::NamedTempFile> {
    let write = || {
        // 0600 from its first moment on.
        let mut file = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempfile_in(folder(path))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(|error| failed(Doing::Writing, path, what, &error))
}

/// The folder's entry reaches the disk too.
fn keep_entry(path: &Path, what: Naming) -> Result<()> {
    File::open(folder(path))
        .and_then(|folder| folder.sync_all())
        .map_err(|error| failed(Doing::Writing, path, what, &error))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What was done to a file of medink's own.
enum Doing {
    Reading,
    Writing,
    Removing,
}

fn failed(doing: Doing, path: &Path, what: Naming, error: &io::Error) -> Error {
    let (what, folder) = (what(), folder(path).display().to_string());
    let doing = match doing {
        Doing::Reading => said!("core-reading-file", what = what, folder = folder),
        Doing::Writing => said!("core-writing-file", what = what, folder = folder),
        Doing::Removing => said!("core-removing-file", what = what, folder = folder),
    };
    let failed = Error::io(doing, error);
    match error.kind() {
        io::ErrorKind::PermissionDenied => failed.next(said!("core-give-right-to-folder")),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => failed.next(said!("core-free-space")),
        _ => failed,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;

    const KEY_FILE: Naming = || said!("core-file-draft");
    const NOTE: Naming = || said!("core-the-export");
    use std::os::unix::fs::PermissionsExt;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn new_files_are_their_owners_and_never_replace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        assert!(write_new(&path, b"one", KEY_FILE).unwrap());
        assert!(!write_new(&path, b"two", KEY_FILE).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(
            names(folder.path()),
            ["a.json"],
            "the second try's temporary file is gone"
        );
    }

    #[test]
    fn write_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chain.json");
        write(&path, b"one", KEY_FILE).unwrap();
        write(&path, b"two", KEY_FILE).unwrap();
        assert_eq!(read_text(&path, 3, KEY_FILE).unwrap().as_deref(), Some("two"));
        assert_eq!(names(folder.path()), ["chain.json"]);
    }

    #[test]
    fn what_is_removed_for_good_is_gone_and_may_have_been_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("anna.json");
        write(&path, b"one", KEY_FILE).unwrap();
        for _ in 0..2 {
            remove_for_good(&path, KEY_FILE).unwrap();
            assert_eq!(names(folder.path()), [""; 0]);
        }
        let error = remove_for_good(folder.path(), KEY_FILE).unwrap_err();
        assert!(
            error.kind == Kind::Io && error.what.to_string().contains("removing the draft"),
            "{error}"
        );
        let error = remove_for_good(&path.join("below"), KEY_FILE).unwrap_err();
        assert!(
            error.kind == Kind::Io && !error.what.to_string().contains("anna.json/below"),
            "{error}"
        );
    }

    #[test]
    fn errors_say_the_folder_and_not_the_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone").join("anna.json");
        let error = write_new(&path, b"x", KEY_FILE).unwrap_err();
        assert_eq!(error.kind, Kind::Io);
        assert!(
            error.what.to_string().contains("the draft in") && error.what.to_string().contains("gone"),
            "{error}"
        );
        assert!(!error.what.to_string().contains("anna"), "{error}");
    }

    #[test]
    fn what_is_no_text_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert_eq!(read_text(&path, 10, KEY_FILE).unwrap(), None);
        assert!(
            read_text(folder.path(), 10, KEY_FILE)
                .unwrap_err()
                .what
                .to_string()
                .contains("is a folder")
        );
        fs::write(&path, b"01234567890").unwrap();
        assert!(
            read_text(&path, 10, KEY_FILE)
                .unwrap_err()
                .what
                .to_string()
                .contains("longer than 10 bytes")
        );
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(
            read_text(&path, 10, KEY_FILE)
                .unwrap_err()
                .what
                .to_string()
                .contains("UTF-8")
        );
        let device = read_text(Path::new("/dev/zero"), 10, KEY_FILE).unwrap_err();
        assert!(device.what.to_string().contains("ordinary file"), "{device}");
    }

    #[tokio::test]
    async fn of_what_is_endless_no_more_is_read_than_fits() {
        let error = read_bounded(Path::new("/dev/zero"), 2048, NOTE)
            .await
            .unwrap_err();
        assert_eq!(error.kind, Kind::Usage);
        assert_eq!(error.what.to_string(), "the export is larger than 2 KiB");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a-name");
        fs::write(&path, b"0123456789").unwrap();
        assert_eq!(*read_bounded(&path, 10, NOTE).await.unwrap(), "0123456789");
        assert!(read_bounded(&path, 9, NOTE).await.is_err());
        for gone in [
            folder.path().join("a-name-that-is-missing"),
            folder.path().to_owned(),
        ] {
            let error = read_bounded(&gone, 10, NOTE).await.unwrap_err();
            assert!(
                error.kind == Kind::Io && !error.to_string().contains("a-name"),
                "{error}"
            );
        }
    }

    #[test]
    fn only_abandoned_temporary_files_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - 2 * ABANDONED;
        for name in [".new-old", ".tmpold1", "kept.json"] {
            fs::write(folder.path().join(name), b"x").unwrap();
            File::options()
                .write(true)
                .open(folder.path().join(name))
                .unwrap()
                .set_modified(old)
                .unwrap();
        }
        fs::write(folder.path().join(".new-fresh"), b"x").unwrap();
        sweep(folder.path()).unwrap();
        assert_eq!(names(folder.path()), [".new-fresh", "kept.json"]);
    }
}
