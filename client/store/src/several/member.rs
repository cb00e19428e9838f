//! One of several stores, and what is known of it for the moment.

use medink_words::said;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cid::Cid;

use super::Warnings;
use super::warnings::Missed;
use crate::several::Warning;
use crate::{ContentStore, StoreError};

/// How long a store that did not answer is left alone: nobody waits for it at every record of a list.
const REST: Duration = Duration::from_secs(15);

pub(super) struct Member {
    pub(super) name: String,
    pub(super) store: Arc<dyn ContentStore>,
    warnings: Warnings,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Until when it is left alone.
    rests: Option<Instant>,
    /// What it was to take and did not: said once.
    missed: HashSet<Cid>,
}

impl Member {
    pub(super) fn new(name: String, store: Arc<dyn ContentStore>, warnings: Warnings) -> Self {
        Self {
            name,
            store,
            warnings,
            state: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks it for something, unless it has just not answered.
    pub(super) async fn ask<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        if self.state().rests.is_some_and(|until| Instant::now() < until) {
            return Err(StoreError::Unreachable {
                place: self.name.clone(),
                why: said!("store-rests").into(),
            });
        }
        let done = call.await;
        if let Err(error) = &done {
            self.note(error);
        }
        done
    }

    /// Remembers that it does not answer, where that is what happened.
    pub(super) fn note(&self, error: &StoreError) {
        if matches!(
            error,
            StoreError::Unreachable { .. } | StoreError::Untrusted { .. } | StoreError::TooSlow { .. }
        ) {
            self.state().rests = Some(Instant::now() + REST);
        }
    }

    /// Leaves a warning: what did not happen, and why.
    pub(super) fn warn(&self, missed: Missed, error: &StoreError) {
        self.warnings.add(Warning {
            store: self.name.clone(),
            what: missed.said(&self.name, error),
            lacks: missed.lacks(),
        });
    }

    /// Notes that it did not take this content; [`has_missed`](Self::has_missed) says so once.
    pub(super) fn misses(&self, cid: &Cid) {
        self.state().missed.insert(*cid);
    }

    /// Whether it is known, and was said, that it did not take this content.
    pub(super) fn has_missed(&self, cid: &Cid) -> bool {
        self.state().missed.remove(cid)
    }
}
