//! A node by itself, for machines that are told its address: no medink starts it, and none stops it.

use crate::parts::Parts;
use medink_chain::{ConnectOptions, SubxtChain};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a node may take to answer. One that was never started here compiles its runtime first.
const WITHIN: Duration = Duration::from_secs(120);

/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// A running node with a chain of its own, gone when this is dropped.
#[derive(Debug)]
pub struct PlainNode {
    rpc: String,
    guard: Child,
    folder: TempDir,
}

impl PlainNode {
    /// Ours.
    pub fn ours() -> Self {
        let port = free_port();
        let mut node = Command::new(&Parts::get().node);
        node.args(["--tmp", "--rpc-port", &port.to_string()]);
        PlainNode::start(&node, port)
    }

    /// Upstream's `contracts-node`, by the name of its program.
    pub fn upstream(program: &Path) -> Self {
        let (port, peers) = (free_port(), free_port());
        let mut node = Command::new(program);
        node.args(["--dev", "--tmp", "--rpc-port", &port.to_string()])
            .args(["--port", &peers.to_string()])
            .args(["--no-prometheus", "--no-telemetry", "--no-mdns"]);
        PlainNode::start(&node, port)
    }

    /// Its address.
    pub fn rpc(&self) -> &str {
        &self.rpc
    }

    fn start(node: &Command, port: u16) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("medink-node-")
            .tempdir()
            .expect("a temporary folder");
        let log = File::create(folder.path().join("node.log")).expect("a new file");
        // The shell stops the node when its standard input ends, even if the whole test program is killed.
        let guard = Command::new("sh")
            .args([
                "-c",
                "\"$@\" & node=$!; cat > /dev/null; kill $node; wait $node",
                "sh",
            ])
            .arg(node.get_program())
            .args(node.get_args())
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a file to write to"))
            .stderr(log)
            .spawn()
            .expect("sh can be started");
        let node = PlainNode {
            rpc: format!("ws://127.0.0.1:{port}"),
            guard,
            folder,
        };
        node.answers();
        node
    }

    fn answers(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let begun = Instant::now();
        loop {
            let failed = match runtime.block_on(SubxtChain::connect(&self.rpc, ConnectOptions::default())) {
                Ok(_) => return,
                Err(error) => error,
            };
            assert!(
                begun.elapsed() < WITHIN,
                "the node does not answer: {failed}\n{}",
                fs::read_to_string(self.folder.path().join("node.log")).unwrap_or_default()
            );
            std::thread::sleep(LOOK);
        }
    }
}

impl Drop for PlainNode {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // Whatever it says at its end, it has ended.
        let _ = self.guard.wait();
    }
}

/// A port that nobody listened on a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
