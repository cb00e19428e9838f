//! A daemon's store as every other: what each call asks of the daemon, and what is made of its answers.

use crate::doing::Doing;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cid::Cid;
use tokio::time::timeout;

use super::adding::OnItsWay;
use super::client::Refusal;
use super::reference::Reference;
use super::{KuboStore, look, rpc};
use crate::content::{
    Collected, ContentStore, Description, MAX_PAGE, Owner, Page, PinPage, Presence, Reader, Verified,
};
use crate::key::{Key, RAW, shard};
use crate::push::Adding;
use crate::reader::ContentReader;
use crate::{StoreError, tree};

/// How long a collection waits for adds and reads in this process.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(10);
/// What a daemon looks through at least in a second, in bytes, when it says how much of a content it has.
const LOOKED_THROUGH: u64 = 10 * 1024 * 1024;

#[async_trait]
impl ContentStore for KuboStore {
    async fn begin(&self) -> Result<Box<dyn Adding>, StoreError> {
        self.version().await?;
        let hold = self.hold(Doing::Storing).await?;
        Ok(Box::new(OnItsWay::begin(Arc::clone(&self.client), hold)))
    }

    async fn read(&self, cid: &Cid) -> Result<Reader, StoreError> {
        Ok(Box::new(ContentReader::new(self.walk(cid).await?)))
    }

    async fn read_range(&self, cid: &Cid, offset: u64, len: u64) -> Result<Reader, StoreError> {
        let mut leaves = self.walk(cid).await?;
        leaves.walk.narrow(offset, len)?;
        Ok(Box::new(ContentReader::new(leaves)))
    }

    async fn pin(&self, cid: &Cid, owner: &Owner) -> Result<(), StoreError> {
        self.whole(cid).await?;
        let reference = Reference::new(cid, owner);
        let made = self.refer(&reference).await;
        made.map_err(|refusal| self.client.error(Doing::Pinning, refusal))?;
        // Another process may have collected it since it was looked at. From here on nobody can.
        match self.whole(cid).await {
            Err(error) if error.is_of_content() => {
                self.forget(&reference).await?;
                Err(error)
            }
            looked => looked,
        }
    }

    async fn unpin(&self, cid: &Cid, owner: &Owner) -> Result<bool, StoreError> {
        Key::of_cid(cid)?;
        self.version().await?;
        self.forget(&Reference::new(cid, owner)).await
    }

    /// Each page costs a look at all of the daemon's pins.
    async fn pinned(&self, page: Page) -> Result<PinPage, StoreError> {
        self.version().await?;
        let limit = page.limit.clamp(1, MAX_PAGE);
        let order = |cid: &Cid| {
            let name = cid.to_string();
            (shard(&name).to_owned(), name)
        };
        let after = page.after.as_ref().map(order);
        let mut first = BTreeMap::new();
        let mut more = false;
        self.each_reference(|cid| {
            let place = order(&cid);
            if after.as_ref().is_none_or(|after| place > *after) {
                first.insert(place, cid);
                if first.len() > limit {
                    first.pop_last();
                    more = true;
                }
            }
        })
        .await?;
        Ok(PinPage {
            cids: first.into_values().collect(),
            more,
        })
    }

    async fn has(&self, cid: &Cid) -> Result<Presence, StoreError> {
        let size = match self.size(cid).await {
            Ok(size) => size,
            Err(StoreError::NotFound { .. }) => return Ok(Presence::Absent),
            Err(StoreError::Damaged { .. }) => return Ok(Presence::Partly),
            Err(error) => return Err(error),
        };
        if cid.codec() == RAW {
            return Ok(Presence::Whole);
        }
        let through = Duration::from_secs(size / LOOKED_THROUGH);
        let limit = self.client.limits.idle.saturating_add(through);
        match self.stat(cid, limit).await {
            Ok(stat) if stat.local && stat.size_local == stat.cumulative_size => Ok(Presence::Whole),
            Ok(_) => Ok(Presence::Partly),
            Err(refusal) if refusal.is_missing() => Ok(Presence::Partly),
            // What the daemon can't read below the root may be no tree of files: that is the content's fault.
            Err(refusal @ Refusal::Said(_)) => match look::first_fault(&self.client, cid).await {
                Ok(()) => Err(self.client.error(Doing::Looking, refusal)),
                Err(StoreError::Incomplete { .. } | StoreError::Damaged { .. }) => Ok(Presence::Partly),
                Err(error) => Err(error),
            },
            Err(refusal) => Err(self.client.error(Doing::Looking, refusal)),
        }
    }

    async fn size(&self, cid: &Cid) -> Result<u64, StoreError> {
        Key::of_cid(cid)?;
        self.version().await?;
        let block = look::block(&self.client, cid, Doing::Looking)
            .await
            .map_err(|fault| fault.of(cid, cid, self.client.place.clone()))?;
        match cid.codec() {
            RAW => Ok(block.len() as u64),
            _ => Ok(tree::parse(cid, &block)?.size),
        }
    }

    /// What the daemon removed, its other users' included. Bytes are how much smaller its repository is.
    async fn gc(&self) -> Result<Collected, StoreError> {
        const DOING: Doing = Doing::Collecting;
        self.version().await?;
        let _alone = timeout(WAIT_FOR_OTHERS, self.gate.write())
            .await
            .map_err(|_| self.busy(DOING, WAIT_FOR_OTHERS))?;
        let client = &self.client;
        let before = self.repo(true, DOING).await?;
        let mut blocks = 0;
        let collected = async {
            let request = rpc::RepoGc { stream_errors: false };
            let limit = client.limits.silent;
            let mut answer = client.send(DOING, request, None, limit).await?.within(limit);
            answer
                .lines(|line: rpc::Removed| match line.error.is_empty() {
                    true => {
                        blocks += 1;
                        Ok(())
                    }
                    false => Err(client.said(&line.error)),
                })
                .await
        };
        collected.await.map_err(|refusal| client.error(DOING, refusal))?;
        let after = self.repo(false, DOING).await?;
        Ok(Collected {
            blocks,
            bytes: before.repo_size.saturating_sub(after.repo_size),
            kept: after.num_objects,
            leftovers: 0,
        })
    }

    async fn verify(&self, cid: &Cid) -> Result<Verified, StoreError> {
        Key::of_cid(cid)?;
        self.version().await?;
        look::verify(&self.client, cid).await
    }

    /// The daemon counts its blocks for this: seconds where it has millions.
    async fn describe(&self) -> Result<Description, StoreError> {
        let version = self.version().await?.to_owned();
        let repo = self.repo(false, Doing::Counting).await?;
        let mut pinned = HashSet::new();
        self.each_reference(|cid| {
            pinned.insert(cid);
        })
        .await?;
        Ok(Description {
            kind: "kubo",
            place: self.client.place.clone(),
            version: Some(version),
            blocks: repo.num_objects,
            bytes: repo.repo_size,
            pins: pinned.len() as u64,
            // What it is allowed to use is no promise of its disk's.
            free: None,
        })
    }
}
