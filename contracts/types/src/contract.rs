//! What only the contracts need: answers of other contracts as values, and hashes.

use crate::error::Error;
use ink::env::hash::{Blake2x256, HashOutput};
use ink::primitives::MessageResult;
use scale::Encode;

/// The answer to a call to another contract. Where there is none (no contract there, a trap, no gas left, an
/// answer of another type) it is [`Error::CallFailed`], never a panic.
pub fn answer<T>(called: Result<MessageResult<T>, ink::env::Error>) -> Result<T, Error> {
    match called {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) | Err(_) => Err(Error::CallFailed),
    }
}

/// BLAKE2b-256 of `bytes`.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hash = <Blake2x256 as HashOutput>::Type::default();
    ink::env::hash_bytes::<Blake2x256>(bytes, &mut hash);
    hash
}

/// BLAKE2b-256 of the SCALE encoding of `value`.
pub fn digest_of<T: Encode>(value: &T) -> [u8; 32] {
    let mut hash = <Blake2x256 as HashOutput>::Type::default();
    ink::env::hash_encoded::<Blake2x256, T>(value, &mut hash);
    hash
}
