//! The contracts' refusals in words. The one place where a `medink_types::Error` becomes text for people.

use medink_types::{Error, Role};
use medink_words::{Said, said};

/// A refusal, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong, as a sentence without its first capital and full stop.
    pub what: Said,
    /// What to do about it, as a sentence that holds wherever it is read.
    pub to_do: Said,
}

/// Says what a refusal means and what to do next.
pub fn explain(error: &Error) -> Explanation {
    let (what, to_do) = words(error);
    Explanation { what, to_do }
}

fn words(error: &Error) -> (Said, Said) {
    match error {
        Error::MissingRole(role) => (
            said!("refusal-missing-role", role = an(role)),
            said!("refusal-missing-role-to-do", role = an(role)),
        ),
        Error::CallerNotAuthorized => (
            said!("refusal-caller-not-authorized"),
            said!("refusal-caller-not-authorized-to-do"),
        ),
        Error::Paused => (said!("refusal-paused"), said!("refusal-paused-to-do")),
        Error::NotWired => (said!("refusal-not-wired"), said!("refusal-not-wired-to-do")),
        Error::AlreadyWired => (
            said!("refusal-already-wired"),
            said!("refusal-already-wired-to-do"),
        ),
        Error::AlreadyAdmin => (said!("refusal-already-admin"), said!("refusal-nothing-to-do")),
        Error::NotAnAdmin => (said!("refusal-not-an-admin"), said!("refusal-not-an-admin-to-do")),
        Error::LastAdmin => (said!("refusal-last-admin"), said!("refusal-last-admin-to-do")),
        Error::TooManyAdmins { max } => (
            said!("refusal-too-many-admins", max = *max),
            said!("refusal-too-many-admins-to-do"),
        ),
        Error::AlreadyRegistered => (
            said!("refusal-already-registered"),
            said!("refusal-already-registered-to-do"),
        ),
        Error::UnknownDoctor => (
            said!("refusal-unknown-doctor"),
            said!("refusal-unknown-doctor-to-do"),
        ),
        Error::UnknownPatient => (
            said!("refusal-unknown-patient"),
            said!("refusal-unknown-patient-to-do"),
        ),
        Error::DoctorSuspended => (
            said!("refusal-doctor-suspended"),
            said!("refusal-doctor-suspended-to-do"),
        ),
        Error::NotSuspended => (said!("refusal-not-suspended"), said!("refusal-nothing-to-do")),
        Error::SelfRegistrationClosed => (
            said!("refusal-self-registration-closed"),
            said!("refusal-self-registration-closed-to-do"),
        ),
        Error::AlreadyAuthorized => (
            said!("refusal-already-authorized"),
            said!("refusal-nothing-to-do"),
        ),
        Error::NotAuthorized => (
            said!("refusal-not-authorized"),
            said!("refusal-not-authorized-to-do"),
        ),
        Error::NotAContract => (
            said!("refusal-not-a-contract"),
            said!("refusal-not-a-contract-to-do"),
        ),
        Error::NoConsent => (said!("refusal-no-consent"), said!("refusal-no-consent-to-do")),
        Error::InvalidPeriod => (
            said!("refusal-invalid-period"),
            said!("refusal-invalid-period-to-do"),
        ),
        Error::ConsentTooLong { max_days } => (
            said!("refusal-consent-too-long", max_days = *max_days),
            said!("refusal-consent-too-long-to-do"),
        ),
        Error::InvalidEncryptionKey => (
            said!("refusal-invalid-encryption-key"),
            said!("refusal-invalid-encryption-key-to-do"),
        ),
        Error::TooLong { max } => (
            said!("refusal-too-long", max = *max),
            said!("refusal-too-long-to-do"),
        ),
        Error::Empty => (said!("refusal-empty"), said!("refusal-empty-to-do")),
        Error::TooMany { max } => (
            said!("refusal-too-many", max = *max),
            said!("refusal-too-many-to-do"),
        ),
        Error::Duplicate => (said!("refusal-duplicate"), said!("refusal-duplicate-to-do")),
        Error::PageSize { max } => (
            said!("refusal-page-size", max = *max),
            said!("refusal-page-size-to-do"),
        ),
        Error::InvalidParameter { min, max } if min == max => (
            said!("refusal-invalid-parameter-now"),
            said!("refusal-invalid-parameter-now-to-do"),
        ),
        Error::InvalidParameter { min, max } => (
            said!("refusal-invalid-parameter", min = *min, max = *max),
            said!("refusal-invalid-parameter-to-do"),
        ),
        Error::UnknownRecord => (
            said!("refusal-unknown-record"),
            said!("refusal-unknown-record-to-do"),
        ),
        Error::RecordErased => (
            said!("refusal-record-erased"),
            said!("refusal-record-erased-to-do"),
        ),
        Error::DuplicateRecord { number } => (
            said!("refusal-duplicate-record", number = *number),
            said!("refusal-nothing-to-do"),
        ),
        Error::WrongGeneration { current } => (
            said!("refusal-wrong-generation", current = *current),
            said!("refusal-wrong-generation-to-do"),
        ),
        Error::RotationPending { generation } => (
            said!("refusal-rotation-pending", generation = *generation),
            said!("refusal-rotation-pending-to-do"),
        ),
        Error::WrongKeyKind => (
            said!("refusal-wrong-key-kind"),
            said!("refusal-wrong-key-kind-to-do"),
        ),
        Error::Overflow => (said!("refusal-overflow"), said!("refusal-overflow-to-do")),
        Error::CallFailed => (said!("refusal-call-failed"), said!("refusal-call-failed-to-do")),
        Error::NotPaused => (said!("refusal-not-paused"), said!("refusal-nothing-to-do")),
        Error::PausedRecently => (
            said!("refusal-paused-recently"),
            said!("refusal-paused-recently-to-do"),
        ),
        Error::StaysAuthorized => (
            said!("refusal-stays-authorized"),
            said!("refusal-stays-authorized-to-do"),
        ),
        Error::InvalidCid => (said!("refusal-invalid-cid"), said!("refusal-invalid-cid-to-do")),
        Error::KeyNotProved => (
            said!("refusal-key-not-proved"),
            said!("refusal-key-not-proved-to-do"),
        ),
        Error::StaleKey { serial } => (
            said!("refusal-stale-key", serial = *serial),
            said!("refusal-stale-key-to-do"),
        ),
        Error::PlaceTaken => (said!("refusal-place-taken"), said!("refusal-place-taken-to-do")),
        Error::NotTheAuthor => (
            said!("refusal-not-the-author"),
            said!("refusal-not-the-author-to-do"),
        ),
        Error::ProfileChanged => (
            said!("refusal-profile-changed"),
            said!("refusal-profile-changed-to-do"),
        ),
        Error::NotAttested => (said!("refusal-not-attested"), said!("refusal-nothing-to-do")),
        Error::UnknownProposal => (
            said!("refusal-unknown-proposal"),
            said!("refusal-unknown-proposal-to-do"),
        ),
        Error::ProposalClosed => (
            said!("refusal-proposal-closed"),
            said!("refusal-proposal-closed-to-do"),
        ),
        Error::AlreadyApproved => (
            said!("refusal-already-approved"),
            said!("refusal-already-approved-to-do"),
        ),
        Error::NotApproved => (said!("refusal-not-approved"), said!("refusal-nothing-to-do")),
        Error::QuorumMissing { quorum } => (
            said!("refusal-quorum-missing", quorum = *quorum),
            said!("refusal-quorum-missing-to-do"),
        ),
        Error::NoticeRunning => (
            said!("refusal-notice-running"),
            said!("refusal-notice-running-to-do"),
        ),
        Error::UnknownCode => (said!("refusal-unknown-code"), said!("refusal-unknown-code-to-do")),
        Error::Inconsistent => (said!("refusal-inconsistent"), said!("refusal-inconsistent-to-do")),
        // `Error` may grow at its end; a variant newer than this program still reads as something.
        #[allow(unreachable_patterns)]
        other => (
            said!("refusal-unknown", error = format!("{other:?}")),
            said!("refusal-unknown-to-do"),
        ),
    }
}

fn an(role: &Role) -> Said {
    match role {
        Role::Admin => said!("refusal-role-admin"),
        Role::Doctor => said!("refusal-role-doctor"),
        Role::Patient => said!("refusal-role-patient"),
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
            let (what, to_do) = (explanation.what.to_string(), explanation.to_do.to_string());
            assert!(!what.ends_with('.') && to_do.ends_with('.'), "{error:?}");
            assert!(
                !to_do.contains("medink"),
                "{error:?} names a command to people on a page"
            );
            assert!(
                !what.contains("the contract refused ("),
                "{error:?} has no words of its own"
            );
            assert!(seen.insert(what), "{error:?} reads like another");
        }
    }

    #[test]
    fn bounds_are_named() {
        assert!(
            explain(&Error::TooLong { max: 64 })
                .what
                .to_string()
                .contains("64 bytes")
        );
        assert!(
            explain(&Error::InvalidParameter { min: 1, max: 50 })
                .what
                .to_string()
                .contains("from 1 to 50")
        );
    }
}
