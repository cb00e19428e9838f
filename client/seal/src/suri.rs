//! Substrate's secret URIs, `phrase//hard/soft///password`, read and derived exactly as `subkey` does.
//! Source: `sp_core::crypto` (`SecretUri`, `DeriveJunction`) and `substrate-bip39`.
//!
//! A phrase left out (`//Alice`) stands for the development phrase that everybody knows.

use crate::{
    account::AccountError,
    crypt::blake2b_256,
    error::SystemError,
    random::{Random, System},
    secret::Secret,
};
use aws_lc_rs::pbkdf2;
use bip39::{Language, Mnemonic};
use core::num::NonZeroU32;
use schnorrkel::{
    ExpansionMode, Keypair, MiniSecretKey,
    derive::{ChainCode, Derivation},
};
use zeroize::Zeroizing;

/// Substrate's development phrase: no secret.
const DEVELOPMENT: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

/// Rounds of PBKDF2 from a phrase to a seed (BIP-39).
const ROUNDS: NonZeroU32 = NonZeroU32::new(2048).unwrap();

/// Longest URI read, in bytes: 24 words, a password, and a path longer than anybody writes.
const LONGEST: usize = 4096;

/// Whether this URI or phrase is one of Substrate's development accounts, whose secret is public. Such an
/// account has no place outside development chains.
pub fn is_development(suri: &str) -> bool {
    match Suri::parse(suri) {
        Ok(Suri {
            root: Root::Phrase(phrase),
            ..
        }) => tidy(phrase).as_str() == DEVELOPMENT,
        _ => false,
    }
}

/// The key pair of a URI.
pub(crate) fn keypair(suri: &str) -> Result<Keypair, AccountError> {
    let suri = Suri::parse(suri)?;
    let seed = match suri.root {
        Root::Seed(digits) => seed_from_hex(digits)?,
        Root::Phrase(phrase) => seed(&parse_phrase(phrase)?, suri.password)?,
    };
    let mini = MiniSecretKey::from_bytes(seed.expose()).map_err(|_| SystemError::Library)?;
    let mut secret = mini.expand(ExpansionMode::Ed25519);
    for junction in suri.junctions {
        secret = match junction {
            Junction::Hard(code) => secret
                .hard_derive_mini_secret_key(Some(code), b"")
                .0
                .expand(ExpansionMode::Ed25519),
            // The randomness goes into the signing nonces alone; the key and the address do not depend on it.
            Junction::Soft(code) => secret.derived_key_simple_rng(code, b"", System.ahead(32)?).0,
        };
    }
    Ok(secret.to_keypair())
}

/// A phrase as typed to a mnemonic. Capitals and extra spaces are forgiven; BIP-39's English words have neither.
pub(crate) fn parse_phrase(phrase: &str) -> Result<Mnemonic, AccountError> {
    Mnemonic::parse_in_normalized(Language::English, &tidy(phrase)).map_err(|error| match error {
        bip39::Error::BadWordCount(found) => AccountError::WordCount { found },
        bip39::Error::UnknownWord(index) => AccountError::UnknownWord {
            position: index.saturating_add(1),
        },
        _ => AccountError::PhraseChecksum,
    })
}

fn tidy(phrase: &str) -> Zeroizing<String> {
    // Room for the whole from the start: a string that grows leaves copies behind.
    let mut tidy = Zeroizing::new(String::with_capacity(phrase.len()));
    for word in phrase.split_whitespace() {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    }
    tidy
}

/// Substrate's seed: PBKDF2-HMAC-SHA512 over the phrase's entropy (BIP-39 itself takes the words), first half.
fn seed(phrase: &Mnemonic, password: &str) -> Result<Secret, AccountError> {
    let (entropy, len) = phrase.to_entropy_array();
    let entropy = Zeroizing::new(entropy);
    let entropy = entropy.get(..len).ok_or(SystemError::Library)?;
    let salt = Zeroizing::new([b"mnemonic", password.as_bytes()].concat());
    let mut long = Zeroizing::new([0u8; 64]);
    pbkdf2::derive(
        pbkdf2::PBKDF2_HMAC_SHA512,
        ROUNDS,
        &salt,
        entropy,
        long.as_mut_slice(),
    );
    Ok(long
        .first_chunk()
        .map(Secret::copy_from)
        .ok_or(SystemError::Library)?)
}

fn seed_from_hex(digits: &str) -> Result<Secret, AccountError> {
    let mut seed = Secret::zero();
    hex::decode_to_slice(digits, seed.expose_mut()).map_err(|_| AccountError::Seed)?;
    Ok(seed)
}

/// What the rest is derived from.
enum Root<'a> {
    Phrase(&'a str),
    /// The digits behind `0x`.
    Seed(&'a str),
}

enum Junction {
    Hard(ChainCode),
    Soft(ChainCode),
}

struct Suri<'a> {
    root: Root<'a>,
    junctions: Vec<Junction>,
    password: &'a str,
}

impl<'a> Suri<'a> {
    fn parse(text: &'a str) -> Result<Self, AccountError> {
        if text.len() > LONGEST {
            return Err(AccountError::Path);
        }
        let (front, password) = text.split_once("///").unwrap_or((text, ""));
        let (phrase, path) = front.find('/').map_or((front, ""), |slash| front.split_at(slash));
        let phrase = phrase.trim();
        let root = match phrase.strip_prefix("0x") {
            Some(digits) => Root::Seed(digits),
            // Nothing at all is a mistake rather than the wish for the development phrase.
            None if phrase.is_empty() && text.trim().is_empty() => return Err(AccountError::Empty),
            None if phrase.is_empty() => Root::Phrase(DEVELOPMENT),
            None => Root::Phrase(phrase),
        };
        Ok(Suri {
            root,
            junctions: junctions(path)?,
            password,
        })
    }
}

fn junctions(mut path: &str) -> Result<Vec<Junction>, AccountError> {
    let mut junctions = Vec::new();
    while !path.is_empty() {
        let (hard, rest) = match path.strip_prefix("//") {
            Some(rest) => (true, rest),
            None => (false, path.strip_prefix('/').ok_or(AccountError::Path)?),
        };
        let (code, rest) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        if code.is_empty() {
            return Err(AccountError::Path);
        }
        let code = chain_code(code);
        junctions.push(if hard {
            Junction::Hard(code)
        } else {
            Junction::Soft(code)
        });
        path = rest;
    }
    Ok(junctions)
}

/// A junction's SCALE encoding (a number as u64, else a string), filled up with zeros to 32 bytes, or its hash
/// where it is longer.
fn chain_code(code: &str) -> ChainCode {
    let encoded = match code.parse::<u64>() {
        Ok(number) => number.to_le_bytes().to_vec(),
        Err(_) => [compact(code.len()).as_slice(), code.as_bytes()].concat(),
    };
    let mut bytes = [0u8; 32];
    match bytes.get_mut(..encoded.len()) {
        Some(start) => start.copy_from_slice(&encoded),
        None => bytes = blake2b_256(&encoded),
    }
    ChainCode(bytes)
}

/// SCALE's compact length; lengths here are below [`LONGEST`], so two bytes are enough.
fn compact(len: usize) -> Vec<u8> {
    match len {
        0..64 => vec![(len as u8) << 2],
        _ => (((len as u16) << 2) | 1).to_le_bytes().to_vec(),
    }
}
