//! Several stores as one: one that is down, slow, lying or broken costs a warning, not the content.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use common::*;
use e2e_parts::{Kubo, KuboProxy, overwrite};
use medink_store::{
    CHUNK, ContentStore, EmbeddedStore, KuboOptions, KuboStore, Limits, Page, Presence, Several, StoreError,
    Warnings,
};
use tempfile::TempDir;

const C: u64 = CHUNK as u64;

/// An embedded store, a daemon's, and both as one.
struct Pair {
    folder: TempDir,
    embedded: EmbeddedStore,
    kubo: Kubo,
    daemon: KuboStore,
    both: Several,
    warnings: Warnings,
}

fn options() -> KuboOptions {
    KuboOptions {
        limits: Limits {
            connect: Duration::from_secs(2),
            idle: Duration::from_secs(2),
            silent: Duration::from_secs(2),
        },
        ..KuboOptions::default()
    }
}

fn several(stores: Vec<Arc<dyn ContentStore>>, warnings: &Warnings) -> Several {
    let named = stores
        .into_iter()
        .enumerate()
        .map(|(n, store)| (format!("store {n}"), store));
    Several::new(named.collect(), warnings).with_patience(Duration::from_secs(1))
}

impl Pair {
    fn new() -> Self {
        let (folder, embedded) = store();
        let kubo = Kubo::start();
        let daemon = KuboStore::new(kubo.url(), &options()).unwrap();
        let warnings = Warnings::default();
        let both = several(
            vec![Arc::new(embedded.clone()), Arc::new(daemon.clone())],
            &warnings,
        );
        Self {
            folder,
            embedded,
            kubo,
            daemon,
            both,
            warnings,
        }
    }

    /// What was warned of since the last time: each of this store, each with these words.
    fn warned(&self, store: &str, words: &[&str]) {
        let warnings = self.warnings.take();
        assert_eq!(warnings.len(), words.len(), "{warnings:#?}");
        for (warning, words) in warnings.iter().zip(words) {
            assert!(
                warning.store == store && warning.what.to_string().contains(words),
                "{words:?}: {warning:?}"
            );
        }
    }

    fn quiet(&self) {
        assert_eq!(self.warnings.take(), []);
    }
}

#[tokio::test]
async fn everything_goes_to_all_and_comes_from_the_first() {
    let pair = Pair::new();
    for (len, want) in GOLDEN {
        let told = AtomicU64::new(0);
        let added = pair
            .both
            .add(&mut seq(len), &|total| told.store(total, Ordering::Relaxed))
            .await
            .unwrap();
        assert_eq!((added.cid.to_string().as_str(), added.size), (want, len));
        assert_eq!(told.into_inner(), len);
        pair.both.pin(&added.cid, &OWNER).await.unwrap();
        for store in [&pair.embedded as &dyn ContentStore, &pair.daemon, &pair.both] {
            assert!(store.verify(&added.cid).await.unwrap().is_whole());
            assert_eq!(store.has(&added.cid).await.unwrap(), Presence::Whole);
            assert_eq!(store.size(&added.cid).await.unwrap(), len);
        }
        let back = all(pair.both.read(&added.cid).await.unwrap()).await.unwrap();
        assert!(back == seq_bytes(len));
    }
    let page = pair
        .both
        .pinned(Page {
            after: None,
            limit: 4,
        })
        .await
        .unwrap();
    let here = pair
        .embedded
        .pinned(Page {
            after: None,
            limit: 4,
        })
        .await
        .unwrap();
    assert_eq!(page, here);
    let about = pair.both.describe().await.unwrap();
    assert_eq!((about.kind, about.pins), ("several", 2 * GOLDEN.len() as u64));
    pair.both.gc().await.unwrap();
    pair.quiet();
}

#[tokio::test]
async fn one_that_is_down_costs_a_warning_and_is_made_up_for_later() {
    let mut pair = Pair::new();
    let old = pair.both.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;
    pair.both.pin(&old, &OWNER).await.unwrap();
    pair.kubo.kill();

    let added = pair.both.add(&mut seq(3 * C), &|_| {}).await.unwrap();
    pair.both.pin(&added.cid, &OWNER).await.unwrap();
    let new = added.cid;
    drop(added);
    // That it is not pinned there either goes without saying.
    pair.warned("store 1", &["not stored in store 1: the IPFS daemon at"]);
    assert_eq!(pair.both.has(&new).await.unwrap(), Presence::Whole);
    assert!(all(pair.both.read(&new).await.unwrap()).await.unwrap() == seq_bytes(3 * C));
    pair.quiet();

    // What is to be gone is to be gone everywhere.
    let error = pair.both.unpin(&old, &OWNER).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::NotEverywhere { stores, .. } if *stores == ["store 1"]),
        "{error}"
    );
    pair.warned("store 1", &["not unpinned"]);
    assert!(matches!(
        pair.both.gc().await,
        Err(StoreError::NotEverywhere { .. })
    ));
    assert_eq!(pair.embedded.has(&old).await.unwrap(), Presence::Absent);
    pair.kubo.run();
    // A new process knows nothing of the outage.
    let again = several(
        vec![Arc::new(pair.embedded.clone()), Arc::new(pair.daemon.clone())],
        &pair.warnings,
    );
    pair.warnings.take();
    assert!(again.unpin(&old, &OWNER).await.unwrap());
    again.gc().await.unwrap();
    assert_eq!(pair.daemon.has(&old).await.unwrap(), Presence::Absent);
    pair.quiet();
}

#[tokio::test]
async fn one_that_dies_in_the_middle_is_left_behind() {
    let pair = Pair::new();
    let kubo = std::sync::Mutex::new(pair.kubo);
    let added = pair
        .both
        .add(&mut seq(200 * C), &|total| {
            if total == 20 * C {
                kubo.lock().unwrap().kill();
            }
        })
        .await
        .unwrap();
    assert_eq!(added.size, 200 * C);
    pair.both.pin(&added.cid, &OWNER).await.unwrap();
    assert!(pair.embedded.verify(&added.cid).await.unwrap().is_whole());
    let warnings = pair.warnings.take();
    assert!(
        warnings.len() == 1 && warnings[0].what.to_string().contains("not stored in store 1"),
        "{warnings:?}"
    );
}

#[tokio::test]
async fn one_that_is_slow_is_left_behind() {
    let pair = Pair::new();
    // It is known and was well a moment ago.
    pair.daemon.describe().await.unwrap();
    let frozen = pair.kubo.freeze();
    let begun = Instant::now();
    let added = pair.both.add(&mut seq(200 * C), &|_| {}).await.unwrap();
    pair.both.pin(&added.cid, &OWNER).await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    assert!(pair.embedded.verify(&added.cid).await.unwrap().is_whole());
    pair.warned("store 1", &["no sign of life"]);
    // Nobody waits for it at each record of a list.
    let begun = Instant::now();
    for _ in 0..50 {
        assert_eq!(pair.both.has(&leaf(b"nowhere")).await.unwrap(), Presence::Absent);
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    pair.warned("store 1", &["did not answer just now"]);
    drop(frozen);
}

/// The store that is read first does not answer, from the beginning or in the middle: reading goes on from the next one.
#[tokio::test]
async fn one_that_stalls_is_not_read_on_from() {
    use tokio::io::AsyncReadExt;
    let pair = Pair::new();
    let turned = || {
        several(
            vec![Arc::new(pair.daemon.clone()), Arc::new(pair.embedded.clone())],
            &pair.warnings,
        )
    };
    let both = turned();
    let cid = both.add(&mut seq(60 * C), &|_| {}).await.unwrap().cid;
    both.pin(&cid, &OWNER).await.unwrap();
    let mut reader = both.read(&cid).await.unwrap();
    let mut bytes = vec![0; 1000];
    reader.read_exact(&mut bytes).await.unwrap();
    let frozen = pair.kubo.freeze();
    bytes.extend(all(reader).await.unwrap());
    assert!(bytes == seq_bytes(60 * C));
    pair.warned("store 0", &["not read to the end in store 0"]);
    assert!(all(turned().read(&cid).await.unwrap()).await.unwrap() == seq_bytes(60 * C));
    pair.warned("store 0", &["not read in store 0"]);
    drop(frozen);
}

/// The first store's disk has changed bytes in the middle of the content: reading goes on from the other.
#[tokio::test]
async fn one_that_lies_costs_a_warning_and_no_byte() {
    let pair = Pair::new();
    let bytes = seq_bytes(6 * C + 9);
    let cid = pair.both.add(&mut seq(6 * C + 9), &|_| {}).await.unwrap().cid;
    pair.both.pin(&cid, &OWNER).await.unwrap();
    let fourth = leaf(&bytes[3 * C as usize..4 * C as usize]);
    damage(&block_file(pair.folder.path(), &fourth));
    for (offset, len) in [(0, u64::MAX), (C + 5, 4 * C), (3 * C, 10)] {
        let reader = pair.both.read_range(&cid, offset, len).await.unwrap();
        let end = offset.saturating_add(len).min(bytes.len() as u64);
        assert!(
            all(reader).await.unwrap() == bytes[offset as usize..end as usize],
            "{len} from {offset}"
        );
        pair.warned("store 0", &["not read to the end in store 0"]);
    }
    assert!(
        pair.both.verify(&cid).await.unwrap().is_whole(),
        "one of them has it"
    );
    pair.warned("store 0", &["not whole in store 0"]);

    // The other one's has changed too, elsewhere: what is right in one of them can be had still.
    let second = leaf(&bytes[C as usize..2 * C as usize]);
    damage(&pair.kubo.block_file(&second));
    let tail = all(pair.both.read_range(&cid, 3 * C, C).await.unwrap())
        .await
        .unwrap();
    assert!(tail == bytes[3 * C as usize..4 * C as usize]);
    assert!(all(pair.both.read(&cid).await.unwrap()).await.unwrap() == bytes);
    damage(&block_file(pair.folder.path(), &second));
    let error = all(pair.both.read(&cid).await.unwrap()).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Damaged { block, .. } if **block == second),
        "{error}"
    );
}

fn damage(path: &Path) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[100] ^= 4;
    overwrite(path, &bytes);
}

/// It says that it took the content, under another name.
#[tokio::test]
async fn one_that_names_it_otherwise_is_not_relied_on() {
    let (_folder, embedded) = store();
    let kubo = Kubo::start();
    let other = leaf(b"something else");
    let proxy = KuboProxy::new(kubo.url(), None, move |line, body| {
        Some(match line.contains("/add") {
            true => format!("{{\"Name\":\"x\",\"Hash\":\"{other}\",\"Size\":\"14\"}}\n").into_bytes(),
            false => body,
        })
    });
    let lying = KuboStore::new(proxy.url(), &options()).unwrap();
    let warnings = Warnings::default();
    let both = several(vec![Arc::new(lying), Arc::new(embedded)], &warnings);
    let added = both.add(&mut seq(C + 1), &|_| {}).await.unwrap();
    assert_eq!(added.cid.to_string(), GOLDEN[4].1);
    let said = warnings.take();
    assert!(
        said.len() == 1 && said[0].store == "store 0" && said[0].what.to_string().contains("another address"),
        "{said:?}"
    );
}

/// Its file system takes no more.
#[tokio::test]
async fn one_that_is_full_is_left_behind() {
    let (_folder, embedded) = store();
    let kubo = Kubo::start();
    let proxy = KuboProxy::new(kubo.url(), None, |line, body| {
        Some(match line.contains("/add") {
            true => {
                b"{\"Message\":\"write blocks/temp: no space left on device\",\"Code\":0,\"Type\":\"error\"}"
                    .to_vec()
            }
            false => body,
        })
    });
    let full = KuboStore::new(proxy.url(), &options()).unwrap();
    let warnings = Warnings::default();
    let both = several(vec![Arc::new(embedded), Arc::new(full)], &warnings);
    let added = both.add(&mut seq(30 * C), &|_| {}).await.unwrap();
    both.pin(&added.cid, &OWNER).await.unwrap();
    let said = warnings.take();
    assert!(
        said.len() == 1 && said[0].what.to_string().contains("no room in"),
        "{said:?}"
    );
}

#[tokio::test]
async fn all_down_is_an_error() {
    let warnings = Warnings::default();
    let nobody = |port: u16| -> Arc<dyn ContentStore> {
        Arc::new(KuboStore::new(&format!("http://127.0.0.1:{port}"), &options()).unwrap())
    };
    let both = several(vec![nobody(1), nobody(2)], &warnings);
    let cid = leaf(b"x");
    for error in [
        both.add(&mut seq(C), &|_| {}).await.map(drop).unwrap_err(),
        both.pin(&cid, &OWNER).await.unwrap_err(),
        both.unpin(&cid, &OWNER).await.map(drop).unwrap_err(),
        both.has(&cid).await.map(drop).unwrap_err(),
        both.size(&cid).await.map(drop).unwrap_err(),
        both.read(&cid).await.map(drop).unwrap_err(),
        both.gc().await.map(drop).unwrap_err(),
        both.pinned(Page {
            after: None,
            limit: 1,
        })
        .await
        .map(drop)
        .unwrap_err(),
        both.describe().await.map(drop).unwrap_err(),
        both.verify(&cid).await.map(drop).unwrap_err(),
    ] {
        assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    }
}

#[tokio::test]
async fn a_broken_source_is_nobodys_fault() {
    let pair = Pair::new();
    let error = pair.both.add(&mut Broken(3 * C + 7), &|_| {}).await.unwrap_err();
    assert!(matches!(error, StoreError::Source(_)), "{error}");
    pair.quiet();
}
