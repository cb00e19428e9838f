//! A store that says in the log what it was asked, how much that was and how long it took: addresses, sizes and times,
//! and never a byte of content.

use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use tokio::io::AsyncRead;

use crate::{
    Added, Cid, Collected, ContentStore, Description, Owner, Page, PinPage, Presence, Reader, StoreError,
    Verified,
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

#[async_trait]
impl ContentStore for Logged {
    async fn add(
        &self,
        source: &mut (dyn AsyncRead + Send + Unpin),
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<Added, StoreError> {
        let work = self.store.add(source, progress);
        let added = self.told("add", None, work, |added| added.size).await?;
        tracing::debug!(store = self.name, cid = %added.cid, "added");
        Ok(added)
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
