//! The beginning of a node that is one of a network of hospitals: its keys, and the network's specification.
//!
//! Both are made by the node's own program, which is asked here and not started to stay: it is run by whoever runs
//! services on the machine. The keys' secret halves stay in the node's folder, and never pass through here.

use crate::folders::{Folders, make};
use crate::node::{self, State, find_binary};
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_words::{Said, said};
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

/// The specification's file in the node's folder.
pub(crate) const KEPT: &str = "network.json";

/// What the specification is called in errors.
fn named() -> Said {
    said!("local-file-network")
}

/// Longest specification that is read, in bytes: it holds a runtime.
const LONGEST: u64 = 64 * 1024 * 1024;

/// What is public of a node's keys.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Keys {
    /// By which its peers know it.
    pub peer: String,
    /// What it signs blocks and votes with.
    pub keys: String,
}

/// A node that is ready to be one of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    /// Its keys.
    pub keys: Keys,
    /// The folder that it is to run on.
    pub folder: PathBuf,
    /// The network's specification.
    pub specification: PathBuf,
}

/// What a new network is to be.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// What it is called.
    pub name: String,
    /// This hospital's account, in SS58.
    pub account: String,
    /// The other hospitals of the beginning: account and keys, with `=` between.
    pub others: Vec<String>,
    /// Where this hospital's node is reached, such as `/dns/node.clinic.example/tcp/30333`: others begin with it.
    pub places: Vec<String>,
}

/// This machine's own folder for a network. Who has joined one there has the embedded node be one of it.
///
/// # Errors
/// [`Kind::Usage`] while the embedded node runs on a chain of its own; [`Kind::Io`] for folders that can't be used.
pub fn own_folder(folders: &Folders) -> Result<PathBuf> {
    folders.prepare()?;
    if node::peering(folders)?.is_none() && node::status(folders)?.state != State::Stopped {
        return Err(Error::new(Kind::Usage, said!("local-own-node-runs"))
            .next(said!("local-own-node-runs-next"))
            .advise(Advice::StopNode));
    }
    let folder = folders.network();
    make(&folder)?;
    Ok(folder)
}

/// Makes this hospital's keys in `folder`, where they are missing, and the specification of a new network, for the other
/// hospitals in `output`.
///
/// # Errors
/// [`Kind::NotFound`] without the node's program, [`Kind::Usage`] with what it refuses, [`Kind::Io`] for a file that is
/// there already or can't be written.
pub async fn begin(folder: &Path, beginning: &Beginning, output: &Path) -> Result<Ready> {
    let keys = keys(folder).await?;
    let own = format!("{}={}", beginning.account, keys.keys);
    let mut arguments: Vec<OsString> = vec!["build-spec".into(), "--name".into(), (&beginning.name).into()];
    for hospital in [&own].into_iter().chain(&beginning.others) {
        arguments.extend(["--hospital".into(), hospital.into()]);
    }
    for place in &beginning.places {
        let bootnode = format!("{}/p2p/{}", place.trim_end_matches('/'), keys.peer);
        arguments.extend(["--bootnode".into(), bootnode.into()]);
    }
    let specification = ask(&arguments).await?;
    for file in [folder.join(KEPT).as_path(), output] {
        if !files::write_new(file, &specification, named)? {
            return Err(Error::new(
                Kind::Io,
                said!("local-network-there", path = file.display().to_string()),
            )
            .next(said!("local-network-there-next")));
        }
    }
    Ok(Ready {
        keys,
        folder: folder.to_owned(),
        specification: folder.join(KEPT),
    })
}

/// Makes this hospital's keys in `folder`, where they are missing, and keeps the specification beside them.
///
/// # Errors
/// [`Kind::NotFound`] without the node's program or the file, [`Kind::Usage`] for a file that is no specification,
/// [`Kind::Io`] for what can't be written, and where another network's is kept already.
pub async fn take_up(folder: &Path, file: &Path) -> Result<Ready> {
    let text = files::read_text(file, LONGEST, named)?.ok_or_else(|| {
        Error::new(
            Kind::NotFound,
            said!("local-network-missing", path = file.display().to_string()),
        )
    })?;
    check(&text, file)?;
    let keys = keys(folder).await?;
    let kept = folder.join(KEPT);
    if !files::write_new(&kept, text.as_bytes(), named)?
        && files::read_text(&kept, LONGEST, named)?.as_ref() != Some(&text)
    {
        return Err(Error::new(
            Kind::Io,
            said!("local-network-other", path = kept.display().to_string()),
        )
        .next(said!("local-network-other-next")));
    }
    Ok(Ready {
        keys,
        folder: folder.to_owned(),
        specification: kept,
    })
}

/// Looks whether a text is the specification of a network. `file` is where it came from, for the error. What is in it the
/// node's program judges: it is the one that has to run by it.
///
/// # Errors
/// [`Kind::Usage`] for what is none.
pub fn check(text: &str, file: &Path) -> Result<()> {
    #[derive(Deserialize)]
    struct Specification {
        #[serde(rename = "genesis")]
        _genesis: serde::de::IgnoredAny,
        #[serde(rename = "protocolId")]
        _protocol: String,
    }
    serde_json::from_str::<Specification>(text)
        .map(drop)
        .map_err(|error| {
            Error::new(
                Kind::Usage,
                said!(
                    "local-network-foreign",
                    path = file.display().to_string(),
                    why = error.to_string()
                ),
            )
            .next(said!("local-network-foreign-next"))
        })
}

async fn keys(folder: &Path) -> Result<Keys> {
    let answer = ask(&["keys".into(), "--base-path".into(), folder.into()]).await?;
    answered(&answer)
}

/// What the node's program answers about its keys.
pub(crate) fn answered(answer: &[u8]) -> Result<Keys> {
    serde_json::from_slice(answer).map_err(|error| {
        Error::new(
            Kind::Internal,
            said!("local-network-no-keys", why = error.to_string()),
        )
    })
}

/// Has the node's program do something that ends, and returns what it writes.
async fn ask(arguments: &[OsString]) -> Result<Vec<u8>> {
    let program = find_binary()?;
    let output = Command::new(&program)
        .args(arguments)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| {
            Error::io(
                said!("local-starting-node", path = program.display().to_string()),
                &error,
            )
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let words = medink_core::words::shown(said.trim());
    Err(Error::new(
        Kind::Usage,
        said!("local-network-refused", words = words.into_owned()),
    ))
}
