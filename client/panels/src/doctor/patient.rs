//! A patient as a doctor with consent sees them: what the consent covers, the records, and, in a visit, the profile and the
//! titles.

use super::{Banner, File};
use crate::finder::{Asked, Finder, List};
use crate::patient::{Names, authors};
use crate::show::{self, Person};
use crate::voice::Words;
use crate::{Answer, AsDoctor, Fields, Frame, Shared, upload};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Request};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post, put};
use medink_core::error::{Error, Result};
use medink_core::find::date_of;
use medink_core::versions::Versions;
use medink_seal::record::{Details, Kind as RecordKind};
use medink_types::{RecordState, bounds};
use medink_words::{Said, Value, said};
use std::sync::Arc;

/// How many records outside of the consent are listed; of more, it is said how many.
const OUTSIDE: usize = 200;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/doctor/patients/{patient}", get(show))
        .route("/doctor/patients/{patient}/find", post(find))
        .route("/doctor/patients/{patient}/upload", put(add))
}

/// A record in the list: its current version.
struct Row {
    heading: Option<Words>,
    number: u32,
    title: Option<String>,
    kind: Option<Words>,
    author: Person,
    date: String,
    added: Said,
    versions: usize,
    erased: bool,
    here: bool,
    faulty: bool,
    refers_to: Option<u32>,
}

#[derive(Template)]
#[template(path = "doctor/patient.html")]
struct Page {
    frame: Frame,
    file: File,
    banner: Option<Banner>,
    facts: Vec<(Said, String)>,
    /// Why there is a profile that does not open.
    fault: Option<Said>,
    /// Whether the visit covers the profile.
    with_profile: bool,
    /// How many records the visit covers, or would.
    records: Option<usize>,
    finder: Finder,
    rows: Vec<Row>,
    /// What the consent does not cover, as far as it is listed.
    outside: Vec<Row>,
    /// How much of that is not listed.
    more: usize,
    kinds: Vec<String>,
    problem: Option<Error>,
}

/// The records as they are now, with what was asked of them before.
async fn list(inside: &AsDoctor, file: &File) -> Result<List> {
    let all = Arc::new(file.records(inside).await?);
    let names = Names::of(inside, authors(&all)).await?.0;
    let before = inside.unlocked.list(&file.account);
    let asked = before.map(|list| list.asked).unwrap_or_default();
    let list = List { all, names, asked };
    inside.unlocked.set_list(file.account, list.clone());
    Ok(list)
}

fn page(inside: &AsDoctor, file: File, list: &List, problem: Option<Error>) -> Page {
    // Where the consent opens nothing, everything is listed as everybody can see it.
    let covered = |record: &Versions| {
        !file.consent.live()
            || record
                .current()
                .is_none_or(|current| file.covers(inside, current, record.first))
    };
    let names = Names(list.names.clone());
    let (finder, found) = list.page_of(covered);
    let rows = found
        .into_iter()
        .filter_map(|found| row(inside, &file, &names, found.record, found.heading))
        .collect();
    let mut outside = list.all.iter().filter(|record| !covered(record));
    let listed = outside
        .by_ref()
        .take(OUTSIDE)
        .filter_map(|record| row(inside, &file, &names, record, None))
        .collect();
    let more = outside.count();
    Page {
        frame: inside.frame(),
        facts: facts(&file),
        fault: file.chart.as_ref().and_then(|chart| chart.fault.clone()),
        with_profile: file
            .visit
            .as_ref()
            .is_some_and(|visit| visit.scope.covers(bounds::PROFILE)),
        records: Some(file.count(inside, &list.all)),
        banner: file.banner(),
        file,
        finder,
        rows,
        outside: listed,
        more,
        kinds: upload::kinds(),
        problem,
    }
}

fn row(
    inside: &AsDoctor,
    file: &File,
    names: &Names,
    versions: &Versions,
    heading: Option<Words>,
) -> Option<Row> {
    let current = versions.current()?;
    let record = &current.record;
    let author = match record.author == file.account {
        true => Person::of(&inside.medink, &record.author).called(said!("the-patient")),
        false => names.person(inside, &record.author),
    };
    Some(Row {
        heading,
        number: record.number,
        title: current.details.as_ref().map(|details| details.title.clone()),
        kind: current.details.as_ref().map(kind),
        author,
        date: date_of(current),
        added: said!("doctor-added-at", time = Value::Time(record.created)),
        versions: versions.all().len(),
        erased: record.state == RecordState::Erased,
        here: current.here,
        faulty: current.fault.is_some(),
        refers_to: record.refers_to,
    })
}

/// What sort of record it is, in words.
pub(super) fn kind(details: &Details) -> Words {
    if details.kind == RecordKind::TreatmentPlan {
        return said!("doctor-kind-plan").into();
    }
    match show::kind(details.kind.as_str()) {
        Words::Text(kind) => kind.replace('-', " ").into(),
        said => said,
    }
}

/// The profile as names and values; what the banner says already is not said twice.
fn facts(file: &File) -> Vec<(Said, String)> {
    let Some(profile) = file.chart.as_ref().and_then(|chart| chart.view.profile.as_ref()) else {
        return Vec::new();
    };
    [
        (said!("doctor-gender"), &profile.gender),
        (said!("doctor-blood-group"), &profile.blood_group),
        (said!("doctor-emergency"), &profile.emergency_contact),
        (said!("doctor-phone"), &profile.phone),
        (said!("doctor-mail"), &profile.email),
        (said!("doctor-address"), &profile.address),
        (said!("doctor-identifier"), &profile.identifier),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value.clone()?)))
    .collect()
}

async fn show(inside: AsDoctor, Path(patient): Path<String>) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let list = list(&inside, &file).await?;
    inside.page(page(&inside, file, &list, None))
}

/// What is looked for has changed: a script gets the page with what was found, and a browser is sent to it.
async fn find(inside: AsDoctor, Path(patient): Path<String>, headers: HeaderMap, form: Fields) -> Answer {
    let asked = Asked::of(&form)?;
    let file = File::open(&inside, &patient).await?;
    let list = match inside.unlocked.list(&file.account) {
        Some(list) => list,
        None => list(&inside, &file).await?,
    };
    let list = List { asked, ..list };
    inside.unlocked.set_list(file.account, list.clone());
    match headers.contains_key("hx-request") {
        true => inside.page(page(&inside, file, &list, None)),
        false => inside.go(&file.path()),
    }
}

/// The page again, with what was wrong.
pub(super) async fn again(inside: &AsDoctor, file: File, problem: Error) -> Answer {
    let list = list(inside, &file).await?;
    inside.again(page(inside, file, &list, Some(problem)))
}

/// A document that the doctor adds to the patient's records, or replaces one with.
async fn add(
    inside: AsDoctor,
    Path(patient): Path<String>,
    request: Request,
) -> std::result::Result<Response, crate::visit::Failure> {
    let file = File::open(&inside, &patient).await?;
    Ok(upload::receive(&inside, file.account, request).await)
}
