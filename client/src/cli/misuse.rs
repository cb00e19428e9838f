//! A command line that can't be understood. What stands where something else belongs may be words about a person, such
//! as a file's name, so it is not repeated.

use crate::cli::args::Cli;
use crate::cli::output;
use crate::error::{Error, Kind};
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue};
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
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .take_while(|word| word != "--")
        .collect();
    if words.iter().any(|word| word == "--json") {
        output::print(true, &command(&words), &Err(in_words(&error)), &[]);
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
        format!("{}\n{}", error.render(), in_words(&error))
    }

    #[test]
    fn what_was_typed_is_not_repeated() {
        for line in [
            "medink record get MARKER --output x",
            "medink record list MARKER",
            "medink record MARKER",
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
