//! One request after the other to a daemon, none of them without a limit of time or of size.
//!
//! `ipfs-api` builds the requests; they are sent here, because its own sending knows no time limits, no Bearer, and
//! no status of an answer. Credentials go into the header and nowhere else.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use hyper_of_ipfs_api::body::HttpBody;
use hyper_of_ipfs_api::client::HttpConnector;
use hyper_of_ipfs_api::{Body, Client as Http, Error as HttpError};
use ipfs_api_backend_hyper::{Form, IpfsClient, TryFromUri};
use ipfs_api_prelude::{ApiRequest, Backend};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::options::{Address, Credentials, KuboOptions, Limits};
use crate::StoreError;

/// Longest line, and longest answer in one piece, in bytes.
const LONGEST: usize = 256 * 1024;
/// Longest text of a daemon's that an error repeats, in characters.
const LONGEST_WORDS: usize = 300;

/// The way to a daemon.
pub(super) struct Client {
    /// Makes requests out of their parts.
    requests: IpfsClient,
    http: Http<HttpConnector>,
    /// The daemon's address, as errors name it.
    pub(super) place: String,
    credentials: Option<Credentials>,
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
    body: Body,
    doing: &'static str,
    limit: Duration,
}

impl Client {
    pub(super) fn new(address: Address, options: &KuboOptions) -> Result<Self, StoreError> {
        let base = address.base.parse().map_err(|_| StoreError::Address {
            why: "it has characters that no address has",
        })?;
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(options.limits.connect));
        connector.set_nodelay(true);
        Ok(Self {
            requests: IpfsClient::build_with_base_uri(base),
            http: Http::builder().pool_max_idle_per_host(4).build(connector),
            place: address.place,
            credentials: options.credentials.clone(),
            limits: options.limits,
        })
    }

    /// Sends a request and waits at most so long for the head of its answer. `doing` is what the person waits for,
    /// such as "storing".
    pub(super) async fn send(
        &self,
        doing: &'static str,
        request: impl ApiRequest,
        form: Option<Form<'static>>,
        limit: Duration,
    ) -> Result<Answer<'_>, Refusal> {
        let unsendable = || StoreError::Daemon {
            place: self.place.clone(),
            doing,
            said: "the request could not be put into words".to_owned(),
        };
        let mut request = self
            .requests
            .build_base_request(request, form)
            .map_err(|_| Refusal::Store(unsendable()))?;
        if let Some(credentials) = &self.credentials {
            let value = credentials
                .header()
                .try_into()
                .map_err(|_| Refusal::Store(unsendable()))?;
            let headers = request.headers_mut();
            headers.insert("authorization", value);
            if let Some(value) = headers.get_mut("authorization") {
                value.set_sensitive(true);
            }
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
                found: format!("an answer of status {status}"),
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
    pub(super) fn error(&self, doing: &'static str, refusal: Refusal) -> StoreError {
        match refusal {
            Refusal::Store(error) => error,
            Refusal::Said(said) => StoreError::Daemon {
                place: self.place.clone(),
                doing,
                said,
            },
        }
    }

    /// Sends a request whose answer is one value.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        doing: &'static str,
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
            found: "an answer that is none of Kubo's".to_owned(),
        }
    }

    pub(super) fn too_slow(&self, doing: &'static str, limit: Duration) -> StoreError {
        StoreError::TooSlow {
            place: self.place.clone(),
            doing,
            seconds: limit.as_secs_f64().ceil() as u64,
        }
    }

    fn unreachable(&self, error: &HttpError) -> StoreError {
        // The innermost is the operating system's, such as "Connection refused".
        let mut innermost: &dyn Error = error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        StoreError::Unreachable {
            place: self.place.clone(),
            why: innermost.to_string(),
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
        let failed = |error: &HttpError| Refusal::Store(self.client.unreachable(error));
        let slow = |_| Refusal::Store(self.client.too_slow(self.doing, self.limit));
        match timeout(self.limit, self.body.data()).await.map_err(slow)? {
            Some(Ok(bytes)) => return Ok(Some(bytes)),
            Some(Err(error)) => return Err(failed(&error)),
            None => {}
        }
        // Kubo tells so of what went wrong after it had begun to answer.
        let trailers = timeout(self.limit, self.body.trailers())
            .await
            .map_err(slow)?
            .map_err(|error| failed(&error))?;
        match trailers.as_ref().and_then(|all| all.get("x-stream-error")) {
            Some(words) => Err(self.client.said(&String::from_utf8_lossy(words.as_bytes()))),
            None => Ok(None),
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
