//! The panels as a user starts them: `medink panels`, and the addresses that it prints.

use crate::http::Browser;
use crate::machine::Machine;
use crate::parts::Parts;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// How long the program may take until it prints an address.
const WITHIN: Duration = Duration::from_secs(30);

/// The panels of a machine. When it is dropped they are stopped, as by a service manager: unlike Ctrl-C,
/// that can't be ignored from birth, as it is in a script's background.
#[derive(Debug)]
pub struct Panels {
    child: Child,
    invitations: Receiver<String>,
}

impl Panels {
    /// Starts them on a free port. What they print besides is in the machine's folder, in `panels.log`.
    pub fn start(machine: &Machine) -> Self {
        Panels::start_with(machine, &[])
    }

    /// Starts them so that no page starts the machine's node: for what needs none.
    pub fn start_without_node(machine: &Machine) -> Self {
        Panels::start_with(machine, &["--no-node"])
    }

    fn start_with(machine: &Machine, options: &[&str]) -> Self {
        let mut command = Command::new(&Parts::get().program);
        machine.environment(&mut command);
        let log = File::create(machine.folder().join("panels.log")).expect("a new file");
        let mut child = command
            .args(["panels", "--no-open", "--json"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("medink can be started");
        let out = BufReader::new(child.stdout.take().expect("its standard output"));
        let (tell, invitations) = mpsc::channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let said: Value = serde_json::from_str(&line).expect("a line of JSON");
                // The last line says that it has stopped.
                if let Some(url) = said["url"].as_str()
                    && tell.send(url.to_owned()).is_err()
                {
                    return;
                }
            }
        });
        Panels { child, invitations }
    }

    /// The number of their process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Ends them as a crash does, with no chance to put anything in order.
    pub fn kill(mut self) {
        self.child.kill().expect("they run");
    }

    /// A browser in which an account is unlocked.
    pub fn unlocked(&self, who: &str) -> Browser {
        let mut browser = Browser::enter(&self.invitation());
        browser.post("/unlock", &[("account", who)]);
        // Unlocking begins another session, with another token.
        browser.get("/account");
        browser
    }

    /// The same, looking in a language that was chosen by hand.
    pub fn unlocked_in(&self, who: &str, language: &str) -> Browser {
        let mut browser = self.unlocked(who);
        browser.cookie = format!("{}; medink-language={language}", browser.cookie);
        browser
    }

    /// An address that lets one browser in, once.
    pub fn invitation(&self) -> String {
        self.invitations
            .recv_timeout(WITHIN)
            .expect("the panels print an address: see panels.log in the machine's folder")
    }
}

impl Drop for Panels {
    fn drop(&mut self) {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).expect("a process number"));
        // One that has ended already is left alone.
        let _ = kill(pid, Signal::SIGTERM);
        let _ = self.child.wait();
    }
}
