//! A chain behind a node, over subxt: its WebSocket, its metadata, its RPC.
//!
//! subxt encodes calls, signs, and decodes events by the node's own metadata. The requests are made here one by one
//! and side by side, because subxt's own submission asks for more blocks than one call needs.

mod api;
mod block_events;
mod blocks;
mod connect;
mod council;
mod dial;
mod inspect;
mod limits;
mod link;
mod metadata;
mod network;
mod nonce;
mod options;
mod payload;
mod read;
#[doc(hidden)]
pub mod readers;
mod receipt;
mod refusal;
mod resolve;
mod runtime;
mod seam;
mod submit;
#[cfg(test)]
pub(crate) mod testing;
mod transact;
mod trial;
mod watch;

pub use options::ConnectOptions;

use crate::identity::Identity;
use block_events::BlockEventsCache;
use link::Link;
use nonce::Nonces;
use runtime::Runtime;
use std::sync::{Arc, PoisonError, RwLock};
use subxt::utils::H256;
use tokio::sync::Semaphore;

/// A chain behind a node. Hold it in an `Arc` to share the connection.
pub struct SubxtChain {
    link: Link,
    identity: Identity,
    genesis: H256,
    runtime: RwLock<Arc<Runtime>>,
    nonces: Nonces,
    block_events: BlockEventsCache,
    runtime_calls: Semaphore,
}

/// Runtime functions that the node is asked to run at a time. A node keeps 8 instances of its runtime (sc-executor) and
/// makes others anew for every call beyond, which is slower than waiting; some are left to its pool and to others.
const RUNTIME_CALLS: usize = 4;

impl SubxtChain {
    /// The node's address, without user and password.
    pub fn url(&self) -> &str {
        self.link.shown()
    }

    /// The runtime as it was last seen.
    fn runtime(&self) -> Arc<Runtime> {
        // Nothing panics while the lock is held.
        self.runtime
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl std::fmt::Debug for SubxtChain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubxtChain")
            .field("url", &self.url())
            .field("identity", &self.identity)
            .finish()
    }
}
