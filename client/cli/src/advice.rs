//! The command line's words for advice: the one table of commands that errors name.

use crate::language;
use medink_core::Error;
use medink_core::advice::Advice;
use medink_words::{Said, said};

/// The commands that do what is advised.
pub fn command(advice: Advice) -> &'static str {
    match advice {
        Advice::AddNote => "medink note add --about",
        Advice::CheckDeployment => "medink deploy --check",
        Advice::Deploy => "medink deploy",
        Advice::ExportLog => "medink audit export",
        Advice::FundAccount => "medink account fund",
        Advice::GrantConsent => "medink consent grant",
        Advice::ImportAccount => "medink account import",
        Advice::JoinNetwork => "medink network join FILE",
        Advice::JoinOrDeploy => "medink deploy, medink join FILE",
        Advice::ListAccounts => "medink account list",
        Advice::ListAdmins => "medink admin list",
        Advice::ListDoctors => "medink doctor list",
        Advice::ListMotions => "medink network motions",
        Advice::ListOrNewAccount => "medink account list, medink account new",
        Advice::ListOrImportAccount => "medink account list, medink account import",
        Advice::ListProposals => "medink admin proposals",
        Advice::ListRecords => "medink record list",
        Advice::NewAccountOrList => "medink account new, medink account list",
        Advice::PullContent => "medink store pull",
        Advice::ReadLog => "medink audit list",
        Advice::Repair => "medink check --repair",
        Advice::RepairContent => "medink store repair --recheck",
        Advice::RestartNode => "medink down, medink up",
        Advice::ResumeSystem => "medink admin resume",
        Advice::ShowAccount => "medink account show",
        Advice::ShowCard => "medink account show --card",
        Advice::ShowParameters => "medink params show",
        Advice::StartNode => "medink up",
        Advice::StopNode => "medink down",
        Advice::UpdateDoctor => "medink doctor update",
        Advice::WriteProfile => "medink patient update",
    }
}

/// What to do next: the advice with its command. `say` writes a sentence in the reader's language.
fn next_in(error: &Error, say: impl Fn(&Said) -> String) -> Option<String> {
    match (&error.next, error.advice.map(command)) {
        (Some(next), Some(command)) => {
            let by = say(&said!("cli-by-command", command = command));
            Some(format!("{} {by}", say(next).trim_end_matches('.')))
        }
        (Some(next), None) => Some(say(next)),
        (None, Some(command)) => Some(say(&said!("cli-see", command = command))),
        (None, None) => None,
    }
}

/// What to do next, for programs: with others' words as they are.
pub fn next(error: &Error) -> Option<String> {
    next_in(error, language::plain)
}

/// An error for the terminal: what went wrong, and below it what to do next. What it quotes of others is made harmless.
pub fn told(error: &Error) -> String {
    below(language::shown(&error.what), next_in(error, language::shown))
}

/// The same with others' words as they are: for programs, and within a text that is made harmless as a whole.
pub fn told_plainly(error: &Error) -> String {
    below(language::plain(&error.what), next(error))
}

fn below(what: String, next: Option<String>) -> String {
    match next {
        Some(next) => format!("{what}\n  {next}"),
        None => what,
    }
}

/// The same on one line.
pub fn told_in_a_line(error: &Error) -> String {
    let what = language::plain(&error.what);
    match next(error) {
        Some(next) => format!("{}. {next}", what.trim_end_matches('.')),
        None => what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use medink_core::Kind;
    use medink_words::Language;

    /// Every one: a new one is missed here by nobody who reads the match above.
    const ALL: [Advice; 31] = [
        Advice::AddNote,
        Advice::CheckDeployment,
        Advice::Deploy,
        Advice::ExportLog,
        Advice::FundAccount,
        Advice::GrantConsent,
        Advice::ImportAccount,
        Advice::JoinNetwork,
        Advice::JoinOrDeploy,
        Advice::ListAccounts,
        Advice::ListAdmins,
        Advice::ListDoctors,
        Advice::ListMotions,
        Advice::ListOrNewAccount,
        Advice::ListOrImportAccount,
        Advice::ListProposals,
        Advice::ListRecords,
        Advice::NewAccountOrList,
        Advice::PullContent,
        Advice::ReadLog,
        Advice::Repair,
        Advice::RepairContent,
        Advice::RestartNode,
        Advice::ResumeSystem,
        Advice::ShowAccount,
        Advice::ShowCard,
        Advice::ShowParameters,
        Advice::StartNode,
        Advice::StopNode,
        Advice::UpdateDoctor,
        Advice::WriteProfile,
    ];

    #[test]
    fn the_commands_named_are_there() {
        for named in ALL.map(command).iter().flat_map(|named| named.split(", ")) {
            let mut words = named.split_whitespace();
            assert_eq!(words.next(), Some("medink"));
            let mut at = crate::args::Cli::command();
            for word in words.filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-')) {
                if let Some(option) = word.strip_prefix("--") {
                    assert!(
                        at.get_arguments()
                            .any(|argument| argument.get_long() == Some(option)),
                        "{named}"
                    );
                    continue;
                }
                at = at
                    .find_subcommand(word)
                    .unwrap_or_else(|| panic!("{named}"))
                    .clone();
            }
        }
    }

    #[test]
    fn advice_is_told_with_its_command() {
        let error = Error::new(Kind::NotFound, said!("core-no-record", number = 3u32));
        let told_of = |error: &Error| (told(error), told_in_a_line(error));
        assert_eq!(
            told_of(&error),
            (
                "this patient has no record 3".to_owned(),
                "this patient has no record 3".to_owned()
            )
        );
        assert_eq!(
            told(&error.clone().advise(Advice::ListRecords)),
            "this patient has no record 3\n  See: medink record list"
        );
        let error = error
            .next(said!("core-no-record-next"))
            .advise(Advice::ListRecords);
        assert_eq!(
            told_of(&error),
            (
                "this patient has no record 3\n  One that was just added elsewhere comes as soon as this node has heard of it. Look at the list of them \
                 (medink record list)."
                    .to_owned(),
                "this patient has no record 3. One that was just added elsewhere comes as soon as this node has heard of it. Look at the \
                 list of them (medink record list)."
                    .to_owned()
            )
        );
    }

    #[test]
    fn advice_is_told_in_every_language() {
        let error = Error::new(Kind::NotFound, said!("core-no-record", number = 3u32))
            .next(said!("core-no-record-next"))
            .advise(Advice::ListRecords);
        let in_language = |language: Language| next_in(&error, |said| said.in_language(language)).unwrap();
        assert_eq!(
            in_language(Language::French),
            "Un document qui vient d’être ajouté ailleurs arrive dès que ce nœud en a connaissance. Regardez leur liste \
             (medink record list)."
        );
        assert_eq!(
            in_language(Language::Arabic),
            "ما أُضيف للتو في مكان آخر يصل حالما تعلم به هذه العقدة. انظر إلى قائمتها (\u{2068}medink record list\u{2069})."
        );
    }
}
