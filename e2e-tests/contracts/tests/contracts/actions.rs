//! Every message that changes state, once, with legal arguments: who may send it, and what everybody else is told.
//! The tests of roles, of the pause and of failing logs walk this table, so none of them can forget a message.

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{
    ADMIN, DOCTOR, EVERYBODY, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER, SUSPENDED_DOCTOR,
};
use e2e_contracts::{Message, Rest, World, samples};
use medink_types::{AccountId, Action, AuditParameters, Error, Role, SystemParameters};

/// One message with its arguments, and who gets what.
pub struct Act {
    /// What is sent.
    pub message: Message<Result<Rest, Error>>,
    /// Who may: none for messages between contracts, and for those that the stage is past.
    pub allowed: Vec<AccountId>,
    /// What each of the others is told.
    pub refused: Vec<(AccountId, Error)>,
}

/// A system in use: [`PATIENT`] has records 1 and 2 and gave [`DOCTOR`] the whole history; [`SUSPENDED_DOCTOR`] is.
pub fn stage() -> World {
    let mut w = World::peopled();
    let until = w.in_days(30);
    w.done(
        ADMIN,
        doctor::register_doctor(SUSPENDED_DOCTOR, samples::encryption_key(), samples::profile()),
    );
    w.done(ADMIN, doctor::suspend_doctor(SUSPENDED_DOCTOR));
    w.done(
        PATIENT,
        patient::add_medical_records(PATIENT, vec![samples::record(1, 1), samples::record(2, 1)]),
    );
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w
}

/// The table, for a system as [`stage`] leaves it.
pub fn actions(w: &mut World) -> Vec<Act> {
    let until = w.in_days(30);
    let contracts = w.contracts();
    let new_contract = w.instantiate(
        STRANGER,
        e2e_contracts::Contract::Admin,
        &SystemParameters::default(),
    );
    let parameters = SystemParameters {
        max_page: 20,
        ..SystemParameters::default()
    };
    let key = samples::encryption_key;
    let profile = samples::profile;

    let no_admin = Error::MissingRole(Role::Admin);
    let no_doctor = Error::MissingRole(Role::Doctor);
    let no_patient = Error::MissingRole(Role::Patient);
    let no_consent = (OTHER_PATIENT, Error::NoConsent);
    // Who may write for PATIENT: the patient and a doctor with a consent.
    let writers = [PATIENT, DOCTOR];
    let other_writers = [
        (OTHER_DOCTOR, Error::NoConsent),
        (SUSPENDED_DOCTOR, Error::DoctorSuspended),
    ];

    let reference = [0; 32];
    vec![
        act(admin::add_admin(STRANGER), [ADMIN], [], no_admin),
        act(
            admin::remove_admin(ADMIN),
            [],
            [(ADMIN, Error::LastAdmin)],
            no_admin,
        ),
        act(admin::update_system_parameters(parameters), [ADMIN], [], no_admin),
        act(admin::pause(), [ADMIN], [], no_admin),
        act(admin::resume(), [], [(ADMIN, Error::NotPaused)], no_admin),
        act(
            admin::register_contracts(contracts),
            [],
            [(ADMIN, Error::AlreadyWired)],
            no_admin,
        ),
        act(
            admin::set_role(ADMIN, STRANGER, Role::Doctor, true),
            [],
            [],
            Error::CallerNotAuthorized,
        ),
        act(audit::authorize_contract(new_contract), [ADMIN], [], no_admin),
        act(
            audit::deauthorize_contract(contracts.patient),
            [ADMIN],
            [],
            no_admin,
        ),
        act(
            audit::update_system_parameters(AuditParameters { max_page: 20 }),
            [ADMIN],
            [],
            no_admin,
        ),
        act(
            audit::log_action(ADMIN, PATIENT, Action::RecordAccessed, reference),
            [],
            [],
            Error::CallerNotAuthorized,
        ),
        act(
            audit::log_actions(ADMIN, PATIENT, vec![(Action::RecordAccessed, reference)]),
            [],
            [],
            Error::CallerNotAuthorized,
        ),
        act(
            doctor::register_doctor(STRANGER, key(), profile()),
            [ADMIN],
            [],
            no_admin,
        ),
        act(
            doctor::update_profile(profile()),
            [DOCTOR, OTHER_DOCTOR],
            [(SUSPENDED_DOCTOR, Error::DoctorSuspended)],
            no_doctor,
        ),
        act(doctor::suspend_doctor(DOCTOR), [ADMIN], [], no_admin),
        act(doctor::reinstate_doctor(SUSPENDED_DOCTOR), [ADMIN], [], no_admin),
        act(
            doctor::grant_access(OTHER_DOCTOR, samples::whole_history(1, until)),
            [PATIENT, OTHER_PATIENT],
            [],
            no_patient,
        ),
        act(doctor::revoke_access(DOCTOR), [PATIENT], [no_consent], no_patient),
        act(
            doctor::rewrap_consents(1, vec![(DOCTOR, samples::wrapped(9))]),
            [PATIENT],
            [no_consent],
            no_patient,
        ),
        act(
            patient::register_patient(STRANGER, key(), profile()),
            [ADMIN],
            [(STRANGER, Error::SelfRegistrationClosed)],
            no_admin,
        ),
        act(
            patient::update_profile(profile()),
            [PATIENT, OTHER_PATIENT],
            [],
            no_patient,
        ),
        act(
            patient::add_medical_record(PATIENT, samples::record(3, 1)),
            writers,
            other_writers,
            no_doctor,
        ),
        act(
            patient::add_medical_records(PATIENT, vec![samples::record(3, 1)]),
            writers,
            other_writers,
            no_doctor,
        ),
        act(
            patient::amend_record(PATIENT, 1, samples::record(3, 1)),
            writers,
            other_writers,
            no_doctor,
        ),
        act(
            patient::reseal_records(vec![samples::reseal(1)]),
            [PATIENT],
            [(OTHER_PATIENT, Error::UnknownRecord)],
            no_patient,
        ),
        act(
            patient::erase_record(1),
            [PATIENT],
            [(OTHER_PATIENT, Error::UnknownRecord)],
            no_patient,
        ),
        act(patient::log_access(PATIENT, 1), writers, other_writers, no_doctor),
        act(
            patient::rotate_generation(samples::wrapped(2)),
            [PATIENT, OTHER_PATIENT],
            [],
            no_patient,
        ),
    ]
}

/// One line of the table: who may, who is told something of their own, and what the rest is told.
fn act<T, const A: usize, const S: usize>(
    message: Message<Result<T, Error>>,
    allowed: [AccountId; A],
    special: [(AccountId, Error); S],
    others: Error,
) -> Act {
    let mut refused = special.to_vec();
    for account in EVERYBODY {
        if !allowed.contains(&account) && !special.iter().any(|(known, _)| *known == account) {
            refused.push((account, others));
        }
    }
    Act {
        message: message.any(),
        allowed: allowed.to_vec(),
        refused,
    }
}
