//! How good a new password is: what a thief of the key file would have to try. Nothing here keeps or repeats one.

use medink_core::error::{Error, Kind, Result};
use medink_words::{Said, said};
use zeroize::Zeroizing;
use zxcvbn::feedback::Warning;

/// Fewest characters in a password.
pub const MIN_PASSPHRASE: usize = 8;

/// Fewest characters in the password of an archive.
pub const MIN_ARCHIVE_PASSWORD: usize = 20;
/// How much of a password is looked at: the time that it takes grows faster than the length.
const LOOKED_AT: usize = 64;
/// Fewest guesses, as a power of ten. Each takes a second and 128 MiB, which makes three years of one core.
const FEWEST: f64 = 7.99;
/// Fewest guesses of an archive's password, as a power of ten: a million of them are tried in a second.
const FEWEST_OF_ARCHIVE: f64 = 14.0;

/// How good a password is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strength {
    /// It is too short.
    Short,
    /// It is guessed soon.
    Weak {
        /// Why, in a few words, where that is known.
        why: Option<Said>,
    },
    /// Good enough.
    Good,
    /// Nobody guesses it.
    Strong,
}

impl Strength {
    /// Of this password.
    pub fn of(password: &str) -> Self {
        let count = password.chars().count();
        if count < MIN_PASSPHRASE {
            return Strength::Short;
        }
        let estimate = estimate(password);
        let guesses = estimate.guesses_log10();
        if guesses < FEWEST {
            let why = estimate.feedback().and_then(|feedback| feedback.warning());
            return Strength::Weak { why: why.map(said) };
        }
        match guesses < FEWEST + 3.0 {
            true => Strength::Good,
            false => Strength::Strong,
        }
    }
}

/// What guesses would begin with, and how many there are. Length alone says little: whoever repeats a bad password has a
/// long one.
fn estimate(password: &str) -> zxcvbn::Entropy {
    let begin: Zeroizing<String> = Zeroizing::new(password.chars().take(LOOKED_AT).collect());
    // Also medink's own name, which everybody thinks of here.
    zxcvbn::zxcvbn(&begin, &["medink"])
}

/// Checks a new password.
///
/// # Errors
/// [`Kind::Usage`] with why it is refused.
pub fn check_passphrase(password: &str) -> Result<()> {
    let what = match Strength::of(password) {
        Strength::Good | Strength::Strong => return Ok(()),
        Strength::Short => {
            said!("local-password-short", min_passphrase = MIN_PASSPHRASE)
        }
        Strength::Weak { why: None } => said!("local-password-easy"),
        Strength::Weak { why: Some(why) } => said!("local-password-easy-why", why = why),
    };
    Err(Error::new(Kind::Usage, what).next(said!("local-several-words")))
}

/// Checks the password of a file that its finder can try passwords on quickly, such as an encrypted ZIP, where a key takes a
/// thousand rounds of a hash and no memory: what is good for a key file is not good enough there.
///
/// # Errors
/// [`Kind::Usage`] with why it is refused.
pub fn check_archive_password(password: &str) -> Result<()> {
    let what = match password.chars().count() >= MIN_ARCHIVE_PASSWORD {
        true if estimate(password).guesses_log10() >= FEWEST_OF_ARCHIVE => return Ok(()),
        true => said!("local-archive-password-easy"),
        false => said!("local-archive-password-short", long = MIN_ARCHIVE_PASSWORD),
    };
    Err(Error::new(Kind::Usage, what).next(said!("local-archive-password-next")))
}

/// Why a password is guessed soon, as the end of a sentence.
fn said(why: Warning) -> Said {
    match why {
        Warning::StraightRowsOfKeysAreEasyToGuess => said!("weak-rows-of-keys"),
        Warning::ShortKeyboardPatternsAreEasyToGuess => said!("weak-keyboard-pattern"),
        Warning::RepeatsLikeAaaAreEasyToGuess => said!("weak-repeated-letter"),
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => said!("weak-repeated-part"),
        Warning::ThisIsATop10Password => said!("weak-top-ten"),
        Warning::ThisIsATop100Password => said!("weak-top-hundred"),
        Warning::ThisIsACommonPassword => said!("weak-common"),
        Warning::ThisIsSimilarToACommonlyUsedPassword => said!("weak-like-common"),
        Warning::SequencesLikeAbcAreEasyToGuess => said!("weak-sequence"),
        Warning::RecentYearsAreEasyToGuess => said!("weak-year"),
        Warning::AWordByItselfIsEasyToGuess => said!("weak-word"),
        Warning::DatesAreOftenEasyToGuess => said!("weak-date"),
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => said!("weak-name"),
        Warning::CommonNamesAndSurnamesAreEasyToGuess => said!("weak-common-name"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused_with_why() {
        for weak in [
            "12345678",
            "password1",
            "Password1",
            "qwertyuiop",
            "aaaaaaaa",
            "abcdefgh",
            "xkqxkqxkq",
            "iloveyou",
            "12.12.1956",
            "medinkmedink",
            "12345678901234567890",
            "passwordpassword1234",
            "qwertyuiopqwertyuiop",
        ] {
            let error = check_passphrase(weak).unwrap_err();
            assert_eq!(error.kind, Kind::Usage, "{weak}");
            assert!(
                error.what.to_string().contains("easy to guess"),
                "{weak}: {error}"
            );
            assert!(!error.to_string().contains(weak), "a password is not repeated");
        }
        assert!(
            check_passphrase("1234567")
                .unwrap_err()
                .what
                .to_string()
                .contains("at least 8")
        );
    }

    #[test]
    fn why_is_told_in_every_language() {
        use medink_words::Language;
        let error = check_passphrase("12345678").unwrap_err();
        let told = Language::all().map(|language| error.what.plain(language));
        assert!(
            told[0].ends_with("to guess: it is one of the ten most common passwords"),
            "{told:?}"
        );
        assert!(told[1].ends_with("les plus courants"), "{told:?}");
        assert!(!told[2].contains("password"), "{told:?}");
    }

    #[test]
    fn an_archive_has_a_longer_one() {
        assert!(check_archive_password("correct horse battery staple").is_ok());
        for short in ["", "xk7#qm2p", "a good passphrase"] {
            let error = check_archive_password(short).unwrap_err();
            assert!(
                error.kind == Kind::Usage && error.what.to_string().contains("at least 20"),
                "{error}"
            );
            assert!(short.is_empty() || !error.to_string().contains(short));
        }
        for weak in [
            "12345678901234567890",
            "passwordpassword1234",
            "qwertyuiopqwertyuiop",
            &"a".repeat(40),
        ] {
            let error = check_archive_password(weak).unwrap_err();
            assert!(
                error.kind == Kind::Usage && error.what.to_string().contains("easy to guess"),
                "{error}"
            );
            assert!(!error.to_string().contains(weak));
        }
    }

    #[test]
    fn long_ones_and_odd_ones_are_taken() {
        for good in [
            "correct horse battery staple",
            "a good passphrase",
            "yet another one",
            "mein hund heißt nicht bello",
            "xk7#qm2p",
            "ماء البحر مالح جدا هنا",
            &"long enough to be anything ".repeat(200),
        ] {
            assert!(check_passphrase(good).is_ok(), "{good}");
        }
        // One key held down is not long.
        assert!(check_passphrase(&"a".repeat(40)).is_err());
    }

    #[test]
    fn the_meter_tells_them_apart() {
        assert_eq!(Strength::of("short"), Strength::Short);
        assert!(matches!(
            Strength::of("12345678"),
            Strength::Weak { why: Some(_) }
        ));
        assert_eq!(Strength::of("correct horse battery staple"), Strength::Strong);
    }
}
