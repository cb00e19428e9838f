//! How many people there are, as admins see it: read off the directory and the log, each with a bound.

use crate::Medink;
use crate::error::Result;
use medink_chain::{ChainExt, contracts};
use medink_types::{Action, DoctorStatus, ProposalState, bounds};

/// Most doctors that are counted, and most whose entry is looked at.
const COUNTED: u64 = 10_000;
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
    /// Whether there are more than were looked at.
    pub cut: bool,
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
        counted.cut |= bare.len() > LOOKED_AT;
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
        let stop = known.read.saturating_add(READ).min(end);
        // A log that became shorter is another chain's.
        let mut counted = if known.read > end {
            Patients::default()
        } else {
            known
        };
        let from = counted.read;
        let own = self.deployment.patient();
        let part = self
            .log_part(crate::audit::Filter::All, from, stop.max(from))
            .await?;
        let registered = part
            .iter()
            .filter(|entry| entry.action == Action::PatientRegistered && entry.contract == own)
            .count();
        counted.registered = counted.registered.saturating_add(registered as u64);
        counted.read = from.saturating_add(part.len() as u64);
        counted.whole = counted.read >= end;
        Ok(counted)
    }

    /// How many proposals wait for something, among the newest page, and how many of them lack an approval.
    pub async fn open_proposals(&self) -> Result<(usize, usize)> {
        let page = self.proposal_views(0).await?;
        let pending: Vec<_> = page
            .items
            .iter()
            .filter(|view| view.stage.is_pending() && view.entry.state != ProposalState::CarriedOut)
            .collect();
        let lacking = pending.iter().filter(|view| view.lacks_approvals()).count();
        Ok((pending.len(), lacking))
    }
}
