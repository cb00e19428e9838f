//! A TCP proxy between client and node that breaks the connection where a test wants it: right before or right after a
//! transaction is handed over. It reads the client's WebSocket frames (RFC 6455, section 5.2) to see which is which.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// What to do with the next transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Break before the node gets it.
    Before = 1,
    /// Let the node have it and break before the client hears of it.
    After = 2,
}

pub struct Proxy {
    pub url: String,
    plan: Arc<AtomicU8>,
    broken: Arc<AtomicU32>,
}

impl Proxy {
    pub async fn to(port: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let plan = Arc::new(AtomicU8::new(0));
        let broken = Arc::new(AtomicU32::new(0));
        let shared = (plan.clone(), broken.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (plan, broken) = shared.clone();
                tokio::spawn(async move {
                    let Ok(node) = TcpStream::connect(("127.0.0.1", port)).await else {
                        return;
                    };
                    serve(client, node, &plan, &broken).await;
                });
            }
        });
        Proxy { url, plan, broken }
    }

    /// Breaks once, at the next transaction.
    pub fn plan(&self, what: Break) {
        self.plan.store(what as u8, Ordering::SeqCst);
    }

    /// How often it broke a connection.
    pub fn broken(&self) -> u32 {
        self.broken.load(Ordering::SeqCst)
    }
}

async fn serve(client: TcpStream, node: TcpStream, plan: &AtomicU8, broken: &AtomicU32) {
    client.set_nodelay(true).unwrap();
    node.set_nodelay(true).unwrap();
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_node, mut to_node) = node.into_split();
    let up = async {
        if handshake(&mut from_client, &mut to_node).await.is_err() {
            return;
        }
        while let Ok((raw, text)) = frame(&mut from_client).await {
            let submission = text.contains("author_submitAndWatchExtrinsic");
            let planned = if submission {
                plan.swap(0, Ordering::SeqCst)
            } else {
                0
            };
            if planned != Break::Before as u8 && to_node.write_all(&raw).await.is_err() {
                return;
            }
            if planned != 0 {
                broken.fetch_add(1, Ordering::SeqCst);
                // With the node's receive buffer filled, but nothing read from it any more.
                return;
            }
        }
    };
    let down = async {
        let mut buffer = [0; 16_384];
        while let Ok(count) = from_node.read(&mut buffer).await {
            if count == 0 || to_client.write_all(&buffer[..count]).await.is_err() {
                return;
            }
        }
    };
    // Whichever ends first drops both sides.
    tokio::select! { () = up => {}, () = down => {} }
}

async fn handshake(from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(from.read_u8().await?);
    }
    to.write_all(&head).await
}

/// One frame as it is, and its payload unmasked.
async fn frame(from: &mut OwnedReadHalf) -> std::io::Result<(Vec<u8>, String)> {
    let mut raw = vec![from.read_u8().await?, from.read_u8().await?];
    let length = match raw[1] & 0x7f {
        126 => {
            let length = from.read_u16().await?;
            raw.extend(length.to_be_bytes());
            u64::from(length)
        }
        127 => {
            let length = from.read_u64().await?;
            raw.extend(length.to_be_bytes());
            length
        }
        length => u64::from(length),
    };
    let mut mask = [0; 4];
    from.read_exact(&mut mask).await?;
    raw.extend(mask);
    let mut payload = vec![0; usize::try_from(length).unwrap()];
    from.read_exact(&mut payload).await?;
    raw.extend(&payload);
    let unmasked: Vec<u8> = payload
        .iter()
        .enumerate()
        .map(|(i, byte)| byte ^ mask[i % 4])
        .collect();
    Ok((raw, String::from_utf8_lossy(&unmasked).into_owned()))
}
