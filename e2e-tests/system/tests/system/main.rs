//! The whole system, by subject. `cargo xtask build` first, then `cargo test -p e2e-system`.
//!
//! What a part decides alone is tested beside its code; here stands what only the program on a real node and a real
//! store can show.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::result_large_err
)]

mod attacks;
mod breakins;
mod browser;
mod config;
mod costs;
mod crashes;
mod help;
mod languages;
mod network;
mod polkadot_js;
mod privacy;
mod rehearsing;
mod rotation;
mod stores;
mod story;
mod terminal;
mod upstream;
mod wrong_use;
