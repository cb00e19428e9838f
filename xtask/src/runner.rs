//! Builds all that there is to run, and knows where each part of it lies.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::progress::Progress;
use crate::workspace::{CONTRACTS, Workspace};
use crate::{bundle, exec, node, toolchain};

/// Where the built parts are; all paths are absolute.
pub struct Built {
    /// The folder that holds a folder for each contract's bundle.
    pub bundles: PathBuf,
    /// The node's program.
    pub node: PathBuf,
    /// The client's program; the node lies beside it, where it looks first.
    pub client: PathBuf,
}

/// Bundles the contracts and builds the node and the client; what is up to date is left as it is.
pub fn build(ws: &Workspace, progress: &mut Progress) -> Result<Built> {
    let toolchain = toolchain::find(progress)?;
    bundle::build(ws, &toolchain, &CONTRACTS, progress)?;
    let node = node::build(ws, &toolchain, progress)?;
    let client = ws.programs().join("medink");
    progress.step("build the client", |progress| {
        let mut build = exec::cargo();
        exec::stream(
            build
                .current_dir(&ws.root)
                .args(["build", "--locked", "--package", "medink"]),
        )?;
        progress.say(&format!("the client is {}", client.display()));
        Ok(())
    })?;
    Ok(Built {
        bundles: ws.bundles(),
        node,
        client,
    })
}

impl Built {
    /// Tells `command`, a test, where the parts are.
    pub fn announce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("MEDINK_BUNDLES", &self.bundles)
            .env("MEDINK_NODE", &self.node)
            .env("MEDINK_BIN", &self.client)
    }
}
