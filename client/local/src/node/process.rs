//! The node's process: whether it lives, how it ends, and whose turn it is to start or stop it.

use medink_words::said;
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::time::sleep;

use super::folder;
use crate::folders::Folders;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;

/// Between two looks.
pub(super) const PAUSE: Duration = Duration::from_millis(50);
/// How long to wait while another program starts or stops the node: longer than either takes.
const TURN_WITHIN: Duration = Duration::from_secs(45);
/// How long the system may take to end a killed process.
const KILL_WITHIN: Duration = Duration::from_secs(5);

/// The process that holds the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Holder {
    pub(super) pid: u32,
    /// When it took the chain.
    pub(super) since: SystemTime,
}

/// The process that holds the lock on the chain's folder, if one does.
///
/// The node keeps `node.lock` in its base path: its process number, and an advisory lock.
pub(super) fn holder(folders: &Folders) -> Result<Option<Holder>> {
    let path = folder(folders)?.join("node.lock");
    let failed = |error: io::Error| {
        Error::io(
            said!("local-node-lock", path = path.display().to_string()),
            &error,
        )
    };
    let file = match File::open(&path) {
        Ok(file) => file,
        // Below a file there is none either; making the folder says what is in its way.
        Err(error) if is_nowhere(&error) => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let number = io::read_to_string(&file).map_err(failed)?;
    let Some(pid) = number.trim().parse().ok().filter(|pid| exists(*pid)) else {
        return Ok(None);
    };
    // Its number may belong to another process by now, the lock can't. It is tried last, and shared: a node that
    // starts at this very moment should not find it taken by somebody who only looks.
    match file.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => {
            let since = file
                .metadata()
                .and_then(|about| about.modified())
                .map_err(failed)?;
            Ok(Some(Holder { pid, since }))
        }
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The process's number as the system takes it. Those below 2 are no process of ours: 0 and negative numbers
/// would mean whole groups of them.
fn process(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().filter(|pid| *pid > 1).map(Pid::from_raw)
}

fn exists(pid: u32) -> bool {
    process(pid).is_some_and(|pid| kill(pid, None) != Err(Errno::ESRCH))
}

/// Stops the process that holds the chain: asks it, and kills it after `within`. How long it took, and whether it
/// was killed.
pub(super) async fn stop(folders: &Folders, pid: u32, within: Duration) -> Result<(Duration, bool)> {
    let begun = Instant::now();
    terminate(pid)?;
    if gone(folders, pid, within).await? {
        return Ok((begun.elapsed(), false));
    }
    signal(pid, Signal::SIGKILL)?;
    if gone(folders, pid, KILL_WITHIN).await? {
        return Ok((begun.elapsed(), true));
    }
    Err(Error::new(Kind::Io, said!("local-node-wont-stop", pid = pid))
        .next(said!("local-node-wont-stop-next")))
}

/// Asks a process to end.
pub(super) fn terminate(pid: u32) -> Result<()> {
    signal(pid, Signal::SIGTERM)
}

fn signal(pid: u32, signal: Signal) -> Result<()> {
    let Some(process) = process(pid) else {
        return Ok(());
    };
    match kill(process, signal) {
        // It ended by itself meanwhile.
        Ok(()) | Err(Errno::ESRCH) => Ok(()),
        Err(error) => Err(Error::io(said!("local-stopping-node", pid = pid), &error.into())
            .next(said!("local-stopping-node-next"))),
    }
}

/// Waits until the process no longer holds the chain; `false` if it still does after `within`.
async fn gone(folders: &Folders, pid: u32, within: Duration) -> Result<bool> {
    let end = Instant::now() + within;
    while holder(folders)?.is_some_and(|holder| holder.pid == pid) {
        if Instant::now() >= end {
            return Ok(false);
        }
        sleep(PAUSE).await;
    }
    Ok(true)
}

/// The right to start or stop the node, until dropped. One program at a time has it.
pub(super) struct Turn {
    _file: File,
}

/// Waits for the turn.
pub(super) async fn turn(folders: &Folders) -> Result<Turn> {
    let path = folders.run().join("node.turn");
    let failed =
        |error: io::Error| Error::io(said!("local-locking", path = path.display().to_string()), &error);
    let file = files::lock_file(&path).map_err(failed)?;
    let end = Instant::now() + TURN_WITHIN;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Turn { _file: file }),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
            Err(TryLockError::WouldBlock) if Instant::now() >= end => {
                let what = said!("local-node-busy");
                return Err(Error::new(Kind::Unreachable, what).next(said!("local-node-busy-next")));
            }
            Err(TryLockError::WouldBlock) => sleep(PAUSE).await,
        }
    }
}

fn is_nowhere(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Bytes that a folder takes on the disk; 0 if it is not there. Files may come and go meanwhile.
pub(super) fn disk_usage(folder: &Path) -> io::Result<u64> {
    let entries = match fs::read_dir(folder) {
        Err(error) if is_nowhere(&error) => return Ok(0),
        other => other?,
    };
    let mut bytes = 0u64;
    for entry in entries {
        let entry = entry?;
        let about = match entry.metadata() {
            Err(error) if is_nowhere(&error) => continue,
            other => other?,
        };
        // Blocks of 512 bytes, whatever the disk's own: databases leave holes in their files.
        let own = about.blocks().saturating_mul(512);
        let below = if about.is_dir() {
            disk_usage(&entry.path())?
        } else {
            0
        };
        bytes = bytes.saturating_add(own).saturating_add(below);
    }
    Ok(bytes)
}
