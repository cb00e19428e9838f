//! The node's port: the same one at every start, so that Polkadot.js Apps finds it again.

use medink_words::said;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use crate::folders::Folders;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

/// Where Polkadot.js Apps looks for a node of this machine. The first choice of a new data folder.
const USUAL: u16 = 9944;
/// The node chooses.
pub(super) const ANY: u16 = 0;

fn path(folders: &Folders) -> PathBuf {
    folders.run().join("node.port")
}

/// The port to start with: the one asked for; else the one of last time, or the usual one; else any.
pub(super) fn choose(folders: &Folders, asked: Option<u16>) -> Result<u16> {
    match asked {
        Some(port) if port == ANY || is_free(port) => Ok(port),
        Some(port) => {
            let what = said!("local-port-in-use", port = port);
            Err(Error::new(Kind::Usage, what).next(said!("local-port-in-use-next")))
        }
        // What the file holds is a wish: if it can't be read as a port, there is none.
        None => {
            let last = files::read_text(&path(folders), 16, || said!("local-file-port"))?;
            let port = last.and_then(|text| text.trim().parse().ok()).unwrap_or(USUAL);
            Ok(if is_free(port) { port } else { ANY })
        }
    }
}

/// Remembers the port in this address for the next start.
pub(super) fn remember(folders: &Folders, rpc: &str) -> Result<()> {
    let port = rpc
        .trim_end_matches('/')
        .rsplit(':')
        .next()
        .and_then(|port| port.parse::<u16>().ok());
    let Some(port) = port else {
        return Err(Error::new(Kind::Damaged, said!("local-no-port")));
    };
    files::write(&path(folders), port.to_string().as_bytes(), || {
        said!("local-file-port")
    })
}

/// Whether a program could listen there now.
pub(super) fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}
