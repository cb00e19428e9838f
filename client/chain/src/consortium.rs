//! What may be asked of those who keep a chain: a node of its disk, the hospitals of their nodes and of their council.
//!
//! No record and no consent is in it: that is [`crate::Chain`], and who only reads and writes records needs nothing of this.

use crate::council::{Council, NodeKeys};
use crate::error::ChainError;
use crate::network::Network;
use crate::room::Room;
use async_trait::async_trait;
use medink_types::AccountId;

/// Those who keep a chain. Object safe.
#[async_trait]
pub trait Consortium: Send + Sync {
    /// What the node says of the room on its disk; none where it says nothing of it.
    async fn room(&self) -> Result<Option<Room>, ChainError>;

    /// What the node says of the hospitals that keep the chain; none where no hospitals do, as for development. Goes
    /// through 300 blocks at most.
    async fn network(&self) -> Result<Option<Network>, ChainError>;

    /// The hospitals' council, at the best block; none where no hospitals keep the chain.
    async fn council(&self) -> Result<Option<Council>, ChainError>;

    /// Whether the council has allowed a call with the runtime's highest right, and nobody has handed it in yet.
    async fn is_allowed(&self, call_hash: [u8; 32]) -> Result<bool, ChainError>;

    /// Whether an account has laid down a node's keys.
    async fn has_keys(&self, account: AccountId) -> Result<bool, ChainError>;

    /// Has the node make new keys of a validator, which it keeps besides those that it has. Only who runs the node is
    /// answered: nodes refuse it to other machines.
    async fn new_keys(&self, owner: AccountId) -> Result<NodeKeys, ChainError>;

    /// The call that makes `code` the chain's runtime, SCALE-encoded. Asks nothing.
    fn call_of_runtime(&self, code: &[u8]) -> Result<Vec<u8>, ChainError>;
}
