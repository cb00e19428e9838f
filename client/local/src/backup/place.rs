//! What a file is called within a backup, and where that is on a machine.
//!
//! A name is a folder of medink's and one within it, `accounts/ada.json`. Names come out of archives that anybody may have
//! made: what is not of this form leads nowhere, so that nothing is ever written but into these folders.

use crate::folders::Folders;
use std::path::{Path, PathBuf};

/// Longest part of a name, in bytes: what file systems take.
const LONGEST: usize = 255;

/// How many folders a credentials file may be below the config file's.
const DEEP: usize = 4;

/// The folders that are backed up, each with how deep its files are.
const ROOTS: [(&str, usize); 6] = [
    ("accounts", 1),
    ("deployments", 1),
    ("journal", 1),
    ("memory", 1),
    ("index", 1),
    ("store", 3),
];

/// What the config file is called.
const CONFIG: &str = "config.toml";

/// The folder that the config file and what lies beside it are in.
const BESIDE_CONFIG: &str = "config";

/// What else is in medink's folder, which may be the config file's as well.
const OTHERS: [&str; 2] = ["node", "run"];

/// A file's name within a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inside {
    root: &'static str,
    parts: Vec<String>,
}

impl Inside {
    /// The config file.
    pub fn config() -> Self {
        Inside {
            root: BESIDE_CONFIG,
            parts: vec![CONFIG.to_owned()],
        }
    }

    /// What lies beside the config file, or below its folder; none where it can't be in a backup.
    pub fn beside_config(within: &Path) -> Option<Self> {
        Self::parse(&format!("{BESIDE_CONFIG}/{}", within.to_str()?))
    }

    /// What a name means; none for what is no name.
    pub fn parse(name: &str) -> Option<Self> {
        let (root, rest) = name.split_once('/')?;
        let parts: Vec<String> = rest.split('/').map(str::to_owned).collect();
        if !parts.iter().all(|part| is_part(part)) {
            return None;
        }
        if root == BESIDE_CONFIG {
            let first = parts.first()?.as_str();
            let reserved = ROOTS.iter().any(|(root, _)| *root == first) || OTHERS.contains(&first);
            let deep = if first == CONFIG { 1 } else { DEEP };
            return (!reserved && parts.len() <= deep).then_some(Inside {
                root: BESIDE_CONFIG,
                parts,
            });
        }
        let (root, deep) = ROOTS.into_iter().find(|(known, _)| *known == root)?;
        (parts.len() <= deep).then_some(Inside { root, parts })
    }

    /// As it is written.
    pub fn name(&self) -> String {
        format!("{}/{}", self.root, self.parts.join("/"))
    }

    /// Whether it is the store's.
    pub fn is_content(&self) -> bool {
        self.root == "store"
    }

    /// Where it is on this machine.
    pub fn path(&self, folders: &Folders) -> PathBuf {
        let mut path = match self.root {
            BESIDE_CONFIG if *self == Inside::config() => return folders.config_file().to_path_buf(),
            BESIDE_CONFIG => beside(folders.config_file()).to_path_buf(),
            root => folders.data().join(root),
        };
        path.extend(&self.parts);
        path
    }
}

/// The folder that a file is in.
pub(super) fn beside(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Whether it names something in a folder, and nothing but that.
fn is_part(part: &str) -> bool {
    !part.is_empty()
        && part.len() <= LONGEST
        && part != "."
        && part != ".."
        && !part.contains(|c: char| c == '/' || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_their_folders_and_back() {
        let folders = Folders::at("/m").unwrap();
        for (name, path) in [
            ("accounts/ada.json", "/m/accounts/ada.json"),
            ("store/pins/ab/bafk.00", "/m/store/pins/ab/bafk.00"),
            ("store/medink-store", "/m/store/medink-store"),
            ("config/config.toml", "/m/config.toml"),
            ("config/ipfs.secret", "/m/ipfs.secret"),
            ("config/secrets/ipfs", "/m/secrets/ipfs"),
        ] {
            let inside = Inside::parse(name).unwrap();
            assert_eq!(inside.path(&folders), Path::new(path));
            assert_eq!(inside.name(), name);
        }
        assert_eq!(Inside::config().name(), "config/config.toml");
        assert_eq!(
            Inside::beside_config(Path::new("secrets/ipfs")).unwrap().name(),
            "config/secrets/ipfs"
        );
        assert_eq!(Inside::beside_config(Path::new("../ipfs")), None);
    }

    #[test]
    fn what_is_no_name_leads_nowhere() {
        for wrong in [
            "",
            "/",
            "accounts",
            "accounts/",
            "/accounts/ada.json",
            "accounts//ada.json",
            "accounts/../ada.json",
            "accounts/..",
            "accounts/.",
            "../accounts/ada.json",
            "accounts/deep/ada.json",
            "store/a/b/c/d",
            "node/keystore",
            "run/node.ready",
            "elsewhere/file",
            "config/node/db",
            "config/run/node.ready",
            "config/accounts/ada.json",
            "config/config.toml/x",
            "config/a/b/c/d/e",
            "accounts/a\0b",
            "accounts/a\nb",
            &format!("accounts/{}", "x".repeat(256)),
        ] {
            assert_eq!(Inside::parse(wrong), None, "{wrong:?}");
        }
    }
}
