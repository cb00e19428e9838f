//! Where records are, under which keys, and what is left of them.

use super::{DOCTOR, OTHER, PATIENT};
use crate::people::File;
use crate::records::{check_key, check_rotated, first_version, Records, Relation};
use ink::env::{test, DefaultEnvironment};
use medink_types::contract::digest;
use medink_types::{
    AccountId, Cid, Error, KeyBy, NewRecord, Record, RecordState, Reseal, SealedKey, WriteTicket,
};

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

/// The place of content `n`: raw, SHA2-256.
fn at(n: u8) -> Cid {
    let mut cid = [n; 36];
    cid[..4].copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
    Cid(cid)
}

fn new(cid: Cid) -> NewRecord {
    NewRecord {
        cid,
        key: sealed(KeyBy::Generation(1)),
    }
}

/// Adds a first version and returns its number.
fn add(
    records: &mut Records,
    patient: AccountId,
    file: &mut File,
    author: AccountId,
    cid: Cid,
) -> Result<u32, Error> {
    let written = records.add(&patient, file, &new(cid), &author, Relation::New, NOW);
    written.map(|(number, _)| number)
}

/// Records of `PATIENT` by `author` with these contents, numbered from 1, and what was counted: in a contract of its
/// own for each author.
fn with(author: AccountId, contents: &[u8]) -> (Records, File) {
    test::set_callee::<DefaultEnvironment>(author);
    let mut records = Records::default();
    let mut file = file();
    for n in contents {
        add(&mut records, PATIENT, &mut file, author, at(*n)).unwrap();
    }
    (records, file)
}

#[ink::test]
fn records_are_numbered_from_one() {
    let (mut records, mut file) = (Records::default(), file());
    let written = records.add(&PATIENT, &mut file, &new(at(1)), &DOCTOR, Relation::New, NOW);
    assert_eq!(written, Ok((1, digest(&at(1)))));
    assert_eq!(add(&mut records, PATIENT, &mut file, DOCTOR, at(2)), Ok(2));
    assert_eq!(file.records, 2);
    let record = Record {
        number: 1,
        cid: Some(at(1)),
        key: Some(sealed(KeyBy::Generation(1))),
        author: DOCTOR,
        created: NOW,
        amends: None,
        refers_to: None,
        state: RecordState::Live,
    };
    assert_eq!(records.record(&PATIENT, 1), Some(record));
    assert_eq!(records.record(&PATIENT, 3), None);
    assert_eq!(records.record(&OTHER, 1), None);
    assert_eq!(records.by_cid(&PATIENT, &at(2)), Some(2));
    assert_eq!(records.by_cid(&OTHER, &at(2)), None);
}

#[ink::test]
fn numbers_end_without_a_wrap_round() {
    let mut records = Records::default();
    let mut full = File {
        records: u32::MAX,
        ..file()
    };
    assert_eq!(
        add(&mut records, PATIENT, &mut full, PATIENT, at(1)),
        Err(Error::Overflow)
    );
}

#[ink::test]
fn a_place_is_a_cid() {
    let (mut records, mut file) = (Records::default(), file());
    for wrong in [
        Cid([0; 36]),
        Cid([0xff; 36]),
        Cid(*b"bafkreiaqhyc2ubfxik6j3hmnzd5wbidp6hj"),
    ] {
        assert_eq!(
            add(&mut records, PATIENT, &mut file, PATIENT, wrong),
            Err(Error::InvalidCid)
        );
    }
    assert_eq!(file.records, 0);
}

#[ink::test]
fn a_place_is_one_live_records_whoevers() {
    let (mut records, mut mine) = with(PATIENT, &[1]);
    let mut theirs = file();
    assert_eq!(
        add(&mut records, PATIENT, &mut mine, PATIENT, at(1)),
        Err(Error::DuplicateRecord { number: 1 })
    );
    // Another patient can't take it, and no doctor for one.
    for author in [OTHER, DOCTOR] {
        assert_eq!(
            add(&mut records, OTHER, &mut theirs, author, at(1)),
            Err(Error::PlaceTaken)
        );
    }
    assert_eq!((mine.records, theirs.records), (1, 0));
    assert_eq!(records.by_cid(&PATIENT, &at(1)), Some(1));
}

/// Whoever wrote what was there: the cell of another's is kept, and holds the place no longer.
#[ink::test]
fn the_place_of_an_erased_record_is_free() {
    for author in [PATIENT, DOCTOR] {
        let (mut records, _) = with(author, &[1]);
        records.erase(&PATIENT, 1).unwrap();
        assert_eq!(records.by_cid(&PATIENT, &at(1)), None);
        let mut theirs = file();
        assert_eq!(add(&mut records, OTHER, &mut theirs, OTHER, at(1)), Ok(1));
        assert_eq!(records.by_cid(&OTHER, &at(1)), Some(1));
        // Now it is theirs.
        let mut mine = File { records: 1, ..file() };
        assert_eq!(
            add(&mut records, PATIENT, &mut mine, PATIENT, at(1)),
            Err(Error::PlaceTaken)
        );
    }
}

#[ink::test]
fn a_version_of_a_version_leads_to_the_first() {
    let (mut records, mut file) = with(DOCTOR, &[1]);
    for (amended, content) in [(1, 2), (2, 3)] {
        let first = first_version(&records.live(&PATIENT, amended).unwrap());
        let relation = Relation::Amends(first);
        records
            .add(&PATIENT, &mut file, &new(at(content)), &PATIENT, relation, NOW)
            .unwrap();
    }
    let amends = [1, 2, 3].map(|number| records.record(&PATIENT, number).unwrap().amends);
    assert_eq!(amends, [None, Some(1), Some(1)]);
}

#[ink::test]
fn a_note_refers_to_a_record_and_is_a_first_version_itself() {
    let (mut records, mut file) = with(PATIENT, &[1]);
    let relation = Relation::RefersTo(1);
    records
        .add(&PATIENT, &mut file, &new(at(2)), &DOCTOR, relation, NOW)
        .unwrap();
    let note = records.record(&PATIENT, 2).unwrap();
    assert_eq!((note.amends, note.refers_to), (None, Some(1)));
    assert_eq!(first_version(&note), 2);
}

#[ink::test]
fn an_erased_record_leaves_no_trace_of_its_content() {
    for author in [PATIENT, DOCTOR] {
        let (mut records, mut file) = with(author, &[1, 2]);
        records.erase(&PATIENT, 1).unwrap();
        let erased = records.record(&PATIENT, 1).unwrap();
        assert_eq!(
            (erased.cid, erased.key, erased.state),
            (None, None, RecordState::Erased)
        );
        assert_eq!(erased.author, author);
        assert_eq!(records.by_cid(&PATIENT, &at(1)), None);
        assert_eq!(records.live(&PATIENT, 1), Err(Error::RecordErased));
        assert_eq!(records.erase(&PATIENT, 1), Err(Error::RecordErased));
        assert_eq!(records.erase(&PATIENT, 3), Err(Error::UnknownRecord));
        assert!(records.live(&PATIENT, 2).is_ok());
        // Its content may be recorded anew, under another number.
        assert_eq!(add(&mut records, PATIENT, &mut file, PATIENT, at(1)), Ok(3));
    }
}

/// How many cells are left after a record of `author` was erased that was the only one.
fn left_of(author: AccountId) -> usize {
    let (mut records, _) = with(author, &[1]);
    records.erase(&PATIENT, 1).unwrap();
    test::count_used_storage_cells::<DefaultEnvironment>(&author).unwrap()
}

/// What is freed is paid back to who frees it: nobody is to be paid for what another paid.
#[ink::test]
fn the_place_of_what_another_wrote_stays_paid_for() {
    assert_eq!(left_of(PATIENT), 1);
    assert_eq!(left_of(DOCTOR), 2);
}

fn reseal(number: u32, cid: Option<Cid>) -> Reseal {
    Reseal {
        number,
        cid,
        key: [8; 60],
    }
}

#[ink::test]
fn a_resealed_record_has_its_new_key_under_the_generation() {
    let (mut records, _) = with(DOCTOR, &[1]);
    let written = records.reseal(&PATIENT, &reseal(1, None), 5);
    assert_eq!(written, Ok((1, digest(&at(1)))));
    let record = records.record(&PATIENT, 1).unwrap();
    let key = SealedKey {
        by: KeyBy::Generation(5),
        bytes: [8; 60],
    };
    assert_eq!((record.key, record.cid), (Some(key), Some(at(1))));
}

#[ink::test]
fn a_resealed_record_is_found_at_its_new_place_alone() {
    for author in [PATIENT, DOCTOR] {
        let (mut records, _) = with(author, &[1, 2]);
        let written = records.reseal(&PATIENT, &reseal(1, Some(at(3))), 5);
        assert_eq!(written, Ok((1, digest(&at(3)))));
        assert_eq!(records.record(&PATIENT, 1).unwrap().cid, Some(at(3)));
        let found = [1, 2, 3].map(|n| records.by_cid(&PATIENT, &at(n)));
        assert_eq!(found, [None, Some(2), Some(1)]);
        // Its own place again is no duplicate, nor is the one that it had before.
        for n in [3, 1] {
            assert!(records.reseal(&PATIENT, &reseal(1, Some(at(n))), 5).is_ok());
            assert_eq!(records.by_cid(&PATIENT, &at(n)), Some(1));
        }
    }
}

#[ink::test]
fn a_reseal_is_checked() {
    let (mut records, _) = with(PATIENT, &[1, 2, 3]);
    records.erase(&PATIENT, 3).unwrap();
    add(&mut records, OTHER, &mut file(), OTHER, at(9)).unwrap();
    for (given, refusal) in [
        (reseal(4, None), Error::UnknownRecord),
        (reseal(3, None), Error::RecordErased),
        (reseal(1, Some(at(2))), Error::DuplicateRecord { number: 2 }),
        (reseal(1, Some(at(9))), Error::PlaceTaken),
        (reseal(1, Some(Cid([0; 36]))), Error::InvalidCid),
    ] {
        assert_eq!(records.reseal(&PATIENT, &given, 5), Err(refusal));
    }
}

#[ink::test]
fn only_records_that_are_there_can_be_named() {
    let (mut records, _) = with(PATIENT, &[1, 2]);
    records.erase(&PATIENT, 2).unwrap();
    let check = |patient, numbers: &[u32]| records.check_all(patient, numbers);
    assert_eq!(check(&PATIENT, &[0, 1]), Ok(()));
    assert_eq!(check(&PATIENT, &[1, 2]), Err(Error::RecordErased));
    assert_eq!(check(&PATIENT, &[1, 3]), Err(Error::UnknownRecord));
    assert_eq!(check(&OTHER, &[1]), Err(Error::UnknownRecord));
    assert_eq!(check(&OTHER, &[0]), Ok(()));
}

#[ink::test]
fn pages_start_at_record_one() {
    let (mut records, _) = with(PATIENT, &[1, 2, 3]);
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
        salt: [0; 16].into(),
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
        check_key(&sealed(KeyBy::Pairwise([0; 16].into())), 3, &ticket(1)),
        Err(Error::WrongKeyKind)
    );
}

#[test]
fn single_records_are_written_under_the_consents_own_pairwise_key() {
    let ticket = WriteTicket {
        lowest_generation: 4,
        whole_history: false,
        salt: [6; 16].into(),
    };
    let check = |by| check_key(&sealed(by), 3, &ticket);
    // The generation says nothing here.
    assert_eq!(check(KeyBy::Pairwise([6; 16].into())), Ok(()));
    // That of an earlier consent is nothing that this one gave.
    assert_eq!(check(KeyBy::Pairwise([5; 16].into())), Err(Error::WrongKeyKind));
    assert_eq!(check(KeyBy::Generation(3)), Err(Error::WrongKeyKind));
}

#[test]
fn a_rotation_is_due_below_the_lowest_generation() {
    assert_eq!(check_rotated(4, 4), Ok(()));
    assert_eq!(check_rotated(4, 5), Err(Error::RotationPending { generation: 5 }));
}
