//! This build's runtime, as a network takes it: packed, and by its hash.
//!
//! A network's first block holds it packed, and so does the transaction that
//! brings a new one, which has to fit into a block. Nothing is decided here: the
//! hospitals do, by the hash, and each may make it by itself.

use crate::{chain::RUNTIME, error::NodeError};
use parity_scale_codec::Encode;
use serde_json::json;
use sp_maybe_compressed_blob::{compress_strongly, CODE_BLOB_BOMB_LIMIT};
use sp_runtime::traits::{BlakeTwo256, Hash};
use std::{fs, path::Path};

/// By which the runtime knows `system.setCode`: pallet and call.
const SET_CODE: (u8, u8) = (0, 2);

/// The runtime, packed.
///
/// # Errors
/// [`NodeError::Start`] for one that is too large to be unpacked.
pub fn packed() -> Result<Vec<u8>, NodeError> {
    compress_strongly(RUNTIME, CODE_BLOB_BOMB_LIMIT)
        .ok_or_else(|| NodeError::Start("the runtime is too large to be packed".into()))
}

/// Writes it to a file. What is returned is for the hospitals: the hash of the
/// code, and of the call that would make it the network's runtime.
///
/// # Errors
/// [`NodeError::File`] with what the system said.
pub fn write(path: &Path) -> Result<String, NodeError> {
    let code = packed()?;
    fs::write(path, &code).map_err(|source| NodeError::File {
        path: path.to_path_buf(),
        source,
    })?;
    let call = (SET_CODE, &code).encode();
    let hashes = json!({
        "bytes": code.len(),
        "code": BlakeTwo256::hash(&code),
        "call": BlakeTwo256::hash(&call),
    });
    Ok(hashes.to_string())
}
