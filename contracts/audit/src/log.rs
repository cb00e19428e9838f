//! The log itself: entries chained by hashes, and for every account the lists of its entries. Knows nothing of
//! who may write: the contract around it does.

use ink::storage::Mapping;
use medink_types::contract::{digest_of, Cells};
use medink_types::{AccountId, Action, Error, Head, LogEntry, LogPage};

/// An append-only log. Its fields but the head are cells of their own: reading one entry reads one cell.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Log {
    head: Head,
    entries: Mapping<u64, LogEntry>,
    /// How many entries an account has in each of its lists, and which.
    counts: Mapping<(List, AccountId), u64>,
    indices: Mapping<Place, u64>,
}

/// A list of an account, and a place in it from 0.
type Place = (List, AccountId, u64);

/// The lists of an account: what it did, and what was done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum List {
    /// The entries whose actor it is.
    Actor,
    /// The entries whose subject it is.
    Subject,
    /// Those of them that tell of a record that was opened: who looked, whatever else happened.
    Access,
}

/// What the entries of one call have in common.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The contract that logs.
    pub contract: &'a AccountId,
    /// Who acted.
    pub actor: &'a AccountId,
    /// Whom or what it was about.
    pub subject: &'a AccountId,
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
        self.entries.read(index)
    }

    /// Writes one entry for each of `actions`, with its reference, and passes each to `written`. Returns the
    /// index of the first.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn append(
        &mut self,
        at: &Circumstances<'_>,
        actions: &[(Action, [u8; 32])],
        mut written: impl FnMut(&LogEntry),
    ) -> Result<u64, Error> {
        let first = self.head.count;
        let mut entry = LogEntry {
            index: first,
            contract: *at.contract,
            actor: *at.actor,
            subject: *at.subject,
            action: Action::AdminAdded,
            reference: [0; 32],
            block: at.block,
            timestamp: at.timestamp,
            previous: self.head.hash,
        };
        for (action, reference) in actions {
            entry.action = *action;
            entry.reference = *reference;
            self.entries.write(entry.index, &entry);
            written(&entry);
            entry.previous = digest_of(&entry);
            entry.index = entry.index.checked_add(1).ok_or(Error::Overflow)?;
        }
        self.head = Head {
            count: entry.index,
            hash: entry.previous,
        };
        let all = first..self.head.count;
        self.list(List::Actor, at.actor, all.clone())?;
        self.list(List::Subject, at.subject, all.clone())?;
        let accesses = all
            .zip(actions)
            .filter(|(_, (action, _))| action.is_access())
            .map(|(index, _)| index);
        self.list(List::Access, at.subject, accesses)?;
        Ok(first)
    }

    /// A page of the whole log, at most `max` entries.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn entries(&self, start: u64, limit: u32, max: u32) -> Result<LogPage, Error> {
        LogPage::read(start, limit, max, self.head.count, &mut |n| {
            self.existing(Some(n))
        })
    }

    /// A page of one of an account's lists, at most `max` entries.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn of_account(
        &self,
        list: List,
        account: &AccountId,
        start: u64,
        limit: u32,
        max: u32,
    ) -> Result<LogPage, Error> {
        let total = self.counts.read((list, account)).unwrap_or_default();
        LogPage::read(start, limit, max, total, &mut |n| {
            self.existing(self.indices.read((list, account, n)))
        })
    }

    /// Puts entries into one of an account's lists.
    fn list(
        &mut self,
        list: List,
        account: &AccountId,
        entries: impl Iterator<Item = u64>,
    ) -> Result<(), Error> {
        let mut entries = entries.peekable();
        if entries.peek().is_none() {
            return Ok(());
        }
        let mut count = self.counts.read((list, account)).unwrap_or_default();
        for index in entries {
            self.indices.write((list, account, count), &index);
            count = count.checked_add(1).ok_or(Error::Overflow)?;
        }
        self.counts.write((list, account), &count);
        Ok(())
    }

    /// An entry that a list names, so that it has to be there.
    fn existing(&self, index: Option<u64>) -> Result<LogEntry, Error> {
        index
            .and_then(|index| self.entries.read(index))
            .ok_or(Error::Inconsistent)
    }
}
