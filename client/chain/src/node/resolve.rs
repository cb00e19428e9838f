//! What became of a transaction that is no longer watched: the connection broke, the node restarted, its pool dropped
//! it. The chain is asked before anything is repeated, and what is repeated keeps its nonce.
//!
//! When that can't be found out in time, the error says so and names the transaction; it is never taken for failed.

use super::SubxtChain;
use super::link::{Connection, RpcFailure};
use super::receipt::Written;
use super::refusal::{Refusal, classify};
use super::submit::{Attempt, Extrinsic, LONG_PAUSE, SHORT_PAUSE};
use super::watch::Watch;
use crate::error::ChainError;
use crate::submission::Wait;
use medink_words::{Said, said};
use subxt::utils::H256;
use tokio::time::{Instant, sleep};

/// What the chain says of it.
pub(super) enum Resolved {
    /// It is in this block of the best chain.
    InBlock { block: H256 },
    /// It was handed over again, under the same nonce, and is watched.
    WatchedAgain,
    /// It is in no block and never can be: what took its nonce, or its end of validity, is final.
    NeverIncluded,
}

impl SubxtChain {
    /// Finds out what became of a transaction, and hands it over again under the same nonce if it is nowhere.
    pub(super) async fn resolve(
        &self,
        attempt: &mut Attempt,
        watch: &mut Watch,
        extrinsic: &Extrinsic<'_>,
        deadline: Instant,
        why: Said,
    ) -> Result<Resolved, ChainError> {
        let deadline = deadline.max(Instant::now() + self.link.reconnect_within());
        loop {
            match self.try_resolve(attempt, watch, extrinsic).await {
                Ok(Some(resolved)) => return Ok(resolved),
                // Nothing is known yet, or the node could not be asked: again, until the time is over.
                Ok(None) if Instant::now() < deadline => sleep(SHORT_PAUSE).await,
                Err(error) if passes(&error) && Instant::now() < deadline => sleep(SHORT_PAUSE).await,
                Ok(None) => return Err(attempt.unknown(extrinsic.what, why)),
                // Both are sure of it: the account can't pay for it now, or its chain is gone.
                Err(error @ (ChainError::NoFunds { .. } | ChainError::ChainReset { .. })) => {
                    return Err(error);
                }
                Err(error) => {
                    return Err(attempt.unknown(extrinsic.what, and_then(why, &error)));
                }
            }
        }
    }

    async fn try_resolve(
        &self,
        attempt: &mut Attempt,
        watch: &mut Watch,
        extrinsic: &Extrinsic<'_>,
    ) -> Result<Option<Resolved>, ChainError> {
        let account = extrinsic.signer.account();
        let connection = self.link.connection(self.link.reconnect_within()).await?;
        self.same_blocks(&attempt.first_checkpoint).await?;
        let (best, finalized) = futures::try_join!(self.best(), self.finalized())?;
        if self.nonce_at(account, best.hash).await? > attempt.nonce {
            // The nonce is used: by ours, or by another.
            let found = self
                .search(&attempt.hashes, attempt.first_checkpoint.number, best.number)
                .await?;
            if let Some(block) = found {
                return Ok(Some(Resolved::InBlock { block }));
            }
            // Only when the other one is final can no fork bring ours back.
            let for_good = self.nonce_at(account, finalized.hash).await? > attempt.nonce;
            return Ok(for_good.then_some(Resolved::NeverIncluded));
        }
        if finalized.number >= attempt.checkpoint.number + self.runtime().period {
            return Ok(Some(Resolved::NeverIncluded));
        }
        self.hand_over_again(attempt, watch, extrinsic, &connection).await
    }

    async fn hand_over_again(
        &self,
        attempt: &mut Attempt,
        watch: &mut Watch,
        extrinsic: &Extrinsic<'_>,
        connection: &Connection,
    ) -> Result<Option<Resolved>, ChainError> {
        let refusal = match self
            .link
            .submit_and_watch(connection, &attempt.signed.bytes)
            .await
        {
            Ok(again) => {
                *watch = Some(again);
                return Ok(Some(Resolved::WatchedAgain));
            }
            Err(RpcFailure::Call { code, message, data }) => classify(code, &message, &data),
            Err(failure) => return Err(self.link.error("author_submitAndWatchExtrinsic", failure)),
        };
        match refusal {
            // In the pool already, or its nonce was used a moment ago: the next look at the chain tells.
            Refusal::InPoolAlready | Refusal::NonceTaken => {}
            Refusal::PoolFull => sleep(LONG_PAUSE).await,
            // The pool will not have these bytes again: sign the same extrinsic under the same nonce anew.
            Refusal::Banned | Refusal::TooOld | Refusal::BadSignature => {
                sleep(LONG_PAUSE).await;
                self.renew_runtime().await?;
                attempt.checkpoint = self.checkpoint().await?;
                attempt.signed = self.sign(extrinsic, attempt.nonce, attempt.checkpoint)?;
                attempt.hashes.push(attempt.signed.hash);
            }
            refusal => return Err(refusal.into_error(extrinsic.what, extrinsic.signer.account())),
        }
        Ok(None)
    }

    /// The time is over: looks once whether it is in a block.
    pub(super) async fn last_look(
        &self,
        attempt: &Attempt,
        extrinsic: &Extrinsic<'_>,
    ) -> Result<Written, ChainError> {
        self.nonces.lane(extrinsic.signer.account()).await.forget();
        let finality = extrinsic.options.wait == Wait::Finalized;
        let seconds = extrinsic.options.within.as_secs();
        let why = if finality {
            said!("chain-unsure-not-in-final-block", seconds = seconds)
        } else {
            said!("chain-unsure-not-in-block", seconds = seconds)
        };
        let look = async {
            let head = if finality {
                self.finalized().await?
            } else {
                self.best().await?
            };
            self.search(&attempt.hashes, attempt.first_checkpoint.number, head.number)
                .await
        };
        match look.await {
            Ok(Some(block)) => self.written(attempt, extrinsic.what, block, finality).await,
            Ok(None) if finality => {
                let why = match self.why_not_final(attempt, seconds).await {
                    Ok(known) => known.unwrap_or(why),
                    Err(error) => and_then(why, &error),
                };
                Err(attempt.unknown(extrinsic.what, why))
            }
            Ok(None) => Err(attempt.unknown(extrinsic.what, why)),
            Err(error) => Err(attempt.unknown(extrinsic.what, and_then(why, &error))),
        }
    }

    /// What to say of a transaction that is in a block, and in no final one: how far finality is behind. None where it is in
    /// no block.
    async fn why_not_final(&self, attempt: &Attempt, seconds: u64) -> Result<Option<Said>, ChainError> {
        let (best, last) = futures::try_join!(self.best(), self.finalized())?;
        let from = attempt.first_checkpoint.number;
        let found = self.search(&attempt.hashes, from, best.number).await?;
        let behind = best.number.saturating_sub(last.number);
        Ok(found.map(|_| said!("chain-unsure-finality-behind", seconds = seconds, behind = behind)))
    }

    /// Waits until a final block has a transaction that is in some block.
    pub(super) async fn wait_for_finality(
        &self,
        attempt: &Attempt,
        extrinsic: &Extrinsic<'_>,
        deadline: Instant,
    ) -> Result<Written, ChainError> {
        let mut from = attempt.first_checkpoint.number;
        while Instant::now() < deadline {
            let look = async {
                let finalized = self.finalized().await?;
                Ok((
                    finalized.number,
                    self.search(&attempt.hashes, from, finalized.number).await?,
                ))
            };
            match look.await {
                Ok((_, Some(block))) => return self.written(attempt, extrinsic.what, block, true).await,
                Ok((number, None)) => from = from.max(number),
                Err(error) if passes(&error) => {}
                Err(error) => {
                    let why = said!("chain-unsure-in-a-block");
                    return Err(attempt.unknown(extrinsic.what, and_then(why, &error)));
                }
            }
            sleep(LONG_PAUSE).await;
        }
        self.last_look(attempt, extrinsic).await
    }
}

/// Whether an error may pass by itself.
fn passes(error: &ChainError) -> bool {
    matches!(
        error,
        ChainError::NothingListens { .. } | ChainError::Unreachable { .. } | ChainError::Timeout { .. }
    )
}

/// Why something is not known, and what happened after that.
fn and_then(why: Said, error: &ChainError) -> Said {
    said!("chain-unsure-and-then", why = why, error = error.said())
}
