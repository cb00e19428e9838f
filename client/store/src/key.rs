//! What a block is filed under: the SHA2-256 of its bytes, and the name that Kubo's flatfs gives it.
//!
//! Two CIDs of the same bytes (a leaf's and a node's) are one key, and one file.

use medink_words::said;
use std::fmt;

use cid::multibase::Base;
use cid::multihash::Multihash;
use cid::{Cid, Version};
use sha2::{Digest, Sha256};

use crate::StoreError;

/// Multicodec of a leaf: the bytes are content.
pub(crate) const RAW: u64 = 0x55;
/// Multicodec of an inner node: the bytes are links.
pub(crate) const DAG_PB: u64 = 0x70;
/// Multihash code of SHA2-256.
const SHA2_256: u64 = 0x12;
/// How file names of blocks end.
const SUFFIX: &str = ".data";

/// The SHA2-256 of a block.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key([u8; 32]);

impl Key {
    /// The key of these bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The key that a CID asks for.
    pub(crate) fn of_cid(cid: &Cid) -> Result<Self, StoreError> {
        let why = if cid.version() != Version::V1 {
            said!("store-cid-version")
        } else if cid.codec() != RAW && cid.codec() != DAG_PB {
            said!("store-cid-codec")
        } else if cid.hash().code() != SHA2_256 {
            said!("store-cid-hash")
        } else if let Ok(digest) = <[u8; 32]>::try_from(cid.hash().digest()) {
            return Ok(Self(digest));
        } else {
            said!("store-cid-digest")
        };
        Err(StoreError::Unsupported {
            cid: Box::new(*cid),
            why,
        })
    }

    /// The file's name: the multihash in base32, upper case, no padding.
    pub(crate) fn file_name(&self) -> String {
        let mut multihash = vec![SHA2_256 as u8, 32];
        multihash.extend_from_slice(&self.0);
        Base::Base32Upper.encode(multihash) + SUFFIX
    }

    /// The key of a file name that [`file_name`](Self::file_name) could have given.
    pub(crate) fn of_file_name(name: &str) -> Option<Self> {
        let bytes = Base::Base32Upper.decode(name.strip_suffix(SUFFIX)?).ok()?;
        let hash = Multihash::<64>::from_bytes(&bytes).ok()?;
        let key = Self(hash.digest().try_into().ok()?);
        (key.file_name() == name).then_some(key)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file_name())
    }
}

/// flatfs's `next-to-last/2`: the two characters before the last one of `name` without its suffix.
///
/// Only for the names of blocks and pins, which are ASCII and longer than that.
pub(crate) fn shard(name: &str) -> &str {
    let stem = name.strip_suffix(SUFFIX).unwrap_or(name);
    let end = stem.len().saturating_sub(1);
    stem.get(end.saturating_sub(2)..end).unwrap_or("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty leaf's block, as Kubo files it.
    const EMPTY: &str = "CIQOHMGEIKMPYHAUTL57JSEZN64SIJ5OIHSGJG4TJSSJLGI3PBJLQVI.data";

    #[test]
    fn names_are_flatfs_names() {
        let name = Key::of_bytes(b"").file_name();
        assert_eq!((name.as_str(), shard(&name)), (EMPTY, "QV"));
        assert_eq!(Key::of_file_name(EMPTY), Some(Key::of_bytes(b"")));
    }

    #[test]
    fn other_names_are_nobodys() {
        for name in [
            "",
            ".data",
            "SHARDING",
            &EMPTY.to_lowercase(),
            &EMPTY[..50],
            &EMPTY.replace("CIQ", "CIR"),
        ] {
            assert_eq!(Key::of_file_name(name), None, "{name}");
        }
    }

    #[test]
    fn other_cids_are_refused() {
        for (text, why) in [
            ("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH", "version 1"),
            (
                "bafyreihyrpefhacm6kkp4ql6j6udakdit7g3dmkzfriqfykhjw6cad5lrm",
                "neither",
            ),
            (
                "bafkr4iae6zfzgrwxjf4k3vqkvvvjcrlzd4tgvvlxjvzhy3p7ieqe6ejlpa",
                "not SHA2-256",
            ),
        ] {
            let error = Key::of_cid(&text.parse().unwrap()).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
