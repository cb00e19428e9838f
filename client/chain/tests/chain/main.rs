//! The chain client against a real node and the real contracts. One program, so that it is linked once.
//!
//! `MEDINK_NODE` names the node's binary and `MEDINK_BUNDLES` the folder of the bundles; `cargo xtask test` sets both.
//! Each test has a node of its own, on a temporary chain and a free port.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod bundles;
mod connect;
mod contracts;
mod submit;
mod support;
mod trouble;
