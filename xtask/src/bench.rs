//! How fast medink is: builds what is handed out, and has `e2e-tests/system`'s benchmark measure it beside its rivals.
//! Asserts nothing: figures are for people to judge.

use anyhow::{Context, Result};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

use crate::foreign;
use crate::progress::Progress;
use crate::runner::{self, Purpose};
use crate::workspace::Workspace;
use crate::{ci, exec, paths};

/// Builds everything as it is handed out, and measures. `words` are the benchmark's own.
///
/// # Errors
/// If something does not build, or can't be measured.
pub fn run(ws: &Workspace, words: &[String], progress: &mut Progress) -> Result<()> {
    let built = runner::build(ws, Purpose::Use, progress)?;
    let kubo = foreign::kubo(ws, progress)?;
    // In one go, so that what both need is built once.
    let measure = progress.step("build the client and the benchmark, optimised", |_| {
        let mut build = ci::root(ws);
        // As it is handed out, and so that the one is not built anew for the other.
        paths::hide(ws, &mut build);
        let printed = exec::capture_stdout(
            build
                .args(["build", "--workspace", "--release", "--locked"])
                .args(["--bin", "medink", "--bench", "speed"])
                .arg("--message-format=json-render-diagnostics"),
        )?;
        program(&printed).context("cargo did not say where the benchmark is")
    })?;
    progress.step("measure", |_| {
        exec::stream(
            built
                .announce(&mut Command::new(measure))
                .current_dir(ws.root.join("e2e-tests/system"))
                .env("MEDINK_BIN", ws.target.join("release/medink"))
                .env("MEDINK_KUBO", kubo)
                .args(words),
        )
    })
}

/// Where cargo has put the benchmark.
fn program(printed: &[u8]) -> Option<PathBuf> {
    printed
        .split(|&byte| byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<Value>(line).ok())
        .filter(|built| built.pointer("/target/name") == Some(&Value::from("speed")))
        .find_map(|built| built.get("executable")?.as_str().map(PathBuf::from))
}
