//! Which web pages get in.

use crate::process::{refused, Node};
use serde_json::json;

#[test]
fn apps_and_local_pages_get_in_and_other_pages_do_not() {
    let node = Node::start(&["--tmp"]);
    for page in [
        "https://polkadot.js.org",
        "http://localhost:3000",
        "http://localhost",
        "http://127.0.0.1:8080",
    ] {
        assert_eq!(node.handshake(Some(page)), 101, "{page}");
    }
    for page in [
        "https://example.org",
        "http://polkadot.js.org",
        "https://polkadot.js.org.example.org",
        "http://localhost.example.org",
        "http://localhost:3000.example.org",
        "null",
    ] {
        assert_eq!(node.handshake(Some(page)), 403, "{page}");
    }
    // A program is no page.
    assert_eq!(node.handshake(None), 101);

    let request = json!({ "jsonrpc": "2.0", "id": 1, "method": "system_chain", "params": [] });
    assert_eq!(
        node.post(request.clone(), &[("Origin", "https://example.org")]).0,
        403
    );
    let (status, answer) = node.post(request, &[("Origin", "https://polkadot.js.org")]);
    assert_eq!((status, &answer["result"]), (200, &json!("medink development")));
    node.stop();
}

#[test]
fn origins_may_be_named() {
    let node = Node::start(&["--tmp", "--rpc-cors", "https://example.org,http://example.net:*"]);
    assert_eq!(node.handshake(Some("https://example.org")), 101);
    assert_eq!(node.handshake(Some("http://example.net:81")), 101);
    assert_eq!(node.handshake(Some("https://polkadot.js.org")), 403);
    node.stop();

    let node = Node::start(&["--tmp", "--rpc-cors", "all"]);
    assert_eq!(node.handshake(Some("https://example.com")), 101);
    node.stop();
}

#[test]
fn what_is_no_origin_is_refused_by_name() {
    for value in [
        "example.org",
        "https://",
        "https://example.org/",
        "https://*.example.org",
        "*",
    ] {
        let (code, text) = refused(&["--tmp", "--rpc-port", "0", "--rpc-cors", value]);
        assert_eq!(code, 1, "{text}");
        assert!(text.contains(value), "{text}");
    }
}
