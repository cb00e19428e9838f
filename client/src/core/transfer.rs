//! Bytes between a file and the store: sealed on the way in, opened on the way out, in constant memory.
//!
//! What is opened reaches a disk only at the destination that the caller named, and only when it was verified to
//! its last byte: it is written beside it first and renamed.

use crate::error::{Error, Kind, Result};
use medink_seal::RecordKey;
use medink_seal::record::{self, Details, Header, Opener, SealedInfo};
use medink_store::{Added, Cid, ContentStore};
use std::io::{Read, Write};
use std::path::Path;
use tokio_util::io::SyncIoBridge;

/// How much sealed data may wait between the sealing thread and the store, in bytes.
const PIPE: usize = 256 * 1024;

/// Told the number of bytes done so far.
pub type Progress<'a> = &'a (dyn Fn(u64) + Send + Sync);

/// A document, sealed and stored but not yet recorded. While it lives the store collects nothing.
pub struct Stored {
    /// Where it is.
    pub added: Added,
    /// What opens it.
    pub info: SealedInfo,
}

/// Seals `source` and stores the ciphertext; `progress` counts bytes of ciphertext.
pub async fn seal_into_store(
    store: &dyn ContentStore,
    mut source: Box<dyn Read + Send>,
    details: Details,
    progress: Progress<'_>,
) -> Result<Stored> {
    let (near, mut far) = tokio::io::duplex(PIPE);
    let sealing = tokio::task::spawn_blocking(move || {
        let mut out = SyncIoBridge::new(near);
        let info = record::seal(&mut source, &details, &mut out)?;
        out.shutdown().map_err(record::RecordError::Write)?;
        Ok::<_, record::RecordError>(info)
    });
    let added = store.add(&mut far, progress).await;
    drop(far);
    let sealed = sealing.await.map_err(|_| stopped())?;
    match (added, sealed) {
        (Ok(added), Ok(info)) => Ok(Stored { added, info }),
        // A store that fails closes the pipe, which the sealing sees as a failed write: the store's reason counts.
        (Err(error), Err(record::RecordError::Write(_)) | Ok(_)) => Err(error.into()),
        // A sealing that fails ends the stream early: what the store took is not pinned and will be collected.
        (_, Err(error)) => Err(error.into()),
    }
}

/// The header of a sealed record: enough to unwrap its key.
pub async fn header(store: &dyn ContentStore, cid: &Cid) -> Result<Header> {
    let reader = store.read_range(cid, 0, record::HEADER_LEN as u64).await?;
    blocking(move || Ok(Header::read(&mut SyncIoBridge::new(reader))?)).await
}

/// What a record is, without its content.
pub async fn details(store: &dyn ContentStore, cid: &Cid, key: &RecordKey) -> Result<Details> {
    let reader = store.read(cid).await?;
    let key = key.clone();
    blocking(move || Ok(Opener::new(SyncIoBridge::new(reader), &key)?.details().clone())).await
}

/// Opens a record into `out`. What `out` has got before an error is not to be trusted.
pub async fn open_into(
    store: &dyn ContentStore,
    cid: &Cid,
    key: &RecordKey,
    mut out: Box<dyn Write + Send>,
) -> Result<Details> {
    let reader = store.read(cid).await?;
    let key = key.clone();
    blocking(move || {
        let mut opener = Opener::new(SyncIoBridge::new(reader), &key)?;
        opener.copy_to(&mut out)?;
        out.flush()
            .map_err(|e| Error::io("writing the opened record", &e))?;
        Ok(opener.details().clone())
    })
    .await
}

/// Opens a record to a file at `destination`, which must not exist unless `replace`.
pub async fn open_to_file(
    store: &dyn ContentStore,
    cid: &Cid,
    key: &RecordKey,
    destination: &Path,
    replace: bool,
) -> Result<Details> {
    let folder = match destination.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => std::path::PathBuf::from("."),
    };
    let doing = "writing the opened record to the destination given";
    let file = tempfile::Builder::new()
        .prefix(".medink-")
        .tempfile_in(&folder)
        .map_err(|e| Error::io(doing, &e).next("Choose a folder that exists and that you may write to."))?;
    let out = file.as_file().try_clone().map_err(|e| Error::io(doing, &e))?;
    let details = open_into(store, cid, key, Box::new(std::io::BufWriter::new(out))).await?;
    file.as_file().sync_all().map_err(|e| Error::io(doing, &e))?;
    let kept = if replace {
        file.persist(destination)
    } else {
        file.persist_noclobber(destination)
    };
    match kept {
        Ok(_) => Ok(details),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(exists()),
        Err(error) => Err(Error::io(doing, &error.error)),
    }
}

/// The refusal to overwrite a file.
pub fn exists() -> Error {
    Error::new(Kind::Usage, "there is a file at the destination already")
        .next("Choose another with --output, or give --force to replace it.")
}

/// Seals a record again under a fresh key and stores it, without its plaintext touching a disk.
pub async fn reseal(
    store: &dyn ContentStore,
    old: &Cid,
    key: &RecordKey,
    watch: &dyn crate::core::Watch,
) -> Result<Stored> {
    let reader = store.read(old).await?;
    let key = key.clone();
    let opener = blocking(move || Ok(Opener::new(SyncIoBridge::new(reader), &key)?)).await?;
    let details = opener.details().clone();
    watch.begin("Encrypting again", record::sealed_len(&details)?);
    let stored = seal_into_store(store, Box::new(opener), details, &|bytes| watch.progress(bytes)).await;
    watch.end();
    stored
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| stopped())?
}

fn stopped() -> Error {
    Error::new(Kind::Internal, "a background task stopped before it was done")
}
