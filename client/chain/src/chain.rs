//! The seam: what the rest of the client may ask of a chain.
//!
//! [`Chain`] is what an implementation has to know; [`ChainExt`] is what everybody else calls: the same with types, and
//! with what is there already found instead of paid for again.

use crate::block::Head;
use crate::consortium::Consortium;
use crate::contracts::{Message, Query};
use crate::error::ChainError;
use crate::identity::{Balance, Identity};
use crate::signer::Signer;
use crate::submission::{
    ContractCall, Estimate, Instantiated, Instantiation, Receipt, SubmitOptions, Submitted, Transaction,
    Trial, Uploaded, code_hash,
};
use async_trait::async_trait;
use medink_interface::answer::{Unanswered, refusal};
use medink_types::{AccountId, Page};
use medink_words::{Said, said};

/// A chain with pallet-contracts, kept by somebody ([`Consortium`]). Object safe: hold it as `Arc<dyn Chain>`.
#[async_trait]
pub trait Chain: Consortium {
    /// Which chain it is. Known since the connection was made; asks nothing.
    fn identity(&self) -> Identity;

    /// Whether nothing is ever submitted ([`crate::Rehearsal`]).
    fn rehearses(&self) -> bool {
        false
    }

    /// The newest block of the best chain.
    async fn head(&self) -> Result<Head, ChainError>;

    /// The newest block that is final: no fork takes it back.
    async fn final_head(&self) -> Result<Head, ChainError>;

    /// What an account has; all zero when it does not exist.
    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError>;

    /// The hash of a contract's code; none when there is no contract at the address.
    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError>;

    /// Whether the chain has contract code of this hash.
    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError>;

    /// What a message that only reads returns, at the block `at` or at the best one. Asked as an account that needs
    /// neither a balance nor to exist.
    async fn query(&self, call: &ContractCall, at: Option<[u8; 32]>) -> Result<Vec<u8>, ChainError>;

    /// Tries a transaction on the present state, and prices it for one of the same length. Nothing is signed or paid.
    /// What a contract refuses or the account can't pay is an error.
    async fn try_transaction(
        &self,
        origin: AccountId,
        transaction: Transaction<'_>,
    ) -> Result<Trial, ChainError>;

    /// Submits a transaction and waits for it. One of contracts is tried first, unless it is known what it needs
    /// ([`SubmitOptions::like`]): what the contract refuses or the account can't pay is an error before anything is signed.
    async fn submit(
        &self,
        signer: &dyn Signer,
        transaction: Transaction<'_>,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError>;
}

/// A message that was submitted and succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called<T> {
    /// What it returned. Numbers that other transactions could have changed meanwhile are taken from its events.
    pub value: T,
    /// What it did and cost.
    pub receipt: Receipt,
    /// What it needed, for others like it ([`SubmitOptions::like`]).
    pub estimate: Option<Estimate>,
}

/// Typed calls for every [`Chain`].
#[async_trait]
pub trait ChainExt: Chain {
    /// Reads, at the best block.
    async fn read<T: Send>(&self, query: &Query<T>) -> Result<T, ChainError> {
        let answered = self.query(query.call(), None).await?;
        answer(query.call(), query.decode(&answered))
    }

    /// Reads, at a block of choice: several reads at one block fit together.
    async fn read_at<T: Send>(&self, query: &Query<T>, at: [u8; 32]) -> Result<T, ChainError> {
        let answered = self.query(query.call(), Some(at)).await?;
        answer(query.call(), query.decode(&answered))
    }

    /// Submits a message and waits for it. One whose value only a trial tells is tried, whatever the options say.
    async fn call<T: Send>(
        &self,
        signer: &dyn Signer,
        message: &Message<T>,
        options: &SubmitOptions,
    ) -> Result<Called<T>, ChainError> {
        let options = SubmitOptions {
            like: options.like.filter(|_| message.is_told()),
            ..*options
        };
        let submitted = self
            .submit(signer, Transaction::Call(message.call()), &options)
            .await?;
        let own: Vec<_> = submitted
            .receipt
            .events
            .iter()
            .filter(|event| event.contract == message.call().contract)
            .filter_map(|event| event.decode())
            .collect();
        // Where nothing was written no event tells, and the trial's answer is all there is.
        let told = if self.rehearses() {
            None
        } else {
            message.told_by(&own)
        };
        let value = match told {
            Some(Some(value)) => value,
            Some(None) => {
                let block = submitted.receipt.block_number;
                return Err(ChainError::UnknownOutcome {
                    what: ChainError::named(&message.call().label),
                    why: Box::new(said!("chain-unsure-no-events", block = block).into()),
                    tx_hash: submitted.receipt.tx_hash,
                    earlier: Vec::new(),
                    from_block: block,
                });
            }
            None => answer(message.call(), message.decode(&submitted.returned))?,
        };
        Ok(Called {
            value,
            receipt: submitted.receipt,
            estimate: submitted.estimate,
        })
    }

    /// What a message would cost and return now. Writes nothing.
    async fn try_call<T: Send>(
        &self,
        origin: AccountId,
        message: &Message<T>,
    ) -> Result<Trial<T>, ChainError> {
        let Trial { cost, returned } = self
            .try_transaction(origin, Transaction::Call(message.call()))
            .await?;
        let returned = answer(message.call(), message.decode(&returned))?;
        Ok(Trial { cost, returned })
    }

    /// Puts contract code on the chain, or finds that it is there.
    async fn upload_code(
        &self,
        signer: &dyn Signer,
        code: &[u8],
        options: &SubmitOptions,
    ) -> Result<Uploaded, ChainError> {
        let code_hash = code_hash(code);
        let receipt = match self.code_exists(code_hash).await? {
            true => None,
            false => {
                let submitted = self.submit(signer, Transaction::Upload(code), options).await?;
                Some(submitted.receipt)
            }
        };
        Ok(Uploaded { code_hash, receipt })
    }

    /// Makes a contract, or finds that this account has made the same one before.
    async fn instantiate(
        &self,
        signer: &dyn Signer,
        new: &Instantiation,
        options: &SubmitOptions,
    ) -> Result<Instantiated, ChainError> {
        let code_hash = new.code.hash();
        let there = new.address(signer.account().into());
        if self.code_hash_of(there).await?.is_some() {
            return Ok(Instantiated {
                address: there,
                code_hash,
                receipt: None,
            });
        }
        let transaction = Transaction::Instantiate(new);
        let submitted = self.submit(signer, transaction, options).await?;
        let address = submitted
            .made
            .ok_or_else(|| ChainError::malformed(transaction.said(), said!("chain-contract-nowhere")))?;
        Ok(Instantiated {
            address,
            code_hash,
            receipt: Some(submitted.receipt),
        })
    }

    /// Sends some of the signer's balance; the signer's account stays alive.
    async fn transfer(
        &self,
        signer: &dyn Signer,
        to: AccountId,
        amount: u128,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError> {
        let transaction = Transaction::Transfer { to, amount };
        Ok(self.submit(signer, transaction, options).await?.receipt)
    }

    /// Reads a whole list, page after page, all at the same block. `page` makes the query for a start.
    async fn all_pages<T, F>(&self, page: F) -> Result<Vec<T>, ChainError>
    where
        T: Send,
        F: Fn(u64) -> Query<Page<T>> + Send + Sync,
    {
        let at = self.head().await?.hash;
        let mut items = Vec::new();
        let mut start = 0;
        loop {
            let query = page(start);
            let mut got = self.read_at(&query, at).await?;
            items.append(&mut got.items);
            match got.next {
                Some(next) if next > start => start = next,
                Some(next) => {
                    return Err(ChainError::malformed(
                        ChainError::named(&query.call().label),
                        said!("chain-page-order", start = start, next = next),
                    ));
                }
                None => return Ok(items),
            }
        }
    }
}

impl<C: Chain + ?Sized> ChainExt for C {}

fn answer<T>(call: &ContractCall, decoded: Result<T, Unanswered>) -> Result<T, ChainError> {
    decoded.map_err(|error| returned_error(call.contract, &ChainError::named(&call.label), error, None))
}

/// The error for what a contract asked to be undone.
pub(crate) fn reverted(
    contract: AccountId,
    what: &Said,
    bytes: &[u8],
    receipt: Option<Box<Receipt>>,
) -> ChainError {
    returned_error(contract, what, refusal(bytes), receipt)
}

fn returned_error(
    contract: AccountId,
    what: &Said,
    error: Unanswered,
    receipt: Option<Box<Receipt>>,
) -> ChainError {
    let message = what.clone();
    match error {
        Unanswered::Refused(error) => ChainError::Refused {
            message,
            error,
            receipt,
        },
        Unanswered::NotUnderstood => ChainError::NotUnderstood { contract, message },
        Unanswered::Malformed(why) => ChainError::malformed(message, why),
    }
}
