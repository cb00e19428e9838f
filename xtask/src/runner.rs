//! Builds all that there is to run, and knows where each part of it lies.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::progress::Progress;
use crate::toolchain::Toolchain;
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

/// What the client is built for.
pub enum Purpose {
    /// To be run.
    Use,
    /// To be tested: all test programs are built with it. Their own dependencies ask for more features
    /// of crates that both share, so built one after the other some would be compiled twice.
    Test,
}

/// Bundles the contracts and builds client and node; what is up to date is left as it is.
pub fn build(ws: &Workspace, purpose: Purpose, progress: &mut Progress) -> Result<Built> {
    let toolchain = toolchain::find(progress)?;
    build_client(ws, &toolchain, purpose, progress)?;
    build_node(ws, &toolchain, progress)
}

/// Bundles the contracts and builds the client, the shorter half.
pub fn build_client(
    ws: &Workspace,
    toolchain: &Toolchain,
    purpose: Purpose,
    progress: &mut Progress,
) -> Result<()> {
    bundle::build(ws, toolchain, &CONTRACTS, progress)?;
    let (title, what): (_, &[&str]) = match purpose {
        Purpose::Use => ("build the client", &["--bin", "medink"]),
        Purpose::Test => ("build the client and the test programs", &["--bins", "--tests"]),
    };
    progress.step(title, |progress| {
        let mut build = exec::cargo();
        // The whole workspace's features even where only the client is wanted: the contracts' metadata
        // was built with them already, and the tests will be.
        exec::stream(
            build
                .current_dir(&ws.root)
                .args(["build", "--locked", "--workspace"])
                .args(what),
        )?;
        progress.say(&format!("the client is {}", client(ws).display()));
        Ok(())
    })
}

/// Builds the node. The rest is built already.
pub fn build_node(ws: &Workspace, toolchain: &Toolchain, progress: &mut Progress) -> Result<Built> {
    Ok(Built {
        bundles: ws.bundles(),
        node: node::build(ws, toolchain, progress)?,
        client: client(ws),
    })
}

fn client(ws: &Workspace) -> PathBuf {
    ws.programs().join("medink")
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
