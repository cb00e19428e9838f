//! Roles: who an account is to the system. One account may have several.

use scale::{Decode, Encode};

/// A role that `admin::validate_access` can be asked for.
// As wide as the other things that an error carries: see `Error`.
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub enum Role {
    /// Governs: registers people, sets parameters, pauses.
    Admin,
    /// Treats: opens and writes records that a live consent covers.
    Doctor,
    /// Owns records and gives consents.
    Patient,
}

/// The set of roles of one account, as bits: 1 admin, 2 doctor, 4 patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Roles(pub u8);

impl Roles {
    /// Whether `role` is in the set.
    pub fn has(self, role: Role) -> bool {
        self.0 & bit(role) != 0
    }

    /// The set with `role` in it.
    #[must_use]
    pub fn with(self, role: Role) -> Self {
        Roles(self.0 | bit(role))
    }

    /// The set without `role`.
    #[must_use]
    pub fn without(self, role: Role) -> Self {
        Roles(self.0 & !bit(role))
    }

    /// Whether no role is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

const fn bit(role: Role) -> u8 {
    match role {
        Role::Admin => 1,
        Role::Doctor => 2,
        Role::Patient => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_come_and_go_one_by_one() {
        let both = Roles::default().with(Role::Doctor).with(Role::Patient);
        assert!(both.has(Role::Doctor) && both.has(Role::Patient) && !both.has(Role::Admin));
        let one = both.without(Role::Doctor);
        assert!(!one.has(Role::Doctor) && one.has(Role::Patient));
        assert!(one.without(Role::Patient).is_empty());
    }
}
