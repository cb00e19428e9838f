//! Keys under keys: 60 bytes each, AES-256-GCM.
//!
//! ```text
//! nonce (12, random) ‖ encrypted key (32) ‖ tag (16)
//! ```
//! What is authenticated besides, and so has to be the same to open it: the context (see the crate's page) of a
//! name, genesis hash, contract, patient, and
//!
//! | the key of | under | name `medink/v1/wrap/...` | and |
//! |---|---|---|---|
//! | a record | a generation | `record-by-generation` | generation, header digest |
//! | a record | a pairwise key | `record-by-pairwise` | doctor, salt, header digest |
//! | a generation | a pairwise key | `generation-by-pairwise` | doctor, salt, generation |
//! | a generation | the next generation (a link) | `generation-link` | newer generation, older generation |
//! | a profile | a generation | `profile-by-generation` | generation, profile digest |
//! | a profile | a pairwise key | `profile-by-pairwise` | doctor, salt, profile digest |
//!
//! Generations are 4 bytes, big endian; doctors are addresses; the salt is the consent's, 16 bytes; digests are
//! BLAKE2b-256.
//!
//! A record's number is not known before the chain has given it, so a wrap is bound to the record itself: the
//! digest of its header, which holds 39 random bytes and commits to the record key.

use crate::{
    binding::Binding,
    crypt::{NONCE, TAG, open_small, seal_small},
    domain::name,
    error::SystemError,
    keys::{GenerationKey, PairwiseKey, ProfileKey, RecordKey},
    random::{Random, System},
    secret::Secret,
};
use medink_words::{Said, said};
use std::fmt;

/// Length of a wrap, in bytes.
pub const LEN: usize = NONCE + 32 + TAG;

/// A wrapped key.
pub type Wrap = [u8; LEN];

/// Why a wrapped key does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrapError {
    /// Not 60 bytes.
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Another key, or made for another patient, contract, chain, generation, doctor or record; or changed.
    DoesNotOpen {
        /// Which kind of wrap.
        what: Said,
    },
    /// A link joins a generation with the one right before it.
    NotNeighbours {
        /// The newer generation asked for.
        newer: u32,
        /// The older generation asked for.
        older: u32,
    },
    /// A consent does not reach forward: newer generations are given, not derived.
    NewerThanHeld {
        /// The generation needed.
        wanted: u32,
        /// The generation held.
        held: u32,
    },
    /// The chain of links has a hole.
    MissingLink {
        /// The generation whose link is missing.
        newer: u32,
    },
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl WrapError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            WrapError::Length { found } => said!("seal-wrap-length", len = LEN, found = *found),
            WrapError::DoesNotOpen { what } => said!("seal-wrap-does-not-open", what = what.clone()),
            WrapError::NotNeighbours { newer, older } => {
                said!("seal-wrap-not-neighbours", newer = *newer, older = *older)
            }
            WrapError::NewerThanHeld { wanted, held } => {
                said!("seal-wrap-newer-than-held", wanted = *wanted, held = *held)
            }
            WrapError::MissingLink { newer } => said!("seal-wrap-missing-link", newer = *newer),
            WrapError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for WrapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// One kind of wrap: what its errors call it, and what it is bound to.
struct Kind {
    what: Said,
    aad: Vec<u8>,
}

impl Kind {
    fn record_by_generation(binding: &Binding, number: u32, header: &[u8; 32]) -> Kind {
        let aad = binding.context(name::WRAP_RECORD_BY_GENERATION, &[&number.to_be_bytes(), header]);
        Kind {
            what: said!("seal-wrap-what-record-by-generation"),
            aad,
        }
    }

    fn record_by_pairwise(binding: &Binding, pairwise: &PairwiseKey, header: &[u8; 32]) -> Kind {
        let aad = binding.context(
            name::WRAP_RECORD_BY_PAIRWISE,
            &[&pairwise.doctor(), &pairwise.salt(), header],
        );
        Kind {
            what: said!("seal-wrap-what-record-for-doctor"),
            aad,
        }
    }

    fn generation_by_pairwise(binding: &Binding, pairwise: &PairwiseKey, number: u32) -> Kind {
        let aad = binding.context(
            name::WRAP_GENERATION_BY_PAIRWISE,
            &[&pairwise.doctor(), &pairwise.salt(), &number.to_be_bytes()],
        );
        Kind {
            what: said!("seal-wrap-what-generation-for-doctor"),
            aad,
        }
    }

    fn link(binding: &Binding, newer: u32, older: u32) -> Kind {
        let aad = binding.context(
            name::WRAP_GENERATION_LINK,
            &[&newer.to_be_bytes(), &older.to_be_bytes()],
        );
        Kind {
            what: said!("seal-wrap-what-link"),
            aad,
        }
    }

    fn profile_by_generation(binding: &Binding, number: u32, profile: &[u8; 32]) -> Kind {
        let aad = binding.context(
            name::WRAP_PROFILE_BY_GENERATION,
            &[&number.to_be_bytes(), profile],
        );
        Kind {
            what: said!("seal-wrap-what-profile-by-generation"),
            aad,
        }
    }

    fn profile_by_pairwise(binding: &Binding, pairwise: &PairwiseKey, profile: &[u8; 32]) -> Kind {
        let aad = binding.context(
            name::WRAP_PROFILE_BY_PAIRWISE,
            &[&pairwise.doctor(), &pairwise.salt(), profile],
        );
        Kind {
            what: said!("seal-wrap-what-profile-for-doctor"),
            aad,
        }
    }

    fn seal(&self, random: &mut impl Random, under: &Secret, key: &Secret) -> Result<Wrap, WrapError> {
        let sealed = seal_small(random, under.expose(), &self.aad, key.expose())?;
        sealed.try_into().map_err(|_| SystemError::Library.into())
    }

    fn open(&self, under: &Secret, wrap: &[u8]) -> Result<Secret, WrapError> {
        if wrap.len() != LEN {
            return Err(WrapError::Length { found: wrap.len() });
        }
        open_small(under.expose(), &self.aad, wrap)?
            .and_then(|plain| Secret::from_slice(&plain))
            .ok_or_else(|| WrapError::DoesNotOpen {
                what: self.what.clone(),
            })
    }
}

/// Wraps a record's key under a generation.
///
/// # Errors
/// [`WrapError::System`].
pub fn record_by_generation(
    binding: &Binding,
    generation: &GenerationKey,
    header_digest: &[u8; 32],
    key: &RecordKey,
) -> Result<Wrap, WrapError> {
    Kind::record_by_generation(binding, generation.number(), header_digest).seal(
        &mut System,
        &generation.secret,
        &key.0,
    )
}

/// Opens a record's key with its generation's.
///
/// # Errors
/// [`WrapError::Length`], [`WrapError::DoesNotOpen`], [`WrapError::System`].
pub fn open_record_by_generation(
    binding: &Binding,
    generation: &GenerationKey,
    header_digest: &[u8; 32],
    wrap: &[u8],
) -> Result<RecordKey, WrapError> {
    Kind::record_by_generation(binding, generation.number(), header_digest)
        .open(&generation.secret, wrap)
        .map(RecordKey)
}

/// Wraps a record's key for one doctor: a consent to single records, or a record that such a doctor writes.
///
/// # Errors
/// [`WrapError::System`].
pub fn record_by_pairwise(
    binding: &Binding,
    pairwise: &PairwiseKey,
    header_digest: &[u8; 32],
    key: &RecordKey,
) -> Result<Wrap, WrapError> {
    Kind::record_by_pairwise(binding, pairwise, header_digest).seal(&mut System, &pairwise.secret, &key.0)
}

/// Opens a record's key that was wrapped for one doctor; the patient opens it as well.
///
/// # Errors
/// [`WrapError::Length`], [`WrapError::DoesNotOpen`], [`WrapError::System`].
pub fn open_record_by_pairwise(
    binding: &Binding,
    pairwise: &PairwiseKey,
    header_digest: &[u8; 32],
    wrap: &[u8],
) -> Result<RecordKey, WrapError> {
    Kind::record_by_pairwise(binding, pairwise, header_digest)
        .open(&pairwise.secret, wrap)
        .map(RecordKey)
}

/// Wraps a generation's key for one doctor: a consent to the whole history.
///
/// # Errors
/// [`WrapError::System`].
pub fn generation_by_pairwise(
    binding: &Binding,
    pairwise: &PairwiseKey,
    generation: &GenerationKey,
) -> Result<Wrap, WrapError> {
    Kind::generation_by_pairwise(binding, pairwise, generation.number()).seal(
        &mut System,
        &pairwise.secret,
        &generation.secret,
    )
}

/// Opens the key of generation `number` that was wrapped for one doctor.
///
/// # Errors
/// [`WrapError::Length`], [`WrapError::DoesNotOpen`], [`WrapError::System`].
pub fn open_generation_by_pairwise(
    binding: &Binding,
    pairwise: &PairwiseKey,
    number: u32,
    wrap: &[u8],
) -> Result<GenerationKey, WrapError> {
    Kind::generation_by_pairwise(binding, pairwise, number)
        .open(&pairwise.secret, wrap)
        .map(|secret| GenerationKey::new(number, secret))
}

/// Wraps a generation's key under the next one's, so that who is given the newer reaches the past.
///
/// # Errors
/// [`WrapError::NotNeighbours`], [`WrapError::System`].
pub fn link(binding: &Binding, newer: &GenerationKey, older: &GenerationKey) -> Result<Wrap, WrapError> {
    if newer.number().checked_sub(1) != Some(older.number()) {
        return Err(WrapError::NotNeighbours {
            newer: newer.number(),
            older: older.number(),
        });
    }
    Kind::link(binding, newer.number(), older.number()).seal(&mut System, &newer.secret, &older.secret)
}

/// Opens the key of the generation before `newer`.
///
/// # Errors
/// [`WrapError::MissingLink`] before the first generation, [`WrapError::Length`], [`WrapError::DoesNotOpen`],
/// [`WrapError::System`].
pub fn open_link(binding: &Binding, newer: &GenerationKey, wrap: &[u8]) -> Result<GenerationKey, WrapError> {
    let older = newer.number().checked_sub(1).ok_or(WrapError::MissingLink {
        newer: newer.number(),
    })?;
    Kind::link(binding, newer.number(), older)
        .open(&newer.secret, wrap)
        .map(|secret| GenerationKey::new(older, secret))
}

/// Walks from the generation held down to generation `to`. `links(n)` is the wrap of n-1's key under n's; it is
/// asked for each n from the one held down to `to + 1`.
///
/// # Errors
/// [`WrapError::NewerThanHeld`], [`WrapError::MissingLink`], and those of [`open_link`].
pub fn walk_back(
    binding: &Binding,
    held: &GenerationKey,
    to: u32,
    mut links: impl FnMut(u32) -> Option<Wrap>,
) -> Result<GenerationKey, WrapError> {
    if to > held.number() {
        return Err(WrapError::NewerThanHeld {
            wanted: to,
            held: held.number(),
        });
    }
    let mut key = held.clone();
    while key.number() > to {
        let wrap = links(key.number()).ok_or(WrapError::MissingLink { newer: key.number() })?;
        key = open_link(binding, &key, &wrap)?;
    }
    Ok(key)
}

/// Wraps a profile's key under a generation; it travels inside the sealed profile.
pub(crate) fn profile_by_generation(
    random: &mut impl Random,
    binding: &Binding,
    generation: &GenerationKey,
    profile_digest: &[u8; 32],
    key: &ProfileKey,
) -> Result<Wrap, WrapError> {
    Kind::profile_by_generation(binding, generation.number(), profile_digest).seal(
        random,
        &generation.secret,
        &key.0,
    )
}

pub(crate) fn open_profile_by_generation(
    binding: &Binding,
    generation: &GenerationKey,
    profile_digest: &[u8; 32],
    wrap: &[u8],
) -> Result<ProfileKey, WrapError> {
    Kind::profile_by_generation(binding, generation.number(), profile_digest)
        .open(&generation.secret, wrap)
        .map(ProfileKey)
}

/// Wraps a profile's key for one doctor: a consent that names the profile but not the whole history. The digest
/// is [`crate::profile::digest`] of the sealed profile; a new version of the profile needs a new wrap.
///
/// # Errors
/// [`WrapError::System`].
pub fn profile_by_pairwise(
    binding: &Binding,
    pairwise: &PairwiseKey,
    profile_digest: &[u8; 32],
    key: &ProfileKey,
) -> Result<Wrap, WrapError> {
    Kind::profile_by_pairwise(binding, pairwise, profile_digest).seal(&mut System, &pairwise.secret, &key.0)
}

/// Opens a profile's key that was wrapped for one doctor.
///
/// # Errors
/// [`WrapError::Length`], [`WrapError::DoesNotOpen`], [`WrapError::System`].
pub fn open_profile_by_pairwise(
    binding: &Binding,
    pairwise: &PairwiseKey,
    profile_digest: &[u8; 32],
    wrap: &[u8],
) -> Result<ProfileKey, WrapError> {
    Kind::profile_by_pairwise(binding, pairwise, profile_digest)
        .open(&pairwise.secret, wrap)
        .map(ProfileKey)
}

#[cfg(test)]
pub(crate) mod tests;
