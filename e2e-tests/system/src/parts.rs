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
    /// Where the nodes of all machines keep their compiled runtime (`XDG_CACHE_HOME`): each machine's own would be empty,
    /// and compiling takes twenty times as long as everything else that a node does to start.
    pub compiled: PathBuf,
}

impl Parts {
    /// The parts. Panics, with what to do, where one is missing.
    pub fn get() -> &'static Parts {
        static PARTS: OnceLock<Parts> = OnceLock::new();
        PARTS.get_or_init(|| Parts {
            program: e2e_parts::medink(),
            node: e2e_parts::node(),
            bundles: e2e_parts::bundles(),
            compiled: beside_the_tests().join("runtime-cache"),
        })
    }
}

/// The folder that cargo builds into, of which this program is in a subfolder.
fn beside_the_tests() -> PathBuf {
    let program = std::env::current_exe().expect("this program's path");
    let folder = program.ancestors().nth(2).expect("a folder of cargo's");
    folder.to_path_buf()
}
