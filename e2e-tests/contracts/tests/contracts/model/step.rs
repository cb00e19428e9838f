//! What somebody does in a sequence: a message, with arguments that are told by what is when it is sent. So a step means
//! something whatever came before, and still does when others are taken out.

use super::cast::{Code, Contract, Who};
use medink_types::Part;

/// A step. What [`Debug`] prints of it is Rust: a sequence that failed can be pasted into `scenes`.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Time goes on.
    Wait { hours: u64 },
    /// `propose`, or `add_admin`, `remove_admin`, `update_system_parameters` where it is short.
    Propose { by: Who, idea: Idea, short: bool },
    /// `approve` of the newest proposal but so many.
    Approve { by: Who, back: u32 },
    /// `withdraw_approval`.
    Withdraw { by: Who, back: u32 },
    /// `carry_out`.
    CarryOut { by: Who, back: u32 },
    /// `pause`.
    Pause { by: Who },
    /// `resume`.
    Resume { by: Who },
    /// `register_contracts`, which is done already.
    Wire { by: Who },
    /// A message that only contracts may send.
    Between { by: Who, message: Between },
    /// A foreign contract writes to the log: one entry, or a list of so many.
    Foreign { by: Who, list: Option<usize> },
    /// `register_patient`.
    RegisterPatient {
        by: Who,
        whom: Who,
        key: Key,
        profile: Profile,
    },
    /// `register_doctor`.
    RegisterDoctor {
        by: Who,
        whom: Who,
        key: Key,
        profile: Profile,
    },
    /// `replace_encryption_key` of either contract.
    ReplaceKey { by: Who, at: Register, key: Key },
    /// `update_profile` of either contract.
    UpdateProfile { by: Who, at: Register, profile: Profile },
    /// `attest_doctor`: of the profile that the admin has read.
    Attest { by: Who, doctor: Who, read: Read },
    /// `withdraw_attestation`.
    WithdrawAttestation { by: Who, doctor: Who },
    /// `suspend_doctor`.
    Suspend { by: Who, doctor: Who },
    /// `reinstate_doctor`.
    Reinstate { by: Who, doctor: Who },
    /// `grant_access`.
    Grant {
        by: Who,
        doctor: Who,
        covers: Covers,
        period: Period,
        seal: Seal,
    },
    /// `revoke_access`.
    Revoke { by: Who, doctor: Who },
    /// `rewrap_consents`, to a generation beside the present one.
    Rewrap { by: Who, doctors: Vec<Who>, beside: i64 },
    /// `rotate_generation`, from a generation beside the present one.
    Rotate { by: Who, beside: i64, link: u8 },
    /// `renew_link`.
    RenewLink { by: Who, generation: u32, link: u8 },
    /// `add_medical_record`, `amend_record`, `annotate_record`.
    Write {
        by: Who,
        patient: Who,
        how: How,
        record: New,
    },
    /// `add_medical_records`.
    WriteMany {
        by: Who,
        patient: Who,
        records: Vec<New>,
    },
    /// `reseal_records`: numbers, and new places where there are; under a generation beside the present one.
    Reseal {
        by: Who,
        records: Vec<(u32, Option<Place>)>,
        beside: i64,
    },
    /// `erase_record`.
    Erase { by: Who, number: u32 },
    /// `log_access`.
    Open { by: Who, patient: Who, number: u32 },
    /// `begin_visit`.
    Visit { by: Who, patient: Who, why: u8 },
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq)]
pub enum Idea {
    Add(Who),
    Remove(Who),
    Parameters {
        open: bool,
        days: u32,
        page: u32,
        quorum: u8,
        notice_s: u32,
    },
    LogPage(u32),
    Authorize(Contract),
    Deauthorize(Contract),
    Upgrade(Part, Code),
}

/// A message that people send in vain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Between {
    SetRole,
    Authorize,
    Deauthorize,
    LogOne,
    LogMany,
    LogParameters,
    UpgradeAudit,
    UpgradeDoctor,
    UpgradePatient,
}

/// Which contract.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Register {
    Doctors,
    Patients,
}

/// An encryption key, beside the present one of its owner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Key {
    /// The next.
    Next,
    /// One that leaves some out.
    Later,
    /// Of the present one's serial; 0 where there is none.
    Same,
    /// The next, signed by somebody else.
    Forged,
    /// Too short.
    Short,
}

/// A sealed profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Profile {
    Nothing,
    Says(u8),
    TooLong,
}

/// The profile that an admin has read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Read {
    /// The present one.
    Present,
    /// Another.
    Another,
}

/// What a consent covers.
#[derive(Debug, Clone, PartialEq)]
pub enum Covers {
    /// Everything, by the key of a generation beside the present one.
    All { beside: i64 },
    /// These.
    Some(Vec<u32>),
}

/// From when until when, told by now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Period {
    /// From now, for so many days.
    Days(u64),
    /// Later, for so many days.
    Later { after: u64, days: u64 },
    /// It ends before it begins.
    Turned,
    /// It ends now.
    Over,
}

/// How the consent's pairwise key is sealed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seal {
    /// As it has to be.
    Right,
    /// To another key than the doctor's present one.
    Stale,
    /// With the salt of the consent before.
    SaltAgain,
}

/// How a new record relates to others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum How {
    New,
    Amends(u32),
    About(u32),
}

/// A new record: where it is, and what its key is wrapped under.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct New {
    pub at: Place,
    pub under: Under,
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// Of content by number.
    Of(u32),
    /// What is no content identifier.
    NoPlace,
}

/// What a record's key is wrapped under.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Under {
    /// A generation beside the patient's present one.
    Generation(i64),
    /// The pairwise key of the author's consent.
    Pairwise,
}
