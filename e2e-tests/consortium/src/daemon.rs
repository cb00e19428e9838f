//! A hospital's store: a real Kubo daemon on its host, whose RPC the other hospitals reach. It talks to no other daemon.

use crate::hosts::Host;
use crate::wait::within;
use e2e_parts::Guarded;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// Where its RPC answers.
pub(crate) const RPC: u16 = 5001;

/// How long it may take to answer, on a machine that many share.
const WITHIN: Duration = Duration::from_secs(120);

/// A daemon that is started, killed and started again. It ends with this.
#[derive(Debug)]
pub struct Daemon {
    host: Arc<Host>,
    folder: PathBuf,
    running: Option<Guarded>,
}

impl Daemon {
    /// A new one with its repository in this folder. Not started yet.
    pub fn new(host: &Arc<Host>, folder: &Path) -> Self {
        let daemon = Daemon {
            host: host.clone(),
            folder: folder.to_owned(),
            running: None,
        };
        daemon.make();
        daemon
    }

    /// Makes its repository, which is empty.
    pub fn make(&self) {
        fs::create_dir_all(&self.folder).expect("a new folder");
        let made = self
            .environment(Command::new(e2e_parts::kubo()).args(["init", "--profile=test"]))
            .output()
            .expect("ipfs starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let config = self.repository().join("config");
        let mut all: Value = serde_json::from_slice(&fs::read(&config).expect("its config")).expect("JSON");
        all["Addresses"]["API"] = json!(format!("/ip4/0.0.0.0/tcp/{RPC}"));
        all["Addresses"]["Gateway"] = json!([]);
        fs::write(&config, all.to_string()).expect("its config");
    }

    /// Starts it, and waits until it answers.
    pub fn run(&mut self) {
        assert!(self.running.is_none(), "it runs");
        // What a power cut has left says nothing of this one.
        let _ = fs::remove_file(self.repository().join("api"));
        let log = self.folder.with_extension("log");
        let words = File::create(&log).expect("a log");
        let mut command = self.host.command(&e2e_parts::kubo());
        let mut process = Guarded::start(
            self.environment(command.args(["daemon", "--offline"]))
                .stdout(words.try_clone().expect("a second handle"))
                .stderr(words),
        );
        within(WITHIN, "the daemon answers", || {
            let ended = process.ended();
            assert!(
                ended.is_none(),
                "it ended:\n{}",
                fs::read_to_string(&log).unwrap_or_default()
            );
            let place = SocketAddrV4::new(Ipv4Addr::LOCALHOST, RPC);
            self.host.inside(|| TcpStream::connect(place)).ok()
        });
        self.running = Some(process);
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(&mut self) {
        self.running.take().expect("a daemon that runs").kill();
    }

    /// Whether it runs.
    pub fn runs(&mut self) -> bool {
        self.running
            .as_mut()
            .is_some_and(|running| running.ended().is_none())
    }

    /// Where its repository is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn repository(&self) -> PathBuf {
        self.folder.join("repo")
    }

    fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("IPFS_PATH", self.repository())
            .env("HOME", &self.folder)
            .env("IPFS_TELEMETRY", "off")
    }
}
