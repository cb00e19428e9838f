//! A process that does not outlive the test program, however that ends.

use std::process::{Child, Command, ExitStatus, Stdio};

/// A running process. It is killed when this is dropped, and by a guard when the whole test program is killed: the guard
/// waits for the end of its standard input, which only this program holds open.
#[derive(Debug)]
pub struct Guarded {
    child: Child,
    guard: Child,
}

impl Guarded {
    /// Starts it, without standard input.
    pub fn start(command: &mut Command) -> Guarded {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{} can't be started: {e}", command.get_program().display()));
        let guard = Command::new("sh")
            .args([
                "-c",
                "cat > /dev/null; kill -KILL \"$0\"",
                &child.id().to_string(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh can be started");
        Guarded { child, guard }
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, by its name without `SIG`.
    pub fn signal(&self, name: &str) {
        let (option, id) = (format!("-{name}"), self.id().to_string());
        let sent = Command::new("kill").args([&option, &id]).status();
        assert!(
            sent.is_ok_and(|status| status.success()),
            "SIG{name} can't be sent"
        );
    }

    /// Stops it as a service manager does, and waits for its end.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        self.child.wait().expect("it is a child")
    }

    /// Ends it at once, as a crash does.
    pub fn kill(&mut self) {
        self.child.kill().expect("it is a child");
        self.child.wait().expect("it is a child");
    }

    /// How it has ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("it is a child")
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // The guard first: the number may be another process's as soon as this one is waited for.
        let _ = self.guard.kill();
        let _ = self.guard.wait();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn what_is_dropped_has_ended() {
        let sleeper = Guarded::start(Command::new("sleep").arg("1000"));
        let proc = format!("/proc/{}", sleeper.id());
        assert!(std::path::Path::new(&proc).exists());
        drop(sleeper);
        assert!(!std::path::Path::new(&proc).exists());
    }

    #[test]
    fn the_guard_ends_it_when_nobody_holds_its_input() {
        let mut sleeper = Guarded::start(Command::new("sleep").arg("1000"));
        // As the system does when the test program is killed.
        drop(sleeper.guard.stdin.take());
        let begun = Instant::now();
        while sleeper.ended().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(20), "it lives on");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
