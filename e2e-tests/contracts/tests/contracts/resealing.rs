//! Resealing: after a rotation records get a key under the current generation, and a new place where they were
//! encrypted again.

use e2e_contracts::messages::patient;
use e2e_contracts::people::{OTHER_PATIENT, PATIENT};
use e2e_contracts::{Logged, Part, World, samples};
use medink_types::events::RecordResealed;
use medink_types::{Action, Error, KeyBy, Reseal, SealedKey, bounds, record_reference};

/// [`PATIENT`] with record 1.
fn one_record() -> World {
    let mut w = World::peopled();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(1, 1)),
    );
    w
}

#[test]
fn records_are_resealed_to_the_current_generation() {
    let mut w = one_record();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    w.done(PATIENT, patient::rotate_generation(1, samples::wrapped(2)));
    let reseals = vec![
        Reseal {
            number: 2,
            cid: Some(samples::cid(20)),
            key: samples::wrapped(7),
        },
        Reseal {
            number: 1,
            cid: None,
            key: samples::wrapped(6),
        },
    ];
    // Of keys before the rotation, or of keys to come: nobody could open what they are said to be.
    for generation in [0, 1, 3] {
        assert_eq!(
            w.refused(PATIENT, patient::reseal_records(generation, reseals.clone())),
            Error::WrongGeneration { current: 2 }
        );
    }
    let done = w.done(PATIENT, patient::reseal_records(2, reseals));
    let digest = |n| e2e_contracts::blake2_256(&samples::cid(n));
    let contract = w.address(Part::Patient);
    let entry = |reference| Logged {
        contract,
        actor: PATIENT,
        subject: PATIENT,
        action: Action::RecordResealed,
        reference,
    };
    let expected = [record_reference(2, digest(20)), record_reference(1, digest(1))].map(entry);
    assert_eq!(done.logged(), expected);
    let event = |number| RecordResealed {
        actor: PATIENT,
        subject: PATIENT,
        number,
        generation: 2,
    };
    done.assert_events([event(2), event(1)]);

    let kept = w.read(patient::record(PATIENT, 2)).unwrap();
    let key = |n| {
        Some(SealedKey {
            by: KeyBy::Generation(2),
            bytes: samples::wrapped(n),
        })
    };
    assert_eq!((kept.cid, kept.key), (Some(samples::cid(20)), key(7)));
    let kept = w.read(patient::record(PATIENT, 1)).unwrap();
    assert_eq!((kept.cid, kept.key), (Some(samples::cid(1)), key(6)));
    // The index follows: the old content is free again, the new one taken.
    assert_eq!(w.read(patient::record_by_cid(PATIENT, samples::cid(2))), None);
    assert_eq!(w.read(patient::record_by_cid(PATIENT, samples::cid(20))), Some(2));
    let again = patient::add_medical_record(PATIENT, samples::record(20, 2));
    assert_eq!(w.refused(PATIENT, again), Error::DuplicateRecord { number: 2 });
    assert_eq!(
        w.done(
            PATIENT,
            patient::add_medical_record(PATIENT, samples::record(2, 2))
        )
        .answer,
        3
    );
}

#[test]
fn a_reseal_names_records_of_its_patient_once() {
    let mut w = one_record();
    w.done(
        PATIENT,
        patient::add_medical_record(PATIENT, samples::record(2, 1)),
    );
    let reseal =
        |numbers: &[u32]| patient::reseal_records(1, numbers.iter().map(|n| samples::reseal(*n)).collect());
    let most = bounds::BATCH as u32;
    assert_eq!(w.refused(PATIENT, reseal(&[])), Error::Empty);
    assert_eq!(
        w.refused(PATIENT, reseal(&[1; bounds::BATCH + 1])),
        Error::TooMany { max: most }
    );
    assert_eq!(w.refused(PATIENT, reseal(&[1, 3])), Error::UnknownRecord);
    assert_eq!(w.refused(PATIENT, reseal(&[0])), Error::UnknownRecord);
    assert_eq!(w.refused(PATIENT, reseal(&[1, 2, 1])), Error::Duplicate);
    let to = |cid| {
        patient::reseal_records(
            1,
            vec![Reseal {
                cid: Some(cid),
                ..samples::reseal(1)
            }],
        )
    };
    assert_eq!(
        w.refused(PATIENT, to(samples::cid(2))),
        Error::DuplicateRecord { number: 2 }
    );
    assert_eq!(w.refused(PATIENT, to([1; 36].into())), Error::InvalidCid);
    let taken = patient::add_medical_record(OTHER_PATIENT, samples::record(3, 1));
    w.done(OTHER_PATIENT, taken);
    assert_eq!(w.refused(PATIENT, to(samples::cid(3))), Error::PlaceTaken);
    w.done(PATIENT, to(samples::cid(1)));
    assert_eq!(w.read(patient::record_by_cid(PATIENT, samples::cid(1))), Some(1));
}
