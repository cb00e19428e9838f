//! Content on its way in: read in whole chunks, and cut into the tree that every store builds.
//!
//! Here alone is said how that tree looks, so that all stores name the same bytes alike.

use bytes::{BufMut, Bytes};
use cid::{Cid, Version};
use rust_unixfs::file::adder::{BalancedCollector, Chunker, FileAdder};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::{CHUNK, LINKS, StoreError};

/// What goes from a caller's source to whoever writes.
pub(crate) enum Piece {
    /// The next bytes, at most [`CHUNK`].
    Bytes(Bytes),
    /// Without it, the add was given up.
    End,
}

/// The next [`CHUNK`] bytes, or what is left; `None` at the end.
pub(crate) async fn next_chunk(
    source: &mut (dyn AsyncRead + Send + Unpin),
) -> Result<Option<Bytes>, StoreError> {
    let mut chunk = Vec::with_capacity(CHUNK);
    while chunk.len() < CHUNK {
        let room = CHUNK - chunk.len();
        let read = source
            .read_buf(&mut (&mut chunk).limit(room))
            .await
            .map_err(StoreError::Source)?;
        if read == 0 {
            break;
        }
    }
    Ok((!chunk.is_empty()).then(|| chunk.into()))
}

/// Cuts content into blocks: CIDv1, raw leaves, chunks of [`CHUNK`], balanced, [`LINKS`] links a node, SHA2-256.
pub(crate) fn adder() -> FileAdder {
    FileAdder::builder()
        .with_chunker(Chunker::Size(CHUNK))
        .with_collector(BalancedCollector::with_branching_factor(LINKS))
        .with_cid_version(Version::V1)
        .with_raw_leaves(true)
        .build()
}

/// Names content without keeping it.
pub(crate) struct Namer {
    adder: FileAdder,
    root: Option<Cid>,
    size: u64,
    stored: u64,
}

/// What the content was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named {
    /// Its address.
    pub(crate) cid: Cid,
    /// Bytes of content.
    pub(crate) size: u64,
    /// Bytes of all blocks.
    pub(crate) stored: u64,
}

impl Namer {
    /// Of content that has not begun.
    pub(crate) fn new() -> Self {
        Self {
            adder: adder(),
            root: None,
            size: 0,
            stored: 0,
        }
    }

    /// Takes the next bytes.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let mut left = bytes;
        while !left.is_empty() {
            let (blocks, taken) = self.adder.push(left);
            for (cid, block) in blocks {
                self.root = Some(cid);
                self.stored = self.stored.saturating_add(block.len() as u64);
            }
            left = left.get(taken..).unwrap_or_default();
        }
        self.size = self.size.saturating_add(bytes.len() as u64);
    }

    /// The name of what was pushed.
    pub(crate) fn finish(mut self) -> Result<Named, StoreError> {
        for (cid, block) in self.adder.finish() {
            self.root = Some(cid);
            self.stored = self.stored.saturating_add(block.len() as u64);
        }
        Ok(Named {
            // The adder yields the root last, and at least the leaf of an empty content.
            cid: self.root.take().ok_or(StoreError::Stopped)?,
            size: self.size,
            stored: self.stored,
        })
    }
}
