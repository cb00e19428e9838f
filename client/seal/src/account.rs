//! The account: the only identity there is. It signs, and everything that a person must be able to open again is
//! derived from it, so that its phrase alone restores everything.
//!
//! Derivations start from the scalar half of the secret key. The other half only feeds signing nonces: it is
//! random after a soft derivation, and not the same in every wallet.

use crate::{
    binding::DeploymentId,
    crypt::{expand, extract},
    domain::{context, name},
    encryption::{EncryptionKeys, EncryptionSecret},
    error::SystemError,
    journal::JournalKey,
    keys::PatientSecrets,
    random::{Ahead, Random, System},
    ss58, suri,
};
use aws_lc_rs::hkdf;
use bip39::Mnemonic;
use core::fmt;
use medink_words::{Said, said};
use schnorrkel::{Keypair, SecretKey, context::attach_rng, signing_context};
use zeroize::Zeroizing;

/// Every signature that a Substrate chain checks is made in this context.
pub(crate) const SUBSTRATE: &[u8] = b"substrate";

/// Why no account came of a phrase or a secret URI. No text holds any of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Nothing was given.
    Empty,
    /// Not a BIP-39 number of words.
    WordCount {
        /// Words counted.
        found: usize,
    },
    /// A word that is not in the list.
    UnknownWord {
        /// Which word, from 1.
        position: usize,
    },
    /// Every word is good, together they are not.
    PhraseChecksum,
    /// A seed that is not 64 hexadecimal digits.
    Seed,
    /// A derivation path that `subkey` would not take, or a URI over 4,096 bytes.
    Path,
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl AccountError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            AccountError::Empty => said!("seal-account-empty"),
            AccountError::WordCount { found } => said!("seal-account-word-count", found = *found),
            AccountError::UnknownWord { position } => {
                said!("seal-account-unknown-word", position = *position)
            }
            AccountError::PhraseChecksum => said!("seal-account-phrase-checksum"),
            AccountError::Seed => said!("seal-account-seed"),
            AccountError::Path => said!("seal-account-path"),
            AccountError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for AccountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// The words that restore an account. Show them once, to their owner; wiped when dropped.
pub struct Phrase(Zeroizing<String>);

impl Phrase {
    /// The words with single spaces between them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// An sr25519 key pair. The secret is wiped when dropped; `Debug` shows the address alone.
#[derive(Clone)]
pub struct Account {
    keypair: Keypair,
}

impl Account {
    /// A new account and its 24-word phrase.
    ///
    /// # Errors
    /// [`AccountError::System`] without randomness.
    pub fn generate() -> Result<(Account, Phrase), AccountError> {
        Account::generate_with(&mut System)
    }

    pub(crate) fn generate_with(random: &mut impl Random) -> Result<(Account, Phrase), AccountError> {
        let entropy = Zeroizing::new(random.array::<32>()?);
        let mnemonic = Mnemonic::from_entropy(entropy.as_slice()).map_err(|_| SystemError::Library)?;
        // 24 words of at most 8 letters: room from the start, so that growing leaves no copies.
        let mut phrase = Zeroizing::new(String::with_capacity(24 * 9));
        for word in mnemonic.words() {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(word);
        }
        let account = Account::from_phrase(&phrase)?;
        Ok((account, Phrase(phrase)))
    }

    /// The account of a BIP-39 phrase of 12 to 24 English words. Capitals and extra spaces are forgiven.
    ///
    /// # Errors
    /// What is wrong with the phrase, and which word.
    pub fn from_phrase(phrase: &str) -> Result<Account, AccountError> {
        if phrase.trim().is_empty() {
            return Err(AccountError::Empty);
        }
        // A slash would be read as the start of a path.
        suri::parse_phrase(phrase)?;
        Account::from_suri(phrase)
    }

    /// The account of a Substrate secret URI, `phrase//hard/soft///password`, as `subkey` derives it. Without a
    /// phrase (`//Alice`) it is a public development account, see [`suri::is_development`]; a phrase may also be
    /// `0x` and 64 hexadecimal digits.
    ///
    /// # Errors
    /// What is wrong with the URI.
    pub fn from_suri(suri: &str) -> Result<Account, AccountError> {
        Ok(Account {
            keypair: suri::keypair(suri)?,
        })
    }

    /// From the expanded secret as Polkadot.js stores it; `None` if it is no key.
    pub(crate) fn from_ed25519_bytes(bytes: &[u8]) -> Option<Account> {
        let secret = SecretKey::from_ed25519_bytes(bytes).ok()?;
        Some(Account {
            keypair: secret.to_keypair(),
        })
    }

    /// The expanded secret as Polkadot.js stores it.
    pub(crate) fn to_ed25519_bytes(&self) -> Zeroizing<[u8; 64]> {
        Zeroizing::new(self.keypair.secret.to_ed25519_bytes())
    }

    /// The address: the public key. [`ss58::encode`] makes it readable.
    pub fn address(&self) -> [u8; 32] {
        self.keypair.public.to_bytes()
    }

    /// An sr25519 signature in the context that Substrate chains check.
    ///
    /// Randomness only hardens it: the nonce is derived from the secret key and the message too, so that a
    /// signature made without the system's randomness is as good as Ed25519's deterministic ones.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.sign_in(SUBSTRATE, message, hardening())
    }

    /// A signature in this context; in one of medink's own no chain and no wallet accepts it for anything else.
    pub(crate) fn sign_in(&self, context: &'static [u8], message: &[u8], random: Ahead) -> [u8; 64] {
        let transcript = attach_rng(signing_context(context).bytes(message), random);
        self.keypair.sign(transcript).to_bytes()
    }

    /// The key pairs that others seal to, by their serial numbers.
    pub fn encryption_keys(&self) -> EncryptionKeys {
        EncryptionKeys::new(self.root(), self.address())
    }

    /// The key pair of this serial number: [`EncryptionKeys::of`] for one use.
    ///
    /// # Errors
    /// [`SystemError::Library`].
    pub fn encryption(&self, serial: u32) -> Result<EncryptionSecret, SystemError> {
        self.encryption_keys().of(serial)
    }

    /// The keys of this account's own records in a deployment.
    ///
    /// # Errors
    /// [`SystemError::Library`].
    pub fn patient_secrets(&self, deployment: DeploymentId) -> Result<PatientSecrets, SystemError> {
        let binding = deployment.binding(self.address());
        Ok(PatientSecrets::new(
            binding,
            expand(&self.root(), &binding.context(name::PATIENT_ROOT, &[]))?,
        ))
    }

    /// The key of what this account's client keeps on this machine.
    ///
    /// # Errors
    /// [`SystemError::Library`].
    pub fn journal_key(&self) -> Result<JournalKey, SystemError> {
        Ok(JournalKey::new(expand(
            &self.root(),
            &context(name::JOURNAL_KEY, &[]),
        )?))
    }

    fn root(&self) -> hkdf::Prk {
        let secret = Zeroizing::new(self.keypair.secret.to_bytes());
        let (scalar, _nonce) = secret.split_at(32);
        extract(name::ROOT.as_bytes(), scalar)
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match ss58::encode(&self.address(), ss58::SUBSTRATE) {
            Ok(address) => write!(f, "Account({address})"),
            Err(_) => f.write_str("Account"),
        }
    }
}

/// Randomness for a signature that may do without it.
pub(crate) fn hardening() -> Ahead {
    System.ahead(32).unwrap_or_else(|_| Ahead::none())
}

/// Whether `signature` over `message` in `context` is of the account with this address.
pub(crate) fn verify_in(
    context: &'static [u8],
    address: &[u8; 32],
    message: &[u8],
    signature: &[u8; 64],
) -> bool {
    let Ok(public) = schnorrkel::PublicKey::from_bytes(address) else {
        return false;
    };
    let Ok(signature) = schnorrkel::Signature::from_bytes(signature) else {
        return false;
    };
    public.verify_simple(context, message, &signature).is_ok()
}

#[cfg(test)]
mod tests;
