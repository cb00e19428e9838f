//! What a user has to know although the work went on: kept here until a face shows it.

use crate::StoreError;
use medink_words::{Said, said};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Most warnings that wait to be shown. Those after that say nothing new.
const MOST: usize = 100;

/// Something that went wrong in one store and did not stop the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The store: `embedded`, or a daemon's address.
    pub store: String,
    /// What happened, why, and what to do; names the store too. CIDs and addresses, never content.
    pub what: Said,
    /// Whether the store lacks something that others have, so that it can be brought there.
    pub lacks: bool,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.what.fmt(f)
    }
}

/// What one of several stores missed while others had it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Missed {
    /// It was not stored; so many of so many stores have it.
    Stored { have: usize, all: usize },
    /// It was not read.
    Read,
    /// It was not read to its end.
    ReadWhole,
    /// It was not pinned.
    Pinned,
    /// It was not let go.
    Unpinned,
    /// What is pinned was not listed.
    Listed,
    /// It was not looked whether it is there.
    Looked,
    /// Garbage was not collected.
    Collected,
    /// It is not whole there.
    Whole,
    /// It was not verified.
    Verified,
    /// The store was not described.
    Described,
}

impl Missed {
    /// Whether it is not in the store now, or not for good.
    pub(crate) fn lacks(self) -> bool {
        matches!(
            self,
            Missed::Stored { .. } | Missed::ReadWhole | Missed::Pinned | Missed::Whole
        )
    }

    /// What a user is told.
    pub(crate) fn said(self, store: &str, why: &StoreError) -> Said {
        let why = why.said();
        match self {
            Missed::Stored { have, all } => said!(
                "store-missed-stored",
                store = store,
                have = have,
                all = all,
                why = why
            ),
            Missed::Read => said!("store-missed-read", store = store, why = why),
            Missed::ReadWhole => said!("store-missed-read-whole", store = store, why = why),
            Missed::Pinned => said!("store-missed-pinned", store = store, why = why),
            Missed::Unpinned => said!("store-missed-unpinned", store = store, why = why),
            Missed::Listed => said!("store-missed-listed", store = store, why = why),
            Missed::Looked => said!("store-missed-looked", store = store, why = why),
            Missed::Collected => said!("store-missed-collected", store = store, why = why),
            Missed::Whole => said!("store-missed-whole", store = store, why = why),
            Missed::Verified => said!("store-missed-verified", store = store, why = why),
            Missed::Described => said!("store-missed-described", store = store, why = why),
        }
    }
}

/// Where stores leave warnings and faces fetch them. Clones share one list.
#[derive(Debug, Clone, Default)]
pub struct Warnings(Arc<Mutex<Vec<Warning>>>);

impl Warnings {
    /// Leaves a warning, unless the same waits already.
    pub fn add(&self, warning: Warning) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < MOST && !waiting.contains(&warning) {
            waiting.push(warning);
        }
    }

    /// Fetches what there is, the oldest first. It is not there any more then.
    pub fn take(&self) -> Vec<Warning> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
