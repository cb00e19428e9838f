//! Runs one of libFuzzer's programs (`fuzz/`) by hand, for as long as one likes. It takes what no fresh machine has, a nightly
//! compiler and cargo-fuzz, and says so before anything is built; it installs neither. What CI runs of it needs neither
//! (`e2e-tests/bytes`).

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{exec, progress};

/// Runs the program `target` for so many seconds, from the seeds in `fuzz/corpus`. What it finds goes to cargo's target
/// folder: seeds are chosen by people.
///
/// # Errors
/// If something is missing, there is no such program, or it has found something.
pub fn run(ws: &Workspace, target: &str, seconds: u32, progress: &mut Progress) -> Result<()> {
    let folder = ws.root.join("fuzz");
    let targets = targets(ws)?;
    if !targets.iter().any(|name| name == target) {
        bail!("no reader is called `{target}`; there are {}", targets.join(", "));
    }
    let missing = missing();
    if !missing.is_empty() {
        bail!(
            "NOTHING WAS RUN. Missing:\n  {}\n\
             Every test run drives the same readers without them: cargo xtask test bad_bytes",
            missing.join("\n  ")
        );
    }
    // The same versions of everything as are tested and handed out.
    fs::copy(ws.root.join("Cargo.lock"), folder.join("Cargo.lock"))
        .context("cannot copy Cargo.lock into fuzz/")?;
    let found = ws.target.join("fuzz/found").join(target);
    fs::create_dir_all(&found).with_context(|| format!("cannot make {}", found.display()))?;
    let time = progress::span(std::time::Duration::from_secs(u64::from(seconds)));
    progress.step(&format!("fuzz {target} for {time}"), |_| {
        exec::stream(
            exec::by_hand("rustup")
                .current_dir(&ws.root)
                .args(["run", "nightly", "cargo", "fuzz", "run"])
                .arg("--fuzz-dir")
                .arg(&folder)
                .arg("--target-dir")
                .arg(ws.target.join("fuzz/build"))
                .arg(target)
                // What is found goes to the first of these.
                .arg(&found)
                .arg(folder.join("corpus").join(target))
                .arg("--")
                .arg(format!("-max_total_time={seconds}"))
                // How many runs it were, for the note.
                .arg("-print_final_stats=1"),
        )
    })
}

/// The names of all programs.
fn targets(ws: &Workspace) -> Result<Vec<String>> {
    let folder = ws.root.join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            names.push(name.to_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// What it takes and is not there, with how to get it.
fn missing() -> Vec<&'static str> {
    let mut missing = Vec::new();
    let nightly = exec::capture(Command::new("rustup").args(["run", "nightly", "cargo", "--version"]));
    if nightly.is_err() {
        missing.push("a nightly compiler: rustup toolchain install nightly --profile minimal");
    }
    if exec::in_path("cargo-fuzz").is_none() {
        missing.push("cargo-fuzz: cargo install cargo-fuzz");
    }
    missing
}
