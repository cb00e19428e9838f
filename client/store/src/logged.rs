//! A store that says in the log what it was asked, how much that was and how long it took: addresses, sizes and times,
//! and never a byte of content.

use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;

use crate::{
    Added, Adding, Cid, Collected, ContentStore, Description, Owner, Page, PinPage, Presence, Reader,
    StoreError, Verified,
};

/// Another store, with a log. Everything it does is the other's.
pub struct Logged {
    name: String,
    store: Arc<dyn ContentStore>,
}

impl Logged {
    /// `name` is what the log calls it by: no user, password or token.
    pub fn new(name: String, store: Arc<dyn ContentStore>) -> Self {
        Logged { name, store }
    }

    async fn told<T>(
        &self,
        asked: &'static str,
        cid: Option<&Cid>,
        work: impl Future<Output = Result<T, StoreError>>,
        size: impl FnOnce(&T) -> u64,
    ) -> Result<T, StoreError> {
        let begun = Instant::now();
        let done = work.await;
        let took = begun.elapsed();
        let (store, cid) = (self.name.as_str(), cid.map(tracing::field::display));
        match &done {
            Ok(value) => tracing::debug!(store, asked, cid, bytes = size(value), ?took, "asked the store"),
            Err(_) => tracing::debug!(store, asked, cid, ?took, "the store failed"),
        }
        done
    }
}

/// Content on its way, with a log of its end.
struct Told {
    name: String,
    begun: Instant,
    adding: Box<dyn Adding>,
}

impl Adding for Told {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.adding.write(bytes)
    }

    fn finish(self: Box<Self>) -> Result<Added, StoreError> {
        let Self { name, begun, adding } = *self;
        let done = adding.finish();
        let (store, took) = (name.as_str(), begun.elapsed());
        match &done {
            Ok(added) => {
                tracing::debug!(store, asked = "add", cid = %added.cid, bytes = added.size, ?took, "asked the store")
            }
            Err(_) => tracing::debug!(store, asked = "add", ?took, "the store failed"),
        }
        done
    }
}

#[async_trait]
impl ContentStore for Logged {
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError> {
        let adding = self.told("begin", None, self.store.begin(), |_| 0).await?;
        Ok(Box::new(Told {
            name: self.name.clone(),
            begun: Instant::now(),
            adding,
        }))
    }

    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError> {
        self.told("read", Some(cid), self.store.read(cid), |_| 0).await
    }

    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        let work = self.store.read_range(cid, offset, len);
        self.told("read a range", Some(cid), work, |_| len).await
    }

    async fn pin(&self, cid: &Cid, owner: &Owner) -> Result<(), StoreError> {
        self.told("pin", Some(cid), self.store.pin(cid, owner), |()| 0)
            .await
    }

    async fn unpin(&self, cid: &Cid, owner: &Owner) -> Result<bool, StoreError> {
        self.told("unpin", Some(cid), self.store.unpin(cid, owner), |_| 0)
            .await
    }

    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError> {
        self.told("pinned", None, self.store.pinned(page), |_| 0).await
    }

    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError> {
        self.told("has", Some(cid), self.store.has(cid), |_| 0).await
    }

    async fn has_all(&self, cids: &[Cid]) -> Result<Vec<Result<Presence, StoreError>>, StoreError> {
        let many = u64::try_from(cids.len()).unwrap_or(u64::MAX);
        tracing::debug!(store = self.name, many, "asked for many");
        self.told("has", None, self.store.has_all(cids), |_| 0).await
    }

    async fn size(&self, cid: &Cid) -> Result<u64, StoreError> {
        self.told("size", Some(cid), self.store.size(cid), |size| *size)
            .await
    }

    async fn gc(&self) -> Result<Collected, StoreError> {
        self.told("gc", None, self.store.gc(), |done| done.bytes).await
    }

    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError> {
        self.told("verify", Some(cid), self.store.verify(cid), |done| done.bytes)
            .await
    }

    async fn describe(&self) -> Result<Description, StoreError> {
        self.told("describe", None, self.store.describe(), |about| about.bytes)
            .await
    }
}
