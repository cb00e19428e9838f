//! What doctors write: with the whole history under the patient's generation, with single records as notes about them
//! under the consent's own pairwise key.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT};
use e2e_contracts::{Logged, Part, World, blake2_256, samples};
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
        contract: w.address(Part::Patient),
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
    let note = patient::annotate_record(PATIENT, 1, samples::record(7, 1));
    assert_eq!(w.done(DOCTOR, note).answer, 7);
    let later = patient::amend_record(PATIENT, 7, samples::record(9, 1));
    assert_eq!(w.done(DOCTOR, later).answer, 8);
    // What the others with the whole history could not open is refused.
    let pairwise = patient::add_medical_record(PATIENT, w.pairwise_record(DOCTOR, 8));
    assert_eq!(w.refused(DOCTOR, pairwise), Error::WrongKeyKind);
    let other = patient::add_medical_record(OTHER_PATIENT, samples::record(8, 1));
    assert_eq!(w.refused(DOCTOR, other), Error::NoConsent);
}

#[test]
fn a_doctor_with_single_records_annotates_those_under_the_pairwise_key() {
    let mut w = two_scopes();
    let salt = w.read(doctor::consent(PATIENT, OTHER_DOCTOR)).unwrap().salt;
    let note = |n| samples::pairwise_record(n, salt);
    let annotate = |about, record| patient::annotate_record(PATIENT, about, record);
    let done = w.done(OTHER_DOCTOR, annotate(2, note(4)));
    assert_eq!(done.answer, 4);
    let kept = w.read(patient::record(PATIENT, 4)).unwrap();
    assert_eq!((kept.author, kept.refers_to), (OTHER_DOCTOR, Some(2)));
    assert_eq!(kept.key.unwrap().by, KeyBy::Pairwise(salt));
    // A version of record 2 is record 2.
    w.done(OTHER_DOCTOR, annotate(3, note(5)));
    // And the own note is the doctor's to amend.
    w.done(OTHER_DOCTOR, patient::amend_record(PATIENT, 4, note(6)));

    assert_eq!(
        w.refused(OTHER_DOCTOR, annotate(2, samples::record(7, 1))),
        Error::WrongKeyKind
    );
    assert_eq!(w.refused(OTHER_DOCTOR, annotate(1, note(7))), Error::NoConsent);
    let new = patient::add_medical_record(PATIENT, note(7));
    assert_eq!(w.refused(OTHER_DOCTOR, new), Error::NoConsent);
}

/// The key of an earlier consent may be known to who should not know it.
#[test]
fn a_note_is_written_under_the_present_consents_key() {
    let mut w = two_scopes();
    let until = w.in_days(30);
    let before = w.pairwise_record(OTHER_DOCTOR, 4);
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    let again = doctor::grant_access(OTHER_DOCTOR, samples::single_records([2], until));
    w.done(PATIENT, again);
    let stale = patient::annotate_record(PATIENT, 2, before);
    assert_eq!(w.refused(OTHER_DOCTOR, stale), Error::WrongKeyKind);
    let fresh = patient::annotate_record(PATIENT, 2, w.pairwise_record(OTHER_DOCTOR, 4));
    w.done(OTHER_DOCTOR, fresh);
}

/// Pairwise keys are no generation keys: a pending rotation does not stop them.
#[test]
fn a_pending_rotation_does_not_stop_pairwise_notes() {
    let mut w = two_scopes();
    w.done(PATIENT, doctor::revoke_access(DOCTOR));
    let note = patient::annotate_record(PATIENT, 2, w.pairwise_record(OTHER_DOCTOR, 4));
    w.done(OTHER_DOCTOR, note);
}

/// The patient takes a pairwise record over: under a generation everybody with the whole history can open it.
#[test]
fn the_patient_reseals_what_was_written_under_the_pairwise_key() {
    let mut w = two_scopes();
    let note = patient::annotate_record(PATIENT, 2, w.pairwise_record(OTHER_DOCTOR, 4));
    w.done(OTHER_DOCTOR, note);
    w.done(PATIENT, patient::reseal_records(1, vec![samples::reseal(4)]));
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
    let note = patient::annotate_record(PATIENT, 2, w.pairwise_record(OTHER_DOCTOR, 4));
    let number = w.done(OTHER_DOCTOR, note).answer;
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 2));
    w.done(OTHER_DOCTOR, patient::log_access(PATIENT, 3));
    // The scope moves on to record 1; the note stays its author's to open, record 2 does not.
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
