//! Entries that are appended durably, whatever ends in their midst.

#[path = "../../src/frames.rs"]
mod files;

use files::Frames;
use std::{fs, path::Path};

/// More than these tests write.
const ROOM: u64 = 1_000_000;

fn entries(folder: &Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    Frames::open(folder, ROOM, |content| {
        found.push(content.to_vec());
        true
    })
    .unwrap();
    found
}

#[test]
fn what_was_cut_off_damaged_or_taken_back_is_not_there_and_what_was_before_is() {
    let folder = tempfile::tempdir().unwrap();
    let current = folder.path().join("blocks.recent");
    let mut frames = Frames::open(folder.path(), ROOM, |_| true).unwrap();
    frames.append(b"one").unwrap();
    let before = frames.append(b"another one").unwrap();
    let whole = fs::read(&current).unwrap();
    let second = usize::try_from(before).unwrap()..whole.len();
    for length in second.clone() {
        fs::write(&current, &whole[..length]).unwrap();
        assert_eq!(entries(folder.path()), [b"one"], "{length}");
        assert_eq!(
            fs::metadata(&current).unwrap().len(),
            before,
            "it goes on behind what is whole"
        );
    }
    for at in second {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        fs::write(&current, &damaged).unwrap();
        assert_eq!(entries(folder.path()), [b"one"], "byte {at}");
    }
    fs::write(&current, &whole).unwrap();
    assert_eq!(entries(folder.path()), [&b"one"[..], b"another one"]);
    // What is not understood is not gone on behind.
    Frames::open(folder.path(), ROOM, |content| content == b"one").unwrap();
    assert_eq!(entries(folder.path()), [b"one"]);

    let mut frames = Frames::open(folder.path(), ROOM, |_| true).unwrap();
    let before = frames.append(b"refused").unwrap();
    frames.cut(before).unwrap();
    frames.append(b"taken").unwrap();
    assert_eq!(entries(folder.path()), [&b"one"[..], b"taken"]);
}

#[test]
fn a_full_file_gives_way_and_the_one_before_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut frames = Frames::open(folder.path(), 1, |_| true).unwrap();
    frames.append(b"1").unwrap();
    frames.append(b"2").unwrap();
    assert_eq!(entries(folder.path()), [b"1", b"2"]);
    // As when an earlier try to begin a new file came no further than this.
    fs::rename(
        folder.path().join("blocks.recent"),
        folder.path().join("blocks.older"),
    )
    .unwrap();
    frames.append(b"3").unwrap();
    assert_eq!(entries(folder.path()), [b"2", b"3"]);
}
