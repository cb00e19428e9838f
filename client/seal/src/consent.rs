//! A consent that proves who gave it: the patient's signature over all that a doctor relies on. Without it a lying node
//! could serve a consent and keys of its own making, and a doctor would write records for it. Nothing here says
//! whether a consent is still live: the chain does.
//!
//! Signed with sr25519 in a context of its own (`medink/v1/consent`) is the context (see the crate's page) of
//! `medink/v1/consent` and
//!
//! ```text
//! genesis hash, contract, patient, doctor, purpose (1 byte), from (8), until (8), salt (16), key serial (4),
//! scope digest (32), digest of the sealed pairwise key (32)
//! ```
//! Numbers are big endian, times are milliseconds since 1970-01-01, digests are BLAKE2b-256 ([`digest`]).

use crate::{
    account::{Account, hardening, verify_in},
    binding::{Binding, DeploymentId},
    crypt::blake2b_256,
    domain::name,
    keys::ConsentSalt,
    random::Ahead,
};
use medink_words::{Said, said};
use std::fmt;

/// What a consent says, but for whose it is and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The doctor's address.
    pub doctor: [u8; 32],
    /// Why, in the chain's encoding.
    pub purpose: u8,
    /// From when, in milliseconds.
    pub from_ms: u64,
    /// Until when, in milliseconds.
    pub until_ms: u64,
    /// What the pairwise key is made with.
    pub salt: ConsentSalt,
    /// The serial number of the doctor's key that the pairwise key is sealed to.
    pub key_serial: u32,
    /// [`digest`] of what it opens, with the wrapped keys, in the chain's encoding.
    pub scope_digest: [u8; 32],
    /// [`digest`] of the sealed pairwise key.
    pub sealed_digest: [u8; 32],
}

/// A consent that nobody has to believe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    /// Another's, of other terms, or changed.
    Signature,
}

impl ConsentError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            ConsentError::Signature => said!("seal-consent-signature"),
        }
    }
}

impl fmt::Display for ConsentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// BLAKE2b-256, as [`Terms`] has it of the scope and of the sealed key.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    blake2b_256(bytes)
}

/// The signature of the patient, whose account this is.
pub fn sign(account: &Account, deployment: DeploymentId, terms: &Terms) -> [u8; 64] {
    sign_with(hardening(), account, deployment, terms)
}

pub(crate) fn sign_with(
    random: Ahead,
    account: &Account,
    deployment: DeploymentId,
    terms: &Terms,
) -> [u8; 64] {
    let message = message(&deployment.binding(account.address()), terms);
    account.sign_in(name::CONSENT.as_bytes(), &message, random)
}

/// Whether the binding's patient gave this consent. To be asked before anything is opened or written with its keys.
///
/// # Errors
/// [`ConsentError::Signature`].
pub fn verify(binding: &Binding, terms: &Terms, signature: &[u8; 64]) -> Result<(), ConsentError> {
    let context = name::CONSENT.as_bytes();
    match verify_in(context, &binding.patient, &message(binding, terms), signature) {
        true => Ok(()),
        false => Err(ConsentError::Signature),
    }
}

fn message(binding: &Binding, terms: &Terms) -> Vec<u8> {
    binding.context(
        name::CONSENT,
        &[
            &terms.doctor,
            &[terms.purpose],
            &terms.from_ms.to_be_bytes(),
            &terms.until_ms.to_be_bytes(),
            &terms.salt,
            &terms.key_serial.to_be_bytes(),
            &terms.scope_digest,
            &terms.sealed_digest,
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEPLOYMENT: DeploymentId = DeploymentId {
        genesis: [1; 32],
        contract: [2; 32],
    };
    const TERMS: Terms = Terms {
        doctor: [3; 32],
        purpose: 4,
        from_ms: 5,
        until_ms: 6,
        salt: [7; 16],
        key_serial: 8,
        scope_digest: [9; 32],
        sealed_digest: [10; 32],
    };

    fn patient() -> Account {
        Account::from_suri("//Patient").unwrap()
    }

    #[test]
    fn holds_for_its_own_terms_alone() {
        let signature = sign(&patient(), DEPLOYMENT, &TERMS);
        let binding = DEPLOYMENT.binding(patient().address());
        assert_eq!(verify(&binding, &TERMS, &signature), Ok(()));
        type Change = fn(&mut Binding, &mut Terms);
        let changed: [(&str, Change); 13] = [
            ("chain", |binding, _| binding.genesis = [0; 32]),
            ("contract", |binding, _| binding.contract = [0; 32]),
            ("patient", |binding, _| {
                binding.patient = Account::from_suri("//Other").unwrap().address();
            }),
            ("doctor", |_, terms| terms.doctor[31] ^= 1),
            ("purpose", |_, terms| terms.purpose += 1),
            ("from, earlier", |_, terms| terms.from_ms -= 1),
            ("from, later", |_, terms| terms.from_ms += 1),
            ("until", |_, terms| terms.until_ms += 1),
            ("from and until exchanged", |_, terms| {
                core::mem::swap(&mut terms.from_ms, &mut terms.until_ms);
            }),
            ("salt", |_, terms| terms.salt[0] ^= 1),
            ("key serial", |_, terms| terms.key_serial += 1),
            ("scope", |_, terms| terms.scope_digest[0] ^= 1),
            ("sealed key", |_, terms| terms.sealed_digest[0] ^= 1),
        ];
        for (name, change) in changed {
            let (mut binding, mut terms) = (binding, TERMS);
            change(&mut binding, &mut terms);
            assert_ne!((binding, terms), (DEPLOYMENT.binding(patient().address()), TERMS));
            assert_eq!(
                verify(&binding, &terms, &signature),
                Err(ConsentError::Signature),
                "{name}"
            );
        }
    }

    /// The statement that is signed, byte by byte, and the signature.
    #[test]
    fn every_small_damage_is_noticed() {
        let binding = DEPLOYMENT.binding(patient().address());
        let (statement, signature) = (message(&binding, &TERMS), sign(&patient(), DEPLOYMENT, &TERMS));
        let context = name::CONSENT.as_bytes();
        assert!(verify_in(context, &binding.patient, &statement, &signature));
        for (what, bad) in crate::damage::damaged(&statement) {
            assert!(
                !verify_in(context, &binding.patient, &bad, &signature),
                "statement: {what}"
            );
        }
        for (what, bad) in crate::damage::damaged(&signature) {
            // One of another length is none.
            if let Ok(bad) = bad.try_into() {
                assert!(verify(&binding, &TERMS, &bad).is_err(), "signature: {what}");
            }
        }
    }

    #[test]
    fn nobody_gives_it_for_another() {
        let binding = DEPLOYMENT.binding(patient().address());
        let forger = Account::from_suri("//Forger").unwrap();
        let forged = forger.sign_in(name::CONSENT.as_bytes(), &message(&binding, &TERMS), hardening());
        assert_eq!(verify(&binding, &TERMS, &forged), Err(ConsentError::Signature));
        // Nor does a signature that a wallet or a chain gets from the patient stand for one.
        let for_a_chain = patient().sign(&message(&binding, &TERMS));
        assert_eq!(
            verify(&binding, &TERMS, &for_a_chain),
            Err(ConsentError::Signature)
        );
        let good = sign(&patient(), DEPLOYMENT, &TERMS);
        for at in 0..64 {
            let mut bad = good;
            bad[at] ^= 1 << (at % 8);
            assert!(verify(&binding, &TERMS, &bad).is_err(), "byte {at}");
        }
    }
}
