//! The ready file: one line of JSON that the node writes, in one step, when it answers.

use medink_words::{Said, said};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::folders::Folders;
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

/// Longest file read, in bytes.
const LONGEST: u64 = 4096;

/// What the node says of itself.
pub(crate) struct Ready {
    pub(super) rpc: String,
    pub(super) genesis: [u8; 32],
    pub(super) pid: u32,
}

/// As it is written. The node may say more one day.
#[derive(Deserialize)]
struct Line {
    rpc: String,
    genesis: String,
    pid: u32,
}

pub(super) fn path(folders: &Folders) -> PathBuf {
    folders.run().join("node.ready")
}

/// Reads it; `None` if it is not there.
pub(super) fn read(folders: &Folders) -> Result<Option<Ready>> {
    let path = path(folders);
    match files::read_text(&path, LONGEST, || said!("local-file-ready"))? {
        Some(text) => parse(&text, &path).map(Some),
        None => Ok(None),
    }
}

/// Takes it out of the text of the file.
pub(crate) fn parse(text: &str, path: &Path) -> Result<Ready> {
    let damaged = |what: Said| {
        let what = said!(
            "local-ready-damaged",
            path = path.display().to_string(),
            what = what
        );
        Error::new(Kind::Damaged, what)
            .next(said!("local-ready-damaged-next"))
            .advise(Advice::RestartNode)
    };
    let line: Line = serde_json::from_str(text).map_err(|_| damaged(said!("local-ready-foreign")))?;
    if !line.rpc.starts_with("ws://") {
        return Err(damaged(said!("local-ready-no-address")));
    }
    let mut genesis = [0u8; 32];
    hex::decode_to_slice(line.genesis.strip_prefix("0x").unwrap_or_default(), &mut genesis)
        .map_err(|_| damaged(said!("local-ready-no-genesis")))?;
    Ok(Ready {
        rpc: line.rpc,
        genesis,
        pid: line.pid,
    })
}
