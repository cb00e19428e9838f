//! Stands in for the yanked crate `core2`: the standard library's `error` and `io` under its name, which is all that
//! `core2` itself is on a machine with a standard library. The manifest says who asks for it and when it can go.
//! It never works without a standard library.

pub use std::{error, io};
