//! Blocks: what happened in them, and where a transaction is.

use super::SubxtChain;
use super::block_events::BlockEvents;
use super::link::hex0x;
use super::runtime::{Checkpoint, Runtime};
use crate::error::ChainError;
use futures::stream::{self, StreamExt, TryStreamExt};
use medink_words::said;
use std::sync::Arc;
use subxt::config::substrate::SubstrateHeader;
use subxt::rpcs::methods::legacy::Bytes;
use subxt::utils::H256;

/// Requests made side by side while many blocks or keys are gone through.
pub(super) const SIDE_BY_SIDE: usize = 16;

#[derive(serde::Deserialize)]
struct SignedBlock {
    block: RawBlock,
}

#[derive(serde::Deserialize)]
pub(super) struct RawBlock {
    pub(super) header: SubstrateHeader<H256>,
    pub(super) extrinsics: Vec<Bytes>,
}

impl SubxtChain {
    /// What happened in a block made under the present runtime.
    pub(super) async fn block_events(&self, block: H256) -> Result<Arc<BlockEvents>, ChainError> {
        self.block_events
            .get(block.0, self.fetch_block_events(block, self.runtime()))
            .await
    }

    pub(super) async fn fetch_block_events(
        &self,
        hash: H256,
        runtime: Arc<Runtime>,
    ) -> Result<BlockEvents, ChainError> {
        let key = runtime.storage_key("System", "Events", ())?;
        let (block, events, time_ms) = futures::try_join!(
            self.raw_block(hash),
            self.storage(&key, Some(hash)),
            self.time_at(hash)
        )?;
        let block = block.ok_or_else(|| no_block(hash))?;
        let extrinsics: Vec<&[u8]> = block.extrinsics.iter().map(|bytes| bytes.0.as_slice()).collect();
        BlockEvents::new(
            &runtime,
            block.header.number,
            time_ms,
            &extrinsics,
            events.unwrap_or_default(),
        )
    }

    pub(super) async fn raw_block(&self, hash: H256) -> Result<Option<RawBlock>, ChainError> {
        let signed: Option<SignedBlock> = self.link.ask("chain_getBlock", (hash,)).await?;
        Ok(signed.map(|signed| signed.block))
    }

    pub(super) async fn hash_of(&self, number: u64) -> Result<Option<H256>, ChainError> {
        self.link.ask("chain_getBlockHash", (number,)).await
    }

    /// Whether a block is on the chain that is final.
    pub(super) async fn is_final(&self, block: H256) -> Result<bool, ChainError> {
        let (block_events, finalized) = futures::try_join!(self.block_events(block), self.finalized())?;
        Ok(finalized.hash == block
            || finalized.number > block_events.number
                && self.hash_of(block_events.number).await? == Some(block))
    }

    /// Checks that a block seen before is still there: otherwise the chain behind the address was started afresh.
    pub(super) async fn same_blocks(&self, seen: &Checkpoint) -> Result<(), ChainError> {
        if self.hash_of(seen.number).await? == Some(seen.hash) {
            Ok(())
        } else {
            Err(ChainError::ChainReset {
                url: self.link.shown().to_owned(),
                block: seen.number,
            })
        }
    }

    /// The block from `from` to `to` on the best chain that has one of these transactions.
    pub(super) async fn search(
        &self,
        hashes: &[[u8; 32]],
        from: u64,
        to: u64,
    ) -> Result<Option<H256>, ChainError> {
        let mut blocks = stream::iter((from..=to).rev().map(|number| async move {
            let Some(hash) = self.hash_of(number).await? else {
                return Ok(None);
            };
            let Some(block) = self.raw_block(hash).await? else {
                return Ok(None);
            };
            let has = block
                .extrinsics
                .iter()
                .any(|bytes| hashes.contains(&medink_interface::blake2_256(&bytes.0)));
            Ok::<_, ChainError>(has.then_some(hash))
        }))
        .buffered(SIDE_BY_SIDE);
        while let Some(found) = blocks.try_next().await? {
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }
}

fn no_block(hash: H256) -> ChainError {
    ChainError::malformed(
        said!("chain-block", hash = hex0x(&hash.0)),
        said!("chain-block-gone"),
    )
}
