//! Byte strings by name, so that no tool and no reader has to guess what bytes are. Each encodes as the bytes alone.

use crate::bounds;
use alloc::vec::Vec;
use core::ops::Deref;
use scale::{Decode, Encode};

/// Bytes whose length a message checks.
macro_rules! sealed {
    ($( $(#[$doc:meta])* $name:ident; )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        #[cfg_attr(
            all(feature = "std", feature = "ink"),
            derive(ink::storage::traits::StorageLayout)
        )]
        pub struct $name(pub Vec<u8>);

        impl Deref for $name {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                $name(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                $name(bytes.to_vec())
            }
        }
    )* };
}

/// Bytes of one length.
macro_rules! fixed {
    ($( $(#[$doc:meta])* $name:ident [ $length:expr ]; )*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
        #[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
        #[cfg_attr(
            all(feature = "std", feature = "ink"),
            derive(ink::storage::traits::StorageLayout)
        )]
        pub struct $name(pub [u8; $length]);

        impl Deref for $name {
            type Target = [u8];

            fn deref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<[u8; $length]> for $name {
            fn from(bytes: [u8; $length]) -> Self {
                $name(bytes)
            }
        }
    )* };
}

sealed! {
    /// A public encryption key: X-Wing (ML-KEM-768 and X25519), exactly 1,216 bytes.
    PublicKey;
    /// A sealed profile: ciphertext; a patient's has at most 2,048 bytes, a doctor's at most 1,024.
    SealedProfile;
    /// A consent's pairwise key, sealed to the doctor with HPKE (RFC 9180): suite, key serial, X-Wing encapsulation,
    /// key and tag; at most 1,280 bytes.
    SealedPairwise;
}

fixed! {
    /// A content identifier in its binary form, 36 bytes: 0x01 (CIDv1), 0x55 (raw) or 0x70 (dag-pb), 0x12 0x20
    /// (SHA2-256, 32 bytes), digest. Not its text (`bafy...`).
    Cid[bounds::CID_BYTES];
    /// An sr25519 signature, 64 bytes.
    Signature[64];
    /// What makes a consent's pairwise key its own: 16 random bytes, chosen by the patient anew for each grant.
    Salt[bounds::SALT_BYTES];
    /// Why a doctor begins a visit, sealed for the patient, 32 bytes: AES-256-GCM nonce (12), what it says (4), tag (16).
    SealedReason[bounds::SEALED_REASON_BYTES];
}

impl Cid {
    /// Whether it is a CIDv1 (raw or dag-pb) with SHA2-256.
    pub fn is_valid(&self) -> bool {
        matches!(self.0, [0x01, 0x55 | 0x70, 0x12, 0x20, ..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cid_of_version_1_with_sha2_256_is_valid() {
        let with = |start: [u8; 4]| {
            let mut cid = [7; bounds::CID_BYTES];
            cid[..4].copy_from_slice(&start);
            Cid(cid)
        };
        assert!(with([0x01, 0x55, 0x12, 0x20]).is_valid());
        assert!(with([0x01, 0x70, 0x12, 0x20]).is_valid());
        for wrong in [
            [0x00, 0x55, 0x12, 0x20],
            [0x01, 0x71, 0x12, 0x20],
            [0x01, 0x55, 0x00, 0x20],
            [0x01, 0x55, 0x12, 0x1f],
            *b"bafk",
        ] {
            assert!(!with(wrong).is_valid(), "{wrong:02x?}");
        }
    }

    #[test]
    fn bytes_by_name_encode_as_the_bytes() {
        assert_eq!(
            PublicKey(Vec::from([1, 2])).encode(),
            Vec::from([1u8, 2]).encode()
        );
        assert_eq!(Salt([3; 16]).encode(), [3; 16]);
    }
}
