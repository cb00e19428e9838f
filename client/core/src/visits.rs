//! What is new to a patient since the last visit: who has opened something, what doctors wrote, what others did about them,
//! which consents ended or are about to. The memory of it is also that of who was ever seen: [`crate::strangers`].
//!
//! How far the log was seen is kept on this machine, sealed under a key of the account. It is a convenience and proves
//! nothing: what is damaged, or of a chain that was begun anew, is no memory, and then all is new. Of two programs at once
//! the later one's word holds; something is then told twice.

use crate::audit::Filter;
use crate::error::{Error, Result};
use crate::remembered::{Found, Remembered};
use crate::search::LOOKED_AT;
use crate::{Medink, Operation, files};
use medink_types::{AccountId, Action, ConsentEntry, LogEntry, bounds};
use medink_words::said;
use scale::{Decode, Encode};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Ends the file's name.
const SUFFIX: &str = ".visit";

/// Most entries of a kind that are shown.
pub const SHOWN: usize = 20;

/// With so many milliseconds left, a consent is about to end: three days.
pub const SOON: u64 = 3 * 86_400_000;

/// How far the log about a patient was seen, and when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
pub struct Visit {
    /// When, in milliseconds since 1970-01-01.
    pub at: u64,
    /// How many entries about the patient there were.
    entries: u64,
    /// How many accesses.
    accesses: u64,
}

/// What one account remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Known {
    visit: Option<Visit>,
    /// How many accesses were looked through for people.
    pub(crate) looked: u64,
    /// Who is known to have opened something.
    pub(crate) people: BTreeSet<[u8; 32]>,
}

/// Entries, newest first, within a bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Few {
    /// The newest of them.
    pub entries: Vec<LogEntry>,
    /// How many more there are, as far as was looked.
    pub more: u64,
}

/// What is new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// What others opened.
    pub accesses: Few,
    /// What others wrote: records, notes, versions.
    pub written: Few,
    /// What else others did about the patient.
    pub others: Few,
    /// Whether there was more than was looked at.
    pub cut: bool,
    /// The consents that have ended since, the latest first and within a bound; none where no visit is known.
    pub ended: Vec<ConsentEntry>,
    /// How many more have.
    pub more_ended: usize,
    /// The consents that are about to end, the first to end first.
    pub ending: Vec<ConsentEntry>,
    /// What is seen once this was shown.
    pub seen: Visit,
}

impl News {
    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty()
            && self.ending.is_empty()
            && [&self.accesses, &self.written, &self.others]
                .iter()
                .all(|few| few.entries.is_empty())
    }
}

impl Few {
    fn take(&mut self, entry: LogEntry) {
        match self.entries.len() < SHOWN {
            true => self.entries.push(entry),
            false => self.more = self.more.saturating_add(1),
        }
    }
}

/// Where it is kept.
pub(crate) struct Place(Remembered);

impl Place {
    /// The file itself.
    pub(crate) fn file(self) -> Remembered {
        self.0
    }

    pub(crate) fn read(&self) -> Result<Known> {
        match self.0.read() {
            Ok(Found::Content(bytes)) => Ok(Known::decode(&mut bytes.as_slice()).unwrap_or_default()),
            Ok(Found::Nothing | Found::Damaged) => Ok(Known::default()),
            Err(error) => Err(Error::io(
                said!("core-reading-visit", path = self.0.path().display().to_string()),
                &error,
            )),
        }
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Known)) -> Result<()> {
        let mut known = self.read()?;
        change(&mut known);
        self.0.write(&known.encode(), || said!("core-file-visit"))
    }
}

impl Operation<'_> {
    pub(crate) fn visit_at(&self) -> Place {
        Place(self.remembered("medink/v1/visit", &[], SUFFIX))
    }

    /// How far the actor had seen the log when they were here last; none where this machine does not know.
    ///
    /// # Errors
    /// [`crate::Kind::Io`].
    pub async fn last_visit(&self) -> Result<Option<Visit>> {
        let place = self.visit_at();
        Ok(files::apart(move || place.read()).await?.visit)
    }

    /// Notes that something was shown.
    ///
    /// # Errors
    /// [`crate::Kind::Io`].
    pub async fn visited(&self, seen: Visit) -> Result<()> {
        let place = self.visit_at();
        files::apart(move || place.change(|known| known.visit = Some(seen))).await
    }

    /// What is new to the actor, a patient with these consents.
    pub async fn news(&self, since: Option<Visit>, consents: &[ConsentEntry]) -> Result<News> {
        let me = self.actor.id();
        let before = since.unwrap_or_default();
        let now = self.now_ms().await?;
        let (entries, total, cut) = self.entries_since(me, before.entries).await?;
        let (opened, accesses, more) = self.accesses_since(me, before.accesses).await?;
        let mut news = News {
            cut: cut || more,
            seen: Visit {
                at: now,
                entries: total,
                accesses,
            },
            ..News::default()
        };
        if let Some(since) = since {
            (news.ended, news.more_ended) = ended(consents, since.at, now);
        }
        news.ending = ending(consents, now);
        for entry in opened.into_iter().filter(|entry| entry.actor != me) {
            news.accesses.take(entry);
        }
        for entry in entries.into_iter().rev().filter(|entry| entry.actor != me) {
            match entry.action {
                // They have a list of their own.
                action if action.is_access() => {}
                Action::RecordAdded | Action::RecordAmended | Action::RecordAnnotated => {
                    news.written.take(entry)
                }
                _ => news.others.take(entry),
            }
        }
        Ok(news)
    }
}

impl Medink {
    /// The entries about a patient from the one at `seen`, oldest first and the newest of too many; how many there are
    /// in all, and whether some were left out.
    async fn entries_since(&self, patient: AccountId, seen: u64) -> Result<(Vec<LogEntry>, u64, bool)> {
        let list = Filter::Subject(patient);
        let total = self.log_page(list, 0, 1).await?.total;
        let (start, cut) = newest(seen, total);
        Ok((self.log_part(list, start, total).await?, total, cut))
    }

    /// The same of accesses, newest first.
    async fn accesses_since(&self, patient: AccountId, seen: u64) -> Result<(Vec<LogEntry>, u64, bool)> {
        // Counted once: what is opened meanwhile is new at the next visit, and pushes nothing out of this one.
        let total = self.accesses(patient, 0, 1).await?.total;
        let (start, cut) = newest(seen, total);
        let mut entries = self.accesses_between(patient, start, total).await?;
        entries.reverse();
        Ok((entries, total, cut))
    }

    /// The accesses from `start` to before `end`, oldest first; fewer where the node has no more.
    pub(crate) async fn accesses_between(
        &self,
        patient: AccountId,
        start: u64,
        end: u64,
    ) -> Result<Vec<LogEntry>> {
        let mut found = Vec::new();
        let mut at = start;
        while at < end {
            let left = u32::try_from(end.saturating_sub(at)).unwrap_or(bounds::PAGE);
            let page = self.accesses(patient, at, left.min(bounds::PAGE)).await?;
            if page.items.is_empty() {
                break;
            }
            at = at.saturating_add(page.items.len() as u64);
            found.extend(page.items);
        }
        Ok(found)
    }
}

/// Where to begin in a list of which so many were seen, and whether that leaves something out.
fn newest(seen: u64, total: u64) -> (u64, bool) {
    // A list that is shorter than what was seen is of a chain that was begun anew.
    let seen = if seen > total { 0 } else { seen };
    let bound = total.saturating_sub(LOOKED_AT);
    (seen.max(bound), seen < bound)
}

/// The consents that ended after `since`, the latest first, and how many more than are shown.
fn ended(consents: &[ConsentEntry], since: u64, now: u64) -> (Vec<ConsentEntry>, usize) {
    let over = consents
        .iter()
        .filter(|one| since < one.until && one.until <= now);
    let mut found: Vec<ConsentEntry> = over.cloned().collect();
    found.sort_by_key(|one| Reverse(one.until));
    let more = found.len().saturating_sub(SHOWN);
    found.truncate(SHOWN);
    (found, more)
}

/// The consents that are about to end, the first to end first.
fn ending(consents: &[ConsentEntry], now: u64) -> Vec<ConsentEntry> {
    let soon =
        |one: &&ConsentEntry| one.from <= now && now < one.until && one.until.saturating_sub(now) < SOON;
    let mut found: Vec<ConsentEntry> = consents.iter().filter(soon).cloned().collect();
    found.sort_by_key(|one| one.until);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::opened_by;
    use crate::strangers::MOST;
    use medink_seal::Account;
    use medink_types::{Purpose, ScopeSummary};

    fn place(folder: &std::path::Path, who: &str) -> Place {
        let key = Account::from_suri(who).unwrap().journal_key().unwrap();
        Place(Remembered::new(folder, format!("one{SUFFIX}"), key))
    }

    #[test]
    fn a_visit_is_remembered_for_its_account_and_what_is_damaged_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada");
        assert_eq!(ada.read().unwrap(), Known::default());
        let visit = Visit {
            at: 5,
            entries: 3,
            accesses: 1,
        };
        ada.change(|known| known.visit = Some(visit)).unwrap();
        ada.change(|known| {
            known.looked = 1;
            known.people.insert([9; 32]);
        })
        .unwrap();
        let known = ada.read().unwrap();
        assert_eq!((known.visit, known.looked), (Some(visit), 1));
        assert!(known.people.contains(&[9; 32]));
        assert_eq!(place(folder.path(), "//Grace").read().unwrap(), Known::default());
        let sealed = std::fs::read(ada.0.path()).unwrap();
        std::fs::write(ada.0.path(), &sealed[1..]).unwrap();
        assert_eq!(ada.read().unwrap(), Known::default());
    }

    #[test]
    fn as_many_people_as_may_be_known_can_be_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let ada = place(folder.path(), "//Ada");
        ada.change(|known| {
            for n in 0..u32::try_from(MOST).unwrap() {
                known
                    .people
                    .insert([n.to_le_bytes(); 8].concat().try_into().unwrap());
            }
        })
        .unwrap();
        assert_eq!(ada.read().unwrap().people.len(), MOST);
    }

    #[test]
    fn what_is_looked_at_and_shown_has_a_bound() {
        assert_eq!(newest(3, 10), (3, false));
        assert_eq!(newest(0, LOOKED_AT + 5), (5, true));
        assert_eq!(newest(20, 10), (0, false), "the chain was begun anew");
        let mut few = Few::default();
        for _ in 0..SHOWN + 3 {
            few.take(opened_by(9));
        }
        assert_eq!((few.entries.len(), few.more), (SHOWN, 3));
    }

    #[test]
    fn consents_are_announced_before_they_end_and_told_once_afterwards() {
        let one = |until: u64| ConsentEntry {
            patient: [1; 32].into(),
            doctor: [2; 32].into(),
            scope: ScopeSummary::Records(vec![1]),
            purpose: Purpose::Treatment,
            from: 0,
            until,
            key_serial: 1,
        };
        let now = 10 * SOON;
        let all = [
            one(now - 5),
            one(now - 2),
            one(now),
            one(now + 1),
            one(now + SOON),
            one(now + SOON - 1),
        ];
        let untils = |found: &[ConsentEntry]| found.iter().map(|one| one.until).collect::<Vec<_>>();
        let (over, more) = ended(&all, now - 5, now);
        assert_eq!((untils(&over), more), (vec![now, now - 2], 0));
        assert_eq!(untils(&ending(&all, now)), [now + 1, now + SOON - 1]);
        // Of many the latest are shown, and the others counted.
        let many: Vec<ConsentEntry> = (1..=SHOWN as u64 + 3).map(one).collect();
        let (over, more) = ended(&many, 0, now);
        let latest: Vec<u64> = (4..=SHOWN as u64 + 3).rev().collect();
        assert_eq!((untils(&over), more), (latest, 3));
    }
}
