//! What a patient has selected among the own records, over all pages of the list: numbers alone, in memory until the account
//! is locked. No address holds them. What is done with them asks and checks anew.

use medink_core::erasure;
use medink_core::held;
use medink_core::versions::Versions;
use medink_types::RecordState;
use std::collections::{BTreeSet, HashSet};
use std::sync::Mutex;

/// How many records are selected at a time at most.
pub const MOST: usize = erasure::MOST_AT_ONCE;

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
pub struct Selection(Mutex<Selected>);

impl Selection {
    /// Selects these and no others; of too many the first.
    pub fn set(&self, numbers: impl IntoIterator<Item = u32>) {
        let all: BTreeSet<u32> = numbers.into_iter().collect();
        *held(&self.0) = Selected {
            left_out: all.len().saturating_sub(MOST),
            numbers: all.into_iter().take(MOST).collect(),
        };
    }

    /// What is selected.
    pub fn get(&self) -> Selected {
        held(&self.0).clone()
    }

    /// The same of what there is now: what is erased, or has a newer version, is not selected any more.
    pub fn among(&self, all: &[Versions]) -> Selected {
        let mut selected = held(&self.0);
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
        selection.set([]);
        assert_eq!(selection.get(), Selected::default());
    }
}
