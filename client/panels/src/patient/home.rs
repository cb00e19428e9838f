//! A patient's first page: what is new since the last visit, what there is, who has access, who looked last.

use crate::patient::log::{Row, rows};
use crate::patient::{Names, Titles, consents, news};
use crate::{Answer, AsPatient, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::now_ms;
use medink_core::search::Search;

/// How many entries of the log are shown.
const LATEST: usize = 5;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/patient", get(show))
}

#[derive(Template)]
#[template(path = "patient/home.html")]
struct Page {
    frame: Frame,
    records: u32,
    live: usize,
    consents: Vec<consents::Row>,
    profile: bool,
    latest: Vec<Row>,
    news: news::Told,
}

async fn show(inside: AsPatient) -> Answer {
    let medink = &inside.medink;
    let patient = medink.patient(inside.me()).await?;
    let names = Names::read(&inside).await?;
    let titles = Titles::read(&inside).await?;
    let now = now_ms()?;
    let entries = medink.consents_of(inside.me()).await?;
    let (news, seen) = news::told(&inside, &names, &titles, &entries, now).await?;
    let consents = consents::rows(&inside, &names, entries, now);
    let about_me = Search {
        subject: Some(inside.me()),
        ..Search::default()
    };
    let latest = medink.search_log(&about_me, None, LATEST).await?;
    let page = inside.page(Page {
        frame: inside.frame(),
        news,
        records: patient.records,
        live: consents.iter().filter(|row| row.live).count(),
        consents,
        profile: !patient.profile.is_empty(),
        latest: rows(&inside, &names, &titles, &latest.entries),
    })?;
    news::shown(&inside, seen).await;
    Ok(page)
}
