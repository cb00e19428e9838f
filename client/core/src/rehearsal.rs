//! What stands in for the store while an operation is only rehearsed ([`medink_chain::Rehearsal`]): it takes content and
//! keeps none of it, pins nothing and gives nothing up.
//!
//! A content that it "took" has a made-up address of the usual length, so that what the chain would be told is as long
//! as it would be. Once a transaction was rehearsed nothing is read any more: what is read after an access is logged
//! is not read when it was not logged.

use async_trait::async_trait;
use blake2::{Blake2b, Digest, digest::consts::U32};
use medink_chain::Rehearsal;
use medink_store::{
    Added, Adding, Cid, Collected, ContentStore, Description, Hold, Owner, Page, PinPage, Presence, Reader,
    StoreError, Verified,
};
use std::sync::Arc;

/// The front of a binary CIDv1 of raw bytes under SHA-256 (multiformats: version, codec, hash, its length).
const RAW_SHA2_256: [u8; 4] = [0x01, 0x55, 0x12, 0x20];

/// A store of which nothing is changed.
pub struct UntouchedStore {
    store: Arc<dyn ContentStore>,
    rehearsal: Arc<Rehearsal>,
}

impl UntouchedStore {
    /// In front of `store`, for as long as `rehearsal` lasts.
    pub fn new(store: Arc<dyn ContentStore>, rehearsal: Arc<Rehearsal>) -> Self {
        UntouchedStore { store, rehearsal }
    }

    fn readable(&self) -> Result<(), StoreError> {
        if !self.rehearsal.has_begun() {
            return Ok(());
        }
        self.rehearsal.end();
        Err(StoreError::Stopped)
    }
}

/// Content that is measured and not kept.
#[derive(Default)]
struct Measured {
    size: u64,
    hash: Blake2b<U32>,
}

impl Adding for Measured {
    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.hash.update(bytes);
        self.size = self.size.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Added, StoreError> {
        let bytes = [RAW_SHA2_256.as_slice(), &self.hash.finalize()].concat();
        // Bytes of this form are an address; if they were not, nothing could be rehearsed.
        let cid = Cid::try_from(bytes.as_slice()).map_err(|_| StoreError::Stopped)?;
        Ok(Added::new(cid, self.size, self.size, Hold::new(())))
    }
}

#[async_trait]
impl ContentStore for UntouchedStore {
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError> {
        Ok(Box::new(Measured::default()))
    }

    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError> {
        self.readable()?;
        self.store.read(cid).await
    }

    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        self.readable()?;
        self.store.read_range(cid, offset, len).await
    }

    async fn pin(&self, _: &Cid, _: &Owner) -> Result<(), StoreError> {
        Ok(())
    }

    async fn unpin(&self, _: &Cid, _: &Owner) -> Result<bool, StoreError> {
        Ok(false)
    }

    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError> {
        self.store.pinned(page).await
    }

    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError> {
        self.store.has(cid).await
    }

    async fn has_all(&self, cids: &[Cid]) -> Result<Vec<Result<Presence, StoreError>>, StoreError> {
        self.store.has_all(cids).await
    }

    async fn size(&self, cid: &Cid) -> Result<u64, StoreError> {
        self.store.size(cid).await
    }

    async fn gc(&self) -> Result<Collected, StoreError> {
        Ok(Collected::default())
    }

    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError> {
        self.store.verify(cid).await
    }

    async fn describe(&self) -> Result<Description, StoreError> {
        self.store.describe().await
    }
}
