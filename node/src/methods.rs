//! The JSON-RPC methods: those of the SDK's own service, and `medink_room`, which
//! says whether the disk has room for blocks.
//!
//! `author`, `chain`, `state`, `childstate` and `system` as Polkadot.js and
//! subxt's legacy backend use them; `chainHead_v1`, `chainSpec_v1`,
//! `transaction_v1`, `transactionWatch_v1` and `archive_v1` of the newer
//! interface; nonces and fees from the pallets.

use crate::{
    chain::{Backend, Client},
    pool::Pool,
    room::Room,
    runtime_api::{AccountId, Block, Nonce},
};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_rpc::{
    author::{Author, AuthorApiServer},
    chain::ChainApiServer,
    state::{ChildStateApiServer, StateApiServer},
    system::{Request, System, SystemApiServer, SystemInfo},
    SubscriptionTaskExecutor,
};
use sc_rpc_spec_v2::{
    archive::{Archive, ArchiveApiServer},
    chain_head::{ChainHead, ChainHeadApiServer, ChainHeadConfig},
    chain_spec::{ChainSpec, ChainSpecApiServer},
    transaction::{Transaction, TransactionApiServer, TransactionBroadcast, TransactionBroadcastApiServer},
};
use sc_service::{config::KeystoreConfig, ChainType, KeystoreContainer, Properties};
use sc_utils::mpsc::TracingUnboundedSender;
use sp_blockchain::HeaderBackend;
use std::{error::Error, sync::Arc, time::Duration};
use substrate_frame_rpc_system::{System as Accounts, SystemApiServer as AccountsApiServer};

/// The name wallets show.
const CHAIN_NAME: &str = "medink development";

/// Transactions one connection may have broadcast and not yet dropped. The
/// SDK's 16 would throttle a batch.
const MAX_BROADCASTS: usize = 4096;

/// Blocks that all followers together may hold, as many as the database keeps
/// pinned. Blocks come as fast as transactions here, and the SDK's 512 are
/// over in a batch.
const MAX_PINNED_BLOCKS: usize = 2048;

/// How long a follower may hold one.
const MAX_PINNED: Duration = Duration::from_secs(600);

/// What the methods stand on.
pub struct Parts {
    /// The chain.
    pub client: Arc<Client>,
    /// Its database.
    pub backend: Arc<Backend>,
    /// The transactions that wait.
    pub pool: Arc<Pool>,
    /// The room on the chain's disk.
    pub room: Room,
    /// Where requests about the network go.
    pub system: TracingUnboundedSender<Request<Block>>,
    /// What runs subscriptions.
    pub tasks: SubscriptionTaskExecutor,
}

/// Puts the methods together.
///
/// # Errors
/// Two methods of one name, which a change of the SDK could bring.
pub fn all(parts: Parts) -> Result<RpcModule<()>, Box<dyn Error>> {
    let Parts {
        client,
        backend,
        pool,
        room,
        system,
        tasks,
    } = parts;
    let genesis = client.info().genesis_hash;
    let mut methods = RpcModule::new(());

    methods.merge(sc_rpc::chain::new_full(client.clone(), tasks.clone()).into_rpc())?;
    let (state, child_state) = sc_rpc::state::new_full(client.clone(), tasks.clone(), None);
    methods.merge(state.into_rpc())?;
    methods.merge(child_state.into_rpc())?;
    let keystore = KeystoreContainer::new(&KeystoreConfig::InMemory)?.keystore();
    methods.merge(Author::new(client.clone(), pool.clone(), keystore, tasks.clone()).into_rpc())?;
    methods.merge(System::<Block>::new(system_info(), system).into_rpc())?;

    let follow = ChainHeadConfig {
        global_max_pinned_blocks: MAX_PINNED_BLOCKS,
        subscription_buffer_cap: MAX_PINNED_BLOCKS,
        subscription_max_pinned_duration: MAX_PINNED,
        ..Default::default()
    };
    methods.merge(ChainHead::new(client.clone(), backend.clone(), tasks.clone(), follow).into_rpc())?;
    methods.merge(ChainSpec::new(CHAIN_NAME.into(), genesis, properties()).into_rpc())?;
    methods.merge(Archive::new(client.clone(), backend, genesis, tasks.clone()).into_rpc())?;
    methods.merge(Transaction::new(client.clone(), pool.clone(), tasks.clone(), None).into_rpc())?;
    let broadcast = TransactionBroadcast::new(client.clone(), pool.clone(), tasks, MAX_BROADCASTS);
    methods.merge(broadcast.into_rpc())?;

    let accounts = Accounts::<_, _, Block>::new(client.clone(), pool);
    methods.merge(AccountsApiServer::<_, AccountId, Nonce>::into_rpc(accounts))?;
    let payment = TransactionPayment::<_, Block>::new(client);
    methods.merge(payment.into_rpc())?;

    methods.register_method("medink_room", move |_, _, _| serde_json::json!(room.look()))?;

    let mut names: Vec<_> = methods.method_names().chain(["rpc_methods"]).collect();
    names.sort_unstable();
    methods.register_method(
        "rpc_methods",
        move |_, _, _| serde_json::json!({ "methods": names }),
    )?;
    Ok(methods)
}

fn system_info() -> SystemInfo {
    SystemInfo {
        impl_name: "medink-node".into(),
        impl_version: env!("CARGO_PKG_VERSION").into(),
        chain_name: CHAIN_NAME.into(),
        properties: properties(),
        chain_type: ChainType::Development,
    }
}

/// What wallets go by to write addresses and amounts.
fn properties() -> Properties {
    Properties::from_iter([
        ("ss58Format".into(), 42.into()),
        ("tokenDecimals".into(), 12.into()),
        ("tokenSymbol".into(), "UNIT".into()),
    ])
}
