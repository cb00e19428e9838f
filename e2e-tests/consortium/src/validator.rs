//! A hospital's node: the real program on its host, with the keys in its folder.

use crate::clock;
use crate::hosts::Host;
use crate::wait::within;
use e2e_parts::Guarded;
use e2e_system::Parts;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::sync::Arc;
use std::time::Duration;

/// Where it answers its own host.
pub(crate) const RPC: u16 = 9944;

/// Where its peers are answered.
pub(crate) const PEERS: u16 = 30333;

/// How long a node may take to answer, or to end, on a machine that many share.
const WITHIN: Duration = Duration::from_secs(180);

/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(30);

/// How a node is started.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// How wrong its clock is, such as `+1h`.
    pub clock: Option<String>,
    /// Where it finds others, besides what the specification says.
    pub bootnodes: Vec<String>,
    /// More options.
    pub options: Vec<String>,
}

/// A node that is started, killed and started again. It ends with this.
#[derive(Debug)]
pub struct Validator {
    host: Arc<Host>,
    folder: PathBuf,
    /// What is public of its keys: `keys` and `peer`.
    keys: Value,
    start: Start,
    running: Option<Guarded>,
}

impl Validator {
    /// One whose chain and keys are in this folder, in which the specification will be as `network.json`. Not started yet.
    pub fn new(host: &Arc<Host>, folder: &Path) -> Self {
        let mut validator = Validator {
            host: host.clone(),
            folder: folder.to_owned(),
            keys: Value::Null,
            start: Start::default(),
            running: None,
        };
        validator.make_keys();
        validator
    }

    /// Makes its folder and keys, where they are missing.
    pub fn make_keys(&mut self) {
        fs::create_dir_all(&self.folder).expect("a new folder");
        let folder = self.folder.to_str().expect("a folder's name is text");
        let said = node_program(&["keys", "--base-path", folder]);
        self.keys = serde_json::from_slice(&said).expect("its keys in JSON");
    }

    /// What is public of its keys: `keys`, or by which its peers know it: `peer`.
    pub fn key(&self, name: &str) -> &str {
        self.keys[name].as_str().expect("its keys")
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How it is started from now on.
    pub fn set(&mut self, start: Start) {
        self.start = start;
    }

    /// How it is started.
    pub fn how(&self) -> &Start {
        &self.start
    }

    /// Starts it, and waits until it answers.
    pub fn run(&mut self) {
        let ended = self.try_run();
        assert!(ended.is_none(), "the node ended with {ended:?}:\n{}", self.log());
    }

    /// Starts it, and waits until it answers or has ended.
    pub fn try_run(&mut self) -> Option<ExitStatus> {
        assert!(self.running.is_none(), "it runs");
        let [said, log] = ["said", "node.log"].map(|name| self.place(name));
        let (said_file, log_file) = (
            File::create(&said),
            File::options().create(true).append(true).open(&log),
        );
        let mut command = self.host.command(&Parts::get().node);
        command
            .args(["--chain", &self.specification(), "--base-path"])
            .arg(&self.folder)
            .args([
                "--validator",
                "--rpc-port",
                &RPC.to_string(),
                "--port",
                &PEERS.to_string(),
            ])
            .args(["--name", &format!("clinic{}", self.host.number())])
            .args(&self.start.options)
            .env("XDG_CACHE_HOME", &Parts::get().compiled)
            .stdout(said_file.expect("a new file"))
            .stderr(log_file.expect("a log"));
        if !self.start.bootnodes.is_empty() {
            command.args(["--bootnodes", &self.start.bootnodes.join(",")]);
        }
        if let Some(by) = &self.start.clock {
            command.envs(clock::wrong_by(by));
        }
        let mut process = Guarded::start(&mut command);
        let mut ended = None;
        within(WITHIN, "the node answers", || {
            ended = process.ended();
            let ready = fs::read_to_string(&said).is_ok_and(|said| said.contains('\n'));
            (ended.is_some() || ready).then_some(())
        });
        self.running = ended.is_none().then_some(process);
        ended
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(&mut self) {
        self.running.take().expect("a node that runs").kill();
    }

    /// Stops it in order.
    pub fn stop(&mut self) -> ExitStatus {
        self.running.take().expect("a node that runs").stop()
    }

    /// Waits until it has ended by itself.
    pub fn until_ended(&mut self) -> ExitStatus {
        let running = self.running.as_mut().expect("a node that runs");
        let ended = within(WITHIN, "the node ends", || running.ended());
        self.running = None;
        ended
    }

    /// Whether it runs.
    pub fn runs(&mut self) -> bool {
        self.running
            .as_mut()
            .is_some_and(|running| running.ended().is_none())
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.running.as_ref().expect("a node that runs").id()
    }

    /// All that it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.place("node.log")).unwrap_or_default()
    }

    /// Asks it by JSON-RPC; nothing where it does not answer.
    pub fn ask(&self, method: &str, params: &Value) -> Option<Value> {
        let question = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
        let answer = self.host.inside(|| asked(&question)).ok()?;
        let (_, body) = answer.split_once("\r\n\r\n")?;
        let mut answer: Value = serde_json::from_str(body).ok()?;
        answer.get_mut("result").map(Value::take)
    }

    /// The heights of its newest block and of its last final one.
    pub fn heights(&self) -> Option<(u64, u64)> {
        let height = |hash: Value| {
            let header = self.ask("chain_getHeader", &json!([hash]))?;
            u64::from_str_radix(header["number"].as_str()?.strip_prefix("0x")?, 16).ok()
        };
        let last = height(self.ask("chain_getFinalizedHead", &json!([]))?)?;
        Some((height(self.ask("chain_getBlockHash", &json!([]))?)?, last))
    }

    /// The height of its last final block; 0 where it does not answer.
    pub fn final_height(&self) -> u64 {
        self.heights().map_or(0, |(_, last)| last)
    }

    /// The hash of its block at a height.
    pub fn block(&self, height: u64) -> Option<String> {
        Some(
            self.ask("chain_getBlockHash", &json!([height]))?
                .as_str()?
                .to_owned(),
        )
    }

    /// Where the network's specification is.
    pub(crate) fn specification(&self) -> String {
        self.folder.join("network.json").display().to_string()
    }

    /// A file beside the folder: what it says is no part of what a test wipes or fills.
    fn place(&self, name: &str) -> PathBuf {
        let folder = self.folder.file_name().expect("it has a name").to_string_lossy();
        self.folder.with_file_name(format!("{folder}.{name}"))
    }
}

/// What a task of the node's program prints.
pub(crate) fn node_program(words: &[&str]) -> Vec<u8> {
    let done = Command::new(&Parts::get().node)
        .args(words)
        .output()
        .expect("the node's program starts");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "medink-node {words:?}: {said}");
    done.stdout
}

fn asked(question: &str) -> std::io::Result<String> {
    let place = SocketAddrV4::new(Ipv4Addr::LOCALHOST, RPC);
    let mut stream = TcpStream::connect_timeout(&place.into(), ANSWER)?;
    stream.set_read_timeout(Some(ANSWER))?;
    write!(
        stream,
        "POST / HTTP/1.1\r\nhost: {place}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{question}",
        question.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
