//! The checks of arguments that every contract makes alike. Each refusal names the bound that was missed.

use crate::bounds;
use crate::bytes::Cid;
use crate::error::Error;

/// A byte string that may be empty: at most `max` bytes.
pub fn at_most(bytes: &[u8], max: usize) -> Result<(), Error> {
    if bytes.len() > max {
        return Err(Error::TooLong { max: bound(max) });
    }
    Ok(())
}

/// A byte string that says something: 1 to `max` bytes.
pub fn some_bytes(bytes: &[u8], max: usize) -> Result<(), Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    at_most(bytes, max)
}

/// A list with something in it: 1 to `max` items.
pub fn some_items<T>(items: &[T], max: usize) -> Result<(), Error> {
    if items.is_empty() {
        return Err(Error::Empty);
    }
    at_most_items(items, max)
}

/// A list that may be empty: at most `max` items.
pub fn at_most_items<T>(items: &[T], max: usize) -> Result<(), Error> {
    if items.len() > max {
        return Err(Error::TooMany { max: bound(max) });
    }
    Ok(())
}

/// A list that names nothing twice by `key`. Compares each with each: for lists whose length was checked.
pub fn distinct<T, K: PartialEq>(items: &[T], key: impl Fn(&T) -> K) -> Result<(), Error> {
    for (n, item) in items.iter().enumerate() {
        let this = key(item);
        if items.iter().take(n).any(|earlier| key(earlier) == this) {
            return Err(Error::Duplicate);
        }
    }
    Ok(())
}

/// A public encryption key: exactly [`bounds::ENCRYPTION_KEY_BYTES`], not all of them zero.
pub fn encryption_key(key: &[u8]) -> Result<(), Error> {
    if key.len() != bounds::ENCRYPTION_KEY_BYTES || key.iter().all(|byte| *byte == 0) {
        return Err(Error::InvalidEncryptionKey);
    }
    Ok(())
}

/// A content identifier: a binary CIDv1, raw or dag-pb, with SHA2-256.
pub fn cid(cid: &Cid) -> Result<(), Error> {
    if !cid.is_valid() {
        return Err(Error::InvalidCid);
    }
    Ok(())
}

/// A parameter: 1 to `max`.
pub fn parameter(value: u32, max: u32) -> Result<(), Error> {
    if value == 0 || value > max {
        return Err(Error::InvalidParameter { min: 1, max });
    }
    Ok(())
}

/// A bound as errors tell it; all of them fit.
fn bound(max: usize) -> u32 {
    u32::try_from(max).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_strings_are_bounded_on_both_sides() {
        assert_eq!(at_most(&[], 2), Ok(()));
        assert_eq!(at_most(&[1, 2], 2), Ok(()));
        assert_eq!(at_most(&[1, 2, 3], 2), Err(Error::TooLong { max: 2 }));
        assert_eq!(some_bytes(&[], 2), Err(Error::Empty));
        assert_eq!(some_bytes(&[1, 2], 2), Ok(()));
        assert_eq!(some_bytes(&[1, 2, 3], 2), Err(Error::TooLong { max: 2 }));
    }

    #[test]
    fn lists_are_bounded_on_both_sides() {
        assert_eq!(some_items::<u8>(&[], 2), Err(Error::Empty));
        assert_eq!(some_items(&[1, 2], 2), Ok(()));
        assert_eq!(some_items(&[1, 2, 3], 2), Err(Error::TooMany { max: 2 }));
    }

    #[test]
    fn a_list_that_repeats_itself_is_refused_wherever_it_does() {
        assert_eq!(distinct(&[1, 2, 3], |n| *n), Ok(()));
        assert_eq!(distinct(&[1, 2, 1], |n| *n), Err(Error::Duplicate));
        assert_eq!(distinct(&[1, 2, 2], |n| *n), Err(Error::Duplicate));
    }

    #[test]
    fn an_encryption_key_has_one_length_and_is_not_nothing() {
        let refused = Err(Error::InvalidEncryptionKey);
        assert_eq!(encryption_key(&[1; bounds::ENCRYPTION_KEY_BYTES]), Ok(()));
        assert_eq!(encryption_key(&[0; bounds::ENCRYPTION_KEY_BYTES]), refused);
        for length in [
            32,
            bounds::ENCRYPTION_KEY_BYTES - 1,
            bounds::ENCRYPTION_KEY_BYTES + 1,
        ] {
            assert_eq!(encryption_key(&alloc::vec![1; length]), refused);
        }
        // One byte that says something is enough.
        let mut nearly = [0; bounds::ENCRYPTION_KEY_BYTES];
        nearly[bounds::ENCRYPTION_KEY_BYTES - 1] = 1;
        assert_eq!(encryption_key(&nearly), Ok(()));
    }

    #[test]
    fn a_parameter_is_never_zero() {
        let refused = Err(Error::InvalidParameter { min: 1, max: 50 });
        assert_eq!(parameter(0, 50), refused);
        assert_eq!(parameter(1, 50), Ok(()));
        assert_eq!(parameter(50, 50), Ok(()));
        assert_eq!(parameter(51, 50), refused);
    }
}
