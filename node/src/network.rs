//! The node's peers: who it listens for, whom it calls, and what it tells them.
//!
//! By litep2p, the SDK's own. Connections are encrypted and each side is known by
//! its peer key, but a peer need not be a hospital: what comes is checked by its
//! signatures, never by who sent it. No telemetry; the local network is asked for
//! peers (mDNS) only where that is wanted.

use crate::{
    chain::Client,
    cli::Peer,
    data::DataFolder,
    error::NodeError,
    keys,
    pool::Pool,
    runtime_api::{Block, Hash},
};
use sc_consensus::DefaultImportQueue;
use sc_network::{
    config::{FullNetworkConfiguration, NetworkConfiguration, ProtocolId, Role, TransportConfig},
    multiaddr::Protocol,
    service::traits::{NetworkBackend, NetworkService, NotificationService},
    Litep2pNetworkBackend, Multiaddr,
};
use sc_network_sync::{service::network::NetworkServiceProvider, SyncingService};
use sc_rpc::system::Request;
use sc_service::{
    build_default_syncing_engine, build_network_advanced, default_gap_sync_body_policy, BlocksPruning,
    BuildNetworkAdvancedParams, ChainSpec, DefaultSyncingEngineConfig, ImportQueue, TaskManager,
};
use sc_utils::mpsc::TracingUnboundedSender;
use sp_blockchain::HeaderBackend;
use sp_consensus::block_validation::DefaultBlockAnnounceValidator;
use std::sync::Arc;
use substrate_prometheus_endpoint::Registry;

/// What the network is set to, with litep2p behind it.
type Configuration = FullNetworkConfiguration<Block, Hash, Litep2pNetworkBackend>;

/// What a network is built from.
pub struct Parts<'a> {
    /// How the node is to be one of it.
    pub peer: &'a Peer,
    /// Where its peer key lies.
    pub folder: &'a DataFolder,
    /// What names the network, and nodes to begin with.
    #[allow(clippy::borrowed_box, reason = "the SDK asks for it so")]
    pub spec: &'a Box<dyn ChainSpec>,
    /// The chain.
    pub client: Arc<Client>,
    /// The transactions that wait.
    pub pool: Arc<Pool>,
    /// What checks the blocks of others.
    pub queue: DefaultImportQueue<Block>,
    /// What of the past stays, and can be given to others.
    pub blocks: BlocksPruning,
    /// What runs it.
    pub tasks: &'a TaskManager,
    /// What counts it.
    pub metrics: Option<&'a Registry>,
}

/// A network that runs.
pub struct Network {
    /// The connections.
    pub service: Arc<dyn NetworkService>,
    /// The blocks that come and go.
    pub sync: Arc<SyncingService<Block>>,
    /// The votes that come and go, and what their protocol is called.
    pub votes: (sc_network::ProtocolName, Box<dyn NotificationService>),
    /// Where questions about it go.
    pub requests: TracingUnboundedSender<Request<Block>>,
}

/// What this node is to its peers.
pub fn role(peer: &Peer) -> Role {
    if peer.validator {
        Role::Authority
    } else {
        Role::Full
    }
}

/// Listens, and calls the nodes that the specification and the command line name.
///
/// # Errors
/// [`NodeError::Start`] with what the network said, of a port in use for one.
pub fn start(parts: Parts<'_>) -> Result<Network, NodeError> {
    let failed = |error: &dyn std::fmt::Display| NodeError::Start(format!("the network: {error}"));
    let Parts {
        peer,
        folder,
        spec,
        client,
        pool,
        queue,
        blocks,
        tasks,
        metrics,
    } = parts;
    let role = role(peer);
    let protocol = ProtocolId::from(spec.protocol_id().unwrap_or(spec.id()));
    let fork = spec.fork_id();
    let genesis = client.info().genesis_hash;

    let mut configuration = Configuration::new(&settings(peer, folder, spec.as_ref()), metrics.cloned());
    let counted =
        <Litep2pNetworkBackend as NetworkBackend<Block, Hash>>::register_notification_metrics(metrics);
    let votes = sc_consensus_grandpa::protocol_standard_name(&genesis, spec);
    let (protocol_of_votes, votes_service) =
        sc_consensus_grandpa::grandpa_peers_set_config::<Block, Litep2pNetworkBackend>(
            votes.clone(),
            counted.clone(),
            configuration.peer_store_handle(),
        );
    configuration.add_notification_protocol(protocol_of_votes);

    let provider = NetworkServiceProvider::new();
    let peers = &configuration.network_config.default_peers_set;
    let num_peers_hint = (peers.in_peers as usize).saturating_add(peers.out_peers as usize);
    let (sync, announcements) = build_default_syncing_engine(DefaultSyncingEngineConfig {
        role,
        protocol_id: protocol.clone(),
        fork_id: fork,
        net_config: &mut configuration,
        block_announce_validator: Box::new(DefaultBlockAnnounceValidator),
        network_service_handle: provider.handle(),
        warp_sync_config: None,
        client: client.clone(),
        import_queue_service: queue.service(),
        num_peers_hint,
        spawn_handle: &tasks.spawn_handle(),
        spawn_essential_handle: &tasks.spawn_essential_handle(),
        metrics_registry: metrics,
        metrics: counted.clone(),
        gap_sync_body_policy: default_gap_sync_body_policy(blocks),
    })
    .map_err(|error| failed(&error))?;

    let (service, requests, transactions, sync, _) = build_network_advanced(BuildNetworkAdvancedParams {
        role,
        protocol_id: protocol,
        fork_id: fork,
        announce_block: true,
        net_config: configuration,
        client,
        transaction_pool: pool.clone(),
        spawn_handle: tasks.spawn_handle(),
        spawn_essential_handle: tasks.spawn_essential_handle(),
        import_queue: queue,
        sync_service: sync,
        block_announce_config: announcements,
        network_service_provider: provider,
        metrics_registry: metrics,
        metrics: counted,
        blocks_pruning: blocks,
    })
    .map_err(|error| failed(&error))?;
    tasks.spawn_handle().spawn(
        "send-transactions",
        "network",
        sc_service::propagate_transaction_notifications(pool, transactions, None),
    );
    Ok(Network {
        service,
        sync,
        votes: (votes, votes_service),
        requests,
    })
}

fn settings(peer: &Peer, folder: &DataFolder, spec: &dyn ChainSpec) -> NetworkConfiguration {
    let mut settings = NetworkConfiguration::new(
        peer.name.clone(),
        concat!("medink-node/", env!("CARGO_PKG_VERSION")),
        keys::peer(folder),
        Some(folder.peers()),
    );
    settings.listen_addresses = vec![Multiaddr::from(peer.host).with(Protocol::Tcp(peer.port))];
    settings.public_addresses = peer.public_address.clone();
    settings.boot_nodes = spec.boot_nodes().iter().chain(&peer.bootnodes).cloned().collect();
    settings.transport = TransportConfig::Normal {
        enable_mdns: peer.mdns,
        allow_private_ip: true,
    };
    // Hospitals may know each other by addresses of a private network alone.
    settings.allow_non_globals_in_dht = true;
    settings
}
