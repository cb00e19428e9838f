//! Several owners of one content: each can let go of what is its own, and of nothing else.
//!
//! The attack that all of this is for: somebody makes a record that names another's content, and has it erased.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cid::multihash::Multihash;
use common::*;
use e2e_parts::{Kubo, KuboProxy};
use medink_store::{
    CHUNK, Cid, ContentStore, EmbeddedStore, KuboOptions, KuboStore, LINKS, Owner, Presence, Several,
    StoreError, Warnings,
};

const C: u64 = CHUNK as u64;
/// A leaf, a node, and nodes over nodes.
const SIZES: [u64; 3] = [1000, 2 * C, C * LINKS as u64 + 2 * C];
const VICTIM: Owner = OWNER;
const PLANTER: Owner = OTHER;

async fn connect(kubo: &Kubo) -> KuboStore {
    KuboStore::connect(kubo.url(), &KuboOptions::default())
        .await
        .unwrap()
}

fn both(embedded: &EmbeddedStore, daemon: &KuboStore, warnings: &Warnings) -> Several {
    let stores: Vec<(String, Arc<dyn ContentStore>)> = vec![
        ("here".to_owned(), Arc::new(embedded.clone())),
        ("there".to_owned(), Arc::new(daemon.clone())),
    ];
    Several::new(stores, warnings)
}

/// What is collected with `gc` is neither of two owners' while one of them has a reference.
async fn a_planted_reference_takes_nothing(store: &dyn ContentStore, gc: &dyn Collect) {
    for size in SIZES {
        let added = store.add(&mut seq(size), &|_| {}).await.unwrap();
        let cid = added.cid;
        store.pin(&cid, &VICTIM).await.unwrap();
        drop(added);

        // Without a reference of one's own there is nothing to let go.
        assert!(!store.unpin(&cid, &PLANTER).await.unwrap());
        gc.run().await;
        assert!(store.verify(&cid).await.unwrap().is_whole(), "{size}");

        // With one it is that.
        store.pin(&cid, &PLANTER).await.unwrap();
        assert_eq!(all_pinned(store, 10).await.concat(), [cid], "{size}");
        assert!(store.unpin(&cid, &PLANTER).await.unwrap());
        assert!(!store.unpin(&cid, &PLANTER).await.unwrap());
        gc.run().await;
        assert!(store.verify(&cid).await.unwrap().is_whole(), "{size}");
        let back = all(store.read(&cid).await.unwrap()).await.unwrap();
        assert!(back == seq_bytes(size));

        // The other way round: who was first may go first.
        store.pin(&cid, &PLANTER).await.unwrap();
        assert!(store.unpin(&cid, &VICTIM).await.unwrap());
        gc.run().await;
        assert!(store.verify(&cid).await.unwrap().is_whole(), "{size}");

        assert!(store.unpin(&cid, &PLANTER).await.unwrap());
        gc.run().await;
        assert_eq!(store.has(&cid).await.unwrap(), Presence::Absent, "{size}");
        assert!(all_pinned(store, 10).await.concat().is_empty());
    }
}

/// A way to collect garbage.
#[async_trait::async_trait]
trait Collect: Sync {
    async fn run(&self);
}

struct Own<'s>(&'s dyn ContentStore);

#[async_trait::async_trait]
impl Collect for Own<'_> {
    async fn run(&self) {
        self.0.gc().await.unwrap();
    }
}

/// As the daemon's operator does it.
struct ByHand<'k>(&'k Kubo);

#[async_trait::async_trait]
impl Collect for ByHand<'_> {
    async fn run(&self) {
        self.0.ipfs(&["repo", "gc"]);
    }
}

#[tokio::test]
async fn in_process() {
    let (_folder, store) = store();
    a_planted_reference_takes_nothing(&store, &Own(&store)).await;
}

#[tokio::test]
async fn with_a_daemon() {
    let kubo = Kubo::start();
    let store = connect(&kubo).await;
    a_planted_reference_takes_nothing(&store, &ByHand(&kubo)).await;
}

#[tokio::test]
async fn with_several() {
    let kubo = Kubo::start();
    let (_folder, embedded) = store();
    let warnings = Warnings::default();
    let store = both(&embedded, &connect(&kubo).await, &warnings);
    a_planted_reference_takes_nothing(&store, &Own(&store)).await;
    assert_eq!(warnings.take(), []);
}

#[tokio::test]
async fn references_outlive_a_daemon_that_is_killed() {
    let mut kubo = Kubo::start();
    let store = connect(&kubo).await;
    let cid = store.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;
    store.pin(&cid, &VICTIM).await.unwrap();
    store.pin(&cid, &PLANTER).await.unwrap();
    assert!(store.unpin(&cid, &PLANTER).await.unwrap());
    kubo.kill();
    kubo.run();
    let store = connect(&kubo).await;
    // Its operator can see that the content is kept, and that it is not for itself.
    let said = kubo.ipfs(&["pin", "ls", &cid.to_string()]);
    assert!(said.contains("indirect"), "{said}");
    kubo.ipfs(&["repo", "gc"]);
    assert!(store.verify(&cid).await.unwrap().is_whole());
    assert!(!store.unpin(&cid, &PLANTER).await.unwrap());
    assert!(store.unpin(&cid, &VICTIM).await.unwrap());
}

/// One owner comes and goes all the time, collections run beside, and another owner's content is there throughout.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn owners_do_not_disturb_one_another_nor_does_a_collection() {
    let kubo = Kubo::start();
    // Each has a connection of its own, as another process has.
    let (coming, staying) = (connect(&kubo).await, connect(&kubo).await);
    let shared = staying.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;
    staying.pin(&shared, &owner(0)).await.unwrap();
    let busy = tokio::spawn(async move {
        for _ in 0..30 {
            coming.pin(&shared, &PLANTER).await.unwrap();
            assert!(coming.unpin(&shared, &PLANTER).await.unwrap());
        }
    });
    std::thread::scope(|scope| {
        let collecting = scope.spawn(|| {
            while !busy.is_finished() {
                kubo.ipfs(&["repo", "gc"]);
            }
        });
        let runtime = tokio::runtime::Handle::current();
        tokio::task::block_in_place(|| {
            runtime.block_on(async {
                for number in 1..20 {
                    staying.pin(&shared, &owner(number)).await.unwrap();
                    assert!(staying.unpin(&shared, &owner(number - 1)).await.unwrap());
                }
            });
        });
        collecting.join().unwrap();
    });
    busy.await.unwrap();
    assert!(staying.verify(&shared).await.unwrap().is_whole());
    assert!(staying.unpin(&shared, &owner(19)).await.unwrap());
    kubo.ipfs(&["repo", "gc"]);
    assert_eq!(staying.has(&shared).await.unwrap(), Presence::Absent);
}

fn owner(number: u8) -> Owner {
    Owner::new([number; 32])
}

/// What another process collects between an add and its pin is missed by the pin, which then leaves nothing behind.
#[tokio::test]
async fn content_collected_before_its_pin_is_told() {
    let kubo = Kubo::start();
    let store = connect(&kubo).await;
    let added = store.add(&mut seq(2 * C), &|_| {}).await.unwrap();
    kubo.ipfs(&["repo", "gc"]);
    let error = store.pin(&added.cid, &VICTIM).await.unwrap_err();
    assert!(
        matches!(error, StoreError::NotFound { .. }) && error.is_of_content(),
        "{error}"
    );
    assert!(!store.unpin(&added.cid, &VICTIM).await.unwrap());
}

/// The same, in the moment between looking at it and making the reference.
#[tokio::test]
async fn content_collected_while_it_is_pinned_is_told() {
    let kubo = Arc::new(Kubo::start());
    let direct = connect(&kubo).await;
    let cid = direct.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;
    let (daemon, looked) = (Arc::clone(&kubo), AtomicBool::new(false));
    let proxy = KuboProxy::new(kubo.url(), None, move |line, body| {
        if line.contains("/files/stat") && !looked.swap(true, Ordering::Relaxed) {
            daemon.ipfs(&["repo", "gc"]);
        }
        Some(body)
    });
    let store = KuboStore::connect(proxy.url(), &KuboOptions::default())
        .await
        .unwrap();
    let error = store.pin(&cid, &VICTIM).await.unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error}");
    let asked = proxy.heads().concat();
    assert!(asked.contains("/block/put"), "it was whole when it was looked at");
    assert!(all_pinned(&direct, 10).await.concat().is_empty());
    direct.gc().await.unwrap();
}

/// Addresses that anybody can write into a record.
#[tokio::test]
async fn no_address_stops_who_goes_through_many() {
    let kubo = Kubo::start();
    let daemon = connect(&kubo).await;
    let (folder, embedded) = store();
    let warnings = Warnings::default();
    let several = both(&embedded, &daemon, &warnings);
    // Content that is no file, a file that links to it, and a node under the codec of a leaf.
    let junk = b"no node at all";
    let tree = several.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;
    let real_leaf = several.add(&mut &junk[..], &|_| {}).await.unwrap().cid;
    let no_file = Cid::new_v1(0x70, *real_leaf.hash());
    let over_junk = node_over(&no_file, junk.len());
    let above = several.add(&mut over_junk.as_slice(), &|_| {}).await.unwrap().cid;
    let above = Cid::new_v1(0x70, *above.hash());
    let identity = Cid::new_v1(0x55, Multihash::wrap(0, b"inline").unwrap());
    let blake = Cid::new_v1(0x55, Multihash::wrap(0xb220, &[7; 32]).unwrap());
    let other_codec = Cid::new_v1(0x71, *real_leaf.hash());
    let v0: Cid = "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH".parse().unwrap();
    for store in [&embedded as &dyn ContentStore, &daemon, &several] {
        for cid in [identity, blake, other_codec, v0, no_file, above] {
            let is_ours = cid == no_file || cid == above;
            for (what, error) in [
                ("has", store.has(&cid).await.err()),
                ("verify", store.verify(&cid).await.err()),
                ("pin", store.pin(&cid, &PLANTER).await.err()),
                ("unpin", store.unpin(&cid, &PLANTER).await.err()),
                ("size", store.size(&cid).await.err()),
                (
                    "read",
                    match store.read(&cid).await {
                        Ok(reader) => all(reader).await.err(),
                        Err(error) => Some(error),
                    },
                ),
            ] {
                match error {
                    Some(error) => assert!(
                        matches!(error, StoreError::Unsupported { .. }) && error.is_of_content(),
                        "{what} {cid}: {error}"
                    ),
                    // Letting go looks at no content; the size is in the root, which is right here.
                    None => assert!(
                        is_ours && what == "unpin" || cid == above && what == "size",
                        "{what} {cid}"
                    ),
                }
            }
        }
        // A node's own bytes, as a leaf: content like any other.
        let as_leaf = Cid::new_v1(0x55, *tree.hash());
        assert_eq!(store.has(&as_leaf).await.unwrap(), Presence::Whole);
        let bytes = all(store.read(&as_leaf).await.unwrap()).await.unwrap();
        assert!(bytes == std::fs::read(block_file(folder.path(), &tree)).unwrap());
        assert!(all_pinned(store, 10).await.concat().is_empty());
    }
    assert_eq!(warnings.take(), [], "nothing here is a store's fault");
}

/// A node as medink stores write it, over one child.
fn node_over(child: &Cid, size: usize) -> Vec<u8> {
    let size = size as u8;
    let cid = child.to_bytes();
    let link = [&[0x0a, cid.len() as u8][..], &cid, &[0x12, 0, 0x18, size]].concat();
    let file = [0x08, 2, 0x18, size, 0x20, size];
    [
        &[0x12, link.len() as u8][..],
        &link,
        &[0x0a, file.len() as u8],
        &file,
    ]
    .concat()
}

/// Which errors say something of one content, and which of the store.
#[tokio::test]
async fn an_error_tells_whether_the_store_is_to_blame() {
    let (_folder, embedded) = store();
    let absent = leaf(b"never stored");
    let error = embedded.size(&absent).await.unwrap_err();
    assert!(error.is_of_content(), "{error}");

    let nobody = KuboStore::new("http://127.0.0.1:1", &KuboOptions::default()).unwrap();
    let error = nobody.size(&absent).await.unwrap_err();
    assert!(!error.is_of_content(), "{error}");

    // One has it not, the other can't be asked: it may be there.
    let warnings = Warnings::default();
    let several = both(&embedded, &nobody, &warnings);
    for error in [
        several.size(&absent).await.unwrap_err(),
        several.pin(&absent, &VICTIM).await.unwrap_err(),
        several.read(&absent).await.map(drop).unwrap_err(),
    ] {
        assert!(!error.is_of_content(), "{error}");
    }
    // What no store can have is told whoever is there.
    let v0: Cid = "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH".parse().unwrap();
    let error = several.pin(&v0, &VICTIM).await.unwrap_err();
    assert!(error.is_of_content(), "{error}");
}
