//! Which stores a profile keeps records in: this machine's own, IPFS daemons, or both.
//!
//! ```toml
//! ipfs = "http://127.0.0.1:5001"                  # a Kubo daemon alone
//! ipfs-credentials-file = "ipfs.secret"           # bearer:TOKEN or basic:USER:PASSWORD, mode 600
//! ipfs-allow-plaintext = true                     # http:// to another machine
//!
//! stores = ["embedded", "http://127.0.0.1:5001"]  # or several at once, read in this order; in place of `ipfs`
//! stores = ["embedded", { ipfs = "http://127.0.0.1:5001", credentials-file = "ipfs.secret" }]
//! copies = 2                                      # how many of them have to have a record before it counts as written
//! ```
//!
//! A file is looked for in the config file's folder unless its path is absolute. Nothing here opens it.

use medink_words::said;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::place::Source;
use medink_core::error::Result;

/// What this machine's own store is called.
const EMBEDDED: &str = "embedded";

/// Which store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreChoice {
    /// This machine's own, in the data folder.
    Embedded,
    /// A Kubo daemon's.
    Daemon(Daemon),
}

/// How a daemon is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Daemon {
    /// Its RPC's address.
    pub url: String,
    /// The file with what it wants to see.
    pub credentials_file: Option<PathBuf>,
    /// Whether it may be reached over plain HTTP on another machine.
    pub allow_plaintext: bool,
}

impl StoreChoice {
    /// The store of this name or address: `embedded`, or a daemon's.
    ///
    /// # Errors
    /// [`Kind::Usage`](medink_core::Kind::Usage) for an address that can't be a daemon's.
    pub fn named(text: &str, credentials_file: Option<PathBuf>, allow_plaintext: bool) -> Result<Self> {
        match text.trim() {
            EMBEDDED => Ok(StoreChoice::Embedded),
            url => {
                // Whether it may be reached in plaintext is said where it is opened.
                medink_store::KuboStore::check(url, true)?;
                Ok(StoreChoice::Daemon(Daemon {
                    url: url.to_owned(),
                    credentials_file,
                    allow_plaintext,
                }))
            }
        }
    }

    /// What it is called in answers and warnings.
    pub fn name(&self) -> &str {
        match self {
            StoreChoice::Embedded => EMBEDDED,
            StoreChoice::Daemon(daemon) => &daemon.url,
        }
    }
}

/// The keys of a profile that are about stores.
pub(super) struct Keys {
    pub(super) ipfs: Option<Spanned<String>>,
    pub(super) credentials_file: Option<Spanned<PathBuf>>,
    pub(super) allow_plaintext: Option<Spanned<bool>>,
    pub(super) stores: Option<Spanned<Vec<Spanned<Entry>>>>,
}

/// One of several.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a store is \"embedded\", an address, or { ipfs = \"http://...\", credentials-file = \"...\" }"
)]
pub(super) enum Entry {
    Name(String),
    Daemon(Table),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Table {
    ipfs: String,
    credentials_file: Option<PathBuf>,
    #[serde(default)]
    allow_plaintext: bool,
}

impl Keys {
    /// The stores they name, in order; this machine's own where they name none.
    pub(super) fn stores(self, source: &Source<'_>) -> Result<Vec<StoreChoice>> {
        let choice = |at: usize, name: &str, file: Option<PathBuf>, plaintext: bool| {
            let file = file.map(|file| in_folder_of(source.path, file));
            StoreChoice::named(name, file, plaintext).map_err(|error| source.error_at(at, error.what))
        };
        let alone = match (&self.credentials_file, &self.allow_plaintext) {
            (Some(file), _) => Some(file.span().start),
            (None, Some(allow)) => Some(allow.span().start),
            (None, None) => None,
        };
        match (self.ipfs, self.stores) {
            (Some(_), Some(stores)) => {
                let what = said!("local-ipfs-or-stores");
                Err(source.error_at(stores.span().start, what))
            }
            (Some(ipfs), None) => Ok(vec![choice(
                ipfs.span().start,
                ipfs.as_ref(),
                self.credentials_file.map(Spanned::into_inner),
                self.allow_plaintext.is_some_and(Spanned::into_inner),
            )?]),
            (None, stores) => {
                if let Some(at) = alone {
                    let what = said!("local-belongs-to-ipfs");
                    return Err(source.error_at(at, what));
                }
                let Some(stores) = stores else {
                    return Ok(vec![StoreChoice::Embedded]);
                };
                let at = stores.span().start;
                let mut chosen: Vec<StoreChoice> = Vec::new();
                for entry in stores.into_inner() {
                    let at = entry.span().start;
                    let one = match entry.into_inner() {
                        Entry::Name(name) => choice(at, &name, None, false)?,
                        Entry::Daemon(it) => choice(at, &it.ipfs, it.credentials_file, it.allow_plaintext)?,
                    };
                    if chosen.iter().any(|other| other.name() == one.name()) {
                        return Err(source.error_at(at, said!("local-store-twice")));
                    }
                    chosen.push(one);
                }
                match chosen.is_empty() {
                    true => Err(source.error_at(at, said!("local-no-store"))),
                    false => Ok(chosen),
                }
            }
        }
    }
}

/// How many of the stores have to have a record: one, unless said otherwise.
pub(super) fn copies(
    said: Option<Spanned<i64>>,
    stores: &[StoreChoice],
    source: &Source<'_>,
) -> Result<usize> {
    let Some(said) = said else { return Ok(1) };
    match usize::try_from(*said.as_ref()) {
        Ok(copies) if (1..=stores.len()).contains(&copies) => Ok(copies),
        _ => Err(source.error_at(said.span().start, said!("local-copies", stores = stores.len()))),
    }
}

fn in_folder_of(config: &Path, file: PathBuf) -> PathBuf {
    match config.parent() {
        Some(folder) => folder.join(file),
        None => file,
    }
}
