//! How many programs are killed, and at which moments: drawn, from a seed that repeats them.

use std::collections::hash_map::RandomState;
use std::env;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// How many kills there are in all tests of this subject together, unless `MEDINK_KILLS` says otherwise. The shares of the
/// tests are given of so many.
const KILLS: u32 = 200;

/// What comes by chance in a test. Two runs with the same seed draw the same; what happens at a moment still depends on what
/// else the machine does.
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    /// The chance of one test, of `MEDINK_KILLS_SEED` or of a seed that is printed, and so is shown where the test fails.
    pub fn of(test: &str) -> Self {
        let seed = named("MEDINK_KILLS_SEED").unwrap_or_else(|| RandomState::new().build_hasher().finish());
        eprintln!("{test}: to repeat it, set MEDINK_KILLS_SEED={seed}");
        // Each test draws its own.
        let own = test.bytes().fold(seed, |seed, byte| {
            seed.wrapping_mul(0x100_0000_01b3) ^ u64::from(byte)
        });
        Chance(own)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        // SplitMix64: no secret, only no pattern.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = self.0;
        drawn = (drawn ^ (drawn >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (drawn ^ (drawn >> 31)) % bound.max(1)
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let place = self.below(of.len() as u64);
        &of[usize::try_from(place).expect("a place in a slice")]
    }

    /// A moment of something that takes so long.
    pub fn moment(&mut self, length: Duration) -> Duration {
        let micros = u64::try_from(length.as_micros()).expect("a length of minutes at most");
        Duration::from_micros(self.below(micros))
    }
}

/// How many kills are a test's whose share of [`KILLS`] this is; one at least.
pub fn share(of_all: u32) -> u32 {
    let all = named("MEDINK_KILLS").unwrap_or_else(|| u64::from(KILLS));
    let own = all * u64::from(of_all) / u64::from(KILLS);
    u32::try_from(own.max(1)).expect("a number of kills")
}

/// A number in the environment.
fn named(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{variable} is to be a number, and is {text:?}")))
}

#[test]
fn chance_repeats_itself_and_stays_within_bounds() {
    let draw = |seed| {
        let mut chance = Chance(seed);
        (0..100).map(|_| chance.below(10)).collect::<Vec<_>>()
    };
    assert_eq!(draw(7), draw(7));
    assert_ne!(draw(7), draw(8));
    let drawn = draw(7);
    assert!((0..10).all(|number| drawn.contains(&number)), "{drawn:?}");
    let second = Duration::from_secs(1);
    let mut chance = Chance(1);
    assert!((0..100).all(|_| chance.moment(second) < second));
}
