//! Key generations: nothing is ever written under a key that a revoked doctor holds, and those who remain go on.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{Contract, Logged, World, samples};
use medink_types::events::{ConsentRewrapped, GenerationRotated};
use medink_types::{Action, Error, Grant, Scope, ScopeSummary, WriteTicket, bounds, number_reference};

/// [`PATIENT`] with record 1, and both doctors with the whole history under generation 1.
fn two_doctors() -> World {
    let mut w = World::peopled();
    let until = w.in_days(30);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    for doctor in [DOCTOR, OTHER_DOCTOR] {
        w.done(
            PATIENT,
            doctor::grant_access(doctor, samples::whole_history(1, until)),
        );
    }
    w
}

#[test]
fn a_rotation_goes_to_the_next_generation_and_keeps_the_link() {
    let mut w = World::peopled();
    for generation in 2..=4 {
        let link = samples::wrapped(generation as u8);
        let done = w.done(PATIENT, patient::rotate_generation(link));
        assert_eq!(done.answer, generation);
        let entry = Logged {
            contract: w.address(Contract::Patient),
            actor: PATIENT,
            subject: PATIENT,
            action: Action::GenerationRotated,
            reference: number_reference(generation),
        };
        assert_eq!(done.logged(), [entry]);
        done.assert_events([GenerationRotated {
            actor: PATIENT,
            subject: PATIENT,
            generation,
        }]);
        assert_eq!(w.read(patient::generation(PATIENT)), generation);
        assert_eq!(w.read(patient::patient(PATIENT)).unwrap().generation, generation);
    }
    let links = w.read(patient::generation_links(PATIENT, 0, 50)).unwrap();
    assert_eq!((links.total, links.next), (3, None));
    assert_eq!(
        links.items,
        [samples::wrapped(2), samples::wrapped(3), samples::wrapped(4)]
    );
    assert_eq!(w.read(patient::generation(OTHER_PATIENT)), 1);
}

/// The story of a revoke: it holds at once, nothing is written until the rotation, and then all goes on.
#[test]
fn after_a_revoke_nothing_is_written_until_the_rotation() {
    let mut w = two_doctors();
    let until = w.in_days(30);
    let add = |n, generation| patient::add_medical_record(PATIENT, samples::record(n, generation));
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
    let ticket = WriteTicket {
        lowest_generation: 2,
        whole_history: true,
    };
    assert_eq!(w.read(doctor::write_ticket(PATIENT, PATIENT, None)), Ok(ticket));

    let pending = Error::RotationPending { generation: 2 };
    for by in [PATIENT, OTHER_DOCTOR] {
        assert_eq!(w.refused(by, add(2, 1)), pending);
        assert_eq!(
            w.refused(by, patient::amend_record(PATIENT, 1, samples::record(2, 1))),
            pending
        );
        let batch = patient::add_medical_records(PATIENT, vec![samples::record(2, 1)]);
        assert_eq!(w.refused(by, batch), pending);
    }
    assert_eq!(
        w.refused(PATIENT, patient::reseal_records(vec![samples::reseal(1)])),
        pending
    );
    let grant = |generation| doctor::grant_access(DOCTOR, samples::whole_history(generation, until));
    assert_eq!(w.refused(PATIENT, grant(1)), pending);
    let rewrap = |generation| doctor::rewrap_consents(generation, vec![(OTHER_DOCTOR, samples::wrapped(2))]);
    assert_eq!(w.refused(PATIENT, rewrap(1)), pending);
    // Who remains reads on meanwhile.
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 1));

    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    assert_eq!(
        w.refused(PATIENT, add(2, 1)),
        Error::WrongGeneration { current: 2 }
    );
    assert_eq!(
        w.refused(OTHER_DOCTOR, add(2, 1)),
        Error::WrongGeneration { current: 2 }
    );
    assert_eq!(
        w.refused(PATIENT, add(2, 3)),
        Error::WrongGeneration { current: 2 }
    );
    w.done(PATIENT, add(2, 2));
    w.done(PATIENT, rewrap(2));
    w.done(OTHER_DOCTOR, add(3, 2));
    w.done(PATIENT, patient::reseal_records(vec![samples::reseal(1)]));
    // The revoked doctor can be trusted again, with the new key.
    w.done(PATIENT, grant(2));
    w.done(DOCTOR, add(4, 2));
}

/// A rotation without a revoke: consents keep the old generation and readers follow the links; nobody has to wait.
#[test]
fn a_rotation_alone_takes_nothing_away() {
    let mut w = two_doctors();
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    w.done(DOCTOR, patient::log_access(PATIENT, 1));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 1);
    // What is written is written under the current generation, by whoever has it.
    let old = patient::add_medical_record(PATIENT, samples::record(2, 1));
    assert_eq!(w.refused(DOCTOR, old), Error::WrongGeneration { current: 2 });
}

#[test]
fn who_remains_is_rewrapped_with_an_entry_each() {
    let mut w = two_doctors();
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    let keys = vec![(DOCTOR, samples::wrapped(8)), (OTHER_DOCTOR, samples::wrapped(9))];
    let done = w.done(PATIENT, doctor::rewrap_consents(2, keys.clone()));
    let contract = w.address(Contract::Doctor);
    let entries: Vec<_> = keys
        .iter()
        .map(|(doctor, _)| {
            let action = Action::ConsentRewrapped;
            Logged {
                contract,
                actor: PATIENT,
                subject: PATIENT,
                action,
                reference: doctor.0,
            }
        })
        .collect();
    assert_eq!(done.logged(), entries);
    let events = done.events::<ConsentRewrapped>();
    assert_eq!(
        (events.len(), events[0].generation, events[0].actor),
        (2, 2, PATIENT)
    );
    for (doctor, key) in keys {
        let scope = w.read(doctor::consent(PATIENT, doctor)).unwrap().scope;
        assert_eq!(scope, Scope::WholeHistory { generation: 2, key });
    }
    let listed = w
        .read(doctor::patients_of_doctor(DOCTOR, 0, 10))
        .unwrap()
        .items
        .remove(0);
    assert_eq!(listed.scope, ScopeSummary::WholeHistory { generation: 2 });
}

/// The highest key ever given counts, not the one of the consent as it was first given.
#[test]
fn a_revoke_reaches_beyond_the_rewrapped_key() {
    let mut w = two_doctors();
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(3)));
    w.done(
        PATIENT,
        doctor::rewrap_consents(3, vec![(DOCTOR, samples::wrapped(3))]),
    );
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 3)),
    );
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 4);
    let add = patient::add_medical_record(PATIENT, samples::record(3, 3));
    assert_eq!(w.refused(PATIENT, add), Error::RotationPending { generation: 4 });
}

/// Narrowing is a revoke of all that is left out: the doctor keeps the generation key that was given.
#[test]
fn a_narrowed_consent_asks_for_a_rotation() {
    let mut w = two_doctors();
    let until = w.in_days(30);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::single_records([1], until)),
    );
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
    let add = patient::add_medical_record(PATIENT, samples::record(2, 1));
    assert_eq!(w.refused(PATIENT, add), Error::RotationPending { generation: 2 });
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 2)),
        Error::UnknownRecord
    );

    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 2)),
    );
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 2)),
        Error::NoConsent
    );
    w.done(DOCTOR, patient::log_access(PATIENT, 1));
}

/// The same where the whole-history consent had run out before: its key did not.
#[test]
fn a_consent_that_expired_before_it_was_narrowed_counts_too() {
    let mut w = two_doctors();
    let after = w.in_days(31);
    w.chain.set_time(after);
    let until = w.in_days(1);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::single_records([1], until)),
    );
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
}

/// A consent renewed under a lower generation does not make the higher one forgotten.
#[test]
fn the_highest_key_ever_given_is_the_one_that_counts() {
    let mut w = two_doctors();
    let until = w.in_days(60);
    for n in 2..=3 {
        w.done(PATIENT, patient::rotate_generation(samples::wrapped(n)));
    }
    for generation in [3, 2] {
        let grant = doctor::grant_access(DOCTOR, samples::whole_history(generation, until));
        w.done(PATIENT, grant);
    }
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 4);
}

/// Replaced by another whole history there is nothing to rotate, and the key given first still counts later.
#[test]
fn a_renewed_whole_history_asks_for_nothing() {
    let mut w = two_doctors();
    let until = w.in_days(60);
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 1);
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
}

#[test]
fn only_live_whole_histories_are_rewrapped() {
    let mut w = two_doctors();
    let until = w.in_days(10);
    let key = samples::wrapped(2);
    w.done(PATIENT, patient::rotate_generation(key));
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::whole_history(2, until)),
    );
    let most = bounds::REWRAP_BATCH;
    let rewrap = |generation, doctors: &[medink_types::AccountId]| {
        doctor::rewrap_consents(generation, doctors.iter().map(|doctor| (*doctor, key)).collect())
    };
    assert_eq!(w.refused(PATIENT, rewrap(2, &[])), Error::Empty);
    let too_many = vec![DOCTOR; most + 1];
    assert_eq!(
        w.refused(PATIENT, rewrap(2, &too_many)),
        Error::TooMany { max: most as u32 }
    );
    assert_eq!(w.refused(PATIENT, rewrap(2, &[DOCTOR, DOCTOR])), Error::Duplicate);
    assert_eq!(
        w.refused(PATIENT, rewrap(2, &[DOCTOR, STRANGER])),
        Error::NoConsent
    );
    assert_eq!(
        w.refused(PATIENT, rewrap(1, &[OTHER_DOCTOR])),
        Error::WrongGeneration { current: 2 }
    );
    // One that can't be is none of them.
    assert_eq!(
        w.refused(PATIENT, rewrap(1, &[DOCTOR, OTHER_DOCTOR])),
        Error::WrongGeneration { current: 2 }
    );

    w.done(ADMIN, doctor::suspend_doctor(DOCTOR));
    assert_eq!(w.refused(PATIENT, rewrap(2, &[DOCTOR])), Error::DoctorSuspended);
    w.done(ADMIN, doctor::reinstate_doctor(DOCTOR));
    w.done(PATIENT, rewrap(2, &[DOCTOR]));
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], until)),
    );
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(3)));
    assert_eq!(
        w.refused(PATIENT, rewrap(3, &[OTHER_DOCTOR])),
        Error::WrongKeyKind
    );
    w.chain.set_time(until + bounds::DAY_MS * 30);
    assert_eq!(w.refused(PATIENT, rewrap(3, &[DOCTOR])), Error::NoConsent);
}

/// Who is to have access later has to have the new key by then.
#[test]
fn a_consent_that_has_not_begun_is_rewrapped() {
    let mut w = World::peopled();
    let grant = Grant {
        from_ms: w.in_days(1),
        ..samples::whole_history(1, w.in_days(2))
    };
    w.done(PATIENT, doctor::grant_access(DOCTOR, grant));
    w.done(PATIENT, patient::rotate_generation(samples::wrapped(2)));
    let rewrap = doctor::rewrap_consents(2, vec![(DOCTOR, samples::wrapped(2))]);
    w.done(PATIENT, rewrap);
    let scope = w.read(doctor::consent(PATIENT, DOCTOR)).unwrap().scope;
    assert!(matches!(scope, Scope::WholeHistory { generation: 2, .. }));
}

/// A generation that could never be passed is never given away: the revoke has to stay possible.
#[test]
fn the_last_generation_is_not_given_away() {
    let mut w = two_doctors();
    let until = w.in_days(30);
    let grant = |generation| doctor::grant_access(DOCTOR, samples::whole_history(generation, until));
    assert_eq!(w.refused(PATIENT, grant(u32::MAX)), Error::Overflow);
    let rewrap = doctor::rewrap_consents(u32::MAX, vec![(OTHER_DOCTOR, samples::wrapped(1))]);
    assert_eq!(w.refused(PATIENT, rewrap), Error::Overflow);
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
}
