//! A doctor's visit to a patient's records: one logged message that says why, to the patient alone; then for an hour, and no
//! longer than the consent lasts, what it covers is opened with no further entry.
//!
//! A [`DoctorVisit`] is in memory alone and proves nothing by itself: whatever is opened in one, the log's entry, its time
//! and the consent are looked up first. Time is the chain's, beside how long this program has waited; what this machine's
//! clock says does not count in a visit. For beginning one it does, as wherever something is paid for
//! ([`crate::Medink::now_ms`]): with a clock that is ahead, a consent that is over by it is refused before anything is paid.
//! A visit covers what the consent covered when it began: a wider consent that comes later adds nothing to it, a narrower
//! one ends it.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::keyring::no_consent;
use crate::search::Search;
use crate::transfer::Opened;
use crate::{Done, Operation};
use futures::future::{join3, try_join, try_join3};
use medink_chain::{ChainExt, contracts};
use medink_seal::visit;
use medink_types::{AccountId, Action, ConsentEntry, LogEntry, Record, ScopeSummary, SealedReason};
use medink_words::{Said, said};
use std::time::{Duration, Instant};

pub use medink_seal::visit::Reason;

/// How long a visit lasts at most, in milliseconds: an hour.
pub const LASTS: u64 = 60 * 60 * 1_000;

/// Among how many of the doctor's own entries about the patient the one of a visit is looked for.
const NEWEST: usize = 16;

/// A visit that was begun.
#[derive(Debug, Clone)]
pub struct DoctorVisit {
    doctor: AccountId,
    /// Whom it is to.
    pub patient: AccountId,
    /// Why.
    pub reason: Reason,
    /// Since when, in milliseconds since 1970-01-01, by the chain.
    pub since: u64,
    /// What the consent covered when it began.
    pub scope: ScopeSummary,
    /// The entry's place in the log, and what it says.
    entry: u64,
    sealed: SealedReason,
    /// When the consent ends, as it was when the visit began.
    consent_until: u64,
    /// A clock that nobody sets.
    begun: Instant,
}

/// Why a visit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// It was begun an hour ago.
    Time,
    /// The consent has ended.
    Consent,
    /// The consent covers less than it did.
    Narrowed,
    /// The log does not have it: the chain gave up the block that it was in.
    Lost,
}

impl Over {
    /// In a sentence.
    pub fn words(self) -> Said {
        match self {
            Over::Time => said!("core-visit-over-time"),
            Over::Consent => said!("core-visit-over-consent"),
            Over::Narrowed => said!("core-visit-over-narrowed"),
            Over::Lost => said!("core-visit-over-lost"),
        }
    }

    fn error(self) -> Error {
        let (what, next) = match self {
            Over::Time => (said!("core-visit-is-over-time"), said!("core-visit-begin-anew")),
            Over::Lost => (said!("core-visit-is-over-lost"), said!("core-visit-begin-anew")),
            Over::Narrowed => (
                said!("core-visit-is-over-narrowed"),
                said!("core-visit-is-over-narrowed-next"),
            ),
            Over::Consent => (
                said!("core-visit-is-over-consent"),
                said!("core-visit-is-over-consent-next"),
            ),
        };
        Error::new(Kind::Refused, what).next(next)
    }
}

impl DoctorVisit {
    /// When it ends by itself, in milliseconds since 1970-01-01, by the chain's clock.
    pub fn until(&self) -> u64 {
        self.since.saturating_add(LASTS).min(self.consent_until)
    }

    /// Whether it covers a record: named, or its first version, or the doctor's own.
    pub fn covers(&self, record: &Record) -> bool {
        let first = record.amends.unwrap_or(record.number);
        record.author == self.doctor || self.scope.covers(record.number) || self.scope.covers(first)
    }

    /// The time in it: the chain's (`head`), or later where this program has waited for longer. A chain that makes no blocks
    /// has a clock that stands still.
    fn now(&self, head: u64, waited: Duration) -> u64 {
        let waited = u64::try_from(waited.as_millis()).unwrap_or(u64::MAX);
        head.max(self.since.saturating_add(waited))
    }

    /// Why it is over at `now`, under the consent that there is, if there is one; none where it is not.
    fn over(&self, now: u64, consent: Option<&ConsentEntry>) -> Option<Over> {
        if now >= self.since.saturating_add(LASTS) {
            return Some(Over::Time);
        }
        match consent.filter(|consent| consent.from <= now && now < consent.until) {
            None => Some(Over::Consent),
            Some(consent) if !still_covers(&consent.scope, &self.scope) => Some(Over::Narrowed),
            Some(_) => None,
        }
    }

    /// Whether this is its entry.
    fn is_of(&self, entry: &LogEntry) -> bool {
        entry.action == Action::VisitBegun
            && (entry.actor, entry.subject) == (self.doctor, self.patient)
            && (entry.reference, entry.timestamp) == (self.sealed.0, self.since)
    }
}

/// Whether what a consent covers now is all that it covered.
fn still_covers(now: &ScopeSummary, before: &ScopeSummary) -> bool {
    match (now, before) {
        (ScopeSummary::WholeHistory { .. }, _) => true,
        (ScopeSummary::Records(_), ScopeSummary::WholeHistory { .. }) => false,
        (now, ScopeSummary::Records(numbers)) => numbers.iter().all(|number| now.covers(*number)),
    }
}

impl Operation<'_> {
    /// Begins a visit: one entry in the log, with the reason sealed for the patient, which is on chain before anything is
    /// read. Guard: a doctor with a live consent, whatever it covers.
    pub async fn begin_visit(&self, patient: AccountId, reason: Reason) -> Result<Done<DoctorVisit>> {
        self.run(async {
            self.recover().await?;
            self.patient(patient).await?;
            let ring = self.keyring(patient).await?;
            let pairwise = ring.pairwise().ok_or_else(no_consent)?;
            let sealed = SealedReason(visit::seal(&self.binding(patient), pairwise, reason)?);
            drop(ring);
            let begun = Instant::now();
            self.step(&contracts::patient::begin_visit(
                self.deployment.patient(),
                patient,
                sealed,
            ))
            .await?;
            let entry = self.entry_of(patient, sealed).await?;
            // As it is now that the log says so: it may have changed meanwhile.
            let consent = self.consent(patient, self.actor.id()).await?;
            let consent = consent.ok_or_else(no_consent)?;
            Ok(DoctorVisit {
                doctor: self.actor.id(),
                patient,
                reason,
                since: entry.timestamp,
                scope: consent.scope,
                entry: entry.index,
                sealed,
                consent_until: consent.until,
                begun,
            })
        })
        .await
    }

    /// The entry that this visit was just logged with.
    async fn entry_of(&self, patient: AccountId, sealed: SealedReason) -> Result<LogEntry> {
        let search = Search {
            actor: Some(self.actor.id()),
            subject: Some(patient),
            action: Some(Action::VisitBegun),
            ..Search::default()
        };
        let found = self.search_log(&search, None, NEWEST).await?;
        let own = self.deployment.patient();
        let entry = found
            .entries
            .into_iter()
            .find(|entry| entry.contract == own && entry.reference == sealed.0);
        entry.ok_or_else(|| {
            Error::new(Kind::Damaged, said!("core-visit-not-logged"))
                .next(said!("core-visit-not-logged-next"))
        })
    }

    /// Whether a visit is still one: it is in the log as this actor's, it was begun less than an hour ago, and the
    /// consent is live and covers what it covered. Why not, where it is none.
    pub async fn visit_now(&self, visit: &DoctorVisit) -> Result<std::result::Result<(), Over>> {
        Ok(self.time_in(visit).await?.map(|_| ()))
    }

    /// The time in a visit that is still one; why it is none. Head, consent and entry are asked for side by side.
    async fn time_in(&self, visit: &DoctorVisit) -> Result<std::result::Result<u64, Over>> {
        let head = async { Ok::<_, Error>(self.chain.head().await?.time_ms) };
        let consent = self.consent(visit.patient, self.actor.id());
        let entry = contracts::audit::entry(self.deployment.audit(), visit.entry);
        let logged = async { Ok::<_, Error>(self.chain.read(&entry).await?) };
        let (head, consent, logged) = try_join3(head, consent, logged).await?;
        let now = visit.now(head, visit.begun.elapsed());
        if let Some(over) = visit.over(now, consent.as_ref()) {
            return Ok(Err(over));
        }
        let own = self.deployment.patient();
        let logged = logged.is_some_and(|entry| entry.contract == own && visit.is_of(&entry));
        Ok(match logged && visit.doctor == self.actor.id() {
            true => Ok(now),
            false => Err(Over::Lost),
        })
    }

    /// The time in a visit; an error where it is none any more. While the system is paused nothing is opened in one, either:
    /// an entry of its own would be refused as well.
    ///
    /// # Errors
    /// [`Kind::Refused`].
    pub(crate) async fn in_visit(&self, visit: &DoctorVisit) -> Result<u64> {
        let standing = contracts::admin::standing(self.deployment.admin(), self.actor.id());
        let standing = async { Ok::<_, Error>(self.chain.read(&standing).await?) };
        let (now, standing) = try_join(self.time_in(visit), standing).await?;
        let now = now.map_err(Over::error)?;
        match standing.paused {
            false => Ok(now),
            true => Err(Error::new(Kind::Refused, said!("refusal-paused"))
                .next(said!("core-visit-paused-next"))
                .advise(Advice::ResumeSystem)),
        }
    }

    /// Opens a record in a visit, with no further entry in the log; none where the visit does not cover it.
    ///
    /// # Errors
    /// [`Kind::Refused`] where the visit is over, or the contract would not let the record be opened.
    pub async fn open_in_visit(&self, visit: &DoctorVisit, number: u32) -> Result<Done<Option<Opened>>> {
        let patient = visit.patient;
        self.run(async {
            // Side by side; of several that fail, the first here is told.
            let (now, record, allowed) = join3(
                self.in_visit(visit),
                self.live_record(patient, number),
                self.may_open(patient, number),
            )
            .await;
            let (now, record) = (now?, record?);
            if !visit.covers(&record) {
                return Ok(None);
            }
            if !allowed? {
                return Err(no_consent());
            }
            let ring = self.keyring_at(patient, now).await?;
            let opened = self.opened_after(&record, patient, &ring, async { Ok(()) });
            opened.await.map(Some)
        })
        .await
    }

    /// Whether the contract would let the actor open a record, or the profile (0), now.
    pub(crate) async fn may_open(&self, patient: AccountId, number: u32) -> Result<bool> {
        let at = self.deployment.patient();
        let allowed = contracts::patient::has_access(at, patient, self.actor.id(), number);
        Ok(self.chain.read(&allowed).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_types::{KeyBy, Purpose, RecordState, SealedKey};

    fn visit(scope: ScopeSummary) -> DoctorVisit {
        DoctorVisit {
            doctor: [1; 32].into(),
            patient: [2; 32].into(),
            reason: Reason::Treatment,
            since: 1_000_000,
            scope,
            entry: 7,
            sealed: SealedReason([3; 32]),
            consent_until: u64::MAX,
            begun: Instant::now(),
        }
    }

    fn consent(from: u64, until: u64) -> ConsentEntry {
        ConsentEntry {
            patient: [2; 32].into(),
            doctor: [1; 32].into(),
            scope: ScopeSummary::WholeHistory { generation: 1 },
            purpose: Purpose::Treatment,
            from,
            until,
            key_serial: 1,
        }
    }

    fn record(number: u32, amends: Option<u32>, author: u8) -> Record {
        Record {
            number,
            cid: None,
            key: Some(SealedKey {
                by: KeyBy::Generation(1),
                bytes: [0; 60],
            }),
            author: [author; 32].into(),
            created: 1,
            amends,
            refers_to: None,
            state: RecordState::Live,
        }
    }

    #[test]
    fn a_visit_lasts_an_hour_by_the_chain_and_by_the_wait_whatever_this_machines_clock_says() {
        let visit = visit(ScopeSummary::WholeHistory { generation: 1 });
        let (none, hour) = (Duration::ZERO, Duration::from_millis(LASTS));
        let minute = Duration::from_secs(60);
        let given = consent(0, u64::MAX);
        let late = |head, waited| visit.over(visit.now(head, waited), Some(&given)) == Some(Over::Time);
        assert!(!late(visit.since, none));
        assert!(!late(visit.since + LASTS - 1, hour - minute));
        assert!(late(visit.since + LASTS, none));
        // A chain that makes no blocks has a clock that stands still.
        assert!(late(visit.since, hour));
        // A node whose time goes backwards makes it no longer.
        assert!(late(0, hour) && !late(0, minute));
        assert_eq!(visit.until(), visit.since + LASTS);
        let short = DoctorVisit {
            consent_until: visit.since + 5,
            ..visit
        };
        assert_eq!(short.until(), short.since + 5);
    }

    #[test]
    fn the_consent_ends_by_the_same_clock_as_the_visit() {
        let visit = visit(ScopeSummary::WholeHistory { generation: 1 });
        let short = consent(visit.since, visit.since + 60_000);
        let over = |head, waited| visit.over(visit.now(head, Duration::from_millis(waited)), Some(&short));
        assert_eq!(over(visit.since, 59_999), None);
        assert_eq!(over(visit.since, 60_000), Some(Over::Consent), "by the wait");
        assert_eq!(over(visit.since + 60_000, 0), Some(Over::Consent), "by the chain");
        // A later one counts once it has begun, and none at all does not.
        let later = consent(visit.since + 10, u64::MAX);
        assert_eq!(visit.over(visit.since + 9, Some(&later)), Some(Over::Consent));
        assert_eq!(visit.over(visit.since + 10, Some(&later)), None);
        assert_eq!(visit.over(visit.since, None), Some(Over::Consent));
        let less = ConsentEntry {
            scope: ScopeSummary::Records(vec![1]),
            ..short
        };
        assert_eq!(visit.over(visit.since, Some(&less)), Some(Over::Narrowed));
    }

    #[test]
    fn a_visit_covers_what_is_named_its_versions_and_what_the_doctor_wrote() {
        let named = visit(ScopeSummary::Records(vec![0, 3]));
        assert!(named.covers(&record(3, None, 2)));
        assert!(named.covers(&record(9, Some(3), 2)), "a later version of it");
        assert!(named.covers(&record(4, None, 1)), "the doctor's own");
        assert!(!named.covers(&record(4, None, 2)) && !named.covers(&record(9, Some(4), 5)));
        assert!(visit(ScopeSummary::WholeHistory { generation: 2 }).covers(&record(4, None, 2)));
    }

    #[test]
    fn less_than_before_is_noticed_and_more_is_not() {
        let all = || ScopeSummary::WholeHistory { generation: 1 };
        let later = ScopeSummary::WholeHistory { generation: 2 };
        let some = |numbers: &[u32]| ScopeSummary::Records(numbers.to_vec());
        assert!(still_covers(&later, &all()), "after the keys have changed");
        assert!(still_covers(&all(), &some(&[1, 2])) && still_covers(&some(&[2, 1, 5]), &some(&[1, 2])));
        assert!(!still_covers(&some(&[1, 2]), &all()) && !still_covers(&some(&[1]), &some(&[1, 2])));
        assert!(!still_covers(&some(&[1]), &some(&[0, 1])), "the profile");
    }

    #[test]
    fn only_its_own_entry_is_its_entry() {
        let visit = visit(ScopeSummary::WholeHistory { generation: 1 });
        let right = LogEntry {
            index: 7,
            contract: [9; 32].into(),
            actor: [1; 32].into(),
            subject: [2; 32].into(),
            action: Action::VisitBegun,
            reference: [3; 32],
            block: 1,
            timestamp: 1_000_000,
            previous: [0; 32],
        };
        assert!(visit.is_of(&right));
        let other = |change: fn(&mut LogEntry)| {
            let mut entry = right.clone();
            change(&mut entry);
            entry
        };
        for wrong in [
            other(|entry| entry.actor = [8; 32].into()),
            other(|entry| entry.subject = [8; 32].into()),
            other(|entry| entry.action = Action::RecordAccessed),
            other(|entry| entry.reference = [8; 32]),
            other(|entry| entry.timestamp = 1_000_001),
        ] {
            assert!(!visit.is_of(&wrong), "{wrong:?}");
        }
    }

    #[test]
    fn why_it_is_over_is_told_with_what_to_do() {
        for over in [Over::Time, Over::Consent, Over::Narrowed, Over::Lost] {
            let error = over.error();
            assert_eq!(error.kind, Kind::Refused);
            assert!(error.what.to_string().starts_with("the visit is over: ") && error.next.is_some());
        }
    }
}
