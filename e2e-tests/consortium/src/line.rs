//! A bad line between a host and the others: everything is late, may stall, and breaks off.
//!
//! A namespace stands between, which forwards no packet. What wants to pass connects to a port here, and each connection is
//! carried on by another one, through this program: bytes are passed on when they are due, in their order.

use crate::hosts::Namespace;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddrV4, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Pieces that are under way in one direction of a connection, each of [`PIECE`] bytes at most.
const UNDER_WAY: usize = 256;
const PIECE: usize = 16 * 1024;

/// The first port here that leads out.
const FIRST_OUT: u16 = 20_000;

/// How often it is looked for a new connection.
const LOOK: Duration = Duration::from_millis(10);

/// How long it may take to carry a connection on.
const CONNECT: Duration = Duration::from_secs(5);

/// Where a line ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    /// The address that others know the host by.
    pub outer: Ipv4Addr,
    /// The address here that the host knows.
    pub here: Ipv4Addr,
    /// The host's own.
    pub there: Ipv4Addr,
}

/// The line of one host.
#[derive(Debug)]
pub struct Line {
    space: Namespace,
    ends: Ends,
    shared: Arc<Shared>,
    /// Which port here leads where.
    ways: Mutex<BTreeMap<SocketAddrV4, SocketAddrV4>>,
}

#[derive(Debug)]
struct Shared {
    late: Duration,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    stalled: bool,
    over: bool,
    /// Both ends of each connection.
    carried: Vec<[TcpStream; 2]>,
}

impl Line {
    pub(crate) fn new(space: Namespace, ends: Ends, late: Duration) -> Self {
        let shared = Shared {
            late,
            state: Mutex::default(),
            changed: Condvar::new(),
        };
        Line {
            space,
            ends,
            shared: Arc::new(shared),
            ways: Mutex::default(),
        }
    }

    /// Nothing passes any more, and no connection ends; or everything does again, what has waited first.
    pub fn stall(&self, stalled: bool) {
        self.shared.state.lock().unwrap().stalled = stalled;
        self.shared.changed.notify_all();
    }

    /// Breaks all connections off. New ones are carried on.
    pub fn break_all(&self) {
        for ends in self.shared.state.lock().unwrap().carried.drain(..) {
            for end in ends {
                // The other side may have ended it.
                let _ = end.shutdown(Shutdown::Both);
            }
        }
    }

    /// From now on others reach this port of the host.
    pub(crate) fn lets_in(&self, port: u16) {
        let from = SocketAddrV4::new(self.ends.outer, port);
        self.carry(from, SocketAddrV4::new(self.ends.there, port));
    }

    /// Where the host reaches a port of another one.
    pub(crate) fn lets_out(&self, to: SocketAddrV4) -> SocketAddrV4 {
        let [.., number] = to.ip().octets();
        // Of another one's port its last digits, and the host's number: no two of those that are used here are the same.
        let port = FIRST_OUT + u16::from(number) * 1_000 + to.port() % 1_000;
        let from = SocketAddrV4::new(self.ends.here, port);
        self.carry(from, to);
        from
    }

    fn carry(&self, from: SocketAddrV4, to: SocketAddrV4) {
        let mut ways = self.ways.lock().unwrap();
        if let Some(known) = ways.insert(from, to) {
            assert_eq!(known, to, "a port leads to one place");
            return;
        }
        let shared = self.shared.clone();
        self.space.inside(move || {
            let listener = TcpListener::bind(from).expect("a free port");
            listener.set_nonblocking(true).expect("an option of sockets");
            // A thread is in the namespace of the one that starts it.
            thread::spawn(move || {
                while !shared.state.lock().unwrap().over {
                    match listener.accept() {
                        Ok((client, _)) => {
                            let shared = shared.clone();
                            thread::spawn(move || carry_one(client, to, &shared));
                        }
                        Err(_) => thread::sleep(LOOK),
                    }
                }
            });
        });
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap().over = true;
        self.shared.changed.notify_all();
        self.break_all();
    }
}

/// Carries one connection. One that can't be is over, as it would be without a line.
fn carry_one(client: TcpStream, to: SocketAddrV4, shared: &Arc<Shared>) {
    let Ok(server) = TcpStream::connect_timeout(&to.into(), CONNECT) else {
        return;
    };
    let ready = |stream: &TcpStream| {
        stream.set_nonblocking(false)?;
        stream.set_nodelay(true)?;
        stream.try_clone()
    };
    let (Ok(one), Ok(two)) = (ready(&client), ready(&server)) else {
        return;
    };
    {
        let mut state = shared.state.lock().unwrap();
        // Those that have ended are forgotten now and then.
        state.carried.retain(|[end, _]| end.peer_addr().is_ok());
        state.carried.push([one, two]);
    }
    let (Ok(client_too), Ok(server_too)) = (client.try_clone(), server.try_clone()) else {
        return;
    };
    pass(client, server, shared);
    pass(server_too, client_too, shared);
}

/// Passes on what comes from one side.
fn pass(mut from: TcpStream, to: TcpStream, shared: &Arc<Shared>) {
    let (pieces, due) = sync_channel(UNDER_WAY);
    let (late, of_writer) = (shared.late, shared.clone());
    thread::spawn(move || write(to, &due, &of_writer));
    thread::spawn(move || read(&mut from, &pieces, late));
}

fn read(from: &mut TcpStream, pieces: &SyncSender<(Instant, Vec<u8>)>, late: Duration) {
    let mut bytes = vec![0; PIECE];
    // An end is passed on as well: the writer sees that no more comes.
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if pieces
            .send((Instant::now() + late, bytes[..read].to_vec()))
            .is_err()
        {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Read);
}

fn write(mut to: TcpStream, due: &Receiver<(Instant, Vec<u8>)>, shared: &Shared) {
    for (when, bytes) in due {
        thread::sleep(when.saturating_duration_since(Instant::now()));
        let mut state = shared.state.lock().unwrap();
        while state.stalled && !state.over {
            state = shared.changed.wait(state).unwrap();
        }
        let over = state.over;
        drop(state);
        if over || to.write_all(&bytes).is_err() {
            // The other direction ends with it.
            let _ = to.shutdown(Shutdown::Both);
            return;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
