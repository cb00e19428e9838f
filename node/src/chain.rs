//! The chain itself: the database, the runtime's executor, and the client that
//! joins them.
//!
//! Nothing is pruned unless that is asked for. State and body of every block
//! stay readable, so a log entry can be proved at the block that made it, and the
//! archive RPC is there.

use crate::{
    data::DataFolder,
    error::NodeError,
    genesis::{self, Genesis, Origin},
    runtime_api::{Block, RuntimeApi},
};
use sc_client_api::{execution_extensions::ExecutionExtensions, AuxStore, StorageProvider};
use sc_client_db::DatabaseSettings;
use sc_executor::{HeapAllocStrategy, WasmExecutor};
use sc_service::{
    BlocksPruning, ClientConfig, DatabaseSource, PruningMode, SpawnTaskHandle, TFullBackend, TFullClient,
};
use sp_blockchain::HeaderBackend;
use sp_core::storage::{well_known_keys, StorageKey};
use sp_database::MemDb;
use std::{env, path::PathBuf, sync::Arc};
use substrate_prometheus_endpoint::Registry;

/// Runs the blob.
pub type Executor = WasmExecutor<sp_io::SubstrateHostFunctions>;
/// The database behind the chain.
pub type Backend = TFullBackend<Block>;
/// What answers questions about the chain, and imports blocks.
pub type Client = TFullClient<Block, RuntimeApi, Executor>;

/// The runtime, as `build.rs` took it.
pub const RUNTIME: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/runtime.wasm"));

/// Pages of 64 KiB that a runtime call may allocate: 1 GiB, as the runtime's
/// contract limits assume. Memory that is not touched costs nothing.
const MAX_HEAP_PAGES: u32 = 16 * 1024;

/// Bytes of trie nodes kept in memory.
const TRIE_CACHE: usize = 64 * 1024 * 1024;

/// Runtime instances kept warm: the block author's, the pool's and a few for
/// dry runs.
const RUNTIME_INSTANCES: usize = 8;

/// What of the past stays on the disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keep {
    /// The state of so many final blocks; of all, if none is named.
    pub states: Option<u32>,
    /// The bodies of so many final blocks; of all, if none is named.
    pub blocks: Option<u32>,
}

/// Opens the chain in `folder`, or begins it there from `origin`; without a
/// folder, begins one in memory.
///
/// # Errors
/// What the database or the runtime said; [`NodeError::OtherChain`] if the chain
/// that is there began with another block.
pub fn open(
    folder: Option<&DataFolder>,
    origin: Origin,
    keep: Keep,
    metrics: Option<&Registry>,
    tasks: SpawnTaskHandle,
) -> Result<(Arc<Client>, Arc<Backend>), NodeError> {
    let failed = |error: sp_blockchain::Error| match folder {
        Some(folder) => NodeError::Chain {
            path: folder.path().to_path_buf(),
            reason: error.to_string(),
        },
        None => NodeError::Start(error.to_string()),
    };

    let backend = sc_service::new_db_backend::<Block>(DatabaseSettings {
        trie_cache_maximum_size: Some(TRIE_CACHE),
        state_pruning: Some(match keep.states {
            None => PruningMode::ArchiveAll,
            Some(states) => PruningMode::blocks_pruning(states),
        }),
        source: match folder {
            Some(folder) => DatabaseSource::ParityDb {
                path: folder.database(),
            },
            None => DatabaseSource::Custom {
                db: Arc::new(MemDb::new()),
                require_create_flag: true,
            },
        },
        blocks_pruning: match keep.blocks {
            None => BlocksPruning::KeepAll,
            Some(blocks) => BlocksPruning::Some(blocks),
        },
        // Who joins later is shown by these who was to be believed when.
        pruning_filters: vec![Arc::new(sc_consensus_grandpa::GrandpaPruningFilter)],
        metrics_registry: metrics.cloned(),
    })
    .map_err(failed)?;
    let executor = executor();
    let genesis = || Genesis {
        origin: origin.clone(),
        backend: backend.clone(),
        executor: executor.clone(),
    };
    let client = sc_service::new_client::<_, Block, RuntimeApi, _>(
        backend.clone(),
        executor.clone(),
        genesis(),
        Default::default(),
        Default::default(),
        ExecutionExtensions::new(None, Arc::new(executor.clone())),
        Box::new(tasks),
        metrics.cloned(),
        None,
        ClientConfig::default(),
    )
    .map_err(failed)?;

    let other_chain = || NodeError::OtherChain {
        path: folder
            .map(|folder| folder.path().to_path_buf())
            .unwrap_or_default(),
    };
    match &origin {
        Origin::Development(_) => {
            let best = client.info().best_hash;
            if client
                .storage(best, &StorageKey(genesis::slot_key().to_vec()))
                .map_err(failed)?
                .is_some()
            {
                return Err(other_chain());
            }
            note_other_runtime(&client);
        }
        Origin::Specified(_) => {
            if genesis().hash().map_err(failed)? != client.info().genesis_hash {
                return Err(other_chain());
            }
        }
    }
    Ok((Arc::new(client), backend))
}

/// Asks the database by a write that changes nothing. Once a write of its
/// background threads has failed, it takes none until it is opened again.
///
/// # Errors
/// What the database says.
pub fn takes_writes(client: &Client) -> sp_blockchain::Result<()> {
    client.insert_aux(&[], &[b"medink:no-such-key".as_slice()])
}

/// What runs the blob, with its compiled form kept for the next time.
pub fn executor() -> Executor {
    let heap = HeapAllocStrategy::Dynamic {
        maximum_pages: Some(MAX_HEAP_PAGES),
    };
    let executor = Executor::builder()
        .with_onchain_heap_alloc_strategy(heap)
        .with_offchain_heap_alloc_strategy(heap)
        .with_max_runtime_instances(RUNTIME_INSTANCES);
    match compiled_folder() {
        Some(folder) => executor.with_cache_path(folder).build(),
        None => executor.build(),
    }
}

/// Where the blob's compiled form is kept for the next start, which is then over
/// in a second: the user's cache folder, whose content runs with the user's
/// rights, and which nobody else may write to. It holds nothing of a chain.
fn compiled_folder() -> Option<PathBuf> {
    let cache = match env::var_os("XDG_CACHE_HOME").map(PathBuf::from) {
        Some(folder) if folder.is_absolute() => folder,
        _ => PathBuf::from(env::var_os("HOME")?).join(".cache"),
    };
    Some(cache.join("medink-node").join(env!("CARGO_PKG_VERSION")))
}

/// A chain keeps the runtime it began with. Where this build's is another, the
/// reader of the log is told which one is at work.
fn note_other_runtime(client: &Client) {
    let best = client.info().best_hash;
    let code = client.storage(best, &StorageKey(well_known_keys::CODE.to_vec()));
    if !matches!(code, Ok(Some(code)) if code.0 == RUNTIME) {
        log::warn!(
            target: "medink",
            "this chain was begun by another build of the node and keeps that build's runtime; \
             a new chain has the new one"
        );
    }
}
