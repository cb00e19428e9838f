//! Everything that a patient has, downloaded as one archive that opens without medink.
//!
//! It is made as the browser takes it, and is on no disk of this program's. A lock ends it; what has come by then is no
//! archive, and the browser says that the download failed.

use crate::outlet;
use crate::visit::download;
use crate::{Answer, AsPatient, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::routing::get;
use medink_core::archive::{Protection, Taken, What};
use medink_core::error::{Error, Kind, Result};
use medink_core::records::Destination;
use medink_local::wallet::check_archive_password;
use medink_words::{Value, said};
use zeroize::Zeroizing;

/// What the download is called: nothing that says whose it is.
pub(super) const NAME: &str = "medink-records.zip";

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/patient/export", get(show).post(export))
}

#[derive(Template)]
#[template(path = "patient/export.html")]
struct Page {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
    records: u32,
    /// About how large it will be; none where this machine has not looked at the records yet.
    about: Option<Value>,
}

async fn page(inside: &AsPatient, form: Fields, problem: Option<Error>) -> Result<Page> {
    let about = inside.unlocked.list(&inside.me()).map(|list| {
        let all = list.all.iter().flat_map(|record| record.all());
        let sizes = all.filter_map(|one| Some(one.details.as_ref()?.size));
        Value::Bytes(sizes.fold(0u64, u64::saturating_add))
    });
    Ok(Page {
        frame: inside.frame(),
        form: without_password(&form),
        problem,
        records: inside.medink.patient(inside.me()).await?.records,
        about,
    })
}

async fn show(inside: AsPatient, form: Fields) -> Answer {
    inside.page(page(&inside, form, None).await?)
}

async fn export(inside: AsPatient, form: Fields) -> Answer {
    match begun(&inside, What::Everything, &form).await {
        Ok(body) => Ok(download(NAME, "application/zip", body)),
        Err(problem) => inside.again(page(&inside, form, Some(problem)).await?),
    }
}

/// The form as it is shown again: no page ever holds a password.
pub(super) fn without_password(form: &Fields) -> Fields {
    Fields::of([("how", form.get("how"))])
}

/// How the archive is to be kept from others.
fn protection(form: &Fields) -> Result<Protection> {
    match form.get("how") {
        "plain" => Ok(Protection::None),
        "encrypted" => {
            let password = Zeroizing::new(form.get("password").to_owned());
            check_archive_password(&password)?;
            if *password != form.get("again") {
                return Err(Error::new(Kind::Usage, said!("passwords-differ"))
                    .next(said!("my-archive-passwords-differ-next")));
            }
            Ok(Protection::Password(password))
        }
        _ => Err(Error::new(Kind::Usage, said!("my-archive-unchosen")).next(said!("my-choose-one"))),
    }
}

/// Begins the archive. What keeps it from being begun is told on the page; what ends it later, to the browser alone.
pub(super) async fn begun(inside: &AsPatient, what: What, form: &Fields) -> Result<Body> {
    let protection = protection(form)?;
    let (out, breaker, mut pieces) = outlet::open(&inside.session);
    let (medink, actor, language) = (inside.medink.clone(), inside.actor.clone(), inside.voice.language);
    let work = tokio::spawn(async move {
        let stream = Destination::Stream(Box::new(out));
        let taken = medink
            .operation(&actor)
            .take_along(what, protection, stream, language)
            .await;
        // A browser that has paused the download may let the next line wait: no key waits with it.
        drop((medink, actor));
        if taken.is_err() {
            breaker.break_off().await;
        }
        taken.map(|taken| taken.value)
    });
    match pieces.next().await {
        Some(Ok(first)) => Ok(pieces.into_body(Some(first))),
        _ => {
            // Nobody takes what may have come yet: the work does not wait for it.
            drop(pieces);
            Err(why(work.await))
        }
    }
}

/// Why nothing came.
fn why(ended: std::result::Result<Result<Taken>, tokio::task::JoinError>) -> Error {
    match ended {
        Ok(Err(error)) => error,
        _ => Error::new(Kind::Internal, said!("my-archive-ended")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_encrypted_with_what_was_typed_twice_or_not_at_all() {
        const GOOD: &str = "correct horse battery staple";
        let form = |how: &str, password: &str, again: &str| {
            protection(&Fields::of([
                ("how", how),
                ("password", password),
                ("again", again),
            ]))
        };
        assert!(matches!(form("plain", "", ""), Ok(Protection::None)));
        assert!(matches!(form("encrypted", GOOD, GOOD), Ok(Protection::Password(given)) if *given == GOOD));
        for (how, password, again) in [
            ("", "", ""),
            ("encrypted", "", ""),
            ("encrypted", "short", "short"),
            ("encrypted", GOOD, ""),
            ("encrypted", GOOD, "correct horse battery stable"),
        ] {
            let error = form(how, password, again).err().unwrap();
            assert_eq!(error.kind, Kind::Usage);
            assert!(!error.to_string().contains("horse"), "{error}");
        }
    }
}
