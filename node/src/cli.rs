//! What may be asked of the node on its command line.

use crate::chain::Keep;
use clap::{Args, Parser, Subcommand};
use sc_network::{config::MultiaddrWithPeerId, Multiaddr};
use sp_core::crypto::{AccountId32, Ss58Codec};
use std::{net::IpAddr, path::PathBuf};

/// A chain with pallet-contracts: for development on this machine alone, or of
/// several hospitals.
///
/// Without --chain, every transaction is in a block, and final, as soon as it is
/// checked, and nobody else is asked. With --chain FILE the node is one of the
/// network that FILE specifies. When it answers, it writes one line of JSON to
/// standard output:
///
/// {"ready":true,"rpc":"ws://127.0.0.1:9944","genesis":"0x...","pid":4711}
///
/// Logs go to standard error. Ctrl-C or SIGTERM stops it; what was in a block
/// is kept, if the chain is.
#[derive(Parser, Debug)]
#[command(
    name = "medink-node",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  medink-node --base-path ~/medink-chain --rpc-port 9944\n  \
                  medink-node --chain network.json --base-path ~/hospital --validator"
)]
pub struct Cli {
    /// What to do instead of running.
    #[command(subcommand)]
    pub task: Option<Task>,

    /// How to run.
    #[command(flatten)]
    pub run: Run,
}

/// What else the program does; nothing of it runs a chain.
#[derive(Subcommand, Debug)]
pub enum Task {
    /// Make the keys of a validator in its folder, where they are missing, and
    /// print the public ones as JSON.
    Keys {
        /// The folder the node will run on.
        #[arg(long, value_name = "DIR")]
        base_path: PathBuf,
    },
    /// Write the specification of a new network to standard output.
    BuildSpec(BuildSpec),
    /// Write this build's runtime to a file, as a network takes it, and print as
    /// JSON the hash that its hospitals decide on.
    Runtime {
        /// The file.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// How to run a chain.
#[derive(Args, Debug)]
pub struct Run {
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
    /// A network's node stops instead.
    #[arg(long, value_name = "MIB", default_value_t = 64)]
    pub reserve: u64,

    /// Keep the state of so many final blocks, at least 256, instead of all. A
    /// chain that was begun with one keeps to it.
    #[arg(long, value_name = "BLOCKS", value_parser = clap::value_parser!(u32).range(256..))]
    pub keep_states: Option<u32>,

    /// Keep the transactions of so many final blocks, at least 256, instead of
    /// all.
    #[arg(long, value_name = "BLOCKS", value_parser = clap::value_parser!(u32).range(256..))]
    pub keep_blocks: Option<u32>,

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

    /// Be one of the network that this file specifies.
    #[arg(long, value_name = "FILE", requires = "base_path", conflicts_with = "tmp")]
    pub chain: Option<PathBuf>,

    /// How to be one of it.
    #[command(flatten)]
    pub peer: Peer,
}

impl Run {
    /// What of the past stays.
    pub fn keep(&self) -> Keep {
        Keep {
            states: self.keep_states,
            blocks: self.keep_blocks,
        }
    }
}

/// How to be one of a network.
#[derive(Args, Debug)]
pub struct Peer {
    /// Make blocks and vote, with the keys in --base-path, as soon as the
    /// hospitals have admitted their owner.
    #[arg(long, requires = "chain")]
    pub validator: bool,

    /// What peers and metrics call this node.
    #[arg(long, value_name = "NAME", requires = "chain", default_value = "medink-node")]
    pub name: String,

    /// The address peers are answered on.
    #[arg(long, value_name = "IP", requires = "chain", default_value = "0.0.0.0")]
    pub host: IpAddr,

    /// The port (TCP) peers are answered on; 0 takes a free one.
    #[arg(long, value_name = "PORT", requires = "chain", default_value_t = 30333)]
    pub port: u16,

    /// An address peers are told to reach this node by, where the machine does
    /// not know it, such as /dns/node.hospital.example/tcp/30333.
    #[arg(long, value_name = "MULTIADDR", requires = "chain", value_delimiter = ',')]
    pub public_address: Vec<Multiaddr>,

    /// Nodes to begin with, besides those that --chain names, such as
    /// /dns/node.hospital.example/tcp/30333/p2p/12D3Koo...
    #[arg(long, value_name = "MULTIADDR", requires = "chain", value_delimiter = ',')]
    pub bootnodes: Vec<MultiaddrWithPeerId>,

    /// Look for nodes of the network on the local network, too (mDNS).
    #[arg(long, requires = "chain")]
    pub mdns: bool,

    /// Serve metrics for Prometheus on this port of the loopback address.
    #[arg(long, value_name = "PORT", requires = "chain")]
    pub prometheus_port: Option<u16>,
}

/// What a new network is to be.
#[derive(Args, Debug)]
pub struct BuildSpec {
    /// What wallets and pages call it.
    #[arg(long, value_name = "NAME")]
    pub name: String,

    /// A hospital of the beginning: its account (SS58), and after `=` the public
    /// keys that `keys` printed for its node. All of them validate.
    #[arg(long = "hospital", value_name = "ACCOUNT=KEYS", required = true)]
    pub hospitals: Vec<Hospital>,

    /// What each of these hospitals owns at the start, in UNIT. There is never
    /// more money than what they all have.
    #[arg(long, value_name = "UNIT", default_value_t = 1_000_000)]
    pub endowment: u64,

    /// Milliseconds of a slot, in which one validator makes one block.
    #[arg(long, value_name = "MS", default_value_t = 6_000, value_parser = clap::value_parser!(u64).range(1_000..=60_000))]
    pub slot: u64,

    /// Blocks of a session. Who has been admitted makes blocks from the next
    /// session but one.
    #[arg(long, value_name = "BLOCKS", default_value_t = 100, value_parser = clap::value_parser!(u32).range(5..=14_400))]
    pub session: u32,

    /// Nodes that who joins begins with.
    #[arg(long = "bootnode", value_name = "MULTIADDR")]
    pub bootnodes: Vec<MultiaddrWithPeerId>,
}

/// A hospital, and what its node signs with.
#[derive(Clone, Debug)]
pub struct Hospital {
    /// Its account.
    pub account: AccountId32,
    /// The public key for blocks (sr25519).
    pub aura: sp_core::sr25519::Public,
    /// The public key for votes (ed25519).
    pub grandpa: sp_core::ed25519::Public,
}

impl std::str::FromStr for Hospital {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (account, keys) = text
            .split_once('=')
            .ok_or("write ACCOUNT=KEYS, with what `medink-node keys` calls `keys`")?;
        let account = AccountId32::from_ss58check(account)
            .map_err(|error| format!("{account} is no SS58 address ({error})"))?;
        let keys = sp_core::bytes::from_hex(keys)
            .map_err(|error| format!("the keys are not hexadecimal: {error}"))?;
        let (aura, grandpa) = keys
            .split_first_chunk::<32>()
            .ok_or("the keys are 64 bytes: 128 hexadecimal digits")?;
        let grandpa: [u8; 32] = grandpa
            .try_into()
            .map_err(|_| "the keys are 64 bytes: 128 hexadecimal digits")?;
        Ok(Self {
            account,
            aura: sp_core::sr25519::Public::from_raw(*aura),
            grandpa: sp_core::ed25519::Public::from_raw(grandpa),
        })
    }
}
