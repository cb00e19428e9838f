//! Who plays in the sequences, and what they name: people, contracts, code.

use e2e_contracts::people::{
    ADMIN, DOCTOR, OTHER_ADMIN, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER, SUSPENDED_DOCTOR, THIRD_ADMIN,
};
use medink_types::{AccountId, Part};

/// Somebody, by name: a step that is printed can be read, and pasted into `scenes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A patient from the first.
    Patient,
    /// Another.
    OtherPatient,
    /// Nobody at first; registered as a patient by chance.
    Stranger,
    /// A doctor from the first.
    Doctor,
    /// Another.
    OtherDoctor,
    /// Nobody at first; registered as a doctor by chance.
    ThirdDoctor,
    /// An admin from the first.
    Admin,
    /// Another.
    OtherAdmin,
    /// And one more.
    ThirdAdmin,
}

impl Who {
    /// All of them.
    pub const ALL: [Who; 9] = [
        Who::Patient,
        Who::OtherPatient,
        Who::Stranger,
        Who::Doctor,
        Who::OtherDoctor,
        Who::ThirdDoctor,
        Who::Admin,
        Who::OtherAdmin,
        Who::ThirdAdmin,
    ];
    /// Who are patients, or become so.
    pub const PATIENTS: [Who; 3] = [Who::Patient, Who::OtherPatient, Who::Stranger];
    /// Who are doctors, or become so.
    pub const DOCTORS: [Who; 3] = [Who::Doctor, Who::OtherDoctor, Who::ThirdDoctor];
    /// Who are admins at first.
    pub const ADMINS: [Who; 3] = [Who::Admin, Who::OtherAdmin, Who::ThirdAdmin];

    /// The account.
    pub fn account(self) -> AccountId {
        match self {
            Who::Patient => PATIENT,
            Who::OtherPatient => OTHER_PATIENT,
            Who::Stranger => STRANGER,
            Who::Doctor => DOCTOR,
            Who::OtherDoctor => OTHER_DOCTOR,
            Who::ThirdDoctor => SUSPENDED_DOCTOR,
            Who::Admin => ADMIN,
            Who::OtherAdmin => OTHER_ADMIN,
            Who::ThirdAdmin => THIRD_ADMIN,
        }
    }
}

/// A contract, or what is taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contract {
    /// One of the four.
    Own(Part),
    /// Somebody else's.
    Foreign,
    /// An account that has no code.
    None,
}

/// Code that an upgrade names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// What the contract was deployed with.
    First,
    /// Other code that does the same.
    Other,
    /// Code that is not on the chain.
    Unknown,
}
