//! What an account may be called on this machine: what is the same file name on every system, and never a path.

use medink_core::error::{Error, Kind, Result};
use medink_words::said;

/// Longest name, in characters.
const LONGEST: usize = 32;

/// Whether this could be the name of an account: `[a-z0-9][a-z0-9._-]{0,31}`.
pub(super) fn is_name(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.len() <= LONGEST
        && text.starts_with(letter)
        && text.chars().all(|c| letter(c) || matches!(c, '.' | '_' | '-'))
}

/// Checks a name.
///
/// # Errors
/// [`Kind::Usage`] with the rule.
pub(super) fn check(text: &str) -> Result<()> {
    if is_name(text) {
        return Ok(());
    }
    let what = said!("local-account-name");
    Err(Error::new(Kind::Usage, what).next(said!("local-account-name-next")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_never_paths() {
        for good in ["a", "0", "reception-2", "a..b", "dr.who_1", &"a".repeat(32)] {
            assert!(is_name(good) && check(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            ".",
            "..",
            ".a",
            "-a",
            "_a",
            "a/b",
            "a\\b",
            "A",
            "ä",
            "a b",
            "a\0",
            "a\n",
            "//alice",
            &"a".repeat(33),
        ] {
            assert!(!is_name(bad) && check(bad).is_err(), "{bad}");
        }
    }
}
