//! A node by itself, for clients that are told its address.

use crate::Guarded;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a node may take to answer. One that was never started here compiles its runtime first.
const WITHIN: Duration = Duration::from_secs(120);

/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(10);

/// A running node, gone when this is dropped.
#[derive(Debug)]
pub struct Node {
    process: Guarded,
    port: u16,
    rpc: String,
    /// For what it says, and for what it makes of temporary files. Removed when the process has ended.
    _folder: TempDir,
}

impl Node {
    /// Ours, on a temporary chain and a free port.
    pub fn temporary() -> Node {
        Node::ours(&["--tmp"], 0)
    }

    /// Ours, on a chain that is kept in a folder; port 0 is a free one.
    pub fn persistent(base: &Path, port: u16) -> Node {
        let base = base.to_str().expect("a folder's name is text");
        Node::ours(&["--base-path", base], port)
    }

    /// Ours, one of the network that a specification names, with the keys in a folder. Its peers find it at no port that
    /// they know.
    pub fn validator(specification: &Path, base: &Path) -> Node {
        let [specification, base] = [specification, base].map(|path| path.to_str().expect("a path is text"));
        let peers = free_port().to_string();
        let arguments = ["--chain", specification, "--base-path", base, "--validator"];
        Node::ours(
            &[&arguments[..], &["--host", "127.0.0.1", "--port", &peers]].concat(),
            0,
        )
    }

    /// Upstream's `contracts-node`, by its program, on a temporary chain.
    pub fn upstream(program: &Path) -> Node {
        let (port, peers) = (free_port(), free_port());
        let mut command = Command::new(program);
        command
            .args(["--dev", "--tmp", "--rpc-port", &port.to_string()])
            .args(["--port", &peers.to_string()])
            .args(["--no-prometheus", "--no-telemetry", "--no-mdns"]);
        Node::start(&mut command, |_| answers(port).then_some(port))
    }

    fn ours(arguments: &[&str], port: u16) -> Node {
        let mut command = Command::new(crate::node());
        command.args(arguments).args(["--rpc-port", &port.to_string()]);
        // Its first line says where it answers, as soon as it does.
        Node::start(&mut command, |said| {
            let (line, _) = said.split_once('\n')?;
            let ready: serde_json::Value = serde_json::from_str(line)
                .unwrap_or_else(|e| panic!("the node's first line is {line:?}: {e}"));
            let (_, port) = ready["rpc"].as_str()?.rsplit_once(':')?;
            port.parse().ok()
        })
    }

    /// `ready` gets all that it has said on its standard output, and tells the port as soon as it answers there.
    fn start(command: &mut Command, ready: impl Fn(&str) -> Option<u16>) -> Node {
        let folder = tempfile::Builder::new()
            .prefix("medink-node-")
            .tempdir()
            .expect("a temporary folder");
        let [said, log] = ["said", "node.log"].map(|name| folder.path().join(name));
        let file = |path| File::create(path).expect("a new file");
        command
            .stdout(file(&said))
            .stderr(file(&log))
            .env("TMPDIR", folder.path());
        let mut process = Guarded::start(command);
        let begun = Instant::now();
        let port = loop {
            if let Some(port) = ready(&fs::read_to_string(&said).unwrap_or_default()) {
                break port;
            }
            let ended = process.ended();
            assert!(
                ended.is_none() && begun.elapsed() < WITHIN,
                "the node does not answer, its end is {ended:?}:\n{}",
                fs::read_to_string(&log).unwrap_or_default()
            );
            std::thread::sleep(LOOK);
        };
        Node {
            process,
            port,
            rpc: format!("ws://127.0.0.1:{port}"),
            _folder: folder,
        }
    }

    /// Its address.
    pub fn rpc(&self) -> &str {
        &self.rpc
    }

    /// The port of its address.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Stops it as a service manager does, and waits until it has saved everything.
    pub fn stop(&mut self) {
        let status = self.process.stop();
        assert!(status.success(), "the node ended with {status}");
    }

    /// Ends it at once, as a crash does.
    pub fn kill(&mut self) {
        self.process.kill();
    }
}

/// Whether a node answers at a port of this machine.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let question = r#"{"jsonrpc":"2.0","id":1,"method":"chain_getBlockHash","params":[0]}"#;
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "POST / HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{question}",
            question.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    ask().is_ok_and(|answer| answer.contains("\"result\":\"0x"))
}

/// A port that nobody listened on a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
