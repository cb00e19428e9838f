//! The files of a machine that a backup is made of: everything in medink's folders that can't be made anew, in an order in
//! which they fit together while other programs go on.
//!
//! Each small file is written whole or not at all, so that it is read whole. The journal comes before the store: what an entry
//! names was stored before. In the store references come before blocks, for the same reason. What belongs to a program that is
//! at work (temporary files, files that carry a lock) is left out, and so are the node's folder and that of its process.

use super::frames::LARGEST;
use super::place::{Inside, beside};
use crate::{Config, Folders, StoreChoice};
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_words::said;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The small folders, in their order.
const SMALL: [&str; 5] = ["accounts", "deployments", "journal", "memory", "index"];

/// The store's folder for adds that run.
const STORE_TEMPORARY: &str = "tmp";

/// What the store's references are in.
const PINS: &str = "pins";

/// Gives every file to `visit`, one after the other. Returns how many credentials files are elsewhere, and are not in it.
pub(super) fn each(
    folders: &Folders,
    config: &Config,
    store: bool,
    visit: &mut dyn FnMut(&Inside, &[u8]) -> Result<()>,
) -> Result<u64> {
    give(&Inside::config(), folders.config_file(), visit)?;
    let (credentials, elsewhere) = credentials(folders, config)?;
    for (inside, path) in credentials {
        give(&inside, &path, visit)?;
    }
    for folder in SMALL {
        for name in names(&folders.data().join(folder))? {
            let Some(inside) = Inside::parse(&format!("{folder}/{name}")) else {
                continue;
            };
            let path = inside.path(folders);
            if !path.is_dir() {
                give(&inside, &path, visit)?;
            }
        }
    }
    if store {
        let mut parts = names(&folders.store())?;
        parts.retain(|name| name != STORE_TEMPORARY);
        // The mark comes first, by which a store is known; then what refers to blocks.
        parts.sort_by_key(|name| match (folders.store().join(name).is_dir(), name == PINS) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 2,
        });
        for name in parts {
            content(folders, &format!("store/{name}"), visit)?;
        }
    }
    Ok(elsewhere)
}

/// A file of the store's, or all files below a folder of it.
fn content(folders: &Folders, name: &str, visit: &mut dyn FnMut(&Inside, &[u8]) -> Result<()>) -> Result<()> {
    // What is too deep to be the store's has no name.
    let Some(inside) = Inside::parse(name) else {
        return Ok(());
    };
    let path = inside.path(folders);
    if !path.is_dir() {
        return give(&inside, &path, visit);
    }
    for below in names(&path)? {
        content(folders, &format!("{name}/{below}"), visit)?;
    }
    Ok(())
}

/// The credentials that the config file names, of all profiles.
fn credentials(folders: &Folders, config: &Config) -> Result<(Vec<(Inside, PathBuf)>, u64)> {
    let mut named = BTreeSet::new();
    for name in config.profiles() {
        for store in config.profile(Some(name))?.stores {
            if let StoreChoice::Daemon(daemon) = store {
                named.extend(daemon.credentials_file);
            }
        }
    }
    let folder = beside(folders.config_file());
    let (mut found, mut elsewhere) = (Vec::new(), 0u64);
    for path in named {
        match path.strip_prefix(folder).ok().and_then(Inside::beside_config) {
            Some(inside) => found.push((inside, path)),
            None => elsewhere = elsewhere.saturating_add(1),
        }
    }
    Ok((found, elsewhere))
}

/// The names in a folder, in their order, but for those of programs at work. A folder that is not there has none.
fn names(folder: &Path) -> Result<Vec<String>> {
    let failed = |error: io::Error| reading(folder, &error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        if let Some(name) = name.to_str().filter(|name| !is_at_work(name)) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a file belongs to a program that is at work.
fn is_at_work(name: &str) -> bool {
    files::is_temporary(name) || name.ends_with("-lock")
}

fn give(inside: &Inside, path: &Path, visit: &mut dyn FnMut(&Inside, &[u8]) -> Result<()>) -> Result<()> {
    match read(path)? {
        Some(bytes) => visit(inside, &bytes),
        None => Ok(()),
    }
}

/// Reads a file whole; none where another program has taken it away.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    let failed = |error: io::Error| reading(beside(path), &error);
    // Looked at before it is opened: opening a pipe would wait for somebody to write to it.
    match fs::metadata(path) {
        Ok(about) if about.is_file() => {}
        Ok(_) => return Err(odd(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    match u64::try_from(bytes.len()).is_ok_and(|length| length <= LARGEST) {
        true => Ok(Some(bytes)),
        false => Err(odd(path)),
    }
}

/// The folder alone: people give names to accounts.
fn reading(folder: &Path, error: &io::Error) -> Error {
    Error::io(said!("local-reading", path = folder.display().to_string()), error)
}

fn odd(path: &Path) -> Error {
    let folder = beside(path).display().to_string();
    Error::new(
        Kind::Io,
        said!("local-backup-odd", folder = folder, mib = LARGEST / (1024 * 1024)),
    )
    .next(said!("local-backup-odd-next"))
}
