//! The log itself: entries chained by hashes, and for every account the list of its entries. Knows nothing of
//! who may write: the contract around it does.

use ink::prelude::vec::Vec;
use ink::storage::Mapping;
use medink_types::contract::digest_of;
use medink_types::{AccountId, Action, Error, Head, LogEntry, Page};

/// An append-only log. Its fields but the head are cells of their own: reading one entry reads one cell.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Log {
    head: Head,
    entries: Mapping<u64, LogEntry>,
    /// How many entries an account has in the list beside it, by actor and by subject.
    actor_counts: Mapping<AccountId, u64>,
    actor_entries: Mapping<(AccountId, u64), u64>,
    subject_counts: Mapping<AccountId, u64>,
    subject_entries: Mapping<(AccountId, u64), u64>,
}

/// What the entries of one call have in common.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances {
    /// The contract that logs.
    pub contract: AccountId,
    /// Who acted.
    pub actor: AccountId,
    /// Whom or what it was about.
    pub subject: AccountId,
    /// The block's number.
    pub block: u32,
    /// The block's timestamp, in milliseconds since 1970-01-01.
    pub timestamp: u64,
}

impl Log {
    /// How many entries there are, and the last one's hash.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The entry at `index`, from 0.
    pub fn entry(&self, index: u64) -> Option<LogEntry> {
        self.entries.get(index)
    }

    /// Writes one entry for each of `actions`, with its reference, and returns them.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn append(
        &mut self,
        at: &Circumstances,
        actions: &[(Action, [u8; 32])],
    ) -> Result<Vec<LogEntry>, Error> {
        let mut of_actor = self.actor_counts.get(at.actor).unwrap_or_default();
        let mut of_subject = self.subject_counts.get(at.subject).unwrap_or_default();
        let mut written = Vec::with_capacity(actions.len());
        for (action, reference) in actions {
            let index = self.head.count;
            let entry = LogEntry {
                index,
                contract: at.contract,
                actor: at.actor,
                subject: at.subject,
                action: *action,
                reference: *reference,
                block: at.block,
                timestamp: at.timestamp,
                previous: self.head.hash,
            };
            self.entries.insert(index, &entry);
            self.actor_entries.insert((at.actor, of_actor), &index);
            self.subject_entries.insert((at.subject, of_subject), &index);
            of_actor = next(of_actor)?;
            of_subject = next(of_subject)?;
            self.head = Head {
                count: next(index)?,
                hash: digest_of(&entry),
            };
            written.push(entry);
        }
        self.actor_counts.insert(at.actor, &of_actor);
        self.subject_counts.insert(at.subject, &of_subject);
        Ok(written)
    }

    /// A page of the whole log, at most `max` entries.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn entries(&self, start: u64, limit: u32, max: u32) -> Result<Page<LogEntry>, Error> {
        Page::read(start, limit, max, self.head.count, |n| self.existing(Some(n)))
    }

    /// A page of what `actor` did, at most `max` entries.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn by_actor(
        &self,
        actor: AccountId,
        start: u64,
        limit: u32,
        max: u32,
    ) -> Result<Page<LogEntry>, Error> {
        let total = self.actor_counts.get(actor).unwrap_or_default();
        Page::read(start, limit, max, total, |n| {
            self.existing(self.actor_entries.get((actor, n)))
        })
    }

    /// A page of what was done about `subject`, at most `max` entries.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn by_subject(
        &self,
        subject: AccountId,
        start: u64,
        limit: u32,
        max: u32,
    ) -> Result<Page<LogEntry>, Error> {
        let total = self.subject_counts.get(subject).unwrap_or_default();
        Page::read(start, limit, max, total, |n| {
            self.existing(self.subject_entries.get((subject, n)))
        })
    }

    /// An entry that a list names, so that it has to be there.
    fn existing(&self, index: Option<u64>) -> Result<LogEntry, Error> {
        index
            .and_then(|index| self.entries.get(index))
            .ok_or(Error::Inconsistent)
    }
}

fn next(count: u64) -> Result<u64, Error> {
    count.checked_add(1).ok_or(Error::Overflow)
}
