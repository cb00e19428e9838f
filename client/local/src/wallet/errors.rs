//! What the crate of keys says, as an error of the client.

use medink_seal::AccountError;
use medink_seal::key_file::KeyFileError;
use medink_words::said;

use medink_core::error::{Error, Kind};

/// About a phrase or a URI that was typed.
pub(super) fn of_account(error: AccountError) -> Error {
    let kind = match error {
        AccountError::System(_) => Kind::Internal,
        AccountError::Empty
        | AccountError::WordCount { .. }
        | AccountError::UnknownWord { .. }
        | AccountError::PhraseChecksum
        | AccountError::Seed
        | AccountError::Path => Kind::Usage,
    };
    Error::new(kind, error.said())
}

/// About a key file that was brought here, or is to leave.
pub(super) fn of_given_file(error: KeyFileError) -> Error {
    let kind = match error {
        KeyFileError::System(_) => Kind::Internal,
        KeyFileError::WrongPassphrase => Kind::Keys,
        KeyFileError::EmptyPassphrase
        | KeyFileError::NotAKeyFile(_)
        | KeyFileError::Several
        | KeyFileError::OtherKind(_)
        | KeyFileError::NotEncrypted
        | KeyFileError::OtherVersion(_)
        | KeyFileError::Cost { .. }
        | KeyFileError::OtherAddress => Kind::Usage,
    };
    Error::new(kind, error.said())
}

/// About a key file of this machine.
pub(super) fn of_own_file(error: KeyFileError) -> Error {
    match error {
        KeyFileError::System(_) | KeyFileError::WrongPassphrase => of_given_file(error),
        _ => Error::new(
            Kind::Damaged,
            said!("local-key-file-damaged", error = error.said()),
        )
        .next(said!("local-key-file-damaged-next")),
    }
}
