//! What belongs to one machine: folders, the config file, the embedded node.
//!
//! Nothing in here knows a patient, a record or a key; nothing is sent anywhere.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod config;
pub mod folders;
pub mod machine;
pub mod node;
pub mod wallet;

pub use config::{Config, Daemon, NodeChoice, Profile, StoreChoice, Wait};
pub use folders::Folders;
