//! The four contracts' messages as functions with types: selector and SCALE arguments in, decoded result out.
//!
//! A [`Query`] only reads and is given to [`crate::ChainExt::read`]; a [`Message`] changes something and is given to
//! [`crate::ChainExt::call`]. To add a message, add its line to the contract's table; the test `tests/bundles.rs`
//! holds every line against the contracts' own metadata.
//!
//! These functions check nothing: what is allowed, the contracts say.

pub mod admin;
pub mod audit;
mod declared;
pub mod doctor;
mod message;
pub mod patient;

pub use declared::{Declared, Kind, declared};
pub use message::{Message, Query, selector};
pub(crate) use message::{ReturnError, refusal};
