//! A daemon that has lost something, lies, dies or falls silent.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use medink_store::{ContentStore, Doing, KuboStore, Page, Presence, StoreError};
use tokio::io::AsyncReadExt;

use crate::common::*;
use crate::{C, connect, limited, range, refused};
use e2e_parts::{Kubo, KuboProxy, overwrite};

/// Bytes of a block were changed on the daemon's disk, or the block is gone.
#[tokio::test]
async fn damage_in_the_daemons_repository_is_noticed_before_bytes_come_out() {
    let kubo = Kubo::start();
    let daemon = connect(kubo.url()).await;
    let bytes = seq_bytes(5 * C);
    let cid = daemon.add(&mut seq(5 * C), &|_| {}).await.unwrap().cid;
    let third = leaf(&bytes[2 * C as usize..3 * C as usize]);
    let path = kubo.block_file(&third);
    let mut wrong = std::fs::read(&path).unwrap();
    wrong[17] ^= 1;
    overwrite(&path, &wrong);

    let mut reader = daemon.read(&cid).await.unwrap();
    let mut got = Vec::new();
    let error = StoreError::from_io(reader.read_to_end(&mut got).await.unwrap_err());
    assert!(
        matches!(&error, StoreError::Damaged { block, .. } if **block == third),
        "{error}"
    );
    assert!(
        got == bytes[..2 * C as usize],
        "what came before is right, and nothing of the block came out"
    );
    assert!(
        range(&daemon, &cid, 3 * C, C).await.is_ok(),
        "the others can be had"
    );
    let verified = daemon.verify(&cid).await.unwrap();
    assert_eq!(
        (verified.blocks, &verified.damaged[..], &verified.missing[..]),
        (5, &[third][..], &[][..])
    );

    std::fs::remove_file(&path).unwrap();
    assert_eq!(daemon.has(&cid).await.unwrap(), Presence::Partly);
    let verified = daemon.verify(&cid).await.unwrap();
    assert_eq!(
        (&verified.missing[..], &verified.damaged[..]),
        (&[third][..], &[][..])
    );
    let error = daemon.pin(&cid, &OWNER).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Incomplete { block, .. } if **block == third),
        "{error}"
    );
    let error = all(daemon.read(&cid).await.unwrap()).await.unwrap_err();
    assert!(matches!(error, StoreError::Incomplete { .. }), "{error}");

    // Adding it again heals it.
    let again = daemon.add(&mut seq(5 * C), &|_| {}).await.unwrap();
    assert_eq!(again.cid, cid);
    daemon.pin(&cid, &OWNER).await.unwrap();
}

/// Something between the daemon and here changes what it says.
#[tokio::test]
async fn lies_are_noticed() {
    let kubo = Kubo::start();
    let honest = connect(kubo.url()).await;
    let cid = honest.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;

    let blocks = KuboProxy::new(kubo.url(), None, |line, mut body| {
        if line.contains("/block/get") {
            body[0] ^= 0x80;
        }
        Some(body)
    });
    let lying = connect(blocks.url()).await;
    let error = lying.read(&cid).await.map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(!lying.verify(&cid).await.unwrap().is_whole());

    // A block of another content, whole and right in itself.
    let other = honest
        .add(&mut &b"something else"[..], &|_| {})
        .await
        .unwrap()
        .cid;
    let swapped = KuboProxy::new(kubo.url(), None, move |line, body| {
        Some(match line.contains("/block/get") {
            true => b"something else".to_vec(),
            false => body,
        })
    });
    let lying = connect(swapped.url()).await;
    assert_eq!(
        all(lying.read(&other).await.unwrap()).await.unwrap(),
        b"something else"
    );
    let error = lying.read(&cid).await.map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");

    let named = KuboProxy::new(kubo.url(), None, move |line, body| {
        Some(match line.contains("/add") {
            true => format!("{{\"Name\":\"x\",\"Hash\":\"{other}\",\"Size\":\"14\"}}\n").into_bytes(),
            false => body,
        })
    });
    let lying = connect(named.url()).await;
    let error = lying.add(&mut seq(2 * C), &|_| {}).await.unwrap_err();
    assert!(matches!(error, StoreError::Disagrees { .. }), "{error}");

    let cut = KuboProxy::new(kubo.url(), None, |line, body| {
        Some(match line.contains("/add") {
            true => Vec::new(),
            false => body,
        })
    });
    let error = connect(cut.url())
        .await
        .add(&mut seq(10), &|_| {})
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::NotADaemon { .. }), "{error}");
}

#[tokio::test]
async fn a_daemon_that_dies_is_an_error_and_no_silence() {
    let kubo = Mutex::new(Kubo::start());
    let url = kubo.lock().unwrap().url().to_owned();
    let daemon = connect(&url).await;
    let cid = daemon.add(&mut seq(20 * C), &|_| {}).await.unwrap().cid;

    let mut reader = daemon.read(&cid).await.unwrap();
    let mut some = vec![0; C as usize];
    reader.read_exact(&mut some).await.unwrap();
    kubo.lock().unwrap().kill();
    let mut rest = Vec::new();
    let error = StoreError::from_io(reader.read_to_end(&mut rest).await.unwrap_err());
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");

    // In the middle of an add.
    kubo.lock().unwrap().run();
    let begun = Instant::now();
    let error = daemon
        .add(&mut seq(400 * C), &|total| {
            if total == 40 * C {
                kubo.lock().unwrap().kill();
            }
        })
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(20));

    // Nobody there at all; then everything as before.
    let error = daemon.size(&cid).await.unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains("Connection refused"), "{error}");
    kubo.lock().unwrap().run();
    assert!(
        daemon.verify(&cid).await.unwrap().is_whole(),
        "what it said it had is on its disk"
    );
}

#[tokio::test]
async fn a_silent_daemon_is_given_up() {
    let kubo = Kubo::start();
    let daemon = KuboStore::connect(kubo.url(), &limited()).await.unwrap();
    let cid = daemon.add(&mut seq(20 * C), &|_| {}).await.unwrap().cid;
    let mut reader = daemon.read(&cid).await.unwrap();
    let mut some = vec![0; C as usize];
    reader.read_exact(&mut some).await.unwrap();
    let frozen = kubo.freeze();
    let begun = Instant::now();
    let mut rest = Vec::new();
    let mut errors = vec![
        StoreError::from_io(reader.read_to_end(&mut rest).await.unwrap_err()),
        daemon.add(&mut seq(200 * C), &|_| {}).await.unwrap_err(),
        daemon.add(&mut seq(1), &|_| {}).await.unwrap_err(),
        daemon.pin(&cid, &OWNER).await.unwrap_err(),
        daemon.unpin(&cid, &OWNER).await.unwrap_err(),
        daemon.has(&cid).await.unwrap_err(),
        daemon.size(&cid).await.unwrap_err(),
        daemon.verify(&cid).await.unwrap_err(),
        daemon.gc().await.unwrap_err(),
        daemon.describe().await.unwrap_err(),
        daemon
            .pinned(Page {
                after: None,
                limit: 1,
            })
            .await
            .unwrap_err(),
    ];
    errors.push(refused(kubo.url(), &limited()).await);
    for error in errors {
        assert!(
            matches!(
                error,
                StoreError::TooSlow { seconds: 2, .. } | StoreError::Unreachable { .. }
            ),
            "{error}"
        );
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    drop(frozen);
    daemon.pin(&cid, &OWNER).await.unwrap();

    // Silent in one kind of answer only.
    let proxy = KuboProxy::new(kubo.url(), None, |line, body| {
        (!line.contains("/add")).then_some(body)
    });
    let half = KuboStore::connect(proxy.url(), &limited()).await.unwrap();
    let error = half.add(&mut seq(1), &|_| {}).await.unwrap_err();
    assert!(
        matches!(
            error,
            StoreError::TooSlow {
                doing: Doing::Storing,
                ..
            }
        ),
        "{error}"
    );
}
