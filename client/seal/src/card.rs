//! The registration card: one line that a person hands to an admin to be registered. It holds the address, the
//! public encryption key, and a signature by the account over both, so that nobody can put a key of their own
//! under another's address.
//!
//! ```text
//! medink1:<base64url without padding of>
//!   version (1 byte, 1) ‖ address (32) ‖ encryption key (1,216) ‖ sr25519 signature (64)
//! ```
//! The signature is in a context of its own (`medink/v1/registration-card`), over all that comes before it.

use crate::{
    account::{Account, verify_in},
    domain::name,
    encryption::{ENCRYPTION_KEY_LEN, EncryptionPublicKey, Recipient},
    error::SystemError,
    random::{Random, System},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};

/// What a card's text starts with.
pub const PREFIX: &str = "medink1:";
/// Length of a card in bytes, before base64.
pub const LEN: usize = 1 + 32 + ENCRYPTION_KEY_LEN + 64;

const VERSION: u8 = 1;

/// Why a text is not a card to register from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CardError {
    /// Does not start with `medink1:`.
    #[error("this is not a registration card; a card is one line that starts with {PREFIX}")]
    NotACard,
    /// Something that base64url does not have.
    #[error(
        "the registration card has a character in it that does not belong there; copy the whole line again"
    )]
    Characters,
    /// Cut off, or more than one card.
    #[error("the registration card is {found} bytes long, not {LEN}; copy the whole line again")]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Made by a later program.
    #[error("the registration card has version {0}, which this program does not know; update the program")]
    Version(u8),
    /// The signature is not the address's over this key: changed, or somebody else's key.
    #[error(
        "the registration card's signature does not fit: it was changed, or the key is not that account's. \
         Don't register it; ask the person for the card in another way"
    )]
    Signature,
    /// See [`SystemError`].
    #[error(transparent)]
    System(#[from] SystemError),
}

/// A registration card whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    recipient: Recipient,
    signature: [u8; 64],
}

impl Card {
    /// The account's own card.
    ///
    /// # Errors
    /// [`CardError::System`].
    pub fn new(account: &Account) -> Result<Card, CardError> {
        Card::new_with(&mut System, account)
    }

    pub(crate) fn new_with(random: &mut impl Random, account: &Account) -> Result<Card, CardError> {
        let recipient = account.encryption()?.recipient().clone();
        let signature = account.sign_in(name::CARD.as_bytes(), &signed(&recipient), random.ahead(32)?);
        Ok(Card { recipient, signature })
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
        let (key, signature) = rest.split_last_chunk::<64>().ok_or(length)?;
        let key = EncryptionPublicKey::from_bytes(key).map_err(|_| CardError::Signature)?;
        let recipient = Recipient {
            address: *address,
            key,
        };
        if !verify_in(name::CARD.as_bytes(), address, &signed(&recipient), signature) {
            return Err(CardError::Signature);
        }
        Ok(Card {
            recipient,
            signature: *signature,
        })
    }

    /// The card's bytes, [`LEN`] of them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = signed(&self.recipient);
        bytes.extend_from_slice(&self.signature);
        bytes
    }

    /// The card's text: one line.
    pub fn to_text(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(self.to_bytes()))
    }

    /// Whose card it is.
    pub fn address(&self) -> [u8; 32] {
        self.recipient.address
    }

    /// The address with the encryption key that belongs to it.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }
}

fn signed(recipient: &Recipient) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(LEN);
    bytes.push(VERSION);
    bytes.extend_from_slice(&recipient.address);
    bytes.extend_from_slice(recipient.key.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alice() -> Account {
        Account::from_suri("//Alice").unwrap()
    }

    #[test]
    fn goes_there_and_back() {
        let card = Card::new(&alice()).unwrap();
        let text = card.to_text();
        assert!(text.starts_with("medink1:") && !text.contains('\n') && !text.contains('='));
        assert_eq!((card.to_bytes().len(), text.len()), (1_313, 8 + 1_751));
        let back = Card::parse(&text).unwrap();
        assert_eq!(back, card);
        assert_eq!(back.address(), alice().address());
        assert_eq!(back.recipient(), alice().encryption().unwrap().recipient());
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
        let good = Card::new(&alice()).unwrap().to_bytes();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1 << (at % 8);
            match Card::from_bytes(&bad).unwrap_err() {
                CardError::Version(_) => assert_eq!(at, 0),
                error => assert_eq!(error, CardError::Signature, "byte {at}"),
            }
        }
    }

    #[test]
    fn nobody_puts_a_key_under_anothers_address() {
        let bob = Account::from_suri("//Bob").unwrap();
        let forged = Recipient {
            address: alice().address(),
            ..bob.encryption().unwrap().recipient().clone()
        };
        let random = System.ahead(32).unwrap();
        let signature = bob.sign_in(name::CARD.as_bytes(), &signed(&forged), random);
        let card = Card {
            recipient: forged,
            signature,
        };
        assert_eq!(Card::parse(&card.to_text()), Err(CardError::Signature));
        // Nor is a signature for a chain a card's.
        let recipient = alice().encryption().unwrap().recipient().clone();
        let signature = alice().sign(&signed(&recipient));
        assert_eq!(
            Card::parse(&Card { recipient, signature }.to_text()),
            Err(CardError::Signature)
        );
    }

    #[test]
    fn what_is_no_card_is_named() {
        let text = Card::new(&alice()).unwrap().to_text();
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
        let twice = format!("{text}{}", &text[8..]);
        assert!(matches!(
            Card::parse(&twice),
            Err(CardError::Length { .. } | CardError::Characters)
        ));
        assert!(Card::parse(&format!("medink1:{}", "A".repeat(1 << 20))).is_err());
    }
}
