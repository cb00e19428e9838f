//! One request after the other to a daemon, none of them without a limit of time or of size.
//!
//! `ipfs-api` builds the requests; they are sent here, because its own sending knows no time limits, no Bearer, and
//! no status of an answer. Credentials go into the header and nowhere else.

use crate::doing::Doing;
use medink_words::said;
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, HeaderValue};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use ipfs_api_backend_hyper::{Form, IpfsClient, TryFromUri};
use ipfs_api_prelude::{ApiRequest, Backend};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::body::{Passed, renewed};
use super::options::{Address, Credentials, KuboOptions, Limits};
use super::tls;
use crate::StoreError;

/// Longest line, and longest answer in one piece, in bytes.
const LONGEST: usize = 256 * 1024;
/// Longest text of a daemon's that an error repeats, in characters.
const LONGEST_WORDS: usize = 300;

/// Connects by TLS where the address says https, and only there.
type Connector = HttpsConnector<HttpConnector>;

/// The way to a daemon.
pub(super) struct Client {
    /// Makes requests out of their parts.
    requests: IpfsClient,
    http: Http<Connector, Passed>,
    /// The daemon's address, as errors name it.
    pub(super) place: String,
    credentials: Option<Credentials>,
    /// Whether it may ask its peers for a block that it has not itself.
    pub(super) asks_peers: bool,
    /// How long it may take.
    pub(super) limits: Limits,
}

/// Why a request gave nothing.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The daemon says why, in its words: shortened, and without what was secret.
    Said(String),
    /// It is clear already.
    Store(StoreError),
}

impl Refusal {
    /// Whether the daemon says that it does not have a block.
    pub(super) fn is_missing(&self) -> bool {
        let Self::Said(words) = self else { return false };
        [
            "not found locally",
            "could not find",
            "not found",
            "no such block",
        ]
        .iter()
        .any(|known| words.contains(known))
    }
}

/// An answer under way.
pub(super) struct Answer<'c> {
    client: &'c Client,
    body: Incoming,
    doing: Doing,
    limit: Duration,
}

impl Client {
    pub(super) fn new(address: Address, options: &KuboOptions) -> Result<Self, StoreError> {
        let base = address.base.parse().map_err(|_| StoreError::Address {
            why: said!("store-address-characters"),
        })?;
        let tls = match address.encrypted {
            true => tls::config(),
            // Nothing is encrypted, so nobody has to be trusted.
            false => tls::nobody(),
        };
        let tls = tls.map_err(|why| StoreError::Untrusted {
            place: address.place.clone(),
            why,
        })?;
        let mut tcp = HttpConnector::new();
        tcp.set_connect_timeout(Some(options.limits.connect));
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self {
            requests: IpfsClient::build_with_base_uri(base),
            http: Http::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_max_idle_per_host(4)
                .build(connector),
            place: address.place,
            credentials: options.credentials.clone(),
            asks_peers: options.ask_peers,
            limits: options.limits,
        })
    }

    /// Sends a request and waits at most so long for the head of its answer. `doing` is what the person waits for,
    /// such as "storing".
    pub(super) async fn send(
        &self,
        doing: Doing,
        request: impl ApiRequest,
        form: Option<Form<'static>>,
        limit: Duration,
    ) -> Result<Answer<'_>, Refusal> {
        let unsendable = || StoreError::Daemon {
            place: self.place.clone(),
            doing,
            said: said!("store-daemon-unsendable").into(),
        };
        let request = self
            .requests
            .build_base_request(request, form)
            .map_err(|_| Refusal::Store(unsendable()))?;
        let mut request = renewed(request).map_err(|_| Refusal::Store(unsendable()))?;
        if let Some(credentials) = &self.credentials {
            let mut value =
                HeaderValue::from_str(credentials.header()).map_err(|_| Refusal::Store(unsendable()))?;
            value.set_sensitive(true);
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        let response = timeout(limit, self.http.request(request))
            .await
            .map_err(|_| Refusal::Store(self.too_slow(doing, limit)))?
            .map_err(|error| Refusal::Store(self.unreachable(&error)))?;
        let status = response.status().as_u16();
        let mut answer = Answer {
            client: self,
            body: response.into_body(),
            doing,
            limit: self.limits.idle,
        };
        if status == 200 {
            return Ok(answer);
        }
        let text = answer.text().await.unwrap_or_default();
        Err(self.refused(status, &text))
    }

    /// What an answer of another status than 200 means.
    fn refused(&self, status: u16, text: &[u8]) -> Refusal {
        /// How Kubo says that something went wrong.
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "PascalCase")]
        struct Said {
            message: String,
        }
        let place = self.place.clone();
        match (status, serde_json::from_slice::<Said>(text)) {
            (401 | 403 | 407, _) => Refusal::Store(StoreError::Unauthorized { place }),
            (_, Ok(said)) => self.said(&said.message),
            _ => Refusal::Store(StoreError::NotADaemon {
                place,
                found: said!("store-not-a-daemon-status", status = status),
            }),
        }
    }

    /// What a daemon says, made fit to be shown.
    pub(super) fn said(&self, words: &str) -> Refusal {
        let words = match &self.credentials {
            Some(credentials) => credentials.hide(words),
            None => words.to_owned(),
        };
        let words: String = words
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(LONGEST_WORDS)
            .collect();
        if words.contains("no space left") || words.contains("disk quota exceeded") {
            return Refusal::Store(StoreError::DiskFull {
                path: PathBuf::from(&self.place),
            });
        }
        Refusal::Said(words)
    }

    /// The error where a daemon's own words are all there is.
    pub(super) fn error(&self, doing: Doing, refusal: Refusal) -> StoreError {
        match refusal {
            Refusal::Store(error) => error,
            Refusal::Said(said) => StoreError::Daemon {
                place: self.place.clone(),
                doing,
                said: said.into(),
            },
        }
    }

    /// Sends a request whose answer is one value.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        doing: Doing,
        request: impl ApiRequest,
        limit: Duration,
    ) -> Result<T, Refusal> {
        let mut answer = self.send(doing, request, None, limit).await?;
        let text = answer.text().await?;
        serde_json::from_slice(&text).map_err(|_| Refusal::Store(self.not_a_daemon()))
    }

    pub(super) fn not_a_daemon(&self) -> StoreError {
        StoreError::NotADaemon {
            place: self.place.clone(),
            found: said!("store-not-a-daemon-answer"),
        }
    }

    pub(super) fn too_slow(&self, doing: Doing, limit: Duration) -> StoreError {
        StoreError::TooSlow {
            place: self.place.clone(),
            doing,
            seconds: limit.as_secs_f64().ceil() as u64,
        }
    }

    fn unreachable(&self, error: &(dyn Error + 'static)) -> StoreError {
        if let Some(why) = tls::mistrust(error) {
            return StoreError::Untrusted {
                place: self.place.clone(),
                why,
            };
        }
        // The innermost is the operating system's, such as "Connection refused".
        let mut innermost = error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        StoreError::Unreachable {
            place: self.place.clone(),
            why: innermost.to_string().into(),
        }
    }
}

impl Answer<'_> {
    /// Another limit between two signs of life.
    pub(super) fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// The next bytes; `None` at an end that was meant to be one.
    async fn next(&mut self) -> Result<Option<bytes::Bytes>, Refusal> {
        let slow = |_| Refusal::Store(self.client.too_slow(self.doing, self.limit));
        loop {
            let frame = match timeout(self.limit, self.body.frame()).await.map_err(slow)? {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Err(Refusal::Store(self.client.unreachable(&error))),
                None => return Ok(None),
            };
            let trailers = match frame.into_data() {
                Ok(bytes) => return Ok(Some(bytes)),
                Err(other) => other.into_trailers().unwrap_or_default(),
            };
            // Kubo tells so of what went wrong after it had begun to answer.
            if let Some(words) = trailers.get("x-stream-error") {
                return Err(self.client.said(&String::from_utf8_lossy(words.as_bytes())));
            }
        }
    }

    /// All of it, at most `longest` bytes; `None` if there is more.
    pub(super) async fn all(&mut self, longest: usize) -> Result<Option<Vec<u8>>, Refusal> {
        let mut text = Vec::new();
        while let Some(bytes) = self.next().await? {
            if bytes.len() > longest.saturating_sub(text.len()) {
                return Ok(None);
            }
            text.extend_from_slice(&bytes);
        }
        Ok(Some(text))
    }

    async fn text(&mut self) -> Result<Vec<u8>, Refusal> {
        let text = self.all(LONGEST).await?;
        text.ok_or_else(|| Refusal::Store(self.client.not_a_daemon()))
    }

    /// Each line of it as a value.
    pub(super) async fn lines<T: DeserializeOwned>(
        &mut self,
        mut visit: impl FnMut(T) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut waiting = Vec::new();
        loop {
            let more = self.next().await?;
            let ended = more.is_none();
            waiting.extend_from_slice(&more.unwrap_or_default());
            while let Some(at) = waiting.iter().position(|byte| *byte == b'\n') {
                let rest = waiting.split_off(at + 1);
                visit(self.value(&waiting)?)?;
                waiting = rest;
            }
            if waiting.len() > LONGEST {
                return Err(Refusal::Store(self.client.not_a_daemon()));
            }
            if ended {
                return match waiting.iter().all(u8::is_ascii_whitespace) {
                    true => Ok(()),
                    false => visit(self.value(&waiting)?),
                };
            }
        }
    }

    fn value<T: DeserializeOwned>(&self, line: &[u8]) -> Result<T, Refusal> {
        serde_json::from_slice(line).map_err(|_| Refusal::Store(self.client.not_a_daemon()))
    }
}
