//! What only the contracts need: calls to each other, events, storage cells, hashes.
//!
//! Each of these goes through one plain function, as bytes: ink! would generate the whole way anew for every
//! message called, every event and every type of cell, and the contracts would not fit their bound. Types stay
//! checked: by the generated call builders, the events' own types and the mappings' types.

pub mod arg;
mod bytes;
mod call;
mod cells;
mod emit;

pub use call::{ask, CallTo};
pub use cells::Cells;
pub(crate) use emit::emit;

use crate::error::Error;
use crate::key::SignedKey;
use crate::{check, AccountId, Hash};
use ink::env::hash::{Blake2x256, HashOutput};
use ink::env::DefaultEnvironment;
use scale::Encode;

/// BLAKE2b-256 of `bytes`.
#[inline(never)]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hash = <Blake2x256 as HashOutput>::Type::default();
    ink::env::hash_bytes::<Blake2x256>(bytes, &mut hash);
    hash
}

/// BLAKE2b-256 of the SCALE encoding of `value`.
pub fn digest_of<T: Encode>(value: &T) -> [u8; 32] {
    digest(&value.encode())
}

/// Whether `key` is an encryption key of `account`'s own: it has the right length and a serial, and the account's
/// signature holds.
///
/// Errors: [`Error::InvalidEncryptionKey`], [`Error::KeyNotProved`].
#[inline(never)]
pub fn check_key(account: &AccountId, key: &SignedKey) -> Result<(), Error> {
    check::encryption_key(&key.key)?;
    if key.serial == 0 {
        return Err(Error::KeyNotProved);
    }
    ink::env::sr25519_verify(&key.signature.0, &key.statement(account), &account.0)
        .map_err(|_| Error::KeyNotProved)
}

/// Puts other code in this contract's place, which keeps its address and its storage. For the admin contract alone,
/// which has seen to it that the upgrade was announced and approved.
///
/// Errors: [`Error::CallerNotAuthorized`], [`Error::UnknownCode`].
#[inline(never)]
pub fn replace_code(caller: &AccountId, admin: &AccountId, code_hash: &Hash) -> Result<(), Error> {
    if caller != admin {
        return Err(Error::CallerNotAuthorized);
    }
    ink::env::set_code_hash::<DefaultEnvironment>(code_hash).map_err(|_| Error::UnknownCode)
}
