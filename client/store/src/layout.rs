//! The store's folder: what is where in it, and making it.
//!
//! ```text
//! medink-store   the format, and the file that processes lock (see `lock`)
//! blocks/        Kubo's flatfs: SHARDING, _README, and blocks as <shard>/<multihash>.data
//! pins/          <shard>/<cid>.<owner>, empty files: a reference is there or not, whoever crashes
//! tmp/           blocks of adds that run, before they have their names
//! ```
//!
//! A folder of anybody else is never taken over: collection would remove their blocks. That goes for a
//! Kubo repository as well, whose pins are elsewhere.

use crate::doing::Doing;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::StoreError;
use crate::files::{each_in_parallel, make_folder, names, sync_folder, write_whole};

const MARKER: &str = "medink-store";
const FORMAT: &str = "medink-store 2\n";
/// Its pins did not say whose they were.
const OLDER: &str = "medink-store 1";
const SHARDING: &str = "/repo/flatfs/shard/v1/next-to-last/2\n";
/// A freshly made file system may hold this.
const LOST_FOUND: &str = "lost+found";

/// Paths of a store's folder, and which of its shards this process has made durable.
#[derive(Debug)]
pub(crate) struct Layout {
    root: PathBuf,
    durable: Mutex<HashSet<PathBuf>>,
}

impl Layout {
    /// The layout in `folder`, made where absent. Writes nothing where everything is there.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let root =
            std::path::absolute(folder).map_err(|source| StoreError::io(Doing::Open, folder, source))?;
        let layout = Self {
            root,
            durable: Mutex::default(),
        };
        layout.make_root()?;
        layout.make_marker()?;
        layout.make_parts()?;
        Ok(layout)
    }

    /// The store's folder, absolute.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The store's folder, for texts.
    pub(crate) fn place(&self) -> String {
        self.root.display().to_string()
    }

    pub(crate) fn marker(&self) -> PathBuf {
        self.root.join(MARKER)
    }

    pub(crate) fn blocks(&self) -> PathBuf {
        self.root.join("blocks")
    }

    pub(crate) fn pins(&self) -> PathBuf {
        self.root.join("pins")
    }

    pub(crate) fn temp(&self) -> PathBuf {
        self.root.join("tmp")
    }

    /// Makes the folder of a shard. Its name is durable once [`Layout::sync_shards`] has returned.
    pub(crate) fn make_shard(&self, shard: &Path) -> Result<(), StoreError> {
        if make_folder(shard)? {
            self.durable().remove(shard);
        }
        Ok(())
    }

    /// Makes durable what is called what in these shards of the folder `of`. That the shards themselves are there is made
    /// durable by each process once: no shard is ever removed.
    pub(crate) fn sync_shards<'a>(
        &self,
        of: &Path,
        shards: impl IntoIterator<Item = &'a PathBuf>,
    ) -> Result<(), StoreError> {
        let shards: Vec<&PathBuf> = shards.into_iter().collect();
        each_in_parallel(&shards, |shard| sync_folder(shard))?;
        if shards.iter().all(|shard| self.durable().contains(*shard)) {
            return Ok(());
        }
        sync_folder(of)?;
        self.durable().extend(shards.into_iter().cloned());
        Ok(())
    }

    fn durable(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        // Nothing panics while the lock is held.
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make_root(&self) -> Result<(), StoreError> {
        match fs::metadata(&self.root) {
            Ok(found) if found.is_dir() => return Ok(()),
            Ok(_) => {
                return Err(StoreError::NotAFolder {
                    path: self.root.clone(),
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(StoreError::io(Doing::Open, &self.root, source)),
        }
        let Some(parent) = self.root.parent() else {
            return Err(StoreError::NotAFolder {
                path: self.root.clone(),
            });
        };
        fs::create_dir_all(parent).map_err(|source| StoreError::io(Doing::Create, parent, source))?;
        make_folder(&self.root)?;
        sync_folder(parent)
    }

    fn make_marker(&self) -> Result<(), StoreError> {
        let path = self.marker();
        if self.format_is_right()? {
            return Ok(());
        }
        let failed = |source| StoreError::io(Doing::Write, &path, source);
        let mut file = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(&path)
            .map_err(failed)?;
        // Another process may be just as far: only one of the two writes.
        file.lock().map_err(failed)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(failed)?;
        if text != FORMAT.as_bytes() {
            file.set_len(0).map_err(failed)?;
            file.write_all(FORMAT.as_bytes()).map_err(failed)?;
            file.sync_all().map_err(failed)?;
        }
        sync_folder(&self.root)
    }

    /// Whether the marker is there and of this format; `false` if it is absent, or cut short by a crash.
    fn format_is_right(&self) -> Result<bool, StoreError> {
        let path = self.marker();
        let failed = |source| StoreError::io(Doing::Read, &path, source);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return match self.foreign()? {
                    Some(found) => Err(StoreError::Foreign {
                        path: self.root.clone(),
                        found,
                    }),
                    None => Ok(false),
                };
            }
            Err(source) => return Err(failed(source)),
        };
        let mut text = Vec::new();
        file.take(64).read_to_end(&mut text).map_err(failed)?;
        if FORMAT.as_bytes().starts_with(&text) {
            return Ok(text.len() == FORMAT.len());
        }
        match String::from_utf8_lossy(&text).trim() {
            OLDER => Err(StoreError::OldFormat {
                path: self.root.clone(),
            }),
            found => Err(StoreError::Format {
                path,
                found: found.to_owned(),
            }),
        }
    }

    /// Something in the folder that is no part of a store, if nobody has made the marker meanwhile.
    fn foreign(&self) -> Result<Option<String>, StoreError> {
        let names = names(&self.root)?;
        // Whoever makes a store makes the marker first: if any part of it is listed, the marker is there now.
        if self.marker().exists() {
            return Ok(None);
        }
        Ok(names
            .iter()
            .find(|name| *name != LOST_FOUND)
            .map(|name| name.to_string_lossy().into_owned()))
    }

    fn make_parts(&self) -> Result<(), StoreError> {
        let mut made = false;
        for folder in [self.temp(), self.blocks(), self.pins()] {
            if !folder.is_dir() {
                made |= make_folder(&folder)?;
            }
        }
        if made {
            sync_folder(&self.root)?;
        }
        let readme = self.blocks().join("_README");
        if !readme.exists() {
            write_whole(&readme, README, &self.temp())?;
        }
        let path = self.blocks().join("SHARDING");
        match fs::read(&path) {
            Ok(text) if text == SHARDING.as_bytes() => Ok(()),
            Ok(text) => {
                let found = String::from_utf8_lossy(&text).trim().chars().take(64).collect();
                Err(StoreError::Format { path, found })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                write_whole(&path, SHARDING, &self.temp())
            }
            Err(source) => Err(StoreError::io(Doing::Read, &path, source)),
        }
    }
}

/// For whoever looks into `blocks`, in the place where Kubo puts its own.
const README: &str = "\
This is a repository of IPLD blocks in the layout of Kubo's flatfs. Each block is in a single file, named
<multihash>.data, where <multihash> is the SHA2-256 multihash of its bytes in base32, upper case, without
padding. A file is in the folder named by the two characters before the last one of <multihash>
(next-to-last/2, as SHARDING says).

It belongs to a store of medink. What the blocks hold is sealed. Don't change or remove them by hand:
unpin what is no longer needed, and collect garbage.
";
