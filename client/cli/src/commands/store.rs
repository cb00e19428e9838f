//! `medink store ...`, and what `medink status` says of the stores.

use crate::advice;
use crate::args::{Copying, OfAnyPatient, StoreCommand};
use crate::commands::{keeping, replicas};
use crate::context::Context;
use crate::language::{self, told};
use crate::output::Answer;
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_core::stores::{Copied, Flaw, Reference, References};
use medink_local::machine::NamedStore;
use medink_local::{StoreChoice, swarm};
use medink_store::{ContentStore, Description, Several};
use medink_words::{Said, said};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// Most flaws that are listed for people; programs get all.
const LISTED: usize = 50;

/// Runs one of them.
pub async fn run(context: &Context, command: StoreCommand) -> Result<Answer> {
    match command {
        StoreCommand::Push(what) => push(context, &what).await,
        StoreCommand::Pull(what) => pull(context, &what).await,
        StoreCommand::Verify(of) => verify(context, &of).await,
        StoreCommand::Gc => gc(context).await,
        StoreCommand::Status(args) => replicas::status(context, &args).await,
        StoreCommand::Repair(what) => replicas::repair(context, &what).await,
        StoreCommand::Serve { peers } => keeping::serve(context, peers).await,
        StoreCommand::NewSwarm { file } => new_swarm(&file),
    }
}

/// Whether this is the store in this machine's folder, and there is none: looking makes no folders. What is in the way of one
/// is told when it is opened.
fn not_made_yet(context: &Context, choice: &StoreChoice) -> bool {
    let place = context.folders.store();
    let absent = place
        .symlink_metadata()
        .is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound);
    *choice == StoreChoice::Embedded && absent
}

/// What each store of the profile says of itself, for people and for programs. One that can't be asked says why.
pub async fn described(context: &Context) -> Result<(Vec<String>, Value)> {
    let (mut lines, mut data) = (Vec::new(), Vec::new());
    for choice in &context.profile.stores {
        if not_made_yet(context, choice) {
            let place = context.folders.store();
            let place_in_words = place.display().to_string();
            lines.push(told(&said!("cli-store-not-made", place = place_in_words)));
            data.push(json!({
                "name": choice.name(), "kind": "embedded", "place": place, "version": null,
                "blocks": 0, "bytes": 0, "pins": 0, "error": null,
            }));
            continue;
        }
        let NamedStore { name, store } = context.named(choice)?;
        match store.describe().await {
            Ok(about) => {
                lines.push(line(&about));
                data.push(json!({
                    "name": name, "kind": about.kind, "place": about.place, "version": about.version,
                    "blocks": about.blocks, "bytes": about.bytes, "pins": about.pins, "error": null,
                }));
            }
            // Its own folder is this machine's business: that it can't be read is no news from elsewhere.
            Err(error) if name == StoreChoice::Embedded.name() => return Err(error.into()),
            Err(error) => {
                let told = advice::told_plainly(&error.into());
                lines.push(told.clone());
                data.push(json!({ "name": name, "error": told }));
            }
        }
    }
    Ok((lines, Value::Array(data)))
}

fn line(about: &Description) -> String {
    let place = match &about.version {
        Some(version) => said!(
            "cli-store-kubo",
            place = about.place.to_string(),
            version = version.to_string()
        ),
        None => said!("cli-store-place", place = about.place.to_string()),
    };
    told(&said!(
        "cli-store",
        place = place,
        blocks = about.blocks,
        bytes = about.bytes,
        pins = about.pins
    ))
}

/// The daemons of the profile.
fn daemons(context: &Context) -> Result<Vec<NamedStore>> {
    let chosen = context.profile.stores.iter();
    let stores = chosen
        .filter(|choice| **choice != StoreChoice::Embedded)
        .map(|choice| context.named(choice))
        .collect::<Result<Vec<_>>>()?;
    if stores.is_empty() {
        return Err(Error::new(Kind::Usage, said!("cli-no-daemon")).next(said!("cli-no-daemon-next")));
    }
    Ok(stores)
}

/// The deployment, and what it refers to.
async fn wanted(context: &Context, of: &OfAnyPatient) -> Result<(Medink, References)> {
    let medink = context.open().await?;
    let patient = of.patient.as_deref();
    let patient = patient
        .map(|who| context.address(medink.chain.as_ref(), who))
        .transpose()?;
    let references = medink.references(patient).await?;
    Ok((medink, references))
}

/// Copies records to every daemon.
async fn push(context: &Context, what: &Copying) -> Result<Answer> {
    let daemons = daemons(context)?;
    let (medink, references) = wanted(context, &what.of).await?;
    let own = context.own_store()?;
    let (mut text, mut data, mut failed) = (String::new(), Vec::new(), None);
    for NamedStore { name, store } in daemons {
        match medink
            .copy_records(
                &references.found,
                own.as_ref(),
                store.as_ref(),
                what.recheck,
                &context.bars,
            )
            .await
        {
            Ok(copied) => {
                text.push_str(&copied_words(&copied, Some(&name)));
                data.push(moved(&medink, &copied, &name));
            }
            // The other daemons get theirs.
            Err(error) => {
                data.push(json!({ "store": name, "error": advice::told_plainly(&error) }));
                let not = said!("cli-not-copied", store = name.as_str(), why = error.what.clone());
                text.push_str(&format!("{}\n", told(&not)));
                failed = failed.or(Some(error.kind));
            }
        }
    }
    text.push_str(&unreadable_lines(&medink, &references).join("\n"));
    let data = json!({ "copied": data, "unreadable": unreadable_json(&medink, &references) });
    let answer = Answer::new(data, text);
    Ok(match failed {
        Some(kind) => answer.exit(kind),
        None => answer,
    })
}

/// Copies records from the daemons into this machine's store.
async fn pull(context: &Context, what: &Copying) -> Result<Answer> {
    let daemons = daemons(context)?;
    let names: Vec<_> = daemons.iter().map(|one| one.name.clone()).collect();
    let stores = daemons.into_iter().map(|one| (one.name, one.store)).collect();
    let from: Arc<dyn ContentStore> = Arc::new(Several::new(stores, &context.warnings));
    let (medink, references) = wanted(context, &what.of).await?;
    let own = context.own_store()?;
    let copied = medink
        .copy_records(
            &references.found,
            from.as_ref(),
            own.as_ref(),
            what.recheck,
            &context.bars,
        )
        .await?;
    let mut text = copied_words(&copied, None);
    text.push_str(&unreadable_lines(&medink, &references).join("\n"));
    Ok(Answer::new(
        json!({
            "copied": [moved(&medink, &copied, StoreChoice::Embedded.name())], "from": names,
            "unreadable": unreadable_json(&medink, &references),
        }),
        text,
    ))
}

/// The records whose place on the chain is none, for people. No store is at fault, and none can mend it.
fn unreadable_lines(medink: &Medink, references: &References) -> Vec<String> {
    let rows = references.unreadable.iter();
    let mut lines: Vec<String> = rows
        .take(LISTED)
        .map(|(patient, number, why)| {
            let line = said!(
                "cli-store-unreadable",
                number = *number,
                patient = medink.address(patient),
                why = why.clone()
            );
            format!("  {}", told(&line))
        })
        .collect();
    let more = references.unreadable.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(format!(
            "  {}",
            told(&said!("cli-store-unreadable-more", count = more))
        ));
    }
    if !lines.is_empty() {
        lines.push(told(&said!("cli-store-unreadable-next")));
    }
    lines
}

/// The same for programs.
fn unreadable_json(medink: &Medink, references: &References) -> Value {
    let rows = references.unreadable.iter();
    rows.map(
        |(patient, number, why)| json!({ "patient": medink.address(patient), "number": number, "why": language::plain(why) }),
    )
    .collect()
}

/// What was copied, to the daemon named or to this machine's store.
fn copied_words(copied: &Copied, to: Option<&str>) -> String {
    let to = match to {
        Some(store) => said!("cli-copied-to", store = store),
        None => said!("cli-copied-here"),
    };
    let line = said!(
        "cli-copied",
        count = copied.records,
        bytes = copied.bytes,
        to = to,
        before = copied.before
    );
    let mut text = format!("{}\n", told(&line));
    if let Some((_, why)) = copied.absent.first() {
        let absent = said!("cli-not-had", count = copied.absent.len(), why = why.clone());
        text.push_str(&format!("{}\n", told(&absent)));
    }
    text
}

fn moved(medink: &Medink, copied: &Copied, store: &str) -> Value {
    let absent = copied.absent.iter().map(|(reference, why)| {
        let mut named = named(medink, reference);
        crate::output::put(&mut named, "why", json!(language::plain(why)));
        named
    });
    json!({
        "store": store, "records": copied.records, "bytes": copied.bytes, "before": copied.before,
        "absent": absent.collect::<Value>(), "error": null,
    })
}

fn named(medink: &Medink, reference: &Reference) -> Value {
    json!({
        "patient": medink.address(&reference.patient), "number": reference.number, "cid": reference.cid.to_string(),
    })
}

/// Hashes again what the chain refers to, in every store.
async fn verify(context: &Context, of: &OfAnyPatient) -> Result<Answer> {
    let (medink, references) = wanted(context, of).await?;
    let (mut lines, mut data, mut flaws) = (Vec::new(), Vec::new(), Vec::new());
    let mut failed = None;
    for NamedStore { name, store } in context.stores()? {
        match medink
            .check_records(&references.found, &name, store.as_ref())
            .await
        {
            Ok(checked) => {
                lines.push(told(&said!(
                    "cli-store-checked",
                    store = name.as_str(),
                    whole = checked.whole,
                    records = checked.records,
                    bytes = checked.bytes
                )));
                data.push(json!({
                    "store": name, "records": checked.records, "whole": checked.whole, "bytes": checked.bytes,
                    "flaws": checked.flaws.iter().map(|flaw| flawed(&medink, flaw)).collect::<Value>(), "error": null,
                }));
                flaws.extend(checked.flaws);
            }
            Err(error) => {
                let at = said!("core-at", place = name.as_str(), what = error.what.clone());
                lines.push(told(&at));
                data.push(json!({ "store": name, "error": advice::told_plainly(&error) }));
                failed = failed.or(Some(error.kind));
            }
        }
    }
    lines.extend(flaws.iter().take(LISTED).map(|flaw| {
        let Reference { patient, number, cid } = &flaw.reference;
        let who = medink.address(patient);
        let line = said!(
            "cli-store-flaw",
            number = *number,
            patient = who,
            place = cid.to_string(),
            store = flaw.store.as_str(),
            what = wrong(flaw)
        );
        format!("  {}", told(&line))
    }));
    if flaws.len() > LISTED {
        let more = flaws.len().saturating_sub(LISTED);
        lines.push(format!(
            "  {}",
            told(&said!("cli-store-flaws-more", count = more))
        ));
    }
    if flaws.iter().any(|flaw| flaw.unreadable.is_none()) {
        lines.push(told(&said!(
            "cli-store-flaw-next",
            repair = "medink store repair --recheck",
            push = "medink store push --recheck",
            pull = "medink store pull --recheck"
        )));
    }
    lines.extend(unreadable_lines(&medink, &references));
    let data = json!({ "stores": data, "unreadable": unreadable_json(&medink, &references) });
    let answer = Answer::new(data, lines.join("\n"));
    Ok(match failed {
        Some(kind) => answer.exit(kind),
        None if !flaws.is_empty() || !references.unreadable.is_empty() => answer.exit(Kind::Damaged),
        None => answer,
    })
}

fn wrong(flaw: &Flaw) -> Said {
    if let Some(why) = &flaw.unreadable {
        return said!("cli-flaw-unreadable", why = why.clone());
    }
    if flaw.absent {
        return said!("cli-flaw-absent");
    }
    let found = &flaw.found;
    let (missing, damaged) = (found.missing.len(), found.damaged.len());
    match found.more {
        0 => said!("cli-flaw-blocks", missing = missing, damaged = damaged),
        more => said!(
            "cli-flaw-blocks-more",
            missing = missing,
            damaged = damaged,
            more = more
        ),
    }
}

fn flawed(medink: &Medink, flaw: &Flaw) -> Value {
    let cids = |list: &[medink_store::Cid]| list.iter().map(ToString::to_string).collect::<Value>();
    let mut data = named(medink, &flaw.reference);
    crate::output::put(&mut data, "absent", json!(flaw.absent));
    crate::output::put(&mut data, "missing", cids(&flaw.found.missing));
    crate::output::put(&mut data, "damaged", cids(&flaw.found.damaged));
    crate::output::put(&mut data, "more", json!(flaw.found.more));
    crate::output::put(
        &mut data,
        "unreadable",
        json!(flaw.unreadable.as_ref().map(language::plain)),
    );
    data
}

/// Writes a new key of a private network of daemons.
fn new_swarm(file: &Path) -> Result<Answer> {
    let key = swarm::key()?;
    if !files::write_new(file, key.as_bytes(), || said!("cli-the-swarm-key"))? {
        return Err(
            Error::new(Kind::Usage, said!("cli-swarm-key-there")).next(said!("cli-swarm-key-there-next"))
        );
    }
    let place = file.display().to_string();
    Ok(Answer::new(
        json!({ "file": place }),
        told(&said!("cli-swarm-key-written", path = place)),
    ))
}

/// Collects garbage in every store.
async fn gc(context: &Context) -> Result<Answer> {
    let (mut lines, mut data, mut failed) = (Vec::new(), Vec::new(), None);
    for choice in &context.profile.stores {
        if not_made_yet(context, choice) {
            let name = choice.name();
            lines.push(told(&said!("cli-gc-not-made", store = name)));
            data.push(json!({
                "store": name, "blocks": 0, "bytes": 0, "kept": 0, "leftovers": 0, "error": null,
            }));
            continue;
        }
        let NamedStore { name, store } = context.named(choice)?;
        match store.gc().await {
            Ok(done) => {
                lines.push(told(&said!(
                    "cli-gc",
                    store = name.as_str(),
                    blocks = done.blocks,
                    bytes = done.bytes,
                    kept = done.kept
                )));
                data.push(json!({
                    "store": name, "blocks": done.blocks, "bytes": done.bytes, "kept": done.kept,
                    "leftovers": done.leftovers, "error": null,
                }));
            }
            Err(error) => {
                let error = Error::from(error);
                let at = said!("core-at", place = name.as_str(), what = error.what.clone());
                lines.push(told(&at));
                data.push(json!({ "store": name, "error": advice::told_plainly(&error) }));
                failed = failed.or(Some(error.kind));
            }
        }
    }
    let answer = Answer::new(json!({ "stores": data }), lines.join("\n"));
    Ok(match failed {
        Some(kind) => answer.exit(kind),
        None => answer,
    })
}
