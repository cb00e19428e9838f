//! Opened records, on an origin of their own (another port) that holds nothing and can read nothing.
//!
//! Opening is a form that says what will be logged. It gives a ticket: an unguessable address, good for one fetch within
//! a minute and only while the session lives. What is fetched is decrypted as it goes out, piece by piece; it is on no
//! disk but the one that a person downloads it to.
//!
//! - Text and FHIR JSON are written as pages here, escaped, in a frame that is sandboxed twice, by the frame's own
//!   attribute and by the answer's policy: no scripts, no forms, no origin.
//! - Images of five types are shown as images, which run nothing, fitted into the page.
//! - A PDF can't be sandboxed: Chromium shows none in a sandboxed frame. What keeps it in is that its viewer gives it
//!   neither the page around it nor the network, that its type is fixed (`nosniff`), and that this origin is not the
//!   pages': what it sent there would lack the form's token and come from elsewhere.
//! - A frame is printed as far as it is seen. Text and FHIR are therefore also opened alone, for a tab of their own, with
//!   whose they are, what they are called and when they were opened on the paper; that is another opening, which is logged as
//!   any other.
//! - Everything else, SVG and HTML among it, is offered for download only, as bytes.
//!
//! No cookie is looked at here. Browsers send the pages' along, since they don't tell ports apart; it opens nothing.

use crate::doctor::Banner;
use crate::outlet::{self, Outlet, PIECE};
use crate::session::{Session, secret};
use crate::visit::{html, slowly};
use crate::voice::Words;
use crate::{Answer, Fields, Frame, Inside, Shared, Voice, fhir, guard, show};
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_core::lock;
use medink_core::transfer::Opened;
use medink_core::{Done, Step};
use medink_core::{now_ms, words};
use medink_seal::record::Details;
use medink_types::AccountId;
use medink_words::{Value, said};
use std::collections::HashMap;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

/// How long a ticket waits to be fetched.
const FETCH_WITHIN: Duration = Duration::from_secs(60);
/// How long the page of a record that was fetched still tells what it was.
const KNOWN_FOR: Duration = Duration::from_secs(15 * 60);
/// Most bytes of text that are written as a page; longer ones can be downloaded.
const LONGEST_TEXT: u64 = 1024 * 1024;
/// Most opened records at once.
const MOST: usize = 64;

/// How a document is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// A picture of this media type.
    Image(&'static str),
    /// Written as text, escaped.
    Text,
    /// FHIR JSON, written readably.
    Fhir,
    /// In the browser's own viewer.
    Pdf,
    /// For download only.
    Nothing,
}

impl View {
    /// What can be shown safely of a document with these details. The type is its author's word: it decides how the
    /// bytes are served, and browsers are told not to guess another.
    pub fn of(details: &Details) -> Self {
        let short = details.size <= LONGEST_TEXT;
        match details.media_type.as_str() {
            "image/png" => View::Image("image/png"),
            "image/jpeg" => View::Image("image/jpeg"),
            "image/gif" => View::Image("image/gif"),
            "image/webp" => View::Image("image/webp"),
            "image/bmp" => View::Image("image/bmp"),
            "application/pdf" => View::Pdf,
            "application/fhir+json" if short => View::Fhir,
            "application/json" | "text/plain" | "text/csv" | "text/markdown" if short => View::Text,
            _ => View::Nothing,
        }
    }
}

/// What a record is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To be read within a page.
    Framed,
    /// To be printed whole, from a tab of its own.
    Alone,
    /// To be downloaded.
    Downloaded,
}

impl Way {
    /// What a form asks for.
    pub fn asked(form: &Fields) -> Self {
        match form.get("how") {
            "alone" => Way::Alone,
            "download" => Way::Downloaded,
            _ if form.is("download", "yes") => Way::Downloaded,
            _ => Way::Framed,
        }
    }
}

/// Opened records that wait to be fetched.
#[derive(Default)]
pub struct Documents {
    tickets: Mutex<HashMap<String, Ticket>>,
}

struct Ticket {
    details: Details,
    author: Author,
    /// Whose record it is, for a doctor.
    banner: Option<Banner>,
    /// Where the page of this record leads back to.
    back: String,
    /// Who opened it.
    session: Arc<Session>,
    /// The language that it was opened in.
    voice: Voice,
    ending: watch::Receiver<bool>,
    way: Way,
    opened: Option<Opened>,
    since: Instant,
}

impl Ticket {
    /// What stands above the document on paper.
    fn head(&self) -> Head {
        let (whose, born) = match &self.banner {
            Some(banner) => (banner.name.clone(), banner.birth_date.clone()),
            None => {
                let unlocked = self.session.unlocked();
                (
                    unlocked.map_or_else(String::new, |unlocked| unlocked.shown()),
                    None,
                )
            }
        };
        Head {
            title: self.details.title.clone(),
            whose,
            born,
            // Without a clock nothing is dated.
            opened: now_ms().map_or_else(|_| String::new(), |now| opened_at(self.voice, now)),
        }
    }
}

/// When a document was opened, as its paper says it.
fn opened_at(voice: Voice, now: u64) -> String {
    voice.text(said!("opened-at", time = Value::Time(now)))
}

/// What stands above a document on paper: what it is called, whose it is, and when it was opened.
struct Head {
    title: String,
    whose: String,
    /// The date of birth, as a doctor is shown it.
    born: Option<String>,
    opened: String,
}

/// What is fetched.
struct Taken {
    details: Details,
    way: Way,
    session: Arc<Session>,
    voice: Voice,
    head: Head,
    opened: Opened,
}

/// Who wrote an opened record, as its page says it.
#[derive(Clone)]
struct Author {
    /// In words.
    words: Words,
    /// Whether it is as it should be; a warning otherwise.
    right: bool,
}

impl Documents {
    /// Drops what nobody has fetched in time, and what belongs to sessions that have ended.
    pub fn sweep(&self) {
        lock(&self.tickets).retain(|_, ticket| {
            if ticket.since.elapsed() > FETCH_WITHIN {
                ticket.opened = None;
            }
            !*ticket.ending.borrow() && ticket.since.elapsed() < KNOWN_FOR
        });
    }

    /// Drops all.
    pub fn end(&self) {
        lock(&self.tickets).clear();
    }

    fn keep(
        &self,
        (session, voice): (&Arc<Session>, Voice),
        opened: Opened,
        author: Author,
        way: Way,
        (back, banner): (&str, Option<Banner>),
    ) -> Result<String> {
        self.sweep();
        let id = secret()?;
        let mut tickets = lock(&self.tickets);
        if tickets.len() >= MOST {
            return Err(Error::new(Kind::Refused, said!("too-many-open")).next(said!("too-many-open-next")));
        }
        let ticket = Ticket {
            details: opened.details().clone(),
            author,
            banner,
            back: back.to_owned(),
            session: session.clone(),
            voice,
            ending: session.ending(),
            way,
            opened: Some(opened),
            since: Instant::now(),
        };
        tickets.insert(id.to_string(), ticket);
        Ok(id.to_string())
    }

    /// Takes an opened record, which nobody can then take again.
    fn take(&self, id: &str) -> Option<Taken> {
        let mut tickets = lock(&self.tickets);
        let ticket = tickets.get_mut(id)?;
        if *ticket.ending.borrow() || ticket.since.elapsed() > FETCH_WITHIN {
            return None;
        }
        let opened = ticket.opened.take()?;
        Some(Taken {
            details: ticket.details.clone(),
            way: ticket.way,
            session: ticket.session.clone(),
            voice: ticket.voice,
            head: ticket.head(),
            opened,
        })
    }
}

/// Opens a record, which is logged where it is another's.
///
/// # Errors
/// What keeps it from being logged or opened.
pub async fn opened(inside: &Inside, patient: AccountId, number: u32) -> Result<Done<Opened>> {
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    inside
        .run(async move { medink.operation(&actor).open_record(patient, number).await })
        .await
}

/// Sends the browser to the page that shows a patient's record that was opened, or that downloads it. `back` is where that
/// page leads back to.
pub async fn show(
    inside: &Inside,
    (patient, number): (AccountId, u32),
    made: Done<Opened>,
    way: Way,
    back: &str,
    banner: Option<Banner>,
) -> Answer {
    let steps: Vec<Step> = made.steps;
    let written = made.value.written();
    let author = Author {
        words: inside
            .medink
            .written_words(&written, inside.me(), patient)
            .await
            .into(),
        right: written.is_right(),
    };
    let id = inside.app.documents.keep(
        (&inside.session, inside.voice),
        made.value,
        author,
        way,
        (back, banner),
    )?;
    let to = format!("/opened/{id}");
    if steps.is_empty() {
        return inside.go(&to);
    }
    inside.done(said!("opened-logged", number = number), &steps, &to)
}

/// The page that an opened record is shown in.
pub fn routes() -> Router<Shared> {
    Router::new().route("/opened/{ticket}", get(shown))
}

#[derive(Template)]
#[template(path = "opened.html")]
struct Page {
    frame: Frame,
    title: String,
    kind: Words,
    media_type: String,
    /// In bytes.
    size: u64,
    author: Author,
    banner: Option<Banner>,
    back: String,
    /// Where the content is; none when it was fetched already.
    source: Option<String>,
    download: bool,
    /// Whether it is to be opened in a tab of its own.
    alone: bool,
    view: View,
}

impl Page {
    /// Whether the frame that it is shown in would be printed only in part, by a viewer that has no button for it.
    fn is_cut_on_paper(&self) -> bool {
        matches!(self.view, View::Text | View::Fhir)
    }
}

async fn shown(inside: Inside, Path(id): Path<String>) -> Answer {
    let gone = || Error::new(Kind::NotFound, said!("opened-gone")).next(said!("opened-gone-next"));
    let page = {
        let tickets = lock(&inside.app.documents.tickets);
        let ticket = tickets
            .get(&id)
            .filter(|ticket| *ticket.session.id == *inside.session.id)
            .ok_or_else(gone)?;
        let source = ticket
            .opened
            .is_some()
            .then(|| format!("{}/{id}", inside.app.vault_origin()));
        Page {
            frame: inside.frame(),
            title: ticket.details.title.clone(),
            kind: show::kind(&ticket.details.kind.to_string()),
            media_type: ticket.details.media_type.clone(),
            size: ticket.details.size,
            author: ticket.author.clone(),
            banner: ticket.banner.clone(),
            back: ticket.back.clone(),
            source,
            download: ticket.way == Way::Downloaded,
            alone: ticket.way == Way::Alone,
            view: View::of(&ticket.details),
        }
    };
    inside.page(page)
}

/// The vault: one address, `/<ticket>`.
pub fn router(app: Shared) -> Router {
    Router::new()
        .route("/{ticket}", get(fetch))
        .fallback(nothing)
        .layer(from_fn_with_state(app.clone(), headers))
        .with_state(app)
}

async fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "medink: there is nothing here\n").into_response()
}

/// The host asked for is this listener, and no answer is kept, guessed at or framed elsewhere.
async fn headers(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let here = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .is_some_and(|host| guard::is_here(host, app.vault));
    let mut response = match here {
        true => next.run(request).await,
        false => (StatusCode::FORBIDDEN, "medink: this is not the address\n").into_response(),
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; sandbox; frame-ancestors 'none'",
        ));
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("origin-agent-cluster", "?1"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry("cross-origin-resource-policy")
        .or_insert(HeaderValue::from_static("same-origin"));
    response
}

#[derive(Template)]
#[template(path = "vault/text.html")]
struct Text<'a> {
    frame: Voice,
    head: &'a Head,
    text: &'a str,
}

#[derive(Template)]
#[template(path = "vault/fhir.html")]
struct Fhir<'a> {
    frame: Voice,
    head: &'a Head,
    nodes: Vec<fhir::Node>,
}

async fn fetch(State(app): State<Shared>, Path(id): Path<String>) -> Response {
    let Some(taken) = app.documents.take(&id) else {
        return nothing().await;
    };
    let Taken {
        details,
        way,
        session,
        voice,
        head,
        opened,
    } = taken;
    let frames = format!(
        "frame-ancestors http://{} http://localhost:{}",
        app.pages,
        app.pages.port()
    );
    let view = match way {
        Way::Downloaded => View::Nothing,
        Way::Framed | Way::Alone => View::of(&details),
    };
    let mut response = match view {
        View::Nothing => attachment(stream(opened, &session), &details),
        View::Image(kind) => {
            let mut response = typed(stream(opened, &session), kind, &details);
            // The page that shows it is of another origin. What keeps others from it is its address, good for one fetch.
            response.headers_mut().insert(
                "cross-origin-resource-policy",
                HeaderValue::from_static("cross-origin"),
            );
            response
        }
        View::Pdf => typed(stream(opened, &session), "application/pdf", &details),
        View::Text | View::Fhir => match written(opened, view, voice, &head).await {
            Ok(response) => response,
            Err(error) => {
                let text = format!("medink: {error}\n");
                let text = words::shown_lines(&text).into_owned();
                (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
            }
        },
    };
    let policy = match view {
        // The viewer is a plugin to the policy: it needs its own origin as one.
        View::Pdf => format!("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; {frames}"),
        _ => format!(
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; sandbox; {frames}"
        ),
    };
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn typed(body: Body, kind: &'static str, details: &Details) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(details.size));
    response
}

fn attachment(body: Body, details: &Details) -> Response {
    let mut response = typed(body, "application/octet-stream", details);
    let name = words::file_name(details.file_name.as_deref().unwrap_or(&details.title));
    // RFC 6266 with RFC 5987: everything but letters and digits is escaped, so that a name is never more than a name.
    let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}

/// Decrypts as the browser takes it, a few pieces ahead. An error, or the session's end, breaks the answer off short of
/// its length, which browsers tell.
fn stream(opened: Opened, session: &Arc<Session>) -> Body {
    let (out, breaker, pieces) = outlet::open(session);
    tokio::spawn(async move {
        let sent = spawn_blocking(move || copy(opened, out)).await;
        if !matches!(sent, Ok(Ok(()))) {
            breaker.break_off().await;
        }
    });
    pieces.into_body(None)
}

fn copy(mut opened: Opened, mut out: Outlet) -> io::Result<()> {
    let mut piece = Zeroizing::new(vec![0; PIECE]);
    loop {
        match opened.read(&mut piece) {
            Ok(0) => return out.flush(),
            Ok(read) => out.write_all(piece.get(..read).unwrap_or_default())?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A short document as a page.
async fn written(mut opened: Opened, view: View, frame: Voice, head: &Head) -> Result<Response> {
    let bytes = slowly(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        opened
            .read_to_end(&mut bytes)
            .map(|_| bytes)
            .map_err(|e| Error::from(medink_seal::record::RecordError::Read(e)))
    })
    .await?;
    if view == View::Fhir
        && let Some(nodes) = fhir::read(&bytes, frame)
    {
        return page(&Fhir { frame, head, nodes });
    }
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    page(&Text {
        frame,
        head,
        text: &text,
    })
}

fn page(page: &impl Template) -> Result<Response> {
    html(StatusCode::OK, page).map_err(|_| Error::new(Kind::Internal, said!("document-not-written")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::record::Kind as RecordKind;

    fn details(media_type: &str, size: u64) -> Details {
        Details {
            title: "T".into(),
            kind: RecordKind::Document,
            file_name: Some("a\"\r\n/ü.pdf".into()),
            media_type: media_type.into(),
            size,
            created_ms: 0,
            date: None,
        }
    }

    #[test]
    fn nothing_active_is_ever_shown() {
        for kind in [
            "image/svg+xml",
            "text/html",
            "application/xhtml+xml",
            "text/xml",
            "application/javascript",
            "IMAGE/PNG",
            "",
        ] {
            assert_eq!(View::of(&details(kind, 1)), View::Nothing, "{kind}");
        }
        assert_eq!(
            View::of(&details("image/png", u64::MAX)),
            View::Image("image/png")
        );
        assert_eq!(View::of(&details("text/plain", LONGEST_TEXT + 1)), View::Nothing);
    }

    #[test]
    fn text_is_written_escaped() {
        let head = Head {
            title: "<script>alert(2)</script>".into(),
            whose: "Ada <img src=x>".into(),
            born: Some("1961-12-10".into()),
            opened: "2027-03-31 12:00:00".into(),
        };
        let text = Text {
            frame: Voice::default(),
            head: &head,
            text: "</pre><script>alert(1)</script>",
        }
        .render()
        .unwrap();
        assert!(!text.contains("<script"), "{text}");
        let nodes = fhir::read(
            br#"{"resourceType":"<img src=x onerror=y>","a<b":"</dd><script>"}"#,
            Voice::default(),
        )
        .unwrap();
        let text = Fhir {
            frame: Voice::default(),
            head: &head,
            nodes,
        }
        .render()
        .unwrap();
        assert!(!text.contains("<script") && !text.contains("<img"), "{text}");
        // On paper it says what it is, whose, and when.
        assert!(
            text.contains("born <bdi>1961-12-10</bdi>") && text.contains("2027-03-31 12:00:00"),
            "{text}"
        );
    }

    #[test]
    fn a_form_asks_for_one_way() {
        for (name, value, way) in [
            ("how", "show", Way::Framed),
            ("how", "alone", Way::Alone),
            ("how", "download", Way::Downloaded),
            ("download", "yes", Way::Downloaded),
            ("other", "", Way::Framed),
        ] {
            assert_eq!(Way::asked(&Fields::of([(name, value)])), way, "{name}={value}");
        }
    }

    #[test]
    fn a_name_is_never_more_than_a_name() {
        let response = attachment(Body::empty(), &details("x/y", 0));
        let value = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(value, "attachment; filename*=UTF-8''a%22%5F%5F%5F%C3%BC%2Epdf");
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/octet-stream"
        );
    }
}
