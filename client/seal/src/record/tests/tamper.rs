//! Changed, cut, reordered and lengthened records.

use super::*;
use crate::damage::damaged;
use crate::record::stream::CHUNK;

/// A stored record as a whole: nothing of it can be anything else.
#[test]
fn every_small_damage_of_a_record_is_noticed() {
    let (good, key) = sealed(10);
    assert_eq!(open(&good, &key).unwrap(), content(10));
    for (what, bad) in damaged(&good) {
        assert!(open(&bad, &key).is_err(), "{what}");
    }
}

#[test]
fn every_header_bit_is_authenticated() {
    let (good, key) = sealed(70_000);
    for at in 0..HEADER_LEN {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            let error = open(&bad, &key).unwrap_err();
            let expected = match at {
                0..4 => matches!(error, RecordError::NotARecord),
                4..6 => matches!(error, RecordError::NewerFormat { .. }),
                6 => matches!(error, RecordError::Malformed(_)),
                7..16 => matches!(error, RecordError::Malformed(_) | RecordError::WrongKey),
                _ => matches!(error, RecordError::WrongKey),
            };
            assert!(expected, "byte {at} bit {bit}: {error:?}");
        }
    }
}

/// Only what padding gives is read, whatever a header says of itself: it is looked at before any key.
#[test]
fn sizes_that_no_program_writes_are_refused() {
    let (good, _) = sealed(10);
    let read = |details: u8, content: u64| {
        let mut bytes = good[..HEADER_LEN].to_vec();
        bytes[7] = details;
        bytes[8..16].copy_from_slice(&content.to_be_bytes());
        Header::read(&mut bytes.as_slice())
    };
    // The least, the largest details, and what numbers of chunks reach.
    for (details, content) in [(10, 3_072), (14, 16_384), (10, (1 << 47) - 1_024)] {
        assert!(read(details, content).is_ok(), "{details}: {content}");
    }
    for (details, content) in [
        (10, 0),
        (10, 1_024),
        (10, 3_071),
        (10, 3_073),
        (10, (1 << 50) - 1_024),
        (10, u64::MAX - 1_024),
        (10, u64::MAX),
        (0, 3_072),
        (9, 3_584),
        (15, 32_768),
        (64, 3_072),
        (255, 3_072),
    ] {
        assert!(
            matches!(read(details, content), Err(RecordError::Malformed(_))),
            "{details}: {content}"
        );
    }
}

#[test]
fn a_wrong_key_is_told() {
    let (good, _) = sealed(10);
    let other = RecordKey::generate().unwrap();
    assert!(matches!(open(&good, &other), Err(RecordError::WrongKey)));
    let header = Header::read(&mut good.as_slice()).unwrap();
    assert!(matches!(
        Opener::with_header(header, &good[HEADER_LEN..], &other),
        Err(RecordError::WrongKey)
    ));
}

#[test]
fn damage_is_told_with_its_place() {
    let (good, key) = sealed(200_000);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    assert_eq!(
        shape.last(),
        5,
        "the statement comes behind four chunks of content"
    );
    for number in 0..=shape.last() {
        let (start, len) = (shape.start_of(number), shape.len_of(number));
        for at in [
            start,
            start + len / 2,
            start + len - TAG as u64 - 1,
            start + len - TAG as u64,
            start + len - 1,
        ] {
            let mut bad = good.clone();
            bad[at as usize] ^= 0x80;
            match open(&bad, &key).unwrap_err() {
                RecordError::Damaged { part, from, to } => {
                    assert_eq!((part, from, to), (number, start, start + len));
                }
                error => panic!("byte {at}: {error:?}"),
            }
        }
    }
}

#[test]
fn a_cut_is_told_wherever_it_is() {
    let (good, key) = sealed(200_000);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    let mut cuts: Vec<u64> = (1..=HEADER_LEN as u64 + 20).collect();
    for number in 0..=shape.last() {
        let end = shape.start_of(number) + shape.len_of(number);
        cuts.extend([end - TAG as u64, end - 1, end, end + 1]);
    }
    let whole = good.len() as u64;
    for cut in cuts.into_iter().filter(|cut| *cut < whole) {
        match open(&good[..cut as usize], &key).unwrap_err() {
            RecordError::Truncated { expected, found } => {
                assert_eq!(found, cut);
                assert_eq!(
                    expected,
                    if cut < HEADER_LEN as u64 {
                        HEADER_LEN as u64
                    } else {
                        whole
                    }
                );
            }
            error => panic!("cut at {cut}: {error:?}"),
        }
    }
    assert!(matches!(open(&[], &key), Err(RecordError::NotARecord)));
    assert!(matches!(open(b"%PDF-1.7", &key), Err(RecordError::NotARecord)));
}

#[test]
fn chunks_in_another_order_are_told() {
    let (good, key) = sealed(200_000);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    let chunk = |number: u64| {
        let start = shape.start_of(number) as usize;
        good[start..start + shape.len_of(number) as usize].to_vec()
    };
    for (here, there) in [(1, 2), (2, 3), (3, 1)] {
        let mut bad = good.clone();
        let start = shape.start_of(here) as usize;
        bad[start..start + CHUNK as usize + TAG].copy_from_slice(&chunk(there));
        match open(&bad, &key).unwrap_err() {
            RecordError::Moved { expected, found } => assert_eq!((expected, found), (here, there)),
            error => panic!("{there} in place of {here}: {error:?}"),
        }
    }
    // A chunk left out: the rest moves up.
    let mut bad = good.clone();
    bad.drain(shape.start_of(2) as usize..shape.start_of(3) as usize);
    assert!(matches!(
        open(&bad, &key),
        Err(RecordError::Moved {
            expected: 2,
            found: 3
        })
    ));
    // A chunk of another record under the same key: there is none, keys are fresh; of another key it is damage.
    let (other, _) = {
        let mut out = Vec::new();
        let info = seal(&mut content(200_000).as_slice(), &details(200_000), &mut out).unwrap();
        (out, info)
    };
    let mut bad = good.clone();
    let range = shape.start_of(1) as usize..shape.start_of(2) as usize;
    bad[range.clone()].copy_from_slice(&other[range]);
    assert!(matches!(
        open(&bad, &key),
        Err(RecordError::Damaged { part: 1, .. })
    ));
}

#[test]
fn what_is_appended_is_told_and_told_again() {
    let (good, key) = sealed(70_000);
    let mut bad = good.clone();
    bad.push(0);
    match open(&bad, &key).unwrap_err() {
        RecordError::Appended { expected } => assert_eq!(expected, good.len() as u64),
        error => panic!("{error:?}"),
    }
    let mut opener = Opener::new(bad.as_slice(), &key).unwrap();
    for _ in 0..2 {
        let error = io::copy(&mut opener, &mut io::sink()).unwrap_err();
        let inner = error.get_ref().unwrap().downcast_ref::<RecordError>();
        assert!(matches!(inner, Some(RecordError::Appended { .. })), "{error:?}");
    }
}

#[test]
fn through_read_the_end_is_not_reported_before_it_is_checked() {
    // The content ends in chunk 1; what is behind it is padding alone.
    let size = 65_000;
    let (good, key) = sealed(size);
    let shape = Header::read(&mut good.as_slice()).unwrap().shape();
    assert_eq!(shape.last(), 3);
    for bad in [&good[..good.len() - 1], &good[..shape.start_of(2) as usize]] {
        let mut opener = Opener::new(bad, &key).unwrap();
        let mut back = vec![0; size];
        opener.read_exact(&mut back).unwrap();
        assert!(back == content(size));
        for _ in 0..2 {
            let error = opener.read(&mut [0]).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        }
    }
}
