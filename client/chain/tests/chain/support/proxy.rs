//! A TCP proxy between client and node that makes trouble where a test wants it: it breaks the connection right before
//! or right after a transaction is handed over, refuses a transaction in the node's place, or tells of another version
//! of the runtime. It reads the WebSocket frames of both sides (RFC 6455, section 5.2) to see which is which, and keeps
//! what the client asks.

use std::sync::Arc;
use std::sync::Mutex as Lock;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, Notify};

/// How long is waited for a transaction to come.
const WITHIN: Duration = Duration::from_secs(20);

/// What to do with the next transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Break before the node gets it.
    Before,
    /// Let the node have it and break before the client hears of it.
    After,
    /// Keep it from the node, and answer with this JSON-RPC error (sc-rpc-api, `author/error.rs`) so many times.
    Refuse {
        code: i32,
        message: &'static str,
        times: u32,
    },
}

pub struct Proxy {
    pub url: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    plan: Lock<Option<Break>>,
    asked: Lock<Vec<String>>,
    broken: AtomicU32,
    breaks: Notify,
    old_runtime: AtomicBool,
}

impl Proxy {
    pub async fn to(port: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::default());
        let of_all = shared.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let shared = of_all.clone();
                tokio::spawn(async move {
                    let Ok(node) = TcpStream::connect(("127.0.0.1", port)).await else {
                        return;
                    };
                    serve(client, node, &shared).await;
                });
            }
        });
        Proxy { url, shared }
    }

    /// Does this once (a refusal: as often as it says), at the next transaction.
    pub fn plan(&self, what: Break) {
        *self.shared.plan.lock().unwrap() = Some(what);
    }

    /// How often it did what was planned.
    pub fn broken(&self) -> u32 {
        self.shared.broken.load(Ordering::SeqCst)
    }

    /// What the client has asked since the last time: the runtime's function for a `state_call`, else the method.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.asked.lock().unwrap())
    }

    /// Waits until it has done what was planned.
    pub async fn breaks(&self) {
        tokio::time::timeout(WITHIN, self.shared.breaks.notified())
            .await
            .expect("no transaction came, or it was not the kind that was planned for");
    }

    /// From now on until the next transaction, tells of another version of the runtime than the node has: as if the
    /// runtime changed between the client's connecting and its first transaction.
    pub fn tell_of_another_runtime(&self) {
        self.shared.old_runtime.store(true, Ordering::SeqCst);
    }
}

impl Shared {
    /// What to do with the transaction that comes now.
    fn take(&self) -> Option<Break> {
        let mut plan = self.plan.lock().unwrap();
        let now = *plan;
        *plan = match now {
            Some(Break::Refuse { code, message, times }) if times > 1 => Some(Break::Refuse {
                code,
                message,
                times: times - 1,
            }),
            _ => None,
        };
        if now.is_some() {
            self.broken.fetch_add(1, Ordering::SeqCst);
            self.breaks.notify_one();
        }
        now
    }
}

async fn serve(client: TcpStream, node: TcpStream, shared: &Shared) {
    client.set_nodelay(true).unwrap();
    node.set_nodelay(true).unwrap();
    let (mut from_client, to_client) = client.into_split();
    let (mut from_node, mut to_node) = node.into_split();
    let to_client = Mutex::new(to_client);
    let up = async {
        if handshake(&mut from_client, &mut to_node).await.is_err() {
            return;
        }
        while let Ok((raw, text)) = frame(&mut from_client).await {
            shared.asked.lock().unwrap().extend(question(&text));
            let submission = text.contains("author_submitAndWatchExtrinsic");
            if submission {
                shared.old_runtime.store(false, Ordering::SeqCst);
            }
            let planned = if submission { shared.take() } else { None };
            if let Some(Break::Refuse { code, message, .. }) = planned {
                let answer = refusal(&text, code, message);
                if to_client
                    .lock()
                    .await
                    .write_all(&unmasked(&answer))
                    .await
                    .is_err()
                {
                    return;
                }
                continue;
            }
            if planned != Some(Break::Before) && to_node.write_all(&raw).await.is_err() {
                return;
            }
            if planned.is_some() {
                // With the node's receive buffer filled, but nothing read from it any more.
                return;
            }
        }
    };
    let down = async {
        if handshake(&mut from_node, &mut *to_client.lock().await)
            .await
            .is_err()
        {
            return;
        }
        while let Ok((mut raw, text)) = frame(&mut from_node).await {
            if shared.old_runtime.load(Ordering::SeqCst) && text.contains("\"specVersion\":") {
                raw = unmasked(&text.replace("\"specVersion\":", "\"specVersion\":4"));
            }
            if to_client.lock().await.write_all(&raw).await.is_err() {
                return;
            }
        }
    };
    // Whichever ends first drops both sides.
    tokio::select! { () = up => {}, () = down => {} }
}

/// What a frame asks; none for one that is no request.
fn question(frame: &str) -> Option<String> {
    let request: serde_json::Value = serde_json::from_str(frame).ok()?;
    let asked = match request["method"].as_str()? {
        "state_call" => request["params"][0].as_str()?,
        method => method,
    };
    Some(asked.to_owned())
}

/// The answer of a node that does not take a transaction.
fn refusal(request: &str, code: i32, message: &str) -> String {
    let request: serde_json::Value = serde_json::from_str(request).unwrap();
    serde_json::json!({
        "jsonrpc": "2.0", "id": request["id"], "error": { "code": code, "message": message }
    })
    .to_string()
}

/// A text frame of a server.
fn unmasked(text: &str) -> Vec<u8> {
    let mut raw = vec![0x81];
    match text.len() {
        short @ ..126 => raw.push(u8::try_from(short).unwrap()),
        long => {
            raw.push(127);
            raw.extend(u64::try_from(long).unwrap().to_be_bytes());
        }
    }
    raw.extend(text.as_bytes());
    raw
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
    // Only a client masks its frames; without a mask the payload is as it is.
    let mut mask = [0; 4];
    if raw[1] & 0x80 != 0 {
        from.read_exact(&mut mask).await?;
        raw.extend(mask);
    }
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
