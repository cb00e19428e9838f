//! The page of the unlocked account, with its registration card and its key file, and the footer of every page.

use crate::visit::download;
use crate::{Answer, Fields, Frame, Inside, Shared, show};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::error::{Error, Result};
use medink_core::registration::card_of;
use medink_local::wallet::is_development;
use qrcode::{Color, EcLevel, QrCode};
use zeroize::Zeroizing;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/account", get(show))
        .route("/account/export", post(export))
        .route("/account/key", post(new_key))
        .route("/status", get(status))
}

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    frame: Frame,
    balance: String,
    card: String,
    qr: Option<Qr>,
    /// Whether it has a key file: development accounts have none.
    kept: bool,
    problem: Option<Error>,
}

/// A QR code as one path: a square of a side of 1 for each dark module.
struct Qr {
    side: usize,
    path: String,
}

async fn show(inside: Inside) -> Answer {
    let page = page(&inside, None).await?;
    inside.page(page)
}

async fn page(inside: &Inside, problem: Option<Error>) -> Result<Page> {
    let balance = inside.medink.chain.balance(inside.me()).await?;
    let card = card_of(&inside.unlocked.account)?.to_text();
    Ok(Page {
        frame: inside.frame(),
        balance: inside.medink.chain.identity().token.format(balance.free),
        qr: qr(&card),
        card,
        kept: !is_development(&inside.unlocked.name),
        problem,
    })
}

/// The key file as Polkadot.js and other machines take it, sealed under the passphrase that it has here: a copy that
/// opens the records when this machine is gone.
async fn export(inside: Inside, form: Fields) -> Answer {
    match exported(&inside, &form).await {
        Ok(json) => Ok(download("medink-account.json", "application/json", json)),
        Err(problem) => {
            let page = page(&inside, Some(problem)).await?;
            inside.again(page)
        }
    }
}

/// The next encryption key in place of the present one.
async fn new_key(inside: Inside) -> Answer {
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    match inside
        .run(async move { medink.operation(&actor).new_encryption_key().await })
        .await
    {
        Ok(made) => inside.done(
            format!("The encryption key of this account is number {} now.", made.value),
            &made.steps,
            "/account",
        ),
        Err(problem) => inside.again(page(&inside, Some(problem)).await?),
    }
}

async fn exported(inside: &Inside, form: &Fields) -> Result<String> {
    let machine = &inside.app.machine;
    let network = machine.network(inside.medink.chain.as_ref());
    let wallet = machine.wallet.clone();
    let name = inside.unlocked.name.clone();
    let passphrase = Zeroizing::new(form.get("passphrase").to_owned());
    inside
        .tried(move || {
            let entry = wallet.find(&name, network)?;
            wallet.export(&entry, &passphrase, &passphrase)
        })
        .await
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
    chain: String,
    block: u64,
    balance: String,
    store: String,
    trouble: Option<Error>,
}

/// The footer: node, store and balance. Asked for by every page, now and then.
async fn status(inside: Inside) -> Answer {
    let (chain, block, balance, store) = facts(&inside).await?;
    let trouble = inside.app.machine.no_room(inside.medink.chain.as_ref()).await?;
    inside.page(Status {
        chain,
        block,
        balance,
        store,
        trouble,
    })
}

async fn facts(inside: &Inside) -> Result<(String, u64, String, String)> {
    let identity = inside.medink.chain.identity();
    let head = inside.medink.chain.head().await?;
    let balance = inside.medink.chain.balance(inside.me()).await?;
    let about = inside.medink.store.describe().await?;
    Ok((
        identity.name,
        head.number,
        show::amount(balance.free, &identity.token),
        crate::show::size(&about.bytes),
    ))
}
