//! Blocks: what happened in them, where a transaction is, and the state behind them.

use super::Inner;
use super::facts::Facts;
use super::link::hex0x;
use super::receipt::Written;
use super::runtime::{Birth, Runtime};
use crate::block::{Block, BlockId, ChainEvent, StateEntry, StateTree};
use crate::error::ChainError;
use crate::submission::Receipt;
use futures::stream::{self, StreamExt, TryStreamExt};
use std::sync::Arc;
use std::time::Duration;
use subxt::config::substrate::SubstrateHeader;
use subxt::rpcs::methods::legacy::Bytes;
use subxt::utils::H256;

/// Requests made side by side while many blocks or keys are gone through.
const SIDE_BY_SIDE: usize = 16;

#[derive(serde::Deserialize)]
struct SignedBlock {
    block: RawBlock,
}

#[derive(serde::Deserialize)]
struct RawBlock {
    header: SubstrateHeader<H256>,
    extrinsics: Vec<Bytes>,
}

impl Inner {
    /// What happened in a block made under the present runtime.
    pub(super) async fn facts(&self, block: H256) -> Result<Arc<Facts>, ChainError> {
        self.facts
            .get(block.0, self.fetch_facts(block, self.runtime()))
            .await
    }

    async fn fetch_facts(&self, hash: H256, runtime: Arc<Runtime>) -> Result<Facts, ChainError> {
        let key = runtime.storage_key("System", "Events", ())?;
        let (block, events, time_ms) = futures::try_join!(
            self.raw_block(hash),
            self.storage(&key, Some(hash)),
            self.time_at(hash)
        )?;
        let block = block.ok_or_else(|| no_block(hash))?;
        let extrinsics: Vec<&[u8]> = block.extrinsics.iter().map(|bytes| bytes.0.as_slice()).collect();
        Facts::new(
            &runtime,
            block.header.number,
            time_ms,
            &extrinsics,
            events.unwrap_or_default(),
        )
    }

    async fn raw_block(&self, hash: H256) -> Result<Option<RawBlock>, ChainError> {
        let signed: Option<SignedBlock> = self.link.ask("chain_getBlock", (hash,)).await?;
        Ok(signed.map(|signed| signed.block))
    }

    async fn hash_of(&self, number: u64) -> Result<Option<H256>, ChainError> {
        self.link.ask("chain_getBlockHash", (number,)).await
    }

    /// Whether a block is on the chain that is final.
    pub(super) async fn is_final(&self, block: H256) -> Result<bool, ChainError> {
        let (facts, finalized) = futures::try_join!(self.facts(block), self.finalized())?;
        Ok(finalized.hash == block
            || finalized.number > facts.number && self.hash_of(facts.number).await? == Some(block))
    }

    /// Checks that a block seen before is still there: otherwise the chain behind the address was started afresh.
    pub(super) async fn same_blocks(&self, seen: &Birth) -> Result<(), ChainError> {
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
                .any(|bytes| hashes.contains(&crate::hash::blake2_256(&bytes.0)));
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

    pub(super) async fn find_transaction(
        &self,
        tx_hash: [u8; 32],
        from_block: u64,
    ) -> Result<Option<Receipt>, ChainError> {
        let head = self.best().await?;
        let Some(hash) = self.search(&[tx_hash], from_block, head.number).await? else {
            return Ok(None);
        };
        let (facts, finalized) = futures::try_join!(
            async { self.fetch_facts(hash, self.runtime_at(hash).await?).await },
            self.finalized()
        )?;
        let Some(index) = facts.index_of(&tx_hash) else {
            return Ok(None);
        };
        let written = Written {
            block: hash,
            index,
            tx_hash,
            nonce: 0,
            finalized: finalized.number >= facts.number,
            elapsed: Duration::ZERO,
            facts: Arc::new(facts),
        };
        let (receipt, _) = written.receipt(&format!("transaction {}", hex0x(&tx_hash)), None)?;
        Ok(Some(receipt))
    }

    pub(super) async fn block(&self, id: BlockId) -> Result<Option<Block>, ChainError> {
        let hash = match id {
            BlockId::Best => Some(self.best().await?.hash),
            BlockId::Number(number) => self.hash_of(number).await?,
            BlockId::Hash(hash) => Some(H256(hash)),
        };
        let Some(hash) = hash else { return Ok(None) };
        let Some(raw) = self.raw_block(hash).await? else {
            return Ok(None);
        };
        Ok(Some(Block {
            number: raw.header.number,
            hash: hash.0,
            parent: raw.header.parent_hash.0,
            time_ms: self.time_at(hash).await?,
            extrinsics: raw.extrinsics.into_iter().map(|bytes| bytes.0).collect(),
        }))
    }

    pub(super) async fn events_at(&self, hash: H256) -> Result<Vec<ChainEvent>, ChainError> {
        let facts = self.fetch_facts(hash, self.runtime_at(hash).await?).await?;
        Ok(facts.events.into_iter().map(|fact| fact.event).collect())
    }

    pub(super) async fn state_page(
        &self,
        tree: &StateTree,
        after: Option<&[u8]>,
        limit: u32,
        at: H256,
    ) -> Result<Vec<StateEntry>, ChainError> {
        let limit = limit.clamp(1, 1_000);
        let after = after.map(hex0x);
        let keys: Vec<Bytes> = match tree {
            StateTree::Main => {
                self.link
                    .ask("state_getKeysPaged", ("0x", limit, after, at))
                    .await?
            }
            StateTree::Child(root) => {
                self.link
                    .ask("childstate_getKeysPaged", (hex0x(root), "0x", limit, after, at))
                    .await?
            }
        };
        let entries = keys.into_iter().map(|key| async move {
            let value: Option<Bytes> = match tree {
                StateTree::Main => self.link.ask("state_getStorage", (hex0x(&key.0), at)).await?,
                StateTree::Child(root) => {
                    self.link
                        .ask("childstate_getStorage", (hex0x(root), hex0x(&key.0), at))
                        .await?
                }
            };
            Ok::<_, ChainError>((key.0, value.map(|bytes| bytes.0).unwrap_or_default()))
        });
        stream::iter(entries).buffered(SIDE_BY_SIDE).try_collect().await
    }
}

fn no_block(hash: H256) -> ChainError {
    ChainError::malformed(
        format!("block {}", hex0x(&hash.0)),
        "the node does not have it any more",
    )
}
