//! Who may send what: every message of the four contracts, with legal arguments, against every kind of caller. Tests of
//! the matrix, of the pause and of failing logs walk this table, so none of them can forget a message.

use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::people::{
    ADMIN, DOCTOR, EXPIRED_DOCTOR, OTHER_ADMIN, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, RECORD_DOCTOR,
    REVOKED_DOCTOR, STRANGER, SUSPENDED_DOCTOR, THIRD_ADMIN,
};
use e2e_contracts::{Bundle, Forwarder, Message, Rest, World, blake2_256, samples};
use medink_types::bounds::PROFILE;
use medink_types::{
    AccountId, Action, AuditParameters, Decision, Error, Hash, Part, Proposal, Role, Salt, ScopeSummary,
    SystemParameters,
};

/// A kind of caller. The patient is [`PATIENT`] throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// An account without a role.
    Nobody,
    /// The patient whose records and consents it is about.
    Patient,
    /// Another patient.
    OtherPatient,
    /// A doctor without a consent.
    NoConsent,
    /// A doctor whose consent names other records: record 2 alone.
    OtherRecords,
    /// A doctor whose consent to the whole history has run out.
    Expired,
    /// A doctor whose consent to the whole history was taken back.
    Revoked,
    /// A doctor with a consent to the whole history, suspended.
    Suspended,
    /// A doctor with a consent to the whole history.
    WholeHistory,
    /// An admin.
    Admin,
    /// Who was an admin.
    RemovedAdmin,
    /// A contract that nobody authorised.
    Foreign,
}
use Who::*;

impl Who {
    /// All of them.
    pub const ALL: [Who; 12] = [
        Nobody,
        Patient,
        OtherPatient,
        NoConsent,
        OtherRecords,
        Expired,
        Revoked,
        Suspended,
        WholeHistory,
        Admin,
        RemovedAdmin,
        Foreign,
    ];

    /// Who signs.
    pub fn account(self) -> AccountId {
        match self {
            Nobody | Foreign => STRANGER,
            Patient => PATIENT,
            OtherPatient => OTHER_PATIENT,
            NoConsent => OTHER_DOCTOR,
            OtherRecords => RECORD_DOCTOR,
            Expired => EXPIRED_DOCTOR,
            Revoked => REVOKED_DOCTOR,
            Suspended => SUSPENDED_DOCTOR,
            WholeHistory => DOCTOR,
            Admin => ADMIN,
            RemovedAdmin => OTHER_ADMIN,
        }
    }
}

/// What a pause does to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pause {
    /// It is refused to everybody.
    Stops,
    /// It goes on: it is the admins' own, takes access away or ends a danger.
    Spares,
}
use Pause::*;

/// A message that changes state, and who gets what.
pub struct Act {
    /// What is sent.
    pub message: Message<Result<Rest, Error>>,
    /// Who may: none for messages between contracts.
    pub allowed: Vec<Who>,
    /// What each of the others is told.
    pub refused: Vec<(Who, Error)>,
    /// What a pause does to it.
    pub pause: Pause,
}

/// A message that changes nothing, or a question between contracts: whoever asks gets the same answer.
pub struct Ask {
    /// The contract.
    pub contract: Part,
    /// The message.
    pub label: &'static str,
    /// Selector and arguments.
    pub data: Vec<u8>,
}

/// A system in use.
pub struct Stage {
    /// The chain and the four contracts.
    pub w: World,
    /// A contract of somebody else's.
    pub foreign: Forwarder,
    /// Code on the chain that is no contract's yet.
    pub code: Hash,
    /// The salt of [`RECORD_DOCTOR`]'s consent.
    pub salt: Salt,
    /// When consents of the table end, in milliseconds since 1970-01-01.
    pub until: u64,
}

/// A system with all kinds of callers, two admins of whom both have to approve, and upgrades without a notice.
///
/// [`PATIENT`] is in generation 2 and has record 1 and 2, and one by each doctor who ever had the whole history: 3 by
/// [`DOCTOR`], 4 by [`EXPIRED_DOCTOR`], 5 by [`REVOKED_DOCTOR`], 6 by [`SUSPENDED_DOCTOR`]. [`OTHER_PATIENT`] has
/// record 1. Three proposals stand: [`WAITS`], [`OWN`] and [`UPGRADE`].
pub fn stage() -> Stage {
    let parameters = SystemParameters {
        quorum: 2,
        upgrade_notice_s: 0,
        ..SystemParameters::default()
    };
    let mut w = World::governed(parameters, &[OTHER_ADMIN, THIRD_ADMIN]);
    w.register_people();
    let former = [EXPIRED_DOCTOR, REVOKED_DOCTOR, SUSPENDED_DOCTOR];
    w.register_doctors(&former);
    w.register_doctors(&[RECORD_DOCTOR]);
    let (soon, late) = (w.in_days(1), w.in_days(30));

    w.done(
        PATIENT,
        patient::add_medical_records(PATIENT, vec![samples::record(1, 1), samples::record(2, 1)]),
    );
    w.done(
        OTHER_PATIENT,
        patient::add_medical_record(OTHER_PATIENT, samples::record(99, 1)),
    );
    for (n, doctor) in [DOCTOR, EXPIRED_DOCTOR, REVOKED_DOCTOR, SUSPENDED_DOCTOR]
        .into_iter()
        .enumerate()
    {
        let until = if doctor == EXPIRED_DOCTOR { soon } else { late };
        w.done(
            PATIENT,
            doctor::grant_access(doctor, samples::whole_history(1, until)),
        );
        w.done(
            doctor,
            patient::add_medical_record(PATIENT, samples::record(3 + n as u32, 1)),
        );
    }
    let single = samples::single_records([2], late);
    let salt = single.salt;
    w.done(PATIENT, doctor::grant_access(RECORD_DOCTOR, single));
    w.done(ADMIN, doctor::suspend_doctor(SUSPENDED_DOCTOR));
    w.done(PATIENT, doctor::revoke_access(REVOKED_DOCTOR));
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    w.done(
        PATIENT,
        doctor::rewrap_consents(2, vec![samples::rewrap(DOCTOR, 2)]),
    );
    w.chain.set_time(soon);

    let remove = w.done(ADMIN, admin::remove_admin(OTHER_ADMIN)).answer;
    assert_eq!(remove, Decision::Waits { number: 1 });
    assert_eq!(
        w.done(THIRD_ADMIN, admin::approve(1)).answer,
        Decision::CarriedOut
    );
    let code = w.chain.upload(STRANGER, &Bundle::of(Part::Doctor).other_code());
    let paged = |max_page| Proposal::AuditParameters(AuditParameters { max_page });
    let upgrade = Proposal::UpgradeCode {
        contract: Part::Doctor,
        code_hash: code,
    };
    for (by, proposal) in [(THIRD_ADMIN, paged(20)), (ADMIN, paged(30)), (ADMIN, upgrade)] {
        w.done(by, admin::propose(proposal));
    }
    w.done(THIRD_ADMIN, admin::approve(UPGRADE));
    let foreign = Forwarder::deploy(&mut w.chain, STRANGER);
    Stage {
        w,
        foreign,
        code,
        salt,
        until: late,
    }
}

/// The proposal that waits for [`ADMIN`]'s approval.
const WAITS: u32 = 2;
/// One of [`ADMIN`]'s.
const OWN: u32 = 3;
/// An upgrade that is announced and can be carried out.
const UPGRADE: u32 = 4;

/// The table, for a system as [`stage`] leaves it.
pub fn actions(stage: &Stage) -> Vec<Act> {
    let w = &stage.w;
    let contracts = w.contracts();
    let parameters = SystemParameters {
        max_page: 20,
        quorum: 2,
        upgrade_notice_s: 0,
        ..SystemParameters::default()
    };
    let profile = samples::profile;
    let record = || samples::record(50, 2);
    let note = || samples::pairwise_record(50, stage.salt);

    let no_admin = Error::MissingRole(Role::Admin);
    let no_doctor = Error::MissingRole(Role::Doctor);
    let no_patient = Error::MissingRole(Role::Patient);
    let no_contract = Error::CallerNotAuthorized;
    let unknown = Error::UnknownRecord;
    let elsewhere = Error::WrongGeneration { current: 1 };
    let suspended = (Suspended, Error::DoctorSuspended);
    let without = |who| (who, Error::NoConsent);
    // Doctors whose consent does not cover what it is about.
    let uncovered = [
        without(NoConsent),
        without(OtherRecords),
        without(Expired),
        without(Revoked),
        suspended,
    ];
    let uncovered_but_named = [without(NoConsent), without(Expired), without(Revoked), suspended];
    let unproved = |who| (who, Error::KeyNotProved);

    vec![
        // Who governs.
        act(
            admin::register_contracts(contracts),
            [],
            [(Admin, Error::AlreadyWired)],
            no_admin,
            Spares,
        ),
        act(
            admin::propose(Proposal::AddAdmin(STRANGER)),
            [Admin],
            [],
            no_admin,
            Spares,
        ),
        act(admin::approve(WAITS), [Admin], [], no_admin, Spares),
        act(admin::withdraw_approval(OWN), [Admin], [], no_admin, Spares),
        act(admin::carry_out(UPGRADE), [Admin], [], no_admin, Spares),
        act(admin::add_admin(STRANGER), [Admin], [], no_admin, Spares),
        act(admin::remove_admin(THIRD_ADMIN), [Admin], [], no_admin, Spares),
        act(
            admin::update_system_parameters(parameters),
            [Admin],
            [],
            no_admin,
            Spares,
        ),
        act(admin::pause(), [Admin], [], no_admin, Stops),
        act(admin::resume(), [], [(Admin, Error::NotPaused)], no_admin, Spares),
        act(
            admin::set_role(ADMIN, STRANGER, Role::Doctor, true),
            [],
            [],
            no_contract,
            Spares,
        ),
        act(
            admin::set_role(ADMIN, STRANGER, Role::Admin, true),
            [],
            [],
            no_contract,
            Spares,
        ),
        // What happened.
        act(
            audit::authorize_contract(ADMIN, stage.foreign.0),
            [],
            [],
            no_contract,
            Spares,
        ),
        act(
            audit::deauthorize_contract(ADMIN, contracts.patient),
            [],
            [],
            no_contract,
            Spares,
        ),
        act(
            audit::update_system_parameters(ADMIN, AuditParameters { max_page: 20 }),
            [],
            [],
            no_contract,
            Spares,
        ),
        act(
            audit::log_action(ADMIN, PATIENT, Action::RecordAccessed, [0; 32]),
            [],
            [],
            no_contract,
            Spares,
        ),
        act(
            audit::log_actions(ADMIN, PATIENT, vec![(Action::RecordAccessed, [0; 32])]),
            [],
            [],
            no_contract,
            Spares,
        ),
        act(audit::upgrade_code(stage.code), [], [], no_contract, Spares),
        // Who may treat.
        act(
            doctor::register_doctor(STRANGER, samples::signed_key(STRANGER), profile()),
            [Admin],
            [],
            no_admin,
            Stops,
        ),
        act(
            doctor::replace_encryption_key(samples::later_key(DOCTOR, 2)),
            [WholeHistory],
            [
                unproved(NoConsent),
                unproved(OtherRecords),
                unproved(Expired),
                unproved(Revoked),
                suspended,
            ],
            no_doctor,
            Stops,
        ),
        act(
            doctor::update_profile(profile()),
            [NoConsent, OtherRecords, Expired, Revoked, WholeHistory],
            [suspended],
            no_doctor,
            Stops,
        ),
        act(
            doctor::attest_doctor(DOCTOR, blake2_256(&profile())),
            [Admin],
            [],
            no_admin,
            Stops,
        ),
        act(
            doctor::withdraw_attestation(DOCTOR),
            [Admin],
            [],
            no_admin,
            Spares,
        ),
        act(doctor::suspend_doctor(DOCTOR), [Admin], [], no_admin, Spares),
        act(
            doctor::reinstate_doctor(SUSPENDED_DOCTOR),
            [Admin],
            [],
            no_admin,
            Stops,
        ),
        act(
            doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], stage.until)),
            [Patient, OtherPatient],
            [],
            no_patient,
            Stops,
        ),
        act(
            doctor::revoke_access(DOCTOR),
            [Patient],
            [],
            Error::NoConsent,
            Spares,
        ),
        act(
            doctor::rewrap_consents(2, vec![samples::rewrap(DOCTOR, 9)]),
            [Patient],
            [(OtherPatient, elsewhere)],
            no_patient,
            Stops,
        ),
        act(doctor::upgrade_code(stage.code), [], [], no_contract, Spares),
        // Whose records.
        act(
            patient::register_patient(STRANGER, samples::signed_key(STRANGER), profile()),
            [Admin],
            [(Nobody, Error::SelfRegistrationClosed)],
            no_admin,
            Stops,
        ),
        act(
            patient::replace_encryption_key(samples::later_key(PATIENT, 2)),
            [Patient],
            [unproved(OtherPatient)],
            no_patient,
            Stops,
        ),
        act(
            patient::update_profile(profile()),
            [Patient, OtherPatient],
            [],
            no_patient,
            Stops,
        ),
        act(
            patient::add_medical_record(PATIENT, record()),
            [Patient, WholeHistory],
            uncovered,
            no_doctor,
            Stops,
        ),
        act(
            patient::add_medical_records(PATIENT, vec![record()]),
            [Patient, WholeHistory],
            uncovered,
            no_doctor,
            Stops,
        ),
        // Of the patient's own record, of a doctor's, and of records whose authors have no consent any more.
        act(
            patient::amend_record(PATIENT, 1, record()),
            [Patient],
            [],
            Error::NotTheAuthor,
            Stops,
        ),
        act(
            patient::amend_record(PATIENT, 3, record()),
            [Patient, WholeHistory],
            [],
            Error::NotTheAuthor,
            Stops,
        ),
        act(
            patient::amend_record(PATIENT, 4, record()),
            [Patient],
            [without(Expired)],
            Error::NotTheAuthor,
            Stops,
        ),
        act(
            patient::amend_record(PATIENT, 5, record()),
            [Patient],
            [without(Revoked)],
            Error::NotTheAuthor,
            Stops,
        ),
        act(
            patient::amend_record(PATIENT, 6, record()),
            [Patient],
            [suspended],
            Error::NotTheAuthor,
            Stops,
        ),
        act(
            patient::annotate_record(PATIENT, 1, record()),
            [Patient, WholeHistory],
            uncovered,
            no_doctor,
            Stops,
        ),
        // About the record that a consent names, under that consent's own key.
        act(
            patient::annotate_record(PATIENT, 2, note()),
            [OtherRecords],
            [
                uncovered_but_named.as_slice(),
                &[
                    (Patient, Error::WrongKeyKind),
                    (WholeHistory, Error::WrongKeyKind),
                ],
            ]
            .concat(),
            no_doctor,
            Stops,
        ),
        act(
            patient::reseal_records(2, vec![samples::reseal(2)]),
            [Patient],
            [(OtherPatient, Error::WrongGeneration { current: 1 })],
            no_patient,
            Stops,
        ),
        act(
            patient::erase_record(2),
            [Patient],
            [(OtherPatient, unknown)],
            no_patient,
            Spares,
        ),
        act(
            patient::log_access(PATIENT, 1),
            [Patient, WholeHistory],
            uncovered,
            no_doctor,
            Stops,
        ),
        act(
            patient::log_access(PATIENT, PROFILE),
            [Patient, WholeHistory],
            uncovered,
            no_doctor,
            Stops,
        ),
        act(
            patient::log_access(PATIENT, 2),
            [Patient, WholeHistory, OtherRecords],
            uncovered_but_named,
            no_doctor,
            Stops,
        ),
        // Any live consent will do, and the patient has no visit to begin.
        act(
            patient::begin_visit(PATIENT, samples::reason(1)),
            [WholeHistory, OtherRecords],
            uncovered_but_named,
            no_doctor,
            Stops,
        ),
        act(
            patient::rotate_generation(2, samples::wrapped(3)),
            [Patient],
            [(OtherPatient, elsewhere)],
            no_patient,
            Spares,
        ),
        act(
            patient::renew_link(2, samples::wrapped(3)),
            [Patient],
            [(OtherPatient, elsewhere)],
            no_patient,
            Spares,
        ),
        act(patient::upgrade_code(stage.code), [], [], no_contract, Spares),
    ]
}

/// What anybody may ask, and the questions of contracts to each other, which anybody may ask as well.
pub fn asks() -> Vec<Ask> {
    vec![
        ask(admin::contracts()),
        ask(admin::proposal(1)),
        ask(admin::proposals(0, 0)),
        ask(admin::is_admin(ADMIN)),
        ask(admin::admins(0, 0)),
        ask(admin::roles(DOCTOR)),
        ask(admin::validate_access(DOCTOR, Role::Doctor)),
        ask(admin::standing(DOCTOR)),
        ask(admin::system_parameters()),
        ask(admin::last_pause()),
        ask(audit::is_authorized(ADMIN)),
        ask(audit::admin()),
        ask(audit::system_parameters()),
        ask(audit::head()),
        ask(audit::entry(0)),
        ask(audit::entries(0, 0)),
        ask(audit::entries_by_actor(ADMIN, 0, 0)),
        ask(audit::entries_by_subject(PATIENT, 0, 0)),
        ask(audit::accesses_by_subject(PATIENT, 0, 0)),
        ask(doctor::doctor(DOCTOR)),
        ask(doctor::doctors(0, 0)),
        ask(doctor::encryption_key(DOCTOR)),
        ask(doctor::consent(PATIENT, DOCTOR)),
        ask(doctor::sealed_pairwise(PATIENT, DOCTOR)),
        ask(doctor::lowest_generation(PATIENT)),
        ask(doctor::consents_of_patient(PATIENT, 0, 0)),
        ask(doctor::patients_of_doctor(DOCTOR, 0, 0)),
        ask(doctor::write_ticket(PATIENT, DOCTOR, None, false)),
        ask(doctor::read_ticket(PATIENT, DOCTOR, 1, 1, false)),
        ask(patient::patient(PATIENT)),
        ask(patient::encryption_key(PATIENT)),
        ask(patient::record(PATIENT, 1)),
        ask(patient::records(PATIENT, 0, 0)),
        ask(patient::record_by_cid(PATIENT, samples::cid(1))),
        ask(patient::has_access(PATIENT, DOCTOR, 1)),
        ask(patient::vouches_for(PATIENT, ScopeSummary::Records(vec![1]))),
        ask(patient::generation(PATIENT)),
        ask(patient::generation_links(PATIENT, 0, 0)),
    ]
}

/// One line of the table: who may, who is told something of their own, what the rest is told, and what a pause does.
fn act<T, const A: usize>(
    message: Message<Result<T, Error>>,
    allowed: [Who; A],
    special: impl AsRef<[(Who, Error)]>,
    others: Error,
    pause: Pause,
) -> Act {
    let special = special.as_ref();
    let mut refused = special.to_vec();
    for who in Who::ALL {
        if !allowed.contains(&who) && !special.iter().any(|(known, _)| *known == who) {
            refused.push((who, others));
        }
    }
    Act {
        message: message.any(),
        allowed: allowed.to_vec(),
        refused,
        pause,
    }
}

fn ask<R>(message: Message<R>) -> Ask {
    Ask {
        contract: message.contract,
        label: message.label,
        data: message.data,
    }
}
