//! Bytes between a file and the store: sealed on the way in, opened on the way out, in constant memory.
//!
//! What is opened reaches a disk only at the destination that the caller named.

use crate::core::destination::Place;
use crate::error::{Error, Kind, Result};
use medink_seal::RecordKey;
use medink_seal::record::{self, Details, Header, Opener, SealedInfo};
use medink_store::{Added, Cid, ContentStore, Reader};
use std::io::{Read, Write};
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
    Ok(open(store, cid, key).await?.details().clone())
}

/// An opened record: its details, and its content to be read, verified piece by piece. Reading blocks, so it belongs on
/// a thread that may.
pub type Opened = Opener<SyncIoBridge<Reader>>;

/// Opens a record.
pub async fn open(store: &dyn ContentStore, cid: &Cid, key: &RecordKey) -> Result<Opened> {
    let reader = store.read(cid).await?;
    let key = key.clone();
    blocking(move || Ok(Opener::new(SyncIoBridge::new(reader), &key)?)).await
}

/// Writes an opened record into `out`. What `out` has got before an error is not to be trusted.
pub async fn write_into(mut opened: Opened, mut out: Box<dyn Write + Send>) -> Result<Details> {
    blocking(move || {
        opened.copy_to(&mut out)?;
        out.flush()
            .map_err(|e| Error::io("writing the opened record", &e))?;
        Ok(opened.details().clone())
    })
    .await
}

/// Writes an opened record to a place, which has it only when it was verified to its last byte.
pub async fn write_to(opened: Opened, place: Place) -> Result<Details> {
    let out = std::io::BufWriter::new(place.writer()?);
    let details = write_into(opened, Box::new(out)).await?;
    place.keep()?;
    Ok(details)
}

/// Seals a record again under a fresh key and stores it, without its plaintext touching a disk.
pub async fn reseal(
    store: &dyn ContentStore,
    old: &Cid,
    key: &RecordKey,
    watch: &dyn crate::core::Watch,
) -> Result<Stored> {
    let opener = open(store, old, key).await?;
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
