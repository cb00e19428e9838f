//! Which web pages may talk to the node.
//!
//! A browser lets any page open a WebSocket to this machine, and tells the
//! server only the page's origin. So the server checks it: a page that is not
//! listed gets 403. Programs send no origin and pass.

use crate::error::NodeError;
use http::{header::ORIGIN, HeaderValue, Request, Response, StatusCode};
use jsonrpsee::server::HttpBody;
use sc_rpc::DenyUnsafe;
use std::{
    future::{ready, Future},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};
use tower::{Layer, Service};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

/// Polkadot.js Apps, and pages served from this machine.
pub const DEFAULT: [&str; 5] = [
    "https://polkadot.js.org",
    "http://localhost:*",
    "https://localhost:*",
    "http://127.0.0.1:*",
    "https://127.0.0.1:*",
];

/// The origins that are let in.
#[derive(Clone, Debug)]
pub struct Origins(Arc<Rule>);

#[derive(Debug)]
enum Rule {
    All,
    Listed(Vec<Pattern>),
}

#[derive(Debug)]
enum Pattern {
    Exactly(String),
    /// Scheme and host; the port is free, or left out.
    AnyPort(String),
}

impl Origins {
    /// Reads the values of `--rpc-cors`.
    ///
    /// # Errors
    /// [`NodeError::Origin`] with the first value that is no origin.
    pub fn parse(values: &[String]) -> Result<Self, NodeError> {
        if values.iter().any(|value| value == "all") {
            return Ok(Self(Arc::new(Rule::All)));
        }
        let patterns = values
            .iter()
            .map(|value| pattern(value))
            .collect::<Result<_, _>>()?;
        Ok(Self(Arc::new(Rule::Listed(patterns))))
    }

    fn allow(&self, origin: &HeaderValue) -> bool {
        let Rule::Listed(patterns) = &*self.0 else {
            return true;
        };
        let Ok(origin) = origin.to_str() else { return false };
        patterns.iter().any(|pattern| match pattern {
            Pattern::Exactly(allowed) => origin == allowed,
            Pattern::AnyPort(allowed) => origin.strip_prefix(allowed.as_str()).is_some_and(is_port),
        })
    }

    /// The headers with which a browser lets an allowed page read the answers
    /// of plain HTTP.
    pub fn cors(&self) -> CorsLayer {
        let origins = self.clone();
        CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(move |origin, _| origins.allow(origin)))
            .allow_methods(Any)
            .allow_headers(Any)
    }
}

fn pattern(value: &str) -> Result<Pattern, NodeError> {
    let refused = || NodeError::Origin(value.to_owned());
    let (scheme, rest) = value.split_once("://").ok_or_else(refused)?;
    if scheme.is_empty() || rest.is_empty() || rest.contains('/') {
        return Err(refused());
    }
    match value.strip_suffix(":*") {
        Some(prefix) if !prefix.contains('*') => Ok(Pattern::AnyPort(prefix.to_owned())),
        None if !value.contains('*') => Ok(Pattern::Exactly(value.to_owned())),
        _ => Err(refused()),
    }
}

/// Whether what follows the host is a port, or nothing.
fn is_port(rest: &str) -> bool {
    rest.is_empty()
        || rest
            .strip_prefix(':')
            .is_some_and(|port| port.parse::<u16>().is_ok())
}

/// Lets a request pass or not, and tells the methods behind it whether the
/// unsafe ones are open.
#[derive(Clone)]
pub struct Gate {
    /// The web pages that pass.
    pub origins: Origins,
    /// Whether methods that change the node itself are closed.
    pub deny_unsafe: DenyUnsafe,
}

impl<S> Layer<S> for Gate {
    type Service = Gated<S>;

    fn layer(&self, inner: S) -> Gated<S> {
        Gated {
            gate: self.clone(),
            inner,
        }
    }
}

/// A service behind a [`Gate`].
#[derive(Clone)]
pub struct Gated<S> {
    gate: Gate,
    inner: S,
}

impl<S, B> Service<Request<B>> for Gated<S>
where
    S: Service<Request<B>, Response = Response<HttpBody>>,
    S::Error: Send + 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let refused = request
            .headers()
            .get(ORIGIN)
            .filter(|origin| !self.gate.origins.allow(origin));
        if let Some(origin) = refused {
            let text = format!("the node lets no page of {origin:?} in; see its option --rpc-cors\n");
            let mut response = Response::new(HttpBody::from(text));
            *response.status_mut() = StatusCode::FORBIDDEN;
            return Box::pin(ready(Ok(response)));
        }
        request.extensions_mut().insert(self.gate.deny_unsafe);
        Box::pin(self.inner.call(request))
    }
}
