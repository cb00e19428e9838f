//! What is read from a node: who it is, heads, balances, contracts, blocks, events, state.

use super::facts::{Facts, FactsCache};
use super::link::{Link, NONE, hex0x};
use super::nonce::Nonces;
use super::runtime::{Birth, Runtime};
use super::{ConnectOptions, Inner};
use crate::block::{Block, BlockId, ChainEvent, Head, StateEntry, StateTree};
use crate::error::ChainError;
use crate::identity::{Balance, Identity, Token};
use crate::submission::Receipt;
use futures::stream::{self, StreamExt, TryStreamExt};
use medink_types::AccountId;
use scale::Decode;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use subxt::config::substrate::SubstrateHeader;
use subxt::ext::scale_decode::DecodeAsType;
use subxt::rpcs::methods::legacy::{Bytes, RuntimeVersion};
use subxt::utils::{AccountId32, H256};

/// The metadata version asked for: the first with runtime APIs, which every node with pallet-contracts has.
const METADATA_VERSION: u32 = 15;

/// Blocks looked through side by side.
const SIDE_BY_SIDE: usize = 16;

/// What Substrate calls a token that has no name.
const NAMELESS_TOKEN: &str = "UNIT";

#[derive(serde::Deserialize)]
struct SignedBlock {
    block: RawBlock,
}

#[derive(serde::Deserialize)]
struct RawBlock {
    header: SubstrateHeader<H256>,
    extrinsics: Vec<Bytes>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountInfo {
    nonce: u32,
    data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AccountData {
    free: u128,
    reserved: u128,
    frozen: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ContractInfo {
    code_hash: H256,
}

impl Inner {
    pub(super) async fn connect(url: &str, options: ConnectOptions) -> Result<Inner, ChainError> {
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
            why: "it has no first block".to_owned(),
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
                name,
                found: genesis.0,
                expected,
            });
        }
        let (spec_name, runtime) = load_runtime(&link, genesis, None).await?;
        if let Some(why) = runtime.lacks_contracts() {
            return Err(ChainError::NoContracts {
                url: shown,
                name,
                why,
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
        Ok(Inner {
            link,
            identity,
            genesis,
            runtime: RwLock::new(Arc::new(runtime)),
            nonces: Nonces::default(),
            facts: FactsCache::default(),
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
    async fn runtime_at(&self, block: H256) -> Result<Arc<Runtime>, ChainError> {
        let version: RuntimeVersion = self.link.ask("state_getRuntimeVersion", (block,)).await?;
        let present = self.runtime();
        if version.spec_version == present.spec_version {
            return Ok(present);
        }
        load_runtime(&self.link, self.genesis, Some(block))
            .await
            .map(|(_, runtime)| Arc::new(runtime))
    }

    /// The best chain's newest block.
    pub(super) async fn best(&self) -> Result<Birth, ChainError> {
        let hash: Option<H256> = self.link.ask("chain_getBlockHash", NONE).await?;
        self.numbered(hash).await
    }

    /// The newest final block.
    pub(super) async fn finalized(&self) -> Result<Birth, ChainError> {
        let hash: H256 = self.link.ask("chain_getFinalizedHead", NONE).await?;
        self.numbered(Some(hash)).await
    }

    /// The block that a transaction signed now counts its life from: a final one, which no fork takes away.
    pub(super) async fn birth(&self) -> Result<Birth, ChainError> {
        self.finalized().await
    }

    async fn numbered(&self, hash: Option<H256>) -> Result<Birth, ChainError> {
        let hash = hash.ok_or_else(|| ChainError::malformed("the newest block's hash", "there is none"))?;
        let header: Option<SubstrateHeader<H256>> = self.link.ask("chain_getHeader", (hash,)).await?;
        let header =
            header.ok_or_else(|| ChainError::malformed("the newest block's header", "there is none"))?;
        Ok(Birth {
            number: header.number,
            hash,
        })
    }

    /// A block with its timestamp.
    pub(super) async fn timed(&self, block: Birth) -> Result<Head, ChainError> {
        let time_ms = self.time_at(block.hash).await?;
        Ok(Head {
            number: block.number,
            hash: block.hash.0,
            time_ms,
        })
    }

    async fn time_at(&self, block: H256) -> Result<u64, ChainError> {
        let key = self.runtime().storage_key("Timestamp", "Now", ())?;
        let value = self.storage(&key, Some(block)).await?;
        match value {
            None => Ok(0),
            Some(bytes) => u64::decode(&mut &*bytes).map_err(|e| ChainError::malformed("Timestamp.Now", e)),
        }
    }

    async fn storage(&self, key: &[u8], at: Option<H256>) -> Result<Option<Vec<u8>>, ChainError> {
        let value: Option<Bytes> = self.link.ask("state_getStorage", (hex0x(key), at)).await?;
        Ok(value.map(|bytes| bytes.0))
    }

    /// Calls a function of the runtime's API.
    pub(super) async fn runtime_call(
        &self,
        function: &'static str,
        arguments: &[u8],
        at: Option<H256>,
    ) -> Result<Vec<u8>, ChainError> {
        let answer: Bytes = self
            .link
            .ask("state_call", (function, hex0x(arguments), at))
            .await?;
        Ok(answer.0)
    }

    pub(super) async fn balance(&self, account: AccountId) -> Result<Balance, ChainError> {
        let Some(info) = self.account_info(account, None).await? else {
            return Ok(Balance::default());
        };
        let AccountData {
            free,
            reserved,
            frozen,
        } = info.data;
        // pallet-balances: a freeze is met by what is reserved first, and the account has to stay alive.
        let untouchable = frozen
            .saturating_sub(reserved)
            .max(self.identity.existential_deposit);
        Ok(Balance {
            free,
            reserved,
            frozen,
            spendable: free.saturating_sub(untouchable),
            nonce: info.nonce,
        })
    }

    async fn account_info(
        &self,
        account: AccountId,
        at: Option<H256>,
    ) -> Result<Option<AccountInfo>, ChainError> {
        let runtime = self.runtime();
        let key = runtime.storage_key("System", "Account", (AccountId32(account.0),))?;
        match self.storage(&key, at).await? {
            None => Ok(None),
            Some(bytes) => runtime.storage_value("System", "Account", &bytes).map(Some),
        }
    }

    /// How many of the account's transactions are in the chain at a block.
    pub(super) async fn nonce_at(&self, account: [u8; 32], at: H256) -> Result<u64, ChainError> {
        let info = self.account_info(AccountId::from(account), Some(at)).await?;
        Ok(info.map_or(0, |info| u64::from(info.nonce)))
    }

    /// The nonce that the node would give the account next, its pool included.
    pub(super) async fn next_nonce(&self, account: [u8; 32]) -> Result<u64, ChainError> {
        self.link
            .ask("system_accountNextIndex", (AccountId32(account),))
            .await
    }

    pub(super) async fn code_hash_of(&self, contract: AccountId) -> Result<Option<[u8; 32]>, ChainError> {
        let runtime = self.runtime();
        let key = runtime.storage_key("Contracts", "ContractInfoOf", (AccountId32(contract.0),))?;
        match self.storage(&key, None).await? {
            None => Ok(None),
            Some(bytes) => {
                let info: ContractInfo = runtime.storage_value("Contracts", "ContractInfoOf", &bytes)?;
                Ok(Some(info.code_hash.0))
            }
        }
    }

    pub(super) async fn code_exists(&self, code_hash: [u8; 32]) -> Result<bool, ChainError> {
        let key = self
            .runtime()
            .storage_key("Contracts", "CodeInfoOf", (H256(code_hash),))?;
        Ok(self.storage(&key, None).await?.is_some())
    }

    /// What happened in a block made under the present runtime.
    pub(super) async fn facts(&self, block: H256) -> Result<Arc<Facts>, ChainError> {
        self.facts
            .get(block.0, self.fetch_facts(block, self.runtime()))
            .await
    }

    async fn fetch_facts(&self, hash: H256, runtime: Arc<Runtime>) -> Result<Facts, ChainError> {
        let key = runtime.storage_key("System", "Events", ())?;
        let (block, events, time_ms) = futures::try_join!(
            self.raw_block(hash),
            self.storage(&key, Some(hash)),
            self.time_at(hash)
        )?;
        let block = block.ok_or_else(|| no_block(hash))?;
        let extrinsics: Vec<&[u8]> = block.extrinsics.iter().map(|bytes| bytes.0.as_slice()).collect();
        Facts::new(
            &runtime,
            block.header.number,
            time_ms,
            &extrinsics,
            events.unwrap_or_default(),
        )
    }

    async fn raw_block(&self, hash: H256) -> Result<Option<RawBlock>, ChainError> {
        let signed: Option<SignedBlock> = self.link.ask("chain_getBlock", (hash,)).await?;
        Ok(signed.map(|signed| signed.block))
    }

    async fn hash_of(&self, number: u64) -> Result<Option<H256>, ChainError> {
        self.link.ask("chain_getBlockHash", (number,)).await
    }

    /// Checks that a block seen before is still there: otherwise the chain behind the address was started afresh.
    pub(super) async fn same_blocks(&self, seen: &Birth) -> Result<(), ChainError> {
        if self.hash_of(seen.number).await? == Some(seen.hash) {
            Ok(())
        } else {
            Err(ChainError::ChainReset {
                url: self.link.shown().to_owned(),
                block: seen.number,
            })
        }
    }

    /// The block from `from` to `to` on the best chain that has one of these transactions.
    pub(super) async fn search(
        &self,
        hashes: &[[u8; 32]],
        from: u64,
        to: u64,
    ) -> Result<Option<H256>, ChainError> {
        let mut blocks = stream::iter((from..=to).rev().map(|number| async move {
            let Some(hash) = self.hash_of(number).await? else {
                return Ok(None);
            };
            let Some(block) = self.raw_block(hash).await? else {
                return Ok(None);
            };
            let has = block
                .extrinsics
                .iter()
                .any(|bytes| hashes.contains(&crate::hash::blake2_256(&bytes.0)));
            Ok::<_, ChainError>(has.then_some(hash))
        }))
        .buffered(SIDE_BY_SIDE);
        while let Some(found) = blocks.try_next().await? {
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    pub(super) async fn find_transaction(
        &self,
        tx_hash: [u8; 32],
        from_block: u64,
    ) -> Result<Option<Receipt>, ChainError> {
        let head = self.best().await?;
        let Some(hash) = self.search(&[tx_hash], from_block, head.number).await? else {
            return Ok(None);
        };
        let (facts, finalized) = futures::try_join!(
            async { self.fetch_facts(hash, self.runtime_at(hash).await?).await },
            self.finalized()
        )?;
        let Some(index) = facts.index_of(&tx_hash) else {
            return Ok(None);
        };
        let effects = facts.effects(index, None);
        let receipt = Receipt {
            tx_hash,
            block_hash: hash.0,
            block_number: facts.number,
            index,
            nonce: 0,
            time_ms: facts.time_ms,
            fee: effects.fee,
            tip: effects.tip,
            deposit: effects.deposit,
            finalized: finalized.number >= facts.number,
            elapsed: Duration::ZERO,
            events: effects.events,
        };
        match effects.failure {
            None => Ok(Some(receipt)),
            Some(failure) => Err(ChainError::Dispatch {
                what: format!("transaction {}", hex0x(&tx_hash)),
                failure,
                receipt: Some(Box::new(receipt)),
            }),
        }
    }

    pub(super) async fn block(&self, id: BlockId) -> Result<Option<Block>, ChainError> {
        let hash = match id {
            BlockId::Best => Some(self.best().await?.hash),
            BlockId::Number(number) => self.hash_of(number).await?,
            BlockId::Hash(hash) => Some(H256(hash)),
        };
        let Some(hash) = hash else { return Ok(None) };
        let Some(raw) = self.raw_block(hash).await? else {
            return Ok(None);
        };
        Ok(Some(Block {
            number: raw.header.number,
            hash: hash.0,
            parent: raw.header.parent_hash.0,
            time_ms: self.time_at(hash).await?,
            extrinsics: raw.extrinsics.into_iter().map(|bytes| bytes.0).collect(),
        }))
    }

    pub(super) async fn events_at(&self, hash: H256) -> Result<Vec<ChainEvent>, ChainError> {
        let facts = self.fetch_facts(hash, self.runtime_at(hash).await?).await?;
        Ok(facts.events.into_iter().map(|fact| fact.event).collect())
    }

    pub(super) async fn state_page(
        &self,
        tree: &StateTree,
        after: Option<&[u8]>,
        limit: u32,
        at: H256,
    ) -> Result<Vec<StateEntry>, ChainError> {
        let limit = limit.clamp(1, 1_000);
        let after = after.map(hex0x);
        let keys: Vec<Bytes> = match tree {
            StateTree::Main => {
                self.link
                    .ask("state_getKeysPaged", ("0x", limit, after, at))
                    .await?
            }
            StateTree::Child(root) => {
                self.link
                    .ask("childstate_getKeysPaged", (hex0x(root), "0x", limit, after, at))
                    .await?
            }
        };
        let entries = keys.into_iter().map(|key| async move {
            let value: Option<Bytes> = match tree {
                StateTree::Main => self.link.ask("state_getStorage", (hex0x(&key.0), at)).await?,
                StateTree::Child(root) => {
                    self.link
                        .ask("childstate_getStorage", (hex0x(root), hex0x(&key.0), at))
                        .await?
                }
            };
            Ok::<_, ChainError>((key.0, value.map(|bytes| bytes.0).unwrap_or_default()))
        });
        stream::iter(entries).buffered(SIDE_BY_SIDE).try_collect().await
    }
}

fn not_a_node(url: &str, error: ChainError) -> ChainError {
    match error {
        ChainError::Node { message, .. } => ChainError::NotANode {
            url: url.to_owned(),
            why: message,
        },
        ChainError::Malformed { why, .. } => ChainError::NotANode {
            url: url.to_owned(),
            why,
        },
        other => other,
    }
}

fn no_block(hash: H256) -> ChainError {
    ChainError::malformed(
        format!("block {}", hex0x(&hash.0)),
        "the node does not have it any more",
    )
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
    let unreadable = |e: scale::Error| ChainError::malformed("the chain's metadata", e);
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
        symbol: symbol.unwrap_or_else(|| NAMELESS_TOKEN.to_owned()),
        decimals: decimals.unwrap_or(0).min(38),
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
        assert_eq!(
            token(&properties(json!({}))),
            Token {
                symbol: "UNIT".into(),
                decimals: 0
            }
        );
    }
}
