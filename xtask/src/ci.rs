//! What CI runs on a fresh machine, in the order in which mistakes show soonest: format, lints, docs,
//! what comes in from outside, then every test.

use std::process::Command;

use anyhow::{Context, Result};

use crate::foreign::Foreign;
use crate::progress::Progress;
use crate::runner::{self, Purpose};
use crate::workspace::Workspace;
use crate::{deny, exec, lints, node, test, toolchain};

/// The root workspace as its tests build it, so that all that lies beneath is shared.
const WHOLE: [&str; 3] = ["build", "--workspace", "--locked"];

/// Lints of the root workspace between two edits, with warnings denied.
pub const LINTS: [&str; 6] = [
    "clippy",
    "--workspace",
    "--all-targets",
    "--locked",
    "--",
    "-Dwarnings",
];

/// Runs everything. What the tests came to is the caller's to tell.
///
/// # Errors
/// The first step that fails ends it.
pub fn run(ws: &Workspace, progress: &mut Progress) -> Result<test::Totals> {
    let toolchain = progress.step("prepare: rustfmt, clippy and the WASM toolchain", |progress| {
        component("rustfmt", "fmt")?;
        component("clippy", "clippy")?;
        toolchain::find(progress)
    })?;
    progress.step("format", |_| {
        exec::stream(root(ws).args(["fmt", "--all", "--check"]))?;
        exec::stream(node::cargo(ws).args(["fmt", "--all", "--check"]))
    })?;
    // What can't be had is said before the building, and not after.
    progress.step("tools", |progress| {
        test::NEXTEST.find(ws, progress)?;
        deny::TOOL.find(ws, progress)
    })?;
    let ((not_run, foreign), built) = runner::beside_node(ws, &toolchain, progress, |progress| {
        runner::build_client(ws, &toolchain, Purpose::Test, progress)?;
        // On what the tests are built on. `cargo clippy` and `cargo doc` would first go through every crate beneath.
        progress.step("lints and docs", |_| lints::run(root(ws).args(WHOLE)))?;
        let not_run = deny::check(ws, progress)?;
        // The node takes longest: what the tests need besides is got while it is built.
        Ok((not_run, Foreign::find(ws, progress)?))
    })?;
    progress.step("lints and docs of the node", |_| lints::run(&mut node::all(ws)))?;
    let mut totals = test::all(ws, &built, &foreign, None, progress)?;
    totals.leave_out(not_run);
    Ok(totals)
}

/// A cargo for the root workspace. The caller adds the command.
pub fn root(ws: &Workspace) -> Command {
    let mut command = exec::cargo();
    command.current_dir(&ws.root);
    command
}

/// Makes sure that `cargo <command>` is there, by rustup if need be.
pub fn component(name: &str, command: &str) -> Result<()> {
    let there = || exec::capture(exec::cargo().args([command, "--version"]));
    if there().is_ok() {
        return Ok(());
    }
    if exec::in_path("rustup").is_some() {
        exec::stream(Command::new("rustup").args(["component", "add", name]))?;
    }
    there().map(drop).with_context(|| {
        format!("`cargo {command}` does not work; install it with `rustup component add {name}`")
    })
}
