//! A real Kubo daemon, offline or in a private network, with a repository of its own and on free ports; and what may
//! stand in front of one.
//!
//! Nothing here plays a daemon: a proxy only changes on the way what a real one answers.

use crate::Guarded;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long a daemon may take to start.
const START: Duration = Duration::from_secs(60);

/// A running daemon. It is gone when this is dropped, and when the test program is, however that ends.
#[derive(Debug)]
pub struct Kubo {
    folder: TempDir,
    url: String,
    /// Whether it talks to other daemons: those of its private network.
    private: bool,
    running: Option<Guarded>,
}

/// A daemon that is stopped as by Ctrl-Z, until this is dropped.
#[derive(Debug)]
pub struct Frozen<'a>(&'a Guarded);

impl Kubo {
    /// Starts one as it comes.
    pub fn start() -> Self {
        Self::configured(&[])
    }

    /// Starts one with these values, in JSON, in its configuration.
    pub fn configured(values: &[(&str, &str)]) -> Self {
        Self::begin(values, None)
    }

    /// Starts one of the private network with this key, the text of a `swarm.key`. It looks for nobody: see
    /// [`Kubo::connect`].
    pub fn in_private_network(key: &str) -> Self {
        let alone = [("Routing.Type", "\"none\""), ("Provide.Enabled", "false")];
        Self::begin(&alone, Some(key))
    }

    fn begin(values: &[(&str, &str)], network: Option<&str>) -> Self {
        let mut kubo = Self {
            folder: tempfile::Builder::new().prefix("medink-kubo-").tempdir().unwrap(),
            url: String::new(),
            private: false,
            running: None,
        };
        kubo.ipfs(&["init", "--profile=test"]);
        for (key, value) in values {
            kubo.ipfs(&["config", "--json", key, value]);
        }
        if let Some(key) = network {
            fs::write(kubo.repo().join("swarm.key"), key).unwrap();
            kubo.private = true;
        }
        kubo.run();
        // The same port again, should the daemon be started again.
        let port = kubo.url.rsplit(':').next().unwrap();
        let config = kubo.repo().join("config");
        let mut all: serde_json::Value = serde_json::from_slice(&fs::read(&config).unwrap()).unwrap();
        all["Addresses"]["API"] = format!("/ip4/127.0.0.1/tcp/{port}").into();
        fs::write(&config, all.to_string()).unwrap();
        kubo
    }

    /// Its RPC's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Connects it to another daemon of its private network.
    pub fn connect(&self, other: &Kubo) {
        let about: serde_json::Value = serde_json::from_str(&other.ipfs(&["id"])).unwrap();
        let addresses = about["Addresses"].as_array().unwrap();
        let address = addresses
            .iter()
            .find_map(|address| {
                address
                    .as_str()
                    .filter(|text| text.starts_with("/ip4/127.0.0.1/tcp/"))
            })
            .unwrap_or_else(|| panic!("it listens nowhere: {about}"));
        self.ipfs(&["swarm", "connect", address]);
    }

    /// Starts it again.
    pub fn run(&mut self) {
        let api = self.repo().join("api");
        let _ = fs::remove_file(&api);
        let log = self.folder.path().join("daemon.log");
        let words = File::create(&log).unwrap();
        let alone = (!self.private).then_some("--offline");
        let running = Guarded::start(
            self.environment(Command::new(crate::kubo()).arg("daemon").args(alone))
                .stdout(words.try_clone().unwrap())
                .stderr(words),
        );
        let begun = Instant::now();
        loop {
            let told = fs::read_to_string(&api).unwrap_or_default();
            if let Some((_, port)) = told.trim().rsplit_once('/')
                && TcpStream::connect(("127.0.0.1", port.parse().unwrap_or(0))).is_ok()
            {
                self.url = format!("http://127.0.0.1:{port}");
                break;
            }
            let words = fs::read_to_string(&log).unwrap_or_default();
            assert!(
                begun.elapsed() < START && !words.contains("Error"),
                "the daemon did not start:\n{words}"
            );
            thread::sleep(Duration::from_millis(20));
        }
        self.running = Some(running);
    }

    /// Kills it, as a power cut does.
    pub fn kill(&mut self) {
        drop(self.running.take());
    }

    /// Stops it where it is: connections stay open, nothing is answered.
    pub fn freeze(&self) -> Frozen<'_> {
        let daemon = self.running.as_ref().expect("a running daemon");
        daemon.signal("STOP");
        Frozen(daemon)
    }

    /// Runs its own command line.
    pub fn ipfs(&self, args: &[&str]) -> String {
        let done = self.command(args).output().unwrap();
        let words = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "ipfs {args:?}: {words}");
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// The file of a block in its repository.
    pub fn block_file(&self, cid: &cid::Cid) -> PathBuf {
        let base32 = cid::multibase::Base::Base32Upper.encode(cid.hash().to_bytes());
        let at = base32.len() - 3;
        self.repo()
            .join("blocks")
            .join(&base32[at..at + 2])
            .join(base32 + ".data")
    }

    /// Bytes of all files below its blocks.
    pub fn stored(&self) -> u64 {
        fn below(folder: &Path) -> u64 {
            // What is listed may be gone by now: the daemon goes on.
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries
                .map(|entry| match entry.metadata() {
                    Ok(about) if about.is_dir() => below(&entry.path()),
                    Ok(about) => about.len(),
                    Err(_) => 0,
                })
                .sum()
        }
        below(&self.repo().join("blocks"))
    }

    /// The program with these words, for this daemon's repository; not started yet.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(crate::kubo());
        self.environment(command.args(args));
        command
    }

    fn repo(&self) -> PathBuf {
        self.folder.path().join("repo")
    }

    fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("IPFS_PATH", self.repo())
            .env("HOME", self.folder.path())
            .env("IPFS_TELEMETRY", "off")
            // Without the network's key it refuses to start, rather than to talk to everybody.
            .envs(self.private.then_some(("LIBP2P_FORCE_PNET", "1")))
    }
}

impl Drop for Kubo {
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            let log = fs::read_to_string(self.folder.path().join("daemon.log")).unwrap_or_default();
            eprintln!("the daemon at {} said:\n{log}", self.url);
        }
    }
}

impl Drop for Frozen<'_> {
    fn drop(&mut self) {
        self.0.signal("CONT");
    }
}

/// What a proxy does with an answer, of which it is told the request's first line: changes it, or says nothing at all.
pub type Change = dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>> + Send + Sync;

/// A proxy in front of a daemon. It takes one request a connection.
pub struct KuboProxy {
    url: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl KuboProxy {
    /// In front of the daemon at `url`: its answers' bodies pass through `change`. What has the header
    /// `Authorization` it wants is let through; what has not gets an answer that repeats everything it has sent.
    pub fn new(
        url: &str,
        wants: Option<&str>,
        change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = format!("http://{}", listener.local_addr().unwrap());
        let behind = url.strip_prefix("http://").unwrap().to_owned();
        let wants = wants.map(|value| format!("authorization: {value}\r\n").to_lowercase());
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (seen, change): (_, Arc<Change>) = (Arc::clone(&heads), Arc::new(change));
        thread::spawn(move || {
            for client in listener.incoming() {
                let (behind, wants) = (behind.clone(), wants.clone());
                let (seen, change) = (Arc::clone(&seen), Arc::clone(&change));
                // A client that gives up is no matter of the proxy's.
                thread::spawn(move || {
                    let _ = serve(client?, &behind, wants.as_deref(), &seen, &*change);
                    std::io::Result::Ok(())
                });
            }
        });
        Self { url: own, heads }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(
    mut client: TcpStream,
    behind: &str,
    wants: Option<&str>,
    seen: &Mutex<Vec<String>>,
    change: &Change,
) -> std::io::Result<()> {
    let mut head = String::new();
    let mut from = BufReader::new(client.try_clone()?);
    while !head.ends_with("\r\n\r\n") {
        if from.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    seen.lock().unwrap().push(head.clone());
    if wants.is_some_and(|wants| !head.to_lowercase().contains(wants)) {
        let repeated =
            serde_json::json!({ "Message": format!("who are you? {head}"), "Code": 0 }).to_string();
        // Kubo's own form, so that it would be shown, with a status that is not 401.
        write!(
            client,
            "HTTP/1.1 500 No\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{repeated}",
            repeated.len()
        )?;
        return client.shutdown(Shutdown::Both);
    }
    let mut daemon = TcpStream::connect(behind)?;
    let line = head.lines().next().unwrap_or_default().to_owned();
    // One request a connection: then the end of the answer is the end of what the daemon sends.
    write!(
        daemon,
        "{}connection: close\r\n\r\n",
        head.strip_suffix("\r\n").unwrap_or(&head)
    )?;
    let mut to = daemon.try_clone()?;
    let passing_on = thread::spawn(move || std::io::copy(&mut from, &mut to));
    let mut answer = Vec::new();
    daemon.read_to_end(&mut answer)?;
    let at = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map_or(answer.len(), |at| at + 4);
    let (head, body) = answer.split_at(at);
    let head = String::from_utf8_lossy(head);
    let chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    let body = if chunked { unchunk(body) } else { body.to_vec() };
    let Some(body) = change(&line, body) else {
        // Never answered: the client has to hang up by itself.
        let _ = passing_on.join();
        return Ok(());
    };
    // What was changed into one of Kubo's failures has their status.
    let first = match body.starts_with(b"{\"Message\":") {
        true => "HTTP/1.1 500 Internal Server Error",
        false => head.lines().next().unwrap_or_default(),
    };
    write!(
        client,
        "{first}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    )?;
    client.write_all(&body)?;
    client.shutdown(Shutdown::Both)
}

/// The bytes of a chunked body (RFC 9112, 7.1).
fn unchunk(mut body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&body[..end]).unwrap();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        if size == 0 {
            break;
        }
        bytes.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 2 + size + 2..];
    }
    bytes
}

/// Writes over a file that a daemon keeps read-only.
pub fn overwrite(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    File::create(path).unwrap().write_all(bytes).unwrap();
}
