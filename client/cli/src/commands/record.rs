//! `medink record ...` and `medink note ...`.

use crate::args::{NoteCommand, NoteKindArg, OfPatient, RecordCommand};
use crate::commands::{details, document, done, export, plain, rename, search};
use crate::context::Context;
use crate::language;
use crate::output::Answer;
use crate::screen::Screen;
use crate::table::Column::{Spare, Whole, Words};
use medink_core::error::{Error, Kind, Result};
use medink_core::note::{Note, NoteKind};
use medink_core::records::{Added, Destination, Listed};
use medink_core::when;
use medink_core::words;
use medink_core::{Actor, Done, Medink, Watch};
use medink_seal::record::Details;
use medink_types::{AccountId, RecordState};
use medink_words::{Said, said};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Runs a `record` command.
pub async fn run(context: &Context, command: RecordCommand) -> Result<Answer> {
    match command {
        RecordCommand::Add { files, of, details } => add(context, &files, &of, details.as_deref()).await,
        RecordCommand::Amend {
            number,
            file,
            of,
            details,
        } => amend(context, number, &file, &of, details.as_deref()).await,
        RecordCommand::List { of, titles } => list(context, &of, titles).await,
        RecordCommand::Search(searching) => search::run(context, &searching).await,
        RecordCommand::Rename { number, of, details } => {
            rename::run(context, number, &of, details.as_deref()).await
        }
        RecordCommand::Get {
            number,
            of,
            output,
            force,
        } => get(context, number, &of, &output, force).await,
        RecordCommand::ExportAll {
            output,
            encrypt,
            archive_password_file,
            force,
        } => {
            let password = encrypt.then_some(archive_password_file.as_deref());
            export::run(context, &output, password, force).await
        }
        RecordCommand::Erase { number } => erase(context, number).await,
    }
}

/// Runs a `note` command.
pub async fn note(context: &Context, command: NoteCommand) -> Result<Answer> {
    let NoteCommand::Add {
        patient,
        kind,
        details: file,
        amends,
        about,
    } = command;
    let fields: &[&str] = if kind == NoteKindArg::Medication {
        &["title", "text", "code", "dosage"]
    } else {
        &["title", "text", "code"]
    };
    let text = details(context, file.as_deref(), || said!("cli-the-note"), fields, false)
        .await?
        .ok_or_else(|| Error::new(Kind::Usage, said!("cli-no-note")))?;
    let note = Note::parse(&text)?;
    words::check_title(&note.title)?;
    let kind: NoteKind = kind.into();
    let medink = context.open().await?;
    let patient = context.address(medink.chain.as_ref(), &patient)?;
    let actor = context.actor(&medink).await?;
    let document = note.document(kind, &medink.address(&patient), &medink.address(&actor.id()))?;
    match (amends, about) {
        (Some(number), _) => {
            let made = context
                .operation(&medink, &actor)
                .amend_record(patient, number, document)
                .await?;
            Ok(amended(&medink, &made, number))
        }
        (None, Some(number)) => {
            let made = context
                .operation(&medink, &actor)
                .annotate_record(patient, number, document)
                .await?;
            Ok(annotated(&medink, &made, number))
        }
        (None, None) => {
            let made = context
                .operation(&medink, &actor)
                .add_records(patient, vec![document])
                .await?;
            Ok(added(&medink, made, note_added))
        }
    }
}

async fn add(context: &Context, files: &[PathBuf], of: &OfPatient, given: Option<&Path>) -> Result<Answer> {
    document::check(files, given)?;
    // Every file is looked at before anything is opened or paid.
    let mut documents = Vec::with_capacity(files.len());
    for (place, file) in files.iter().enumerate() {
        let which = document::which(place, files.len());
        documents.push(document::document(context, file, &which, given).await?);
    }
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let patient = whose(context, &medink, &actor, of)?;
    let made = context
        .operation(&medink, &actor)
        .add_records(patient, documents)
        .await?;
    Ok(added(&medink, made, recorded))
}

async fn amend(
    context: &Context,
    number: u32,
    file: &Path,
    of: &OfPatient,
    given: Option<&Path>,
) -> Result<Answer> {
    let document = document::document(context, file, &document::which(0, 1), given).await?;
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let patient = whose(context, &medink, &actor, of)?;
    let made = context
        .operation(&medink, &actor)
        .amend_record(patient, number, document)
        .await?;
    Ok(amended(&medink, &made, number))
}

fn amended(medink: &Medink, made: &Done<Added>, number: u32) -> Answer {
    let data = json!({
        "number": made.value.number,
        "amends": number,
        "cid": made.value.cid.to_string(),
        "sealed_bytes": made.value.sealed,
    });
    let head = said!("cli-record-amended", new = made.value.number, number = number);
    done(medink, &made.steps, data, &language::told(&head))
}

fn annotated(medink: &Medink, made: &Done<Added>, number: u32) -> Answer {
    let data = json!({
        "number": made.value.number,
        "refers_to": number,
        "cid": made.value.cid.to_string(),
        "sealed_bytes": made.value.sealed,
    });
    let head = said!("cli-note-about", new = made.value.number, number = number);
    done(medink, &made.steps, data, &language::told(&head))
}

/// What is said of a document that was recorded.
fn recorded(one: &Added) -> Said {
    said!(
        "cli-recorded",
        number = one.number,
        bytes = one.sealed,
        place = one.cid.to_string()
    )
}

/// What is said of a note that was recorded.
fn note_added(one: &Added) -> Said {
    said!(
        "cli-note-added",
        number = one.number,
        bytes = one.sealed,
        place = one.cid.to_string()
    )
}

fn added(medink: &Medink, made: Done<Vec<Added>>, head: fn(&Added) -> Said) -> Answer {
    let lines: Vec<String> = made.value.iter().map(|one| language::told(&head(one))).collect();
    let records: Vec<Value> = made
        .value
        .iter()
        .map(|a| json!({ "number": a.number, "cid": a.cid.to_string(), "sealed_bytes": a.sealed }))
        .collect();
    done(
        medink,
        &made.steps,
        json!({ "records": records }),
        &lines.join("\n"),
    )
}

async fn list(context: &Context, of: &OfPatient, titles: bool) -> Result<Answer> {
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let patient = whose(context, &medink, &actor, of)?;
    let made = context
        .operation(&medink, &actor)
        .list_records(patient, titles)
        .await?;
    let rows = made.value.iter().map(|r| row(&medink, r)).collect::<Vec<_>>();
    let mut text = match rows.is_empty() {
        true => language::told(&said!("cli-no-record", command = "medink record add FILE")),
        false => context.table(
            &[
                Whole("head-no"),
                Whole("head-state"),
                Whole("head-added"),
                Whole("head-by"),
                Whole("head-amends"),
                Whole("head-about"),
                Words("head-kind"),
                Words("head-title"),
                Spare("head-type"),
                Spare("head-bytes"),
            ],
            rows,
        ),
    };
    for (number, why) in made.value.iter().filter_map(faulty) {
        let line = said!("cli-record-unreadable", number = number, why = why);
        text.push_str(&format!("\n{}", language::told(&line)));
    }
    let data: Vec<Value> = made.value.iter().map(|r| record_json(&medink, r)).collect();
    Ok(done(&medink, &made.steps, json!({ "records": data }), &text))
}

/// The number of a record that can't be read, and why.
pub fn faulty(listed: &Listed) -> Option<(u32, Said)> {
    Some((listed.record.number, listed.fault.clone()?))
}

/// Whether a record can be opened here, in a table's words.
pub fn state(listed: &Listed) -> String {
    language::plain(&match (listed.record.state, listed.here) {
        (RecordState::Erased, _) => said!("state-erased"),
        (RecordState::Live, _) if listed.fault.is_some() => said!("state-unreadable"),
        (RecordState::Live, true) => said!("state-here"),
        (RecordState::Live, false) => said!("state-not-here"),
    })
}

fn row(medink: &Medink, listed: &Listed) -> Vec<String> {
    let record = &listed.record;
    let other = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let of = |get: fn(&Details) -> String| listed.details.as_ref().map_or_else(|| "-".to_owned(), get);
    vec![
        record.number.to_string(),
        state(listed),
        when::show(record.created),
        medink.short_address(&record.author),
        other(record.amends),
        other(record.refers_to),
        of(|d| d.kind.to_string()),
        of(|d| d.title.clone()),
        of(|d| d.media_type.clone()),
        of(|d| d.size.to_string()),
    ]
}

pub fn record_json(medink: &Medink, listed: &Listed) -> Value {
    let record = &listed.record;
    let details = listed.details.as_ref().map(|d| {
        json!({
            "title": d.title,
            "kind": d.kind.to_string(),
            "file_name": d.file_name,
            "media_type": d.media_type,
            "size": d.size,
            "created_ms": d.created_ms,
            "date": d.date,
        })
    });
    let cid = record
        .cid
        .and_then(|cid| medink_store::Cid::try_from(cid.0.as_slice()).ok())
        .map(|cid| cid.to_string());
    json!({
        "number": record.number,
        "state": if record.state == RecordState::Live { "live" } else { "erased" },
        "here": listed.here,
        "created_ms": record.created,
        "author": medink.address(&record.author),
        "amends": record.amends,
        "refers_to": record.refers_to,
        "fault": listed.fault.as_ref().map(language::plain),
        "cid": cid,
        "details": details,
    })
}

async fn get(context: &Context, number: u32, of: &OfPatient, output: &Path, force: bool) -> Result<Answer> {
    let to_stream = output == Path::new("-");
    if to_stream && context.global.json {
        return Err(
            Error::new(Kind::Usage, said!("cli-json-and-output")).next(said!("cli-json-and-output-next"))
        );
    }
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let patient = whose(context, &medink, &actor, of)?;
    let (screen, refused) = Screen::new(std::io::stdout());
    let destination = match to_stream {
        true if std::io::stdout().is_terminal() => Destination::Stream(Box::new(screen)),
        true => Destination::Stream(Box::new(std::io::stdout())),
        false => Destination::File {
            path: output,
            replace: force,
        },
    };
    let made = context
        .operation(&medink, &actor)
        .get_record(patient, number, destination)
        .await
        .map_err(|error| refused.instead_of(error))?;
    let written = &made.value.written;
    let by = medink.written_words(written, actor.id(), patient).await;
    if to_stream {
        // Standard output has the content, and nothing but that.
        context.bars.say(&by);
        return Ok(Answer::new(Value::Null, ""));
    }
    let opened = &made.value.details;
    let mut head = language::told(&said!(
        "cli-record-opened",
        number = number,
        bytes = opened.size,
        media_type = words::shown(&opened.media_type)
    ));
    // A patient's own is not.
    if !made.steps.is_empty() {
        head.push_str(&format!(" {}", language::told(&said!("cli-access-logged"))));
    }
    head.push_str(&format!("\n{}", language::told(&by)));
    let data = json!({
        "number": number, "title": opened.title, "kind": opened.kind.to_string(), "file_name": opened.file_name,
        "media_type": opened.media_type, "size": opened.size, "created_ms": opened.created_ms, "date": opened.date,
        "written_by": medink.address(&written.named), "recorded_by": medink.address(&written.recorded),
        "signature": if written.signed { "right" } else { "wrong" },
    });
    Ok(done(&medink, &made.steps, data, &head))
}

async fn erase(context: &Context, number: u32) -> Result<Answer> {
    context.confirm(said!("cli-erasing"), &said!("ask-erase-record", number = number))?;
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let made = context.operation(&medink, &actor).erase_record(number).await?;
    Ok(plain(&medink, made, &said!("cli-record-erased", number = number)))
}

pub fn whose(context: &Context, medink: &Medink, actor: &Actor, of: &OfPatient) -> Result<AccountId> {
    match &of.patient {
        Some(reference) => context.address(medink.chain.as_ref(), reference),
        None => Ok(actor.id()),
    }
}

impl From<NoteKindArg> for NoteKind {
    fn from(arg: NoteKindArg) -> Self {
        match arg {
            NoteKindArg::Diagnosis => NoteKind::Diagnosis,
            NoteKindArg::TreatmentPlan => NoteKind::TreatmentPlan,
            NoteKindArg::Medication => NoteKind::Medication,
        }
    }
}
