//! Keys, accounts and sealed formats of medink; knows neither chain nor store.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod account;
pub mod card;
mod crypt;
mod domain;
mod encryption;
mod error;
#[cfg(test)]
mod foreign;
pub mod journal;
pub mod key_file;
mod keys;
pub mod person;
pub mod profile;
mod random;
pub mod record;
mod scope;
mod secret;
pub mod ss58;
pub mod suri;
#[cfg(test)]
mod vectors;
pub mod wrap;

pub use account::{Account, AccountError, Phrase};
pub use encryption::{
    ENCRYPTION_KEY_LEN, EncryptionKeyError, EncryptionPublicKey, EncryptionSecret, Recipient,
};
pub use error::SystemError;
pub use keys::{DirectoryKey, GenerationKey, PairwiseKey, PatientSecrets, ProfileKey, RecordKey};
pub use scope::{Deployment, Scope};
