//! A command line that can't be understood. What stands where something else belongs may be words about a person, such
//! as a file's name, so it is not repeated.

use crate::args::Cli;
use crate::output;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use medink_core::error::{Error, Kind};
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
    if words.iter().any(|word| word == "--json") {
        let error = unknown.unwrap_or_else(|| in_words(&error));
        output::print(true, &command(&words), &Err(error), &[]);
    } else if let Some(unknown) = unknown {
        eprintln!("error: {unknown}");
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
        true => "Add --help to see the commands that there are.".to_owned(),
        false => format!(
            "Did you mean: {}? Add --help to see all that there are.",
            near.join(", ")
        ),
    };
    let what = "there is no such command (the word is not repeated, since it may be about a patient)";
    Some(Error::new(Kind::Usage, what).next(next))
}

/// The error as commands have it: the first paragraph of clap's.
fn in_words(error: &clap::Error) -> Error {
    let text = error.render().to_string();
    let what = text.split("\n\n").next().unwrap_or_default();
    let what: Vec<&str> = what.trim_start_matches("error: ").split_whitespace().collect();
    Error::new(Kind::Usage, what.join(" ")).next("Add --help to the command to see what it takes.")
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

    fn told(line: &str) -> String {
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
            let told = told(line);
            let typo = line.rsplit(' ').next().unwrap();
            assert!(told.contains(near) && !told.contains(typo), "{told}");
        }
        assert!(told("medink Schmidt").contains("there is no such command"));
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
            let told = told(line);
            assert!(!told.contains("MARKER") && told.contains("--help"), "{told}");
        }
        assert!(told("medink record add x --title=MARKER").contains("--title"));
        assert!(told("medink record get MARKER --output x").contains("<NUMBER>"));
    }

    #[test]
    fn the_command_is_found_among_its_words() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(command(&words("--as ada record get x --output y")), "record get");
        assert_eq!(command(&words("nothing")), "");
    }
}
