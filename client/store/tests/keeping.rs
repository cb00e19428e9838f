//! What is pinned stays, what is not goes, and what is under way is left in peace.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::fs;
use std::time::Duration;

use common::*;
use medink_store::{CHUNK, Cid, ContentStore, EmbeddedStore, MAX_PAGE, Page, PinPage, Presence, StoreError};
use tokio::io::AsyncReadExt;

const C: u64 = CHUNK as u64;

#[tokio::test]
async fn collection_takes_what_no_pin_reaches_and_nothing_else() {
    let (folder, store) = store();
    let keep = add(&store, &seq_bytes(3 * C)).await.cid;
    store.pin(&keep, &OWNER).await.unwrap();
    // Shares the first two chunks with what is kept.
    let go = add(&store, &seq_bytes(2 * C)).await.cid;
    let alone = add(&store, b"alone").await.cid;
    fs::create_dir_all(folder.path().join("blocks/AA")).unwrap();
    fs::write(folder.path().join("blocks/AA/not-a-block"), b"someone's").unwrap();

    let done = store.gc().await.unwrap();
    assert_eq!((done.blocks, done.kept, done.leftovers), (2, 4, 0));
    assert!(store.verify(&keep).await.unwrap().is_whole());
    assert_eq!(store.has(&go).await.unwrap(), Presence::Absent);
    assert_eq!(store.has(&alone).await.unwrap(), Presence::Absent);
    assert!(folder.path().join("blocks/AA/not-a-block").exists());

    assert!(store.unpin(&keep, &OWNER).await.unwrap());
    assert!(
        !store.unpin(&keep, &OWNER).await.unwrap(),
        "a second time is no error"
    );
    let done = store.gc().await.unwrap();
    assert_eq!((done.blocks, done.kept), (4, 0));
    assert!(done.bytes > 3 * C);
}

#[tokio::test]
async fn pins_outlive_the_handle_and_count_once() {
    let (folder, store) = store();
    let cid = add(&store, b"kept").await.cid;
    store.pin(&cid, &OWNER).await.unwrap();
    store.pin(&cid, &OWNER).await.unwrap();
    drop(store);
    let store = EmbeddedStore::open(folder.path()).unwrap();
    let page = store
        .pinned(Page {
            after: None,
            limit: 10,
        })
        .await
        .unwrap();
    assert_eq!(
        page,
        PinPage {
            cids: vec![cid],
            more: false
        }
    );
    assert_eq!(store.gc().await.unwrap().kept, 1);
}

#[tokio::test]
async fn pages_go_through_all_pins_once() {
    let (_folder, store) = store();
    let mut want = Vec::new();
    for number in 0u32..60 {
        let cid = add(&store, &number.to_le_bytes()).await.cid;
        store.pin(&cid, &OWNER).await.unwrap();
        if number % 3 == 0 {
            store.pin(&cid, &OTHER).await.unwrap();
        }
        want.push(cid.to_string());
    }
    want.sort();
    for limit in [0, 1, 7, 60, 61, MAX_PAGE + 1] {
        let (mut got, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = store.pinned(Page { after, limit }).await.unwrap();
            assert!(page.cids.len() <= limit.clamp(1, MAX_PAGE));
            got.extend(page.cids.iter().map(Cid::to_string));
            after = page.cids.last().copied();
            pages += 1;
            if !page.more {
                break;
            }
        }
        got.sort();
        assert_eq!(got, want, "limit {limit}");
        assert_eq!(pages, 60usize.div_ceil(limit.clamp(1, MAX_PAGE)));
    }
}

#[tokio::test(start_paused = true)]
async fn fresh_content_is_held_until_it_is_pinned() {
    let (_folder, store) = store();
    let added = add(&store, b"fresh").await;
    // Another handle is as good as another process: the lock is the file's.
    let other = store.clone();
    assert!(matches!(other.gc().await, Err(StoreError::Busy { .. })));
    store.pin(&added.cid, &OWNER).await.unwrap();
    drop(added);
    assert_eq!(other.gc().await.unwrap().kept, 1);
}

#[tokio::test(start_paused = true)]
async fn a_reader_is_not_robbed() {
    let (_folder, store) = store();
    let bytes = seq_bytes(4 * C);
    let cid = add(&store, &bytes).await.cid;
    let mut reader = store.read(&cid).await.unwrap();
    let mut first = vec![0; 10];
    reader.read_exact(&mut first).await.unwrap();
    assert!(matches!(store.gc().await, Err(StoreError::Busy { .. })));
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).await.unwrap();
    assert!([first, rest].concat() == bytes);
    drop(reader);
    assert_eq!(store.gc().await.unwrap().kept, 0);
}

// The clock goes on only while there is nothing else to do, which is when the collection waits.
#[tokio::test(start_paused = true)]
async fn collection_waits_for_an_add_that_ends_soon() {
    let (_folder, store) = store();
    let added = add(&store, b"soon").await;
    let cid = added.cid;
    let gc = tokio::spawn({
        let store = store.clone();
        async move { store.gc().await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!gc.is_finished());
    store.pin(&cid, &OWNER).await.unwrap();
    drop(added);
    assert_eq!(gc.await.unwrap().unwrap().kept, 1);
}

#[tokio::test]
async fn a_dropped_add_leaves_only_garbage() {
    let (folder, store) = store();
    // Full batches come first, so that some blocks have their names already.
    let (mut there, here) = tokio::io::duplex(CHUNK);
    let add = tokio::spawn({
        let store = store.clone();
        async move {
            let mut here = here;
            store.add(&mut here, &|_| {}).await.map(|added| added.cid)
        }
    });
    tokio::io::copy(&mut seq(100 * C), &mut there).await.unwrap();
    add.abort();
    assert!(add.await.unwrap_err().is_cancelled());
    // Waits for the writer to have cleaned up.
    let done = store.gc().await.unwrap();
    assert_eq!((done.kept, done.leftovers), (0, 0));
    assert!(done.blocks >= 64, "{done:?}");
    assert!(block_files(folder.path()).is_empty());
    assert_eq!(fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_source_that_fails_stores_nothing() {
    let (folder, store) = store();
    let error = store.add(&mut Broken(3 * C), &|_| {}).await.unwrap_err();
    assert!(
        matches!(error, StoreError::Source(_)) && error.to_string().contains("went away"),
        "{error}"
    );
    assert!(block_files(folder.path()).is_empty());
    assert_eq!(fs::read_dir(folder.path().join("tmp")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn adds_of_the_same_content_at_once() {
    let (folder, store) = store();
    let adds: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let added = store.add(&mut seq(70 * C), &|_| {}).await.unwrap();
                store.pin(&added.cid, &OWNER).await.unwrap();
                added.cid
            })
        })
        .collect();
    let mut cids = Vec::new();
    for add in adds {
        cids.push(add.await.unwrap());
    }
    cids.dedup();
    assert_eq!(cids.len(), 1);
    assert_eq!(block_files(folder.path()).len(), 71);
    assert!(store.verify(&cids[0]).await.unwrap().is_whole());
}

#[tokio::test]
async fn adding_again_heals() {
    let (folder, store) = store();
    let bytes = seq_bytes(3 * C);
    let cid = add(&store, &bytes).await.cid;
    fs::write(block_file(folder.path(), &leaf(&bytes[..CHUNK])), b"rotten").unwrap();
    fs::remove_file(block_file(folder.path(), &cid)).unwrap();
    assert_eq!(add(&store, &bytes).await.cid, cid);
    assert!(store.verify(&cid).await.unwrap().is_whole());
}

#[tokio::test]
async fn collection_removes_nothing_when_it_cannot_tell() {
    for damage in [true, false] {
        let (folder, store) = store();
        let cid = add(&store, &seq_bytes(3 * C)).await.cid;
        store.pin(&cid, &OWNER).await.unwrap();
        let garbage = add(&store, b"garbage").await.cid;
        let root = block_file(folder.path(), &cid);
        if damage {
            fs::write(root, b"rotten").unwrap()
        } else {
            fs::remove_file(root).unwrap()
        }
        let before = block_files(folder.path());

        let error = store.gc().await.unwrap_err();
        assert!(
            matches!(&error, StoreError::GcUnsafe { pin, block, .. } if (**pin, **block) == (cid, cid)),
            "{error}"
        );
        assert_eq!(block_files(folder.path()), before);

        // What the error says to do, helps.
        store.unpin(&cid, &OWNER).await.unwrap();
        store.gc().await.unwrap();
        assert_eq!(store.has(&garbage).await.unwrap(), Presence::Absent);
        assert!(block_files(folder.path()).is_empty());
    }
}

#[tokio::test]
async fn a_lost_leaf_does_not_stop_collection() {
    let (folder, store) = store();
    let bytes = seq_bytes(3 * C);
    let cid = add(&store, &bytes).await.cid;
    store.pin(&cid, &OWNER).await.unwrap();
    fs::remove_file(block_file(folder.path(), &leaf(&bytes[..CHUNK]))).unwrap();
    assert_eq!(store.gc().await.unwrap().kept, 3);
}

#[tokio::test]
async fn the_description_counts() {
    let (folder, store) = store();
    let added = add(&store, &seq_bytes(2 * C)).await;
    store.pin(&added.cid, &OWNER).await.unwrap();
    let told = store.describe().await.unwrap();
    assert_eq!(
        (told.kind, told.blocks, told.bytes, told.pins),
        ("embedded", 3, added.stored, 1)
    );
    assert_eq!(told.place, folder.path().display().to_string());
    assert!(told.free.unwrap() > 0);
}

#[tokio::test]
async fn it_is_one_store_behind_a_trait_object() {
    let (_folder, store) = store();
    let store: Box<dyn ContentStore> = Box::new(store);
    let added = store.add(&mut seq(10), &|_| {}).await.unwrap();
    assert_eq!(
        all(store.read(&added.cid).await.unwrap()).await.unwrap(),
        seq_bytes(10)
    );
}
