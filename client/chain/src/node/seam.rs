//! What the rest of the client asks of a chain, asked of the node. State is read at the best chain's newest block.

use super::SubxtChain;
use super::api::Outcome;
use super::link::NONE;
use crate::block::Head;
use crate::chain::{Chain, reverted};
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
use subxt::ext::scale_decode::DecodeAsType;
use subxt::utils::{AccountId32, H256};

/// The account that reads are made as; it needs neither a balance nor to exist.
const READER: AccountId = AccountId([0; 32]);

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct ContractInfo {
    pub(super) code_hash: H256,
}

#[async_trait]
impl Consortium for SubxtChain {
    async fn room(&self) -> Result<Option<Room>, ChainError> {
        match self.link.ask("medink_room", NONE).await {
            // A node that does not know the question has nothing to say.
            Err(ChainError::Node { .. }) => Ok(None),
            answer => answer.map(Some),
        }
    }

    async fn network(&self) -> Result<Option<Network>, ChainError> {
        self.network_now().await
    }

    async fn council(&self) -> Result<Option<Council>, ChainError> {
        self.council_now().await
    }

    async fn is_allowed(&self, call_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.is_call_allowed(call_hash).await
    }

    async fn has_keys(&self, account: AccountId) -> Result<bool, ChainError> {
        self.are_keys_laid_down(account).await
    }

    async fn new_keys(&self, owner: AccountId) -> Result<NodeKeys, ChainError> {
        self.rotate_keys(owner).await
    }

    fn call_of_runtime(&self, code: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.set_code(code)
    }
}

#[async_trait]
impl Chain for SubxtChain {
    fn identity(&self) -> Identity {
        self.identity.clone()
    }

    async fn head(&self) -> Result<Head, ChainError> {
        let best = self.best().await?;
        self.head_of(best).await
    }

    async fn final_head(&self) -> Result<Head, ChainError> {
        let last = self.finalized().await?;
        self.head_of(last).await
    }

    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        let Some(info) = self.account_info(account, None).await? else {
            return Ok(Balance::default());
        };
        let (free, reserved, frozen) = (info.data.free, info.data.reserved, info.data.frozen);
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

    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
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

    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        let key = self
            .runtime()
            .storage_key("Contracts", "CodeInfoOf", (H256(code_hash),))?;
        Ok(self.storage(&key, None).await?.is_some())
    }

    async fn query(&self, call: &ContractCall, at: Option<[u8; 32]>) -> Result<Vec<u8>, ChainError> {
        let (contract, what) = (call.contract, &ChainError::named(&call.label));
        match self.dry_run_call(READER, call, at.map(H256)).await?.outcome {
            Outcome::Returned(bytes) => Ok(bytes),
            Outcome::Reverted(bytes) => Err(reverted(contract, what, &bytes, None)),
            Outcome::Failed(failure) if failure.is_contracts("ContractNotFound") => {
                let message = what.clone();
                Err(ChainError::NoContract { contract, message })
            }
            Outcome::Failed(failure) => Err(ChainError::Dispatch {
                what: what.clone(),
                failure,
                receipt: None,
            }),
        }
    }

    async fn try_transaction(
        &self,
        origin: AccountId,
        transaction: Transaction<'_>,
    ) -> Result<Trial, ChainError> {
        self.trial(origin, transaction).await
    }

    async fn submit(
        &self,
        signer: &dyn Signer,
        transaction: Transaction<'_>,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        self.transact(signer, transaction, options).await
    }
}
