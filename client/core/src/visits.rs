//! What is new to a patient since the last visit: who has opened something, what doctors wrote, what others did about them,
//! which consents ended or are about to. And who has never opened anything before.
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
use scale::{Decode, Encode};
use std::collections::BTreeSet;

/// Ends the file's name.
const SUFFIX: &str = ".visit";

/// Most entries of a kind that are shown.
pub const SHOWN: usize = 20;

/// With so many milliseconds left, a consent is about to end: three days.
pub const SOON: u64 = 3 * 86_400_000;

/// How many people are remembered as known: what is sealed holds a megabyte at most. Those beyond are told each time.
const MOST: usize = 16_000;

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
struct Known {
    visit: Option<Visit>,
    /// How many accesses were looked through for people.
    looked: u64,
    people: BTreeSet<[u8; 32]>,
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
    /// The consents that have ended since.
    pub ended: Vec<ConsentEntry>,
    /// The consents that are about to end.
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

/// The first accesses of people who had opened nothing before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strangers {
    /// One entry of each, oldest first.
    pub first: Vec<LogEntry>,
    /// Up to where was looked.
    looked: u64,
    /// Whether the memory is of another chain.
    anew: bool,
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
struct Place(Remembered);

impl Place {
    fn read(&self) -> Result<Known> {
        match self.0.read() {
            Ok(Found::Content(bytes)) => Ok(Known::decode(&mut bytes.as_slice()).unwrap_or_default()),
            Ok(Found::Nothing | Found::Damaged) => Ok(Known::default()),
            Err(error) => Err(Error::io(
                format!("reading when you were here last, in {}", self.0.path().display()),
                &error,
            )),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Known)) -> Result<()> {
        let mut known = self.read()?;
        change(&mut known);
        self.0.write(&known.encode(), "memory of your last visit")
    }
}

impl Operation<'_> {
    fn visit_at(&self) -> Place {
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
        (news.ended, news.ending) = over(consents, before.at, now);
        for entry in opened.into_iter().filter(|entry| entry.actor != me) {
            news.accesses.take(entry);
        }
        for entry in entries.into_iter().rev().filter(|entry| entry.actor != me) {
            match entry.action {
                // They have a list of their own.
                Action::RecordAccessed => {}
                Action::RecordAdded | Action::RecordAmended | Action::RecordAnnotated => {
                    news.written.take(entry)
                }
                _ => news.others.take(entry),
            }
        }
        Ok(news)
    }

    /// Who has opened something and had never done so before, as this machine knows.
    pub async fn strangers(&self) -> Result<Strangers> {
        let me = self.actor.id();
        let place = self.visit_at();
        let known = files::apart(move || place.read()).await?;
        let total = self.accesses(me, 0, 1).await?.total;
        let anew = known.looked > total;
        let (mut people, mut at) = match anew {
            true => (BTreeSet::new(), 0),
            false => (known.people, known.looked),
        };
        let end = total.min(at.saturating_add(LOOKED_AT));
        let mut first = Vec::new();
        while at < end {
            let left = u32::try_from(end.saturating_sub(at)).unwrap_or(bounds::PAGE);
            let page = self.accesses(me, at, left.min(bounds::PAGE)).await?;
            if page.items.is_empty() {
                break;
            }
            at = at.saturating_add(page.items.len() as u64);
            for entry in page.items {
                // What a foreign contract wrote says nothing of who opened what, and makes nobody known.
                let told = entry.actor != me && self.is_own_contract(&entry.contract);
                if told && people.insert(entry.actor.0) {
                    first.push(entry);
                }
            }
        }
        Ok(Strangers {
            first,
            looked: at,
            anew,
        })
    }

    /// Notes that these were told.
    ///
    /// # Errors
    /// [`crate::Kind::Io`].
    pub async fn know(&self, strangers: &Strangers) -> Result<()> {
        let place = self.visit_at();
        let strangers = strangers.clone();
        files::apart(move || place.change(|known| known.know(&strangers))).await
    }
}

impl Known {
    fn know(&mut self, strangers: &Strangers) {
        if strangers.anew {
            self.people.clear();
        }
        self.looked = strangers.looked;
        for entry in &strangers.first {
            if self.people.len() < MOST {
                self.people.insert(entry.actor.0);
            }
        }
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
        let total = self.accesses(patient, 0, 1).await?.total;
        let (start, cut) = newest(seen, total);
        let (entries, _) = self
            .newest_accesses(patient, 0, total.saturating_sub(start))
            .await?;
        Ok((entries, total, cut))
    }
}

/// Where to begin in a list of which so many were seen, and whether that leaves something out.
fn newest(seen: u64, total: u64) -> (u64, bool) {
    // A list that is shorter than what was seen is of a chain that was begun anew.
    let seen = if seen > total { 0 } else { seen };
    let bound = total.saturating_sub(LOOKED_AT);
    (seen.max(bound), seen < bound)
}

/// The consents that ended after `since`, and those that are about to.
fn over(consents: &[ConsentEntry], since: u64, now: u64) -> (Vec<ConsentEntry>, Vec<ConsentEntry>) {
    let those = |fits: &dyn Fn(&ConsentEntry) -> bool| {
        let mut found: Vec<ConsentEntry> = consents.iter().filter(|one| fits(one)).cloned().collect();
        found.sort_by_key(|one| one.until);
        found
    };
    let ended = those(&|one| since < one.until && one.until <= now);
    let ending = those(&|one| one.from <= now && now < one.until && one.until.saturating_sub(now) < SOON);
    (ended, ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;
    use medink_types::{Purpose, ScopeSummary};

    fn place(folder: &std::path::Path, who: &str) -> Place {
        let key = Account::from_suri(who).unwrap().journal_key().unwrap();
        Place(Remembered::new(folder, format!("one{SUFFIX}"), key))
    }

    fn opened_by(actor: u8) -> LogEntry {
        LogEntry {
            index: 0,
            contract: [1; 32].into(),
            actor: [actor; 32].into(),
            subject: [3; 32].into(),
            action: Action::RecordAccessed,
            reference: [0; 32],
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        }
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
            known.know(&Strangers {
                first: vec![opened_by(9)],
                looked: 1,
                anew: false,
            });
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
    fn people_of_another_chain_are_forgotten() {
        let mut known = Known {
            looked: 50,
            people: BTreeSet::from([[7; 32]]),
            ..Known::default()
        };
        known.know(&Strangers {
            first: vec![opened_by(9)],
            looked: 1,
            anew: true,
        });
        assert_eq!((known.looked, known.people), (1, BTreeSet::from([[9; 32]])));
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
        let (ended, ending) = over(&all, now - 5, now);
        let untils = |found: &[ConsentEntry]| found.iter().map(|one| one.until).collect::<Vec<_>>();
        assert_eq!(untils(&ended), [now - 2, now]);
        assert_eq!(untils(&ending), [now + 1, now + SOON - 1]);
    }
}
