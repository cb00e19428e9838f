//! The key pair that others seal to: X-Wing (ML-KEM-768 and X25519, draft-connolly-cfrg-xwing-kem), derived from
//! the account. Records outlive today's curves, so the public half is 1,216 bytes.

use crate::{error::SystemError, secret::Secret};
use core::fmt;
use hpke::{Deserializable, Kem, Serializable, kem::XWing};

/// Length of a public encryption key, in bytes.
pub const ENCRYPTION_KEY_LEN: usize = 1_216;

/// Bytes that are no X-Wing public key: not 1,216 of them, or numbers out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these {found} bytes are no public encryption key; ask the person for their registration card again")]
pub struct EncryptionKeyError {
    /// How many bytes there were.
    pub found: usize,
}

/// Somebody's public encryption key, checked.
#[derive(Clone, PartialEq, Eq)]
pub struct EncryptionPublicKey {
    bytes: Box<[u8; ENCRYPTION_KEY_LEN]>,
}

impl EncryptionPublicKey {
    /// From 1,216 bytes.
    ///
    /// # Errors
    /// [`EncryptionKeyError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EncryptionKeyError> {
        let error = EncryptionKeyError { found: bytes.len() };
        <XWing as Kem>::PublicKey::from_bytes(bytes).map_err(|_| error)?;
        let bytes = bytes.to_vec().into_boxed_slice().try_into().map_err(|_| error)?;
        Ok(EncryptionPublicKey { bytes })
    }

    /// The 1,216 bytes.
    pub fn as_bytes(&self) -> &[u8; ENCRYPTION_KEY_LEN] {
        &self.bytes
    }
}

impl fmt::Debug for EncryptionPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start: &[u8] = self.bytes.get(..8).unwrap_or_default();
        write!(f, "EncryptionPublicKey({}..)", hex::encode(start))
    }
}

/// Whom to seal to: an address and the encryption key that belongs to it, as a registration card or the chain
/// has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The account's address.
    pub address: [u8; 32],
    /// Its public encryption key.
    pub key: EncryptionPublicKey,
}

/// An account's own encryption key pair, from [`crate::Account::encryption`]. The secret is wiped when dropped.
#[derive(Clone)]
pub struct EncryptionSecret {
    secret: <XWing as Kem>::PrivateKey,
    recipient: Recipient,
}

impl EncryptionSecret {
    /// X-Wing's own secret key is a 32-byte seed.
    pub(crate) fn from_seed(seed: &Secret, address: [u8; 32]) -> Result<Self, SystemError> {
        let secret =
            <XWing as Kem>::PrivateKey::from_bytes(seed.expose()).map_err(|_| SystemError::Library)?;
        let public = XWing::sk_to_pk(&secret).to_bytes();
        let key = EncryptionPublicKey::from_bytes(&public).map_err(|_| SystemError::Library)?;
        Ok(EncryptionSecret {
            secret,
            recipient: Recipient { address, key },
        })
    }

    pub(crate) fn secret(&self) -> &<XWing as Kem>::PrivateKey {
        &self.secret
    }

    /// The account's address.
    pub fn address(&self) -> [u8; 32] {
        self.recipient.address
    }

    /// The public half.
    pub fn public_key(&self) -> &EncryptionPublicKey {
        &self.recipient.key
    }

    /// The account as others seal to it.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }
}

impl fmt::Debug for EncryptionSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_key_is_refused() {
        let good = EncryptionSecret::from_seed(&Secret::copy_from(&[1; 32]), [0; 32]).unwrap();
        let bytes = good.public_key().as_bytes();
        assert_eq!(
            EncryptionPublicKey::from_bytes(bytes).as_ref(),
            Ok(good.public_key())
        );
        for len in [0, 32, ENCRYPTION_KEY_LEN - 1] {
            assert_eq!(
                EncryptionPublicKey::from_bytes(&bytes[..len]),
                Err(EncryptionKeyError { found: len })
            );
        }
        // ML-KEM's numbers are below 3,329: twelve ones are not.
        assert!(EncryptionPublicKey::from_bytes(&[0xff; ENCRYPTION_KEY_LEN]).is_err());
    }
}
