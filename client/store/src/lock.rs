//! Who may work in the folder at the same time, across processes.
//!
//! Adding, pinning and reading share; collecting garbage is alone. The lock is the operating system's on
//! the marker file, so it ends with the process that holds it, however that ends. It protects blocks from
//! collection and nothing else: those who share it need no protection from each other.

use crate::doing::Doing;
use std::fs::{File, OpenOptions, TryLockError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::StoreError;
use crate::layout::Layout;

/// How long an add, a pin or a reader waits for a collection to end.
const SHARED_WAIT: Duration = Duration::from_secs(120);
/// How long a collection waits for those.
const ALONE_WAIT: Duration = Duration::from_secs(10);
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// The lock, until dropped.
#[derive(Debug)]
pub(crate) struct Guard(#[expect(dead_code, reason = "closing the file unlocks it")] File);

/// Locks against collection.
pub(crate) async fn shared(layout: &Layout, doing: Doing) -> Result<Guard, StoreError> {
    // For reading, so that a store that can't be written can be read.
    wait(
        layout,
        doing,
        OpenOptions::new().read(true),
        SHARED_WAIT,
        File::try_lock_shared,
    )
    .await
}

/// Locks against everybody.
pub(crate) async fn alone(layout: &Layout, doing: Doing) -> Result<Guard, StoreError> {
    // For writing as well: network file systems want that for this kind of lock.
    wait(
        layout,
        doing,
        OpenOptions::new().read(true).append(true),
        ALONE_WAIT,
        File::try_lock,
    )
    .await
}

/// Tries until it gets the lock or the time is over. Each call has a file handle of its own, so that the
/// lock also holds between tasks of one process; and it tries rather than blocks, so that it can be dropped.
async fn wait(
    layout: &Layout,
    doing: Doing,
    open: &OpenOptions,
    limit: Duration,
    lock: fn(&File) -> Result<(), TryLockError>,
) -> Result<Guard, StoreError> {
    let path = layout.marker();
    let file = open
        .open(&path)
        .map_err(|source| StoreError::io(Doing::Open, &path, source))?;
    let end = Instant::now() + limit;
    loop {
        match lock(&file) {
            Ok(()) => return Ok(Guard(file)),
            Err(TryLockError::Error(source)) => return Err(StoreError::io(Doing::Lock, &path, source)),
            Err(TryLockError::WouldBlock) if Instant::now() >= end => {
                return Err(StoreError::Busy {
                    place: layout.place(),
                    doing,
                    seconds: limit.as_secs(),
                });
            }
            Err(TryLockError::WouldBlock) => sleep(PAUSE).await,
        }
    }
}
