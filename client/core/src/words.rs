//! Words that somebody else wrote, on their way to a person's eyes: titles, names, kinds, notes, what a node or a store
//! answered. They are data. Whatever in them would move a cursor, forge a line or turn the direction of reading is shown
//! in place of being done: U+202E becomes `\u{202e}`, and a reader sees that somebody put it there.
//!
//! Shown are control characters (C0, DEL, C1), line and paragraph separators, bidirectional marks, embeddings, overrides
//! and isolates, tags, and what takes no place at all and so makes two names look the same (zero width space, word
//! joiner, soft hyphen, byte order mark, interlinear marks). Left alone are all letters, and the joiners (ZWJ, ZWNJ) and
//! variation selectors that scripts and emoji are written with.
//!
//! Every face passes what it shows through here. It knows none of them, and changes nothing that is stored: `--json`
//! and files have the words as they were given.

use crate::error::{Error, Kind, Result};
use medink_words::{Said, Value, said};
use std::borrow::Cow;
use std::fmt::Write;

/// Longest title that a record may be given, in characters.
pub const LONGEST_TITLE: usize = 255;

/// For places of one line, such as a cell of a table: line breaks and tabs are shown as well.
pub fn shown(text: &str) -> Cow<'_, str> {
    replaced(text, acts, visible)
}

/// For places of several lines, such as a note: line breaks and tabs are left.
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    // As forms send line breaks.
    let text: Cow<'_, str> = match text.contains("\r\n") {
        true => text.replace("\r\n", "\n").into(),
        false => text.into(),
    };
    let acts = |c| acts(c) && !matches!(c, '\n' | '\t');
    match text {
        Cow::Borrowed(text) => replaced(text, acts, visible),
        Cow::Owned(text) => replaced(&text, acts, visible).into_owned().into(),
    }
}

/// For places of several lines whose sentences have set others' words between isolates (FSI or LRI, and PDI), after
/// [`harmless`]: those are left, all else that acts is shown.
pub fn shown_between_isolates(text: &str) -> Cow<'_, str> {
    let acts = |c| acts(c) && !matches!(c, '\n' | '\t' | '\u{2066}' | '\u{2068}' | '\u{2069}');
    replaced(text, acts, visible)
}

/// A sentence whose arguments are made fit for the terminal, for places of several lines. Its own words, and the isolates
/// that its language sets round an argument, stay as they are: only others' words can act.
pub fn harmless(said: &Said) -> Said {
    let arguments = said.arguments.iter();
    let arguments = arguments.map(|(name, value)| {
        let value = match value {
            Value::Text(text) => Value::Text(shown_lines(text).into_owned()),
            Value::Amount { number, symbol } => Value::Amount {
                number: shown(number).into_owned(),
                symbol: shown(symbol).into_owned(),
            },
            Value::Said(said) => harmless(said).into(),
            Value::Number(_) | Value::Bytes(_) | Value::Date(_) | Value::Time(_) | Value::Choice(_) => {
                value.clone()
            }
        };
        (*name, value)
    });
    Said::new(said.key, arguments.collect())
}

/// For JSON as text: the same words, with JSON's own escapes for what would act on a terminal. It can stand within
/// strings alone, so a program reads what it would have read.
pub fn in_json(json: &str) -> Cow<'_, str> {
    let acts = |c| acts(c) && !matches!(c, '\n' | '\t' | '\r');
    replaced(json, acts, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string can't fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

/// For the name of a file to be saved: what acts, and what would lead to a folder, becomes `_`.
pub fn file_name(name: &str) -> Cow<'_, str> {
    replaced(
        name,
        |c| acts(c) || matches!(c, '/' | '\\'),
        |out, _| out.push('_'),
    )
}

/// A name with what it is worth: people call themselves what they like, until an admin attests it.
pub fn name_with_standing(name: &str, attested_by: Option<&str>) -> Said {
    said!(
        "name-with-standing",
        name = shown(name),
        standing = standing(attested_by)
    )
}

/// The same with the address.
pub fn name_and_address(name: &str, attested_by: Option<&str>, address: String) -> Said {
    said!(
        "name-and-address",
        name = name_with_standing(name, attested_by),
        address = address
    )
}

/// An address alone, where a name would stand.
pub fn address(address: String) -> Said {
    said!("known-as-address", address = address)
}

/// What a name is worth, in words.
pub fn standing(attested_by: Option<&str>) -> Said {
    match attested_by {
        Some(who) => said!("standing-verified", who = shown(who)),
        None => said!("standing-self-declared"),
    }
}

/// A kind of record that medink names, in words; none for any other, which stands for itself.
pub fn kind(kind: &str) -> Option<Said> {
    Some(match kind {
        "document" => said!("kind-document"),
        "imaging" => said!("kind-imaging"),
        "laboratory" => said!("kind-laboratory"),
        "diagnosis" => said!("kind-diagnosis"),
        "treatment-plan" => said!("kind-treatment-plan"),
        "medication" => said!("kind-medication"),
        _ => return None,
    })
}

/// Checks a title before anything is sealed.
///
/// # Errors
/// [`Kind::Usage`] for one that is too long. It is not repeated.
pub fn check_title(title: &str) -> Result<()> {
    let long = title.chars().count();
    if long <= LONGEST_TITLE {
        return Ok(());
    }
    Err(Error::new(
        Kind::Usage,
        said!("core-title-too-long", long = long, longest_title = LONGEST_TITLE),
    )
    .next(said!("core-title-too-long-next")))
}

/// Whether a character does something where it is shown, or hides.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

fn visible(out: &mut String, c: char) {
    // Writing to a string can't fail.
    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
}

fn replaced(text: &str, which: impl Fn(char) -> bool, with: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.chars().any(&which) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len().saturating_add(16));
    for c in text.chars() {
        match which(c) {
            true => with(&mut out, c),
            false => out.push(c),
        }
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(
            shown("a\u{1b}[2J\0b\nc\td\u{7f}\u{9b}e"),
            "a\\u{1b}[2J\\u{0}b\\u{a}c\\u{9}d\\u{7f}\\u{9b}e"
        );
        for c in "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}\u{2028}\u{2029}\u{feff}\u{e0041}\u{e007f}\u{200b}\u{ad}\u{85}".chars() {
            let text = format!("x{c}y");
            let code = format!("x\\u{{{:x}}}y", u32::from(c));
            assert_eq!(shown(&text), code);
            assert_eq!(shown_lines(&text), code);
        }
    }

    #[test]
    fn letters_of_all_scripts_and_what_joins_them_are_left() {
        for text in [
            "",
            "Dr. Ada L\u{f6}we-O\u{2019}Neil",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{915}\u{94d}\u{200d}\u{937}",
            "\u{1f469}\u{200d}\u{2695}\u{fe0f}",
            "\u{5d3}\u{5f4}\u{5e8} \u{5dc}\u{5d5}\u{5d9}",
            "e\u{301}",
            "\u{65e5}\u{672c}",
        ] {
            assert!(
                matches!(shown(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
            assert!(
                matches!(shown_lines(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn arguments_are_made_visible_and_isolates_are_not() {
        use medink_words::Language;
        let inner = said!("core-no-time", text = "x\u{202e}\u{2069}y");
        let said = harmless(&said!("core-at", place = "a\u{1b}[A\nb", what = inner));
        assert_eq!(
            said.to_string(),
            "a\\u{1b}[A\nb: `x\\u{202e}\\u{2069}y` is no point in time"
        );
        let arabic = said.in_language(Language::Arabic);
        assert!(arabic.starts_with("\u{2068}a\\u{1b}[A\nb\u{2069}: "), "{arabic}");
        assert!(
            arabic.contains("\u{2068}x\\u{202e}\\u{2069}y\u{2069}"),
            "{arabic}"
        );
    }

    #[test]
    fn isolates_of_a_sentence_are_left_and_nothing_else_is() {
        let text = "x \u{2068}a\u{2069}\n\u{2066}1 UNIT\u{2069}";
        assert!(matches!(shown_between_isolates(text), Cow::Borrowed(same) if same == text));
        assert_eq!(
            shown_between_isolates("\u{2067}a\u{202e}b\u{1b}\u{2069}"),
            "\\u{2067}a\\u{202e}b\\u{1b}\u{2069}"
        );
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(shown_lines("a\r\nb\n\tc\rd\u{b}"), "a\nb\n\tc\\u{d}d\\u{b}");
        let once = shown("a\nb").into_owned();
        assert_eq!(shown(&once), once, "twice is once");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({ "title\u{202e}": "a\u{1b}\n\u{9b}\u{e0041}\u{7f} \u{f6}" });
        let text = serde_json::to_string_pretty(&value).unwrap();
        let safe = in_json(&text);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
        assert_eq!(shown_lines(&safe), safe, "nothing in it acts");
        assert!(safe.contains('\u{f6}'));
    }

    #[test]
    fn a_saved_file_is_called_what_it_is_read_as() {
        assert_eq!(file_name("lette\u{202e}fdp.exe"), "lette_fdp.exe");
        assert_eq!(file_name("../a\\b\nc"), ".._a_b_c");
    }

    #[test]
    fn a_name_has_its_standing() {
        assert_eq!(
            name_with_standing("you\n", None).to_string(),
            "you\\u{a} (self-declared)"
        );
        assert_eq!(
            name_with_standing("Dr. House", Some("5F\u{202e}")).to_string(),
            "Dr. House (verified by 5F\\u{202e})"
        );
    }

    #[test]
    fn titles_have_a_length() {
        assert!(check_title(&"\u{f6}".repeat(LONGEST_TITLE)).is_ok());
        let error = check_title(&"MARKER".repeat(50)).unwrap_err();
        assert_eq!(error.kind, Kind::Usage);
        assert!(
            error.what.to_string().contains("300") && !error.to_string().contains("MARKER"),
            "{error}"
        );
    }
}
