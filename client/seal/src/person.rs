//! Sealing to a person: HPKE (RFC 9180, base mode) with the X-Wing KEM (0x647a), HKDF-SHA-256 (0x0001) and
//! AES-256-GCM (0x0002).
//!
//! ```text
//! suite (1 byte, 1) ‖ X-Wing encapsulation (1,120) ‖ ciphertext ‖ tag (16)
//! ```
//! HPKE's `info` is the context (see the crate's page) of the purpose, genesis hash, contract, patient and the
//! recipient's address; the suite byte is the associated data. So nothing opens for another patient, contract,
//! chain, person or purpose. Purposes: `medink/v1/person/pairwise-key` (here) and
//! `medink/v1/person/patient-profile` (see [`crate::profile`]).
//!
//! Who sealed it is not proven here: the chain says who put it there.

use crate::{
    domain::name,
    encryption::{EncryptionSecret, Recipient},
    error::SystemError,
    keys::PairwiseKey,
    random::{Random, System},
    scope::Scope,
    secret::Secret,
};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256, kem::XWing,
};
use zeroize::Zeroizing;

/// Length of a sealed pairwise key, in bytes.
pub const SEALED_PAIRWISE_LEN: usize = OVERHEAD + 32;

/// What sealing adds, in bytes.
pub(crate) const OVERHEAD: usize = 1 + ENCAPSULATION + 16;

const SUITE: u8 = 1;
const ENCAPSULATION: usize = 1_120;
/// X-Wing's encapsulation takes 64 random bytes.
const RANDOMNESS: usize = 64;

/// Why nothing was sealed to or opened by a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonError {
    /// Sealed with a suite that this program does not know.
    #[error("this was sealed in a way (suite {0}) that this program does not know; update the program")]
    Suite(u8),
    /// Too short to be anything sealed.
    #[error("what was sealed to you is cut off: {found} bytes; fetch it again")]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Another's, or changed.
    #[error(
        "this was not sealed to this account for this patient and deployment, or it was changed; \
         check which account and network you use"
    )]
    NotYours,
    /// See [`SystemError`].
    #[error(transparent)]
    System(#[from] SystemError),
}

/// Seals the pairwise key of the scope's patient and a doctor to the doctor; 1,169 bytes.
///
/// # Errors
/// [`PersonError::NotYours`] if the key is another doctor's, [`PersonError::System`].
pub fn seal_pairwise(scope: &Scope, doctor: &Recipient, key: &PairwiseKey) -> Result<Vec<u8>, PersonError> {
    seal_pairwise_with(&mut System, scope, doctor, key)
}

pub(crate) fn seal_pairwise_with(
    random: &mut impl Random,
    scope: &Scope,
    doctor: &Recipient,
    key: &PairwiseKey,
) -> Result<Vec<u8>, PersonError> {
    if key.doctor() != doctor.address {
        return Err(PersonError::NotYours);
    }
    seal(random, name::PERSON_PAIRWISE, scope, doctor, key.secret.expose())
}

/// Opens the pairwise key that the scope's patient sealed to this doctor.
///
/// # Errors
/// Why it does not open.
pub fn open_pairwise(
    scope: &Scope,
    doctor: &EncryptionSecret,
    sealed: &[u8],
) -> Result<PairwiseKey, PersonError> {
    let plain = open(name::PERSON_PAIRWISE, scope, doctor, sealed)?;
    let secret = Secret::from_slice(&plain).ok_or(PersonError::Length { found: sealed.len() })?;
    Ok(PairwiseKey::new(doctor.address(), secret))
}

pub(crate) fn seal(
    random: &mut impl Random,
    purpose: &str,
    scope: &Scope,
    recipient: &Recipient,
    plain: &[u8],
) -> Result<Vec<u8>, PersonError> {
    let key =
        <XWing as Kem>::PublicKey::from_bytes(recipient.key.as_bytes()).map_err(|_| SystemError::Library)?;
    let mut ahead = random.ahead(RANDOMNESS)?;
    let info = scope.context(purpose, &[&recipient.address]);
    let (encapsulation, mut sender) =
        hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, XWing>(&OpModeS::Base, &key, &info, &mut ahead)
            .map_err(|_| SystemError::Library)?;
    ahead.finish()?;
    let body = sender.seal(plain, &[SUITE]).map_err(|_| SystemError::Library)?;
    let mut sealed = Vec::with_capacity(OVERHEAD + plain.len());
    sealed.push(SUITE);
    sealed.extend_from_slice(&encapsulation.to_bytes());
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

pub(crate) fn open(
    purpose: &str,
    scope: &Scope,
    recipient: &EncryptionSecret,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PersonError> {
    let length = PersonError::Length { found: sealed.len() };
    let (suite, rest) = sealed.split_first().ok_or(length.clone())?;
    if *suite != SUITE {
        return Err(PersonError::Suite(*suite));
    }
    if sealed.len() < OVERHEAD {
        return Err(length);
    }
    let (encapsulation, body) = rest.split_first_chunk::<ENCAPSULATION>().ok_or(length)?;
    let encapsulation =
        <XWing as Kem>::EncappedKey::from_bytes(encapsulation).map_err(|_| PersonError::NotYours)?;
    let info = scope.context(purpose, &[&recipient.address()]);
    let mut receiver = hpke::setup_receiver::<AesGcm256, HkdfSha256, XWing>(
        &OpModeR::Base,
        recipient.secret(),
        &encapsulation,
        &info,
    )
    .map_err(|_| PersonError::NotYours)?;
    receiver
        .open(body, &[SUITE])
        .map(Zeroizing::new)
        .map_err(|_| PersonError::NotYours)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Deployment};

    struct Case {
        scope: Scope,
        doctor: EncryptionSecret,
        key: PairwiseKey,
        sealed: Vec<u8>,
    }

    fn case() -> Case {
        let patient = Account::from_suri("//Patient").unwrap();
        let secrets = patient
            .patient_secrets(Deployment {
                genesis: [1; 32],
                contract: [2; 32],
            })
            .unwrap();
        let doctor = Account::from_suri("//Doctor").unwrap().encryption().unwrap();
        let key = secrets.pairwise_key(doctor.address()).unwrap();
        let sealed = seal_pairwise(&secrets.scope(), doctor.recipient(), &key).unwrap();
        Case {
            scope: secrets.scope(),
            doctor,
            key,
            sealed,
        }
    }

    #[test]
    fn opens_for_the_doctor_alone() {
        let Case {
            scope,
            doctor,
            key,
            sealed,
        } = case();
        assert_eq!(sealed.len(), SEALED_PAIRWISE_LEN);
        assert_eq!(SEALED_PAIRWISE_LEN, 1_169);
        assert_eq!(open_pairwise(&scope, &doctor, &sealed).unwrap(), key);
        let other = Account::from_suri("//Other").unwrap().encryption().unwrap();
        assert_eq!(open_pairwise(&scope, &other, &sealed), Err(PersonError::NotYours));
    }

    #[test]
    fn opens_in_its_own_context_alone() {
        let Case {
            scope,
            doctor,
            sealed,
            ..
        } = case();
        for wrong in [
            Scope {
                genesis: [9; 32],
                ..scope
            },
            Scope {
                contract: [9; 32],
                ..scope
            },
            Scope {
                patient: [9; 32],
                ..scope
            },
        ] {
            assert_eq!(
                open_pairwise(&wrong, &doctor, &sealed),
                Err(PersonError::NotYours),
                "{wrong:?}"
            );
        }
        let as_profile = open(name::PERSON_PROFILE, &scope, &doctor, &sealed);
        assert_eq!(as_profile, Err(PersonError::NotYours));
        // The same key pair under another address: the address itself is bound.
        let seed = Secret::copy_from(&[3; 32]);
        let [here, there] =
            [[4; 32], [5; 32]].map(|address| EncryptionSecret::from_seed(&seed, address).unwrap());
        let sealed = seal(&mut System, "x", &scope, here.recipient(), b"y").unwrap();
        assert!(open("x", &scope, &here, &sealed).is_ok());
        assert_eq!(open("x", &scope, &there, &sealed), Err(PersonError::NotYours));
    }

    #[test]
    fn every_changed_byte_and_length_is_noticed() {
        let Case {
            scope,
            doctor,
            sealed,
            ..
        } = case();
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1 << (at % 8);
            let error = open_pairwise(&scope, &doctor, &bad).unwrap_err();
            let expected = if at == 0 {
                PersonError::Suite(0)
            } else {
                PersonError::NotYours
            };
            assert_eq!(error, expected, "byte {at}");
            assert!(
                open_pairwise(&scope, &doctor, &sealed[..at]).is_err(),
                "cut at {at}"
            );
        }
        let long = [sealed.as_slice(), &[0]].concat();
        assert_eq!(open_pairwise(&scope, &doctor, &long), Err(PersonError::NotYours));
    }

    #[test]
    fn a_key_is_sealed_to_its_own_doctor_alone() {
        let Case { scope, key, .. } = case();
        let other = Account::from_suri("//Other").unwrap().encryption().unwrap();
        assert_eq!(
            seal_pairwise(&scope, other.recipient(), &key),
            Err(PersonError::NotYours)
        );
    }

    #[test]
    fn without_randomness_nothing_is_sealed() {
        let Case {
            scope, doctor, key, ..
        } = case();
        let error = seal_pairwise_with(&mut crate::random::fixed::Empty, &scope, doctor.recipient(), &key)
            .unwrap_err();
        assert_eq!(error, PersonError::System(SystemError::NoRandomness));
    }
}
