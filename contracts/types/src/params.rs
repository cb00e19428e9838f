//! System parameters, what follows from them for an account, and the registry of the contracts' addresses.

use crate::role::Roles;
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// What the admins can set for all contracts. Ten bytes in SCALE, so that the log can hold the old and the
/// new value in its 32-byte reference (old in the first 16 bytes, new in the last, zero-padded).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct SystemParameters {
    /// While true every state-changing message but the admins' own is refused. Set by `pause` and `resume`,
    /// never by `update_system_parameters`.
    pub paused: bool,
    /// Whether patients may register themselves.
    pub self_registration: bool,
    /// Longest consent, in days: 1 to 3,653.
    pub longest_consent_days: u32,
    /// Largest page that a paged message returns, in entries: 1 to 50.
    pub max_page: u32,
}

impl Default for SystemParameters {
    fn default() -> Self {
        SystemParameters {
            paused: false,
            self_registration: false,
            longest_consent_days: 366,
            max_page: 50,
        }
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
