//! Blocks, their events and the whole state, for who looks into a chain: tests that search all that is kept, and people
//! who follow up a transaction whose outcome was not known. No operation of the client needs them.

use super::SubxtChain;
use super::blocks::SIDE_BY_SIDE;
use super::link::hex0x;
use super::receipt::Written;
use crate::block::{Block, BlockId, ChainEvent, StateEntry};
use crate::error::ChainError;
use crate::submission::Receipt;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use medink_words::said;
use std::sync::Arc;
use std::time::Duration;
use subxt::rpcs::methods::legacy::Bytes;
use subxt::utils::H256;

/// Entries fetched at a time when the whole state is read; a node answers at most 1,000.
const STATE_PAGE: u32 = 500;

/// Where the roots of child trees are in the main tree (sp-storage, `well_known_keys::CHILD_STORAGE_KEY_PREFIX`).
const CHILD_TREES: &[u8] = b":child_storage:";

/// A tree of the chain's state.
#[derive(Clone, PartialEq, Eq)]
enum StateTree {
    /// The main one, which holds all pallets' storage and the roots of the others.
    Main,
    /// A child tree, named by its key in the main one. pallet-contracts keeps each contract's storage in one.
    Child(Vec<u8>),
}

/// Where a walk through the state is.
struct Walk {
    trees: Vec<StateTree>,
    after: Option<Vec<u8>>,
}

impl SubxtChain {
    /// Looks for a transaction in the best chain's blocks from `from_block` to the newest.
    ///
    /// # Errors
    /// A transaction that was written and failed is an error with its receipt; else as the node's.
    pub async fn find_transaction(
        &self,
        tx_hash: [u8; 32],
        from_block: u64,
    ) -> Result<Option<Receipt>, ChainError> {
        let head = self.best().await?;
        let Some(hash) = self.search(&[tx_hash], from_block, head.number).await? else {
            return Ok(None);
        };
        let (block_events, finalized) = futures::try_join!(
            async { self.fetch_block_events(hash, self.runtime_at(hash).await?).await },
            self.finalized()
        )?;
        let Some(index) = block_events.index_of(&tx_hash) else {
            return Ok(None);
        };
        let written = Written {
            block: hash,
            index,
            tx_hash,
            nonce: 0,
            finalized: finalized.number >= block_events.number,
            elapsed: Duration::ZERO,
            block_events: Arc::new(block_events),
        };
        let (receipt, _) = written.receipt(&said!("chain-transaction", hash = hex0x(&tx_hash)), None)?;
        Ok(Some(receipt))
    }

    /// A block; none when there is no such block.
    ///
    /// # Errors
    /// As the node's.
    pub async fn block(&self, id: BlockId) -> Result<Option<Block>, ChainError> {
        let hash = match id {
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

    /// Everything that was emitted in a block.
    ///
    /// # Errors
    /// As the node's.
    pub async fn events_at(&self, block_hash: [u8; 32]) -> Result<Vec<ChainEvent>, ChainError> {
        let hash = H256(block_hash);
        let block_events = self
            .fetch_block_events(hash, self.runtime_at(hash).await?)
            .await?;
        Ok(block_events.events.into_iter().map(|event| event.event).collect())
    }

    /// The whole state at a block: the main tree, then every child tree.
    pub fn all_state(&self, at: [u8; 32]) -> BoxStream<'_, Result<StateEntry, ChainError>> {
        let walk = Walk {
            trees: vec![StateTree::Main],
            after: None,
        };
        stream::try_unfold(walk, move |mut walk| async move {
            while let Some(tree) = walk.trees.first().cloned() {
                let page = self.state_page(&tree, walk.after.as_deref(), H256(at)).await?;
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

    /// Keys and values of a tree at a block, in the order of keys, from after the key `after` on.
    async fn state_page(
        &self,
        tree: &StateTree,
        after: Option<&[u8]>,
        at: H256,
    ) -> Result<Vec<StateEntry>, ChainError> {
        let after = after.map(hex0x);
        let keys: Vec<Bytes> = match tree {
            StateTree::Main => {
                let params = ("0x", STATE_PAGE, after, at);
                self.link.ask("state_getKeysPaged", params).await?
            }
            StateTree::Child(root) => {
                let params = (hex0x(root), "0x", STATE_PAGE, after, at);
                self.link.ask("childstate_getKeysPaged", params).await?
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
