//! The command line's words for advice: the one table of commands that errors name.

use medink_core::Error;
use medink_core::advice::Advice;

/// The commands that do what is advised.
pub fn command(advice: Advice) -> &'static str {
    match advice {
        Advice::AddNote => "medink note add --about",
        Advice::Deploy => "medink deploy",
        Advice::ExportLog => "medink audit export",
        Advice::FundAccount => "medink account fund",
        Advice::GrantConsent => "medink consent grant",
        Advice::ImportAccount => "medink account import",
        Advice::JoinOrDeploy => "medink deploy, medink join FILE",
        Advice::ListAccounts => "medink account list",
        Advice::ListAdmins => "medink admin list",
        Advice::ListDoctors => "medink doctor list",
        Advice::ListOrNewAccount => "medink account list, medink account new",
        Advice::ListOrImportAccount => "medink account list, medink account import",
        Advice::ListProposals => "medink admin proposals",
        Advice::ListRecords => "medink record list",
        Advice::NewAccountOrList => "medink account new, medink account list",
        Advice::PullContent => "medink store pull",
        Advice::ReadLog => "medink audit list",
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

/// What to do next: the advice with its command.
pub fn next(error: &Error) -> Option<String> {
    match (&error.next, error.advice.map(command)) {
        (Some(next), Some(command)) => Some(format!("{} ({command}).", next.trim_end_matches('.'))),
        (Some(next), None) => Some(next.clone()),
        (None, Some(command)) => Some(format!("See: {command}")),
        (None, None) => None,
    }
}

/// An error for people: what went wrong, and below it what to do next. What it quotes of others is not yet made
/// harmless ([`medink_core::words::shown_lines`]).
pub fn told(error: &Error) -> String {
    match next(error) {
        Some(next) => format!("{}\n  {next}", error.what),
        None => error.what.clone(),
    }
}

/// The same on one line.
pub fn told_in_a_line(error: &Error) -> String {
    match next(error) {
        Some(next) => format!("{}. {next}", error.what.trim_end_matches('.')),
        None => error.what.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use medink_core::Kind;

    /// Every one: a new one is missed here by nobody who reads the match above.
    const ALL: [Advice; 26] = [
        Advice::AddNote,
        Advice::Deploy,
        Advice::ExportLog,
        Advice::FundAccount,
        Advice::GrantConsent,
        Advice::ImportAccount,
        Advice::JoinOrDeploy,
        Advice::ListAccounts,
        Advice::ListAdmins,
        Advice::ListDoctors,
        Advice::ListOrNewAccount,
        Advice::ListOrImportAccount,
        Advice::ListProposals,
        Advice::ListRecords,
        Advice::NewAccountOrList,
        Advice::PullContent,
        Advice::ReadLog,
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
        let error = Error::new(Kind::NotFound, "there is none");
        let told_of = |error: &Error| (told(error), told_in_a_line(error));
        assert_eq!(
            told_of(&error),
            ("there is none".to_owned(), "there is none".to_owned())
        );
        assert_eq!(
            told(&error.clone().advise(Advice::ListRecords)),
            "there is none\n  See: medink record list"
        );
        let error = error.next("Look at the list.").advise(Advice::ListRecords);
        assert_eq!(
            told_of(&error),
            (
                "there is none\n  Look at the list (medink record list).".to_owned(),
                "there is none. Look at the list (medink record list).".to_owned()
            )
        );
    }
}
