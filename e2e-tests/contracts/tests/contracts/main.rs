//! The four contracts together, by subject. `cargo xtask bundle` first, then `cargo test -p e2e-contracts`.
//!
//! What a single contract decides alone is tested beside its code; here stands what only the deployed WASM and the
//! contracts between them can show.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod actions;
mod amending;
mod bounds;
mod consents;
mod costs;
mod deposits;
mod directory;
mod erasing;
mod errors;
mod generations;
mod governance;
mod governing;
mod hash_chain;
mod keys;
mod logging;
mod matrix;
mod metadata;
mod model;
mod modules;
mod pages;
mod pausing;
mod places;
mod records;
mod resealing;
mod terms;
mod upgrades;
mod writing;
