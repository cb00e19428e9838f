//! Why doctors began their visits, as the patient reads it: each reason is sealed under the key of the consent of that time.
//!
//! The consents that there are say which key it is. Of one that was taken back or given anew since, only a machine of the
//! patient's that has seen it end knows that, from its memory, of which the latest thousand are tried: elsewhere the reason
//! stays unread. What can't be
//! read costs that entry alone, be it garbage, another's, or of a consent that is not known here; nothing tells these apart.

use crate::error::Result;
use crate::{Operation, files};
use medink_chain::{ChainExt, contracts};
use medink_seal::visit::{self, Reason};
use medink_seal::{Binding, PatientSecrets};
use medink_types::{AccountId, Action, LogEntry, Salt};
use medink_words::{Said, Value, said};
use std::collections::{BTreeMap, BTreeSet};

/// The keys of how many ended consents are tried for one reason: of the latest ones. Each takes some microseconds.
const TRIED: usize = 1_000;

/// The reasons of visits that could be read, by their entries' places in the log.
#[derive(Debug, Clone, Default)]
pub struct Reasons(BTreeMap<u64, Reason>);

impl Reasons {
    /// Why the visit of an entry was begun; none where it can't be read.
    pub fn of(&self, entry: &LogEntry) -> Option<Reason> {
        self.0.get(&entry.index).copied()
    }

    /// The same in words, with its code.
    pub fn words(&self, entry: &LogEntry) -> Said {
        match self.of(entry) {
            None => said!("reason-unread"),
            Some(reason) => said!(
                "reason-with-code",
                reason = words(reason),
                code = Value::Choice(reason.code())
            ),
        }
    }
}

/// A reason in words; in English those of [`Reason::display`].
fn words(reason: Reason) -> Said {
    match reason {
        Reason::Treatment => said!("purpose-treatment"),
        Reason::EmergencyTreatment => said!("purpose-emergency"),
        Reason::CareManagement => said!("purpose-management"),
        Reason::Coordination => said!("reason-coordination"),
        Reason::PatientRequest => said!("reason-request"),
        Reason::Quality => said!("reason-quality"),
        Reason::Payment => said!("reason-payment"),
    }
}

/// Whether an entry is of a visit to the actor.
fn is_visit_to(entry: &LogEntry, patient: AccountId) -> bool {
    entry.action == Action::VisitBegun && entry.subject == patient
}

impl Operation<'_> {
    /// Reads the reasons of the visits to the actor, a patient, among these entries. No transaction, and a bounded number
    /// of questions: one for each doctor who is named.
    pub async fn reasons<'e>(&self, entries: impl IntoIterator<Item = &'e LogEntry>) -> Result<Reasons> {
        let me = self.actor.id();
        // What a foreign contract wrote is no visit.
        let visits: Vec<LogEntry> = entries
            .into_iter()
            .filter(|entry| is_visit_to(entry, me) && self.is_own_contract(&entry.contract))
            .cloned()
            .collect();
        if visits.is_empty() {
            return Ok(Reasons::default());
        }
        let doctors: BTreeSet<AccountId> = visits.iter().map(|entry| entry.actor).collect();
        let mut present: BTreeMap<AccountId, Salt> = BTreeMap::new();
        for doctor in doctors {
            let given = contracts::doctor::consent(self.deployment.doctor(), me, doctor);
            if let Some(consent) = self.chain.read(&given).await? {
                present.insert(doctor, consent.salt);
            }
        }
        let (memory, secrets, binding) = (self.memory(), self.actor.secrets.clone(), self.binding(me));
        // Who has ended many consents holds nobody else up.
        let (found, unread) = files::apart(move || {
            let (ended, unread) = match memory.latest_ended(TRIED) {
                Ok(ended) => (ended, None),
                Err(error) => (Vec::new(), Some(error)),
            };
            let mut found = BTreeMap::new();
            for entry in &visits {
                for salt in present.get(&entry.actor).into_iter().chain(&ended) {
                    if let Some(reason) = reason_under(&secrets, &binding, entry, salt)? {
                        found.insert(entry.index, reason);
                        break;
                    }
                }
            }
            Ok((found, unread))
        })
        .await?;
        if let Some(error) = unread {
            self.watch.say(&error.what);
        }
        Ok(Reasons(found))
    }
}

/// A visit's reason, if it was sealed under the patient's consent with this salt.
fn reason_under(
    secrets: &PatientSecrets,
    binding: &Binding,
    entry: &LogEntry,
    salt: &Salt,
) -> Result<Option<Reason>> {
    let pairwise = secrets.pairwise_key(entry.actor.0, &salt.0)?;
    Ok(visit::open(binding, &pairwise, &entry.reference)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_its_own_entrys_and_an_unread_one_says_so() {
        let entry = |index| LogEntry {
            index,
            contract: [1; 32].into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action: Action::VisitBegun,
            reference: [0; 32],
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        };
        let reasons = Reasons([(7, Reason::EmergencyTreatment)].into());
        assert_eq!(
            reasons.words(&entry(7)).to_string(),
            "emergency treatment (ETREAT)"
        );
        assert_eq!(reasons.words(&entry(8)).to_string(), "the reason can't be read");
        for reason in Reason::ALL {
            assert_eq!(words(reason).to_string(), reason.display());
        }
        assert!(is_visit_to(&entry(7), [3; 32].into()) && !is_visit_to(&entry(7), [2; 32].into()));
    }
}
