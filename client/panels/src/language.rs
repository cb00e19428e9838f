//! Choosing a language by hand: on the start page and at the foot of every page. The choice is a cookie, so that it holds
//! beyond a lock and beyond the program; it says nothing of an account.

use crate::entry::set_cookie;
use crate::{Answer, Fields, Shared, Visit, voice};
use axum::Router;
use axum::routing::post;
use medink_core::error::{Error, Kind};
use medink_words::{Language, said};

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/language", post(choose))
}

async fn choose(visit: Visit, form: Fields) -> Answer {
    let language = Language::coded(form.get("language")).ok_or_else(|| {
        Error::new(Kind::Usage, said!("language-unknown")).next(said!("language-unknown-next"))
    })?;
    let mut response = visit.back()?;
    set_cookie(&mut response, &voice::cookie(language))?;
    Ok(response)
}
