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
use crate::{Medink, when};
use medink_types::{AccountId, Action, LogEntry, bounds};
use serde::Serialize;
use std::collections::HashMap;
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
    /// A table, with names as the directory has them. Actions are written as this says.
    Table(fn(&Action) -> &'static str),
}

/// The first line: of which log, and how long that was.
#[derive(Serialize)]
struct Title {
    medink_log_part: u32,
    genesis: String,
    audit: String,
    of: u64,
    hash: String,
}

/// Where entries go.
enum Sink<'o> {
    Lines(&'o mut (dyn Write + Send)),
    /// With the words of actions, and the names that were looked up.
    Table(
        Box<Writer<&'o mut (dyn Write + Send)>>,
        fn(&Action) -> &'static str,
        HashMap<AccountId, String>,
    ),
}

/// The columns of a table.
const COLUMNS: [&str; 12] = [
    "number",
    "time",
    "who",
    "who_name",
    "action",
    "what",
    "to_whom",
    "to_whom_name",
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
                };
                let title = serde_json::to_string(&title).map_err(|_| unwritten())?;
                writeln!(out, "{title}").map_err(|e| failed("the export", &e))?;
                Sink::Lines(out)
            }
            Format::Table(words) => Sink::Table(Box::new(Writer::new(out, &COLUMNS)?), words, HashMap::new()),
        };
        let mut found = 0u64;
        while at < end {
            let stop = at.saturating_add(u64::from(bounds::PAGE)).min(end);
            let part = self.log_part(list, at, stop).await?;
            if part.is_empty() {
                return Err(contradicts());
            }
            // What was written meanwhile is no part of the log that the first line names.
            for entry in part.iter().filter(|it| it.index < head.count && search.fits(it)) {
                found = found.saturating_add(1);
                if found > MOST_ROWS && matches!(sink, Sink::Table(..)) {
                    return Err(too_many());
                }
                self.put(&mut sink, entry).await?;
            }
            at = stop;
        }
        match sink {
            Sink::Lines(out) => out.flush().map_err(|e| failed("the export", &e))?,
            Sink::Table(table, ..) => table.end()?,
        }
        Ok(found)
    }

    async fn put(&self, sink: &mut Sink<'_>, entry: &LogEntry) -> Result<()> {
        match sink {
            Sink::Lines(out) => {
                let line = serde_json::to_string(&self.log_line(entry)).map_err(|_| unwritten())?;
                writeln!(out, "{line}").map_err(|e| failed("the export", &e))
            }
            Sink::Table(table, words, names) => {
                let actor = self.name_of(names, entry.actor).await?;
                let subject = self.name_of(names, entry.subject).await?;
                table.row(&self.cells(entry, words(&entry.action), actor, subject))
            }
        }
    }

    fn cells(&self, entry: &LogEntry, what: &str, actor: String, subject: String) -> [String; 12] {
        let about = match About::of(entry) {
            About::Account(account) => self.address(&account),
            about => about.words(self),
        };
        let foreign = match self.is_own_contract(&entry.contract) {
            true => "no",
            false => "yes",
        };
        [
            entry.index.to_string(),
            when::rfc3339(entry.timestamp),
            self.address(&entry.actor),
            actor,
            format!("{:?}", entry.action),
            what.to_owned(),
            self.address(&entry.subject),
            subject,
            about,
            entry.block.to_string(),
            hex::encode(audit::hash(entry)),
            foreign.to_owned(),
        ]
    }

    async fn name_of(&self, names: &mut HashMap<AccountId, String>, account: AccountId) -> Result<String> {
        if let Some(name) = names.get(&account) {
            return Ok(name.clone());
        }
        let name = match self.directory_name(account).await? {
            Some(named) => crate::words::shown(&named.name).into_owned(),
            None => String::new(),
        };
        names.insert(account, name.clone());
        Ok(name)
    }
}

fn unwritten() -> Error {
    Error::new(Kind::Internal, "an entry of the log could not be written as JSON")
}

fn too_many() -> Error {
    Error::new(
        Kind::Usage,
        format!("more than {MOST_ROWS} entries fit, which are too many for a table"),
    )
    .next("Narrow the filter, for instance by time, or export JSON lines.")
}
