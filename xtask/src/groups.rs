//! Programs in groups of their own, which are ended with all that they have started; and what is left to do when this program
//! is stopped. Ctrl-C at a terminal does not reach such a group by itself: it ends with us. Decides nothing.

use std::collections::BTreeSet;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// As a shell says that Ctrl-C has ended a program.
const STOPPED: i32 = 130;

/// The groups that run now, by the first process of each.
static RUNNING: Mutex<BTreeSet<Pid>> = Mutex::new(BTreeSet::new());

type Last = Box<dyn FnOnce() + Send>;

/// What is done last of all when this program is stopped.
static LAST: Mutex<Option<Last>> = Mutex::new(None);

/// A program that runs, first of a group.
pub struct Group {
    id: Pid,
    child: Child,
}

impl Group {
    /// Starts `command`.
    ///
    /// # Errors
    /// If it can't be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        listen()?;
        // Held meanwhile: none is started once we are being stopped.
        let mut running = held(&RUNNING);
        let mut child = command.process_group(0).spawn()?;
        let Ok(id) = i32::try_from(child.id()) else {
            child.kill()?;
            child.wait()?;
            anyhow::bail!("the system has given a process no number that a group can have");
        };
        let id = Pid::from_raw(id);
        running.insert(id);
        Ok(Self { id, child })
    }

    /// How it ended, if it has.
    ///
    /// # Errors
    /// If the system does not tell.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Ends it, and all that it has started.
    ///
    /// # Errors
    /// If the system does not let us.
    pub fn end(mut self) -> Result<()> {
        killpg(self.id, Signal::SIGKILL).context("a program can't be ended")?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        held(&RUNNING).remove(&self.id);
    }
}

/// Has `last` done when this program is stopped, after its groups were ended.
///
/// # Errors
/// If the system does not let us listen for that.
pub fn when_stopped(last: impl FnOnce() + Send + 'static) -> Result<()> {
    *held(&LAST) = Some(Box::new(last));
    listen()
}

/// Listens for Ctrl-C, and for being told to end.
fn listen() -> Result<()> {
    static LISTENS: Mutex<bool> = Mutex::new(false);
    let mut listens = held(&LISTENS);
    if !*listens {
        ctrlc::set_handler(stopped).context("cannot listen for Ctrl-C")?;
        *listens = true;
    }
    Ok(())
}

fn stopped() {
    let running = held(&RUNNING);
    for id in running.iter() {
        // One that has just ended by itself is no matter.
        let _ = killpg(*id, Signal::SIGKILL);
    }
    let last = held(&LAST).take();
    if let Some(last) = last {
        last();
    }
    std::process::exit(STOPPED);
}

/// What a mutex holds; whoever broke off has left it whole.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
