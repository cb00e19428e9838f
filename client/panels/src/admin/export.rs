//! The log as a file: the whole of it, which verifies, or what the filter lets through, as a table or as JSON lines.
//! Nothing goes out before all of it is there: half an export would look like one.

use super::log::Filter;
use crate::terms;
use crate::visit::download;
use crate::{Answer, AsAdmin, Fields, Shared};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::extract::Format;
use medink_core::search::Search;
use medink_types::Head;
use medink_words::said;
use std::fs::File;
use std::io::{BufWriter, Seek};
use tokio_util::io::ReaderStream;

/// What this file answers.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/log/export", get(export))
}

/// As a table where it is asked for (`as=table`), else as JSON lines; of what the page that links here was filtered by.
/// It ends with the request, and when the account is locked.
async fn export(inside: AsAdmin, query: Fields) -> Answer {
    let filter = Filter::kept(&inside);
    if !filter.is_of(&query) {
        return Err(Error::new(Kind::Usage, said!("log-export-other"))
            .next(said!("log-export-other-next"))
            .into());
    }
    let any = filter.any();
    let search = filter.search?;
    let mut ending = inside.session.ending();
    let written = async {
        match (query.is("as", "table"), any) {
            (true, _) => table(&inside, &search).await,
            (false, true) => part(&inside.medink, &search).await,
            (false, false) => {
                let (_, file) = exported(&inside.medink).await?;
                lines("medink-log.jsonl", file)
            }
        }
    };
    tokio::select! {
        biased;
        _ = ending.wait_for(|ended| *ended) => {
            Err(Error::new(Kind::Refused, said!("log-export-locked")).into())
        }
        written = written => Ok(written?),
    }
}

/// What fits as a table, its words in the language of the page. It has names of the directory, so it is in memory alone.
async fn table(inside: &AsAdmin, search: &Search) -> Result<Response> {
    let mut table = Vec::new();
    let format = Format::Table(terms::action, inside.voice.language);
    inside.medink.extract_log(search, format, &mut table).await?;
    Ok(download("medink-log.csv", "text/csv; charset=utf-8", table))
}

/// What fits as JSON lines.
async fn part(medink: &Medink, search: &Search) -> Result<Response> {
    let mut file = tempfile::tempfile().map_err(|e| kept(&e))?;
    medink
        .extract_log(search, Format::JsonLines, &mut BufWriter::new(&file))
        .await?;
    file.rewind().map_err(|e| kept(&e))?;
    lines("medink-log-part.jsonl", file)
}

/// A file of JSON lines as an answer.
fn lines(name: &str, file: File) -> Result<Response> {
    let size = file.metadata().map_err(|e| kept(&e))?.len();
    let lines = ReaderStream::new(tokio::fs::File::from_std(file));
    let mut response = download(name, "application/jsonl", Body::from_stream(lines));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    Ok(response)
}

/// The whole log and the head that it ends with, in a temporary file without a name, to be read from its beginning: a
/// log may outgrow the memory. It holds nothing but what everybody reads off the chain.
pub(super) async fn exported(medink: &Medink) -> Result<(Head, File)> {
    let mut file = tempfile::tempfile().map_err(|e| kept(&e))?;
    let head = medink.export_log(&mut BufWriter::new(&file)).await?;
    file.rewind().map_err(|e| kept(&e))?;
    Ok((head, file))
}

fn kept(error: &std::io::Error) -> Error {
    Error::io(said!("core-log-temporary"), error).next(said!("core-log-temporary-next"))
}
