//! Sealed profiles: short texts that the chain itself keeps, a patient's up to 2,048 bytes sealed and a doctor's
//! up to 1,024. What is in them is the caller's; here they are bytes. Sealed sizes go in steps of 256 bytes.
//!
//! A patient's profile has one of two forms, by its first byte:
//!
//! ```text
//! 1 ‖ sealed to the patient (see person)            entered by an admin at the desk, before the patient has come
//! 2 ‖ generation (4, big endian) ‖ wrap of a fresh profile key (60) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
//! ```
//! A doctor's profile is readable by everybody with the deployment's directory key:
//!
//! ```text
//! 1 ‖ nonce (12) ‖ ciphertext ‖ tag (16)
//! ```
//! The plaintext is the length (2, big endian), the profile, and zeros. The associated data is the context (see the
//! crate's page) of `medink/v1/profile/patient`, genesis hash, contract and patient, or of
//! `medink/v1/profile/doctor`, genesis hash, contract and doctor. The wrap is bound to the BLAKE2b-256 of nonce,
//! ciphertext and tag.
//!
//! A profile stays under the generation it was sealed under: who was revoked since can still open that version,
//! as they could before. Seal it again under the new generation when the patient rotates.

use crate::{
    binding::{Binding, DeploymentId},
    crypt::{NONCE, TAG, blake2b_256, open_small, seal_small},
    domain::{context, name},
    encryption::{EncryptionKeys, Recipient},
    error::SystemError,
    keys::{DirectoryKey, GenerationKey, PatientSecrets, ProfileKey},
    person::{self, PersonError},
    random::{Random, System},
    wrap::{self, WrapError},
};
use medink_words::{Said, said};
use std::fmt;
use zeroize::Zeroizing;

/// Longest sealed profile of a patient, in bytes.
pub const PATIENT_MAX: usize = 2_048;
/// Longest sealed profile of a doctor, in bytes.
pub const DOCTOR_MAX: usize = 1_024;
/// Longest profile that [`seal_at_desk`] takes, in bytes.
pub const DESK_PLAIN_MAX: usize = PATIENT_MAX - 1 - person::OVERHEAD - LENGTH;
/// Longest profile that [`seal_by_generation`] takes, in bytes.
pub const PATIENT_PLAIN_MAX: usize = PATIENT_MAX - 1 - GENERATION - wrap::LEN - NONCE - TAG - LENGTH;
/// Longest profile that [`seal_doctor`] takes, in bytes.
pub const DOCTOR_PLAIN_MAX: usize = DOCTOR_MAX - 1 - NONCE - TAG - LENGTH;

const STEP: usize = 256;
const LENGTH: usize = 2;
const GENERATION: usize = 4;

const TO_PATIENT: u8 = 1;
const BY_GENERATION: u8 = 2;
const DOCTOR: u8 = 1;

/// Why a profile was not sealed or does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Too long to seal.
    TooLong {
        /// Bytes given.
        found: usize,
        /// Bytes that fit.
        most: usize,
    },
    /// Nothing is there, as with a patient registered without a profile.
    Empty,
    /// A form of a later program.
    Form(u8),
    /// Cut off or over the bound.
    Length {
        /// Bytes found.
        found: usize,
    },
    /// An admin entered it, and it was never sealed again.
    OnlyThePatient,
    /// Sealed under another generation than the key at hand.
    OtherGeneration {
        /// The profile's generation.
        wanted: u32,
        /// The key's generation.
        held: u32,
    },
    /// Another key, patient, doctor, contract or chain; or changed.
    DoesNotOpen,
    /// The profile key's wrap does not open.
    Wrap(#[from] WrapError),
    /// The desk's form does not open.
    Person(#[from] PersonError),
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl ProfileError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            ProfileError::TooLong { found, most } => {
                said!("seal-profile-too-long", found = *found, most = *most)
            }
            ProfileError::Empty => said!("seal-profile-empty"),
            ProfileError::Form(form) => said!("seal-profile-form", form = *form),
            ProfileError::Length { found } => said!("seal-profile-length", found = *found),
            ProfileError::OnlyThePatient => said!("seal-profile-only-the-patient"),
            ProfileError::OtherGeneration { wanted, held } => {
                said!("seal-profile-other-generation", wanted = *wanted, held = *held)
            }
            ProfileError::DoesNotOpen => said!("seal-profile-does-not-open"),
            ProfileError::Wrap(error) => error.said(),
            ProfileError::Person(error) => error.said(),
            ProfileError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// How a patient's profile is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// To the patient alone, at the desk.
    ToPatient,
    /// Under this generation.
    Generation(u32),
}

/// A profile key's wrap and what it opens.
struct ByGeneration<'a> {
    number: u32,
    wrap: &'a [u8; wrap::LEN],
    body: &'a [u8],
}

enum Parsed<'a> {
    ToPatient(&'a [u8]),
    ByGeneration(ByGeneration<'a>),
}

fn parse(sealed: &[u8]) -> Result<Parsed<'_>, ProfileError> {
    let length = ProfileError::Length { found: sealed.len() };
    let (form, rest) = sealed.split_first().ok_or(ProfileError::Empty)?;
    if sealed.len() > PATIENT_MAX {
        return Err(length);
    }
    match *form {
        TO_PATIENT => Ok(Parsed::ToPatient(rest)),
        BY_GENERATION => {
            let (number, rest) = rest.split_first_chunk::<GENERATION>().ok_or(length.clone())?;
            let (wrap, body) = rest.split_first_chunk::<{ wrap::LEN }>().ok_or(length.clone())?;
            if body.len() < NONCE + LENGTH + TAG {
                return Err(length);
            }
            Ok(Parsed::ByGeneration(ByGeneration {
                number: u32::from_be_bytes(*number),
                wrap,
                body,
            }))
        }
        form => Err(ProfileError::Form(form)),
    }
}

/// How a patient's profile is sealed.
///
/// # Errors
/// [`ProfileError::Empty`], [`ProfileError::Form`], [`ProfileError::Length`].
pub fn form(sealed: &[u8]) -> Result<Form, ProfileError> {
    Ok(match parse(sealed)? {
        Parsed::ToPatient(_) => Form::ToPatient,
        Parsed::ByGeneration(ByGeneration { number, .. }) => Form::Generation(number),
    })
}

/// Seals a patient's first profile, entered by somebody else, to the patient alone. At most
/// [`DESK_PLAIN_MAX`] bytes.
///
/// # Errors
/// [`ProfileError::TooLong`], [`ProfileError::System`].
pub fn seal_at_desk(binding: &Binding, patient: &Recipient, profile: &[u8]) -> Result<Vec<u8>, ProfileError> {
    seal_at_desk_with(&mut System, binding, patient, profile)
}

pub(crate) fn seal_at_desk_with(
    random: &mut impl Random,
    binding: &Binding,
    patient: &Recipient,
    profile: &[u8],
) -> Result<Vec<u8>, ProfileError> {
    let plain = pad(profile, 1 + person::OVERHEAD, DESK_PLAIN_MAX)?;
    let mut sealed = vec![TO_PATIENT];
    sealed.append(&mut person::seal(
        random,
        name::PERSON_PROFILE,
        binding,
        &[],
        patient,
        &plain,
    )?);
    Ok(sealed)
}

/// Seals a patient's profile under a generation, so that the patient and the doctors with the whole history open
/// it. At most [`PATIENT_PLAIN_MAX`] bytes.
///
/// # Errors
/// [`ProfileError::TooLong`], [`ProfileError::System`].
pub fn seal_by_generation(
    binding: &Binding,
    generation: &GenerationKey,
    profile: &[u8],
) -> Result<Vec<u8>, ProfileError> {
    seal_by_generation_with(&mut System, binding, generation, profile)
}

pub(crate) fn seal_by_generation_with(
    random: &mut impl Random,
    binding: &Binding,
    generation: &GenerationKey,
    profile: &[u8],
) -> Result<Vec<u8>, ProfileError> {
    let before = 1 + GENERATION + wrap::LEN + NONCE + TAG;
    let plain = pad(profile, before, PATIENT_PLAIN_MAX)?;
    let key = ProfileKey::generate_with(random)?;
    let body = seal_small(
        random,
        key.expose(),
        &binding.context(name::PATIENT_PROFILE, &[]),
        &plain,
    )?;
    let wrap = wrap::profile_by_generation(random, binding, generation, &blake2b_256(&body), &key)?;
    let mut sealed = Vec::with_capacity(before + plain.len());
    sealed.push(BY_GENERATION);
    sealed.extend_from_slice(&generation.number().to_be_bytes());
    sealed.extend_from_slice(&wrap);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

/// Opens the patient's own profile, whichever form it has.
///
/// # Errors
/// Why it does not open.
pub fn open_as_patient(
    encryption: &EncryptionKeys,
    secrets: &PatientSecrets,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    let binding = secrets.binding();
    match parse(sealed)? {
        Parsed::ToPatient(rest) => unpad(&person::open(
            name::PERSON_PROFILE,
            &binding,
            &[],
            encryption,
            rest,
        )?),
        Parsed::ByGeneration(ByGeneration { number, .. }) => {
            open_by_generation(&binding, &secrets.generation_key(number)?, sealed)
        }
    }
}

/// Opens a patient's profile with its generation's key.
///
/// # Errors
/// [`ProfileError::OnlyThePatient`], [`ProfileError::OtherGeneration`], or why it does not open.
pub fn open_by_generation(
    binding: &Binding,
    generation: &GenerationKey,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    open_by_key(binding, &key(binding, generation, sealed)?, sealed)
}

/// The profile's own key, to be wrapped for one doctor with [`wrap::profile_by_pairwise`].
///
/// # Errors
/// [`ProfileError::OnlyThePatient`], [`ProfileError::OtherGeneration`], or why it does not open.
pub fn key(binding: &Binding, generation: &GenerationKey, sealed: &[u8]) -> Result<ProfileKey, ProfileError> {
    match parse(sealed)? {
        Parsed::ToPatient(_) => Err(ProfileError::OnlyThePatient),
        Parsed::ByGeneration(profile) if profile.number != generation.number() => {
            Err(ProfileError::OtherGeneration {
                wanted: profile.number,
                held: generation.number(),
            })
        }
        Parsed::ByGeneration(ByGeneration { wrap, body, .. }) => Ok(wrap::open_profile_by_generation(
            binding,
            generation,
            &blake2b_256(body),
            wrap,
        )?),
    }
}

/// What the wraps of this version's profile key are bound to: BLAKE2b-256 of the nonce, ciphertext and tag.
///
/// # Errors
/// [`ProfileError::OnlyThePatient`], or that it is no sealed profile.
pub fn digest(sealed: &[u8]) -> Result<[u8; 32], ProfileError> {
    match parse(sealed)? {
        Parsed::ToPatient(_) => Err(ProfileError::OnlyThePatient),
        Parsed::ByGeneration(ByGeneration { body, .. }) => Ok(blake2b_256(body)),
    }
}

/// Opens a patient's profile with its own key.
///
/// # Errors
/// [`ProfileError::OnlyThePatient`], or why it does not open.
pub fn open_by_key(
    binding: &Binding,
    key: &ProfileKey,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    match parse(sealed)? {
        Parsed::ToPatient(_) => Err(ProfileError::OnlyThePatient),
        Parsed::ByGeneration(ByGeneration { body, .. }) => {
            let plain = open_small(key.expose(), &binding.context(name::PATIENT_PROFILE, &[]), body)?;
            unpad(&plain.ok_or(ProfileError::DoesNotOpen)?)
        }
    }
}

/// Seals a doctor's profile for the deployment's directory. At most [`DOCTOR_PLAIN_MAX`] bytes.
///
/// # Errors
/// [`ProfileError::TooLong`], [`ProfileError::System`].
pub fn seal_doctor(
    deployment: &DeploymentId,
    doctor: &[u8; 32],
    key: &DirectoryKey,
    profile: &[u8],
) -> Result<Vec<u8>, ProfileError> {
    seal_doctor_with(&mut System, deployment, doctor, key, profile)
}

pub(crate) fn seal_doctor_with(
    random: &mut impl Random,
    deployment: &DeploymentId,
    doctor: &[u8; 32],
    key: &DirectoryKey,
    profile: &[u8],
) -> Result<Vec<u8>, ProfileError> {
    let plain = pad(profile, 1 + NONCE + TAG, DOCTOR_PLAIN_MAX)?;
    let mut sealed = vec![DOCTOR];
    sealed.append(&mut seal_small(
        random,
        key.expose(),
        &doctor_context(deployment, doctor),
        &plain,
    )?);
    Ok(sealed)
}

/// Opens a doctor's profile.
///
/// # Errors
/// Why it does not open.
pub fn open_doctor(
    deployment: &DeploymentId,
    doctor: &[u8; 32],
    key: &DirectoryKey,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    let (form, body) = sealed.split_first().ok_or(ProfileError::Empty)?;
    if *form != DOCTOR {
        return Err(ProfileError::Form(*form));
    }
    if sealed.len() > DOCTOR_MAX || body.len() < NONCE + LENGTH + TAG {
        return Err(ProfileError::Length { found: sealed.len() });
    }
    let plain = open_small(key.expose(), &doctor_context(deployment, doctor), body)?;
    unpad(&plain.ok_or(ProfileError::DoesNotOpen)?)
}

fn doctor_context(deployment: &DeploymentId, doctor: &[u8; 32]) -> Vec<u8> {
    context(
        name::DOCTOR_PROFILE,
        &[&deployment.genesis, &deployment.contract, doctor],
    )
}

/// Length, profile and zeros, so many that with `overhead` the sealed size is a multiple of [`STEP`].
fn pad(profile: &[u8], overhead: usize, most: usize) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    let too_long = ProfileError::TooLong {
        found: profile.len(),
        most,
    };
    if profile.len() > most {
        return Err(too_long);
    }
    let length = u16::try_from(profile.len()).map_err(|_| too_long)?;
    let sealed = (overhead + LENGTH + profile.len()).next_multiple_of(STEP);
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed - overhead));
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(profile);
    plain.resize(sealed - overhead, 0);
    Ok(plain)
}

fn unpad(plain: &[u8]) -> Result<Zeroizing<Vec<u8>>, ProfileError> {
    let (length, rest) = plain
        .split_first_chunk::<LENGTH>()
        .ok_or(ProfileError::DoesNotOpen)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (profile, zeros) = rest.split_at_checked(length).ok_or(ProfileError::DoesNotOpen)?;
    if zeros.iter().any(|byte| *byte != 0) {
        return Err(ProfileError::DoesNotOpen);
    }
    Ok(Zeroizing::new(profile.to_vec()))
}

#[cfg(test)]
mod tests;
