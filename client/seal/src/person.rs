//! Sealing to a person: HPKE (RFC 9180, base mode) with the X-Wing KEM (0x647a), HKDF-SHA-256 (0x0001) and
//! AES-256-GCM (0x0002).
//!
//! ```text
//! suite (1 byte, 2) ‖ key serial (4, big endian) ‖ X-Wing encapsulation (1,120) ‖ ciphertext ‖ tag (16)
//! ```
//! HPKE's `info` is the context (see the crate's page) of the purpose, genesis hash, contract, patient and the
//! recipient's address, and for a pairwise key the consent's salt; suite and serial are the associated data. So
//! nothing opens for another patient, contract, chain, person, consent or purpose. Purposes:
//! `medink/v1/person/pairwise-key` (here) and `medink/v1/person/patient-profile` (see [`crate::profile`]).
//!
//! Who sealed it is not proven here: a consent's signature does that ([`crate::consent`]).

use crate::{
    binding::Binding,
    domain::name,
    encryption::{EncryptionKeys, EncryptionSecret, Recipient},
    error::SystemError,
    keys::{ConsentSalt, PairwiseKey},
    random::{Random, System},
    secret::Secret,
};
use hpke::{
    Deserializable, Kem, OpModeR, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256, kem::XWing,
};
use medink_words::{Said, said};
use std::fmt;
use zeroize::Zeroizing;

/// Length of a sealed pairwise key, in bytes.
pub const SEALED_PAIRWISE_LEN: usize = OVERHEAD + 32;

/// What sealing adds, in bytes.
pub(crate) const OVERHEAD: usize = PREFIX + ENCAPSULATION + 16;

const SUITE: u8 = 2;
/// Suite and serial, which are the associated data as well.
const PREFIX: usize = 1 + 4;
const ENCAPSULATION: usize = 1_120;
/// X-Wing's encapsulation takes 64 random bytes.
const RANDOMNESS: usize = 64;

/// Why nothing was sealed to or opened by a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// Sealed with a suite that this program does not know.
    Suite(u8),
    /// Too short to be anything sealed.
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Another's, or changed.
    NotYours,
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl PersonError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            PersonError::Suite(suite) => said!("seal-person-suite", suite = *suite),
            PersonError::Length { found } => said!("seal-person-length", found = *found),
            PersonError::NotYours => said!("seal-person-not-yours"),
            PersonError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for PersonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// Seals the pairwise key of the binding's patient and a doctor to the doctor; 1,173 bytes.
///
/// # Errors
/// [`PersonError::NotYours`] if the key is another doctor's, [`PersonError::System`].
pub fn seal_pairwise(
    binding: &Binding,
    doctor: &Recipient,
    key: &PairwiseKey,
) -> Result<Vec<u8>, PersonError> {
    seal_pairwise_with(&mut System, binding, doctor, key)
}

pub(crate) fn seal_pairwise_with(
    random: &mut impl Random,
    binding: &Binding,
    doctor: &Recipient,
    key: &PairwiseKey,
) -> Result<Vec<u8>, PersonError> {
    if key.doctor() != doctor.address {
        return Err(PersonError::NotYours);
    }
    seal(
        random,
        name::PERSON_PAIRWISE,
        binding,
        &[&key.salt()],
        doctor,
        key.secret.expose(),
    )
}

/// Opens the pairwise key that the binding's patient sealed to this doctor, for the consent with this salt.
///
/// # Errors
/// Why it does not open.
pub fn open_pairwise(
    binding: &Binding,
    doctor: &EncryptionKeys,
    salt: &ConsentSalt,
    sealed: &[u8],
) -> Result<PairwiseKey, PersonError> {
    let plain = open(name::PERSON_PAIRWISE, binding, &[salt], doctor, sealed)?;
    let secret = Secret::from_slice(&plain).ok_or(PersonError::Length { found: sealed.len() })?;
    Ok(PairwiseKey::new(doctor.address(), *salt, secret))
}

/// The serial number of the key that this was sealed to. Everybody can read it; it is proven only when it opens.
///
/// # Errors
/// [`PersonError::Suite`], [`PersonError::Length`].
pub fn key_serial(sealed: &[u8]) -> Result<u32, PersonError> {
    Ok(parse(sealed)?.serial)
}

/// What is sealed, in its parts.
struct Parsed<'a> {
    prefix: &'a [u8; PREFIX],
    serial: u32,
    encapsulation: &'a [u8; ENCAPSULATION],
    body: &'a [u8],
}

fn parse(sealed: &[u8]) -> Result<Parsed<'_>, PersonError> {
    let length = PersonError::Length { found: sealed.len() };
    let suite = sealed.first().ok_or(length.clone())?;
    if *suite != SUITE {
        return Err(PersonError::Suite(*suite));
    }
    if sealed.len() < OVERHEAD {
        return Err(length);
    }
    let (prefix, rest) = sealed.split_first_chunk::<PREFIX>().ok_or(length.clone())?;
    let (encapsulation, body) = rest.split_first_chunk::<ENCAPSULATION>().ok_or(length)?;
    let [_, serial @ ..] = prefix;
    Ok(Parsed {
        prefix,
        serial: u32::from_be_bytes(*serial),
        encapsulation,
        body,
    })
}

pub(crate) fn seal(
    random: &mut impl Random,
    purpose: &str,
    binding: &Binding,
    more: &[&[u8]],
    recipient: &Recipient,
    plain: &[u8],
) -> Result<Vec<u8>, PersonError> {
    let key =
        <XWing as Kem>::PublicKey::from_bytes(recipient.key.as_bytes()).map_err(|_| SystemError::Library)?;
    let mut ahead = random.ahead(RANDOMNESS)?;
    let info = info(purpose, binding, &recipient.address, more);
    let (encapsulation, mut sender) =
        hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, XWing>(&OpModeS::Base, &key, &info, &mut ahead)
            .map_err(|_| SystemError::Library)?;
    ahead.finish()?;
    let mut sealed = Vec::with_capacity(OVERHEAD + plain.len());
    sealed.push(SUITE);
    sealed.extend_from_slice(&recipient.serial.to_be_bytes());
    let body = sender.seal(plain, &sealed).map_err(|_| SystemError::Library)?;
    sealed.extend_from_slice(&encapsulation.to_bytes());
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

pub(crate) fn open(
    purpose: &str,
    binding: &Binding,
    more: &[&[u8]],
    recipient: &EncryptionKeys,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, PersonError> {
    let sealed = parse(sealed)?;
    open_with(purpose, binding, more, &recipient.of(sealed.serial)?, &sealed)
}

fn open_with(
    purpose: &str,
    binding: &Binding,
    more: &[&[u8]],
    recipient: &EncryptionSecret,
    sealed: &Parsed<'_>,
) -> Result<Zeroizing<Vec<u8>>, PersonError> {
    let encapsulation =
        <XWing as Kem>::EncappedKey::from_bytes(sealed.encapsulation).map_err(|_| PersonError::NotYours)?;
    let mut receiver = hpke::setup_receiver::<AesGcm256, HkdfSha256, XWing>(
        &OpModeR::Base,
        recipient.secret(),
        &encapsulation,
        &info(purpose, binding, &recipient.address(), more),
    )
    .map_err(|_| PersonError::NotYours)?;
    receiver
        .open(sealed.body, sealed.prefix)
        .map(Zeroizing::new)
        .map_err(|_| PersonError::NotYours)
}

fn info(purpose: &str, binding: &Binding, recipient: &[u8; 32], more: &[&[u8]]) -> Vec<u8> {
    binding.context(purpose, &[&[recipient.as_slice()], more].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, DeploymentId};

    const SALT: ConsentSalt = [8; 16];

    struct Case {
        binding: Binding,
        doctor: EncryptionKeys,
        key: PairwiseKey,
        sealed: Vec<u8>,
    }

    fn case() -> Case {
        let patient = Account::from_suri("//Patient").unwrap();
        let secrets = patient
            .patient_secrets(DeploymentId {
                genesis: [1; 32],
                contract: [2; 32],
            })
            .unwrap();
        let doctor = Account::from_suri("//Doctor").unwrap().encryption_keys();
        let key = secrets.pairwise_key(doctor.address(), &SALT).unwrap();
        let sealed = seal_pairwise(&secrets.binding(), doctor.of(7).unwrap().recipient(), &key).unwrap();
        Case {
            binding: secrets.binding(),
            doctor,
            key,
            sealed,
        }
    }

    #[test]
    fn opens_for_the_doctor_alone() {
        let Case {
            binding,
            doctor,
            key,
            sealed,
        } = case();
        assert_eq!(sealed.len(), SEALED_PAIRWISE_LEN);
        assert_eq!(SEALED_PAIRWISE_LEN, 1_173);
        assert_eq!(open_pairwise(&binding, &doctor, &SALT, &sealed).unwrap(), key);
        assert_eq!(
            key_serial(&sealed),
            Ok(7),
            "which of the doctor's keys, for everybody to see"
        );
        let other = Account::from_suri("//Other").unwrap().encryption_keys();
        assert_eq!(
            open_pairwise(&binding, &other, &SALT, &sealed),
            Err(PersonError::NotYours)
        );
    }

    #[test]
    fn opens_in_its_own_context_alone() {
        let Case {
            binding,
            doctor,
            sealed,
            ..
        } = case();
        for wrong in [
            Binding {
                genesis: [9; 32],
                ..binding
            },
            Binding {
                contract: [9; 32],
                ..binding
            },
            Binding {
                patient: [9; 32],
                ..binding
            },
        ] {
            assert_eq!(
                open_pairwise(&wrong, &doctor, &SALT, &sealed),
                Err(PersonError::NotYours),
                "{wrong:?}"
            );
        }
        assert_eq!(
            open_pairwise(&binding, &doctor, &[9; 16], &sealed),
            Err(PersonError::NotYours),
            "another consent's salt"
        );
        let as_profile = open(name::PERSON_PROFILE, &binding, &[&SALT], &doctor, &sealed);
        assert_eq!(as_profile, Err(PersonError::NotYours));
        // The same key pair under another address: the address itself is bound.
        let seed = Secret::copy_from(&[3; 32]);
        let [here, there] =
            [[4; 32], [5; 32]].map(|address| EncryptionSecret::from_seed(&seed, address, 1).unwrap());
        let sealed = seal(&mut System, "x", &binding, &[], here.recipient(), b"y").unwrap();
        let sealed = parse(&sealed).unwrap();
        assert!(open_with("x", &binding, &[], &here, &sealed).is_ok());
        assert_eq!(
            open_with("x", &binding, &[], &there, &sealed),
            Err(PersonError::NotYours)
        );
    }

    #[test]
    fn every_changed_byte_and_length_is_noticed() {
        let Case {
            binding,
            doctor,
            sealed,
            ..
        } = case();
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1 << (at % 8);
            let error = open_pairwise(&binding, &doctor, &SALT, &bad).unwrap_err();
            let expected = if at == 0 {
                PersonError::Suite(3)
            } else {
                PersonError::NotYours
            };
            assert_eq!(error, expected, "byte {at}");
            assert!(
                open_pairwise(&binding, &doctor, &SALT, &sealed[..at]).is_err(),
                "cut at {at}"
            );
        }
        let long = [sealed.as_slice(), &[0]].concat();
        assert_eq!(
            open_pairwise(&binding, &doctor, &SALT, &long),
            Err(PersonError::NotYours)
        );
    }

    /// The owner goes on to the next key, and a serial number that was changed on the way is noticed.
    #[test]
    fn nothing_is_the_least_that_can_be_sealed() {
        let Case { binding, doctor, .. } = case();
        let one = doctor.of(1).unwrap();
        let sealed = seal(&mut System, "x", &binding, &[], one.recipient(), b"").unwrap();
        assert_eq!(sealed.len(), OVERHEAD);
        let opened = open("x", &binding, &[], &doctor, &sealed).unwrap();
        assert_eq!(opened.as_slice(), b"");
        for cut in [1, OVERHEAD - 1] {
            assert_eq!(
                key_serial(&sealed[..cut]),
                Err(PersonError::Length { found: cut })
            );
        }
    }

    #[test]
    fn every_serial_number_opens_what_was_sealed_to_it_alone() {
        let Case {
            binding, doctor, key, ..
        } = case();
        for serial in [1, 2, u32::MAX] {
            let sealed = seal_pairwise(&binding, doctor.of(serial).unwrap().recipient(), &key).unwrap();
            assert_eq!(key_serial(&sealed), Ok(serial));
            assert_eq!(
                open_pairwise(&binding, &doctor, &SALT, &sealed).as_ref(),
                Ok(&key)
            );
            let mut renumbered = sealed.clone();
            renumbered[1..5].copy_from_slice(&9u32.to_be_bytes());
            assert_eq!(
                open_pairwise(&binding, &doctor, &SALT, &renumbered),
                Err(PersonError::NotYours)
            );
        }
        // The same key pair under another number: the number itself is bound.
        let seed = Secret::copy_from(&[3; 32]);
        let [old, new] = [1, 2].map(|serial| EncryptionSecret::from_seed(&seed, [4; 32], serial).unwrap());
        let mut sealed = seal(&mut System, "x", &binding, &[], old.recipient(), b"y").unwrap();
        assert!(open_with("x", &binding, &[], &old, &parse(&sealed).unwrap()).is_ok());
        sealed[4] = 2;
        assert_eq!(
            open_with("x", &binding, &[], &new, &parse(&sealed).unwrap()),
            Err(PersonError::NotYours)
        );
    }

    #[test]
    fn a_key_is_sealed_to_its_own_doctor_alone() {
        let Case { binding, key, .. } = case();
        let other = Account::from_suri("//Other").unwrap().encryption(1).unwrap();
        assert_eq!(
            seal_pairwise(&binding, other.recipient(), &key),
            Err(PersonError::NotYours)
        );
    }

    #[test]
    fn without_randomness_nothing_is_sealed() {
        let Case {
            binding, doctor, key, ..
        } = case();
        let doctor = doctor.of(1).unwrap();
        let error = seal_pairwise_with(
            &mut crate::random::fixed::Empty,
            &binding,
            doctor.recipient(),
            &key,
        )
        .unwrap_err();
        assert_eq!(error, PersonError::System(SystemError::NoRandomness));
    }
}
