//! A chain behind a node, over subxt: its WebSocket, its metadata, its RPC.
//!
//! subxt encodes calls, signs, and decodes events by the node's own metadata. The requests are made here one by one
//! and side by side, because subxt's own submission asks for more blocks than one call needs.

mod api;
mod blocks;
mod call;
mod connect;
mod deploy;
mod dial;
mod estimate;
mod facts;
mod limits;
mod link;
mod nonce;
mod options;
mod read;
mod receipt;
mod refusal;
mod resolve;
mod runtime;
mod submit;
#[cfg(test)]
mod testing;
mod watch;

pub use options::ConnectOptions;

use crate::block::{Block, BlockId, ChainEvent, Head, StateEntry, StateTree};
use crate::chain::Chain;
use crate::error::ChainError;
use crate::identity::{Balance, Identity};
use crate::room::Room;
use crate::signer::Signer;
use crate::submission::{
    ContractCall, DryRun, Estimate, Instantiated, Instantiation, Receipt, SubmitOptions, Submitted, Uploaded,
};
use async_trait::async_trait;
use facts::FactsCache;
use link::Link;
use medink_types::AccountId;
use nonce::Nonces;
use runtime::Runtime;
use std::sync::{Arc, PoisonError, RwLock};
use subxt::utils::H256;
use tokio::sync::Semaphore;

/// A chain behind a node. Cloning it shares the connection.
#[derive(Clone)]
pub struct SubxtChain {
    inner: Arc<Inner>,
}

/// What all clones share.
struct Inner {
    link: Link,
    identity: Identity,
    genesis: H256,
    runtime: RwLock<Arc<Runtime>>,
    nonces: Nonces,
    facts: FactsCache,
    runtime_calls: Semaphore,
}

/// Runtime functions that the node is asked to run at a time. A node keeps 8 instances of its runtime (sc-executor) and
/// makes others anew for every call beyond, which is slower than waiting; some are left to its pool and to others.
const RUNTIME_CALLS: usize = 4;

impl Inner {
    /// The runtime as it was last seen.
    fn runtime(&self) -> Arc<Runtime> {
        // Nothing panics while the lock is held.
        self.runtime
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl SubxtChain {
    /// Connects to a node and checks that it runs a chain with pallet-contracts, and the expected one if
    /// [`ConnectOptions::expected_genesis`] says which.
    ///
    /// Fails at once when nothing listens, and after [`ConnectOptions::connect_within`] at the latest.
    pub async fn connect(url: &str, options: ConnectOptions) -> Result<SubxtChain, ChainError> {
        Inner::connect(url, options).await.map(|inner| SubxtChain {
            inner: Arc::new(inner),
        })
    }

    /// The node's address, without user and password.
    pub fn url(&self) -> &str {
        self.inner.link.shown()
    }
}

impl std::fmt::Debug for SubxtChain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubxtChain")
            .field("url", &self.url())
            .field("identity", &self.inner.identity)
            .finish()
    }
}

#[async_trait]
impl Chain for SubxtChain {
    fn identity(&self) -> Identity {
        self.inner.identity.clone()
    }

    async fn room(&self) -> Result<Option<Room>, ChainError> {
        self.inner.room().await
    }

    async fn head(&self) -> Result<Head, ChainError> {
        let head = self.inner.best().await?;
        self.inner.timed(head).await
    }

    async fn finalized_head(&self) -> Result<Head, ChainError> {
        let head = self.inner.finalized().await?;
        self.inner.timed(head).await
    }

    async fn dry_run(
        &self,
        origin: AccountId,
        call: &ContractCall,
        at: Option<[u8; 32]>,
    ) -> Result<DryRun, ChainError> {
        self.inner.dry_run(origin, call, at.map(H256)).await
    }

    async fn submit_call(
        &self,
        signer: &dyn Signer,
        call: &ContractCall,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        self.inner.submit_call(signer, call, options).await
    }

    async fn upload_code(
        &self,
        signer: &dyn Signer,
        code: &[u8],
        options: &SubmitOptions,
    ) -> Result<Uploaded, ChainError> {
        self.inner.upload_code(signer, code, options).await
    }

    async fn instantiate(
        &self,
        signer: &dyn Signer,
        new: &Instantiation,
        options: &SubmitOptions,
    ) -> Result<Instantiated, ChainError> {
        self.inner.instantiate(signer, new, options).await
    }

    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
        self.inner.code_hash_of(contract).await
    }

    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.inner.code_exists(code_hash).await
    }

    async fn transfer(
        &self,
        signer: &dyn Signer,
        to: AccountId,
        amount: u128,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError> {
        self.inner.transfer(signer, to, amount, options).await
    }

    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        self.inner.balance(account).await
    }

    async fn estimate_call(&self, origin: AccountId, call: &ContractCall) -> Result<Estimate, ChainError> {
        self.inner.estimate_call(origin, call).await
    }

    async fn estimate_transfer(
        &self,
        origin: AccountId,
        to: AccountId,
        amount: u128,
    ) -> Result<Estimate, ChainError> {
        self.inner.estimate_transfer(origin, to, amount).await
    }

    async fn estimate_upload(&self, origin: AccountId, code: &[u8]) -> Result<Option<Estimate>, ChainError> {
        self.inner.estimate_upload(origin, code).await
    }

    async fn estimate_instantiation(
        &self,
        origin: AccountId,
        new: &Instantiation,
        code: Option<&[u8]>,
    ) -> Result<Option<Estimate>, ChainError> {
        self.inner.estimate_instantiation(origin, new, code).await
    }

    async fn find_transaction(
        &self,
        tx_hash: [u8; 32],
        from_block: u64,
    ) -> Result<Option<Receipt>, ChainError> {
        self.inner.find_transaction(tx_hash, from_block).await
    }

    async fn block(&self, id: BlockId) -> Result<Option<Block>, ChainError> {
        self.inner.block(id).await
    }

    async fn events_at(&self, block_hash: [u8; 32]) -> Result<Vec<ChainEvent>, ChainError> {
        self.inner.events_at(H256(block_hash)).await
    }

    async fn state_page(
        &self,
        tree: &StateTree,
        after: Option<&[u8]>,
        limit: u32,
        at: [u8; 32],
    ) -> Result<Vec<StateEntry>, ChainError> {
        self.inner.state_page(tree, after, limit, H256(at)).await
    }
}
