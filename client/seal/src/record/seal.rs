//! Sealing a record, in constant memory.

use super::{
    Details, Header, RecordError,
    header::Shape,
    padding::padded_content,
    stream::{CHUNK, MAX_CONTENT, fill},
};
use crate::{
    crypt::TAG,
    keys::RecordKey,
    random::{Random, System},
};
use std::io::{Read, Write};
use zeroize::Zeroizing;

/// What the author of a record needs to wrap its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedInfo {
    /// What wraps of the key are bound to.
    pub header_digest: [u8; 32],
    /// The record's fresh key.
    pub key: RecordKey,
    /// How many bytes were written.
    pub sealed_len: u64,
}

/// How many bytes [`seal`] will write for these details.
///
/// # Errors
/// Those that [`seal`] finds before it reads.
pub fn sealed_len(details: &Details) -> Result<u64, RecordError> {
    Ok(shape(details, details.encode()?.len())?.sealed_len())
}

/// Seals what `reader` gives, which must be exactly `details.size` bytes, under a fresh key. Reads and writes in
/// pieces of 64 KiB; nothing is whole before it returns.
///
/// # Errors
/// [`RecordError::Shrank`] and [`RecordError::Grew`] where the size is another, [`RecordError::FileName`],
/// [`RecordError::DetailsTooLong`], [`RecordError::TooLarge`], [`RecordError::Read`], [`RecordError::Write`],
/// [`RecordError::System`]. What was written before an error is of no use.
pub fn seal(
    reader: &mut (impl Read + ?Sized),
    details: &Details,
    writer: &mut (impl Write + ?Sized),
) -> Result<SealedInfo, RecordError> {
    seal_with(&mut System, reader, details, writer)
}

pub(crate) fn seal_with(
    random: &mut impl Random,
    reader: &mut (impl Read + ?Sized),
    details: &Details,
    writer: &mut (impl Write + ?Sized),
) -> Result<SealedInfo, RecordError> {
    let mut encoded = details.encode()?;
    let shape = shape(details, encoded.len())?;
    let key = RecordKey::generate_with(random)?;
    let (header, stream) = Header::fresh(random, &key, shape)?;
    writer.write_all(header.as_bytes()).map_err(RecordError::Write)?;

    // A copy with room for the tag, rather than a vector that grows and leaves plaintext behind.
    let mut buffer = Zeroizing::new(Vec::with_capacity(CHUNK as usize + TAG));
    buffer.append(&mut encoded);
    buffer.resize(shape.len_of(0) as usize, 0);
    stream.seal(0, &mut buffer)?;
    writer.write_all(&buffer).map_err(RecordError::Write)?;

    let mut read = 0u64;
    for number in 1..=shape.last() {
        // Chunks are at most 64 KiB.
        buffer.resize(shape.len_of(number) as usize, 0);
        let plain = buffer.len() - TAG;
        let wanted = (details.size - read).min(plain as u64) as usize;
        let (text, zeros) = buffer.split_at_mut(wanted);
        if fill(reader, text, &mut read)? < wanted {
            return Err(RecordError::Shrank {
                expected: details.size,
                found: read,
            });
        }
        if read == details.size && fill(reader, &mut [0u8; 1], &mut 0)? > 0 {
            return Err(RecordError::Grew {
                expected: details.size,
                found: read + 1,
            });
        }
        zeros.fill(0);
        stream.seal(number, &mut buffer)?;
        writer.write_all(&buffer).map_err(RecordError::Write)?;
    }
    writer.flush().map_err(RecordError::Write)?;
    Ok(SealedInfo {
        header_digest: header.digest(),
        key,
        sealed_len: header.sealed_len(),
    })
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
