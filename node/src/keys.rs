//! The keys of a validator, in the folder of its node: one for blocks, one for
//! votes, and the one by which peers know the node.
//!
//! They are no account and hold no money. Whoever has them can make blocks and
//! vote in the hospital's place; a hospital that fears so lays down others.

use crate::{data::DataFolder, error::NodeError};
use sc_network::config::{NodeKeyConfig, Secret};
use sc_service::{config::KeystoreConfig, KeystoreContainer};
use serde::Serialize;
use sp_core::crypto::{key_types, KeyTypeId};
use sp_keystore::{Keystore, KeystorePtr};

/// What is public of them.
#[derive(Serialize)]
pub struct Public {
    /// By which peers know the node: the end of its address after `/p2p/`.
    peer: String,
    /// Both keys that a validator signs with, one after the other, as
    /// `build-spec` and the chain take them.
    keys: String,
}

/// The keys in the folder, made where they are missing.
///
/// # Errors
/// [`NodeError::Keys`] where they cannot be read or written, or there is more
/// than one pair.
pub fn make(folder: &DataFolder) -> Result<Public, NodeError> {
    let failed = |error: &dyn std::fmt::Display| NodeError::Keys {
        path: folder.path().to_path_buf(),
        reason: error.to_string(),
    };
    let store = open(folder)?;
    let aura = only(&store, key_types::AURA, |store, kind| {
        store.sr25519_generate_new(kind, None).map(|key| key.0.to_vec())
    })
    .map_err(|error| failed(&error))?;
    let grandpa = only(&store, key_types::GRANDPA, |store, kind| {
        store.ed25519_generate_new(kind, None).map(|key| key.0.to_vec())
    })
    .map_err(|error| failed(&error))?;
    let peer = peer(folder).into_keypair().map_err(|error| failed(&error))?;
    Ok(Public {
        peer: peer.public().to_peer_id().to_string(),
        keys: sp_core::bytes::to_hex(&[aura, grandpa].concat(), false),
    })
}

/// The keystore of the folder.
///
/// # Errors
/// [`NodeError::Keys`] where it cannot be read.
pub fn open(folder: &DataFolder) -> Result<KeystorePtr, NodeError> {
    let place = KeystoreConfig::Path {
        path: folder.keystore(),
        password: None,
    };
    KeystoreContainer::new(&place)
        .map(|container| container.keystore())
        .map_err(|error| NodeError::Keys {
            path: folder.path().to_path_buf(),
            reason: error.to_string(),
        })
}

/// Where the key is by which peers know the node; made at its first use.
pub fn peer(folder: &DataFolder) -> NodeKeyConfig {
    NodeKeyConfig::Ed25519(Secret::File(folder.peer_key()))
}

fn only(
    store: &KeystorePtr,
    kind: KeyTypeId,
    make: impl FnOnce(&KeystorePtr, KeyTypeId) -> Result<Vec<u8>, sp_keystore::Error>,
) -> Result<Vec<u8>, String> {
    let mut keys = store.keys(kind).map_err(|error| error.to_string())?;
    match (keys.pop(), keys.is_empty()) {
        (None, _) => make(store, kind).map_err(|error| error.to_string()),
        (Some(key), true) => Ok(key),
        (Some(_), false) => Err(
            "there are several keys of one kind; ask the running node (author_rotateKeysWithOwner)"
                .to_owned(),
        ),
    }
}
