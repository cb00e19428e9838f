//! The store of a real Kubo daemon: the same addresses as the store in process, and nothing believed that can be checked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../common/mod.rs"]
mod common;

mod access;
mod content;
mod faults;

use std::time::Duration;

use common::all;
use medink_store::{CHUNK, Cid, ContentStore, KuboOptions, KuboStore, Limits, StoreError};

const C: u64 = CHUNK as u64;

/// Short enough to wait for in a test.
const SHORT: Limits = Limits {
    connect: Duration::from_secs(2),
    idle: Duration::from_secs(2),
    silent: Duration::from_secs(2),
};

fn limited() -> KuboOptions {
    KuboOptions {
        limits: SHORT,
        ..KuboOptions::default()
    }
}

async fn connect(url: &str) -> KuboStore {
    KuboStore::connect(url, &KuboOptions::default()).await.unwrap()
}

async fn refused(url: &str, options: &KuboOptions) -> StoreError {
    KuboStore::connect(url, options).await.unwrap_err()
}

async fn range(store: &KuboStore, cid: &Cid, offset: u64, len: u64) -> Result<Vec<u8>, StoreError> {
    all(store.read_range(cid, offset, len).await?).await
}
