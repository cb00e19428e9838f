//! The sealed record: a file of its own, which says nothing but roughly how long it is.
//!
//! ```text
//! header (87 bytes)
//!   0  magic                   4   "MDNK"
//!   4  format version          1   1
//!   5  suite                   1   1: HKDF-SHA-256, AES-256-GCM
//!   6  log2 of the chunk size  1   16
//!   7  log2 of the details' size  1   10 to 14
//!   8  padded content size     8   big endian
//!  16  salt                   32   random
//!  48  nonce prefix            7   random
//!  55  key commitment         32
//! details     1,024 to 16,384 bytes ‖ tag (16)
//! content     chunks of 65,536 bytes, the last one shorter or as long, each ‖ tag (16)
//! ```
//! **Keys.** HKDF-Extract(salt, record key), then HKDF-Expand over the context (see the crate's page) of
//! `medink/v1/record/content-key` and the first 55 header bytes to the content key, and likewise of
//! `medink/v1/record/key-commitment` to the key commitment. So every header byte is authenticated, a wrong key is
//! told from damage, and no two keys open the same record (AES-GCM alone would not promise that).
//!
//! **Chunks.** STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is prefix ‖ counter (4, big endian) ‖
//! last (1, 0 or 1), as in RustCrypto's `aead-stream`; there is no associated data. The details are chunk 0, the content starts at chunk 1, so any
//! range of it is read without the rest.
//!
//! **Padding.** Details and content together are at least 4,096 bytes and else rounded up by Padmé
//! (<https://petsymposium.org/2019/files/papers/issue4/popets-2019-0056.pdf>, algorithm 1), by at most 12 %: a
//! size tells about log log of itself. Details are `length (4, big endian) ‖ JSON ‖ zeros`; the content is followed
//! by zeros. The header (87 bytes) and the tags (16 in 65,536) come on top.

mod chunks;
mod details;
mod error;
mod header;
mod open;
mod padding;
mod seal;
mod stream;

pub use details::{Details, Kind};
pub use error::RecordError;
pub use header::{HEADER_LEN, Header};
pub use open::Opener;
pub use seal::{SealedInfo, seal, sealed_len};

#[cfg(test)]
pub(crate) use seal::seal_with;

#[cfg(test)]
mod tests;
