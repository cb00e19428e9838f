//! The contracts' refusals in words. The one place where a `medink_types::Error` becomes text for people.

use medink_types::{Error, Role};

/// A refusal, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong, as a sentence without its first capital and full stop.
    pub what: String,
    /// What to do about it, as a sentence that holds wherever it is read.
    pub to_do: String,
}

/// Says what a refusal means and what to do next.
pub fn explain(error: &Error) -> Explanation {
    let (what, to_do) = words(error);
    Explanation { what, to_do }
}

fn words(error: &Error) -> (String, String) {
    let fixed = |what: &str, to_do: &str| (what.to_owned(), to_do.to_owned());
    match error {
        Error::MissingRole(role) => (
            format!("only {} may do this, and this account is not one", an(role)),
            format!(
                "Use an account that is, or ask an admin to register this one as {}.",
                an(role)
            ),
        ),
        Error::CallerNotAuthorized => fixed(
            "only the system's own contracts may do this",
            "Let the contract that it belongs to call it; if that one was refused, the deployment is unfinished and \
             the admin who began it can finish it.",
        ),
        Error::Paused => fixed(
            "the admins have paused the system",
            "Try again when an admin has resumed it.",
        ),
        Error::NotWired => fixed(
            "the deployment is unfinished: the contracts do not know each other yet",
            "Deploy again with the account that began it; it goes on where it stopped.",
        ),
        Error::AlreadyWired => fixed(
            "the contracts know each other already",
            "Nothing has to be done; another set of contracts needs a deployment of its own.",
        ),
        Error::AlreadyAdmin => fixed("this account is an admin already", "Nothing has to be done."),
        Error::NotAnAdmin => fixed(
            "this account is not an admin",
            "Check the address, and look at the list of admins.",
        ),
        Error::LastAdmin => fixed(
            "this is the last admin, and somebody has to govern",
            "Add another admin first, then remove this one.",
        ),
        Error::TooManyAdmins { max } => (
            format!("there can be at most {max} admins"),
            "Remove one first.".to_owned(),
        ),
        Error::AlreadyRegistered => fixed(
            "this account is registered already",
            "Nothing has to be done; a profile can be changed at any time.",
        ),
        Error::UnknownDoctor => fixed(
            "this account is not registered as a doctor",
            "Check the address, or ask an admin to register the doctor.",
        ),
        Error::UnknownPatient => fixed(
            "this account is not registered as a patient",
            "Check the address, or ask an admin to register the patient.",
        ),
        Error::DoctorSuspended => fixed(
            "this doctor is suspended",
            "Ask an admin to reinstate the doctor.",
        ),
        Error::NotSuspended => fixed("this doctor is not suspended", "Nothing has to be done."),
        Error::SelfRegistrationClosed => fixed(
            "patients can't register themselves here",
            "Give your registration card to an admin, who registers you.",
        ),
        Error::AlreadyAuthorized => fixed(
            "this contract may write to the log already",
            "Nothing has to be done.",
        ),
        Error::NotAuthorized => fixed(
            "this contract may not write to the log, or is the one that has to",
            "Check the address; the admin contract always stays authorised.",
        ),
        Error::NotAContract => fixed(
            "there is no contract at this address",
            "Check the address and the chain.",
        ),
        Error::NoConsent => fixed(
            "there is no consent that covers this now",
            "Ask the patient for one, or for a wider or longer one.",
        ),
        Error::InvalidPeriod => fixed(
            "the consent would end before it starts, or has ended already",
            "Give an end that lies after the start and in the future.",
        ),
        Error::ConsentTooLong { max_days } => (
            format!("a consent here lasts at most {max_days} days"),
            "Give an earlier end.".to_owned(),
        ),
        Error::InvalidEncryptionKey => fixed(
            "this is not a public encryption key",
            "Take it whole from the registration card.",
        ),
        Error::TooLong { max } => (
            format!("this is longer than the {max} bytes that the chain takes"),
            "Shorten it.".to_owned(),
        ),
        Error::Empty => fixed("this must not be empty", "Give at least one."),
        Error::TooMany { max } => (
            format!("these are more than the {max} that go into one call"),
            "Split them.".to_owned(),
        ),
        Error::Duplicate => fixed("the same is named twice", "Name each once."),
        Error::PageSize { max } => (
            format!("a page here has at most {max} entries"),
            "Ask for so many; the next page goes on where it ends.".to_owned(),
        ),
        Error::InvalidParameter { min, max } if min == max => (
            "this is not a change that can be made now".to_owned(),
            "Look at the present parameters; pausing and resuming are actions of their own.".to_owned(),
        ),
        Error::InvalidParameter { min, max } => (
            format!("this parameter has to be from {min} to {max}"),
            "Give a value in that range.".to_owned(),
        ),
        Error::UnknownRecord => fixed(
            "there is no record of this number",
            "Look at the list of the records that there are.",
        ),
        Error::RecordErased => fixed(
            "this record was erased by its patient",
            "It can't be opened or amended any more.",
        ),
        Error::DuplicateRecord { number } => (
            format!("this content is recorded already, as record {number}"),
            "Nothing has to be done.".to_owned(),
        ),
        Error::WrongGeneration { current } => (
            format!("the patient's keys have changed meanwhile (generation {current} now)"),
            "Try again: the program takes the new key.".to_owned(),
        ),
        Error::RotationPending { generation } => (
            format!(
                "a doctor's consent was revoked and the patient's keys have not been renewed yet (generation \
                 {generation} is due)"
            ),
            "The patient renews them by looking at the records with an unlocked account.".to_owned(),
        ),
        Error::WrongKeyKind => fixed(
            "the record's key is wrapped in a way that this author's consent does not allow",
            "Try again: the consent may have changed meanwhile.",
        ),
        Error::Overflow => fixed(
            "a counter has reached its end",
            "Report this: it should never happen.",
        ),
        Error::CallFailed => fixed(
            "one of the system's contracts could not call another",
            "Try again; if it stays so, check the deployment.",
        ),
        Error::NotPaused => fixed("the system is not paused", "Nothing has to be done."),
        Error::PausedRecently => fixed(
            "the system was paused a short while ago, and can't be paused again before as much time has passed as \
             that pause lasted",
            "Try again later.",
        ),
        Error::StaysAuthorized => fixed(
            "the system's own contracts always write to the log: else nobody could take back a consent",
            "If one of them is broken, pause the system, and announce an upgrade of that contract.",
        ),
        Error::InvalidCid => fixed(
            "the place of a record is no content identifier that the chain takes (binary CIDv1 with SHA2-256)",
            "Store the content again with this program.",
        ),
        Error::KeyNotProved => fixed(
            "the encryption key does not prove whose it is: the signature beside it is not the account's",
            "Take key and signature whole from the registration card that its owner made.",
        ),
        Error::StaleKey { serial } => (
            format!("another encryption key of this account counts now, its number {serial}"),
            "Try again: the program takes the present key.".to_owned(),
        ),
        Error::PlaceTaken => fixed(
            "another patient's record is at this place already",
            "Try again: the content is sealed anew, and gets a place of its own.",
        ),
        Error::NotTheAuthor => fixed(
            "a new version can be written only by who wrote the version before, or by the patient",
            "Write a note that refers to the record instead; it stands beside it.",
        ),
        Error::ProfileChanged => fixed(
            "the profile has changed since it was read",
            "Read it again, and attest what it says now.",
        ),
        Error::NotAttested => fixed("there is no attestation to take back", "Nothing has to be done."),
        Error::UnknownProposal => fixed(
            "there is no proposal of this number",
            "Look at the list of proposals.",
        ),
        Error::ProposalClosed => fixed(
            "this proposal was carried out, called off, or has expired",
            "Look at the list of proposals; make it again if it is still wanted.",
        ),
        Error::AlreadyApproved => fixed(
            "this account has approved the proposal already",
            "Another admin has to approve it; where it has enough approvals, carry it out.",
        ),
        Error::NotApproved => fixed(
            "this account has not approved the proposal, so that there is nothing to withdraw",
            "Nothing has to be done.",
        ),
        Error::QuorumMissing { quorum } => (
            format!("this needs the approval of {quorum} who are admins now"),
            "Ask other admins to approve it.".to_owned(),
        ),
        Error::NoticeRunning => fixed(
            "the upgrade has been announced, and its notice is not over yet",
            "Carry it out when the time that the list of proposals names has come.",
        ),
        Error::UnknownCode => fixed(
            "the chain has no contract code of this hash",
            "Upload the code first, and check its hash.",
        ),
        Error::Inconsistent => fixed(
            "the contract's own state contradicts itself",
            "Report this with the transaction and the time: it is a defect of the contract.",
        ),
        // `Error` may grow at its end; a variant newer than this program still reads as something.
        #[allow(unreachable_patterns)]
        other => (
            format!("the contract refused ({other:?})"),
            "Update this program to read the reason.".to_owned(),
        ),
    }
}

fn an(role: &Role) -> &'static str {
    match role {
        Role::Admin => "an admin",
        Role::Doctor => "a doctor",
        Role::Patient => "a patient",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scale::Decode;

    /// Every variant that decodes from its index, with zeroes for its fields.
    fn all() -> Vec<Error> {
        (0..=u8::MAX)
            .filter_map(|index| Error::decode(&mut &[index, 0, 0, 0, 0, 0, 0, 0, 0][..]).ok())
            .collect()
    }

    #[test]
    fn every_refusal_has_its_own_words() {
        let all = all();
        assert!(all.len() >= 54, "only {} variants decoded", all.len());
        let mut seen = std::collections::HashSet::new();
        for error in all {
            let explanation = explain(&error);
            assert!(
                !explanation.what.ends_with('.') && explanation.to_do.ends_with('.'),
                "{error:?}"
            );
            assert!(
                !explanation.to_do.contains("medink"),
                "{error:?} names a command to people on a page"
            );
            assert!(
                !explanation.what.contains("the contract refused ("),
                "{error:?} has no words of its own"
            );
            assert!(seen.insert(explanation.what), "{error:?} reads like another");
        }
    }

    #[test]
    fn bounds_are_named() {
        assert!(explain(&Error::TooLong { max: 64 }).what.contains("64 bytes"));
        assert!(
            explain(&Error::InvalidParameter { min: 1, max: 50 })
                .what
                .contains("from 1 to 50")
        );
    }
}
