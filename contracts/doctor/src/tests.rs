//! The rules of directory, consents and lists, off chain. What needs other contracts is tested on the real WASM
//! in e2e-tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod consents;
mod directory;
mod peers;

use medink_types::AccountId;

/// The account whose bytes are all `n`.
fn account(n: u8) -> AccountId {
    AccountId([n; 32])
}
