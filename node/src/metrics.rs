//! What Prometheus may ask of a network's node: counts of blocks, peers,
//! transactions and votes, on the loopback address. Nothing of a person is among
//! them, and nothing is sent anywhere.

use crate::{
    chain::Client,
    cli::Peer,
    error::NodeError,
    network::{self, Network},
    pool::Pool,
};
use futures::FutureExt;
use sc_service::{ChainSpec, MetricsService, TaskManager};
use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};
use substrate_prometheus_endpoint::{init_prometheus, Registry};

/// Where counts are gathered, if somebody will ask for them.
///
/// # Errors
/// None that a name of a chain can bring about.
pub fn registry(peer: &Peer, spec: &dyn ChainSpec) -> Result<Option<Registry>, NodeError> {
    peer.prometheus_port
        .map(|_| {
            let labels = [("chain".to_owned(), spec.name().to_owned())].into();
            Registry::new_custom(None, Some(labels)).map_err(|error| NodeError::Start(error.to_string()))
        })
        .transpose()
}

/// Serves what is gathered.
///
/// # Errors
/// [`NodeError::Start`] where two counts have one name.
pub fn serve(
    peer: &Peer,
    registry: &Registry,
    client: Arc<Client>,
    pool: Arc<Pool>,
    network: &Network,
    tasks: &TaskManager,
) -> Result<(), NodeError> {
    let Some(port) = peer.prometheus_port else {
        return Ok(());
    };
    let periodic = MetricsService::with_prometheus(
        None,
        registry,
        network::role(peer),
        &peer.name,
        env!("CARGO_PKG_VERSION"),
    )
    .map_err(|error| NodeError::Start(error.to_string()))?;
    tasks.spawn_handle().spawn(
        "metrics",
        "metrics",
        periodic.run(client, pool, network.service.clone(), network.sync.clone()),
    );
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    tasks.spawn_handle().spawn(
        "prometheus",
        "metrics",
        init_prometheus(address, registry.clone()).map(|result| {
            if let Err(error) = result {
                log::error!(target: "medink", "no metrics are served: {error}");
            }
        }),
    );
    Ok(())
}
