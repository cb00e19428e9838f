//! Waits until something is so, for as long as that takes and within a bound. Never for a time that is thought to be
//! long enough: on a busy machine it is not, and on every other it is wasted.

use std::thread;
use std::time::{Duration, Instant};

/// How long at most. Nothing that is waited for here needs a tenth of it.
const WITHIN: Duration = Duration::from_secs(60);

/// How often one looks.
const LOOK: Duration = Duration::from_millis(10);

/// Waits until `so`; `what` says in the failure what did not come.
#[track_caller]
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(
            begun.elapsed() < WITHIN,
            "waited {} s until {what}",
            WITHIN.as_secs()
        );
        thread::sleep(LOOK);
    }
}
