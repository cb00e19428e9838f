//! A patient's records: the list, and adding to it.

use crate::finder::{Asked, Finder, List};
use crate::patient::{Names, authors, own_records};
use crate::show::{self, Person};
use crate::{Answer, AsPatient, Fields, Frame, Shared, upload};
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post, put};
use medink_core::find::date_of;
use medink_core::versions::versions;
use medink_core::when;
use medink_types::RecordState;
use std::sync::Arc;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/records", get(show))
        .route("/patient/records/find", post(find))
        .route("/patient/records/upload", put(add))
}

/// A record as the list shows it: its current version.
struct Row {
    heading: Option<String>,
    number: u32,
    title: String,
    kind: String,
    size: String,
    date: String,
    added: String,
    by: Person,
    versions: usize,
    erased: bool,
    here: bool,
    faulty: bool,
    refers_to: Option<u32>,
}

#[derive(Template)]
#[template(path = "patient/records.html")]
struct Page {
    frame: Frame,
    finder: Finder,
    rows: Vec<Row>,
    kinds: Vec<String>,
}

async fn show(inside: AsPatient) -> Answer {
    let all = versions(own_records(&inside).await?);
    let asked = inside
        .unlocked
        .list(&inside.me())
        .map(|list| list.asked)
        .unwrap_or_default();
    let list = List {
        names: Names::of(&inside, authors(&all)).await?.0,
        all: Arc::new(all),
        asked,
    };
    inside.unlocked.set_list(inside.me(), list.clone());
    page(&inside, &list)
}

/// What is looked for has changed: a script gets the page with what was found, and a browser is sent to it.
async fn find(inside: AsPatient, headers: HeaderMap, form: Fields) -> Answer {
    let asked = Asked::of(&form)?;
    // Without a list that was read, as when another page was open when the account was locked, it is read first.
    let Some(list) = inside.unlocked.list(&inside.me()) else {
        return inside.go("/patient/records");
    };
    let list = List { asked, ..list };
    inside.unlocked.set_list(inside.me(), list.clone());
    match headers.contains_key("hx-request") {
        true => page(&inside, &list),
        false => inside.go("/patient/records"),
    }
}

fn page(inside: &AsPatient, list: &List) -> Answer {
    let names = Names(list.names.clone());
    let (finder, found) = list.page();
    let rows = found
        .into_iter()
        .filter_map(|found| {
            let now = found.record.current()?;
            let details = now.details.as_ref();
            Some(Row {
                heading: found.heading,
                number: now.record.number,
                title: details.map_or_else(|| format!("Record {}", now.record.number), |d| d.title.clone()),
                kind: details.map_or_else(String::new, |d| d.kind.to_string()),
                size: details.map_or_else(String::new, |d| show::size(&d.size)),
                date: date_of(now),
                added: when::show(now.record.created),
                by: names.person(inside, &now.record.author),
                versions: found.record.all().len(),
                erased: now.record.state == RecordState::Erased,
                here: now.here,
                faulty: now.fault.is_some(),
                refers_to: now.record.refers_to,
            })
        })
        .collect();
    inside.page(Page {
        frame: inside.frame(),
        finder,
        rows,
        kinds: upload::kinds(),
    })
}

async fn add(inside: AsPatient, request: Request) -> Response {
    upload::receive(&inside, inside.me(), request).await
}
