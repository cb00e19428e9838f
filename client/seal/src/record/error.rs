//! What can be wrong with a sealed record, or with what is to be sealed.

use super::HEADER_LEN;
use crate::error::SystemError;
use std::io;

/// Why a record was not sealed or does not open. Byte positions count from the start of the sealed record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// Does not start as a sealed record does.
    #[error("this is not a sealed record; fetch it again, or check that it is the right file")]
    NotARecord,
    /// Of another version of the program.
    #[error(
        "this record was sealed in a way (format {version}, suite {suite}) that this program does not know; \
             update the program"
    )]
    NewerFormat {
        /// The format version found.
        version: u8,
        /// The suite found.
        suite: u8,
    },
    /// The key is another record's, or the header was changed.
    #[error(
        "the key does not open this record, or the record's first {HEADER_LEN} bytes were changed; \
             fetch record and key again"
    )]
    WrongKey,
    /// The record ends too early.
    #[error("the record is cut off: {found} of {expected} bytes are there; fetch it again")]
    Truncated {
        /// Bytes there should be.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// A chunk in another's place.
    #[error(
        "the record's parts are in the wrong order: part {found} is where part {expected} belongs; \
             fetch it again"
    )]
    Moved {
        /// The part that belongs there, 0 being the details.
        expected: u64,
        /// The part that is there.
        found: u64,
    },
    /// A chunk that was changed.
    #[error(
        "the record is damaged or was changed, in its part {part} (bytes {from} to {to}); fetch it again"
    )]
    Damaged {
        /// Which part, 0 being the details.
        part: u64,
        /// The first byte of the part.
        from: u64,
        /// The byte after its last.
        to: u64,
    },
    /// Something follows the end.
    #[error("something was appended to the record after its end at byte {expected}; fetch it again")]
    Appended {
        /// Where the record ends.
        expected: u64,
    },
    /// It was sealed under the right key, but not as this format says.
    #[error("the record was sealed by a faulty program: {0}; ask its author to seal it again")]
    Malformed(&'static str),
    /// The content is another than the author's signature is about: somebody who has the record's key put it there.
    #[error(
        "the content is not what its author signed: somebody put other content in its place. Don't rely on it; \
             ask its author for the record"
    )]
    NotAsSigned,
    /// A record is sealed again from its first byte to its last, or not at all.
    #[error("a record that was read from already can't be sealed again; open it once more")]
    NotFromStart,
    /// The title or the kind is too long.
    #[error("the {what} of a record is {found} characters long; at most {most} fit. Shorten it")]
    TooManyLetters {
        /// The title or the kind.
        what: &'static str,
        /// Characters given.
        found: usize,
        /// Characters that fit.
        most: usize,
    },
    /// The details are too long.
    #[error(
        "title, file name and the other details of a record are {found} bytes long together; \
             at most {most} fit. Shorten them"
    )]
    DetailsTooLong {
        /// Bytes of the details as JSON.
        found: usize,
        /// Bytes that fit.
        most: usize,
    },
    /// The file name could point to somewhere else on the reader's disk.
    #[error("the file name of a record must be a bare name, without folders and control characters")]
    FileName,
    /// Beyond what the chunk counter reaches.
    #[error("a record holds at most 256 TiB with its padding; this has {found} bytes")]
    TooLarge {
        /// Bytes announced.
        found: u64,
    },
    /// The file grew or shrank while it was read.
    #[error(
        "the file has {found} bytes or more, not {expected} as it had at first; don't change it meanwhile"
    )]
    Grew {
        /// Bytes announced.
        expected: u64,
        /// Bytes known to be there.
        found: u64,
    },
    /// The file shrank while it was read.
    #[error("the file ended after {found} of {expected} bytes; don't change it meanwhile")]
    Shrank {
        /// Bytes announced.
        expected: u64,
        /// Bytes there were.
        found: u64,
    },
    /// A range that the content does not have.
    #[error("bytes {from} to {to} were asked for, but the content has {size}")]
    Range {
        /// The first byte asked for.
        from: u64,
        /// The byte after the last asked for.
        to: u64,
        /// The content's size.
        size: u64,
    },
    /// Reading failed.
    #[error("reading failed: {0}")]
    Read(#[source] io::Error),
    /// Writing failed.
    #[error("writing failed: {0}")]
    Write(#[source] io::Error),
    /// See [`SystemError`].
    #[error(transparent)]
    System(#[from] SystemError),
}

impl From<RecordError> for io::Error {
    /// For `Read` and `Seek`: the record's error travels inside, and reading errors keep their kind.
    fn from(error: RecordError) -> io::Error {
        match error {
            RecordError::Read(error) => error,
            RecordError::Truncated { .. } => io::Error::new(io::ErrorKind::UnexpectedEof, error),
            RecordError::Range { .. } => io::Error::new(io::ErrorKind::InvalidInput, error),
            error => io::Error::new(io::ErrorKind::InvalidData, error),
        }
    }
}
