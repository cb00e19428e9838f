//! Opening a record: details first, then the content as a stream or any range of it, in constant memory. Nothing
//! is handed out that was not authenticated.

use super::{Details, Header, RecordError, chunks::Chunks, padding::padded_content, stream::CHUNK};
use crate::keys::RecordKey;
use core::fmt;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// An open record.
///
/// Read through `Read` or [`copy_to`](Opener::copy_to) from start to end, the end is only reported once the padding
/// and what comes behind it are checked too. After a seek the content alone is: a range can be right where the rest
/// is cut off.
pub struct Opener<R> {
    header: Header,
    details: Details,
    chunks: Chunks<R>,
    /// Where in the content the next byte is read.
    position: u64,
    tail: Tail,
}

/// What is known of the padding and what follows it.
#[derive(Clone, Copy)]
enum Tail {
    /// To be checked when the content's end is reached.
    Unchecked,
    /// As it should be, or left alone after a seek.
    Done,
    /// Something follows the end, and some of it was read in finding out.
    Appended { expected: u64 },
}

impl<R: Read> Opener<R> {
    /// Opens the record at the start of `reader` and reads its details.
    ///
    /// # Errors
    /// [`RecordError::WrongKey`], or what is wrong with the record.
    pub fn new(mut reader: R, key: &RecordKey) -> Result<Self, RecordError> {
        let header = Header::read(&mut reader)?;
        Opener::with_header(header, reader, key)
    }

    /// Like [`Opener::new`], for a `reader` that stands right behind the header already read.
    ///
    /// # Errors
    /// As [`Opener::new`].
    pub fn with_header(header: Header, reader: R, key: &RecordKey) -> Result<Self, RecordError> {
        let mut chunks = Chunks::new(&header, reader, key)?;
        chunks.load_next()?;
        let details = Details::decode(chunks.plain())?;
        let shape = header.shape();
        if padded_content(shape.details, details.size) != shape.content {
            return Err(RecordError::Malformed(
                "its size is not that of its content with padding",
            ));
        }
        Ok(Opener {
            header,
            details,
            chunks,
            position: 0,
            tail: Tail::Unchecked,
        })
    }

    /// What the record is.
    pub fn details(&self) -> &Details {
        &self.details
    }

    /// The record's header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Writes the content from the current position (at first, the start) to its end, then checks that the record
    /// ends where it should. Returns the number of bytes written. Until it returns, what was written may be the
    /// start of a record that was cut off: keep it apart.
    ///
    /// # Errors
    /// What is wrong with the record, [`RecordError::Read`], [`RecordError::Write`].
    pub fn copy_to(&mut self, writer: &mut (impl Write + ?Sized)) -> Result<u64, RecordError> {
        let written = self.copy(self.details.size, writer)?;
        self.finish()?;
        writer.flush().map_err(RecordError::Write)?;
        Ok(written)
    }

    /// Writes up to content byte `to`, which the content has.
    fn copy(&mut self, to: u64, writer: &mut (impl Write + ?Sized)) -> Result<u64, RecordError> {
        let from = self.position;
        while self.position < to {
            let wanted = to - self.position;
            let bytes = self.available()?;
            let count = wanted.min(bytes.len() as u64);
            writer
                .write_all(bytes.get(..count as usize).unwrap_or(bytes))
                .map_err(RecordError::Write)?;
            self.position += count;
        }
        Ok(self.position.saturating_sub(from))
    }

    /// The content from the position to the end of its chunk; empty only at the end of the content.
    fn available(&mut self) -> Result<&[u8], RecordError> {
        let left = self.details.size.saturating_sub(self.position);
        if left == 0 {
            return Ok(&[]);
        }
        let number = self.position / CHUNK + 1;
        while self.chunks.loaded() != Some(number) {
            self.chunks.load_next()?;
        }
        let rest = self
            .chunks
            .plain()
            .get((self.position % CHUNK) as usize..)
            .unwrap_or_default();
        match rest.get(..left.min(rest.len() as u64) as usize) {
            Some(bytes) if !bytes.is_empty() => Ok(bytes),
            _ => Err(RecordError::Malformed(
                "a part of it is shorter than it should be",
            )),
        }
    }

    /// Checks the padding and that nothing follows it.
    fn finish(&mut self) -> Result<(), RecordError> {
        match self.tail {
            Tail::Done => return Ok(()),
            Tail::Appended { expected } => return Err(RecordError::Appended { expected }),
            Tail::Unchecked => {}
        }
        loop {
            // Chunk 0 holds the details; their padding is checked already.
            if let Some(before) = self.chunks.loaded().and_then(|number| number.checked_sub(1)) {
                let plain = self.chunks.plain();
                let text = self
                    .details
                    .size
                    .saturating_sub(before * CHUNK)
                    .min(plain.len() as u64);
                if plain.iter().skip(text as usize).any(|byte| *byte != 0) {
                    return Err(RecordError::Malformed("its content is not filled up with zeros"));
                }
            }
            if self.chunks.is_after_last() {
                break;
            }
            self.chunks.load_next()?;
        }
        let end = self.chunks.check_end();
        match end {
            Ok(()) => self.tail = Tail::Done,
            Err(RecordError::Appended { expected }) => self.tail = Tail::Appended { expected },
            Err(_) => {}
        }
        end
    }
}

impl<R: Read + Seek> Opener<R> {
    /// Writes `len` bytes of the content from byte `offset` on, reading no more of the record than the chunks that
    /// hold them.
    ///
    /// # Errors
    /// [`RecordError::Range`] beyond the content, what is wrong with the record, [`RecordError::Read`],
    /// [`RecordError::Write`].
    pub fn read_range(
        &mut self,
        offset: u64,
        len: u64,
        writer: &mut (impl Write + ?Sized),
    ) -> Result<(), RecordError> {
        let to = offset.saturating_add(len);
        if to > self.details.size {
            return Err(RecordError::Range {
                from: offset,
                to,
                size: self.details.size,
            });
        }
        self.go_to(offset)?;
        self.copy(to, writer)?;
        Ok(())
    }

    fn go_to(&mut self, position: u64) -> Result<(), RecordError> {
        self.tail = Tail::Done;
        self.position = position;
        match position < self.details.size {
            true => self.chunks.go_to(position / CHUNK + 1),
            // Nothing is read from there.
            false => Ok(()),
        }
    }
}

impl<R: Read> Read for Opener<R> {
    /// Reads content. Errors carry a [`RecordError`] (`error.get_ref()`), but for errors of the reader itself.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let bytes = self.available()?;
        let count = bytes.len().min(buffer.len());
        if count == 0 {
            self.finish()?;
            return Ok(0);
        }
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), bytes.get(..count)) {
            to.copy_from_slice(from);
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Opener<R> {
    /// Moves within the content; the position may be behind its end, where nothing is read.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(by) => self.details.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        let position = position.ok_or(io::ErrorKind::InvalidInput)?;
        self.go_to(position)?;
        Ok(position)
    }
}

impl<R> fmt::Debug for Opener<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opener")
            .field("header", &self.header)
            .field("position", &self.position)
            .finish()
    }
}
