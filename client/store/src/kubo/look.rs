//! Looking at content in a daemon block by block: reading it, and checking it.
//!
//! A daemon is believed nothing that can be checked: every block is hashed here before anything is made of it. Only
//! the daemon's own blocks count, unless it is to ask its peers.

use crate::doing::Doing;
use std::sync::Arc;

use cid::Cid;
use futures::future::BoxFuture;
use tokio::sync::OwnedRwLockReadGuard;
use tokio::task::JoinHandle;

use super::client::{Client, Refusal};
use super::rpc;
use crate::StoreError;
use crate::blocks::{Fault, MAX_BLOCK};
use crate::content::{MAX_FAULTS, Verified};
use crate::key::{Key, RAW};
use crate::reader::{Leap, Leaves};
use crate::survey::Survey;
use crate::tree;
use crate::walk::{Step, Walk};

/// A block's bytes, verified.
pub(super) async fn block(client: &Client, cid: &Cid, doing: Doing) -> Result<Vec<u8>, Fault> {
    let key = Key::of_cid(cid).map_err(Fault::Store)?;
    let request = rpc::BlockGet {
        arg: cid.to_string(),
        offline: !client.asks_peers,
    };
    let read = async {
        let mut answer = client.send(doing, request, None, client.limits.idle).await?;
        answer.all(MAX_BLOCK as usize).await
    };
    match read.await {
        Ok(Some(bytes)) if Key::of_bytes(&bytes) == key => Ok(bytes),
        Ok(_) => Err(Fault::Damaged),
        Err(refusal) if refusal.is_missing() => Err(Fault::Missing),
        Err(refusal @ Refusal::Said(_)) if is_damaged(&refusal) => Err(Fault::Damaged),
        Err(refusal) => Err(Fault::Store(client.error(doing, refusal))),
    }
}

/// Whether a daemon says that its own disk has the wrong bytes: it looks only if it was told to.
fn is_damaged(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Said(words) if words.contains("did not match given hash"))
}

/// Reads and hashes every block.
pub(super) async fn verify(client: &Client, root: &Cid) -> Result<Verified, StoreError> {
    let mut found = Verified::default();
    let mut survey = Survey::of(root);
    while let Some((cid, _)) = survey.next() {
        let faults = found.missing.len() + found.damaged.len();
        match block(client, &cid, Doing::Verifying).await {
            Ok(bytes) => {
                found.blocks += 1;
                found.bytes += bytes.len() as u64;
                if cid.codec() != RAW {
                    survey.below(&tree::parse(&cid, &bytes)?.links);
                }
            }
            Err(Fault::Store(error)) => return Err(error),
            Err(_) if faults >= MAX_FAULTS => found.more += 1,
            Err(Fault::Missing) => found.missing.push(cid),
            Err(Fault::Damaged) => found.damaged.push(cid),
        }
    }
    Ok(found)
}

/// The first block found missing or damaged, as an error, if one is.
pub(super) async fn first_fault(client: &Client, root: &Cid) -> Result<(), StoreError> {
    let mut survey = Survey::of(root);
    while let Some((cid, _)) = survey.next() {
        let bytes = block(client, &cid, Doing::Looking)
            .await
            .map_err(|fault| fault.of(root, &cid, client.place.clone()))?;
        if cid.codec() != RAW {
            survey.below(&tree::parse(&cid, &bytes)?.links);
        }
    }
    Ok(())
}

/// A walk through blocks that a daemon has.
pub(super) struct OverRpc {
    pub(super) walk: Walk,
    pub(super) client: Arc<Client>,
    /// Keeps this process from collecting garbage meanwhile.
    _hold: OwnedRwLockReadGuard<()>,
}

impl OverRpc {
    /// Begins with the root's block.
    pub(super) async fn begin(
        client: Arc<Client>,
        root: Cid,
        hold: OwnedRwLockReadGuard<()>,
    ) -> Result<Self, StoreError> {
        let block = block(&client, &root, Doing::Reading)
            .await
            .map_err(|fault| fault.of(&root, &root, client.place.clone()))?;
        Ok(Self {
            walk: Walk::begin(root, block)?,
            client,
            _hold: hold,
        })
    }

    async fn read(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        loop {
            match self.walk.step() {
                Step::Bytes(bytes) => return Ok(Some(bytes)),
                Step::End => return Ok(None),
                Step::Block(cid) => {
                    let block = block(&self.client, &cid, Doing::Reading)
                        .await
                        .map_err(|fault| fault.of(self.walk.root(), &cid, self.client.place.clone()))?;
                    if let Some(bytes) = self.walk.give(block)? {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }
}

/// A task that ends with whoever waits for it.
struct Task(JoinHandle<Leap>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Leaves for OverRpc {
    fn next(mut self: Box<Self>) -> BoxFuture<'static, Leap> {
        let mut task = Task(tokio::spawn(async move {
            Ok(self.read().await?.map(|bytes| (self as Box<dyn Leaves>, bytes)))
        }));
        Box::pin(async move { (&mut task.0).await.unwrap_or(Err(StoreError::Stopped)) })
    }
}
