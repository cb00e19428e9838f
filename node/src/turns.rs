//! Blocks by turns, and votes on which are final: Aura and GRANDPA, the SDK's.
//!
//! Every node of a network checks blocks and votes. A validator's makes a block
//! when it has the slot, also an empty one: so that a node which is gone is seen
//! at once, and everybody's clock goes on.

use crate::{
    chain::{Backend, Client},
    cli::Peer,
    error::NodeError,
    methods::Finality,
    network::{self, Network},
    pool::Pool,
    runtime_api::Block,
    seal::BLOCK_SIZE,
};
use sc_basic_authorship::ProposerFactory;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_consensus_aura::{ImportQueueParams, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{GrandpaBlockImport, GrandpaParams, LinkHalf, SharedVoterState};
use sc_service::TaskManager;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::{
    inherents::InherentDataProvider as SlotProvider, sr25519::AuthorityPair as AuraPair, SlotDuration,
};
use sp_keystore::KeystorePtr;
use sp_timestamp::InherentDataProvider as TimeProvider;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// Blocks after which what proves them final is kept in any case, and not only
/// where voters change.
const JUSTIFIED_EACH: u32 = 512;

/// How long a vote takes to reach all hospitals, as GRANDPA's rounds assume.
const GOSSIP: Duration = Duration::from_millis(333);

/// The share of a slot in which a block is filled; the rest is for its way.
const FILLING: f32 = 2.0 / 3.0;

type Chains = LongestChain<Backend, Block>;
type Import = GrandpaBlockImport<Backend, Block, Client, Chains>;

/// What makes blocks and votes besides the network.
pub struct Parts<'a> {
    /// How the node is to be one of it.
    pub peer: &'a Peer,
    /// The chain.
    pub client: Arc<Client>,
    /// The transactions that wait.
    pub pool: Arc<Pool>,
    /// The keys of a validator.
    pub keystore: KeystorePtr,
    /// What runs it.
    pub tasks: &'a TaskManager,
    /// What counts it.
    pub metrics: Option<&'a Registry>,
}

/// What checks and keeps blocks.
pub struct Turns {
    slot: SlotDuration,
    chains: Chains,
    import: Import,
    link: LinkHalf<Block, Client, Chains>,
}

impl Turns {
    /// Takes up the votes where they were, and makes the queue of blocks that
    /// come from others.
    ///
    /// # Errors
    /// What the database or the runtime said.
    pub fn open(
        client: &Arc<Client>,
        backend: Arc<Backend>,
        tasks: &TaskManager,
        metrics: Option<&Registry>,
    ) -> Result<(Self, DefaultImportQueue<Block>), NodeError> {
        let failed = |error: &dyn std::fmt::Display| NodeError::Start(error.to_string());
        let chains = LongestChain::new(backend);
        let (import, link) =
            sc_consensus_grandpa::block_import(client.clone(), JUSTIFIED_EACH, client, chains.clone(), None)
                .map_err(|error| failed(&error))?;
        let slot = sc_consensus_aura::slot_duration(&**client).map_err(|error| failed(&error))?;
        let queue = sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
            block_import: import.clone(),
            justification_import: Some(Box::new(import.clone())),
            client: client.clone(),
            create_inherent_data_providers: move |_, ()| async move { Ok(now(slot)) },
            spawner: &tasks.spawn_essential_handle(),
            registry: metrics,
            check_for_equivocation: Default::default(),
            telemetry: None,
            compatibility_mode: Default::default(),
        })
        .map_err(|error| failed(&error))?;
        let turns = Self {
            slot,
            chains,
            import,
            link,
        };
        Ok((turns, queue))
    }

    /// Begins to vote and, with a validator, to make blocks. Others only listen.
    ///
    /// # Errors
    /// What the SDK said.
    pub fn start(self, network: Network, parts: Parts<'_>) -> Result<Finality, NodeError> {
        let failed = |error: &dyn std::fmt::Display| NodeError::Start(error.to_string());
        let Parts {
            peer,
            client,
            pool,
            keystore,
            tasks,
            metrics,
        } = parts;
        let Self {
            slot,
            chains,
            import,
            link,
        } = self;
        let Network {
            service,
            sync,
            votes: (protocol_name, notification_service),
            requests: _,
        } = network;
        let finality = Finality {
            voters: link.shared_authority_set().clone(),
            votes: SharedVoterState::empty(),
            justifications: link.justification_stream(),
        };

        if peer.validator {
            let mut proposer =
                ProposerFactory::new(tasks.spawn_handle(), client.clone(), pool.clone(), metrics, None);
            proposer.set_default_block_size_limit(BLOCK_SIZE);
            let author =
                sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(StartAuraParams {
                    slot_duration: slot,
                    client,
                    select_chain: chains,
                    block_import: import,
                    proposer_factory: proposer,
                    sync_oracle: sync.clone(),
                    justification_sync_link: sync.clone(),
                    create_inherent_data_providers: move |_, ()| async move { Ok(now(slot)) },
                    force_authoring: false,
                    backoff_authoring_blocks: None::<()>,
                    keystore: keystore.clone(),
                    block_proposal_slot_portion: SlotProportion::new(FILLING),
                    max_block_proposal_slot_portion: None,
                    telemetry: None,
                    compatibility_mode: Default::default(),
                })
                .map_err(|error| failed(&error))?;
            tasks
                .spawn_essential_handle()
                .spawn_blocking("author", "author", author);
        }

        let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
            config: sc_consensus_grandpa::Config {
                gossip_duration: GOSSIP,
                justification_generation_period: JUSTIFIED_EACH,
                observer_enabled: false,
                local_role: network::role(peer),
                name: Some(peer.name.clone()),
                keystore: peer.validator.then_some(keystore),
                telemetry: None,
                protocol_name,
            },
            link,
            network: service,
            sync,
            notification_service,
            // The best block itself is voted on, not one or two before it:
            // hospitals take turns, and forks are rare.
            voting_rule: (),
            prometheus_registry: metrics.cloned(),
            shared_voter_state: finality.votes.clone(),
            telemetry: None,
            offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(pool),
        })
        .map_err(|error| failed(&error))?;
        tasks
            .spawn_essential_handle()
            .spawn_blocking("voter", "author", voter);
        Ok(finality)
    }
}

/// The slot and the time that this machine's clock shows.
fn now(slot: SlotDuration) -> (SlotProvider, TimeProvider) {
    let time = TimeProvider::from_system_time();
    let slot = SlotProvider::from_timestamp_and_slot_duration(*time, slot);
    (slot, time)
}
