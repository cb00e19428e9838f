//! The test kit: what tests run against, found and started in one way for all of them. Parts and programs of others are
//! the one that an environment variable names, else the one where a build or a package leaves it. What is started here,
//! a [`Node`] or a [`Kubo`] daemon, is the real thing, on free ports and in folders of its own, and ends with the test.
//!
//! Builds nothing, and knows neither client nor contracts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "support for tests: what is missing stops them"
)]

mod daemon;
mod find;
mod guarded;
mod substrate;

pub use daemon::{Frozen, Kubo, KuboProxy, overwrite};
pub use find::{bundles, chromium, clock, contracts_node, kubo, libraries, medink, node, nodejs, strace};
pub use guarded::Guarded;
pub use substrate::Node;
