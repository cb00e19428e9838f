//! What every request has to pass before a handler sees it, and the headers of every answer.
//!
//! - [`request()`]: the host asked for is this listener (a name that an attacker's DNS turned to 127.0.0.1 is not); what
//!   changes anything comes from a page of ours; other sites can't load anything from here into theirs; an answer comes
//!   in time.
//! - [`session()`]: there is a session, and what changes anything holds that session's token. The form is read here, so
//!   that no handler can forget the token.
//!
//! The policy of a page: nothing but its own scripts, styles and images, frames from the vault alone, and forms that go
//! nowhere else. `Referrer-Policy` is `same-origin` and not `no-referrer`, since browsers then send `Origin: null` with
//! forms of our own, which is what forms of sandboxed documents send.

use crate::session::{self, Session};
use crate::visit::{Failure, Visit};
use crate::voice::{Voice, language_of};
use crate::{Fields, Shared, accounts, entry, kept};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use medink_core::error::{Error, Kind};
use medink_words::{Said, said};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Longest form, in bytes: one with a contract's bundle, twice over. Uploads are no forms: see [`crate::upload`].
pub const LONGEST_FORM: usize = 512 * 1024;

/// How long an answer may take to begin. An upload's ends only when the whole file has come, and watches its own pace.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(120);

/// The header of what a script of ours sends, in place of the form's field.
pub const TOKEN_HEADER: &str = "x-medink-token";

/// The field of a form that holds the session's token.
pub const TOKEN_FIELD: &str = "token";

/// The name of the session's cookie: browsers share cookies between ports, so the port is in it. They send it to other
/// ports all the same; that it is worth nothing there is the business of [`crate::peer`].
pub fn cookie_name(pages: SocketAddr) -> String {
    format!("medink-{}", pages.port())
}

/// The cookie of a session.
pub fn cookie(pages: SocketAddr, session: &Session) -> String {
    format!(
        "{}={}; Path=/; HttpOnly; SameSite=Strict",
        cookie_name(pages),
        session.id.as_str()
    )
}

/// Host, origin, time, and the headers of every answer.
pub async fn request(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let host = match host_of(&request) {
        Some(host) if is_here(&host, app.pages) => host,
        _ => {
            return harden(refuse(&said!("guard-not-here"), request.headers()), &app);
        }
    };
    if let Err(why) = comes_from_us(request.method(), request.headers(), &host) {
        return harden(refuse(&why, request.headers()), &app);
    }
    let (method, begun) = (request.method().clone(), Instant::now());
    let voice = Voice::of(request.headers());
    let upload = method == Method::PUT;
    let answer = async move { next.run(request).await };
    let response = if upload {
        answer.await
    } else {
        match tokio::time::timeout(ANSWER_WITHIN, answer).await {
            Ok(response) => response,
            Err(_) => {
                let words = voice.text(said!("gave-up"));
                (StatusCode::GATEWAY_TIMEOUT, words).into_response()
            }
        }
    };
    // No address: those of documents are secrets.
    tracing::debug!(%method, status = response.status().as_u16(), took = ?begun.elapsed(), "answered a browser");
    harden(response, &app)
}

/// The session, and its token for what changes anything.
pub async fn session(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path == entry::ENTER || path.starts_with("/assets/") {
        return next.run(request).await;
    }
    let Some(session) =
        cookie_of(request.headers(), &cookie_name(app.pages)).and_then(|id| app.sessions.find(&id))
    else {
        return entry::stranger(Voice::of(request.headers()));
    };
    // What a page asks for by itself is no sign that somebody is there.
    if !request.headers().contains_key("x-medink-quiet") {
        session.touch();
    }
    request.extensions_mut().insert(session.clone());
    // Whoever comes to this machine after them has not given the password.
    if asks_for_page(&request) && !accounts::shows_words(request.uri().path()) {
        session.set_fresh(None);
    }
    if is_safe(request.method())
        && let Some(id) = kept::asked(request.uri())
        && let Some(page) = session.kept(|kept| kept.again(&id))
    {
        return kept::show(&page);
    }
    let place = place(&request);
    if !is_safe(request.method()) {
        let in_header = request
            .headers()
            .get(TOKEN_HEADER)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let sent = match in_header {
            Some(token) => token,
            None => {
                let (mut parts, body) = request.into_parts();
                let Ok(bytes) = to_bytes(body, LONGEST_FORM).await else {
                    return Failure::with(StatusCode::PAYLOAD_TOO_LARGE, too_long()).into_response();
                };
                let fields = Fields::parse(&bytes);
                let token = fields.get(TOKEN_FIELD).to_owned();
                parts.extensions.insert(fields);
                request = Request::from_parts(parts, Body::empty());
                token
            }
        };
        if !session::same(&sent, &session.token) {
            return stale(app, session, Voice::of(request.headers()), request.uri().clone()).await;
        }
    }
    let response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if response.status() == StatusCode::OK
        && is_page
        && let (Some(place), Some(unlocked)) = (place, session.unlocked())
    {
        session.kept(|kept| kept.be_at(unlocked.account.address().into(), &place));
    }
    response
}

/// The path of a page that unlocking may come back to.
fn place(request: &Request) -> Option<String> {
    let path = request.uri().path();
    (asks_for_page(request) && kept::is_place(path)).then(|| path.to_owned())
}

/// Whether somebody goes to a page. What a page asks for by itself is none.
fn asks_for_page(request: &Request) -> bool {
    let by_itself = ["hx-request", "x-medink-quiet", TOKEN_HEADER];
    let picture = request
        .headers()
        .get("sec-fetch-dest")
        .is_some_and(|dest| dest.as_bytes() == b"image");
    request.method() == Method::GET
        && !picture
        && !by_itself.iter().any(|name| request.headers().contains_key(*name))
}

/// A form without the session's token: somebody else's, or a page from before a lock.
async fn stale(app: Shared, session: Arc<Session>, voice: Voice, uri: Uri) -> Response {
    let error = Error::new(Kind::Refused, said!("stale")).next(said!("stale-next"));
    Visit::of(app, session, voice, &uri)
        .failed(StatusCode::FORBIDDEN, error)
        .await
}

fn too_long() -> Error {
    Error::new(Kind::Usage, said!("too-long")).next(said!("too-long-next"))
}

/// Says why in the language that the browser asks for, and nothing of what was asked.
fn refuse(why: &Said, headers: &HeaderMap) -> Response {
    let why = why.plain(language_of(headers));
    (StatusCode::FORBIDDEN, format!("medink: {why}\n")).into_response()
}

/// Whether a method changes nothing.
fn is_safe(method: &Method) -> bool {
    method == Method::GET || method == Method::HEAD
}

fn host_of(request: &Request) -> Option<String> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next()?.to_str().ok()?.to_ascii_lowercase();
    // Two hosts, or another in the request's first line, are nobody's browser.
    let other = request
        .uri()
        .authority()
        .is_some_and(|authority| authority.as_str() != host);
    (hosts.next().is_none() && !other).then_some(host)
}

/// Whether `host` names the listener at `address`.
pub fn is_here(host: &str, address: SocketAddr) -> bool {
    host == address.to_string()
        || (address.ip().is_loopback() && host == format!("localhost:{}", address.port()))
}

/// Whether a request is one that our own pages, or somebody typing the address, would make.
fn comes_from_us(method: &Method, headers: &HeaderMap, host: &str) -> Result<(), Said> {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let site = text("sec-fetch-site");
    if is_safe(method) {
        return match (site, text("sec-fetch-mode"), text("sec-fetch-dest")) {
            (Some("cross-site" | "same-site"), mode, dest)
                if mode != Some("navigate") || dest != Some("document") =>
            {
                Err(said!("guard-another-site"))
            }
            _ => Ok(()),
        };
    }
    let elsewhere = Err(said!("guard-asked-elsewhere"));
    match (text("origin"), site) {
        (Some(origin), _) if origin != format!("http://{host}") => elsewhere,
        (_, Some(site)) if site != "same-origin" => elsewhere,
        (None, None) => Err(said!("guard-from-nowhere")),
        _ => Ok(()),
    }
}

/// The value of a cookie that the browser sent.
pub fn cookie_of(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}

/// The headers of every answer of the pages' origin.
fn harden(mut response: Response, app: &Shared) -> Response {
    let headers = response.headers_mut();
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {vault}; connect-src 'self'; \
         form-action 'self'; frame-src {vault}; frame-ancestors 'none'; base-uri 'none'",
        vault = app.vault_origin()
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("origin-agent-cluster", "?1"),
        (
            "permissions-policy",
            "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| ((*name).parse().unwrap(), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_the_listener_itself_is_here() {
        let address: SocketAddr = "127.0.0.1:4711".parse().unwrap();
        assert!(is_here("127.0.0.1:4711", address) && is_here("localhost:4711", address));
        for other in [
            "",
            "127.0.0.1",
            "127.0.0.1:4712",
            "evil.example:4711",
            "localhost",
            "127.0.0.1:4711.evil.example",
        ] {
            assert!(!is_here(other, address), "{other}");
        }
        let open: SocketAddr = "192.0.2.1:80".parse().unwrap();
        assert!(is_here("192.0.2.1:80", open) && !is_here("localhost:80", open));
    }

    #[test]
    fn changes_come_from_our_own_pages_alone() {
        let host = "127.0.0.1:4711";
        let post = |pairs: &[(&'static str, &'static str)]| {
            comes_from_us(&Method::POST, &headers(pairs), host).is_ok()
        };
        assert!(post(&[("origin", "http://127.0.0.1:4711")]));
        assert!(post(&[
            ("origin", "http://127.0.0.1:4711"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!post(&[]));
        assert!(!post(&[("origin", "null")]));
        assert!(!post(&[("origin", "http://127.0.0.1:4712")]));
        assert!(!post(&[("origin", "https://127.0.0.1:4711")]));
        assert!(!post(&[
            ("origin", "http://evil.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!post(&[
            ("origin", "http://127.0.0.1:4711"),
            ("sec-fetch-site", "same-site")
        ]));
        assert!(!post(&[("sec-fetch-site", "none")]));
    }

    #[tokio::test]
    async fn a_refusal_is_in_the_language_of_the_browser() {
        let why = comes_from_us(&Method::POST, &HeaderMap::new(), "h").unwrap_err();
        let told = async |language: &'static str| {
            let refused = refuse(&why, &headers(&[("accept-language", language)]));
            let body = to_bytes(refused.into_body(), 1000).await.unwrap();
            String::from_utf8(body.to_vec()).unwrap()
        };
        assert_eq!(
            told("en").await,
            "medink: what does not say where it comes from is not done\n"
        );
        assert!(told("fr").await.starts_with("medink: ce qui ne dit pas"));
    }

    #[test]
    fn other_sites_may_link_here_and_nothing_else() {
        let get = |pairs: &[(&'static str, &'static str)]| {
            comes_from_us(&Method::GET, &headers(pairs), "h").is_ok()
        };
        assert!(get(&[]) && get(&[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")]));
        assert!(get(&[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document")
        ]));
        assert!(!get(&[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe")
        ]));
        assert!(!get(&[
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-mode", "no-cors"),
            ("sec-fetch-dest", "script")
        ]));
    }
}
