//! medink
fn main() {}
