//! The node of medink: one process, one chain, contracts on it.
//!
//! As it is started without more, it is for trying things and for tests. It has
//! no peers then and one author, so it protects nothing against its operator. A
//! ledger that several parties rely on is a network's, whose nodes are this
//! program too: started with the network's specification, it takes turns with
//! the others and believes none of them.

#![warn(missing_docs)]

mod bus;
mod chain;
mod cli;
mod data;
mod error;
mod frames;
mod genesis;
mod keys;
mod methods;
mod metrics;
mod network;
mod origins;
mod pool;
mod ready;
mod recent;
mod refusing;
mod room;
mod rpc;
mod runtime_api;
mod seal;
mod service;
mod spec;
mod system;
mod turns;
mod upgrade;

use clap::Parser;
use cli::{Cli, Run, Task};
use data::DataFolder;
use error::NodeError;
use origins::Origins;
use ready::ReadyFile;
use room::{Room, WhenFull};
use rpc::Port;
use service::{Door, Joining, Service};
use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};
use tokio::{
    runtime::{Builder, Runtime},
    signal::unix::{signal, Signal, SignalKind},
};

/// How long tasks that run may take to end after the signal.
const STOP_TIME: Duration = Duration::from_millis(1_500);

/// How long the database may take to log what it has accepted.
const LOG_TIME: Duration = Duration::from_millis(300);

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.task {
        None => run(cli.run),
        Some(Task::Keys { base_path }) => make_keys(base_path),
        Some(Task::Runtime { output }) => upgrade::write(&output).and_then(|hashes| say(&hashes)),
        Some(Task::BuildSpec(new)) => spec::build(&new).and_then(|spec| say(&spec)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("medink-node: {error}");
            ExitCode::FAILURE
        }
    }
}

fn make_keys(base_path: PathBuf) -> Result<(), NodeError> {
    // Of a folder that a node runs on they are asked of the node.
    let folder = DataFolder::open(base_path)?;
    say(&serde_json::json!(keys::make(&folder)?).to_string())
}

/// Writes a result to standard output, as a line.
fn say(result: &str) -> Result<(), NodeError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{result}")
        .and_then(|()| out.flush())
        .map_err(NodeError::Output)
}

fn run(cli: Run) -> Result<(), NodeError> {
    sc_tracing::logging::LoggerBuilder::new(&cli.log)
        .init()
        .map_err(|error| NodeError::Log(error.to_string()))?;
    let origins = Origins::parse(&cli.rpc_cors)?;
    let port = Port::take(SocketAddr::new(cli.rpc_host, cli.rpc_port))?;
    if !cli.rpc_host.is_loopback() {
        log::warn!(
            target: "medink",
            "--rpc-host {}: other machines can reach the chain, and on a development chain whoever does can \
             send from the development accounts, whose keys everybody knows",
            cli.rpc_host
        );
    }
    let network = cli.chain.as_deref().map(spec::read).transpose()?;
    let keep = cli.keep();
    let folder = cli.base_path.map(DataFolder::open).transpose()?;
    let when_full = match network {
        Some(_) => WhenFull::Stops,
        None => WhenFull::Waits,
    };
    // Before anything is written there: a full disk is told, not tried.
    let room = match &folder {
        Some(folder) => {
            bus::speak_for(folder.path())?;
            let room = Room::open(folder.path(), folder.database(), cli.reserve, when_full)?;
            folder.sign()?;
            room
        }
        None => Room::unlimited(),
    };
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| NodeError::Start(error.to_string()))?;

    let url = port.url().map_err(|error| NodeError::Start(error.to_string()))?;
    let inside = runtime.enter();
    // Before the chain is opened: a signal that comes while it is waits its
    // turn, and then stops the node in order.
    let stop = Stop::listen()?;
    let door = Door { port, origins };
    let handle = runtime.handle().clone();
    let mut service = match (network, &folder) {
        (Some((spec, origin)), Some(folder)) => {
            let joining = Joining {
                spec,
                origin,
                peer: &cli.peer,
                folder,
            };
            Service::join(joining, keep, room.clone(), door, handle)?
        }
        // A network without a folder is refused on the command line.
        (_, folder) => Service::develop(folder.as_ref(), keep, room.clone(), door, handle)?,
    };

    let line = ready::line(&url, service.genesis, service.peer.as_deref());
    let ready_file = cli
        .ready_file
        .as_deref()
        .map(|path| ReadyFile::write(path, &line))
        .transpose()?;
    ready::print(&line);

    let result = runtime.block_on(async {
        tokio::select! {
            () = stop.asked() => Ok(()),
            error = service.failure() => Err(error),
        }
    });
    drop(ready_file);
    drop(inside);
    shut_down(service, runtime, &room);
    drop(folder);
    result
}

/// SIGTERM and SIGINT (Ctrl-C).
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn listen() -> Result<Self, NodeError> {
        let listen = |kind| signal(kind).map_err(|error| NodeError::Start(error.to_string()));
        Ok(Self {
            terminate: listen(SignalKind::terminate())?,
            interrupt: listen(SignalKind::interrupt())?,
        })
    }

    async fn asked(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Ends every task, then closes the database, which writes out what it holds;
/// where there is no room for that, leaves it as a power cut would.
fn shut_down(service: Service, runtime: Runtime, room: &Room) {
    let backend = service.stop();
    runtime.shutdown_timeout(STOP_TIME);
    if let Some(why) = room.too_full_to_close() {
        log::warn!(target: "medink", "{why}");
        // The database does not say when its log has the last block.
        std::thread::sleep(LOG_TIME);
        std::mem::forget(backend);
        return;
    }
    if Arc::strong_count(&backend) > 1 {
        log::warn!(target: "medink", "a request still ran at the end and was cut off");
    }
}
