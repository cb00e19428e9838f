//! The sealed record: a file of its own, which says nothing but roughly how long it is.
//!
//! ```text
//! header (87 bytes)
//!   0  magic                   4   "MDNK"
//!   4  format version          1   2
//!   5  suite                   1   1: HKDF-SHA-256, AES-256-GCM
//!   6  log2 of the chunk size  1   16
//!   7  log2 of the details' size  1   10 to 14
//!   8  padded content size     8   big endian
//!  16  salt                   32   random
//!  48  nonce prefix            7   random
//!  55  key commitment         32
//! details     1,024 to 16,384 bytes ‖ tag (16)
//! content     chunks of 65,536 bytes, the last one shorter or as long, each ‖ tag (16)
//! statement   author's address (32) ‖ SHA-256 of the content (32) ‖ sr25519 signature (64) ‖ tag (16)
//! ```
//! **Keys.** HKDF-Extract(salt, record key), then HKDF-Expand over the context (see the crate's page) of
//! `medink/v1/record/content-key` and the first 55 header bytes to the content key, and likewise of
//! `medink/v1/record/key-commitment` to the key commitment. So every header byte is authenticated, a wrong key is
//! told from damage, and no two keys open the same record (AES-GCM alone would not promise that).
//!
//! **Chunks.** STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is prefix ‖ counter (4, big endian) ‖
//! last (1, 0 or 1), as in RustCrypto's `aead-stream`; there is no associated data. The details are chunk 0, the content
//! starts at chunk 1, so any range of it is read without the rest; at least one chunk is content, were it empty. The
//! statement is the last chunk, and the only one with `last` 1.
//!
//! **The statement** says who wrote the record. Its signature is in a context of its own (`medink/v1/record-author`),
//! over the context (see the crate's page) of `medink/v1/record-author`, genesis hash, contract, patient, author,
//! SHA-256 of the details' JSON as it stands there, and SHA-256 of the content without padding. The header is not
//! signed: a signature over it would say nothing of the content to one who has the key, and would be lost when the
//! record is sealed again under another ([`reseal`]). Reading the content from start to end compares it with the
//! statement; a range read alone is authentic under the record's key, and not compared.
//!
//! **Padding.** Details and content together are at least 4,096 bytes and else rounded up by Padmé
//! (<https://petsymposium.org/2019/files/papers/issue4/popets-2019-0056.pdf>, algorithm 1), by at most 12 %: a
//! size tells about log log of itself. Details are `length (4, big endian) ‖ JSON ‖ zeros`; the content is followed
//! by zeros. The header (87 bytes), the statement (144) and the tags (16 in 65,536) come on top.

mod chunks;
mod details;
mod error;
mod header;
mod open;
mod padding;
mod seal;
mod statement;
pub(crate) mod stream;

pub use details::{Details, KIND_MAX, Kind, TITLE_MAX};
pub use error::RecordError;
pub use header::{HEADER_LEN, Header};
pub use open::Opener;
pub use seal::{SealedInfo, reseal, seal, sealed_len};
pub use statement::{Author, Authorship, Statement};

#[cfg(test)]
pub(crate) use seal::seal_with;

#[cfg(test)]
mod tests;
