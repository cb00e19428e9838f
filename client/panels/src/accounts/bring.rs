//! Bringing an account along from another machine: by its recovery words, or by its backup file. What restores an account
//! is never written back into a form that was refused, as little as a password is.

use super::password;
use crate::entry::go_in;
use crate::frame::Notice;
use crate::session::Unlocked;
use crate::visit::slowly;
use crate::{Answer, Fields, Frame, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_local::wallet::{check_shown, is_key_file};
use medink_words::said;
use zeroize::Zeroizing;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/accounts/import", get(by_words).post(bring_words))
        .route("/accounts/import/file", get(by_file).post(bring_file))
}

/// What restores the account.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Words,
    File,
}

#[derive(Template)]
#[template(path = "accounts/import.html")]
struct Import {
    frame: Frame,
    by_file: bool,
    form: Fields,
    problem: Option<Error>,
}

async fn by_words(visit: Visit) -> Answer {
    blank(&visit, By::Words)
}

async fn by_file(visit: Visit) -> Answer {
    blank(&visit, By::File)
}

fn blank(visit: &Visit, by: By) -> Answer {
    visit.page(Import {
        frame: visit.frame(),
        by_file: by == By::File,
        form: Fields::default(),
        problem: None,
    })
}

async fn bring_words(visit: Visit, form: Fields) -> Answer {
    bring(visit, form, By::Words).await
}

async fn bring_file(visit: Visit, form: Fields) -> Answer {
    bring(visit, form, By::File).await
}

async fn bring(visit: Visit, form: Fields, by: By) -> Answer {
    match imported(&visit, &form, by).await {
        Ok(unlocked) => {
            visit.session.tell(Notice::plain(said!("bring-done")));
            let session = visit.app.sessions.unlock(&visit.session, unlocked)?;
            go_in(&visit.app, &session, "/")
        }
        Err(problem) => visit.again(Import {
            frame: visit.frame(),
            by_file: by == By::File,
            form,
            problem: Some(problem),
        }),
    }
}

async fn imported(visit: &Visit, form: &Fields, by: By) -> Result<Unlocked> {
    let shown = check_shown(form.get("name"))?;
    let secret = Zeroizing::new(form.get("secret").to_owned());
    let file_password = Zeroizing::new(form.get("file_passphrase").to_owned());
    match (by, is_key_file(&secret)) {
        (By::Words, true) => {
            return Err(Error::new(Kind::Usage, said!("bring-is-file")).next(said!("bring-is-file-next")));
        }
        (By::File, false) => {
            return Err(Error::new(Kind::Usage, said!("bring-no-file")).next(said!("bring-no-file-next")));
        }
        (By::File, true) if file_password.is_empty() => {
            return Err(
                Error::new(Kind::Usage, said!("bring-no-password")).next(said!("bring-no-password-next"))
            );
        }
        _ => {}
    }
    let password = password(form)?;
    let wallet = visit.app.machine.wallet.clone();
    slowly(move || {
        let entry = wallet.import_shown(&shown, &secret, &file_password, &password)?;
        let account = wallet.unlock(&entry, &password)?;
        Ok(Unlocked::new(entry.name, entry.shown, account))
    })
    .await
}
