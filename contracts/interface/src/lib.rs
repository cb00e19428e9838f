//! The interface of the four contracts as those see it who call them: what the messages are called, what they take and
//! answer, what is emitted. It stands here once, for the client and for the tests; the contracts themselves are their
//! own interface, and the test `tests/metadata.rs` holds every row against the metadata in their bundles.
//!
//! [`interface!`] is the table. Each crate makes of it the functions it needs: the client's know the contract's address,
//! those of the contracts' tests know the contract. The types that travel are `medink_types`'s; none is repeated here.
//!
//! The calling convention is ink! 5's: a [`selector`], then the arguments in SCALE; [`answer`] reads what comes back.
//! Nothing here asks or submits, and nothing checks what is allowed: that, the contracts say.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod answer;
mod declared;
mod event;
mod hash;
mod table;
pub mod told;

pub use declared::{Declared, Kind, declared};
pub use event::Event;
pub use hash::{blake2_256, selector};
