//! Finds and reads the `.contract` bundles: the WASM that is deployed and the metadata that describes it.
//!
//! `e2e-parts` says where they are.

use medink_types::Part;
use serde_json::Value;
use std::{fs, sync::OnceLock};

/// One contract's bundle.
#[derive(Debug, Clone)]
pub struct Bundle {
    /// The module that is deployed.
    pub wasm: Vec<u8>,
    /// The metadata: ink!'s `spec`, `types`, `storage`, and what the bundle adds.
    pub metadata: Value,
}

impl Bundle {
    /// The bundle of `contract`, read once a run. Panics, with what to do, where it is missing or unreadable.
    pub fn of(contract: Part) -> &'static Bundle {
        static BUNDLES: OnceLock<Vec<Bundle>> = OnceLock::new();
        let bundles = BUNDLES.get_or_init(|| Part::ALL.into_iter().map(read).collect());
        &bundles[contract as usize]
    }

    /// The same module with a custom section behind it: other code by its hash that does the same.
    pub fn other_code(&self) -> Vec<u8> {
        let mut wasm = self.wasm.clone();
        // Section 0: its size, the length of its name, its name.
        wasm.extend(b"\x00\x06\x05other");
        wasm
    }

    /// The metadata's messages: label, and whether it changes state.
    pub fn messages(&self) -> Vec<(String, bool)> {
        let messages = self.metadata["spec"]["messages"]
            .as_array()
            .expect("metadata has spec.messages");
        messages
            .iter()
            .map(|m| {
                let label = m["label"].as_str().expect("a message has a label");
                (
                    label.to_owned(),
                    m["mutates"].as_bool().expect("a message says whether it mutates"),
                )
            })
            .collect()
    }
}

fn read(contract: Part) -> Bundle {
    let name = contract.name();
    let path = e2e_parts::bundles().join(name).join(format!("{name}.contract"));
    let bytes = fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "no bundle of `{name}` at {}: {error}. Run `cargo xtask bundle` first.",
            path.display()
        )
    });
    let metadata: Value = serde_json::from_slice(&bytes).unwrap_or_else(|error| {
        panic!(
            "the bundle {} is not JSON: {error}. Run `cargo xtask bundle` again.",
            path.display()
        )
    });
    let hex = metadata["source"]["wasm"].as_str().unwrap_or_else(|| {
        panic!(
            "the bundle {} carries no WASM. Run `cargo xtask bundle` again.",
            path.display()
        )
    });
    let wasm = hex::decode(hex.trim_start_matches("0x")).expect("a bundle's WASM is hex");
    Bundle { wasm, metadata }
}
