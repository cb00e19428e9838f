//! Points in time, sizes and amounts as a language writes them. In Arabic the digits are those of forms, addresses and
//! codes, so that what is read can be typed; everywhere a day has 24 hours. English dates are ISO 8601, since its readers
//! do not agree whether day or month comes first.

use crate::{Language, bundles};
use fluent_bundle::FluentArgs;
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::{Date, DateTime, Time};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_locale_core::Locale;
use jiff::{Timestamp, Zoned, tz::TimeZone};

fn locale(language: Language) -> Locale {
    let tag = match language {
        Language::English => "en",
        Language::French => "fr",
        Language::Arabic => "ar-u-hc-h23-nu-latn",
    };
    Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN)
}

/// A decimal number such as `1.25`, exactly; without groups of digits.
pub fn decimal(language: Language, number: &str) -> String {
    let format = |number: &str| {
        let number: Decimal = number.parse().ok()?;
        let formatter =
            DecimalFormatter::try_new(locale(language).into(), GroupingStrategy::Never.into()).ok()?;
        Some(formatter.format(&number).to_string())
    };
    format(number).unwrap_or_else(|| number.to_owned())
}

/// A size, roughly: in units of a thousand, with one digit after the point.
pub fn size(language: Language, bytes: u64) -> String {
    const UNITS: [&str; 4] = ["size-kb", "size-mb", "size-gb", "size-tb"];
    let mut arguments = FluentArgs::new();
    let mut key = "size-bytes";
    if bytes < 1000 {
        arguments.set("count", bytes);
    } else {
        let mut tenths = u128::from(bytes).saturating_mul(10);
        for unit in UNITS {
            if tenths < 10_000 {
                break;
            }
            tenths = tenths.saturating_add(500) / 1000;
            key = unit;
        }
        let number = match tenths % 10 {
            0 => format!("{}", tenths / 10),
            tenth => format!("{}.{tenth}", tenths / 10),
        };
        arguments.set("number", decimal(language, &number));
    }
    bundles::format(language, key, &arguments).unwrap_or_else(|| bytes.to_string())
}

/// A point in time, in milliseconds since 1970-01-01, in local time to the second.
pub fn time(language: Language, ms: u64) -> String {
    let Some(at) = zoned(ms) else {
        return format!("{ms} ms");
    };
    let iso = || at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    if language == Language::English {
        return iso();
    }
    let formatted = || {
        let moment = DateTime {
            date: gregorian(&at)?,
            time: Time::try_new(
                u8::try_from(at.hour()).ok()?,
                u8::try_from(at.minute()).ok()?,
                u8::try_from(at.second()).ok()?,
                0,
            )
            .ok()?,
        };
        let fields = YMD::long().with_time_hms();
        let formatter = Formatter::<Gregorian, _>::try_new(locale(language).into(), fields).ok()?;
        Some(formatter.format(&moment).to_string())
    };
    formatted().unwrap_or_else(iso)
}

/// The day of a point in time, in milliseconds since 1970-01-01, in local time.
pub fn date(language: Language, ms: u64) -> String {
    let Some(at) = zoned(ms) else {
        return format!("{ms} ms");
    };
    if language == Language::English {
        return at.date().to_string();
    }
    let formatted = || {
        let formatter = Formatter::<Gregorian, _>::try_new(locale(language).into(), YMD::long()).ok()?;
        Some(formatter.format(&gregorian(&at)?).to_string())
    };
    formatted().unwrap_or_else(|| at.date().to_string())
}

fn zoned(ms: u64) -> Option<Zoned> {
    Some(
        Timestamp::from_millisecond(i64::try_from(ms).ok()?)
            .ok()?
            .to_zoned(TimeZone::system()),
    )
}

fn gregorian(at: &Zoned) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(
        i32::from(at.year()),
        u8::try_from(at.month()).ok()?,
        u8::try_from(at.day()).ok()?,
    )
    .ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_roughly() {
        for (bytes, english, french, arabic) in [
            (0, "0 bytes", "0 octet", "0 بايت"),
            (999, "999 bytes", "999 octets", "999 بايت"),
            (1000, "1 KB", "1 Ko", "1 كيلوبايت"),
            (1_550, "1.6 KB", "1,6 Ko", "1.6 كيلوبايت"),
            (2_147_483_648, "2.1 GB", "2,1 Go", "2.1 غيغابايت"),
        ] {
            assert_eq!(size(Language::English, bytes), english);
            assert_eq!(size(Language::French, bytes), french);
            assert_eq!(size(Language::Arabic, bytes), arabic);
        }
        assert!(size(Language::French, u64::MAX).ends_with(" To"));
    }

    #[test]
    fn numbers_keep_every_digit() {
        let long = "340282366920938463463374607.431768211455";
        assert_eq!(decimal(Language::English, long), long);
        assert_eq!(decimal(Language::French, long), long.replace('.', ","));
        assert_eq!(decimal(Language::Arabic, "1.25"), "1.25");
        assert_eq!(decimal(Language::French, "many"), "many");
    }

    #[test]
    fn days_are_written_as_they_are_read_aloud() {
        // The middle of a day of UTC: the same day wherever the test runs but at the ends of the world.
        let ms = 1_806_494_400_000;
        let at = zoned(ms).unwrap();
        assert_eq!(date(Language::English, ms), at.date().to_string());
        assert_eq!(
            time(Language::English, ms),
            at.strftime("%Y-%m-%d %H:%M:%S").to_string()
        );
        let (day, year) = (at.day().to_string(), at.year().to_string());
        assert_eq!(date(Language::French, ms), format!("{day} mars {year}"));
        assert_eq!(date(Language::Arabic, ms), format!("{day} مارس {year}"));
        let minutes = at.strftime("%M:%S").to_string();
        for language in [Language::French, Language::Arabic] {
            assert!(time(language, ms).contains(&minutes), "{}", time(language, ms));
        }
        assert_eq!(time(Language::French, u64::MAX), format!("{} ms", u64::MAX));
    }
}
