//! How a transaction gets into a block exactly once.
//!
//! A transaction is signed under one nonce and keeps it: a chain includes at most one transaction of an account and a
//! nonce, so handing the same one over again, or another one with the same nonce, can never write twice. Only when the
//! chain shows for good that somebody else's transaction took the nonce, or that ours is too old to be included, is a
//! new nonce taken. What happens when the watching breaks is in `resolve`.

use super::SubxtChain;
use super::link::{RpcFailure, hex0x};
use super::payload::PalletCall;
use super::receipt::Written;
use super::refusal::{Refusal, classify};
use super::resolve::Resolved;
use super::runtime::{Checkpoint, Signed, Terms};
use super::watch::{Seen, Watch, see};
use crate::error::ChainError;
use crate::signer::Signer;
use crate::submission::{SubmitOptions, Wait};
use medink_words::{Said, said};
use std::time::Duration;
use subxt::utils::H256;
use tokio::time::{Instant, sleep};

/// Pauses while the pool is full or other programs' transactions take our nonces.
pub(super) const SHORT_PAUSE: Duration = Duration::from_millis(20);
pub(super) const LONG_PAUSE: Duration = Duration::from_millis(400);

/// How long a node may say nothing of a transaction before the chain is asked, at first and at most.
const FIRST_PATIENCE: Duration = Duration::from_millis(500);
const LONGEST_PATIENCE: Duration = Duration::from_secs(6);

/// Something to be written once.
pub(super) struct Extrinsic<'a> {
    pub(super) signer: &'a dyn Signer,
    pub(super) call: &'a PalletCall<'a>,
    pub(super) what: &'a Said,
    pub(super) options: &'a SubmitOptions,
}

/// A transaction on its way, under one nonce.
pub(super) struct Attempt {
    pub(super) nonce: u64,
    /// The checkpoint of the first signature: no block before it can have the transaction.
    pub(super) first_checkpoint: Checkpoint,
    /// The checkpoint of the latest signature.
    pub(super) checkpoint: Checkpoint,
    /// The latest signature.
    pub(super) signed: Signed,
    /// The hashes of all that were signed under this nonce, the latest last.
    pub(super) hashes: Vec<[u8; 32]>,
    /// When it was asked for.
    started: Instant,
}

impl SubxtChain {
    /// Writes an extrinsic once, and says where.
    pub(super) async fn write(
        &self,
        extrinsic: &Extrinsic<'_>,
        checkpoint: Checkpoint,
    ) -> Result<Written, ChainError> {
        let started = Instant::now();
        let deadline = started + extrinsic.options.within;
        let (mut attempt, mut watch) = self.enter(extrinsic, checkpoint, started).await?;
        let mut patience = FIRST_PATIENCE;
        loop {
            let why = match see(&mut watch, patience, deadline).await {
                Seen::InBlock { block } if extrinsic.options.wait == Wait::Included => {
                    return self.written(&attempt, extrinsic.what, block, false).await;
                }
                // Some nodes say `finalized` long after a block is. Should asking fail, the watching goes on.
                Seen::InBlock { block } => match self.is_final(block).await {
                    Ok(true) => return self.written(&attempt, extrinsic.what, block, true).await,
                    Ok(false) | Err(_) => continue,
                },
                Seen::Final { block } => return self.written(&attempt, extrinsic.what, block, true).await,
                // A pool may take a transaction whose nonce was used a moment ago, and then never speak of it again.
                Seen::Quiet => match self.nonce_is_used(&attempt, extrinsic).await {
                    Ok(true) => {
                        said!("chain-unsure-nonce-used")
                    }
                    Ok(false) | Err(_) => {
                        patience = (patience * 2).min(LONGEST_PATIENCE);
                        continue;
                    }
                },
                Seen::Unsure(why) => why,
                Seen::TooLate => return self.last_look(&attempt, extrinsic).await,
            };
            watch = None;
            self.nonces.lane(extrinsic.signer.account()).await.forget();
            match self
                .resolve(&mut attempt, &mut watch, extrinsic, deadline, why)
                .await?
            {
                Resolved::InBlock { block } => match extrinsic.options.wait {
                    Wait::Included => return self.written(&attempt, extrinsic.what, block, false).await,
                    Wait::Finalized => return self.wait_for_finality(&attempt, extrinsic, deadline).await,
                },
                Resolved::WatchedAgain => {}
                Resolved::NeverIncluded => {
                    let checkpoint = self.checkpoint().await?;
                    (attempt, watch) = self.enter(extrinsic, checkpoint, started).await?;
                }
            }
        }
    }

    /// Takes a nonce and hands the transaction over, until the node takes it.
    async fn enter(
        &self,
        extrinsic: &Extrinsic<'_>,
        mut checkpoint: Checkpoint,
        started: Instant,
    ) -> Result<(Attempt, Watch), ChainError> {
        let account = extrinsic.signer.account();
        let in_time = || started.elapsed() < extrinsic.options.within;
        let mut clashes = 0;
        let mut renewed = false;
        loop {
            let connection = self.link.connection(self.link.reconnect_within()).await?;
            let mut lane = self.nonces.lane(account).await;
            let nonce = match lane.next(connection.epoch) {
                Some(nonce) => nonce,
                None => self.next_nonce(account).await?,
            };
            let signed = self.sign(extrinsic, nonce, checkpoint)?;
            let watch = match self.link.submit_and_watch(&connection, &signed.bytes).await {
                Ok(watch) => {
                    lane.taken(nonce, connection.epoch);
                    Some(watch)
                }
                Err(RpcFailure::Call { code, message, data }) => {
                    lane.forget();
                    drop(lane);
                    match classify(code, &message, &data) {
                        Refusal::NonceTaken if in_time() => {
                            clashes += 1;
                            sleep((SHORT_PAUSE * clashes).min(LONG_PAUSE)).await;
                        }
                        Refusal::PoolFull if in_time() => sleep(LONG_PAUSE).await,
                        Refusal::TooOld if !renewed => {
                            renewed = true;
                            checkpoint = self.checkpoint().await?;
                        }
                        // A signature that the node does not accept may be one for another version of the runtime.
                        Refusal::BadSignature if !renewed && self.outdated(&signed).await? => {
                            renewed = true;
                            checkpoint = self.checkpoint().await?;
                        }
                        refusal => return Err(refusal.into_error(extrinsic.what, account)),
                    }
                    continue;
                }
                // The node may have it or not: the watching finds that out.
                Err(RpcFailure::Lost(_) | RpcFailure::Slow) => {
                    lane.forget();
                    None
                }
                Err(failure) => {
                    lane.forget();
                    return Err(self.link.error("author_submitAndWatchExtrinsic", failure));
                }
            };
            let hashes = vec![signed.hash];
            return Ok((
                Attempt {
                    nonce,
                    first_checkpoint: checkpoint,
                    checkpoint,
                    signed,
                    hashes,
                    started,
                },
                watch,
            ));
        }
    }

    async fn nonce_is_used(&self, attempt: &Attempt, extrinsic: &Extrinsic<'_>) -> Result<bool, ChainError> {
        let best = self.best().await?;
        Ok(self.nonce_at(extrinsic.signer.account(), best.hash).await? > attempt.nonce)
    }

    /// Whether the runtime has changed since this was signed. Reads it anew if it has.
    async fn outdated(&self, signed: &Signed) -> Result<bool, ChainError> {
        self.renew_runtime().await?;
        Ok(self.runtime().spec_version != signed.spec_version)
    }

    /// Where a transaction was written. It was, so that an error from here on is one of not knowing what it did.
    pub(super) async fn written(
        &self,
        attempt: &Attempt,
        what: &Said,
        block: H256,
        finalized: bool,
    ) -> Result<Written, ChainError> {
        let unread = |why: Said| {
            let block = hex0x(&block.0);
            attempt.unknown(what, said!("chain-unsure-unread", block = block, why = why))
        };
        let block_events = self
            .block_events(block)
            .await
            .map_err(|error| unread(error.said()))?;
        let found = attempt
            .hashes
            .iter()
            .rev()
            .find_map(|hash| Some((*hash, block_events.index_of(hash)?)));
        let (tx_hash, index) = found.ok_or_else(|| unread(said!("chain-unsure-not-there")))?;
        let elapsed = attempt.started.elapsed();
        tracing::info!(
            call = %what,
            nonce = attempt.nonce,
            transaction = hex0x(&tx_hash),
            block = hex0x(&block.0),
            finalized,
            took = ?elapsed,
            "written"
        );
        Ok(Written {
            block,
            block_events,
            index,
            tx_hash,
            nonce: attempt.nonce,
            finalized,
            elapsed,
        })
    }

    pub(super) fn sign(
        &self,
        extrinsic: &Extrinsic<'_>,
        nonce: u64,
        checkpoint: Checkpoint,
    ) -> Result<Signed, ChainError> {
        let terms = Terms {
            nonce,
            tip: extrinsic.options.tip,
            checkpoint,
        };
        self.runtime()
            .sign(extrinsic.what, extrinsic.call, extrinsic.signer, terms)
    }
}

impl Attempt {
    /// The error for a transaction that may have been written or not.
    pub(super) fn unknown(&self, what: &Said, why: Said) -> ChainError {
        ChainError::UnknownOutcome {
            what: what.clone(),
            why: Box::new(why.into()),
            tx_hash: self.signed.hash,
            earlier: self
                .hashes
                .iter()
                .copied()
                .filter(|hash| *hash != self.signed.hash)
                .collect(),
            from_block: self.first_checkpoint.number,
        }
    }
}
