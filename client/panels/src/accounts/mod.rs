//! Making an account. Its recovery words are in `words`, bringing one along in `bring`, how good a password is in
//! `strength`.

mod bring;
mod strength;
mod words;

pub(crate) use words::shows_words;

use crate::session::Fresh;
use crate::visit::slowly;
use crate::{Answer, Fields, Frame, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_local::wallet::check_shown;
use medink_words::said;
use zeroize::Zeroizing;

/// The pages of this folder.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/accounts/new", get(blank).post(make))
        .merge(words::routes())
        .merge(bring::routes())
        .merge(strength::routes())
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct New {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
}

/// A hospital's first account is called after it, unless something else is typed.
async fn blank(visit: Visit) -> Answer {
    let hospital = visit.session.chosen().map(|chosen| chosen.hospital);
    visit.page(New {
        frame: visit.frame(),
        form: Fields::of([("name", hospital.unwrap_or_default())]),
        problem: None,
    })
}

/// The new password that was typed twice.
fn password(form: &Fields) -> Result<Zeroizing<String>> {
    let first = form.get("passphrase");
    medink_local::wallet::check_passphrase(first)?;
    if form.get("repeated") != first {
        return Err(Error::new(Kind::Usage, said!("passwords-differ")).next(said!("passwords-differ-next")));
    }
    Ok(Zeroizing::new(first.to_owned()))
}

async fn make(visit: Visit, form: Fields) -> Answer {
    match made(&visit, &form).await {
        Ok(fresh) => {
            visit.session.set_fresh(Some(fresh));
            visit.go("/accounts/phrase")
        }
        Err(problem) => visit.again(New {
            frame: visit.frame(),
            form,
            problem: Some(problem),
        }),
    }
}

async fn made(visit: &Visit, form: &Fields) -> Result<Fresh> {
    let shown = check_shown(form.get("name"))?;
    let password = password(form)?;
    let wallet = visit.app.machine.wallet.clone();
    slowly(move || {
        let (entry, _, phrase) = wallet.create_shown(&shown, &password)?;
        let words = Zeroizing::new(phrase.as_str().to_owned());
        words::fresh(&entry, words)
    })
    .await
}
