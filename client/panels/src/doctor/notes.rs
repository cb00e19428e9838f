//! Writing a note: a diagnosis, a treatment plan or a medication; alone, in place of an earlier record of one's own, or
//! on a record of anybody's, beside which it stands. What is typed is kept as a draft, sealed, until it is added or thrown
//! away: the page sends it while it is typed.
//!
//! What a note has to do with another record stands in the path of its page, so that whoever comes back to the page, after
//! a lock or a refused form, comes back to the same note.

use super::{Banner, File, patient_at, templates};
use crate::visit::slowly;
use crate::voice::Words;
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_core::note::{Note, NoteKind};
use medink_core::note_templates::built_in;
use medink_core::records::Relation;
use medink_core::transfer::Opened;
use medink_core::words;
use medink_seal::record::{Kind as RecordKind, RecordError};
use medink_types::AccountId;
use medink_words::{Said, said};
use serde::Deserialize;
use std::io::Read;
use zeroize::Zeroizing;

/// In the path of a note that takes a record's place.
const AMENDS: &str = "amends";
/// In the path of a note on a record.
const ABOUT: &str = "about";
/// Longest record that is read as a note, in bytes.
const LONGEST: u64 = 256 * 1024;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/doctor/patients/{patient}/notes/{kind}", get(show).post(write))
        .route("/doctor/patients/{patient}/notes/{kind}/draft", post(keep))
        .route(
            "/doctor/patients/{patient}/notes/{kind}/{relation}/{number}",
            get(show).post(write),
        )
        .route(
            "/doctor/patients/{patient}/notes/{kind}/{relation}/{number}/draft",
            post(keep),
        )
        .route(
            "/doctor/patients/{patient}/notes/{kind}/template",
            get(templates::from_note).post(fill),
        )
        .route(
            "/doctor/patients/{patient}/notes/{kind}/{relation}/{number}/template",
            get(templates::from_note).post(fill),
        )
}

/// A system that codes are of: its URI in FHIR, and its name.
type System = (&'static str, &'static str);

const ICD_10: System = ("http://hl7.org/fhir/sid/icd-10", "ICD-10");
const ICD_11: System = ("http://id.who.int/icd/release/11/mms", "ICD-11");
const SNOMED_CT: System = ("http://snomed.info/sct", "SNOMED CT");
const ATC: System = ("http://www.whocc.no/atc", "ATC");

/// A sort of note as its form shows it: its name in paths and forms, and the keys of what people read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) kind: NoteKind,
    pub(super) name: &'static str,
    head: &'static str,
    title: &'static str,
    systems: &'static [System],
}

impl Sort {
    /// What it is called.
    pub(super) fn head(&self) -> Said {
        Said::new(self.head, Vec::new())
    }

    /// What the title of such a note is.
    fn title(&self) -> Said {
        Said::new(self.title, Vec::new())
    }
}

pub(super) const SORTS: [Sort; 3] = [
    Sort {
        kind: NoteKind::Diagnosis,
        name: "diagnosis",
        head: "note-diagnosis",
        title: "note-title-diagnosis",
        systems: &[ICD_10, ICD_11, SNOMED_CT],
    },
    Sort {
        kind: NoteKind::TreatmentPlan,
        name: "treatment-plan",
        head: "note-plan",
        title: "note-title-plan",
        systems: &[SNOMED_CT],
    },
    Sort {
        kind: NoteKind::Medication,
        name: "medication",
        head: "note-medication",
        title: "note-title-medication",
        systems: &[ATC, SNOMED_CT],
    },
];

/// A template that a note can begin with.
struct Choice {
    /// What names it in the form.
    name: String,
    /// What it is called.
    called: Words,
}

#[derive(Template)]
#[template(path = "doctor/note.html")]
struct Page {
    frame: Frame,
    file: File,
    banner: Option<Banner>,
    sort: &'static Sort,
    relation: Option<Relation>,
    /// Whether the form shows a draft.
    draft: bool,
    /// How many records a visit covers: not counted here.
    records: Option<usize>,
    /// The templates that there are for it.
    templates: Vec<Choice>,
    /// A template that was chosen although there is text already: where it goes is asked.
    chosen: Option<String>,
    form: Fields,
    problem: Option<Error>,
}

impl Page {
    async fn of(inside: &AsDoctor, file: File, at: At, form: Fields, problem: Option<Error>) -> Page {
        let (templates, damaged) = match inside.operation().note_templates().await {
            Ok(own) => (own, None),
            // What everybody has is there all the same.
            Err(error) => (Vec::new(), Some(error)),
        };
        let own = templates
            .into_iter()
            .filter(|one| one.kind == at.sort.kind)
            .map(|one| Choice {
                called: one.name.clone().into(),
                name: one.name,
            });
        let all = built_in(at.sort.kind).iter().map(|one| Choice {
            name: one.name().to_string(),
            called: one.name().into(),
        });
        Page {
            frame: inside.frame(),
            banner: file.banner(),
            file,
            sort: at.sort,
            relation: at.relation,
            draft: false,
            records: None,
            templates: all.chain(own).collect(),
            chosen: None,
            form,
            problem: problem.or(damaged),
        }
    }

    fn at(&self) -> At {
        At {
            sort: self.sort,
            relation: self.relation,
        }
    }

    /// What the note is, with what it has to do with another record.
    fn heading(&self) -> Said {
        let sort = self.sort.head();
        match self.relation {
            Some(Relation::Amends(number)) => said!("note-amends", sort = sort, number = number),
            Some(Relation::RefersTo(number)) => said!("note-about", sort = sort, number = number),
            None => sort,
        }
    }

    /// What a template is called that a form names.
    fn called(&self, name: &str) -> Words {
        let one = self.templates.iter().find(|one| one.name == name);
        one.map_or_else(|| name.into(), |one| one.called.clone())
    }

    /// The path of this page.
    fn path(&self) -> String {
        self.at().path(&self.file)
    }

    /// The same as a visit that is begun here comes back to it.
    fn place(&self) -> String {
        self.at().place()
    }
}

/// Which note it is, of those about a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At {
    pub(super) sort: &'static Sort,
    relation: Option<Relation>,
}

impl At {
    /// The note of a page below a patient's: a sort, and perhaps a relation and a number.
    pub(super) fn of(parts: &[&str]) -> Option<Self> {
        let (name, relation) = match parts {
            [name] => (name, None),
            [name, AMENDS, number] => (name, Some(Relation::Amends(number.parse().ok()?))),
            [name, ABOUT, number] => (name, Some(Relation::RefersTo(number.parse().ok()?))),
            _ => return None,
        };
        let sort = SORTS.iter().find(|sort| sort.name == *name)?;
        Some(At { sort, relation })
    }

    /// The other way round.
    fn place(&self) -> String {
        let name = self.sort.name;
        match self.relation {
            Some(Relation::Amends(number)) => format!("notes/{name}/{AMENDS}/{number}"),
            Some(Relation::RefersTo(number)) => format!("notes/{name}/{ABOUT}/{number}"),
            None => format!("notes/{name}"),
        }
    }

    /// The path of its page.
    pub(super) fn path(&self, file: &File) -> String {
        format!("{}/{}", file.path(), self.place())
    }
}

/// What the path of a note's page says: whom it is about, what it is, and which record it has to do with.
#[derive(Deserialize)]
pub(super) struct Place {
    pub(super) patient: String,
    kind: String,
    relation: Option<String>,
    number: Option<u32>,
}

impl Place {
    pub(super) fn at(&self) -> Result<At> {
        let number = self.number.map(|number| number.to_string());
        let parts = [
            Some(self.kind.as_str()),
            self.relation.as_deref(),
            number.as_deref(),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        At::of(&parts).ok_or_else(no_page)
    }
}

fn no_page() -> Error {
    Error::new(Kind::NotFound, said!("no-such-page")).next(said!("no-such-page-next"))
}

/// The path of the page that such a note is written on.
pub(super) fn path(file: &File, sort: &'static Sort, relation: Option<Relation>) -> String {
    At { sort, relation }.path(file)
}

/// The sort of note that a kind of record is of; none for what is no note.
pub(super) fn sort_of(kind: &RecordKind) -> Option<&'static Sort> {
    SORTS.iter().find(|sort| sort.kind.record_kind() == *kind)
}

/// What names a draft among those about a patient.
fn draft_of(sort: &Sort, relation: Option<Relation>) -> String {
    match relation {
        Some(Relation::Amends(number)) => format!("{} in place of {number}", sort.name),
        Some(Relation::RefersTo(number)) => format!("{} on {number}", sort.name),
        None => sort.name.to_owned(),
    }
}

/// The note that a form holds.
fn note_of(form: &Fields) -> Note {
    let code = form
        .filled("code")
        .map(|code| format!("{}|{code}", form.get("system")));
    Note {
        title: form.filled("title").unwrap_or_default(),
        text: form.filled("text"),
        code,
        dosage: form.filled("dosage"),
    }
}

/// A note as its form has it.
fn form_of(note: &Note) -> Fields {
    let (system, code) = note
        .code
        .as_deref()
        .and_then(|code| code.split_once('|'))
        .unwrap_or_default();
    Fields::of([
        ("title", note.title.as_str()),
        ("text", note.text.as_deref().unwrap_or_default()),
        ("dosage", note.dosage.as_deref().unwrap_or_default()),
        ("system", system),
        ("code", code),
    ])
}

/// What sort of record was opened, and the note in it; none where it says what no note says.
pub(super) async fn read(mut opened: Opened) -> Result<(RecordKind, Option<Note>)> {
    let kind = opened.details().kind.clone();
    let sort = sort_of(&kind).filter(|_| opened.details().size <= LONGEST);
    let Some(sort) = sort else {
        return Ok((kind, None));
    };
    let note = slowly(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        opened
            .read_to_end(&mut bytes)
            .map_err(|e| Error::from(RecordError::Read(e)))?;
        Ok(Note::of_fhir(sort.kind, &bytes))
    })
    .await?;
    Ok((kind, note))
}

/// Begins a draft with a note, where there is none yet.
pub(super) async fn begin(
    inside: &AsDoctor,
    patient: AccountId,
    sort: &Sort,
    relation: Relation,
    note: &Note,
) -> Result<()> {
    let of = draft_of(sort, Some(relation));
    let operation = inside.operation();
    if operation.draft(patient, &of).await?.is_none() {
        operation.keep_draft(patient, &of, draft(note)?).await?;
    }
    Ok(())
}

fn draft(note: &Note) -> Result<Zeroizing<Vec<u8>>> {
    serde_json::to_vec(note)
        .map(Zeroizing::new)
        .map_err(|_| Error::new(Kind::Internal, said!("note-draft-unwritten")))
}

/// What was begun of a note; none where nothing was.
pub(super) async fn begun(inside: &AsDoctor, file: &File, at: &At) -> Result<Option<Note>> {
    let of = draft_of(at.sort, at.relation);
    let kept = inside.operation().draft(file.account, &of).await?;
    Ok(kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Keeps what a form has of a note as its draft; one that has nothing changes none.
pub(super) async fn keep_typed(inside: &AsDoctor, file: &File, at: &At, form: &Fields) -> Result<()> {
    keep_note(inside, file, at, &note_of(form)).await
}

async fn keep_note(inside: &AsDoctor, file: &File, at: &At, note: &Note) -> Result<()> {
    if *note == Note::default() {
        return Ok(());
    }
    let of = draft_of(at.sort, at.relation);
    inside
        .operation()
        .keep_draft(file.account, &of, draft(note)?)
        .await
}

async fn show(inside: AsDoctor, Path(place): Path<Place>) -> Answer {
    let at = place.at()?;
    let file = File::open(&inside, &place.patient).await?;
    let note = begun(&inside, &file, &at).await?;
    let form = note.as_ref().map(form_of).unwrap_or_default();
    let page = Page::of(&inside, file, at, form, None).await;
    inside.page(Page {
        draft: note.is_some(),
        ..page
    })
}

/// Begins the text with a template, or leads to where the text is kept as one. What is typed is kept as the draft, and
/// nothing of it is written over unasked.
async fn fill(inside: AsDoctor, Path(place): Path<Place>, form: Fields) -> Answer {
    let at = place.at()?;
    let file = File::open(&inside, &place.patient).await?;
    let to = at.path(&file);
    if form.is("do", "keep") {
        keep_typed(&inside, &file, &at, &form).await?;
        return inside.go(&format!("{to}/template"));
    }
    // What was asked about, else what is chosen now.
    let chosen = form.filled("chosen").filter(|_| form.filled("how").is_some());
    let name = chosen.unwrap_or_else(|| form.get("template").to_owned());
    let mut note = note_of(&form);
    let filled = async {
        let template = templates::text_of(&inside, at.sort.kind, &name).await?;
        let text = match (note.text.take(), form.get("how")) {
            (None, _) | (_, "instead") => template,
            (Some(text), "below") => format!("{text}\n\n{template}"),
            (Some(_), _) => return Ok(false),
        };
        note.text = Some(text);
        keep_note(&inside, &file, &at, &note).await?;
        Ok::<_, Error>(true)
    };
    match filled.await {
        Ok(true) => inside.go(&to),
        Ok(false) => {
            let problem =
                Error::new(Kind::Usage, said!("note-text-there")).next(said!("note-text-there-next"));
            let page = Page::of(&inside, file, at, form, Some(problem)).await;
            inside.again(Page {
                chosen: Some(name),
                ..page
            })
        }
        Err(problem) => {
            let page = Page::of(&inside, file, at, form, Some(problem)).await;
            inside.again(page)
        }
    }
}

/// Keeps what is typed so far; nothing typed, or asked to, throws the draft away.
async fn keep(inside: AsDoctor, Path(place): Path<Place>, form: Fields) -> Answer {
    let at = place.at()?;
    let of = draft_of(at.sort, at.relation);
    if form.is("draft", "away") {
        // It is the doctor's own: no consent is asked for to be rid of it.
        let account = patient_at(&inside, &place.patient)?;
        inside.operation().drop_draft(account, &of).await?;
        let file = File::open(&inside, &place.patient).await;
        let to = file.map_or_else(|_| "/doctor".to_owned(), |file| file.path());
        return inside.done(said!("note-draft-away"), &[], &to);
    }
    let file = File::open(&inside, &place.patient).await?;
    let note = note_of(&form);
    let text = match note == Note::default() {
        true => Zeroizing::default(),
        false => draft(&note)?,
    };
    inside.operation().keep_draft(file.account, &of, text).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn write(inside: AsDoctor, Path(place): Path<Place>, form: Fields) -> Answer {
    let at = place.at()?;
    let At { sort, relation } = at;
    let file = File::open(&inside, &place.patient).await?;
    let (own, given, account) = (inside.clone(), form.clone(), file.account);
    let made = inside
        .run(async move {
            let note = note_of(&given);
            words::check_title(&note.title)?;
            let (medink, actor) = (&own.medink, &own.actor);
            let (from, to) = (medink.address(&own.me()), medink.address(&account));
            let document = note.document(sort.kind, &to, &from)?;
            let details = document.details.clone();
            let (number, steps) = match relation {
                Some(Relation::Amends(number)) => {
                    let made = medink
                        .operation(actor)
                        .amend_record(account, number, document)
                        .await?;
                    (made.value.number, made.steps)
                }
                Some(Relation::RefersTo(number)) => {
                    let made = medink
                        .operation(actor)
                        .annotate_record(account, number, document)
                        .await?;
                    (made.value.number, made.steps)
                }
                None => {
                    let made = medink
                        .operation(actor)
                        .add_records(account, vec![document])
                        .await?;
                    let number = made.value.first().map_or(0, |added| added.number);
                    (number, made.steps)
                }
            };
            // It is added: a draft that can't be removed is only shown once more.
            let _ = own
                .operation()
                .drop_draft(account, &draft_of(sort, relation))
                .await;
            Ok((number, details, steps))
        })
        .await;
    match made {
        Ok((number, details, steps)) => {
            inside.unlocked.wrote(file.account, number, details);
            let text = match relation {
                Some(Relation::Amends(old)) => said!("note-amended", number = number, old = old),
                Some(Relation::RefersTo(other)) => {
                    said!("note-written-on", number = number, other = other)
                }
                None => said!("note-written", number = number),
            };
            inside.done(text, &steps, &file.path())
        }
        Err(problem) => {
            let page = Page::of(&inside, file, at, form, Some(problem)).await;
            inside.again(page)
        }
    }
}
