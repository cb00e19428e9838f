//! People for the contracts' tests, each of them an sr25519 pair whose seed is one byte, 32 times; and encryption keys that
//! they have signed. Signing is without randomness here, so that the same is signed alike in every run.
//!
//! Nothing that runs uses it.

#![allow(
    clippy::expect_used,
    reason = "support for tests: a failed step has to stop the test that took it"
)]

use medink_types::bounds::ENCRYPTION_KEY_BYTES;
use medink_types::{AccountId, PublicKey, Signature, SignedKey};
use rand_core::{CryptoRng, RngCore};
use schnorrkel::{ExpansionMode, Keypair, MiniSecretKey, context::attach_rng, signing_context};

fn pair(seed: u8) -> Keypair {
    let secret = MiniSecretKey::from_bytes(&[seed; 32]).expect("a seed has 32 bytes");
    secret.expand_to_keypair(ExpansionMode::Ed25519)
}

/// Where a person's signatures are checked.
pub fn person(seed: u8) -> AccountId {
    AccountId(pair(seed).public.to_bytes())
}

/// `key` with the signature of `by` that it is the encryption key of `of` with this serial, whatever is wrong with it.
pub fn signed_by(by: u8, of: AccountId, key: PublicKey, serial: u32) -> SignedKey {
    let mut signed = SignedKey {
        key,
        serial,
        signature: Signature([0; 64]),
    };
    let statement = signing_context(b"substrate").bytes(&signed.statement(&of));
    signed.signature = Signature(pair(by).sign(attach_rng(statement, Zeros)).to_bytes());
    signed
}

/// `key` as a person's own of this serial, whatever is wrong with it.
pub fn signed(by: u8, key: &[u8], serial: u32) -> SignedKey {
    signed_by(by, person(by), key.into(), serial)
}

/// A right key of a person.
pub fn key(by: u8, serial: u32) -> SignedKey {
    signed(by, &[by; ENCRYPTION_KEY_BYTES], serial)
}

/// No randomness; the nonce depends on the secret key all the same.
struct Zeros;

impl RngCore for Zeros {
    fn next_u32(&mut self) -> u32 {
        0
    }

    fn next_u64(&mut self) -> u64 {
        0
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        bytes.fill(0);
        Ok(())
    }
}

impl CryptoRng for Zeros {}
