//! Writing a note: a diagnosis, a treatment plan or a medication; alone, in place of an earlier record of one's own, or
//! on a record of anybody's, beside which it stands. What is typed is kept as a draft, sealed, until it is added or thrown
//! away: the page sends it while it is typed.
//!
//! What a note has to do with another record stands in the path of its page, so that whoever comes back to the page, after
//! a lock or a refused form, comes back to the same note.

use super::{Banner, File, patient_at};
use crate::told::untranslated;
use crate::visit::slowly;
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_core::note::{Note, NoteKind};
use medink_core::records::Relation;
use medink_core::transfer::Opened;
use medink_core::words;
use medink_seal::record::{Kind as RecordKind, RecordError};
use medink_types::AccountId;
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
}

/// A system that codes are of: its URI in FHIR, and its name.
type System = (&'static str, &'static str);

const ICD_10: System = ("http://hl7.org/fhir/sid/icd-10", "ICD-10");
const ICD_11: System = ("http://id.who.int/icd/release/11/mms", "ICD-11");
const SNOMED_CT: System = ("http://snomed.info/sct", "SNOMED CT");
const ATC: System = ("http://www.whocc.no/atc", "ATC");

/// A sort of note as its form shows it.
pub(super) struct Sort {
    kind: NoteKind,
    pub(super) name: &'static str,
    head: &'static str,
    title: &'static str,
    systems: &'static [System],
}

const SORTS: [Sort; 3] = [
    Sort {
        kind: NoteKind::Diagnosis,
        name: "diagnosis",
        head: "Diagnosis",
        title: "Diagnosis",
        systems: &[ICD_10, ICD_11, SNOMED_CT],
    },
    Sort {
        kind: NoteKind::TreatmentPlan,
        name: "treatment-plan",
        head: "Treatment plan",
        title: "Title of the plan",
        systems: &[SNOMED_CT],
    },
    Sort {
        kind: NoteKind::Medication,
        name: "medication",
        head: "Medication",
        title: "Medicine",
        systems: &[ATC, SNOMED_CT],
    },
];

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
    form: Fields,
    problem: Option<Error>,
}

impl Page {
    /// The path of this page.
    fn path(&self) -> String {
        path(&self.file, self.sort, self.relation)
    }
}

/// What the path of a note's page says: whom it is about, what it is, and which record it has to do with.
#[derive(Deserialize)]
struct Place {
    patient: String,
    kind: String,
    relation: Option<String>,
    number: Option<u32>,
}

impl Place {
    fn sort(&self) -> Result<&'static Sort> {
        SORTS
            .iter()
            .find(|sort| sort.name == self.kind)
            .ok_or_else(no_page)
    }

    fn relation(&self) -> Result<Option<Relation>> {
        match (self.relation.as_deref(), self.number) {
            (None, None) => Ok(None),
            (Some(AMENDS), Some(number)) => Ok(Some(Relation::Amends(number))),
            (Some(ABOUT), Some(number)) => Ok(Some(Relation::RefersTo(number))),
            _ => Err(no_page()),
        }
    }
}

fn no_page() -> Error {
    Error::new(Kind::NotFound, untranslated("there is no such page"))
        .next(untranslated("Go to the start page."))
}

/// The path of the page that such a note is written on.
pub(super) fn path(file: &File, sort: &Sort, relation: Option<Relation>) -> String {
    let page = format!("{}/notes/{}", file.path(), sort.name);
    match relation {
        Some(Relation::Amends(number)) => format!("{page}/{AMENDS}/{number}"),
        Some(Relation::RefersTo(number)) => format!("{page}/{ABOUT}/{number}"),
        None => page,
    }
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
        .map_err(|_| Error::new(Kind::Internal, untranslated("a draft could not be written")))
}

async fn show(inside: AsDoctor, Path(place): Path<Place>) -> Answer {
    let (sort, relation) = (place.sort()?, place.relation()?);
    let file = File::open(&inside, &place.patient).await?;
    let kept = inside
        .operation()
        .draft(file.account, &draft_of(sort, relation))
        .await?;
    let note: Option<Note> = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    inside.page(Page {
        frame: inside.frame(),
        banner: file.banner(),
        file,
        sort,
        relation,
        draft: note.is_some(),
        form: note.as_ref().map(form_of).unwrap_or_default(),
        problem: None,
    })
}

/// Keeps what is typed so far; nothing typed, or asked to, throws the draft away.
async fn keep(inside: AsDoctor, Path(place): Path<Place>, form: Fields) -> Answer {
    let of = draft_of(place.sort()?, place.relation()?);
    if form.is("draft", "away") {
        // It is the doctor's own: no consent is asked for to be rid of it.
        let account = patient_at(&inside, &place.patient)?;
        inside.operation().drop_draft(account, &of).await?;
        let file = File::open(&inside, &place.patient).await;
        let to = file.map_or_else(|_| "/doctor".to_owned(), |file| file.path());
        return inside.done("The draft is thrown away.", &[], &to);
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
    let (sort, relation) = (place.sort()?, place.relation()?);
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
                Some(Relation::Amends(old)) => {
                    format!("Record {number} is the new version of record {old}, which stays.")
                }
                Some(Relation::RefersTo(other)) => {
                    format!("The note is written, sealed, as record {number}. It refers to record {other}.")
                }
                None => format!("The note is written, sealed, as record {number}."),
            };
            inside.done(text, &steps, &file.path())
        }
        Err(problem) => inside.again(Page {
            frame: inside.frame(),
            banner: file.banner(),
            file,
            sort,
            relation,
            draft: false,
            form,
            problem: Some(problem),
        }),
    }
}
