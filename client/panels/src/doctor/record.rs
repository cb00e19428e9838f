//! A record as a doctor with consent sees it: what it is, its versions, and opening it, in a visit or logged first. A
//! record of one's own can get a new version, another's a note that refers to it.

use super::patient::kind;
use super::{Banner, File, notes};
use crate::documents::View;
use crate::frame::Notice;
use crate::show::{self, Person, When};
use crate::{Answer, AsDoctor, Fields, Frame, Shared, documents, upload};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use medink_core::doctor_visit::{DoctorVisit, Over};
use medink_core::error::{Error, Kind, Result};
use medink_core::records::{Listed, Relation};
use medink_types::RecordState;
use std::sync::Arc;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/doctor/patients/{patient}/records/{number}", get(show))
        .route("/doctor/patients/{patient}/records/{number}/open", post(open))
        .route(
            "/doctor/patients/{patient}/records/{number}/correct",
            post(correct),
        )
}

/// A version of the record.
struct Version {
    number: u32,
    title: Option<String>,
    kind: Option<String>,
    media_type: Option<String>,
    size: Option<String>,
    author: Person,
    created: When,
    erased: bool,
    here: bool,
    this: bool,
    /// Whether the doctor whose page it is wrote it.
    own: bool,
    /// Whether the consent covers it.
    covered: bool,
    /// Whether the visit that is under way does.
    in_visit: bool,
    /// Whether it can be shown here, as far as is known; otherwise it can only be downloaded.
    shown: bool,
    /// Why it can't be read; none where it can.
    fault: Option<String>,
    /// The record that it refers to, as a note.
    refers_to: Option<u32>,
}

#[derive(Template)]
#[template(path = "doctor/record.html")]
struct Page {
    frame: Frame,
    file: File,
    banner: Option<Banner>,
    number: u32,
    newest: u32,
    /// Newest first.
    versions: Vec<Version>,
    /// What kind of note would replace it, if it is one.
    note: Option<&'static str>,
    kinds: Vec<String>,
    /// How many records the visit covers, or would.
    records: Option<usize>,
    problem: Option<Error>,
}

impl Page {
    fn this(&self) -> Option<&Version> {
        self.versions.iter().find(|version| version.this)
    }
}

fn version(inside: &AsDoctor, file: &File, first: u32, listed: &Listed, number: u32) -> Version {
    let record = &listed.record;
    let author = Person::of(&inside.medink, &record.author);
    let details = listed.details.as_ref();
    Version {
        number: record.number,
        title: details.map(|details| details.title.clone()),
        kind: details.map(kind),
        media_type: details.map(|details| details.media_type.clone()),
        size: details.map(|details| show::size(&details.size)),
        author: match record.author {
            own if own == inside.me() => author.called("you"),
            patient if patient == file.account => author.called("the patient"),
            _ => author,
        },
        created: When(record.created),
        erased: record.state == RecordState::Erased,
        here: listed.here,
        own: record.author == inside.me(),
        covered: file.covers(inside, listed, first),
        in_visit: file.visit.as_ref().is_some_and(|visit| visit.covers(record)),
        shown: details.is_none_or(|details| View::of(details) != View::Nothing),
        fault: listed.fault.clone(),
        refers_to: record.refers_to,
        this: record.number == number,
    }
}

async fn page(inside: &AsDoctor, patient: &str, number: u32, problem: Option<Error>) -> Result<Page> {
    let file = File::open(inside, patient).await?;
    let records = file.records(inside).await?;
    let found = records
        .iter()
        .find(|record| record.all().iter().any(|version| version.record.number == number))
        .ok_or_else(|| {
            Error::new(Kind::NotFound, format!("this patient has no record {number}"))
                .next("Go back to the patient's page.")
        })?;
    let versions: Vec<Version> = found
        .all()
        .iter()
        .rev()
        .map(|listed| version(inside, &file, found.first, listed, number))
        .collect();
    let details = found.all().iter().find(|v| v.record.number == number);
    let note = details
        .and_then(|v| notes::sort_of(&v.details.as_ref()?.kind))
        .map(|sort| sort.name);
    Ok(Page {
        frame: inside.frame(),
        banner: file.banner(),
        records: Some(file.count(inside, &records)),
        file,
        number,
        newest: versions.first().map_or(number, |version| version.number),
        versions,
        note,
        kinds: upload::kinds(),
        problem,
    })
}

async fn show(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>) -> Answer {
    let page = page(&inside, &patient, number, None).await?;
    inside.page(page)
}

/// The visit that covers a record, if one is under way and does. Where the page was of a visit (`in`) and there is none any
/// more, nothing is opened and logged unasked: the page says so and offers both.
async fn way_to(inside: &AsDoctor, file: &File, number: u32, form: &Fields) -> Result<Option<Way>> {
    if let Some(visit) = &file.visit
        && inside.operation().visit_covers(visit, number).await?
    {
        return Ok(Some(Way::Visit(visit.clone())));
    }
    if form.is("in", "visit") {
        let why = file.over.map_or("No visit is under way.", Over::words);
        let next = "Begin another and come back here, or open this record alone.";
        inside.session.tell(Notice::warning(format!("{why} {next}")));
        return Ok(None);
    }
    Ok(Some(Way::Logged))
}

/// How a record is opened.
enum Way {
    /// In a visit, with no further entry.
    Visit(Arc<DoctorVisit>),
    /// With an entry of its own, which is in the log before anything is read.
    Logged,
}

async fn open(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>, form: Fields) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let back = format!("{}/records/{number}", file.path());
    let visit = match way_to(&inside, &file, number, &form).await? {
        Some(Way::Visit(visit)) => Some(visit),
        Some(Way::Logged) => None,
        None => return inside.go(&back),
    };
    let banner = file.banner();
    documents::open(
        &inside,
        file.account,
        number,
        form.is("download", "yes"),
        &back,
        banner,
        visit,
    )
    .await
}

/// A note of the doctor's own, filled into its form to be corrected. It has to be opened for that, in a visit or logged.
async fn correct(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>, form: Fields) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let account = file.account;
    let Some(way) = way_to(&inside, &file, number, &form).await? else {
        return inside.go(&format!("{}/records/{number}", file.path()));
    };
    let said = match &way {
        Way::Visit(_) => "",
        Way::Logged => ", and the log says so",
    };
    let own = inside.clone();
    let made = inside
        .run(async move {
            match way {
                Way::Visit(visit) => own.operation().open_in_visit(&visit, number).await,
                Way::Logged => own.operation().open_record(account, number).await,
            }
        })
        .await?;
    let (kind, note) = notes::read(made.value).await?;
    let Some(sort) = notes::sort_of(&kind) else {
        return Err(Error::new(
            Kind::Usage,
            "this record is no note that can be filled into a form",
        )
        .next("Write a new one in its place, or replace it with a document.")
        .into());
    };
    let relation = Relation::Amends(number);
    let text = match note {
        Some(note) => {
            notes::begin(&inside, account, sort, relation, &note).await?;
            format!("Record {number} is opened to be corrected{said}.")
        }
        None => format!(
            "Record {number} was opened{said}. It says more than this form has fields for: write it anew, or \
             replace it with a document."
        ),
    };
    let to = notes::path(&file, sort, Some(relation));
    inside.done(text, &made.steps, &to)
}
