//! With shell scripts in the node's place: the same lock, the same ready file, and every way to go wrong.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use medink_core::advice::Advice;
use medink_core::error::Kind;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, getpgid};
use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

/// Takes the chain as the node does; `$ready` announces it.
const HEAD: &str = r#"#!/bin/sh
base=$2 port=$4 ready=$6
echo "$@" >> "$base/starts"
take() {
    exec 9>>"$base/node.lock"
    flock -n 9 || { echo "medink-node: the chain is locked" >&2; exit 1; }
    echo $$ > "$base/node.lock"
}
announce() {
    printf '{"ready":true,"rpc":"ws://127.0.0.1:%s","genesis":"0x%064d","pid":%s}\n' "$port" 7 $$ > "$ready.new"
    mv "$ready.new" "$ready"
}
live() { while :; do sleep 0.05 9>&-; done; }
echo "hello from $$" >&2
"#;

const GOOD: &str = "trap 'rm -f \"$ready\"; exit 0' TERM\ntake\nannounce\nlive\n";
/// Long enough in starting that others come while it does.
const SLOW: &str = "trap 'exit 0' TERM\ntake\nsleep 0.6 9>&-\nannounce\nlive\n";
const STUBBORN: &str = "trap '' TERM\ntake\nannounce\nlive\n";
const SILENT: &str = "take\nlive\n";
const LOCKLESS: &str = "echo $$ > \"$base/pid\"\nlive\n";
const DYING: &str = "printf 'medink-node: the disk is on \\033[31mfire\\n' >&2\nexit 3\n";

/// How long is waited for what has to come.
const WITHIN: Duration = Duration::from_secs(20);

/// Waits until something is so.
async fn until(what: &str, mut so: impl FnMut() -> bool) {
    let waiting = async {
        while !so() {
            tokio::time::sleep(process::PAUSE).await;
        }
    };
    tokio::time::timeout(WITHIN, waiting)
        .await
        .unwrap_or_else(|_| panic!("waited too long until {what}"));
}

struct Home {
    folders: Folders,
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Home {
            folders: Folders::at(folder.path().join("home")).unwrap(),
            folder,
        }
    }

    fn options(&self, body: &str) -> UpOptions {
        let binary = self.folder.path().join("medink-node");
        // By another process: a file that is open for writing here, while another test starts a process, can't
        // be run.
        let mut shell = Command::new("sh")
            .args(["-c", "cat > \"$0\" && chmod 755 \"$0\""])
            .arg(&binary)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        shell
            .stdin
            .take()
            .unwrap()
            .write_all(format!("{HEAD}{body}").as_bytes())
            .unwrap();
        assert!(shell.wait().unwrap().success());
        UpOptions {
            binary: Some(binary),
            port: Some(0),
            ready_within: WITHIN,
            ..UpOptions::default()
        }
    }

    /// The arguments of every start so far.
    fn starts(&self) -> Vec<String> {
        let text = fs::read_to_string(self.folders.node().join("starts")).unwrap_or_default();
        text.lines().map(String::from).collect()
    }

    fn ports(&self) -> Vec<u16> {
        self.starts()
            .iter()
            .map(|line| line.split(' ').nth(3).unwrap().parse().unwrap())
            .collect()
    }

    fn state(&self) -> State {
        status(&self.folders).unwrap().state
    }

    fn kill(&self, pid: u32) {
        kill(Pid::from_raw(pid as i32), Signal::SIGKILL).unwrap();
        let begun = Instant::now();
        while process::holder(&self.folders).unwrap().is_some() {
            assert!(begun.elapsed() < WITHIN, "{pid} is killed, and has the chain");
            std::thread::sleep(process::PAUSE);
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Ok(Some(holder)) = process::holder(&self.folders) {
            self.kill(holder.pid);
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

#[tokio::test]
async fn up_and_down() {
    let home = Home::new();
    assert_eq!(home.state(), State::Stopped);
    assert_eq!(down(&home.folders).await.unwrap(), Down::NotRunning);
    assert!(!home.folders.data().exists(), "looking makes nothing");

    let first = up(&home.folders, &home.options(GOOD)).await.unwrap();
    assert!(first.started);
    let node = first.node;
    assert_eq!((node.rpc.as_str(), node.genesis[31]), ("ws://127.0.0.1:0", 7));
    assert!(node.uptime() < Duration::from_secs(20));
    assert_eq!(home.state(), State::Running(node.clone()));
    let group = getpgid(Some(Pid::from_raw(node.pid as i32))).unwrap();
    assert_eq!(
        group.as_raw() as u32,
        node.pid,
        "a group of its own, so that Ctrl-C does not reach it"
    );

    let again = up(&home.folders, &home.options(GOOD)).await.unwrap();
    assert_eq!((again.started, again.node), (false, node.clone()));
    assert_eq!(home.starts().len(), 1);

    let status = status(&home.folders).unwrap();
    assert!(status.chain_bytes > 0);
    assert_eq!(
        fs::metadata(&status.log).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert!(
        fs::read_to_string(&status.log)
            .unwrap()
            .contains(&format!("hello from {}", node.pid))
    );

    assert!(matches!(down(&home.folders).await.unwrap(), Down::Stopped { pid, .. } if pid == node.pid));
    assert_eq!(home.state(), State::Stopped);
    assert!(!ready::path(&home.folders).exists());
    assert_eq!(down(&home.folders).await.unwrap(), Down::NotRunning);
}

#[tokio::test]
async fn two_at_once_start_one() {
    let home = Home::new();
    let options = home.options(SLOW);
    let (one, two) = tokio::join!(up(&home.folders, &options), up(&home.folders, &options));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.node, two.node);
    assert!(one.started != two.started);
    assert_eq!(home.starts().len(), 1);
}

#[tokio::test]
async fn two_programs_with_no_lock_between_them_start_one() {
    // The chain's own lock decides, even where the other program is no medink.
    let home = Home::new();
    home.folders.prepare().unwrap();
    let options = home.options(SLOW);
    let mut other = Command::new(options.binary.as_ref().unwrap())
        .arg("--base-path")
        .arg(home.folders.node())
        .args(["--rpc-port", "0", "--ready-file"])
        .arg(ready::path(&home.folders))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until("the other has the chain", || home.state() != State::Stopped).await;
    let up = up(&home.folders, &options).await.unwrap();
    assert_eq!((up.started, up.node.pid), (false, other.id()));
    down(&home.folders).await.unwrap();
    assert!(other.wait().unwrap().success());
}

#[tokio::test]
async fn a_node_that_dies_is_quoted() {
    let home = Home::new();
    let error = up(&home.folders, &home.options(DYING)).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unreachable);
    assert!(
        error.what.to_string().contains("exit status: 3")
            && error.what.to_string().contains("the disk is on [31mfire"),
        "{error}"
    );
    assert!(
        error.to_string().contains("node.log") && !error.what.to_string().contains('\u{1b}'),
        "{error}"
    );
    assert_eq!(home.starts().len(), 1, "it is not tried again");
    assert_eq!(home.state(), State::Stopped);
}

#[tokio::test]
async fn a_node_that_hangs_is_stopped() {
    for (body, pid) in [(SILENT, "node.lock"), (LOCKLESS, "pid")] {
        let home = Home::new();
        let options = UpOptions {
            ready_within: Duration::from_millis(500),
            ..home.options(body)
        };
        let error = up(&home.folders, &options).await.unwrap_err();
        assert_eq!(error.kind, Kind::Unreachable);
        assert!(
            error.what.to_string().contains("within 0.5 seconds")
                && error.what.to_string().contains("hello from"),
            "{error}"
        );
        assert!(error.what.to_string().contains("It was stopped."), "{error}");
        let pid: i32 = fs::read_to_string(home.folders.node().join(pid))
            .unwrap()
            .trim()
            .parse()
            .unwrap();
        assert!(kill(Pid::from_raw(pid), None).is_err(), "its process is gone");
        assert_eq!(home.state(), State::Stopped);
    }
}

#[tokio::test]
async fn somebody_elses_silent_node_is_left_alone() {
    let home = Home::new();
    let given_up = tokio::time::timeout(
        Duration::from_millis(500),
        up(&home.folders, &home.options(SILENT)),
    )
    .await;
    assert!(given_up.is_err());
    let State::Starting { pid } = home.state() else {
        panic!("{:?}", home.state())
    };
    let options = UpOptions {
        ready_within: Duration::from_millis(300),
        ..home.options(GOOD)
    };
    let error = up(&home.folders, &options).await.unwrap_err();
    assert!(
        error.what.to_string().contains("has not answered") && error.advice == Some(Advice::StopNode),
        "{error}"
    );
    assert_eq!(home.state(), State::Starting { pid });
    assert!(matches!(down(&home.folders).await.unwrap(), Down::Stopped { .. }));
}

#[tokio::test]
async fn an_interrupted_up_is_found_by_the_next() {
    let home = Home::new();
    let options = home.options(SLOW);
    let given_up = tokio::time::timeout(Duration::from_millis(300), up(&home.folders, &options)).await;
    assert!(given_up.is_err());
    let up = up(&home.folders, &options).await.unwrap();
    assert!(!up.started);
    assert_eq!(home.starts().len(), 1);
}

#[tokio::test]
async fn after_a_kill_it_starts_again() {
    let home = Home::new();
    let first = up(&home.folders, &home.options(GOOD)).await.unwrap();
    home.kill(first.node.pid);
    assert!(
        ready::path(&home.folders).exists(),
        "the killed node leaves its ready file"
    );
    assert_eq!(home.state(), State::Stopped);
    let second = up(&home.folders, &home.options(GOOD)).await.unwrap();
    assert!(second.started && second.node.pid != first.node.pid);
    let previous = fs::read_to_string(home.folders.run().join("node.previous.log")).unwrap();
    assert!(previous.contains(&format!("hello from {}", first.node.pid)));
}

#[tokio::test]
async fn another_process_with_the_nodes_number_is_not_the_node() {
    let home = Home::new();
    home.folders.prepare().unwrap();
    let me = std::process::id();
    fs::write(home.folders.node().join("node.lock"), format!("{me}\n")).unwrap();
    let line = format!(
        "{{\"ready\":true,\"rpc\":\"ws://127.0.0.1:1\",\"genesis\":\"0x{:064}\",\"pid\":{me}}}",
        7
    );
    fs::write(ready::path(&home.folders), &line).unwrap();
    assert_eq!(home.state(), State::Stopped);
    assert_eq!(
        down(&home.folders).await.unwrap(),
        Down::NotRunning,
        "and this test lives on"
    );
    assert!(!ready::path(&home.folders).exists());
    fs::write(ready::path(&home.folders), &line).unwrap();
    assert!(up(&home.folders, &home.options(GOOD)).await.unwrap().started);
}

#[tokio::test]
async fn numbers_that_are_no_process_are_never_signalled() {
    let home = Home::new();
    home.folders.prepare().unwrap();
    let path = home.folders.node().join("node.lock");
    for number in ["0", "1", "-1", "4294967295", "2147483648", "", "many"] {
        fs::write(&path, number).unwrap();
        let lock = File::options().write(true).open(&path).unwrap();
        lock.lock().unwrap();
        assert_eq!(down(&home.folders).await.unwrap(), Down::NotRunning, "{number}");
    }
}

#[tokio::test]
async fn a_node_that_does_not_stop_is_killed() {
    let home = Home::new();
    let node = up(&home.folders, &home.options(STUBBORN)).await.unwrap().node;
    let within = Duration::from_millis(300);
    let (took, killed) = process::stop(&home.folders, node.pid, within).await.unwrap();
    assert!(killed && took >= within);
    assert_eq!(home.state(), State::Stopped);
}

#[tokio::test]
async fn the_port_stays_where_it_was() {
    let home = Home::new();
    let port = free_port();
    let asked = UpOptions {
        port: Some(port),
        ..home.options(GOOD)
    };
    let unasked = UpOptions {
        port: None,
        ..home.options(GOOD)
    };
    for options in [&asked, &unasked] {
        let node = up(&home.folders, options).await.unwrap().node;
        assert_eq!(node.rpc, format!("ws://127.0.0.1:{port}"));
        down(&home.folders).await.unwrap();
    }
    let _other = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
    up(&home.folders, &unasked).await.unwrap();
    down(&home.folders).await.unwrap();
    assert_eq!(home.ports(), [port, port, port::ANY]);

    let error = up(&home.folders, &asked).await.unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
    assert!(
        error.what.to_string().contains(&format!("port {port} is in use")),
        "{error}"
    );
    assert_eq!(home.starts().len(), 3, "nothing was started");
}

#[tokio::test]
async fn a_port_that_is_taken_meanwhile_is_given_up() {
    let home = Home::new();
    home.folders.prepare().unwrap();
    let port = free_port();
    port::remember(&home.folders, &format!("ws://127.0.0.1:{port}")).unwrap();
    let taken = home.folder.path().join("taken");
    let late = format!("until [ -e {} ]; do sleep 0.01; done; exit 1", taken.display());
    let options = home.options(&format!("[ $port = 0 ] || {{ {late}; }}\n{GOOD}"));
    let options = UpOptions {
        port: None,
        ..options
    };
    let starting = up(&home.folders, &options);
    let taking = async {
        until("a node was started", || !home.starts().is_empty()).await;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        fs::write(&taken, "").unwrap();
        listener
    };
    let (up, _other) = tokio::join!(starting, taking);
    assert!(up.unwrap().started);
    assert_eq!(home.ports(), [port, port::ANY]);
}

#[tokio::test]
async fn a_damaged_ready_file_is_told_and_does_not_keep_the_node_running() {
    let home = Home::new();
    up(&home.folders, &home.options(GOOD)).await.unwrap();
    for text in ["", "{}", "{\"rpc\":\"http://a\",\"genesis\":\"0x\",\"pid\":2}"] {
        fs::write(ready::path(&home.folders), text).unwrap();
        let error = status(&home.folders).unwrap_err();
        assert_eq!(error.kind, Kind::Damaged);
        assert_eq!(error.advice, Some(Advice::RestartNode), "{error}");
    }
    assert!(matches!(down(&home.folders).await.unwrap(), Down::Stopped { .. }));
}

#[tokio::test]
async fn a_program_that_can_not_be_started_is_told() {
    let home = Home::new();
    let options = UpOptions {
        binary: Some("/nowhere/medink-node".into()),
        ..home.options(GOOD)
    };
    let error = up(&home.folders, &options).await.unwrap_err();
    assert_eq!(error.kind, Kind::Io);
    assert!(
        error.what.to_string().contains("/nowhere/medink-node")
            && error.to_string().contains("cargo xtask node"),
        "{error}"
    );
}

#[test]
fn disk_usage_counts_what_is_below() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(process::disk_usage(Path::new("/nowhere/at/all")).unwrap(), 0);
    let before = process::disk_usage(folder.path()).unwrap();
    fs::create_dir(folder.path().join("below")).unwrap();
    let mut file = File::create(folder.path().join("below/file")).unwrap();
    file.write_all(&[1; 100_000]).unwrap();
    file.sync_all().unwrap();
    assert!(process::disk_usage(folder.path()).unwrap() >= before + 100_000);
}

#[tokio::test]
async fn a_machine_that_has_joined_a_network_is_one_of_it_and_stays_what_it_was() {
    let home = Home::new();
    let follower = home.options(GOOD);
    let validator = UpOptions {
        validator: Some(true),
        ..follower.clone()
    };
    let error = up(&home.folders, &validator).await.unwrap_err();
    assert_eq!(
        (error.kind, error.advice),
        (Kind::Usage, Some(Advice::JoinNetwork))
    );
    // A node that runs keeps its chain, and would be lost sight of.
    up(&home.folders, &follower).await.unwrap();
    let error = crate::network::own_folder(&home.folders).unwrap_err();
    assert_eq!((error.kind, error.advice), (Kind::Usage, Some(Advice::StopNode)));
    down(&home.folders).await.unwrap();

    let folder = home.folders.network();
    assert_eq!(crate::network::own_folder(&home.folders), Ok(folder.clone()));
    fs::write(folder.join("network.json"), "{}").unwrap();
    let last = || {
        let starts = fs::read_to_string(folder.join("starts")).unwrap();
        starts.lines().last().unwrap().to_owned()
    };
    assert!(up(&home.folders, &follower).await.unwrap().started);
    let arguments = format!("--chain {} --port 30333", folder.join("network.json").display());
    assert!(last().ends_with(&arguments), "{}", last());
    let network = status(&home.folders).unwrap().network;
    assert_eq!(network, Some(Peering::default()));

    let error = up(&home.folders, &validator).await.unwrap_err();
    assert_eq!(
        (error.kind, error.advice),
        (Kind::Usage, Some(Advice::RestartNode))
    );
    down(&home.folders).await.unwrap();
    let moved = UpOptions {
        peer_port: Some(30_444),
        ..validator
    };
    up(&home.folders, &moved).await.unwrap();
    let arguments = arguments.replace("30333", "30444 --validator");
    assert!(last().ends_with(&arguments), "{}", last());
    down(&home.folders).await.unwrap();
    // Who asks for nothing gets what was there the last time.
    assert!(up(&home.folders, &follower).await.unwrap().started);
    assert!(last().ends_with(&arguments), "{}", last());
    down(&home.folders).await.unwrap();
    assert_eq!(home.starts().len(), 1, "the other chain was left alone");
}
