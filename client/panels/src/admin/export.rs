//! The log as a file: the whole of it, which verifies, or what the filter lets through, as a table or as JSON lines.
//! Nothing goes out before all of it is there: half an export would look like one.

use super::log::Filter;
use crate::show;
use crate::visit::download;
use crate::{Answer, AsAdmin, Fields, Shared};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::routing::get;
use medink_core::Medink;
use medink_core::error::{Error, Result};
use medink_core::extract::Format;
use medink_types::Head;
use std::fs::File;
use std::io::{BufWriter, Seek};
use tokio_util::io::ReaderStream;

/// What this file answers.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/log/export", get(export))
}

/// As a table where it is asked for (`as=table`), else as JSON lines.
async fn export(inside: AsAdmin, query: Fields) -> Answer {
    let filter = Filter::kept(&inside);
    let search = filter.search(&inside).await?;
    let medink = inside.medink.clone();
    if query.is("as", "table") {
        // It has names of the directory, so it is in memory alone.
        let table = inside.run(async move {
            let mut table = Vec::new();
            medink
                .extract_log(&search, Format::Table(show::action), &mut table)
                .await?;
            Ok(table)
        });
        return Ok(download(
            "medink-log.csv",
            "text/csv; charset=utf-8",
            table.await?,
        ));
    }
    let (name, file) = match filter.any() {
        true => {
            let part = inside.run(async move {
                let mut file = tempfile::tempfile().map_err(|e| kept(&e))?;
                medink
                    .extract_log(&search, Format::JsonLines, &mut BufWriter::new(&file))
                    .await?;
                file.rewind().map_err(|e| kept(&e))?;
                Ok(file)
            });
            ("medink-log-part.jsonl", part.await?)
        }
        false => {
            let whole = inside.run(async move { exported(&medink).await });
            ("medink-log.jsonl", whole.await?.1)
        }
    };
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
    Error::io("keeping the log in a temporary file", error)
        .next("See that the folder for temporary files (TMPDIR) has room, then try again.")
}
