//! A command as a user types it, and what comes of it.

use crate::machine::Machine;
use crate::parts::Parts;
use medink_core::Kind;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often a running command is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// What no command ever prints: traces of a panic, and of errors shown as programmers see them.
const NEVER: &[&str] = &[
    "panicked at",
    "RUST_BACKTRACE",
    "stack backtrace",
    "Os { code",
    "Error {",
    "Err(",
    "Some(",
    "kind: ",
    "called `",
];

/// A command that is not started yet. It answers in JSON unless told otherwise.
#[must_use]
#[derive(Debug)]
pub struct Call<'m> {
    machine: &'m Machine,
    words: Vec<OsString>,
    /// What starts it, in place of the test.
    starter: Vec<OsString>,
    json: bool,
    input: Option<Vec<u8>>,
    environment: Vec<(&'static str, Option<OsString>)>,
}

/// A command under way.
#[derive(Debug)]
pub struct Running {
    shown: String,
    kept: String,
    json: bool,
    child: Process,
    out: JoinHandle<Vec<u8>>,
    err: JoinHandle<Vec<u8>>,
    begun: Instant,
    within: Duration,
}

/// A process that does not outlive the test.
#[derive(Debug)]
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        // One that has ended and was waited for is left alone by both.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A command that has ended.
#[derive(Debug)]
pub struct Run {
    /// The command line, and where its machine is.
    pub shown: String,
    /// The exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: String,
    /// The most memory that it had at a time (`VmHWM` of proc_pid_status(5)), in KiB.
    pub peak_kib: u64,
    json: bool,
}

/// A command that failed as it should.
#[derive(Debug)]
pub struct Refusal {
    /// What went wrong.
    pub what: String,
    /// What to do next, where it is said apart.
    pub next: String,
}

impl<'m> Call<'m> {
    pub(crate) fn new(machine: &'m Machine, words: &str) -> Self {
        Call {
            machine,
            words: words.split_whitespace().map(Into::into).collect(),
            starter: Vec::new(),
            json: true,
            input: None,
            environment: Vec::new(),
        }
    }

    /// One more word, which may hold spaces.
    pub fn arg(mut self, word: impl AsRef<OsStr>) -> Self {
        self.words.push(word.as_ref().to_owned());
        self
    }

    /// More words.
    pub fn args<W: AsRef<OsStr>>(mut self, words: impl IntoIterator<Item = W>) -> Self {
        self.words
            .extend(words.into_iter().map(|word| word.as_ref().to_owned()));
        self
    }

    /// An option with its value.
    pub fn option(self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.arg(name).arg(value)
    }

    /// Who acts.
    pub fn acting(self, account: &str) -> Self {
        self.option("--as", account)
    }

    /// Answers for people in place of JSON.
    pub fn text(mut self) -> Self {
        self.json = false;
        self
    }

    /// What comes from standard input.
    pub fn input(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.input = Some(bytes.as_ref().to_vec());
        self
    }

    /// A variable of the environment, in place of the one that every command has.
    pub fn variable(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name, Some(value.as_ref().to_owned())));
        self
    }

    /// Without a variable that every other command has.
    pub fn without(mut self, name: &'static str) -> Self {
        self.environment.push((name, None));
        self
    }

    /// Watched by strace(1), which takes down these of its system calls, and those of all its threads, in a file: each whole,
    /// every text in hexadecimal, every descriptor with its path.
    pub fn traced(mut self, log: &Path, calls: &str) -> Self {
        self.starter = vec![e2e_parts::strace().into(), "-o".into(), log.into()];
        let options = ["-f", "-qq", "-y", "-xx", "-s", "16777216", "-e"];
        self.starter.extend(options.map(Into::into));
        self.starter.push(format!("trace={calls}").into());
        self
    }

    /// Another passphrase file.
    pub fn passphrase(self, file: &Path) -> Self {
        self.variable("MEDINK_PASSPHRASE_FILE", file)
    }

    /// As it is typed.
    pub(crate) fn shown(&self) -> String {
        let words: Vec<_> = self.words.iter().map(|word| word.to_string_lossy()).collect();
        format!("medink {}", words.join(" "))
    }

    /// What is started, behind the words of `before`.
    pub(crate) fn command(&self, before: &[&str]) -> Command {
        // A shell starts what runs in its background with Ctrl-C's signal ignored, and that is inherited: a suite that was
        // started so would test programs that nobody can stop.
        let before = before.iter().map(OsStr::new);
        let machine = self.machine.before().iter().map(OsString::as_os_str);
        let starter = self.starter.iter().map(OsString::as_os_str);
        let signals = ["env", "--default-signal=INT"].map(OsStr::new);
        let mut words = machine.chain(before).chain(starter).chain(signals);
        let mut command = Command::new(words.next().expect("there are two at least"));
        command.args(words).arg(&Parts::get().program).args(&self.words);
        self.machine.environment(&mut command);
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    /// Starts it.
    pub fn start(mut self) -> Running {
        if self.json {
            self.words.push("--json".into());
        }
        let mut command = self.command(&[]);
        command
            .stdin(if self.input.is_some() {
                Stdio::piped()
            } else {
                Stdio::null()
            })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn().expect("medink can be started");
        if let Some(input) = &self.input {
            let mut to = child.stdin.take().expect("its standard input");
            // A command that refuses before it reads closes its end.
            let _ = to.write_all(input);
        }
        let out = collect(child.stdout.take().expect("its standard output"));
        let err = collect(child.stderr.take().expect("its standard error"));
        Running {
            shown: self.shown(),
            kept: self.machine.folder().display().to_string(),
            json: self.json,
            child: Process(child),
            out,
            err,
            begun,
            within: self.machine.patience(),
        }
    }

    /// Runs it to its end, whatever that is.
    pub fn run(self) -> Run {
        self.start().wait()
    }

    /// Runs it where nothing but success will do. Returns what it gave.
    pub fn ok(self) -> Value {
        self.run().succeeded()
    }

    /// Runs it where nothing but a failure of this kind will do. Returns what it said.
    pub fn fails(self, kind: Kind) -> Refusal {
        self.run().failed(kind)
    }
}

impl Running {
    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.0.id()).expect("a process number"))
    }

    /// Sends it a signal, such as Ctrl-C's.
    pub fn signal(&self, signal: Signal) {
        kill(self.pid(), signal).expect("the process is there");
    }

    /// Waits until something is so; fails if the command ends first.
    pub fn until(&mut self, what: &str, mut so: impl FnMut() -> bool) {
        while !so() {
            assert!(
                self.child.0.try_wait().expect("its state").is_none(),
                "`{}` ended before {what}; its machine is {}",
                self.shown,
                self.kept
            );
            assert!(
                self.begun.elapsed() < self.within,
                "`{}`: waited too long until {what}",
                self.shown
            );
            thread::sleep(LOOK);
        }
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Run {
        let mut peak_kib = 0;
        let status = loop {
            peak_kib = peak_kib.max(peak(self.child.0.id()));
            if let Some(status) = self.child.0.try_wait().expect("its state") {
                break status;
            }
            if self.begun.elapsed() > self.within {
                let _ = self.child.0.kill();
            }
            thread::sleep(LOOK);
        };
        let late = self.begun.elapsed() > self.within;
        let run = Run {
            shown: format!("{}\nmachine: {}", self.shown, self.kept),
            code: status.code(),
            signal: status.signal(),
            out: self.out.join().expect("its standard output"),
            err: String::from_utf8_lossy(&self.err.join().expect("its standard error")).into_owned(),
            peak_kib,
            json: self.json,
        };
        assert!(
            !late,
            "it took longer than {} s and was killed\n{run}",
            self.within.as_secs()
        );
        assert!(run.code != Some(101), "it panicked\n{run}");
        for text in [run.err.as_str(), &run.stdout()] {
            // Whatever a record holds may go to standard output; what failed may not.
            if let (Some(found), true) = (
                NEVER.iter().find(|never| text.contains(**never)),
                run.code != Some(0),
            ) {
                panic!("it printed {found:?}\n{run}");
            }
        }
        run
    }
}

impl Run {
    /// Standard output as text.
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// The JSON object that it printed, and nothing besides.
    pub fn envelope(&self) -> Value {
        assert!(self.json, "it was not asked for JSON\n{self}");
        serde_json::from_slice(&self.out)
            .unwrap_or_else(|e| panic!("its answer is no JSON object: {e}\n{self}"))
    }

    /// What it gave; nothing but success will do.
    pub fn succeeded(&self) -> Value {
        assert_eq!(self.code, Some(0), "it was to succeed\n{self}");
        if !self.json {
            return Value::Null;
        }
        let envelope = self.envelope();
        assert!(
            envelope["medink"] == 1 && envelope["ok"] == true,
            "its envelope is not one of a success\n{self}"
        );
        envelope["data"].clone()
    }

    /// What it said; nothing but a failure of this kind will do.
    pub fn failed(&self, kind: Kind) -> Refusal {
        assert_eq!(
            self.code,
            Some(i32::from(kind.exit_code())),
            "it was to fail as `{}`\n{self}",
            kind.name()
        );
        if !self.json {
            let (what, next) = self.err.split_once("\n  ").unwrap_or((&self.err, ""));
            return Refusal {
                what: what.to_owned(),
                next: next.to_owned(),
            };
        }
        let envelope = self.envelope();
        let error = &envelope["error"];
        assert!(
            envelope["medink"] == 1 && envelope["ok"] == false && error["kind"] == kind.name(),
            "its envelope is not one of the failure `{}`\n{self}",
            kind.name()
        );
        let text = |name: &str| error[name].as_str().unwrap_or_default().to_owned();
        Refusal {
            what: text("what"),
            next: text("next"),
        }
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ended = match (self.code, self.signal) {
            (Some(code), _) => format!("exit code {code}"),
            (None, Some(signal)) => format!("ended by signal {signal}"),
            (None, None) => "ended".to_owned(),
        };
        write!(
            f,
            "$ {}\n{ended}\n--- standard output\n{}\n--- standard error\n{}\n---",
            self.shown,
            self.stdout().trim_end(),
            self.err.trim_end()
        )
    }
}

impl Refusal {
    /// All of it.
    pub fn words(&self) -> String {
        format!("{}\n{}", self.what, self.next)
    }

    /// Checks that it says this.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(
            self.words().contains(words),
            "{words:?} is not in:\n{}",
            self.words()
        );
        self
    }
}

fn collect(mut from: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)
            .expect("what a command prints can be read");
        bytes
    })
}

/// The most memory that a process has had so far, in KiB; 0 where it is over.
fn peak(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}
