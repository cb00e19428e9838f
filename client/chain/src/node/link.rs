//! The connection to the node: one WebSocket, opened again when it breaks.
//!
//! A question that changes nothing is asked again over the new connection by itself. Handing over a transaction is
//! never repeated here: [`Link::once`] says what happened, and `submit` decides.

use super::ConnectOptions;
use super::dial::dial;
use crate::error::ChainError;
use medink_words::{Said, said};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::to_raw_value;
use std::error::Error as StdError;
use std::future::Future;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use subxt::ext::jsonrpsee::client_transport::ws::Url;
use subxt::ext::jsonrpsee::core::client::Client;
use subxt::rpcs::client::{RpcClientT, RpcSubscription};
use subxt::utils::H256;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep, timeout};

/// Pauses between attempts to open a broken connection again.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Attempts at a question that changes nothing, when the connection breaks while it is asked.
const ATTEMPTS: u32 = 3;

/// What a JSON-RPC parameter list without parameters looks like.
pub(crate) const NONE: [(); 0] = [];

/// The way to one node.
pub(crate) struct Link {
    url: Url,
    shown: String,
    options: ConnectOptions,
    genesis: OnceLock<H256>,
    current: Mutex<Option<Connection>>,
    epochs: AtomicU64,
}

/// One connection. Its number tells whether it is still the same.
#[derive(Clone)]
pub(crate) struct Connection {
    /// Counts connections from 1.
    pub(crate) epoch: u64,
    client: Arc<Client>,
}

/// Why a single exchange with the node failed.
#[derive(Debug)]
pub(crate) enum RpcFailure {
    /// The connection broke: the node may or may not have got the request.
    Lost(String),
    /// No answer in time: the node may or may not have got the request.
    Slow,
    /// The node answered with an error.
    Call {
        code: i32,
        message: String,
        data: String,
    },
    /// The node answered something that can't be read.
    Unreadable(String),
}

impl Link {
    /// Checks the address. Connects nothing yet.
    pub(crate) fn new(url: &str, options: ConnectOptions) -> Result<Link, ChainError> {
        let parsed = Url::parse(url).map_err(|e| ChainError::BadUrl {
            url: without_secrets(url),
            why: e.to_string().into(),
        })?;
        let mut public = parsed.clone();
        // Both refuse only addresses that have no host, which are refused right below.
        let _ = public.set_password(None);
        let _ = public.set_username("");
        let shown = public.as_str().trim_end_matches('/').to_owned();
        if !matches!(parsed.scheme(), "ws" | "wss") {
            let why = said!("chain-url-scheme").into();
            return Err(ChainError::BadUrl {
                url: without_secrets(url),
                why,
            });
        }
        if parsed.host_str().is_none_or(str::is_empty) {
            return Err(ChainError::BadUrl {
                url: shown,
                why: said!("chain-url-no-host").into(),
            });
        }
        let secure = subxt::rpcs::utils::url_is_secure(parsed.as_str()).unwrap_or(false);
        if !secure && !options.allow_plaintext {
            return Err(ChainError::Plaintext { url: shown });
        }
        Ok(Link {
            url: parsed,
            shown,
            options,
            genesis: OnceLock::new(),
            current: Mutex::new(None),
            epochs: AtomicU64::new(0),
        })
    }

    /// The node's address, without user and password.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// From now on, every new connection has to be to the chain with this genesis.
    pub(crate) fn expect_genesis(&self, genesis: H256) {
        // Set once, right after the first connection; a second time could only say the same.
        let _ = self.genesis.set(genesis);
    }

    /// How long to go on trying to open a broken connection again.
    pub(crate) fn reconnect_within(&self) -> Duration {
        self.options.reconnect_within
    }

    /// The first connection: one attempt, so that a wrong address is told at once.
    pub(crate) async fn open(&self) -> Result<Connection, ChainError> {
        let mut current = self.current.lock().await;
        let connection = self.new_connection().await?;
        *current = Some(connection.clone());
        Ok(connection)
    }

    /// The connection, opened again if it broke, within `within`.
    pub(crate) async fn connection(&self, within: Duration) -> Result<Connection, ChainError> {
        let deadline = Instant::now() + within;
        // The lock is held while connecting, so that many callers make one attempt.
        let mut current = self.current.lock().await;
        if let Some(connection) = current.as_ref().filter(|c| c.client.is_connected()) {
            return Ok(connection.clone());
        }
        *current = None;
        let mut pause = FIRST_PAUSE;
        loop {
            let error = match self.new_connection().await {
                Ok(connection) => match self.same_chain(&connection).await {
                    Ok(()) => {
                        *current = Some(connection.clone());
                        return Ok(connection);
                    }
                    Err(error @ ChainError::WrongChain { .. }) => return Err(error),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            if Instant::now() + pause > deadline {
                return Err(error);
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Asks a question that changes nothing, again over a new connection if the present one breaks.
    pub(crate) async fn ask<R: DeserializeOwned>(
        &self,
        method: &'static str,
        params: impl Serialize,
    ) -> Result<R, ChainError> {
        let mut attempt = 1;
        loop {
            let connection = self.connection(self.options.reconnect_within).await?;
            match self.once(&connection, method, &params).await {
                Ok(answer) => return Ok(answer),
                Err(RpcFailure::Lost(_)) if attempt < ATTEMPTS => attempt += 1,
                Err(failure) => return Err(self.error(method, failure)),
            }
        }
    }

    /// Asks once.
    pub(crate) async fn once<R: DeserializeOwned>(
        &self,
        connection: &Connection,
        method: &'static str,
        params: impl Serialize,
    ) -> Result<R, RpcFailure> {
        let params = to_raw_value(&params).map_err(|e| RpcFailure::Unreadable(e.to_string()))?;
        let asked = Instant::now();
        let answer = self
            .limited(connection.client.request_raw(method, Some(params)))
            .await;
        let (answered, bytes) = (answer.is_ok(), answer.as_ref().map_or(0, |a| a.get().len()));
        tracing::debug!(
            method,
            answered,
            bytes,
            took = ?asked.elapsed(),
            "asked the node"
        );
        let answer = answer?;
        serde_json::from_str(answer.get()).map_err(|e| RpcFailure::Unreadable(e.to_string()))
    }

    /// Hands a transaction over and watches what becomes of it.
    pub(crate) async fn submit_and_watch<S: DeserializeOwned>(
        &self,
        connection: &Connection,
        extrinsic: &[u8],
    ) -> Result<RpcSubscription<S>, RpcFailure> {
        let params = to_raw_value(&(hex0x(extrinsic),)).map_err(|e| RpcFailure::Unreadable(e.to_string()))?;
        let raw = self
            .limited(connection.client.subscribe_raw(
                "author_submitAndWatchExtrinsic",
                Some(params),
                "author_unwatchExtrinsic",
            ))
            .await?;
        Ok(RpcSubscription::new(raw))
    }

    /// The error for people behind a failed question.
    pub(crate) fn error(&self, what: &str, failure: RpcFailure) -> ChainError {
        let url = self.shown.clone();
        match failure {
            RpcFailure::Lost(why) => ChainError::Unreachable {
                url,
                why: said!("chain-connection-broke", why = why).into(),
                to_do: Box::new(said!("chain-to-do-still-runs")),
            },
            RpcFailure::Slow => ChainError::Timeout {
                url,
                what: ChainError::named(what),
                after: self.options.answer_within,
            },
            RpcFailure::Call { code, message, data } => ChainError::Node {
                url,
                what: ChainError::named(what),
                code,
                message: Box::new(if data.is_empty() {
                    message.into()
                } else {
                    format!("{message}: {data}").into()
                }),
                to_do: Box::new(node_advice(code)),
            },
            RpcFailure::Unreadable(why) => ChainError::Malformed {
                what: ChainError::named(what),
                why: why.into(),
            },
        }
    }

    async fn limited<T>(
        &self,
        request: impl Future<Output = Result<T, subxt::rpcs::Error>>,
    ) -> Result<T, RpcFailure> {
        match timeout(self.options.answer_within, request).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(RpcFailure::from(error)),
            Err(_) => Err(RpcFailure::Slow),
        }
    }

    async fn new_connection(&self) -> Result<Connection, ChainError> {
        // Without the address: its path may be a key that a provider gave.
        tracing::debug!("connecting to the node");
        let client = dial(&self.url, &self.shown, &self.options).await?;
        let epoch = self.epochs.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(Connection {
            epoch,
            client: Arc::new(client),
        })
    }

    async fn same_chain(&self, connection: &Connection) -> Result<(), ChainError> {
        let Some(expected) = self.genesis.get() else {
            return Ok(());
        };
        let found: Option<H256> = self
            .once(connection, "chain_getBlockHash", (0u32,))
            .await
            .map_err(|failure| self.error("chain_getBlockHash", failure))?;
        match found {
            Some(found) if found == *expected => Ok(()),
            found => Err(ChainError::WrongChain {
                url: self.shown.clone(),
                name: Box::new(said!("chain-started-since").into()),
                found: found.unwrap_or_default().0,
                expected: expected.0,
            }),
        }
    }
}

impl From<subxt::rpcs::Error> for RpcFailure {
    fn from(error: subxt::rpcs::Error) -> Self {
        use subxt::ext::jsonrpsee::core::client::Error as ClientError;
        match error {
            subxt::rpcs::Error::User(e) => RpcFailure::Call {
                code: e.code,
                message: e.message,
                data: e
                    .data
                    .map_or_else(String::new, |data| data.get().trim_matches('"').to_owned()),
            },
            subxt::rpcs::Error::Client(e) => match e.downcast_ref::<ClientError>() {
                Some(ClientError::RequestTimeout) => RpcFailure::Slow,
                Some(ClientError::ParseError(e)) => RpcFailure::Unreadable(e.to_string()),
                _ => RpcFailure::Lost(innermost(&*e)),
            },
            subxt::rpcs::Error::Deserialization(e) => RpcFailure::Unreadable(e.to_string()),
            other => RpcFailure::Lost(other.to_string()),
        }
    }
}

/// What to do about a JSON-RPC error, by its code (JSON-RPC 2.0, section 5.1; sc-rpc-api's policy).
fn node_advice(code: i32) -> Said {
    match code {
        -32601 => said!("chain-to-do-rpc-methods"),
        _ => said!("chain-to-do-nodes-log"),
    }
}

fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// What was given as an address, without anything before an `@`.
fn without_secrets(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        (None, Some((_, host))) => host.to_owned(),
        (_, None) => url.to_owned(),
    }
}

/// Bytes as JSON-RPC takes them.
pub(crate) fn hex0x(bytes: &[u8]) -> String {
    format!("0x{}", hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn link(url: &str) -> Result<Link, ChainError> {
        Link::new(url, ConnectOptions::default())
    }

    #[test]
    fn addresses_are_checked_before_anything_is_sent() {
        assert!(link("ws://127.0.0.1:9944").is_ok());
        assert!(link("ws://localhost:9944").is_ok());
        assert!(link("ws://[::1]:9944").is_ok());
        assert!(link("wss://node.example.org").is_ok());
        for url in ["http://127.0.0.1:9944", "127.0.0.1:9944", "node", "", "ws://"] {
            assert_eq!(
                link(url).err().map(|e| e.kind()),
                Some(ErrorKind::Usage),
                "{url:?}"
            );
        }
        assert!(matches!(
            link("ws://node.example.org:9944"),
            Err(ChainError::Plaintext { .. })
        ));
        let trusting = ConnectOptions {
            allow_plaintext: true,
            ..ConnectOptions::default()
        };
        assert!(Link::new("ws://node.example.org:9944", trusting).is_ok());
    }

    #[test]
    fn credentials_in_an_address_are_never_shown() {
        assert_eq!(
            link("wss://me:geheim@node.example.org/x").unwrap().shown(),
            "wss://node.example.org/x"
        );
        for url in [
            "ws://me:geheim@node.example.org",
            "http://me:geheim@[bad",
            "me:geheim@host",
        ] {
            let error = link(url).err().unwrap();
            assert!(!format!("{error} {error:?}").contains("geheim"), "{error}");
        }
    }
}
