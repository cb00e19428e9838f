//! A patient's first page: what is new since the last visit, what there is, who has access, who looked last.

use crate::patient::log::{self, Row, rows};
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
    let titles = Titles::read(&inside).await?;
    let now = now_ms()?;
    let entries = medink.consents_of(inside.me()).await?;
    let (since, news) = news::looked_up(&inside, &entries).await?;
    let about_me = Search {
        subject: Some(inside.me()),
        ..Search::default()
    };
    let latest = medink.search_log(&about_me, None, LATEST).await?;
    let people = log::people(&latest.entries)
        .chain(consents::doctors(&entries))
        .chain(news::people(&news));
    let names = Names::of(&inside, people).await?;
    let shown = latest.entries.iter().chain(news::entries(&news));
    let reasons = inside.operation().reasons(shown).await?;
    let (news, seen) = news::told(&inside, (&names, &titles, &reasons), since, news, now);
    let consents = consents::rows(&inside, &names, entries, now);
    let page = inside.page(Page {
        frame: inside.frame(),
        news,
        records: patient.records,
        live: consents.iter().filter(|row| row.live).count(),
        consents,
        profile: !patient.profile.is_empty(),
        latest: rows(&inside, &names, (&titles, &reasons), &latest.entries),
    })?;
    news::shown(&inside, seen).await;
    Ok(page)
}
