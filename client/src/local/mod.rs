//! What belongs to one machine: folders, the config file, the embedded node.
//!
//! Nothing in here knows a patient, a record or a key; nothing is sent anywhere.

pub mod config;
pub mod files;
pub mod folders;
pub mod node;

pub use config::{Config, Daemon, NodeChoice, Profile, StoreChoice, Wait};
pub use folders::Folders;
