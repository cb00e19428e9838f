//! Every command and every argument has its words in every language, and nothing has words that is not there. What is lacking
//! is named with what may be put into the files. Nothing is printed but what the files of the languages say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use clap::{Command, CommandFactory};
use medink::args::Cli;
use medink::help::needed;
use medink_words::{Language, worded};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the words of help are.
const FILE: &str = "help-cli.ftl";

/// What clap says by itself; the sources ask for these as for any other message.
const CLAPS: [&str; 14] = [
    "help-usage",
    "help-usage-options",
    "help-value-command",
    "help-commands",
    "help-arguments",
    "help-options",
    "help-global-options",
    "help-default",
    "help-env",
    "help-values",
    "help-values-are",
    "help-help",
    "help--help",
    "help--version",
];

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The keys of a language's file of help.
fn keys(language: Language) -> BTreeSet<String> {
    let path = here().join("../words/locales").join(language.code()).join(FILE);
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
        .collect()
}

/// Words as a file has them: braces stand for something in Fluent.
fn escaped(words: &str) -> String {
    let words = words.replace('{', "\u{1}").replace('}', "{\"}\"}");
    words.replace('\u{1}', "{\"{\"}").replace('\n', "\n    ")
}

#[test]
fn every_command_has_its_words_in_every_language() {
    let needed: BTreeMap<String, Option<String>> = needed(&Cli::command())
        .into_iter()
        .map(|one| (one.key, one.source))
        .collect();
    let mut lacking = Vec::new();
    for language in Language::all() {
        let keys = keys(language);
        for (key, source) in needed.iter().filter(|(key, _)| !keys.contains(*key)) {
            let words = match (language, source) {
                (Language::English, Some(source)) => escaped(source),
                (_, Some(source)) => format!("(translate: {source})"),
                (_, None) => "(an example, as other commands have it)".to_owned(),
            };
            lacking.push(format!("{}/{FILE}: {key} = {words}", language.code()));
        }
    }
    assert!(lacking.is_empty(), "add these:\n{}", lacking.join("\n"));
    for language in Language::all() {
        let unused: Vec<String> = keys(language)
            .into_iter()
            .filter(|key| !needed.contains_key(key) && !CLAPS.contains(&key.as_str()))
            .collect();
        assert!(
            unused.is_empty(),
            "{}/{FILE}: nothing is called {unused:?}",
            language.code()
        );
    }
}

#[test]
fn help_says_in_english_what_the_source_says() {
    for one in needed(&Cli::command()) {
        // What is lacking is the other test's.
        if let (Some(source), Some(words)) = (one.source, worded(Language::English, &one.key)) {
            assert!(!source.is_empty(), "{} has no doc comment", one.key);
            assert_eq!(words, source, "{}: the doc comment and {FILE} differ", one.key);
        }
    }
}

/// Whatever a language says behind the examples, it has the same examples.
#[test]
fn examples_are_the_same_in_every_language() {
    let typed = |language: Language, key: &str| -> Vec<String> {
        let text = worded(language, key).unwrap_or_default();
        let lines = text.lines().filter_map(|line| line.strip_prefix("  medink"));
        // Behind the command there may be a word on what it does.
        lines
            .map(|line| line.split("   ").next().unwrap_or_default().to_owned())
            .collect()
    };
    let mut seen = 0;
    for one in needed(&Cli::command()).iter().filter(|one| one.source.is_none()) {
        let english = typed(Language::English, &one.key);
        for language in Language::all() {
            assert_eq!(
                typed(language, &one.key),
                english,
                "{}: {}",
                language.code(),
                one.key
            );
        }
        seen += english.len();
    }
    assert!(seen > 50, "only {seen} examples");
}

#[test]
fn no_help_is_written_in_the_source() {
    fn all(command: &Command, found: &mut Vec<String>) {
        if command.get_after_help().is_some() || command.get_after_long_help().is_some() {
            found.push(command.get_name().to_owned());
        }
        command.get_subcommands().for_each(|below| all(below, found));
    }
    let mut found = Vec::new();
    all(&Cli::command(), &mut found);
    assert!(
        found.is_empty(),
        "after_help belongs into {FILE} (help-...-after): {found:?}"
    );
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|of| of == "rs") {
            found.push(path);
        }
    }
}

/// Without the tests at the end of a source.
fn untested(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
}

/// The text in quotes of a line that is no comment, one by one.
fn quoted(line: &str) -> Vec<String> {
    if line.trim_start().starts_with("//") {
        return Vec::new();
    }
    let line = line.replace("\\\"", "\u{1}");
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Two words with a space between them, which is a sentence in the making; a command is none.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)));
    pairs && !text.starts_with("medink ")
}

/// Sources hold keys, and the files of the languages what is read. This finds what is easily written by habit: a string of
/// words that goes to a person. Attributes, keys and single words are none.
#[test]
fn sources_hold_no_sentences() {
    /// Strings that nobody reads as a sentence, with where they are.
    const KNOWN: [(&str, &str); 2] = [
        // The page that leads to the panels is markup.
        ("commands/panels.rs", "<!doctype html>"),
        // An error that is told in other words (`Refused::instead_of`).
        ("screen.rs", "no text"),
    ];
    let mut found = Vec::new();
    sources(&here().join("src"), &mut found);
    assert!(found.len() > 20, "the sources are where they were");
    let mut wordy = Vec::new();
    for path in found {
        let place = path.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in untested(&text).lines().enumerate() {
            for words in quoted(line).into_iter().filter(|words| is_prose(words)) {
                let is_known =
                    |(file, begin): &(&str, &str)| place.ends_with(file) && words.starts_with(begin);
                if !KNOWN.iter().any(is_known) {
                    wordy.push(format!("{place}:{}: {words}", number + 1));
                }
            }
        }
    }
    assert!(wordy.is_empty(), "say these by a key:\n{}", wordy.join("\n"));
}
