//! What becomes of a proposal: drafted, approved, announced, called off, expired. Who is an admin and how many it
//! takes is not known here.

use super::account;
use crate::proposals::{announce, approve, withdraw, Proposals};
use medink_types::bounds::PROPOSAL_MS;
use medink_types::{Error, Part, Proposal, ProposalEntry, ProposalState};

const NOW: u64 = 1_700_000_000_000;

fn upgrade() -> Proposal {
    Proposal::UpgradeCode {
        contract: Part::Doctor,
        code_hash: [7; 32].into(),
    }
}

/// A proposal of account 1's that nobody has kept.
fn draft(proposals: &Proposals) -> ProposalEntry {
    proposals.draft(upgrade(), &account(1), NOW).unwrap()
}

#[ink::test]
fn a_draft_is_approved_by_who_made_it_and_takes_no_number_yet() {
    let mut proposals = Proposals::default();
    let expected = ProposalEntry {
        number: 1,
        proposal: upgrade(),
        proposer: account(1),
        made: NOW,
        expires: NOW + PROPOSAL_MS,
        approvals: vec![account(1)],
        state: ProposalState::Open,
    };
    assert_eq!(draft(&proposals), expected);
    assert_eq!(proposals.entry(1), None);
    assert_eq!(draft(&proposals).number, 1);
    proposals.keep(&expected);
    assert_eq!(proposals.entry(1), Some(expected));
    assert_eq!(draft(&proposals).number, 2);
}

#[ink::test]
fn an_approval_counts_once_and_can_be_taken_back() {
    let mut entry = draft(&Proposals::default());
    assert_eq!(
        approve(&mut entry, &account(1), false),
        Err(Error::AlreadyApproved)
    );
    assert_eq!(approve(&mut entry, &account(2), false), Ok(()));
    assert_eq!(approve(&mut entry, &account(3), false), Ok(()));
    assert_eq!(entry.approvals, [account(1), account(2), account(3)]);
    assert_eq!(withdraw(&mut entry, &account(4)), Err(Error::NotApproved));
    assert_eq!(withdraw(&mut entry, &account(1)), Ok(()));
    assert_eq!(withdraw(&mut entry, &account(1)), Err(Error::NotApproved));
    // The proposer's going is nobody else's.
    assert_eq!(entry.approvals.len(), 2);
    assert_eq!(entry.state, ProposalState::Open);
    assert_eq!(approve(&mut entry, &account(1), false), Ok(()));
}

#[ink::test]
fn with_the_last_approval_a_proposal_is_over() {
    let mut proposals = Proposals::default();
    let mut entry = draft(&proposals);
    withdraw(&mut entry, &account(1)).unwrap();
    assert_eq!(entry.state, ProposalState::CalledOff);
    assert_eq!(
        approve(&mut entry, &account(2), false),
        Err(Error::ProposalClosed)
    );
    proposals.keep(&entry);
    assert_eq!(proposals.pending(1, NOW), Err(Error::ProposalClosed));
    assert_eq!(proposals.entry(1), Some(entry));
}

#[ink::test]
fn a_proposal_expires_to_the_millisecond() {
    let mut proposals = Proposals::default();
    let entry = draft(&proposals);
    proposals.keep(&entry);
    assert_eq!(proposals.pending(1, NOW + PROPOSAL_MS - 1), Ok(entry));
    assert_eq!(
        proposals.pending(1, NOW + PROPOSAL_MS),
        Err(Error::ProposalClosed)
    );
    assert_eq!(proposals.pending(2, NOW), Err(Error::UnknownProposal));
    assert_eq!(proposals.pending(0, NOW), Err(Error::UnknownProposal));
}

#[ink::test]
fn an_announced_upgrade_waits_for_its_notice_and_then_as_long_as_any() {
    let mut proposals = Proposals::default();
    let mut entry = draft(&proposals);
    announce(&mut entry, NOW + 5, 60);
    let not_before = NOW + 5 + 60_000;
    assert_eq!(entry.state, ProposalState::Announced { not_before });
    assert_eq!(entry.expires, not_before + PROPOSAL_MS);
    // It has all it needs; but who approved may still think again.
    assert_eq!(approve(&mut entry, &account(2), true), Err(Error::ProposalClosed));
    proposals.keep(&entry);
    assert_eq!(
        proposals.pending(1, not_before + PROPOSAL_MS - 1),
        Ok(entry.clone())
    );
    assert_eq!(
        proposals.pending(1, not_before + PROPOSAL_MS),
        Err(Error::ProposalClosed)
    );
    assert_eq!(withdraw(&mut entry, &account(1)), Ok(()));
    assert_eq!(entry.state, ProposalState::CalledOff);
}

/// Nor does the notice begin anew: everybody had it.
#[ink::test]
fn an_announced_upgrade_that_lost_an_approver_is_approved_anew() {
    let mut entry = draft(&Proposals::default());
    announce(&mut entry, NOW, 60);
    let before = entry.clone();
    assert_eq!(
        approve(&mut entry, &account(1), false),
        Err(Error::AlreadyApproved)
    );
    assert_eq!(approve(&mut entry, &account(2), false), Ok(()));
    assert_eq!(entry.approvals, [account(1), account(2)]);
    assert_eq!((entry.state, entry.expires), (before.state, before.expires));
}

#[ink::test]
fn what_was_carried_out_is_closed() {
    let mut proposals = Proposals::default();
    let mut entry = draft(&proposals);
    entry.state = ProposalState::CarriedOut;
    proposals.keep(&entry);
    assert_eq!(proposals.pending(1, NOW), Err(Error::ProposalClosed));
}

#[ink::test]
fn pages_begin_with_the_newest() {
    let mut proposals = Proposals::default();
    for _ in 0..6 {
        let entry = draft(&proposals);
        proposals.keep(&entry);
    }
    // Kept again, an old one stays where it is.
    let mut old = proposals.entry(2).unwrap();
    approve(&mut old, &account(2), false).unwrap();
    proposals.keep(&old);
    let numbers = |start, limit| {
        let page = proposals.page(start, limit).unwrap();
        let numbers: Vec<_> = page.items.iter().map(|entry| entry.number).collect();
        (numbers, page.total, page.next)
    };
    assert_eq!(numbers(0, 0), (vec![6, 5, 4, 3], 6, Some(4)));
    assert_eq!(numbers(4, 4), (vec![2, 1], 6, None));
    assert_eq!(numbers(1, 1), (vec![5], 6, Some(2)));
    assert_eq!(numbers(6, 4), (vec![], 6, None));
    assert_eq!(proposals.page(0, 5), Err(Error::PageSize { max: 4 }));
}

#[ink::test]
fn far_ends_do_not_wrap_round() {
    let proposals = Proposals::default();
    let mut entry = proposals.draft(upgrade(), &account(1), u64::MAX).unwrap();
    assert_eq!(entry.expires, u64::MAX);
    announce(&mut entry, u64::MAX, u32::MAX);
    assert_eq!(entry.state, ProposalState::Announced { not_before: u64::MAX });
}
