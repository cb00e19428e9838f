//! A doctor's own templates of notes: made, renamed and thrown away. A template is about nobody; what becomes one is shown
//! before it is kept, since it may have been typed for a patient.

use super::File;
use super::notes::{self, SORTS, Sort};
use crate::told::untranslated;
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_core::note::NoteKind;
use medink_core::note_templates::{LONGEST, MOST, Template as Own, built_in};

/// Where they are.
const PAGE: &str = "/doctor/templates";

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route(PAGE, get(show).post(change))
}

/// The templates of a sort of note.
struct Part {
    sort: &'static Sort,
    everybodys: Vec<&'static str>,
    own: Vec<Own>,
}

#[derive(Template)]
#[template(path = "doctor/templates.html")]
struct Page {
    frame: Frame,
    parts: Vec<Part>,
    most: usize,
    /// Longest text, in KB.
    longest: usize,
    form: Fields,
    problem: Option<Error>,
}

async fn page(inside: &AsDoctor, form: Fields, problem: Option<Error>) -> Page {
    let (all, damaged) = match inside.operation().note_templates().await {
        Ok(all) => (all, None),
        Err(error) => (Vec::new(), Some(error)),
    };
    let part = |sort: &'static Sort| Part {
        sort,
        everybodys: built_in(sort.kind).iter().map(|(name, _)| *name).collect(),
        own: all.iter().filter(|one| one.kind == sort.kind).cloned().collect(),
    };
    Page {
        frame: inside.frame(),
        parts: SORTS.iter().map(part).collect(),
        most: MOST,
        longest: LONGEST / 1024,
        form,
        problem: problem.or(damaged),
    }
}

/// The text of a template of this name.
pub(super) async fn text_of(inside: &AsDoctor, kind: NoteKind, name: &str) -> Result<String> {
    if let Some((_, text)) = built_in(kind).iter().find(|(own, _)| *own == name) {
        return Ok((*text).to_owned());
    }
    let own = inside.operation().note_templates().await?;
    own.into_iter()
        .find(|one| one.kind == kind && one.name == name)
        .map(|one| one.text)
        .ok_or_else(|| {
            Error::new(Kind::Usage, untranslated("no template is chosen"))
                .next(untranslated("Choose one of the list."))
        })
}

async fn show(inside: AsDoctor) -> Answer {
    let page = page(&inside, Fields::default(), None).await;
    inside.page(page)
}

/// The same, beginning with the text of a note that is being written.
pub(super) async fn from_note(inside: AsDoctor, Path(place): Path<notes::Place>) -> Answer {
    let at = place.at()?;
    let file = File::open(&inside, &place.patient).await?;
    let note = notes::begun(&inside, &file, &at).await?;
    let text = note.and_then(|note| note.text).unwrap_or_default();
    let form = Fields::of([("kind", at.sort.name.to_owned()), ("text", text)]);
    let page = page(&inside, form, None).await;
    inside.page(page)
}

async fn change(inside: AsDoctor, form: Fields) -> Answer {
    match changed(&inside, &form).await {
        Ok(said) => inside.done(said, &[], PAGE),
        Err(problem) => {
            let page = page(&inside, form, Some(problem)).await;
            inside.again(page)
        }
    }
}

async fn changed(inside: &AsDoctor, form: &Fields) -> Result<&'static str> {
    let sort = SORTS.iter().find(|sort| form.is("kind", sort.name));
    let kind = sort
        .ok_or_else(|| {
            Error::new(Kind::Usage, untranslated("no sort of note is chosen"))
                .next(untranslated("Choose one."))
        })?
        .kind;
    let operation = inside.operation();
    match form.get("do") {
        "rename" => {
            let to = form.filled("to").unwrap_or_default();
            operation
                .rename_note_template(kind, form.get("name").to_owned(), to)
                .await?;
            Ok("The template is renamed.")
        }
        "away" => {
            operation
                .drop_note_template(kind, form.get("name").to_owned())
                .await?;
            Ok("The template is thrown away.")
        }
        _ => {
            let template = Own {
                kind,
                name: form.filled("name").unwrap_or_default(),
                text: form.get("text").to_owned(),
            };
            operation.keep_note_template(template).await?;
            Ok("The template is kept, sealed on this machine.")
        }
    }
}
