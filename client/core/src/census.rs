//! How many people there are, as admins see it: read off the directory and the log, each with a bound.

use crate::Medink;
use crate::audit::Filter;
use crate::error::Result;
use medink_chain::{ChainExt, contracts};
use medink_types::{AccountId, Action, DoctorStatus, LogEntry, bounds};

/// Most doctors that are counted, and most whose entry is looked at.
const COUNTED: u64 = 2_000;
const LOOKED_AT: usize = 100;

/// Most entries of the log that are read at once to count patients.
const READ: u64 = 2_000;

/// The doctors of the directory, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doctors {
    /// Who may act.
    pub active: u64,
    /// Who may not.
    pub suspended: u64,
    /// Active ones whose entry no admin has attested as it stands: it was changed since, or was never looked at.
    pub unattested: u64,
    /// Whether there are more doctors than were counted.
    pub cut: bool,
    /// Whether more entries may lack an attestation than were looked at.
    pub unattested_cut: bool,
}

/// The patients of the log, counted as far as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Patients {
    /// Who was registered.
    pub registered: u64,
    /// Up to which entry the log was read.
    read: u64,
    /// Whether that is its end.
    pub whole: bool,
}

impl Patients {
    /// With the next entries of the log, which ends at `end`; only what the patient contract wrote is a registration.
    fn and(self, part: &[LogEntry], patient: AccountId, end: u64) -> Self {
        let registered = part
            .iter()
            .filter(|entry| entry.action == Action::PatientRegistered && entry.contract == patient)
            .count();
        let read = self.read.saturating_add(part.len() as u64);
        Patients {
            registered: self.registered.saturating_add(registered as u64),
            read,
            whole: read >= end,
        }
    }
}

impl Medink {
    /// Counts the doctors.
    pub async fn count_doctors(&self) -> Result<Doctors> {
        let at = self.deployment.doctor();
        let limit = self.page_size(bounds::PAGE).await?;
        let mut counted = Doctors::default();
        let mut bare = Vec::new();
        let mut start = 0;
        loop {
            let page = self
                .chain
                .read(&contracts::doctor::doctors(at, start, limit))
                .await?;
            for doctor in page.items {
                match doctor.status {
                    DoctorStatus::Suspended => counted.suspended = counted.suspended.saturating_add(1),
                    DoctorStatus::Active => {
                        counted.active = counted.active.saturating_add(1);
                        if doctor.attested.is_none() {
                            bare.push(doctor.account);
                        }
                    }
                }
            }
            match page.next {
                Some(next) if next > start && next < COUNTED => start = next,
                next => {
                    counted.cut = next.is_some();
                    break;
                }
            }
        }
        counted.unattested_cut = counted.cut || bare.len() > LOOKED_AT;
        // Pages leave entries out, and an empty one is nothing to attest.
        for account in bare.into_iter().take(LOOKED_AT) {
            if self.doctor(account).await?.profile.is_some() {
                counted.unattested = counted.unattested.saturating_add(1);
            }
        }
        Ok(counted)
    }

    /// Goes on counting the patients where `known` ended; each call reads a bounded part of the log.
    pub async fn count_patients(&self, known: Patients) -> Result<Patients> {
        let end = self.log_head().await?.count;
        // A log that became shorter is another chain's.
        let known = match known.read > end {
            true => Patients::default(),
            false => known,
        };
        let stop = known.read.saturating_add(READ).min(end);
        let part = self.log_part(Filter::All, known.read, stop).await?;
        Ok(known.and(&part, self.deployment.patient(), end))
    }

    /// How many proposals wait for something, among the newest page, and how many of them lack an approval.
    pub async fn open_proposals(&self) -> Result<(usize, usize)> {
        let page = self.proposal_views(0).await?;
        let pending: Vec<_> = page.items.iter().filter(|view| view.stage.is_pending()).collect();
        let lacking = pending.iter().filter(|view| view.lacks_approvals()).count();
        Ok((pending.len(), lacking))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patients_are_counted_part_by_part_and_none_that_another_contract_names() {
        let entry = |contract: u8, action| LogEntry {
            index: 0,
            contract: [contract; 32].into(),
            actor: [2; 32].into(),
            subject: [3; 32].into(),
            action,
            reference: [0; 32],
            block: 1,
            timestamp: 1,
            previous: [0; 32],
        };
        let own = AccountId::from([1; 32]);
        let part = [
            entry(1, Action::PatientRegistered),
            entry(9, Action::PatientRegistered),
            entry(1, Action::RecordAdded),
        ];
        let first = Patients::default().and(&part, own, 4);
        assert_eq!((first.registered, first.whole), (1, false));
        let all = first.and(&part[..1], own, 4);
        assert_eq!((all.registered, all.whole), (2, true));
        assert_eq!(all.and(&[], own, 4), all);
    }
}
