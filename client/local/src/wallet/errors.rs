//! What the crate of keys says, as an error of the client.

use medink_seal::AccountError;
use medink_seal::key_file::KeyFileError;

use medink_core::error::{Error, Kind};

/// About a phrase or a URI that was typed.
pub(super) fn of_account(error: AccountError) -> Error {
    let kind = match error {
        AccountError::System(_) => Kind::Internal,
        _ => Kind::Usage,
    };
    Error::new(kind, error.to_string())
}

/// About a key file that was brought here, or is to leave.
pub(super) fn of_given_file(error: KeyFileError) -> Error {
    let kind = match error {
        KeyFileError::System(_) => Kind::Internal,
        KeyFileError::WrongPassphrase => Kind::Keys,
        _ => Kind::Usage,
    };
    Error::new(kind, error.to_string())
}

/// About a key file of this machine.
pub(super) fn of_own_file(error: KeyFileError) -> Error {
    match error {
        KeyFileError::System(_) | KeyFileError::WrongPassphrase => of_given_file(error),
        _ => Error::new(
            Kind::Damaged,
            format!("the account's key file is damaged: {error}"),
        )
        .next("Restore the account from its recovery words or from an exported file, under another name."),
    }
}
