//! People with key pairs of their own, and encryption keys that prove whose they are.

use medink_types::bounds::ENCRYPTION_KEY_BYTES;
use medink_types::{AccountId, SignedKey};
use schnorrkel::{ExpansionMode, Keypair, MiniSecretKey};

fn pair(person: u8) -> Keypair {
    let secret = MiniSecretKey::from_bytes(&[person; 32]).unwrap();
    secret.expand_to_keypair(ExpansionMode::Ed25519)
}

/// Where a person's signatures are checked.
pub fn person(person: u8) -> AccountId {
    AccountId(pair(person).public.to_bytes())
}

/// `key` as a person's own of this `serial`, whatever is wrong with it.
pub fn signed(by: u8, key: &[u8], serial: u32) -> SignedKey {
    let mut signed = SignedKey {
        key: key.into(),
        serial,
        signature: [0; 64].into(),
    };
    let statement = signed.statement(&person(by));
    signed.signature = pair(by).sign_simple(b"substrate", &statement).to_bytes().into();
    signed
}

/// A right key of a person.
pub fn key(by: u8, serial: u32) -> SignedKey {
    signed(by, &[by; ENCRYPTION_KEY_BYTES], serial)
}
