//! `medink audit ...`: the log, who looked, exports. Verifying is in a file of its own.

use crate::args::AuditCommand;
use crate::commands::doctor::verified;
use crate::commands::verify;
use crate::context::Context;
use crate::language::{plain, told};
use crate::output::Answer;
use crate::table::Column::{Address, Whole, Words};
use medink_core::Medink;
use medink_core::about::About;
use medink_core::audit::Filter;
use medink_core::destination::{Place, Replace};
use medink_core::error::Result;
use medink_core::reasons::Reasons;
use medink_core::when;
use medink_types::{AccountId, LogEntry};
use medink_words::said;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::BufWriter;
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
            let mut text = match rows.is_empty() {
                true => told(&said!("cli-log-nothing")),
                false => context.table(
                    &[
                        Whole("head-index"),
                        Whole("head-time"),
                        Words("head-action"),
                        Address("head-actor"),
                        Address("head-subject"),
                        Words("head-about"),
                    ],
                    rows,
                ),
            };
            text.push_str(&foreign_note(&medink, &entries));
            Ok(Answer::new(json!({ "entries": lines(&medink, &entries) }), text))
        }
        AuditCommand::Accesses { patient, start, last } => {
            let patient = match patient {
                Some(reference) => reference,
                None => context.acting()?,
            };
            let patient = context.address(medink.chain.as_ref(), &patient)?;
            accesses(context, &medink, patient, start, last).await
        }
        AuditCommand::Export { output, force } => export(&medink, &output, force).await,
        AuditCommand::Verify {
            file, allow_foreign, ..
        } => verify::with_chain(context, &medink, &file, allow_foreign).await,
    }
}

/// Who opened a patient's records and profile, newest first.
async fn accesses(
    context: &Context,
    medink: &Medink,
    patient: AccountId,
    start: u64,
    last: u64,
) -> Result<Answer> {
    medink.patient(patient).await?;
    let (entries, total) = medink.newest_accesses(patient, start, last).await?;
    // What a name is worth stands in a column of its own, which is never cut.
    let itself = (plain(&said!("the-patient")), "-".to_owned());
    let mut names = BTreeMap::from([(patient, itself)]);
    for entry in &entries {
        if !names.contains_key(&entry.actor)
            && let Some(named) = medink.directory_name(entry.actor).await?
        {
            let verified = verified(medink, named.attested_by.as_ref());
            names.insert(entry.actor, (named.name, verified));
        }
    }
    let reasons = reasons(context, medink, patient, &entries).await?;
    let rows = entries
        .iter()
        .map(|entry| {
            let nobody = || ("-".to_owned(), "-".to_owned());
            let (name, verified) = names.get(&entry.actor).cloned().unwrap_or_else(nobody);
            vec![
                entry.index.to_string(),
                when::show(entry.timestamp),
                name,
                verified,
                medink.address(&entry.actor),
                about_access(medink, entry, reasons.as_ref()),
            ]
        })
        .collect::<Vec<_>>();
    let text = match (rows.is_empty(), total) {
        (_, 0) => told(&said!("cli-accesses-none")),
        (true, _) => told(&said!("cli-accesses-none-so-far", count = total)),
        (false, _) => {
            let end = start.saturating_add(entries.len() as u64);
            let mut text = context.table(
                &[
                    Whole("head-index"),
                    Whole("head-time"),
                    Words("head-who"),
                    Whole("head-verified"),
                    Address("head-address"),
                    Words("head-opened"),
                ],
                rows,
            );
            let start = start.saturating_add(1);
            let line = said!("cli-accesses", start = start, end = end, total = total);
            text.push_str(&format!("\n{}", told(&line)));
            if end < total {
                let older = said!("cli-older", option = format!("--start {end}"));
                text.push_str(&format!(" {}", told(&older)));
            }
            text.push_str(&foreign_note(medink, &entries));
            text
        }
    };
    let data = json!({
        "patient": medink.address(&patient), "total": total, "start": start, "entries": lines(medink, &entries),
        "visits": visits(&entries, reasons.as_ref()),
    });
    Ok(Answer::new(data, text))
}

/// Why visits were begun, where it is the acting account that reads it: nobody else has the keys. The account is unlocked
/// only where there is something to read.
async fn reasons(
    context: &Context,
    medink: &Medink,
    patient: AccountId,
    entries: &[LogEntry],
) -> Result<Option<Reasons>> {
    let visits = entries.iter().any(|entry| About::of(entry) == About::Visit);
    // Who names a patient need not act as anybody.
    let acting = context.acting().ok();
    let acting = acting.and_then(|reference| context.address(medink.chain.as_ref(), &reference).ok());
    if !visits || acting != Some(patient) {
        return Ok(None);
    }
    let actor = context.actor(medink).await?;
    let reasons = context.operation(medink, &actor).reasons(entries).await?;
    Ok(Some(reasons))
}

/// The visits among these entries, for programs: code and words of the reason, where it could be read.
fn visits(entries: &[LogEntry], reasons: Option<&Reasons>) -> Value {
    entries
        .iter()
        .filter(|entry| About::of(entry) == About::Visit)
        .map(|entry| {
            let reason = reasons.and_then(|reasons| reasons.of(entry));
            json!({
                "index": entry.index,
                "reason": reason.map(|reason| reason.code()),
                "display": reason.map(|reason| reason.display()),
            })
        })
        .collect()
}

fn about_access(medink: &Medink, entry: &LogEntry, reasons: Option<&Reasons>) -> String {
    let about = match About::of(entry) {
        About::Profile => plain(&said!("cli-opened-profile")),
        About::Visit => {
            let reason = reasons.map_or_else(|| said!("cli-reason-sealed"), |reasons| reasons.words(entry));
            plain(&said!("cli-visit", reason = reason))
        }
        about => words_of(medink, &about),
    };
    marked(medink, entry, about)
}

fn words_of(medink: &Medink, about: &About) -> String {
    about.words(medink).map(|said| plain(&said)).unwrap_or_default()
}

/// A cell about an entry, marked where a foreign contract wrote it.
fn marked(medink: &Medink, entry: &LogEntry, text: String) -> String {
    match medink.is_own_contract(&entry.contract) {
        true => text,
        false => plain(&said!("cli-foreign", what = text)),
    }
}

/// What the mark means, where there is one.
fn foreign_note(medink: &Medink, entries: &[LogEntry]) -> String {
    match entries
        .iter()
        .all(|entry| medink.is_own_contract(&entry.contract))
    {
        true => String::new(),
        false => format!("\n{}", told(&said!("cli-foreign-note"))),
    }
}

fn lines(medink: &Medink, entries: &[LogEntry]) -> Value {
    entries
        .iter()
        .map(|entry| json!(medink.log_line(entry)))
        .collect()
}

async fn export(medink: &Medink, output: &Path, force: bool) -> Result<Answer> {
    if output == Path::new("-") {
        let mut lines = Vec::new();
        medink.export_log(&mut lines).await?;
        let text = String::from_utf8_lossy(&lines).into_owned();
        let mut lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
        let title: Option<Value> = lines.next();
        let entries: Vec<Value> = lines.collect();
        return Ok(Answer::new(json!({ "title": title, "entries": entries }), text));
    }
    let replace = if force { Replace::Asked } else { Replace::Unasked };
    let place = Place::prepare(output, replace, || said!("core-the-export"))?;
    let mut out = BufWriter::new(place.writer()?);
    let head = medink.export_log(&mut out).await?;
    drop(out);
    place.keep()?;
    let hash = hex::encode(head.hash);
    let text = [
        said!("cli-log-written", count = head.count, hash = format!("0x{hash}")),
        said!("cli-log-check", command = "medink audit verify FILE"),
        said!("cli-log-head", option = format!("--head {}:{hash}", head.count)),
    ]
    .map(|line| told(&line))
    .join("\n");
    let data = json!({
        "entries": head.count, "hash": format!("0x{hash}"), "head": format!("{}:{hash}", head.count),
    });
    Ok(Answer::new(data, text))
}

fn row(medink: &Medink, entry: &LogEntry) -> Vec<String> {
    vec![
        entry.index.to_string(),
        when::show(entry.timestamp),
        marked(medink, entry, format!("{:?}", entry.action)),
        medink.short_address(&entry.actor),
        medink.short_address(&entry.subject),
        words_of(medink, &About::of(entry)),
    ]
}
