//! The key pairs that others seal to: X-Wing (ML-KEM-768 and X25519, draft-connolly-cfrg-xwing-kem), derived from
//! the account. Records outlive today's curves, so the public half is 1,216 bytes.
//!
//! An account has one for each serial number, from 1: an owner who replaces the key goes on to the next number and
//! still opens what was sealed to those before. Which key is whose is not told here: see [`crate::signed_key`].

use crate::{
    crypt::expand,
    domain::{context, name},
    error::SystemError,
    secret::Secret,
};
use aws_lc_rs::hkdf;
use core::fmt;
use hpke::{Deserializable, Kem, Serializable, kem::XWing};
use medink_words::{Said, said};

/// Length of a public encryption key, in bytes.
pub const ENCRYPTION_KEY_LEN: usize = 1_216;

/// The part of the key that is ML-KEM's vector; its seed (32) and X25519's point (32) follow.
const VECTOR: usize = 1_152;

/// X25519's points of low order (Curve25519's twist included), with which every exchange gives zeros.
const LOW_ORDER: [[u8; 32]; 7] = [
    [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    ],
    [
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    ],
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda,
        0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04,
        0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    [
        0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
    [
        0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f,
    ],
];

/// Bytes that are no X-Wing public key: not 1,216 of them, numbers out of range, or a key whose secret everybody
/// knows, such as zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct EncryptionKeyError {
    /// How many bytes there were.
    pub found: usize,
}

impl EncryptionKeyError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        said!("seal-encryption-key", found = self.found)
    }
}

impl fmt::Display for EncryptionKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
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
        if is_known_to_all(bytes) {
            return Err(error);
        }
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

/// Whether a half of the key hides nothing: ML-KEM with a vector of zeros sends the secret in the clear, X25519
/// with a point of low order agrees on zeros.
fn is_known_to_all(key: &[u8]) -> bool {
    let zeros = key.iter().take(VECTOR).all(|byte| *byte == 0);
    let point = key.last_chunk::<32>().map(|point| {
        let mut point = *point;
        let [.., top] = &mut point;
        // X25519 ignores the highest bit.
        *top &= 0x7f;
        point
    });
    zeros || point.is_none_or(|point| LOW_ORDER.contains(&point))
}

/// Whom to seal to: an address and an encryption key that belongs to it. Take it from a [`crate::SignedKey`], which
/// proves that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The account's address.
    pub address: [u8; 32],
    /// The serial number of the key.
    pub serial: u32,
    /// The public encryption key.
    pub key: EncryptionPublicKey,
}

/// Derives an account's own encryption key pairs, from [`crate::Account::encryption_keys`]. It holds what all of the
/// account's keys here are derived from, but for the one that signs: guard it like the account. Wiped when the last
/// copy is dropped.
#[derive(Clone)]
pub struct EncryptionKeys {
    root: hkdf::Prk,
    address: [u8; 32],
}

impl EncryptionKeys {
    pub(crate) fn new(root: hkdf::Prk, address: [u8; 32]) -> Self {
        EncryptionKeys { root, address }
    }

    /// The key pair of this serial number.
    ///
    /// # Errors
    /// [`SystemError::Library`].
    pub fn of(&self, serial: u32) -> Result<EncryptionSecret, SystemError> {
        let seed = expand(
            &self.root,
            &context(name::ENCRYPTION_KEY, &[&serial.to_be_bytes()]),
        )?;
        EncryptionSecret::from_seed(&seed, self.address, serial)
    }

    /// The account's address.
    pub fn address(&self) -> [u8; 32] {
        self.address
    }
}

impl fmt::Debug for EncryptionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// One of an account's own encryption key pairs. The secret is wiped when dropped.
#[derive(Clone)]
pub struct EncryptionSecret {
    secret: <XWing as Kem>::PrivateKey,
    recipient: Recipient,
}

impl EncryptionSecret {
    /// X-Wing's own secret key is a 32-byte seed.
    pub(crate) fn from_seed(seed: &Secret, address: [u8; 32], serial: u32) -> Result<Self, SystemError> {
        let secret =
            <XWing as Kem>::PrivateKey::from_bytes(seed.expose()).map_err(|_| SystemError::Library)?;
        let public = XWing::sk_to_pk(&secret).to_bytes();
        let key = EncryptionPublicKey::from_bytes(&public).map_err(|_| SystemError::Library)?;
        Ok(EncryptionSecret {
            secret,
            recipient: Recipient { address, serial, key },
        })
    }

    pub(crate) fn secret(&self) -> &<XWing as Kem>::PrivateKey {
        &self.secret
    }

    /// The account's address.
    pub fn address(&self) -> [u8; 32] {
        self.recipient.address
    }

    /// The key's serial number.
    pub fn serial(&self) -> u32 {
        self.recipient.serial
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
        let good = EncryptionSecret::from_seed(&Secret::copy_from(&[1; 32]), [0; 32], 1).unwrap();
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

    #[test]
    fn keys_that_hide_nothing_are_refused() {
        let good = EncryptionSecret::from_seed(&Secret::copy_from(&[1; 32]), [0; 32], 1).unwrap();
        let good = good.public_key().as_bytes();
        let refused = |bytes: &[u8]| EncryptionPublicKey::from_bytes(bytes).is_err();
        assert!(refused(&[0; ENCRYPTION_KEY_LEN]));
        let mut no_vector = *good;
        no_vector[..VECTOR].fill(0);
        assert!(refused(&no_vector));
        for point in LOW_ORDER {
            for high in [0, 0x80] {
                let mut bad = *good;
                bad[ENCRYPTION_KEY_LEN - 32..].copy_from_slice(&point);
                bad[ENCRYPTION_KEY_LEN - 1] |= high;
                assert!(refused(&bad), "{}", hex::encode(point));
            }
        }
    }

    /// AWS-LC refuses to agree with exactly these.
    #[test]
    fn the_points_of_low_order_are_those() {
        use aws_lc_rs::agreement::{PrivateKey, UnparsedPublicKey, X25519, agree};
        let own = PrivateKey::generate(&X25519).unwrap();
        let agrees =
            |point: &[u8]| agree(&own, UnparsedPublicKey::new(&X25519, point), (), |_| Ok(())).is_ok();
        for point in LOW_ORDER {
            assert!(!agrees(&point), "{}", hex::encode(point));
        }
        let mut nine = [0; 32];
        nine[0] = 9;
        assert!(agrees(&nine));
    }

    #[test]
    fn every_serial_number_has_its_own_key() {
        let account = crate::Account::from_suri("//Alice").unwrap();
        let keys = account.encryption_keys();
        let [one, two] = [1, 2].map(|serial| keys.of(serial).unwrap());
        assert_eq!((one.serial(), two.recipient().serial), (1, 2));
        assert_ne!(one.public_key(), two.public_key());
        assert_eq!(account.encryption(2).unwrap().recipient(), two.recipient());
        assert_eq!(
            (one.address(), keys.address()),
            (account.address(), account.address())
        );
        assert_eq!(format!("{keys:?}"), "[secret]");
    }
}
