//! Nothing: see `Cargo.toml`. Who turns `drink`'s feature `macros` on is told by the compiler that they are not here.
