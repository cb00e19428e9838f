//! What is read from the newest state: heads, balances, nonces, contracts.

use super::Inner;
use super::link::{NONE, hex0x};
use super::runtime::Birth;
use crate::block::Head;
use crate::error::ChainError;
use crate::identity::Balance;
use crate::room::Room;
use medink_types::AccountId;
use scale::{Decode, Encode};
use subxt::config::Hasher;
use subxt::config::substrate::SubstrateHeader;
use subxt::ext::scale_decode::DecodeAsType;
use subxt::rpcs::methods::legacy::Bytes;
use subxt::utils::{AccountId32, H256};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountInfo {
    nonce: u32,
    data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountData {
    free: u128,
    reserved: u128,
    frozen: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ContractInfo {
    code_hash: H256,
}

impl Inner {
    /// The best chain's newest block.
    pub(super) async fn best(&self) -> Result<Birth, ChainError> {
        let header: Option<SubstrateHeader<H256>> = self.link.ask("chain_getHeader", NONE).await?;
        let header =
            header.ok_or_else(|| ChainError::malformed("the newest block's header", "there is none"))?;
        Ok(Birth {
            number: header.number,
            hash: self.runtime().at().hasher().hash(&header.encode()),
        })
    }

    /// What the node says of the room on its disk. One that does not know the question has nothing to say.
    pub(super) async fn room(&self) -> Result<Option<Room>, ChainError> {
        match self.link.ask("medink_room", NONE).await {
            Err(ChainError::Node { .. }) => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// The newest final block.
    pub(super) async fn finalized(&self) -> Result<Birth, ChainError> {
        let hash: H256 = self.link.ask("chain_getFinalizedHead", NONE).await?;
        let header: Option<SubstrateHeader<H256>> = self.link.ask("chain_getHeader", (hash,)).await?;
        // Two questions: the node may have been restarted in between without the blocks that it had not saved yet.
        let header = header.ok_or_else(|| ChainError::Unreachable {
            url: self.link.shown().to_owned(),
            why: "the node has lost its newest blocks while it was asked".to_owned(),
            to_do: "Try again.",
        })?;
        Ok(Birth {
            number: header.number,
            hash,
        })
    }

    /// The block that a transaction signed now counts its life from: a final one, which no fork takes away.
    pub(super) async fn birth(&self) -> Result<Birth, ChainError> {
        self.finalized().await
    }

    /// A block with its timestamp.
    pub(super) async fn timed(&self, block: Birth) -> Result<Head, ChainError> {
        let time_ms = self.time_at(block.hash).await?;
        Ok(Head {
            number: block.number,
            hash: block.hash.0,
            time_ms,
        })
    }

    pub(super) async fn time_at(&self, block: H256) -> Result<u64, ChainError> {
        let key = self.runtime().storage_key("Timestamp", "Now", ())?;
        let value = self.storage(&key, Some(block)).await?;
        match value {
            None => Ok(0),
            Some(bytes) => u64::decode(&mut &*bytes).map_err(|e| ChainError::malformed("Timestamp.Now", e)),
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

    pub(super) async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        let Some(info) = self.account_info(account, None).await? else {
            return Ok(Balance::default());
        };
        let AccountData {
            free,
            reserved,
            frozen,
        } = info.data;
        // pallet-balances: a freeze is met by what is reserved first, and the account has to stay alive.
        let untouchable = frozen
            .saturating_sub(reserved)
            .max(self.identity.existential_deposit);
        Ok(Balance {
            free,
            reserved,
            frozen,
            spendable: free.saturating_sub(untouchable),
            nonce: info.nonce,
        })
    }

    async fn account_info(
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

    pub(super) async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
        let runtime = self.runtime();
        let key = runtime.storage_key("Contracts", "ContractInfoOf", (AccountId32(contract.0),))?;
        match self.storage(&key, None).await? {
            None => Ok(None),
            Some(bytes) => {
                let info: ContractInfo = runtime.storage_value("Contracts", "ContractInfoOf", &bytes)?;
                Ok(Some(info.code_hash.0))
            }
        }
    }

    pub(super) async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        let key = self
            .runtime()
            .storage_key("Contracts", "CodeInfoOf", (H256(code_hash),))?;
        Ok(self.storage(&key, None).await?.is_some())
    }
}
