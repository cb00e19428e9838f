//! What doctors write: with the whole history under the patient's generation, with single records as amendments
//! under the pairwise key.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT};
use e2e_contracts::{Contract, Logged, World, blake2_256, samples};
use medink_types::{Action, Error, KeyBy, record_reference};

/// [`PATIENT`] with records 1 to 3, 3 being an amendment of 2; [`DOCTOR`] has the whole history, [`OTHER_DOCTOR`]
/// record 2.
fn two_scopes() -> World {
    let mut w = World::peopled();
    let until = w.in_days(30);
    w.done(
        PATIENT,
        patient::add_medical_records(PATIENT, vec![samples::record(1, 1), samples::record(2, 1)]),
    );
    w.done(PATIENT, patient::amend_record(PATIENT, 2, samples::record(3, 1)));
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([2], until)),
    );
    w
}

#[test]
fn a_doctor_with_the_whole_history_writes_for_the_patient() {
    let mut w = two_scopes();
    let done = w.done(
        DOCTOR,
        patient::add_medical_record(PATIENT, samples::record(4, 1)),
    );
    let entry = Logged {
        contract: w.address(Contract::Patient),
        actor: DOCTOR,
        subject: PATIENT,
        action: Action::RecordAdded,
        reference: record_reference(4, blake2_256(&samples::cid(4))),
    };
    assert_eq!((done.answer, done.logged()), (4, vec![entry]));
    assert_eq!(w.read(patient::record(PATIENT, 4)).unwrap().author, DOCTOR);
    let batch = vec![samples::record(5, 1), samples::record(6, 1)];
    assert_eq!(
        w.done(DOCTOR, patient::add_medical_records(PATIENT, batch))
            .answer,
        [5, 6]
    );
    assert_eq!(
        w.done(DOCTOR, patient::amend_record(PATIENT, 1, samples::record(7, 1)))
            .answer,
        7
    );
    // What the patient could not open is refused.
    let pairwise = patient::add_medical_record(PATIENT, samples::pairwise_record(8));
    assert_eq!(w.refused(DOCTOR, pairwise), Error::WrongKeyKind);
    let other = patient::add_medical_record(OTHER_PATIENT, samples::record(8, 1));
    assert_eq!(w.refused(DOCTOR, other), Error::NoConsent);
}

#[test]
fn a_doctor_with_single_records_amends_those_under_the_pairwise_key() {
    let mut w = two_scopes();
    let done = w.done(
        OTHER_DOCTOR,
        patient::amend_record(PATIENT, 2, samples::pairwise_record(4)),
    );
    assert_eq!(done.answer, 4);
    let kept = w.read(patient::record(PATIENT, 4)).unwrap();
    assert_eq!((kept.author, kept.amends), (OTHER_DOCTOR, Some(2)));
    assert_eq!(kept.key.unwrap().by, KeyBy::Pairwise);
    // A version of record 2 is record 2.
    w.done(
        OTHER_DOCTOR,
        patient::amend_record(PATIENT, 3, samples::pairwise_record(5)),
    );
    w.done(
        OTHER_DOCTOR,
        patient::amend_record(PATIENT, 4, samples::pairwise_record(6)),
    );

    let generation = patient::amend_record(PATIENT, 2, samples::record(7, 1));
    assert_eq!(w.refused(OTHER_DOCTOR, generation), Error::WrongKeyKind);
    let elsewhere = patient::amend_record(PATIENT, 1, samples::pairwise_record(7));
    assert_eq!(w.refused(OTHER_DOCTOR, elsewhere), Error::NoConsent);
    let new = patient::add_medical_record(PATIENT, samples::pairwise_record(7));
    assert_eq!(w.refused(OTHER_DOCTOR, new), Error::NoConsent);
}

/// Pairwise keys are no generation keys: a pending rotation does not stop them.
#[test]
fn a_pending_rotation_does_not_stop_pairwise_amendments() {
    let mut w = two_scopes();
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    w.done(
        OTHER_DOCTOR,
        patient::amend_record(PATIENT, 2, samples::pairwise_record(4)),
    );
}

/// The patient takes a pairwise record over: under a generation everybody with the whole history can open it.
#[test]
fn the_patient_reseals_what_was_written_under_the_pairwise_key() {
    let mut w = two_scopes();
    w.done(
        OTHER_DOCTOR,
        patient::amend_record(PATIENT, 2, samples::pairwise_record(4)),
    );
    w.done(PATIENT, patient::reseal_records(vec![samples::reseal(4)]));
    let kept = w.read(patient::record(PATIENT, 4)).unwrap();
    assert_eq!(
        (kept.key.unwrap().by, kept.author),
        (KeyBy::Generation(1), OTHER_DOCTOR)
    );
}

/// Who wrote a record may open it while any consent of theirs is live.
#[test]
fn authors_open_what_they_wrote_while_they_have_a_consent() {
    let mut w = two_scopes();
    let until = w.in_days(30);
    let number = w
        .done(
            OTHER_DOCTOR,
            patient::amend_record(PATIENT, 2, samples::pairwise_record(4)),
        )
        .answer;
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 2));
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 3));
    // The scope moves on to record 1; the amendment stays its author's to open, record 2 does not.
    w.done(
        PATIENT,
        doctor::grant_access(OTHER_DOCTOR, samples::single_records([1], until)),
    );
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, number));
    assert_eq!(
        w.refused(OTHER_DOCTOR, patient::log_access(PATIENT, 2)),
        Error::NoConsent
    );
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    assert_eq!(
        w.refused(OTHER_DOCTOR, patient::log_access(PATIENT, number)),
        Error::NoConsent
    );
}
