//! medink's own parts, found once a run.

use std::path::PathBuf;
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
    /// The parts. Panics, with what to do, where one is missing.
    pub fn get() -> &'static Parts {
        static PARTS: OnceLock<Parts> = OnceLock::new();
        PARTS.get_or_init(|| Parts {
            program: e2e_parts::medink(),
            node: e2e_parts::node(),
            bundles: e2e_parts::bundles(),
        })
    }
}
