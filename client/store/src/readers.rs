//! Doors to the readers of this crate that nobody else calls, for those who hand them damaged bytes (`e2e-tests/bytes`).
//! Nothing of medink goes through here, and nothing is stored.

pub use crate::kubo::readers::{address, answer, credentials, pin};

use crate::key::{DAG_PB, Key};
use crate::{StoreError, pins, tree};
use cid::Cid;
use cid::multihash::Multihash;
use medink_words::said;
use sha2::{Digest, Sha256};

/// An inner node of a content's tree, whose hash is right: how many bytes of content are below it.
pub fn node(block: &[u8]) -> Result<u64, StoreError> {
    let hash = Multihash::wrap(0x12, &Sha256::digest(block)).map_err(|_| StoreError::Address {
        why: said!("store-cid-hash"),
    })?;
    tree::parse(&Cid::new_v1(DAG_PB, hash), block).map(|node| node.size)
}

/// The name of a file in a store's folder: a block's, or a reference's.
pub fn file_name(name: &str) -> bool {
    Key::of_file_name(name).is_some() || pins::content(name).is_some()
}
