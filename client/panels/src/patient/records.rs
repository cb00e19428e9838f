//! A patient's records: the list, adding to it, and selecting among it. What is done with what is selected is in
//! [`super::selected`].

use crate::finder::{self, Asked, Finder, List};
use crate::patient::selection::{self, Selected, selectable};
use crate::patient::{Names, authors, own_records, untitled};
use crate::show::Person;
use crate::voice::Words;
use crate::{Answer, AsPatient, Fields, Frame, Shared, Visit, thumbnail, upload};
use askama::Template;
use askama::filters::HtmlSafe;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use medink_core::error::{Error, Result};
use medink_core::find::date_of;
use medink_core::versions::versions;
use medink_types::RecordState;
use medink_words::{Said, Value, said};
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/records", get(show))
        .route("/patient/records/find", post(find))
        .route("/patient/records/select", post(select))
        .route("/patient/records/upload", put(add))
}

/// A record as the list shows it: its current version.
struct Row {
    heading: Option<Words>,
    number: u32,
    title: Words,
    kind: String,
    /// In bytes, where it is known.
    size: Option<u64>,
    date: String,
    /// When it was added, in words.
    added: Said,
    by: Person,
    versions: usize,
    erased: bool,
    here: bool,
    faulty: bool,
    refers_to: Option<u32>,
    /// Whether a small picture is shown of it.
    picture: bool,
    chosen: bool,
}

impl Row {
    /// What ticking it does.
    fn select(&self) -> Said {
        let title = match &self.title {
            Words::Said(said) => Value::from(said.clone()),
            Words::Text(text) => Value::from(text),
        };
        said!("my-records-select-this", title = title)
    }
}

/// How many are selected, where a script counts on.
struct Count(usize);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<b data-count>{}</b>", self.0)
    }
}

impl HtmlSafe for Count {}

#[derive(Template)]
#[template(path = "patient/records.html")]
pub(super) struct Page {
    frame: Frame,
    problem: Option<Error>,
    finder: Finder,
    rows: Vec<Row>,
    kinds: Vec<String>,
    selected: Selected,
    /// What is selected and not on this page.
    elsewhere: Vec<u32>,
    /// How many may be selected at a time.
    most: usize,
}

impl Page {
    fn count(&self) -> Count {
        Count(self.selected.numbers.len())
    }
}

/// The records as they are now, with what was asked of them before.
pub(super) async fn list(inside: &AsPatient) -> Result<List> {
    let all = versions(own_records(inside).await?);
    let thumbnails = &inside.unlocked.thumbnails;
    if !thumbnails.is_empty() {
        let live = all
            .iter()
            .flat_map(|record| record.all())
            .filter(|one| one.record.state == RecordState::Live)
            .map(|one| one.record.number);
        let live: HashSet<u32> = live.collect();
        thumbnails.keep_only(|number| live.contains(&number));
    }
    let asked = inside
        .unlocked
        .list(&inside.me())
        .map(|list| list.asked)
        .unwrap_or_default();
    let list = List {
        names: Names::of(inside, authors(&all)).await?.0,
        all: Arc::new(all),
        asked,
    };
    inside.unlocked.set_list(inside.me(), list.clone());
    Ok(list)
}

async fn show(inside: AsPatient) -> Answer {
    let list = list(&inside).await?;
    inside.page(page(&inside, &list, None))
}

/// What a form has ticked.
pub(super) fn ticked(form: &Fields) -> Vec<u32> {
    let numbers = form.all(selection::FIELD);
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// What is selected has changed: a script says so at once, so that it stays so when the page is left. Nothing is asked of the
/// chain for it: one that is said later is not overtaken.
async fn select(visit: Visit, form: Fields) -> Answer {
    let Some(unlocked) = visit.session.unlocked() else {
        return visit.go("/");
    };
    unlocked.selection.set(ticked(&form));
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What is looked for, or what is selected, has changed: a script gets the page with what was found, and a browser is sent
/// to it.
async fn find(inside: AsPatient, headers: HeaderMap, form: Fields) -> Answer {
    let asked = Asked::of(&form)?;
    let ticked = match form.filled(finder::NONE) {
        Some(_) => Vec::new(),
        None => ticked(&form),
    };
    // Without a list that was read, as when another page was open when the account was locked, it is read first.
    let Some(list) = inside.unlocked.list(&inside.me()) else {
        inside.unlocked.selection.set(ticked);
        return inside.go("/patient/records");
    };
    let list = List { asked, ..list };
    inside.unlocked.set_list(inside.me(), list.clone());
    let on_page: Vec<u32> = match form.filled(finder::ALL) {
        Some(_) => list
            .page()
            .1
            .iter()
            .filter_map(|found| selectable(found.record))
            .collect(),
        None => Vec::new(),
    };
    inside.unlocked.selection.set(ticked.into_iter().chain(on_page));
    match headers.contains_key("hx-request") {
        true => inside.page(page(&inside, &list, None)),
        false => inside.go("/patient/records"),
    }
}

pub(super) fn page(inside: &AsPatient, list: &List, problem: Option<Error>) -> Page {
    let names = Names(list.names.clone());
    let selected = inside.unlocked.selection.among(&list.all);
    let (finder, found) = list.page();
    let rows: Vec<Row> = found
        .into_iter()
        .filter_map(|found| {
            let now = found.record.current()?;
            let details = now.details.as_ref();
            let erased = now.record.state == RecordState::Erased;
            Some(Row {
                heading: found.heading,
                number: now.record.number,
                title: details.map_or_else(|| untitled(now.record.number), |d| d.title.as_str().into()),
                kind: details.map_or_else(String::new, |d| d.kind.to_string()),
                size: details.map(|d| d.size),
                date: date_of(now),
                added: said!("my-added-at", when = Value::Time(now.record.created)),
                by: names.person(inside, &now.record.author),
                versions: found.record.all().len(),
                erased,
                here: now.here,
                faulty: now.fault.is_some(),
                refers_to: now.record.refers_to,
                picture: !erased && now.here && details.is_some_and(thumbnail::is_picture),
                chosen: selected.numbers.contains(&now.record.number),
            })
        })
        .collect();
    let shown: HashSet<u32> = rows.iter().map(|row| row.number).collect();
    let elsewhere = selected.numbers.iter().copied();
    Page {
        frame: inside.frame(),
        problem,
        finder,
        kinds: upload::kinds(),
        elsewhere: elsewhere.filter(|number| !shown.contains(number)).collect(),
        rows,
        selected,
        most: selection::MOST,
    }
}

async fn add(inside: AsPatient, request: Request) -> Response {
    upload::receive(&inside, inside.me(), request).await
}
