//! Where records are, under which keys, and what is left of them.

use super::{DOCTOR, OTHER, PATIENT};
use crate::people::File;
use crate::records::{check_key, check_rotated, first_version, Records};
use medink_types::bounds::CID_BYTES;
use medink_types::contract::digest;
use medink_types::{Error, KeyBy, NewRecord, Record, RecordState, Reseal, SealedKey, WriteTicket};

const NOW: u64 = 9_000;

fn file() -> File {
    File {
        registered: 0,
        records: 0,
        generation: 1,
    }
}

fn sealed(by: KeyBy) -> SealedKey {
    SealedKey { by, bytes: [4; 60] }
}

fn new(cid: &[u8]) -> NewRecord {
    NewRecord {
        cid: cid.to_vec(),
        key: sealed(KeyBy::Generation(1)),
    }
}

/// Adds a first version by the doctor and returns its number.
fn add(records: &mut Records, file: &mut File, cid: &[u8]) -> Result<u32, Error> {
    let written = records.add(&PATIENT, file, &new(cid), &DOCTOR, None, NOW);
    written.map(|(number, _)| number)
}

/// Records of `PATIENT` with these contents, numbered from 1.
fn with(contents: &[&[u8]]) -> Records {
    let mut records = Records::default();
    let mut file = file();
    for cid in contents {
        add(&mut records, &mut file, cid).unwrap();
    }
    records
}

#[ink::test]
fn records_are_numbered_from_one() {
    let mut records = Records::default();
    let mut file = file();
    let written = records.add(&PATIENT, &mut file, &new(b"a"), &DOCTOR, None, NOW);
    assert_eq!(written, Ok((1, digest(b"a"))));
    assert_eq!(add(&mut records, &mut file, b"b"), Ok(2));
    assert_eq!(file.records, 2);
    let record = Record {
        number: 1,
        cid: b"a".to_vec(),
        key: Some(sealed(KeyBy::Generation(1))),
        author: DOCTOR,
        created: NOW,
        amends: None,
        state: RecordState::Live,
    };
    assert_eq!(records.record(&PATIENT, 1), Some(record));
    assert_eq!(records.record(&PATIENT, 3), None);
    assert_eq!(records.record(&OTHER, 1), None);
    assert_eq!(records.by_cid(&PATIENT, b"b"), Some(2));
    assert_eq!(records.by_cid(&OTHER, b"b"), None);
}

#[ink::test]
fn numbers_end_without_a_wrap_round() {
    let mut records = Records::default();
    let mut full = File {
        records: u32::MAX,
        ..file()
    };
    assert_eq!(add(&mut records, &mut full, b"a"), Err(Error::Overflow));
}

#[ink::test]
fn a_content_identifier_is_bounded() {
    let mut records = Records::default();
    let mut file = file();
    assert_eq!(add(&mut records, &mut file, b""), Err(Error::Empty));
    assert_eq!(
        add(&mut records, &mut file, &[1; CID_BYTES + 1]),
        Err(Error::TooLong { max: 64 })
    );
    assert_eq!(add(&mut records, &mut file, &[1; CID_BYTES]), Ok(1));
}

#[ink::test]
fn a_content_is_recorded_once_for_a_patient() {
    let mut records = Records::default();
    let mut mine = file();
    add(&mut records, &mut mine, b"a").unwrap();
    assert_eq!(
        add(&mut records, &mut mine, b"a"),
        Err(Error::DuplicateRecord { number: 1 })
    );
    assert_eq!(mine.records, 1);
    let others = records.add(&OTHER, &mut file(), &new(b"a"), &DOCTOR, None, NOW);
    assert_eq!(others, Ok((1, digest(b"a"))));
}

#[ink::test]
fn a_version_of_a_version_leads_to_the_first() {
    let mut records = with(&[b"a"]);
    let mut file = File { records: 1, ..file() };
    for (amended, cid) in [(1, b"b"), (2, b"c")] {
        let first = first_version(&records.live(&PATIENT, amended).unwrap());
        records
            .add(&PATIENT, &mut file, &new(cid), &PATIENT, Some(first), NOW)
            .unwrap();
    }
    let amends = [1, 2, 3].map(|number| records.record(&PATIENT, number).unwrap().amends);
    assert_eq!(amends, [None, Some(1), Some(1)]);
}

#[ink::test]
fn an_erased_record_leaves_no_trace_of_its_content() {
    let mut records = with(&[b"a", b"b"]);
    records.erase(&PATIENT, 1).unwrap();
    let erased = records.record(&PATIENT, 1).unwrap();
    assert_eq!(
        (erased.cid, erased.key, erased.state),
        (vec![], None, RecordState::Erased)
    );
    assert_eq!(records.by_cid(&PATIENT, b"a"), None);
    assert_eq!(records.live(&PATIENT, 1), Err(Error::RecordErased));
    assert_eq!(records.erase(&PATIENT, 1), Err(Error::RecordErased));
    assert_eq!(records.erase(&PATIENT, 3), Err(Error::UnknownRecord));
    assert!(records.live(&PATIENT, 2).is_ok());
    // Its content may be recorded anew, under another number.
    let mut file = File { records: 2, ..file() };
    assert_eq!(add(&mut records, &mut file, b"a"), Ok(3));
}

fn reseal(number: u32, cid: Option<&[u8]>) -> Reseal {
    Reseal {
        number,
        cid: cid.map(<[u8]>::to_vec),
        key: [8; 60],
    }
}

#[ink::test]
fn a_resealed_record_has_its_new_key_under_the_generation() {
    let mut records = with(&[b"a"]);
    let written = records.reseal(&PATIENT, &reseal(1, None), 5);
    assert_eq!(written, Ok((1, digest(b"a"))));
    let record = records.record(&PATIENT, 1).unwrap();
    let key = SealedKey {
        by: KeyBy::Generation(5),
        bytes: [8; 60],
    };
    assert_eq!((record.key, record.cid), (Some(key), b"a".to_vec()));
}

#[ink::test]
fn a_resealed_record_is_found_at_its_new_place_alone() {
    let mut records = with(&[b"a", b"b"]);
    let written = records.reseal(&PATIENT, &reseal(1, Some(b"c")), 5);
    assert_eq!(written, Ok((1, digest(b"c"))));
    assert_eq!(records.record(&PATIENT, 1).unwrap().cid, b"c");
    let found = [b"a", b"b", b"c"].map(|cid| records.by_cid(&PATIENT, cid));
    assert_eq!(found, [None, Some(2), Some(1)]);
    // Its own place again is no duplicate.
    assert!(records.reseal(&PATIENT, &reseal(1, Some(b"c")), 5).is_ok());
    assert_eq!(records.by_cid(&PATIENT, b"c"), Some(1));
}

#[ink::test]
fn a_reseal_is_checked() {
    let mut records = with(&[b"a", b"b", b"c"]);
    records.erase(&PATIENT, 3).unwrap();
    let long = [1; CID_BYTES + 1];
    for (given, refusal) in [
        (reseal(4, None), Error::UnknownRecord),
        (reseal(3, None), Error::RecordErased),
        (reseal(1, Some(b"b")), Error::DuplicateRecord { number: 2 }),
        (reseal(1, Some(b"")), Error::Empty),
        (reseal(1, Some(&long)), Error::TooLong { max: 64 }),
    ] {
        assert_eq!(records.reseal(&PATIENT, &given, 5), Err(refusal));
    }
}

#[ink::test]
fn pages_start_at_record_one() {
    let mut records = with(&[b"a", b"b", b"c"]);
    records.erase(&PATIENT, 2).unwrap();
    let page = records.page(&PATIENT, 3, 0, 2, 2).unwrap();
    let seen: Vec<_> = page.items.iter().map(|r| (r.number, r.state)).collect();
    assert_eq!(seen, [(1, RecordState::Live), (2, RecordState::Erased)]);
    assert_eq!((page.total, page.next), (3, Some(2)));
    let page = records.page(&PATIENT, 3, 2, 2, 2).unwrap();
    assert_eq!((page.items[0].number, page.next), (3, None));
    assert_eq!(
        records.page(&PATIENT, 3, 0, 3, 2),
        Err(Error::PageSize { max: 2 })
    );
    assert_eq!(records.page(&OTHER, 0, 0, 2, 2).unwrap().items, []);
}

#[test]
fn the_whole_history_is_written_under_the_current_generation() {
    let ticket = |lowest_generation| WriteTicket {
        lowest_generation,
        whole_history: true,
    };
    let check = |generation, current, lowest| {
        check_key(&sealed(KeyBy::Generation(generation)), current, &ticket(lowest))
    };
    assert_eq!(check(3, 3, 1), Ok(()));
    assert_eq!(check(3, 3, 3), Ok(()));
    for generation in [2, 4] {
        assert_eq!(
            check(generation, 3, 1),
            Err(Error::WrongGeneration { current: 3 })
        );
    }
    // Somebody was shut out of generation 3: nothing is written before the rotation.
    assert_eq!(check(3, 3, 4), Err(Error::RotationPending { generation: 4 }));
    assert_eq!(
        check_key(&sealed(KeyBy::Pairwise), 3, &ticket(1)),
        Err(Error::WrongKeyKind)
    );
}

#[test]
fn single_records_are_written_under_the_pairwise_key() {
    let ticket = WriteTicket {
        lowest_generation: 4,
        whole_history: false,
    };
    // The generation says nothing here.
    assert_eq!(check_key(&sealed(KeyBy::Pairwise), 3, &ticket), Ok(()));
    assert_eq!(
        check_key(&sealed(KeyBy::Generation(3)), 3, &ticket),
        Err(Error::WrongKeyKind)
    );
}

#[test]
fn a_rotation_is_due_below_the_lowest_generation() {
    assert_eq!(check_rotated(4, 4), Ok(()));
    assert_eq!(check_rotated(4, 5), Err(Error::RotationPending { generation: 5 }));
}
