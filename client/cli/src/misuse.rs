//! A command line that can't be understood. What stands where something else belongs may be words about a person, such
//! as a file's name, so it is not repeated.

use crate::args::Cli;
use crate::help;
use crate::language;
use crate::output;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use medink_core::error::{Error, Kind};
use medink_words::{Language, Said, said};
use std::process::ExitCode;

/// What is shown in place of what was typed.
const HIDDEN: &str = "…";

/// Prints help or the version where they were asked for, else what is wrong, for programs too. `language` is what the line
/// asks for, as far as it is understood. Returns the exit code.
pub fn tell(mut error: clap::Error, language: Language) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is the reader's choice.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    hide(&mut error);
    language::speak(language);
    let words = typed();
    if words.iter().any(|word| word == "--json") {
        output::print(true, &command(&words), &Err(in_words(&error)), &[]);
    } else if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
    } else {
        let told = told(&in_words(&error), usage(&error, language).as_deref());
        eprintln!("{}", language::shown(&said!("cli-error", what = told)));
    }
    ExitCode::from(Kind::Usage.exit_code())
}

/// What was typed, up to where options end.
pub fn typed() -> Vec<String> {
    std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .take_while(|word| word != "--")
        .collect()
}

/// Takes out what was typed. Names of options stay: they are the program's words, or meant to be.
fn hide(error: &mut clap::Error) {
    for kind in [
        ContextKind::InvalidValue,
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidArg,
    ] {
        let typed = match (kind, error.get(kind)) {
            (ContextKind::InvalidArg, Some(ContextValue::String(word))) => {
                !word.starts_with('-') && !word.starts_with('<')
            }
            // Nothing was typed where a value is missing.
            (_, Some(ContextValue::String(word))) if word.is_empty() => false,
            (ContextKind::InvalidArg, _) | (_, None) => false,
            (_, Some(_)) => true,
        };
        if typed {
            error.insert(kind, ContextValue::String(HIDDEN.to_owned()));
        }
    }
}

/// What the context of an error names: options, commands or values.
fn named(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let named = match error.get(kind)? {
        ContextValue::String(one) => one.clone(),
        ContextValue::Strings(several) => several.join(", "),
        _ => return None,
    };
    Some(named).filter(|named| !named.is_empty())
}

/// The error as commands have it. The nearest that there is stands in for a word that is not repeated.
fn in_words(error: &clap::Error) -> Error {
    let argument = || named(error, ContextKind::InvalidArg).unwrap_or_else(|| HIDDEN.to_owned());
    let near = |kind| named(error, kind).map(|near| said!("cli-did-you-mean", near = near));
    let (what, next) = match error.kind() {
        ErrorKind::InvalidSubcommand => (
            said!("cli-no-such-command"),
            near(ContextKind::SuggestedSubcommand).or_else(|| Some(said!("cli-see-commands"))),
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            (said!("usage-no-command"), Some(said!("cli-see-commands")))
        }
        ErrorKind::UnknownArgument => (
            said!("usage-unknown-argument", argument = argument()),
            near(ContextKind::SuggestedArg),
        ),
        ErrorKind::MissingRequiredArgument => (said!("usage-missing", arguments = argument()), None),
        ErrorKind::ArgumentConflict => (conflict(error, argument()), None),
        ErrorKind::InvalidValue if named(error, ContextKind::InvalidValue).is_none() => {
            (said!("usage-no-value", argument = argument()), None)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            said!("usage-wrong-value", argument = argument()),
            named(error, ContextKind::ValidValue).map(|values| said!("usage-values", values = values)),
        ),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            (said!("usage-number-of-values", argument = argument()), None)
        }
        ErrorKind::InvalidUtf8 => (said!("usage-no-text"), None),
        _ => (said!("usage-not-understood"), None),
    };
    Error::new(Kind::Usage, what).next(next.unwrap_or_else(|| said!("cli-see-help")))
}

fn conflict(error: &clap::Error, argument: String) -> Said {
    match named(error, ContextKind::PriorArg) {
        Some(other) if other != argument => {
            said!("usage-not-together", argument = argument, other = other)
        }
        Some(_) => said!("usage-twice", argument = argument),
        None => said!("usage-not-with-others", argument = argument),
    }
}

/// How the command is used, as one types it.
fn usage(error: &clap::Error, language: Language) -> Option<String> {
    match error.get(ContextKind::Usage)? {
        ContextValue::StyledStr(usage) => {
            let usage = usage.to_string();
            Some(help::used(usage.trim_start_matches("Usage:").trim(), language))
        }
        _ => None,
    }
}

/// The language that the line asks for, as far as that can be told of one that is not understood.
pub fn asked_for(words: &[String]) -> Option<Language> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let tag = match word.strip_prefix("--lang") {
            Some("") => words.next()?.as_str(),
            Some(rest) => match rest.strip_prefix('=') {
                Some(tag) => tag,
                None => continue,
            },
            None => continue,
        };
        return Language::all()
            .into_iter()
            .find(|language| language.code() == tag);
    }
    None
}

/// What is wrong, what to do next, and how the command is used.
fn told(error: &Error, usage: Option<&str>) -> Said {
    let what = match &error.next {
        Some(next) => said!("cli-with-next", what = error.what.clone(), next = next.clone()),
        None => error.what.clone(),
    };
    match usage {
        Some(usage) => said!(
            "usage-with-usage",
            what = what,
            head = said!("help-usage"),
            usage = usage
        ),
        None => what,
    }
}

/// The command's words, as far as they are understood.
fn command(words: &[String]) -> String {
    let root = Cli::command();
    let mut at = &root;
    let mut found = Vec::new();
    for word in words {
        if let Some(below) = at.find_subcommand(word) {
            found.push(below.get_name().to_owned());
            at = below;
        }
    }
    found.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_in(language: Language, line: &str) -> String {
        let parser = crate::help::parser(Cli::command(), language);
        let mut error = parser.try_get_matches_from(line.split(' ')).unwrap_err();
        hide(&mut error);
        told(&in_words(&error), usage(&error, language).as_deref()).in_language(language)
    }

    fn told_of(line: &str) -> String {
        told_in(Language::English, line)
    }

    #[test]
    fn the_nearest_command_is_named_in_place_of_the_typo() {
        for (line, near) in [
            ("medink record lst", "Did you mean: list"),
            ("medink stauts", "status"),
        ] {
            let told = told_of(line);
            let typo = line.rsplit(' ').next().unwrap();
            assert!(told.contains(near) && !told.contains(typo), "{told}");
        }
        assert!(told_of("medink Schmidt").contains("there is no such command"));
    }

    #[test]
    fn what_was_typed_is_not_repeated() {
        for line in [
            "medink record get MARKER --output x",
            "medink record list MARKER",
            "medink record MARKER",
            "medink record search MARKER",
            "medink record search --kind MARKER",
            "medink record search --order MARKER",
            "medink record rename 3 MARKER",
            "medink record export-all --output x --archive-password-file=f --encrypt MARKER",
            "medink MARKER",
            "medink note add --patient p --kind MARKER",
            "medink consent grant d --until 1d --records 1,MARKER",
            "medink record add x --title=MARKER",
        ] {
            let told = told_of(line);
            assert!(!told.contains("MARKER") && told.contains("--help"), "{told}");
        }
        assert!(told_of("medink record add x --title=MARKER").contains("--title"));
        assert!(told_of("medink record get MARKER --output x").contains("<NUMBER>"));
    }

    #[test]
    fn every_mistake_has_words_of_its_own_in_every_language() {
        for (line, english, french) in [
            (
                "medink record add x --titel y",
                "unexpected argument '--titel'",
                "argument inattendu",
            ),
            (
                "medink record get 3",
                "required: --output <FILE>",
                "il manque\u{202f}: --output <FICHIER>",
            ),
            (
                "medink record search --order",
                "needs a value",
                "demande une valeur",
            ),
            (
                "medink record search --order MARKER",
                "newest, oldest, changed, title, kind",
                "newest, oldest, changed, title, kind",
            ),
            (
                "medink status --quiet --verbose",
                "can't be given together",
                "ne vont pas ensemble",
            ),
            (
                "medink status --node a --node b",
                "more than once",
                "plusieurs fois",
            ),
            ("medink panels --idle 0", "--idle <MINUTES>", "--idle <MINUTES>"),
        ] {
            for (language, words) in [(Language::English, english), (Language::French, french)] {
                let told = told_in(language, line);
                assert!(told.contains(words) && !told.contains("MARKER"), "{line}: {told}");
            }
            let arabic = told_in(Language::Arabic, line);
            assert!(
                !arabic.contains("Usage") && arabic.contains("\u{627}"),
                "{arabic}"
            );
            for english in ["OPTIONS", "<COMMAND>", "<FILE>"] {
                assert!(!arabic.contains(english), "{line}: {arabic}");
            }
        }
    }

    #[test]
    fn the_language_is_found_in_a_line_that_is_not_understood() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (line, language) in [
            ("--lang ar record lst", Some(Language::Arabic)),
            ("record lst --lang=fr", Some(Language::French)),
            ("record --language fr --lang", None),
            ("--lang de record", None),
            ("record lst", None),
        ] {
            assert_eq!(asked_for(&words(line)), language, "{line}");
        }
    }

    #[test]
    fn the_command_is_found_among_its_words() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(command(&words("--as ada record get x --output y")), "record get");
        assert_eq!(command(&words("nothing")), "");
    }
}
