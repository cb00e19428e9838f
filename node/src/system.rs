//! The answers to `system_*` requests about a network: there is none.

use crate::{chain::Client, runtime_api::Block};
use futures::StreamExt;
use sc_rpc::system::{error::Error, Health, NodeRole, Request, SyncState};
use sc_utils::mpsc::TracingUnboundedReceiver;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Answers until the RPC server has gone. Nobody waiting for an answer any more
/// is no error.
pub async fn answer(mut requests: TracingUnboundedReceiver<Request<Block>>, client: Arc<Client>) {
    let first = client.info().best_number;
    while let Some(request) = requests.next().await {
        match request {
            Request::Health(to) => {
                let _ = to.send(Health {
                    peers: 0,
                    is_syncing: false,
                    should_have_peers: false,
                });
            }
            Request::LocalPeerId(to) => {
                let _ = to.send(String::new());
            }
            Request::LocalListenAddresses(to) | Request::NetworkReservedPeers(to) => {
                let _ = to.send(Vec::new());
            }
            Request::Peers(to) => {
                let _ = to.send(Vec::new());
            }
            Request::NetworkState(to) => {
                let _ = to.send(serde_json::Value::Null);
            }
            Request::NetworkAddReservedPeer(_, to) | Request::NetworkRemoveReservedPeer(_, to) => {
                let _ = to.send(Err(Error::MalformattedPeerArg("this node has no network".into())));
            }
            Request::NodeRoles(to) => {
                let _ = to.send(vec![NodeRole::Authority]);
            }
            Request::SyncState(to) => {
                let best = client.info().best_number;
                let _ = to.send(SyncState {
                    starting_block: first,
                    current_block: best,
                    highest_block: best,
                });
            }
        }
    }
}
