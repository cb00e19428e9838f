//! Bytes between a file and the store: sealed on the way in, opened on the way out, in constant memory.
//!
//! What is opened reaches a disk only at the destination that the caller named.

use crate::destination::{self, Place};
use crate::error::{Error, Kind, Result};
use medink_seal::record::{self, Author, Authorship, Details, Header, Opener, SealedInfo};
use medink_seal::{Account, Binding, RecordKey};
use medink_store::{Added, Adding, Cid, ContentStore, Reader, StoreError};
use medink_types::AccountId;
use medink_words::said;
use std::io::{self, Read, Write};
use tokio::io::AsyncReadExt;
use tokio::sync::watch;
use tokio_util::io::SyncIoBridge;

/// Told the number of bytes done so far.
pub type Progress<'a> = &'a (dyn Fn(u64) + Send + Sync);

/// A document, sealed and stored but not yet recorded. While it lives the store collects nothing.
pub struct Stored {
    /// Where it is.
    pub added: Added,
    /// What opens it.
    pub info: SealedInfo,
}

/// Whose signature a new record bears, and for which patient.
#[derive(Clone)]
pub struct Signs {
    /// The author.
    pub account: Account,
    /// The patient in the deployment.
    pub binding: Binding,
}

/// Seals `source`, signed by its author, and stores the ciphertext; `progress` counts bytes of ciphertext.
pub async fn seal_into_store(
    store: &dyn ContentStore,
    mut source: Box<dyn Read + Send>,
    details: Details,
    signs: Signs,
    progress: Progress<'_>,
) -> Result<Stored> {
    let seal = move |out: &mut dyn Write| {
        let author = Author {
            account: &signs.account,
            binding: &signs.binding,
        };
        record::seal(&mut source, &details, &author, out)
    };
    into_store(store, seal, progress).await
}

/// Stores what `seal` writes, on a thread that may block: what is sealed goes straight into the store.
async fn into_store(
    store: &dyn ContentStore,
    seal: impl FnOnce(&mut dyn Write) -> Result<SealedInfo, record::RecordError> + Send + 'static,
    progress: Progress<'_>,
) -> Result<Stored> {
    let adding = store.begin().await?;
    let (tell, mut told) = watch::channel(0);
    let mut out = Pushing {
        adding,
        done: 0,
        tell,
    };
    let mut work = tokio::task::spawn_blocking(move || {
        let info = seal(&mut out).map_err(|error| match error {
            record::RecordError::Write(error) => StoreError::from_io(error).into(),
            error => Error::from(error),
        })?;
        let added = out.adding.finish()?;
        Ok(Stored { added, info })
    });
    loop {
        tokio::select! {
            stored = &mut work => return stored.map_err(|_| stopped())?,
            Ok(()) = told.changed() => progress(*told.borrow_and_update()),
        }
    }
}

/// What a sealing writes into: the store, for as long as somebody waits for it.
struct Pushing {
    adding: Box<dyn Adding>,
    done: u64,
    tell: watch::Sender<u64>,
}

impl Write for Pushing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.adding.write(bytes).map_err(io::Error::other)?;
        self.done = self.done.saturating_add(bytes.len() as u64);
        // Whoever waited for it has been dropped: the operation was stopped.
        self.tell
            .send(self.done)
            .map_err(|_| io::Error::other(StoreError::Stopped))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The header of a sealed record: enough to unwrap its key.
pub async fn header(store: &dyn ContentStore, cid: &Cid) -> Result<Header> {
    let reader = store.read_range(cid, 0, record::HEADER_LEN as u64).await?;
    blocking(move || Ok(Header::read(&mut SyncIoBridge::new(reader))?)).await
}

/// A sealed record whose header was read and whose content waits behind it: its key is found by the header. While it
/// lives the store collects nothing, so nobody waits for a transaction with one in hand.
pub struct Closed {
    header: Header,
    reader: SyncIoBridge<Reader>,
}

/// Begins to read a record.
pub async fn fetch(store: &dyn ContentStore, cid: &Cid) -> Result<Closed> {
    let mut reader = SyncIoBridge::new(store.read(cid).await?);
    blocking(move || {
        let header = Header::read(&mut reader)?;
        Ok(Closed { header, reader })
    })
    .await
}

impl Closed {
    /// Its header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What it is, without its content.
    pub async fn details(self, key: &RecordKey) -> Result<Details> {
        Ok(self.open(key).await?.details().clone())
    }

    async fn open(self, key: &RecordKey) -> Result<Sealed> {
        let key = key.clone();
        blocking(move || Ok(Opener::with_header(self.header, self.reader, &key)?)).await
    }
}

/// A sealed record that is being opened. Reading blocks, so it belongs on a thread that may.
type Sealed = Opener<SyncIoBridge<Reader>>;

/// Who wrote a record, by the signature inside it, held against what the chain says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenBy {
    /// Whom the record itself names.
    pub named: AccountId,
    /// Who put it on the chain, by the node's word.
    pub recorded: AccountId,
    /// Whether the one named has signed it, for this patient.
    pub signed: bool,
}

impl WrittenBy {
    /// Whether the one whom the chain names has written and signed it.
    pub fn is_right(&self) -> bool {
        self.signed && self.named == self.recorded
    }
}

/// An opened record: its details, who wrote it, and its content to be read, verified piece by piece. What it has given
/// before it came to its end without an error may not be all, nor what its author signed.
pub struct Opened {
    sealed: Sealed,
    written: WrittenBy,
}

impl Opened {
    /// What it is.
    pub fn details(&self) -> &Details {
        self.sealed.details()
    }

    /// Who wrote it.
    pub fn written(&self) -> WrittenBy {
        self.written
    }
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.sealed.read(buffer)
    }
}

/// Opens a record that `recorded` put on the chain for the binding's patient.
pub async fn open(
    store: &dyn ContentStore,
    cid: &Cid,
    key: &RecordKey,
    binding: &Binding,
    recorded: AccountId,
) -> Result<Opened> {
    let sealed = begin(store, cid, key).await?;
    let (at, len) = sealed.header().statement_at();
    let mut statement = Vec::new();
    store
        .read_range(cid, at, len)
        .await?
        .take(len)
        .read_to_end(&mut statement)
        .await
        .map_err(StoreError::from_io)?;
    let statement = sealed.open_statement(&statement)?;
    let signed = statement.check(binding, &sealed.details_digest()) == Authorship::Right;
    Ok(Opened {
        written: WrittenBy {
            named: statement.author().into(),
            recorded,
            signed,
        },
        sealed,
    })
}

async fn begin(store: &dyn ContentStore, cid: &Cid, key: &RecordKey) -> Result<Sealed> {
    fetch(store, cid).await?.open(key).await
}

/// Writes an opened record into `out`. What `out` has got before an error is not to be trusted.
pub async fn write_into(mut opened: Opened, mut out: Box<dyn Write + Send>) -> Result<Details> {
    blocking(move || {
        let unwritten =
            |error: std::io::Error| destination::failed(|| said!("core-the-opened-record"), &error);
        opened.sealed.copy_to(&mut out).map_err(|error| match error {
            record::RecordError::Write(error) => unwritten(error),
            error => error.into(),
        })?;
        out.flush().map_err(unwritten)?;
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

/// Seals a record again under a fresh key and stores it, without its plaintext touching a disk. What its author signed
/// stays signed.
pub async fn reseal(
    store: &dyn ContentStore,
    old: &Cid,
    key: &RecordKey,
    watch: &dyn crate::Watch,
) -> Result<Stored> {
    let mut sealed = begin(store, old, key).await?;
    watch.begin(&said!("told-encrypting"), sealed.header().sealed_len());
    let seal = move |mut out: &mut dyn Write| record::reseal(&mut sealed, &mut out);
    let stored = into_store(store, seal, &|bytes| watch.progress(bytes)).await;
    watch.end();
    stored
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| stopped())?
}

fn stopped() -> Error {
    Error::new(Kind::Internal, said!("core-task-stopped"))
}
