//! The beginning of a node that is one of a network of hospitals: its keys, and the network's specification.
//!
//! Both are made by the node's own program, which is asked here and not started to stay: it is run by whoever runs
//! services on the machine. The keys' secret halves stay in the node's folder, and never pass through here.

use crate::node::find_binary;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::process::Command;

/// The specification's file in the node's folder.
const KEPT: &str = "network.json";

/// What the specification is called in errors.
const WHAT: &str = "the network's specification";

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
        if !files::write_new(file, &specification, WHAT)? {
            return Err(
                Error::new(Kind::Io, format!("{} is there already", file.display())).next(
                    "A network has one specification for ever. If that one is needed no more, remove it; else name another \
                     file or folder.",
                ),
            );
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
    let text = files::read_text(file, LONGEST, WHAT)?
        .ok_or_else(|| Error::new(Kind::NotFound, format!("there is no {}", file.display())))?;
    #[derive(Deserialize)]
    struct Specification {
        #[serde(rename = "genesis")]
        _genesis: serde::de::IgnoredAny,
        #[serde(rename = "protocolId")]
        _protocol: String,
    }
    serde_json::from_str::<Specification>(&text).map_err(|error| {
        Error::new(
            Kind::Usage,
            format!("{} is no specification of a network: {error}", file.display()),
        )
        .next("Ask a hospital of the network for its file.")
    })?;
    let keys = keys(folder).await?;
    let kept = folder.join(KEPT);
    if !files::write_new(&kept, text.as_bytes(), WHAT)?
        && files::read_text(&kept, LONGEST, WHAT)?.as_ref() != Some(&text)
    {
        return Err(Error::new(
            Kind::Io,
            format!("another network's specification is kept in {}", kept.display()),
        )
        .next("One machine's folder holds one network; use another folder for another."));
    }
    Ok(Ready {
        keys,
        folder: folder.to_owned(),
        specification: kept,
    })
}

async fn keys(folder: &Path) -> Result<Keys> {
    let answer = ask(&["keys".into(), "--base-path".into(), folder.into()]).await?;
    serde_json::from_slice(&answer).map_err(|error| {
        Error::new(
            Kind::Internal,
            format!("the node's program tells no keys: {error}"),
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
        .map_err(|error| Error::io(format!("starting {}", program.display()), &error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let words = medink_core::words::shown(&said);
    Err(Error::new(
        Kind::Usage,
        format!("the node's program refuses: {}", words.trim()),
    ))
}
