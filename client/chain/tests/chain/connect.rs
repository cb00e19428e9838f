//! Connecting, to the right node and to everything that is none.

use crate::support::connect;
use e2e_parts::Node;
use medink_chain::{BlockId, Chain, ChainError, ConnectOptions, ErrorKind, SubxtChain};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn quick() -> ConnectOptions {
    ConnectOptions {
        connect_within: Duration::from_secs(1),
        answer_within: Duration::from_secs(2),
        reconnect_within: Duration::from_secs(2),
        ..ConnectOptions::default()
    }
}

async fn refused(url: &str) -> ChainError {
    SubxtChain::connect(url, quick()).await.unwrap_err()
}

#[tokio::test]
async fn a_node_says_who_it_is() {
    let node = Node::temporary();
    let chain = connect(node.rpc()).await;
    let identity = chain.identity();
    assert_eq!(identity.name, "medink development");
    assert!(identity.is_development(), "{identity:?}");
    assert_eq!(
        (identity.token.symbol.as_str(), identity.token.decimals),
        ("UNIT", 12)
    );
    assert_eq!(
        (identity.ss58_prefix, identity.spec_name.as_str()),
        (42, "medink-node")
    );
    assert_eq!(identity.existential_deposit, 1_000_000_000);
    let head = chain.head().await.unwrap();
    assert_eq!((head.number, head.hash), (0, identity.genesis));
    let first = chain.block(BlockId::Number(0)).await.unwrap().unwrap();
    assert_eq!((first.hash, first.extrinsics.len()), (identity.genesis, 0));
    assert_eq!(chain.block(BlockId::Number(1)).await.unwrap(), None);
    assert_eq!(chain.block(BlockId::Hash([7; 32])).await.unwrap(), None);
}

#[tokio::test]
async fn another_chain_is_refused_and_both_are_named() {
    let node = Node::temporary();
    let options = ConnectOptions {
        expected_genesis: Some([7; 32]),
        ..quick()
    };
    let error = SubxtChain::connect(node.rpc(), options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WrongChain);
    let found = hex::encode(connect(node.rpc()).await.identity().genesis);
    let text = error.to_string();
    assert!(
        text.contains(&found) && text.contains(&"07".repeat(32)) && text.contains("medink development"),
        "{text}"
    );
}

#[tokio::test]
async fn nothing_listening_is_told_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    drop(listener);
    let started = Instant::now();
    let error = refused(&url).await;
    assert!(started.elapsed() < Duration::from_millis(500));
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(error.to_string().contains("nothing listens there"), "{error}");
}

#[tokio::test]
async fn a_silent_listener_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let error = refused(&format!("ws://{}", listener.local_addr().unwrap())).await;
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(error.to_string().contains("within 1 s"), "{error}");
}

#[tokio::test]
async fn a_web_server_is_not_a_node() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4_096]).await;
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                .await;
        }
    });
    let error = refused(&url).await;
    assert!(matches!(error, ChainError::NotANode { .. }), "{error}");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[tokio::test]
async fn an_unknown_host_is_named() {
    let options = ConnectOptions {
        allow_plaintext: true,
        ..quick()
    };
    let error = SubxtChain::connect("ws://no-such-host.invalid:9944", options)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unreachable);
    assert!(error.to_string().contains("no-such-host.invalid"), "{error}");
}
