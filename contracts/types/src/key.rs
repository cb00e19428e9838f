//! A public encryption key that proves whose it is.

use crate::bytes::{PublicKey, Signature};
use alloc::vec::Vec;
use ink_primitives::AccountId;
use scale::{Decode, Encode};

/// A public encryption key with its owner's signature: whoever seals to it checks the signature against the address
/// first, and needs to believe neither the chain's node nor who registered it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
#[cfg_attr(
    all(feature = "std", feature = "ink"),
    derive(ink::storage::traits::StorageLayout)
)]
pub struct SignedKey {
    /// The key, 1,216 bytes.
    pub key: PublicKey,
    /// Which of its owner's keys it is, from 1; a later key has a higher number.
    pub serial: u32,
    /// The owner's sr25519 signature, 64 bytes, in Substrate's signing context over: `<Bytes>`,
    /// `medink/v1/encryption-key`, the account (32 bytes), the serial (4 bytes, big-endian), the key, `</Bytes>`.
    pub signature: Signature,
}

impl SignedKey {
    /// What `account` has to have signed. Wallets put raw messages between `<Bytes>` and `</Bytes>`, and no
    /// extrinsic begins so: a signature for something else is never one for this.
    pub fn statement(&self, account: &AccountId) -> Vec<u8> {
        let parts: [&[u8]; 6] = [
            b"<Bytes>",
            b"medink/v1/encryption-key",
            &account.0,
            &self.serial.to_be_bytes(),
            &self.key,
            b"</Bytes>",
        ];
        parts.concat()
    }
}
