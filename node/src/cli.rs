//! What may be asked of the node on its command line.

use clap::Parser;
use std::{net::IpAddr, path::PathBuf};

/// A development chain with pallet-contracts, on this machine alone.
///
/// Every transaction is in a block, and final, as soon as it is checked. When
/// the node answers, it writes one line of JSON to standard output:
///
/// {"ready":true,"rpc":"ws://127.0.0.1:9944","genesis":"0x...","pid":4711}
///
/// Logs go to standard error. Ctrl-C or SIGTERM stops it; what was in a block
/// is kept, if the chain is.
#[derive(Parser, Debug)]
#[command(
    name = "medink-node",
    version,
    after_help = "Example: medink-node --base-path ~/medink-chain --rpc-port 9944"
)]
pub struct Cli {
    /// Keep the chain in this folder, which is made where it is missing.
    #[arg(long, value_name = "DIR", conflicts_with = "tmp")]
    pub base_path: Option<PathBuf>,

    /// Keep the chain in memory: it goes when the node stops (the default where
    /// no --base-path is given).
    #[arg(long)]
    pub tmp: bool,

    /// MiB that have to stay free on the disk of --base-path, besides what the
    /// database has yet to put in its place; half of them are taken for its log
    /// while the node runs. With less the node does not start; while it runs it
    /// then refuses transactions, and goes on when there is half as much again.
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub reserve: u64,

    /// The port of JSON-RPC, WebSocket and HTTP alike; 0 takes a free one.
    #[arg(long, value_name = "PORT", default_value_t = 9944)]
    pub rpc_port: u16,

    /// The address JSON-RPC listens on. Any but a loopback address opens the
    /// chain to other machines.
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub rpc_host: IpAddr,

    /// Web pages that may talk to the node, by origin, separated by commas; a
    /// port may be `*`, and `all` is every page of the web. Programs are not
    /// web pages and need no entry.
    #[arg(long, value_name = "ORIGINS", value_delimiter = ',', default_values = crate::origins::DEFAULT)]
    pub rpc_cors: Vec<String>,

    /// Write the ready line to this file as well, for those who do not read
    /// standard output. It goes when the node stops.
    #[arg(long, value_name = "FILE")]
    pub ready_file: Option<PathBuf>,

    /// What to log: a level, or target=level pairs, as in `info` or
    /// `warn,medink=debug`.
    #[arg(long, value_name = "DIRECTIVES", default_value = "warn")]
    pub log: String,
}
