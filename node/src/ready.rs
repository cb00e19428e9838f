//! Tells whoever started the node that it answers, and where.

use crate::error::NodeError;
use sp_core::H256;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process,
};

/// The line for programs: one JSON object, and a line feed. It names the `peer`
/// that the node is, on a network.
pub fn line(url: &str, genesis: H256, peer: Option<&str>) -> String {
    let mut ready = serde_json::json!({
        "ready": true,
        "rpc": url,
        "genesis": format!("{genesis:?}"),
        "pid": process::id(),
    });
    if let Some(peer) = peer {
        ready["peer"] = peer.into();
    }
    format!("{ready}\n")
}

/// Writes the line to standard output. A reader who has gone does not stop the
/// node.
pub fn print(line: &str) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(line.as_bytes()).and_then(|()| out.flush()) {
        log::warn!(target: "medink", "nobody reads the ready line: {error}");
    }
}

/// A file that holds the line while the node runs.
pub struct ReadyFile(PathBuf);

impl ReadyFile {
    /// Writes `line` to `path`, in one step: a reader finds all of it or
    /// nothing.
    ///
    /// # Errors
    /// [`NodeError::ReadyFile`] with what the system said.
    pub fn write(path: &Path, line: &str) -> Result<Self, NodeError> {
        let written = || {
            let folder = match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(line.as_bytes())?;
            file.persist(path)?;
            Ok(())
        };
        written().map_err(|source| NodeError::ReadyFile {
            path: path.to_path_buf(),
            source,
        })?;
        Ok(Self(path.to_path_buf()))
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0) {
            log::warn!(target: "medink", "{} stays behind: {error}", self.0.display());
        }
    }
}
