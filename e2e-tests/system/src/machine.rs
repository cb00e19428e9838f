//! A computer with medink on it: a home folder of its own, and perhaps a node.

use crate::call::Call;
use crate::disk::Disk;
use crate::files;
use crate::parts::Parts;
use crate::wait::until;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What opens the key files that the tests make.
const PASSPHRASE: &str = "correct horse battery staple";

/// How long a command may take, unless its machine is far away. None needs a tenth of it.
const PATIENCE: Duration = Duration::from_secs(150);

/// A computer of somebody's. When it is dropped, its node is stopped; its folder is removed, but kept where the test
/// failed.
#[derive(Debug)]
pub struct Machine {
    folder: PathBuf,
    /// A node elsewhere that every command is to talk to.
    elsewhere: Option<String>,
    /// What every command is started behind.
    behind: Vec<OsString>,
    /// How long a command may take.
    patience: Duration,
    own: Option<Node>,
    /// Where its home folder is a disk of its own. Unmounted when the node has stopped.
    disk: Option<Disk>,
    /// As [`Node::guard`], for a node that is not started by [`Machine::up`].
    guard: Option<Child>,
    /// Where it has a clock of its own.
    clock: Option<Clock>,
}

/// A clock that a test sets.
#[derive(Debug)]
struct Clock {
    /// What programs ask for the time, in the system's place.
    library: PathBuf,
    /// How far it is from the system's.
    offset: PathBuf,
}

#[derive(Debug)]
struct Node {
    rpc: String,
    pid: i32,
    /// Stops the node when the test is over, even if the whole test program is killed: it waits for the end of its
    /// standard input, which only this program holds open.
    guard: Child,
}

/// A process that is stopped as by Ctrl-Z, until this is dropped.
#[derive(Debug)]
pub struct Stopped(Pid);

impl Machine {
    /// A machine on which medink has never run. Its embedded node is not started, but a command may do that: start it
    /// with [`Machine::up`] before, so that it takes a free port and is stopped at the end.
    #[allow(
        clippy::new_without_default,
        reason = "it makes folders and may fail a test: no default value"
    )]
    pub fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("medink-system-")
            .tempdir()
            .expect("a temporary folder")
            .keep();
        let machine = Machine {
            folder,
            elsewhere: None,
            behind: Vec::new(),
            patience: PATIENCE,
            own: None,
            disk: None,
            guard: None,
            clock: None,
        };
        for name in ["work", "temporary", "user"] {
            fs::create_dir(machine.folder.join(name)).expect("a new folder");
        }
        fs::write(machine.passphrase_file(), format!("{PASSPHRASE}\n")).expect("a new file");
        machine
    }

    /// A machine on which medink has never run, whose commands talk to the node at this address.
    pub fn at(rpc: &str) -> Self {
        let mut machine = Machine::new();
        machine.elsewhere = Some(rpc.to_owned());
        machine
    }

    /// A machine on which medink has never run, each of whose commands is started behind these words, such as what enters the
    /// network of a host, and may take so long.
    pub fn behind(words: impl IntoIterator<Item = impl Into<OsString>>, patience: Duration) -> Self {
        let mut machine = Machine::new();
        machine.behind = words.into_iter().map(Into::into).collect();
        machine.patience = patience;
        machine
    }

    /// A machine with its node running.
    pub fn running() -> Self {
        let mut machine = Machine::new();
        machine.up();
        machine
    }

    /// A machine with its node running, whose home folder is a disk of `size` MiB.
    pub fn running_on_a_disk(size: u64) -> Self {
        let mut machine = Machine::new();
        machine.disk = Some(Disk::mount(&machine.home(), size));
        machine.up();
        machine
    }

    /// The same on a machine whose commands talk to the node at this address.
    pub fn at_on_a_disk(rpc: &str, size: u64) -> Self {
        let mut machine = Machine::at(rpc);
        machine.disk = Some(Disk::mount(&machine.home(), size));
        machine
    }

    /// From now on whatever runs here has the time of a clock of its own, which shows the system's until it is set. How long
    /// something takes is measured as ever.
    pub fn with_a_clock(mut self) -> Self {
        self.clock = Some(Clock {
            library: e2e_parts::clock(),
            offset: self.folder.join("clock"),
        });
        self.set_clock("+0d");
        self
    }

    /// Sets the clock so far from the system's: `+2d`, `-400d`. What runs here sees it jump.
    pub fn set_clock(&self, offset: &str) {
        let clock = self.clock.as_ref().expect("a clock of its own");
        let new = self.folder.join("clock.new");
        fs::write(&new, format!("{offset}\n")).expect("a new file");
        fs::rename(new, &clock.offset).expect("the same folder");
    }

    /// The disk of its home folder.
    pub fn disk(&self) -> &Disk {
        self.disk.as_ref().expect("a home folder on a disk of its own")
    }

    /// Starts the node on a free port, as a user does. Returns what the program said.
    pub fn up(&mut self) -> serde_json::Value {
        self.up_as("")
    }

    /// The same with more options, such as what the node is to be in the network that this machine has joined.
    pub fn up_as(&mut self, options: &str) -> serde_json::Value {
        let guard = self.guard();
        let data = self.medink(&format!("up --port 0 {options}")).ok();
        let pid = data["node"]["pid"].as_i64().expect("a process number");
        self.own = Some(Node {
            rpc: data["node"]["rpc"].as_str().expect("an address").to_owned(),
            pid: i32::try_from(pid).expect("a process number"),
            guard,
        });
        data
    }

    /// Starts the node again that [`Machine::up`] has started and that has gone since, as a user does. It may have another
    /// port, should somebody have taken its own meanwhile.
    pub fn up_again(&mut self) {
        let data = self.medink("up").ok();
        let own = self.own.as_mut().expect("a node that was started before");
        data["node"]["rpc"]
            .as_str()
            .expect("an address")
            .clone_into(&mut own.rpc);
        let pid = data["node"]["pid"].as_i64().expect("a process number");
        own.pid = i32::try_from(pid).expect("a process number");
    }

    /// The processes of this machine's node; none while no program has started it.
    pub fn nodes(&self) -> Vec<Pid> {
        let folder = self.home().join("node");
        processes()
            .filter(|pid| is_of(*pid, &folder.to_string_lossy()))
            .collect()
    }

    /// Ends every process of this machine's node without a word, and returns how many there were.
    pub fn kill_nodes(&self) -> usize {
        let nodes = self.nodes();
        for pid in &nodes {
            // It may have ended by itself since.
            let _ = kill(*pid, Signal::SIGKILL);
        }
        // Its command line goes before its locks and sockets do.
        until("the node has gone", || nodes.iter().all(|pid| is_over(*pid)));
        nodes.len()
    }

    /// Stops this machine's node at the end, whoever starts it.
    pub fn stops_its_node(&mut self) {
        self.guard = Some(self.guard());
    }

    /// A command, its words separated by spaces; words that hold spaces come with [`Call::arg`].
    pub fn medink(&self, words: &str) -> Call<'_> {
        // The node goes in front, so that whatever is added stands behind the words.
        match &self.elsewhere {
            Some(url) => Call::new(self, &format!("--node {url} {words}")),
            None => Call::new(self, words),
        }
    }

    /// The address of the node.
    pub fn rpc(&self) -> &str {
        let own = self.own.as_ref().map(|node| node.rpc.as_str());
        own.or(self.elsewhere.as_deref()).expect("a machine with a node")
    }

    /// Stops the node's process where it is; connections stay open and nothing is answered.
    pub fn freeze_node(&self) -> Stopped {
        Stopped::stop(self.own.as_ref().expect("a node of this machine's own").pid)
    }

    /// The entries of its upload journal, before and after the chain was asked.
    pub fn journal(&self) -> Vec<PathBuf> {
        let mut entries = files::below(&self.home().join("journal"));
        entries.retain(|path| {
            let ending = path.extension();
            ending.is_some_and(|ending| ending == "pending" || ending == "submitted")
        });
        entries
    }

    /// medink's folder (`MEDINK_HOME`).
    pub fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    /// A path in the folder where this machine's user works.
    pub fn work(&self, name: &str) -> PathBuf {
        self.folder.join("work").join(name)
    }

    /// Writes a file in the folder where this machine's user works.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.work(name);
        fs::write(&path, bytes).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
        path
    }

    /// Everything of this machine: medink's folder, its user's, temporary files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file with the passphrase that commands use unless another is given.
    pub fn passphrase_file(&self) -> PathBuf {
        self.folder.join("passphrase")
    }

    /// The folder where programs make temporary files (`TMPDIR`).
    pub fn temporary(&self) -> PathBuf {
        self.folder.join("temporary")
    }

    /// What every command on this machine is started behind.
    pub(crate) fn before(&self) -> &[OsString] {
        &self.behind
    }

    /// How long a command on this machine may take.
    pub(crate) fn patience(&self) -> Duration {
        self.patience
    }

    /// What every command on this machine finds in its environment, and nothing else.
    pub(crate) fn environment(&self, command: &mut Command) {
        let parts = Parts::get();
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("HOME", self.folder.join("user"))
            .env("TMPDIR", self.temporary())
            .env("XDG_CACHE_HOME", &parts.compiled)
            .env("MEDINK_HOME", self.home())
            .env("MEDINK_NODE", &parts.node)
            .env("MEDINK_BUNDLES", &parts.bundles)
            .env("MEDINK_PASSPHRASE_FILE", self.passphrase_file())
            .current_dir(&self.folder);
        if let Some(clock) = &self.clock {
            command
                .env("LD_PRELOAD", &clock.library)
                .env("FAKETIME_TIMESTAMP_FILE", &clock.offset)
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
    }

    /// Kills whatever node has this machine's chain, should a test have left the machine in a state in which the program
    /// can't stop it.
    fn kill_node(&self) {
        // A machine that has joined a network has its node there.
        for folder in ["node", "network"] {
            self.kill_holder(&self.home().join(folder).join("node.lock"));
        }
    }

    fn kill_holder(&self, lock: &Path) {
        let lock = fs::read_to_string(lock).unwrap_or_default();
        let Some(pid) = lock
            .split(|c: char| !c.is_ascii_digit())
            .find_map(|word| word.parse::<i32>().ok())
        else {
            return;
        };
        let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        // Another process may have got the number since.
        if String::from_utf8_lossy(&line).contains(&*self.folder.to_string_lossy()) {
            let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }

    fn guard(&self) -> Child {
        let words = File::create(self.folder.join("guard.log")).expect("a new file");
        let mut command = Command::new("sh");
        command
            .args(["-c", "cat > /dev/null; exec \"$0\" down"])
            .arg(&Parts::get().program)
            // Ctrl-C in the terminal of the tests is not for it: it has to clean up after them.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(words);
        self.environment(&mut command);
        command.spawn().expect("sh can be started")
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let guards = [self.own.take().map(|node| node.guard), self.guard.take()];
        for mut guard in guards.into_iter().flatten() {
            drop(guard.stdin.take());
            let stopped = guard.wait();
            if !stopped.as_ref().is_ok_and(|status| status.success()) {
                let words = fs::read_to_string(self.folder.join("guard.log")).unwrap_or_default();
                eprintln!("the node was not stopped as its user would: {stopped:?}\n{words}");
                self.kill_node();
            }
        }
        drop(self.disk.take());
        if std::thread::panicking() {
            eprintln!(
                "The test failed. Everything of its machine is kept in {}",
                self.folder.display()
            );
        } else if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("cannot remove {}: {error}", self.folder.display());
        }
    }
}

impl Stopped {
    fn stop(pid: i32) -> Self {
        let pid = Pid::from_raw(pid);
        kill(pid, Signal::SIGSTOP).expect("the process is ours");
        // Its threads stop one by one, and one that still runs may still answer.
        while !all_stopped(pid) {
            std::thread::sleep(Duration::from_millis(1));
        }
        Stopped(pid)
    }

    /// Whether somebody waits for it: something that it has not read lies in one of its sockets.
    pub fn is_asked(&self) -> bool {
        let its_own = sockets(self.0);
        let table = fs::read_to_string("/proc/net/tcp").expect("the kernel's table");
        table.lines().any(|row| {
            let words: Vec<&str> = row.split_whitespace().collect();
            // What is to be sent and what is to be read, in hexadecimal, and the socket's number (proc(5)).
            let (Some(queues), Some(number)) = (words.get(4), words.get(9)) else {
                return false;
            };
            its_own.iter().any(|own| own == number) && !queues.ends_with(":00000000")
        })
    }
}

/// All processes that there are.
fn processes() -> impl Iterator<Item = Pid> {
    let listed = fs::read_dir("/proc").expect("the kernel's list of processes");
    listed.flatten().filter_map(|entry| {
        let number: i32 = entry.file_name().to_str()?.parse().ok()?;
        Some(Pid::from_raw(number))
    })
}

/// Whether a process is a node whose chain is in this folder. One that has ended has no command line any more.
fn is_of(pid: Pid, folder: &str) -> bool {
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let mut words = line.split(|byte| *byte == 0);
    words.any(|word| word == b"--base-path") && words.next() == Some(folder.as_bytes())
}

/// Whether a process has ended, with all that it held; it may still be listed until somebody has asked how it ended. Its
/// threads end one by one, and the last lets go.
fn is_over(pid: Pid) -> bool {
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return true;
    };
    threads.flatten().all(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        // The state follows the name, which stands in parentheses (proc(5)).
        let state = stat.rsplit(')').next().unwrap_or_default().trim_start();
        state.is_empty() || state.starts_with(['Z', 'X'])
    })
}

/// The numbers of a process's sockets, as the kernel's tables have them.
fn sockets(pid: Pid) -> Vec<String> {
    let Ok(files) = fs::read_dir(format!("/proc/{pid}/fd")) else {
        return Vec::new();
    };
    files
        .flatten()
        .filter_map(|file| {
            let target = fs::read_link(file.path()).ok()?;
            let number = target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?;
            Some(number.to_owned())
        })
        .collect()
}

/// Whether each thread of a process is stopped, as far as the system tells.
fn all_stopped(pid: Pid) -> bool {
    let Ok(threads) = fs::read_dir(format!("/proc/{pid}/task")) else {
        return true;
    };
    threads.flatten().all(|thread| {
        let stat = fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        // The state follows the name, which stands in parentheses (proc(5)).
        stat.rsplit(')')
            .next()
            .is_some_and(|rest| rest.trim_start().starts_with('T'))
    })
}

impl Drop for Stopped {
    fn drop(&mut self) {
        // Where it has gone, there is nothing to wake.
        let _ = kill(self.0, Signal::SIGCONT);
    }
}
