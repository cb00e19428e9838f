//! The store in process: a folder, and any number of processes that use it at once.
//!
//! Here the pieces meet the trait: each call takes the lock it needs and does its file work on a blocking
//! thread. What the pieces do is theirs.

use crate::doing::Doing;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use cid::Cid;
use tokio::task::spawn_blocking;

use crate::content::{
    Added, Collected, ContentStore, Description, Hold, Owner, Page, PinPage, Presence, Reader, Verified,
};
use crate::files::{names, shards};
use crate::ingest::{Ingest, Taken};
use crate::key::Key;
use crate::layout::Layout;
use crate::lock::{self, Guard};
use crate::push::Adding;
use crate::reader::{ContentReader, OnDisk};
use crate::{StoreError, gc, pins, survey};

/// The store in a folder.
///
/// Blocks are files in the layout of Kubo's flatfs, references are files too. Cloning is cheap, and several
/// handles and processes may use one folder at once. All but [`open`](Self::open) need a tokio runtime.
#[derive(Debug, Clone)]
pub struct EmbeddedStore {
    layout: Arc<Layout>,
}

impl EmbeddedStore {
    /// The store in `folder`. What is absent of it is made, for the owner's eyes only; a store that is
    /// complete is only looked at, so one that can't be written can still be read.
    ///
    /// # Errors
    /// A file, a folder with other things in it (a Kubo repository too), a store of another format, and
    /// what keeps it from being made or read.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        Ok(Self {
            layout: Arc::new(Layout::open(folder.as_ref())?),
        })
    }

    /// The store's folder, absolute.
    pub fn folder(&self) -> &Path {
        self.layout.root()
    }

    /// Keeps every block and reference from being collected for as long as the value lives: for whoever copies the folder.
    ///
    /// # Errors
    /// [`StoreError::Busy`] where a collection takes too long, and what keeps the lock from being had.
    pub async fn hold(&self) -> Result<Hold, StoreError> {
        Ok(Hold::new(lock::shared(&self.layout, Doing::Reading).await?))
    }

    /// Does file work with the layout on a blocking thread.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Layout>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let layout = Arc::clone(&self.layout);
        spawn_blocking(move || work(&layout))
            .await
            .unwrap_or(Err(StoreError::Stopped))
    }

    /// The same for one content, with the shared lock held until it is done.
    async fn look<T: Send + 'static>(
        &self,
        cid: &Cid,
        doing: Doing,
        work: impl FnOnce(&Arc<Layout>, &Cid) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let guard = lock::shared(&self.layout, doing).await?;
        let cid = *cid;
        self.work(move |layout| {
            let done = work(layout, &cid);
            drop(guard);
            done
        })
        .await
    }

    async fn walk(&self, cid: &Cid) -> Result<OnDisk, StoreError> {
        let guard = lock::shared(&self.layout, Doing::Reading).await?;
        let cid = *cid;
        self.work(move |layout| OnDisk::begin(Arc::clone(layout), cid, guard))
            .await
    }
}

/// Content on its way into the folder. Keeps the lock for as long as it touches it.
struct Taking {
    ingest: Ingest,
    guard: Guard,
}

impl Adding for Taking {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.ingest.push(bytes)
    }

    fn finish(self: Box<Self>) -> Result<Added, StoreError> {
        let Self { ingest, guard } = *self;
        let Taken { cid, size, stored } = ingest.finish()?;
        Ok(Added::new(cid, size, stored, Hold::new(guard)))
    }
}

#[async_trait]
impl ContentStore for EmbeddedStore {
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError> {
        let guard = lock::shared(&self.layout, Doing::Storing).await?;
        let ingest = Ingest::begin(Arc::clone(&self.layout));
        Ok(Box::new(Taking { ingest, guard }))
    }

    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError> {
        Ok(Box::new(ContentReader::new(self.walk(cid).await?)))
    }

    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        let mut walk = self.walk(cid).await?;
        walk.narrow(offset, len)?;
        Ok(Box::new(ContentReader::new(walk)))
    }

    async fn pin(&self, cid: &Cid, owner: &Owner) -> Result<(), StoreError> {
        let owner = *owner;
        self.look(cid, Doing::Pinning, move |layout, cid| {
            survey::whole(layout, cid)?;
            pins::pin(layout, cid, &owner)
        })
        .await
    }

    async fn unpin(&self, cid: &Cid, owner: &Owner) -> Result<bool, StoreError> {
        let owner = *owner;
        self.look(cid, Doing::Unpinning, move |layout, cid| {
            pins::unpin(layout, cid, &owner)
        })
        .await
    }

    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError> {
        self.work(move |layout| pins::page(layout, page)).await
    }

    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError> {
        self.look(cid, Doing::Looking, survey::has).await
    }

    async fn has_all(&self, cids: &[Cid]) -> Result<Vec<Result<Presence, StoreError>>, StoreError> {
        let guard = lock::shared(&self.layout, Doing::Looking).await?;
        let cids = cids.to_vec();
        self.work(move |layout| {
            let found = cids.iter().map(|cid| survey::has(layout, cid)).collect();
            drop(guard);
            Ok(found)
        })
        .await
    }

    async fn size(&self, cid: &Cid) -> Result<u64, StoreError> {
        self.look(cid, Doing::Looking, survey::size).await
    }

    async fn gc(&self) -> Result<Collected, StoreError> {
        let guard = lock::alone(&self.layout, Doing::Collecting).await?;
        self.work(move |layout| {
            let done = gc::collect(layout);
            drop(guard);
            done
        })
        .await
    }

    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError> {
        self.look(cid, Doing::Verifying, survey::verify).await
    }

    /// Looks at every block's file: about a second for a million of them.
    async fn describe(&self) -> Result<Description, StoreError> {
        self.work(|layout| {
            let (mut blocks, mut bytes, mut pins) = (0, 0, 0);
            for shard in shards(&layout.blocks())? {
                let folder = layout.blocks().join(shard);
                for name in names(&folder)? {
                    if name.to_str().and_then(Key::of_file_name).is_some() {
                        blocks += 1;
                        // Collected meanwhile, perhaps: this is a status, not an account.
                        bytes += std::fs::metadata(folder.join(name)).map_or(0, |found| found.len());
                    }
                }
            }
            pins::each(layout, |_| {
                pins += 1;
                Ok(())
            })?;
            let free = fs4::available_space(layout.root()).ok();
            let place = layout.place();
            Ok(Description {
                kind: "embedded",
                place,
                version: None,
                blocks,
                bytes,
                pins,
                free,
            })
        })
        .await
    }
}
