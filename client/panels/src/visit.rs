//! What a handler takes as its argument: the session it is for, and where an account is unlocked, that account with
//! node, store and deployment. And what it answers with.

use crate::frame::{Frame, Notice, Who};
use crate::patient::news;
use crate::session::{Session, Unlocked};
use crate::voice::{Voice, Words};
use crate::{App, Shared, kept};
use askama::Template;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use medink_chain::Token;
use medink_core::error::{Error, Kind, Result};
use medink_core::words;
use medink_core::{Actor, Medink, Operation, Step};
use medink_types::{AccountId, DoctorStatus, Role, Roles};
use medink_words::said;
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

/// What a handler gives back.
pub type Answer = std::result::Result<Response, Failure>;

/// A failure that takes the page's place; [`failures`] shows it.
#[derive(Debug, Clone)]
pub struct Failure {
    status: StatusCode,
    error: Error,
}

impl Failure {
    /// With a status of its own.
    pub fn with(status: StatusCode, error: Error) -> Self {
        Failure { status, error }
    }
}

impl<E: Into<Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        Failure {
            status: status(error.kind),
            error,
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.error.to_string()).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The status that fits a kind of failure.
pub fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Usage => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Refused | Kind::Keys => StatusCode::FORBIDDEN,
        Kind::Funds => StatusCode::PAYMENT_REQUIRED,
        Kind::Unreachable | Kind::WrongChain | Kind::Unknown => StatusCode::BAD_GATEWAY,
        Kind::Interrupted | Kind::Io | Kind::Damaged | Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A request within a session; an account may be unlocked in it or not.
#[derive(Clone)]
pub struct Visit {
    /// What all requests share.
    pub app: Shared,
    /// The session.
    pub session: Arc<Session>,
    /// The language that is asked for.
    pub voice: Voice,
    path: String,
    /// The page that a form stands on, where one was sent.
    form: Option<String>,
}

impl Visit {
    /// For what comes before a handler.
    pub fn of(app: Shared, session: Arc<Session>, voice: Voice, uri: &Uri) -> Self {
        Visit {
            app,
            session,
            voice,
            path: uri.path().to_owned(),
            form: None,
        }
    }

    /// The frame of a page that has nothing to do with the chain, and of failures.
    pub fn frame(&self) -> Frame {
        let who = self.session.unlocked().map(|unlocked| Who {
            name: unlocked.shown(),
            address: address(&unlocked),
        });
        let unconfirmed = self.unconfirmed();
        let mut notices = self.session.told();
        // Stores leave theirs with the machine: whoever looks next is told.
        let warnings = self.app.machine.warnings.take();
        notices.extend(
            warnings
                .iter()
                .map(|warning| Notice::warning(warning.to_string())),
        );
        Frame {
            voice: self.voice,
            token: self.session.token.to_string(),
            announced: who
                .as_ref()
                .map(|_| self.app.announced.lines())
                .unwrap_or_default(),
            who,
            unconfirmed,
            roles: self.session.roles(),
            path: self.path.clone(),
            notices,
            idle: self
                .app
                .sessions
                .left(&self.session)
                .map(|_| self.app.options.idle.as_secs()),
        }
    }

    /// Whether the unlocked account's recovery words wait to be confirmed.
    pub fn unconfirmed(&self) -> bool {
        self.session
            .unlocked()
            .is_some_and(|unlocked| self.app.machine.wallet.words_wait(&unlocked.name))
    }

    /// A page.
    pub fn page(&self, page: impl Template) -> Answer {
        html(StatusCode::OK, &page)
    }

    /// The same page again, with what was wrong in it: see [`crate::kept`].
    pub fn again(&self, page: impl Template) -> Answer {
        let text = written(&page)?;
        let Some(form) = &self.form else {
            return Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, text));
        };
        match self.session.kept(|kept| kept.refused(text))? {
            Ok(id) => self.go(&kept::address(form, &id)),
            Err(text) => Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, text)),
        }
    }

    /// Sends the browser back to the page that a form stands on.
    pub fn back(&self) -> Answer {
        self.go(self.form.as_deref().unwrap_or("/"))
    }

    /// Sends the browser on.
    pub fn go(&self, to: &str) -> Answer {
        go(to)
    }

    /// Does something that takes several transactions to its end, also if the browser does not wait for it.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        tokio::spawn(work)
            .await
            .map_err(|_| Error::new(Kind::Internal, said!("work-stopped")))?
    }

    /// Tries a passphrase that was typed: see [`crate::guesses`]. It counts also if the browser does not wait for
    /// the end.
    ///
    /// # Errors
    /// Those of [`crate::guesses::Guesses::tried`].
    pub async fn tried<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let app = self.app.clone();
        self.run(async move { app.guesses.tried(work).await }).await
    }

    /// A failure in the page's place.
    pub async fn failed(&self, status: StatusCode, error: Error) -> Response {
        if matches!(error.kind, Kind::Unreachable | Kind::WrongChain) {
            self.app.disconnect().await;
        }
        let page = Failed {
            frame: self.frame(),
            error,
        };
        html(status, &page).unwrap_or_else(IntoResponse::into_response)
    }
}

/// Does what blocks, or takes a second by design, where it holds nobody up.
///
/// # Errors
/// Those of `work`.
pub async fn slowly<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(Kind::Internal, said!("work-stopped")))?
}

/// A file to be saved, under a name of ours that says nothing of anybody.
pub fn download(name: &str, media_type: &'static str, body: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, body.into()).into_response()
}

/// The address of an unlocked account where no chain is at hand: with Substrate's generic prefix.
fn address(unlocked: &Unlocked) -> String {
    medink_seal::ss58::encode(&unlocked.account.address(), medink_seal::ss58::SUBSTRATE)
        .unwrap_or_else(|_| hex::encode(unlocked.account.address()))
}

/// Sends the browser on, with GET.
pub fn go(to: &str) -> Answer {
    let to = HeaderValue::from_str(to).map_err(|_| Error::new(Kind::Internal, said!("no-address")))?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response())
}

/// A template as an answer. Whatever others wrote comes to a page by this way: what acts in it is shown.
pub fn html(status: StatusCode, page: &impl Template) -> Answer {
    Ok(with_status(status, written(page)?))
}

/// A page's text as it goes to the browser.
fn written(page: &impl Template) -> Result<String> {
    let text = page
        .render()
        .map_err(|e| Error::new(Kind::Internal, said!("page-not-written", why = e.to_string())))?;
    // Most pages have nothing to show differently, and are not copied for it.
    let changed = match words::shown_lines(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(changed) => Some(changed),
    };
    Ok(changed.unwrap_or(text))
}

/// A page's text as an answer.
pub fn with_status(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response()
}

impl FromRequestParts<Shared> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> std::result::Result<Self, Failure> {
        let session = parts
            .extensions
            .get::<Arc<Session>>()
            .cloned()
            .ok_or_else(|| Error::new(Kind::Internal, said!("no-session")))?;
        Ok(Visit {
            form: kept::page_of(parts),
            ..Visit::of(app.clone(), session, Voice::of(&parts.headers), &parts.uri)
        })
    }
}

/// An unlocked account with node, store and deployment.
#[derive(Clone)]
pub struct Inside {
    visit: Visit,
    /// Node, store and deployment.
    pub medink: Arc<Medink>,
    /// The account with its keys.
    pub actor: Arc<Actor>,
    /// The account as it was unlocked.
    pub unlocked: Arc<Unlocked>,
    /// What the chain says that it may do.
    pub roles: Roles,
}

impl Deref for Inside {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl Inside {
    /// What this account does next.
    pub fn operation(&self) -> Operation<'_> {
        self.medink.operation(&self.actor)
    }

    /// The account's address.
    pub fn me(&self) -> AccountId {
        self.actor.id()
    }

    /// Whether it is a suspended doctor's: the chain takes the role from those.
    ///
    /// # Errors
    /// What keeps the directory from being read.
    pub async fn suspended(&self) -> Result<bool> {
        match self.medink.doctor(self.me()).await {
            Ok(view) => Ok(view.doctor.status == DoctorStatus::Suspended),
            Err(error) if error.kind == Kind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The frame of a page.
    pub fn frame(&self) -> Frame {
        Frame {
            who: Some(Who {
                name: self.unlocked.shown(),
                address: self.medink.address(&self.me()),
            }),
            ..self.visit.frame()
        }
    }

    /// Something was done: tells it, with its transactions, on the page that the browser is sent to.
    pub fn done(&self, text: impl Into<Words>, steps: &[Step], to: &str) -> Answer {
        self.tell(text, steps);
        self.go(to)
    }

    /// Keeps something to be told on the next page.
    pub fn tell(&self, text: impl Into<Words>, steps: &[Step]) {
        self.tell_notice(|token| Notice::done(text, steps, token));
    }

    /// Keeps something to be told on the next page, in a line with what is told before it, if that is the same: `many` is
    /// the key of what several of them are told as, with their `count`.
    pub fn tell_one_of(&self, many: &'static str, text: impl Into<Words>, steps: &[Step]) {
        self.tell_notice(|token| Notice::done(text, steps, token).of_many(many));
    }

    fn tell_notice(&self, notice: impl FnOnce(&Token) -> Notice) {
        // It may be what was just announced, or ended.
        self.app.announced.forget();
        self.session.tell(notice(&self.medink.chain.identity().token));
    }
}

impl FromRequestParts<Shared> for Inside {
    type Rejection = Response;

    /// Without an unlocked account, or without node or deployment, the browser is sent to the start page.
    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> std::result::Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let Some(unlocked) = visit.session.unlocked() else {
            return Err(visit.go("/").unwrap_or_else(IntoResponse::into_response));
        };
        inside(visit, unlocked)
            .await
            .map_err(|error| Failure::from(error).into_response())
    }
}

/// An unlocked account with node, store and deployment.
///
/// # Errors
/// What keeps these from being opened.
pub async fn inside(visit: Visit, unlocked: Arc<Unlocked>) -> Result<Inside> {
    let medink = visit.app.medink().await?;
    let actor = unlocked.actor(&medink)?;
    let roles = medink.roles(actor.id()).await?;
    visit.session.set_roles(roles);
    visit.app.announced.refresh(&medink).await?;
    let inside = Inside {
        visit,
        medink,
        actor,
        unlocked,
        roles,
    };
    if roles.has(Role::Patient) {
        news::greet(&inside).await;
    }
    Ok(inside)
}

fn suspended() -> Error {
    Error::new(Kind::Refused, said!("suspended")).next(said!("suspended-next"))
}

/// Extractors for one role. What they keep out the contracts refuse, too: this is only so that nobody is shown a page
/// that can do nothing for them.
macro_rules! for_role {
    ($name:ident, $role:expr, $doc:literal, $what:expr, $next:expr) => {
        #[doc = concat!("An unlocked account that is ", $doc, " on this chain.")]
        #[derive(Clone)]
        pub struct $name(pub Inside);

        impl Deref for $name {
            type Target = Inside;

            fn deref(&self) -> &Inside {
                &self.0
            }
        }

        impl FromRequestParts<Shared> for $name {
            type Rejection = Response;

            async fn from_request_parts(
                parts: &mut Parts,
                app: &Shared,
            ) -> std::result::Result<Self, Response> {
                let inside = Inside::from_request_parts(parts, app).await?;
                if inside.roles.has($role) {
                    return Ok($name(inside));
                }
                if $role == Role::Doctor {
                    match inside.suspended().await {
                        Ok(false) => {}
                        Ok(true) => return Err(Failure::from(suspended()).into_response()),
                        Err(error) => return Err(Failure::from(error).into_response()),
                    }
                }
                Err(Failure::from(Error::new(Kind::Refused, $what).next($next)).into_response())
            }
        }
    };
}

for_role!(
    AsAdmin,
    Role::Admin,
    "an admin",
    said!("only-admins"),
    said!("only-admins-next")
);
for_role!(
    AsDoctor,
    Role::Doctor,
    "a doctor",
    said!("only-doctors"),
    said!("only-registered-next")
);
for_role!(
    AsPatient,
    Role::Patient,
    "a patient",
    said!("only-patients"),
    said!("only-registered-next")
);

#[derive(Template)]
#[template(path = "failed.html")]
struct Failed {
    frame: Frame,
    error: Error,
}

/// Shows failures as pages, within the frame.
pub async fn failures(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let visit = request
        .extensions()
        .get::<Arc<Session>>()
        .cloned()
        .map(|session| Visit::of(app, session, Voice::of(request.headers()), request.uri()));
    let response = next.run(request).await;
    match (visit, response.extensions().get::<Failure>().cloned()) {
        (Some(visit), Some(failure)) => visit.failed(failure.status, failure.error).await,
        _ => response,
    }
}

/// To where only forms are sent nobody can go, and yet somebody does who chooses a language on the page of a failure that stands
/// there: they are sent to the page above it.
pub async fn only_forms(method: Method, uri: Uri) -> Response {
    match method {
        Method::GET | Method::HEAD => go(above(uri.path())).unwrap_or_else(IntoResponse::into_response),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

/// The page above: without the last part of the path. Above those of the accounts there is none of their own.
fn above(path: &str) -> &str {
    match path.rsplit_once('/') {
        None | Some(("" | "/accounts", _)) => "/",
        Some((above, _)) => above,
    }
}

/// There is no such page.
pub async fn nothing_here() -> Failure {
    Failure::from(Error::new(Kind::NotFound, said!("no-such-page")).next(said!("no-such-page-next")))
}

impl App {
    /// The page that an account begins at.
    pub fn home(roles: Roles) -> &'static str {
        if roles.has(Role::Patient) {
            "/patient"
        } else if roles.has(Role::Doctor) {
            "/doctor"
        } else if roles.has(Role::Admin) {
            "/admin"
        } else {
            "/account"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_above_what_only_forms_are_sent_to() {
        for (path, page) in [
            ("/lock", "/"),
            ("/", "/"),
            ("", "/"),
            ("/accounts/later", "/"),
            ("/account/name", "/account"),
            ("/patient/records/find", "/patient/records"),
            ("/patient/records/7/rename", "/patient/records/7"),
            ("/doctor/patients/5Abc/visit/end", "/doctor/patients/5Abc/visit"),
        ] {
            assert_eq!(above(path), page, "{path}");
        }
    }

    #[tokio::test]
    async fn what_is_no_look_is_not_sent_on() {
        let uri: Uri = "/patient/records/7/rename".parse().unwrap();
        let answer = only_forms(Method::GET, uri.clone()).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(answer.headers()[header::LOCATION], "/patient/records/7");
        let answer = only_forms(Method::DELETE, uri).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
}
