//! People: doctors and patients are registered, change their profiles, are suspended and reinstated.

use e2e_contracts::messages::{admin, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_ADMIN, OTHER_DOCTOR, PATIENT, STRANGER};
use e2e_contracts::{Logged, Part, World, blake2_256, samples};
use medink_types::events::{
    AttestationChanged, DoctorChanged, DoctorProfileChanged, PatientProfileChanged, PatientRegistered,
    RoleChanged,
};
use medink_types::{
    AccountId, Action, Attestation, Doctor, DoctorStatus, Error, Patient, Role, Roles, SealedProfile,
    SystemParameters, bounds,
};

#[test]
fn a_doctor_is_registered() {
    let mut w = World::new();
    let (contract, registered) = (w.address(Part::Doctor), w.chain.now());
    let register = doctor::register_doctor(DOCTOR, samples::signed_key(DOCTOR), samples::profile());
    let done = w.done(ADMIN, register.clone());
    let action = Action::DoctorRegistered;
    let entry = Logged {
        contract,
        actor: ADMIN,
        subject: DOCTOR,
        action,
        reference: [0; 32],
    };
    // What the admin enters, the admin has seen.
    let attested = Logged {
        action: Action::DoctorAttested,
        reference: blake2_256(&samples::profile()),
        ..entry
    };
    assert_eq!(done.logged(), [entry, attested]);
    done.assert_events([DoctorChanged {
        actor: ADMIN,
        subject: DOCTOR,
        status: DoctorStatus::Active,
    }]);
    done.assert_events([AttestationChanged {
        actor: ADMIN,
        subject: DOCTOR,
        attested: true,
    }]);
    let role = RoleChanged {
        actor: ADMIN,
        subject: DOCTOR,
        role: Role::Doctor,
        held: true,
    };
    done.assert_events([role]);

    let status = DoctorStatus::Active;
    let kept = Doctor {
        account: DOCTOR,
        status,
        registered,
        profile: samples::profile(),
        attested: Some(Attestation {
            by: ADMIN,
            at: registered,
        }),
    };
    assert_eq!(w.read(doctor::doctor(DOCTOR)), Some(kept.clone()));
    assert_eq!(
        w.read(doctor::encryption_key(DOCTOR)),
        Some(samples::signed_key(DOCTOR))
    );
    assert_eq!(
        w.read(doctor::doctors(0, 10)).unwrap().items,
        [Doctor {
            profile: samples::no_profile(),
            ..kept
        }]
    );
    assert_eq!(w.read(doctor::doctor(STRANGER)), None);
    assert_eq!(w.read(doctor::encryption_key(STRANGER)), None);
    assert_eq!(w.refused(ADMIN, register), Error::AlreadyRegistered);
}

#[test]
fn a_doctor_changes_the_profile() {
    let mut w = World::peopled();
    let profile = SealedProfile(vec![3; 200]);
    let done = w.done(DOCTOR, doctor::update_profile(profile.clone()));
    let entry = Logged {
        contract: w.address(Part::Doctor),
        actor: DOCTOR,
        subject: DOCTOR,
        action: Action::DoctorProfileUpdated,
        reference: blake2_256(&profile),
    };
    assert_eq!(done.logged(), [entry]);
    done.assert_events([DoctorProfileChanged {
        actor: DOCTOR,
        subject: DOCTOR,
    }]);
    assert_eq!(done.other_events(), 1);
    assert_eq!(w.read(doctor::doctor(DOCTOR)).unwrap().profile, profile);
    assert_eq!(
        w.read(doctor::doctor(OTHER_DOCTOR)).unwrap().profile,
        samples::profile()
    );
}

#[test]
fn a_doctor_is_suspended_and_reinstated() {
    let mut w = World::peopled();
    let entry = |w: &World, action| {
        let contract = w.address(Part::Doctor);
        Logged {
            contract,
            actor: ADMIN,
            subject: DOCTOR,
            action,
            reference: [0; 32],
        }
    };
    assert_eq!(
        w.refused(ADMIN, doctor::reinstate_doctor(DOCTOR)),
        Error::NotSuspended
    );

    let done = w.done(ADMIN, doctor::suspend_doctor(DOCTOR));
    assert_eq!(done.logged(), [entry(&w, Action::DoctorSuspended)]);
    done.assert_events([DoctorChanged {
        actor: ADMIN,
        subject: DOCTOR,
        status: DoctorStatus::Suspended,
    }]);
    done.assert_events([RoleChanged {
        actor: ADMIN,
        subject: DOCTOR,
        role: Role::Doctor,
        held: false,
    }]);
    assert_eq!(
        w.read(doctor::doctor(DOCTOR)).unwrap().status,
        DoctorStatus::Suspended
    );
    assert!(!w.read(admin::validate_access(DOCTOR, Role::Doctor)));
    assert_eq!(
        w.refused(ADMIN, doctor::suspend_doctor(DOCTOR)),
        Error::DoctorSuspended
    );
    assert_eq!(
        w.refused(DOCTOR, doctor::update_profile(samples::profile())),
        Error::DoctorSuspended
    );

    let done = w.done(ADMIN, doctor::reinstate_doctor(DOCTOR));
    assert_eq!(done.logged(), [entry(&w, Action::DoctorReinstated)]);
    done.assert_events([DoctorChanged {
        actor: ADMIN,
        subject: DOCTOR,
        status: DoctorStatus::Active,
    }]);
    done.assert_events([RoleChanged {
        actor: ADMIN,
        subject: DOCTOR,
        role: Role::Doctor,
        held: true,
    }]);
    assert!(w.read(admin::validate_access(DOCTOR, Role::Doctor)));
    w.done(DOCTOR, doctor::update_profile(samples::profile()));
}

#[test]
fn only_doctors_are_suspended() {
    let mut w = World::peopled();
    for account in [PATIENT, STRANGER] {
        assert_eq!(
            w.refused(ADMIN, doctor::suspend_doctor(account)),
            Error::UnknownDoctor
        );
        assert_eq!(
            w.refused(ADMIN, doctor::reinstate_doctor(account)),
            Error::UnknownDoctor
        );
    }
}

#[test]
fn an_admin_registers_a_patient() {
    let mut w = World::new();
    let registered = w.chain.now();
    let register = patient::register_patient(PATIENT, samples::signed_key(PATIENT), samples::profile());
    let done = w.done(ADMIN, register.clone());
    assert_eq!(done.logged(), [registration(&w, ADMIN, PATIENT)]);
    done.assert_events([PatientRegistered {
        actor: ADMIN,
        subject: PATIENT,
    }]);
    done.assert_events([RoleChanged {
        actor: ADMIN,
        subject: PATIENT,
        role: Role::Patient,
        held: true,
    }]);

    let kept = Patient {
        account: PATIENT,
        registered,
        records: 0,
        generation: 1,
        profile: samples::profile(),
    };
    assert_eq!(w.read(patient::patient(PATIENT)), Some(kept));
    assert_eq!(
        w.read(patient::encryption_key(PATIENT)),
        Some(samples::signed_key(PATIENT))
    );
    assert_eq!(w.read(patient::generation(PATIENT)), 1);
    assert_eq!(w.read(patient::patient(STRANGER)), None);
    assert_eq!(w.read(patient::encryption_key(STRANGER)), None);
    assert_eq!(w.read(patient::generation(STRANGER)), 0);
    assert_eq!(w.refused(ADMIN, register), Error::AlreadyRegistered);
}

#[test]
fn patients_register_themselves_where_the_parameter_says_so() {
    let mut w = World::new();
    let register = |account: AccountId| {
        patient::register_patient(account, samples::signed_key(account), samples::no_profile())
    };
    assert_eq!(
        w.refused(PATIENT, register(PATIENT)),
        Error::SelfRegistrationClosed
    );

    let open = SystemParameters {
        self_registration: true,
        ..SystemParameters::default()
    };
    w.done(ADMIN, admin::update_system_parameters(open));
    let done = w.done(PATIENT, register(PATIENT));
    assert_eq!(done.logged(), [registration(&w, PATIENT, PATIENT)]);
    assert_eq!(w.refused(PATIENT, register(PATIENT)), Error::AlreadyRegistered);
    assert_eq!(
        w.refused(PATIENT, register(STRANGER)),
        Error::MissingRole(Role::Admin)
    );
}

#[test]
fn a_patient_changes_the_profile() {
    let mut w = World::peopled();
    let profile = SealedProfile(vec![4; 300]);
    let done = w.done(PATIENT, patient::update_profile(profile.clone()));
    let entry = Logged {
        contract: w.address(Part::Patient),
        actor: PATIENT,
        subject: PATIENT,
        action: Action::PatientProfileUpdated,
        reference: blake2_256(&profile),
    };
    assert_eq!(done.logged(), [entry]);
    done.assert_events([PatientProfileChanged {
        actor: PATIENT,
        subject: PATIENT,
    }]);
    assert_eq!(w.read(patient::patient(PATIENT)).unwrap().profile, profile);
}

#[test]
fn one_account_is_admin_doctor_and_patient() {
    let mut w = World::peopled();
    w.done(
        ADMIN,
        doctor::register_doctor(PATIENT, samples::signed_key(PATIENT), samples::no_profile()),
    );
    w.done(ADMIN, admin::add_admin(PATIENT));
    let all = Roles {
        admin: true,
        doctor: true,
        patient: true,
    };
    assert_eq!(w.read(admin::roles(PATIENT)), all);
    assert_eq!(w.read(admin::standing(PATIENT)).roles, all);
    w.done(PATIENT, doctor::suspend_doctor(PATIENT));
    assert_eq!(w.read(admin::roles(PATIENT)), all.set(Role::Doctor, false));
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
}

fn registration(w: &World, actor: AccountId, subject: AccountId) -> Logged {
    let contract = w.address(Part::Patient);
    Logged {
        contract,
        actor,
        subject,
        action: Action::PatientRegistered,
        reference: [0; 32],
    }
}

#[test]
fn profiles_have_bounds() {
    let mut w = World::peopled();
    let key = || samples::signed_key(STRANGER);
    let long = |bytes| SealedProfile(vec![1; bytes]);
    let (max, of_patient) = (bounds::DOCTOR_PROFILE_BYTES, bounds::PATIENT_PROFILE_BYTES);
    let too_long = |max: usize| Error::TooLong { max: max as u32 };
    assert_eq!(
        w.refused(ADMIN, doctor::register_doctor(STRANGER, key(), long(max + 1))),
        too_long(max)
    );
    assert_eq!(
        w.refused(DOCTOR, doctor::update_profile(long(max + 1))),
        too_long(max)
    );
    let register = patient::register_patient(STRANGER, key(), long(of_patient + 1));
    assert_eq!(w.refused(ADMIN, register), too_long(of_patient));
    assert_eq!(
        w.refused(PATIENT, patient::update_profile(long(of_patient + 1))),
        too_long(of_patient)
    );
    // At the desk a profile may come later; who changes it has one.
    assert_eq!(
        w.refused(DOCTOR, doctor::update_profile(samples::no_profile())),
        Error::Empty
    );
    assert_eq!(
        w.refused(PATIENT, patient::update_profile(samples::no_profile())),
        Error::Empty
    );
}

/// Any admin's word, for the profile that was read; whoever gave it, any admin takes it back.
#[test]
fn a_profile_is_attested_until_it_changes() {
    let mut w = World::peopled();
    w.done(ADMIN, admin::add_admin(OTHER_ADMIN));
    let profile = SealedProfile(vec![3; 200]);
    let attested = |w: &mut World| w.read(doctor::doctor(DOCTOR)).unwrap().attested;
    let attest = |profile: &SealedProfile| doctor::attest_doctor(DOCTOR, blake2_256(profile));
    let entry = |w: &World, actor, action, reference| Logged {
        contract: w.address(Part::Doctor),
        actor,
        subject: DOCTOR,
        action,
        reference,
    };
    assert_eq!(attested(&mut w).unwrap().by, ADMIN);
    // For good: the old profile does not bring the word for it back.
    for changed in [&profile, &samples::profile(), &profile] {
        w.done(DOCTOR, doctor::update_profile(changed.clone()));
        assert_eq!(attested(&mut w), None);
    }
    assert_eq!(
        w.refused(OTHER_ADMIN, attest(&samples::profile())),
        Error::ProfileChanged
    );
    assert_eq!(
        w.refused(ADMIN, doctor::attest_doctor(PATIENT, blake2_256(&profile))),
        Error::UnknownDoctor
    );

    w.chain.next_block();
    let at = w.chain.now();
    let done = w.done(OTHER_ADMIN, attest(&profile));
    let reference = blake2_256(&profile);
    assert_eq!(
        done.logged(),
        [entry(&w, OTHER_ADMIN, Action::DoctorAttested, reference)]
    );
    let changed = AttestationChanged {
        actor: OTHER_ADMIN,
        subject: DOCTOR,
        attested: true,
    };
    done.assert_events([changed]);
    assert_eq!(attested(&mut w), Some(Attestation { by: OTHER_ADMIN, at }));
    let listed = w.read(doctor::doctors(0, 1)).unwrap().items.remove(0);
    assert_eq!(listed.attested, Some(Attestation { by: OTHER_ADMIN, at }));

    let done = w.done(ADMIN, doctor::withdraw_attestation(DOCTOR));
    assert_eq!(
        done.logged(),
        [entry(&w, ADMIN, Action::AttestationWithdrawn, [0; 32])]
    );
    let changed = AttestationChanged {
        actor: ADMIN,
        subject: DOCTOR,
        attested: false,
    };
    done.assert_events([changed]);
    assert_eq!(attested(&mut w), None);
    assert_eq!(
        w.refused(ADMIN, doctor::withdraw_attestation(DOCTOR)),
        Error::NotAttested
    );
}
