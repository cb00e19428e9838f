//! Block 0, from the blob's own `development` preset.
//!
//! The SDK's chain specification would do the same with an executor of its own,
//! and compile the blob a second time; this uses the node's.

use crate::{chain::Executor, runtime_api::Block};
use parity_scale_codec::{Decode, Encode};
use sc_client_api::{backend::Backend, BlockImportOperation};
use sc_service::{construct_genesis_block, resolve_state_version_from_wasm, BuildGenesisBlock, TFullBackend};
use sp_blockchain::Error;
use sp_core::{
    storage::{well_known_keys, Storage},
    traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET};
use sp_runtime::traits::{BlakeTwo256, Hash};
use sp_state_machine::BasicExternalities;
use std::sync::Arc;

/// Builds block 0 when the client finds none, and not before.
pub struct Genesis {
    /// The runtime.
    pub blob: &'static [u8],
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

impl BuildGenesisBlock<Block> for Genesis {
    type BlockImportOperation = <TFullBackend<Block> as Backend<Block>>::BlockImportOperation;

    fn build_genesis_block(self) -> sp_blockchain::Result<(Block, Self::BlockImportOperation)> {
        let storage = self.storage().map_err(Error::Storage)?;
        let version = resolve_state_version_from_wasm::<_, BlakeTwo256>(&storage, &self.executor)?;
        let mut operation = self.backend.begin_operation()?;
        let root = operation.set_genesis_state(storage, true, version)?;
        Ok((construct_genesis_block::<Block>(root, version), operation))
    }
}

impl Genesis {
    /// The state of block 0: what the preset makes, and the blob itself.
    fn storage(&self) -> Result<Storage, String> {
        let preset = self.call(
            &mut BasicExternalities::new_empty(),
            "GenesisBuilder_get_preset",
            &Some(PresetId::from(DEV_RUNTIME_PRESET)).encode(),
        )?;
        let patch = Option::<Vec<u8>>::decode(&mut preset.as_slice())
            .map_err(|error| format!("the runtime's preset cannot be decoded: {error}"))?
            .ok_or("the runtime has no development preset")?;

        // `build_state` takes a whole configuration: the default with the
        // preset's patch over it.
        let default = self.call(
            &mut BasicExternalities::new_empty(),
            "GenesisBuilder_get_preset",
            &None::<PresetId>.encode(),
        )?;
        let default = Option::<Vec<u8>>::decode(&mut default.as_slice())
            .map_err(|error| format!("the runtime's default cannot be decoded: {error}"))?
            .ok_or("the runtime has no default configuration")?;
        let config = merge(&default, &patch).map_err(|error| format!("the preset is not JSON: {error}"))?;

        let mut state = BasicExternalities::new_empty();
        let result = self.call(&mut state, "GenesisBuilder_build_state", &config.encode())?;
        sp_genesis_builder::Result::decode(&mut result.as_slice())
            .map_err(|error| format!("the runtime's answer cannot be decoded: {error}"))??;

        let mut storage = state.into_storages();
        storage
            .top
            .insert(well_known_keys::CODE.to_vec(), self.blob.to_vec());
        storage.top.insert(CHAIN_ID.to_vec(), chain_id()?);
        Ok(storage)
    }

    fn call(&self, state: &mut BasicExternalities, method: &str, input: &[u8]) -> Result<Vec<u8>, String> {
        let code = WrappedRuntimeCode(self.blob.into());
        let code = RuntimeCode {
            code_fetcher: &code,
            heap_pages: None,
            // The hash the chain's state gives the blob: the executor finds its
            // compiled form by it, so that it is compiled once.
            hash: BlakeTwo256::hash(self.blob).encode(),
        };
        self.executor
            .call(state, &code, method, input, CallContext::Offchain)
            .0
            .map_err(|error| format!("the runtime failed in {method}: {error}"))
    }
}

/// `default` with the top-level objects of `patch` laid over it, as RFC 7396
/// has it for patches that remove nothing.
fn merge(default: &[u8], patch: &[u8]) -> serde_json::Result<Vec<u8>> {
    let mut config = serde_json::from_slice(default)?;
    let patch = serde_json::from_slice(patch)?;
    lay_over(&mut config, patch);
    serde_json::to_vec(&config)
}

fn lay_over(target: &mut serde_json::Value, patch: serde_json::Value) {
    use serde_json::Value::Object;
    match (target, patch) {
        (Object(target), Object(patch)) => {
            for (key, value) in patch {
                lay_over(target.entry(key).or_insert(serde_json::Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}
