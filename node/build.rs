//! Takes the runtime's blob, which is compiled before the node and elsewhere
//! (`cargo xtask node` does both), to where `include_bytes!` finds it.
//!
//! It compiles nothing: no second cargo runs inside this one.

use std::{env, fs, path::PathBuf, process::ExitCode};

/// The variable that names the blob.
const BLOB: &str = "MEDINK_RUNTIME_WASM";

fn main() -> ExitCode {
    println!("cargo:rerun-if-env-changed={BLOB}");
    println!("cargo:rerun-if-changed=build.rs");
    match take_blob() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn take_blob() -> Result<(), String> {
    let blob = PathBuf::from(env::var_os(BLOB).ok_or_else(|| {
        format!(
            "The node carries its runtime as a WASM blob, and {BLOB} does not name one.\n\
             Build the node with `cargo xtask node`: it compiles the blob first."
        )
    })?);
    println!("cargo:rerun-if-changed={}", blob.display());

    let bytes = fs::read(&blob).map_err(|error| {
        format!(
            "{BLOB} names {}, which cannot be read: {error}.\n\
             Build the node with `cargo xtask node`: it compiles the blob first.",
            blob.display()
        )
    })?;
    if !bytes.starts_with(b"\0asm") {
        return Err(format!(
            "{BLOB} names {}, which is not a WASM module.",
            blob.display()
        ));
    }

    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?);
    fs::write(out.join("runtime.wasm"), bytes)
        .map_err(|error| format!("cannot write to {}: {error}", out.display()))
}
