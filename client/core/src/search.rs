//! Looking through the log: filtered, newest first, a page at a time.
//!
//! The chain gives the log by place, by actor or by subject, and nothing else: action and time are looked for here,
//! within a bound that every search keeps.

use crate::Medink;
use crate::audit::Filter;
use crate::error::Result;
use crate::whom::Among;
use medink_types::{AccountId, Action, LogEntry, bounds};
use std::ops::ControlFlow;

/// Most entries that one search looks at. What is older is found by going on from there.
pub const LOOKED_AT: u64 = 2_000;

/// Which entries. Everything given has to fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Search {
    /// Who acted.
    pub actor: Option<AccountId>,
    /// Whom or what it was about.
    pub subject: Option<AccountId>,
    /// Who acted, where that may be several.
    pub by: Option<Among>,
    /// Whom or what it was about, where that may be several.
    pub to: Option<Among>,
    /// What was done.
    pub action: Option<Action>,
    /// Not before, in milliseconds since 1970-01-01.
    pub from: Option<u64>,
    /// Before, in milliseconds since 1970-01-01.
    pub until: Option<u64>,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The entries, newest first.
    pub entries: Vec<LogEntry>,
    /// Where to go on with older ones; none where there are none.
    pub older: Option<u64>,
    /// Whether the search ended at its bound ([`LOOKED_AT`]) rather than with a full page.
    pub cut: bool,
}

impl Search {
    /// The list of the chain that has all of them.
    pub(crate) fn list(&self) -> Filter {
        let one = |account: Option<AccountId>, among: &Option<Among>| {
            account.or_else(|| among.as_ref().and_then(Among::only))
        };
        match (one(self.actor, &self.by), one(self.subject, &self.to)) {
            (Some(actor), _) => Filter::Actor(actor),
            (None, Some(subject)) => Filter::Subject(subject),
            (None, None) => Filter::All,
        }
    }

    pub(crate) fn fits(&self, entry: &LogEntry) -> bool {
        self.actor.is_none_or(|actor| actor == entry.actor)
            && self.subject.is_none_or(|subject| subject == entry.subject)
            && self.by.as_ref().is_none_or(|by| by.has(&entry.actor))
            && self.to.as_ref().is_none_or(|to| to.has(&entry.subject))
            && self.action.is_none_or(|action| action == entry.action)
            && self.from.is_none_or(|from| from <= entry.timestamp)
            && self.until.is_none_or(|until| entry.timestamp < until)
    }
}

/// How a walk back through the log ended.
pub(crate) enum Walked {
    /// At its beginning, or at the time that was given.
    Over,
    /// Where whoever looks said so.
    Stopped,
    /// At its bound; there are older entries.
    Bound(u64),
}

impl Medink {
    /// The newest `most` entries that fit, or those older than where an earlier search ended.
    pub async fn search_log(&self, search: &Search, older_than: Option<u64>, most: usize) -> Result<Found> {
        let mut found = Found::default();
        let walked = self
            .walk_back(search, older_than, LOOKED_AT, |place, entry| {
                if found.entries.len() == most {
                    found.older = Some(place.saturating_add(1));
                    return ControlFlow::Break(());
                }
                found.entries.push(entry);
                ControlFlow::Continue(())
            })
            .await?;
        if let Walked::Bound(place) = walked {
            found.older = Some(place);
            found.cut = true;
        }
        Ok(found)
    }

    /// What fits, newest first, as time and action alone, among the newest `most`; and whether there are older ones.
    pub(super) async fn counted(&self, search: &Search, most: u64) -> Result<(Vec<(u64, Action)>, bool)> {
        let mut counted = Vec::new();
        let walked = self
            .walk_back(search, None, most, |_, entry| {
                counted.push((entry.timestamp, entry.action));
                ControlFlow::Continue(())
            })
            .await?;
        Ok((counted, matches!(walked, Walked::Bound(_))))
    }

    /// Gives `each` what fits with its place in the list, newest first, looking at most at `most` entries.
    pub(crate) async fn walk_back(
        &self,
        search: &Search,
        older_than: Option<u64>,
        most: u64,
        mut each: impl FnMut(u64, LogEntry) -> ControlFlow<()> + Send,
    ) -> Result<Walked> {
        let list = search.list();
        // Asked once: each page of a walk would ask for it again.
        let at_once = self.longest_log_page().await?.min(bounds::PAGE);
        let end = match search.until {
            Some(until) => self.place_in_log(list, until).await?,
            None => self.log_page_within(list, 0, 1).await?.total,
        };
        let mut end = older_than.map_or(end, |place| place.min(end));
        let floor = end.saturating_sub(most);
        while end > floor {
            let start = end.saturating_sub(u64::from(bounds::PAGE)).max(floor);
            let part = self.log_part_by(list, start, end, at_once).await?;
            let part: Vec<(u64, LogEntry)> = (start..end).zip(part).collect();
            for (place, entry) in part.into_iter().rev() {
                if search.from.is_some_and(|from| entry.timestamp < from) {
                    return Ok(Walked::Over);
                }
                if search.fits(&entry) && each(place, entry).is_break() {
                    return Ok(Walked::Stopped);
                }
            }
            end = start;
        }
        Ok(if floor == 0 {
            Walked::Over
        } else {
            Walked::Bound(floor)
        })
    }

    /// Entries from `start` to before `end` of a list, however small the pages are.
    pub(crate) async fn log_part(&self, list: Filter, start: u64, end: u64) -> Result<Vec<LogEntry>> {
        let most = self.longest_log_page().await?.min(bounds::PAGE);
        self.log_part_by(list, start, end, most).await
    }

    /// The same, read `most` entries at a time, which are no more than the contract gives at once.
    pub(crate) async fn log_part_by(
        &self,
        list: Filter,
        start: u64,
        end: u64,
        most: u32,
    ) -> Result<Vec<LogEntry>> {
        let mut part = Vec::new();
        let mut at = start;
        while at < end {
            let limit = u32::try_from(end.saturating_sub(at)).unwrap_or(most);
            let page = self.log_page_within(list, at, limit.min(most)).await?;
            let got = page.items.len() as u64;
            part.extend(page.items);
            at = at.saturating_add(got);
            if got == 0 {
                break;
            }
        }
        Ok(part)
    }

    /// How many entries of a list were made before a point in time: the log is in the order of time.
    pub(crate) async fn place_in_log(&self, list: Filter, time: u64) -> Result<u64> {
        let (mut low, mut high) = (0, self.log_page_within(list, 0, 1).await?.total);
        while low < high {
            let middle = low.midpoint(high);
            let page = self.log_page_within(list, middle, 1).await?;
            match page.items.first() {
                Some(entry) if entry.timestamp < time => low = middle.saturating_add(1),
                _ => high = middle,
            }
        }
        Ok(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_given_has_to_fit() {
        let entry = LogEntry {
            index: 0,
            contract: [1; 32].into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action: Action::RecordAdded,
            reference: [0; 32],
            block: 1,
            timestamp: 100,
            previous: [0; 32],
        };
        let all = Search {
            actor: Some([2; 32].into()),
            subject: Some([3; 32].into()),
            action: Some(Action::RecordAdded),
            from: Some(100),
            until: Some(101),
            by: Some(Among::Any(vec![[8; 32].into(), [2; 32].into()])),
            to: None,
        };
        assert!(Search::default().fits(&entry) && all.fits(&entry));
        for other in [
            Search {
                actor: Some([9; 32].into()),
                ..all.clone()
            },
            Search {
                subject: Some([9; 32].into()),
                ..all.clone()
            },
            Search {
                action: Some(Action::Paused),
                ..all.clone()
            },
            Search {
                from: Some(101),
                ..all.clone()
            },
            Search {
                by: Some(Among::Any(vec![[8; 32].into()])),
                ..all.clone()
            },
            Search {
                to: Some(Among::Any(Vec::new())),
                ..all.clone()
            },
            Search {
                until: Some(100),
                ..all.clone()
            },
        ] {
            assert!(!other.fits(&entry), "{other:?}");
        }
    }
}
