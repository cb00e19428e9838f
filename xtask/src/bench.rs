//! How fast medink is: builds what is handed out, and has `e2e-tests/system`'s benchmark measure it beside its rivals.
//! Asserts nothing: figures are for people to judge.

use anyhow::Result;

use crate::foreign;
use crate::progress::Progress;
use crate::runner::{self, Purpose};
use crate::workspace::Workspace;
use crate::{ci, exec};

/// Builds everything as it is handed out, and measures. `words` are the benchmark's own.
///
/// # Errors
/// If something does not build, or can't be measured.
pub fn run(ws: &Workspace, words: &[String], progress: &mut Progress) -> Result<()> {
    let built = runner::build(ws, Purpose::Use, progress)?;
    let kubo = foreign::kubo(ws, progress)?;
    // The whole workspace, as elsewhere: what both need has the same features then, and is built once.
    progress.step("build the client and the benchmark, optimised", |_| {
        exec::stream(ci::root(ws).args([
            "build",
            "--workspace",
            "--release",
            "--locked",
            "--bin",
            "medink",
        ]))?;
        exec::stream(bench(ws).arg("--no-run"))
    })?;
    progress.step("measure", |_| {
        exec::stream(
            built
                .announce(&mut bench(ws))
                .env("MEDINK_BIN", ws.target.join("release/medink"))
                .env("MEDINK_KUBO", kubo)
                .arg("--")
                .args(words),
        )
    })
}

fn bench(ws: &Workspace) -> std::process::Command {
    let mut bench = ci::root(ws);
    bench.args(["bench", "--package", "e2e-system", "--locked", "--bench", "speed"]);
    bench
}
