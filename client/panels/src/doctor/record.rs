//! A record as a doctor with consent sees it: what it is, its versions, and opening it, in a visit or logged first. A record of
//! one's own can get a new version, or other words about it, another's a note that refers to it.

use super::patient::kind;
use super::{Banner, File, notes};
use crate::documents::View;
use crate::frame::Notice;
use crate::show::{Person, When};
use crate::voice::Words;
use crate::{Answer, AsDoctor, Fields, Frame, Shared, documents, once, rename, upload};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use medink_core::Done;
use medink_core::error::{Error, Kind, Result};
use medink_core::records::{Listed, Relation};
use medink_core::transfer::Opened;
use medink_seal::record::Details;
use medink_types::RecordState;
use medink_words::{Said, Value, said};

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/doctor/patients/{patient}/records/{number}", get(show))
        .route("/doctor/patients/{patient}/records/{number}/open", post(open))
        .route(
            "/doctor/patients/{patient}/records/{number}/correct",
            post(correct),
        )
        .route(
            "/doctor/patients/{patient}/records/{number}/rename",
            post(name_anew),
        )
}

/// A version of the record.
struct Version {
    number: u32,
    title: Option<String>,
    kind: Option<Words>,
    /// The media type and how large it is.
    media_type: Option<Said>,
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
    fault: Option<Said>,
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
    /// The form that gives it other words, and what it is known by.
    form: Fields,
    once: String,
    problem: Option<Error>,
}

impl Page {
    /// The path of another version.
    fn path_of(&self, number: &u32) -> String {
        format!("{}/records/{number}", self.file.path())
    }

    /// Where other words about it are sent.
    fn rename(&self) -> String {
        format!("{}/records/{}/rename", self.file.path(), self.number)
    }

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
        media_type: details.map(|details| {
            let size = Value::Bytes(details.size);
            said!(
                "doctor-record-type-size",
                media = &details.media_type,
                size = size
            )
        }),
        author: match record.author {
            own if own == inside.me() => author.called(said!("you")),
            patient if patient == file.account => author.called(said!("the-patient")),
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

/// A record's page; `refused` is a form that was, and why.
async fn page(
    inside: &AsDoctor,
    patient: &str,
    number: u32,
    refused: Option<(Fields, Error)>,
) -> Result<Page> {
    let file = File::open(inside, patient).await?;
    let records = file.records(inside).await?;
    let found = records
        .iter()
        .find(|record| record.all().iter().any(|version| version.record.number == number))
        .ok_or_else(|| {
            Error::new(Kind::NotFound, said!("core-no-record", number = number))
                .next(said!("doctor-record-gone-next"))
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
    let (form, problem) = match refused {
        Some((form, problem)) => (form, Some(problem)),
        None => (rename::begun(details.and_then(|v| v.details.as_ref())), None),
    };
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
        form,
        once: once::new()?,
        problem,
    })
}

async fn show(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>) -> Answer {
    let page = page(&inside, &patient, number, None).await?;
    inside.page(page)
}

/// Opens a record: in the visit that is under way, where it covers it, else with an entry of its own, which is in the log before
/// anything is read. Where the page was of a visit (`in`) and none that is under way covers it, nothing is opened and logged
/// unasked: the page says so and offers both.
async fn opened(inside: &AsDoctor, file: &File, number: u32, form: &Fields) -> Result<Option<Done<Opened>>> {
    if let Some(visit) = file.visit.clone() {
        let own = inside.clone();
        let Done { value, steps } = inside
            .run(async move { own.operation().open_in_visit(&visit, number).await })
            .await?;
        if let Some(value) = value {
            return Ok(Some(Done { value, steps }));
        }
    }
    if form.is("in", "visit") {
        let why = match (&file.visit, file.over) {
            (Some(_), _) => said!("visit-not-covered"),
            (None, Some(over)) => over.words(),
            (None, None) => said!("visit-none"),
        };
        let notice = Notice::warning(said!("visit-none-next", why = why));
        inside.session.tell(notice);
        return Ok(None);
    }
    documents::opened(inside, file.account, number).await.map(Some)
}

async fn open(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>, form: Fields) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let back = format!("{}/records/{number}", file.path());
    let Some(made) = opened(&inside, &file, number, &form).await? else {
        return inside.go(&back);
    };
    let (of, way) = ((file.account, number), documents::Way::asked(&form));
    documents::show(&inside, of, made, way, &back, file.banner()).await
}

/// A note of the doctor's own, filled into its form to be corrected. It has to be opened for that, in a visit or logged.
async fn correct(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>, form: Fields) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let account = file.account;
    let Some(made) = opened(&inside, &file, number, &form).await? else {
        return inside.go(&format!("{}/records/{number}", file.path()));
    };
    let logged = !made.steps.is_empty();
    let (kind, note) = notes::read(made.value).await?;
    let Some(sort) = notes::sort_of(&kind) else {
        return Err(Error::new(Kind::Usage, said!("doctor-correct-no-note"))
            .next(said!("doctor-correct-no-note-next"))
            .into());
    };
    let relation = Relation::Amends(number);
    if let Some(note) = &note {
        notes::begin(&inside, account, sort, relation, note).await?;
    }
    let text = match (note.is_some(), logged) {
        (true, false) => said!("doctor-corrected", number = number),
        (true, true) => said!("doctor-corrected-logged", number = number),
        (false, false) => said!("doctor-correct-more", number = number),
        (false, true) => said!("doctor-correct-more-logged", number = number),
    };
    let to = notes::path(&file, sort, Some(relation));
    inside.done(text, &made.steps, &to)
}

/// Other words about a record of the doctor's own. It is opened for that, and the log says so first.
async fn name_anew(inside: AsDoctor, Path((patient, number)): Path<(String, u32)>, form: Fields) -> Answer {
    let file = File::open(&inside, &patient).await?;
    let known = details_of(&inside, &file, number).await?;
    let (own, given, account) = (inside.clone(), form.clone(), file.account);
    let made = inside
        .run(async move { rename::rename(&own, account, (number, known.as_ref()), &given).await })
        .await;
    match made {
        Ok(newer) => inside.go(&format!("{}/records/{}", file.path(), newer.unwrap_or(number))),
        Err(problem) => match page(&inside, &patient, number, Some((form, problem.clone()))).await {
            Ok(page) => inside.again(page),
            Err(_) => Err(problem.into()),
        },
    }
}

/// What is known of a record without opening it.
async fn details_of(inside: &AsDoctor, file: &File, number: u32) -> Result<Option<Details>> {
    let records = file.records(inside).await?;
    let mut all = records.iter().flat_map(|record| record.all());
    let found = all.find(|one| one.record.number == number);
    Ok(found.and_then(|one| one.details.clone()))
}
