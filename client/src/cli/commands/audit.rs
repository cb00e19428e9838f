//! `medink audit ...`.

use crate::cli::args::AuditCommand;
use crate::cli::context::Context;
use crate::cli::output::{Answer, table};
use crate::core::Medink;
use crate::core::about::About;
use crate::core::audit::{Filter, Line, unread};
use crate::core::destination::{Place, Replace};
use crate::error::Result;
use crate::when;
use medink_types::LogEntry;
use serde_json::json;
use std::io::{BufReader, BufWriter};
use std::path::Path;

/// Runs one of them.
pub async fn run(context: &Context, command: AuditCommand) -> Result<Answer> {
    let medink = context.open().await?;
    match command {
        AuditCommand::List { actor, subject, last } => {
            let who = |reference: &str| context.address(medink.chain.as_ref(), reference);
            let filter = match (actor, subject) {
                (Some(actor), _) => Filter::Actor(who(&actor)?),
                (None, Some(subject)) => Filter::Subject(who(&subject)?),
                (None, None) => Filter::All,
            };
            let entries = medink.log_tail(filter, last).await?;
            let rows = entries
                .iter()
                .map(|entry| row(&medink, entry))
                .collect::<Vec<_>>();
            let text = match rows.is_empty() {
                true => "The log has no such entry.".to_owned(),
                false => table(&["#", "TIME", "ACTION", "ACTOR", "SUBJECT", "ABOUT"], rows),
            };
            Ok(Answer::new(
                json!({ "entries": entries.iter().map(Line::from).collect::<Vec<_>>() }),
                text,
            ))
        }
        AuditCommand::Export { output, force } => export(&medink, &output, force).await,
        AuditCommand::Verify { file } => {
            let export = std::fs::File::open(&file).map_err(|e| unread(&e))?;
            let verdict = medink.verify_log(&mut BufReader::new(export)).await?;
            let text = if verdict.complete {
                format!(
                    "The export is the whole log: {} entries, every hash right, the last one the chain's.",
                    verdict.entries
                )
            } else {
                format!(
                    "The export is the true beginning of the log: {} of {} entries, every hash right.",
                    verdict.entries, verdict.on_chain
                )
            };
            Ok(Answer::new(json!(verdict), text))
        }
    }
}

async fn export(medink: &Medink, output: &Path, force: bool) -> Result<Answer> {
    if output == Path::new("-") {
        let mut lines = Vec::new();
        medink.export_log(&mut lines).await?;
        let text = String::from_utf8_lossy(&lines).into_owned();
        let entries: Vec<serde_json::Value> = text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        return Ok(Answer::new(json!({ "entries": entries }), text));
    }
    let replace = if force { Replace::Asked } else { Replace::Unasked };
    let place = Place::prepare(output, replace, "the export")?;
    let mut out = BufWriter::new(place.writer()?);
    let head = medink.export_log(&mut out).await?;
    drop(out);
    place.keep()?;
    let hash = format!("0x{}", hex::encode(head.hash));
    let text = format!(
        "{} entries written; the last one's hash is {hash}.\nCheck them with: medink audit verify FILE",
        head.count
    );
    Ok(Answer::new(json!({ "entries": head.count, "hash": hash }), text))
}

fn row(medink: &Medink, entry: &LogEntry) -> Vec<String> {
    vec![
        entry.index.to_string(),
        when::show(entry.timestamp),
        format!("{:?}", entry.action),
        medink.short_address(&entry.actor),
        medink.short_address(&entry.subject),
        About::of(entry).words(medink),
    ]
}
