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

/// The roles of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct Roles {
    /// Governs.
    pub admin: bool,
    /// Treats; not while suspended.
    pub doctor: bool,
    /// Owns records.
    pub patient: bool,
}

impl Roles {
    /// Whether `role` is among them.
    pub fn has(self, role: Role) -> bool {
        match role {
            Role::Admin => self.admin,
            Role::Doctor => self.doctor,
            Role::Patient => self.patient,
        }
    }

    /// The same with `role` held or not.
    #[must_use]
    pub fn set(mut self, role: Role, held: bool) -> Self {
        match role {
            Role::Admin => self.admin = held,
            Role::Doctor => self.doctor = held,
            Role::Patient => self.patient = held,
        }
        self
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self == Roles::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_come_and_go_one_by_one() {
        let both = Roles::default().set(Role::Doctor, true).set(Role::Patient, true);
        assert!(both.has(Role::Doctor) && both.has(Role::Patient) && !both.has(Role::Admin));
        let admin = both.set(Role::Admin, true);
        assert!(admin.has(Role::Admin) && admin.set(Role::Admin, false) == both);
        let one = both.set(Role::Doctor, false);
        assert!(!one.has(Role::Doctor) && one.has(Role::Patient));
        assert!(!one.is_empty() && one.set(Role::Patient, false).is_empty());
    }
}
