//! What belongs to one machine: folders, the config file, the embedded node ([`node`]), the encrypted key files
//! ([`wallet`]). [`machine`] puts these together with a chain, a store and a deployment.
//!
//! Nothing in here prompts or prints, and nothing about a patient or a record passes through it.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod backup;
pub mod checkup;
pub mod config;
pub mod folders;
pub mod machine;
pub mod network;
pub mod node;
#[doc(hidden)]
pub mod readers;
pub mod swarm;
pub mod wallet;

pub use config::{Changed, Config, Daemon, NodeChoice, Profile, StoreChoice, Wait};
pub use folders::Folders;
