//! What an entry of the log is about: its 32-byte reference, read by the entry's action.

use crate::Medink;
use medink_types::{AccountId, Action, AuditParameters, LogEntry, SystemParameters, bounds};
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

    /// The same in a few words; parameters as `name old → new`.
    pub fn words(&self, medink: &Medink) -> String {
        match self {
            About::Nothing => String::new(),
            About::Profile => "profile".to_owned(),
            About::Visit => "all that the consent covers; the reason is sealed".to_owned(),
            About::Record(number) => format!("record {number}"),
            About::Generation(number) => format!("generation {number}"),
            About::Key(serial) => format!("encryption key {serial}"),
            About::Proposal(number) => format!("proposal {number}"),
            About::Code(hash) => {
                let hash = hex::encode(hash);
                format!("code 0x{}…", hash.get(..8).unwrap_or(&hash))
            }
            About::Until(ms) => format!("until {}", crate::when::show(*ms)),
            About::Account(account) => medink.short_address(account),
            About::System(old, new) => changes(&[
                (
                    "self-registration",
                    old.self_registration.to_string(),
                    new.self_registration.to_string(),
                ),
                (
                    "longest consent",
                    old.longest_consent_days.to_string(),
                    new.longest_consent_days.to_string(),
                ),
                ("largest page", old.max_page.to_string(), new.max_page.to_string()),
                ("quorum", old.quorum.to_string(), new.quorum.to_string()),
                (
                    "notice of upgrades",
                    format!("{} s", old.upgrade_notice_s),
                    format!("{} s", new.upgrade_notice_s),
                ),
            ]),
            About::Log(old, new) => changes(&[(
                "largest page of the log",
                old.max_page.to_string(),
                new.max_page.to_string(),
            )]),
        }
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

fn changes(values: &[(&str, String, String)]) -> String {
    let changed: Vec<String> = values
        .iter()
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| format!("{name} {old} → {new}"))
        .collect();
    changed.join(", ")
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
        assert_eq!(
            changes(&[("a", "1".into(), "2".into()), ("b", "1".into(), "1".into())]),
            "a 1 → 2"
        );
    }
}
