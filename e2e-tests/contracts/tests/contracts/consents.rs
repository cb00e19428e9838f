//! Consents: what a patient gives, for how long, and how it ends: by itself, by the patient, by a suspension.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{Logged, Part, World, samples};
use medink_types::bounds::{DAY_MS, PROFILE};
use medink_types::events::{ConsentGranted, ConsentRevoked};
use medink_types::{
    Action, Consent, ConsentEntry, Error, Grant, Purpose, Role, Scope, ScopeSummary, WriteTicket,
};

/// [`PATIENT`] with records 1 to 3.
fn with_records() -> World {
    let mut w = World::peopled();
    let records = (1..=3).map(|n| samples::record(n, 1)).collect();
    w.done(PATIENT, patient::add_medical_records(PATIENT, records));
    w
}

fn entry(w: &World, action: Action) -> Logged {
    let contract = w.address(Part::Doctor);
    Logged {
        contract,
        actor: PATIENT,
        subject: PATIENT,
        action,
        reference: DOCTOR.0,
    }
}

#[test]
fn a_consent_is_given_and_taken_back() {
    let mut w = with_records();
    let (now, until) = (w.chain.now(), w.in_days(7));
    let grant = samples::whole_history(1, until);
    let done = w.done(PATIENT, doctor::grant_access(DOCTOR, grant.clone()));
    assert_eq!(done.logged(), [entry(&w, Action::ConsentGranted)]);
    let (purpose, subject) = (Purpose::Treatment, PATIENT);
    let [event] = &done.events::<ConsentGranted>()[..] else {
        panic!("one consent, one event")
    };
    assert_eq!((event.actor, event.subject), (PATIENT, DOCTOR));
    assert_eq!((event.purpose, event.from_ms), (purpose, 0));
    assert_eq!((event.until_ms, event.whole_history), (until, true));
    assert_eq!(done.other_events(), 1);

    let kept = Consent {
        scope: grant.scope,
        purpose,
        from: 0,
        until,
        given: now,
        salt: grant.salt,
        key_serial: 1,
        signature: grant.signature,
    };
    assert_eq!(w.read(doctor::consent(PATIENT, DOCTOR)), Some(kept));
    assert_eq!(
        w.read(doctor::sealed_pairwise(PATIENT, DOCTOR)),
        Some(grant.sealed_pairwise)
    );
    let listed = ConsentEntry {
        patient: subject,
        doctor: DOCTOR,
        scope: ScopeSummary::WholeHistory { generation: 1 },
        purpose,
        from: now,
        until,
        key_serial: 1,
    };
    for page in [
        doctor::consents_of_patient(PATIENT, 0, 10),
        doctor::patients_of_doctor(DOCTOR, 0, 10),
    ] {
        let items = w.read(page).unwrap().items;
        assert_eq!(items, std::slice::from_ref(&listed));
    }
    w.done(DOCTOR, patient::log_access(PATIENT, 2));

    let done = w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(done.logged(), [entry(&w, Action::ConsentRevoked)]);
    let [event] = &done.events::<ConsentRevoked>()[..] else {
        panic!("one revoke, one event")
    };
    assert_eq!((event.actor, event.lowest_generation), (PATIENT, 2));
    assert_eq!(w.read(doctor::consent(PATIENT, DOCTOR)), None);
    assert_eq!(w.read(doctor::sealed_pairwise(PATIENT, DOCTOR)), None);
    assert_eq!(
        w.read(doctor::consents_of_patient(PATIENT, 0, 10)).unwrap().total,
        0
    );
    assert_eq!(
        w.read(doctor::patients_of_doctor(DOCTOR, 0, 10)).unwrap().total,
        0
    );
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 2)),
        Error::NoConsent
    );
    assert_eq!(
        w.refused(PATIENT, doctor::revoke_access(DOCTOR)),
        Error::NoConsent
    );
}

#[test]
fn the_whole_history_opens_everything_and_single_records_open_themselves() {
    let mut w = with_records();
    let until = w.in_days(7);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([2, PROFILE], until)),
    );
    for number in 0..=3 {
        assert!(w.read(patient::has_access(PATIENT, DOCTOR, number)));
        assert_eq!(
            w.read(patient::has_access(PATIENT, OTHER_DOCTOR, number)),
            [0, 2].contains(&number)
        );
        assert!(!w.read(patient::has_access(OTHER_PATIENT, DOCTOR, number)));
    }
    // What is not there can't be opened, whatever the consent.
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 4)));
    for number in 0..=3 {
        w.done(DOCTOR, patient::log_access(PATIENT, number));
    }
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 2));
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, PROFILE));
    for number in [1, 3] {
        assert_eq!(
            w.refused(OTHER_DOCTOR, patient::log_access(PATIENT, number)),
            Error::NoConsent
        );
    }
    let scope = w.read(doctor::consents_of_patient(PATIENT, 1, 1)).unwrap().items[0]
        .scope
        .clone();
    assert_eq!(scope, ScopeSummary::Records(vec![2, PROFILE]));
}

/// No transaction ends a consent: the clock does, to the millisecond.
#[test]
fn a_consent_ends_by_itself() {
    let mut w = with_records();
    let until = w.in_days(7);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    let storage = w.storage();

    w.chain.set_time(until - 1);
    assert!(w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    w.chain.set_time(until);
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 1)),
        Error::NoConsent
    );
    let add = patient::add_medical_record(PATIENT, samples::record(4, 1));
    assert_eq!(w.refused(DOCTOR, add.clone()), Error::NoConsent);
    assert_eq!(
        w.read(doctor::write_ticket(PATIENT, DOCTOR, None, false)),
        Err(Error::NoConsent)
    );
    assert!(w.storage() == storage);

    // A new one, and everything is open again.
    let until = w.in_days(7);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(DOCTOR, patient::log_access(PATIENT, 1));
    w.done(DOCTOR, add);
    assert_eq!(
        w.read(doctor::consents_of_patient(PATIENT, 0, 10)).unwrap().total,
        1
    );
}

#[test]
fn an_expired_consent_is_still_listed_and_can_be_taken_back() {
    let mut w = with_records();
    let until = w.in_days(1);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.chain.set_time(until + DAY_MS);
    assert_eq!(
        w.read(doctor::consents_of_patient(PATIENT, 0, 10)).unwrap().items[0].until,
        until
    );
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
}

#[test]
fn a_consent_can_begin_later() {
    let mut w = with_records();
    let (from, until) = (w.in_days(1), w.in_days(2));
    let grant = Grant {
        from_ms: from,
        ..samples::whole_history(1, until)
    };
    w.done(PATIENT, doctor::grant_access(DOCTOR, grant));
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 1)),
        Error::NoConsent
    );
    w.chain.set_time(from - 1);
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    w.chain.set_time(from);
    w.done(DOCTOR, patient::log_access(PATIENT, 1));
}

#[test]
fn a_suspended_doctor_has_no_access_and_gets_it_back() {
    let mut w = with_records();
    let until = w.in_days(7);
    let grant = doctor::grant_access(DOCTOR, samples::whole_history(1, until));
    w.done(PATIENT, grant.clone());
    w.done(ADMIN, doctor::suspend_doctor(DOCTOR));
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    assert!(w.read(doctor::consent(PATIENT, DOCTOR)).is_some());
    let add = patient::add_medical_record(PATIENT, samples::record(4, 1));
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 1)),
        Error::DoctorSuspended
    );
    assert_eq!(w.refused(DOCTOR, add.clone()), Error::DoctorSuspended);
    assert_eq!(w.refused(PATIENT, grant), Error::DoctorSuspended);

    w.done(ADMIN, doctor::reinstate_doctor(DOCTOR));
    w.done(DOCTOR, patient::log_access(PATIENT, 1));
    w.done(DOCTOR, add);
    // The patient can take a consent back from a suspended doctor.
    w.done(ADMIN, doctor::suspend_doctor(DOCTOR));
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
}

/// What a doctor may write, as the patient contract is told.
#[test]
fn a_ticket_says_what_an_author_may_write() {
    let mut w = with_records();
    let until = w.in_days(7);
    let (all, one) = (
        samples::whole_history(1, until),
        samples::single_records([2], until),
    );
    let ticket_of = |whole_history, salt| WriteTicket {
        lowest_generation: 1,
        whole_history,
        salt,
    };
    let own = ticket_of(true, [0; 16].into());
    let (whole, single) = (ticket_of(true, all.salt), ticket_of(false, one.salt));
    let ticket = |w: &mut World, author, about, authored| {
        w.read(doctor::write_ticket(PATIENT, author, about, authored))
    };
    w.done(PATIENT, doctor::grant_access(DOCTOR, all));
    w.done(PATIENT, doctor::grant_access(OTHER_DOCTOR, one));

    assert_eq!(ticket(&mut w, PATIENT, None, false), Ok(own));
    assert_eq!(ticket(&mut w, DOCTOR, None, false), Ok(whole));
    assert_eq!(ticket(&mut w, DOCTOR, Some((3, 3)), false), Ok(whole));
    let mut of_other = |about, authored| ticket(&mut w, OTHER_DOCTOR, about, authored);
    assert_eq!(of_other(None, false), Err(Error::NoConsent));
    assert_eq!(of_other(None, true), Ok(single));
    assert_eq!(of_other(Some((2, 2)), false), Ok(single));
    assert_eq!(of_other(Some((3, 2)), false), Ok(single));
    assert_eq!(of_other(Some((2, 1)), false), Ok(single));
    assert_eq!(of_other(Some((3, 3)), false), Err(Error::NoConsent));
    assert_eq!(
        ticket(&mut w, STRANGER, None, true),
        Err(Error::MissingRole(Role::Doctor))
    );
}

/// What a doctor may open, as the patient contract is told.
#[test]
fn a_ticket_says_what_a_reader_may_open() {
    let mut w = with_records();
    let until = w.in_days(7);
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([2], until)),
    );
    let ticket = |w: &mut World, reader, number, first, authored| {
        w.read(doctor::read_ticket(PATIENT, reader, number, first, authored))
    };
    assert_eq!(ticket(&mut w, OTHER_DOCTOR, 2, 2, false), Ok(()));
    assert_eq!(ticket(&mut w, OTHER_DOCTOR, 9, 2, false), Ok(()));
    assert_eq!(ticket(&mut w, OTHER_DOCTOR, 9, 9, true), Ok(()));
    let no_consent = Err(Error::NoConsent);
    assert_eq!(ticket(&mut w, OTHER_DOCTOR, 9, 9, false), no_consent);
    assert_eq!(ticket(&mut w, DOCTOR, 2, 2, true), no_consent);
    let no_doctor = Err(Error::MissingRole(Role::Doctor));
    assert_eq!(ticket(&mut w, STRANGER, 2, 2, true), no_doctor);
    w.done(ADMIN, doctor::suspend_doctor(OTHER_DOCTOR));
    let suspended = Err(Error::DoctorSuspended);
    assert_eq!(ticket(&mut w, OTHER_DOCTOR, 2, 2, true), suspended);
}

/// A second consent to the same doctor takes the place of the first.
#[test]
fn a_consent_is_replaced_whole() {
    let mut w = with_records();
    let until = w.in_days(7);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::single_records([1, 2], until)),
    );
    let second = Grant {
        purpose: Purpose::Research,
        sealed_pairwise: vec![8; 40].into(),
        ..samples::single_records([3], until + 5)
    };
    w.done(PATIENT, doctor::grant_access(DOCTOR, second));
    let kept = w.read(doctor::consent(PATIENT, DOCTOR)).unwrap();
    assert!(matches!(&kept.scope, Scope::Records(keys) if keys.len() == 1 && keys[0].number == 3));
    assert_eq!((kept.purpose, kept.until), (Purpose::Research, until + 5));
    assert_eq!(
        w.read(doctor::sealed_pairwise(PATIENT, DOCTOR)),
        Some(vec![8; 40].into())
    );
    assert!(!w.read(patient::has_access(PATIENT, DOCTOR, 1)));
    assert_eq!(
        w.read(doctor::consents_of_patient(PATIENT, 0, 10)).unwrap().total,
        1
    );
    assert_eq!(
        w.read(doctor::patients_of_doctor(DOCTOR, 0, 10)).unwrap().total,
        1
    );
    // No generation key was given away, so nothing has to rotate.
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 1);
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 1);
}

/// A consent of one patient is nobody else's: not to another doctor, not to another patient's records.
#[test]
fn consents_do_not_mix() {
    let mut w = with_records();
    let until = w.in_days(7);
    w.done(
        OTHER_PATIENT,
        patient::add_medical_record(OTHER_PATIENT, samples::record(10, 1)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(
        OTHER_PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::whole_history(1, until)),
    );
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(OTHER_PATIENT, 1)),
        Error::NoConsent
    );
    assert_eq!(
        w.refused(OTHER_DOCTOR, patient::log_access(PATIENT, 1)),
        Error::NoConsent
    );
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    w.done(OTHER_DOCTOR, patient::log_access(OTHER_PATIENT, 1));
    assert_eq!(w.read(doctor::lowest_generation(OTHER_PATIENT)), 1);
}
