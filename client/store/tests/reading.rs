//! What is read is what was written, in whole or in part; what is damaged is never read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::fs;

use common::*;
use medink_store::{CHUNK, Cid, ContentStore, EmbeddedStore, LINKS, Presence, StoreError};
use tokio::io::AsyncReadExt;

const C: u64 = CHUNK as u64;

async fn range(store: &EmbeddedStore, cid: &Cid, offset: u64, len: u64) -> Result<Vec<u8>, StoreError> {
    all(store.read_range(cid, offset, len).await?).await
}

#[tokio::test]
async fn ranges_at_every_boundary() {
    let (_folder, store) = store();
    let node = C * LINKS as u64;
    // No chunk, less than one, one, three (one level), and two levels of nodes with a short last chunk.
    for size in [0, 100, C, 3 * C - 1, node + 2 * C + 5] {
        let bytes = seq_bytes(size);
        let cid = add(&store, &bytes).await.cid;
        let mut edges = vec![
            0,
            1,
            99,
            100,
            C,
            2 * C,
            node - C,
            node,
            node + C,
            node + 2 * C,
            size / 2,
            size,
        ];
        edges = edges
            .iter()
            .flat_map(|&edge| [edge.saturating_sub(1), edge, edge + 1])
            .collect();
        edges.retain(|&edge| edge <= size);
        edges.sort();
        edges.dedup();
        for &from in &edges {
            for &to in edges
                .iter()
                .filter(|&&to| to >= from && (to - from < 3 * C || to == size))
            {
                let part = range(&store, &cid, from, to - from).await.unwrap();
                assert!(
                    part == bytes[from as usize..to as usize],
                    "{from}..{to} of {size}: {} bytes",
                    part.len()
                );
            }
            // Clipped where the content ends.
            let rest = range(&store, &cid, from, u64::MAX).await.unwrap();
            assert!(rest == bytes[from as usize..], "{from}.. of {size}");
        }
        let error = range(&store, &cid, size + 1, 1).await.unwrap_err();
        assert!(
            matches!(error, StoreError::OutOfRange { size: told, .. } if told == size),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_range_reads_only_what_it_needs() {
    let (folder, store) = store();
    let bytes = seq_bytes(4 * C);
    let cid = add(&store, &bytes).await.cid;
    fs::remove_file(block_file(folder.path(), &leaf(&bytes[..CHUNK]))).unwrap();
    let rest = range(&store, &cid, C, 2 * C).await.unwrap();
    assert!(rest == bytes[CHUNK..3 * CHUNK]);
    assert!(matches!(
        range(&store, &cid, C - 1, 2).await,
        Err(StoreError::Incomplete { .. })
    ));
}

#[tokio::test]
async fn a_missing_leaf_is_named_and_nothing_after_it_is_read() {
    let (folder, store) = store();
    let bytes = seq_bytes(5 * C);
    let cid = add(&store, &bytes).await.cid;
    let lost = leaf(&bytes[2 * CHUNK..3 * CHUNK]);
    fs::remove_file(block_file(folder.path(), &lost)).unwrap();

    assert_eq!(store.has(&cid).await.unwrap(), Presence::Partly);
    let found = store.verify(&cid).await.unwrap();
    assert_eq!(
        (found.missing, found.damaged, found.blocks),
        (vec![lost], vec![], 5)
    );
    let error = store.pin(&cid, &OWNER).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Incomplete { block, .. } if **block == lost),
        "{error}"
    );

    let mut reader = store.read(&cid).await.unwrap();
    let mut got = Vec::new();
    let error = StoreError::from_io(reader.read_to_end(&mut got).await.unwrap_err());
    assert!(
        matches!(&error, StoreError::Incomplete { block, .. } if **block == lost),
        "{error}"
    );
    assert!(got == bytes[..2 * CHUNK]);
    // Trying again is no end of file either.
    assert!(reader.read(&mut [0; 8]).await.is_err());
}

#[tokio::test]
async fn a_damaged_block_is_named_and_never_read() {
    for at in [0, 1, 2] {
        let (folder, store) = store();
        let bytes = seq_bytes(2 * C);
        let cid = add(&store, &bytes).await.cid;
        let block = [leaf(&bytes[..CHUNK]), leaf(&bytes[CHUNK..]), cid][at];
        let path = block_file(folder.path(), &block);
        let mut file = fs::read(&path).unwrap();
        file[40] ^= 1;
        fs::write(&path, file).unwrap();

        let found = store.verify(&cid).await.unwrap();
        assert_eq!(
            (found.missing.as_slice(), found.damaged.as_slice()),
            (&[][..], &[block][..])
        );
        assert!(!found.is_whole());
        let error = match store.read(&cid).await {
            Ok(reader) => all(reader).await.unwrap_err(),
            Err(error) => error,
        };
        assert!(
            matches!(&error, StoreError::Damaged { block: named, .. } if **named == block),
            "{error}"
        );
        assert!(error.to_string().contains(&block.to_string()));
    }
}

#[tokio::test]
async fn a_block_of_another_length_is_damaged() {
    let (folder, store) = store();
    let bytes = seq_bytes(2 * C);
    let cid = add(&store, &bytes).await.cid;
    let block = leaf(&bytes[CHUNK..]);
    let path = block_file(folder.path(), &block);
    for cut in [0, C - 1, C + 1, 64 * 1024 * 1024] {
        fs::OpenOptions::new()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(cut)
            .unwrap();
        assert_eq!(store.verify(&cid).await.unwrap().damaged, [block], "{cut}");
        assert_eq!(store.has(&cid).await.unwrap(), Presence::Partly, "{cut}");
        assert!(
            matches!(store.pin(&cid, &OWNER).await, Err(StoreError::Damaged { .. })),
            "{cut}"
        );
    }
}

#[tokio::test]
async fn absent_content_and_foreign_addresses_are_told_apart() {
    let (_folder, store) = store();
    let absent = leaf(b"never stored");
    assert_eq!(store.has(&absent).await.unwrap(), Presence::Absent);
    assert!(matches!(
        store.read(&absent).await.err(),
        Some(StoreError::NotFound { .. })
    ));
    assert!(matches!(
        store.size(&absent).await,
        Err(StoreError::NotFound { .. })
    ));
    assert!(matches!(
        store.pin(&absent, &OWNER).await,
        Err(StoreError::NotFound { .. })
    ));
    assert_eq!(store.verify(&absent).await.unwrap().missing, [absent]);

    let v0: Cid = "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH".parse().unwrap();
    assert!(matches!(
        store.has(&v0).await,
        Err(StoreError::Unsupported { .. })
    ));
    assert!(matches!(
        store.read(&v0).await.err(),
        Some(StoreError::Unsupported { .. })
    ));
    assert!(matches!(
        store.pin(&v0, &OWNER).await,
        Err(StoreError::Unsupported { .. })
    ));
    assert!(matches!(
        store.verify(&v0).await,
        Err(StoreError::Unsupported { .. })
    ));
}

#[tokio::test]
async fn the_same_chunk_many_times_is_one_block() {
    let (folder, store) = store();
    let bytes = vec![9; 200 * CHUNK];
    let added = add(&store, &bytes).await;
    // The chunk, the full node, the node of the rest, and the root.
    assert_eq!(block_files(folder.path()).len(), 4);
    assert_eq!(store.verify(&added.cid).await.unwrap().blocks, 4);
    assert!(added.stored > added.size);
    assert!(all(store.read(&added.cid).await.unwrap()).await.unwrap() == bytes);
}
