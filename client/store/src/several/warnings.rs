//! What a user has to know although the work went on: kept here until a face shows it.

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
    pub what: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
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
