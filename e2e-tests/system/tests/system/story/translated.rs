//! Whether what is shown is in a language: nothing of English is left in it, no key of a message, and no mark of an argument
//! that is missing.

use e2e_system::http::Answer;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files of the pages, and of what they share.
const FILES: [&str; 6] = [
    "pages-admin.ftl",
    "pages-doctor.ftl",
    "pages-help.ftl",
    "pages-patient.ftl",
    "pages-start.ftl",
    "terms.ftl",
];

/// A language that is not English.
pub struct Translation {
    language: &'static str,
    /// Its messages that are one line, by their keys.
    own: BTreeMap<String, String>,
    /// Sentences that English alone says.
    english: Vec<String>,
    keys: BTreeSet<String>,
}

impl Translation {
    /// As its files have it.
    pub fn of(language: &'static str) -> Self {
        let (own, english) = (messages(language), messages("en"));
        let keys = english.keys().filter(|key| key.contains('-')).cloned().collect();
        let alone = |(key, words): &(String, String)| {
            words.contains(' ')
                && words.len() > 9
                && !words.contains(['{', '<'])
                && own.get(key) != Some(words)
        };
        let english: Vec<String> = english
            .into_iter()
            .filter(alone)
            .map(|(_, words)| words)
            .collect();
        assert!(english.len() > 400, "{english:?}");
        Translation {
            language,
            own,
            english,
            keys,
        }
    }

    /// What it says for a key, where that is one line without arguments.
    pub fn words(&self, key: &str) -> String {
        let words = self.own.get(key).unwrap_or_else(|| panic!("no {key}"));
        assert!(!words.contains(['{', '<']), "{key}: {words}");
        words.clone()
    }

    /// What is shown, which is in it.
    pub fn shown(&self, answer: &Answer, status: u16) -> String {
        let text = answer.text().replace("&#39;", "'");
        assert_eq!(answer.status, status, "{text}");
        for english in &self.english {
            // What a form hands back is for the program.
            let seen = text.replace(&format!("value=\"{english}\""), "");
            assert!(!seen.contains(english.as_str()), "{english}: {text}");
        }
        let body = text.split_once("<body").map_or(text.as_str(), |(_, body)| body);
        let words = body
            .split('<')
            .filter_map(|part| part.split_once('>'))
            .flat_map(|(_, words)| words.split(|c: char| c.is_whitespace() || ".,:;!?()".contains(c)));
        for word in words {
            assert!(!self.keys.contains(word), "{word}: {text}");
        }
        for mark in ["{$", "{ $", "&#60;", "\u{fdd0}", "\u{fdd1}"] {
            assert!(!text.contains(mark), "{mark:?}: {text}");
        }
        text
    }

    /// The same of a whole page, which says its language and which way it is read.
    pub fn page(&self, answer: &Answer, status: u16) -> String {
        let text = self.shown(answer, status);
        let direction = if self.language == "ar" { "rtl" } else { "ltr" };
        let begin = format!("<html lang=\"{}\" dir=\"{direction}\">", self.language);
        assert!(text.contains(&begin), "{begin}: {text}");
        text
    }
}

/// The messages of a language that are one line, by their keys.
fn messages(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../client/words/locales");
    let mut messages = BTreeMap::new();
    for file in FILES {
        let text = fs::read_to_string(folder.join(language).join(file)).unwrap();
        let lines = text.lines().filter_map(|line| line.split_once(" = "));
        messages.extend(
            lines
                .filter(|(key, _)| key.bytes().all(|c| c.is_ascii_lowercase() || c == b'-'))
                .map(|(key, words)| (key.to_owned(), words.to_owned())),
        );
    }
    messages
}
