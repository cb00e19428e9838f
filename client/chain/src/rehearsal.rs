//! A chain on which nothing is submitted: what would be is tried, priced and written down.
//!
//! It stands in front of a real chain. A first transaction is tried on the chain's present state, and its refusal is
//! the rehearsal's. After it whoever submits goes on as if it had been written. What follows is priced on the present
//! state too, as far as it stands on that alone; a question to the chain whose answer the earlier transactions would
//! have changed is not answered wrongly but ends the rehearsal ([`ChainError::Rehearsed`]), which then says that it is
//! open what comes after.
//!
//! Nothing is ever signed here.

use crate::block::Head;
use crate::chain::Chain;
use crate::consortium::Consortium;
use crate::council::{Council, NodeKeys};
use crate::error::ChainError;
use crate::identity::{Balance, Identity};
use crate::network::Network;
use crate::room::Room;
use crate::signer::Signer;
use crate::submission::{
    Code, ContractCall, Cost, Instantiation, Receipt, StorageDeposit, SubmitOptions, Submitted, Transaction,
    Trial, code_hash,
};
use async_trait::async_trait;
use medink_types::AccountId;
use medink_words::{Said, said};
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
    pub cost: Option<Cost>,
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
    /// Whether a contract was called, which may have changed any.
    called: bool,
    /// Code that would be on the chain, by its hash.
    uploaded: HashMap<[u8; 32], Vec<u8>>,
    /// Contracts that would be on the chain, with their code's hash.
    made: HashMap<AccountId, [u8; 32]>,
}

impl Script {
    /// Goes on as if a transaction had been written. The contract that it would have made.
    fn took_place(&mut self, origin: AccountId, transaction: Transaction<'_>) -> Option<AccountId> {
        match transaction {
            Transaction::Call(_) => self.called = true,
            Transaction::Upload(code) => {
                self.uploaded.insert(code_hash(code), code.to_vec());
            }
            Transaction::Instantiate(new) => {
                let at = new.address(origin);
                self.made.insert(at, new.code.hash());
                return Some(at);
            }
            Transaction::Transfer { .. } | Transaction::Network(_) => {}
        }
        None
    }
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
    fn unchanged(&self, what: &Said) -> Result<(), ChainError> {
        let mut script = self.script();
        if script.transactions.is_empty() {
            return Ok(());
        }
        script.open = true;
        Err(ChainError::Rehearsed { what: what.clone() })
    }

    /// Refuses a question whose answer only a call of a contract could have changed.
    fn uncalled(&self, what: &Said) -> Result<(), ChainError> {
        let called = self.script().called;
        if called { self.unchanged(what) } else { Ok(()) }
    }

    /// The contract to be made, together with its code where that is only rehearsed.
    fn with_pending_code(&self, transaction: Transaction<'_>) -> Option<Instantiation> {
        let Transaction::Instantiate(new) = transaction else {
            return None;
        };
        let code = self.script().uploaded.get(&new.code.hash())?.clone();
        Some(Instantiation {
            code: Code::Pending(code),
            ..new.clone()
        })
    }

    /// What a refusal means: the first transaction's is the answer; a later one may stand on the ones before it.
    fn refused(&self, what: &Said, error: ChainError) -> ChainError {
        self.unchanged(what).err().unwrap_or(error)
    }

    fn note(
        &self,
        account: AccountId,
        transaction: Transaction<'_>,
        cost: Option<Cost>,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError> {
        let (what, amount) = match transaction {
            Transaction::Call(call) => (call.label.clone(), call.value),
            Transaction::Upload(_) => (transaction.said().to_string(), 0),
            Transaction::Instantiate(new) => (transaction.said().to_string(), new.value),
            Transaction::Transfer { amount, .. } => ("balances.transfer".to_owned(), amount),
            Transaction::Network(call) => (call.label().to_owned(), 0),
        };
        if let (Some(cost), Some(limit)) = (&cost, options.deposit_limit)
            && cost.deposit.charged() > limit
        {
            let token = self.identity().token;
            return Err(ChainError::DepositLimit {
                what: ChainError::named(what),
                needed: token.format(cost.deposit.charged()),
                limit: token.format(limit),
            });
        }
        let cost = cost.map(|cost| Cost {
            fee: cost.fee.saturating_add(options.tip),
            ..cost
        });
        self.script().transactions.push(Rehearsed {
            what,
            account,
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
impl Consortium for Rehearsal {
    async fn room(&self) -> Result<Option<Room>, ChainError> {
        self.chain.room().await
    }

    async fn network(&self) -> Result<Option<Network>, ChainError> {
        self.chain.network().await
    }

    async fn council(&self) -> Result<Option<Council>, ChainError> {
        self.unchanged(&said!("chain-rehearsed-council"))?;
        self.chain.council().await
    }

    async fn is_allowed(&self, call_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.unchanged(&said!("chain-rehearsed-council"))?;
        self.chain.is_allowed(call_hash).await
    }

    async fn has_keys(&self, account: AccountId) -> Result<bool, ChainError> {
        self.unchanged(&said!("chain-rehearsed-council"))?;
        self.chain.has_keys(account).await
    }

    /// The node makes none: these have the length of real ones, and open nothing.
    async fn new_keys(&self, _: AccountId) -> Result<NodeKeys, ChainError> {
        Ok(NodeKeys {
            keys: vec![0; 2 * 32],
            proof: vec![0; 2 * 64],
        })
    }

    fn call_of_runtime(&self, code: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.chain.call_of_runtime(code)
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

    async fn head(&self) -> Result<Head, ChainError> {
        self.chain.head().await
    }

    async fn final_head(&self) -> Result<Head, ChainError> {
        self.chain.final_head().await
    }

    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        self.unchanged(&said!("chain-rehearsed-balance"))?;
        self.chain.balance(account).await
    }

    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
        self.uncalled(&said!("chain-rehearsed-contract"))?;
        let made = self.script().made.get(&contract).copied();
        match made {
            Some(code_hash) => Ok(Some(code_hash)),
            None => self.chain.code_hash_of(contract).await,
        }
    }

    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        self.uncalled(&said!("chain-rehearsed-code"))?;
        let uploaded = self.script().uploaded.contains_key(&code_hash);
        Ok(uploaded || self.chain.code_exists(code_hash).await?)
    }

    async fn query(&self, call: &ContractCall, at: Option<[u8; 32]>) -> Result<Vec<u8>, ChainError> {
        self.unchanged(&ChainError::named(&call.label))?;
        self.chain.query(call, at).await
    }

    async fn try_transaction(
        &self,
        origin: AccountId,
        transaction: Transaction<'_>,
    ) -> Result<Trial, ChainError> {
        self.unchanged(&transaction.said())?;
        self.chain.try_transaction(origin, transaction).await
    }

    async fn submit(
        &self,
        signer: &dyn Signer,
        transaction: Transaction<'_>,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError> {
        let origin = AccountId::from(signer.account());
        let pending = self.with_pending_code(transaction);
        let tried = pending.as_ref().map_or(transaction, Transaction::Instantiate);
        let (cost, returned) = match (self.chain.try_transaction(origin, tried).await, transaction) {
            (Ok(trial), _) => (Some(trial.cost), trial.returned),
            // Its constructor may ask for contracts that would only be there by then.
            (Err(_), Transaction::Instantiate(_)) if self.has_begun() => (None, Vec::new()),
            (Err(error), Transaction::Call(call)) => {
                return Err(self.refused(&ChainError::named(&call.label), error));
            }
            (Err(error), _) => return Err(error),
        };
        let receipt = self.note(origin, transaction, cost, options)?;
        let made = self.script().took_place(origin, transaction);
        Ok(Submitted {
            returned,
            made,
            // Whoever rehearses has everything tried.
            estimate: None,
            receipt,
        })
    }
}
