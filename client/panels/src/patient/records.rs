//! A patient's records: the list, and adding to it.

use crate::patient::Names;
use crate::show::{self, Person, When};
use crate::{Answer, AsPatient, Frame, Shared, upload};
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{get, put};
use medink_core::versions::versions;
use medink_types::RecordState;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/records", get(show))
        .route("/patient/records/upload", put(add))
}

/// A record as the list shows it: its current version.
struct Row {
    number: u32,
    title: String,
    kind: String,
    size: String,
    added: When,
    by: Person,
    versions: usize,
    erased: bool,
    here: bool,
    faulty: bool,
    refers_to: Option<u32>,
}

#[derive(Template)]
#[template(path = "patient/records.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    kinds: Vec<String>,
}

async fn show(inside: AsPatient) -> Answer {
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    // Looking at the list also brings the keys up to date, which may take transactions.
    let made = inside
        .run(async move { medink.operation(&actor).list_records(actor.id(), true).await })
        .await?;
    if !made.steps.is_empty() {
        inside.tell(
            "Something that others did or that was left over is finished now.",
            &made.steps,
        );
    }
    let names = Names::read(&inside).await?;
    let rows = versions(made.value)
        .iter()
        .filter_map(|record| {
            let now = record.current()?;
            let erased = now.record.state == RecordState::Erased;
            let details = now.details.as_ref();
            Some(Row {
                number: now.record.number,
                title: details.map_or_else(|| format!("Record {}", now.record.number), |d| d.title.clone()),
                kind: details.map_or_else(String::new, |d| d.kind.to_string()),
                size: details.map_or_else(String::new, |d| show::size(&d.size)),
                added: When(now.record.created),
                by: names.person(&inside, &now.record.author),
                versions: record.all().len(),
                erased,
                here: now.here,
                faulty: now.fault.is_some(),
                refers_to: now.record.refers_to,
            })
        })
        .collect();
    inside.page(Page {
        frame: inside.frame(),
        rows,
        kinds: upload::kinds(),
    })
}

async fn add(inside: AsPatient, request: Request) -> Response {
    upload::receive(&inside, inside.me(), request).await
}
