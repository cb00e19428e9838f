//! Blocks as files: finding them, and reading them so that only right bytes come out.
//!
//! Never writes; that is `ingest`.

use crate::doing::Doing;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use cid::Cid;

use crate::StoreError;
use crate::key::{Key, shard};
use crate::layout::Layout;

/// Largest block read, in bytes: what IPFS nodes exchange at most. Ours are far smaller.
pub(crate) const MAX_BLOCK: u64 = 2 * 1024 * 1024;
/// `EIO`: the disk can't give the bytes back.
const IO_ERROR: i32 = 5;

/// Why a block could not be had.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It is not there.
    Missing,
    /// It is there, but not its bytes.
    Damaged,
    /// It can't be told.
    Store(StoreError),
}

impl Fault {
    /// The error for whoever wanted `root` in the store at `place` and failed at `block`.
    pub(crate) fn of(self, root: &Cid, block: &Cid, place: String) -> StoreError {
        let (cid, block) = (Box::new(*root), Box::new(*block));
        match self {
            Self::Missing if cid == block => StoreError::NotFound { cid, place },
            Self::Missing => StoreError::Incomplete { cid, block, place },
            Self::Damaged => StoreError::Damaged { cid, block, place },
            Self::Store(error) => error,
        }
    }
}

/// Where a block's file is, present or not.
pub(crate) fn path(layout: &Layout, key: &Key) -> PathBuf {
    let name = key.file_name();
    let mut path = layout.blocks();
    path.push(shard(&name));
    path.push(name);
    path
}

/// A block's bytes, verified.
pub(crate) fn read(layout: &Arc<Layout>, cid: &Cid) -> Result<Vec<u8>, Fault> {
    let key = Key::of_cid(cid).map_err(Fault::Store)?;
    let bytes = read_file(layout, &key)?;
    if Key::of_bytes(&bytes) == key {
        Ok(bytes)
    } else {
        Err(Fault::Damaged)
    }
}

fn read_file(layout: &Layout, key: &Key) -> Result<Vec<u8>, Fault> {
    let path = path(layout, key);
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Fault::Missing,
        io::ErrorKind::IsADirectory => Fault::Damaged,
        _ if source.raw_os_error() == Some(IO_ERROR) => Fault::Damaged,
        _ => Fault::Store(StoreError::io(Doing::Read, &path, source)),
    };
    let file = File::open(&path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    if size > MAX_BLOCK {
        return Err(Fault::Damaged);
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(MAX_BLOCK + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Whether these very bytes are already filed under their key.
pub(crate) fn is_filed(layout: &Layout, key: &Key, bytes: &[u8]) -> Result<bool, StoreError> {
    match read_file(layout, key) {
        Ok(filed) => Ok(filed == bytes),
        Err(Fault::Missing | Fault::Damaged) => Ok(false),
        Err(Fault::Store(error)) => Err(error),
    }
}

/// A block's size in bytes by its file, without reading it.
pub(crate) fn size(layout: &Layout, cid: &Cid) -> Result<u64, Fault> {
    let path = path(layout, &Key::of_cid(cid).map_err(Fault::Store)?);
    match fs::metadata(&path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Fault::Missing),
        Err(source) => Err(Fault::Store(StoreError::io(Doing::Read, &path, source))),
    }
}
