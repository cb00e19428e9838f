//! Connecting: which node, which chain, which runtime.

use super::block_events::BlockEventsCache;
use super::link::{Link, NONE, hex0x};
use super::nonce::Nonces;
use super::runtime::Runtime;
use super::{ConnectOptions, RUNTIME_CALLS, SubxtChain};
use crate::error::ChainError;
use crate::identity::{Identity, Token};
use medink_words::said;
use scale::Decode;
use std::sync::{Arc, PoisonError, RwLock};
use subxt::rpcs::methods::legacy::{Bytes, RuntimeVersion};
use subxt::utils::H256;
use tokio::sync::Semaphore;

/// The metadata version asked for: the first with runtime APIs, which every node with pallet-contracts has.
const METADATA_VERSION: u32 = 15;

/// The token of a chain that says nothing of it, as upstream's `contracts-node`: what Polkadot.js and cargo-contract
/// take it for, so that an amount is the same in all of them.
const UNNAMED_TOKEN: &str = "UNIT";
const UNSAID_DECIMALS: u8 = 12;

impl SubxtChain {
    /// Connects to a node and checks that it runs a chain with pallet-contracts, and the expected one if
    /// [`ConnectOptions::expected_genesis`] says which.
    ///
    /// # Errors
    /// At once when nothing listens, and after [`ConnectOptions::connect_within`] at the latest.
    pub async fn connect(url: &str, options: ConnectOptions) -> Result<SubxtChain, ChainError> {
        let expected = options.expected_genesis;
        let link = Link::new(url, options)?;
        link.open().await?;
        let shown = link.shown().to_owned();
        let genesis: Option<H256> = link
            .ask("chain_getBlockHash", (0u32,))
            .await
            .map_err(|e| not_a_node(&shown, e))?;
        let genesis = genesis.ok_or_else(|| ChainError::NotANode {
            url: shown.clone(),
            why: said!("chain-no-first-block").into(),
        })?;
        link.expect_genesis(genesis);
        let (name, chain_type, program, version, properties) = futures::try_join!(
            link.ask::<String>("system_chain", NONE),
            link.ask::<String>("system_chainType", NONE),
            link.ask::<String>("system_name", NONE),
            link.ask::<String>("system_version", NONE),
            link.ask::<serde_json::Map<String, serde_json::Value>>("system_properties", NONE),
        )?;
        if let Some(expected) = expected.filter(|expected| *expected != genesis.0) {
            return Err(ChainError::WrongChain {
                url: shown,
                name: Box::new(name.into()),
                found: genesis.0,
                expected,
            });
        }
        let (spec_name, runtime) = load_runtime(&link, genesis, None).await?;
        if let Some(why) = runtime.lacks_contracts() {
            return Err(ChainError::NoContracts {
                url: shown,
                name,
                why: why.into(),
            });
        }
        let identity = Identity {
            genesis: genesis.0,
            name,
            chain_type,
            node: format!("{program} {version}"),
            ss58_prefix: prefix(&properties, &runtime),
            token: token(&properties),
            spec_name,
            spec_version: runtime.spec_version,
            existential_deposit: runtime
                .constant("Balances", "ExistentialDeposit")
                .unwrap_or_default(),
        };
        Ok(SubxtChain {
            link,
            identity,
            genesis,
            runtime: RwLock::new(Arc::new(runtime)),
            nonces: Nonces::default(),
            block_events: BlockEventsCache::default(),
            runtime_calls: Semaphore::new(RUNTIME_CALLS),
        })
    }

    /// Reads the runtime anew if its version has changed, and says whether it had.
    pub(super) async fn renew_runtime(&self) -> Result<bool, ChainError> {
        let version: RuntimeVersion = self.link.ask("state_getRuntimeVersion", NONE).await?;
        if version.spec_version == self.runtime().spec_version {
            return Ok(false);
        }
        let (_, runtime) = load_runtime(&self.link, self.genesis, None).await?;
        *self.runtime.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(runtime);
        Ok(true)
    }

    /// The runtime that was in force at a block.
    pub(super) async fn runtime_at(&self, block: H256) -> Result<Arc<Runtime>, ChainError> {
        let version: RuntimeVersion = self.link.ask("state_getRuntimeVersion", (block,)).await?;
        let present = self.runtime();
        if version.spec_version == present.spec_version {
            return Ok(present);
        }
        load_runtime(&self.link, self.genesis, Some(block))
            .await
            .map(|(_, runtime)| Arc::new(runtime))
    }
}

fn not_a_node(url: &str, error: ChainError) -> ChainError {
    match error {
        ChainError::Node { message, .. } => ChainError::NotANode {
            url: url.to_owned(),
            why: *message,
        },
        ChainError::Malformed { why, .. } => ChainError::NotANode {
            url: url.to_owned(),
            why,
        },
        other => other,
    }
}

/// The runtime's name and the runtime, at a block or now.
async fn load_runtime(link: &Link, genesis: H256, at: Option<H256>) -> Result<(String, Runtime), ChainError> {
    let version = link.ask::<RuntimeVersion>("state_getRuntimeVersion", (at,));
    let modern = async {
        let arguments = hex0x(&METADATA_VERSION.to_le_bytes());
        // A node too old to have this function answers with an error, and then has the older metadata.
        link.ask::<Bytes>("state_call", ("Metadata_metadata_at_version", arguments, at))
            .await
            .or_else(|e| match e {
                ChainError::Node { .. } => Ok(Bytes(vec![0])),
                other => Err(other),
            })
    };
    let (version, modern) = futures::try_join!(version, modern)?;
    let unreadable = |e: scale::Error| ChainError::malformed(said!("chain-metadata"), e.to_string());
    let metadata = match Option::<Vec<u8>>::decode(&mut &*modern.0).map_err(unreadable)? {
        Some(metadata) => metadata,
        None => link.ask::<Bytes>("state_getMetadata", (at,)).await?.0,
    };
    let runtime = Runtime::new(
        genesis,
        version.spec_version,
        version.transaction_version,
        &metadata,
    )?;
    let name = version
        .other
        .get("specName")
        .and_then(|name| name.as_str())
        .unwrap_or_default()
        .to_owned();
    Ok((name, runtime))
}

/// The SS58 prefix: the runtime's constant, or what the chain specification says, or the generic one.
fn prefix(properties: &serde_json::Map<String, serde_json::Value>, runtime: &Runtime) -> u16 {
    let said = properties
        .get("ss58Format")
        .and_then(serde_json::Value::as_u64)
        .and_then(|n| u16::try_from(n).ok());
    let constant = runtime
        .constant("System", "SS58Prefix")
        .and_then(|n| u16::try_from(n).ok());
    constant.or(said).unwrap_or(42)
}

fn token(properties: &serde_json::Map<String, serde_json::Value>) -> Token {
    // Chains with several tokens have lists here, the own token first.
    let first = |name: &str| {
        let value = properties.get(name)?;
        Some(
            value
                .as_array()
                .and_then(|list| list.first())
                .unwrap_or(value)
                .clone(),
        )
    };
    let symbol = first("tokenSymbol").and_then(|v| v.as_str().map(str::to_owned));
    let decimals = first("tokenDecimals")
        .and_then(|v| v.as_u64())
        .and_then(|n| u8::try_from(n).ok());
    Token {
        symbol: symbol.unwrap_or_else(|| UNNAMED_TOKEN.to_owned()),
        decimals: decimals.unwrap_or(UNSAID_DECIMALS).min(38),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn properties(value: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn tokens_are_read_from_either_form() {
        let unit = Token {
            symbol: "UNIT".into(),
            decimals: 12,
        };
        assert_eq!(
            token(&properties(json!({"tokenSymbol": "UNIT", "tokenDecimals": 12}))),
            unit
        );
        assert_eq!(
            token(&properties(
                json!({"tokenSymbol": ["UNIT", "X"], "tokenDecimals": [12, 6]})
            )),
            unit
        );
        assert_eq!(token(&properties(json!({}))), unit);
        assert_eq!(
            token(&properties(json!({"tokenSymbol": "X", "tokenDecimals": 0}))),
            Token {
                symbol: "X".into(),
                decimals: 0
            }
        );
    }
}
