//! The embedded node: `medink-node` as a process of its own, on this machine, for this user.
//!
//! It keeps its chain in the data folder, or that of a network which this machine has joined, listens on loopback only, and
//! goes on when the program that started it ends. Whether it runs is asked of the lock that it holds on its chain, never of
//! a number in a file: a lock ends with its process, however that ended, and a reboot leaves none behind.
//!
//! Nothing in here talks to the chain; the log that it keeps is the node's own.

use medink_words::said;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::folders::Folders;
use medink_core::error::{Error, Result};
use medink_core::files;

mod binary;
pub(crate) mod joined;
mod log;
mod port;
mod process;
pub(crate) mod ready;
mod start;

pub use binary::find as find_binary;
pub use joined::{Peering, folder, peering};
pub use start::{Up, UpOptions, up};

/// How long the node may take to stop when asked to.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// A node that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Its WebSocket address.
    pub rpc: String,
    /// The genesis hash of its chain.
    pub genesis: [u8; 32],
    /// Its process.
    pub pid: u32,
    /// When it started.
    pub since: SystemTime,
}

impl Node {
    /// How long it has been running; zero if the clock was set back since.
    pub fn uptime(&self) -> Duration {
        self.since.elapsed().unwrap_or_default()
    }
}

/// What the embedded node is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There is none.
    Stopped,
    /// Its process is there and does not answer: it is starting or stopping.
    Starting {
        /// Its process.
        pid: u32,
    },
    /// It answers.
    Running(Node),
}

/// How it is with the embedded node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it is doing.
    pub state: State,
    /// Bytes that its chain takes on the disk.
    pub chain_bytes: u64,
    /// Where it logs to.
    pub log: PathBuf,
    /// How it is one of a network; none where its chain is its own.
    pub network: Option<Peering>,
}

/// What stopping did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Down {
    /// Nothing: no node was running.
    NotRunning,
    /// It stopped as asked.
    Stopped {
        /// Its process.
        pid: u32,
        /// How long it took.
        took: Duration,
    },
    /// It did not stop in 10 seconds and was killed. The chain outlives this, but for blocks of its last moments.
    Killed {
        /// Its process.
        pid: u32,
        /// How long it took.
        took: Duration,
    },
}

/// Looks at the embedded node. Creates nothing, starts nothing.
///
/// # Errors
/// [`medink_core::Kind::Io`] if its folders can't be read, [`medink_core::Kind::Damaged`] for a ready file that is none.
pub fn status(folders: &Folders) -> Result<Status> {
    let chain = folder(folders)?;
    let chain_bytes = process::disk_usage(&chain).map_err(|error| {
        Error::io(
            said!("local-measuring", path = chain.display().to_string()),
            &error,
        )
    })?;
    Ok(Status {
        state: state(folders)?,
        chain_bytes,
        log: log::path(folders),
        network: peering(folders)?,
    })
}

/// Stops the embedded node: asks, waits 10 seconds, then kills.
///
/// # Errors
/// [`medink_core::Kind::Io`] if it can't be stopped; [`medink_core::Kind::Unreachable`] if another `up` or `down` does not finish.
pub async fn down(folders: &Folders) -> Result<Down> {
    // Without the folder, nobody is starting one either.
    let _turn = match folders.run().is_dir() {
        true => Some(process::turn(folders).await?),
        false => None,
    };
    let Some(holder) = process::holder(folders)? else {
        forget(folders)?;
        return Ok(Down::NotRunning);
    };
    let (took, killed) = process::stop(folders, holder.pid, STOP_WITHIN).await?;
    forget(folders)?;
    let pid = holder.pid;
    tracing::info!(pid, killed, "the node has stopped");
    Ok(if killed {
        Down::Killed { pid, took }
    } else {
        Down::Stopped { pid, took }
    })
}

/// What the node is doing.
fn state(folders: &Folders) -> Result<State> {
    let Some(holder) = process::holder(folders)? else {
        return Ok(State::Stopped);
    };
    Ok(match ready::read(folders)? {
        Some(line) if line.pid == holder.pid => State::Running(Node {
            rpc: line.rpc,
            genesis: line.genesis,
            pid: line.pid,
            since: holder.since,
        }),
        // Of a node that was killed: this one has not written its own yet.
        _ => State::Starting { pid: holder.pid },
    })
}

/// Removes the ready file of a node that is no more. A node that stops by itself removes it, a killed one can't.
fn forget(folders: &Folders) -> Result<()> {
    let path = ready::path(folders);
    files::remove(&path)
        .map_err(|error| Error::io(said!("local-removing", path = path.display().to_string()), &error))
}

#[cfg(test)]
mod tests;
