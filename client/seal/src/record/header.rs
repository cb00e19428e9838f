//! The first bytes of a sealed record: readable by everybody, changed by nobody.

use super::{
    RecordError,
    details::{LARGEST_LOG2, SMALLEST_LOG2},
    padding::{FLOOR, padme},
    statement,
    stream::{CHUNK, CHUNK_LOG2, MAX_CONTENT, Stream},
};
use crate::{
    crypt::{TAG, blake2b_256, equal, expand, extract},
    domain::{context, name},
    error::SystemError,
    keys::RecordKey,
    random::Random,
    secret::Secret,
};
use medink_words::said;
use std::io::Read;

/// Length of the header, in bytes.
pub const HEADER_LEN: usize = COMMITTED + 32;

/// What the keys are derived from: all but the commitment.
const COMMITTED: usize = 55;
const MAGIC: [u8; 4] = *b"MDNK";
const VERSION: u8 = 2;
const SUITE: u8 = 1;

/// The header of a sealed record. Its [`digest`](Header::digest) is what the record's wrapped keys are bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    bytes: [u8; HEADER_LEN],
    shape: Shape,
    prefix: [u8; 7],
    salt: [u8; 32],
}

/// How a record is laid out: all that its size says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Size of the details, without tag.
    pub(super) details: u64,
    /// Size of the content with its padding, without tags.
    pub(super) content: u64,
}

impl Shape {
    /// How long the whole sealed record is, in bytes.
    pub(super) fn sealed_len(&self) -> u64 {
        self.start_of(self.last()) + self.len_of(self.last())
    }

    /// How many chunks hold content, from number 1 on; never 0.
    fn content_chunks(&self) -> u64 {
        self.content.div_ceil(CHUNK).max(1)
    }

    /// The number of the last chunk, the author's statement.
    pub(super) fn last(&self) -> u64 {
        self.content_chunks() + 1
    }

    /// Where sealed chunk `number` starts.
    pub(super) fn start_of(&self, number: u64) -> u64 {
        match number {
            0 => HEADER_LEN as u64,
            _ if number >= self.last() => {
                HEADER_LEN as u64 + self.details + self.content + self.last() * TAG as u64
            }
            _ => HEADER_LEN as u64 + self.details + TAG as u64 + (number - 1) * (CHUNK + TAG as u64),
        }
    }

    /// How long sealed chunk `number` is.
    pub(super) fn len_of(&self, number: u64) -> u64 {
        let plain = match number {
            0 => self.details,
            _ if number >= self.last() => statement::LEN as u64,
            _ => self.content.saturating_sub((number - 1) * CHUNK).min(CHUNK),
        };
        plain + TAG as u64
    }
}

impl Header {
    /// Reads the header at the start of a sealed record; the reader stands right behind it afterwards. This is all
    /// that is needed to open a wrapped key, before [`super::Opener::with_header`].
    ///
    /// # Errors
    /// [`RecordError::NotARecord`], [`RecordError::NewerFormat`], [`RecordError::Truncated`],
    /// [`RecordError::Malformed`], [`RecordError::Read`].
    pub fn read(reader: &mut (impl Read + ?Sized)) -> Result<Header, RecordError> {
        let mut bytes = [0u8; HEADER_LEN];
        let found = super::stream::fill(reader, &mut bytes, &mut 0)?;
        match bytes.get(..found) {
            Some(start) if !start.iter().zip(&MAGIC).all(|(a, b)| a == b) || found == 0 => {
                Err(RecordError::NotARecord)
            }
            _ if found < HEADER_LEN => Err(RecordError::Truncated {
                expected: HEADER_LEN as u64,
                found: found as u64,
            }),
            _ => Header::from_bytes(bytes),
        }
    }

    fn from_bytes(bytes: [u8; HEADER_LEN]) -> Result<Header, RecordError> {
        let cut = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
        let [_, _, _, _, version, suite, chunk, details, ..] = bytes;
        let content = u64::from_be_bytes(cut(8, 16).try_into().map_err(|_| SystemError::Library)?);
        let salt = cut(16, 48).try_into().map_err(|_| SystemError::Library)?;
        let prefix = cut(48, COMMITTED).try_into().map_err(|_| SystemError::Library)?;
        if cut(0, 4) != MAGIC {
            return Err(RecordError::NotARecord);
        }
        if version != VERSION || suite != SUITE {
            return Err(RecordError::NewerFormat { version, suite });
        }
        if chunk != CHUNK_LOG2 || !(SMALLEST_LOG2..=LARGEST_LOG2).contains(&details) {
            return Err(RecordError::Malformed(said!("seal-record-header-sizes")));
        }
        let shape = Shape {
            details: 1 << details,
            content,
        };
        let whole = shape.details.saturating_add(content);
        if content > MAX_CONTENT || whole < FLOOR || padme(whole) != whole {
            return Err(RecordError::Malformed(said!("seal-record-header-size")));
        }
        Ok(Header {
            bytes,
            shape,
            prefix,
            salt,
        })
    }

    /// A fresh header for a record of this shape, with the stream of its content key.
    pub(super) fn fresh(
        random: &mut impl Random,
        key: &RecordKey,
        shape: Shape,
    ) -> Result<(Header, Stream), RecordError> {
        let salt: [u8; 32] = random.array()?;
        let prefix: [u8; 7] = random.array()?;
        let mut bytes = [0u8; HEADER_LEN];
        let fields: [&[u8]; 5] = [
            &MAGIC,
            &[VERSION, SUITE, CHUNK_LOG2, shape.details.ilog2() as u8],
            &shape.content.to_be_bytes(),
            &salt,
            &prefix,
        ];
        bytes
            .iter_mut()
            .zip(fields.concat())
            .for_each(|(to, from)| *to = from);
        let (content_key, commitment) = derive(&bytes, &salt, key)?;
        bytes
            .iter_mut()
            .skip(COMMITTED)
            .zip(commitment.expose())
            .for_each(|(to, from)| *to = *from);
        let header = Header::from_bytes(bytes)?;
        let stream = header.stream(&content_key)?;
        Ok((header, stream))
    }

    /// The stream of this record under `key`.
    pub(super) fn unlock(&self, key: &RecordKey) -> Result<Stream, RecordError> {
        let (content_key, commitment) = derive(&self.bytes, &self.salt, key)?;
        let (_, committed) = self.bytes.split_at(COMMITTED);
        if !equal(commitment.expose(), committed) {
            return Err(RecordError::WrongKey);
        }
        self.stream(&content_key)
    }

    fn stream(&self, content_key: &Secret) -> Result<Stream, RecordError> {
        Ok(Stream::new(content_key, self.prefix, self.shape.last())?)
    }

    /// BLAKE2b-256 of the header: what wraps of the record's key are bound to.
    pub fn digest(&self) -> [u8; 32] {
        blake2b_256(&self.bytes)
    }

    /// The bytes of the header.
    pub fn as_bytes(&self) -> &[u8; HEADER_LEN] {
        &self.bytes
    }

    /// How long the whole sealed record is, in bytes. Proven only once the record is opened.
    pub fn sealed_len(&self) -> u64 {
        self.shape.sealed_len()
    }

    /// Where in the sealed record the author's statement is, and how long: what to fetch for
    /// [`super::Opener::open_statement`] to know who wrote it before the content is read.
    pub fn statement_at(&self) -> (u64, u64) {
        let last = self.shape.last();
        (self.shape.start_of(last), self.shape.len_of(last))
    }

    pub(super) fn shape(&self) -> Shape {
        self.shape
    }
}

/// The content key and the key commitment.
fn derive(
    header: &[u8; HEADER_LEN],
    salt: &[u8; 32],
    key: &RecordKey,
) -> Result<(Secret, Secret), SystemError> {
    let (committed, _) = header.split_at(COMMITTED);
    let prk = extract(salt, key.expose());
    Ok((
        expand(&prk, &context(name::RECORD_CONTENT_KEY, &[committed]))?,
        expand(&prk, &context(name::RECORD_COMMITMENT, &[committed]))?,
    ))
}
