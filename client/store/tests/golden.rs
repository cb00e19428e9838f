//! The addresses are the world's: each was told by Kubo 0.41.0, offline, for the same bytes, with
//!
//! ```text
//! seq 1000000000 | head -c LEN | ipfs add --offline --only-hash --quiet --cid-version=1 --raw-leaves \
//!     --chunker=size-262144 --max-file-links=174 --hash=sha2-256 --trickle=false --inline=false
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::sync::Mutex;

use common::*;
use medink_store::{ContentStore, Presence};

#[tokio::test]
async fn content_is_named_as_kubo_names_it_and_comes_back() {
    let (folder, store) = store();
    for (len, want) in GOLDEN {
        let told = Mutex::new(0);
        let added = store
            .add(&mut seq(len), &|total| *told.lock().unwrap() = total)
            .await
            .unwrap();
        assert_eq!(added.cid.to_string(), want, "{len} bytes");
        assert_eq!((added.size, *told.lock().unwrap()), (len, len));
        assert_eq!(store.size(&added.cid).await.unwrap(), len);
        assert_eq!(store.has(&added.cid).await.unwrap(), Presence::Whole);
        let back = all(store.read(&added.cid).await.unwrap()).await.unwrap();
        assert!(
            back == seq_bytes(len),
            "{len} bytes came back as other {}",
            back.len()
        );
        let verified = store.verify(&added.cid).await.unwrap();
        assert!(verified.is_whole());
        assert_eq!(
            verified.bytes, added.stored,
            "none of these {len} bytes has a block twice"
        );
        assert!(
            block_file(folder.path(), &added.cid).is_file(),
            "the root is where flatfs has it"
        );
    }
}

#[tokio::test]
async fn the_folder_is_one_that_kubo_would_make() {
    let (folder, store) = store();
    let added = add(&store, b"").await;
    let blocks = folder.path().join("blocks");
    assert_eq!(
        std::fs::read(blocks.join("SHARDING")).unwrap(),
        b"/repo/flatfs/shard/v1/next-to-last/2\n"
    );
    assert!(blocks.join("_README").is_file());
    assert_eq!(
        block_files(folder.path()),
        [blocks.join("QV/CIQOHMGEIKMPYHAUTL57JSEZN64SIJ5OIHSGJG4TJSSJLGI3PBJLQVI.data")]
    );
    assert_eq!(added.stored, 0);
}
