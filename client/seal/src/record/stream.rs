//! STREAM over AES-256-GCM: every chunk under its number and whether it is the last. No chunk can be changed,
//! moved, left out or added without notice.

use super::RecordError;
use crate::{
    crypt::{NONCE, TAG, aes},
    error::SystemError,
    secret::Secret,
};
use aws_lc_rs::aead::{Aad, LessSafeKey, Nonce};
use std::io::{self, Read};

pub(super) const CHUNK_LOG2: u8 = 16;
/// Plaintext bytes in a chunk of content.
pub(crate) const CHUNK: u64 = 1 << CHUNK_LOG2;
/// What the counter of 4 bytes reaches, the details being the first number and the statement the last: 256 TiB less two
/// chunks.
pub(super) const MAX_CONTENT: u64 = (u32::MAX as u64 - 1) * CHUNK;

/// The chunks of one stream.
pub(crate) struct Stream {
    key: LessSafeKey,
    prefix: [u8; 7],
    last: u64,
}

impl Stream {
    /// `last` is the number of the last chunk; one that is out of reach where it is not known yet.
    pub(crate) fn new(key: &Secret, prefix: [u8; 7], last: u64) -> Result<Self, SystemError> {
        Ok(Stream {
            key: aes(key.expose())?,
            prefix,
            last,
        })
    }

    /// The last chunk turns out to be this one.
    pub(crate) fn ends_at(&mut self, number: u64) {
        self.last = number;
    }

    /// prefix (7) ‖ counter (4, big endian) ‖ last (1).
    fn nonce(&self, number: u64) -> Result<Nonce, SystemError> {
        let counter = u32::try_from(number)
            .map_err(|_| SystemError::Library)?
            .to_be_bytes();
        let mut nonce = [0u8; NONCE];
        let last = [u8::from(number == self.last)];
        let bytes = self.prefix.iter().chain(&counter).chain(&last);
        nonce.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        Ok(Nonce::assume_unique_for_key(nonce))
    }

    /// Seals `buffer`, whose last 16 bytes are room for the tag, in place.
    pub(crate) fn seal(&self, number: u64, buffer: &mut [u8]) -> Result<(), SystemError> {
        let (plain, room) = buffer.split_last_chunk_mut::<TAG>().ok_or(SystemError::Library)?;
        let tag = self
            .key
            .seal_in_place_separate_tag(self.nonce(number)?, Aad::empty(), plain)
            .map_err(|_| SystemError::Library)?;
        room.copy_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens `sealed` into `plain`, which is 16 bytes shorter; `false` if it is not chunk `number`, whole.
    pub(crate) fn open(&self, number: u64, sealed: &[u8], plain: &mut [u8]) -> Result<bool, SystemError> {
        let Some((ciphertext, tag)) = sealed.split_last_chunk::<TAG>() else {
            return Ok(false);
        };
        Ok(self
            .key
            .open_separate_gather(self.nonce(number)?, Aad::empty(), ciphertext, tag, plain)
            .is_ok())
    }

    /// Which chunk these bytes are, when they are not the one expected. Looks at the first 65,536 numbers, so
    /// that a damaged record does not take minutes to refuse.
    pub(super) fn recognise(&self, sealed: &[u8], plain: &mut [u8]) -> Result<Option<u64>, SystemError> {
        for number in (0..=self.last.min(0xffff)).chain(core::iter::once(self.last)) {
            if self.open(number, sealed, plain)? {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }
}

/// Fills `buffer` as far as the reader goes, and says how far. What was read is added to `total`, even if reading
/// fails in the middle. Where the reader is an open record, its errors stay what they are.
pub(super) fn fill(
    reader: &mut (impl Read + ?Sized),
    buffer: &mut [u8],
    total: &mut u64,
) -> Result<usize, RecordError> {
    let mut filled = 0usize;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(read) => {
                filled = filled.saturating_add(read);
                *total = total.saturating_add(read as u64);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.downcast().unwrap_or_else(RecordError::Read)),
        }
    }
    Ok(filled)
}
