//! A part of the log as a file: what a filter lets through, oldest first, as JSON lines or as a table.
//!
//! It is no export of [`audit`]: entries are missing, so nothing in it proves that it is whole. Its lines
//! have each entry's own hash, by which any of them is found again in the whole log.

use crate::about::About;
use crate::audit::{self, contradicts};
use crate::destination::failed;
use crate::error::{Error, Kind, Result};
use crate::search::Search;
use crate::sheet::Writer;
use crate::whom::Among;
use crate::{Medink, when, words};
use futures::{StreamExt, TryStreamExt, stream};
use medink_types::{AccountId, Action, LogEntry, bounds};
use medink_words::{Language, Said, said};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io::Write;

/// The version of the format's first line.
const FORMAT: u32 = 1;

/// Most rows of a table: spreadsheets take not many more, and whoever serves one has it in memory.
pub const MOST_ROWS: u64 = 100_000;

/// As what.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    /// A first line that says of what it is a part, and a line of JSON for each entry.
    JsonLines,
    /// A table, with names as the directory has them. Actions are said as this says; what is words is in this language,
    /// while columns, codes, addresses and times are the same in all.
    Table(fn(&Action) -> Said, Language),
}

/// How many names are looked up side by side.
const SIDE_BY_SIDE: usize = 8;

/// The first line: of which log, how long that was, and what was let through.
#[derive(Serialize)]
struct Title {
    medink_log_part: u32,
    genesis: String,
    audit: String,
    of: u64,
    hash: String,
    filtered: Filtered,
}

/// What was let through, as far as anything was asked for. Accounts are hex, as in the lines, or the beginning and end
/// of an address; times are in milliseconds since 1970-01-01, the second not included.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Filtered {
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<u64>,
}

impl Filtered {
    fn of(search: &Search) -> Self {
        let whom = |one: Option<AccountId>, among: &Option<Among>| match (one, among) {
            (Some(one), _) => Some(vec![hex::encode(one.0)]),
            (None, Some(Among::Any(all))) => Some(all.iter().map(|it| hex::encode(it.0)).collect()),
            (None, Some(Among::Short { begin, end, .. })) => Some(vec![format!("{begin}…{end}")]),
            (None, None) => None,
        };
        Filtered {
            actor: whom(search.actor, &search.by),
            subject: whom(search.subject, &search.to),
            action: search.action.map(|action| format!("{action:?}")),
            from: search.from,
            until: search.until,
        }
    }
}

/// What the directory calls somebody, and what that is worth; both empty for who is not in it.
#[derive(Clone, Default)]
struct Called {
    name: String,
    standing: String,
}

/// Where entries go.
enum Sink<'o> {
    Lines(&'o mut (dyn Write + Send)),
    /// With the words of actions, the language, and the names that were looked up.
    Table(
        Box<Writer<&'o mut (dyn Write + Send)>>,
        fn(&Action) -> Said,
        Language,
        HashMap<AccountId, Called>,
    ),
}

/// The columns of a table.
const COLUMNS: [&str; 14] = [
    "number",
    "time",
    "who",
    "who_name",
    "who_standing",
    "action",
    "what",
    "to_whom",
    "to_whom_name",
    "to_whom_standing",
    "about",
    "block",
    "hash",
    "foreign",
];

impl Medink {
    /// Writes what fits, oldest first, up to the end that the log has now. Returns how many entries that are.
    pub async fn extract_log(
        &self,
        search: &Search,
        format: Format,
        out: &mut (dyn Write + Send),
    ) -> Result<u64> {
        let head = self.log_head().await?;
        let list = search.list();
        let at_once = self.longest_log_page().await?.min(bounds::PAGE);
        let mut at = match search.from {
            Some(from) => self.place_in_log(list, from).await?,
            None => 0,
        };
        let end = match search.until {
            Some(until) => self.place_in_log(list, until).await?,
            None => self.log_page(list, 0, 1).await?.total,
        };
        let mut sink = match format {
            Format::JsonLines => {
                let title = Title {
                    medink_log_part: FORMAT,
                    genesis: hex::encode(self.deployment.genesis()),
                    audit: hex::encode(self.deployment.audit().0),
                    of: head.count,
                    hash: hex::encode(head.hash),
                    filtered: Filtered::of(search),
                };
                let title = serde_json::to_string(&title).map_err(|_| unwritten())?;
                writeln!(out, "{title}").map_err(|e| failed(|| said!("core-the-export"), &e))?;
                Sink::Lines(out)
            }
            Format::Table(words, language) => Sink::Table(
                Box::new(Writer::new(out, &COLUMNS)?),
                words,
                language,
                HashMap::new(),
            ),
        };
        let mut found = 0u64;
        while at < end {
            let stop = at.saturating_add(u64::from(bounds::PAGE)).min(end);
            let part = self.log_part_by(list, at, stop, at_once).await?;
            if part.is_empty() {
                return Err(contradicts());
            }
            // What was written meanwhile is no part of the log that the first line names.
            let fits = |entry: &&LogEntry| entry.index < head.count && search.fits(entry);
            if let Sink::Table(_, _, language, names) = &mut sink {
                let people = part.iter().filter(fits);
                self.look_up(
                    *language,
                    names,
                    people.flat_map(|entry| [entry.actor, entry.subject]),
                )
                .await?;
            }
            for entry in part.iter().filter(fits) {
                found = found.saturating_add(1);
                if found > MOST_ROWS && matches!(sink, Sink::Table(..)) {
                    return Err(too_many());
                }
                self.put(&mut sink, entry)?;
            }
            at = stop;
        }
        match sink {
            Sink::Lines(out) => out.flush().map_err(|e| failed(|| said!("core-the-export"), &e))?,
            Sink::Table(table, ..) => table.end()?,
        }
        Ok(found)
    }

    fn put(&self, sink: &mut Sink<'_>, entry: &LogEntry) -> Result<()> {
        match sink {
            Sink::Lines(out) => {
                let line = serde_json::to_string(&self.log_line(entry)).map_err(|_| unwritten())?;
                writeln!(out, "{line}").map_err(|e| failed(|| said!("core-the-export"), &e))
            }
            Sink::Table(table, words, language, names) => {
                let called = |account| names.get(account).cloned().unwrap_or_default();
                let (actor, subject) = (called(&entry.actor), called(&entry.subject));
                table.row(&self.cells(entry, &words(&entry.action), *language, [actor, subject]))
            }
        }
    }

    fn cells(
        &self,
        entry: &LogEntry,
        what: &Said,
        language: Language,
        [actor, subject]: [Called; 2],
    ) -> [String; 14] {
        let about = match About::of(entry) {
            About::Account(account) => self.address(&account),
            about => about
                .words(self)
                .map(|about| about.plain(language))
                .unwrap_or_default(),
        };
        let foreign = match self.is_own_contract(&entry.contract) {
            true => "no",
            false => "yes",
        };
        [
            entry.index.to_string(),
            when::rfc3339(entry.timestamp),
            self.address(&entry.actor),
            actor.name,
            actor.standing,
            format!("{:?}", entry.action),
            what.plain(language),
            self.address(&entry.subject),
            subject.name,
            subject.standing,
            about,
            entry.block.to_string(),
            hex::encode(audit::hash(entry)),
            foreign.to_owned(),
        ]
    }

    /// Looks up whoever is not known yet, each once.
    async fn look_up(
        &self,
        language: Language,
        names: &mut HashMap<AccountId, Called>,
        people: impl Iterator<Item = AccountId>,
    ) -> Result<()> {
        let new: BTreeSet<AccountId> = people.filter(|account| !names.contains_key(account)).collect();
        let called: Vec<(AccountId, Called)> = stream::iter(new)
            .map(|account| async move { Ok::<_, Error>((account, self.called(language, account).await?)) })
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        names.extend(called);
        Ok(())
    }

    async fn called(&self, language: Language, account: AccountId) -> Result<Called> {
        let named = self.directory_name(account).await?;
        let called = named.map(|named| {
            let by = named.attested_by.map(|by| self.short_address(&by));
            Called {
                name: words::shown(&named.name).into_owned(),
                standing: words::standing(by.as_deref()).plain(language),
            }
        });
        Ok(called.unwrap_or_default())
    }
}

fn unwritten() -> Error {
    Error::new(Kind::Internal, said!("core-entry-json"))
}

fn too_many() -> Error {
    Error::new(Kind::Usage, said!("core-too-many-entries", most_rows = MOST_ROWS))
        .next(said!("core-too-many-entries-next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_what_was_let_through() {
        let told = |search: &Search| serde_json::to_value(Filtered::of(search)).unwrap();
        assert_eq!(told(&Search::default()), serde_json::json!({}));
        let search = Search {
            by: Some(Among::Any(vec![[1; 32].into(), [2; 32].into()])),
            to: Some(Among::Short {
                prefix: 42,
                begin: "5Grwva".into(),
                end: "utQY".into(),
            }),
            action: Some(Action::RecordAccessed),
            from: Some(1),
            until: Some(2),
            ..Search::default()
        };
        assert_eq!(
            told(&search),
            serde_json::json!({
                "actor": ["01".repeat(32), "02".repeat(32)],
                "subject": ["5Grwva…utQY"],
                "action": "RecordAccessed",
                "from": 1,
                "until": 2,
            })
        );
        let own = Search {
            subject: Some([3; 32].into()),
            ..Search::default()
        };
        assert_eq!(told(&own), serde_json::json!({ "subject": ["03".repeat(32)] }));
    }
}
