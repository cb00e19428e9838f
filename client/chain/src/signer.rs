//! Who signs. Secret keys stay behind this trait: this crate only hands over bytes and takes a signature.

use thiserror::Error;

/// An account that can sign transactions with sr25519 (schnorrkel, signing context `substrate`).
pub trait Signer: Send + Sync {
    /// The public key, which is the account.
    fn account(&self) -> [u8; 32];

    /// Signs `payload` as it is: what has to be hashed first is hashed already.
    fn sign(&self, payload: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// Why a signer did not sign, in words for people, without anything secret.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct SignerError(pub String);
