//! Writing a note: a diagnosis, a treatment plan or a medication; alone, in place of an earlier record of one's own, or
//! on a record of anybody's, beside which it stands.

use super::File;
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_core::note::{Note, NoteKind};
use medink_core::records::Relation;
use medink_core::words;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/doctor/patients/{patient}/notes/{kind}", get(show).post(write))
}

/// A system that codes are of: its URI in FHIR, and its name.
type System = (&'static str, &'static str);

const ICD_10: System = ("http://hl7.org/fhir/sid/icd-10", "ICD-10");
const ICD_11: System = ("http://id.who.int/icd/release/11/mms", "ICD-11");
const SNOMED_CT: System = ("http://snomed.info/sct", "SNOMED CT");
const ATC: System = ("http://www.whocc.no/atc", "ATC");

/// A sort of note as its form shows it.
struct Sort {
    kind: NoteKind,
    name: &'static str,
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
    sort: &'static Sort,
    relation: Option<Relation>,
    form: Fields,
    problem: Option<Error>,
}

/// What a form or a query says of the record that the note has to do with.
fn relation(fields: &Fields) -> Option<Relation> {
    let number = |name: &str| fields.get(name).parse().ok();
    number("amends")
        .map(Relation::Amends)
        .or_else(|| number("about").map(Relation::RefersTo))
}

fn sort(name: &str) -> Result<&'static Sort> {
    SORTS
        .iter()
        .find(|sort| sort.name == name)
        .ok_or_else(|| Error::new(Kind::NotFound, "there is no such page").next("Go to the start page."))
}

async fn show(inside: AsDoctor, Path((patient, kind)): Path<(String, String)>, query: Fields) -> Answer {
    let sort = sort(&kind)?;
    let file = File::open(&inside, &patient).await?;
    let relation = relation(&query);
    // The title of what is replaced to begin with, if it is open. It never stands in an address.
    let title = match relation {
        Some(Relation::Amends(number)) => file.title(number).unwrap_or_default(),
        _ => String::new(),
    };
    inside.page(Page {
        frame: inside.frame(),
        file,
        sort,
        relation,
        form: Fields::of([("title", title)]),
        problem: None,
    })
}

async fn write(inside: AsDoctor, Path((patient, kind)): Path<(String, String)>, form: Fields) -> Answer {
    let sort = sort(&kind)?;
    let file = File::open(&inside, &patient).await?;
    let relation = relation(&form);
    let (own, given, account) = (inside.clone(), form.clone(), file.account);
    let made = inside
        .run(async move {
            let code = given
                .filled("code")
                .map(|code| format!("{}|{code}", given.get("system")));
            let note = Note {
                title: given.filled("title").unwrap_or_default(),
                text: given.filled("text"),
                code,
                dosage: given.filled("dosage"),
            };
            words::check_title(&note.title)?;
            let (medink, actor) = (&own.medink, &own.actor);
            let (from, to) = (medink.address(&own.me()), medink.address(&account));
            let document = note.document(sort.kind, &to, &from)?;
            Ok(match relation {
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
            })
        })
        .await;
    match made {
        Ok((number, steps)) => {
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
            file,
            sort,
            relation,
            form,
            problem: Some(problem),
        }),
    }
}
