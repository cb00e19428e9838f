//! What can be wrong with a sealed record, or with what is to be sealed.

use super::HEADER_LEN;
use crate::error::SystemError;
use medink_words::{Said, said};
use std::fmt;
use std::io;

/// Why a record was not sealed or does not open. Byte positions count from the start of the sealed record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Does not start as a sealed record does.
    NotARecord,
    /// Of another version of the program.
    NewerFormat {
        /// The format version found.
        version: u8,
        /// The suite found.
        suite: u8,
    },
    /// The key is another record's, or the header was changed.
    WrongKey,
    /// The record ends too early.
    Truncated {
        /// Bytes there should be.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// A chunk in another's place.
    Moved {
        /// The part that belongs there, 0 being the details.
        expected: u64,
        /// The part that is there.
        found: u64,
    },
    /// A chunk that was changed.
    Damaged {
        /// Which part, 0 being the details.
        part: u64,
        /// The first byte of the part.
        from: u64,
        /// The byte after its last.
        to: u64,
    },
    /// Something follows the end.
    Appended {
        /// Where the record ends.
        expected: u64,
    },
    /// It was sealed under the right key, but not as this format says.
    Malformed(Said),
    /// The content is another than the author's signature is about: somebody who has the record's key put it there.
    NotAsSigned,
    /// A record is sealed again from its first byte to its last, or not at all.
    NotFromStart,
    /// The title or the kind is too long.
    TooManyLetters {
        /// The title or the kind.
        what: Said,
        /// Characters given.
        found: usize,
        /// Characters that fit.
        most: usize,
    },
    /// The details are too long.
    DetailsTooLong {
        /// Bytes of the details as JSON.
        found: usize,
        /// Bytes that fit.
        most: usize,
    },
    /// The file name could point to somewhere else on the reader's disk.
    FileName,
    /// Beyond what the chunk counter reaches.
    TooLarge {
        /// Bytes announced.
        found: u64,
    },
    /// The file grew or shrank while it was read.
    Grew {
        /// Bytes announced.
        expected: u64,
        /// Bytes known to be there.
        found: u64,
    },
    /// The file shrank while it was read.
    Shrank {
        /// Bytes announced.
        expected: u64,
        /// Bytes there were.
        found: u64,
    },
    /// A range that the content does not have.
    Range {
        /// The first byte asked for.
        from: u64,
        /// The byte after the last asked for.
        to: u64,
        /// The content's size.
        size: u64,
    },
    /// Reading failed.
    Read(#[source] io::Error),
    /// Writing failed.
    Write(#[source] io::Error),
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl RecordError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            RecordError::NotARecord => said!("seal-record-not-a-record"),
            RecordError::NewerFormat { version, suite } => {
                said!("seal-record-newer-format", version = *version, suite = *suite)
            }
            RecordError::WrongKey => said!("seal-record-wrong-key", header_len = HEADER_LEN),
            RecordError::Truncated { expected, found } => {
                said!("seal-record-truncated", found = *found, expected = *expected)
            }
            RecordError::Moved { expected, found } => {
                said!("seal-record-moved", found = *found, expected = *expected)
            }
            RecordError::Damaged { part, from, to } => {
                said!("seal-record-damaged", part = *part, from = *from, to = *to)
            }
            RecordError::Appended { expected } => said!("seal-record-appended", expected = *expected),
            RecordError::Malformed(why) => said!("seal-record-malformed", why = why.clone()),
            RecordError::NotAsSigned => said!("seal-record-not-as-signed"),
            RecordError::NotFromStart => said!("seal-record-not-from-start"),
            RecordError::TooManyLetters { what, found, most } => said!(
                "seal-record-too-many-letters",
                what = what.clone(),
                found = *found,
                most = *most
            ),
            RecordError::DetailsTooLong { found, most } => {
                said!("seal-record-details-too-long", found = *found, most = *most)
            }
            RecordError::FileName => said!("seal-record-file-name"),
            RecordError::TooLarge { found } => said!("seal-record-too-large", found = *found),
            RecordError::Grew { expected, found } => {
                said!("seal-record-grew", found = *found, expected = *expected)
            }
            RecordError::Shrank { expected, found } => {
                said!("seal-record-shrank", found = *found, expected = *expected)
            }
            RecordError::Range { from, to, size } => {
                said!("seal-record-range", from = *from, to = *to, size = *size)
            }
            RecordError::Read(why) => said!("seal-record-read", why = why.to_string()),
            RecordError::Write(why) => said!("seal-record-write", why = why.to_string()),
            RecordError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
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
