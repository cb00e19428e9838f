//! `medink record search`. What is looked for says something of somebody's health, so it comes from a prompt, a file or
//! standard input and never from the command line, and no error repeats it. The records are looked through on this machine.

use crate::args::{OrderArg, Searching};
use crate::commands::record::{faulty, record_json, state, whose};
use crate::commands::{done, given};
use crate::context::Context;
use crate::language;
use crate::output::{Answer, put};
use crate::table::Column::{Spare, Whole, Words};
use medink_core::Medink;
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::find::{self, Order, Wanted};
use medink_core::records::Listed;
use medink_core::versions::{Versions, versions};
use medink_core::when;
use medink_seal::record::Details;
use medink_types::AccountId;
use medink_words::{Said, said};
use serde::Deserialize;
use serde_json::{Value, json};

/// What is looked for, as a user gives it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    words: String,
    kind: String,
    /// An address, a name on this machine, or part of a name in the directory.
    author: String,
}

/// Finds records.
pub async fn run(context: &Context, searching: &Searching) -> Result<Answer> {
    let date = |date: &Option<String>| date.as_deref().map(when::parse_date).transpose();
    let (from, until) = (date(&searching.from)?, date(&searching.until)?);
    let asked = asked(context, searching).await?;
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let patient = whose(context, &medink, &actor, &searching.of)?;
    let titles = searching.titles || patient == actor.id();
    if !titles && (!asked.words.is_empty() || !asked.kind.is_empty() || searching.openable) {
        return Err(Error::new(Kind::Usage, said!("cli-search-titles")).next(said!("cli-search-titles-next")));
    }
    let made = context
        .operation(&medink, &actor)
        .list_records(patient, titles)
        .await?;
    let all = versions(made.value);
    let author = match asked.author.as_str() {
        "" => None,
        who => Some(medink.after(&made.steps, author(context, &medink, &all, who).await)?),
    };
    let wanted = Wanted {
        words: asked.words,
        kind: Some(asked.kind).filter(|kind| !kind.is_empty()),
        author,
        from,
        until,
        openable: searching.openable,
        order: searching.order.into(),
    };
    let found = wanted.find(&all);
    let shown: Vec<(&Versions, &Listed)> = found
        .iter()
        .skip(searching.start)
        .take(searching.limit)
        .filter_map(|record| Some((*record, record.current()?)))
        .collect();
    let text = told(context, &medink, searching, &shown, (found.len(), all.len()));
    let records: Vec<Value> = shown
        .iter()
        .map(|(record, now)| json_of(&medink, record, now))
        .collect();
    let data = json!({
        "records": records, "found": found.len(), "all": all.len(), "start": searching.start,
    });
    Ok(done(&medink, &made.steps, data, &text))
}

/// What is looked for: anything where nothing is said.
async fn asked(context: &Context, searching: &Searching) -> Result<Asked> {
    let Some(text) = given(searching.details.as_deref(), || said!("cli-the-search")).await? else {
        if context.global.yes {
            return Ok(Asked::default());
        }
        let ask = |question: Said| {
            let answer = context.prompt.line(&language::shown(&question))?;
            Ok::<_, Error>(answer.to_string())
        };
        return Ok(Asked {
            words: ask(said!("ask-words"))?,
            kind: ask(said!("ask-kind"))?,
            author: ask(said!("ask-author"))?,
        });
    };
    parsed(&text)
}

/// A JSON object, or words as they are.
fn parsed(text: &str) -> Result<Asked> {
    let text = text.trim();
    if !text.starts_with('{') {
        return Ok(Asked {
            words: text.to_owned(),
            ..Asked::default()
        });
    }
    let asked: Asked = serde_json::from_str(text).map_err(|e| {
        Error::new(
            Kind::Usage,
            said!("cli-search-json", line = e.line(), column = e.column()),
        )
        .next(said!("cli-search-json-next"))
    })?;
    let trimmed = |text: String| text.trim().to_owned();
    Ok(Asked {
        words: trimmed(asked.words),
        kind: trimmed(asked.kind),
        author: trimmed(asked.author),
    })
}

/// Who is meant, among those who wrote the records where it is no account's name or address.
async fn author(context: &Context, medink: &Medink, all: &[Versions], who: &str) -> Result<AccountId> {
    if let Ok(account) = context.address(medink.chain.as_ref(), who) {
        return Ok(account);
    }
    let mut called = Vec::new();
    for author in find::authors(all) {
        let named = medink.directory_name(author).await?;
        if named.is_some_and(|named| find::is_called(&named.name, who)) {
            called.push(author);
        }
    }
    match called.as_slice() {
        [one] => Ok(*one),
        [] => Err(Error::new(Kind::NotFound, said!("cli-search-nobody"))
            .next(said!("cli-search-nobody-next"))
            .advise(Advice::ListDoctors)),
        several => Err(
            Error::new(Kind::Usage, said!("cli-search-several", count = several.len()))
                .next(said!("cli-search-several-next"))
                .advise(Advice::ListDoctors),
        ),
    }
}

fn told(
    context: &Context,
    medink: &Medink,
    searching: &Searching,
    shown: &[(&Versions, &Listed)],
    (found, all): (usize, usize),
) -> String {
    let nothing = match (shown.is_empty(), found, all) {
        (_, _, 0) => Some(said!("cli-no-record", command = "medink record add FILE")),
        (_, 0, all) => Some(said!("cli-nothing-found", count = all)),
        (true, found, _) => Some(said!("cli-found-none-so-far", count = found)),
        _ => None,
    };
    if let Some(nothing) = nothing {
        return language::told(&nothing);
    }
    let columns = [
        Whole("head-no"),
        Whole("head-state"),
        Whole("head-date"),
        Whole("head-by"),
        Words("head-kind"),
        Words("head-title"),
        Spare("head-type"),
        Spare("head-bytes"),
    ];
    let rows = shown.iter().map(|(record, now)| row(medink, record, now));
    let mut text = context.table(&columns, rows.collect());
    for (number, why) in shown.iter().filter_map(|(_, now)| faulty(now)) {
        let line = said!("cli-record-unreadable", number = number, why = why);
        text.push_str(&format!("\n{}", language::told(&line)));
    }
    let end = searching.start.saturating_add(shown.len());
    let start = searching.start.saturating_add(1);
    let line = said!("cli-found", start = start, end = end, found = found, all = all);
    text.push_str(&format!("\n{}", language::told(&line)));
    if end < found {
        let more = said!("cli-more", option = format!("--start {end}"));
        text.push_str(&format!(" {}", language::told(&more)));
    }
    text
}

/// A record's current version, dated as records are sorted, with who wrote the first.
fn row(medink: &Medink, record: &Versions, now: &Listed) -> Vec<String> {
    let of = |get: fn(&Details) -> String| now.details.as_ref().map_or_else(|| "-".to_owned(), get);
    vec![
        now.record.number.to_string(),
        state(now),
        find::date_of(now),
        medink.short_address(&record.author().unwrap_or(now.record.author)),
        of(|d| d.kind.to_string()),
        of(|d| d.title.clone()),
        of(|d| d.media_type.clone()),
        of(|d| d.size.to_string()),
    ]
}

fn json_of(medink: &Medink, record: &Versions, now: &Listed) -> Value {
    let mut data = record_json(medink, now);
    let numbers = record.all().iter().map(|version| version.record.number);
    put(&mut data, "date", json!(find::date_of(now)));
    put(&mut data, "versions", numbers.collect());
    put(
        &mut data,
        "first_author",
        json!(record.author().map(|author| medink.address(&author))),
    );
    data
}

impl From<OrderArg> for Order {
    fn from(arg: OrderArg) -> Self {
        match arg {
            OrderArg::Newest => Order::Newest,
            OrderArg::Oldest => Order::Oldest,
            OrderArg::Changed => Order::Changed,
            OrderArg::Title => Order::Title,
            OrderArg::Kind => Order::Kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn words_come_as_they_are_or_in_json() {
        let plain = parsed(" blood count\n").unwrap();
        assert_eq!((plain.words.as_str(), plain.kind.as_str()), ("blood count", ""));
        assert!(parsed("").unwrap().words.is_empty());
        let asked = parsed(r#"{"words": " ECG ", "kind": "imaging", "author": "House"}"#).unwrap();
        assert_eq!(
            (asked.words.as_str(), asked.kind.as_str(), asked.author.as_str()),
            ("ECG", "imaging", "House")
        );
        for wrong in [
            r#"{"words": "MARKER""#,
            r#"{"MARKER": 1}"#,
            r#"{"words": ["MARKER"]}"#,
        ] {
            let error = parsed(wrong).err().unwrap();
            assert!(
                error.kind == Kind::Usage && !error.to_string().contains("MARKER"),
                "{error}"
            );
        }
    }

    #[test]
    fn orders_have_the_cores_words() {
        for arg in OrderArg::value_variants() {
            let word = arg.to_possible_value().unwrap().get_name().to_owned();
            assert_eq!(Order::of(&word), Some(Order::from(*arg)));
        }
        assert_eq!(OrderArg::value_variants().len(), Order::ALL.len());
    }
}
