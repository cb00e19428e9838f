//! Holds what comes in from outside against `deny.toml`, by cargo-deny: licences, sources, bans and known
//! vulnerabilities, of both workspaces. Changes nothing but its own folder in the target folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{ci, exec};

/// The release that is installed where it is not there yet.
const VERSION: &str = "0.20.2";

/// Said where the database of advisories can't be had: cargo-deny gets it from its makers, over the network.
const NOT_RUN: &str = "known vulnerabilities (advisories): the RustSec database, \
                       https://github.com/rustsec/advisory-db, can't be fetched from here";

/// Checks both workspaces. Returns what could not be checked, in words.
///
/// # Errors
/// If something comes in that `deny.toml` does not allow, or cargo-deny can't be had.
pub fn check(ws: &Workspace, progress: &mut Progress) -> Result<Option<String>> {
    let program = find(ws, progress)?;
    progress.step("licences, sources and bans of what comes in", |_| {
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
    progress.step("known vulnerabilities in what comes in", |_| {
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

/// The program: one built earlier, else built now. Not the one in PATH, which may judge by other rules.
fn find(ws: &Workspace, progress: &mut Progress) -> Result<PathBuf> {
    let home = ws.target.join("tools").join(format!("cargo-deny-{VERSION}"));
    let program = home.join("bin").join("cargo-deny");
    if program.is_file() {
        return Ok(program);
    }
    progress.step(&format!("build cargo-deny {VERSION}"), |_| {
        // Unoptimised: it runs for seconds, and is built on every fresh machine.
        let mut install = ci::root(ws);
        install
            .args([
                "install",
                "cargo-deny",
                "--locked",
                "--debug",
                "--version",
                VERSION,
                "--root",
            ])
            .arg(&home)
            .env("CARGO_TARGET_DIR", home.join("build"));
        exec::stream(&mut install).context("cargo-deny can't be built")?;
        std::fs::remove_dir_all(home.join("build")).context("its build can't be cleared away")
    })?;
    Ok(program)
}
