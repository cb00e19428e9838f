//! The log counted: how much was done when, and what. For a drawing.

use crate::Medink;
use crate::error::Result;
use crate::search::Search;
use jiff::civil::Weekday;
use jiff::{Span, Timestamp, ToSpan, Zoned, tz::TimeZone};
use medink_types::Action;

/// Most entries that are counted: the newest that fit.
pub const COUNTED: u64 = 5_000;

/// Most bars over time.
const BARS: usize = 100;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How long one bar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day in local time.
    Day,
    /// A week from Monday, in local time.
    Week,
    /// A month in local time.
    Month,
}

/// How many entries were made from a point in time on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Where it begins, in milliseconds since 1970-01-01; it ends where the next one begins.
    pub from: u64,
    /// How many entries.
    pub count: u64,
}

/// What was done, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// How many entries were counted.
    pub counted: u64,
    /// Whether there are older ones than were counted.
    pub cut: bool,
    /// How long the bars are.
    pub unit: Unit,
    /// One bar after the other, also those with nothing in them; empty where nothing was counted.
    pub over_time: Vec<Bar>,
    /// How often each action was done, most frequent first.
    pub by_action: Vec<(Action, u64)>,
}

impl Medink {
    /// Counts the newest [`COUNTED`] entries that fit.
    pub async fn log_activity(&self, search: &Search) -> Result<Activity> {
        let (entries, cut) = self.counted(search, COUNTED).await?;
        let mut by_action: Vec<(Action, u64)> = Vec::new();
        for (_, action) in &entries {
            match by_action.iter_mut().find(|(known, _)| known == action) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => by_action.push((*action, 1)),
            }
        }
        by_action.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let times: Vec<u64> = entries.iter().map(|(time, _)| *time).collect();
        let (unit, over_time) = bars(&times, &TimeZone::system());
        Ok(Activity {
            counted: entries.len() as u64,
            cut,
            unit,
            over_time,
            by_action,
        })
    }
}

impl Unit {
    /// The one that gives a readable number of bars for so long a time, in milliseconds.
    fn for_span(span: u64) -> Self {
        match span {
            _ if span <= HOUR => Unit::Minute,
            _ if span <= 2 * DAY => Unit::Hour,
            _ if span <= 62 * DAY => Unit::Day,
            _ if span <= 540 * DAY => Unit::Week,
            _ => Unit::Month,
        }
    }

    fn span(self) -> Span {
        match self {
            Unit::Minute => 1.minute(),
            Unit::Hour => 1.hour(),
            Unit::Day => 1.day(),
            Unit::Week => 1.week(),
            Unit::Month => 1.month(),
        }
    }

    /// Where the bar that has this moment begins.
    fn begin(self, at: &Zoned) -> Option<Zoned> {
        let whole = at.with().second(0).subsec_nanosecond(0);
        match self {
            Unit::Minute => whole.build().ok(),
            Unit::Hour => whole.minute(0).build().ok(),
            Unit::Day => at.start_of_day().ok(),
            Unit::Week => {
                let since = i64::from(at.weekday().since(Weekday::Monday));
                at.checked_sub(since.days()).ok()?.start_of_day().ok()
            }
            Unit::Month => at.first_of_month().ok()?.start_of_day().ok(),
        }
    }
}

/// Bars from the first of these times to the last.
fn bars(times: &[u64], zone: &TimeZone) -> (Unit, Vec<Bar>) {
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
        return (Unit::Minute, Vec::new());
    };
    let unit = Unit::for_span(last.saturating_sub(*first));
    let mut bars: Vec<Bar> = Vec::new();
    let mut begin = zoned(*last, zone).and_then(|at| unit.begin(&at));
    // From the end, so that what is cut off is what is oldest.
    while let Some(at) = begin {
        let Ok(from) = u64::try_from(at.timestamp().as_millisecond()) else {
            break;
        };
        let until = bars.last().map_or(u64::MAX, |later| later.from);
        let count = times.iter().filter(|time| (from..until).contains(time)).count();
        bars.push(Bar {
            from,
            count: count as u64,
        });
        if from <= *first || bars.len() == BARS {
            break;
        }
        begin = at.checked_sub(unit.span()).ok();
    }
    bars.reverse();
    (unit, bars)
}

fn zoned(ms: u64, zone: &TimeZone) -> Option<Zoned> {
    let at = Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()?;
    Some(at.to_zoned(zone.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-01, a Thursday, at noon UTC.
    const NOON: u64 = 1_767_268_800_000;

    fn counts(times: &[u64]) -> (Unit, Vec<u64>) {
        let (unit, bars) = bars(times, &TimeZone::UTC);
        (unit, bars.iter().map(|bar| bar.count).collect())
    }

    #[test]
    fn bars_are_as_long_as_fits_and_none_is_left_out() {
        assert_eq!(counts(&[]), (Unit::Minute, vec![]));
        assert_eq!(counts(&[NOON]), (Unit::Minute, vec![1]));
        assert_eq!(
            counts(&[NOON, NOON + 1, NOON + 3 * MINUTE]),
            (Unit::Minute, vec![2, 0, 0, 1])
        );
        assert_eq!(
            counts(&[NOON + 59 * MINUTE, NOON + 2 * HOUR]),
            (Unit::Hour, vec![1, 0, 1])
        );
        let (unit, days) = counts(&[NOON, NOON + 10 * DAY]);
        assert_eq!((unit, days.len()), (Unit::Day, 11));
        let (unit, weeks) = counts(&[NOON, NOON + 70 * DAY]);
        assert_eq!((unit, weeks.len()), (Unit::Week, 11));
        let (unit, months) = counts(&[NOON, NOON + 730 * DAY]);
        assert_eq!((unit, months.len()), (Unit::Month, 25));
    }

    #[test]
    fn days_and_weeks_begin_where_people_begin_them() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let begin = |unit: Unit| {
            let at = unit.begin(&zoned(NOON, &zone).unwrap()).unwrap();
            at.strftime("%Y-%m-%d %H:%M").to_string()
        };
        assert_eq!(begin(Unit::Hour), "2026-01-01 14:00");
        assert_eq!(begin(Unit::Day), "2026-01-01 00:00");
        assert_eq!(begin(Unit::Week), "2025-12-29 00:00");
        assert_eq!(begin(Unit::Month), "2026-01-01 00:00");
    }
}
