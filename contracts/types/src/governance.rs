//! Governance: what the admins decide together.

use crate::params::{AuditParameters, SystemParameters};
use alloc::vec::Vec;
use ink_primitives::{AccountId, Hash};
use scale::{Decode, Encode};

/// One of the four contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum Part {
    /// Who governs.
    Admin,
    /// The log.
    Audit,
    /// The doctors' directory and the consents.
    Doctor,
    /// Patients and their records.
    Patient,
}

impl Part {
    /// All four, in the order of deployment.
    pub const ALL: [Part; 4] = [Part::Admin, Part::Audit, Part::Doctor, Part::Patient];

    /// The name of its crate and its bundle.
    pub fn name(self) -> &'static str {
        match self {
            Part::Admin => "admin",
            Part::Audit => "audit",
            Part::Doctor => "doctor",
            Part::Patient => "patient",
        }
    }
}

/// What can hurt everybody, so that it takes the approval of as many admins as the parameter `quorum` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum Proposal {
    /// Make an account an admin.
    AddAdmin(AccountId),
    /// Take an admin's role away. The quorum is lowered to the number of those who stay where it would be higher.
    RemoveAdmin(AccountId),
    /// Set the parameters that all contracts obey.
    SystemParameters(SystemParameters),
    /// Set the log's own parameters.
    AuditParameters(AuditParameters),
    /// Let another contract write to the log. Its entries bear its address and are shown as foreign.
    AuthorizeContract(AccountId),
    /// Take another contract's right to write to the log away.
    DeauthorizeContract(AccountId),
    /// Put new code in a contract's place. Announced first, for as long as the parameter `upgrade_notice_s` says.
    UpgradeCode {
        /// Which contract.
        contract: Part,
        /// The new code's hash, BLAKE2b-256 of the WASM. It has to be on the chain already.
        code_hash: Hash,
    },
}

/// How far a proposal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum ProposalState {
    /// It waits for approvals until it expires.
    Open,
    /// An upgrade with enough approvals: it can be carried out from then on, until it expires.
    Announced {
        /// Not before, in milliseconds since 1970-01-01.
        not_before: u64,
    },
    /// It was done.
    CarriedOut,
    /// Its approvals were withdrawn.
    CalledOff,
}

/// A proposal as the chain keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct ProposalEntry {
    /// Its number, from 1.
    pub number: u32,
    /// What is proposed.
    pub proposal: Proposal,
    /// Who proposed it.
    pub proposer: AccountId,
    /// When, in milliseconds since 1970-01-01.
    pub made: u64,
    /// When it expires, in milliseconds since 1970-01-01; means nothing once it is carried out or called off.
    pub expires: u64,
    /// Who has approved it, the proposer first. Only those count who are admins now.
    pub approvals: Vec<AccountId>,
    /// How far it has come.
    pub state: ProposalState,
}

/// What became of a proposal or an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub enum Decision {
    /// It is done.
    CarriedOut,
    /// It waits: for approvals, or for the end of its notice.
    Waits {
        /// The proposal's number.
        number: u32,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_called_what_their_bundles_are() {
        let names = Part::ALL.map(Part::name);
        assert_eq!(names, ["admin", "audit", "doctor", "patient"]);
    }
}
