//! What a patient has selected among the own records, over all pages of the list: numbers alone, in memory until the account
//! is locked. No address holds them. What is done with them asks and checks anew. What was chosen to be given is kept under a
//! random name besides, so that a tab gives what was chosen in it.

use crate::once;
use medink_core::erasure;
use medink_core::error::Result;
use medink_core::lock;
use medink_core::versions::Versions;
use medink_types::RecordState;
use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::Mutex;

/// How many records are selected at a time at most.
pub const MOST: usize = erasure::MOST_AT_ONCE;

/// How many choices are kept at a time; the oldest goes first.
const MOST_KEPT: usize = 16;

/// The field of the list's form that names a record that is ticked.
pub const FIELD: &str = "chosen";

/// What is selected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selected {
    /// The numbers of the current versions.
    pub numbers: BTreeSet<u32>,
    /// How many were ticked beyond [`MOST`], and are not among them.
    pub left_out: usize,
}

impl Selected {
    fn retain(&mut self, stays: impl Fn(u32) -> bool) {
        self.numbers.retain(|number| stays(*number));
        // Where there is room again nothing is left out.
        if self.numbers.len() < MOST {
            self.left_out = 0;
        }
    }
}

/// The selection of an unlocked account.
#[derive(Default)]
pub struct Selection {
    now: Mutex<Selected>,
    kept: Mutex<VecDeque<(String, BTreeSet<u32>)>>,
}

impl Selection {
    /// Selects these and no others; of too many the first.
    pub fn set(&self, numbers: impl IntoIterator<Item = u32>) {
        let all: BTreeSet<u32> = numbers.into_iter().collect();
        *lock(&self.now) = Selected {
            left_out: all.len().saturating_sub(MOST),
            numbers: all.into_iter().take(MOST).collect(),
        };
    }

    /// What is selected.
    pub fn get(&self) -> Selected {
        lock(&self.now).clone()
    }

    /// Keeps a choice; gives what names it.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn keep(&self, numbers: BTreeSet<u32>) -> Result<String> {
        let id = once::new()?;
        let mut kept = lock(&self.kept);
        if kept.len() >= MOST_KEPT {
            kept.pop_front();
        }
        kept.push_back((id.clone(), numbers));
        Ok(id)
    }

    /// A choice that was kept; none where it is not known any more.
    pub fn kept(&self, id: &str) -> Option<BTreeSet<u32>> {
        let kept = lock(&self.kept);
        let found = kept.iter().find(|(name, _)| name == id);
        found.map(|(_, numbers)| numbers.clone())
    }

    /// What was chosen is done: it is not selected any more.
    pub fn done(&self, numbers: &BTreeSet<u32>) {
        lock(&self.now).retain(|number| !numbers.contains(&number));
    }

    /// The same of what there is now: what is erased, or has a newer version, is not selected any more.
    pub fn among(&self, all: &[Versions]) -> Selected {
        let mut selected = lock(&self.now);
        if !selected.numbers.is_empty() {
            let there: HashSet<u32> = all.iter().filter_map(selectable).collect();
            selected.retain(|number| there.contains(&number));
        }
        selected.clone()
    }
}

/// The number by which a record of the list is selected; none where it is erased.
pub fn selectable(record: &Versions) -> Option<u32> {
    let now = &record.current()?.record;
    (now.state == RecordState::Live).then_some(now.number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patient::fixtures;
    use medink_core::versions::versions;

    #[test]
    fn only_what_is_there_is_selected_and_not_too_much_of_it() {
        use RecordState::{Erased, Live};
        let listed = |number, amends, state| fixtures::listed(number, amends, state, true);
        let all = versions(vec![
            listed(1, None, Live),
            listed(2, None, Erased),
            listed(3, None, Live),
            listed(4, Some(3), Live),
            listed(5, Some(1), Erased),
        ]);
        let selection = Selection::default();
        selection.set([4, 1, 1, 2, 3, 5, 99]);
        assert_eq!(selection.among(&all).numbers, BTreeSet::from([1, 4]));
        assert_eq!(selection.get(), selection.among(&all));
        selection.set(1..=103);
        let selected = selection.get();
        assert_eq!((selected.numbers.len(), selected.left_out), (MOST, 3));
        // It is told as long as there is no room, and not beyond that.
        let with = |last: u32| -> Vec<_> { (1..=last).map(|number| listed(number, None, Live)).collect() };
        assert_eq!(selection.among(&versions(with(100))).left_out, 3);
        assert_eq!(selection.among(&versions(with(99))).left_out, 0);
        selection.done(&(1..=102).collect());
        assert_eq!(selection.get(), Selected::default());
        selection.set([1, 7]);
        selection.done(&BTreeSet::from([1, 2]));
        assert_eq!(
            selection.get().numbers,
            BTreeSet::from([7]),
            "what was ticked elsewhere stays"
        );
        selection.set([]);
        assert_eq!(selection.get(), Selected::default());
    }
    #[test]
    fn each_choice_is_its_own_and_only_so_many_are_kept() {
        let selection = Selection::default();
        let (one, other) = (BTreeSet::from([1, 3]), BTreeSet::from([2]));
        let (first, second) = (
            selection.keep(one.clone()).unwrap(),
            selection.keep(other.clone()).unwrap(),
        );
        assert_ne!(first, second);
        selection.set([9]);
        assert_eq!(
            (selection.kept(&first), selection.kept(&second)),
            (Some(one), Some(other))
        );
        assert_eq!(selection.kept(""), None);
        for _ in 1..MOST_KEPT {
            selection.keep(BTreeSet::from([4])).unwrap();
        }
        assert!(selection.kept(&first).is_none() && selection.kept(&second).is_some());
        assert_eq!(lock(&selection.kept).len(), MOST_KEPT);
    }
}
