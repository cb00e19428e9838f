//! Who may use a daemon, and which daemon will do.

use medink_store::{ContentStore, Credentials, KuboOptions, KuboStore, StoreError};

use crate::common::*;
use crate::{C, limited, refused};
use e2e_parts::{Kubo, KuboProxy};

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
    let proxy = KuboProxy::new(open.url(), Some("Bearer the-right-one"), |_, body| Some(body));
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
        KuboProxy::new(kubo.url(), None, move |line, body| {
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
