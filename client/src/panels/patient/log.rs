//! Who looked at what, and everything else that was done about this patient.

use crate::core::about::About;
use crate::core::audit::Filter;
use crate::panels::patient::Names;
use crate::panels::show::{self, Person, When};
use crate::panels::{Answer, AsPatient, Fields, Frame, Inside, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_types::{Action, LogEntry};

/// How many entries are shown.
const MOST: u64 = 200;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/patient/log", get(show))
}

/// An entry as the page shows it.
pub struct Row {
    /// When.
    pub when: When,
    /// Who.
    pub who: Person,
    /// What was done.
    pub action: &'static str,
    /// About what.
    pub about: String,
}

#[derive(Template)]
#[template(path = "patient/log.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    opened_only: bool,
    most: u64,
    full: bool,
}

async fn show(inside: AsPatient, query: Fields) -> Answer {
    let names = Names::read(&inside).await?;
    let opened_only = query.is("show", "opened");
    let mut entries = inside.medink.log_tail(Filter::Subject(inside.me()), MOST).await?;
    let full = entries.len() as u64 == MOST;
    if opened_only {
        entries.retain(|entry| entry.action == Action::RecordAccessed && entry.actor != inside.me());
    }
    inside.page(Page {
        frame: inside.frame(),
        rows: rows(&inside, &names, entries),
        opened_only,
        most: MOST,
        full,
    })
}

/// Entries as the page shows them, newest first.
pub fn rows(inside: &Inside, names: &Names, entries: Vec<LogEntry>) -> Vec<Row> {
    entries
        .iter()
        .rev()
        .map(|entry| {
            let about = About::of(entry);
            Row {
                when: When(entry.timestamp),
                who: names.person(inside, &entry.actor),
                action: show::action(&entry.action),
                about: match about {
                    About::Account(account) => names
                        .0
                        .get(&account)
                        .cloned()
                        .unwrap_or_else(|| inside.medink.short_address(&account)),
                    About::Profile => "profile and titles".to_owned(),
                    about => about.words(&inside.medink),
                },
            }
        })
        .collect()
}
