//! Sealing to a person: HPKE (RFC 9180, base mode) with the X-Wing KEM (0x647a), HKDF-SHA-256 (0x0001) and
//! AES-256-GCM (0x0002).
//!
//! ```text
//! suite (1 byte, 1) ‖ X-Wing encapsulation (1,120) ‖ ciphertext ‖ tag (16)
//! ```
//! HPKE's `info` is the purpose, the scope and the recipient's address, and the suite byte is authenticated, so
//! that nothing opens for another patient, contract, chain, person or purpose. Who sealed it is not proven here:
//! the chain says who put it there.

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
