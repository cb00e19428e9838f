//! How a transaction gets into a block exactly once.
//!
//! A transaction is signed under one nonce and keeps it: a chain includes at most one transaction of an account and a
//! nonce, so handing the same one over again, or another one with the same nonce, can never write twice. Only when the
//! chain shows that somebody else's transaction took the nonce, or that ours is too old to be included, is a new nonce
//! taken. Whenever the watching breaks (connection, restart, pool), the chain is asked before anything is repeated:
//! is it in a block? And when that can't be found out in time, the error says so and names the transaction.

use super::Inner;
use super::link::{Connection, RpcFailure, hex0x};
use super::receipt::Written;
use super::refusal::{Refusal, classify};
use super::runtime::{Birth, Signed, Terms};
use super::watch::{Seen, Watch, see};
use crate::error::ChainError;
use crate::signer::Signer;
use crate::submission::{SubmitOptions, Wait};
use std::time::Duration;
use subxt::transactions::Payload;
use subxt::utils::H256;
use tokio::time::{Instant, sleep};

/// How often a new nonce is tried when other programs sign for the same account at the same time.
const NONCE_ATTEMPTS: u32 = 12;

/// Pauses while the pool is full or another transaction with our nonce waits in it.
const SHORT_PAUSE: Duration = Duration::from_millis(20);
const LONG_PAUSE: Duration = Duration::from_millis(400);

/// Something to be written once.
pub(crate) struct Order<'a, P> {
    pub(crate) signer: &'a dyn Signer,
    pub(crate) payload: &'a P,
    pub(crate) what: &'a str,
    pub(crate) options: &'a SubmitOptions,
}

/// A transaction on its way, under one nonce.
struct Attempt {
    nonce: u64,
    /// The birth of the first signature: no block before it can have the transaction.
    first_birth: Birth,
    /// The birth of the latest signature.
    birth: Birth,
    /// The latest signature.
    signed: Signed,
    /// The hashes of all that were signed under this nonce.
    hashes: Vec<[u8; 32]>,
    /// When the order was given.
    started: Instant,
}

/// What the chain says of a transaction that is no longer watched.
enum Resolved {
    InBlock { block: H256 },
    WatchedAgain,
    NeverIncluded,
}

impl Inner {
    /// Writes an order once, and says where.
    pub(crate) async fn write<P: Payload + Sync>(
        &self,
        order: &Order<'_, P>,
        birth: Birth,
    ) -> Result<Written, ChainError> {
        let started = Instant::now();
        let deadline = started + order.options.within;
        let (mut attempt, mut watch) = self.enter(order, birth, started).await?;
        loop {
            let why = match see(watch.take(), order.options.wait, deadline).await {
                Seen::InBlock { block, finalized } => {
                    return self.written(&attempt, order.what, block, finalized).await;
                }
                Seen::Unsure(why) => why,
                Seen::TooLate => return self.last_look(&attempt, order).await,
            };
            self.nonces.lane(order.signer.account()).await.forget();
            match self
                .resolve(&mut attempt, &mut watch, order, deadline, &why)
                .await?
            {
                Resolved::InBlock { block } => match order.options.wait {
                    Wait::Included => return self.written(&attempt, order.what, block, false).await,
                    Wait::Finalized => return self.wait_for_finality(&attempt, block, order, deadline).await,
                },
                Resolved::WatchedAgain => {}
                Resolved::NeverIncluded => {
                    let birth = self.birth().await?;
                    (attempt, watch) = self.enter(order, birth, started).await?;
                }
            }
        }
    }

    /// Takes a nonce and hands the transaction over, until the node takes it.
    async fn enter<P: Payload + Sync>(
        &self,
        order: &Order<'_, P>,
        mut birth: Birth,
        started: Instant,
    ) -> Result<(Attempt, Watch), ChainError> {
        let account = order.signer.account();
        let mut clashes = 0;
        let mut stale_runtime = false;
        loop {
            let connection = self.link.connection(self.link.reconnect_within()).await?;
            let mut lane = self.nonces.lane(account).await;
            let nonce = match lane.next(connection.epoch) {
                Some(nonce) => nonce,
                None => self.next_nonce(account).await?,
            };
            let signed = self.sign(order, nonce, birth)?;
            let watch = match self.link.submit_and_watch(&connection, &signed.bytes).await {
                Ok(watch) => {
                    lane.taken(nonce, connection.epoch);
                    Some(watch)
                }
                Err(RpcFailure::Call { code, message, data }) => {
                    lane.forget();
                    drop(lane);
                    let pause = match classify(code, &message, &data) {
                        Refusal::NonceTaken if clashes < NONCE_ATTEMPTS => {
                            clashes += 1;
                            SHORT_PAUSE * clashes
                        }
                        Refusal::PoolFull if started.elapsed() < order.options.within => LONG_PAUSE,
                        Refusal::TooOld if !stale_runtime => {
                            stale_runtime = true;
                            birth = self.birth().await?;
                            Duration::ZERO
                        }
                        // A signature that the node does not accept may be one over another version of the runtime.
                        Refusal::BadSignature if !stale_runtime && self.renew_runtime().await? => {
                            stale_runtime = true;
                            birth = self.birth().await?;
                            Duration::ZERO
                        }
                        refusal => return Err(refusal.into_error(order.what, order.signer.account())),
                    };
                    sleep(pause).await;
                    continue;
                }
                // The node may have it or not: the watching below finds that out.
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
            let attempt = Attempt {
                nonce,
                first_birth: birth,
                birth,
                hashes,
                signed,
                started,
            };
            return Ok((attempt, watch));
        }
    }

    /// Finds out what became of a transaction that is no longer watched, and hands it over again under the same nonce
    /// if it is nowhere.
    async fn resolve<P: Payload + Sync>(
        &self,
        attempt: &mut Attempt,
        watch: &mut Watch,
        order: &Order<'_, P>,
        deadline: Instant,
        why: &str,
    ) -> Result<Resolved, ChainError> {
        let deadline = deadline.max(Instant::now() + self.link.reconnect_within());
        loop {
            match self.try_resolve(attempt, watch, order).await {
                Ok(Some(resolved)) => return Ok(resolved),
                // Nothing is known yet, or the node could not be asked: again, until the time is over.
                Ok(None) if Instant::now() < deadline => sleep(SHORT_PAUSE).await,
                Err(error) if passes(&error) && Instant::now() < deadline => sleep(SHORT_PAUSE).await,
                Ok(None) => return Err(unknown(attempt, order.what, why)),
                // Both are sure of it: the account can't pay for it now, or its chain is gone.
                Err(error @ (ChainError::NoFunds { .. } | ChainError::ChainReset { .. })) => {
                    return Err(error);
                }
                Err(error) => return Err(unknown(attempt, order.what, &format!("{why}, and then {error}"))),
            }
        }
    }

    async fn try_resolve<P: Payload + Sync>(
        &self,
        attempt: &mut Attempt,
        watch: &mut Watch,
        order: &Order<'_, P>,
    ) -> Result<Option<Resolved>, ChainError> {
        let connection = self.link.connection(self.link.reconnect_within()).await?;
        self.same_blocks(&attempt.first_birth).await?;
        let head = self.best().await?;
        if self.nonce_at(order.signer.account(), head.hash).await? > attempt.nonce {
            // The nonce is used: by ours, or by another, and then ours never can be.
            let found = self
                .search(&attempt.hashes, attempt.first_birth.number, head.number)
                .await?;
            return Ok(Some(match found {
                Some(block) => Resolved::InBlock { block },
                None => Resolved::NeverIncluded,
            }));
        }
        if head.number >= attempt.birth.number + self.runtime().period {
            return Ok(Some(Resolved::NeverIncluded));
        }
        self.hand_over_again(attempt, watch, order, &connection).await
    }

    async fn hand_over_again<P: Payload + Sync>(
        &self,
        attempt: &mut Attempt,
        watch: &mut Watch,
        order: &Order<'_, P>,
        connection: &Connection,
    ) -> Result<Option<Resolved>, ChainError> {
        let (code, message, data) = match self
            .link
            .submit_and_watch(connection, &attempt.signed.bytes)
            .await
        {
            Ok(again) => {
                *watch = Some(again);
                return Ok(Some(Resolved::WatchedAgain));
            }
            Err(RpcFailure::Call { code, message, data }) => (code, message, data),
            Err(failure) => return Err(self.link.error("author_submitAndWatchExtrinsic", failure)),
        };
        match classify(code, &message, &data) {
            // In the pool already, or its nonce was used a moment ago: the next look at the chain tells.
            Refusal::InPoolAlready | Refusal::NonceTaken => {}
            Refusal::PoolFull => sleep(LONG_PAUSE).await,
            // The pool will not have these bytes again: sign the same order under the same nonce anew.
            Refusal::Banned | Refusal::TooOld | Refusal::BadSignature => {
                self.renew_runtime().await?;
                attempt.birth = self.birth().await?;
                attempt.signed = self.sign(order, attempt.nonce, attempt.birth)?;
                attempt.hashes.push(attempt.signed.hash);
            }
            refusal => return Err(refusal.into_error(order.what, order.signer.account())),
        }
        Ok(None)
    }

    /// The time is over: looks once whether it is in a block.
    async fn last_look<P: Payload>(
        &self,
        attempt: &Attempt,
        order: &Order<'_, P>,
    ) -> Result<Written, ChainError> {
        self.nonces.lane(order.signer.account()).await.forget();
        let seconds = order.options.within.as_secs();
        let why = format!(
            "it was not {} within {seconds} s",
            match order.options.wait {
                Wait::Included => "in a block",
                Wait::Finalized => "in a final block",
            }
        );
        let look = async {
            let head = match order.options.wait {
                Wait::Included => self.best().await?,
                Wait::Finalized => self.finalized().await?,
            };
            self.search(&attempt.hashes, attempt.first_birth.number, head.number)
                .await
        };
        match look.await {
            Ok(Some(block)) => {
                self.written(attempt, order.what, block, order.options.wait == Wait::Finalized)
                    .await
            }
            Ok(None) => Err(unknown(attempt, order.what, &why)),
            Err(error) => Err(unknown(attempt, order.what, &format!("{why}, and then {error}"))),
        }
    }

    /// Waits until the best chain's finality has reached a block that has the transaction.
    async fn wait_for_finality<P: Payload>(
        &self,
        attempt: &Attempt,
        mut block: H256,
        order: &Order<'_, P>,
        deadline: Instant,
    ) -> Result<Written, ChainError> {
        loop {
            let facts = self.facts(block).await?;
            let finalized = self.finalized().await?;
            if finalized.number >= facts.number {
                // A fork may have moved it to another block meanwhile.
                match self
                    .search(&attempt.hashes, attempt.first_birth.number, finalized.number)
                    .await?
                {
                    Some(last) => block = last,
                    None => {
                        return Err(unknown(
                            attempt,
                            order.what,
                            "a fork took its block out of the chain",
                        ));
                    }
                }
                return self.written(attempt, order.what, block, true).await;
            }
            if Instant::now() > deadline {
                return self.last_look(attempt, order).await;
            }
            sleep(LONG_PAUSE).await;
        }
    }

    async fn written(
        &self,
        attempt: &Attempt,
        what: &str,
        block: H256,
        finalized: bool,
    ) -> Result<Written, ChainError> {
        let unread = |why: String| {
            let block = hex0x(&block.0);
            unknown(
                attempt,
                what,
                &format!("it is in block {block}, but what came of it can't be read: {why}"),
            )
        };
        let facts = self
            .facts(block)
            .await
            .map_err(|error| unread(error.to_string()))?;
        let found = attempt
            .hashes
            .iter()
            .rev()
            .find_map(|hash| Some((*hash, facts.index_of(hash)?)));
        let (tx_hash, index) = found.ok_or_else(|| unread("the block does not have it".to_owned()))?;
        let elapsed = attempt.started.elapsed();
        Ok(Written {
            block,
            facts,
            index,
            tx_hash,
            nonce: attempt.nonce,
            finalized,
            elapsed,
        })
    }

    fn sign<P: Payload>(&self, order: &Order<'_, P>, nonce: u64, birth: Birth) -> Result<Signed, ChainError> {
        let terms = Terms {
            nonce,
            tip: order.options.tip,
            birth,
        };
        self.runtime()
            .sign(order.what, order.payload, order.signer, terms)
    }
}

/// Whether an error may pass by itself while a transaction's fate is looked for.
fn passes(error: &ChainError) -> bool {
    matches!(error, ChainError::Unreachable { .. } | ChainError::Timeout { .. })
}

fn unknown(attempt: &Attempt, what: &str, why: &str) -> ChainError {
    ChainError::UnknownOutcome {
        what: what.to_owned(),
        why: why.to_owned(),
        tx_hash: attempt.signed.hash,
        from_block: attempt.first_birth.number,
    }
}
