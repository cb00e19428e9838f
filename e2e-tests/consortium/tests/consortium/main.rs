//! Hospitals on hosts of their own: the story across them, and what goes wrong between and on them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod figures;
mod long;
mod short;
