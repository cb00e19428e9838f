//! The three parts that the tests need: the program, the node, the contracts' bundles.
//!
//! `MEDINK_BIN`, `MEDINK_NODE` and `MEDINK_BUNDLES` name them; without, they are where `cargo xtask build` leaves them.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Where the parts are.
#[derive(Debug)]
pub struct Parts {
    /// The program `medink`.
    pub program: PathBuf,
    /// The program `medink-node`.
    pub node: PathBuf,
    /// The folder with a bundle for each contract.
    pub bundles: PathBuf,
}

impl Parts {
    /// The parts, looked for once a run. Panics, with what to do, where one is missing.
    pub fn get() -> &'static Parts {
        static PARTS: OnceLock<Parts> = OnceLock::new();
        PARTS.get_or_init(|| {
            let target = target();
            let parts = Parts {
                program: named("MEDINK_BIN").unwrap_or_else(|| target.join("debug/medink")),
                node: named("MEDINK_NODE").unwrap_or_else(|| target.join("node/release/medink-node")),
                bundles: named("MEDINK_BUNDLES").unwrap_or_else(|| target.join("ink")),
            };
            there("the program medink", &parts.program, "MEDINK_BIN");
            there("the node medink-node", &parts.node, "MEDINK_NODE");
            for contract in ["admin", "audit", "doctor", "patient"] {
                let bundle = parts.bundles.join(contract).join(format!("{contract}.contract"));
                there(
                    &format!("the bundle of the {contract} contract"),
                    &bundle,
                    "MEDINK_BUNDLES",
                );
            }
            parts
        })
    }
}

/// Upstream's `contracts-node`: the program that `MEDINK_CONTRACTS_NODE` names. Panics where it names no file.
pub fn contracts_node() -> PathBuf {
    let program = named("MEDINK_CONTRACTS_NODE").unwrap_or_default();
    assert!(
        program.is_file(),
        "the environment variable MEDINK_CONTRACTS_NODE has to name upstream's contracts-node, and names {:?}, where there is \
         no file; substrate-node.md says how to get it",
        program.display()
    );
    program
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn target() -> PathBuf {
    named("CARGO_TARGET_DIR")
        .unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target")))
}

fn there(what: &str, path: &Path, variable: &str) {
    assert!(
        path.is_file(),
        "{what} is not at {}. Build everything with `cargo xtask build`, or say where it is with {variable}.",
        path.display()
    );
}
