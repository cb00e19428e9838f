//! Starting the node, once, however many programs want it.

use medink_words::said;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};
use tokio::time::sleep;

use super::{Node, Peering, STOP_WITHIN, State, binary, forget, joined, log, port, process, ready, state};
use crate::folders::Folders;
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};

/// How to start.
#[derive(Debug, Clone)]
pub struct UpOptions {
    /// The node's program; without one, [`super::find_binary`]'s.
    pub binary: Option<PathBuf>,
    /// The port; without one that of last time, else 9944, else any that is free. Says nothing to a node that
    /// runs already.
    pub port: Option<u16>,
    /// How long it may take until it answers.
    pub ready_within: Duration,
    /// On a network, whether it makes blocks and votes; without, as at the last start, and not at first.
    pub validator: Option<bool>,
    /// On a network, the port that peers are answered on; without, that of the last start, and 30333 at first.
    pub peer_port: Option<u16>,
}

impl Default for UpOptions {
    fn default() -> Self {
        UpOptions {
            binary: None,
            port: None,
            ready_within: Duration::from_secs(30),
            validator: None,
            peer_port: None,
        }
    }
}

/// A node that answers, and how that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Up {
    /// The node.
    pub node: Node,
    /// Whether this call started it; if not, it was running or being started by another program.
    pub started: bool,
    /// How long it took until it answered.
    pub ready_in: Duration,
}

/// Sees to it that the embedded node runs, and returns when it answers.
///
/// Of several programs that ask at once, one starts it and all get it. If the future is dropped, a node that it
/// started goes on starting, and the next call finds it.
///
/// # Errors
/// [`Kind::NotFound`] without the node's program; [`Kind::Unreachable`], with its last words, if it dies or does
/// not answer in time (it is stopped then, if this call started it); [`Kind::Usage`] for a port in use;
/// and for a part in a network that this machine has not joined, or that a node which runs does not have;
/// [`Kind::Io`] for folders that can't be used.
pub async fn up(folders: &Folders, options: &UpOptions) -> Result<Up> {
    let begun = Instant::now();
    let found = |node| Up {
        node,
        started: false,
        ready_in: begun.elapsed(),
    };
    if let State::Running(node) = state(folders)? {
        joined::fits(folders, options)?;
        return Ok(found(node));
    }
    folders.prepare()?;
    let _turn = process::turn(folders).await?;
    if let State::Running(node) = state(folders)? {
        joined::fits(folders, options)?;
        return Ok(found(node));
    }
    let peering = joined::asked(folders, options)?;
    let (node, started) = wait(folders, options, peering).await?;
    if let (true, Some(peering)) = (started, peering) {
        joined::remember(folders, peering).map_err(|error| error.at(said!("local-node-runs")))?;
    }
    port::remember(folders, &node.rpc).map_err(|error| error.at(said!("local-node-runs")))?;
    Ok(Up {
        node,
        started,
        ready_in: begun.elapsed(),
    })
}

/// Waits for a node that answers, and starts one when there is none. Whether it did.
async fn wait(folders: &Folders, options: &UpOptions, peering: Option<Peering>) -> Result<(Node, bool)> {
    let end = Instant::now() + options.ready_within;
    let mut child: Option<Started> = None;
    loop {
        let ended = child.as_mut().map(Started::ended).transpose()?.flatten();
        match (state(folders)?, &mut child, ended) {
            (State::Running(node), own, _) => {
                let started = own.as_ref().is_some_and(|own| own.child.id() == Some(node.pid));
                return Ok((node, started));
            }
            (State::Stopped, None, _) => child = Some(start(folders, options, peering, None)?),
            (State::Stopped, Some(own), Some(status)) => {
                // Another program may have taken the port after it was found free.
                if options.port.is_some() || own.port == port::ANY || port::is_free(own.port) {
                    return Err(died(folders, &own.program, status));
                }
                child = Some(start(folders, options, peering, Some(port::ANY))?);
            }
            // Somebody else's node took the chain first; ours has gone.
            (State::Starting { .. }, own, Some(_)) => *own = None,
            (_, _, None) => {}
        }
        if Instant::now() >= end {
            return Err(late(folders, options, child).await);
        }
        sleep(process::PAUSE).await;
    }
}

/// A process that was started here.
struct Started {
    child: Child,
    program: PathBuf,
    port: u16,
}

impl Started {
    fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child
            .try_wait()
            .map_err(|error| Error::io(said!("local-node-process"), &error))
    }
}

fn start(
    folders: &Folders,
    options: &UpOptions,
    peering: Option<Peering>,
    port: Option<u16>,
) -> Result<Started> {
    let program = options.binary.clone().map_or_else(binary::find, Ok)?;
    let port = port.map_or_else(|| port::choose(folders, options.port), Ok)?;
    forget(folders)?;
    let mut command = Command::new(&program);
    command
        .arg("--base-path")
        .arg(joined::folder(folders)?)
        .arg("--rpc-port")
        .arg(port.to_string())
        .arg("--ready-file")
        .arg(ready::path(folders))
        .args(joined::arguments(folders, peering)?)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log::begin(folders)?)
        // It must not keep the folder busy that the user happens to be in.
        .current_dir(folders.data())
        // A group of its own: Ctrl-C in the user's terminal is not for the node.
        .process_group(0);
    // What is meant for the client, a passphrase perhaps, has no business in a process that lives for weeks.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MEDINK_")) {
        command.env_remove(name);
    }
    let child = command.spawn().map_err(|error| {
        Error::io(
            said!("local-starting-node", path = program.display().to_string()),
            &error,
        )
        .next(said!("local-starting-node-next"))
    })?;
    Ok(Started { child, program, port })
}

fn died(folders: &Folders, program: &Path, status: ExitStatus) -> Error {
    let words = log::tail(folders);
    Error::new(
        Kind::Unreachable,
        said!("local-node-died", status = status.to_string(), words = words),
    )
    .next(said!(
        "local-node-died-next",
        log = log::path(folders).display().to_string(),
        program = program.display().to_string()
    ))
}

/// Stops what was started here and does not answer.
async fn late(folders: &Folders, options: &UpOptions, child: Option<Started>) -> Error {
    let seconds = options.ready_within.as_secs_f32();
    let log = log::path(folders);
    let Some(mut own) = child else {
        let what = said!("local-node-silent", seconds = seconds.to_string());
        return Error::new(Kind::Unreachable, what)
            .next(said!("local-node-silent-next", log = log.display().to_string()))
            .advise(Advice::StopNode);
    };
    let words = log::tail(folders);
    let stopped = match own.child.id() {
        Some(pid) => end(folders, pid, &mut own.child).await,
        None => Ok(()),
    };
    let what = said!("local-node-late", seconds = seconds.to_string(), words = words);
    match stopped {
        Ok(()) => Error::new(Kind::Unreachable, said!("local-node-late-stopped", what = what)).next(said!(
            "local-node-late-stopped-next",
            log = log.display().to_string()
        )),
        Err(error) => Error::new(
            Kind::Unreachable,
            said!("local-node-late-runs", what = what, why = error.what),
        )
        .next(said!("local-node-late-runs-next"))
        .advise(Advice::StopNode),
    }
}

/// Ends a process of ours, whether or not it has taken the chain.
async fn end(folders: &Folders, pid: u32, child: &mut Child) -> Result<()> {
    process::terminate(pid)?;
    if tokio::time::timeout(STOP_WITHIN, child.wait()).await.is_err() {
        child
            .kill()
            .await
            .map_err(|error| Error::io(said!("local-killing-node", pid = pid), &error))?;
    }
    forget(folders)
}
