//! What a message answers: `Result<T, LangError>` in SCALE, and an `Err` inside it sets the revert flag.

use ink_primitives::LangError;
use medink_types::Error;
use scale::{Decode, DecodeAll};

/// Why an answer is not a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// The contract refused, with its reason.
    Refused(Error),
    /// The contract could not read the call: it has no such message, or other arguments.
    NotUnderstood,
    /// The bytes are not what this message returns.
    Malformed(String),
}

/// The answer of a read that can't refuse.
///
/// # Errors
/// [`Unanswered::NotUnderstood`], [`Unanswered::Malformed`].
pub fn plain<T: Decode>(answer: &[u8]) -> Result<T, Unanswered> {
    match Result::<T, LangError>::decode_all(&mut &*answer) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => Err(Unanswered::NotUnderstood),
        Err(e) => Err(Unanswered::Malformed(e.to_string())),
    }
}

/// The answer of a message that can refuse.
///
/// # Errors
/// Every one.
pub fn fallible<T: Decode>(answer: &[u8]) -> Result<T, Unanswered> {
    plain::<Result<T, Error>>(answer)?.map_err(Unanswered::Refused)
}

/// The reason in an answer that came with the revert flag, whatever the message would have returned.
pub fn refusal(answer: &[u8]) -> Unanswered {
    match fallible::<()>(answer) {
        Ok(()) => Unanswered::Malformed("it asked to be undone but gave no reason".to_owned()),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scale::Encode;

    #[test]
    fn answers_decode_in_three_layers() {
        assert_eq!(plain::<u32>(&[0, 7, 0, 0, 0]), Ok(7));
        assert_eq!(plain::<u32>(&[1, 1]), Err(Unanswered::NotUnderstood));
        assert!(matches!(plain::<u32>(&[0, 7]), Err(Unanswered::Malformed(_))));
        assert!(matches!(
            plain::<u32>(&[0, 7, 0, 0, 0, 0]),
            Err(Unanswered::Malformed(_))
        ));

        let refused: Result<Result<u32, Error>, LangError> = Ok(Err(Error::WrongGeneration { current: 3 }));
        let expected = Unanswered::Refused(Error::WrongGeneration { current: 3 });
        assert_eq!(fallible::<u32>(&refused.encode()), Err(expected.clone()));
        assert_eq!(refusal(&refused.encode()), expected);
        let fine: Result<Result<u32, Error>, LangError> = Ok(Ok(9));
        assert_eq!(fallible::<u32>(&fine.encode()), Ok(9));
        let lang: Result<Result<(), Error>, LangError> = Err(LangError::CouldNotReadInput);
        assert_eq!(refusal(&lang.encode()), Unanswered::NotUnderstood);
        assert!(matches!(refusal(&[0, 0]), Unanswered::Malformed(_)));
        assert!(matches!(refusal(&[]), Unanswered::Malformed(_)));
    }
}
