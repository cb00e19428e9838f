//! One record of a patient: its versions, the notes that refer to it, opening it, a new version, other words about it,
//! erasing. One that can't be read says why, and can be erased.

use crate::documents::{self, View};
use crate::patient::{Names, described_versions, own_records, untitled};
use crate::show::{Person, When};
use crate::voice::Words;
use crate::{Answer, AsPatient, Fields, Frame, Shared, once, rename, upload};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_core::find::date_of;
use medink_core::records::Listed;
use medink_core::versions::{Versions, versions};
use medink_types::RecordState;
use medink_words::{Said, said};

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/records/{number}", get(show))
        .route("/patient/records/{number}/open", post(open))
        .route("/patient/records/{number}/rename", post(name_anew))
        .route("/patient/records/{number}/erase", get(ask).post(erase))
}

/// A version.
struct Version {
    number: u32,
    title: Words,
    file_name: Option<String>,
    kind: String,
    media_type: String,
    /// In bytes, where it is known.
    size: Option<u64>,
    /// The date that it speaks of.
    date: String,
    added: When,
    by: Person,
    erased: bool,
    here: bool,
    shown: bool,
    /// Why it can't be read; none where it can.
    fault: Option<Said>,
    /// The record that it refers to, as a note.
    refers_to: Option<u32>,
}

impl Version {
    /// Where other words about it are sent.
    fn rename(&self) -> String {
        format!("/patient/records/{}/rename", self.number)
    }
}

#[derive(Template)]
#[template(path = "patient/record.html")]
struct Page {
    frame: Frame,
    now: Version,
    older: Vec<Version>,
    /// Notes that refer to it, or to another version of it.
    notes: Vec<Version>,
    kinds: Vec<String>,
    /// The form that gives it other words, and what it is known by.
    form: Fields,
    once: String,
    problem: Option<Error>,
}

async fn show(inside: AsPatient, Path(number): Path<u32>) -> Answer {
    inside.page(page(&inside, number, None).await?)
}

/// A record's page; `refused` is a form that was, and why.
async fn page(inside: &AsPatient, number: u32, refused: Option<(Fields, Error)>) -> Result<Page> {
    let all = versions(own_records(inside).await?);
    let record = all
        .iter()
        .find(|record| record.has(number))
        .ok_or_else(|| not_there(number))?;
    let now = record.current().ok_or_else(|| not_there(number))?;
    let refers = |note: &&Listed| note.record.refers_to.is_some_and(|number| record.has(number));
    let notes: Vec<&Listed> = all.iter().filter_map(Versions::current).filter(refers).collect();
    let shown = record.all().iter().chain(notes.iter().copied());
    let names = Names::of(inside, shown.map(|one| one.record.author)).await?;
    let version = |listed: &Listed| version(listed, names.person(inside, &listed.record.author));
    let older = record
        .all()
        .iter()
        .rev()
        .filter(|one| one.record.number != now.record.number)
        .map(version)
        .collect();
    let notes = notes.into_iter().map(version).collect();
    let (form, problem) = match refused {
        Some((form, problem)) => (form, Some(problem)),
        None => (rename::begun(now.details.as_ref()), None),
    };
    Ok(Page {
        frame: inside.frame(),
        now: version(now),
        older,
        notes,
        kinds: upload::kinds(),
        form,
        once: once::new()?,
        problem,
    })
}

async fn name_anew(inside: AsPatient, Path(number): Path<u32>, form: Fields) -> Answer {
    let (own, given) = (inside.clone(), form.clone());
    let made = inside
        .run(async move { rename::rename(&own, own.me(), (number, None), &given).await })
        .await;
    match made {
        Ok(_) => inside.go(&format!("/patient/records/{number}")),
        // What renaming met is what is shown, whatever looking meets then.
        Err(problem) => match page(&inside, number, Some((form, problem.clone()))).await {
            Ok(page) => inside.again(page),
            Err(_) => Err(problem.into()),
        },
    }
}

fn not_there(number: u32) -> Error {
    Error::new(Kind::NotFound, said!("my-record-none", number = number)).next(said!("my-record-none-next"))
}

fn version(listed: &Listed, by: Person) -> Version {
    let record = &listed.record;
    let details = listed.details.as_ref();
    Version {
        number: record.number,
        title: details.map_or_else(|| untitled(record.number), |d| d.title.as_str().into()),
        file_name: details.and_then(|d| d.file_name.clone()),
        kind: details.map_or_else(String::new, |d| d.kind.to_string()),
        media_type: details.map_or_else(String::new, |d| d.media_type.clone()),
        size: details.map(|d| d.size),
        date: date_of(listed),
        added: When(record.created),
        by,
        erased: record.state == RecordState::Erased,
        here: listed.here,
        shown: details.is_some_and(|d| View::of(d) != View::Nothing),
        fault: listed.fault.clone(),
        refers_to: record.refers_to,
    }
}

async fn open(inside: AsPatient, Path(number): Path<u32>, form: Fields) -> Answer {
    let back = format!("/patient/records/{number}");
    let of = (inside.me(), number);
    let made = documents::opened(&inside, of.0, number).await?;
    documents::show(&inside, of, made, documents::Way::asked(&form), &back, None).await
}

#[derive(Template)]
#[template(path = "patient/erase.html")]
struct Ask {
    frame: Frame,
    number: u32,
    /// What is to be erased; none where that can't be looked up beside a problem that there is.
    what: Option<Version>,
    problem: Option<Error>,
}

impl Ask {
    fn title(&self) -> Words {
        match &self.what {
            Some(what) => what.title.clone(),
            None => untitled(self.number),
        }
    }
}

async fn ask(inside: AsPatient, Path(number): Path<u32>) -> Answer {
    let what = Some(to_erase(&inside, number).await?);
    inside.page(Ask {
        frame: inside.frame(),
        number,
        what,
        problem: None,
    })
}

async fn to_erase(inside: &AsPatient, number: u32) -> Result<Version> {
    // What can't be read has to be erasable, and so has what a store that is away may have.
    let all = described_versions(inside).await?;
    let mut listed = all.iter().flat_map(Versions::all);
    let what = listed
        .find(|one| one.record.number == number)
        .ok_or_else(|| not_there(number))?;
    let names = Names::of(inside, [what.record.author]).await?;
    let by = names.person(inside, &what.record.author);
    Ok(version(what, by))
}

async fn erase(inside: AsPatient, Path(number): Path<u32>, form: Fields) -> Answer {
    match erased(&inside, number, &form).await {
        Ok(made) => inside.done(
            said!("my-erased-one", number = number),
            &made.steps,
            "/patient/records",
        ),
        Err(problem) => {
            // What erasing met is what is shown, whatever looking meets then.
            let what = to_erase(&inside, number).await.ok();
            inside.again(Ask {
                frame: inside.frame(),
                number,
                what,
                problem: Some(problem),
            })
        }
    }
}

async fn erased(inside: &AsPatient, number: u32, form: &Fields) -> Result<medink_core::Done<()>> {
    if !form.is("sure", "yes") {
        return Err(Error::new(Kind::Usage, said!("my-erase-unsure")).next(said!("my-erase-unsure-next")));
    }
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    inside
        .run(async move { medink.operation(&actor).erase_record(number).await })
        .await
}
