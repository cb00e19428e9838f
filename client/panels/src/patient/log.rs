//! Who looked at what, and everything else that was done about this patient: complete, newest first, a page at a time.
//! Who opened something has a list of its own on the chain, so that nothing can bury it.

use crate::patient::{Names, Titles};
use crate::show::{Person, When};
use crate::terms;
use crate::{Answer, AsPatient, Fields, Frame, Inside, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::about::About;
use medink_core::error::Result;
use medink_core::reasons::Reasons;
use medink_core::search::Search;
use medink_types::{AccountId, LogEntry};
use medink_words::{Said, said};

/// How many entries a page shows.
const ON_A_PAGE: usize = 50;

/// Most accesses that one page looks at; what is older is found by going on from there.
const LOOKED_AT: u64 = 2_000;

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
    pub action: Said,
    /// About what; none where there is nothing to say, or where one of the next two says it.
    pub about: Option<Said>,
    /// The record that it is about, with its title; none for anything else.
    pub record: Option<(u32, Option<String>)>,
    /// Or about whom.
    pub whom: Option<Person>,
    /// Whether a contract wrote it that is not the deployment's.
    pub foreign: bool,
}

#[derive(Template)]
#[template(path = "patient/log.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    opened_only: bool,
    /// Accesses in all, one's own among them.
    total: u64,
    /// Whether this is not the newest page.
    later: bool,
    /// Where older ones begin; none where there are none.
    older: Option<u64>,
}

impl Page {
    /// Whether what the mark of a foreign contract means has to be said.
    fn foreign(&self) -> bool {
        self.rows.iter().any(|row| row.foreign)
    }
}

/// A page of entries, newest first.
struct Found {
    entries: Vec<LogEntry>,
    total: u64,
    older: Option<u64>,
}

async fn show(inside: AsPatient, query: Fields) -> Answer {
    let titles = Titles::read(&inside).await?;
    let opened_only = query.is("show", "opened");
    let from: Option<u64> = query.get("older").parse().ok();
    let found = if opened_only {
        opened_by_others(&inside, from.unwrap_or_default()).await?
    } else {
        everything(&inside, from).await?
    };
    let names = Names::of(&inside, people(&found.entries)).await?;
    let reasons = inside.operation().reasons(&found.entries).await?;
    inside.page(Page {
        frame: inside.frame(),
        rows: rows(&inside, &names, (&titles, &reasons), &found.entries),
        opened_only,
        total: found.total,
        later: from.is_some(),
        older: found.older,
    })
}

/// What was done about this patient.
async fn everything(inside: &AsPatient, older_than: Option<u64>) -> Result<Found> {
    let search = Search {
        subject: Some(inside.me()),
        ..Search::default()
    };
    let found = inside.medink.search_log(&search, older_than, ON_A_PAGE).await?;
    Ok(Found {
        entries: found.entries,
        total: 0,
        older: found.older,
    })
}

/// Who else opened something, after the newest `skip` accesses.
async fn opened_by_others(inside: &AsPatient, skip: u64) -> Result<Found> {
    let (me, medink) = (inside.me(), &inside.medink);
    let mut found = Found {
        entries: Vec::new(),
        total: 0,
        older: None,
    };
    let mut at = skip;
    loop {
        let (entries, total) = medink.newest_accesses(me, at, ON_A_PAGE as u64).await?;
        found.total = total;
        if entries.is_empty() {
            return Ok(found);
        }
        for entry in entries {
            if found.entries.len() == ON_A_PAGE || at.saturating_sub(skip) == LOOKED_AT {
                found.older = Some(at);
                return Ok(found);
            }
            at = at.saturating_add(1);
            if entry.actor != me {
                found.entries.push(entry);
            }
        }
    }
}

/// Whom these entries name.
pub fn people(entries: &[LogEntry]) -> impl Iterator<Item = AccountId> {
    entries.iter().flat_map(|entry| {
        let whom = match About::of(entry) {
            About::Account(account) => Some(account),
            _ => None,
        };
        whom.into_iter().chain([entry.actor])
    })
}

/// What a visit could open, and why it was begun.
fn visit(reasons: &Reasons, entry: &LogEntry) -> Said {
    said!("my-log-visit", reason = reasons.words(entry))
}

/// Entries as the page shows them.
pub fn rows(
    inside: &Inside,
    names: &Names,
    (titles, reasons): (&Titles, &Reasons),
    entries: &[LogEntry],
) -> Vec<Row> {
    entries
        .iter()
        .map(|entry| {
            let (mut record, mut whom, mut about) = (None, None, None);
            match About::of(entry) {
                About::Account(account) => whom = Some(names.person(inside, &account)),
                About::Profile => about = Some(said!("my-log-profile")),
                About::Visit => about = Some(visit(reasons, entry)),
                About::Record(number) => record = Some((number, titles.of(number))),
                other => about = other.words(&inside.medink),
            }
            Row {
                when: When(entry.timestamp),
                who: names.person(inside, &entry.actor),
                action: terms::action(&entry.action),
                about,
                record,
                whom,
                foreign: !inside.medink.is_own_contract(&entry.contract),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_types::Action;

    #[test]
    fn whoever_acted_and_whom_it_concerned_is_named() {
        let entry = |action, actor: u8| LogEntry {
            index: 0,
            contract: [1; 32].into(),
            actor: [actor; 32].into(),
            subject: [3; 32].into(),
            action,
            reference: [9; 32],
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        };
        let entries = [entry(Action::ConsentGranted, 3), entry(Action::RecordAccessed, 4)];
        let named: Vec<u8> = people(&entries).map(|account| account.0[0]).collect();
        assert_eq!(named, [9, 3, 4], "a record's number is nobody");
    }
}
