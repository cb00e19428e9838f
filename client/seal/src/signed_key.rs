//! An encryption key that proves whose it is: the account's signature over its address, the key's serial number and
//! the key. Who seals to somebody takes the key from here alone, so that no node, contract or admin can put a key of
//! their own under another's address. Nothing here says that a key is the newest of its account, or who that is.
//!
//! What is signed, with sr25519 in Substrate's own context (`substrate`):
//!
//! ```text
//! "<Bytes>medink/v1/encryption-key" ‖ address (32) ‖ serial (4, big endian) ‖ key (1,216) ‖ "</Bytes>"
//! ```
//! So a contract verifies it (`sr25519_verify`), and any wallet makes it (`signRaw` of what is between the two tags).
//! Wallets put these tags round whatever a page asks them to sign, so that it is never a transaction: none starts so,
//! and of one this long its hash is signed. And nothing else that medink or a wallet signs starts with these words.

use crate::{
    account::{Account, SUBSTRATE, hardening, verify_in},
    domain::name,
    encryption::{ENCRYPTION_KEY_LEN, EncryptionPublicKey, Recipient},
    error::SystemError,
    random::Ahead,
};
use medink_words::{Said, said};
use std::fmt;

const BEFORE: &[u8] = b"<Bytes>";
const AFTER: &[u8] = b"</Bytes>";

/// Why an encryption key was not taken for somebody's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyProofError {
    /// Not the size of a key or of a signature.
    Length {
        /// The key or its signature.
        what: Said,
        /// Bytes found.
        found: usize,
        /// Bytes there should be.
        expected: usize,
    },
    /// The right size, but no key that hides anything.
    NotAKey,
    /// Serial numbers start at 1.
    Serial,
    /// Somebody else's key, or changed.
    Signature,
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl KeyProofError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            KeyProofError::Length {
                what,
                found,
                expected,
            } => said!(
                "seal-key-proof-length",
                what = what.clone(),
                found = *found,
                expected = *expected
            ),
            KeyProofError::NotAKey => said!("seal-key-proof-not-a-key"),
            KeyProofError::Serial => said!("seal-key-proof-serial"),
            KeyProofError::Signature => said!("seal-key-proof-signature"),
            KeyProofError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for KeyProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// An account's encryption key whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedKey {
    recipient: Recipient,
    signature: [u8; 64],
}

impl SignedKey {
    /// The account's own key of this serial number, signed.
    ///
    /// # Errors
    /// [`KeyProofError::Serial`], [`KeyProofError::System`].
    pub fn new(account: &Account, serial: u32) -> Result<SignedKey, KeyProofError> {
        SignedKey::new_with(hardening(), account, serial)
    }

    pub(crate) fn new_with(
        random: Ahead,
        account: &Account,
        serial: u32,
    ) -> Result<SignedKey, KeyProofError> {
        if serial == 0 {
            return Err(KeyProofError::Serial);
        }
        let recipient = account.encryption(serial)?.recipient().clone();
        let signature = account.sign_in(SUBSTRATE, &signed(&recipient), random);
        Ok(SignedKey { recipient, signature })
    }

    /// The key with these parts, if it proves to be the address's.
    ///
    /// # Errors
    /// Why nothing may be sealed to it.
    pub fn verify(
        address: [u8; 32],
        serial: u32,
        key: &[u8],
        signature: &[u8],
    ) -> Result<SignedKey, KeyProofError> {
        let length = |what, found: &[u8], expected| KeyProofError::Length {
            what,
            found: found.len(),
            expected,
        };
        if key.len() != ENCRYPTION_KEY_LEN {
            return Err(length(said!("seal-key-proof-key"), key, ENCRYPTION_KEY_LEN));
        }
        let signature: [u8; 64] = signature
            .try_into()
            .map_err(|_| length(said!("seal-key-proof-key-signature"), signature, 64))?;
        if serial == 0 {
            return Err(KeyProofError::Serial);
        }
        let recipient = Recipient {
            address,
            serial,
            key: EncryptionPublicKey::from_bytes(key).map_err(|_| KeyProofError::NotAKey)?,
        };
        match verify_in(SUBSTRATE, &address, &signed(&recipient), &signature) {
            true => Ok(SignedKey { recipient, signature }),
            false => Err(KeyProofError::Signature),
        }
    }

    /// Whose key it is.
    pub fn address(&self) -> [u8; 32] {
        self.recipient.address
    }

    /// The key's serial number, from 1.
    pub fn serial(&self) -> u32 {
        self.recipient.serial
    }

    /// Whom to seal to.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// The key, 1,216 bytes.
    pub fn key_bytes(&self) -> &[u8; ENCRYPTION_KEY_LEN] {
        self.recipient.key.as_bytes()
    }

    /// The account's signature.
    pub fn signature(&self) -> &[u8; 64] {
        &self.signature
    }
}

fn signed(recipient: &Recipient) -> Vec<u8> {
    [
        BEFORE,
        name::ENCRYPTION_KEY.as_bytes(),
        &recipient.address,
        &recipient.serial.to_be_bytes(),
        recipient.key.as_bytes(),
        AFTER,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(suri: &str) -> Account {
        Account::from_suri(suri).unwrap()
    }

    #[test]
    fn proves_itself_for_its_address_serial_and_key_alone() {
        let key = SignedKey::new(&account("//Alice"), 3).unwrap();
        let verify = |address, serial, bytes: &[u8], signature: &[u8]| {
            SignedKey::verify(address, serial, bytes, signature)
        };
        let (address, bytes, signature) = (key.address(), key.key_bytes(), key.signature());
        assert_eq!(address, account("//Alice").address());
        assert_eq!(key.serial(), 3);
        assert_eq!(
            key.recipient(),
            account("//Alice").encryption(3).unwrap().recipient()
        );
        assert_eq!(verify(address, 3, bytes, signature).as_ref(), Ok(&key));
        let wrong = Err(KeyProofError::Signature);
        assert_eq!(verify(address, 4, bytes, signature), wrong);
        assert_eq!(verify(account("//Bob").address(), 3, bytes, signature), wrong);
        let other = SignedKey::new(&account("//Bob"), 3).unwrap();
        assert_eq!(verify(address, 3, other.key_bytes(), signature), wrong);
        assert_eq!(verify(address, 3, other.key_bytes(), other.signature()), wrong);
        for at in 0..64 {
            let mut bad = *signature;
            bad[at] ^= 1 << (at % 8);
            assert_eq!(
                verify(address, 3, bytes, &bad),
                wrong,
                "byte {at} of the signature"
            );
        }
    }

    #[test]
    fn is_what_a_contract_and_a_wallet_verify() {
        let alice = account("//Alice");
        let key = SignedKey::new(&alice, 0x0102_0304).unwrap();
        let message = [
            b"<Bytes>medink/v1/encryption-key".as_slice(),
            &alice.address(),
            &[1, 2, 3, 4],
            key.key_bytes(),
            b"</Bytes>",
        ]
        .concat();
        assert!(verify_in(
            b"substrate",
            &alice.address(),
            &message,
            key.signature()
        ));
        // And one that a wallet made is as good.
        let by_wallet = alice.sign(&message);
        assert!(SignedKey::verify(alice.address(), 0x0102_0304, key.key_bytes(), &by_wallet).is_ok());
        // A wallet without the tags signs something else.
        let bare = alice.sign(&message[7..message.len() - 8]);
        let error = SignedKey::verify(alice.address(), 0x0102_0304, key.key_bytes(), &bare).unwrap_err();
        assert_eq!(error, KeyProofError::Signature);
    }

    #[test]
    fn what_is_no_key_is_refused_before_its_signature() {
        let alice = account("//Alice");
        let key = SignedKey::new(&alice, 1).unwrap();
        let (address, bytes, signature) = (key.address(), key.key_bytes(), key.signature());
        assert!(matches!(
            SignedKey::verify(address, 1, &bytes[1..], signature),
            Err(KeyProofError::Length {
                found: 1_215,
                expected: 1_216,
                ..
            })
        ));
        assert!(matches!(
            SignedKey::verify(address, 1, bytes, &signature[1..]),
            Err(KeyProofError::Length {
                found: 63,
                expected: 64,
                ..
            })
        ));
        assert_eq!(
            SignedKey::verify(address, 0, bytes, signature),
            Err(KeyProofError::Serial)
        );
        assert_eq!(SignedKey::new(&alice, 0), Err(KeyProofError::Serial));
        // Signed by its owner, and still none that may be sealed to.
        let zeros = [0; ENCRYPTION_KEY_LEN];
        let message = [
            BEFORE,
            name::ENCRYPTION_KEY.as_bytes(),
            &address,
            &1u32.to_be_bytes(),
            &zeros,
            AFTER,
        ]
        .concat();
        assert_eq!(
            SignedKey::verify(address, 1, &zeros, &alice.sign(&message)),
            Err(KeyProofError::NotAKey)
        );
    }
}
