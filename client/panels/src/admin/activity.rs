//! The log drawn: how much was done when, and what.

use super::log::Filter;
use crate::show::When;
use crate::{Answer, AsAdmin, Frame, Shared, terms};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::activity::{Activity, COUNTED, Unit};
use medink_core::error::Error;
use medink_words::{Said, Value, said};

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/log/activity", get(show))
}

/// The height of the highest bar, in the drawing's own unit.
const HEIGHT: u64 = 100;
/// The place of one bar, in the same unit; the bar takes most of it.
const STEP: u64 = 10;

/// A bar over time.
struct Column {
    from: When,
    count: u64,
    x: u64,
    y: u64,
    height: u64,
}

/// A bar for an action.
struct Kind {
    words: Said,
    code: String,
    count: u64,
    /// In percent of the most frequent one.
    width: u64,
    /// Where the bar begins: at the side where lines do.
    x: u64,
}

#[derive(Template)]
#[template(path = "admin/activity.html")]
struct Page {
    frame: Frame,
    filter: Filter,
    columns: Vec<Column>,
    kinds: Vec<Kind>,
    /// The word by which the messages choose.
    unit: Value,
    width: u64,
    highest: u64,
    counted: u64,
    cut: bool,
    most: u64,
    problem: Option<Error>,
}

impl Page {
    /// What the drawing shows, for who hears it.
    fn drawing(&self) -> Said {
        said!(
            "activity-drawing",
            unit = self.unit.clone(),
            highest = self.highest,
            count = self.counted
        )
    }
}

async fn show(inside: AsAdmin) -> Answer {
    let filter = Filter::kept(&inside);
    let counted = match &filter.search {
        Ok(search) => inside.medink.log_activity(search).await,
        Err(error) => Err(error.clone()),
    };
    let (activity, problem) = match counted {
        Ok(activity) => (activity, None),
        Err(problem) => (nothing(), Some(problem)),
    };
    let wrong = problem.is_some();
    let page = draw(inside.frame(), filter, &activity, problem);
    if wrong {
        inside.again(page)
    } else {
        inside.page(page)
    }
}

fn nothing() -> Activity {
    Activity {
        counted: 0,
        cut: false,
        unit: Unit::Minute,
        over_time: Vec::new(),
        by_action: Vec::new(),
    }
}

/// Where a bar begins, from the left, in a drawing that is so wide: `at` so far from the side where lines begin.
fn begin(at: u64, bar: u64, width: u64, leftward: bool) -> u64 {
    match leftward {
        true => width.saturating_sub(at).saturating_sub(bar),
        false => at,
    }
}

/// The drawing. Time and bars run the way that the language is read.
fn draw(frame: Frame, filter: Filter, activity: &Activity, problem: Option<Error>) -> Page {
    let leftward = frame.language.direction() == "rtl";
    let width = STEP.saturating_mul((activity.over_time.len() as u64).max(1));
    let highest = activity
        .over_time
        .iter()
        .map(|bar| bar.count)
        .max()
        .unwrap_or_default();
    let share = |count: u64, of: u64| match (count, of) {
        (0, _) | (_, 0) => 0,
        // What is there at all can be seen.
        (count, of) => (count.saturating_mul(HEIGHT) / of).max(2),
    };
    let columns = (0u64..)
        .zip(&activity.over_time)
        .map(|(place, bar)| {
            let height = share(bar.count, highest);
            Column {
                from: When(bar.from),
                count: bar.count,
                x: begin(place.saturating_mul(STEP), STEP, width, leftward).saturating_add(1),
                y: HEIGHT.saturating_sub(height),
                height,
            }
        })
        .collect();
    let most = activity.by_action.first().map_or(0, |(_, count)| *count);
    let kinds = activity
        .by_action
        .iter()
        .map(|(action, count)| {
            let width = share(*count, most);
            Kind {
                words: terms::action(action),
                code: format!("{action:?}"),
                count: *count,
                width,
                x: begin(0, width, HEIGHT, leftward),
            }
        })
        .collect();
    Page {
        frame,
        filter,
        columns,
        kinds,
        unit: Value::Choice(match activity.unit {
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
        }),
        width,
        highest,
        counted: activity.counted,
        cut: activity.cut,
        most: COUNTED,
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_runs_the_way_that_a_language_is_read() {
        let begins = |leftward| [0, 1, 2].map(|place| begin(place * STEP, STEP, 3 * STEP, leftward));
        assert_eq!(begins(false), [0, 10, 20]);
        assert_eq!(begins(true), [20, 10, 0]);
        assert_eq!(begin(0, 40, HEIGHT, false), 0);
        assert_eq!(begin(0, 40, HEIGHT, true), 60);
    }
}
