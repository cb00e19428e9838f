//! The registration card: one line that a person hands to an admin to be registered. It holds an encryption key that
//! proves whose it is (see [`crate::signed_key`]), and nothing else: no name, and nothing that anybody else signs.
//!
//! ```text
//! medink1:<base64url without padding of>
//!   version (1 byte, 2) ‖ address (32) ‖ key serial (4, big endian) ‖ encryption key (1,216) ‖ sr25519 signature (64)
//! ```

use crate::{
    encryption::ENCRYPTION_KEY_LEN,
    error::SystemError,
    signed_key::{KeyProofError, SignedKey},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use medink_words::{Said, said};
use std::fmt;

/// What a card's text starts with.
pub const PREFIX: &str = "medink1:";
/// Length of a card in bytes, before base64.
pub const LEN: usize = 1 + 32 + 4 + ENCRYPTION_KEY_LEN + 64;

const VERSION: u8 = 2;

/// Why a text is not a card to register from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Does not start with `medink1:`.
    NotACard,
    /// Something that base64url does not have.
    Characters,
    /// Cut off, or more than one card.
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Made by another version of the program.
    Version(u8),
    /// The signature is not the address's over this key: changed, or somebody else's key.
    Signature,
    /// What it holds is no key that hides anything, or has no serial number.
    NotAKey,
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl CardError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            CardError::NotACard => said!("seal-card-not-a-card", prefix = PREFIX),
            CardError::Characters => said!("seal-card-characters"),
            CardError::Length { found } => said!("seal-card-length", found = *found, len = LEN),
            CardError::Version(version) => said!("seal-card-version", version = *version),
            CardError::Signature => said!("seal-card-signature"),
            CardError::NotAKey => said!("seal-card-not-a-key"),
            CardError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for CardError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl From<KeyProofError> for CardError {
    fn from(error: KeyProofError) -> CardError {
        match error {
            KeyProofError::Signature => CardError::Signature,
            KeyProofError::System(error) => CardError::System(error),
            KeyProofError::Length { .. } | KeyProofError::NotAKey | KeyProofError::Serial => {
                CardError::NotAKey
            }
        }
    }
}

/// A registration card whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    key: SignedKey,
}

impl Card {
    /// The card that hands on this key.
    pub fn new(key: SignedKey) -> Card {
        Card { key }
    }

    /// Reads and verifies a card's text. Spaces and line breaks that mail programs put in are ignored.
    ///
    /// # Errors
    /// Why it is not a card to register from.
    pub fn parse(text: &str) -> Result<Card, CardError> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(2 * LEN)
            .collect();
        let encoded = text.strip_prefix(PREFIX).ok_or(CardError::NotACard)?;
        let bytes = BASE64.decode(encoded).map_err(|error| match error {
            base64::DecodeError::InvalidByte(..) => CardError::Characters,
            _ => CardError::Length {
                found: encoded.len() / 4 * 3,
            },
        })?;
        Card::from_bytes(&bytes)
    }

    /// Reads and verifies a card's bytes.
    ///
    /// # Errors
    /// Why it is not a card to register from.
    pub fn from_bytes(bytes: &[u8]) -> Result<Card, CardError> {
        let length = CardError::Length { found: bytes.len() };
        let (version, rest) = bytes.split_first().ok_or(length.clone())?;
        if *version != VERSION {
            return Err(CardError::Version(*version));
        }
        if bytes.len() != LEN {
            return Err(length);
        }
        let (address, rest) = rest.split_first_chunk::<32>().ok_or(length.clone())?;
        let (serial, rest) = rest.split_first_chunk::<4>().ok_or(length.clone())?;
        let (key, signature) = rest.split_last_chunk::<64>().ok_or(length)?;
        let key = SignedKey::verify(*address, u32::from_be_bytes(*serial), key, signature)?;
        Ok(Card { key })
    }

    /// The card's bytes, [`LEN`] of them.
    pub fn to_bytes(&self) -> Vec<u8> {
        [
            &[VERSION],
            self.key.address().as_slice(),
            &self.key.serial().to_be_bytes(),
            self.key.key_bytes(),
            self.key.signature(),
        ]
        .concat()
    }

    /// The card's text: one line.
    pub fn to_text(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(self.to_bytes()))
    }

    /// Whose card it is.
    pub fn address(&self) -> [u8; 32] {
        self.key.address()
    }

    /// The encryption key, with what proves that it is this address's.
    pub fn signed_key(&self) -> &SignedKey {
        &self.key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Account;

    fn alice() -> Card {
        Card::new(SignedKey::new(&Account::from_suri("//Alice").unwrap(), 2).unwrap())
    }

    #[test]
    fn goes_there_and_back() {
        let card = alice();
        let text = card.to_text();
        assert!(text.starts_with("medink1:") && !text.contains('\n') && !text.contains('='));
        assert_eq!((card.to_bytes().len(), text.len()), (1_317, 8 + 1_756));
        let back = Card::parse(&text).unwrap();
        assert_eq!(back, card);
        assert_eq!(back.address(), Account::from_suri("//Alice").unwrap().address());
        assert_eq!(
            (back.signed_key(), back.signed_key().serial()),
            (card.signed_key(), 2)
        );
        // As mail programs and terminals break it.
        let broken: Vec<String> = text
            .as_bytes()
            .chunks(76)
            .map(|line| String::from_utf8(line.to_vec()).unwrap())
            .collect();
        assert_eq!(
            Card::parse(&format!("  {}\r\n", broken.join("\r\n "))).unwrap(),
            card
        );
    }

    #[test]
    fn every_changed_bit_is_noticed() {
        let good = alice().to_bytes();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            match Card::from_bytes(&bad).unwrap_err() {
                CardError::Version(_) => assert_eq!(at, 0),
                CardError::NotAKey => assert!((37..37 + ENCRYPTION_KEY_LEN).contains(&at), "byte {at}"),
                error => assert_eq!(error, CardError::Signature, "byte {at}"),
            }
        }
    }

    #[test]
    fn nobody_puts_a_key_under_anothers_address() {
        let bob = SignedKey::new(&Account::from_suri("//Bob").unwrap(), 2).unwrap();
        let mut forged = Card::new(bob).to_bytes();
        forged[1..33].copy_from_slice(&alice().address());
        assert_eq!(Card::from_bytes(&forged), Err(CardError::Signature));
    }

    #[test]
    fn a_key_that_hides_nothing_is_on_no_card() {
        let mut zeros = alice().to_bytes();
        zeros[37..37 + ENCRYPTION_KEY_LEN].fill(0);
        assert_eq!(Card::from_bytes(&zeros), Err(CardError::NotAKey));
        let mut unnumbered = alice().to_bytes();
        unnumbered[33..37].fill(0);
        assert_eq!(Card::from_bytes(&unnumbered), Err(CardError::NotAKey));
    }

    #[test]
    fn what_is_no_card_is_named() {
        let text = alice().to_text();
        for bad in [
            "",
            "medink",
            "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
            "MEDINK1:AAAA",
        ] {
            assert_eq!(Card::parse(bad), Err(CardError::NotACard), "{bad}");
        }
        assert_eq!(
            Card::parse(&text.replace("medink1:A", "medink1:!")),
            Err(CardError::Characters)
        );
        assert!(matches!(Card::parse("medink1:"), Err(CardError::Length { .. })));
        for cut in 9..text.len() {
            assert!(
                matches!(Card::parse(&text[..cut]), Err(CardError::Length { .. })),
                "{cut}"
            );
        }
        // A letter too few or too many for whole bytes: as many as there would be are told.
        assert_eq!(
            Card::parse(&text[..8 + 1_753]),
            Err(CardError::Length { found: 1_314 })
        );
        let twice = format!("{text}{}", &text[8..]);
        assert!(matches!(
            Card::parse(&twice),
            Err(CardError::Length { .. } | CardError::Characters)
        ));
        assert!(Card::parse(&format!("medink1:{}", "A".repeat(1 << 20))).is_err());
    }
}
