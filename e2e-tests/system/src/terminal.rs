//! A command at a terminal: a pseudoterminal (pty(7)) of a width that the test chooses, which is the command's standard input,
//! output and error, and the one that Ctrl-C comes from.

use crate::call::{Call, Process};
use nix::pty::{Winsize, openpty};
use nix::sys::termios::{LocalFlags, tcgetattr};
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a command may take. None of them needs a tenth of it.
const WITHIN: Duration = Duration::from_secs(150);

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(2);

/// A command under way at a terminal.
#[derive(Debug)]
pub struct Terminal {
    shown: String,
    child: Process,
    keyboard: File,
    screen: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
    begun: Instant,
}

/// A command that has ended, and what was on the screen: everything that it printed, and what was typed.
#[derive(Debug)]
pub struct Seen {
    /// The command line.
    pub shown: String,
    /// The exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// What was on the screen.
    pub screen: String,
}

impl Call<'_> {
    /// Starts it at a terminal of so many columns. It answers for people.
    pub fn at_a_terminal(self, columns: u16) -> Terminal {
        let size = Winsize {
            ws_row: 50,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        let pty = openpty(&size, None).expect("a pseudoterminal");
        let slave = File::from(pty.slave);
        let end = || slave.try_clone().expect("its other end");
        // A session of its own, whose terminal is its standard input.
        let mut command = self.command(&["setsid", "--ctty"]);
        command.stdin(end()).stdout(end()).stderr(end());
        let child = command.spawn().expect("medink can be started");
        // Reading from a terminal ends when nobody has its other end open any more: this program must not.
        drop((command, slave));
        let keyboard = File::from(pty.master);
        let screen = Arc::new(Mutex::new(Vec::new()));
        let reader = thread::spawn({
            let (mut from, screen) = (keyboard.try_clone().expect("the terminal"), screen.clone());
            move || {
                let mut bytes = [0; 4096];
                // The last reading fails (EIO).
                while let Ok(read @ 1..) = from.read(&mut bytes) {
                    screen.lock().unwrap().extend_from_slice(&bytes[..read]);
                }
            }
        });
        Terminal {
            shown: self.shown(),
            child: Process(child),
            keyboard,
            screen,
            reader,
            begun: Instant::now(),
        }
    }
}

impl Terminal {
    /// What is on the screen.
    pub fn screen(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().unwrap()).replace("\r\n", "\n")
    }

    /// Waits until this is on the screen; fails if the command ends first.
    pub fn until(&mut self, words: &str) {
        while !self.screen().contains(words) {
            let ended = self.child.0.try_wait().expect("its state").is_some();
            assert!(
                !ended && self.begun.elapsed() < WITHIN || self.screen().contains(words),
                "`{}` never showed {words:?}, but:\n{}",
                self.shown,
                self.screen()
            );
            thread::sleep(LOOK);
        }
    }

    /// Waits until what is typed is not shown: who asks for a passphrase does so before the terminal is theirs.
    pub fn until_hidden(&mut self) {
        let shows = |keyboard: &File| {
            let set = tcgetattr(keyboard).expect("how the terminal is set");
            set.local_flags.contains(LocalFlags::ECHO)
        };
        while shows(&self.keyboard) {
            assert!(
                self.begun.elapsed() < WITHIN,
                "`{}` shows what is typed",
                self.shown
            );
            thread::sleep(LOOK);
        }
    }

    /// Types this. A line ends with `\n`, Ctrl-C is `\u{3}`, Ctrl-D `\u{4}`.
    pub fn types(&mut self, words: &str) {
        self.keyboard
            .write_all(words.as_bytes())
            .expect("the terminal takes it");
    }

    /// Presses Ctrl-C as often as it takes: who reads a passphrase has asked for it before the terminal is theirs, so that the
    /// first may come too early.
    pub fn leave(&mut self) {
        while self.child.0.try_wait().expect("its state").is_none() {
            assert!(
                self.begun.elapsed() < WITHIN,
                "`{}` can't be left:\n{}",
                self.shown,
                self.screen()
            );
            // It may have ended meanwhile.
            let _ = self.keyboard.write_all(b"\x03");
            thread::sleep(10 * LOOK);
        }
    }

    /// Waits for its end.
    pub fn wait(mut self) -> Seen {
        let status = loop {
            if let Some(status) = self.child.0.try_wait().expect("its state") {
                break status;
            }
            if self.begun.elapsed() > WITHIN {
                let _ = self.child.0.kill();
                let _ = self.child.0.wait();
                panic!("`{}` did not end, and showed:\n{}", self.shown, self.screen());
            }
            thread::sleep(LOOK);
        };
        while !self.reader.is_finished() {
            assert!(
                self.begun.elapsed() < WITHIN,
                "`{}` left its terminal open",
                self.shown
            );
            thread::sleep(LOOK);
        }
        Seen {
            code: status.code(),
            signal: status.signal(),
            screen: self.screen(),
            shown: self.shown,
        }
    }
}

impl Seen {
    /// Checks the exit code.
    #[track_caller]
    pub fn ended_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Checks that this was on the screen.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.screen.contains(words), "{words:?} is not in:\n{self}");
        self
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "$ {}\nexit code {:?}, signal {:?}\n{}\n---",
            self.shown, self.code, self.signal, self.screen
        )
    }
}
