//! A chain as it is for good: what messages return is asked at the newest final block, and not at the best one, which a fork
//! may still take back. For who does something that can't be undone because of what is read.
//!
//! Submits as the chain beneath does; balances and code are the best block's.

use crate::block::Head;
use crate::chain::Chain;
use crate::consortium::Consortium;
use crate::council::{Council, NodeKeys};
use crate::error::ChainError;
use crate::identity::{Balance, Identity};
use crate::network::Network;
use crate::room::Room;
use crate::signer::Signer;
use crate::submission::{ContractCall, SubmitOptions, Submitted, Transaction, Trial};
use async_trait::async_trait;
use medink_types::AccountId;
use std::sync::Arc;

/// A view of a chain, read at the newest final block.
pub struct Settled(Arc<dyn Chain>);

impl Settled {
    /// This chain, as it is for good.
    pub fn new(chain: Arc<dyn Chain>) -> Self {
        Self(chain)
    }
}

#[async_trait]
impl Consortium for Settled {
    async fn room(&self) -> Result<Option<Room>, ChainError> {
        self.0.room().await
    }

    async fn network(&self) -> Result<Option<Network>, ChainError> {
        self.0.network().await
    }

    async fn council(&self) -> Result<Option<Council>, ChainError> {
        self.0.council().await
    }

    async fn is_allowed(&self, call_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.0.is_allowed(call_hash).await
    }

    async fn has_keys(&self, account: AccountId) -> Result<bool, ChainError> {
        self.0.has_keys(account).await
    }

    async fn new_keys(&self, owner: AccountId) -> Result<NodeKeys, ChainError> {
        self.0.new_keys(owner).await
    }

    fn call_of_runtime(&self, code: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.0.call_of_runtime(code)
    }
}

#[async_trait]
impl Chain for Settled {
    fn identity(&self) -> Identity {
        self.0.identity()
    }

    fn rehearses(&self) -> bool {
        self.0.rehearses()
    }

    async fn head(&self) -> Result<Head, ChainError> {
        self.0.final_head().await
    }

    async fn final_head(&self) -> Result<Head, ChainError> {
        self.0.final_head().await
    }

    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        self.0.balance(account).await
    }

    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
        self.0.code_hash_of(contract).await
    }

    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.0.code_exists(code_hash).await
    }

    async fn query(&self, call: &ContractCall, at: Option<[u8; 32]>) -> Result<Vec<u8>, ChainError> {
        let at = match at {
            Some(at) => at,
            None => self.final_head().await?.hash,
        };
        self.0.query(call, Some(at)).await
    }

    async fn try_transaction(
        &self,
        origin: AccountId,
        transaction: Transaction<'_>,
    ) -> Result<Trial, ChainError> {
        self.0.try_transaction(origin, transaction).await
    }

    async fn submit(
        &self,
        signer: &dyn Signer,
        transaction: Transaction<'_>,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        self.0.submit(signer, transaction, options).await
    }
}
