//! The four contracts together, as WASM, in process
