//! The start page: enter with the one-time address, say who one is, choose an account, unlock, lock. What the machine
//! needs before that is done in [`crate::setup`].

use crate::app::Ready;
use crate::frame::Notice;
use crate::session::{self, Unlocked};
use crate::steps::{Chosen, Facts, Step, steps};
use crate::visit::{go, html, slowly};
use crate::voice::{Voice, Words};
use crate::{Answer, App, Fields, Frame, Shared, Visit, guard};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use medink_chain::Chain;
use medink_core::error::{Error, Kind, Result};
use medink_local::wallet::{Network, Resolved, is_development};
use medink_types::Role as OnChain;
use medink_words::said;

/// Where a session begins.
pub const ENTER: &str = "/enter";

/// The development accounts that are offered; any other `//Name` can be typed.
const DEVELOPMENT: [&str; 6] = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"];

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route(ENTER, get(enter))
        .route("/", get(start))
        .route("/session", get(still_here))
        .route("/unlock", post(unlock))
        .route("/lock", post(lock))
}

#[derive(Template)]
#[template(path = "stranger.html")]
struct Stranger {
    frame: Voice,
}

#[derive(Template)]
#[template(path = "entered.html")]
struct Entered {
    frame: Voice,
}

/// Exchanges the token for a session. The page that answers goes on by itself: a redirect would still count as coming
/// from wherever the address was opened, and the browser would hold the cookie back.
async fn enter(State(app): State<Shared>, headers: HeaderMap, query: Fields) -> Answer {
    let frame = Voice::of(&headers);
    match app.sessions.enter(query.get("token"))? {
        Some(session) => {
            app.entered.notify_one();
            let mut response = html(StatusCode::OK, &Entered { frame })?;
            let cookie = guard::cookie(app.pages, &session);
            set_cookie(&mut response, &cookie)?;
            Ok(response)
        }
        None => Ok(stranger(frame)),
    }
}

/// What somebody sees who has no session.
pub fn stranger(frame: Voice) -> Response {
    html(StatusCode::UNAUTHORIZED, &Stranger { frame }).unwrap_or_else(IntoResponse::into_response)
}

/// Gives the browser a cookie.
pub(crate) fn set_cookie(response: &mut Response, cookie: &str) -> Result<()> {
    let value = cookie
        .parse()
        .map_err(|_| Error::new(Kind::Internal, said!("no-cookie")))?;
    response.headers_mut().insert(header::SET_COOKIE, value);
    Ok(())
}

/// Goes on in another session than before.
pub fn go_in(app: &App, session: &crate::session::Session, to: &str) -> Answer {
    let mut response = go(to)?;
    set_cookie(&mut response, &guard::cookie(app.pages, session))?;
    Ok(response)
}

/// An account in the list.
pub struct Choice {
    /// What to send to unlock it: the name of its file.
    pub name: String,
    /// What it is called before people.
    pub shown: String,
    /// Whether another here is called the same.
    pub twin: bool,
    /// Its address.
    pub address: String,
    /// What is wrong with its file.
    pub broken: Option<Words>,
    /// Whether it is offered first.
    pub first: bool,
}

#[derive(Template)]
#[template(path = "start.html")]
pub(crate) struct Start {
    frame: Frame,
    machine: Situation,
    /// Whether the chain is one for development, where money costs nothing.
    development_chain: bool,
    choices: Vec<Choice>,
    development: &'static [&'static str],
    chosen: Option<Chosen>,
    steps: Vec<Step>,
    form: Fields,
    problem: Option<Error>,
}

impl Start {
    /// Whether nobody has said yet who they are, on a machine without accounts.
    fn asks_who(&self) -> bool {
        self.chosen.is_none() && self.choices.is_empty() && self.frame.who.is_none() && self.problem.is_none()
    }

    /// Whether it is a hospital's first start, or nobody's in particular.
    fn may_deploy(&self) -> bool {
        self.chosen.as_ref().is_none_or(Chosen::is_hospital)
    }

    /// Whether it is a patient's or a doctor's first start.
    fn joins(&self) -> bool {
        !self.may_deploy()
    }

    /// Whether the hospital's name is to be said now.
    fn asks_name(&self) -> bool {
        let unnamed = |chosen: &Chosen| chosen.is_hospital() && chosen.hospital.is_empty();
        self.chosen.as_ref().is_some_and(unnamed) && self.choices.is_empty() && self.frame.who.is_none()
    }
}

/// What the machine needs before anybody can work.
enum Situation {
    NoNode,
    Starting,
    NoDeployment { why: Error },
    Ready,
    CantStart { why: Error },
    Failed { why: Error },
}

async fn situation(app: &App) -> (Situation, Network) {
    let of = |chain: &dyn Chain| app.machine.network(chain);
    match app.ready().await {
        Ok(Ready::NoNode) => (Situation::NoNode, Network::default()),
        Ok(Ready::Starting) => (Situation::Starting, Network::default()),
        Ok(Ready::CantStart(why)) => (Situation::CantStart { why }, Network::default()),
        Ok(Ready::NoDeployment { chain, why }) => {
            let network = of(chain.as_ref());
            (Situation::NoDeployment { why }, network)
        }
        Ok(Ready::All(medink)) => (Situation::Ready, of(medink.chain.as_ref())),
        Err(why) => (Situation::Failed { why }, Network::default()),
    }
}

/// Why the node can't write, if it can't. What keeps it from being asked, the page says anyway.
async fn full(app: &App) -> Option<Error> {
    match app.ready().await.ok()? {
        Ready::All(medink) => app.machine.no_room(medink.chain.as_ref()).await.ok()?,
        Ready::NoDeployment { chain, .. } => app.machine.no_room(chain.as_ref()).await.ok()?,
        Ready::NoNode | Ready::Starting | Ready::CantStart(_) => None,
    }
}

async fn start(visit: Visit) -> Answer {
    let ready = visit.app.ready().await;
    if visit.app.options.start_node && matches!(ready, Ok(Ready::NoNode)) {
        visit.app.start_node();
    }
    if let (Some(unlocked), Ok(Ready::All(medink))) = (visit.session.unlocked(), ready) {
        let roles = medink.roles(unlocked.account.address().into()).await?;
        let unfinished = |chosen: &Chosen| chosen.is_hospital() && !chosen.handed_out;
        if roles.has(OnChain::Admin) && visit.session.chosen().as_ref().is_some_and(unfinished) {
            return visit.go("/setup");
        }
        return visit.go(App::home(roles));
    }
    let page = page(&visit, Fields::default(), None).await?;
    visit.page(page)
}

/// The start page, with what was wrong in a form of it.
pub(crate) async fn page(visit: &Visit, form: Fields, problem: Option<Error>) -> Result<Start> {
    let (machine, network) = situation(&visit.app).await;
    let mut frame = visit.frame();
    if let Some(full) = full(&visit.app).await {
        frame.notices.push(Notice::warning(full));
    }
    let facts = Facts {
        unlocked: frame.who.is_some(),
        confirmed: !frame.unconfirmed,
        deployed: matches!(machine, Situation::Ready),
        // They are decided on a page of their own, once there is a deployment.
        funding: false,
    };
    let chosen = visit.session.chosen();
    Ok(Start {
        machine,
        development_chain: network.development,
        choices: choices(visit, network, &form)?,
        development: if network.development { &DEVELOPMENT } else { &[] },
        steps: chosen
            .as_ref()
            .map(|chosen| steps(chosen, facts))
            .unwrap_or_default(),
        chosen,
        frame,
        form,
        problem,
    })
}

/// The accounts of this machine. The one that the form named is offered first, else the one that was unlocked last, else
/// the only one.
fn choices(visit: &Visit, network: Network, form: &Fields) -> Result<Vec<Choice>> {
    let wallet = &visit.app.machine.wallet;
    let mut choices = Vec::new();
    for listed in wallet.list()? {
        let (shown, address, broken) = match listed.entry {
            Ok(entry) => {
                let address = medink_seal::ss58::encode(&entry.address, network.prefix)?;
                (entry.shown, address, None)
            }
            Err(error) => (listed.name.clone(), String::new(), Some(error.what.into())),
        };
        choices.push(Choice {
            name: listed.name,
            shown,
            twin: false,
            address,
            broken,
            first: false,
        });
    }
    let named = form.filled("account").or_else(|| wallet.last());
    let first = choices
        .iter()
        .position(|choice| Some(&choice.name) == named.as_ref() && choice.broken.is_none())
        .or((choices.len() == 1).then_some(0));
    let shown: Vec<String> = choices.iter().map(|choice| choice.shown.clone()).collect();
    for (place, choice) in choices.iter_mut().enumerate() {
        choice.first = Some(place) == first;
        choice.twin = shown.iter().filter(|other| **other == choice.shown).count() > 1;
    }
    Ok(choices)
}

/// Whether the account of a page is still unlocked, or its words still shown, and for how many seconds more if nobody does
/// anything. Asked by the pages themselves: with the quiet header it changes nothing, without it somebody is there.
async fn still_here(visit: Visit, headers: HeaderMap) -> Response {
    let token = headers
        .get(guard::TOKEN_HEADER)
        .and_then(|token| token.to_str().ok());
    let same = token.is_some_and(|token| session::same(token, &visit.session.token));
    match visit.app.sessions.left(&visit.session) {
        Some(left) if same => (
            [(header::CONTENT_TYPE, "application/json")],
            serde_json::json!({ "left": left.as_secs() }).to_string(),
        )
            .into_response(),
        _ => StatusCode::CONFLICT.into_response(),
    }
}

async fn unlock(visit: Visit, form: Fields) -> Answer {
    match open(&visit, &form).await {
        Ok(unlocked) => {
            if !is_development(&unlocked.name) {
                // A convenience alone: that it could not be noted keeps nobody out.
                if let Err(error) = visit.app.machine.wallet.set_last(&unlocked.name) {
                    visit.session.tell(Notice::warning(error));
                }
            }
            let who = unlocked.account.address().into();
            let place = visit.session.kept(|kept| kept.place_of(who));
            let session = visit.app.sessions.unlock(&visit.session, unlocked)?;
            go_in(&visit.app, &session, place.as_deref().unwrap_or("/"))
        }
        Err(problem) => {
            let page = page(&visit, form, Some(problem)).await?;
            visit.again(page)
        }
    }
}

/// Opens the account that the form names.
async fn open(visit: &Visit, form: &Fields) -> Result<Unlocked> {
    let (_, network) = situation(&visit.app).await;
    let reference = form.get("account").trim().to_owned();
    let wallet = visit.app.machine.wallet.clone();
    let passphrase = zeroize::Zeroizing::new(form.get("passphrase").to_owned());
    let name = reference.clone();
    let accounts = wallet.clone();
    match slowly(move || accounts.resolve(&reference, network)).await? {
        // Everybody has its secret: there is nothing to guess, and nothing to make up for a wrong guess.
        Resolved::Development(account) => Ok(Unlocked::new(name.clone(), name, account)),
        Resolved::File(entry) => {
            let (name, shown) = (entry.name.clone(), entry.shown.clone());
            let account = visit.tried(move || wallet.unlock(&entry, &passphrase)).await?;
            Ok(Unlocked::new(name, shown, account))
        }
    }
}

async fn lock(visit: Visit) -> Answer {
    let session = visit.app.sessions.lock(&visit.session)?;
    session.tell(Notice::plain(said!("locked")));
    go_in(&visit.app, &session, "/")
}
