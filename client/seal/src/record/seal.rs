//! Sealing a record, for the first time or again, in constant memory.

use super::{
    Author, Details, Header, Opener, RecordError, Statement,
    header::Shape,
    padding::padded_content,
    statement::Sha256,
    stream::{CHUNK, MAX_CONTENT, Stream, fill},
};
use crate::{
    crypt::TAG,
    keys::RecordKey,
    random::{Random, System},
};
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// What whoever sealed a record needs to wrap its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedInfo {
    /// What wraps of the key are bound to.
    pub header_digest: [u8; 32],
    /// The record's fresh key.
    pub key: RecordKey,
    /// How many bytes were written.
    pub sealed_len: u64,
}

/// How many bytes [`seal`] will write for these details. ([`reseal`] writes as many as there were.)
///
/// # Errors
/// Those that [`seal`] finds before it reads.
pub fn sealed_len(details: &Details) -> Result<u64, RecordError> {
    Ok(shape(details, details.encode()?.len())?.sealed_len())
}

/// Seals what `reader` gives, which must be exactly `details.size` bytes, under a fresh key, with the author's
/// signature over details and content. Reads and writes in pieces of 64 KiB; nothing is whole before it returns.
///
/// # Errors
/// [`RecordError::Shrank`] and [`RecordError::Grew`] where the size is another, [`RecordError::FileName`],
/// [`RecordError::TooManyLetters`], [`RecordError::DetailsTooLong`], [`RecordError::TooLarge`], [`RecordError::Read`],
/// [`RecordError::Write`], [`RecordError::System`]. What was written before an error is of no use.
pub fn seal(
    reader: &mut (impl Read + ?Sized),
    details: &Details,
    author: &Author<'_>,
    writer: &mut (impl Write + ?Sized),
) -> Result<SealedInfo, RecordError> {
    seal_with(&mut System, reader, details, author, writer)
}

pub(crate) fn seal_with(
    random: &mut impl Random,
    reader: &mut (impl Read + ?Sized),
    details: &Details,
    author: &Author<'_>,
    writer: &mut (impl Write + ?Sized),
) -> Result<SealedInfo, RecordError> {
    let encoded = details.encode()?;
    let shape = shape(details, encoded.len())?;
    let details_digest = Sha256::of(Details::json(&encoded)?);
    let mut content = Sha256::new();
    let mut sealing = Sealing::start(random, shape, &encoded, writer)?;
    sealing.content(reader, details.size, |text| content.update(text))?;
    let statement = Statement::sign(random.ahead(32)?, author, &details_digest, content.finish());
    sealing.finish(&statement)
}

/// Seals an opened record again under a fresh key and header, in constant memory. Details and statement stay as they
/// are, byte for byte, so that the author's signature stays right; the content must be what the statement says.
///
/// # Errors
/// [`RecordError::NotFromStart`] if something was read from it, [`RecordError::NotAsSigned`], what is wrong with the
/// record, [`RecordError::Read`], [`RecordError::Write`], [`RecordError::System`]. What was written before an error
/// is of no use.
pub fn reseal<R: Read>(
    opener: &mut Opener<R>,
    writer: &mut (impl Write + ?Sized),
) -> Result<SealedInfo, RecordError> {
    if !opener.is_untouched() {
        return Err(RecordError::NotFromStart);
    }
    let (shape, size) = (opener.header().shape(), opener.details().size);
    let mut sealing = Sealing::start(&mut System, shape, opener.encoded_details(), writer)?;
    // Its end is reported only once the content was compared with the statement.
    sealing.content(opener, size, |_| {})?;
    let statement = opener.statement().ok_or(RecordError::NotAsSigned)?;
    sealing.finish(statement)
}

/// A record on its way out: header and details, content, statement.
struct Sealing<'w, W: ?Sized> {
    header: Header,
    stream: Stream,
    key: RecordKey,
    buffer: Zeroizing<Vec<u8>>,
    writer: &'w mut W,
}

impl<'w, W: Write + ?Sized> Sealing<'w, W> {
    fn start(
        random: &mut impl Random,
        shape: Shape,
        details: &[u8],
        writer: &'w mut W,
    ) -> Result<Self, RecordError> {
        let key = RecordKey::generate_with(random)?;
        let (header, stream) = Header::fresh(random, &key, shape)?;
        writer.write_all(header.as_bytes()).map_err(RecordError::Write)?;
        let mut sealing = Sealing {
            header,
            stream,
            key,
            // Room for the largest chunk from the start: a vector that grows leaves plaintext behind.
            buffer: Zeroizing::new(Vec::with_capacity(CHUNK as usize + TAG)),
            writer,
        };
        sealing.chunk(0, details)?;
        Ok(sealing)
    }

    /// The content of `size` bytes, and what `reader` gave of it told to `watch`.
    fn content(
        &mut self,
        reader: &mut (impl Read + ?Sized),
        size: u64,
        mut watch: impl FnMut(&[u8]),
    ) -> Result<(), RecordError> {
        let shape = self.header.shape();
        let mut read = 0u64;
        for number in 1..shape.last() {
            // Chunks are at most 64 KiB.
            self.buffer.resize(shape.len_of(number) as usize, 0);
            let plain = self.buffer.len() - TAG;
            let wanted = (size - read).min(plain as u64) as usize;
            let (text, zeros) = self.buffer.split_at_mut(wanted);
            if fill(reader, text, &mut read)? < wanted {
                return Err(RecordError::Shrank {
                    expected: size,
                    found: read,
                });
            }
            if read == size && fill(reader, &mut [0u8; 1], &mut 0)? > 0 {
                return Err(RecordError::Grew {
                    expected: size,
                    found: read + 1,
                });
            }
            watch(text);
            zeros.fill(0);
            self.write(number)?;
        }
        Ok(())
    }

    fn finish(mut self, statement: &Statement) -> Result<SealedInfo, RecordError> {
        self.chunk(self.header.shape().last(), &statement.to_bytes())?;
        self.writer.flush().map_err(RecordError::Write)?;
        Ok(SealedInfo {
            header_digest: self.header.digest(),
            key: self.key,
            sealed_len: self.header.sealed_len(),
        })
    }

    /// A chunk that is at hand.
    fn chunk(&mut self, number: u64, plain: &[u8]) -> Result<(), RecordError> {
        self.buffer.clear();
        self.buffer.extend_from_slice(plain);
        self.buffer.resize(plain.len() + TAG, 0);
        self.write(number)
    }

    /// Seals what is in the buffer as chunk `number`.
    fn write(&mut self, number: u64) -> Result<(), RecordError> {
        self.stream.seal(number, &mut self.buffer)?;
        self.writer.write_all(&self.buffer).map_err(RecordError::Write)
    }
}

/// How the record of these details, encoded in so many bytes, is laid out.
fn shape(details: &Details, encoded: usize) -> Result<Shape, RecordError> {
    let encoded = encoded as u64;
    let shape = Shape {
        details: encoded,
        content: padded_content(encoded, details.size),
    };
    match shape.content <= MAX_CONTENT {
        true => Ok(shape),
        false => Err(RecordError::TooLarge { found: details.size }),
    }
}
