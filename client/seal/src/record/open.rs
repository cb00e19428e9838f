//! Opening a record: details first, then the content as a stream or any range of it, in constant memory. Nothing
//! is handed out that was not authenticated.

use super::{
    Details, Header, RecordError, Statement, chunks::Chunks, padding::padded_content, statement::Sha256,
    stream::CHUNK,
};
use crate::keys::RecordKey;
use core::{fmt, ops::Range};
use medink_words::said;
use std::io::{self, Read, Seek, SeekFrom, Write};
use zeroize::Zeroizing;

/// An open record.
///
/// Read through `Read` or [`copy_to`](Opener::copy_to) from start to end, the end is only reported once the padding,
/// the author's statement about the content and what comes behind it are checked too. After a seek or a range the
/// content is authenticated under the record's key and no more: it can be right where the rest is cut off, and nobody
/// compares it with what the author signed.
pub struct Opener<R> {
    header: Header,
    details: Details,
    /// The details as they were sealed.
    encoded: Zeroizing<Vec<u8>>,
    details_digest: [u8; 32],
    chunks: Chunks<R>,
    /// Where in the content the next byte is read.
    position: u64,
    /// Of the content up to the position; `None` once something was skipped.
    sha: Option<Sha256>,
    statement: Option<Statement>,
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
    /// The content is not what the author signed.
    NotAsSigned,
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
        let encoded = Zeroizing::new(chunks.plain().to_vec());
        let details = Details::decode(&encoded)?;
        let shape = header.shape();
        if padded_content(shape.details, details.size) != shape.content {
            return Err(RecordError::Malformed(said!("seal-record-padded-size")));
        }
        Ok(Opener {
            header,
            details,
            details_digest: Sha256::of(Details::json(&encoded)?),
            encoded,
            chunks,
            position: 0,
            sha: Some(Sha256::new()),
            statement: None,
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

    /// SHA-256 of the details as their author's program wrote them, for [`Statement::check`].
    pub fn details_digest(&self) -> [u8; 32] {
        self.details_digest
    }

    /// Opens the author's statement, fetched on its own from where [`Header::statement_at`] says. The content is not
    /// read for it: whether it is what the author signed is known after reading it to its end.
    ///
    /// # Errors
    /// [`RecordError::Truncated`], [`RecordError::Damaged`], [`RecordError::System`].
    pub fn open_statement(&self, sealed: &[u8]) -> Result<Statement, RecordError> {
        let (from, len) = self.header.statement_at();
        if (sealed.len() as u64) < len {
            return Err(RecordError::Truncated {
                expected: self.header.sealed_len(),
                found: from + sealed.len() as u64,
            });
        }
        let plain = self.chunks.open_last(sealed)?.ok_or(RecordError::Damaged {
            part: self.header.shape().last(),
            from,
            to: from + len,
        })?;
        Statement::from_bytes(&plain)
    }

    /// The author's statement, once the content was read from start to end and is what the statement says.
    pub fn statement(&self) -> Option<&Statement> {
        self.statement.as_ref()
    }

    /// The details as they were sealed.
    pub(super) fn encoded_details(&self) -> &[u8] {
        &self.encoded
    }

    /// Whether nothing of the content was read or skipped.
    pub(super) fn is_untouched(&self) -> bool {
        self.position == 0 && self.sha.is_some() && matches!(self.tail, Tail::Unchecked)
    }

    /// Writes the content from the current position (at first, the start) to its end, then checks that it is what its
    /// author signed and that the record ends where it should. Returns the number of bytes written. Until it returns,
    /// what was written may be the start of a record that was cut off, or not the author's: keep it apart.
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
            let at_hand = self.available(wanted)?;
            writer
                .write_all(self.chunks.plain().get(at_hand.clone()).unwrap_or_default())
                .map_err(RecordError::Write)?;
            self.advance(at_hand);
        }
        Ok(self.position.saturating_sub(from))
    }

    /// Where in the chunk at hand the content from the position on is, up to `most` bytes of it; empty only at the end
    /// of the content.
    fn available(&mut self, most: u64) -> Result<Range<usize>, RecordError> {
        let left = self.details.size.saturating_sub(self.position).min(most);
        if left == 0 {
            return Ok(0..0);
        }
        let number = self.position / CHUNK + 1;
        while self.chunks.loaded() != Some(number) {
            self.chunks.load_next()?;
        }
        let from = self.position % CHUNK;
        let to = from.saturating_add(left).min(self.chunks.plain().len() as u64);
        match from < to {
            true => Ok(from as usize..to as usize),
            false => Err(RecordError::Malformed(said!("seal-record-short-part"))),
        }
    }

    /// Goes on behind these bytes of the chunk at hand.
    fn advance(&mut self, read: Range<usize>) {
        self.position += read.len() as u64;
        if let (Some(sha), Some(bytes)) = (&mut self.sha, self.chunks.plain().get(read)) {
            sha.update(bytes);
        }
    }

    /// Checks the padding, the statement and that nothing follows it.
    fn finish(&mut self) -> Result<(), RecordError> {
        match self.tail {
            Tail::Done => return Ok(()),
            Tail::Appended { expected } => return Err(RecordError::Appended { expected }),
            Tail::NotAsSigned => return Err(RecordError::NotAsSigned),
            Tail::Unchecked => {}
        }
        while !self.chunks.is_at_last() {
            self.check_padding()?;
            self.chunks.load_next()?;
        }
        let statement = Statement::from_bytes(self.chunks.plain())?;
        match self.chunks.check_end() {
            Ok(()) => {}
            Err(RecordError::Appended { expected }) => {
                self.tail = Tail::Appended { expected };
                return Err(RecordError::Appended { expected });
            }
            Err(error) => return Err(error),
        }
        let content = self.sha.clone().map(Sha256::finish);
        if !content.is_some_and(|content| statement.is_of(&content)) {
            self.tail = Tail::NotAsSigned;
            return Err(RecordError::NotAsSigned);
        }
        self.statement = Some(statement);
        self.tail = Tail::Done;
        Ok(())
    }

    /// Checks that zeros follow the content in the chunk at hand. Chunk 0 holds the details; their padding is checked
    /// already.
    fn check_padding(&self) -> Result<(), RecordError> {
        let Some(before) = self.chunks.loaded().and_then(|number| number.checked_sub(1)) else {
            return Ok(());
        };
        let plain = self.chunks.plain();
        let text = self.details.size.saturating_sub(before * CHUNK);
        let mut padding = plain.iter().skip(text.min(plain.len() as u64) as usize);
        match padding.all(|byte| *byte == 0) {
            true => Ok(()),
            false => Err(RecordError::Malformed(said!("seal-record-content-padding"))),
        }
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
        self.sha = None;
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
        let at_hand = self.available(buffer.len() as u64)?;
        if at_hand.is_empty() {
            self.finish()?;
            return Ok(0);
        }
        let count = at_hand.len();
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), self.chunks.plain().get(at_hand.clone())) {
            to.copy_from_slice(from);
        }
        self.advance(at_hand);
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
