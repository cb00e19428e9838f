//! What is read from the node: heads, times, storage, accounts, the runtime's functions.

use super::SubxtChain;
use super::link::{NONE, hex0x};
use super::runtime::Checkpoint;
use crate::block::Head;
use crate::error::ChainError;
use medink_types::AccountId;
use medink_words::said;
use scale::{Decode, Encode};
use subxt::config::Hasher;
use subxt::config::substrate::SubstrateHeader;
use subxt::ext::scale_decode::DecodeAsType;
use subxt::rpcs::methods::legacy::Bytes;
use subxt::utils::{AccountId32, H256};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct AccountInfo {
    pub(super) nonce: u32,
    pub(super) data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct AccountData {
    pub(super) free: u128,
    pub(super) reserved: u128,
    pub(super) frozen: u128,
}

impl SubxtChain {
    /// The best chain's newest block.
    pub(super) async fn best(&self) -> Result<Checkpoint, ChainError> {
        let header: Option<SubstrateHeader<H256>> = self.link.ask("chain_getHeader", NONE).await?;
        let header = header.ok_or_else(|| {
            ChainError::malformed(said!("chain-newest-header"), said!("chain-newest-header-none"))
        })?;
        Ok(Checkpoint {
            number: header.number,
            hash: self.runtime().at().hasher().hash(&header.encode()),
        })
    }

    /// The newest final block.
    pub(super) async fn finalized(&self) -> Result<Checkpoint, ChainError> {
        let hash: H256 = self.link.ask("chain_getFinalizedHead", NONE).await?;
        let header: Option<SubstrateHeader<H256>> = self.link.ask("chain_getHeader", (hash,)).await?;
        // Two questions: the node may have been restarted in between without the blocks that it had not saved yet.
        let header = header.ok_or_else(|| ChainError::Unreachable {
            url: self.link.shown().to_owned(),
            why: said!("chain-lost-blocks").into(),
            to_do: Box::new(said!("chain-to-do-again")),
        })?;
        Ok(Checkpoint {
            number: header.number,
            hash,
        })
    }

    /// The block that a transaction signed now counts its life from: a final one, which no fork takes away.
    pub(super) async fn checkpoint(&self) -> Result<Checkpoint, ChainError> {
        self.finalized().await
    }

    /// A block with its time.
    pub(super) async fn head_of(&self, block: Checkpoint) -> Result<Head, ChainError> {
        Ok(Head {
            number: block.number,
            hash: block.hash.0,
            time_ms: self.time_at(block.hash).await?,
        })
    }

    pub(super) async fn time_at(&self, block: H256) -> Result<u64, ChainError> {
        let key = self.runtime().storage_key("Timestamp", "Now", ())?;
        let value = self.storage(&key, Some(block)).await?;
        match value {
            None => Ok(0),
            Some(bytes) => u64::decode(&mut &*bytes)
                .map_err(|e| ChainError::malformed(ChainError::named("Timestamp.Now"), e.to_string())),
        }
    }

    pub(super) async fn storage(&self, key: &[u8], at: Option<H256>) -> Result<Option<Vec<u8>>, ChainError> {
        let value: Option<Bytes> = self.link.ask("state_getStorage", (hex0x(key), at)).await?;
        Ok(value.map(|bytes| bytes.0))
    }

    /// Calls a function of the runtime's API.
    pub(super) async fn runtime_call(
        &self,
        function: &'static str,
        arguments: &[u8],
        at: Option<H256>,
    ) -> Result<Vec<u8>, ChainError> {
        // The semaphore is never closed.
        let _turn = self.runtime_calls.acquire().await;
        let answer: Bytes = self
            .link
            .ask("state_call", (function, hex0x(arguments), at))
            .await?;
        Ok(answer.0)
    }

    pub(super) async fn account_info(
        &self,
        account: AccountId,
        at: Option<H256>,
    ) -> Result<Option<AccountInfo>, ChainError> {
        let runtime = self.runtime();
        let key = runtime.storage_key("System", "Account", (AccountId32(account.0),))?;
        match self.storage(&key, at).await? {
            None => Ok(None),
            Some(bytes) => runtime.storage_value("System", "Account", &bytes).map(Some),
        }
    }

    /// How many of the account's transactions are in the chain at a block.
    pub(super) async fn nonce_at(&self, account: [u8; 32], at: H256) -> Result<u64, ChainError> {
        let info = self.account_info(AccountId::from(account), Some(at)).await?;
        Ok(info.map_or(0, |info| u64::from(info.nonce)))
    }

    /// The nonce that the node would give the account next, its pool included.
    pub(super) async fn next_nonce(&self, account: [u8; 32]) -> Result<u64, ChainError> {
        self.link
            .ask("system_accountNextIndex", (AccountId32(account),))
            .await
    }
}
