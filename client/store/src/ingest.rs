//! Taking content in: cut, hashed, and written so that a crash leaves only garbage.
//!
//! A block is written to a file in `tmp`, made durable, and only then renamed to its name: a file under `blocks` is
//! never half a block, whatever the power does. Blocks go in batches, since making one durable costs about the same as
//! making many: the next batch is written while the disk has the last one. The names become durable once, before the
//! CID is known.
//!
//! An add has no folder of its own: file systems look through what was just removed before they make something new, and
//! with a folder made and removed for each of many small contents that took longer than all the rest.

use crate::doing::Doing;
use std::collections::{BTreeSet, HashSet};
use std::io::{self, Write};
use std::mem;
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use cid::Cid;
use rust_unixfs::file::adder::FileAdder;
use tempfile::NamedTempFile;

use crate::chunk::adder;
use crate::files::each_in_parallel;
use crate::key::Key;
use crate::layout::Layout;
use crate::{StoreError, blocks};

/// Blocks made durable at a time: 16 MiB of content, and as many open files.
const BATCH: usize = 64;
/// Adds of this process so far.
static ADDS: AtomicU64 = AtomicU64::new(0);

/// An add under way. Dropping it removes its files; what it has published is garbage until pinned.
pub(crate) struct Ingest {
    layout: Arc<Layout>,
    /// The batch that is on its way to the disk.
    publishing: Option<Publishing>,
    /// What the names of its files in `tmp` begin with; see [`add_of`].
    prefix: String,
    adder: FileAdder,
    staged: Vec<Staged>,
    /// Keys of `staged`.
    waiting: HashSet<Key>,
    /// Folders with names that must be durable in the end.
    touched: BTreeSet<PathBuf>,
    root: Option<Cid>,
    size: u64,
    stored: u64,
}

/// A block in `tmp`. Dropped before it has its name, it is removed.
struct Staged {
    file: NamedTempFile,
    key: Key,
}

/// The add that a file in `tmp` is of.
pub(crate) fn add_of(name: &str) -> &str {
    name.rsplit_once(OF).map_or(name, |(add, _)| add)
}

/// Between an add and what tells its files from one another.
const OF: char = '.';

/// A batch that a thread makes durable and gives its names.
struct Publishing {
    /// The keys of its blocks.
    keys: HashSet<Key>,
    work: Option<JoinHandle<Result<(), StoreError>>>,
}

impl Publishing {
    /// Begins to publish a batch of these keys. Where no thread can be had it is over when this returns.
    fn begin(batch: Vec<Staged>, keys: HashSet<Key>, layout: &Arc<Layout>) -> Result<Self, StoreError> {
        let batch = Arc::new(Mutex::new(batch));
        let take = |batch: &Mutex<Vec<Staged>>| {
            mem::take(&mut *batch.lock().unwrap_or_else(PoisonError::into_inner))
        };
        let (theirs, place) = (Arc::clone(&batch), Arc::clone(layout));
        let work = match thread::Builder::new().spawn(move || publish(take(&theirs), &place)) {
            Ok(work) => Some(work),
            Err(_) => {
                publish(take(&batch), layout)?;
                None
            }
        };
        Ok(Self { keys, work })
    }

    /// Waits until the batch is published.
    fn end(mut self) -> Result<(), StoreError> {
        self.work
            .take()
            .map_or(Ok(()), |work| work.join().unwrap_or(Err(StoreError::Stopped)))
    }
}

impl Drop for Publishing {
    fn drop(&mut self) {
        if let Some(work) = self.work.take() {
            // The add is given up: whether its last batch was published is nobody's concern, only that it is over.
            let _ = work.join();
        }
    }
}

/// What was taken in.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) cid: Cid,
    pub(crate) size: u64,
    pub(crate) stored: u64,
}

impl Ingest {
    /// Begins an add. The caller holds the shared lock until it is over.
    pub(crate) fn begin(layout: Arc<Layout>) -> Self {
        let number = ADDS.fetch_add(1, Ordering::Relaxed);
        Self {
            layout,
            publishing: None,
            prefix: format!("add-{}-{number}{OF}", process::id()),
            adder: adder(),
            staged: Vec::new(),
            waiting: HashSet::new(),
            touched: BTreeSet::new(),
            root: None,
            size: 0,
            stored: 0,
        }
    }

    /// Takes the next bytes. Whole chunks are taken without another copy.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let mut left = bytes;
        while !left.is_empty() {
            let (blocks, taken) = self.adder.push(left);
            let blocks: Vec<_> = blocks.collect();
            left = left.get(taken..).unwrap_or_default();
            for (cid, block) in blocks {
                self.stage(cid, &block)?;
            }
        }
        self.size = self.size.saturating_add(bytes.len() as u64);
        Ok(())
    }

    /// Ends the content. When this returns, all of it is durable.
    pub(crate) fn finish(mut self) -> Result<Taken, StoreError> {
        for (cid, block) in mem::take(&mut self.adder).finish() {
            self.stage(cid, &block)?;
        }
        self.published()?;
        publish(mem::take(&mut self.staged), &self.layout)?;
        self.layout.sync_shards(&self.layout.blocks(), &self.touched)?;
        // The adder yields the root last, and at least the leaf of an empty content.
        let cid = self.root.ok_or(StoreError::Stopped)?;
        Ok(Taken {
            cid,
            size: self.size,
            stored: self.stored,
        })
    }

    fn stage(&mut self, cid: Cid, block: &[u8]) -> Result<(), StoreError> {
        let key = Key::of_cid(&cid)?;
        self.root = Some(cid);
        self.stored = self.stored.saturating_add(block.len() as u64);
        if self.is_waiting(&key) {
            return Ok(());
        }
        // Of a block that is there, only the name may not be durable yet. One with wrong bytes is replaced.
        self.touch(&key);
        if blocks::is_filed(&self.layout, &key, block)? {
            return Ok(());
        }
        let failed = |source| self.failed(source);
        let mut file = tempfile::Builder::new()
            .prefix(&self.prefix)
            .tempfile_in(self.layout.temp())
            .map_err(failed)?;
        file.write_all(block).map_err(failed)?;
        self.waiting.insert(key);
        self.staged.push(Staged { file, key });
        if self.staged.len() >= BATCH {
            self.publish_beside()?;
        }
        Ok(())
    }

    /// Whether a block is staged, or on its way to the disk.
    fn is_waiting(&self, key: &Key) -> bool {
        let under_way = |publishing: &Publishing| publishing.keys.contains(key);
        self.waiting.contains(key) || self.publishing.as_ref().is_some_and(under_way)
    }

    /// Publishes the staged blocks while the next ones come, once the batch before is published.
    fn publish_beside(&mut self) -> Result<(), StoreError> {
        self.published()?;
        let batch = mem::take(&mut self.staged);
        let keys = mem::take(&mut self.waiting);
        self.publishing = Some(Publishing::begin(batch, keys, &self.layout)?);
        Ok(())
    }

    /// Waits for the batch that is on its way to the disk.
    fn published(&mut self) -> Result<(), StoreError> {
        self.publishing.take().map_or(Ok(()), Publishing::end)
    }

    /// What it means that a temporary file could not be written.
    fn failed(&self, source: io::Error) -> StoreError {
        failed(&self.layout, source)
    }

    /// Notes that a block's name is to be made durable.
    fn touch(&mut self, key: &Key) {
        self.touched.insert(folder(&self.layout, key));
    }
}

/// Makes staged blocks durable and gives them their names.
fn publish(staged: Vec<Staged>, layout: &Layout) -> Result<(), StoreError> {
    each_in_parallel(&staged, |staged| {
        let made = staged.file.as_file().sync_data();
        made.map_err(|source| failed(layout, source))
    })?;
    for Staged { file, key } in staged {
        layout.make_shard(&folder(layout, &key))?;
        let path = blocks::path(layout, &key);
        let named = file.persist(&path);
        named.map_err(|refused| StoreError::io(Doing::Write, &path, refused.error))?;
    }
    Ok(())
}

/// The folder of a block's file.
fn folder(layout: &Layout, key: &Key) -> PathBuf {
    let mut folder = blocks::path(layout, key);
    folder.pop();
    folder
}

/// A temporary file can't be written. The store is named: the file will be gone.
fn failed(layout: &Layout, source: io::Error) -> StoreError {
    StoreError::io(Doing::WriteTo, layout.root(), source)
}
