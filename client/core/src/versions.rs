//! Records and their versions: an amendment takes the place of what it amends, and both stay.

use crate::records::Listed;
use medink_types::{AccountId, RecordState};
use std::collections::BTreeMap;

/// A record with all its versions.
#[derive(Debug, Clone)]
pub struct Versions {
    /// The number of the first version: what later ones say that they amend.
    pub first: u32,
    /// All of them, oldest first; never empty.
    all: Vec<Listed>,
}

impl Versions {
    /// All of them, oldest first.
    pub fn all(&self) -> &[Listed] {
        &self.all
    }

    /// Whether one of them has this number.
    pub fn has(&self, number: u32) -> bool {
        self.all.iter().any(|version| version.record.number == number)
    }

    /// The number of the newest version.
    pub fn newest(&self) -> u32 {
        self.all.last().map_or(0, |version| version.record.number)
    }

    /// Who wrote the first version.
    pub fn author(&self) -> Option<AccountId> {
        Some(self.all.first()?.record.author)
    }

    /// The version that counts: the newest that is not erased, else the newest.
    pub fn current(&self) -> Option<&Listed> {
        let live = self
            .all
            .iter()
            .rev()
            .find(|v| v.record.state == RecordState::Live);
        live.or_else(|| self.all.last())
    }
}

/// Groups a list by record, the one that changed last in front.
pub fn versions(listed: Vec<Listed>) -> Vec<Versions> {
    let mut by_first: BTreeMap<u32, Vec<Listed>> = BTreeMap::new();
    for one in listed {
        let first = one.record.amends.unwrap_or(one.record.number);
        by_first.entry(first).or_default().push(one);
    }
    let mut grouped: Vec<Versions> = by_first
        .into_iter()
        .map(|(first, all)| Versions { first, all })
        .collect();
    for record in &mut grouped {
        record.all.sort_by_key(|version| version.record.number);
    }
    grouped.sort_by_key(|record| std::cmp::Reverse(record.newest()));
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::listed;

    #[test]
    fn versions_stand_together_and_the_last_change_in_front() {
        use RecordState::{Erased, Live};
        let grouped = versions(vec![
            listed(1, None, Live),
            listed(2, None, Live),
            listed(3, Some(1), Live),
            listed(4, Some(1), Erased),
        ]);
        let numbers: Vec<Vec<u32>> = grouped
            .iter()
            .map(|record| record.all().iter().map(|v| v.record.number).collect())
            .collect();
        assert_eq!(numbers, [vec![1, 3, 4], vec![2]]);
        let current: Vec<u32> = grouped
            .iter()
            .filter_map(|record| record.current().map(|v| v.record.number))
            .collect();
        assert_eq!(current, [3, 2]);
        assert!(grouped[0].has(4) && !grouped[1].has(4));
    }
}
