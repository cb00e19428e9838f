//! A sentence that is not in a language yet.

use crate::{Language, bundles, figures};
use fluent_bundle::{FluentArgs, FluentValue};
use std::borrow::Cow;
use std::fmt;

/// What stands in a formatted message for an argument of somebody's words until they are put in: nobody's text can hold
/// it and be read as one, since what is put in is not looked through again.
const MARK: char = '\u{fdd0}';
const MARK_END: char = '\u{fdd1}';

/// The largest whole number that Fluent, which counts in floating point, still writes exactly.
const EXACT: u128 = 1 << 53;

/// An argument of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words as they are: of a person, or of the system beneath.
    Text(String),
    /// A count or a number of something.
    Number(i128),
    /// A size, in bytes.
    Bytes(u64),
    /// The day of a point in time, in milliseconds since 1970-01-01, in local time.
    Date(u64),
    /// A point in time, in milliseconds since 1970-01-01, in local time.
    Time(u64),
    /// A decimal number with a point, such as `1.25`, and the symbol of the token that it is an amount of.
    Amount {
        /// The number, exact or rounded: as it is to be read.
        number: String,
        /// Of the token.
        symbol: String,
    },
    /// One of a few words of medink's own that a message chooses by (Fluent's selectors), such as `admin`.
    Choice(&'static str),
    /// A sentence within the sentence.
    Said(Box<Said>),
}

/// The words of a language for a key that is put together while the program runs, such as that of a command's help; none
/// where the language has none. Such a message takes no arguments.
pub fn worded(language: Language, key: &str) -> Option<String> {
    bundles::in_its_own(language, key, &FluentArgs::new())
}

impl Value {
    /// An amount as `1.25 UNIT` is written.
    pub fn amount(written: &str) -> Value {
        let (number, symbol) = written.split_once(' ').unwrap_or((written, ""));
        Value::Amount {
            number: number.to_owned(),
            symbol: symbol.to_owned(),
        }
    }
}

macro_rules! numbers {
    ($($number:ty),*) => { $(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Value::Number(i128::from(number))
            }
        }
    )* };
}

numbers!(u8, u16, u32, u64, i8, i16, i32, i64, i128);

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        u64::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::from)
    }
}

impl From<u128> for Value {
    fn from(number: u128) -> Self {
        i128::try_from(number).map_or_else(|_| Value::Text(number.to_string()), Value::from)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Text(text.clone())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Value::Text(text.into_owned())
    }
}

impl From<Said> for Value {
    fn from(said: Said) -> Self {
        Value::Said(Box::new(said))
    }
}

/// A part of a sentence in a language, for those who write it otherwise than as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words of the language's file.
    Words(String),
    /// Words of an argument. They may be read the other way than the sentence.
    Theirs(String),
    /// An amount: read from left to right in every language.
    Figure(String),
    /// A point in time, in milliseconds since 1970-01-01, and its words in local time.
    Time(u64, String),
    /// Where an element of the file begins: `<name>`.
    Open(String),
    /// Where it ends: `</name>`.
    Close(String),
    /// One that holds nothing: `<name/>`.
    Alone(String),
}

/// A sentence as its key and its arguments, not yet in a language. Its `Display` is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of the message in the languages' files.
    pub key: &'static str,
    /// By their names there.
    pub arguments: Vec<(&'static str, Value)>,
}

impl Said {
    /// By its parts; [`said!`](crate::said) reads better.
    pub fn new(key: &'static str, arguments: Vec<(&'static str, Value)>) -> Self {
        Said { key, arguments }
    }

    /// As plain text. In Arabic, what is read the other way stands between isolates (U+2068 or U+2066, and U+2069). The
    /// words of arguments are as they were given: a terminal's caller makes visible what acts in them before.
    pub fn in_language(&self, language: Language) -> String {
        written(self.pieces(language), language.direction() == "rtl")
    }

    /// The same without isolates, for what has its own way to keep apart what is read the other way, such as a page.
    pub fn plain(&self, language: Language) -> String {
        plain(self.pieces(language))
    }

    /// As its parts, in the order of the language. Nothing in an argument is ever an element.
    pub fn pieces(&self, language: Language) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.add_pieces(language, &mut pieces);
        pieces
    }

    fn add_pieces(&self, language: Language, pieces: &mut Vec<Piece>) {
        let mut arguments = FluentArgs::with_capacity(self.arguments.len());
        for (place, (name, value)) in self.arguments.iter().enumerate() {
            arguments.set(*name, fluent(place, value));
        }
        let text = bundles::format(language, self.key, &arguments).unwrap_or_else(|| self.key.to_owned());
        let mut words = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find([MARK, '<']) {
            let (before, here) = rest.split_at(at);
            words.push_str(before);
            let after = match (marked(here), element(here)) {
                (Some((place, after)), _) => {
                    flush(&mut words, pieces);
                    let within = self.arguments.get(place).map(|(_, value)| value);
                    if let Some(value) = within {
                        value.add_pieces(language, pieces);
                    }
                    // A sentence that ends within another one's end has one full stop.
                    match (within, pieces.last()) {
                        (Some(Value::Said(_)), Some(Piece::Words(words))) if words.ends_with('.') => {
                            after.strip_prefix('.').unwrap_or(after)
                        }
                        _ => after,
                    }
                }
                (None, Some((piece, after))) => {
                    flush(&mut words, pieces);
                    pieces.push(piece);
                    after
                }
                (None, None) => {
                    let mut letters = here.chars();
                    words.extend(letters.next());
                    letters.as_str()
                }
            };
            rest = after;
        }
        words.push_str(rest);
        flush(&mut words, pieces);
    }
}

impl Value {
    fn add_pieces(&self, language: Language, pieces: &mut Vec<Piece>) {
        pieces.push(match self {
            Value::Text(text) => Piece::Theirs(text.clone()),
            Value::Number(number) => Piece::Words(number.to_string()),
            Value::Bytes(bytes) => Piece::Words(figures::size(language, *bytes)),
            Value::Date(ms) => Piece::Words(figures::date(language, *ms)),
            Value::Time(ms) => Piece::Time(*ms, figures::time(language, *ms)),
            Value::Amount { number, symbol } => {
                let number = figures::decimal(language, number);
                Piece::Figure(format!("{number} {symbol}").trim_end().to_owned())
            }
            Value::Choice(word) => Piece::Words((*word).to_owned()),
            Value::Said(said) => return said.add_pieces(language, pieces),
        });
    }
}

/// Parts as plain text, without isolates.
pub fn plain(pieces: Vec<Piece>) -> String {
    written(pieces, false)
}

fn written(pieces: Vec<Piece>, isolates: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words(words) | Piece::Time(_, words) => out.push_str(&words),
            Piece::Theirs(words) if isolates => out.extend(["\u{2068}", words.as_str(), "\u{2069}"]),
            Piece::Figure(words) if isolates => out.extend(["\u{2066}", words.as_str(), "\u{2069}"]),
            Piece::Theirs(words) | Piece::Figure(words) => out.push_str(&words),
            // Elements are for those who know them; to others they are words such as `<file>`.
            Piece::Open(name) => out.extend(["<", name.as_str(), ">"]),
            Piece::Close(name) => out.extend(["</", name.as_str(), ">"]),
            Piece::Alone(name) => out.extend(["<", name.as_str(), "/>"]),
        }
    }
    out
}

/// What Fluent is given for an argument: what it chooses by as it is, all else as its place.
fn fluent(place: usize, value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(number) if number.unsigned_abs() <= EXACT => FluentValue::from(*number),
        Value::Choice(word) => FluentValue::from(*word),
        _ => FluentValue::from(format!("{MARK}{place}{MARK_END}")),
    }
}

fn marked(here: &str) -> Option<(usize, &str)> {
    let (place, after) = here.strip_prefix(MARK)?.split_once(MARK_END)?;
    Some((place.parse().ok()?, after))
}

fn element(here: &str) -> Option<(Piece, &str)> {
    let (inside, after) = here.strip_prefix('<')?.split_once('>')?;
    let (name, piece): (&str, fn(String) -> Piece) =
        match (inside.strip_prefix('/'), inside.strip_suffix('/')) {
            (Some(name), _) => (name, Piece::Close),
            (None, Some(name)) => (name, Piece::Alone),
            (None, None) => (inside, Piece::Open),
        };
    let is_name = !name.is_empty() && name.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
    is_name.then(|| (piece(name.to_owned()), after))
}

fn flush(words: &mut String, pieces: &mut Vec<Piece>) {
    if !words.is_empty() {
        pieces.push(Piece::Words(std::mem::take(words)));
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::English))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said;

    #[test]
    fn the_same_sentence_in_every_language() {
        let size = said!("receipts-many", count = 3u32);
        assert_eq!(size.to_string(), "3 transactions");
        assert_eq!(size.in_language(Language::French), "3 transactions");
        assert_eq!(size.in_language(Language::Arabic), "3 معاملات");
    }

    #[test]
    fn a_count_has_its_plural() {
        for (count, arabic) in [
            (0u32, "لا معاملات"),
            (1, "معاملة واحدة"),
            (2, "معاملتان"),
            (11, "11 معاملة"),
            (100, "100 معاملة"),
        ] {
            assert_eq!(
                said!("receipts-many", count = count).in_language(Language::Arabic),
                arabic
            );
        }
        assert_eq!(
            said!("receipts-many", count = 0u8).in_language(Language::French),
            "0 transaction"
        );
    }

    #[test]
    fn others_words_are_isolated_in_arabic_alone_and_are_no_elements() {
        let said = said!("receipts-one", fee = "<fee>\u{fdd0}0\u{fdd1}");
        assert_eq!(said.to_string(), "1 transaction, fee <fee>\u{fdd0}0\u{fdd1}");
        let theirs = Piece::Theirs("<fee>\u{fdd0}0\u{fdd1}".into());
        for language in Language::all() {
            let pieces = said.pieces(language);
            assert_eq!(pieces.iter().filter(|piece| **piece == theirs).count(), 1);
            assert!(!pieces.contains(&Piece::Open("fee".into())));
        }
        assert!(
            said.in_language(Language::Arabic)
                .contains("\u{2068}<fee>\u{fdd0}0\u{fdd1}\u{2069}")
        );
    }

    #[test]
    fn a_sentence_that_ends_where_the_outer_one_does_has_one_full_stop() {
        let reset = said!("chain-chain-reset", url = "ws://node", block = 7u64);
        let said = said!(
            "chain-unknown-outcome",
            what = "it",
            why = reset.clone(),
            tx_hash = "00",
            from_block = 3u64
        );
        for language in Language::all() {
            assert!(reset.in_language(language).ends_with('.'));
            let words = said.in_language(language);
            assert!(words.contains(". ") && !words.contains(".."), "{words}");
        }
        // What is no sentence of ours stays as it is.
        let said = said!(
            "chain-unknown-outcome",
            what = "it",
            why = "so.",
            tx_hash = "00",
            from_block = 3u64
        );
        assert!(said.to_string().contains("so.."));
    }

    #[test]
    fn amounts_and_sentences_within_sentences_are_in_the_same_language() {
        let fee = Value::amount("1.25 UNIT");
        let said = said!("receipts-one", fee = fee);
        assert_eq!(said.to_string(), "1 transaction, fee 1.25 UNIT");
        assert_eq!(
            said.in_language(Language::French),
            "1 transaction, frais 1,25 UNIT"
        );
        assert!(
            said.in_language(Language::Arabic)
                .contains("\u{2066}1.25 UNIT\u{2069}")
        );
        let within = said!("receipts-one", fee = said!("size-kb", number = "2"));
        assert_eq!(within.in_language(Language::French), "1 transaction, frais 2 Ko");
    }

    #[test]
    fn elements_are_told_from_words() {
        assert_eq!(element("<link>on"), Some((Piece::Open("link".into()), "on")));
        assert_eq!(element("</link>"), Some((Piece::Close("link".into()), "")));
        assert_eq!(element("<code/>."), Some((Piece::Alone("code".into()), ".")));
        for none in ["<", "<>", "</>", "< b>", "<A>", "<script src=x>", "<a", "a<b>"] {
            assert_eq!(element(none), None, "{none}");
        }
    }

    #[test]
    fn what_no_file_has_is_told_by_its_key() {
        assert_eq!(
            Said::new("no-such-message", Vec::new()).to_string(),
            "no-such-message"
        );
    }

    #[test]
    fn a_key_that_is_put_together_has_words_in_its_own_language_or_none() {
        let words = Language::all().map(|language| worded(language, &format!("purpose-{}", "research")));
        assert!(words.iter().all(Option::is_some));
        assert!(words[0] != words[1] && words[1] != words[2]);
        assert_eq!(worded(Language::English, "no-such-message"), None);
    }

    #[test]
    fn numbers_are_exact() {
        let huge = i128::MAX;
        assert_eq!(said!("size-kb", number = huge).to_string(), format!("{huge} KB"));
        assert_eq!(
            said!("size-kb", number = u128::MAX).to_string(),
            format!("{} KB", u128::MAX)
        );
        assert_eq!(
            said!("size-kb", number = 9_007_199_254_740_992u64).to_string(),
            "9007199254740992 KB"
        );
        assert_eq!(said!("size-kb", number = -5).to_string(), "-5 KB");
    }
}
