//! The languages hold the same messages, with the same arguments and elements, and each is said somewhere; what is said
//! somewhere is in them. Pages hold no words of their own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["en", "fr", "ar"];

/// Words that are the same in every language: names.
const NAMES: [&str; 1] = ["medink"];

/// What a message is made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    arguments: BTreeSet<String>,
    elements: BTreeSet<String>,
}

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|of| of == ending) {
            found.push(path);
        }
    }
}

/// The messages of a language by file and key.
fn messages(language: &str) -> BTreeMap<(String, String), Parts> {
    let mut found = Vec::new();
    files(&here().join("locales").join(language), "ftl", &mut found);
    let mut messages = BTreeMap::new();
    for path in found {
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let source = fs::read_to_string(&path).unwrap();
        let resource =
            parser::parse(source.as_str()).unwrap_or_else(|(_, why)| panic!("{language}/{file}: {why:?}"));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let pattern = message.value.expect("a message has words");
                    let mut parts = Parts::default();
                    read(&pattern, &mut parts);
                    let key = (file.clone(), message.id.name.to_owned());
                    assert!(
                        messages.insert(key, parts).is_none(),
                        "{language}/{file}: {} is there twice",
                        message.id.name
                    );
                }
                Entry::Term(term) => panic!(
                    "{language}/{file}: {} is a term, and nothing says those",
                    term.id.name
                ),
                Entry::Junk { content } => panic!("{language}/{file}: {content}"),
                _ => {}
            }
        }
    }
    messages
}

fn read(pattern: &Pattern<&str>, parts: &mut Parts) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                // What stands for others' words while a message is written, and what acts on a screen.
                let acts = |c: char| {
                    c.is_control() && c != '\n' || "\u{fdd0}\u{fdd1}\u{200e}\u{200f}\u{61c}".contains(c)
                };
                assert!(!value.contains(acts) && !value.contains("\u{202e}"), "{value:?}");
                let mut rest = *value;
                while let Some((_, after)) = rest.split_once('<') {
                    let Some((name, tail)) = after.split_once('>') else {
                        break;
                    };
                    if name.chars().all(|c| c.is_ascii_lowercase() || "/-".contains(c)) {
                        parts.elements.insert(name.to_owned());
                    }
                    rest = tail;
                }
            }
            PatternElement::Placeable { expression } => expressed(expression, parts),
        }
    }
}

fn expressed(expression: &Expression<&str>, parts: &mut Parts) {
    match expression {
        Expression::Inline(inline) => inlined(inline, parts),
        Expression::Select { selector, variants } => {
            inlined(selector, parts);
            for variant in variants {
                read(&variant.value, parts);
            }
        }
    }
}

fn inlined(inline: &InlineExpression<&str>, parts: &mut Parts) {
    match inline {
        InlineExpression::VariableReference { id } => {
            parts.arguments.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => expressed(expression, parts),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                inlined(argument, parts);
            }
        }
        _ => {}
    }
}

#[test]
fn every_language_says_the_same() {
    let english = messages("en");
    for language in LANGUAGES {
        let others = messages(language);
        let keys = |of: &BTreeMap<(String, String), Parts>| of.keys().cloned().collect::<BTreeSet<_>>();
        let (own, english_keys) = (keys(&others), keys(&english));
        assert_eq!(
            own.symmetric_difference(&english_keys).collect::<Vec<_>>(),
            Vec::<&(String, String)>::new(),
            "{language}"
        );
        for (key, parts) in &others {
            assert_eq!(parts, &english[key], "{language}: {key:?}");
        }
    }
}

/// The texts of a pattern, without what is put into it.
fn texts<'s>(pattern: &Pattern<&'s str>, found: &mut Vec<&'s str>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => found.push(value),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => variants.iter().for_each(|variant| texts(&variant.value, found)),
            // What is quoted in it is code, such as a brace.
            PatternElement::Placeable { .. } => found.push("{}"),
        }
    }
}

/// Every line that a language says, with its key. What is put into a sentence is `{}`.
fn lines(language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&here().join("locales").join(language), "ftl", &mut found);
    let mut lines = Vec::new();
    for path in found {
        let source = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(source.as_str()).unwrap();
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut said = Vec::new();
            texts(&message.value.unwrap(), &mut said);
            let key = message.id.name.to_owned();
            lines.extend(said.concat().lines().map(|line| (key.clone(), line.to_owned())));
        }
    }
    assert!(lines.len() > 1000, "{language}");
    lines
}

/// A line of a message that is typed as it stands: an example of a command.
fn is_typed(line: &str) -> bool {
    line.trim_start().starts_with("medink ")
}

/// What stands before a place in a line, and what behind it.
fn round(line: &str, at: usize, mark: char) -> (Option<char>, Option<char>) {
    let (before, here) = line.split_at(at);
    let after = here.strip_prefix(mark).unwrap_or_default();
    (before.chars().next_back(), after.chars().next())
}

/// French as it is printed: the apostrophe is ’ (U+2019), and a narrow no-break space (U+202F) stands before ; : ! ? and
/// within « ».
#[test]
fn french_is_set_as_french() {
    const NARROW: char = '\u{202f}';
    let mut wrong = Vec::new();
    for (key, line) in lines("fr").iter().filter(|(_, line)| !is_typed(line)) {
        let mut fault = |what: &str| wrong.push(format!("{key}: {what}: {line}"));
        if line.contains('\'') {
            fault("a straight apostrophe");
        }
        for (at, mark) in line.match_indices(['\u{ab}', '\u{bb}', ';', ':', '!', '?']) {
            let mark = mark.chars().next().unwrap();
            let (before, after) = round(line, at, mark);
            match mark {
                '\u{ab}' if after != Some(NARROW) => fault("no narrow space behind «"),
                '\u{ab}' => {}
                '\u{bb}' if before != Some(NARROW) => fault("no narrow space before »"),
                '\u{bb}' => {}
                _ if before.is_some_and(|c| c.is_whitespace() && c != NARROW) => {
                    fault("another space than the narrow one before a sign")
                }
                // A sign that ends words stands apart from them; within an address, a time or JSON it is none.
                _ if after.is_none_or(char::is_whitespace)
                    && before.is_some_and(|c| c.is_alphanumeric() || ")}`>".contains(c)) =>
                {
                    fault("no space before a sign")
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Arabic has a comma, a semicolon and a question mark of its own (، ؛ ؟). Between words of another script, as in a list of
/// codes that is typed, theirs stay.
#[test]
fn arabic_is_set_as_arabic() {
    let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
    let mut wrong = Vec::new();
    for (key, line) in lines("ar").iter().filter(|(_, line)| !is_typed(line)) {
        for (at, mark) in line.match_indices([',', ';', '?']) {
            let before = line[..at].chars().rev().find(|c| !c.is_whitespace());
            let after = line[at + mark.len()..].chars().find(|c| !c.is_whitespace());
            if before.is_some_and(is_arabic) || (after.is_none_or(is_arabic) && before != Some('"')) {
                wrong.push(format!("{key}: {mark} in {line}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_key_is_in_two_files() {
    let mut seen = BTreeSet::new();
    for (file, key) in messages("en").into_keys() {
        assert!(seen.insert(key.clone()), "{key}, in {file}");
    }
}

#[test]
fn a_count_has_the_plurals_of_its_language() {
    // The categories of CLDR that whole numbers take: a message that decides by a count decides by all of them.
    for (language, categories) in [
        ("en", "one other"),
        ("fr", "one other"),
        ("ar", "few many one other two zero"),
    ] {
        let mut found = Vec::new();
        files(&here().join("locales").join(language), "ftl", &mut found);
        for path in found {
            let source = fs::read_to_string(&path).unwrap();
            let resource = parser::parse(source.as_str()).unwrap();
            for entry in resource.body {
                let Entry::Message(message) = entry else { continue };
                for element in message.value.iter().flat_map(|pattern| &pattern.elements) {
                    let PatternElement::Placeable {
                        expression: Expression::Select { variants, .. },
                    } = element
                    else {
                        continue;
                    };
                    let names: BTreeSet<&str> = variants
                        .iter()
                        .filter_map(|variant| match &variant.key {
                            fluent_syntax::ast::VariantKey::Identifier { name } => Some(*name),
                            fluent_syntax::ast::VariantKey::NumberLiteral { .. } => None,
                        })
                        .collect();
                    // One that chooses by a word has none of these.
                    if names.contains("one") {
                        let names: Vec<&str> = names.into_iter().collect();
                        assert_eq!(names.join(" "), categories, "{language}: {}", message.id.name);
                    }
                }
            }
        }
    }
}

/// The sources that say something: of every client crate, and the templates.
fn sources() -> Vec<(PathBuf, String)> {
    let client = here().join("..");
    let mut found = Vec::new();
    for entry in fs::read_dir(&client).unwrap() {
        let source = entry.unwrap().path().join("src");
        if source.is_dir() {
            files(&source, "rs", &mut found);
        }
    }
    files(&client.join("panels/templates"), "html", &mut found);
    assert!(found.len() > 100, "the sources are where they were");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
}

/// The first string of each call that begins with `before`.
fn said<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(before).skip(1).filter_map(|after| {
        let (key, _) = after.trim_start().strip_prefix('"')?.split_once('"')?;
        Some(key)
    })
}

#[test]
fn what_is_said_is_there_and_what_is_there_is_said() {
    let keys: BTreeSet<String> = messages("en").into_keys().map(|(_, key)| key).collect();
    let mut literals = BTreeSet::new();
    let mut missing = Vec::new();
    for (path, text) in sources() {
        let is_template = path.extension().is_some_and(|of| of == "html");
        let calls: &[&str] = if is_template {
            &["frame.say("]
        } else {
            // Columns of tables have the keys of their heads.
            &["said!(", "frame.say(", "Whole(", "Words(", "Address(", "Spare("]
        };
        for call in calls {
            for key in said(&text, call).filter(|key| !keys.contains(*key)) {
                // The macro's own documentation, and heads that only tests have.
                let is_head = key.bytes().all(|c| c.is_ascii_uppercase());
                if key != "key" && !is_head {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
        literals.extend(text.split('"').map(str::to_owned));
    }
    assert_eq!(missing, Vec::<String>::new());
    // The keys of the command line's help are put together from its commands: its own tests hold them against those.
    let unsaid: Vec<&String> = keys
        .difference(&literals)
        .filter(|key| !key.starts_with("help-"))
        .collect();
    assert_eq!(unsaid, Vec::<&String>::new());
}

/// What is left of a template without markup, expressions and attributes that nobody reads.
fn words_of(template: &str) -> String {
    let mut left = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, here) = rest.split_at(at);
        left.push_str(before);
        let end = match &here[..2.min(here.len())] {
            "{{" => "}}",
            "{%" => "%}",
            "{#" => "#}",
            _ if here.starts_with('<') => {
                rest = tag(here, &mut left);
                continue;
            }
            _ => "}",
        };
        rest = here.split_once(end).map_or("", |(_, after)| after);
        left.push(' ');
    }
    left.push_str(rest);
    left
}

/// What follows a tag. Of its attributes those that are read aloud or shown leave their words; what a page's style holds
/// is no words.
fn tag<'t>(here: &'t str, left: &mut String) -> &'t str {
    const READ: [&str; 6] = ["title", "alt", "placeholder", "aria-label", "label", "data-busy"];
    // Expressions may hold `>`.
    let (mut depth, mut end) = (0, here.len());
    for (place, _) in here.char_indices() {
        let next = here.get(place..place + 2).unwrap_or_default();
        match next {
            "{{" | "{%" => depth += 1,
            "}}" | "%}" => depth -= 1,
            _ if depth == 0 && here[place..].starts_with('>') => {
                end = place;
                break;
            }
            _ => {}
        }
    }
    let inside = &here[..end];
    for name in READ {
        for after in inside.split(&format!(" {name}=\"")).skip(1) {
            // An expression in it has quotes of its own.
            let plain = after.split(['"', '{']).next().unwrap_or_default();
            left.push_str(plain);
            left.push(' ');
        }
    }
    let after = here.get(end + 1..).unwrap_or_default();
    if inside.starts_with("<style") || inside.starts_with("<script") {
        return after.find("</").map_or("", |at| &after[at..]);
    }
    after
}

/// An argument is written as markup, which an attribute would read aloud: there `frame.text` says it.
#[test]
fn attributes_of_pages_hold_no_markup() {
    let mut found = Vec::new();
    files(&here().join("../panels/templates"), "html", &mut found);
    assert!(!found.is_empty());
    for path in found {
        let template = fs::read_to_string(&path).unwrap();
        for after in template.split("=\"{{ frame.say(").skip(1) {
            let said = after.split_once("}}").map_or(after, |(said, _)| said);
            assert!(!said.contains(")."), "{}: {said}", path.display());
        }
    }
}

#[test]
fn pages_hold_no_words_of_their_own() {
    let templates = here().join("../panels/templates");
    let mut found = Vec::new();
    files(&templates, "html", &mut found);
    let mut wordy = Vec::new();
    for path in found {
        let relative = path.strip_prefix(&templates).unwrap();
        let left = words_of(&fs::read_to_string(&path).unwrap());
        let words: Vec<&str> = left
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 1 && !NAMES.contains(word))
            .collect();
        // `&nbsp;` and such.
        let words: Vec<&str> = words.into_iter().filter(|word| *word != "nbsp").collect();
        if !words.is_empty() {
            wordy.push(format!("{}: {}", relative.display(), words.join(" ")));
        }
    }
    assert_eq!(wordy, Vec::<String>::new());
}

#[test]
fn the_scripts_words_are_the_pages() {
    let client = here().join("../panels");
    let script = fs::read_to_string(client.join("assets/medink.js")).unwrap();
    let page = fs::read_to_string(client.join("templates/part/script_words.html")).unwrap();
    let camel = |name: &str| {
        let mut parts = name.split('-');
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |all, part| all + &part[..1].to_uppercase() + &part[1..])
    };
    let given: BTreeSet<String> = page
        .split("data-")
        .skip(1)
        .map(|attribute| camel(attribute.split_once('=').unwrap().0))
        .collect();
    let mut asked: BTreeSet<String> = said(&script, "say(").map(str::to_owned).collect();
    asked.extend(["hidePassword", "showPassword"].map(str::to_owned));
    // The one that a plural's category ends.
    assert!(asked.remove("failed"));
    asked.extend(["One", "Two", "Few", "Many", "Other"].map(|form| format!("failed{form}")));
    assert_eq!(asked, given);
}
