//! The page of the unlocked account, with its registration card and its key file, and the footer of every page.

use crate::app::Ready;
use crate::frame::Notice;
use crate::session::Unlocked;
use crate::visit::{download, inside, slowly};
use crate::voice::Voice;
use crate::{Answer, Fields, Frame, Inside, Shared, Visit, show};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_chain::Chain;
use medink_core::error::{Error, Result};
use medink_core::registration::{card_of, parse_amount};
use medink_local::wallet::{Network, is_development};
use medink_types::{AccountId, Role};
use medink_words::said;
use qrcode::{Color, EcLevel, QrCode};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/account", get(show))
        .route("/account/export", post(export))
        .route("/account/name", post(call))
        .route("/account/key", post(new_key))
        .route("/status", get(status))
}

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    frame: Frame,
    /// The name of its file; none for development accounts, which have none.
    file: Option<String>,
    balance: Option<String>,
    standing: Standing,
    card: String,
    qr: Option<Qr>,
    problem: Option<Error>,
}

/// What the chain says of the account.
enum Standing {
    /// It can't be asked now.
    Unknown,
    /// There is no deployment to be registered in yet.
    NoDeployment,
    /// It has no role.
    Stranger,
    /// It is a doctor's who was suspended.
    Suspended,
    /// It has a role.
    Known,
}

/// A QR code as one path: a square of a side of 1 for each dark module.
struct Qr {
    side: usize,
    path: String,
}

async fn show(visit: Visit) -> Answer {
    match visit.session.unlocked() {
        Some(unlocked) => visit.page(page(&visit, unlocked, None).await?),
        None => visit.go("/"),
    }
}

/// One's own account needs neither a deployment nor a node: its card is shown without.
async fn page(visit: &Visit, unlocked: Arc<Unlocked>, problem: Option<Error>) -> Result<Page> {
    let card = card_of(&unlocked.account)?.to_text();
    let who = unlocked.account.address().into();
    let file = (!is_development(&unlocked.name)).then(|| unlocked.name.clone());
    let (frame, balance, standing) = match visit.app.ready().await {
        Ok(Ready::All(_)) => {
            let inside = inside(visit.clone(), unlocked).await?;
            let standing = match (inside.suspended().await?, inside.roles.is_empty()) {
                (true, _) => Standing::Suspended,
                (false, true) => Standing::Stranger,
                (false, false) => Standing::Known,
            };
            (
                inside.frame(),
                Some(balance(inside.medink.chain.as_ref(), who).await?),
                standing,
            )
        }
        Ok(Ready::NoDeployment { chain, .. }) => (
            visit.frame(),
            Some(balance(chain.as_ref(), who).await?),
            Standing::NoDeployment,
        ),
        _ => (visit.frame(), None, Standing::Unknown),
    };
    Ok(Page {
        frame,
        file,
        balance,
        standing,
        qr: qr(&card),
        card,
        problem,
    })
}

async fn balance(chain: &dyn Chain, who: AccountId) -> Result<String> {
    let balance = chain.balance(who).await?;
    Ok(chain.identity().token.format(balance.free))
}

/// The key file as Polkadot.js and other machines take it, sealed under the passphrase that it has here: a copy that
/// opens the records when this machine is gone.
async fn export(visit: Visit, form: Fields) -> Answer {
    let Some(unlocked) = visit.session.unlocked() else {
        return visit.go("/");
    };
    match exported(&visit, &unlocked, &form).await {
        Ok(json) => Ok(download("medink-account.json", "application/json", json)),
        Err(problem) => {
            let page = page(&visit, unlocked, Some(problem)).await?;
            visit.again(page)
        }
    }
}

async fn exported(visit: &Visit, unlocked: &Unlocked, form: &Fields) -> Result<String> {
    let wallet = visit.app.machine.wallet.clone();
    let name = unlocked.name.clone();
    let password = Zeroizing::new(form.get("passphrase").to_owned());
    visit
        .tried(move || {
            let entry = wallet.find(&name, Network::default())?;
            wallet.export(&entry, &password, &password)
        })
        .await
}

/// Calls the account something else on this machine.
async fn call(visit: Visit, form: Fields) -> Answer {
    let Some(unlocked) = visit.session.unlocked() else {
        return visit.go("/");
    };
    match called(&visit, &unlocked, &form).await {
        Ok(()) => {
            visit.session.tell(Notice::plain(said!("account-renamed")));
            visit.go("/account")
        }
        Err(problem) => {
            let page = page(&visit, unlocked, Some(problem)).await?;
            visit.again(page)
        }
    }
}

async fn called(visit: &Visit, unlocked: &Unlocked, form: &Fields) -> Result<()> {
    let wallet = visit.app.machine.wallet.clone();
    let (name, shown) = (unlocked.name.clone(), form.get("name").to_owned());
    let entry = slowly(move || {
        let entry = wallet.find(&name, Network::default())?;
        wallet.show_as(&entry, &shown)
    })
    .await?;
    unlocked.call(entry.shown);
    Ok(())
}

/// The next encryption key in place of the present one.
async fn new_key(inside: Inside) -> Answer {
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    match inside
        .run(async move { medink.operation(&actor).new_encryption_key().await })
        .await
    {
        Ok(made) => inside.done(
            said!("account-new-key", number = made.value),
            &made.steps,
            "/account",
        ),
        Err(problem) => {
            let page = page(&inside, inside.unlocked.clone(), Some(problem)).await?;
            inside.again(page)
        }
    }
}

/// None where the text does not fit a QR code.
fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let side = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % side, place / side));
        }
    }
    Some(Qr { side, path })
}

#[derive(Template)]
#[template(path = "part/status.html")]
struct Status {
    frame: Voice,
    chain: String,
    block: u64,
    balance: String,
    /// In bytes.
    store: u64,
    trouble: Option<Error>,
    /// Whether the balance is enough for a few actions at most.
    low: bool,
    admin: bool,
}

/// What is little, in whole units: the dearest of what people do every day takes one and a half (docs/costs.md).
const LITTLE: &str = "5";

/// The footer: node, store and balance. Asked for by every page, now and then.
async fn status(inside: Inside) -> Answer {
    let chain = inside.medink.chain.as_ref();
    let identity = chain.identity();
    let head = chain.head().await?;
    let balance = chain.balance(inside.me()).await?;
    let about = inside.medink.store.describe().await?;
    let trouble = inside.app.machine.no_room(chain).await?;
    inside.page(Status {
        frame: inside.voice,
        low: balance.spendable < parse_amount(LITTLE, &identity.token)?,
        admin: inside.roles.has(Role::Admin),
        balance: show::amount(balance.free, &identity.token),
        chain: identity.name,
        block: head.number,
        store: about.bytes,
        trouble,
    })
}
