//! Accounts on disk: the JSON that Polkadot.js exports and imports (keystore version 3), which is also medink's
//! own key file. The secret is encrypted with XSalsa20-Poly1305 under scrypt of the passphrase.
//! Source: `@polkadot/keyring` (`pair/encode`, `pair/decode`) and `@polkadot/util-crypto` (`json`, `scrypt`) 14.
//!
//! It never writes a secret unencrypted and never spends more on a file than Polkadot.js would.

use crate::{
    account::Account,
    error::SystemError,
    random::{Random, System},
    ss58,
};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use crypto_secretbox::{AeadInPlace, KeyInit, XSalsa20Poly1305};
use medink_words::{Said, said};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// scrypt's cost as log2 N, p, r. The first is what Polkadot.js writes today and what medink writes: 128 MiB and
/// about a second; the others are what it has written or allows. A file that asks for more is refused: it could
/// be made to eat the machine.
const COSTS: [(u8, u32, u32); 6] = [
    (17, 1, 8),
    (16, 2, 8),
    (15, 3, 8),
    (15, 1, 8),
    (14, 5, 8),
    (13, 10, 8),
];

const SALT: usize = 32;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Before and after the 64 secret bytes; the public key follows.
const HEAD: [u8; 16] = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const MIDDLE: [u8; 5] = [161, 35, 3, 33, 0];
const PLAIN: usize = HEAD.len() + 64 + MIDDLE.len() + 32;
/// Salt, three numbers of the cost, nonce, the encrypted key and its tag.
const ENCODED: usize = SALT + 12 + NONCE + TAG + PLAIN;

/// Why a key file can't be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// The passphrase is not the file's (or the encrypted part was changed, which can't be told apart).
    WrongPassphrase,
    /// No passphrase for a file to be written.
    EmptyPassphrase,
    /// Not JSON, or not of a key file's shape.
    NotAKeyFile(Said),
    /// An export of several accounts.
    Several,
    /// Another kind of key.
    OtherKind(String),
    /// Exported without a passphrase.
    NotEncrypted,
    /// A format of before 2020, or one that this program does not know yet.
    OtherVersion(String),
    /// More work than Polkadot.js allows a file to ask for.
    Cost {
        /// scrypt's N.
        n: u32,
        /// scrypt's p.
        p: u32,
        /// scrypt's r.
        r: u32,
    },
    /// The address in the file is not that of the key in it.
    OtherAddress,
    /// See [`SystemError`].
    System(#[from] SystemError),
}

impl KeyFileError {
    /// The sentence that it is.
    pub fn said(&self) -> Said {
        match self {
            KeyFileError::WrongPassphrase => said!("seal-key-file-wrong-passphrase"),
            KeyFileError::EmptyPassphrase => said!("seal-key-file-empty-passphrase"),
            KeyFileError::NotAKeyFile(why) => said!("seal-key-file-not-a-key-file", why = why.clone()),
            KeyFileError::Several => said!("seal-key-file-several"),
            KeyFileError::OtherKind(kind) => said!("seal-key-file-other-kind", kind = kind.as_str()),
            KeyFileError::NotEncrypted => said!("seal-key-file-not-encrypted"),
            KeyFileError::OtherVersion(version) => {
                said!("seal-key-file-other-version", version = version.as_str())
            }
            KeyFileError::Cost { n, p, r } => said!("seal-key-file-cost", n = *n, p = *p, r = *r),
            KeyFileError::OtherAddress => said!("seal-key-file-other-address"),
            KeyFileError::System(error) => error.said(),
        }
    }
}

impl fmt::Display for KeyFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// What a key file says of itself without its passphrase. The address is only proven once the file is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFileInfo {
    /// The account's address.
    pub address: [u8; 32],
    /// The name that its owner gave it.
    pub name: Option<String>,
    /// The genesis hash of the chain that it is meant for, if it is meant for one.
    pub genesis: Option<[u8; 32]>,
}

#[derive(Serialize, Deserialize)]
struct File {
    encoded: String,
    encoding: Encoding,
    address: String,
    #[serde(default)]
    meta: Meta,
}

#[derive(Serialize, Deserialize)]
struct Encoding {
    content: OneOrMore,
    #[serde(rename = "type")]
    kind: OneOrMore,
    version: String,
}

/// Version 3 has lists; older ones had single words.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    More(Vec<String>),
    One(String),
}

impl OneOrMore {
    fn has(&self, word: &str) -> bool {
        self.iter().any(|w| w == word)
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            OneOrMore::More(words) => words.as_slice(),
            OneOrMore::One(word) => core::slice::from_ref(word),
        }
        .iter()
        .map(String::as_str)
    }
}

#[derive(Default, Serialize, Deserialize)]
struct Meta {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(rename = "genesisHash", skip_serializing_if = "Option::is_none")]
    genesis: Option<String>,
}

/// Reads what a key file says without its passphrase.
///
/// # Errors
/// All of [`KeyFileError`] but those about passphrases.
pub fn inspect(json: &str) -> Result<KeyFileInfo, KeyFileError> {
    parse(json).map(|(_, info)| info)
}

/// The same file with another name in it, which is readable without its passphrase; nothing else is changed.
///
/// # Errors
/// As [`inspect`]; [`KeyFileError::System`].
pub fn renamed(json: &str, name: &str) -> Result<String, KeyFileError> {
    let (mut file, _) = parse(json)?;
    file.meta.name = Some(name.into());
    Ok(serde_json::to_string_pretty(&file).map_err(|_| SystemError::Library)?)
}

fn parse(json: &str) -> Result<(File, KeyFileInfo), KeyFileError> {
    let file: File = serde_json::from_str(json).map_err(|error| not_a_key_file(json, &error))?;
    let content = &file.encoding.content;
    if content.has("batch-pkcs8") {
        return Err(KeyFileError::Several);
    }
    if !(content.has("pkcs8") && content.has("sr25519")) {
        let kind = content.iter().find(|w| *w != "pkcs8").unwrap_or("unknown");
        return Err(KeyFileError::OtherKind(kind.chars().take(32).collect()));
    }
    if file.encoding.version != "3" {
        return Err(KeyFileError::OtherVersion(
            file.encoding.version.chars().take(32).collect(),
        ));
    }
    if file.encoding.kind.has("none") {
        return Err(KeyFileError::NotEncrypted);
    }
    if !(file.encoding.kind.has("scrypt") && file.encoding.kind.has("xsalsa20-poly1305")) {
        return Err(KeyFileError::NotAKeyFile(said!("seal-key-file-other-encryption")));
    }
    let address =
        address(&file.address).ok_or(KeyFileError::NotAKeyFile(said!("seal-key-file-no-address")))?;
    let info = KeyFileInfo {
        address,
        name: file.meta.name.clone(),
        genesis: genesis(&file.meta),
    };
    Ok((file, info))
}

fn not_a_key_file(json: &str, error: &serde_json::Error) -> KeyFileError {
    #[derive(Deserialize)]
    struct Batch {
        #[serde(rename = "accounts")]
        _accounts: Vec<serde::de::IgnoredAny>,
    }
    match error.classify() {
        serde_json::error::Category::Data if serde_json::from_str::<Batch>(json).is_ok() => {
            KeyFileError::Several
        }
        serde_json::error::Category::Data => KeyFileError::NotAKeyFile(said!("seal-key-file-parts-missing")),
        _ => KeyFileError::NotAKeyFile(said!("seal-key-file-no-json")),
    }
}

/// Polkadot.js writes SS58 of whatever network was chosen, and sometimes hexadecimal.
fn address(text: &str) -> Option<[u8; 32]> {
    match text.strip_prefix("0x") {
        Some(digits) => hex::decode(digits).ok()?.try_into().ok(),
        None => ss58::decode(text).ok().map(|(_, address)| address),
    }
}

/// An empty or odd genesis hash means "any chain", as in Polkadot.js.
fn genesis(meta: &Meta) -> Option<[u8; 32]> {
    hex::decode(meta.genesis.as_deref()?.strip_prefix("0x")?)
        .ok()?
        .try_into()
        .ok()
}

/// The encrypted part of a key file.
struct Sealed<'a> {
    salt: &'a [u8; SALT],
    cost: (u8, u32, u32),
    nonce: &'a [u8; NONCE],
    tag: &'a [u8; TAG],
    ciphertext: &'a [u8],
}

impl<'a> Sealed<'a> {
    fn parse(encoded: &'a [u8]) -> Result<Self, KeyFileError> {
        let cut = KeyFileError::NotAKeyFile(said!("seal-key-file-cut"));
        let (salt, rest) = encoded.split_first_chunk::<SALT>().ok_or(cut.clone())?;
        let (n, rest) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
        let (p, rest) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
        let (r, rest) = rest.split_first_chunk::<4>().ok_or(cut.clone())?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(cut.clone())?;
        let (tag, ciphertext) = rest.split_first_chunk::<TAG>().ok_or(cut)?;

        let [n, p, r] = [n, p, r].map(|number| u32::from_le_bytes(*number));
        let cost = COSTS
            .into_iter()
            .find(|&(log_n, cost_p, cost_r)| (1 << log_n, cost_p, cost_r) == (n, p, r))
            .ok_or(KeyFileError::Cost { n, p, r })?;
        Ok(Sealed {
            salt,
            cost,
            nonce,
            tag,
            ciphertext,
        })
    }

    /// The account of this `address` in it, under the cipher of the passphrase.
    fn open(&self, cipher: &XSalsa20Poly1305, address: [u8; 32]) -> Result<Account, KeyFileError> {
        let mut plain = Zeroizing::new(self.ciphertext.to_vec());
        cipher
            .decrypt_in_place_detached(self.nonce.into(), b"", &mut plain, self.tag.into())
            .map_err(|_| KeyFileError::WrongPassphrase)?;

        let no_key = KeyFileError::NotAKeyFile(said!("seal-key-file-no-key"));
        let parts = plain
            .strip_prefix(&HEAD)
            .and_then(|rest| rest.split_first_chunk::<64>());
        let (secret, rest) = parts.ok_or(no_key.clone())?;
        let public = rest.strip_prefix(&MIDDLE).ok_or(no_key.clone())?;
        let account = Account::from_ed25519_bytes(secret).ok_or(no_key)?;
        if account.address() != public || account.address() != address {
            return Err(KeyFileError::OtherAddress);
        }
        Ok(account)
    }
}

impl Account {
    /// Opens a key file. Takes about a second and 128 MiB, by design.
    ///
    /// # Errors
    /// [`KeyFileError::WrongPassphrase`], or what is wrong with the file.
    pub fn from_polkadot_js(json: &str, passphrase: &str) -> Result<Account, KeyFileError> {
        let (file, info) = parse(json)?;
        let encoded = match file.encoded.strip_prefix("0x") {
            Some(digits) => hex::decode(digits).ok(),
            None => BASE64.decode(&file.encoded).ok(),
        }
        .filter(|bytes| bytes.len() == ENCODED)
        .ok_or(KeyFileError::NotAKeyFile(said!("seal-key-file-cut-or-changed")))?;

        let sealed = Sealed::parse(&encoded)?;
        sealed.open(&secretbox(passphrase, sealed.salt, sealed.cost)?, info.address)
    }

    /// Writes the account as a key file, which Polkadot.js imports as it is. `genesis` ties it to a chain in
    /// Polkadot.js' eyes; `name` is shown there. Both are readable without the passphrase. Takes about a second
    /// and 128 MiB, by design.
    ///
    /// # Errors
    /// [`KeyFileError::EmptyPassphrase`], [`KeyFileError::System`].
    pub fn to_polkadot_js(
        &self,
        passphrase: &str,
        name: &str,
        genesis: Option<[u8; 32]>,
    ) -> Result<String, KeyFileError> {
        self.to_polkadot_js_with(&mut System, passphrase, name, genesis)
    }

    pub(crate) fn to_polkadot_js_with(
        &self,
        random: &mut impl Random,
        passphrase: &str,
        name: &str,
        genesis: Option<[u8; 32]>,
    ) -> Result<String, KeyFileError> {
        if passphrase.is_empty() {
            return Err(KeyFileError::EmptyPassphrase);
        }
        let salt: [u8; SALT] = random.array()?;
        let nonce: [u8; NONCE] = random.array()?;
        let [cost, ..] = COSTS;
        let (log_n, p, r) = cost;

        // Room from the start: a buffer that grows would leave copies of the key behind.
        let mut plain = Zeroizing::new(Vec::with_capacity(PLAIN));
        plain.extend_from_slice(&HEAD);
        plain.extend_from_slice(self.to_ed25519_bytes().as_slice());
        plain.extend_from_slice(&MIDDLE);
        plain.extend_from_slice(&self.address());
        let tag = secretbox(passphrase, &salt, cost)?
            .encrypt_in_place_detached(&nonce.into(), b"", &mut plain)
            .map_err(|_| SystemError::Library)?;

        let mut encoded = Vec::with_capacity(ENCODED);
        encoded.extend_from_slice(&salt);
        for number in [1u32 << log_n, p, r] {
            encoded.extend_from_slice(&number.to_le_bytes());
        }
        encoded.extend_from_slice(&nonce);
        encoded.extend_from_slice(&tag);
        encoded.extend_from_slice(&plain);

        let words = |words: [&str; 2]| OneOrMore::More(words.map(String::from).to_vec());
        let file = File {
            encoded: BASE64.encode(encoded),
            encoding: Encoding {
                content: words(["pkcs8", "sr25519"]),
                kind: words(["scrypt", "xsalsa20-poly1305"]),
                version: "3".into(),
            },
            address: ss58::encode(&self.address(), ss58::SUBSTRATE).map_err(|_| SystemError::Library)?,
            meta: Meta {
                name: Some(name.into()),
                // Polkadot.js writes an empty text for "any chain".
                genesis: Some(
                    genesis
                        .map(|hash| format!("0x{}", hex::encode(hash)))
                        .unwrap_or_default(),
                ),
            },
        };
        Ok(serde_json::to_string_pretty(&file).map_err(|_| SystemError::Library)?)
    }
}

/// The cipher under scrypt of the passphrase (UTF-8 as typed, as Polkadot.js takes it).
fn secretbox(
    passphrase: &str,
    salt: &[u8; SALT],
    (log_n, p, r): (u8, u32, u32),
) -> Result<XSalsa20Poly1305, SystemError> {
    let params = scrypt::Params::new(log_n, r, p, 32).map_err(|_| SystemError::Library)?;
    let mut key = Zeroizing::new([0u8; 32]);
    scrypt::scrypt(passphrase.as_bytes(), salt, &params, key.as_mut_slice())
        .map_err(|_| SystemError::Library)?;
    Ok(XSalsa20Poly1305::new((&*key).into()))
}

#[cfg(test)]
mod tests;
