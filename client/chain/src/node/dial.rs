//! Opening a WebSocket to a node, and saying in words why that failed.

use super::ConnectOptions;
use crate::error::ChainError;
use subxt::ext::jsonrpsee::client_transport::ws::{Url, WsHandshakeError, WsTransportClientBuilder};
use subxt::ext::jsonrpsee::core::client::Client;
use subxt::ext::jsonrpsee::core::client::async_client::PingConfig;
use tokio::time::timeout;

/// The largest message in either direction, in bytes: a full block of 5 MiB in hexadecimal, several times over.
const MAX_MESSAGE: u32 = 64 * 1024 * 1024;

/// Requests that may wait for an answer at a time.
const MAX_REQUESTS: usize = 4_096;

/// Messages of one subscription that may wait to be read.
const MAX_WAITING: usize = 256;

/// Opens a WebSocket. `shown` is the address as it may appear in an error.
pub(super) async fn dial(url: &Url, shown: &str, options: &ConnectOptions) -> Result<Client, ChainError> {
    let within = options.connect_within;
    let transport = WsTransportClientBuilder::default()
        .connection_timeout(within)
        .max_request_size(MAX_MESSAGE)
        .max_response_size(MAX_MESSAGE)
        .build(url.clone());
    let (sender, receiver) = match timeout(within, transport).await {
        Ok(Ok(halves)) => halves,
        Ok(Err(error)) => return Err(dial_error(shown, &error)),
        Err(_) => {
            return Err(ChainError::Unreachable {
                url: shown.to_owned(),
                why: format!("no answer within {} s", within.as_secs()),
                to_do: "Check the address, the port and the firewalls in between.",
            });
        }
    };
    // TCP_NODELAY is on by default: small requests are not held back for an acknowledgement.
    Ok(Client::builder()
        .request_timeout(options.answer_within)
        .max_concurrent_requests(MAX_REQUESTS)
        .max_buffer_capacity_per_subscription(MAX_WAITING)
        .enable_ws_ping(PingConfig::new())
        .build_with_tokio(sender, receiver))
}

fn dial_error(shown: &str, error: &WsHandshakeError) -> ChainError {
    let url = shown.to_owned();
    match error {
        WsHandshakeError::Io(e) if e.kind() == std::io::ErrorKind::ConnectionRefused => {
            ChainError::NothingListens { url }
        }
        WsHandshakeError::ResolutionFailed(_) | WsHandshakeError::NoAddressFound(_) => {
            ChainError::Unreachable {
                url,
                why: "the host's name is not known".to_owned(),
                to_do: "Check the spelling and the name server.",
            }
        }
        WsHandshakeError::Io(e) => ChainError::Unreachable {
            url,
            why: e.to_string(),
            to_do: "Check the address, the network and, for wss://, the certificate.",
        },
        WsHandshakeError::Timeout(after) => ChainError::Unreachable {
            url,
            why: format!("no answer within {} s", after.as_secs()),
            to_do: "Check the address, the port and the firewalls in between.",
        },
        WsHandshakeError::Rejected {
            status_code: 403 | 401,
        } => ChainError::Unreachable {
            url,
            why: "the node does not let this client in".to_owned(),
            to_do: "Check the credentials in the address and the node's allowed hosts.",
        },
        WsHandshakeError::Rejected { status_code: 429 } => ChainError::Unreachable {
            url,
            why: "the node has as many connections as it takes".to_owned(),
            to_do: "Try again later, or raise the node's limit.",
        },
        WsHandshakeError::CertificateStore(e) => ChainError::Unreachable {
            url,
            why: format!("this machine's certificates can't be loaded ({e})"),
            to_do: "Install the system's CA certificates.",
        },
        WsHandshakeError::Rejected {
            status_code: status @ 500..=599,
        } => ChainError::Unreachable {
            url,
            why: format!("what stands before the node answers with status {status}"),
            to_do: "Try again when the node behind it runs.",
        },
        other if let Some(why) = broken(other) => ChainError::Unreachable {
            url,
            why: format!("the connection was closed before an answer ({why})"),
            to_do: "Check that the node runs and lets this machine in.",
        },
        other => ChainError::NotANode {
            url,
            why: format!("it does not speak WebSocket ({other})"),
        },
    }
}

/// The operating system's reason, when the connection broke during the handshake.
fn broken(error: &WsHandshakeError) -> Option<String> {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return Some(io.to_string());
        }
        source = error.source();
    }
    None
}
