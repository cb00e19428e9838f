//! The start page: enter with the one-time address, start the node, deploy, choose an account, unlock, lock.

use crate::app::Ready;
use crate::frame::Notice;
use crate::session::Unlocked;
use crate::visit::{go, html, slowly};
use crate::{Answer, App, Fields, Frame, Shared, Visit, guard};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use medink_chain::Chain;
use medink_core::deploy::{Bundles, Wish, deploy};
use medink_core::error::{Error, Kind, Result};
use medink_core::join::join;
use medink_core::{Quiet, actor::Plain};
use medink_local::wallet::{Network, Resolved};
use medink_types::SystemParameters;

/// Where a session begins.
pub const ENTER: &str = "/enter";

/// The development accounts that are offered; any other `//Name` can be typed.
const DEVELOPMENT: [&str; 6] = ["//Alice", "//Bob", "//Charlie", "//Dave", "//Eve", "//Ferdie"];

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route(ENTER, get(enter))
        .route("/", get(start))
        .route("/unlock", post(unlock))
        .route("/lock", post(lock))
        .route("/node", post(start_node))
        .route("/deploy", post(deploy_contracts))
        .route("/join", post(join_deployment))
}

#[derive(Template)]
#[template(path = "stranger.html")]
struct Stranger;

#[derive(Template)]
#[template(path = "entered.html")]
struct Entered;

/// Exchanges the token for a session. The page that answers goes on by itself: a redirect would still count as coming
/// from wherever the address was opened, and the browser would hold the cookie back.
async fn enter(State(app): State<Shared>, query: Fields) -> Answer {
    match app.sessions.enter(query.get("token"))? {
        Some(session) => {
            app.entered.notify_one();
            let mut response = html(StatusCode::OK, &Entered)?;
            let cookie = guard::cookie(app.pages, &session);
            set_cookie(&mut response, &cookie)?;
            Ok(response)
        }
        None => Ok(stranger()),
    }
}

/// What somebody sees who has no session.
pub fn stranger() -> Response {
    html(StatusCode::UNAUTHORIZED, &Stranger).unwrap_or_else(IntoResponse::into_response)
}

fn set_cookie(response: &mut Response, cookie: &str) -> Result<()> {
    let value = cookie
        .parse()
        .map_err(|_| Error::new(Kind::Internal, "a cookie could not be written"))?;
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
    /// What to send to unlock it.
    pub name: String,
    /// Its address.
    pub address: String,
    /// What is wrong with its file.
    pub broken: Option<String>,
}

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    machine: Situation,
    choices: Vec<Choice>,
    development: &'static [&'static str],
    form: Fields,
    problem: Option<Error>,
}

/// What the machine needs before anybody can work.
enum Situation {
    NoNode,
    Starting,
    NoDeployment { why: Error },
    Ready,
    Failed { why: Error },
}

async fn situation(app: &App) -> (Situation, Network) {
    let of = |chain: &dyn Chain| app.machine.network(chain);
    match app.ready().await {
        Ok(Ready::NoNode) => (Situation::NoNode, Network::default()),
        Ok(Ready::Starting) => (Situation::Starting, Network::default()),
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
        Ready::NoNode | Ready::Starting => None,
    }
}

async fn start(visit: Visit) -> Answer {
    if let (Some(unlocked), Ok(Ready::All(medink))) = (visit.session.unlocked(), visit.app.ready().await) {
        let roles = medink.roles(unlocked.account.address().into()).await?;
        return visit.go(App::home(roles));
    }
    let page = page(&visit, Fields::default(), None).await?;
    visit.page(page)
}

async fn page(visit: &Visit, form: Fields, problem: Option<Error>) -> Result<Start> {
    let (machine, network) = situation(&visit.app).await;
    let mut frame = visit.frame();
    if let Some(full) = full(&visit.app).await {
        let next = full.next.unwrap_or_default();
        frame
            .notices
            .push(Notice::warning(format!("{}. {next}", full.what)));
    }
    let mut choices = Vec::new();
    for listed in visit.app.machine.wallet.list()? {
        let (address, broken) = match listed.entry {
            Ok(entry) => (medink_seal::ss58::encode(&entry.address, network.prefix)?, None),
            Err(error) => (String::new(), Some(error.what)),
        };
        choices.push(Choice {
            name: listed.name,
            address,
            broken,
        });
    }
    Ok(Start {
        frame,
        machine,
        choices,
        development: if network.development { &DEVELOPMENT } else { &[] },
        form,
        problem,
    })
}

async fn unlock(visit: Visit, form: Fields) -> Answer {
    match open(&visit, &form).await {
        Ok(unlocked) => {
            let session = visit.app.sessions.unlock(&visit.session, unlocked)?;
            go_in(&visit.app, &session, "/")
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
    let account = match slowly(move || accounts.resolve(&reference, network)).await? {
        // Everybody has its secret: there is nothing to guess, and nothing to make up for a wrong guess.
        Resolved::Development(account) => account,
        Resolved::File(entry) => visit.tried(move || wallet.unlock(&entry, &passphrase)).await?,
    };
    Ok(Unlocked::new(name, account))
}

async fn lock(visit: Visit) -> Answer {
    let session = visit.app.sessions.lock(&visit.session)?;
    session.tell(Notice::plain("Locked."));
    go_in(&visit.app, &session, "/")
}

async fn start_node(visit: Visit) -> Answer {
    let app = visit.app.clone();
    let started = visit
        .run(async move {
            app.machine.folders.prepare()?;
            app.machine.chain().await.map(|_| ())
        })
        .await;
    match started {
        Ok(()) => {
            visit.session.tell(Notice::plain("The node is running."));
            visit.go("/")
        }
        Err(problem) => {
            let page = page(&visit, Fields::default(), Some(problem)).await?;
            visit.again(page)
        }
    }
}

async fn deploy_contracts(visit: Visit, form: Fields) -> Answer {
    match put_contracts(&visit, &form).await {
        Ok(notice) => {
            visit.session.tell(notice);
            visit.go("/")
        }
        Err(problem) => {
            let page = page(&visit, form, Some(problem)).await?;
            visit.again(page)
        }
    }
}

async fn put_contracts(visit: &Visit, form: &Fields) -> Result<Notice> {
    let unlocked = visit.session.unlocked().ok_or_else(|| {
        Error::new(
            Kind::Refused,
            "deploying needs an unlocked account: it becomes the first admin",
        )
        .next("Unlock one first.")
    })?;
    let bundles = Bundles::read(&Bundles::folder(visit.app.options.bundles.as_deref())?)?;
    let parameters = SystemParameters {
        self_registration: form.is("self_registration", "on"),
        ..SystemParameters::default()
    };
    let app = visit.app.clone();
    visit
        .run(async move {
            app.machine.folders.prepare()?;
            let chain = app.chain().await?;
            let signer = Plain(unlocked.account.clone());
            let folder = app.machine.folders.deployments();
            let submit = app.machine.submit();
            let done = deploy(
                chain.as_ref(),
                &signer,
                &bundles,
                &Wish {
                    parameters,
                    admins: Vec::new(),
                },
                &folder,
                &submit,
                &Quiet,
            )
            .await?;
            let token = chain.identity().token;
            Ok(Notice::done(
                "The contracts are deployed, and this account is the first admin.",
                &done.steps,
                &token,
            ))
        })
        .await
}

/// Takes over the deployment of a file that an admin gave.
async fn join_deployment(visit: Visit, form: Fields) -> Answer {
    let (app, text) = (visit.app.clone(), form.get("file").to_owned());
    let joined = visit
        .run(async move {
            app.machine.folders.prepare()?;
            let chain = app.chain().await?;
            let bundles =
                Bundles::folder(app.options.bundles.as_deref()).and_then(|folder| Bundles::read(&folder));
            let code = bundles.ok().map(|bundles| bundles.hashes());
            let folder = app.machine.folders.deployments();
            join(chain.as_ref(), text.trim(), code.as_ref(), &folder).await
        })
        .await;
    match joined {
        Ok(_) => {
            let text = "This machine has joined the deployment: its contracts are on the chain, with the code that the file names.";
            visit.session.tell(Notice::plain(text));
            visit.go("/")
        }
        Err(problem) => {
            let page = page(&visit, form, Some(problem)).await?;
            visit.again(page)
        }
    }
}
