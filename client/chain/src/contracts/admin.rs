//! The admin contract: who governs, the parameters, the pause, where the other contracts are.

use super::message::{Message, Query, messages};
use crate::event::Event;
use medink_types::{
    AccountId, Contracts, Decision, Page, Pause, Proposal, ProposalEntry, ProposalState, Role, Roles,
    Standing, SystemParameters,
};

messages! { "admin";
    /// Constructor data: the deployer becomes the first admin, and `others` are admins too.
    make new(parameters: SystemParameters, others: &[AccountId]);
    /// Constructor data: the deployer becomes the only admin, with the usual parameters.
    make with_defaults();
    /// Proposes what can hurt everybody, and approves it; done at once where that is enough. By admins.
    change propose(proposal: Proposal) -> Decision, by decision;
    /// Approves a proposal; done at once with the last approval it needs. By admins.
    change approve(number: u32) -> Decision, by decision;
    /// Takes the caller's approval back. By admins.
    change withdraw_approval(number: u32) -> ();
    /// Carries out what has the approvals that it needs; announces an upgrade, and carries it out when its notice is over.
    /// By admins.
    change carry_out(number: u32) -> Decision, by decision;
    /// A proposal.
    read proposal(number: u32) -> Option<ProposalEntry>;
    /// The proposals, newest first, a page at a time.
    ask proposals(start: u64, limit: u32) -> Page<ProposalEntry>;
    /// Proposes to make an account an admin. By admins.
    change add_admin(account: AccountId) -> Decision, by decision;
    /// Proposes to take the admin role from an account; the last admin stays. By admins.
    change remove_admin(account: AccountId) -> Decision, by decision;
    /// Whether an account is an admin.
    read is_admin(account: AccountId) -> bool;
    /// The admins, a page at a time.
    ask admins(start: u64, limit: u32) -> Page<AccountId>;
    /// The roles of an account.
    read roles(account: AccountId) -> Roles;
    /// Whether an account has a role.
    read validate_access(account: AccountId, role: Role) -> bool;
    /// The parameters and an account's roles at once, as the other contracts ask for them.
    read standing(account: AccountId) -> Standing;
    /// Proposes the parameters for all contracts. By admins.
    change update_system_parameters(parameters: SystemParameters) -> Decision, by decision;
    /// The parameters for all contracts.
    read system_parameters() -> SystemParameters;
    /// Refuses changes for at most three days, but not what takes access away or ends a danger. By admins.
    change pause() -> ();
    /// Ends a pause. By admins.
    change resume() -> ();
    /// When the system was last paused, and until when.
    read last_pause() -> Pause;
    /// Says where the other three contracts are. By admins, once.
    change register_contracts(contracts: Contracts) -> ();
    /// Where the other three contracts are; none while the deployment is unfinished.
    read contracts() -> Option<Contracts>;
    /// Gives or takes a doctor's or patient's role. By the doctor and patient contracts only.
    change set_role(actor: AccountId, account: AccountId, role: Role, held: bool) -> ();
}

/// Another admin's approval may have come in between: what the events tell counts. A proposal that is carried out by
/// the very call that makes it tells of no proposal.
fn decision(events: &[Event]) -> Option<Decision> {
    let told = events.iter().rev().find_map(|event| match event {
        Event::ProposalChanged(changed) => Some((changed.number, changed.state)),
        _ => None,
    });
    Some(match told {
        None | Some((_, ProposalState::CarriedOut)) => Decision::CarriedOut,
        Some((number, _)) => Decision::Waits { number },
    })
}
