//! The chain client against a real node and the real contracts. One program, so that it is linked once.
//!
//! `e2e-parts` says where node and bundles are.
//! Each test has a node of its own, on a temporary chain and a free port.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod asking;
mod connect;
mod contracts;
mod submit;
mod support;
mod trouble;
