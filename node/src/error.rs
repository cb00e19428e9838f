//! Why the node could not start or go on, in words for the one who started it.

use crate::room::Bytes;
use std::{io, net::SocketAddr, path::PathBuf};

/// Each text says what is wrong, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The folder cannot be made or written to.
    #[error("the folder {path} cannot be used: {source}. Name another with --base-path, or none for a temporary chain.", path = .path.display())]
    DataFolder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// Another node runs on the folder.
    #[error("the chain in {path} is locked: a node{holder} already runs on it. Stop that one, or name another folder with --base-path.", path = .path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
        /// ` (process 4711)`, where the lock file says so.
        holder: String,
    },

    /// The disk is too full to start on.
    #[error("the disk of {path} is too full: {free} are free, {needed} are needed to start. Free some space on it and start again, or see --reserve.", path = .path.display())]
    NoRoom {
        /// The folder.
        path: PathBuf,
        /// What is free.
        free: Bytes,
        /// What has to be.
        needed: Bytes,
    },

    /// The chain in a folder cannot be opened or begun there.
    #[error("the chain in {path} cannot be opened: {reason}. If nothing in it is needed, remove the folder and start again.", path = .path.display())]
    Chain {
        /// The folder.
        path: PathBuf,
        /// What the database or the runtime said.
        reason: String,
    },

    /// The chain in a folder is not the one that was asked for.
    #[error("the folder {path} holds another chain. A network's needs its own specification (--chain FILE), a development chain needs none; or name another folder with --base-path.", path = .path.display())]
    OtherChain {
        /// The folder.
        path: PathBuf,
    },

    /// A network's specification cannot be used.
    #[error("the specification {path} cannot be used: {reason}. Ask a hospital of the network for its file.", path = .path.display())]
    Specification {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },

    /// The keys of a validator cannot be used.
    #[error("the keys in {path} cannot be used: {reason}. They belong to who runs the node, and to nobody else.", path = .path.display())]
    Keys {
        /// The folder.
        path: PathBuf,
        /// What the keystore said.
        reason: String,
    },

    /// The disk of a network's node has filled up.
    #[error("the disk of {path} is nearly full: {free} are free, {needed} are needed to go on. The node has stopped in order; free some space and start it again: it fetches from its peers what it has missed.", path = .path.display())]
    Full {
        /// The folder.
        path: PathBuf,
        /// What is free.
        free: Bytes,
        /// What has to be.
        needed: Bytes,
    },

    /// The port is taken.
    #[error("port {port} on {ip} is in use, perhaps by another node. Stop that one, or choose another port with --rpc-port (0 takes a free one).", port = .0.port(), ip = .0.ip())]
    PortInUse(SocketAddr),

    /// The address cannot be listened on.
    #[error("JSON-RPC cannot listen on {address}: {source}. See --rpc-host and --rpc-port.")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },

    /// A value of `--rpc-cors` is no origin.
    #[error("--rpc-cors: {0:?} is not an origin. Write a scheme, a host and, where it has one, a port, such as https://polkadot.js.org or http://localhost:*, or `all`.")]
    Origin(String),

    /// A value of `--log` cannot be read.
    #[error("--log: {0}. Write a level (error, warn, info, debug) or pairs such as warn,medink=debug.")]
    Log(String),

    /// The ready file cannot be written.
    #[error("the ready file {path} cannot be written: {source}. Name another with --ready-file.", path = .path.display())]
    ReadyFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// A file cannot be written.
    #[error("{path} cannot be written: {source}", path = .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// A result cannot be written.
    #[error("the result cannot be written to standard output: {0}")]
    Output(io::Error),

    /// A part of the node could not be put together.
    #[error("the node could not be started: {0}")]
    Start(String),

    /// The database has failed, and stays so until it is opened again.
    #[error("the database takes no more writes ({0}), most likely because its disk was full for a moment. Free some space on it and start the node again: the chain is kept up to the last block that was written.")]
    Database(String),

    /// A part without which the node is none has ended.
    #[error("the node stopped by itself: a part of it failed; the lines before this one say which. The chain is kept up to the last block; start the node again.")]
    Failed,
}
