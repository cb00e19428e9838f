//! The audit contract: the hash-chained log of what happened.

use super::message::{Message, Query, messages};
use crate::event::Event;
use medink_types::{AccountId, Action, AuditParameters, Hash, Head, LogEntry, Page};

messages! { "audit";
    /// Constructor data: `admin` is the admin contract, which may write from the start.
    make new(admin: AccountId, parameters: AuditParameters);
    /// Lets a contract write to the log. By the admin contract only.
    change authorize_contract(actor: AccountId, contract: AccountId) -> ();
    /// Stops a contract from writing to the log. By the admin contract only.
    change deauthorize_contract(actor: AccountId, contract: AccountId) -> ();
    /// Whether a contract may write to the log.
    read is_authorized(contract: AccountId) -> bool;
    /// Writes one entry and returns its index. By authorised contracts only.
    change log_action(actor: AccountId, subject: AccountId, action: Action, reference: [u8; 32]) -> u64, by first_index;
    /// Writes several entries and returns the first one's index. By authorised contracts only.
    change log_actions(actor: AccountId, subject: AccountId, actions: &[(Action, [u8; 32])]) -> u64, by first_index;
    /// The admin contract that governs the log.
    read admin() -> AccountId;
    /// Sets the log's parameters. By the admin contract only.
    change update_system_parameters(actor: AccountId, parameters: AuditParameters) -> ();
    /// Puts other code in the contract's place. By the admin contract only.
    change upgrade_code(code_hash: Hash) -> ();
    /// The log's parameters.
    read system_parameters() -> AuditParameters;
    /// How many entries there are, and the last one's hash.
    read head() -> Head;
    /// One entry.
    read entry(index: u64) -> Option<LogEntry>;
    /// The log, a page at a time.
    ask entries(start: u64, limit: u32) -> Page<LogEntry>;
    /// What an account did, a page at a time; `start` counts within that list.
    ask entries_by_actor(actor: AccountId, start: u64, limit: u32) -> Page<LogEntry>;
    /// What was done to an account, a page at a time; `start` counts within that list.
    ask entries_by_subject(subject: AccountId, start: u64, limit: u32) -> Page<LogEntry>;
    /// Who opened an account's records and profile, a page at a time; `start` counts within that list.
    ask accesses_by_subject(subject: AccountId, start: u64, limit: u32) -> Page<LogEntry>;
}

fn first_index(events: &[Event]) -> Option<u64> {
    events.iter().find_map(|event| match event {
        Event::ActionLogged(logged) => Some(logged.entry.index),
        _ => None,
    })
}
