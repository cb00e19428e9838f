//! The real binary, started and asked as any program would.

use serde_json::{json, Value};
use std::{
    ffi::OsStr,
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// A node that runs; killed when dropped.
pub struct Node {
    child: Child,
    pub address: String,
    pub genesis: String,
}

impl Node {
    /// Starts a node with `arguments` on a free port and waits for its ready
    /// line.
    pub fn start<A: AsRef<OsStr>>(arguments: &[A]) -> Self {
        Self::start_in(&std::env::temp_dir(), arguments)
    }

    /// The same, with `folder` for its working folder and temporary files.
    pub fn start_in<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Self {
        Self::started(command(arguments).current_dir(folder).env("TMPDIR", folder))
    }

    /// The same, with its log in a file.
    pub fn start_logging<A: AsRef<OsStr>>(log: &Path, arguments: &[A]) -> Self {
        Self::started(command(arguments).stderr(File::create(log).unwrap()))
    }

    fn started(command: &mut Command) -> Self {
        let mut child = command
            .args(["--rpc-port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: Value = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("no ready line but {line:?} ({error}); {:?}", child.wait()));
        assert_eq!(ready["ready"], json!(true));
        assert_eq!(ready["pid"], json!(child.id()));
        Self {
            child,
            address: ready["rpc"]
                .as_str()
                .unwrap()
                .strip_prefix("ws://")
                .unwrap()
                .to_owned(),
            genesis: ready["genesis"].as_str().unwrap().to_owned(),
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The result of a method, over plain HTTP.
    pub fn ask(&self, method: &str, params: Value) -> Value {
        let answer = self
            .post(
                json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }),
                &[],
            )
            .1;
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].clone()
    }

    /// Status and body of a POST of `request`.
    pub fn post(&self, request: Value, headers: &[(&str, &str)]) -> (u16, Value) {
        self.try_post(request, headers).unwrap()
    }

    /// The same, of a node that may be no more.
    pub fn try_post(&self, request: Value, headers: &[(&str, &str)]) -> io::Result<(u16, Value)> {
        let body = request.to_string();
        let length = body.len().to_string();
        let mut all = vec![("Content-Type", "application/json"), ("Content-Length", &length)];
        all.extend(headers);
        let (status, body) = self.http("POST", &all, &body)?;
        Ok((status, serde_json::from_str(&body).unwrap_or(Value::String(body))))
    }

    /// The status of the answer to a WebSocket handshake from a page of `origin`.
    pub fn handshake(&self, origin: Option<&str>) -> u16 {
        let mut headers = vec![
            ("Upgrade", "websocket"),
            ("Connection", "Upgrade"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ];
        headers.extend(origin.map(|origin| ("Origin", origin)));
        self.http("GET", &headers, "").unwrap().0
    }

    fn http(&self, method: &str, headers: &[(&str, &str)], body: &str) -> io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(&self.address)?;
        let mut request = format!("{method} / HTTP/1.1\r\nHost: {}\r\n", self.address);
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{request}\r\n{body}").as_bytes())?;

        let mut answer = BufReader::new(stream);
        let mut status = String::new();
        answer.read_line(&mut status)?;
        let Some(status) = status.split(' ').nth(1) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let status = status.parse().unwrap();
        let mut length = 0;
        loop {
            let mut header = String::new();
            answer.read_line(&mut header)?;
            let header = header.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body)?;
        Ok((status, String::from_utf8(body).unwrap()))
    }

    /// Height and hash of the best block, which is the finalized one.
    pub fn best(&self) -> (u64, Value) {
        let best = loop {
            let best = self.ask("chain_getBlockHash", json!([]));
            let finalized = self.ask("chain_getFinalizedHead", json!([]));
            // A block may have come between the questions.
            if best == self.ask("chain_getBlockHash", json!([])) {
                assert_eq!(best, finalized);
                break best;
            }
        };
        let number = self.ask("chain_getHeader", json!([best]))["number"]
            .as_str()
            .unwrap()
            .to_owned();
        (
            u64::from_str_radix(number.strip_prefix("0x").unwrap(), 16).unwrap(),
            best,
        )
    }

    /// Sends a signal by name; what it ended with, and how long that took.
    pub fn signal(&mut self, signal: &str) -> (ExitStatus, Duration) {
        let begun = Instant::now();
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &self.pid().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
        (self.child.wait().unwrap(), begun.elapsed())
    }

    /// What it ended with, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Stops it as a user would, and checks that it stops well.
    pub fn stop(mut self) {
        let (status, time) = self.signal("TERM");
        assert_eq!(status.code(), Some(0));
        assert!(time < Duration::from_secs(2), "stopped after {time:?}");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // Already gone after `stop`, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a node says that does not start: its exit code and its last words.
pub fn refused<A: AsRef<OsStr>>(arguments: &[A]) -> (i32, String) {
    let output = command(arguments).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// What a task of the program writes that does not run a node.
pub fn done<A: AsRef<OsStr>>(arguments: &[A]) -> String {
    let output = command(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Calls `check` until it gives something, for at most `time`.
#[track_caller]
pub fn within<T>(time: Duration, mut check: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = check() {
            return value;
        }
        assert!(begun.elapsed() < time, "still not so after {time:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn command<A: AsRef<OsStr>>(arguments: &[A]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_medink-node"));
    command.args(arguments).stdin(Stdio::null());
    command
}
