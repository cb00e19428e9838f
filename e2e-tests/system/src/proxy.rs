//! A node that lies, or is far away: a WebSocket proxy (RFC 6455) before a real one that answers chosen reads of contracts
//! itself, delays what it passes on, and remembers what it was asked. Everything else is the real node's.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use medink_interface::selector;
use medink_types::AccountId;
use scale::{Compact, Decode, Encode};
use serde_json::{Value, json};

/// What is answered to a read with these arguments; none lets the node answer.
type Lie = Box<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send>;

/// A proxy before a node; its threads end with the connections that they serve.
pub struct Proxy {
    url: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// By contract and message.
    lies: Mutex<HashMap<(AccountId, [u8; 4]), Lie>>,
    /// Everything that clients have said, as text.
    heard: Mutex<Vec<String>>,
    /// How often a lie was told.
    told: Mutex<u32>,
    delay: Mutex<Duration>,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

impl Proxy {
    /// A proxy before the node at this address.
    pub fn before(rpc: &str) -> Self {
        let node = rpc.strip_prefix("ws://").expect("an address of ws").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("ws://{}", listener.local_addr().expect("its address"));
        let shared = Arc::new(Shared::default());
        let of_all = shared.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let node = TcpStream::connect(&node).expect("the node listens");
                let shared = of_all.clone();
                // A connection that breaks off is over, whatever the reason.
                thread::spawn(move || serve(&client, &node, &shared));
            }
        });
        Proxy { url, shared }
    }

    /// Its address.
    pub fn rpc(&self) -> &str {
        &self.url
    }

    /// From now on answers a message of a contract itself. The lie gets the arguments in SCALE, and gives what the
    /// message returns in SCALE, or none where the node is to answer.
    pub fn lie(&self, at: AccountId, message: &str, lie: impl Fn(&[u8]) -> Option<Vec<u8>> + Send + 'static) {
        self.lock(&self.shared.lies)
            .insert((at, selector(message)), Box::new(lie));
    }

    /// The same answer to whatever arguments.
    pub fn answer(&self, at: AccountId, message: &str, value: &impl Encode) {
        let bytes = value.encode();
        self.lie(at, message, move |_| Some(bytes.clone()));
    }

    /// From now on passes everything on so much later, in both directions.
    pub fn delay(&self, by: Duration) {
        *self.lock(&self.shared.delay) = by;
    }

    /// How often a message was called, tried or sent, through this proxy.
    pub fn heard(&self, message: &str) -> usize {
        let selector = hex::encode(selector(message));
        self.lock(&self.shared.heard)
            .iter()
            .filter(|said| said.contains(&selector))
            .count()
    }

    /// How often it has lied.
    pub fn told(&self) -> u32 {
        *self.lock(&self.shared.told)
    }

    fn lock<'a, T>(&self, of: &'a Mutex<T>) -> std::sync::MutexGuard<'a, T> {
        of.lock().expect("no thread of the proxy has panicked")
    }
}

/// Carries a connection until either side ends it.
fn serve(client: &TcpStream, node: &TcpStream, shared: &Arc<Shared>) {
    client.set_nodelay(true).expect("an option of TCP");
    node.set_nodelay(true).expect("an option of TCP");
    let (to_client, to_node) = (writer(client), writer(node));
    let back = (
        node.try_clone().expect("a second handle"),
        to_client.clone(),
        shared.clone(),
    );
    thread::spawn(move || {
        let (node, to_client, shared) = back;
        let mut node = BufReader::new(node);
        let _ = pass_head(&mut node, &to_client);
        while let Ok((raw, _)) = frame(&mut node) {
            if to_client.send((late(&shared), raw)).is_err() {
                break;
            }
        }
    });
    let mut from = BufReader::new(client.try_clone().expect("a second handle"));
    let _ = pass_head(&mut from, &to_node);
    while let Ok((raw, text)) = frame(&mut from) {
        let lie = told(&text, shared);
        shared.heard.lock().expect("a lock").push(text);
        let sent = match lie {
            Some(lie) => to_client.send((late(shared), text_frame(&lie))),
            None => to_node.send((late(shared), raw)),
        };
        if sent.is_err() {
            break;
        }
    }
    let _ = node.shutdown(std::net::Shutdown::Both);
    let _ = client.shutdown(std::net::Shutdown::Both);
}

/// When something that is passed on now is due.
fn late(shared: &Shared) -> Instant {
    Instant::now() + *shared.delay.lock().expect("a lock")
}

/// Writes what it is given, in order, each when it is due.
fn writer(to: &TcpStream) -> Sender<(Instant, Vec<u8>)> {
    let mut to = to.try_clone().expect("a second handle");
    let (sender, due): (_, Receiver<(Instant, Vec<u8>)>) = mpsc::channel();
    thread::spawn(move || {
        for (when, bytes) in due {
            thread::sleep(when.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
    sender
}

/// The answer to a request that is lied to.
fn told(text: &str, shared: &Shared) -> Option<String> {
    let request: Value = serde_json::from_str(text).ok()?;
    if request["method"] != "state_call" || request["params"][0] != "ContractsApi_call" {
        return None;
    }
    let bytes = hex::decode(request["params"][1].as_str()?.strip_prefix("0x")?).ok()?;
    type Arguments = (AccountId, AccountId, u128, Option<()>, Option<u128>, Vec<u8>);
    let (_, contract, _, _, _, data) = Arguments::decode(&mut bytes.as_slice()).ok()?;
    let (message, arguments) = data.split_first_chunk::<4>()?;
    let lies = shared.lies.lock().expect("a lock");
    let returned = lies.get(&(contract, *message))?(arguments)?;
    *shared.told.lock().expect("a lock") += 1;
    // `Ok` of ink!'s `Result<_, LangError>`.
    let mut answer = vec![0];
    answer.extend(returned);
    let gas = (Compact(1_000_000_000u64), Compact(100_000u64));
    // Consumed, required, a deposit of nothing, no debug message; `Ok`, no flags.
    let result = (gas, gas, (1u8, 0u128), Vec::<u8>::new(), 0u8, 0u32, answer).encode();
    let answer =
        json!({ "jsonrpc": "2.0", "id": request["id"], "result": format!("0x{}", hex::encode(result)) });
    Some(answer.to_string())
}

fn pass_head(from: &mut impl Read, to: &Sender<(Instant, Vec<u8>)>) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(take::<1>(from)?[0]);
    }
    let _ = to.send((Instant::now(), head));
    Ok(())
}

fn take<const N: usize>(from: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// One frame as it is, and its payload unmasked. Clients mask, and send each message in one frame.
fn frame(from: &mut impl Read) -> io::Result<(Vec<u8>, String)> {
    let head = take::<2>(from)?;
    let mut raw = head.to_vec();
    let length = match head[1] & 0x7f {
        126 => {
            let length = take::<2>(from)?;
            raw.extend(length);
            u64::from(u16::from_be_bytes(length))
        }
        127 => {
            let length = take::<8>(from)?;
            raw.extend(length);
            u64::from_be_bytes(length)
        }
        short => u64::from(short),
    };
    let mut mask = [0; 4];
    if head[1] & 0x80 != 0 {
        mask = take::<4>(from)?;
        raw.extend(mask);
    }
    let mut payload = vec![0; usize::try_from(length).expect("a length that fits")];
    from.read_exact(&mut payload)?;
    raw.extend(&payload);
    for (byte, mask) in payload.iter_mut().zip(mask.iter().cycle()) {
        *byte ^= mask;
    }
    Ok((raw, String::from_utf8_lossy(&payload).into_owned()))
}

/// A text frame of a server.
fn text_frame(text: &str) -> Vec<u8> {
    let mut raw = vec![0x81];
    match (u8::try_from(text.len()), u16::try_from(text.len())) {
        (Ok(short @ ..126), _) => raw.push(short),
        (_, Ok(middle)) => {
            raw.push(126);
            raw.extend(middle.to_be_bytes());
        }
        _ => {
            raw.push(127);
            raw.extend((text.len() as u64).to_be_bytes());
        }
    }
    raw.extend(text.as_bytes());
    raw
}
