//! Points in time as people write and read them.

use crate::error::{Error, Kind, Result};
use crate::now_ms;
use jiff::{Span, SpanRelativeTo, Timestamp, Zoned, civil, tz::TimeZone};
use medink_words::{Said, said};

/// Reads a point in time, in milliseconds since 1970-01-01: `2027-03-31` (the day's first moment, local time),
/// `2027-03-31T12:00`, with an offset or `Z` too, or a time from now such as `90m`, `2h`, `30d`.
pub fn parse(text: &str) -> Result<u64> {
    let wrong =
        || Error::new(Kind::Usage, said!("core-no-time", text = text)).next(said!("core-no-time-next"));
    if let Ok(at) = text.parse::<Timestamp>() {
        return u64::try_from(at.as_millisecond()).map_err(|_| wrong());
    }
    if let Ok(at) = text.parse::<civil::DateTime>() {
        let at = at.to_zoned(TimeZone::system()).map_err(|_| wrong())?;
        return u64::try_from(at.timestamp().as_millisecond()).map_err(|_| wrong());
    }
    let span: Span = text.parse().map_err(|_| wrong())?;
    let start = i64::try_from(now_ms()?)
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
        .ok_or_else(wrong)?;
    let at = start
        .to_zoned(TimeZone::system())
        .checked_add(span)
        .map_err(|_| wrong())?;
    if span.is_negative() {
        return Err(wrong());
    }
    u64::try_from(at.timestamp().as_millisecond()).map_err(|_| wrong())
}

/// Reads a point in time as [`parse`] does, but a date alone stands for its whole day: the first moment of the next.
pub fn parse_end(text: &str) -> Result<u64> {
    let day = |date: civil::Date| {
        let next = date.tomorrow().ok()?.to_zoned(TimeZone::system()).ok()?;
        u64::try_from(next.timestamp().as_millisecond()).ok()
    };
    // `2027-03-31T12:00` would be read as a date, too.
    match text.parse::<civil::Date>() {
        Ok(date) if date.to_string() == text => day(date).ok_or_else(|| {
            Error::new(Kind::Usage, said!("core-date-range")).next(said!("core-choose-another"))
        }),
        _ => parse(text),
    }
}

/// Reads a length of time with its unit, such as `30s`, `36h`, `7d` or `2w`, in seconds. A day has 24 hours.
pub fn parse_length(text: &str) -> Result<u32> {
    let seconds = text
        .parse::<Span>()
        .and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()))
        .ok()
        .and_then(|length| u32::try_from(length.as_secs()).ok());
    seconds.ok_or_else(|| Error::new(Kind::Usage, said!("core-no-length")).next(said!("core-no-length-next")))
}

/// Writes a length of time in the largest unit that it is whole in.
pub fn length(seconds: u32) -> Said {
    let whole = |unit: u32| (seconds > 0 && seconds.is_multiple_of(unit)).then(|| seconds / unit);
    if let Some(count) = whole(86_400) {
        said!("length-days", count = count)
    } else if let Some(count) = whole(3_600) {
        said!("length-hours", count = count)
    } else if let Some(count) = whole(60) {
        said!("length-minutes", count = count)
    } else {
        said!("length-seconds", count = seconds)
    }
}

/// Writes a length of time for a field, as [`parse_length`] reads it: with a symbol of a unit that is the same in every
/// language, such as `7 d`.
pub fn length_in_symbols(seconds: u32) -> String {
    let whole = |unit: u32| (seconds > 0 && seconds.is_multiple_of(unit)).then(|| seconds / unit);
    match (whole(86_400), whole(3_600), whole(60)) {
        (Some(days), _, _) => format!("{days} d"),
        (None, Some(hours), _) => format!("{hours} h"),
        (None, None, Some(minutes)) => format!("{minutes} min"),
        (None, None, None) => format!("{seconds} s"),
    }
}

/// Writes a point in time in local time, to the second.
pub fn show(ms: u64) -> String {
    zoned(ms).map_or_else(
        || format!("{ms} ms"),
        |at| at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// Writes a point in time as RFC 3339 in UTC.
pub fn rfc3339(ms: u64) -> String {
    i64::try_from(ms)
        .ok()
        .and_then(|ms| Timestamp::from_millisecond(ms).ok())
        .map_or_else(|| ms.to_string(), |at| at.to_string())
}

/// The day of a point in time, in UTC, as ISO 8601.
pub fn day(ms: u64) -> String {
    rfc3339(ms).chars().take(10).collect()
}

/// The day of a point in time, in local time, as ISO 8601: what [`parse_end`] reads as that whole day.
pub fn local_day(ms: u64) -> String {
    zoned(ms).map_or_else(|| day(ms), |at| at.date().to_string())
}

/// Reads a date as records have it: a year, a month or a day (ISO 8601; the `date` of FHIR R4).
///
/// # Errors
/// [`Kind::Usage`] for what is none.
pub fn parse_date(text: &str) -> Result<String> {
    let text = text.trim();
    let whole = match text.len() {
        4 => Some(format!("{text}-01-01")),
        7 => Some(format!("{text}-01")),
        10 => Some(text.to_owned()),
        // Such as a year before the first, or after 9999.
        _ => None,
    };
    let date = whole.filter(|whole| {
        let parsed = whole.parse::<civil::Date>();
        parsed.is_ok_and(|date| date.to_string() == *whole)
    });
    match date {
        Some(_) => Ok(text.to_owned()),
        None => Err(Error::new(Kind::Usage, said!("core-no-date")).next(said!("core-no-date-next"))),
    }
}

/// How long until `ms`, roughly, in words.
pub fn left(ms: u64, now: u64) -> Said {
    match ms.checked_sub(now) {
        None | Some(0) => said!("left-expired"),
        Some(left) if left < 3_600_000 => said!("left-minutes", count = left.div_ceil(60_000)),
        Some(left) if left < 2 * 86_400_000 => said!("left-hours", count = left.div_ceil(3_600_000)),
        Some(left) => said!("left-days", count = left.div_ceil(86_400_000)),
    }
}

fn zoned(ms: u64) -> Option<Zoned> {
    Some(
        Timestamp::from_millisecond(i64::try_from(ms).ok()?)
            .ok()?
            .to_zoned(TimeZone::system()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_in_symbols_is_read_as_the_same_length() {
        for (seconds, written) in [
            (604_800, "7 d"),
            (129_600, "36 h"),
            (1_800, "30 min"),
            (45, "45 s"),
            (0, "0 s"),
        ] {
            assert_eq!(length_in_symbols(seconds), written);
            assert_eq!(parse_length(written).unwrap(), seconds, "{written}");
        }
    }

    #[test]
    fn the_day_that_something_ends_on_is_read_as_the_same_end() {
        let end = parse_end("2027-03-31").unwrap();
        assert_eq!(local_day(end - 1), "2027-03-31");
        assert_eq!(parse_end(&local_day(end - 1)).unwrap(), end);
    }

    #[test]
    fn dates_of_records_are_years_months_or_days() {
        for right in ["2024", "2024-05", "2024-02-29"] {
            assert_eq!(parse_date(right).unwrap(), right);
        }
        for wrong in [
            "",
            "24",
            "2024-13",
            "2023-02-29",
            "2024-5-1",
            "20240501",
            "2024-05-01T00:00",
            "-009999-01-01",
        ] {
            assert!(parse_date(wrong).is_err(), "{wrong}");
        }
        assert_eq!(day(86_400_000), "1970-01-02");
    }

    #[test]
    fn dates_and_spans_are_read() {
        assert_eq!(parse("1970-01-02T00:00:00Z").unwrap(), 86_400_000);
        let now = now_ms().unwrap();
        let later = parse("30d").unwrap();
        // Thirty calendar days, give or take a change of the clock.
        assert!((29 * 86_400_000..=31 * 86_400_000).contains(&(later - now)));
        assert!(parse("2h").unwrap() - now <= 2 * 3_600_000 + 5_000);
        assert!(parse("2027-03-31").unwrap() < parse("2027-03-31T12:00").unwrap());
        assert_eq!(parse_end("2027-03-31").unwrap(), parse("2027-04-01").unwrap());
        assert_eq!(
            parse_end("2027-03-31T12:00").unwrap(),
            parse("2027-03-31T12:00").unwrap()
        );
        for bad in ["", "soon", "-3d", "2027-13-01"] {
            assert!(parse_end(bad).is_err(), "{bad}");
            assert_eq!(parse(bad).unwrap_err().kind, Kind::Usage, "{bad}");
        }
    }

    #[test]
    fn lengths_of_time_have_units() {
        for (text, seconds) in [
            ("30s", 30),
            ("36h", 129_600),
            ("7d", 604_800),
            ("2w", 1_209_600),
            ("0s", 0),
        ] {
            assert_eq!(parse_length(text).unwrap(), seconds, "{text}");
        }
        for bad in ["7", "", "soon", "-1d", "3 months", "2027-03-31", "200000w"] {
            assert_eq!(parse_length(bad).unwrap_err().kind, Kind::Usage, "{bad}");
        }
        for (seconds, words) in [
            (0, "0 s"),
            (5, "5 s"),
            (120, "2 min"),
            (7_200, "2 h"),
            (86_400, "1 day"),
            (604_800, "7 days"),
        ] {
            assert_eq!(length(seconds).to_string(), words);
        }
    }

    #[test]
    fn time_left_is_told_roughly() {
        assert_eq!(left(5, 5).to_string(), "expired");
        assert_eq!(left(90_000, 0).to_string(), "2 min left");
        assert_eq!(left(10 * 86_400_000, 0).to_string(), "10 days left");
    }
}
