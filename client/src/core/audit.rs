//! The log: reading, exporting as JSON lines, and verifying an export offline against the head on chain.

use crate::core::{Medink, blake2_256};
use crate::error::{Error, Kind, Result};
use medink_chain::{ChainExt, contracts};
use medink_types::{AccountId, Action, Head, LogEntry, bounds};
use scale::Encode;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Write};

/// Which entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// All.
    All,
    /// Those of one actor.
    Actor(AccountId),
    /// Those about one subject.
    Subject(AccountId),
}

/// One entry as a line of an export. Accounts, hashes and references are hex; `hash` is the entry's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its place in the log, from 0.
    pub index: u64,
    /// The contract that logged it.
    pub contract: String,
    /// Who acted.
    pub actor: String,
    /// Whom or what it was about.
    pub subject: String,
    /// What was done, by name.
    pub action: String,
    /// The action's SCALE code.
    pub code: u8,
    /// Which one: see `medink_types::Action`.
    pub reference: String,
    /// The block's number.
    pub block: u32,
    /// The block's time, in milliseconds since 1970-01-01.
    pub timestamp: u64,
    /// The hash of the entry before.
    pub previous: String,
    /// BLAKE2b-256 of this entry in SCALE.
    pub hash: String,
}

/// What verifying found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Entries in the file, all in order and chained.
    pub entries: u64,
    /// Entries on the chain.
    pub on_chain: u64,
    /// Whether the file is the whole log; otherwise it is its true beginning.
    pub complete: bool,
}

impl Medink {
    /// How many entries the log has and the hash of its last.
    pub async fn log_head(&self) -> Result<Head> {
        Ok(self
            .chain
            .read(&contracts::audit::head(self.deployment.audit()))
            .await?)
    }

    /// The newest `limit` entries that fit, newest last.
    pub async fn log_tail(&self, filter: Filter, limit: u64) -> Result<Vec<LogEntry>> {
        let total = self.log_page(filter, 0, 1).await?.total;
        let mut start = total.saturating_sub(limit);
        let mut found = Vec::new();
        loop {
            let page = self.log_page(filter, start, bounds::PAGE).await?;
            found.extend(page.items);
            match page.next {
                Some(next) => start = next,
                None => return Ok(found),
            }
        }
    }

    /// Writes the whole log as JSON lines, page by page. Returns the head that it ends with.
    pub async fn export_log(&self, out: &mut (dyn Write + Send)) -> Result<Head> {
        let mut head = Head::default();
        let mut start = 0;
        loop {
            let page = self.log_page(Filter::All, start, bounds::PAGE).await?;
            for entry in &page.items {
                head = Head {
                    count: entry.index.saturating_add(1),
                    hash: hash(entry),
                };
                let line = serde_json::to_string(&Line::from(entry)).map_err(|_| {
                    Error::new(Kind::Internal, "an entry of the log could not be written as JSON")
                })?;
                writeln!(out, "{line}").map_err(|e| Error::io("writing the export", &e))?;
            }
            match page.next {
                Some(next) => start = next,
                None => break,
            }
        }
        out.flush().map_err(|e| Error::io("writing the export", &e))?;
        Ok(head)
    }

    /// Recomputes an export's chain of hashes, offline, and compares its end with the chain.
    pub async fn verify_log(&self, export: &mut (dyn BufRead + Send)) -> Result<Verdict> {
        let end = recompute(export)?;
        let head = self.log_head().await?;
        let expected = match end.count {
            n if n == head.count => head.hash,
            n if n > head.count => {
                return Err(not_the_log(format!(
                    "it has {n} entries, the chain {}",
                    head.count
                )));
            }
            // The entry after the file's last one holds that one's hash.
            n => {
                let at = self.deployment.audit();
                let after = self.chain.read(&contracts::audit::entry(at, n)).await?;
                after
                    .ok_or_else(|| not_the_log(format!("the chain has no entry {n}")))?
                    .previous
            }
        };
        if expected != end.hash {
            return Err(not_the_log(format!(
                "after {} entries its hash differs from the chain's",
                end.count
            )));
        }
        Ok(Verdict {
            entries: end.count,
            on_chain: head.count,
            complete: end.count == head.count,
        })
    }

    pub(super) async fn log_page(
        &self,
        filter: Filter,
        start: u64,
        limit: u32,
    ) -> Result<medink_types::Page<LogEntry>> {
        let at = self.deployment.audit();
        let limit = limit.min(self.audit_parameters().await?.max_page);
        Ok(match filter {
            Filter::All => {
                self.chain
                    .read(&contracts::audit::entries(at, start, limit))
                    .await?
            }
            Filter::Actor(who) => {
                self.chain
                    .read(&contracts::audit::entries_by_actor(at, who, start, limit))
                    .await?
            }
            Filter::Subject(who) => {
                self.chain
                    .read(&contracts::audit::entries_by_subject(at, who, start, limit))
                    .await?
            }
        })
    }
}

impl From<&LogEntry> for Line {
    fn from(entry: &LogEntry) -> Self {
        let account = |id: &AccountId| {
            let bytes: &[u8; 32] = id.as_ref();
            hex::encode(bytes)
        };
        Line {
            index: entry.index,
            contract: account(&entry.contract),
            actor: account(&entry.actor),
            subject: account(&entry.subject),
            action: format!("{:?}", entry.action),
            code: entry.action.encode().first().copied().unwrap_or(u8::MAX),
            reference: hex::encode(entry.reference),
            block: entry.block,
            timestamp: entry.timestamp,
            previous: hex::encode(entry.previous),
            hash: hex::encode(hash(entry)),
        }
    }
}

impl Line {
    fn entry(&self) -> Option<LogEntry> {
        let bytes = |text: &str| {
            let mut out = [0u8; 32];
            hex::decode_to_slice(text, &mut out).ok().map(|()| out)
        };
        let action = <Action as scale::Decode>::decode(&mut [self.code].as_slice()).ok()?;
        (format!("{action:?}") == self.action).then_some(())?;
        Some(LogEntry {
            index: self.index,
            contract: bytes(&self.contract)?.into(),
            actor: bytes(&self.actor)?.into(),
            subject: bytes(&self.subject)?.into(),
            action,
            reference: bytes(&self.reference)?,
            block: self.block,
            timestamp: self.timestamp,
            previous: bytes(&self.previous)?,
        })
    }
}

/// The hash that the next entry has to hold.
pub fn hash(entry: &LogEntry) -> [u8; 32] {
    blake2_256(&entry.encode())
}

/// Recomputes the chain of hashes of an export. Returns its end, or says which line breaks it.
pub fn recompute(export: &mut (dyn BufRead + Send)) -> Result<Head> {
    let mut head = Head::default();
    let mut text = String::new();
    loop {
        text.clear();
        let read = export.read_line(&mut text).map_err(|e| unread(&e))?;
        if read == 0 {
            break;
        }
        let number = head.count.saturating_add(1);
        let line: Line =
            serde_json::from_str(&text).map_err(|_| broken(number, "it is no entry of a medink export"))?;
        let entry = line
            .entry()
            .ok_or_else(|| broken(number, "a field of it can't be read"))?;
        if entry.index != head.count {
            return Err(broken(number, "an entry is missing or out of order"));
        }
        if entry.previous != head.hash {
            return Err(broken(number, "it does not hold the hash of the entry before"));
        }
        let own = hash(&entry);
        if hex::encode(own) != line.hash {
            return Err(broken(number, "its own hash does not fit what it says"));
        }
        head = Head {
            count: number,
            hash: own,
        };
    }
    if head.count == 0 {
        return Err(Error::new(Kind::Damaged, "the export is empty")
            .next("Export again.")
            .command("medink audit export"));
    }
    Ok(head)
}

/// The failure to read an export.
pub fn unread(error: &std::io::Error) -> Error {
    Error::io("reading the export", error)
        .next("Check that it is there, is a text file, and that you may read it.")
}

fn broken(line: u64, why: &str) -> Error {
    Error::new(
        Kind::Damaged,
        format!("line {line} of the export breaks the chain: {why}"),
    )
    .next("The file was changed or cut. Export again.")
    .command("medink audit export")
}

fn not_the_log(why: String) -> Error {
    Error::new(
        Kind::Damaged,
        format!("the export is consistent, but it is not this chain's log: {why}"),
    )
    .next("It may be of another deployment, or the log on chain was replaced. Export again and compare.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(n: u64) -> Vec<String> {
        let mut previous = [0; 32];
        (0..n)
            .map(|index| {
                let entry = LogEntry {
                    index,
                    contract: [1; 32].into(),
                    actor: [2; 32].into(),
                    subject: [3; 32].into(),
                    action: Action::RecordAdded,
                    reference: [4; 32],
                    block: 5,
                    timestamp: 6 + index,
                    previous,
                };
                previous = hash(&entry);
                serde_json::to_string(&Line::from(&entry)).unwrap()
            })
            .collect()
    }

    fn verify(lines: &[String]) -> Result<Head> {
        recompute(&mut std::io::Cursor::new(lines.join("\n")))
    }

    #[test]
    fn an_untouched_export_gives_its_head() {
        assert_eq!(verify(&export(3)).unwrap().count, 3);
    }

    #[test]
    fn every_change_breaks_the_chain_at_its_line() {
        let good = export(3);
        for (from, to) in [
            ("\"timestamp\":7", "\"timestamp\":8"),
            ("\"block\":5", "\"block\":6"),
            ("0404", "0405"),
            ("RecordAdded", "RecordErased"),
        ] {
            let mut bad = good.clone();
            bad[1] = bad[1].replacen(from, to, 1);
            assert!(verify(&bad).unwrap_err().what.starts_with("line 2 "), "{from}");
        }
        assert!(verify(&good[1..]).unwrap_err().what.starts_with("line 1 "));
        assert!(
            verify(&[good[0].clone(), good[2].clone()])
                .unwrap_err()
                .what
                .starts_with("line 2 ")
        );
        assert_eq!(verify(&[]).unwrap_err().kind, Kind::Damaged);
        assert_ne!(verify(&good[..2]).unwrap().hash, verify(&good).unwrap().hash);
    }
}
