//! Hospitals on hosts of their own: each in a network namespace of Linux, with its validator, its store and its clients, all of
//! them the real programs, and one network between them that can be cut.
//!
//! A [`Lan`] is that network, a [`Host`] a machine on it. A [`Clinic`] is a hospital on a host: its [`Validator`], its
//! [`Daemon`], where it has one, and its client. A [`Line`] is a slow and bad connection of one host, [`clock`] a clock that is
//! wrong. [`load`] works at all hospitals at once and enters into a [`Book`] what was acknowledged, which is held against what
//! is there in the end.
//!
//! Takes root, and the programs of Debian's packages `iproute2`, `mount` and, for wrong clocks, `faketime`. What is missing
//! stops the test and is named. Nothing is left behind: namespaces end with their processes when they are dropped, and those
//! of a test program that was killed when the next one begins.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test support: a failed step has to stop the test that took it"
)]

mod book;
mod clinic;
pub mod clock;
mod daemon;
mod hosts;
mod line;
pub mod load;
mod validator;
mod wait;

pub use book::Book;
pub use clinic::{CLINIC, Clinic, Consortium, Plan};
pub use daemon::Daemon;
pub use hosts::{Host, Lan};
pub use line::Line;
pub use validator::{Start, Validator};
pub use wait::within;
