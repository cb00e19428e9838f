//! Block 0: a development chain's from the blob's own `development` preset, a
//! network's from its specification.
//!
//! The SDK's chain specification would do the first with an executor of its own,
//! and compile the blob a second time; this uses the node's.

use crate::{
    chain::Executor,
    runtime_api::{Block, Hash},
};
use parity_scale_codec::{Decode, Encode};
use sc_client_api::{backend::Backend, BlockImportOperation};
use sc_service::{construct_genesis_block, resolve_state_version_from_wasm, BuildGenesisBlock, TFullBackend};
use serde_json::Value;
use sp_blockchain::Error;
use sp_core::{
    storage::{well_known_keys, Storage},
    traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_runtime::traits::{BlakeTwo256, Block as _, Hash as _};
use sp_state_machine::BasicExternalities;
use std::sync::Arc;

/// What block 0 is made from.
#[derive(Clone)]
pub enum Origin {
    /// This runtime's development preset; each chain of it is another.
    Development(&'static [u8]),
    /// The state that a network's specification gives.
    Specified(Arc<Storage>),
}

/// Builds block 0 when the client finds none, and not before.
pub struct Genesis {
    /// What it is made from.
    pub origin: Origin,
    /// Where the block goes.
    pub backend: Arc<TFullBackend<Block>>,
    /// What runs the blob.
    pub executor: Executor,
}

/// The state key of a random number that makes each chain's block 0, and so its
/// genesis hash, its own. Without it every chain of one build is the same chain
/// to clients and wallets: a transaction signed for one is valid on the next,
/// and what is kept for one, by its hash, is taken for the next one's.
const CHAIN_ID: &[u8] = b":medink-chain-id";

fn chain_id() -> Result<Vec<u8>, String> {
    let mut id = [0; 32];
    getrandom::fill(&mut id).map_err(|error| format!("the system gives no random numbers: {error}"))?;
    Ok(id.to_vec())
}

/// The state key of the length of a network's slots, as the runtime has it. A
/// development chain has nothing there.
pub fn slot_key() -> [u8; 16] {
    sp_io::hashing::twox_128(b":SlotLength:")
}

impl BuildGenesisBlock<Block> for Genesis {
    type BlockImportOperation = <TFullBackend<Block> as Backend<Block>>::BlockImportOperation;

    fn build_genesis_block(self) -> sp_blockchain::Result<(Block, Self::BlockImportOperation)> {
        let storage = match &self.origin {
            Origin::Development(blob) => development(blob, &self.executor).map_err(Error::Storage)?,
            Origin::Specified(storage) => Storage::clone(storage),
        };
        let version = resolve_state_version_from_wasm::<_, BlakeTwo256>(&storage, &self.executor)?;
        let mut operation = self.backend.begin_operation()?;
        let root = operation.set_genesis_state(storage, true, version)?;
        Ok((construct_genesis_block::<Block>(root, version), operation))
    }
}

impl Genesis {
    /// The hash that block 0 of a specification has; nothing is written.
    ///
    /// # Errors
    /// What the runtime or the database said.
    pub fn hash(self) -> sp_blockchain::Result<Hash> {
        Ok(self.build_genesis_block()?.0.hash())
    }
}

/// The same for the length of a network's sessions.
fn session_key() -> [u8; 16] {
    sp_io::hashing::twox_128(b":SessionLength:")
}

/// The state of block 0 of a network: `config` laid over the runtime's default,
/// slots of so many milliseconds, sessions of so many blocks, and the blob
/// itself.
///
/// # Errors
/// What the runtime said of `config`.
pub fn network(
    blob: &[u8],
    executor: &Executor,
    config: Value,
    slot: u64,
    session: u32,
) -> Result<Storage, String> {
    let mut storage = build(blob, executor, config)?;
    storage.top.insert(slot_key().to_vec(), slot.encode());
    storage.top.insert(session_key().to_vec(), session.encode());
    Ok(storage)
}

/// The state of block 0 of a development chain: what the preset makes, and the
/// blob itself.
fn development(blob: &[u8], executor: &Executor) -> Result<Storage, String> {
    let preset = call(
        blob,
        executor,
        &mut BasicExternalities::new_empty(),
        "GenesisBuilder_get_preset",
        &Some(PresetId::from(DEV_RUNTIME_PRESET)).encode(),
    )?;
    let patch = Option::<Vec<u8>>::decode(&mut preset.as_slice())
        .map_err(|error| format!("the runtime's preset cannot be decoded: {error}"))?
        .ok_or("the runtime has no development preset")?;
    let patch = serde_json::from_slice(&patch).map_err(|error| format!("the preset is not JSON: {error}"))?;
    build(blob, executor, patch)
}

fn build(blob: &[u8], executor: &Executor, patch: Value) -> Result<Storage, String> {
    // `build_state` takes a whole configuration: the default with the patch over
    // it.
    let default = call(
        blob,
        executor,
        &mut BasicExternalities::new_empty(),
        "GenesisBuilder_get_preset",
        &None::<PresetId>.encode(),
    )?;
    let default = Option::<Vec<u8>>::decode(&mut default.as_slice())
        .map_err(|error| format!("the runtime's default cannot be decoded: {error}"))?
        .ok_or("the runtime has no default configuration")?;
    let mut config = serde_json::from_slice(&default)
        .map_err(|error| format!("the runtime's default is not JSON: {error}"))?;
    lay_over(&mut config, patch);
    let config = serde_json::to_vec(&config).map_err(|error| error.to_string())?;

    let mut state = BasicExternalities::new_empty();
    let result = call(
        blob,
        executor,
        &mut state,
        "GenesisBuilder_build_state",
        &config.encode(),
    )?;
    sp_genesis_builder::Result::decode(&mut result.as_slice())
        .map_err(|error| format!("the runtime's answer cannot be decoded: {error}"))??;

    let mut storage = state.into_storages();
    storage.top.insert(well_known_keys::CODE.to_vec(), blob.to_vec());
    storage.top.insert(CHAIN_ID.to_vec(), chain_id()?);
    Ok(storage)
}

fn call(
    blob: &[u8],
    executor: &Executor,
    state: &mut BasicExternalities,
    method: &str,
    input: &[u8],
) -> Result<Vec<u8>, String> {
    let code = WrappedRuntimeCode(blob.into());
    let code = RuntimeCode {
        code_fetcher: &code,
        heap_pages: None,
        // The hash the chain's state gives the blob: the executor finds its
        // compiled form by it, so that it is compiled once.
        hash: BlakeTwo256::hash(blob).encode(),
    };
    executor
        .call(state, &code, method, input, CallContext::Offchain)
        .0
        .map_err(|error| format!("the runtime failed in {method}: {error}"))
}

/// The objects of `patch` laid over `target`, as RFC 7396 has it for patches
/// that remove nothing.
fn lay_over(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                lay_over(target.entry(key).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}
