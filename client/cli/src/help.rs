//! Help in the language of who asks for it. The words are messages of `medink_words`, by keys that follow from the command
//! line itself: of a command `help-record-add`, of one of its arguments `help-record-add--title`, of an option that every
//! command has `help--title`. So a command is added in `args`, its words in the files of the languages, and nothing here;
//! the test `complete` names the keys that are lacking.
//!
//! Words come under the key itself and, where there are more of them, under the same key with an ending: `-long` for what
//! `--help` says and `-h` does not, `-after` for examples and what has to be known, `-is-...` for what an option may be.
//!
//! What clap says by itself (headings, defaults, choices, the `[OPTIONS]` of a usage) is said here in its place, and so is what
//! stands for a value: `FILE` by the key `help-value-file`. Names of commands and options are the same in every language.

use clap::builder::{Arg, Command, PossibleValue};
use medink_words::{Language, Said, said, worded};

/// The keys of what a command line has to have words for, each with the English ones that its source gives it, if any.
pub struct Needed {
    /// Of the message.
    pub key: String,
    /// What the doc comment of the command or argument says; none where nothing but the key is in the source.
    pub source: Option<String>,
}

/// A command with the words of a language, and those below it. How it is used is left to who shows it, such as the manual.
pub fn in_words(command: Command, language: Language) -> Command {
    let writer = Writer {
        language,
        is_built: false,
    };
    writer.command(command, "help")
}

/// The same, as it is parsed: with what clap adds to it by itself, which gets its words, too.
pub fn parser(mut command: Command, language: Language) -> Command {
    command.build();
    let writer = Writer {
        language,
        is_built: true,
    };
    writer.command(command, "help")
}

/// How a command is used, as clap has written it, in a language: values are in it already.
pub fn used(usage: &str, language: Language) -> String {
    let options = said!("help-usage-options").plain(language);
    usage.replace("[OPTIONS]", &format!("[{options}]"))
}

/// What is needed for a command and those below it.
pub fn needed(command: &Command) -> Vec<Needed> {
    let mut all = Vec::new();
    add_needed(command, "help", &mut all);
    all
}

/// What clap calls the command that shows help; it repeats the others below itself.
const HELP: &str = "help";

fn add_needed(command: &Command, key: &str, all: &mut Vec<Needed>) {
    let source = |text: Option<String>| text.unwrap_or_default();
    let (about, long) = paragraphs(
        command.get_about().map(ToString::to_string),
        command.get_long_about().map(ToString::to_string),
    );
    let mut need = |key: String, source: Option<String>| all.push(Needed { key, source });
    need(key.to_owned(), Some(source(about)));
    if let Some(long) = long {
        need(format!("{key}-long"), Some(long));
    }
    // Whoever can't type a command from its help needs an example.
    if !command.has_subcommands() || key == "help" {
        need(format!("{key}-after"), None);
    }
    for arg in command.get_arguments() {
        let key = key_of(key, arg);
        let (help, long) = paragraphs(
            arg.get_help().map(ToString::to_string),
            arg.get_long_help().map(ToString::to_string),
        );
        need(key.clone(), Some(source(help)));
        if let Some(long) = long {
            need(format!("{key}-long"), Some(long));
        }
        for name in stand_ins(arg) {
            need(value_key(&name), Some(name));
        }
        for value in explained(arg) {
            let help = value.get_help().map(ToString::to_string);
            need(format!("{key}-is-{}", value.get_name()), Some(source(help)));
        }
    }
    for below in command.get_subcommands() {
        add_needed(below, &format!("{key}-{}", below.get_name()), all);
    }
}

/// The first paragraph, and the others.
fn paragraphs(short: Option<String>, long: Option<String>) -> (Option<String>, Option<String>) {
    let rest = long.and_then(|long| Some(long.split_once("\n\n")?.1.trim().to_owned()));
    (short, rest)
}

/// The key of an argument: an option's follows from its long name, which people type, any other's from its place.
fn key_of(command: &str, arg: &Arg) -> String {
    let command = if arg.is_global_set() { HELP } else { command };
    let name = match arg.get_long() {
        Some(long) => long.to_owned(),
        None => arg.get_id().as_str().replace('_', "-"),
    };
    format!("{command}--{name}")
}

/// What stands for the values of an argument, such as `FILE`.
fn stand_ins(arg: &Arg) -> Vec<String> {
    let names = arg.get_value_names().unwrap_or_default();
    match arg.get_action().takes_values() {
        true => names.iter().map(ToString::to_string).collect(),
        false => Vec::new(),
    }
}

/// The key of what stands for a value: its letters and digits.
fn value_key(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    format!("help-value-{name}")
}

/// What an argument may be, where each choice says what it means.
fn explained(arg: &Arg) -> Vec<PossibleValue> {
    let values = choices(arg);
    match values.iter().any(|value| value.get_help().is_some()) {
        true => values,
        false => Vec::new(),
    }
}

fn choices(arg: &Arg) -> Vec<PossibleValue> {
    match arg.get_action().takes_values() {
        true => arg.get_possible_values(),
        false => Vec::new(),
    }
}

/// Writes a language's words into commands.
#[derive(Clone, Copy)]
struct Writer {
    language: Language,
    /// Whether the commands know already how they are called and what they all have.
    is_built: bool,
}

impl Writer {
    fn say(self, said: &Said) -> String {
        said.plain(self.language)
    }

    /// The words under a key that was put together; none where it has none.
    fn words(self, key: &str) -> Option<String> {
        worded(self.language, key)
    }

    fn command(self, mut command: Command, key: &str) -> Command {
        let is_help = command.get_name() == HELP && key != HELP;
        let about = match is_help {
            true => self.words("help-help"),
            false => self.words(key),
        };
        if let Some(about) = about {
            if let Some(more) = self.words(&format!("{key}-long")).filter(|_| !is_help) {
                command = command.long_about(format!("{about}\n\n{more}"));
            }
            command = command.about(about);
        }
        if let Some(after) = self.words(&format!("{key}-after")).filter(|_| !is_help) {
            command = command.after_help(after);
        }
        let mut command = command
            .subcommand_help_heading(self.say(&said!("help-commands")))
            .subcommand_value_name(self.say(&said!("help-value-command")))
            .mut_args(|arg| self.arg(arg, key))
            .mut_subcommands(|below| {
                let name = below.get_name().to_owned();
                // It repeats the commands beside it: they are called what they are called there.
                let above = match is_help {
                    true => key.strip_suffix("-help").unwrap_or(key),
                    false => key,
                };
                self.command(below, &format!("{above}-{name}"))
            });
        let style = *command.get_styles().get_usage();
        let (head, usage) = (self.say(&said!("help-usage")), self.usage(&mut command));
        command.help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{style}{head}{style:#} {usage}\n\n{{all-args}}{{after-help}}"
        ))
    }

    /// How a command is used, for its template: without the word that clap has in front.
    fn usage(self, command: &mut Command) -> String {
        let style = *command.get_styles().get_usage();
        let title = format!("{style}Usage:{style:#} ");
        let usage = self.is_built.then(|| command.render_usage().ansi().to_string());
        match usage.as_deref().and_then(|usage| usage.strip_prefix(&title)) {
            Some(usage) => used(usage, self.language),
            // Clap puts it there when the page is shown.
            None => "{usage}".to_owned(),
        }
    }

    fn arg(self, arg: Arg, command: &str) -> Arg {
        let key = match arg.get_id().as_str() {
            // Clap gives these to every command.
            id @ (HELP | "version") => format!("{HELP}--{id}"),
            _ => key_of(command, &arg),
        };
        let of_all = arg.is_global_set() || key == "help--help" || key == "help--version";
        let heading = match (of_all, arg.is_positional()) {
            (true, _) => said!("help-global-options"),
            (false, true) => said!("help-arguments"),
            (false, false) => said!("help-options"),
        };
        let arg = self.values(arg).help_heading(self.say(&heading));
        let Some(help) = self.words(&key) else {
            return arg;
        };
        let notes = self.notes(&arg);
        let long = self.long(&arg, &key, &help, &notes);
        let names: Vec<String> = choices(&arg)
            .iter()
            .map(|value| value.get_name().to_owned())
            .collect();
        let mut short = vec![help];
        short.extend(notes);
        if !names.is_empty() {
            short.push(self.say(&said!("help-values", values = names.join(", "))));
        }
        // A flag has no values to hide, and may not be told to.
        let valued = arg.get_action().takes_values();
        let arg = arg
            .help(short.join(" "))
            .hide_default_value(valued)
            .hide_possible_values(valued)
            .hide_env(true);
        match long {
            Some(long) => arg.long_help(long),
            None => arg.long_help(None::<&str>),
        }
    }

    /// What stands for the values.
    fn values(self, arg: Arg) -> Arg {
        let names = stand_ins(&arg).into_iter();
        let names: Vec<String> = names
            .map(|name| self.words(&value_key(&name)).unwrap_or(name))
            .collect();
        match names.is_empty() {
            true => arg,
            false => arg.value_names(names),
        }
    }

    /// What holds without an option, and which variable gives it.
    fn notes(self, arg: &Arg) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(variable) = arg.get_env() {
            let variable = variable.to_string_lossy().into_owned();
            notes.push(self.say(&said!("help-env", variable = variable)));
        }
        let defaults: Vec<String> = arg
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy().into_owned())
            .collect();
        if arg.get_action().takes_values() && !defaults.is_empty() {
            notes.push(self.say(&said!("help-default", value = defaults.join(" "))));
        }
        notes
    }

    /// What `--help` says of an argument, where that is more than `-h` does.
    fn long(self, arg: &Arg, key: &str, help: &str, notes: &[String]) -> Option<String> {
        let more = self.words(&format!("{key}-long"));
        let values: Vec<String> = explained(arg)
            .iter()
            .map(|value| {
                let name = value.get_name();
                match self.words(&format!("{key}-is-{name}")) {
                    Some(words) => format!("- {name}: {words}"),
                    None => format!("- {name}"),
                }
            })
            .collect();
        if more.is_none() && values.is_empty() {
            return None;
        }
        let mut parts = vec![help.to_owned()];
        parts.extend(more);
        if !values.is_empty() {
            let head = self.say(&said!("help-values-are"));
            parts.push(format!("{head}\n{}", values.join("\n")));
        }
        if !notes.is_empty() {
            parts.push(notes.join("\n"));
        }
        Some(parts.join("\n\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::CommandFactory;
    use clap::error::ErrorKind;

    /// Without the breaks of lines that go on.
    fn flat(page: &str) -> String {
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn page(language: Language, line: &str) -> String {
        let error = parser(Cli::command(), language)
            .try_get_matches_from(line.split(' '))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::DisplayHelp, "{error}");
        error.render().to_string()
    }

    #[test]
    fn a_page_is_in_one_language() {
        let english = page(Language::English, "medink record add --help");
        for words in [
            "Seal and store files and record them\n",
            "Usage: medink record add [OPTIONS] <FILE>...",
            "\nArguments:\n",
            "\nOptions:\n",
            "\nGlobal options:\n",
            "\nExamples:\n  medink record add scan.dcm",
        ] {
            assert!(english.contains(words), "{words:?}: {english}");
        }
        assert!(flat(&english).contains("[env: MEDINK_NODE_URL]"), "{english}");
        for (language, own, options, file) in [
            (Language::French, "Exemples", "OPTIONS", "FICHIER"),
            (Language::Arabic, "أمثلة", "خيارات", "ملف"),
        ] {
            let page = page(language, "medink record add --help");
            for words in [
                "Usage:",
                "Arguments:",
                "Options:",
                "Print help",
                "Examples",
                "default:",
                "env:",
                "Seal",
                "FILE>",
            ] {
                assert!(!page.contains(words), "{words}: {page}");
            }
            for words in [
                own,
                &format!("medink record add [{options}] <{file}>..."),
                &format!("--details <{file}>"),
                "MEDINK_NODE_URL",
            ] {
                assert!(page.contains(words), "{words:?}: {page}");
            }
        }
    }

    #[test]
    fn commands_below_a_command_are_called_so_in_its_usage() {
        for (language, usage) in [
            (Language::English, "Usage: medink record [OPTIONS] <COMMAND>"),
            (
                Language::French,
                "Utilisation\u{202f}: medink record [OPTIONS] <COMMANDE>",
            ),
            (Language::Arabic, "الاستعمال: medink record [خيارات] <أمر>"),
        ] {
            let page = page(language, "medink record --help");
            assert!(page.contains(usage), "{page}");
            // It stands there once, also where clap would write it.
            assert_eq!(page.matches("medink record [").count(), 1, "{page}");
        }
    }

    /// The manual and the completions are made of commands that nothing is known of yet.
    #[test]
    fn a_manual_has_the_usage_of_who_shows_it() {
        let command = in_words(Cli::command(), Language::English);
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("medink") && !page.contains("{usage}"), "{page}");
    }

    #[test]
    fn what_an_option_may_be_is_told_in_short_and_at_length() {
        let short = page(Language::English, "medink consent grant -h");
        assert!(
            flat(&short).contains("Why [default: treat] [possible values: treat, etreat,"),
            "{short}"
        );
        for (language, words) in [
            (Language::English, "- hresch: Healthcare research"),
            (Language::French, "- hresch: Recherche"),
        ] {
            let long = page(language, "medink consent grant --help");
            assert!(long.contains(words), "{long}");
        }
    }

    #[test]
    fn the_command_that_shows_help_is_translated_with_what_it_shows() {
        let french = page(Language::French, "medink help");
        assert!(!french.contains("Print"), "{french}");
        let of_one = page(Language::French, "medink help record add");
        assert!(of_one.contains("Exemples"), "{of_one}");
        let below = page(Language::French, "medink record help add");
        assert!(below.contains("Exemples"), "{below}");
    }

    /// Only all of it: clap looks at a command's arguments when the command is built, as for the manual.
    #[test]
    fn no_command_is_put_together_wrongly_in_any_language() {
        for language in Language::all() {
            parser(Cli::command(), language).debug_assert();
        }
    }

    #[test]
    fn what_is_typed_is_understood_whatever_the_language() {
        for language in Language::all() {
            let line = "medink record get 3 --output x --patient //Ada -vv --as ada --dry-run";
            let matches = parser(Cli::command(), language)
                .try_get_matches_from(line.split(' '))
                .unwrap_or_else(|error| panic!("{error}"));
            let cli = <Cli as clap::FromArgMatches>::from_arg_matches(&matches).unwrap();
            assert_eq!(cli.global.account.as_deref(), Some("ada"));
            assert!(cli.global.dry_run && cli.global.verbose == 2);
        }
    }
}
