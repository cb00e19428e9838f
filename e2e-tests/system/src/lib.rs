//! The whole system as its users have it: the program `medink`, a real node, a real store, the deployed contracts.
//!
//! This library is the harness. A [`Machine`] is a computer with medink on it: a home folder of its own and, where
//! it is started, a node of its own on a free port; a [`World`] is one with the contracts deployed and people
//! registered. A [`Call`] is a command as a user types it; what comes of it is checked where it is made, and a test
//! that fails says the command line, the exit code and everything that was printed. A [`Ledger`] looks at the same
//! chain through the library, so that what the program says can be held against what is there.
//!
//! The tests are in `tests/system/`, one file a subject. Nothing is mocked, nothing is skipped: a part that is not
//! built stops the tests with the command that builds it. Each home folder is removed when its test succeeds and
//! kept when it fails; its node is stopped in any case.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failed step has to stop the test that took it"
)]

mod call;
mod disk;
pub mod documents;
pub mod files;
mod front;
pub mod http;
mod ledger;
mod machine;
mod panels;
mod parts;
pub mod people;
mod proxy;
pub mod scan;
mod terminal;
mod wait;
mod world;

pub use call::{Call, Refusal, Run, Running};
pub use disk::Disk;
pub use front::{Authority, Front};
pub use ledger::{Dump, Ledger, place_of, record_of_nothing};
pub use machine::{Machine, Stopped};
pub use panels::Panels;
pub use parts::Parts;
pub use proxy::Proxy;
pub use terminal::{Seen, Terminal};
pub use wait::until;
pub use world::World;
