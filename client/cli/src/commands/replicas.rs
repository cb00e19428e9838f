//! `medink store status` and `medink store repair`: what each store has of what the chain refers to, and what it lacks
//! brought there. No account takes part.

use crate::advice;
use crate::args::{Copying, StandingArgs};
use crate::context::Context;
use crate::language::{plain, told};
use crate::output::{Answer, put};
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::replication::{Lacking, MOST_ROWS, Named, Repaired, Rows, Standing, Unreadable};
use medink_core::stores::Reference;
use medink_types::AccountId;
use medink_words::said;
use serde_json::{Value, json};

/// Most rows that are shown to people of what went wrong; programs get up to [`MOST_ROWS`].
const SHOWN: usize = 50;

/// The command that brings what is lacking.
const REPAIR: &str = "medink store repair";

/// Shows what each store has.
pub async fn status(context: &Context, args: &StandingArgs) -> Result<Answer> {
    let medink = context.open().await?;
    let of = patient(context, &medink, args.of.patient.as_deref())?;
    let (stores, copies) = (named(context)?, context.profile.copies);
    let limit = args.limit.min(MOST_ROWS);
    let standing = medink.standing(of, &stores, copies, (args.start, limit)).await?;
    let mut lines = vec![told(&said!(
        "cli-stores-head",
        records = standing.records,
        copies = copies
    ))];
    lines.extend(standing.stores.iter().map(|one| match &one.failed {
        Some(error) => failed(&one.name, error),
        None => told(&said!(
            "cli-stores-has",
            store = one.name.as_str(),
            whole = one.whole,
            partly = one.partly,
            absent = one.absent
        )),
    }));
    if standing.short > 0 {
        lines.push(told(&said!("cli-stores-short", short = standing.short)));
    }
    lines.extend(standing.lacking.items.iter().map(|row| {
        let who = medink.short_address(&row.reference.patient);
        lacking_line(row, &who, stores.len())
    }));
    if standing.lacking.left() > 0 {
        let next = args.start.saturating_add(standing.lacking.items.len() as u64);
        lines.push(told(&said!(
            "cli-stores-more",
            left = standing.lacking.left(),
            option = format!("--start {next}")
        )));
    }
    if standing.lacking.total > 0 {
        lines.push(told(&said!("cli-stores-repair", command = REPAIR)));
    }
    lines.extend(unreadable_lines(&medink, &standing.unreadable));
    let code = standing_code(&standing);
    let answer = Answer::new(
        standing_json(&medink, &standing, copies, args.start),
        lines.join("\n"),
    );
    Ok(exit(answer, code))
}

fn standing_code(standing: &Standing) -> Option<Kind> {
    let damaged = standing.short > 0 || standing.unreadable.total > 0;
    let failed = standing.stores.iter().find_map(|one| one.failed.as_ref());
    damaged
        .then_some(Kind::Damaged)
        .or_else(|| failed.map(|error| error.kind))
}

fn lacking_line(row: &Lacking, who: &str, all: usize) -> String {
    let number = row.reference.number;
    told(&match row.lack.is_empty() {
        true => said!(
            "cli-stores-row-unasked",
            number = number,
            patient = who,
            have = row.have,
            all = all
        ),
        false => said!(
            "cli-stores-row",
            number = number,
            patient = who,
            have = row.have,
            all = all,
            stores = row.lack.join(", ")
        ),
    })
}

fn standing_json(medink: &Medink, standing: &Standing, copies: usize, start: u64) -> Value {
    let stores = standing.stores.iter().map(|one| {
        json!({
            "store": one.name, "whole": one.whole, "partly": one.partly, "absent": one.absent,
            "error": one.failed.as_ref().map(advice::told_plainly),
        })
    });
    let rows = standing.lacking.items.iter().map(|row| {
        let mut data = reference(medink, &row.reference);
        put(&mut data, "have", json!(row.have));
        put(&mut data, "lack", json!(row.lack));
        data
    });
    json!({
        "records": standing.records, "copies": copies, "short": standing.short,
        "stores": stores.collect::<Value>(),
        "lacking": { "total": standing.lacking.total, "start": start, "items": rows.collect::<Value>() },
        "unreadable": unreadable_json(medink, &standing.unreadable),
    })
}

/// Brings to each store what it lacks.
pub async fn repair(context: &Context, what: &Copying) -> Result<Answer> {
    if context.profile.stores.len() < 2 {
        return Err(one_store());
    }
    let medink = context.open().await?;
    let of = patient(context, &medink, what.of.patient.as_deref())?;
    let stores = named(context)?;
    let done = medink
        .repair(of, &stores, what.recheck, &context.warnings, &context.bars)
        .await?;
    let mut lines = Vec::new();
    for one in &done.stores {
        lines.push(told(&said!(
            "cli-stores-brought",
            store = one.name.as_str(),
            brought = one.brought,
            bytes = one.bytes,
            before = one.before
        )));
        lines.extend(one.failed.as_ref().map(|error| failed(&one.name, error)));
    }
    let rows = done.unmended.items.iter().take(SHOWN);
    lines.extend(rows.map(|row| {
        told(&said!(
            "cli-stores-unmended",
            number = row.reference.number,
            patient = medink.short_address(&row.reference.patient),
            store = row.store.as_str(),
            why = row.why.clone()
        ))
    }));
    lines.extend(more(done.unmended.total));
    lines.extend(unreadable_lines(&medink, &done.unreadable));
    let code = repaired_code(&done);
    Ok(exit(
        Answer::new(repaired_json(&medink, &done), lines.join("\n")),
        code,
    ))
}

fn repaired_code(done: &Repaired) -> Option<Kind> {
    let failed = done.stores.iter().find_map(|one| one.failed.as_ref());
    let damaged = done.unmended.total > 0 || done.unreadable.total > 0;
    failed
        .map(|error| error.kind)
        .or_else(|| damaged.then_some(Kind::Damaged))
}

fn repaired_json(medink: &Medink, done: &Repaired) -> Value {
    let stores = done.stores.iter().map(|one| {
        json!({
            "store": one.name, "brought": one.brought, "bytes": one.bytes, "before": one.before,
            "error": one.failed.as_ref().map(advice::told_plainly),
        })
    });
    let rows = done.unmended.items.iter().map(|row| {
        let mut data = reference(medink, &row.reference);
        put(&mut data, "store", json!(row.store));
        put(&mut data, "why", json!(plain(&row.why)));
        data
    });
    json!({
        "records": done.records, "stores": stores.collect::<Value>(),
        "unmended": { "total": done.unmended.total, "items": rows.collect::<Value>() },
        "unreadable": unreadable_json(medink, &done.unreadable),
    })
}

/// The refusal where there is nothing to bring anything from.
pub fn one_store() -> Error {
    Error::new(Kind::Usage, said!("cli-one-store")).next(said!("cli-one-store-next"))
}

/// The profile's stores, each by itself.
fn named(context: &Context) -> Result<Vec<Named>> {
    let stores = context.stores()?.into_iter();
    Ok(stores.map(|one| (one.name, one.store)).collect())
}

fn patient(context: &Context, medink: &Medink, who: Option<&str>) -> Result<Option<AccountId>> {
    who.map(|who| context.address(medink.chain.as_ref(), who))
        .transpose()
}

fn exit(answer: Answer, kind: Option<Kind>) -> Answer {
    match kind {
        Some(kind) => answer.exit(kind),
        None => answer,
    }
}

fn failed(store: &str, error: &Error) -> String {
    let why = advice::told_in_a_line(error);
    told(&said!("cli-stores-failed", store = store, why = why))
}

/// That there are more rows than are shown.
fn more(total: u64) -> Option<String> {
    let left = total.saturating_sub(SHOWN as u64);
    (left > 0).then(|| told(&said!("cli-stores-more", left = left, option = "--json")))
}

/// The records whose place on the chain is none, for people. No store is at fault, and none can mend it.
fn unreadable_lines(medink: &Medink, rows: &Rows<Unreadable>) -> Vec<String> {
    let shown = rows.items.iter().take(SHOWN);
    let mut lines: Vec<String> = shown
        .map(|(patient, number, why)| {
            told(&said!(
                "cli-stores-unreadable",
                number = *number,
                patient = medink.short_address(patient),
                why = why.clone()
            ))
        })
        .collect();
    lines.extend(more(rows.total));
    if rows.total > 0 {
        lines.push(told(&said!("cli-stores-unreadable-next")));
    }
    lines
}

fn unreadable_json(medink: &Medink, rows: &Rows<Unreadable>) -> Value {
    let rows = rows.items.iter();
    rows.map(
        |(patient, number, why)| json!({ "patient": medink.address(patient), "number": number, "why": plain(why) }),
    )
    .collect()
}

/// A record, for programs.
pub fn reference(medink: &Medink, reference: &Reference) -> Value {
    json!({
        "patient": medink.address(&reference.patient), "number": reference.number, "cid": reference.cid.to_string(),
    })
}
