//! A doctor's visit to a patient's records: one logged message that says why, to the patient alone; then for an hour, and no
//! longer than the consent lasts, what it covers is opened with no further entry.
//!
//! A [`DoctorVisit`] is in memory alone and proves nothing by itself: whatever is opened in one, the log's entry, its time
//! and the consent are looked up first. Time is the chain's, beside how long this program has waited; what this machine's
//! clock says does not count. A visit covers what the consent covered when it began: a wider consent that comes later adds
//! nothing to it, a narrower one ends it.

use crate::error::{Error, Kind, Result};
use crate::keyring::no_consent;
use crate::search::Search;
use crate::transfer::Opened;
use crate::{Done, Operation};
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

    /// Whether the hour is over at `now`, the chain's time, after this program has waited for so long.
    fn is_late(&self, now: u64, waited: Duration) -> bool {
        now >= self.since.saturating_add(LASTS) || waited >= Duration::from_millis(LASTS)
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
            let sealed = SealedReason(visit::seal(&self.scope(patient), pairwise, reason)?);
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
        if visit.is_late(self.chain.head().await?.time_ms, visit.begun.elapsed()) {
            return Ok(Err(Over::Time));
        }
        let now = self.now_ms().await?;
        let live = |consent: &ConsentEntry| consent.from <= now && now < consent.until;
        match self.consent(visit.patient, self.actor.id()).await?.filter(live) {
            None => return Ok(Err(Over::Consent)),
            Some(consent) if !still_covers(&consent.scope, &visit.scope) => return Ok(Err(Over::Narrowed)),
            Some(_) => {}
        }
        let entry = contracts::audit::entry(self.deployment.audit(), visit.entry);
        let logged = self.chain.read(&entry).await?;
        let own = self.deployment.patient();
        let logged = logged.is_some_and(|entry| entry.contract == own && visit.is_of(&entry));
        Ok(match logged && visit.doctor == self.actor.id() {
            true => Ok(()),
            false => Err(Over::Lost),
        })
    }

    /// The same; an error where it is none.
    ///
    /// # Errors
    /// [`Kind::Refused`].
    pub(crate) async fn in_visit(&self, visit: &DoctorVisit) -> Result<()> {
        self.visit_now(visit).await?.map_err(Over::error)
    }

    /// Whether a visit covers a record of its patient.
    pub async fn visit_covers(&self, visit: &DoctorVisit, number: u32) -> Result<bool> {
        Ok(visit.covers(&self.live_record(visit.patient, number).await?))
    }

    /// Opens a record that a visit covers, with no further entry in the log.
    pub async fn open_in_visit(&self, visit: &DoctorVisit, number: u32) -> Result<Done<Opened>> {
        self.run(async {
            self.in_visit(visit).await?;
            let record = self.live_record(visit.patient, number).await?;
            if !visit.covers(&record) || !self.may_open(visit.patient, number).await? {
                return Err(no_consent());
            }
            self.opened_after(&record, visit.patient, async { Ok(()) }).await
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
    use medink_types::{KeyBy, RecordState, SealedKey};

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
        assert!(!visit.is_late(visit.since, none));
        assert!(!visit.is_late(visit.since + LASTS - 1, hour - minute));
        assert!(visit.is_late(visit.since + LASTS, none));
        // A chain that makes no blocks has a clock that stands still.
        assert!(visit.is_late(visit.since, hour));
        // A node whose time goes backwards makes it no longer.
        assert!(visit.is_late(0, hour) && !visit.is_late(0, minute));
        assert_eq!(visit.until(), visit.since + LASTS);
        let short = DoctorVisit {
            consent_until: visit.since + 5,
            ..visit
        };
        assert_eq!(short.until(), short.since + 5);
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
