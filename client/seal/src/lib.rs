//! Keys, accounts and sealed formats of medink. It turns bytes into sealed bytes and back; it knows neither chain
//! nor store, keeps no file, and prints nothing.
//!
//! # What do you want to do?
//!
//! **Be somebody.** An account is made from a phrase, and the phrase alone restores everything; what others need is
//! its registration card.
//!
//! ```
//! use medink_seal::{Account, SignedKey, card::Card};
//!
//! let (doctor, phrase) = Account::generate()?;
//! // Show `phrase.as_str()` to its owner once. Keep the account as a key file, which Polkadot.js imports as well:
//! // `doctor.to_polkadot_js(passphrase, "Dr. Ada", Some(genesis))`, and `Account::from_polkadot_js` to read it.
//! let card = Card::new(SignedKey::new(&doctor, 1)?).to_text();
//! assert!(card.starts_with("medink1:"));
//! // An admin reads the card; its signature says that the encryption key belongs to the address. The chain keeps both,
//! // and whoever seals to the doctor verifies them again: `SignedKey::verify(address, serial, key, signature)`.
//! let card = Card::parse(&card)?;
//! assert_eq!(card.signed_key().recipient(), doctor.encryption(1)?.recipient());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Seal a record** as a patient, signed, and put its wrapped key on the chain.
//!
//! ```
//! # use medink_seal::Account;
//! use medink_seal::{DeploymentId, record::{self, Author, Details, Kind}, wrap};
//!
//! # let patient = Account::from_suri("//Patient")?;
//! let deployment = DeploymentId { genesis: [1; 32], contract: [2; 32] };
//! let secrets = patient.patient_secrets(deployment)?;
//! let current = secrets.generation_key(1)?;
//!
//! let content = b"haemoglobin 14.1 g/dl";
//! let details = Details {
//!     title: "Blood count".into(),
//!     kind: Kind::Laboratory,
//!     file_name: None,
//!     media_type: "text/plain".into(),
//!     size: content.len() as u64,
//!     created_ms: 1_700_000_000_000,
//!     date: None,
//! };
//! let author = Author { account: &patient, binding: &secrets.binding() };
//! let mut sealed = Vec::new(); // or the store
//! let info = record::seal(&mut content.as_slice(), &details, &author, &mut sealed)?;
//! let wrapped = wrap::record_by_generation(&secrets.binding(), &current, &info.header_digest, &info.key)?;
//! assert_eq!(wrapped.len(), 60);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Let a doctor in** to the whole history, and **open a record** as that doctor.
//!
//! ```
//! # use medink_seal::{Account, DeploymentId, SignedKey, record::{self, Author, Details, Kind}};
//! use medink_seal::{consent::{self, Terms}, consent_salt, person, record::{Authorship, Header, Opener}, wrap};
//!
//! # let patient = Account::from_suri("//Patient")?;
//! # let doctor = Account::from_suri("//Doctor")?;
//! # let deployment = DeploymentId { genesis: [1; 32], contract: [2; 32] };
//! # let secrets = patient.patient_secrets(deployment)?;
//! # let binding = secrets.binding();
//! # let details = Details { title: "t".into(), kind: Kind::Document, file_name: None, media_type: "text/plain".into(),
//! #     size: 3, created_ms: 0, date: None };
//! # let mut sealed = Vec::new();
//! # let author = Author { account: &patient, binding: &binding };
//! # let info = record::seal(&mut b"abc".as_slice(), &details, &author, &mut sealed)?;
//! # let record_wrap = wrap::record_by_generation(&binding, &secrets.generation_key(1)?, &info.header_digest, &info.key)?;
//! # let (address, chain) = (doctor.address(), SignedKey::new(&doctor, 1)?);
//! // The patient. A key from the chain is sealed to once it has proven itself. The pairwise key is fresh for each
//! // consent and goes to the doctor once; everything else travels under it, 60 bytes each.
//! let doctors = SignedKey::verify(address, 1, chain.key_bytes(), chain.signature())?;
//! let salt = consent_salt()?;
//! let pairwise = secrets.pairwise_key(address, &salt)?;
//! let sealed_pairwise = person::seal_pairwise(&binding, doctors.recipient(), &pairwise)?;
//! let history = wrap::generation_by_pairwise(&binding, &pairwise, &secrets.generation_key(2)?)?;
//! let terms = Terms {
//!     doctor: address,
//!     purpose: 0,
//!     from_ms: 1_700_000_000_000,
//!     until_ms: 1_800_000_000_000,
//!     salt,
//!     key_serial: doctors.serial(),
//!     scope_digest: consent::digest(&history), // as the chain encodes what is given
//!     sealed_digest: consent::digest(&sealed_pairwise),
//! };
//! let signature = consent::sign(&patient, deployment, &terms);
//! // Generation 2 is newer than the record: a link, made when the patient rotated, leads back.
//! let link = wrap::link(&binding, &secrets.generation_key(2)?, &secrets.generation_key(1)?)?;
//!
//! // The doctor, with what the chain and the store have.
//! consent::verify(&binding, &terms, &signature)?;
//! let pairwise = person::open_pairwise(&binding, &doctor.encryption_keys(), &salt, &sealed_pairwise)?;
//! let held = wrap::open_generation_by_pairwise(&binding, &pairwise, 2, &history)?;
//! let generation = wrap::walk_back(&binding, &held, 1, |newer| (newer == 2).then_some(link))?;
//! let mut reader = sealed.as_slice();
//! let header = Header::read(&mut reader)?;
//! let key = wrap::open_record_by_generation(&binding, &generation, &header.digest(), &record_wrap)?;
//! let mut record = Opener::with_header(header, reader, &key)?;
//! assert_eq!(record.details().title, "t");
//! let mut content = Vec::new();
//! record.copy_to(&mut content)?;
//! assert_eq!(content, b"abc");
//! // It was read to its end: whose is it?
//! let statement = record.statement().ok_or("read to the end")?;
//! assert_eq!(statement.author(), patient.address());
//! assert_eq!(statement.check(&binding, &record.details_digest()), Authorship::Right);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Something else**
//!
//! | to | see |
//! |---|---|
//! | consent to single records | [`wrap::record_by_pairwise`], and [`wrap::profile_by_pairwise`] for the profile |
//! | take a consent back | wrap the next generation's key for those who remain, and [`wrap::link`] it to the last |
//! | replace the encryption key | [`SignedKey::new`] with the next serial; [`person::key_serial`] finds what is older |
//! | seal a record again under a fresh key | [`record::reseal`], which keeps its author |
//! | know who wrote a record before reading it | [`record::Opener::open_statement`] |
//! | seal a profile, at the desk or later, or a doctor's | [`profile`] |
//! | say to the patient alone why a doctor looks | [`visit`] |
//! | read a part of a large record | [`record::Opener::read_range`] |
//! | read and write addresses | [`ss58`] |
//! | keep much under a passphrase, such as a backup | [`backup`] |
//! | keep notes on this machine to finish what was interrupted | [`journal`] |
//!
//! # How it is made
//!
//! Each module says its format in full on its first page, so that another program can be written from it. Ciphers
//! and curves are others' work: AWS-LC (AES-256-GCM, HKDF, PBKDF2), `hpke` and `x-wing` (RFC 9180, ML-KEM-768 with
//! X25519), `schnorrkel` (sr25519), `bip39`, `scrypt`, `crypto_secretbox`.
//!
//! Everything is bound to where it belongs. A context is a name of its own for each use (`medink/v1/...`) and the
//! chain's genesis hash, the contract, the patient, and what else the use has, each part with its length (4 bytes,
//! big endian) in front. What is signed is such a context too, but for the proof of an encryption key, which wallets
//! and contracts have to understand ([`signed_key`]). Keys are derived with HKDF-SHA-256 from the account:
//!
//! ```text
//! account root      = Extract(salt "medink/v1/account-root", canonical scalar of the sr25519 secret key, 32 bytes)
//! X-Wing secret n   = Expand(account root, context("medink/v1/encryption-key", serial n in 4 bytes, big endian))
//! journal key       = Expand(account root, context("medink/v1/journal-key"))
//! patient root      = Expand(account root, context("medink/v1/patient-root", genesis, contract, patient))
//! generation key n  = Expand(patient root, context("medink/v1/generation-key", n in 4 bytes, big endian))
//! pairwise key      = Expand(patient root, context("medink/v1/pairwise-key", doctor's address, consent's salt))
//! reason key        = Expand(pairwise key, context("medink/v1/visit/reason-key", genesis, contract, patient, doctor, salt))
//! ```
//! The others are random and fresh for each use: a record's, a profile's, the directory's.
//!
//! | what | proves | by |
//! |---|---|---|
//! | [`SignedKey`] | that an encryption key is the account's | the account |
//! | [`consent`] | that the patient gave the consent, with these keys | the patient |
//! | [`record::Statement`] | that the author wrote these details and this content for this patient | the author |
//!
//! Secrets are wiped from memory when dropped and never printed. Errors say what went wrong and what to do; none
//! holds a secret or anything of a record. Nothing here panics on what it is given.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod account;
pub mod backup;
mod binding;
pub mod card;
pub mod consent;
mod crypt;
#[cfg(test)]
mod damage;
mod domain;
mod encryption;
mod error;
#[cfg(test)]
mod foreign;
pub mod journal;
pub mod key_file;
mod keys;
#[cfg(test)]
mod noise;
pub mod person;
pub mod profile;
mod random;
pub mod record;
mod secret;
pub mod signed_key;
pub mod ss58;
pub mod suri;
#[cfg(test)]
mod vectors;
pub mod visit;
pub mod wrap;

pub use account::{Account, AccountError, Phrase};
pub use binding::{Binding, DeploymentId};
pub use encryption::{
    ENCRYPTION_KEY_LEN, EncryptionKeyError, EncryptionKeys, EncryptionPublicKey, EncryptionSecret, Recipient,
};
pub use error::SystemError;
pub use keys::{
    ConsentSalt, DirectoryKey, GenerationKey, PairwiseKey, PatientSecrets, ProfileKey, RecordKey,
    consent_salt,
};
pub use signed_key::{KeyProofError, SignedKey};
