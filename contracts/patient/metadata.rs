//! Prints the ink! metadata of this contract as JSON; `cargo xtask bundle` runs it and puts it in the bundle.
#![allow(
    unsafe_code,
    reason = "ink! names the function that makes the metadata only to the linker"
)]

use patient as _;

extern "Rust" {
    /// Made by `#[ink::contract]` in the contract's crate, linked by the line above.
    fn __ink_generate_metadata() -> ink::metadata::InkProject;
}

fn main() -> Result<(), serde_json::Error> {
    // SAFETY: the signature is the one that `#[ink::contract]` of the same ink! version generates.
    let metadata = unsafe { __ink_generate_metadata() };
    serde_json::to_writer(std::io::stdout().lock(), &metadata)
}
