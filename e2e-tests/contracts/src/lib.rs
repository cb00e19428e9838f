//! The four contracts together, as the WASM that is deployed, on pallet-contracts in process (drink).
//!
//! This library is the harness: it deploys and wires the contracts as the client does ([`World`]), turns every
//! message of the interface into a typed call ([`messages`]), and shows what a call did: its answer, its events,
//! its entries in the log, its cost, the contracts' raw storage. The tests are in `tests/`, one file a subject.
//!
//! It builds no contract and mocks none: the bundles come from `cargo xtask bundle`, and a missing one stops the
//! tests with that command. It never touches the network.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failed step has to stop the test that took it"
)]

mod bundle;
mod chain;
mod event;
mod forwarder;
mod message;
pub mod messages;
pub mod people;
pub mod samples;
mod world;

pub use bundle::Bundle;
pub use chain::{Chain, Moment, Receipt, Storage};
pub use event::Emitted;
pub use forwarder::Forwarder;
pub use medink_interface::blake2_256;
pub use medink_types::Part;
pub use message::{Message, Rest};
pub use world::{Done, Logged, World};
