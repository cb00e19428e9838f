//! The block author: a block as soon as there is a transaction and room on the
//! disk, final at once. It ends when the database takes no more blocks.
//!
//! The SDK's own instant seal makes one block for each notice of the pool. A
//! batch then costs thousands of attempts at empty blocks, and a notice lost in
//! a full channel leaves transactions waiting. Here a notice only wakes the
//! author, who seals until the pool is empty.
//!
//! Each block names a slot, as a network's do, for the runtime is the same; a
//! slot is a millisecond here, and nobody has turns.

use crate::{
    chain::{self, Backend, Client},
    pool::Pool,
    recent::Recent,
    room::Room,
    runtime_api::{Block, Hash},
};
use futures::{channel::oneshot, stream, Stream, StreamExt};
use parity_scale_codec::Decode;
use sc_basic_authorship::ProposerFactory;
use sc_client_api::StorageProvider;
use sc_consensus::LongestChain;
use sc_consensus_manual_seal::{
    consensus::aura::AuraConsensusDataProvider, run_manual_seal, CreatedBlock, EngineCommand, Error,
    ManualSealParams,
};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::SlotDuration;
use sp_core::storage::StorageKey;
use sp_inherents::CreateInherentDataProviders;
use sp_timestamp::InherentDataProvider as TimeProvider;
use std::sync::Arc;
use tokio::sync::Notify;

/// Bytes of transactions in a block: the runtime's own limit rules.
pub const BLOCK_SIZE: usize = 5 * 1024 * 1024;

/// How long a slot is on a development chain, in ms, as the runtime has it.
const SLOT: u64 = 1;

/// Authors until the process ends, each time `wake` says that something may be
/// there to put into a block.
pub async fn author(
    tasks: SpawnTaskHandle,
    client: Arc<Client>,
    recent: Recent,
    backend: Arc<Backend>,
    pool: Arc<Pool>,
    room: Room,
    wake: Arc<Notify>,
) {
    let mut proposer = ProposerFactory::new(tasks, client.clone(), pool.clone(), None, None);
    proposer.set_default_block_size_limit(BLOCK_SIZE);
    let orders = Orders {
        client: client.clone(),
        pool: pool.clone(),
        room,
        wake,
        sealing: None,
    };
    run_manual_seal(ManualSealParams {
        block_import: recent,
        env: proposer,
        client: client.clone(),
        pool,
        commands_stream: Box::pin(orders.stream()),
        select_chain: LongestChain::new(backend),
        consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::new_with_slot_duration(
            SlotDuration::from_millis(SLOT),
        ))),
        create_inherent_data_providers: Clock(client),
    })
    .await
}

/// The time of a block is the system's, or where that is not later than the last
/// block's, that and one slot: with two blocks in a millisecond, and with a clock
/// that was set back.
struct Clock(Arc<Client>);

#[async_trait::async_trait]
impl CreateInherentDataProviders<Block, ()> for Clock {
    type InherentDataProviders = TimeProvider;

    async fn create_inherent_data_providers(
        &self,
        parent: Hash,
        (): (),
    ) -> Result<TimeProvider, Box<dyn std::error::Error + Send + Sync>> {
        let key = [
            sp_io::hashing::twox_128(b"Timestamp"),
            sp_io::hashing::twox_128(b"Now"),
        ]
        .concat();
        // Block 0 has no time.
        let last = match self.0.storage(parent, &StorageKey(key))? {
            Some(time) => u64::decode(&mut time.0.as_slice())?,
            None => 0,
        };
        let now = sp_timestamp::Timestamp::current().as_millis();
        Ok(TimeProvider::new(now.max(last.saturating_add(SLOT)).into()))
    }
}

/// Takes the pool's notices as they come, however many, and wakes the author:
/// the channel they come through is bounded, and a block takes its time.
pub async fn wake_on(mut notices: impl Stream + Unpin, wake: Arc<Notify>) {
    while notices.next().await.is_some() {
        wake.notify_one();
    }
}

/// Orders a block, and the next when that one is done, while the pool has
/// something for it.
struct Orders {
    client: Arc<Client>,
    pool: Arc<Pool>,
    room: Room,
    wake: Arc<Notify>,
    sealing: Option<oneshot::Receiver<Result<CreatedBlock<Hash>, Error>>>,
}

/// What became of an order.
enum Sealed {
    /// A block.
    Block,
    /// No block.
    Nothing,
    /// No block, nor any other: the database has failed for good.
    NeverAgain,
}

impl Orders {
    fn stream(self) -> impl Stream<Item = EngineCommand<Hash>> {
        stream::unfold(self, |mut this| async {
            // A block that could not be made is tried again at the next
            // transaction, not at once and for ever.
            let mut idle = match this.sealed().await {
                Sealed::Block => false,
                Sealed::Nothing => true,
                Sealed::NeverAgain => return None,
            };
            loop {
                if idle {
                    this.wake.notified().await;
                }
                this.room.enough().await;
                if this.pending().await {
                    break;
                }
                idle = true;
            }
            let (sender, result) = oneshot::channel();
            this.sealing = Some(result);
            let order = EngineCommand::SealNewBlock {
                create_empty: false,
                finalize: true,
                parent_hash: None,
                sender: Some(sender),
            };
            Some((order, this))
        })
    }

    /// Waits for the block that was ordered last, and says what became of it.
    async fn sealed(&mut self) -> Sealed {
        let Some(sealing) = self.sealing.take() else {
            return Sealed::Nothing;
        };
        match sealing.await {
            Ok(Ok(block)) => {
                let number = self.client.info().best_number;
                log::info!(target: "medink", "block {number} {:?}", block.hash);
                Sealed::Block
            }
            // What was pending is not valid any more.
            Ok(Err(Error::EmptyTransactionPool)) => Sealed::Nothing,
            Ok(Err(error)) => {
                log::error!(target: "medink", "a block could not be made: {error}");
                match chain::takes_writes(&self.client) {
                    Ok(()) => Sealed::Nothing,
                    Err(_) => Sealed::NeverAgain,
                }
            }
            // The node is stopping.
            Err(oneshot::Canceled) => Sealed::Nothing,
        }
    }

    /// Whether the pool, brought up to the best block, holds a transaction that
    /// is ready.
    async fn pending(&self) -> bool {
        self.pool.status().ready > 0
            && self
                .pool
                .ready_at(self.client.info().best_hash)
                .await
                .next()
                .is_some()
    }
}
