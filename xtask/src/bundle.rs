//! Builds the contracts' bundles: WASM by the toolchain's cargo, one contract at a time, then trimmed,
//! optimised and checked; metadata by a small program of each contract's own, run on this machine.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::artifacts::{Artifacts, hex, write_whole};
use crate::progress::Progress;
use crate::toolchain::{TARGET, Toolchain};
use crate::workspace::Workspace;
use crate::{exec, fingerprint, module};

/// The contracts' profile in the root Cargo.toml, and the folder that cargo puts their WASM in.
const PROFILE: &str = "contract";

/// Flags of the contracts' linking and panics; the profile has the rest.
const FLAGS: [&str; 4] = [
    // ink!'s stack; its static buffer of 16 KiB lies elsewhere.
    "-Clink-arg=-zstack-size=65536",
    "-Clink-arg=--import-memory",
    "-Zunstable-options",
    // A panic only traps: no message, no formatting. Halves the code.
    "-Cpanic=immediate-abort",
];

/// Writes the bundles of the contracts `names` that are out of date, then says the sizes of all of them.
pub fn build(ws: &Workspace, toolchain: &Toolchain, names: &[&str], progress: &mut Progress) -> Result<()> {
    progress.step("bundle the contracts", |progress| {
        let _turn = wait_for_turn(&ws.target.join("wasm"), progress)?;
        for name in names {
            bundle(ws, toolchain, name, progress)
                .with_context(|| format!("the contract `{name}` could not be bundled"))?;
        }
        report(ws, names, progress)
    })
}

/// Builds the contracts `names` again, in an empty folder, and compares every byte with what lies there.
///
/// # Errors
/// If a file differs; it names them.
pub fn verify(ws: &Workspace, toolchain: &Toolchain, names: &[&str], progress: &mut Progress) -> Result<()> {
    progress.step(
        "verify the bundles: build again from nothing and compare",
        |progress| {
            fs::create_dir_all(&ws.target)?;
            let aside = tempfile::Builder::new()
                .prefix("verify-")
                .tempdir_in(&ws.target)?;
            let mut differing = Vec::new();
            for name in names {
                let wasm = compile(ws, toolchain, name, aside.path(), progress)?;
                differing.extend(assemble(ws, toolchain, name, wasm)?.differing(&ws.bundles()));
            }
            if !differing.is_empty() {
                let list: Vec<_> = differing.iter().map(|path| path.display().to_string()).collect();
                bail!("these came out different this time:\n  {}", list.join("\n  "));
            }
            progress.say("every byte is the same");
            Ok(())
        },
    )
}

/// Keeps two bundlers out of each other's way; the turn ends when the file is dropped.
fn wait_for_turn(inner_target: &Path, progress: &Progress) -> Result<fs::File> {
    let path = inner_target.join(".bundle-lock");
    let cannot = || format!("cannot lock {}", path.display());
    fs::create_dir_all(inner_target).with_context(cannot)?;
    let file = fs::File::create(&path).with_context(cannot)?;
    if file.try_lock().is_err() {
        progress.say("waiting for another `cargo xtask` that is bundling");
        file.lock().with_context(cannot)?;
    }
    Ok(file)
}

fn bundle(ws: &Workspace, toolchain: &Toolchain, name: &str, progress: &mut Progress) -> Result<()> {
    let inner_target = ws.target.join("wasm");
    let outputs = Artifacts::paths(&ws.bundles(), name);
    let stamp_file = inner_target.join(format!("{name}.stamp"));
    let files = [ws.root.join("Cargo.toml"), ws.root.join("Cargo.lock")];
    let inputs = fingerprint::of_inputs(&ws.root, &ws.source_folders(name)?, &files, &toolchain.identity())?;
    let known = fs::read_to_string(&stamp_file).ok();
    if known.is_some() && known == fingerprint::stamp(&inputs, &outputs) {
        progress.say(&format!("{name}: up to date"));
        return Ok(());
    }
    progress.step(&format!("bundle {name}"), |progress| {
        let wasm = compile(ws, toolchain, name, &inner_target, progress)?;
        assemble(ws, toolchain, name, wasm)?.write(&ws.bundles())?;
        let stamp =
            fingerprint::stamp(&inputs, &outputs).context("the bundle was removed while it was written")?;
        write_whole(&stamp_file, stamp.as_bytes())
    })
}

/// The contract's code as it goes on chain.
fn compile(
    ws: &Workspace,
    toolchain: &Toolchain,
    name: &str,
    inner_target: &Path,
    progress: &Progress,
) -> Result<Vec<u8>> {
    exec::stream(
        toolchain
            .cargo(ws, &ws.root, &FLAGS, inner_target)
            .args([
                "rustc",
                "-Zbuild-std=core,alloc",
                "--target",
                TARGET,
                "--profile",
                PROFILE,
                "--locked",
            ])
            // One package at a time: cargo would otherwise unite the contracts' features, and a contract
            // with `ink-as-dependency` has no entry points. As cdylib only, or there is no LTO.
            .args([
                "--package",
                name,
                "--lib",
                "--crate-type",
                "cdylib",
                "--no-default-features",
            ]),
    )?;
    let raw = inner_target
        .join(TARGET)
        .join(PROFILE)
        .join(format!("{name}.wasm"));
    let raw = fs::read(&raw).with_context(|| format!("cargo left no {}", raw.display()))?;
    let optimised = optimise(toolchain, &module::trim(&raw)?)?;
    // Again, because wasm-opt adds a section of its own.
    let wasm = module::trim(&optimised)?;
    module::check(&wasm).with_context(|| format!("the WASM of `{name}` is not fit for the chain"))?;
    progress.say(&format!(
        "{name}: {} bytes linked, {} bytes optimised",
        raw.len(),
        wasm.len()
    ));
    Ok(wasm)
}

fn optimise(toolchain: &Toolchain, module: &[u8]) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let (input, output) = (folder.path().join("in.wasm"), folder.path().join("out.wasm"));
    fs::write(&input, module)?;
    exec::capture(
        Command::new(&toolchain.wasm_opt)
            // The chain zeroes the memory, so ink!'s static buffer need not be spelt out.
            .args([
                "-Oz",
                "--mvp-features",
                "--zero-filled-memory",
                "--strip-debug",
                "--strip-producers",
            ])
            .args([OsStr::new("--output"), output.as_os_str(), input.as_os_str()]),
    )?;
    Ok(fs::read(output)?)
}

fn assemble(ws: &Workspace, toolchain: &Toolchain, name: &str, wasm: Vec<u8>) -> Result<Artifacts> {
    Artifacts::new(&ws.package(name)?, toolchain, wasm, metadata(ws, name)?)
}

/// What ink! knows of the contract: messages, events, types, storage.
fn metadata(ws: &Workspace, name: &str) -> Result<Map<String, Value>> {
    let example = format!("{name}-metadata");
    let mut build = exec::cargo();
    // Built with the features that the whole workspace's tests have, so that what lies beneath is
    // compiled once for both; but without the members that would take the contract's metadata away.
    build
        .current_dir(&ws.root)
        .args(["build", "--locked", "--workspace"]);
    for other in ws.members_on_contracts(name) {
        build.args(["--exclude", &other]);
    }
    exec::stream(build.args(["--example", &example, "--features", &format!("{name}/metadata")]))?;
    let printed = exec::capture(&mut Command::new(ws.programs().join("examples").join(&example)))?;
    serde_json::from_slice(&printed).with_context(|| format!("{example} did not print metadata as JSON"))
}

/// Prints a line on each bundle.
fn report(ws: &Workspace, names: &[&str], progress: &Progress) -> Result<()> {
    for name in names {
        let [.., wasm] = Artifacts::paths(&ws.bundles(), name);
        let code = fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
        let share = code.len() * 100 / module::MAX_CODE_BYTES;
        progress.say(&format!(
            "{name:<8} {:>6} bytes ({share:>2} % of the limit)  code hash 0x{}",
            code.len(),
            hex(&fingerprint::blake2_256(&code))
        ));
    }
    progress.say(&format!("bundles are in {}", ws.bundles().display()));
    Ok(())
}
