//! The log: reading, exporting as JSON lines, and verifying an export, against the chain or against a head that was
//! written down, with no node at all.
//!
//! An export's first line says of which chain and which four contracts it is, and which head it ends with; then comes
//! a line for each entry. What another contract wrote that the admins let write is marked as foreign: the log proves
//! that it was written, and nothing of what it says.

use crate::advice::Advice;
use crate::destination::failed;
use crate::error::{Error, Kind, Result};
use crate::{Medink, blake2_256};
use medink_chain::{ChainExt, contracts};
use medink_types::{AccountId, Action, Head, LogEntry, bounds};
use medink_words::{Said, said};
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
    /// Whether a contract wrote it that is not one of the deployment's four: then believe nothing of what it says.
    pub foreign: bool,
}

/// The first line of an export. Accounts and hashes are hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// The version of the export's format.
    pub medink_log: u32,
    /// The chain's genesis hash.
    pub genesis: String,
    /// The admin contract.
    pub admin: String,
    /// The audit contract, whose log it is.
    pub audit: String,
    /// The doctor contract.
    pub doctor: String,
    /// The patient contract.
    pub patient: String,
    /// How many entries follow.
    pub count: u64,
    /// The last one's hash; zeros where there is none.
    pub hash: String,
}

/// The version of an export's format.
const FORMAT: u32 = 1;

/// Longest line of an export, in bytes: an entry has some 700.
const LONGEST_LINE: u64 = 4_096;

/// Most foreign entries that are named.
const NAMED: usize = 20;

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Entries in the file, all in order and chained.
    pub entries: u64,
    /// Entries that the log had by what it was held against.
    pub known: u64,
    /// Whether the file is all of that; otherwise it is its true beginning.
    pub complete: bool,
    /// Whether that was the chain; otherwise a head that was given.
    pub against_chain: bool,
    /// Entries that a foreign contract wrote.
    pub foreign: u64,
    /// The first of them, by index.
    pub foreign_first: Vec<u64>,
    /// Of which chain and contracts the file says that it is.
    pub title: Title,
}

/// What an export comes to, by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recomputed {
    /// Its first line.
    pub title: Title,
    /// Its end.
    pub head: Head,
    /// The hash after as many entries as were asked about; none where there are fewer.
    pub asked: Option<[u8; 32]>,
    /// Entries that a foreign contract wrote.
    pub foreign: u64,
    /// The first of them, by index.
    pub foreign_first: Vec<u64>,
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

    /// Writes the whole log as JSON lines, page by page, up to the head that it has now. Returns that head.
    pub async fn export_log(&self, out: &mut (dyn Write + Send)) -> Result<Head> {
        let head = self.log_head().await?;
        let title = serde_json::to_string(&self.title(&head)).map_err(|_| unwritten())?;
        writeln!(out, "{title}").map_err(|e| failed(|| said!("core-the-export"), &e))?;
        let mut written = Head::default();
        while written.count < head.count {
            let page = self.log_page(Filter::All, written.count, bounds::PAGE).await?;
            for entry in page.items.iter().take_while(|entry| entry.index < head.count) {
                if (entry.index, entry.previous) != (written.count, written.hash) {
                    return Err(contradicts());
                }
                written = Head {
                    count: entry.index.saturating_add(1),
                    hash: hash(entry),
                };
                let line = serde_json::to_string(&self.log_line(entry)).map_err(|_| unwritten())?;
                writeln!(out, "{line}").map_err(|e| failed(|| said!("core-the-export"), &e))?;
            }
            if page.items.is_empty() {
                return Err(contradicts());
            }
        }
        if written != head {
            return Err(contradicts());
        }
        out.flush().map_err(|e| failed(|| said!("core-the-export"), &e))?;
        Ok(head)
    }

    /// An entry as a line of an export.
    pub fn log_line(&self, entry: &LogEntry) -> Line {
        Line::of(entry, !self.is_own_contract(&entry.contract))
    }

    fn title(&self, head: &Head) -> Title {
        let hex = |account: AccountId| hex::encode(account.0);
        Title {
            medink_log: FORMAT,
            genesis: hex::encode(self.deployment.genesis()),
            admin: hex(self.deployment.admin()),
            audit: hex(self.deployment.audit()),
            doctor: hex(self.deployment.doctor()),
            patient: hex(self.deployment.patient()),
            count: head.count,
            hash: hex::encode(head.hash),
        }
    }

    /// Recomputes an export's chain of hashes, offline, and compares its end with the chain. The log's end is the
    /// node's word: a head that was written down elsewhere ([`verify_against`]) needs nobody's.
    /// It blocks where the export does: see [`recompute`].
    pub async fn verify_log(&self, export: &mut (dyn BufRead + Send)) -> Result<Verdict> {
        self.verify_end(recompute(export, None)?).await
    }

    /// Compares an export, as [`recompute`] found it, with the chain.
    pub async fn verify_end(&self, found: Recomputed) -> Result<Verdict> {
        same_system(&found.title, &self.title(&found.head))?;
        let end = found.head;
        let head = self.log_head().await?;
        let expected = match end.count {
            n if n == head.count => head.hash,
            n if n > head.count => {
                return Err(not_the_log(said!(
                    "core-not-the-log-longer",
                    n = n,
                    chain = head.count
                )));
            }
            // The entry after the file's last one holds that one's hash.
            n => {
                let at = self.deployment.audit();
                let after = self.chain.read(&contracts::audit::entry(at, n)).await?;
                after
                    .ok_or_else(|| not_the_log(said!("core-not-the-log-no-entry", n = n)))?
                    .previous
            }
        };
        if expected != end.hash {
            return Err(not_the_log(said!("core-not-the-log-hash", entries = end.count)));
        }
        Ok(verdict(found, head.count, true))
    }

    /// A page of who opened a patient's records and profile, oldest first; `start` counts from 0.
    pub async fn accesses(
        &self,
        patient: AccountId,
        start: u64,
        limit: u32,
    ) -> Result<medink_types::Page<LogEntry>> {
        let at = self.deployment.audit();
        let limit = limit.min(self.audit_parameters().await?.max_page);
        let page = contracts::audit::accesses_by_subject(at, patient, start, limit);
        Ok(self.chain.read(&page).await?)
    }

    /// Who opened a patient's records and profile, newest first: `limit` of them after the newest `skip`, and how many
    /// there are. The list holds nothing else, so that nothing can bury them.
    pub async fn newest_accesses(
        &self,
        patient: AccountId,
        skip: u64,
        limit: u64,
    ) -> Result<(Vec<LogEntry>, u64)> {
        let total = self.accesses(patient, 0, 1).await?.total;
        let end = total.saturating_sub(skip);
        let mut found = self
            .accesses_between(patient, end.saturating_sub(limit), end)
            .await?;
        found.reverse();
        Ok((found, total))
    }

    pub(super) async fn log_page(
        &self,
        filter: Filter,
        start: u64,
        limit: u32,
    ) -> Result<medink_types::Page<LogEntry>> {
        let limit = limit.min(self.longest_log_page().await?);
        self.log_page_within(filter, start, limit).await
    }

    /// How many entries the contract gives at once.
    pub(super) async fn longest_log_page(&self) -> Result<u32> {
        Ok(self.audit_parameters().await?.max_page)
    }

    /// A page of no more entries than the contract gives at once: whoever walks has asked how many that are.
    pub(super) async fn log_page_within(
        &self,
        filter: Filter,
        start: u64,
        limit: u32,
    ) -> Result<medink_types::Page<LogEntry>> {
        let at = self.deployment.audit();
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

impl Line {
    fn of(entry: &LogEntry, foreign: bool) -> Self {
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
            foreign,
        }
    }

    fn entry(&self) -> Option<LogEntry> {
        // In small letters, as it was written: one entry is one line.
        let bytes = |text: &str| {
            let mut out = [0u8; 32];
            hex::decode_to_slice(text, &mut out).ok()?;
            (hex::encode(out) == text).then_some(out)
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

/// Recomputes an export and compares it with a head that was given: no node takes part. What lies behind that head in
/// the file is chained to it, and the head says nothing of it.
///
/// # Errors
/// [`Kind::Damaged`].
pub fn verify_against(export: &mut (dyn BufRead + Send), head: &Head) -> Result<Verdict> {
    let found = recompute(export, Some(head.count))?;
    match found.asked {
        Some(hash) if hash == head.hash => Ok(verdict(found, head.count, false)),
        Some(_) => Err(not_the_log(said!("core-not-the-log-head", entries = head.count))),
        None => Err(not_the_log(said!(
            "core-not-the-log-shorter",
            entries = found.head.count,
            head = head.count
        ))),
    }
}

/// Whether an export is of the chain and the contracts that are at hand.
fn same_system(found: &Title, own: &Title) -> Result<()> {
    if (&found.genesis, &found.audit) != (&own.genesis, &own.audit) {
        return Err(not_the_log(said!("core-not-the-log-other-chain")));
    }
    if (&found.admin, &found.doctor, &found.patient) != (&own.admin, &own.doctor, &own.patient) {
        return Err(not_the_log(said!("core-not-the-log-other-contracts")));
    }
    Ok(())
}

fn verdict(found: Recomputed, known: u64, against_chain: bool) -> Verdict {
    Verdict {
        entries: found.head.count,
        known,
        complete: found.head.count == known,
        against_chain,
        foreign: found.foreign,
        foreign_first: found.foreign_first,
        title: found.title,
    }
}

/// A head as people write it down: how many entries, a colon, and the last one's hash in hex.
///
/// # Errors
/// [`Kind::Usage`].
pub fn parse_head(text: &str) -> Result<Head> {
    let parsed = text.split_once(':').and_then(|(count, hash)| {
        let mut bytes = [0; 32];
        hex::decode_to_slice(hash.trim_start_matches("0x"), &mut bytes).ok()?;
        Some(Head {
            count: count.parse().ok()?,
            hash: bytes,
        })
    });
    parsed.ok_or_else(|| Error::new(Kind::Usage, said!("core-head-form")).next(said!("core-head-form-next")))
}

/// Recomputes the chain of hashes of an export. Returns what it comes to, or says which line breaks it. `ask` is a
/// number of entries after which the hash is wanted.
pub fn recompute(export: &mut (dyn BufRead + Send), ask: Option<u64>) -> Result<Recomputed> {
    let mut text = String::new();
    if !line(export, &mut text, 1)? {
        return Err(Error::new(Kind::Damaged, said!("core-export-empty"))
            .next(said!("core-export-again"))
            .advise(Advice::ExportLog));
    }
    let title: Title = serde_json::from_str(&text).map_err(|_| broken(1, said!("core-broken-first-line")))?;
    if title.medink_log != FORMAT {
        return Err(Error::new(
            Kind::Usage,
            said!("core-export-format", format = title.medink_log),
        )
        .next(said!("core-update-medink")));
    }
    let own = [&title.admin, &title.audit, &title.doctor, &title.patient].map(Clone::clone);
    let mut found = Recomputed {
        head: Head::default(),
        asked: (ask == Some(0)).then_some([0; 32]),
        foreign: 0,
        foreign_first: Vec::new(),
        title,
    };
    loop {
        // The title is line 1.
        let number = found.head.count.saturating_add(2);
        if !line(export, &mut text, number)? {
            break;
        }
        let line: Line =
            serde_json::from_str(&text).map_err(|_| broken(number, said!("core-broken-no-entry")))?;
        let entry = line
            .entry()
            .ok_or_else(|| broken(number, said!("core-broken-field")))?;
        if entry.index != found.head.count {
            return Err(broken(number, said!("core-broken-order")));
        }
        if entry.previous != found.head.hash {
            return Err(broken(number, said!("core-broken-previous")));
        }
        let hash = hash(&entry);
        if hex::encode(hash) != line.hash {
            return Err(broken(number, said!("core-broken-hash")));
        }
        let foreign = !own.contains(&line.contract);
        if foreign != line.foreign {
            return Err(broken(number, said!("core-broken-foreign")));
        }
        if foreign {
            found.foreign = found.foreign.saturating_add(1);
            if found.foreign_first.len() < NAMED {
                found.foreign_first.push(entry.index);
            }
        }
        found.head = Head {
            count: found.head.count.saturating_add(1),
            hash,
        };
        if ask == Some(found.head.count) {
            found.asked = Some(hash);
        }
    }
    let said = (found.title.count, found.title.hash.as_str());
    if said != (found.head.count, hex::encode(found.head.hash).as_str()) {
        return Err(broken(
            found.head.count.saturating_add(1),
            said!("core-broken-end"),
        ));
    }
    Ok(found)
}

/// Reads the next line; false at the end. A longer one than any entry is none of an export: it is not read to its end.
fn line(export: &mut (dyn BufRead + Send), text: &mut String, number: u64) -> Result<bool> {
    text.clear();
    let mut bytes = Vec::new();
    let read = std::io::Read::take(&mut *export, LONGEST_LINE)
        .read_until(b'\n', &mut bytes)
        .map_err(|e| unread(&e))?;
    if read == 0 {
        return Ok(false);
    }
    if read as u64 == LONGEST_LINE && bytes.last() != Some(&b'\n') {
        return Err(broken(number, said!("core-broken-long")));
    }
    let line = std::str::from_utf8(&bytes).map_err(|_| broken(number, said!("core-broken-no-text")))?;
    text.push_str(line);
    Ok(true)
}

fn unwritten() -> Error {
    Error::new(Kind::Internal, said!("core-entry-json"))
}

pub(super) fn contradicts() -> Error {
    Error::new(Kind::Damaged, said!("core-log-contradicts")).next(said!("core-ask-another-node"))
}

/// The failure to read an export.
pub fn unread(error: &std::io::Error) -> Error {
    Error::io(said!("core-reading-export"), error).next(said!("core-check-text-file"))
}

fn broken(line: u64, why: Said) -> Error {
    Error::new(Kind::Damaged, said!("core-export-broken", line = line, why = why))
        .next(said!("core-export-broken-next"))
        .advise(Advice::ExportLog)
}

fn not_the_log(why: Said) -> Error {
    Error::new(Kind::Damaged, said!("core-not-the-log", why = why)).next(said!("core-not-the-log-next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(n: u64) -> Vec<String> {
        export_of(n, |_| [1; 32])
    }

    fn export_of(n: u64, contract: impl Fn(u64) -> [u8; 32]) -> Vec<String> {
        let mut previous = [0; 32];
        let mut lines: Vec<String> = (0..n)
            .map(|index| {
                let entry = LogEntry {
                    index,
                    contract: contract(index).into(),
                    actor: [2; 32].into(),
                    subject: [3; 32].into(),
                    action: Action::RecordAdded,
                    reference: [4; 32],
                    block: 5,
                    timestamp: 6 + index,
                    previous,
                };
                previous = hash(&entry);
                serde_json::to_string(&Line::of(&entry, contract(index) != [1; 32])).unwrap()
            })
            .collect();
        let one = |n: u8| hex::encode([n; 32]);
        let title = Title {
            medink_log: FORMAT,
            genesis: one(9),
            admin: one(1),
            audit: one(0xa1),
            doctor: one(0xa2),
            patient: one(0xa3),
            count: n,
            hash: hex::encode(previous),
        };
        lines.insert(0, serde_json::to_string(&title).unwrap());
        lines
    }

    fn read(lines: &[String]) -> std::io::Cursor<String> {
        std::io::Cursor::new(lines.join("\n"))
    }

    fn verify(lines: &[String]) -> Result<Head> {
        Ok(recompute(&mut read(lines), None)?.head)
    }

    #[test]
    fn an_untouched_export_gives_its_head() {
        assert_eq!(verify(&export(3)).unwrap().count, 3);
        assert_eq!(verify(&export(0)).unwrap(), Head::default());
    }

    #[test]
    fn an_endless_line_is_no_entry() {
        let mut endless = std::io::BufReader::new(std::io::repeat(0));
        let error = recompute(&mut endless, None).unwrap_err();
        assert!(
            error.what.to_string().contains("line 1") && error.what.to_string().contains("longer than any"),
            "{error}"
        );
        let mut long = export(2);
        long[2].push_str(&" ".repeat(4096));
        assert!(verify(&long).unwrap_err().what.to_string().contains("line 3"));
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
            bad[2] = bad[2].replacen(from, to, 1);
            assert!(
                verify(&bad).unwrap_err().what.to_string().starts_with("line 3 "),
                "{from}"
            );
        }
        assert!(
            verify(&good[1..])
                .unwrap_err()
                .what
                .to_string()
                .starts_with("line 1 ")
        );
        let gap = [good[0].clone(), good[1].clone(), good[3].clone()];
        assert!(verify(&gap).unwrap_err().what.to_string().starts_with("line 3 "));
        // Cut off at its end: the first line names another head.
        assert!(
            verify(&good[..3])
                .unwrap_err()
                .what
                .to_string()
                .starts_with("line 3 ")
        );
        assert_eq!(verify(&[]).unwrap_err().kind, Kind::Damaged);
        let long = [good[0].clone(), "x".repeat(5_000)];
        assert!(verify(&long).unwrap_err().what.to_string().contains("longer"));
    }

    /// Each single byte of an export: changed, left out, repeated, exchanged with the next, and all behind it cut off. Either
    /// the export breaks, or it names another chain than the one it is held against.
    #[test]
    fn every_small_damage_of_an_export_is_noticed() {
        let good = export(2).join("\n").into_bytes();
        let held = |bytes: &[u8]| -> Result<Recomputed> {
            let found = recompute(&mut std::io::Cursor::new(bytes), None)?;
            let title: Title = serde_json::from_str(&export(2)[0]).unwrap();
            same_system(&found.title, &title)?;
            Ok(found)
        };
        assert_eq!(held(&good).unwrap().head.count, 2);
        for at in 0..good.len() {
            let mut changed = good.clone();
            changed[at] ^= 1 << (at % 8);
            let mut in_capitals = good.clone();
            in_capitals[at] ^= 0x20;
            let mut left_out = good.clone();
            left_out.remove(at);
            let mut repeated = good.clone();
            repeated.insert(at, good[at]);
            let mut exchanged = good.clone();
            exchanged.swap(at, (at + 1).min(good.len() - 1));
            let cut = good[..at].to_vec();
            for (what, bad) in [
                ("changed", changed),
                ("in capitals", in_capitals),
                ("left out", left_out),
                ("repeated", repeated),
                ("exchanged", exchanged),
                ("and all behind it cut off", cut),
            ] {
                assert!(bad == good || held(&bad).is_err(), "byte {at} {what}");
            }
        }
    }

    #[test]
    fn an_export_is_held_against_a_head_with_no_node() {
        let good = export(3);
        let head = |n: usize| {
            let title: Title = serde_json::from_str(&export(n as u64)[0]).unwrap();
            parse_head(&format!("{}:{}", title.count, title.hash)).unwrap()
        };
        for n in 0..=3 {
            let verdict = verify_against(&mut read(&good), &head(n)).unwrap();
            assert_eq!((verdict.known, verdict.complete), (n as u64, n == 3));
        }
        assert!(verify_against(&mut read(&good), &head(4)).is_err());
        let wrong = Head {
            hash: [7; 32],
            ..head(2)
        };
        assert!(verify_against(&mut read(&good), &wrong).is_err());
        for bad in ["", "3", "3:", "x:00", "3:zz"] {
            assert_eq!(parse_head(bad).unwrap_err().kind, Kind::Usage, "{bad}");
        }
    }

    #[test]
    fn what_a_foreign_contract_wrote_is_told() {
        let lines = export_of(5, |n| if n == 1 || n == 3 { [0x66; 32] } else { [1; 32] });
        let found = recompute(&mut read(&lines), None).unwrap();
        assert_eq!((found.foreign, found.foreign_first), (2, vec![1, 3]));
    }
}
