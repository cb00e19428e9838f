//! Where a doctor begins: the patients who have given a consent.

use super::Consent;
use crate::show::Person;
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/doctor", get(show))
}

/// How many patients a page shows.
const ON_A_PAGE: usize = 25;

struct Row {
    person: Person,
    /// The date of birth, where the profile was opened from this machine.
    born: Option<String>,
    consent: Consent,
}

#[derive(Template)]
#[template(path = "doctor/patients.html")]
struct Page {
    frame: Frame,
    unnamed: bool,
    rows: Vec<Row>,
    start: usize,
    total: usize,
    earlier: Option<usize>,
    next: Option<usize>,
}

async fn show(inside: AsDoctor, query: Fields) -> Answer {
    let profile = inside.medink.doctor(inside.me()).await?.profile;
    let mut entries = inside.medink.patients_of(inside.me()).await?;
    let now = medink_core::now_ms()?;
    // What was remembered under a consent that has ended goes with it.
    let live: Vec<_> = entries
        .iter()
        .filter(|entry| now < entry.until)
        .map(|entry| entry.patient)
        .collect();
    if let Err(error) = inside.operation().remember_only(&live).await {
        inside.tell(error.what, &[]);
    }
    // Those that can be used first, the one that ends soonest in front.
    entries.sort_by_key(|entry| (entry.until <= now, entry.until));
    let total = entries.len();
    let start = query.get("start").parse().unwrap_or(0).min(total);
    let mut rows = Vec::with_capacity(ON_A_PAGE);
    for entry in entries.iter().skip(start).take(ON_A_PAGE) {
        // What the profile said when it was last opened, for as long as the consent lasts.
        let known = match entry.until > now {
            true => inside.operation().remembered_person(entry.patient).await?,
            false => None,
        };
        let (name, born) = known.map_or((None, None), |known| (Some(known.name), known.birth_date));
        rows.push(Row {
            person: Person::of(&inside.medink, &entry.patient).declared(name, None),
            born,
            consent: Consent::of(entry)?,
        });
    }
    let end = start.saturating_add(rows.len());
    inside.page(Page {
        frame: inside.frame(),
        unnamed: profile.is_none(),
        rows,
        start,
        total,
        earlier: (start > 0).then(|| start.saturating_sub(ON_A_PAGE)),
        next: (end < total).then_some(end),
    })
}
