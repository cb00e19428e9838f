//! Where a doctor begins: the patients who have given a consent, and those whose consent has ended.

use super::Consent;
use crate::show::{Person, When};
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::ended::{self, Ended, Former};
use medink_types::AccountId;
use medink_words::{Said, said};

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

/// A consent that was taken back.
struct Gone {
    person: Person,
    /// When; or why that is not known.
    at: Result<When, Said>,
}

/// A page of a list.
struct Paged {
    start: usize,
    total: usize,
    earlier: Option<usize>,
    next: Option<usize>,
}

impl Paged {
    fn of(start: &str, total: usize) -> Self {
        let start = start.parse().unwrap_or(0).min(total);
        let end = start.saturating_add(ON_A_PAGE).min(total);
        Paged {
            start,
            total,
            earlier: (start > 0).then(|| start.saturating_sub(ON_A_PAGE)),
            next: (end < total).then_some(end),
        }
    }

    /// Whether there is more than this page.
    fn more(&self) -> bool {
        self.earlier.is_some() || self.next.is_some()
    }
}

#[derive(Template)]
#[template(path = "doctor/patients.html")]
struct Page {
    frame: Frame,
    unnamed: bool,
    rows: Vec<Row>,
    paged: Paged,
    gone: Vec<Gone>,
    /// The page of those who are gone.
    ended: Paged,
    /// Why those who are gone, or when they went, could not be looked up.
    unlooked: Option<Said>,
}

fn gone(inside: &AsDoctor, ended: &Ended) -> Gone {
    Gone {
        person: Person::of(&inside.medink, &ended.patient),
        at: match ended.at {
            ended::When::At(at) => Ok(When(at)),
            ended::When::Before => Err(said!("patients-ended-before")),
            ended::When::Unknown => Err(said!("patients-ended-unknown")),
        },
    }
}

async fn show(inside: AsDoctor, query: Fields) -> Answer {
    let profile = inside.medink.doctor(inside.me()).await?.profile;
    let mut entries = inside.medink.patients_of(inside.me()).await?;
    let now = inside.medink.now_ms().await?;
    // What was remembered under a consent that has ended goes with it.
    let live: Vec<_> = entries
        .iter()
        .filter(|entry| now < entry.until)
        .map(|entry| entry.patient)
        .collect();
    if let Err(error) = inside.operation().remember_only(&live).await {
        inside.tell(error.what, &[]);
    }
    let listed: Vec<AccountId> = entries.iter().map(|entry| entry.patient).collect();
    // The page waits for it: so a look finds out about a few of them, and a failure costs this list alone.
    let Former { ended, unlooked } =
        inside
            .operation()
            .ended_consents(&listed)
            .await
            .unwrap_or_else(|error| Former {
                ended: Vec::new(),
                unlooked: Some(error.what),
            });
    // Those that can be used first, the one that ends soonest in front.
    entries.sort_by_key(|entry| (entry.until <= now, entry.until));
    let paged = Paged::of(query.get("start"), entries.len());
    let mut rows = Vec::with_capacity(ON_A_PAGE);
    for entry in entries.iter().skip(paged.start).take(ON_A_PAGE) {
        // What the profile said when it was last opened, for as long as the consent lasts.
        let known = match entry.until > now {
            true => inside.operation().remembered_person(entry.patient).await?,
            false => None,
        };
        let (name, born) = known.map_or((None, None), |known| (Some(known.name), known.birth_date));
        rows.push(Row {
            person: Person::of(&inside.medink, &entry.patient).declared(name, None),
            born,
            consent: Consent::of(entry, now),
        });
    }
    let of_ended = Paged::of(query.get("ended"), ended.len());
    let shown = ended.iter().skip(of_ended.start).take(ON_A_PAGE);
    inside.page(Page {
        frame: inside.frame(),
        unnamed: profile.is_none(),
        rows,
        paged,
        gone: shown.map(|one| gone(&inside, one)).collect(),
        ended: of_ended,
        unlooked,
    })
}
