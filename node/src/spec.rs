//! The specification of a network: the file that each of its nodes begins with.
//!
//! It holds the whole state of block 0, the runtime included, so that every
//! build of the node makes the same block of it; the network's name; and the
//! nodes to begin with. It holds no secret.

use crate::{
    chain,
    cli::BuildSpec,
    error::NodeError,
    genesis::{self, Origin},
    methods::properties,
    upgrade,
};
use sc_service::{ChainSpec, ChainType, GenericChainSpec};
use serde_json::json;
use sp_core::crypto::Ss58Codec;
use std::{path::Path, sync::Arc};

/// The network's protocols carry the hash of block 0; this stands where the
/// SDK wants a name besides.
const PROTOCOL: &str = "medink";

/// The smallest units of a UNIT.
const UNIT: u128 = 1_000_000_000_000;

/// Reads a specification.
///
/// # Errors
/// [`NodeError::Specification`] with what is wrong with it.
pub fn read(path: &Path) -> Result<(Box<dyn ChainSpec>, Origin), NodeError> {
    let failed = |reason: String| NodeError::Specification {
        path: path.to_path_buf(),
        reason,
    };
    let spec =
        GenericChainSpec::<sc_service::NoExtension>::from_json_file(path.to_path_buf()).map_err(failed)?;
    let storage = spec.as_storage_builder().build_storage().map_err(failed)?;
    if !storage.top.contains_key(genesis::slot_key().as_slice()) {
        return Err(failed(
            "it names no length of slots, so it is no network of medink's node".into(),
        ));
    }
    Ok((Box::new(spec), Origin::Specified(Arc::new(storage))))
}

/// The specification of a new network, as JSON.
///
/// # Errors
/// [`NodeError::Start`] with what the runtime said.
pub fn build(new: &BuildSpec) -> Result<String, NodeError> {
    let endowment = u128::from(new.endowment).saturating_mul(UNIT);
    let accounts: Vec<String> = new
        .hospitals
        .iter()
        .map(|hospital| hospital.account.to_ss58check())
        .collect();
    let balances: Vec<_> = accounts
        .iter()
        .map(|account| json!([account, endowment]))
        .collect();
    let keys: Vec<_> = new
        .hospitals
        .iter()
        .zip(&accounts)
        .map(|(hospital, account)| {
            let keys = json!({
                "aura": hospital.aura.to_ss58check(),
                "grandpa": hospital.grandpa.to_ss58check(),
            });
            json!([account, account, keys])
        })
        .collect();
    let config = json!({
        "balances": { "balances": balances },
        "hospitals": { "members": accounts },
        "session": { "keys": keys },
    });
    let runtime = upgrade::packed()?;
    let storage = genesis::network(&runtime, &chain::executor(), config, new.slot, new.session)
        .map_err(NodeError::Start)?;

    let mut spec = GenericChainSpec::<sc_service::NoExtension>::builder(&runtime, Default::default())
        .with_name(&new.name)
        .with_id(PROTOCOL)
        .with_chain_type(ChainType::Live)
        .with_protocol_id(PROTOCOL)
        .with_properties(properties())
        .with_boot_nodes(new.bootnodes.clone())
        .build();
    ChainSpec::set_storage(&mut spec, storage);
    ChainSpec::as_json(&spec, true).map_err(NodeError::Start)
}
