//! The accounts that the tests play with, as they are named on a command line. All derive from the phrase of the
//! development accounts, so that they need no passphrase; the tests that are about key files make their own.

use medink_seal::card::Card;
use medink_seal::{Account, SignedKey, ss58};
use medink_types::AccountId;

/// Deploys; the first admin.
pub const ADMIN: &str = "//Alice";
/// A doctor.
pub const HOUSE: &str = "//House";
/// Another doctor.
pub const WILSON: &str = "//Wilson";
/// Another doctor.
pub const CUDDY: &str = "//Cuddy";
/// A patient.
pub const ADA: &str = "//Ada";
/// Another patient.
pub const GRACE: &str = "//Grace";
/// Somebody with neither a role nor a balance.
pub const STRANGER: &str = "//Nobody";

/// The account behind a name.
pub fn account(name: &str) -> Account {
    Account::from_suri(name).expect("a development account")
}

/// Its registration card.
pub fn card(name: &str) -> Card {
    Card::new(SignedKey::new(&account(name), 1).expect("a key signed by its owner"))
}

/// Its encryption key of this serial, signed, as the contracts take it.
pub fn signed_key(name: &str, serial: u32) -> medink_types::SignedKey {
    let key = SignedKey::new(&account(name), serial).expect("a key signed by its owner");
    medink_types::SignedKey {
        key: key.key_bytes().to_vec().into(),
        serial,
        signature: (*key.signature()).into(),
    }
}

/// Its address on the chain.
pub fn id(name: &str) -> AccountId {
    account(name).address().into()
}

/// Its address as people write it.
pub fn address(name: &str) -> String {
    address_of(&account(name).address(), ss58::SUBSTRATE)
}

/// An address of the network with this prefix.
pub fn address_of(account: &[u8; 32], prefix: u16) -> String {
    ss58::encode(account, prefix).expect("a prefix that there is")
}
