//! Registering many from a table: the file goes from the browser to memory, is read at once, and is kept by nobody. What
//! became of each line is the report's.

use super::funding::newcomers;
use super::work::{self, What};
use crate::told;
use crate::{Answer, AsAdmin, Fields, Frame, Shared, upload};
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures::StreamExt;
use medink_core::error::{Error, Kind, Result};
use medink_core::registration::parse_amount;
use medink_core::roster::{Of, Roster};
use medink_core::sheet::{LONGEST, MOST_ROWS, too_large};
use medink_words::said;
use serde_json::json;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a table may take to come: it comes from this machine.
const WITHIN: Duration = Duration::from_secs(30);

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/register/table", get(show).put(take))
}

#[derive(Template)]
#[template(path = "admin/register_table.html")]
struct Page {
    frame: Frame,
    symbol: String,
    form: Fields,
    doctors: Vec<&'static str>,
    patients: Vec<&'static str>,
    most: usize,
    problem: Option<Error>,
}

async fn show(inside: AsAdmin) -> Answer {
    let names = |of: Of| of.columns().iter().map(|column| column.name).collect();
    let (fund, problem) = newcomers(&inside).await;
    inside.page(Page {
        frame: inside.frame(),
        symbol: inside.medink.chain.identity().token.symbol,
        form: Fields::of([("fund", fund)]),
        problem,
        doctors: names(Of::Doctors),
        patients: names(Of::Patients),
        most: MOST_ROWS,
    })
}

/// Takes a table. Answers JSON, since a script asks.
async fn take(inside: AsAdmin, request: Request) -> Response {
    let (status, said) = match begin(&inside, request).await {
        Ok(()) => (StatusCode::OK, json!({ "next": "/admin/report" })),
        Err(error) => (
            crate::visit::status(error.kind),
            told::json(&error, inside.voice.language),
        ),
    };
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, said.to_string()).into_response()
}

async fn begin(inside: &AsAdmin, request: Request) -> Result<()> {
    let (parts, body) = request.into_parts();
    let table = tokio::time::timeout(WITHIN, whole(body))
        .await
        .map_err(|_| Error::new(Kind::Usage, said!("table-too-slow")).next(said!("table-try-again")))??;
    let (of, what) = match told(&parts.headers, "x-medink-of") {
        Some("doctors") => (Of::Doctors, What::Doctors),
        Some("patients") => (Of::Patients, What::Patients),
        _ => {
            return Err(Error::new(Kind::Usage, said!("table-of-nobody")).next(said!("table-of-nobody-next")));
        }
    };
    let token = inside.medink.chain.identity().token;
    // Percent-encoded, as headers take no other letters than ASCII's.
    let given = told(&parts.headers, "x-medink-fund").unwrap_or_default();
    let given = percent_encoding::percent_decode_str(given).decode_utf8_lossy();
    let fund = match given.trim() {
        "" => None,
        amount => Some(parse_amount(amount, &token)?),
    };
    let roster = Roster::read(of, &table)?;
    let own = inside.clone();
    work::begin(inside, what, Some(roster.len()), |told| async move {
        own.operation().register_roster(&roster, fund, &*told).await
    })
}

/// All of a table, which has a bound; what is beyond it is taken and thrown away.
async fn whole(body: Body) -> Result<Zeroizing<Vec<u8>>> {
    let mut table = Zeroizing::new(Vec::new());
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece
            .map_err(|_| Error::new(Kind::Usage, said!("table-not-whole")).next(said!("table-try-again")))?;
        if table.len().saturating_add(piece.len()) > LONGEST {
            upload::drain(Body::from_stream(pieces)).await;
            return Err(too_large());
        }
        table.extend_from_slice(&piece);
    }
    Ok(table)
}

fn told<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
