//! The store of a real Kubo daemon: the same addresses as the store in process, and nothing believed that can be checked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::kubo::{Kubo, Proxy, overwrite};
use common::*;
use medink_store::{
    CHUNK, Cid, ContentStore, Credentials, KuboOptions, KuboStore, LINKS, Limits, Page, Presence, StoreError,
};
use tokio::io::AsyncReadExt;

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
    daemon.pin(&keep).await.unwrap();
    daemon.pin(&keep).await.unwrap();
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

    assert!(daemon.unpin(&keep).await.unwrap());
    assert!(!daemon.unpin(&keep).await.unwrap(), "a second time is no error");
    daemon.gc().await.unwrap();
    assert_eq!(daemon.has(&keep).await.unwrap(), Presence::Absent);
    for (what, error) in [
        ("read", daemon.read(&keep).await.map(drop).unwrap_err()),
        ("size", daemon.size(&keep).await.map(drop).unwrap_err()),
        ("pin", daemon.pin(&keep).await.unwrap_err()),
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
            store.pin(&added.cid).await.unwrap();
        }
    }
    for limit in [7, 25, 1000] {
        let mut pages = [Vec::new(), Vec::new()];
        for (store, found) in [&daemon as &dyn ContentStore, &embedded]
            .into_iter()
            .zip(&mut pages)
        {
            let mut after = None;
            loop {
                let page = store.pinned(Page { after, limit }).await.unwrap();
                after = page.cids.last().copied();
                let more = page.more;
                found.push(page);
                if !more {
                    break;
                }
            }
        }
        let [there, here] = pages;
        assert_eq!(there, here);
        assert_eq!(there.iter().map(|page| page.cids.len()).sum::<usize>(), 25);
    }
}

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
    let error = StoreError::from_read(reader.read_to_end(&mut got).await.unwrap_err());
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
    let error = daemon.pin(&cid).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Incomplete { block, .. } if **block == third),
        "{error}"
    );
    let error = all(daemon.read(&cid).await.unwrap()).await.unwrap_err();
    assert!(matches!(error, StoreError::Incomplete { .. }), "{error}");

    // Adding it again heals it.
    let again = daemon.add(&mut seq(5 * C), &|_| {}).await.unwrap();
    assert_eq!(again.cid, cid);
    daemon.pin(&cid).await.unwrap();
}

/// Something between the daemon and here changes what it says.
#[tokio::test]
async fn lies_are_noticed() {
    let kubo = Kubo::start();
    let honest = connect(kubo.url()).await;
    let cid = honest.add(&mut seq(2 * C), &|_| {}).await.unwrap().cid;

    let blocks = Proxy::new(kubo.url(), None, |line, mut body| {
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
    let swapped = Proxy::new(kubo.url(), None, move |line, body| {
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

    let named = Proxy::new(kubo.url(), None, move |line, body| {
        Some(match line.contains("/add") {
            true => format!("{{\"Name\":\"x\",\"Hash\":\"{other}\",\"Size\":\"14\"}}\n").into_bytes(),
            false => body,
        })
    });
    let lying = connect(named.url()).await;
    let error = lying.add(&mut seq(2 * C), &|_| {}).await.unwrap_err();
    assert!(matches!(error, StoreError::Disagrees { .. }), "{error}");

    let cut = Proxy::new(kubo.url(), None, |line, body| {
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
    let error = StoreError::from_read(reader.read_to_end(&mut rest).await.unwrap_err());
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
        StoreError::from_read(reader.read_to_end(&mut rest).await.unwrap_err()),
        daemon.add(&mut seq(200 * C), &|_| {}).await.unwrap_err(),
        daemon.add(&mut seq(1), &|_| {}).await.unwrap_err(),
        daemon.pin(&cid).await.unwrap_err(),
        daemon.unpin(&cid).await.unwrap_err(),
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
    daemon.pin(&cid).await.unwrap();

    // Silent in one kind of answer only.
    let proxy = Proxy::new(kubo.url(), None, |line, body| {
        (!line.contains("/add")).then_some(body)
    });
    let half = KuboStore::connect(proxy.url(), &limited()).await.unwrap();
    let error = half.add(&mut seq(1), &|_| {}).await.unwrap_err();
    assert!(
        matches!(error, StoreError::TooSlow { doing: "storing", .. }),
        "{error}"
    );
}

#[tokio::test]
async fn credentials_open_the_daemon_and_are_shown_nowhere() {
    const BEARER: &str = "t0ken-of-the-clinic";
    let kubo = Kubo::configured(&[(
        "API.Authorizations",
        r#"{"a":{"AuthSecret":"bearer:t0ken-of-the-clinic","AllowedPaths":["/api/v0"]},
            "b":{"AuthSecret":"basic:ada:pass:w0rd","AllowedPaths":["/api/v0"]}}"#,
    )]);
    let with = |credentials| KuboOptions {
        credentials,
        ..KuboOptions::default()
    };
    for good in [
        Credentials::bearer(BEARER),
        Credentials::basic("ada", "pass:w0rd"),
    ] {
        let options = with(Some(good));
        let daemon = KuboStore::connect(kubo.url(), &options).await.unwrap();
        let cid = daemon.add(&mut seq(C + 1), &|_| {}).await.unwrap().cid;
        assert_eq!(
            all(daemon.read(&cid).await.unwrap()).await.unwrap(),
            seq_bytes(C + 1)
        );
        assert_eq!(format!("{daemon:?} {options:?}").matches("w0rd").count(), 0);
        assert_eq!(format!("{daemon:?} {options:?}").matches("t0ken").count(), 0);
    }
    for bad in [
        None,
        Some(Credentials::bearer("wr0ng")),
        Some(Credentials::basic("ada", "wr0ng")),
    ] {
        let error = refused(kubo.url(), &with(bad)).await;
        assert!(matches!(error, StoreError::Unauthorized { .. }), "{error}");
        assert!(!format!("{error} {error:?}").contains("wr0ng"));
    }

    // Something in front of the daemon repeats whatever it was sent, in an error as Kubo's own.
    let open = Kubo::start();
    let proxy = Proxy::new(open.url(), Some("Bearer the-right-one"), |_, body| Some(body));
    let good = with(Some(Credentials::bearer("the-right-one")));
    let daemon = KuboStore::connect(proxy.url(), &good).await.unwrap();
    assert!(daemon.add(&mut seq(1), &|_| {}).await.is_ok());
    let store = KuboStore::new(proxy.url(), &with(Some(Credentials::basic("ada", "s3cret-w0rd")))).unwrap();
    let error = store.size(&leaf(b"x")).await.unwrap_err();
    let shown = format!("{error} {error:?} {store:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(!shown.contains("YWRhOnMzY3JldC13MHJk"), "{shown}");
    // It was sent, in the header and nowhere else.
    let head = proxy.heads().pop().unwrap();
    let sent = head.to_lowercase().contains("authorization: basic");
    assert!(sent && !head.lines().next().unwrap().contains("s3cret"), "{head}");
}

#[tokio::test]
async fn what_is_no_daemon_of_a_known_version_is_refused() {
    let kubo = Kubo::start();
    let version = |found: &'static str| {
        Proxy::new(kubo.url(), None, move |line, body| {
            Some(match line.contains("/version") {
                true => format!("{{\"Version\":\"{found}\"}}").into_bytes(),
                false => body,
            })
        })
    };
    let error = refused(version("0.34.1").url(), &limited()).await;
    assert!(
        matches!(&error, StoreError::OldDaemon { found, .. } if found == "0.34.1"),
        "{error}"
    );
    assert!(error.to_string().contains("0.35.0"), "{error}");
    for strange in ["", "go1.26", "1.0"] {
        let error = refused(version(strange).url(), &limited()).await;
        assert!(matches!(error, StoreError::NotADaemon { .. }), "{error}");
    }
    for fine in ["0.35.0", "0.99.0-rc1", "1.0.0"] {
        assert!(
            KuboStore::connect(version(fine).url(), &limited()).await.is_ok(),
            "{fine}"
        );
    }
    // The gateway's port in place of the RPC's.
    let gateway = std::fs::read_to_string(
        kubo.block_file(&leaf(b""))
            .ancestors()
            .nth(3)
            .unwrap()
            .join("gateway"),
    );
    let error = refused(gateway.unwrap().trim(), &limited()).await;
    assert!(matches!(error, StoreError::NotADaemon { .. }), "{error}");
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
            daemon.pin(&added.cid).await.unwrap();
            let back = all(daemon.read(&added.cid).await.unwrap()).await.unwrap();
            assert!(back == seq_bytes(n * C + n));
            done.fetch_add(1, Ordering::Relaxed);
        }
    });
    futures::future::join_all(adds).await;
    assert_eq!(done.into_inner(), 12);
}
