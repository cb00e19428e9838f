//! A command line that can't be understood. What stands where something else belongs may be words about a person, such
//! as a file's name, so it is not repeated.

use crate::args::Cli;
use crate::language;
use crate::output;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use medink_core::error::{Error, Kind};
use medink_words::{Language, Said, said};
use std::process::ExitCode;

/// What is shown in place of what was typed.
const HIDDEN: &str = "…";

/// Prints help or the version where they were asked for, else what is wrong, for programs too. Returns the exit code.
pub fn tell(mut error: clap::Error) -> ExitCode {
    if !error.use_stderr() {
        // A closed pipe is the reader's choice.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    hide(&mut error);
    let unknown = unknown_command(&error);
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .take_while(|word| word != "--")
        .collect();
    // What was understood of the line is all that there is: the language may be in it.
    language::speak(asked_for(&words).unwrap_or_else(language::of_environment));
    if words.iter().any(|word| word == "--json") {
        let error = unknown.unwrap_or_else(|| in_words(&error));
        output::print(true, &command(&words), &Err(error), &[]);
    } else if let Some(unknown) = unknown {
        eprintln!("{}", language::shown(&said!("cli-error", what = told(&unknown))));
    } else {
        let _ = error.print();
    }
    ExitCode::from(Kind::Usage.exit_code())
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
            (ContextKind::InvalidArg, _) | (_, None) => false,
            (_, Some(_)) => true,
        };
        if typed {
            error.insert(kind, ContextValue::String(HIDDEN.to_owned()));
        }
    }
}

/// A command that there is not. The nearest that there is stands in for the word that is not repeated.
fn unknown_command(error: &clap::Error) -> Option<Error> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let near: Vec<&str> = match error.get(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::String(one)) => vec![one],
        Some(ContextValue::Strings(several)) => several.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let next = match near.is_empty() {
        true => said!("cli-see-commands"),
        false => said!("cli-did-you-mean", near = near.join(", ")),
    };
    let what = said!("cli-no-such-command");
    Some(Error::new(Kind::Usage, what).next(next))
}

/// The language that the line asks for, as far as that can be told of one that is not understood.
fn asked_for(words: &[String]) -> Option<Language> {
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

/// Both of its sentences.
fn told(error: &Error) -> Said {
    match &error.next {
        Some(next) => said!("cli-with-next", what = error.what.clone(), next = next.clone()),
        None => error.what.clone(),
    }
}

/// The error as commands have it: the first paragraph of clap's.
fn in_words(error: &clap::Error) -> Error {
    let text = error.render().to_string();
    let what = text.split("\n\n").next().unwrap_or_default();
    let what: Vec<&str> = what.trim_start_matches("error: ").split_whitespace().collect();
    Error::new(Kind::Usage, said!("cli-clap", what = what.join(" "))).next(said!("cli-see-help"))
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

    fn told_of(line: &str) -> String {
        let mut error = Cli::command().try_get_matches_from(line.split(' ')).unwrap_err();
        hide(&mut error);
        match unknown_command(&error) {
            Some(error) => error.to_string(),
            None => format!("{}\n{}", error.render(), in_words(&error)),
        }
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
