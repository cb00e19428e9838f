//! Waits until something is so, within a bound: as in `e2e-system`, but for what takes minutes.

use std::thread;
use std::time::{Duration, Instant};

/// How often one looks.
const LOOK: Duration = Duration::from_millis(200);

/// Waits until `so` gives something, for as long as `bound`; `what` says in the failure what did not come.
#[track_caller]
pub fn within<T>(bound: Duration, what: &str, mut so: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = so() {
            return found;
        }
        assert!(
            begun.elapsed() < bound,
            "waited {} s until {what}",
            bound.as_secs()
        );
        thread::sleep(LOOK);
    }
}
