//! A chain on which nothing is submitted: what would be is tried, priced and written down.
//!
//! It stands in front of a real chain. A first transaction is tried on the chain's present state, and its refusal is
//! the rehearsal's. After it whoever submits goes on as if it had been written. What follows is priced on the present
//! state too, as far as it stands on that alone; a question to the chain whose answer the earlier transactions would
//! have changed is not answered wrongly but ends the rehearsal ([`ChainError::Rehearsed`]), which then says that it is
//! open what comes after.
//!
//! Nothing is ever signed here.

use crate::block::{Block, BlockId, ChainEvent, Head, StateEntry, StateTree};
use crate::chain::Chain;
use crate::error::ChainError;
use crate::identity::{Balance, Identity};
use crate::room::Room;
use crate::signer::Signer;
use crate::submission::{
    Code, ContractCall, DryRun, Estimate, Instantiated, Instantiation, Outcome, Receipt, StorageDeposit,
    SubmitOptions, Submitted, Uploaded,
};
use async_trait::async_trait;
use medink_types::AccountId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A transaction that would be submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsed {
    /// What it does, such as `patient.add_medical_record`.
    pub what: String,
    /// Who would sign and pay.
    pub account: AccountId,
    /// What it would send to another account, in the token's smallest unit.
    pub amount: u128,
    /// What it would cost, with the tip in the fee; none where that stands on the transactions before it.
    pub cost: Option<Estimate>,
}

/// A chain that is only asked. Hold it as `Arc<Rehearsal>`, and ask it at the end what would have happened.
pub struct Rehearsal {
    chain: Arc<dyn Chain>,
    script: Mutex<Script>,
}

#[derive(Default)]
struct Script {
    transactions: Vec<Rehearsed>,
    open: bool,
    over: bool,
    /// Code that would be on the chain, by its hash.
    uploaded: HashMap<[u8; 32], Vec<u8>>,
}

impl Rehearsal {
    /// In front of `chain`.
    pub fn new(chain: Arc<dyn Chain>) -> Self {
        Rehearsal {
            chain,
            script: Mutex::default(),
        }
    }

    /// The transactions that would be submitted, in order.
    pub fn transactions(&self) -> Vec<Rehearsed> {
        self.script().transactions.clone()
    }

    /// Whether a transaction would have been submitted by now.
    pub fn has_begun(&self) -> bool {
        !self.script().transactions.is_empty()
    }

    /// Whether it was left open what comes after the transactions told.
    pub fn is_open(&self) -> bool {
        self.script().open
    }

    /// Says that what is left of the operation submits nothing and can't be gone through: it needs what was only
    /// rehearsed.
    pub fn end(&self) {
        self.script().over = true;
    }

    /// Whether it ended before the operation did: the error with which the operation ends then is none of its own.
    pub fn has_ended(&self) -> bool {
        let script = self.script();
        script.open || script.over
    }

    /// What an account has now, whatever was rehearsed.
    ///
    /// # Errors
    /// As [`Chain::balance`].
    pub async fn present_balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        self.chain.balance(account).await
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        // Nothing panics while the lock is held.
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses a question that the transactions rehearsed so far may have changed the answer of.
    fn unchanged(&self, what: &str) -> Result<(), ChainError> {
        let mut script = self.script();
        if script.transactions.is_empty() {
            return Ok(());
        }
        script.open = true;
        Err(ChainError::Rehearsed {
            what: what.to_owned(),
        })
    }

    /// What a refusal means: the first transaction's is the answer; a later one may stand on the ones before it.
    fn refused(&self, what: &str, error: ChainError) -> ChainError {
        self.unchanged(what).err().unwrap_or(error)
    }

    fn note(
        &self,
        what: &str,
        signer: &dyn Signer,
        amount: u128,
        cost: Option<Estimate>,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError> {
        if let (Some(cost), Some(limit)) = (&cost, options.deposit_limit)
            && cost.deposit.charged() > limit
        {
            let token = self.identity().token;
            return Err(ChainError::DepositLimit {
                what: what.to_owned(),
                needed: token.format(cost.deposit.charged()),
                limit: token.format(limit),
            });
        }
        let cost = cost.map(|cost| Estimate {
            fee: cost.fee.saturating_add(options.tip),
            ..cost
        });
        self.script().transactions.push(Rehearsed {
            what: what.to_owned(),
            account: signer.account().into(),
            amount,
            cost,
        });
        // Of a transaction that there is not: only what it would cost is true.
        Ok(Receipt {
            tx_hash: [0; 32],
            block_hash: [0; 32],
            block_number: 0,
            index: 0,
            nonce: 0,
            time_ms: 0,
            fee: cost.map_or(0, |cost| cost.fee),
            tip: options.tip,
            deposit: cost.map_or(StorageDeposit::Charged(0), |cost| cost.deposit),
            finalized: false,
            elapsed: Duration::ZERO,
            events: Vec::new(),
        })
    }
}

#[async_trait]
impl Chain for Rehearsal {
    fn identity(&self) -> Identity {
        self.chain.identity()
    }

    fn rehearses(&self) -> bool {
        true
    }

    async fn room(&self) -> Result<Option<Room>, ChainError> {
        self.chain.room().await
    }

    async fn head(&self) -> Result<Head, ChainError> {
        self.chain.head().await
    }

    async fn finalized_head(&self) -> Result<Head, ChainError> {
        self.chain.finalized_head().await
    }

    async fn dry_run(
        &self,
        origin: AccountId,
        call: &ContractCall,
        at: Option<[u8; 32]>,
    ) -> Result<DryRun, ChainError> {
        self.unchanged(&call.label)?;
        self.chain.dry_run(origin, call, at).await
    }

    async fn submit_call(
        &self,
        signer: &dyn Signer,
        call: &ContractCall,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        let origin = AccountId::from(signer.account());
        let tried = async {
            let cost = self.chain.estimate_call(origin, call).await?;
            let run = self.chain.dry_run(origin, call, None).await?;
            Ok((cost, run.outcome))
        };
        let (cost, outcome) = tried.await.map_err(|error| self.refused(&call.label, error))?;
        let Outcome::Returned(returned) = outcome else {
            let changed =
                ChainError::malformed(&*call.label, "the chain changed its mind while it was asked");
            return Err(self.refused(&call.label, changed));
        };
        let receipt = self.note(&call.label, signer, call.value, Some(cost), options)?;
        Ok(Submitted { returned, receipt })
    }

    async fn upload_code(
        &self,
        signer: &dyn Signer,
        code: &[u8],
        options: &SubmitOptions,
    ) -> Result<Uploaded, ChainError> {
        let code_hash = Code::Upload(code.to_vec()).hash();
        let origin = AccountId::from(signer.account());
        let known = self.script().uploaded.contains_key(&code_hash);
        let cost = match known {
            true => None,
            false => self.chain.estimate_upload(origin, code).await?,
        };
        let receipt = match cost {
            None => None,
            Some(cost) => {
                let what = format!("uploading contract code of {} bytes", code.len());
                let receipt = self.note(&what, signer, 0, Some(cost), options)?;
                self.script().uploaded.insert(code_hash, code.to_vec());
                Some(receipt)
            }
        };
        Ok(Uploaded { code_hash, receipt })
    }

    async fn instantiate(
        &self,
        signer: &dyn Signer,
        new: &Instantiation,
        options: &SubmitOptions,
    ) -> Result<Instantiated, ChainError> {
        let origin = AccountId::from(signer.account());
        let code_hash = new.code.hash();
        let address = crate::contract_address(origin, code_hash, &new.data, &new.salt);
        let code = self.script().uploaded.get(&code_hash).cloned();
        let what = format!("making {}", new.label);
        let tried = self.chain.estimate_instantiation(origin, new, code.as_deref());
        let receipt = match tried.await {
            Ok(None) => None,
            Ok(Some(cost)) => Some(self.note(&what, signer, new.value, Some(cost), options)?),
            // Its constructor may ask for contracts that would only be there by then.
            Err(_) if self.has_begun() => Some(self.note(&what, signer, new.value, None, options)?),
            Err(error) => return Err(error),
        };
        Ok(Instantiated {
            address,
            code_hash,
            receipt,
        })
    }

    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
        self.unchanged("whether a contract is there")?;
        self.chain.code_hash_of(contract).await
    }

    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.unchanged("whether code is there")?;
        self.chain.code_exists(code_hash).await
    }

    async fn transfer(
        &self,
        signer: &dyn Signer,
        to: AccountId,
        amount: u128,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError> {
        let origin = AccountId::from(signer.account());
        let cost = self.chain.estimate_transfer(origin, to, amount).await?;
        self.note("balances.transfer", signer, amount, Some(cost), options)
    }

    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        self.unchanged("an account's balance")?;
        self.chain.balance(account).await
    }

    async fn estimate_call(&self, origin: AccountId, call: &ContractCall) -> Result<Estimate, ChainError> {
        self.unchanged(&call.label)?;
        self.chain.estimate_call(origin, call).await
    }

    async fn estimate_transfer(
        &self,
        origin: AccountId,
        to: AccountId,
        amount: u128,
    ) -> Result<Estimate, ChainError> {
        self.chain.estimate_transfer(origin, to, amount).await
    }

    async fn estimate_upload(&self, origin: AccountId, code: &[u8]) -> Result<Option<Estimate>, ChainError> {
        self.chain.estimate_upload(origin, code).await
    }

    async fn estimate_instantiation(
        &self,
        origin: AccountId,
        new: &Instantiation,
        code: Option<&[u8]>,
    ) -> Result<Option<Estimate>, ChainError> {
        self.unchanged(&new.label)?;
        self.chain.estimate_instantiation(origin, new, code).await
    }

    async fn find_transaction(
        &self,
        tx_hash: [u8; 32],
        from_block: u64,
    ) -> Result<Option<Receipt>, ChainError> {
        self.unchanged("a transaction")?;
        self.chain.find_transaction(tx_hash, from_block).await
    }

    async fn block(&self, id: BlockId) -> Result<Option<Block>, ChainError> {
        self.unchanged("a block")?;
        self.chain.block(id).await
    }

    async fn events_at(&self, block_hash: [u8; 32]) -> Result<Vec<ChainEvent>, ChainError> {
        self.chain.events_at(block_hash).await
    }

    async fn state_page(
        &self,
        tree: &StateTree,
        after: Option<&[u8]>,
        limit: u32,
        at: [u8; 32],
    ) -> Result<Vec<StateEntry>, ChainError> {
        self.unchanged("the state")?;
        self.chain.state_page(tree, after, limit, at).await
    }
}
