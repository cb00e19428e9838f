//! Doors to the readers of this crate that nobody else calls, for those who hand them damaged bytes (`e2e-tests/bytes`).
//! Nothing of medink goes through here, and nothing is written.

use crate::network;
use crate::node::{joined, ready};
use medink_core::error::Result;
use std::path::Path;

/// The line that a node writes when it answers.
pub fn ready(text: &str) -> Result<()> {
    ready::parse(text, Path::new("node.ready")).map(drop)
}

/// How this machine's node is one of a network.
pub fn peering(text: &str) -> Result<()> {
    joined::parse(text, Path::new("node.network")).map(drop)
}

/// What the node's program says of its keys.
pub fn keys(answer: &[u8]) -> Result<()> {
    network::answered(answer).map(drop)
}
