//! Key generations: nothing is ever written under a key that a revoked doctor holds, and those who remain go on.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{Logged, Part, World, samples};
use medink_types::events::{ConsentRewrapped, GenerationRotated, LinkRenewed};
use medink_types::{
    Action, Consent, Error, Grant, Scope, ScopeSummary, WriteTicket, bounds, number_reference,
};

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
        let done = w.done(PATIENT, patient::rotate_generation(generation - 1, link));
        assert_eq!(done.answer, generation);
        let entry = Logged {
            contract: w.address(Part::Patient),
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
        salt: [0; 16].into(),
    };
    assert_eq!(
        w.read(doctor::write_ticket(PATIENT, PATIENT, None, false)),
        Ok(ticket)
    );

    let pending = Error::RotationPending { generation: 2 };
    for by in [PATIENT, OTHER_DOCTOR] {
        assert_eq!(w.refused(by, add(2, 1)), pending);
        assert_eq!(
            w.refused(by, patient::annotate_record(PATIENT, 1, samples::record(2, 1))),
            pending
        );
        let batch = patient::add_medical_records(PATIENT, vec![samples::record(2, 1)]);
        assert_eq!(w.refused(by, batch), pending);
    }
    for message in [
        patient::reseal_records(1, vec![samples::reseal(1)]).any(),
        patient::amend_record(PATIENT, 1, samples::record(2, 1)).any(),
    ] {
        assert_eq!(w.refused(PATIENT, message), pending);
    }
    let grant = |generation| doctor::grant_access(DOCTOR, samples::whole_history(generation, until));
    assert_eq!(w.refused(PATIENT, grant(1)), pending);
    let rewrap = |generation| doctor::rewrap_consents(generation, vec![samples::rewrap(OTHER_DOCTOR, 2)]);
    assert_eq!(w.refused(PATIENT, rewrap(1)), pending);
    // Who remains reads on meanwhile.
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 1));

    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
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
    w.done(PATIENT, patient::reseal_records(2, vec![samples::reseal(1)]));
    // The revoked doctor can be trusted again, with the new key.
    w.done(PATIENT, grant(2));
    w.done(DOCTOR, add(4, 2));
}

/// A rotation without a revoke: consents keep the old generation and readers follow the links; nobody has to wait.
#[test]
fn a_rotation_alone_takes_nothing_away() {
    let mut w = two_doctors();
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    w.done(DOCTOR, patient::log_access(PATIENT, 1));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 1);
    // What is written is written under the current generation, by whoever has it.
    let old = patient::add_medical_record(PATIENT, samples::record(2, 1));
    assert_eq!(w.refused(DOCTOR, old), Error::WrongGeneration { current: 2 });
}

#[test]
fn who_remains_is_rewrapped_with_an_entry_each() {
    let mut w = two_doctors();
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    let keys = vec![samples::rewrap(DOCTOR, 8), samples::rewrap(OTHER_DOCTOR, 9)];
    let before = w.read(doctor::consent(PATIENT, DOCTOR)).unwrap();
    let done = w.done(PATIENT, doctor::rewrap_consents(2, keys.clone()));
    let contract = w.address(Part::Doctor);
    let entries: Vec<_> = keys
        .iter()
        .map(|rewrap| {
            let action = Action::ConsentRewrapped;
            Logged {
                contract,
                actor: PATIENT,
                subject: PATIENT,
                action,
                reference: rewrap.doctor.0,
            }
        })
        .collect();
    assert_eq!(done.logged(), entries);
    let events = done.events::<ConsentRewrapped>();
    assert_eq!(
        (events.len(), events[0].generation, events[0].actor),
        (2, 2, PATIENT)
    );
    for rewrap in keys {
        let kept = w.read(doctor::consent(PATIENT, rewrap.doctor)).unwrap();
        let (generation, key) = (2, rewrap.key);
        assert_eq!(kept.scope, Scope::WholeHistory { generation, key });
        // What was signed before is not what is there now.
        assert_eq!(kept.signature, rewrap.signature);
        let all_else = Consent {
            scope: before.scope.clone(),
            signature: before.signature,
            salt: before.salt,
            ..kept
        };
        assert_eq!(all_else, before);
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
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    w.done(PATIENT, patient::rotate_generation(2, samples::wrapped(3)));
    w.done(
        PATIENT,
        doctor::rewrap_consents(3, vec![samples::rewrap(DOCTOR, 3)]),
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

    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
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

/// Nothing but the present generation is given away: neither an older one nor one that is not there yet.
#[test]
fn only_the_present_generation_is_given_away() {
    let mut w = two_doctors();
    let until = w.in_days(60);
    for n in 2..=3 {
        w.done(
            PATIENT,
            patient::rotate_generation(n - 1, samples::wrapped(n as u8)),
        );
    }
    let present = Error::WrongGeneration { current: 3 };
    for generation in [1, 2, 4, 4_000_000_000] {
        let grant = doctor::grant_access(DOCTOR, samples::whole_history(generation, until));
        assert_eq!(w.refused(PATIENT, grant), present, "{generation}");
        let rewrap = doctor::rewrap_consents(generation, vec![samples::rewrap(DOCTOR, 1)]);
        assert_eq!(w.refused(PATIENT, rewrap), present, "{generation}");
    }
    // The revoke asks for one more at most, and all goes on after it.
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(3, until)),
    );
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 4);
    w.done(PATIENT, patient::rotate_generation(3, samples::wrapped(4)));
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 4)),
    );
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
    w.done(PATIENT, patient::rotate_generation(1, key));
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::whole_history(2, until)),
    );
    let most = bounds::REWRAP_BATCH;
    let rewrap = |generation, doctors: &[medink_types::AccountId]| {
        doctor::rewrap_consents(
            generation,
            doctors.iter().map(|to| samples::rewrap(*to, 2)).collect(),
        )
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
    w.done(PATIENT, patient::rotate_generation(2, samples::wrapped(3)));
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
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    let rewrap = doctor::rewrap_consents(2, vec![samples::rewrap(DOCTOR, 2)]);
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
    let rewrap = doctor::rewrap_consents(u32::MAX, vec![samples::rewrap(OTHER_DOCTOR, 1)]);
    assert_eq!(w.refused(PATIENT, rewrap), Error::WrongGeneration { current: 1 });
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
}

/// Two of a patient's programs at once: both start from the same generation, and one of them is told to look again.
#[test]
fn of_two_rotations_at_once_one_is_refused_and_the_links_stay_right() {
    let mut w = two_doctors();
    let (first, second) = (samples::wrapped(0x21), samples::wrapped(0x22));
    w.done(PATIENT, patient::rotate_generation(1, first));
    let stale = Error::WrongGeneration { current: 2 };
    assert_eq!(w.refused(PATIENT, patient::rotate_generation(1, second)), stale);
    let links = |w: &mut World| w.read(patient::generation_links(PATIENT, 0, 0)).unwrap().items;
    assert_eq!(links(&mut w), [first]);
    // Having looked, it goes on from there.
    w.done(PATIENT, patient::rotate_generation(2, second));
    assert_eq!(links(&mut w), [first, second]);
    for wrong in [0, 1, 2, 4, 4_000_000_000, u32::MAX] {
        let rotate = patient::rotate_generation(wrong, first);
        assert_eq!(w.refused(PATIENT, rotate), Error::WrongGeneration { current: 3 });
    }
}

/// Two revokes at once ask for one rotation, and a record that was wrapped before it is refused, not lost.
#[test]
fn two_revokes_at_once_need_one_rotation() {
    let mut w = two_doctors();
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    assert_eq!(w.read(doctor::lowest_generation(PATIENT)), 2);
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    let beside = patient::add_medical_record(PATIENT, samples::record(2, 1));
    assert_eq!(w.refused(PATIENT, beside), Error::WrongGeneration { current: 2 });
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 2)),
    );
}

#[test]
fn a_damaged_link_is_renewed() {
    let mut w = World::peopled();
    for n in 2..=3 {
        w.done(
            PATIENT,
            patient::rotate_generation(n - 1, samples::wrapped(n as u8)),
        );
    }
    let done = w.done(PATIENT, patient::renew_link(2, samples::wrapped(0x72)));
    let entry = Logged {
        contract: w.address(Part::Patient),
        actor: PATIENT,
        subject: PATIENT,
        action: Action::LinkRenewed,
        reference: number_reference(2),
    };
    assert_eq!(done.logged(), [entry]);
    done.assert_events([LinkRenewed {
        actor: PATIENT,
        subject: PATIENT,
        generation: 2,
    }]);
    assert_eq!(
        w.read(patient::generation_links(PATIENT, 0, 0)).unwrap().items,
        [samples::wrapped(0x72), samples::wrapped(3)]
    );
    assert_eq!(w.read(patient::generation(PATIENT)), 3);
    // There is none to the first, and none beyond the present one.
    for generation in [0, 1, 4, u32::MAX] {
        assert_eq!(
            w.refused(PATIENT, patient::renew_link(generation, samples::wrapped(1))),
            Error::WrongGeneration { current: 3 }
        );
    }
    // It is the caller's own.
    assert_eq!(
        w.refused(OTHER_PATIENT, patient::renew_link(2, samples::wrapped(1))),
        Error::WrongGeneration { current: 1 }
    );
}
