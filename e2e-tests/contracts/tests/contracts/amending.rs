//! Whose word stands for what: a new version is its author's or the patient's, a note stands beside what it is about,
//! and a consent is about what is there.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{
    ADMIN, DOCTOR, EVERYBODY, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, RECORD_DOCTOR, SUSPENDED_DOCTOR,
};
use e2e_contracts::{Logged, Part, World, blake2_256, samples};
use medink_types::bounds::PROFILE;
use medink_types::events::RecordAdded;
use medink_types::{Action, Error, ScopeSummary, record_reference};

/// [`PATIENT`] with record 1 of their own and 2 by [`DOCTOR`]; both doctors have the whole history, and
/// [`RECORD_DOCTOR`] a consent to record 1.
fn two_authors() -> World {
    let mut w = World::peopled();
    let until = w.in_days(30);
    w.register_doctors(&[RECORD_DOCTOR]);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    for to in [DOCTOR, OTHER_DOCTOR] {
        w.done(
            PATIENT,
            doctor::grant_access(to, samples::whole_history(1, until)),
        );
    }
    w.done(
        PATIENT,
        doctor::grant_access(RECORD_DOCTOR, samples::single_records([1], until)),
    );
    w.done(
        DOCTOR,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    w
}

/// A doctor with a consent to a laboratory result does not put a note in its place.
#[test]
fn only_its_author_and_the_patient_amend_a_version() {
    let mut w = two_authors();
    let amend = |number, n| patient::amend_record(PATIENT, number, samples::record(n, 1));
    for (by, number) in [
        (DOCTOR, 1),
        (OTHER_DOCTOR, 1),
        (RECORD_DOCTOR, 1),
        (OTHER_DOCTOR, 2),
        (RECORD_DOCTOR, 2),
        (OTHER_PATIENT, 1),
        (ADMIN, 1),
    ] {
        assert_eq!(
            w.refused(by, amend(number, 9)),
            Error::NotTheAuthor,
            "{number} by {by:?}"
        );
    }
    w.done(DOCTOR, amend(2, 3));
    w.done(PATIENT, amend(2, 4));
    // It is the version that is named whose author counts: 4 is the patient's now.
    assert_eq!(w.refused(DOCTOR, amend(4, 9)), Error::NotTheAuthor);
    w.done(DOCTOR, amend(3, 5));
    let amends: Vec<_> = w
        .read(patient::records(PATIENT, 0, 0))
        .unwrap()
        .items
        .iter()
        .map(|record| (record.author, record.amends))
        .collect();
    assert_eq!(
        amends,
        [
            (PATIENT, None),
            (DOCTOR, None),
            (DOCTOR, Some(2)),
            (PATIENT, Some(2)),
            (DOCTOR, Some(2))
        ]
    );
}

/// An author without a live consent is nobody any more.
#[test]
fn an_author_amends_while_there_is_a_consent() {
    let mut w = two_authors();
    let until = w.in_days(30);
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    let amend = patient::amend_record(PATIENT, 2, samples::record(3, 2));
    assert_eq!(w.refused(DOCTOR, amend.clone()), Error::NoConsent);
    // A consent to another record is one; then it is that consent's key.
    let narrow = samples::single_records([1], until);
    w.done(PATIENT, doctor::grant_access(DOCTOR, narrow));
    assert_eq!(w.refused(DOCTOR, amend), Error::WrongKeyKind);
    let amend = patient::amend_record(PATIENT, 2, w.pairwise_record(DOCTOR, 3));
    w.done(DOCTOR, amend);
}

#[test]
fn a_note_stands_beside_what_it_is_about() {
    let mut w = two_authors();
    let done = w.done(
        DOCTOR,
        patient::annotate_record(PATIENT, 1, samples::record(3, 1)),
    );
    assert_eq!(done.answer, 3);
    let entry = Logged {
        contract: w.address(Part::Patient),
        actor: DOCTOR,
        subject: PATIENT,
        action: Action::RecordAnnotated,
        reference: record_reference(3, blake2_256(&samples::cid(3))),
    };
    assert_eq!(done.logged(), [entry]);
    done.assert_events([RecordAdded {
        actor: DOCTOR,
        subject: PATIENT,
        number: 3,
        amends: None,
        refers_to: Some(1),
    }]);
    let note = w.read(patient::record(PATIENT, 3)).unwrap();
    assert_eq!(
        (note.author, note.amends, note.refers_to),
        (DOCTOR, None, Some(1))
    );
    // What it is about is as it was.
    let about = w.read(patient::record(PATIENT, 1)).unwrap();
    assert_eq!((about.author, about.refers_to), (PATIENT, None));
    // A note about a note refers to that one; amended it is still its author's, and no other's.
    let of_note = patient::annotate_record(PATIENT, 3, samples::record(4, 1));
    w.done(OTHER_DOCTOR, of_note);
    assert_eq!(w.read(patient::record(PATIENT, 4)).unwrap().refers_to, Some(3));
    let amend = patient::amend_record(PATIENT, 3, samples::record(5, 1));
    assert_eq!(w.refused(OTHER_DOCTOR, amend.clone()), Error::NotTheAuthor);
    w.done(DOCTOR, amend);
    for number in [0, 6, u32::MAX] {
        let about = patient::annotate_record(PATIENT, number, samples::record(9, 1));
        assert_eq!(w.refused(DOCTOR, about), Error::UnknownRecord);
    }
}

/// For everybody and everything: what `has_access` says is what `log_access` does.
#[test]
fn has_access_and_opening_agree() {
    let mut w = two_authors();
    let until = w.in_days(30);
    w.register_doctors(&[SUSPENDED_DOCTOR]);
    w.done(
        PATIENT,
        doctor::grant_access(SUSPENDED_DOCTOR, samples::whole_history(1, until)),
    );
    w.done(ADMIN, doctor::suspend_doctor(SUSPENDED_DOCTOR));
    // A version of 1, a note on it by who has record 1 alone, one on 2, and an erased one.
    w.done(PATIENT, patient::amend_record(PATIENT, 1, samples::record(3, 1)));
    let note = patient::annotate_record(PATIENT, 1, w.pairwise_record(RECORD_DOCTOR, 4));
    w.done(RECORD_DOCTOR, note);
    w.done(
        DOCTOR,
        patient::annotate_record(PATIENT, 2, samples::record(5, 1)),
    );
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(6, 1)),
    );
    w.done(PATIENT, patient::erase_record(6));
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));

    let before = w.chain.moment();
    let mut opened = Vec::new();
    for (reader, patient) in EVERYBODY
        .into_iter()
        .flat_map(|reader| [(reader, PATIENT), (reader, OTHER_PATIENT), (reader, ADMIN)])
    {
        for number in PROFILE..=7 {
            let says = w.read(patient::has_access(patient, reader, number));
            let (does, _) = w.send(reader, &patient::log_access(patient, number));
            assert_eq!(says, does.is_ok(), "{number} of {patient:?} by {reader:?}");
            if says && patient == PATIENT {
                opened.push((reader, number));
            }
            w.chain.go_back(&before);
        }
    }
    let by = |reader| -> Vec<u32> {
        let mine = opened.iter().filter(|(by, _)| *by == reader);
        mine.map(|(_, number)| *number).collect()
    };
    assert_eq!(by(PATIENT), [0, 1, 2, 3, 4, 5]);
    assert_eq!(by(DOCTOR), [0, 1, 2, 3, 4, 5]);
    assert_eq!(by(RECORD_DOCTOR), [1, 3, 4]);
    assert_eq!(opened.len(), 6 + 6 + 3);
}

#[test]
fn a_consent_names_records_that_are_there() {
    let mut w = two_authors();
    let until = w.in_days(30);
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(3, 1)),
    );
    w.done(PATIENT, patient::erase_record(3));
    let grant =
        |numbers: Vec<u32>| doctor::grant_access(RECORD_DOCTOR, samples::single_records(numbers, until));
    for (numbers, refusal) in [
        (vec![4], Error::UnknownRecord),
        (vec![1, 4], Error::UnknownRecord),
        (vec![u32::MAX], Error::UnknownRecord),
        (vec![3], Error::RecordErased),
        (vec![PROFILE, 1, 3], Error::RecordErased),
    ] {
        assert_eq!(w.refused(PATIENT, grant(numbers.clone())), refusal, "{numbers:?}");
    }
    // Another's records are not this patient's.
    let theirs = doctor::grant_access(RECORD_DOCTOR, samples::single_records([1], until));
    assert_eq!(w.refused(OTHER_PATIENT, theirs), Error::UnknownRecord);
    // The profile is always there.
    w.done(PATIENT, grant(vec![PROFILE, 1, 2]));
}

/// What the doctor contract asks before it takes a consent.
#[test]
fn a_patient_contract_vouches_for_what_is_there() {
    let mut w = two_authors();
    let whole = |generation| ScopeSummary::WholeHistory { generation };
    let records = |numbers: &[u32]| ScopeSummary::Records(numbers.to_vec());
    for (patient, scope, answer) in [
        (PATIENT, records(&[0, 1, 2]), Ok(())),
        (PATIENT, records(&[3]), Err(Error::UnknownRecord)),
        (PATIENT, whole(1), Ok(())),
        (PATIENT, whole(2), Err(Error::WrongGeneration { current: 1 })),
        (DOCTOR, records(&[0]), Err(Error::UnknownPatient)),
        (PATIENT, records(&[1; 33]), Err(Error::TooMany { max: 32 })),
    ] {
        let asked = format!("{scope:?}");
        assert_eq!(w.read(patient::vouches_for(patient, scope)), answer, "{asked}");
    }
}
