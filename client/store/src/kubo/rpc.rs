//! The requests that are made of a daemon, each with exactly the parameters that matter here, and what it answers.
//!
//! `ipfs-api` has its own types for some of these, without the parameters that pin the tree's form and keep a daemon
//! from asking the network. <https://docs.ipfs.tech/reference/kubo/rpc/> names them all.

use ipfs_api_prelude::ApiRequest;
use serde::{Deserialize, Serialize};

use crate::{CHUNK, LINKS};

/// Says where a request goes.
macro_rules! at {
    ($($request:ty => $path:literal),* $(,)?) => { $(
        impl ApiRequest for $request {
            const PATH: &'static str = $path;
        }
    )* };
}

at! {
    Add => "/add",
    BlockGet => "/block/get",
    BlockPut => "/block/put",
    FilesStat => "/files/stat",
    PinLs => "/pin/ls",
    PinRm => "/pin/rm",
    RepoGc => "/repo/gc",
    RepoStat => "/repo/stat",
    Version => "/version",
}

/// Takes content in. A daemon's configuration may choose other trees: nothing of the form is left to it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Add {
    cid_version: u32,
    raw_leaves: bool,
    chunker: String,
    max_file_links: usize,
    trickle: bool,
    hash: &'static str,
    inline: bool,
    nocopy: bool,
    wrap_with_directory: bool,
    only_hash: bool,
    pin: bool,
    progress: bool,
}

impl Add {
    /// In the one form there is.
    pub(super) fn new() -> Self {
        Self {
            cid_version: 1,
            raw_leaves: true,
            chunker: format!("size-{CHUNK}"),
            max_file_links: LINKS,
            trickle: false,
            hash: "sha2-256",
            inline: false,
            nocopy: false,
            wrap_with_directory: false,
            only_hash: false,
            pin: false,
            progress: false,
        }
    }
}

/// One block.
#[derive(Serialize)]
pub(super) struct BlockGet {
    /// Its CID.
    pub(super) arg: String,
    /// Only the daemon's own: asks no peer.
    pub(super) offline: bool,
}

/// How much of a content is there.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct FilesStat {
    /// `/ipfs/` and the CID.
    pub(super) arg: String,
    /// Look which blocks are the daemon's own.
    pub(super) with_local: bool,
    /// Never ask the network.
    pub(super) offline: bool,
}

/// The answer to [`FilesStat`].
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Stat {
    /// Bytes of all blocks, as the root says.
    pub(super) cumulative_size: u64,
    /// Whether every block is there.
    #[serde(default)]
    pub(super) local: bool,
    /// Bytes of the blocks that are there.
    #[serde(default)]
    pub(super) size_local: u64,
}

/// Takes in a node whose CID is its own bytes, and pins it with all below.
///
/// Unlike `pin/add`, which asks the network for what is missing below (its `offline` is only for the root), and
/// forgets the pin that is there before it looks.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct BlockPut {
    cid_codec: &'static str,
    mhtype: &'static str,
    pin: bool,
}

impl BlockPut {
    /// In the one form there is.
    pub(super) fn new() -> Self {
        Self {
            cid_codec: "dag-pb",
            mhtype: "identity",
            pin: true,
        }
    }
}

/// The answer to [`BlockPut`].
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    /// The node's CID.
    pub(super) key: String,
}

/// Unpins.
#[derive(Serialize)]
pub(super) struct PinRm {
    /// The CID.
    pub(super) arg: String,
    /// As it was pinned.
    pub(super) recursive: bool,
}

/// The answer to [`PinRm`].
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Unpinned {
    /// What was unpinned.
    pub(super) pins: Vec<String>,
}

/// Lists pins, one a line.
#[derive(Serialize)]
pub(super) struct PinLs {
    /// Which kind.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// One a line.
    pub(super) stream: bool,
}

/// A line of the answer to [`PinLs`].
#[derive(Deserialize)]
pub(super) struct Pin {
    /// The pinned CID.
    #[serde(rename = "Cid")]
    pub(super) cid: String,
}

/// Removes every block that no pin reaches.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RepoGc {
    /// Tell of faults in the answer's lines.
    pub(super) stream_errors: bool,
}

/// A line of the answer to [`RepoGc`]: a block that was removed, or a fault.
#[derive(Deserialize)]
pub(super) struct Removed {
    /// What went wrong, if anything did.
    #[serde(rename = "Error", default)]
    pub(super) error: String,
}

/// How much the daemon keeps.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RepoStat {
    /// Without counting blocks, which takes long.
    pub(super) size_only: bool,
}

/// The answer to [`RepoStat`].
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Repo {
    /// Bytes of its repository.
    pub(super) repo_size: u64,
    /// Blocks in it.
    #[serde(default)]
    pub(super) num_objects: u64,
}

/// Who is there.
#[derive(Serialize)]
pub(super) struct Version {
    /// Not the commit.
    pub(super) number: bool,
}

/// The answer to [`Version`].
#[derive(Deserialize)]
pub(super) struct Told {
    /// Such as `0.41.0`.
    #[serde(rename = "Version")]
    pub(super) version: String,
}
