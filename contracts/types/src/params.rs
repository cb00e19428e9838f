//! System parameters, what follows from them for an account, and the registry of the contracts' addresses.

use crate::role::Roles;
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// What the admins can set for all contracts, together (see `Proposal`). Fourteen bytes in SCALE, so that the log can
/// hold the old and the new value in its 32-byte reference (old in the first 16 bytes, new in the last, zero-padded).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct SystemParameters {
    /// Whether patients may register themselves.
    pub self_registration: bool,
    /// Longest consent, in days: 1 to 3,653.
    pub longest_consent_days: u32,
    /// Largest page that a paged message returns, in entries: 1 to 50.
    pub max_page: u32,
    /// How many admins have to approve what can hurt everybody: 1 to the number of admins.
    pub quorum: u8,
    /// How long new code has to be announced before it takes the place of the old, in seconds: 0 to 31,622,400. Can
    /// only be raised.
    pub upgrade_notice_s: u32,
}

impl Default for SystemParameters {
    fn default() -> Self {
        SystemParameters {
            self_registration: false,
            longest_consent_days: 366,
            max_page: 50,
            quorum: 1,
            upgrade_notice_s: 604_800,
        }
    }
}

/// When the system was last paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Pause {
    /// Since when, in milliseconds since 1970-01-01; 0 where it never was.
    pub since: u64,
    /// Until when (exclusive), in milliseconds since 1970-01-01. It ends by itself.
    pub until: u64,
}

impl Pause {
    /// Whether the system is paused at `now` (milliseconds since 1970-01-01).
    pub fn is_on(&self, now: u64) -> bool {
        now < self.until
    }

    /// When the system may be paused again: once as much time has passed as the last pause lasted.
    pub fn again_from(&self) -> u64 {
        self.until.saturating_add(self.until.saturating_sub(self.since))
    }
}

/// All that a contract needs to know before it lets an account act: one call to admin answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Standing {
    /// What the admins have set.
    pub parameters: SystemParameters,
    /// The account's roles.
    pub roles: Roles,
    /// Whether the system is paused now.
    pub paused: bool,
}

/// What the admins can set for the log alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct AuditParameters {
    /// Largest page of the log, in entries: 1 to 50.
    pub max_page: u32,
}

/// The registry: where the other three contracts are. Kept by admin, so that its address is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Contracts {
    /// The log.
    pub audit: AccountId,
    /// The doctors' directory and the consents.
    pub doctor: AccountId,
    /// Patients and their records.
    pub patient: AccountId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_ends_by_itself_and_comes_back_no_sooner_than_it_was_long() {
        let pause = Pause { since: 10, until: 30 };
        assert!(pause.is_on(29) && !pause.is_on(30));
        assert_eq!(pause.again_from(), 50);
        assert_eq!(Pause::default().again_from(), 0);
    }
}
