//! Which language the terminal's reader reads: `--lang`, else the environment's (`LC_ALL`, `LC_MESSAGES`, `LANG`, in POSIX's
//! order), else English. It is chosen once, when the command line is read, and holds for the whole program.
//!
//! A sentence is printed as its language writes it, with the isolates that it needs. What others wrote in it is made
//! visible before ([`medink_core::words::harmless`]), never the sentence as a whole.

use medink_core::words;
use medink_words::{Language, Said, said};
use std::borrow::Cow;
use std::io::IsTerminal;
use std::sync::OnceLock;

/// The variables that say which language messages are in. The first that is set decides.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

static SPOKEN: OnceLock<Language> = OnceLock::new();

/// Chooses the language of everything that is printed from now on. A second choice changes nothing.
pub fn speak(language: Language) {
    let _ = SPOKEN.set(language);
}

/// The language that was chosen.
pub fn spoken() -> Language {
    SPOKEN.get().copied().unwrap_or_default()
}

/// The environment's language; English where it names none that is spoken.
pub fn of_environment() -> Language {
    of(|name| std::env::var(name).ok())
}

fn of(variable: impl Fn(&str) -> Option<String>) -> Language {
    VARIABLES
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.is_empty())
        .and_then(|locale| Language::from_locale(&locale))
        .unwrap_or_default()
}

/// A sentence for standard error, which people read.
pub fn shown(said: &Said) -> String {
    words::harmless(said).in_language(spoken())
}

/// A sentence of an answer, for standard output. What is read the other way stands between isolates on a terminal alone:
/// whoever takes the answer from a pipe or a file wants the words and nothing between them.
pub fn told(said: &Said) -> String {
    told_to(std::io::stdout().is_terminal(), spoken(), said)
}

fn told_to(terminal: bool, language: Language, said: &Said) -> String {
    let said = words::harmless(said);
    match terminal {
        true => said.in_language(language),
        false => said.plain(language),
    }
}

/// An answer as a whole on its way out: what acts in it is shown, but for the isolates that [`told`] has set.
pub fn on_the_way_out(text: &str) -> Cow<'_, str> {
    match spoken().direction() == "rtl" && std::io::stdout().is_terminal() {
        true => words::shown_between_isolates(text),
        false => words::shown_lines(text),
    }
}

/// Whether an answer to a question says yes: as the language has it, or as English has it, which every keyboard types.
pub fn says_yes(answer: &str) -> bool {
    says_yes_in(spoken(), answer)
}

fn says_yes_in(language: Language, answer: &str) -> bool {
    let words = said!("ask-words-for-yes");
    let is_one = |language| {
        let words = words.plain(language);
        words.split_whitespace().any(|word| word == answer.to_lowercase())
    };
    is_one(language) || is_one(Language::English)
}

/// A sentence within a text or an answer that is made fit for the terminal as a whole: without isolates, and with others'
/// words as they are.
pub fn plain(said: &Said) -> String {
    said.plain(spoken())
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_words::said;

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let env = |all: &str, messages: &str, lang: &str| {
            let set = [all.to_owned(), messages.to_owned(), lang.to_owned()];
            of(move |name| {
                let at = VARIABLES.iter().position(|known| *known == name)?;
                set.get(at).cloned()
            })
        };
        assert_eq!(env("", "", "fr_FR.UTF-8"), Language::French);
        assert_eq!(env("", "ar_EG.UTF-8", "fr_FR.UTF-8"), Language::Arabic);
        // As POSIX has it: C is a choice, and so is a language that medink does not speak.
        assert_eq!(env("C", "ar_EG.UTF-8", "fr_FR.UTF-8"), Language::English);
        assert_eq!(env("de_DE.UTF-8", "", "fr_FR.UTF-8"), Language::English);
        assert_eq!(env("", "", ""), Language::English);
        assert_eq!(of(|_| None), Language::English);
    }

    #[test]
    fn yes_is_said_in_the_language_or_in_english() {
        for (language, own) in [
            (Language::English, "Yes"),
            (Language::French, "o"),
            (Language::French, "OUI"),
            (Language::Arabic, "\u{646}"),
            (Language::Arabic, "\u{646}\u{639}\u{645}"),
        ] {
            for yes in [own, "y", "Y", "yes"] {
                assert!(says_yes_in(language, yes), "{language:?}: {yes}");
            }
            for no in ["", "n", "no", "non", "\u{644}", "\u{644}\u{627}", "ye", "y y"] {
                assert!(!says_yes_in(language, no), "{language:?}: {no}");
            }
        }
        assert!(!says_yes_in(Language::English, "o"));
    }

    #[test]
    fn isolates_are_for_terminals_alone() {
        let said = said!("core-at", place = "a\u{1b}b", what = said!("core-stopped"));
        let isolated = told_to(true, Language::Arabic, &said);
        let plain = told_to(false, Language::Arabic, &said);
        assert!(isolated.starts_with("\u{2068}a\\u{1b}b\u{2069}"), "{isolated}");
        assert_eq!(isolated.replace(['\u{2068}', '\u{2069}'], ""), plain);
        assert!(plain.starts_with("a\\u{1b}b"), "{plain}");
    }

    #[test]
    fn what_others_wrote_is_made_visible_and_the_sentence_is_not() {
        let said = said!("core-at", place = "a\u{202e}b", what = said!("core-stopped"));
        assert_eq!(shown(&said), "a\\u{202e}b: stopped before it was done");
        assert_eq!(plain(&said), "a\u{202e}b: stopped before it was done");
    }
}
