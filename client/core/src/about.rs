//! What an entry of the log is about: its 32-byte reference, read by the entry's action.

use crate::Medink;
use medink_types::{AccountId, Action, AuditParameters, LogEntry, SystemParameters, bounds};
use medink_words::{Said, Value, said};
use scale::Decode;

/// What an entry's reference says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Nothing that people would read.
    Nothing,
    /// A patient's profile and the titles of the records.
    Profile,
    /// All that a doctor's consent covers, for the length of a visit. Why is sealed for the patient: see
    /// [`crate::reasons`].
    Visit,
    /// A record.
    Record(u32),
    /// A patient's key generation.
    Generation(u32),
    /// Somebody's encryption key, by its serial.
    Key(u32),
    /// A proposal.
    Proposal(u32),
    /// A contract's code, by its hash.
    Code([u8; 32]),
    /// A point in time, in milliseconds since 1970-01-01.
    Until(u64),
    /// A doctor, or a contract.
    Account(AccountId),
    /// The system's parameters before and after.
    System(SystemParameters, SystemParameters),
    /// The log's parameters before and after.
    Log(AuditParameters, AuditParameters),
}

impl About {
    /// What an entry is about.
    pub fn of(entry: &LogEntry) -> Self {
        let number = || {
            let bytes: [u8; 4] = entry.reference.first_chunk().copied().unwrap_or_default();
            u32::from_be_bytes(bytes)
        };
        match entry.action {
            Action::RecordAccessed if number() == bounds::PROFILE => About::Profile,
            Action::VisitBegun => About::Visit,
            Action::RecordAdded
            | Action::RecordAnnotated
            | Action::RecordAmended
            | Action::RecordResealed
            | Action::RecordErased
            | Action::RecordAccessed => About::Record(number()),
            Action::GenerationRotated | Action::LinkRenewed => About::Generation(number()),
            Action::EncryptionKeyReplaced => About::Key(number()),
            Action::ProposalMade | Action::ProposalApproved | Action::ApprovalWithdrawn => {
                About::Proposal(number())
            }
            Action::UpgradeAnnounced | Action::CodeReplaced | Action::CodeUpgraded => {
                About::Code(entry.reference)
            }
            Action::Paused => {
                let bytes: [u8; 8] = entry.reference.first_chunk().copied().unwrap_or_default();
                About::Until(u64::from_be_bytes(bytes))
            }
            Action::ConsentGranted
            | Action::ConsentRevoked
            | Action::ConsentRewrapped
            | Action::ContractAuthorized
            | Action::ContractDeauthorized => About::Account(entry.reference.into()),
            Action::SystemParametersUpdated => {
                change(&entry.reference).map_or(About::Nothing, |(old, new)| About::System(old, new))
            }
            Action::AuditParametersUpdated => {
                change(&entry.reference).map_or(About::Nothing, |(old, new)| About::Log(old, new))
            }
            Action::AdminAdded
            | Action::AdminRemoved
            | Action::Resumed
            | Action::DoctorAttested
            | Action::AttestationWithdrawn
            | Action::ContractsRegistered
            | Action::DoctorRegistered
            | Action::DoctorProfileUpdated
            | Action::DoctorSuspended
            | Action::DoctorReinstated
            | Action::PatientRegistered
            | Action::PatientProfileUpdated => About::Nothing,
        }
    }

    /// The same in a few words, parameters as `name old → new`; none where there is nothing to say.
    pub fn words(&self, medink: &Medink) -> Option<Said> {
        Some(match self {
            About::Nothing => return None,
            About::Profile => said!("about-profile"),
            About::Visit => said!("about-visit"),
            About::Record(number) => said!("about-record", number = *number),
            About::Generation(number) => said!("about-generation", number = *number),
            About::Key(serial) => said!("about-key", number = *serial),
            About::Proposal(number) => said!("about-proposal", number = *number),
            About::Code(hash) => {
                let hash = hex::encode(hash);
                said!(
                    "about-code",
                    hash = format!("0x{}…", hash.get(..8).unwrap_or(&hash))
                )
            }
            About::Until(ms) => said!("about-until", until = Value::Time(*ms)),
            About::Account(account) => said!("about-account", account = medink.short_address(account)),
            About::System(old, new) => return system(old, new),
            About::Log(old, new) => {
                return changes(vec![change_of(
                    "change-log-page",
                    old.max_page.into(),
                    new.max_page.into(),
                )]);
            }
        })
    }
}

impl Medink {
    /// The first characters of an address: enough to tell people apart in a list.
    pub fn short_address(&self, account: &AccountId) -> String {
        let text = self.address(account);
        match text.get(..8) {
            Some(start) => format!("{start}…"),
            None => text,
        }
    }
}

/// Old and new value: see `medink_types::change_reference`.
fn change<T: Decode>(reference: &[u8; 32]) -> Option<(T, T)> {
    let (mut old, mut new) = reference.split_at_checked(16)?;
    Some((T::decode(&mut old).ok()?, T::decode(&mut new).ok()?))
}

fn system(old: &SystemParameters, new: &SystemParameters) -> Option<Said> {
    let allowed = |allowed| Value::Choice(if allowed { "true" } else { "false" });
    changes(vec![
        change_of(
            "change-self-registration",
            allowed(old.self_registration),
            allowed(new.self_registration),
        ),
        change_of(
            "change-longest-consent",
            old.longest_consent_days.into(),
            new.longest_consent_days.into(),
        ),
        change_of("change-page", old.max_page.into(), new.max_page.into()),
        change_of("change-quorum", old.quorum.into(), new.quorum.into()),
        change_of(
            "change-notice",
            old.upgrade_notice_s.into(),
            new.upgrade_notice_s.into(),
        ),
    ])
}

/// A parameter that has another value; none where it has the same.
fn change_of(key: &'static str, old: Value, new: Value) -> Option<Said> {
    (old != new).then(|| Said::new(key, vec![("old", old), ("new", new)]))
}

/// What has changed, one after the other; none where nothing has.
fn changes(changed: Vec<Option<Said>>) -> Option<Said> {
    let mut changed = changed.into_iter().flatten().rev();
    let last = changed.next()?;
    Some(changed.fold(last, |rest, first| said!("list", first = first, rest = rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(action: Action, reference: [u8; 32]) -> LogEntry {
        LogEntry {
            index: 0,
            contract: [1; 32].into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action,
            reference,
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        }
    }

    #[test]
    fn references_say_what_they_are_about() {
        use medink_types::{change_reference, number_reference};
        let of = |action, reference| About::of(&entry(action, reference));
        assert_eq!(of(Action::RecordAccessed, number_reference(0)), About::Profile);
        assert_eq!(of(Action::RecordAccessed, number_reference(7)), About::Record(7));
        // What is in it is sealed, whatever it looks like.
        assert_eq!(of(Action::VisitBegun, number_reference(7)), About::Visit);
        assert_eq!(
            of(Action::GenerationRotated, number_reference(2)),
            About::Generation(2)
        );
        assert_eq!(
            of(Action::ConsentGranted, [9; 32]),
            About::Account([9; 32].into())
        );
        let old = SystemParameters::default();
        let new = SystemParameters {
            longest_consent_days: 30,
            ..old
        };
        let changed = of(Action::SystemParametersUpdated, change_reference(&old, &new));
        assert_eq!(changed, About::System(old, new));
        let words = |new: &SystemParameters| system(&old, new).map(|words| words.to_string());
        assert_eq!(
            words(&new).unwrap(),
            format!("longest consent {} → 30", old.longest_consent_days)
        );
        let more = SystemParameters {
            self_registration: !old.self_registration,
            quorum: 3,
            upgrade_notice_s: 7,
            ..new
        };
        assert_eq!(
            words(&more).unwrap(),
            format!(
                "self-registration {} → {}, longest consent {} → 30, quorum {} → 3, notice of upgrades {} s → 7 s",
                old.self_registration,
                more.self_registration,
                old.longest_consent_days,
                old.quorum,
                old.upgrade_notice_s
            )
        );
        assert_eq!(words(&old), None);
    }
}
