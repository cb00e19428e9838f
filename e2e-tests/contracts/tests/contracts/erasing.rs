//! Erasing: the content identifier and the key leave the chain's state, to the last byte; the log keeps that it was
//! done.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{DOCTOR, OTHER_DOCTOR, OTHER_PATIENT, PATIENT};
use e2e_contracts::{Logged, Part, World, blake2_256, samples};
use medink_types::events::RecordErased;
use medink_types::{Action, Error, NewRecord, RecordState, Reseal, SealedKey, number_reference};

/// Record 1 of [`PATIENT`], of bytes that occur nowhere else.
fn conspicuous() -> NewRecord {
    let mut cid = samples::cid(1);
    cid.0[4..].copy_from_slice(b"the-content-identifier-of-rec-1!");
    let mut key = samples::record(1, 1).key;
    key.bytes[..32].copy_from_slice(b"the-wrapped-key-of-record-number");
    NewRecord { cid, key }
}

/// Whether `bytes` stand anywhere in what the four contracts keep, in a key or a value.
fn kept(w: &mut World, bytes: &[u8]) -> bool {
    let found = |stored: &[u8]| stored.windows(bytes.len()).any(|window| window == bytes);
    w.storage()
        .iter()
        .flatten()
        .any(|(key, value)| found(key) || found(value))
}

#[test]
fn an_erased_record_leaves_the_state() {
    let mut w = World::peopled();
    let NewRecord {
        cid,
        key: SealedKey { bytes: key, .. },
    } = conspicuous();
    let digest = blake2_256(&cid);
    w.done(PATIENT, patient::add_medical_record(PATIENT, conspicuous()));
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    assert!(kept(&mut w, &cid[4..]) && kept(&mut w, &key[..32]) && kept(&mut w, &digest));

    let done = w.done(PATIENT, patient::erase_record(1));
    let entry = Logged {
        contract: w.address(Part::Patient),
        actor: PATIENT,
        subject: PATIENT,
        action: Action::RecordErased,
        reference: number_reference(1),
    };
    assert_eq!(done.logged(), [entry]);
    done.assert_events([RecordErased {
        actor: PATIENT,
        subject: PATIENT,
        number: 1,
    }]);
    assert!(
        !kept(&mut w, &cid[4..]),
        "the content identifier is still in the state"
    );
    assert!(!kept(&mut w, &key[..32]), "the wrapped key is still in the state");
    assert!(
        !kept(&mut w, &digest),
        "the index by content still has the record"
    );
    // The addition's entry keeps a digest of the identifier, and nothing that leads to the content.

    let erased = w.read(patient::record(PATIENT, 1)).unwrap();
    assert_eq!(
        (erased.state, erased.cid, erased.key),
        (RecordState::Erased, None, None)
    );
    assert_eq!(w.read(patient::record_by_cid(PATIENT, cid)), None);
    assert_eq!(w.read(patient::records(PATIENT, 0, 10)).unwrap().total, 2);
    assert_eq!(
        w.read(patient::record(PATIENT, 2)).unwrap().state,
        RecordState::Live
    );
}

/// A doctor's note, too: its cells stay as large as they were, and empty.
#[test]
fn an_erased_note_of_a_doctor_leaves_the_state() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    let grant = doctor::grant_access(DOCTOR, samples::whole_history(1, until));
    w.done(PATIENT, grant);
    let NewRecord { cid, key } = conspicuous();
    w.done(DOCTOR, patient::add_medical_record(PATIENT, conspicuous()));
    let size = |w: &mut World| {
        let cells = w.chain.storage(w.address(Part::Patient));
        (cells.len(), cells.values().map(Vec::len).sum::<usize>())
    };
    let before = size(&mut w);
    w.done(PATIENT, patient::erase_record(1));
    assert!(!kept(&mut w, &cid[4..]) && !kept(&mut w, &key.bytes[..32]));
    assert_eq!(size(&mut w), before);
    let erased = w.read(patient::record(PATIENT, 1)).unwrap();
    assert_eq!((erased.cid, erased.key, erased.author), (None, None, DOCTOR));
}

#[test]
fn an_erased_record_stays_erased() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    w.done(PATIENT, patient::add_medical_record(PATIENT, conspicuous()));
    w.done(
        PATIENT,
        doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
    );
    w.done(PATIENT, patient::erase_record(1));
    for message in [
        patient::erase_record(1).any(),
        patient::reseal_records(1, vec![samples::reseal(1)]).any(),
        patient::reseal_records(
            1,
            vec![Reseal {
                cid: Some(samples::cid(9)),
                ..samples::reseal(1)
            }],
        )
        .any(),
        patient::amend_record(PATIENT, 1, samples::record(2, 1)).any(),
        patient::annotate_record(PATIENT, 1, samples::record(2, 1)).any(),
        patient::log_access(PATIENT, 1).any(),
    ] {
        assert_eq!(
            w.refused(PATIENT, message.clone()),
            Error::RecordErased,
            "{}",
            message.label
        );
    }
    assert_eq!(
        w.refused(DOCTOR, patient::log_access(PATIENT, 1)),
        Error::RecordErased
    );
    assert_eq!(w.refused(PATIENT, patient::erase_record(2)), Error::UnknownRecord);
    assert_eq!(
        w.refused(OTHER_PATIENT, patient::erase_record(1)),
        Error::UnknownRecord
    );
    // Its number is not given again; its content may come back as a new record.
    assert_eq!(
        w.done(PATIENT, patient::add_medical_record(PATIENT, conspicuous()))
            .answer,
        2
    );
}

/// Amendments are records of their own: they stay when the first version goes, and can still be amended.
#[test]
fn amendments_outlive_the_first_version() {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w.done(PATIENT, patient::amend_record(PATIENT, 1, samples::record(2, 1)));
    w.done(PATIENT, patient::erase_record(1));
    w.done(PATIENT, patient::log_access(PATIENT, 2));
    w.done(PATIENT, patient::amend_record(PATIENT, 2, samples::record(3, 1)));
    assert_eq!(w.read(patient::record(PATIENT, 3)).unwrap().amends, Some(1));
}

/// A revoked consent's keys leave the state too, those of single records included.
#[test]
fn a_revoked_consent_leaves_the_state() {
    let mut w = World::peopled();
    let until = w.in_days(1);
    let records = vec![samples::record(1, 1), samples::record(2, 1)];
    w.done(PATIENT, patient::add_medical_records(PATIENT, records));
    let mut grant = samples::single_records([1, 2], until);
    let medink_types::Scope::Records(keys) = &mut grant.scope else {
        panic!("a scope of single records")
    };
    keys[1].key[..32].copy_from_slice(b"the-record-key-for-a-revoked-one");
    grant.sealed_pairwise.0[..32].copy_from_slice(b"the-pairwise-key-that-was-sealed");
    w.done(PATIENT, doctor::grant_access(OTHER_DOCTOR, grant));
    let marks: [&[u8]; 2] = [
        b"the-record-key-for-a-revoked-one",
        b"the-pairwise-key-that-was-sealed",
    ];
    assert!(marks.iter().all(|mark| kept(&mut w, mark)));
    w.done(PATIENT, doctor::revoke_access(OTHER_DOCTOR));
    assert!(!marks.iter().any(|mark| kept(&mut w, mark)));
}
