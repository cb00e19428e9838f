//! What a machine needs before anybody can work on it, and a hospital before others can: who somebody is, the node, a
//! deployment of one's own or the one of a file, money for trying out, rules for money, the file for the others. See
//! [`crate::steps`].

use crate::admin::funding::{fields, keep, rules};
use crate::entry::page;
use crate::frame::Notice;
use crate::steps::{Chosen, Facts, Role, Step, steps};
use crate::visit::download;
use crate::{Answer, AsAdmin, Fields, Frame, Inside, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::deploy::{Bundles, Wish, deploy};
use medink_core::error::{Error, Kind, Result};
use medink_core::join::join;
use medink_core::registration::{parse_amount, send};
use medink_core::{Quiet, actor::Plain};
use medink_local::wallet::check_shown;
use medink_seal::Account;
use medink_types::SystemParameters;
use medink_words::said;

/// Who gives the money for trying out, on a development chain alone: everybody has its secret.
const GIVER: &str = "//Alice";
/// How much, in whole units.
const GIVEN: &str = "10000";

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/who", post(choose))
        .route("/node", post(start_node))
        .route("/deploy", post(deploy_contracts))
        .route("/join", post(join_deployment))
        .route("/setup", get(rest))
        .route("/setup/name", post(name))
        .route("/setup/money", post(money))
        .route("/setup/funding", post(fund))
        .route("/setup/file", post(file))
}

/// Somebody says who they are, or that they are somebody else.
async fn choose(visit: Visit, form: Fields) -> Answer {
    visit.session.choose(Role::of(form.get("role")).map(Chosen::new));
    visit.go("/")
}

/// The hospital's name: what its first account is called, if nothing else is said there.
async fn name(visit: Visit, form: Fields) -> Answer {
    match check_shown(form.get("hospital")) {
        Ok(hospital) => {
            let mut chosen = visit
                .session
                .chosen()
                .unwrap_or_else(|| Chosen::new(Role::Hospital));
            chosen.hospital = hospital;
            visit.session.choose(Some(chosen));
            visit.go("/")
        }
        Err(_) => {
            let problem = Error::new(Kind::Usage, said!("setup-bad-name")).next(said!("setup-bad-name-next"));
            let page = page(&visit, form, Some(problem)).await?;
            visit.again(page)
        }
    }
}

/// Tries once more to start the node.
async fn start_node(visit: Visit) -> Answer {
    visit.app.start_node();
    visit.go("/")
}

async fn deploy_contracts(visit: Visit, form: Fields) -> Answer {
    match put_contracts(&visit, &form).await {
        Ok(notice) => {
            visit.session.tell(notice);
            match visit.session.chosen() {
                Some(chosen) if chosen.is_hospital() => visit.go("/setup"),
                _ => visit.go("/"),
            }
        }
        Err(problem) => {
            let page = page(&visit, form, Some(problem)).await?;
            visit.again(page)
        }
    }
}

async fn put_contracts(visit: &Visit, form: &Fields) -> Result<Notice> {
    let unlocked = visit.session.unlocked().ok_or_else(|| {
        Error::new(Kind::Refused, said!("setup-needs-account")).next(said!("setup-unlock-first"))
    })?;
    let bundles = Bundles::read(&Bundles::folder(visit.app.options.bundles.as_deref())?)?;
    let parameters = SystemParameters {
        self_registration: form.is("self_registration", "on"),
        ..SystemParameters::default()
    };
    let app = visit.app.clone();
    visit
        .run(async move {
            // Two that begin at once would make two systems: the second finds what the first has made.
            let _one = app.many.lock().await;
            app.machine.folders.prepare()?;
            let chain = app.chain().await?;
            let signer = Plain(unlocked.account.clone());
            let folder = app.machine.folders.deployments();
            let submit = app.machine.submit(chain.as_ref());
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
            if done.steps.is_empty() {
                return Ok(Notice::plain(said!("setup-deployed-already")));
            }
            let token = chain.identity().token;
            Ok(Notice::done(said!("setup-deployed"), &done.steps, &token))
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
            visit.session.tell(Notice::plain(said!("setup-joined")));
            visit.go("/")
        }
        Err(problem) => {
            let problem = match problem.kind {
                Kind::WrongChain => problem.next(said!("setup-other-chain-next")),
                _ => problem,
            };
            let page = page(&visit, form, Some(problem)).await?;
            visit.again(page)
        }
    }
}

/// Money for trying out, where it costs nothing: a new account of a hospital has none, and deploying has its price.
async fn money(visit: Visit) -> Answer {
    match given(&visit).await {
        Ok(notice) => {
            visit.session.tell(notice);
            visit.go("/")
        }
        Err(problem) => {
            let page = page(&visit, Fields::default(), Some(problem)).await?;
            visit.again(page)
        }
    }
}

async fn given(visit: &Visit) -> Result<Notice> {
    let unlocked = visit.session.unlocked().ok_or_else(|| {
        Error::new(Kind::Refused, said!("setup-nobody-for-money")).next(said!("setup-unlock-first"))
    })?;
    let app = visit.app.clone();
    visit
        .run(async move {
            let chain = app.chain().await?;
            let identity = chain.identity();
            if !identity.is_development() {
                return Err(Error::new(Kind::Refused, said!("setup-no-free-money"))
                    .next(said!("setup-no-free-money-next")));
            }
            let giver = Plain(Account::from_suri(GIVER)?);
            let amount = parse_amount(GIVEN, &identity.token)?;
            let to = unlocked.account.address().into();
            let step = send(
                chain.as_ref(),
                &giver,
                to,
                amount,
                &app.machine.submit(chain.as_ref()),
            )
            .await?;
            Ok(Notice::done(said!("setup-has-money"), &[step], &identity.token))
        })
        .await
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Rest {
    frame: Frame,
    steps: Vec<Step>,
    hospital: String,
    handed_out: bool,
    symbol: String,
    funding: Fields,
    decided: bool,
    problem: Option<Error>,
}

/// What a hospital does once its system is there: rules for money, the file for the others, the first doctors.
async fn rest(inside: AsAdmin) -> Answer {
    let page = rest_of(&inside, None, None).await;
    inside.page(page)
}

async fn rest_of(inside: &AsAdmin, typed: Option<Fields>, problem: Option<Error>) -> Rest {
    let chosen = hospital(inside);
    let rules = rules(inside).await;
    let token = inside.medink.chain.identity().token;
    let facts = Facts {
        unlocked: true,
        confirmed: !inside.unconfirmed(),
        deployed: true,
        funding: rules.decided,
    };
    Rest {
        frame: inside.frame(),
        steps: steps(&chosen, facts),
        hospital: chosen.hospital,
        handed_out: chosen.handed_out,
        funding: typed.unwrap_or_else(|| fields(rules.funding, &token)),
        symbol: token.symbol,
        decided: rules.decided,
        problem: problem.or(rules.problem),
    }
}

/// Keeps the rules for money.
async fn fund(inside: AsAdmin, form: Fields) -> Answer {
    match keep(&inside, &form).await {
        Ok(()) => inside.done(said!("funding-kept"), &[], "/setup"),
        Err(problem) => {
            let page = rest_of(&inside, Some(form), Some(problem)).await;
            inside.again(page)
        }
    }
}

/// The deployment file, which others join with. It opens the doctors' directory and nothing of any patient.
async fn file(inside: AsAdmin) -> Answer {
    let text = inside.medink.deployment.to_text()?;
    let mut chosen = hospital(&inside);
    chosen.handed_out = true;
    inside.session.choose(Some(chosen));
    Ok(download("medink-deployment.json", "application/json", text))
}

/// What was said at the first start, also where this is another one.
fn hospital(inside: &Inside) -> Chosen {
    inside
        .session
        .chosen()
        .filter(Chosen::is_hospital)
        .unwrap_or_else(|| Chosen::new(Role::Hospital))
}
