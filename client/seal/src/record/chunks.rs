//! The chunks of a sealed record, one at a time: read, authenticated, opened.

use super::{
    Header, RecordError,
    header::Shape,
    stream::{Stream, fill},
};
use crate::{crypt::TAG, keys::RecordKey};
use std::io::{Read, Seek, SeekFrom};
use zeroize::Zeroizing;

pub(super) struct Chunks<R> {
    reader: R,
    shape: Shape,
    stream: Stream,
    sealed: Vec<u8>,
    plain: Zeroizing<Vec<u8>>,
    /// The number of the chunk in `plain`.
    loaded: Option<u64>,
    /// The number of the chunk to be read next.
    next: u64,
    /// Where in the sealed record the reader stands; after an error in the middle of a chunk.
    at: u64,
}

impl<R: Read> Chunks<R> {
    /// The chunks behind `header`, where `reader` stands.
    pub(super) fn new(header: &Header, reader: R, key: &RecordKey) -> Result<Self, RecordError> {
        Ok(Chunks {
            reader,
            shape: header.shape(),
            stream: header.unlock(key)?,
            sealed: Vec::new(),
            plain: Zeroizing::new(Vec::new()),
            loaded: None,
            next: 0,
            at: header.shape().start_of(0),
        })
    }

    /// The number of the chunk at hand.
    pub(super) fn loaded(&self) -> Option<u64> {
        self.loaded
    }

    /// The plaintext of the chunk at hand.
    pub(super) fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// Reads and opens the next chunk.
    pub(super) fn load_next(&mut self) -> Result<(), RecordError> {
        let number = self.next;
        let from = self.shape.start_of(number);
        // Chunks are at most 64 KiB.
        let len = self.shape.len_of(number) as usize;
        self.loaded = None;
        self.sealed.resize(len, 0);
        self.plain.resize(len.saturating_sub(TAG), 0);
        let found = fill(&mut self.reader, &mut self.sealed, &mut self.at)?;
        if found < len {
            let expected = self.shape.sealed_len();
            return Err(RecordError::Truncated {
                expected,
                found: from + found as u64,
            });
        }
        if !self.stream.open(number, &self.sealed, &mut self.plain)? {
            return Err(match self.stream.recognise(&self.sealed, &mut self.plain)? {
                Some(found) => RecordError::Moved {
                    expected: number,
                    found,
                },
                None => RecordError::Damaged {
                    part: number,
                    from,
                    to: from + len as u64,
                },
            });
        }
        self.loaded = Some(number);
        self.next = number.saturating_add(1);
        Ok(())
    }

    /// Whether the chunk at hand is the last, the statement.
    pub(super) fn is_at_last(&self) -> bool {
        self.loaded == Some(self.shape.last())
    }

    /// Opens the last chunk, fetched on its own; `None` if it is not that.
    pub(super) fn open_last(&self, sealed: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, RecordError> {
        let mut plain = Zeroizing::new(vec![0; sealed.len().saturating_sub(TAG)]);
        let opened = self.stream.open(self.shape.last(), sealed, &mut plain)?;
        Ok(opened.then_some(plain))
    }

    /// Checks that nothing follows.
    pub(super) fn check_end(&mut self) -> Result<(), RecordError> {
        match fill(&mut self.reader, &mut [0u8; 1], &mut self.at)? {
            0 => Ok(()),
            _ => Err(RecordError::Appended {
                expected: self.shape.sealed_len(),
            }),
        }
    }
}

impl<R: Read + Seek> Chunks<R> {
    /// Moves the reader so that chunk `number` is at hand or the next to be read.
    pub(super) fn go_to(&mut self, number: u64) -> Result<(), RecordError> {
        let from = self.shape.start_of(number);
        let at_hand = self.loaded == Some(number) && self.at == from + self.shape.len_of(number);
        if at_hand {
            return Ok(());
        }
        if self.at != from {
            // Relative to where the reader stands: the record need not start where the reader's file does. Both
            // are below 2^49 (see `MAX_CONTENT`).
            let by = from as i64 - self.at as i64;
            self.reader
                .seek(SeekFrom::Current(by))
                .map_err(RecordError::Read)?;
            self.at = from;
        }
        self.next = number;
        Ok(())
    }
}
