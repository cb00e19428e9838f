//! What the admins decide together: proposals, who approved them, and until when. Knows nothing of who is an admin nor
//! of how a proposal is carried out: the contract around it does.

use ink::prelude::vec::Vec;
use ink::storage::Mapping;
use medink_types::bounds::{PROPOSAL_MS, PROPOSAL_PAGE};
use medink_types::contract::Cells;
use medink_types::{AccountId, Error, Proposal, ProposalEntry, ProposalPage, ProposalState};

/// All proposals that were ever put down, numbered from 1. None is removed: what was decided stays to be read.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Proposals {
    count: u32,
    entries: Mapping<u32, ProposalEntry>,
}

impl Proposals {
    /// A proposal of `proposer`'s at `now` (milliseconds since 1970-01-01), who approves it. It is not kept yet.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn draft(&self, proposal: Proposal, proposer: &AccountId, now: u64) -> Result<ProposalEntry, Error> {
        Ok(ProposalEntry {
            number: self.count.checked_add(1).ok_or(Error::Overflow)?,
            proposal,
            proposer: *proposer,
            made: now,
            expires: now.saturating_add(PROPOSAL_MS),
            approvals: Vec::from([*proposer]),
            state: ProposalState::Open,
        })
    }

    /// Keeps a proposal as it is now.
    pub fn keep(&mut self, entry: &ProposalEntry) {
        self.count = self.count.max(entry.number);
        self.entries.write(entry.number, entry);
    }

    /// A proposal.
    pub fn entry(&self, number: u32) -> Option<ProposalEntry> {
        self.entries.read(number)
    }

    /// A proposal that can still be approved, withdrawn or carried out at `now` (milliseconds since 1970-01-01).
    ///
    /// Errors: [`Error::UnknownProposal`], [`Error::ProposalClosed`].
    pub fn pending(&self, number: u32, now: u64) -> Result<ProposalEntry, Error> {
        let entry = self.entry(number).ok_or(Error::UnknownProposal)?;
        let closed = matches!(entry.state, ProposalState::CarriedOut | ProposalState::CalledOff);
        if closed || now >= entry.expires {
            return Err(Error::ProposalClosed);
        }
        Ok(entry)
    }

    /// A page of the proposals, newest first.
    ///
    /// Errors: [`Error::PageSize`].
    pub fn page(&self, start: u64, limit: u32) -> Result<ProposalPage, Error> {
        ProposalPage::read(start, limit, PROPOSAL_PAGE, u64::from(self.count), &mut |n| {
            u32::try_from(n)
                .ok()
                .and_then(|n| self.count.checked_sub(n))
                .and_then(|number| self.entry(number))
                .ok_or(Error::Inconsistent)
        })
    }
}

/// Adds an approval to a proposal that waits for one, or to an announced upgrade that does not have `enough` any more.
///
/// Errors: [`Error::ProposalClosed`], [`Error::AlreadyApproved`].
pub fn approve(entry: &mut ProposalEntry, account: &AccountId, enough: bool) -> Result<(), Error> {
    let waits = match entry.state {
        ProposalState::Open => true,
        ProposalState::Announced { .. } => !enough,
        ProposalState::CarriedOut | ProposalState::CalledOff => false,
    };
    if !waits {
        return Err(Error::ProposalClosed);
    }
    if entry.approvals.contains(account) {
        return Err(Error::AlreadyApproved);
    }
    entry.approvals.push(*account);
    Ok(())
}

/// Takes an approval back. With the last one the proposal is over.
///
/// Errors: [`Error::NotApproved`].
pub fn withdraw(entry: &mut ProposalEntry, account: &AccountId) -> Result<(), Error> {
    let place = entry.approvals.iter().position(|approved| approved == account);
    entry.approvals.swap_remove(place.ok_or(Error::NotApproved)?);
    if entry.approvals.is_empty() {
        entry.state = ProposalState::CalledOff;
    }
    Ok(())
}

/// Announces an upgrade: it can be carried out once the notice is over, and then for as long as any proposal can be
/// approved.
pub fn announce(entry: &mut ProposalEntry, now: u64, notice_s: u32) {
    let not_before = now.saturating_add(u64::from(notice_s).saturating_mul(1_000));
    entry.state = ProposalState::Announced { not_before };
    entry.expires = not_before.saturating_add(PROPOSAL_MS);
}
