//! What only the contracts need: calls to each other, events, storage cells, hashes.
//!
//! Each of these goes through one plain function, as bytes: ink! would generate the whole way anew for every
//! message called, every event and every type of cell, and the contracts would not fit their bound. Types stay
//! checked: by the generated call builders, the events' own types and the mappings' types.

pub mod arg;
mod bytes;
mod call;
mod cells;
mod emit;

pub use call::{ask, CallTo};
pub use cells::Cells;
pub(crate) use emit::emit;

use ink::env::hash::{Blake2x256, HashOutput};
use scale::Encode;

/// BLAKE2b-256 of `bytes`.
#[inline(never)]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hash = <Blake2x256 as HashOutput>::Type::default();
    ink::env::hash_bytes::<Blake2x256>(bytes, &mut hash);
    hash
}

/// BLAKE2b-256 of the SCALE encoding of `value`.
pub fn digest_of<T: Encode>(value: &T) -> [u8; 32] {
    digest(&value.encode())
}
