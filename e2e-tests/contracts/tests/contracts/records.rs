//! Records: added one by one and in batches, amended, found by content, opened.

use e2e_contracts::messages::{audit, doctor, patient};
use e2e_contracts::people::{ADMIN, DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, STRANGER};
use e2e_contracts::{Logged, Part, World, blake2_256, samples};
use medink_types::events::{RecordAccessed, RecordAdded, VisitBegun};
use medink_types::{
    AccountId, Action, Error, Record, RecordState, Role, bounds, number_reference, record_reference,
};

fn entry(w: &World, actor: AccountId, action: Action, reference: [u8; 32]) -> Logged {
    Logged {
        contract: w.address(Part::Patient),
        actor,
        subject: PATIENT,
        action,
        reference,
    }
}

fn reference(number: u32, content: u32) -> [u8; 32] {
    record_reference(number, blake2_256(&samples::cid(content)))
}

#[test]
fn a_record_is_added() {
    let mut w = World::peopled();
    let created = w.chain.now();
    let done = w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(11, 1)),
    );
    assert_eq!(done.answer, 1);
    assert_eq!(
        done.logged(),
        [entry(&w, PATIENT, Action::RecordAdded, reference(1, 11))]
    );
    done.assert_events([RecordAdded {
        actor: PATIENT,
        subject: PATIENT,
        number: 1,
        amends: None,
        refers_to: None,
    }]);
    assert_eq!(done.other_events(), 1);
    let kept = Record {
        number: 1,
        cid: Some(samples::cid(11)),
        key: Some(samples::record(11, 1).key),
        author: PATIENT,
        created,
        amends: None,
        refers_to: None,
        state: RecordState::Live,
    };
    assert_eq!(w.read(patient::record(PATIENT, 1)), Some(kept.clone()));
    assert_eq!(w.read(patient::records(PATIENT, 0, 10)).unwrap().items, [kept]);
    assert_eq!(w.read(patient::record_by_cid(PATIENT, samples::cid(11))), Some(1));
    assert_eq!(w.read(patient::patient(PATIENT)).unwrap().records, 1);
    for (account, number) in [(PATIENT, 0), (PATIENT, 2), (OTHER_PATIENT, 1), (STRANGER, 1)] {
        assert_eq!(w.read(patient::record(account, number)), None);
    }
}

#[test]
fn a_batch_is_added_in_its_order() {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    let batch = [5, 4, 6].map(|n| samples::record(n, 1)).to_vec();
    let done = w.done(PATIENT, patient::add_medical_records(PATIENT, batch));
    assert_eq!(done.answer, [2, 3, 4]);
    let expected = [(2, 5), (3, 4), (4, 6)]
        .map(|(number, content)| entry(&w, PATIENT, Action::RecordAdded, reference(number, content)));
    assert_eq!(done.logged(), expected);
    let numbers: Vec<_> = done
        .events::<RecordAdded>()
        .iter()
        .map(|event| event.number)
        .collect();
    assert_eq!(numbers, [2, 3, 4]);
    assert_eq!(
        w.read(patient::record(PATIENT, 3)).unwrap().cid,
        Some(samples::cid(4))
    );
}

#[test]
fn a_batch_is_added_whole_or_not_at_all() {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    let add = |contents: &[u32]| {
        patient::add_medical_records(PATIENT, contents.iter().map(|n| samples::record(*n, 1)).collect())
    };
    let most = bounds::BATCH as u32;
    assert_eq!(w.refused(PATIENT, add(&[])), Error::Empty);
    let seventeen: Vec<_> = (10..10 + most + 1).collect();
    assert_eq!(w.refused(PATIENT, add(&seventeen)), Error::TooMany { max: most });
    assert_eq!(
        w.refused(PATIENT, add(&[2, 3, 1])),
        Error::DuplicateRecord { number: 1 }
    );
    // The same content twice in one batch: the first of them would have become record 3.
    assert_eq!(
        w.refused(PATIENT, add(&[2, 3, 3])),
        Error::DuplicateRecord { number: 3 }
    );
    let mut wrong = vec![samples::record(2, 1), samples::record(3, 2)];
    let batch = patient::add_medical_records(PATIENT, wrong.clone());
    assert_eq!(w.refused(PATIENT, batch), Error::WrongGeneration { current: 1 });
    wrong[1] = samples::pairwise_record(3, [0; 16].into());
    assert_eq!(
        w.refused(PATIENT, patient::add_medical_records(PATIENT, wrong)),
        Error::WrongKeyKind
    );
    assert_eq!(w.done(PATIENT, add(&[2])).answer, [2]);
    assert_eq!(w.done(PATIENT, add(&seventeen[1..])).answer.len(), bounds::BATCH);
}

/// The same content is the same record: a client that resumes an upload finds what it had recorded.
#[test]
fn content_is_recorded_once_a_patient() {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    let again = patient::add_medical_record(PATIENT, samples::record(1, 1));
    assert_eq!(w.refused(PATIENT, again), Error::DuplicateRecord { number: 1 });
    let amend = patient::amend_record(PATIENT, 1, samples::record(1, 1));
    assert_eq!(w.refused(PATIENT, amend), Error::DuplicateRecord { number: 1 });
    assert_eq!(
        w.read(patient::record_by_cid(OTHER_PATIENT, samples::cid(1))),
        None
    );
}

/// Every version points to the first one, however long the chain of amendments.
#[test]
fn a_record_is_amended_and_amended_again() {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    let done = w.done(PATIENT, patient::amend_record(PATIENT, 2, samples::record(3, 1)));
    assert_eq!(done.answer, 3);
    assert_eq!(
        done.logged(),
        [entry(&w, PATIENT, Action::RecordAmended, reference(3, 3))]
    );
    done.assert_events([RecordAdded {
        actor: PATIENT,
        subject: PATIENT,
        number: 3,
        amends: Some(2),
        refers_to: None,
    }]);
    assert_eq!(
        w.done(PATIENT, patient::amend_record(PATIENT, 3, samples::record(4, 1)))
            .answer,
        4
    );
    assert_eq!(w.read(patient::record(PATIENT, 4)).unwrap().amends, Some(2));
    assert_eq!(w.read(patient::record(PATIENT, 2)).unwrap().amends, None);
    assert_eq!(
        w.read(patient::record(PATIENT, 1)).unwrap().state,
        RecordState::Live
    );
    for number in [0, 5, u32::MAX] {
        let amend = patient::amend_record(PATIENT, number, samples::record(5, 1));
        assert_eq!(w.refused(PATIENT, amend), Error::UnknownRecord);
    }
}

#[test]
fn records_are_for_registered_patients() {
    let mut w = World::peopled();
    let record = || samples::record(1, 1);
    for message in [
        patient::add_medical_record(STRANGER, record()).any(),
        patient::add_medical_records(STRANGER, vec![record()]).any(),
        patient::amend_record(STRANGER, 1, record()).any(),
        patient::annotate_record(STRANGER, 1, record()).any(),
        patient::log_access(STRANGER, 1).any(),
        patient::begin_visit(STRANGER, samples::reason(1)).any(),
    ] {
        for by in [STRANGER, DOCTOR, PATIENT] {
            assert_eq!(
                w.refused(by, message.clone()),
                Error::UnknownPatient,
                "{}",
                message.label
            );
        }
    }
    assert_eq!(
        w.read(patient::records(STRANGER, 0, 10)).map(|page| page.total),
        Ok(0)
    );
}

#[test]
fn an_access_is_an_entry_in_the_log() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    for by in [PATIENT, DOCTOR] {
        for number in [1, bounds::PROFILE] {
            let done = w.done(by, patient::log_access(PATIENT, number));
            assert_eq!(
                done.logged(),
                [entry(&w, by, Action::RecordAccessed, number_reference(number))]
            );
            done.assert_events([RecordAccessed {
                actor: by,
                subject: PATIENT,
                number,
            }]);
        }
    }
    let about = w.read(audit::entries_by_subject(PATIENT, 0, 50)).unwrap().items;
    let accesses = about
        .iter()
        .filter(|entry| entry.action == Action::RecordAccessed);
    assert_eq!(
        accesses.map(|entry| entry.actor).collect::<Vec<_>>(),
        [PATIENT, PATIENT, DOCTOR, DOCTOR]
    );
    assert_eq!(
        w.refused(PATIENT, patient::log_access(PATIENT, 2)),
        Error::UnknownRecord
    );
    assert_eq!(
        w.refused(OTHER_DOCTOR, patient::log_access(PATIENT, 1)),
        Error::NoConsent
    );
    assert_eq!(
        w.refused(ADMIN, patient::log_access(PATIENT, 1)),
        Error::MissingRole(Role::Doctor)
    );
}

/// The reason is nothing to the contract: whatever 32 bytes it is goes into the entry, and into nothing else.
#[test]
fn a_visit_is_one_entry_among_the_accesses_with_its_reason() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    // A consent to one record is a consent, although it does not cover the profile.
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], until)),
    );
    for (by, reason) in [(DOCTOR, 1), (OTHER_DOCTOR, 0xff)] {
        let reason = samples::reason(reason);
        let done = w.done(by, patient::begin_visit(PATIENT, reason));
        assert_eq!(done.logged(), [entry(&w, by, Action::VisitBegun, reason.0)]);
        done.assert_events([VisitBegun {
            actor: by,
            subject: PATIENT,
        }]);
    }
    let accesses = w.read(audit::accesses_by_subject(PATIENT, 0, 50)).unwrap();
    let who = accesses.items.iter().map(|entry| (entry.action, entry.actor));
    assert_eq!(
        who.collect::<Vec<_>>(),
        [DOCTOR, OTHER_DOCTOR].map(|doctor| (Action::VisitBegun, doctor))
    );
    for (by, error) in [
        (PATIENT, Error::MissingRole(Role::Doctor)),
        (ADMIN, Error::MissingRole(Role::Doctor)),
    ] {
        let visit = patient::begin_visit(PATIENT, samples::reason(1));
        assert_eq!(w.refused(by, visit), error);
    }
    let visit = || patient::begin_visit(PATIENT, samples::reason(2));
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    assert_eq!(w.refused(OTHER_DOCTOR, visit()), Error::NoConsent);
    w.chain.set_time(until - 1);
    w.done(DOCTOR, visit());
    w.chain.set_time(until);
    assert_eq!(w.refused(DOCTOR, visit()), Error::NoConsent);
}

/// One block or many: numbers and times go on.
#[test]
fn records_of_later_blocks_have_later_times() {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w.chain.next_block();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    let created = |w: &mut World, number| w.read(patient::record(PATIENT, number)).unwrap().created;
    assert_eq!(created(&mut w, 2), w.chain.now());
    assert!(created(&mut w, 1) < created(&mut w, 2));
    let log = w.log();
    assert!(log[log.len() - 2].block < log[log.len() - 1].block);
}
