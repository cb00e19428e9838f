//! Places: a CID that no other live record has, or erasing one record would take another's content away.

use e2e_contracts::messages::{doctor, patient};
use e2e_contracts::people::{DOCTOR, OTHER_PATIENT, PATIENT};
use e2e_contracts::{World, samples};
use medink_types::{AccountId, Cid, Error, NewRecord, Reseal};

/// A record of content `n` in generation 1.
fn add(patient: AccountId, n: u32) -> e2e_contracts::Message<Result<u32, Error>> {
    patient::add_medical_record(patient, samples::record(n, 1))
}

fn at(cid: Cid) -> NewRecord {
    NewRecord {
        cid,
        ..samples::record(1, 1)
    }
}

/// [`PATIENT`] and [`OTHER_PATIENT`], whose whole histories [`DOCTOR`] has.
fn shared_doctor() -> World {
    let mut w = World::peopled();
    let until = w.in_days(30);
    for patient in [PATIENT, OTHER_PATIENT] {
        w.done(
            patient,
            doctor::grant_access(DOCTOR, samples::whole_history(1, until)),
        );
    }
    w
}

/// Text, garbage, another hash, another codec: nothing that a store could not find.
#[test]
fn a_place_is_a_binary_cid_with_sha2_256() {
    let mut w = shared_doctor();
    let mut text = [0; 36];
    text.copy_from_slice(b"bafkreiaqhyc2ubfxik6j3hmnzd5wbidp6hj");
    let starting = |start: [u8; 4]| {
        let mut cid = samples::cid(1).0;
        cid[..4].copy_from_slice(&start);
        cid
    };
    let wrong = [
        text,
        [0; 36],
        [0xff; 36],
        // A CIDv0's start, dag-cbor, the identity hash, BLAKE2b, a shorter digest.
        starting([0x12, 0x20, 0x55, 0x12]),
        starting([0x01, 0x71, 0x12, 0x20]),
        starting([0x01, 0x55, 0x00, 0x20]),
        starting([0x01, 0x55, 0xa0, 0x20]),
        starting([0x01, 0x55, 0x12, 0x1f]),
    ];
    w.done(PATIENT, add(PATIENT, 50));
    for cid in wrong.map(Cid) {
        for by in [PATIENT, DOCTOR] {
            for message in [
                patient::add_medical_record(PATIENT, at(cid)).any(),
                patient::add_medical_records(PATIENT, vec![samples::record(2, 1), at(cid)]).any(),
                patient::annotate_record(PATIENT, 1, at(cid)).any(),
            ] {
                assert_eq!(
                    w.refused(by, message.clone()),
                    Error::InvalidCid,
                    "{} {cid:02x?}",
                    message.label
                );
            }
        }
        let reseal = Reseal {
            cid: Some(cid),
            ..samples::reseal(1)
        };
        let reseal = patient::reseal_records(1, vec![reseal]);
        assert_eq!(w.refused(PATIENT, reseal), Error::InvalidCid);
        let amend = patient::amend_record(PATIENT, 1, at(cid));
        assert_eq!(w.refused(PATIENT, amend), Error::InvalidCid);
    }
    // Raw and dag-pb are what stores have.
    for start in [[0x01, 0x55, 0x12, 0x20], [0x01, 0x70, 0x12, 0x20]] {
        let record = at(Cid(starting(start)));
        w.done(PATIENT, patient::add_medical_record(PATIENT, record));
    }
}

/// The attack: a record with another's CID is added, or planted by a doctor, and erased. It is not even added.
#[test]
fn the_place_of_anothers_live_record_is_taken() {
    let mut w = shared_doctor();
    w.done(PATIENT, add(PATIENT, 1));
    w.done(OTHER_PATIENT, add(OTHER_PATIENT, 2));
    for by in [OTHER_PATIENT, DOCTOR] {
        for message in [
            add(OTHER_PATIENT, 1).any(),
            patient::add_medical_records(OTHER_PATIENT, vec![samples::record(3, 1), samples::record(1, 1)])
                .any(),
            patient::annotate_record(OTHER_PATIENT, 1, samples::record(1, 1)).any(),
        ] {
            assert_eq!(
                w.refused(by, message.clone()),
                Error::PlaceTaken,
                "{}",
                message.label
            );
        }
    }
    let reseal = Reseal {
        cid: Some(samples::cid(1)),
        ..samples::reseal(1)
    };
    let reseal = patient::reseal_records(1, vec![reseal]);
    assert_eq!(w.refused(OTHER_PATIENT, reseal), Error::PlaceTaken);
    let amend = patient::amend_record(OTHER_PATIENT, 1, samples::record(1, 1));
    assert_eq!(w.refused(OTHER_PATIENT, amend), Error::PlaceTaken);
    // One's own is named, whoever wrote it.
    for by in [PATIENT, DOCTOR] {
        let again = add(PATIENT, 1);
        assert_eq!(w.refused(by, again), Error::DuplicateRecord { number: 1 });
    }
}

/// Erased or moved away from, a place is free, for others too; the cell that a doctor paid for says nothing.
#[test]
fn a_place_that_was_left_is_free() {
    let mut w = shared_doctor();
    for (by, n) in [(PATIENT, 1), (DOCTOR, 2)] {
        let number = w.done(by, add(PATIENT, n)).answer;
        w.done(PATIENT, patient::erase_record(number));
        assert_eq!(w.read(patient::record_by_cid(PATIENT, samples::cid(n))), None);
        w.done(OTHER_PATIENT, add(OTHER_PATIENT, n));
        assert_eq!(w.refused(PATIENT, add(PATIENT, n)), Error::PlaceTaken);
    }
    for (by, n) in [(PATIENT, 3), (DOCTOR, 4)] {
        let number = w.done(by, add(PATIENT, n)).answer;
        let moved = Reseal {
            cid: Some(samples::cid(10 + n)),
            ..samples::reseal(number)
        };
        w.done(PATIENT, patient::reseal_records(1, vec![moved]));
        w.done(OTHER_PATIENT, add(OTHER_PATIENT, n));
        assert_eq!(
            w.refused(OTHER_PATIENT, add(OTHER_PATIENT, 10 + n)),
            Error::PlaceTaken
        );
        let back = Reseal {
            cid: Some(samples::cid(n)),
            ..samples::reseal(number)
        };
        let back = patient::reseal_records(1, vec![back]);
        assert_eq!(w.refused(PATIENT, back), Error::PlaceTaken);
    }
}

/// Several records of one batch may not trade or share a place.
#[test]
fn one_batch_can_t_share_a_place() {
    let mut w = shared_doctor();
    w.done(PATIENT, add(PATIENT, 1));
    w.done(PATIENT, add(PATIENT, 2));
    let to = |number, n| Reseal {
        cid: Some(samples::cid(n)),
        ..samples::reseal(number)
    };
    for (batch, number) in [(vec![to(1, 2), to(2, 1)], 2), (vec![to(1, 3), to(2, 3)], 1)] {
        assert_eq!(
            w.refused(PATIENT, patient::reseal_records(1, batch)),
            Error::DuplicateRecord { number }
        );
    }
    // One after the other takes the place that the other left in the same batch.
    w.done(PATIENT, patient::reseal_records(1, vec![to(1, 3), to(2, 1)]));
    assert_eq!(w.read(patient::record_by_cid(PATIENT, samples::cid(1))), Some(2));
}
