//! Parts of records.

use super::*;
use std::io::{Cursor, Seek, SeekFrom};

#[test]
fn any_range_reads_alone() {
    let size = 300_000;
    let (good, key) = sealed(size);
    // Not at the start of its file.
    let mut file = Cursor::new([vec![9; 17], good].concat());
    file.set_position(17);
    let mut opener = Opener::new(file, &key).unwrap();
    let whole = content(size);
    let ranges = [
        (0, 0),
        (0, 1),
        (299_999, 1),
        (300_000, 0),
        (65_535, 2),
        (131_072, 65_536),
        (1, 299_998),
        (0, 300_000),
        (10, 5),
        (70_000, 5),
        (65_536, 1),
        (200_000, 100_000),
        (5, 5),
    ];
    for (offset, len) in ranges {
        let mut out = Vec::new();
        opener.read_range(offset, len, &mut out).unwrap();
        assert!(
            out == whole[offset as usize..(offset + len) as usize],
            "{offset} {len}"
        );
    }
    for (offset, len) in [(300_000, 1), (0, 300_001), (u64::MAX, u64::MAX)] {
        let error = opener.read_range(offset, len, &mut io::sink()).unwrap_err();
        assert!(
            matches!(error, RecordError::Range { size: 300_000, .. }),
            "{error:?}"
        );
    }
}

#[test]
fn seeks_like_a_file() {
    let size = 300_000;
    let (good, key) = sealed(size);
    let mut opener = Opener::new(Cursor::new(good), &key).unwrap();
    let mut plain = Cursor::new(content(size));
    let mut state = 1u64;
    for _ in 0..300 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 33) % (size as u64 + 20_000);
        let to = match state >> 62 {
            0 => SeekFrom::Start(at),
            1 => SeekFrom::End(-((at % size as u64) as i64)),
            2 => SeekFrom::End(5),
            _ => SeekFrom::Current(at as i64 - plain.position() as i64),
        };
        assert_eq!(opener.seek(to).unwrap(), plain.seek(to).unwrap());
        let len = at % 9_000;
        let (mut a, mut b) = (Vec::new(), Vec::new());
        opener.by_ref().take(len).read_to_end(&mut a).unwrap();
        plain.by_ref().take(len).read_to_end(&mut b).unwrap();
        assert!(a == b, "{to:?}");
    }
    assert!(opener.seek(SeekFrom::Current(i64::MIN)).is_err());
}

#[test]
fn a_range_of_a_cut_record_reads_as_far_as_it_goes() {
    let (good, key) = sealed(300_000);
    let mut opener = Opener::new(Cursor::new(&good[..200_000]), &key).unwrap();
    let mut out = Vec::new();
    opener.read_range(100_000, 50_000, &mut out).unwrap();
    assert!(matches!(
        opener.read_range(190_000, 50_000, &mut io::sink()),
        Err(RecordError::Truncated { .. })
    ));
    out.clear();
    opener.read_range(10, 20, &mut out).unwrap();
    assert_eq!(
        out,
        content(300_000)[10..30],
        "after the error the reader is found again"
    );
}
