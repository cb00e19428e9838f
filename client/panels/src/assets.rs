//! Styles, scripts and icons, compiled in. Nothing is fetched from elsewhere.

use crate::Shared;
use axum::Router;
use axum::http::header;
use axum::routing::get;

/// What stands for a picture that can't be shown small.
pub const PICTURE: &str = include_str!("../assets/picture.svg");

/// Where they are served. A browser asks each time: the next start of the program may be of another version.
pub fn routes() -> Router<Shared> {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move {
            (
                [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")],
                text,
            )
        })
    };
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    Router::new()
        .route(
            "/assets/medink.css",
            file("text/css; charset=utf-8", include_str!("../assets/medink.css")),
        )
        .route(
            "/assets/medink.js",
            file(SCRIPT, include_str!("../assets/medink.js")),
        )
        .route(
            "/assets/htmx.js",
            file(SCRIPT, include_str!("../assets/htmx.min.js")),
        )
        .route(
            "/assets/htmx.LICENSE",
            file(
                "text/plain; charset=utf-8",
                include_str!("../assets/htmx.LICENSE"),
            ),
        )
        .route(
            "/assets/icon.svg",
            file("image/svg+xml", include_str!("../assets/icon.svg")),
        )
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    const STYLES: &str = include_str!("../assets/medink.css");

    /// What is written on what: ink and ground. WCAG 2.2, 1.4.6 (AAA) asks for 7:1, and nothing here counts on being large.
    const WRITTEN: &[(&str, &[&str])] = &[
        ("ink", &["back", "card", "accent-soft", "line"]),
        ("soft", &["back", "card", "accent-soft"]),
        ("accent", &["back", "card", "accent-soft", "good", "bad", "warn"]),
        ("accent-ink", &["accent"]),
        ("card", &["bad-ink"]),
        ("good-ink", &["good"]),
        ("bad-ink", &["bad", "back", "card", "accent-soft"]),
        ("warn-ink", &["warn"]),
    ];

    /// What is drawn on what: edges of fields, and the ring around what has the focus. 1.4.11 and 2.4.13 ask for 3:1.
    const DRAWN: &[(&str, &[&str])] = &[
        ("field", &["back", "card"]),
        ("accent", &["back", "card", "accent-soft", "good", "bad", "warn"]),
    ];

    type Palette = BTreeMap<&'static str, [u8; 3]>;

    /// The palettes of a style sheet: light, dark, and that of paper, each with what it does not say itself from the first.
    fn palettes(styles: &'static str) -> [Palette; 3] {
        let roots: Vec<&str> = styles
            .split(":root {")
            .skip(1)
            .map(|rest| rest.split('}').next().unwrap())
            .collect();
        assert_eq!(roots.len(), 3, "a palette for light, one for dark, one for paper");
        let light = palette(roots[0]);
        assert!(light.len() > 10, "the palette of the light is read: {light:?}");
        let and_light = |root| {
            let mut whole = light.clone();
            whole.extend(palette(root));
            whole
        };
        [light.clone(), and_light(roots[1]), and_light(roots[2])]
    }

    fn palette(root: &'static str) -> Palette {
        root.split(';')
            .filter_map(|declaration| declaration.trim().strip_prefix("--")?.split_once(':'))
            .filter_map(|(name, value)| Some((name, colour(value.trim().strip_prefix('#')?))))
            .collect()
    }

    fn colour(hex: &str) -> [u8; 3] {
        let hex: String = match hex.len() {
            3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => hex.to_owned(),
        };
        let bytes = hex::decode(&hex).expect("a colour in hex");
        bytes.try_into().expect("three bytes")
    }

    /// The contrast of two colours, as WCAG defines it: from 1 to 21.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |colour: [u8; 3]| {
            let [red, green, blue] = colour.map(|byte| {
                let part = f64::from(byte) / 255.0;
                match part <= 0.040_45 {
                    true => part / 12.92,
                    false => ((part + 0.055) / 1.055).powf(2.4),
                }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The pairs that fall short, in words.
    fn short(palette: &Palette, pairs: &[(&'static str, &[&'static str])], least: f64) -> Vec<String> {
        let mut short = Vec::new();
        for (ink, grounds) in pairs {
            for ground in *grounds {
                let found = contrast(palette[ink], palette[ground]);
                if found < least {
                    short.push(format!("{ink} on {ground} has {found:.2}:1, less than {least}:1"));
                }
            }
        }
        short
    }

    #[test]
    fn contrast_is_measured_as_wcag_says() {
        let [black, white, grey] = ["000", "ffffff", "777777"].map(colour);
        assert!((contrast(black, white) - 21.0).abs() < 0.001);
        assert!((contrast(white, white) - 1.0).abs() < 0.001);
        // The grey that is known for just missing 4.5:1.
        assert!((contrast(grey, white) - 4.48).abs() < 0.01);
        let [mut light, ..] = palettes(STYLES);
        light.insert("soft", grey);
        assert_eq!(short(&light, WRITTEN, 7.0).len(), 3);
    }

    #[test]
    fn everything_is_read_and_seen_light_and_dark() {
        let [light, dark, _] = palettes(STYLES);
        for (name, palette) in [("light", light), ("dark", dark)] {
            assert_eq!(short(&palette, WRITTEN, 7.0), [""; 0], "{name}");
            assert_eq!(short(&palette, DRAWN, 3.0), [""; 0], "{name}");
        }
    }

    #[test]
    fn paper_is_black_on_white() {
        let [_, _, paper] = palettes(STYLES);
        for (name, colour) in paper {
            let expected: &[[u8; 3]] = match name {
                "line" | "field" => &[[0x99; 3]],
                _ => &[[0; 3], [255; 3]],
            };
            assert!(expected.contains(&colour), "{name} is {colour:?}");
        }
    }

    /// No rule writes in a colour that is not held to a contrast above, or around the palettes.
    #[test]
    fn what_is_written_is_written_in_a_colour_of_the_palette() {
        let screen = STYLES.split("@media print").next().unwrap();
        let rules = screen.split_once("* { box-sizing").expect("the palettes end").1;
        let mut inks = BTreeSet::new();
        let mut grounds = BTreeSet::new();
        for declaration in rules.split(['{', '}', ';']) {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let (property, value) = (property.trim(), value.trim());
            let named = value
                .strip_prefix("var(--")
                .and_then(|rest| rest.strip_suffix(')'));
            match (property, named) {
                ("color", Some(name)) => {
                    inks.insert(name);
                }
                ("background", Some(name)) => {
                    grounds.insert(name);
                }
                ("color", None) => assert!(
                    matches!(value, "inherit" | "currentColor"),
                    "`{declaration}` is in no palette"
                ),
                _ => {}
            }
        }
        let held: BTreeSet<&str> = WRITTEN.iter().map(|(ink, _)| *ink).collect();
        assert_eq!(inks.difference(&held).collect::<Vec<_>>(), [&""; 0]);
        let held: BTreeSet<&str> = WRITTEN
            .iter()
            .flat_map(|(_, grounds)| *grounds)
            .copied()
            .collect();
        assert_eq!(grounds.difference(&held).collect::<Vec<_>>(), [&""; 0]);
    }

    #[test]
    fn what_has_the_focus_shows_it_and_nothing_moves_that_need_not() {
        let unseen: Vec<&str> = STYLES
            .split('}')
            .filter(|rule| rule.contains("outline: none") || rule.contains("outline: 0"))
            .map(str::trim)
            .collect();
        // The page itself, which the skip link leads to: the ring around all of it would say nothing.
        assert_eq!(unseen, ["main:focus { outline: none;"]);
        assert!(STYLES.contains(":focus-visible { outline: 3px solid var(--accent)"));
        let still = STYLES
            .split_once("@media (prefers-reduced-motion: reduce)")
            .expect("who wants no motion gets none")
            .1;
        for property in ["animation: none !important", "transition: none !important"] {
            assert!(still.contains(property), "{property}");
        }
    }
}
