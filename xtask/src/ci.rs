//! What CI runs on a fresh machine, in the order in which mistakes show soonest: format, lints, docs,
//! what comes in from outside, then every test.

use std::process::Command;

use anyhow::{Context, Result};

use crate::foreign::Foreign;
use crate::progress::Progress;
use crate::runner::{self, Purpose};
use crate::workspace::Workspace;
use crate::{deny, exec, node, test, toolchain};

/// Lints of the root workspace, with warnings denied.
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
    progress.step("prepare: rustfmt, clippy and the WASM toolchain", |progress| {
        component("rustfmt", "fmt")?;
        component("clippy", "clippy")?;
        toolchain::find(progress).map(drop)
    })?;
    progress.step("format", |_| {
        exec::stream(root(ws).args(["fmt", "--all", "--check"]))?;
        exec::stream(node::cargo(ws).args(["fmt", "--all", "--check"]))
    })?;
    progress.step("lints", |_| exec::stream(root(ws).args(LINTS)))?;
    progress.step("docs", |_| {
        let mut doc = root(ws);
        exec::stream(
            doc.args(["doc", "--workspace", "--no-deps", "--locked"])
                .env("RUSTDOCFLAGS", "-Dwarnings"),
        )
    })?;
    let not_run = deny::check(ws, progress)?;
    let built = runner::build(ws, Purpose::Test, progress)?;
    progress.step("lints of the node", |_| node::lint(ws))?;
    let foreign = Foreign::find(ws, progress)?;
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
