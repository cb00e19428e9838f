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
pub mod samples;
mod world;

pub use bundle::Bundle;
pub use chain::{Chain, Receipt, Storage, blake2_256};
pub use event::Emitted;
pub use forwarder::Forwarder;
pub use message::{Contract, Message, Rest, selector};
pub use world::{Done, Logged, World};

/// The accounts that the tests play with.
pub mod people {
    use medink_types::AccountId;

    /// The account that deploys the system: the first admin.
    pub const ADMIN: AccountId = AccountId([0xA0; 32]);
    /// A doctor of [`crate::World::peopled`].
    pub const DOCTOR: AccountId = AccountId([0xD0; 32]);
    /// Another doctor of [`crate::World::peopled`].
    pub const OTHER_DOCTOR: AccountId = AccountId([0xD1; 32]);
    /// A patient of [`crate::World::peopled`].
    pub const PATIENT: AccountId = AccountId([0xE0; 32]);
    /// Another patient of [`crate::World::peopled`].
    pub const OTHER_PATIENT: AccountId = AccountId([0xE1; 32]);
    /// A doctor whom the tests suspend where they need one; nobody at first.
    pub const SUSPENDED_DOCTOR: AccountId = AccountId([0xD2; 32]);
    /// An account with money and no role.
    pub const STRANGER: AccountId = AccountId([0x50; 32]);

    /// All of the above.
    pub const EVERYBODY: [AccountId; 7] = [
        ADMIN,
        DOCTOR,
        OTHER_DOCTOR,
        SUSPENDED_DOCTOR,
        PATIENT,
        OTHER_PATIENT,
        STRANGER,
    ];
}
