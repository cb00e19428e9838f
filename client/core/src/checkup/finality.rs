//! How old what is final is by this machine's clock: whether the hospitals agree, and whether the clock is right. Reads only.

use super::{Finding, Part};
use crate::now_ms;
use medink_chain::Chain;
use medink_words::{Said, Value, said};

/// How old the newest final block may be, in milliseconds. One is final a few slots after it was made, and a slot is 6 s.
const OLDEST: u64 = 2 * 60 * 1000;

/// How far a right clock may be behind it, in milliseconds.
const AHEAD: u64 = 30 * 1000;

/// What is wrong with the newest final block's time, if something is. A chain for development makes blocks only when there is
/// something to do, so that nothing follows from their age there.
pub async fn finality(chain: &dyn Chain) -> Option<Finding> {
    if chain.identity().is_development() {
        return None;
    }
    let looked = async {
        let block = chain.final_head().await?;
        Ok((block.number, block.time_ms, now_ms()?))
    };
    match looked.await {
        // Block 0 has no time.
        Ok((0, _, _)) => None,
        Ok((number, made, now)) => wrong(number, made, now).map(|(what, next)| finding(what, next)),
        Err(error) => Some(Finding::of(Part::Node, &error)),
    }
}

/// What is to be said of a final block, made and looked at at these times, and what to do.
fn wrong(number: u64, made: u64, now: u64) -> Option<(Said, Said)> {
    let (at, clock) = (Value::Time(made), Value::Time(now));
    if now.saturating_sub(made) > OLDEST {
        let what = said!("checkup-final-old", block = number, made = at, now = clock);
        return Some((what, said!("checkup-final-old-next")));
    }
    if made.saturating_sub(now) > AHEAD {
        let what = said!("checkup-clock-behind", block = number, made = at, now = clock);
        return Some((what, said!("checkup-clock-behind-next")));
    }
    None
}

fn finding(what: Said, next: Said) -> Finding {
    Finding::warning(Part::Node, what).next(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_coming_blocks_are_told_and_others_not() {
        const NOW: u64 = 1_800_000_000_000;
        let key = |made| wrong(7, made, NOW).map(|(what, _)| what.key);
        assert_eq!(key(NOW), None);
        assert_eq!(key(NOW - OLDEST), None);
        assert_eq!(key(NOW - OLDEST - 1), Some("checkup-final-old"));
        assert_eq!(key(NOW + AHEAD), None);
        assert_eq!(key(NOW + AHEAD + 1), Some("checkup-clock-behind"));
    }
}
