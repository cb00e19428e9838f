//! The JSON-RPC methods: those of the SDK's own service, and `medink_room`, which
//! says whether the disk has room for blocks.
//!
//! `author`, `chain`, `state`, `childstate` and `system` as Polkadot.js and
//! subxt's legacy backend use them; `chainHead_v1`, `chainSpec_v1`,
//! `transaction_v1`, `transactionWatch_v1` and `archive_v1` of the newer
//! interface; nonces and fees from the pallets. On a network besides: `grandpa`,
//! which says who has voted and proves what is final.

use crate::{
    chain::{Backend, Client},
    pool::Pool,
    room::Room,
    runtime_api::{AccountId, Block, BlockNumber, Hash, Nonce},
};
use jsonrpsee::RpcModule;
use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
use sc_consensus_grandpa::{
    FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
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
use sc_service::{ChainType, Properties};
use sc_utils::mpsc::TracingUnboundedSender;
use sp_blockchain::HeaderBackend;
use sp_keystore::KeystorePtr;
use std::{error::Error, sync::Arc, time::Duration};
use substrate_frame_rpc_system::{System as Accounts, SystemApiServer as AccountsApiServer};

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
    /// What the chain is called.
    pub identity: Identity,
    /// The keys of a validator.
    pub keystore: KeystorePtr,
    /// On a network, how its blocks become final.
    pub finality: Option<Finality>,
    /// Where requests about the network go.
    pub system: TracingUnboundedSender<Request<Block>>,
    /// What runs subscriptions.
    pub tasks: SubscriptionTaskExecutor,
}

/// What wallets and pages show of a chain.
pub struct Identity {
    /// Its name.
    pub name: String,
    /// Whether it is a real one.
    pub kind: ChainType,
    /// How addresses and amounts are written.
    pub properties: Properties,
}

impl Identity {
    /// A development chain's.
    pub fn development() -> Self {
        Self {
            name: "medink development".into(),
            kind: ChainType::Development,
            properties: properties(),
        }
    }
}

/// How blocks become final.
pub struct Finality {
    /// Who may vote.
    pub voters: SharedAuthoritySet<Hash, BlockNumber>,
    /// Who has voted.
    pub votes: SharedVoterState,
    /// What shows that a block is final, as it comes.
    pub justifications: GrandpaJustificationStream<Block>,
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
        identity,
        keystore,
        finality,
        system,
        tasks,
    } = parts;
    let genesis = client.info().genesis_hash;
    let mut methods = RpcModule::new(());

    methods.merge(sc_rpc::chain::new_full(client.clone(), tasks.clone()).into_rpc())?;
    let (state, child_state) = sc_rpc::state::new_full(client.clone(), tasks.clone(), None);
    methods.merge(state.into_rpc())?;
    methods.merge(child_state.into_rpc())?;
    methods.merge(Author::new(client.clone(), pool.clone(), keystore, tasks.clone()).into_rpc())?;
    let Identity {
        name,
        kind,
        properties,
    } = identity;
    let info = SystemInfo {
        impl_name: "medink-node".into(),
        impl_version: env!("CARGO_PKG_VERSION").into(),
        chain_name: name.clone(),
        properties: properties.clone(),
        chain_type: kind,
    };
    methods.merge(System::<Block>::new(info, system).into_rpc())?;
    if let Some(Finality {
        voters,
        votes,
        justifications,
    }) = finality
    {
        let proofs = FinalityProofProvider::new_for_service(backend.clone(), Some(voters.clone()));
        methods.merge(Grandpa::new(tasks.clone(), voters, votes, justifications, proofs).into_rpc())?;
    }

    let follow = ChainHeadConfig {
        global_max_pinned_blocks: MAX_PINNED_BLOCKS,
        subscription_buffer_cap: MAX_PINNED_BLOCKS,
        subscription_max_pinned_duration: MAX_PINNED,
        ..Default::default()
    };
    methods.merge(ChainHead::new(client.clone(), backend.clone(), tasks.clone(), follow).into_rpc())?;
    methods.merge(ChainSpec::new(name, genesis, properties).into_rpc())?;
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

/// What wallets go by to write addresses and amounts.
pub fn properties() -> Properties {
    Properties::from_iter([
        ("ss58Format".into(), 42.into()),
        ("tokenDecimals".into(), 12.into()),
        ("tokenSymbol".into(), "UNIT".into()),
    ])
}
