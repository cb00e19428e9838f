//! What goes in comes out, under the same address as everywhere, and stays for as long as it is pinned.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use medink_store::{ContentStore, LINKS, Page, Presence, StoreError};

use crate::common::*;
use crate::{C, connect, range};
use e2e_parts::Kubo;

#[tokio::test]
async fn both_stores_name_content_alike_and_give_it_back() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let (_folder, embedded) = store();
    for (len, want) in GOLDEN {
        let told = Mutex::new(0);
        let added = daemon
            .add(&mut seq(len), &|total| *told.lock().unwrap() = total)
            .await
            .unwrap();
        let here = embedded.add(&mut seq(len), &|_| {}).await.unwrap();
        assert_eq!(added.cid.to_string(), want, "{len} bytes");
        assert_eq!(
            (added.cid, added.size, added.stored),
            (here.cid, here.size, here.stored)
        );
        assert_eq!(*told.lock().unwrap(), len);
        assert_eq!(daemon.size(&added.cid).await.unwrap(), len);
        assert_eq!(daemon.has(&added.cid).await.unwrap(), Presence::Whole);
        let back = all(daemon.read(&added.cid).await.unwrap()).await.unwrap();
        assert!(
            back == seq_bytes(len),
            "{len} bytes came back as other {}",
            back.len()
        );
        let verified = daemon.verify(&added.cid).await.unwrap();
        assert!(verified.is_whole() && verified.bytes == added.stored);
        assert!(kubo.block_file(&added.cid).is_file());
        // As the daemon sees it.
        let stat = kubo.ipfs(&[
            "files",
            "stat",
            "--format=<size>",
            &format!("/ipfs/{}", added.cid),
        ]);
        assert_eq!(stat.trim(), len.to_string());
    }
}

/// Whatever the people who run it have chosen for their own files.
#[tokio::test]
async fn the_daemons_configuration_changes_no_address() {
    let kubo = Kubo::configured(&[
        ("Import.CidVersion", "0"),
        ("Import.UnixFSRawLeaves", "false"),
        ("Import.UnixFSChunker", "\"size-1048576\""),
        ("Import.HashFunction", "\"blake3\""),
        ("Import.UnixFSFileMaxLinks", "1024"),
        ("Import.UnixFSDAGLayout", "\"trickle\""),
    ]);
    let daemon = connect(kubo.url()).await;
    for (len, want) in GOLDEN {
        let added = daemon.add(&mut seq(len), &|_| {}).await.unwrap();
        assert_eq!(added.cid.to_string(), want, "{len} bytes");
    }
}

#[tokio::test]
async fn ranges() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let len = C * LINKS as u64 + C + 5;
    let bytes = seq_bytes(len);
    let cid = daemon.add(&mut seq(len), &|_| {}).await.unwrap().cid;
    for (offset, want) in [
        (0, 0),
        (0, 1),
        (0, 100),
        (C - 1, 2),
        (C, C),
        (C * 173 + 7, 2 * C),
        (C * 174, 10),
        (len - 1, 1),
        (len - 1, 100),
        (len, 5),
    ] {
        let end = (offset + want).min(len);
        let got = range(&daemon, &cid, offset, want).await.unwrap();
        assert!(
            got == bytes[offset as usize..end as usize],
            "{want} from {offset}"
        );
    }
    assert!(matches!(
        range(&daemon, &cid, len + 1, 1).await,
        Err(StoreError::OutOfRange { .. })
    ));
}

#[tokio::test]
async fn pins_keep_and_collection_takes_the_rest() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let keep = daemon.add(&mut seq(3 * C), &|_| {}).await.unwrap().cid;
    daemon.pin(&keep, &OWNER).await.unwrap();
    daemon.pin(&keep, &OWNER).await.unwrap();
    let added = daemon.add(&mut &b"to go"[..], &|_| {}).await.unwrap();

    // What is added but not pinned yet is left alone, as by the store in process.
    let error = daemon.gc().await.unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    let go = added.cid;
    drop(added);

    let first = Page {
        after: None,
        limit: 10,
    };
    assert_eq!(daemon.pinned(first).await.unwrap().cids, [keep]);
    let done = daemon.gc().await.unwrap();
    assert!(done.blocks >= 1 && done.kept >= 4, "{done:?}");
    assert_eq!(daemon.has(&go).await.unwrap(), Presence::Absent);
    assert!(daemon.verify(&keep).await.unwrap().is_whole());
    let about = daemon.describe().await.unwrap();
    assert_eq!(
        (about.kind, about.pins, about.place.as_str()),
        ("kubo", 1, kubo.url())
    );
    assert!(about.version.unwrap().starts_with("0."));

    assert!(daemon.unpin(&keep, &OWNER).await.unwrap());
    assert!(
        !daemon.unpin(&keep, &OWNER).await.unwrap(),
        "a second time is no error"
    );
    daemon.gc().await.unwrap();
    assert_eq!(daemon.has(&keep).await.unwrap(), Presence::Absent);
    for (what, error) in [
        ("read", daemon.read(&keep).await.map(drop).unwrap_err()),
        ("size", daemon.size(&keep).await.map(drop).unwrap_err()),
        ("pin", daemon.pin(&keep, &OWNER).await.unwrap_err()),
    ] {
        assert!(matches!(error, StoreError::NotFound { .. }), "{what}: {error}");
    }
}

#[tokio::test]
async fn pages_go_through_all_pins_once_and_in_the_embedded_stores_order() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let (_folder, embedded) = store();
    for number in 0u32..25 {
        let bytes = number.to_le_bytes();
        for store in [&daemon as &dyn ContentStore, &embedded] {
            let added = store.add(&mut &bytes[..], &|_| {}).await.unwrap();
            store.pin(&added.cid, &OWNER).await.unwrap();
            if number % 3 == 0 {
                store.pin(&added.cid, &OTHER).await.unwrap();
            }
        }
    }
    // Other programs' pins are none of medink's.
    drop(daemon.add(&mut &b"somebody's"[..], &|_| {}).await.unwrap());
    kubo.ipfs(&["pin", "add", &leaf(b"somebody's").to_string()]);
    for limit in [7, 25, 1000] {
        let there = all_pinned(&daemon, limit).await;
        assert_eq!(there, all_pinned(&embedded, limit).await);
        assert_eq!(there.concat().len(), 25, "each once, whoever refers to it");
    }
    assert_eq!(daemon.describe().await.unwrap().pins, 25);
}

#[tokio::test]
async fn a_broken_source_leaves_nothing_that_looks_whole() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let error = daemon.add(&mut Broken(3 * C + 7), &|_| {}).await.unwrap_err();
    assert!(matches!(error, StoreError::Source(_)), "{error}");
    let added = daemon.add(&mut seq(C), &|_| {}).await.unwrap();
    assert_eq!(added.size, C, "it goes on working");
    drop(added);
    assert_eq!(
        daemon
            .pinned(Page {
                after: None,
                limit: 9
            })
            .await
            .unwrap()
            .cids,
        []
    );
}

/// A daemon of several users: what it can't do for one it can't do for another.
#[tokio::test]
async fn many_at_once() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let done = AtomicUsize::new(0);
    let adds = (0..12u64).map(|n| {
        let (daemon, done) = (&daemon, &done);
        async move {
            let mut source = seq(n * C + n);
            let added = daemon.add(&mut source, &|_| {}).await.unwrap();
            daemon.pin(&added.cid, &OWNER).await.unwrap();
            let back = all(daemon.read(&added.cid).await.unwrap()).await.unwrap();
            assert!(back == seq_bytes(n * C + n));
            done.fetch_add(1, Ordering::Relaxed);
        }
    });
    futures::future::join_all(adds).await;
    assert_eq!(done.into_inner(), 12);
}
