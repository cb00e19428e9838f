//! Which chain the embedded node keeps: one of this machine's own, or that of a network which this machine has joined.
//!
//! A machine that has a network's specification in its folder is one of that network, and how it is one is remembered
//! from one start to the next: a validator that came back as a mere follower would miss its turns and tell nobody.

use super::UpOptions;
use crate::folders::{Folders, elsewhere};
use crate::network::KEPT;
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_words::{Said, said};
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Longest file read, in bytes.
const LONGEST: u64 = 256;

/// Where peers are answered, unless another port was asked for.
const USUAL_PORT: u16 = 30_333;

/// How the node is one of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Peering {
    /// Whether it makes blocks and votes, as soon as the hospitals have admitted its owner; if not, it follows.
    pub validator: bool,
    /// The port that its peers are answered on.
    pub port: u16,
}

impl Default for Peering {
    fn default() -> Self {
        Peering {
            validator: false,
            port: USUAL_PORT,
        }
    }
}

fn path(folders: &Folders) -> PathBuf {
    folders.run().join("node.network")
}

fn named() -> Said {
    said!("local-file-peering")
}

/// The specification of the network that this machine has joined, if it has.
fn specification(folders: &Folders) -> Result<Option<PathBuf>> {
    let path = folders.network().join(KEPT);
    let there = path.try_exists().map_err(|error| {
        Error::io(said!("local-reading", path = path.display().to_string()), &error).next(elsewhere())
    })?;
    Ok(there.then_some(path))
}

/// The folder of the node's chain.
///
/// # Errors
/// [`Kind::Io`] for a folder that can't be looked into.
pub fn folder(folders: &Folders) -> Result<PathBuf> {
    Ok(match specification(folders)? {
        Some(_) => folders.network(),
        None => folders.node(),
    })
}

/// How the node is one of a network; none where this machine has joined none.
///
/// # Errors
/// [`Kind::Io`] for a file that can't be read, [`Kind::Damaged`] for one that holds something else.
pub fn peering(folders: &Folders) -> Result<Option<Peering>> {
    if specification(folders)?.is_none() {
        return Ok(None);
    }
    let path = path(folders);
    match files::read_text(&path, LONGEST, named)? {
        Some(text) => parse(&text, &path).map(Some),
        None => Ok(Some(Peering::default())),
    }
}

/// Takes it out of the text of the file.
pub(crate) fn parse(text: &str, path: &Path) -> Result<Peering> {
    serde_json::from_str(text).map_err(|_| {
        let path = path.display().to_string();
        Error::new(Kind::Damaged, said!("local-peering-damaged", path = path))
            .next(said!("local-peering-damaged-next"))
    })
}

/// The same with what is asked for in its place.
pub(super) fn asked(folders: &Folders, options: &UpOptions) -> Result<Option<Peering>> {
    match peering(folders)? {
        Some(last) => Ok(Some(Peering {
            validator: options.validator.unwrap_or(last.validator),
            port: options.peer_port.unwrap_or(last.port),
        })),
        None if options.validator.is_some() || options.peer_port.is_some() => {
            Err(Error::new(Kind::Usage, said!("local-joined-none"))
                .next(said!("local-joined-none-next"))
                .advise(Advice::JoinNetwork))
        }
        None => Ok(None),
    }
}

/// Refuses to take a node that runs for one that was asked for otherwise.
pub(super) fn fits(folders: &Folders, options: &UpOptions) -> Result<()> {
    if asked(folders, options)? == peering(folders)? {
        return Ok(());
    }
    Err(Error::new(Kind::Usage, said!("local-node-keeps-part"))
        .next(said!("local-node-keeps-part-next"))
        .advise(Advice::RestartNode))
}

/// Remembers it for the next start.
pub(super) fn remember(folders: &Folders, peering: Peering) -> Result<()> {
    let Peering { validator, port } = peering;
    let text = format!(r#"{{"validator":{validator},"port":{port}}}"#);
    files::write(&path(folders), text.as_bytes(), named)
}

/// What the node's program is told of it.
pub(super) fn arguments(folders: &Folders, peering: Option<Peering>) -> Result<Vec<OsString>> {
    let (Some(specification), Some(Peering { validator, port })) = (specification(folders)?, peering) else {
        return Ok(Vec::new());
    };
    let mut arguments: Vec<OsString> = vec![
        "--chain".into(),
        specification.into(),
        "--port".into(),
        port.to_string().into(),
    ];
    if validator {
        arguments.push("--validator".into());
    }
    Ok(arguments)
}
