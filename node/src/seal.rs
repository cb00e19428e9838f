//! The block author: a block as soon as there is a transaction, final at once.
//!
//! The SDK's own instant seal makes one block for each notice of the pool. A
//! batch then costs thousands of attempts at empty blocks, and a notice lost in
//! a full channel leaves transactions waiting. Here a notice only wakes the
//! author, who seals until the pool is empty.

use crate::{
    chain::{Backend, Client},
    runtime_api::Block,
};
use futures::{channel::oneshot, Stream, StreamExt};
use sc_basic_authorship::ProposerFactory;
use sc_consensus::LongestChain;
use sc_consensus_manual_seal::{seal_block, Error, SealBlockParams};
use sc_service::SpawnTaskHandle;
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::HeaderBackend;
use std::{sync::Arc, time::Instant};
use tokio::sync::Notify;

/// Bytes of transactions in a block: the runtime's own limit rules.
const BLOCK_SIZE: usize = 5 * 1024 * 1024;

/// Makes blocks out of what the pool holds.
pub struct Author<Pool> {
    client: Arc<Client>,
    pool: Arc<Pool>,
    proposer: ProposerFactory<Pool, Client>,
    best: LongestChain<Backend, Block>,
}

impl<Pool> Author<Pool>
where
    Pool: TransactionPool<Block = Block, Hash = sp_core::H256> + 'static,
{
    /// An author over `client`'s chain and `pool`.
    pub fn new(tasks: SpawnTaskHandle, client: Arc<Client>, backend: Arc<Backend>, pool: Arc<Pool>) -> Self {
        let mut proposer = ProposerFactory::new(tasks, client.clone(), pool.clone(), None, None);
        proposer.set_default_block_size_limit(BLOCK_SIZE);
        Self { client, pool, proposer, best: LongestChain::new(backend) }
    }

    /// Authors each time it is woken, until the process ends. A block that
    /// fails is logged, and tried again at the next transaction.
    pub async fn run(mut self, wake: Arc<Notify>) {
        loop {
            wake.notified().await;
            while self.pending().await {
                match self.seal().await {
                    Ok(()) => {}
                    // What was pending is not valid any more.
                    Err(Error::EmptyTransactionPool) => break,
                    Err(error) => {
                        log::error!(target: "medink", "a block could not be made: {error}");
                        break;
                    }
                }
            }
        }
    }

    /// Whether the pool, brought up to the best block, holds a transaction that
    /// is ready.
    async fn pending(&self) -> bool {
        self.pool.status().ready > 0
            && self.pool.ready_at(self.client.info().best_hash).await.next().is_some()
    }

    async fn seal(&mut self) -> Result<(), Error> {
        let begun = Instant::now();
        let (sender, result) = oneshot::channel();
        let pool = self.pool.clone();
        seal_block(SealBlockParams {
            sender: Some(sender),
            parent_hash: None,
            finalize: true,
            create_empty: false,
            env: &mut self.proposer,
            select_chain: &self.best,
            block_import: &mut self.client.clone(),
            consensus_data_provider: None,
            pool,
            client: self.client.clone(),
            // The clock is the system's; the pallet takes the later of it and
            // the last block's time plus one millisecond.
            create_inherent_data_providers: &|_, ()| async {
                Ok(sp_timestamp::InherentDataProvider::from_system_time())
            },
        })
        .await;
        let block = result.await??;
        log::info!(
            target: "medink",
            "block {} {:?} in {:?}",
            self.client.info().best_number,
            block.hash,
            begun.elapsed(),
        );
        Ok(())
    }
}

/// Takes the pool's notices as they come, however many, and wakes the author:
/// the channel they come through is bounded, and a block takes its time.
pub async fn wake_on(mut notices: impl Stream + Unpin, wake: Arc<Notify>) {
    while notices.next().await.is_some() {
        wake.notify_one();
    }
}
