//! A patient as a doctor with consent sees them: what the consent covers, the records, and, once asked for and logged,
//! the profile and the titles.

use super::File;
use crate::show::{Person, When};
use crate::{Answer, AsDoctor, Frame, Shared, upload};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Request};
use axum::response::Response;
use axum::routing::{get, post, put};
use medink_core::error::Error;
use medink_core::versions::Versions;
use medink_seal::record::Details;
use medink_types::RecordState;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/doctor/patients/{patient}", get(show))
        .route("/doctor/patients/{patient}/chart", post(open))
        .route("/doctor/patients/{patient}/upload", put(add))
}

/// A record in the list: its current version.
struct Row {
    number: u32,
    title: Option<String>,
    kind: Option<String>,
    author: Person,
    created: When,
    versions: usize,
    erased: bool,
    here: bool,
    covered: bool,
    faulty: bool,
    refers_to: Option<u32>,
}

#[derive(Template)]
#[template(path = "doctor/patient.html")]
struct Page {
    frame: Frame,
    file: File,
    facts: Vec<(&'static str, String)>,
    /// Why there is a profile that does not open.
    fault: Option<String>,
    rows: Vec<Row>,
    kinds: Vec<String>,
    problem: Option<Error>,
}

async fn page(inside: &AsDoctor, file: File, problem: Option<Error>) -> medink_core::Result<Page> {
    let consent = inside.medink.consent(file.account, inside.me()).await?;
    let rows = file
        .records(inside)
        .await?
        .iter()
        .filter_map(|record| row(inside, &file, record, consent.as_ref()))
        .collect();
    Ok(Page {
        frame: inside.frame(),
        facts: facts(&file),
        fault: file.chart.as_ref().and_then(|chart| chart.fault.clone()),
        file,
        rows,
        kinds: upload::kinds(),
        problem,
    })
}

fn row(
    inside: &AsDoctor,
    file: &File,
    versions: &Versions,
    consent: Option<&medink_types::ConsentEntry>,
) -> Option<Row> {
    let current = versions.current()?;
    let record = &current.record;
    let author = Person::of(&inside.medink, &record.author);
    let author = if record.author == inside.me() {
        author.called("you")
    } else if record.author == file.account {
        author.called("the patient")
    } else {
        author
    };
    Some(Row {
        number: record.number,
        title: current.details.as_ref().map(|details| details.title.clone()),
        kind: current.details.as_ref().map(kind),
        author,
        created: When(record.created),
        versions: versions.all().len(),
        erased: record.state == RecordState::Erased,
        here: current.here,
        faulty: current.fault.is_some(),
        refers_to: record.refers_to,
        covered: record.author == inside.me()
            || consent.is_some_and(|consent| {
                consent.scope.covers(record.number) || consent.scope.covers(versions.first)
            }),
    })
}

/// What sort of record it is, in words.
pub(super) fn kind(details: &Details) -> String {
    details.kind.as_str().replace('-', " ")
}

/// The profile as names and values.
fn facts(file: &File) -> Vec<(&'static str, String)> {
    let Some(profile) = file.chart.as_ref().and_then(|chart| chart.view.profile.as_ref()) else {
        return Vec::new();
    };
    [
        ("Date of birth", &profile.birth_date),
        ("Gender", &profile.gender),
        ("Blood group", &profile.blood_group),
        ("Allergies and intolerances", &profile.allergies),
        ("In an emergency call", &profile.emergency_contact),
        ("Telephone", &profile.phone),
        ("Mail address", &profile.email),
        ("Postal address", &profile.address),
        ("Insurance or record number", &profile.identifier),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value.clone()?)))
    .collect()
}

async fn show(inside: AsDoctor, Path(patient): Path<String>) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let page = page(&inside, file, None).await?;
    inside.page(page)
}

async fn open(inside: AsDoctor, Path(patient): Path<String>) -> Answer {
    let file = File::open(&inside, &patient).await?;
    match inside.operation().chart(file.account).await {
        Ok(made) => {
            let path = file.path();
            inside.unlocked.set_chart(file.account, Some(made.value));
            inside.done(
                "Profile and titles are open until you lock. The access is in the log.",
                &made.steps,
                &path,
            )
        }
        Err(problem) => {
            let page = page(&inside, file, Some(problem)).await?;
            inside.again(page)
        }
    }
}

/// A document that the doctor adds to the patient's records, or replaces one with.
async fn add(
    inside: AsDoctor,
    Path(patient): Path<String>,
    request: Request,
) -> Result<Response, crate::visit::Failure> {
    let file = File::open(&inside, &patient).await?;
    Ok(upload::receive(&inside, file.account, request).await)
}
