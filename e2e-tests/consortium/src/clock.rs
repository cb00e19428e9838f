//! Clocks that are wrong: what a program is told of the time is changed by libfaketime (Debian: apt-get install faketime).
//! How long something takes it is told as it is, as on a machine whose clock was set.

use std::fs;
use std::path::PathBuf;

/// The variables with which a program's clock is wrong by `by`, such as `+1h`.
pub fn wrong_by(by: &str) -> [(&'static str, String); 3] {
    let library = library();
    [
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME", by.to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ]
}

/// libfaketime for programs with several threads; in a folder of the machine's kind.
fn library() -> PathBuf {
    let kinds = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let places = kinds.map(|kind| kind.path().join("faketime/libfaketimeMT.so.1"));
    places.into_iter().find(|place| place.is_file()).unwrap_or_else(|| {
        panic!(
            "this test needs libfaketime, which is not in /usr/lib/*/faketime: install it (Debian: apt-get install faketime)"
        )
    })
}
