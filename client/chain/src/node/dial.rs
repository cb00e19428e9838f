//! Opening a WebSocket to a node, and saying in words why that failed.

use super::ConnectOptions;
use crate::error::ChainError;
use medink_words::said;
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
                why: said!("chain-dial-no-answer", seconds = within.as_secs()).into(),
                to_do: Box::new(said!("chain-to-do-address")),
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
                why: said!("chain-dial-host").into(),
                to_do: Box::new(said!("chain-to-do-spelling")),
            }
        }
        WsHandshakeError::Io(e) => ChainError::Unreachable {
            url,
            why: e.to_string().into(),
            to_do: Box::new(said!("chain-to-do-network")),
        },
        WsHandshakeError::Timeout(after) => ChainError::Unreachable {
            url,
            why: said!("chain-dial-no-answer", seconds = after.as_secs()).into(),
            to_do: Box::new(said!("chain-to-do-address")),
        },
        WsHandshakeError::Rejected {
            status_code: 403 | 401,
        } => ChainError::Unreachable {
            url,
            why: said!("chain-dial-rejected").into(),
            to_do: Box::new(said!("chain-to-do-credentials")),
        },
        WsHandshakeError::Rejected { status_code: 429 } => ChainError::Unreachable {
            url,
            why: said!("chain-dial-full").into(),
            to_do: Box::new(said!("chain-to-do-limit")),
        },
        WsHandshakeError::CertificateStore(e) => ChainError::Unreachable {
            url,
            why: said!("chain-dial-certificates", error = e.to_string()).into(),
            to_do: Box::new(said!("chain-to-do-authorities")),
        },
        WsHandshakeError::Rejected {
            status_code: status @ 500..=599,
        } => ChainError::Unreachable {
            url,
            why: said!("chain-dial-status", status = *status).into(),
            to_do: Box::new(said!("chain-to-do-behind")),
        },
        other if let Some(why) = broken(other) => ChainError::Unreachable {
            url,
            why: said!("chain-dial-closed", why = why).into(),
            to_do: Box::new(said!("chain-to-do-lets-in")),
        },
        other => ChainError::NotANode {
            url,
            why: said!("chain-dial-no-websocket", error = other.to_string()).into(),
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
