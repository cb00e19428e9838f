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
mod bounds;
mod consents;
mod costs;
mod directory;
mod erasing;
mod errors;
mod generations;
mod governing;
mod hash_chain;
mod interface;
mod logging;
mod pages;
mod pausing;
mod records;
mod resealing;
mod roles;
mod terms;
mod writing;
