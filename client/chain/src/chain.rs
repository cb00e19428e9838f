//! The seam: what the rest of the client may ask of a chain.

use crate::block::{Block, BlockId, ChainEvent, Head, StateEntry, StateTree};
use crate::contracts::{Message, Query, ReturnError};
use crate::error::ChainError;
use crate::identity::{Balance, Identity};
use crate::room::Room;
use crate::signer::Signer;
use crate::submission::{
    ContractCall, DryRun, Estimate, Instantiated, Instantiation, Outcome, Receipt, SubmitOptions, Submitted,
    Uploaded,
};
use async_trait::async_trait;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use medink_types::{AccountId, Page};

/// A chain with pallet-contracts. Object safe: hold it as `Arc<dyn Chain>`.
#[async_trait]
pub trait Chain: Send + Sync {
    /// Which chain it is. Known since the connection was made; asks nothing.
    fn identity(&self) -> Identity;

    /// Whether nothing is ever submitted ([`crate::Rehearsal`]).
    fn rehearses(&self) -> bool {
        false
    }

    /// What the node says of the room on its disk; none where it says nothing of it.
    async fn room(&self) -> Result<Option<Room>, ChainError> {
        Ok(None)
    }

    /// The newest block of the best chain.
    async fn head(&self) -> Result<Head, ChainError>;

    /// The newest block that is final.
    async fn finalized_head(&self) -> Result<Head, ChainError>;

    /// Runs a call without writing or paying, at the block `at` or at the best one. A refusal is an outcome here, not
    /// an error.
    async fn dry_run(
        &self,
        origin: AccountId,
        call: &ContractCall,
        at: Option<[u8; 32]>,
    ) -> Result<DryRun, ChainError>;

    /// Submits a call and waits for it. It is tried without cost first: what the contract refuses or the account can't
    /// pay is an error before anything is signed.
    async fn submit_call(
        &self,
        signer: &dyn Signer,
        call: &ContractCall,
        options: &SubmitOptions,
    ) -> Result<Submitted, ChainError>;

    /// Puts contract code on the chain, or finds that it is there.
    async fn upload_code(
        &self,
        signer: &dyn Signer,
        code: &[u8],
        options: &SubmitOptions,
    ) -> Result<Uploaded, ChainError>;

    /// Makes a contract, or finds that this account has made the same one before.
    async fn instantiate(
        &self,
        signer: &dyn Signer,
        new: &Instantiation,
        options: &SubmitOptions,
    ) -> Result<Instantiated, ChainError>;

    /// The hash of a contract's code; none when there is no contract at the address.
    async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError>;

    /// Whether the chain has contract code of this hash.
    async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError>;

    /// Sends some of the signer's balance; the signer's account stays alive.
    async fn transfer(
        &self,
        signer: &dyn Signer,
        to: AccountId,
        amount: u128,
        options: &SubmitOptions,
    ) -> Result<Receipt, ChainError>;

    /// What an account has; all zero when it does not exist.
    async fn balance(&self, account: AccountId) -> Result<Balance, ChainError>;

    /// What a call would cost now. Nothing is signed; the fee is for a transaction of the same length.
    async fn estimate_call(&self, origin: AccountId, call: &ContractCall) -> Result<Estimate, ChainError>;

    /// What [`transfer`](Chain::transfer) would cost now, besides the amount.
    async fn estimate_transfer(
        &self,
        origin: AccountId,
        to: AccountId,
        amount: u128,
    ) -> Result<Estimate, ChainError>;

    /// What [`upload_code`](Chain::upload_code) would cost now; none when the code is there.
    async fn estimate_upload(&self, origin: AccountId, code: &[u8]) -> Result<Option<Estimate>, ChainError>;

    /// What [`instantiate`](Chain::instantiate) would cost now; none when the contract is there. `code` is the code of
    /// [`Code::Existing`](crate::Code::Existing), should it only be there by then.
    async fn estimate_instantiation(
        &self,
        origin: AccountId,
        new: &Instantiation,
        code: Option<&[u8]>,
    ) -> Result<Option<Estimate>, ChainError>;

    /// Looks for a transaction in the best chain's blocks from `from_block` to the newest. A transaction that was
    /// written and failed is an error with its receipt.
    async fn find_transaction(
        &self,
        tx_hash: [u8; 32],
        from_block: u64,
    ) -> Result<Option<Receipt>, ChainError>;

    /// A block; none when there is no such block.
    async fn block(&self, id: BlockId) -> Result<Option<Block>, ChainError>;

    /// Everything that was emitted in a block.
    async fn events_at(&self, block_hash: [u8; 32]) -> Result<Vec<ChainEvent>, ChainError>;

    /// Keys and values of a tree of the state at a block, in the order of keys, `limit` of them (1 to 1,000) from
    /// after the key `after` on.
    async fn state_page(
        &self,
        tree: &StateTree,
        after: Option<&[u8]>,
        limit: u32,
        at: [u8; 32],
    ) -> Result<Vec<StateEntry>, ChainError>;
}

/// A message that was submitted and succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called<T> {
    /// What it returned. Numbers that other transactions could have changed meanwhile are taken from its events.
    pub value: T,
    /// What it did and cost.
    pub receipt: Receipt,
}

/// The account that reads are made as; it needs neither a balance nor to exist.
const READER: AccountId = AccountId([0; 32]);

/// Entries fetched at a time when a whole tree is read.
const STATE_PAGE: u32 = 500;

/// Where the roots of child trees are in the main tree (sp-storage, `well_known_keys::CHILD_STORAGE_KEY_PREFIX`).
const CHILD_TREES: &[u8] = b":child_storage:";

/// Typed calls for every [`Chain`].
#[async_trait]
pub trait ChainExt: Chain {
    /// Reads, at the best block.
    async fn read<T: Send>(&self, query: &Query<T>) -> Result<T, ChainError> {
        run(self, READER, query.call(), None, |answer| query.decode(answer)).await
    }

    /// Reads, at a block of choice: several reads at one block fit together.
    async fn read_at<T: Send>(&self, query: &Query<T>, at: [u8; 32]) -> Result<T, ChainError> {
        run(self, READER, query.call(), Some(at), |answer| {
            query.decode(answer)
        })
        .await
    }

    /// Submits a message and waits for it.
    async fn call<T: Send>(
        &self,
        signer: &dyn Signer,
        message: &Message<T>,
        options: &SubmitOptions,
    ) -> Result<Called<T>, ChainError> {
        let submitted = self.submit_call(signer, message.call(), options).await?;
        let own: Vec<_> = submitted
            .receipt
            .events
            .iter()
            .filter(|event| event.contract == message.call().contract)
            .filter_map(|event| event.decode())
            .collect();
        // Where nothing was written no event tells, and the dry run's answer is all there is.
        let told = if self.rehearses() {
            None
        } else {
            message.settle(&own)
        };
        let value = match told {
            Some(Some(value)) => value,
            Some(None) => {
                let block = submitted.receipt.block_number;
                return Err(ChainError::UnknownOutcome {
                    what: message.call().label.clone(),
                    why: format!("it is in block {block}, but the events that tell its result are missing"),
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
        })
    }

    /// Whether a message would be accepted now, and what it would return. Writes nothing.
    async fn check<T: Send>(&self, origin: AccountId, message: &Message<T>) -> Result<T, ChainError> {
        run(self, origin, message.call(), None, |answer| {
            message.decode(answer)
        })
        .await
    }

    /// What a message would cost now. Writes nothing.
    async fn estimate<T: Send + Sync>(
        &self,
        origin: AccountId,
        message: &Message<T>,
    ) -> Result<Estimate, ChainError> {
        self.estimate_call(origin, message.call()).await
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
                        query.call().label.clone(),
                        format!("the page from {start} says that the next one begins at {next}"),
                    ));
                }
                None => return Ok(items),
            }
        }
    }

    /// The whole state at a block: the main tree, then every child tree.
    fn all_state(&self, at: [u8; 32]) -> BoxStream<'_, Result<StateEntry, ChainError>> {
        let walk = Walk {
            trees: vec![StateTree::Main],
            after: None,
        };
        stream::try_unfold(walk, move |mut walk| async move {
            while let Some(tree) = walk.trees.first().cloned() {
                let page = self
                    .state_page(&tree, walk.after.as_deref(), STATE_PAGE, at)
                    .await?;
                let Some((last, _)) = page.last() else {
                    walk.trees.remove(0);
                    walk.after = None;
                    continue;
                };
                walk.after = Some(last.clone());
                if tree == StateTree::Main {
                    let children = page.iter().filter(|(key, _)| key.starts_with(CHILD_TREES));
                    walk.trees
                        .extend(children.map(|(key, _)| StateTree::Child(key.clone())));
                }
                return Ok(Some((stream::iter(page.into_iter().map(Ok)), walk)));
            }
            Ok::<_, ChainError>(None)
        })
        .flat_map(|page| match page {
            Ok(entries) => entries.boxed(),
            Err(error) => stream::iter([Err(error)]).boxed(),
        })
        .boxed()
    }
}

impl<C: Chain + ?Sized> ChainExt for C {}

/// Where a walk through the state is.
struct Walk {
    trees: Vec<StateTree>,
    after: Option<Vec<u8>>,
}

async fn run<C: Chain + ?Sized, T>(
    chain: &C,
    origin: AccountId,
    call: &ContractCall,
    at: Option<[u8; 32]>,
    decode: impl Fn(&[u8]) -> Result<T, ReturnError> + Send,
) -> Result<T, ChainError> {
    let dry_run = chain.dry_run(origin, call, at).await?;
    match dry_run.outcome {
        Outcome::Returned(bytes) => answer(call, decode(&bytes)),
        Outcome::Reverted(bytes) => Err(reverted(call, &bytes, None)),
        Outcome::Failed(failure) => Err(failed(call, failure)),
    }
}

fn answer<T>(call: &ContractCall, decoded: Result<T, ReturnError>) -> Result<T, ChainError> {
    decoded.map_err(|error| returned_error(call, error, None))
}

/// The error for a call that asked to be undone.
pub(crate) fn reverted(call: &ContractCall, bytes: &[u8], receipt: Option<Box<Receipt>>) -> ChainError {
    returned_error(call, crate::contracts::refusal(bytes), receipt)
}

/// The error for a call that the chain did not carry out in a dry run.
pub(crate) fn failed(call: &ContractCall, failure: crate::DispatchFailure) -> ChainError {
    if failure.is_contracts("ContractNotFound") {
        ChainError::NoContract {
            contract: call.contract,
            message: call.label.clone(),
        }
    } else {
        ChainError::Dispatch {
            what: call.label.clone(),
            failure,
            receipt: None,
        }
    }
}

fn returned_error(call: &ContractCall, error: ReturnError, receipt: Option<Box<Receipt>>) -> ChainError {
    let message = call.label.clone();
    match error {
        ReturnError::Refused(error) => ChainError::Refused {
            message,
            error,
            receipt,
        },
        ReturnError::NotUnderstood => ChainError::NotUnderstood {
            contract: call.contract,
            message,
        },
        ReturnError::Malformed(why) => ChainError::Malformed { what: message, why },
    }
}
