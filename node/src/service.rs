//! The parts of the node, put together: chain, pool, author, RPC. No peer, no
//! telemetry, no offchain worker.

use crate::{
    chain::{self, Backend, Client},
    data::DataFolder,
    error::NodeError,
    methods::{self, Parts},
    origins::Origins,
    pool,
    room::Room,
    rpc::Port,
    runtime_api::Hash,
    seal, system,
};
use jsonrpsee::server::ServerHandle;
use sc_service::TaskManager;
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;
use tokio::{runtime::Handle, sync::Notify};

/// A node that answers.
pub struct Service {
    /// The hash of block 0, by which clients know the chain.
    pub genesis: Hash,
    tasks: TaskManager,
    server: ServerHandle,
    client: Arc<Client>,
    backend: Arc<Backend>,
}

impl Service {
    /// Opens the chain in `folder`, or a temporary one, and serves it on `port`,
    /// writing to it while there is `room`.
    ///
    /// # Errors
    /// [`NodeError`] of the part that failed.
    pub fn start(
        folder: Option<&DataFolder>,
        room: Room,
        port: Port,
        origins: Origins,
        runtime: Handle,
    ) -> Result<Self, NodeError> {
        let failed = |error: &dyn std::fmt::Display| NodeError::Start(error.to_string());

        let tasks = TaskManager::new(runtime, None).map_err(|error| failed(&error))?;
        let (client, backend) = chain::open(folder, tasks.spawn_handle())?;
        let genesis = client.info().genesis_hash;

        let pool = pool::open(client.clone(), tasks.spawn_essential_handle());
        tasks.spawn_essential_handle().spawn(
            "pool-blocks",
            "pool",
            pool::follow_blocks(client.clone(), pool.clone()),
        );
        tasks.spawn_essential_handle().spawn(
            "pool-finality",
            "pool",
            pool::follow_finality(client.clone(), pool.clone()),
        );

        let database = client.clone();
        tasks.spawn_essential_handle().spawn(
            "room",
            "author",
            room.clone().watch(move || chain::takes_writes(&database)),
        );

        let wake = Arc::new(Notify::new());
        tasks.spawn_essential_handle().spawn(
            "wake-author",
            "author",
            seal::wake_on(pool.import_notification_stream(), wake.clone()),
        );
        tasks.spawn_essential_handle().spawn_blocking(
            "author",
            "author",
            seal::author(
                tasks.spawn_handle(),
                client.clone(),
                backend.clone(),
                pool.clone(),
                room.clone(),
                wake,
            ),
        );

        let (system, requests) = sc_utils::mpsc::tracing_unbounded("system-requests", 10_000);
        tasks
            .spawn_handle()
            .spawn("system-answers", "rpc", system::answer(requests, client.clone()));
        let methods = methods::all(Parts {
            client: client.clone(),
            backend: backend.clone(),
            pool,
            room: room.clone(),
            system,
            tasks: Arc::new(tasks.spawn_handle()),
        })
        .map_err(|error| failed(&error))?;
        let server = port
            .serve(methods, origins, room)
            .map_err(|error| failed(&error))?;

        Ok(Self {
            genesis,
            tasks,
            server,
            client,
            backend,
        })
    }

    /// Ends only when a part of the node has failed without which it is none.
    pub async fn failure(&mut self) -> NodeError {
        // Either way it returns, such a part is gone.
        let _ = self.tasks.future().await;
        match chain::takes_writes(&self.client) {
            Ok(()) => NodeError::Failed,
            Err(error) => NodeError::Database(error.to_string()),
        }
    }

    /// Stops taking requests and tells every task to end. What is returned
    /// holds the database, which is written out when the last task has let go
    /// of it as well.
    pub fn stop(self) -> Arc<Backend> {
        // An error means that the server has stopped already.
        let _ = self.server.stop();
        self.backend
    }
}
