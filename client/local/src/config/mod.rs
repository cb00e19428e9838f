//! The config file: which node to talk to, as whom, and how long to wait.
//!
//! ```toml
//! profile = "clinic"              # without it: "embedded"
//!
//! [profiles.clinic]
//! node = "wss://chain.clinic.example"
//! account = "reception"           # who acts where a command does not say
//! wait = "finalized"              # or "included"; without it by the kind of chain
//! ipfs = "http://127.0.0.1:5001"  # the IPFS daemon to keep records with; see `stores` for more
//!
//! [profiles.embedded]             # built in; takes everything but node
//! account = "//Alice"
//! ```
//!
//! Two profiles are always there: `embedded` (this machine's own node and store, started when needed) and `local`
//! (a node at `ws://127.0.0.1:9944`). The file holds no secret. It is written only where its user asks for it (`edit`).

use medink_words::{Said, said};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;

use crate::folders::Folders;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

mod edit;
mod place;
mod stores;

pub use edit::Changed;
use place::Source;
pub use stores::{Daemon, StoreChoice};

/// The profile without any node configured.
const EMBEDDED: &str = "embedded";
/// The profile of a node that the user started.
const LOCAL: &str = "local";
/// Where such a node listens unless told otherwise.
const LOCAL_NODE: &str = "ws://127.0.0.1:9944";

/// Longest config file read, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// How long a submission waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wait {
    /// Until it is in a block.
    Included,
    /// Until that block is final.
    Finalized,
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Wait::Included => "included",
            Wait::Finalized => "finalized",
        })
    }
}

impl FromStr for Wait {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "included" => Ok(Wait::Included),
            "finalized" => Ok(Wait::Finalized),
            _ => Err(Error::new(Kind::Usage, said!("local-wait"))),
        }
    }
}

/// Which node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeChoice {
    /// This machine's own: started when needed, kept in the data folder.
    Embedded,
    /// The one at this WebSocket address.
    At(String),
}

/// What a command works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Which node.
    pub node: NodeChoice,
    /// Who acts where the command does not say: a reference as [`crate::wallet::Wallet::resolve`] takes it.
    pub account: Option<String>,
    /// How long a submission waits, where that is said.
    pub wait: Option<Wait>,
    /// Where records are kept: at least one, read in this order.
    pub stores: Vec<StoreChoice>,
    /// How many of these have to have a record before it counts as written: 1 to their number.
    pub copies: usize,
}

/// The config file, checked; or its defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    chosen: String,
    profiles: BTreeMap<String, Profile>,
    /// Which keys of each profile the file has.
    written: BTreeMap<String, Vec<&'static str>>,
    /// Whether the file chooses a profile.
    chooses: bool,
}

impl Config {
    /// Reads the config file. One that is missing means the defaults.
    ///
    /// # Errors
    /// [`Kind::Usage`]: what is wrong, in which line and key; [`Kind::Io`], [`Kind::Damaged`] if it can't be read.
    pub fn load(folders: &Folders) -> Result<Self> {
        let path = folders.config_file();
        let text = files::read_text(path, LONGEST, || said!("local-file-config"))?.unwrap_or_default();
        Self::parse(path, &text)
    }

    /// The config file of this text; `path` is where it lies, for errors and for the files that it names beside it.
    ///
    /// # Errors
    /// [`Kind::Usage`]: what is wrong, in which line and key.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        Self::read(&Source { path, text })
    }

    fn read(source: &Source<'_>) -> Result<Self> {
        let file: File = toml::from_str(source.text).map_err(|error| source.error_of(&error))?;
        let mut profiles = BTreeMap::from([
            (
                EMBEDDED.to_string(),
                Section::default().profile(EMBEDDED, NodeChoice::Embedded, source)?,
            ),
            (
                LOCAL.to_string(),
                Section::default().profile(LOCAL, NodeChoice::At(LOCAL_NODE.into()), source)?,
            ),
        ]);
        let mut written = BTreeMap::new();
        for (Name(name), section) in file.profiles {
            written.insert(name.clone(), section.written());
            let node = match (name.as_str(), &section.node) {
                (EMBEDDED, Some(node)) => {
                    let what = said!("local-embedded");
                    return Err(source.error_at(node.span().start, what));
                }
                (EMBEDDED, None) => NodeChoice::Embedded,
                (LOCAL, None) => NodeChoice::At(LOCAL_NODE.into()),
                (_, Some(node)) => NodeChoice::At(node.as_ref().0.clone()),
                (_, None) => {
                    let what = said!("local-names-no-node", local_node = LOCAL_NODE);
                    return Err(source.error_at(source.offset_of(&["profiles", &name]), what));
                }
            };
            profiles.insert(name.clone(), section.profile(&name, node, source)?);
        }
        let config = Config {
            chosen: file
                .profile
                .as_ref()
                .map_or_else(|| EMBEDDED.to_string(), |name| name.as_ref().0.clone()),
            profiles,
            written,
            chooses: file.profile.is_some(),
        };
        if let Some(name) = file
            .profile
            .filter(|name| !config.profiles.contains_key(&name.as_ref().0))
        {
            let what = said!("local-no-profile-named", names = config.names());
            return Err(source.error_at(name.span().start, what));
        }
        Ok(config)
    }

    /// The profile of this name; without one, what the config file chose, else `embedded`.
    ///
    /// # Errors
    /// [`Kind::Usage`] if there is none of this name; says which there are.
    pub fn profile(&self, name: Option<&str>) -> Result<Profile> {
        self.profiles
            .get(name.unwrap_or(&self.chosen))
            .cloned()
            .ok_or_else(|| {
                Error::new(Kind::Usage, said!("local-no-such-profile", names = self.names()))
                    .next(said!("local-no-such-profile-next"))
            })
    }

    /// The names of all profiles, the two built-in ones included.
    pub fn profiles(&self) -> Vec<&str> {
        self.profiles.keys().map(String::as_str).collect()
    }

    /// Whether the file says which profile is used.
    pub fn chooses(&self) -> bool {
        self.chooses
    }

    /// Whether the file has this key of a profile.
    pub fn writes(&self, profile: &str, key: &str) -> bool {
        self.written.get(profile).is_some_and(|keys| keys.contains(&key))
    }

    fn names(&self) -> String {
        self.profiles().join(", ")
    }
}

/// Checks a node's address: `ws://` or `wss://`, a host, and a port where there is one.
///
/// # Errors
/// [`Kind::Usage`].
pub fn node_url(text: &str) -> Result<String> {
    let text = text.trim();
    let Some(rest) = text.strip_prefix("ws://").or_else(|| text.strip_prefix("wss://")) else {
        return Err(Error::new(Kind::Usage, said!("local-node-scheme")));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    // An IPv6 address has colons of its own, inside brackets.
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    if name.is_empty() || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Error::new(Kind::Usage, said!("local-node-host")));
    }
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        return Err(Error::new(Kind::Usage, said!("local-node-port")));
    }
    Ok(text.to_string())
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profile: Option<Spanned<Name>>,
    #[serde(default)]
    profiles: BTreeMap<Name, Section>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    node: Option<Spanned<Url>>,
    account: Option<Account>,
    wait: Option<Wait>,
    ipfs: Option<Spanned<String>>,
    #[serde(rename = "ipfs-credentials-file")]
    ipfs_credentials_file: Option<Spanned<PathBuf>>,
    #[serde(rename = "ipfs-allow-plaintext")]
    ipfs_allow_plaintext: Option<Spanned<bool>>,
    stores: Option<Spanned<Vec<Spanned<stores::Entry>>>>,
    copies: Option<Spanned<i64>>,
}

impl Section {
    /// The keys that are there.
    fn written(&self) -> Vec<&'static str> {
        let keys = [
            ("node", self.node.is_some()),
            ("account", self.account.is_some()),
            ("wait", self.wait.is_some()),
            ("ipfs", self.ipfs.is_some()),
            ("ipfs-credentials-file", self.ipfs_credentials_file.is_some()),
            ("ipfs-allow-plaintext", self.ipfs_allow_plaintext.is_some()),
            ("stores", self.stores.is_some()),
            ("copies", self.copies.is_some()),
        ];
        let there = keys.into_iter().filter(|(_, there)| *there);
        there.map(|(key, _)| key).collect()
    }

    fn profile(self, name: &str, node: NodeChoice, source: &Source<'_>) -> Result<Profile> {
        let keys = stores::Keys {
            ipfs: self.ipfs,
            credentials_file: self.ipfs_credentials_file,
            allow_plaintext: self.ipfs_allow_plaintext,
            stores: self.stores,
        };
        let stores = keys.stores(source)?;
        Ok(Profile {
            name: name.into(),
            node,
            account: self.account.map(|account| account.0),
            wait: self.wait,
            copies: stores::copies(self.copies, &stores, source)?,
            stores,
        })
    }
}

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(try_from = "String")]
struct Name(String);

impl TryFrom<String> for Name {
    type Error = Said;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let good = name.len() <= 32
            && name.starts_with(letter)
            && name.chars().all(|c| letter(c) || c == '-' || c == '_');
        if !good {
            return Err(said!("local-profile-name"));
        }
        Ok(Name(name))
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Url(String);

impl TryFrom<String> for Url {
    type Error = Error;

    fn try_from(url: String) -> Result<Self> {
        node_url(&url).map(Url)
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Account(String);

impl TryFrom<String> for Account {
    type Error = Said;

    fn try_from(account: String) -> Result<Self, Self::Error> {
        match account.trim() {
            "" => Err(said!("local-account-empty")),
            account => Ok(Account(account.into())),
        }
    }
}

#[cfg(test)]
mod tests;
