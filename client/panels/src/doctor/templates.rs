//! A doctor's own templates of notes: made, renamed and thrown away. A template is about nobody; what becomes one is shown
//! before it is kept, since it may have been typed for a patient.

use super::File;
use super::notes::{self, SORTS, Sort};
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_core::note::NoteKind;
use medink_core::note_templates::{BuiltIn, LONGEST, MOST, Template as Own, built_in};
use medink_words::{Said, said};

/// Where they are.
const PAGE: &str = "/doctor/templates";

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route(PAGE, get(show).post(change))
}

/// The templates of a sort of note.
struct Part {
    sort: &'static Sort,
    /// Those that everybody has, by name.
    everybodys: Option<Said>,
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
        everybodys: names(built_in(sort.kind)),
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

/// What templates are called, one after the other.
fn names(of: &[BuiltIn]) -> Option<Said> {
    let mut names = of.iter().rev().map(BuiltIn::name);
    let last = names.next()?;
    Some(names.fold(last, |next, name| {
        said!("templates-names", name = name, next = next)
    }))
}

/// The text of the template that a form names; of one that everybody has, in the language of the page.
pub(super) async fn text_of(inside: &AsDoctor, kind: NoteKind, name: &str) -> Result<String> {
    if let Some(one) = built_in(kind).iter().find(|one| one.is(name)) {
        return Ok(format!("{}\n", inside.voice.text(one.text())));
    }
    let own = inside.operation().note_templates().await?;
    own.into_iter()
        .find(|one| one.kind == kind && one.name == name)
        .map(|one| one.text)
        .ok_or_else(|| {
            Error::new(Kind::Usage, said!("templates-none-chosen")).next(said!("templates-none-chosen-next"))
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

async fn changed(inside: &AsDoctor, form: &Fields) -> Result<Said> {
    let sort = SORTS.iter().find(|sort| form.is("kind", sort.name));
    let kind = sort
        .ok_or_else(|| {
            Error::new(Kind::Usage, said!("templates-no-sort")).next(said!("templates-no-sort-next"))
        })?
        .kind;
    let operation = inside.operation();
    match form.get("do") {
        "rename" => {
            let to = form.filled("to").unwrap_or_default();
            operation
                .rename_note_template(kind, form.get("name").to_owned(), to)
                .await?;
            Ok(said!("templates-renamed"))
        }
        "away" => {
            operation
                .drop_note_template(kind, form.get("name").to_owned())
                .await?;
            Ok(said!("templates-thrown-away"))
        }
        _ => {
            let template = Own {
                kind,
                name: form.filled("name").unwrap_or_default(),
                text: form.get("text").to_owned(),
            };
            operation.keep_note_template(template).await?;
            Ok(said!("templates-kept"))
        }
    }
}
