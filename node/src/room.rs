//! Whether the disk has room for what the node writes.
//!
//! The database writes through memory maps of files with holes, and an error of
//! its background threads stays for good: on a full disk the one ends the
//! process by a signal, the other leaves a node that makes no block ever again.
//! So it is never let come to that. The node writes nothing new unless the disk
//! has a reserve left besides what the database has yet to put in its place.
//! Half of the reserve is taken ahead for the end of the database's log, so that
//! a block that was accepted can be logged even where another program takes the
//! rest of the disk at that very moment. This module looks, takes ahead, and
//! tells whoever asks; it changes no file's content, and deletes nothing to make
//! room.

use crate::error::NodeError;
use rustix::{fs::FallocateFlags, io::Errno};
use serde::Serialize;
use std::{
    fmt,
    fs::{self, OpenOptions},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};
use tokio::sync::watch;

const MIB: u64 = 1024 * 1024;

/// Between two looks where nobody asks.
const LOOK: Duration = Duration::from_secs(1);

/// How long a look is good for: a batch of thousands need not look for each of
/// its transactions.
const FRESH: Duration = Duration::from_millis(50);

/// What a byte in the database's log may take when it is put in its place. A key
/// takes a hundred bytes or more of the log, and fills a hole of 4 KiB in an
/// index wherever it is the first there.
const SPREAD: u64 = 32;

/// What all holes of the indices can take: 32 MiB for each column that blocks
/// write to.
const HOLES: u64 = 192 * MIB;

/// What closing the database may take besides: what it counts of itself.
const TIDYING: u64 = MIB;

/// The room on the disk of a chain. Cloning it shares it.
#[derive(Clone)]
pub struct Room(Option<Arc<Disk>>);

struct Disk {
    /// The folder of the chain, and in it the database's.
    folder: PathBuf,
    database: PathBuf,
    reserve: u64,
    when_full: WhenFull,
    last: Mutex<Option<(Instant, Look)>>,
    writable: watch::Sender<bool>,
}

/// What the node does when there is no more room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFull {
    /// It answers, writes nothing, and goes on when there is room again.
    Waits,
    /// It stops: a network's blocks would come all the same.
    Stops,
}

/// What a look has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    /// Whether the node writes.
    pub writable: bool,
    /// Bytes that are free; none where the chain is in memory.
    pub free: Option<u64>,
    /// Bytes that have to be free for it to write.
    pub needed: u64,
}

impl Room {
    /// Of a chain that is kept in memory: always enough.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// On the disk of `folder`, whose database is in `database`. `reserve` is in
    /// MiB.
    ///
    /// # Errors
    /// [`NodeError::NoRoom`] where there is not enough to start;
    /// [`NodeError::DataFolder`] if the disk can't be asked.
    pub fn open(
        folder: &Path,
        database: PathBuf,
        reserve: u64,
        when_full: WhenFull,
    ) -> Result<Self, NodeError> {
        let unusable = |source| NodeError::DataFolder {
            path: folder.to_path_buf(),
            source,
        };
        let reserve = reserve.saturating_mul(MIB);
        let free = free(folder).map_err(unusable)?;
        let logs = Logs::of(&database).map_err(unusable)?;
        let needed = needed(reserve, &logs);
        if free < needed {
            return Err(NodeError::NoRoom {
                path: folder.to_path_buf(),
                free: Bytes(free),
                needed: Bytes(needed),
            });
        }
        Ok(Self(Some(Arc::new(Disk {
            folder: folder.to_path_buf(),
            database,
            reserve,
            when_full,
            last: Mutex::new(None),
            writable: watch::Sender::new(true),
        }))))
    }

    /// How it is now, or was a moment ago.
    pub fn look(&self) -> Look {
        match &self.0 {
            Some(disk) => disk.look(),
            None => Look {
                writable: true,
                free: None,
                needed: 0,
            },
        }
    }

    /// Why nothing is written, and what to do, for those who may not learn where.
    pub fn words(&self, look: Look) -> String {
        let when_full = self.0.as_ref().map_or(WhenFull::Waits, |disk| disk.when_full);
        words(look, when_full)
    }

    /// Returns when there is room.
    pub async fn enough(&self) {
        let Some(disk) = &self.0 else { return };
        let mut writable = disk.writable.subscribe();
        while !self.look().writable {
            // It ends only with the disk that is borrowed here.
            let _ = writable.changed().await;
        }
    }

    /// Returns when there is no more room, with what to tell about it.
    pub async fn gone(&self) -> NodeError {
        let Some(disk) = &self.0 else {
            return std::future::pending().await;
        };
        let mut writable = disk.writable.subscribe();
        loop {
            let look = self.look();
            if !look.writable {
                return NodeError::Full {
                    path: disk.folder.clone(),
                    free: Bytes(look.free.unwrap_or_default()),
                    needed: Bytes(look.needed),
                };
            }
            // It ends only with the disk that is borrowed here.
            let _ = writable.changed().await;
        }
    }

    /// Looks for ever, once a second. Ends when `database` says, as there is
    /// room again, that it takes no more writes.
    pub async fn watch<E: fmt::Display>(self, database: impl Fn() -> Result<(), E>) {
        let mut before = self.look().writable;
        loop {
            tokio::time::sleep(LOOK).await;
            let now = self.look().writable;
            if now && !before {
                if let Err(error) = database() {
                    log::error!(target: "medink", "the database takes no more writes: {error}");
                    return;
                }
            }
            before = now;
        }
    }

    /// Why the database had better not be closed: closing puts in its place what
    /// is in its log, for which there is no room. The next start does the same.
    pub fn too_full_to_close(&self) -> Option<String> {
        let disk = self.0.as_ref()?;
        let (Ok(free), Ok(logs)) = (free(&disk.folder), Logs::of(&disk.database)) else {
            return None;
        };
        (free < logs.debt().saturating_add(TIDYING)).then(|| {
            format!(
                "the disk of {} has {} free, too little to tidy up the database; the next start does it, \
                 and needs room for that",
                disk.folder.display(),
                Bytes(free)
            )
        })
    }
}

impl Disk {
    fn look(&self) -> Look {
        // Nothing panics while the lock is held.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match *last {
            Some((at, look)) if at.elapsed() < FRESH => return look,
            _ => {}
        }
        let before = last.is_none_or(|(_, look)| look.writable);
        let look = self.see(before).unwrap_or_else(|error| {
            // Who can't even look can't write.
            if before {
                log::error!(target: "medink", "{} can't be looked at: {error}", self.folder.display());
            }
            Look {
                writable: false,
                free: Some(0),
                needed: self.reserve,
            }
        });
        *last = Some((Instant::now(), look));
        if look.writable != before {
            self.tell(look);
        }
        look
    }

    /// Looks, and takes ahead what the log may need while the node writes.
    fn see(&self, before: bool) -> io::Result<Look> {
        let logs = Logs::of(&self.database)?;
        let look = judge(
            before,
            free(&self.folder)?,
            needed(self.reserve, &logs),
            self.reserve,
        );
        match logs.last {
            Some(log) if look.writable && !log.take_ahead(self.reserve / 2)? => Ok(Look {
                writable: false,
                ..look
            }),
            _ => Ok(look),
        }
    }

    fn tell(&self, look: Look) {
        self.writable.send_replace(look.writable);
        let folder = self.folder.display();
        if look.writable {
            log::warn!(target: "medink", "the disk of {folder} has room again: the node goes on");
        } else {
            log::error!(target: "medink", "{} Its folder is {folder}.", words(look, self.when_full));
        }
    }
}

/// Half a reserve more is needed to begin again than to go on, so that a disk on
/// the brink does not make the node stop and go.
fn judge(before: bool, free: u64, needed: u64, reserve: u64) -> Look {
    let margin = if before { 0 } else { reserve / 2 };
    let needed = needed.saturating_add(margin);
    Look {
        writable: free >= needed,
        free: Some(free),
        needed,
    }
}

/// Bytes that have to be free: the reserve but for what is taken of it already,
/// and what the database owes.
fn needed(reserve: u64, logs: &Logs) -> u64 {
    let ahead = logs.last.as_ref().map_or(0, |log| log.ahead);
    reserve.saturating_sub(ahead).saturating_add(logs.debt())
}

fn words(look: Look, when_full: WhenFull) -> String {
    let next = match when_full {
        WhenFull::Waits => "the node goes on by itself",
        WhenFull::Stops => "the node stops, and is to be started again then",
    };
    format!(
        "the node's disk is too full to write to: {} are free, {} are needed. Free some space on it; {next}.",
        Bytes(look.free.unwrap_or_default()),
        Bytes(look.needed)
    )
}

/// Bytes, as people read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.0.saturating_mul(10) / MIB;
        write!(f, "{}.{} MiB", tenths / 10, tenths % 10)
    }
}

/// Bytes that are free to this user on the disk of `folder`.
fn free(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// The database's logs.
#[derive(Default)]
struct Logs {
    /// Bytes in all of them.
    bytes: u64,
    /// The one that was written to last.
    last: Option<Log>,
}

struct Log {
    path: PathBuf,
    written: SystemTime,
    bytes: u64,
    /// Bytes of the disk that it has beyond its end.
    ahead: u64,
}

impl Logs {
    /// Those below `folder`. Files come and go meanwhile.
    fn of(folder: &Path) -> io::Result<Self> {
        let mut logs = Self::default();
        logs.find(folder)?;
        Ok(logs)
    }

    fn find(&mut self, folder: &Path) -> io::Result<()> {
        let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
        let entries = match fs::read_dir(folder) {
            Err(error) if gone(&error) => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let about = match entry.metadata() {
                Err(error) if gone(&error) => continue,
                about => about?,
            };
            if about.is_dir() {
                self.find(&entry.path())?;
            } else if is_log(&entry.file_name().to_string_lossy()) {
                self.add(Log {
                    path: entry.path(),
                    written: about.modified()?,
                    bytes: about.len(),
                    ahead: about.blocks().saturating_mul(512).saturating_sub(about.len()),
                });
            }
        }
        Ok(())
    }

    fn add(&mut self, log: Log) {
        self.bytes = self.bytes.saturating_add(log.bytes);
        if self.last.as_ref().is_none_or(|last| last.written < log.written) {
            self.last = Some(log);
        }
    }

    /// Bytes that the database may still take for what it has accepted: what is
    /// in its logs, once more in its place.
    fn debt(&self) -> u64 {
        let spread = self.bytes.saturating_mul(SPREAD).min(HOLES);
        self.bytes.saturating_add(spread)
    }
}

impl Log {
    /// Takes `wanted` bytes of the disk for what will be written at its end,
    /// where it has less than half of that. Whether there was room for it.
    fn take_ahead(&self, wanted: u64) -> io::Result<bool> {
        if self.ahead >= wanted / 2 {
            return Ok(true);
        }
        let file = match OpenOptions::new().write(true).open(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            file => file?,
        };
        match rustix::fs::fallocate(&file, FallocateFlags::KEEP_SIZE, self.bytes, wanted) {
            // A disk that can't do that is looked at, and no more.
            Ok(()) | Err(Errno::OPNOTSUPP | Errno::NOSYS) => Ok(true),
            Err(Errno::NOSPC | Errno::DQUOT) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// `log0`, `log1` and so on, as parity-db names them.
fn is_log(name: &str) -> bool {
    name.strip_prefix("log")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
