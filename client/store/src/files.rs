//! The few file operations that everything in the folder is built of, with errors that name the path.
//!
//! Nothing here decides what is written or where.

use crate::doing::Doing;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::thread;

use crate::StoreError;

/// Threads that wait for the disk at a time. File systems put what they ask for together.
const SYNCERS: usize = 8;

/// Makes the entries of a folder durable: files made, renamed or removed in it.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder)
        .and_then(|file| file.sync_all())
        .map_err(|source| StoreError::io(Doing::Write, folder, source))
}

/// Makes a folder that only its owner can enter; `true` if it was not there.
pub(crate) fn make_folder(folder: &Path) -> Result<bool, StoreError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if folder.is_dir() {
                Ok(false)
            } else {
                Err(StoreError::NotAFolder {
                    path: folder.to_path_buf(),
                })
            }
        }
        Err(source) => Err(StoreError::io(Doing::Create, folder, source)),
    }
}

/// Writes a small file whole and durably by way of `temp`, which must be a folder of the same file system.
pub(crate) fn write_whole(path: &Path, text: &str, temp: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::io(Doing::Write, path, source);
    let mut file = tempfile::NamedTempFile::new_in(temp).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// The names in a folder, sorted. A folder that is absent has none.
pub(crate) fn names(folder: &Path) -> Result<Vec<OsString>, StoreError> {
    let failed = |source| StoreError::io(Doing::List, folder, source);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(failed(source)),
    };
    let mut names = Vec::new();
    for entry in entries {
        names.push(entry.map_err(failed)?.file_name());
    }
    names.sort();
    Ok(names)
}

/// The names of the folders that a sharded folder is divided into, sorted.
///
/// Everything else in there (`SHARDING`, say) is longer or shorter than a shard's two characters.
pub(crate) fn shards(folder: &Path) -> Result<Vec<OsString>, StoreError> {
    let mut names = names(folder)?;
    names.retain(|name| name.len() == 2);
    Ok(names)
}

/// Does `work` for all items, on some threads; the first error there is.
pub(crate) fn each_in_parallel<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), StoreError> + Sync,
) -> Result<(), StoreError> {
    // One is not worth a thread.
    if let [only] = items {
        return work(only);
    }
    let share = items.len().div_ceil(SYNCERS).max(1);
    let work = &work;
    thread::scope(|scope| {
        let mut threads = Vec::with_capacity(SYNCERS);
        for part in items.chunks(share) {
            let all = move || part.iter().try_for_each(work);
            match thread::Builder::new().spawn_scoped(scope, all) {
                Ok(thread) => threads.push(thread),
                // No thread to be had: slower, but just as well.
                Err(_) => all()?,
            }
        }
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or(Err(StoreError::Stopped)))
    })
}
