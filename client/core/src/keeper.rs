//! A store that keeps all that the chain refers to, by following the log: what a service beside a hospital's store does.
//!
//! Every entry of the log that names a record's content is held against the record as it is now. Content that is the
//! record's is brought to the store and referred to; content that it no longer is (the record was erased, or encrypted
//! again) is let go there. All of it is read as it is for good: what a fork says of a log's entry or an erasure may be taken
//! back, and neither a place in the log nor what was let go would be. Only the log says that content was ever a record's, so
//! what somebody stores and has not recorded yet is never touched; and the chain is asked once more before anything is let go.
//!
//! No key takes part, and nothing is remembered between runs: each begins with the whole log and passes over what is
//! there. What no other store has now waits, is tried again, and keeps nothing else from being kept.

use crate::audit::Filter;
use crate::error::Result;
use crate::replication::Named;
use crate::stores::{Failed, Reference, copy};
use crate::{Medink, Quiet, blake2_256, place};
use medink_chain::{ChainExt, Settled, contracts};
use medink_store::{Cid, MAX_PAGE, Page, Several, StoreError, Warnings};
use medink_types::{AccountId, Action, LogEntry, RecordState, bounds};
use medink_words::Said;
use std::collections::{BTreeSet, VecDeque};
use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Most records that wait for their content; those beyond are found again by going over the log once more.
const MOST_WAITING: usize = 10_000;

/// Most contents that wait to be let go before the store's references are gone through.
const MOST_GONE: usize = 10_000;

/// How many of those that wait are tried at once, and how long it is until the next are.
const TRIED_AT_ONCE: usize = 50;
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// After how long the whole log is gone over again: what the store has lost meanwhile is brought back.
const ALL_AGAIN: Duration = Duration::from_secs(24 * 60 * 60);

/// How long it is at least between two collections of garbage: what others are about to refer to is collected with it in
/// some stores, and has to be stored again.
const COLLECT_AGAIN: Duration = Duration::from_secs(10 * 60);

/// What an entry of the log keeps of a content identifier: the first 28 bytes of its BLAKE2b-256.
type Digest = [u8; 28];

/// Keeps one store filled from others.
pub struct Keeper {
    own: Named,
    others: Several,
    /// The log's entry that comes next.
    next: u64,
    /// Where the log ended when it was last begun: what was erased before that is seen as it is.
    old: u64,
    begun: Instant,
    /// Records that are kept, since the log was last begun.
    kept: u64,
    /// Records whose content no other store has given.
    waiting: VecDeque<(AccountId, u32)>,
    tried: Instant,
    /// Whether there were more of these than can wait.
    overflowed: bool,
    /// What was some patient's record's content, and is not any more.
    gone: BTreeSet<(Digest, AccountId)>,
    /// Whether something was let go that was not collected yet.
    uncollected: bool,
    collected: Option<Instant>,
    news: Vec<News>,
}

/// Something that whoever runs it can see. Addresses, numbers and sizes.
#[derive(Debug, Clone)]
pub enum News {
    /// Content was brought to the store.
    Brought(Reference, u64),
    /// A record's content can't be had for the moment, and why.
    Missing(Reference, Said),
    /// Content was let go for this patient: it is no record's any more.
    LetGo(AccountId, Cid),
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries of the log that were looked at.
    pub entries: u64,
    /// Records that are kept, since the log was last begun.
    pub kept: u64,
    /// Records that wait for their content.
    pub waiting: usize,
    /// Whether there are more entries to look at.
    pub more: bool,
}

/// What an entry says of a record's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct About {
    number: u32,
    /// The content that it names; none where it says that there is none any more.
    digest: Option<Digest>,
    /// Whether the record had other content before.
    replaces: bool,
}

impl About {
    /// None where it is about something else, or another contract wrote it.
    fn of(entry: &LogEntry, patient: AccountId) -> Option<Self> {
        let (names, replaces) = match entry.action {
            Action::RecordAdded | Action::RecordAmended | Action::RecordAnnotated => (true, false),
            Action::RecordResealed => (true, true),
            Action::RecordErased => (false, true),
            _ => return None,
        };
        if entry.contract != patient {
            return None;
        }
        let number = u32::from_be_bytes(*entry.reference.first_chunk()?);
        let digest = match names {
            true => Some(*entry.reference.last_chunk()?),
            false => None,
        };
        Some(About {
            number,
            digest,
            replaces,
        })
    }
}

fn digest(cid: &Cid) -> Option<Digest> {
    blake2_256(&cid.to_bytes()).first_chunk().copied()
}

impl Keeper {
    /// Keeps `own` filled from `others`, of which there is at least one. What these give wrong is left in `warnings`.
    pub fn new(own: Named, others: Vec<Named>, warnings: &Warnings) -> Self {
        Keeper {
            own,
            others: Several::new(others, warnings),
            next: 0,
            old: 0,
            begun: Instant::now(),
            kept: 0,
            waiting: VecDeque::new(),
            tried: Instant::now(),
            overflowed: false,
            gone: BTreeSet::new(),
            uncollected: false,
            collected: None,
            news: Vec::new(),
        }
    }

    /// What happened since it was last asked, the oldest first; also in a round that failed.
    pub fn news(&mut self) -> Vec<News> {
        mem::take(&mut self.news)
    }

    /// Does the next bounded part of the work. To be called again at once where there is more, and else when the chain
    /// may have gone on.
    ///
    /// # Errors
    /// What keeps the chain from being read, or its own store from being used. Nothing is passed over then: the next
    /// call does the same part again.
    pub async fn round(&mut self, medink: &Medink) -> Result<Progress> {
        let medink = &medink.settled();
        let end = medink.log_head().await?.count;
        if self.next == 0 {
            (self.old, self.begun, self.kept) = (end, Instant::now(), 0);
        }
        let most = medink.longest_log_page().await?.clamp(1, bounds::PAGE);
        let stop = self.next.saturating_add(most.into()).min(end);
        let part = medink.log_part_by(Filter::All, self.next, stop, most).await?;
        let kept = self.kept;
        for entry in &part {
            if let Err(error) = self.look_at(medink, entry).await {
                self.kept = kept;
                return Err(error);
            }
        }
        self.next = self.next.saturating_add(part.len() as u64);
        let more = self.next < end && !part.is_empty();
        if !more || self.gone.len() >= MOST_GONE {
            self.let_go(medink).await?;
        }
        if !more {
            self.try_again(medink).await?;
        }
        let progress = Progress {
            entries: self.next,
            kept: self.kept,
            waiting: self.waiting.len(),
            more,
        };
        let lost_track = self.overflowed && self.waiting.is_empty();
        if !more && (lost_track || self.begun.elapsed() >= ALL_AGAIN) {
            self.overflowed = false;
            self.next = 0;
        }
        Ok(progress)
    }

    /// Keeps what an entry names, where it is still the record's, or has it let go.
    async fn look_at(&mut self, medink: &Medink, entry: &LogEntry) -> Result<()> {
        let Some(about) = About::of(entry, medink.deployment.patient()) else {
            return Ok(());
        };
        let patient = entry.subject;
        if let Some(named) = about.digest {
            let now = medink.content_now(patient, about.number).await?;
            match now.filter(|reference| digest(&reference.cid) == Some(named)) {
                Some(reference) => self.keep(medink, reference).await?,
                None => {
                    self.gone.insert((named, patient));
                }
            }
        }
        // What the record had before was seen as it is now where the entry was there when the log was begun.
        if about.replaces && entry.index >= self.old {
            self.look_back(medink, entry, about).await?;
        }
        Ok(())
    }

    /// Has all content let go that the record had before this entry.
    async fn look_back(&mut self, medink: &Medink, entry: &LogEntry, about: About) -> Result<()> {
        let patient = entry.subject;
        let most = medink.longest_log_page().await?.clamp(1, bounds::PAGE);
        let mut start = 0;
        loop {
            let list = Filter::Subject(patient);
            let page = medink.log_page_within(list, start, most).await?;
            for earlier in page.items.iter().filter(|earlier| earlier.index < entry.index) {
                if let Some(before) = About::of(earlier, medink.deployment.patient())
                    && before.number == about.number
                    && before.digest != about.digest
                    && let Some(digest) = before.digest
                {
                    self.gone.insert((digest, patient));
                }
            }
            match page.next {
                Some(next) if next > start => start = next,
                _ => return Ok(()),
            }
        }
    }

    /// Brings a record's content, where it is not there, and refers to it.
    async fn keep(&mut self, medink: &Medink, reference: Reference) -> Result<()> {
        let Reference { patient, cid, .. } = reference;
        let owner = medink.owner(patient);
        let (_, own) = &self.own;
        let why = match copy(&cid, &owner, &self.others, own.as_ref(), false, &Quiet).await {
            Ok(brought) => {
                // Erased meanwhile: its entry comes, but it may have been there when the log was begun.
                if !medink.is_live_at(patient, &cid).await? {
                    self.gone.extend(digest(&cid).map(|digest| (digest, patient)));
                    return Ok(());
                }
                self.kept = self.kept.saturating_add(1);
                let news = brought.map(|bytes| News::Brought(reference, bytes));
                self.news.extend(news);
                return Ok(());
            }
            Err(Failed::Absent(error) | Failed::Source(error)) => error,
            Err(Failed::Store(error)) if error.is_of_content() => error,
            Err(Failed::Store(error)) => return Err(error.into()),
        };
        self.wait(reference, &why);
        Ok(())
    }

    fn wait(&mut self, reference: Reference, why: &StoreError) {
        let one = (reference.patient, reference.number);
        if self.waiting.contains(&one) {
            return;
        }
        if self.waiting.len() >= MOST_WAITING {
            self.overflowed = true;
            return;
        }
        self.waiting.push_back(one);
        self.news.push(News::Missing(reference, why.said()));
    }

    /// Tries some of those again that wait, if it is time.
    async fn try_again(&mut self, medink: &Medink) -> Result<()> {
        if self.waiting.is_empty() || self.tried.elapsed() < TRY_AGAIN {
            return Ok(());
        }
        self.tried = Instant::now();
        for _ in 0..self.waiting.len().min(TRIED_AT_ONCE) {
            let Some(one @ (patient, number)) = self.waiting.front().copied() else {
                break;
            };
            let news = self.news.len();
            // Erased, or encrypted again under an entry of its own: nothing to wait for.
            let now = medink.content_now(patient, number).await?;
            self.waiting.pop_front();
            if let Some(reference) = now
                && let Err(error) = self.keep(medink, reference).await
            {
                self.waiting.push_back(one);
                return Err(error);
            }
            // That it is still missing was told.
            if matches!(self.news.get(news), Some(News::Missing(..))) {
                self.news.truncate(news);
            }
        }
        Ok(())
    }

    /// Lets go what is no record's any more, and collects it.
    async fn let_go(&mut self, medink: &Medink) -> Result<()> {
        let (_, own) = &self.own;
        let mut after = None;
        while !self.gone.is_empty() {
            let limit = MAX_PAGE;
            let page = own.pinned(Page { after, limit }).await?;
            for cid in &page.cids {
                for patient in self.whose_gone(cid) {
                    if medink.is_live_at(patient, cid).await? {
                        continue;
                    }
                    if own.unpin(cid, &medink.owner(patient)).await? {
                        self.uncollected = true;
                        self.news.push(News::LetGo(patient, *cid));
                    }
                }
            }
            after = page.cids.last().copied();
            if !page.more || after.is_none() {
                self.gone.clear();
            }
        }
        let due = |last: Instant| last.elapsed() >= COLLECT_AGAIN;
        if self.uncollected && self.collected.is_none_or(due) {
            match own.gc().await {
                Ok(_) => (self.uncollected, self.collected) = (false, Some(Instant::now())),
                // Others use the store right now: the next round collects.
                Err(StoreError::Busy { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// The patients whose record's content this was.
    fn whose_gone(&self, cid: &Cid) -> Vec<AccountId> {
        let Some(digest) = digest(cid) else {
            return Vec::new();
        };
        let (least, most) = (AccountId::from([0; 32]), AccountId::from([0xff; 32]));
        let range = self.gone.range((digest, least)..=(digest, most));
        range.map(|(_, patient)| *patient).collect()
    }
}

impl Medink {
    /// The same, read at the newest final block.
    fn settled(&self) -> Medink {
        Medink {
            chain: Arc::new(Settled::new(self.chain.clone())),
            store: self.store.clone(),
            deployment: self.deployment.clone(),
            journal: self.journal.clone(),
            memory: self.memory.clone(),
            index: self.index.clone(),
            submit: self.submit,
        }
    }

    /// Where a record's content is now; none where it was erased or is nowhere.
    async fn content_now(&self, patient: AccountId, number: u32) -> Result<Option<Reference>> {
        let query = contracts::patient::record(self.deployment.patient(), patient, number);
        let found = self.chain.read(&query).await?;
        let live = found.filter(|record| record.state == RecordState::Live);
        // A place that is none is its own record's fault, and no store has anything of it.
        Ok(live.and_then(|record| {
            Some(Reference {
                patient,
                number,
                cid: place::of(&record).ok()?,
            })
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_store::{ContentStore, EmbeddedStore};
    use medink_types::{number_reference, record_reference};

    const PATIENTS: [u8; 32] = [1; 32];

    fn entry(action: Action, reference: [u8; 32]) -> LogEntry {
        LogEntry {
            index: 3,
            contract: PATIENTS.into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action,
            reference,
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        }
    }

    #[test]
    fn entries_tell_which_content_is_a_records() {
        let about = |action, reference| About::of(&entry(action, reference), PATIENTS.into());
        let content = [5; 32];
        let named = About {
            number: 258,
            digest: Some([5; 28]),
            replaces: false,
        };
        for action in [
            Action::RecordAdded,
            Action::RecordAmended,
            Action::RecordAnnotated,
        ] {
            assert_eq!(about(action, record_reference(258, content)), Some(named));
        }
        assert_eq!(
            about(Action::RecordResealed, record_reference(258, content)),
            Some(About {
                replaces: true,
                ..named
            })
        );
        assert_eq!(
            about(Action::RecordErased, number_reference(258)),
            Some(About {
                digest: None,
                replaces: true,
                ..named
            })
        );
        assert_eq!(about(Action::RecordAccessed, number_reference(258)), None);
        // Whoever may write to the log besides says nothing of records.
        let foreign = entry(Action::RecordErased, number_reference(258));
        assert_eq!(About::of(&foreign, AccountId::from([9; 32])), None);
    }

    fn keeper() -> (tempfile::TempDir, Keeper) {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn ContentStore> = Arc::new(EmbeddedStore::open(folder.path()).unwrap());
        let own = ("own".to_owned(), store);
        let keeper = Keeper::new(own.clone(), vec![own], &Warnings::default());
        (folder, keeper)
    }

    #[test]
    fn content_is_gone_for_those_alone_whose_it_was() {
        let (_folder, mut keeper) = keeper();
        let cid = Cid::default();
        let own = digest(&cid).unwrap();
        let mut other = own;
        other[27] ^= 1;
        for (digest, patient) in [(own, 0), (own, 0xff), (other, 7)] {
            keeper.gone.insert((digest, [patient; 32].into()));
        }
        let whose: Vec<AccountId> = vec![[0; 32].into(), [0xff; 32].into()];
        assert_eq!(keeper.whose_gone(&cid), whose);
    }

    #[test]
    fn what_waits_is_told_once_and_bounded() {
        let (_folder, mut keeper) = keeper();
        let reference = |number| Reference {
            patient: [3; 32].into(),
            number,
            cid: Cid::default(),
        };
        keeper.wait(reference(1), &StoreError::Stopped);
        keeper.wait(reference(1), &StoreError::Stopped);
        assert_eq!((keeper.waiting.len(), keeper.news().len()), (1, 1));
        assert!(keeper.news().is_empty());
        keeper
            .waiting
            .extend((2..).map(|n| ([3; 32].into(), n)).take(MOST_WAITING - 1));
        keeper.wait(reference(u32::MAX), &StoreError::Stopped);
        assert!(keeper.overflowed && keeper.waiting.len() == MOST_WAITING);
    }
}
