//! The parts of the node, put together: chain, pool, RPC, and what makes blocks.
//! On a development chain that is an author who is asked by nobody, and there is
//! no peer; on a network, turns and votes. No telemetry, no offchain worker.

use crate::{
    chain::{self, Backend, Client, Keep, RUNTIME},
    cli::Peer,
    data::DataFolder,
    error::NodeError,
    genesis::Origin,
    keys,
    methods::{self, Finality, Identity, Parts},
    metrics, network,
    origins::Origins,
    pool::{self, Pool},
    recent::Recent,
    room::Room,
    rpc::Port,
    runtime_api::{Block, Hash},
    seal, system,
    turns::{self, Turns},
};
use jsonrpsee::server::ServerHandle;
use sc_rpc::system::Request;
use sc_service::{config::KeystoreConfig, BlocksPruning, ChainSpec, KeystoreContainer, TaskManager};
use sc_transaction_pool_api::TransactionPool;
use sc_utils::mpsc::TracingUnboundedSender;
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use std::{path::Path, sync::Arc};
use substrate_prometheus_endpoint::Registry;
use tokio::{runtime::Handle, sync::Notify};

/// Where a node is asked, and by whom.
pub struct Door {
    /// The port.
    pub port: Port,
    /// The web pages that may ask.
    pub origins: Origins,
}

/// A network that the node is to be one of.
pub struct Joining<'a> {
    /// What names it, and nodes to begin with.
    pub spec: Box<dyn ChainSpec>,
    /// Its block 0.
    pub origin: Origin,
    /// How to be one of it.
    pub peer: &'a Peer,
    /// Where chain and keys are.
    pub folder: &'a DataFolder,
}

/// A node that answers.
pub struct Service {
    /// The hash of block 0, by which clients know the chain.
    pub genesis: Hash,
    /// By which the node's peers know it, where it has any.
    pub peer: Option<String>,
    tasks: TaskManager,
    server: ServerHandle,
    client: Arc<Client>,
    backend: Arc<Backend>,
    /// The room without which a network's node is none: it can't refuse the
    /// blocks of others.
    needs: Option<Room>,
}

/// A chain, and what runs tasks beside it.
struct Ground {
    tasks: TaskManager,
    client: Arc<Client>,
    backend: Arc<Backend>,
}

/// What every node has.
struct Core {
    tasks: TaskManager,
    client: Arc<Client>,
    backend: Arc<Backend>,
    pool: Arc<Pool>,
    room: Room,
}

/// What the methods are told of a chain, besides the chain itself.
struct About {
    identity: Identity,
    keystore: KeystorePtr,
    finality: Option<Finality>,
    system: TracingUnboundedSender<Request<Block>>,
}

impl Service {
    /// Opens the development chain in `folder`, or a temporary one, and serves it
    /// at `door`, writing to it while there is `room`.
    ///
    /// # Errors
    /// [`NodeError`] of the part that failed.
    pub fn develop(
        folder: Option<&DataFolder>,
        keep: Keep,
        room: Room,
        door: Door,
        runtime: Handle,
    ) -> Result<Self, NodeError> {
        let origin = Origin::Development(RUNTIME);
        let ground = Ground::open(folder, origin, keep, None, runtime.clone())?;
        let path = folder.map(DataFolder::path);
        let recent = runtime
            .block_on(Recent::open(ground.client.clone(), path))
            .map_err(|error| NodeError::Chain {
                path: path.map(Path::to_path_buf).unwrap_or_default(),
                reason: error.to_string(),
            })?;
        // Only now, for a pool does not hear of what came before it.
        let core = Core::on(ground, room, None);
        let wake = Arc::new(Notify::new());
        core.tasks.spawn_essential_handle().spawn(
            "wake-author",
            "author",
            seal::wake_on(core.pool.import_notification_stream(), wake.clone()),
        );
        core.tasks.spawn_essential_handle().spawn_blocking(
            "author",
            "author",
            seal::author(
                core.tasks.spawn_handle(),
                core.client.clone(),
                recent,
                core.backend.clone(),
                core.pool.clone(),
                core.room.clone(),
                wake,
            ),
        );

        let (system, requests) = sc_utils::mpsc::tracing_unbounded("system-requests", 10_000);
        core.tasks.spawn_handle().spawn(
            "system-answers",
            "rpc",
            system::answer(requests, core.client.clone()),
        );
        let keystore = KeystoreContainer::new(&KeystoreConfig::InMemory)
            .map_err(|error| NodeError::Start(error.to_string()))?
            .keystore();
        let about = About {
            identity: Identity::development(),
            keystore,
            finality: None,
            system,
        };
        core.serve(about, door, None, None)
    }

    /// Opens the network's chain in its folder and is one of it, answering at
    /// `door`, while there is `room`.
    ///
    /// # Errors
    /// [`NodeError`] of the part that failed.
    pub fn join(
        joining: Joining<'_>,
        keep: Keep,
        room: Room,
        door: Door,
        runtime: Handle,
    ) -> Result<Self, NodeError> {
        let Joining {
            spec,
            origin,
            peer,
            folder,
        } = joining;
        let registry = metrics::registry(peer, spec.as_ref())?;
        let registry = registry.as_ref();
        let keystore = keys::open(folder)?;
        let ground = Ground::open(Some(folder), origin, keep, registry, runtime)?;
        let core = Core::on(ground, room.clone(), registry);

        let (turns, queue) = Turns::open(&core.client, core.backend.clone(), &core.tasks, registry)?;
        let network = network::start(network::Parts {
            peer,
            folder,
            spec: &spec,
            client: core.client.clone(),
            pool: core.pool.clone(),
            queue,
            blocks: match keep.blocks {
                None => BlocksPruning::KeepAll,
                Some(blocks) => BlocksPruning::Some(blocks),
            },
            tasks: &core.tasks,
            metrics: registry,
        })?;
        if let Some(registry) = registry {
            metrics::serve(
                peer,
                registry,
                core.client.clone(),
                core.pool.clone(),
                &network,
                &core.tasks,
            )?;
        }
        let id = network.service.local_peer_id().to_string();
        let system = network.requests.clone();
        let finality = turns.start(
            network,
            turns::Parts {
                peer,
                client: core.client.clone(),
                pool: core.pool.clone(),
                keystore: keystore.clone(),
                tasks: &core.tasks,
                metrics: registry,
            },
        )?;
        let about = About {
            identity: Identity {
                name: spec.name().to_owned(),
                kind: spec.chain_type(),
                properties: spec.properties(),
            },
            keystore,
            finality: Some(finality),
            system,
        };
        core.serve(about, door, Some(id), Some(room))
    }

    /// Ends only when a part of the node has failed without which it is none, or
    /// the room has gone without which it is none.
    pub async fn failure(&mut self) -> NodeError {
        let Self {
            tasks, needs, client, ..
        } = self;
        let full = async {
            match needs {
                Some(room) => room.gone().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            // Either way it returns, such a part is gone.
            _ = tasks.future() => {}
            error = full => return error,
        }
        match chain::takes_writes(client) {
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

impl Ground {
    fn open(
        folder: Option<&DataFolder>,
        origin: Origin,
        keep: Keep,
        metrics: Option<&Registry>,
        runtime: Handle,
    ) -> Result<Self, NodeError> {
        let tasks =
            TaskManager::new(runtime, metrics).map_err(|error| NodeError::Start(error.to_string()))?;
        let (client, backend) = chain::open(folder, origin, keep, metrics, tasks.spawn_handle())?;
        Ok(Self {
            tasks,
            client,
            backend,
        })
    }
}

impl Core {
    /// The rest, on a chain that is ready.
    fn on(ground: Ground, room: Room, metrics: Option<&Registry>) -> Self {
        let Ground {
            tasks,
            client,
            backend,
        } = ground;
        let pool = pool::open(client.clone(), metrics, tasks.spawn_essential_handle());
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
        Self {
            tasks,
            client,
            backend,
            pool,
            room,
        }
    }

    fn serve(
        self,
        about: About,
        door: Door,
        peer: Option<String>,
        needs: Option<Room>,
    ) -> Result<Service, NodeError> {
        let failed = |error: &dyn std::fmt::Display| NodeError::Start(error.to_string());
        let Self {
            tasks,
            client,
            backend,
            pool,
            room,
        } = self;
        let About {
            identity,
            keystore,
            finality,
            system,
        } = about;
        let methods = methods::all(Parts {
            client: client.clone(),
            backend: backend.clone(),
            pool,
            room: room.clone(),
            identity,
            keystore,
            finality,
            system,
            tasks: Arc::new(tasks.spawn_handle()),
        })
        .map_err(|error| failed(&error))?;
        let server = door
            .port
            .serve(methods, door.origins, room)
            .map_err(|error| failed(&error))?;
        Ok(Service {
            genesis: client.info().genesis_hash,
            peer,
            tasks,
            server,
            client,
            backend,
            needs,
        })
    }
}
