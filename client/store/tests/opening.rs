//! Which folders are a store, become one, or are refused, and what is said then.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use common::*;
use medink_store::{ContentStore, EmbeddedStore, Presence, StoreError};

fn refused(path: &Path) -> StoreError {
    EmbeddedStore::open(path).expect_err("opens")
}

#[tokio::test]
async fn a_folder_is_made_with_all_on_the_way_for_its_owner_only() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("a/b/store");
    let store = EmbeddedStore::open(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    let cid = add(&store, b"x").await.cid;
    let again = EmbeddedStore::open(&path).unwrap();
    assert_eq!(again.has(&cid).await.unwrap(), Presence::Whole);
    assert_eq!(again.folder(), path);
}

#[test]
fn an_empty_disk_will_do() {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("lost+found")).unwrap();
    EmbeddedStore::open(temp.path()).unwrap();
}

#[test]
fn a_file_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let path = temp.path().join("file");
    fs::write(&path, b"").unwrap();
    for path in [path.clone(), path.join("below")] {
        let error = refused(&path);
        assert!(matches!(error, StoreError::NotAFolder { .. }), "{error}");
    }
}

#[test]
fn somebody_elses_folder_is_refused_and_untouched() {
    // A Kubo repository: the blocks are in the right layout, but its pins are not ours.
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("config"), b"{}").unwrap();
    fs::create_dir(temp.path().join("blocks")).unwrap();
    fs::write(
        temp.path().join("blocks/SHARDING"),
        b"/repo/flatfs/shard/v1/next-to-last/2\n",
    )
    .unwrap();
    let error = refused(temp.path());
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 2);
}

#[test]
fn a_store_of_another_format_is_refused() {
    let (folder, _) = store();
    fs::write(folder.path().join("medink-store"), b"medink-store 3\n").unwrap();
    let error = refused(folder.path());
    assert!(error.to_string().contains("medink-store 3"), "{error}");

    let (folder, _) = store();
    fs::write(folder.path().join("medink-store"), b"medink-store 1\n").unwrap();
    let error = refused(folder.path());
    assert!(
        matches!(error, StoreError::OldFormat { .. }) && error.to_string().contains("Move the folder away"),
        "{error}"
    );

    let (folder, _) = store();
    fs::write(
        folder.path().join("blocks/SHARDING"),
        b"/repo/flatfs/shard/v1/prefix/2\n",
    )
    .unwrap();
    let error = refused(folder.path());
    assert!(
        matches!(error, StoreError::Format { .. }) && error.to_string().contains("prefix/2"),
        "{error}"
    );
}

#[tokio::test]
async fn a_store_whose_making_was_cut_short_is_finished() {
    for text in ["", "medink-st"] {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("medink-store"), text).unwrap();
        fs::create_dir(temp.path().join("tmp")).unwrap();
        let store = EmbeddedStore::open(temp.path()).unwrap();
        assert_eq!(
            fs::read(temp.path().join("medink-store")).unwrap(),
            b"medink-store 2\n"
        );
        assert_eq!(add(&store, b"x").await.size, 1);
    }
}

#[test]
fn many_may_make_it_at_once() {
    for _ in 0..50 {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("store");
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| EmbeddedStore::open(&path)))
                .collect();
            for thread in threads {
                thread.join().unwrap().unwrap();
            }
        });
    }
}

#[tokio::test]
async fn a_folder_that_went_away_is_an_error_not_an_empty_store() {
    let (folder, store) = store();
    let cid = add(&store, b"x").await.cid;
    fs::remove_dir_all(folder.path()).unwrap();
    let error = store.has(&cid).await.unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    assert!(matches!(
        store.add(&mut seq(1), &|_| {}).await,
        Err(StoreError::Io { .. })
    ));
}
