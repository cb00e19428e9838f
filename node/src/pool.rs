//! The transactions that wait, and what those who watch them are told.

use crate::{chain::Client, runtime_api::Block};
use futures::StreamExt;
use sc_client_api::BlockchainEvents;
use sc_service::SpawnEssentialTaskHandle;
use sc_transaction_pool::{BasicPool, FullChainApi, Options, PoolLimit};
use sc_transaction_pool_api::MaintainedTransactionPool;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// Transactions checked against the best block alone. (The SDK's fork-aware pool
/// lets batches wait, and a chain of hospitals that take turns hardly forks; what
/// a fork drops is put into the pool again.)
pub type Pool = BasicPool<FullChainApi<Client, Block>, Block>;

/// How long after its block a transaction is called final. The block is final at
/// once; but Polkadot.js drops the word that a transaction is in a block, which
/// many scripts wait for, where the next word comes before it has fetched that
/// block.
const FINAL_AFTER: Duration = Duration::from_millis(40);

/// Blocks whose finality may be waiting to be told.
const FINAL_AT_ONCE: usize = 4096;

/// An empty pool over `client`'s chain.
pub fn open(client: Arc<Client>, metrics: Option<&Registry>, tasks: SpawnEssentialTaskHandle) -> Arc<Pool> {
    // Room for batches of tens of thousands, and no ban: whoever develops may
    // send the same transaction again.
    let limits = Options {
        ready: PoolLimit {
            count: 65_536,
            total_bytes: 256 * 1024 * 1024,
        },
        future: PoolLimit {
            count: 65_536,
            total_bytes: 256 * 1024 * 1024,
        },
        reject_future_transactions: false,
        ban_time: Duration::ZERO,
    };
    Arc::new(Pool::new_full(limits, true.into(), metrics, tasks, client))
}

/// Takes out of the pool what each new block holds.
pub async fn follow_blocks(client: Arc<Client>, pool: Arc<Pool>) {
    client
        .import_notification_stream()
        .for_each(|block| pool.maintain(block.into()))
        .await
}

/// Tells the watchers of a transaction that its block is final.
pub async fn follow_finality(client: Arc<Client>, pool: Arc<Pool>) {
    client
        .finality_notification_stream()
        .map(|block| async move {
            tokio::time::sleep(FINAL_AFTER).await;
            block
        })
        .buffered(FINAL_AT_ONCE)
        .for_each(|block| pool.maintain(block.into()))
        .await
}
