//! Builds the development node: its runtime to WASM with the WASM toolchain, then the node around it with
//! this machine's. node/ is a workspace of its own, and so is its part of the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::progress::Progress;
use crate::toolchain::{TARGET, Toolchain};
use crate::workspace::Workspace;
use crate::{apt, exec, paths};

/// What the node's executor expects of a runtime: memory from outside, and where the heap begins.
const RUNTIME_FLAGS: [&str; 4] = [
    "--cfg=substrate_runtime",
    "-Clink-arg=--import-memory",
    "-Clink-arg=--export=__heap_base",
    "-Clink-arg=--export-table",
];

/// Compiles protocol descriptions for crates that the node's network is made of, in place of the C++
/// program that their build scripts would look for on the machine.
const PROTOC: &str = "medink-protoc";

/// The whole workspace, as every native build of the node names it, so that node, tests and lints share
/// all that lies beneath: chosen by itself, a part would have other features, and much be built again.
const WHOLE: [&str; 5] = [
    "--workspace",
    "--release",
    "--locked",
    "--features",
    "medink-runtime/std",
];

/// Debian's packages with OpenSSL's headers and what finds them. A crate of the node's network would
/// otherwise build OpenSSL from its C sources, a fifth of the node's whole build.
const OPENSSL: [&str; 2] = ["libssl-dev", "pkg-config"];

/// The node's program, as other programs start it.
pub const PROGRAM: &str = "medink-node";

/// Builds the node and puts it beside the client. Returns where it lies there. [`prepare`] comes first.
pub fn build(ws: &Workspace, toolchain: &Toolchain, progress: &mut Progress) -> Result<PathBuf> {
    progress.step("build the node", |progress| {
        progress.step("the node's runtime to WASM", |progress| {
            build_runtime(ws, toolchain, progress)
        })?;
        progress.step("protoc, for the node's network crates", |progress| {
            // Unoptimised: it is soon built, and runs for a moment.
            progress.stream(cargo(ws).args(["build", "--locked", "--package", PROTOC]))
        })?;
        progress.step("the node", |progress| {
            progress.stream(all(ws).args(["--bin", PROGRAM]))
        })?;
        let built = target(ws).join("release").join(PROGRAM);
        let beside_client = ws.programs().join(PROGRAM);
        place(&built, &beside_client)?;
        progress.say(&format!("the node is {}", beside_client.display()));
        Ok(beside_client)
    })
}

/// Has `command`, whose arguments so far are a command of cargo's, work on the node's whole workspace, once its runtime is
/// built.
pub fn whole(ws: &Workspace, command: &mut Command) {
    steer(ws, command);
    command.args(WHOLE);
}

/// The command that builds the node's whole workspace, once its runtime is built.
pub fn all(ws: &Workspace) -> Command {
    let mut command = exec::cargo();
    command.arg("build");
    whole(ws, &mut command);
    command
}

/// A cargo for the node's workspace, with its target folder, its runtime and its protoc set. The caller
/// adds the command.
pub fn cargo(ws: &Workspace) -> Command {
    let mut command = exec::cargo();
    steer(ws, &mut command);
    command
}

fn steer(ws: &Workspace, command: &mut Command) {
    command
        .current_dir(ws.root.join("node"))
        .env("CARGO_TARGET_DIR", target(ws))
        .env("MEDINK_RUNTIME_WASM", runtime(ws))
        .env("PROTOC", target(ws).join("debug").join(PROTOC));
    // For every command alike: what is built is handed out, too, and is built anew when this changes.
    paths::hide(ws, command);
    if has_openssl() {
        command.env("OPENSSL_NO_VENDOR", "1");
    }
}

/// Installs OpenSSL's headers where they are missing and that is allowed. Where it is not, the crates
/// bring their own OpenSSL; it only takes longer.
pub fn prepare(progress: &mut Progress) {
    if has_openssl() {
        return;
    }
    if let Err(error) = apt::install(&OPENSSL, progress) {
        progress.say(&format!("{error:#}"));
    }
    if !has_openssl() {
        progress
            .say("OpenSSL is built from source, which takes some minutes: no libssl-dev and pkg-config here");
    }
}

/// Whether the crates would find an OpenSSL to link, of the only line that Debian 12 and later have.
fn has_openssl() -> bool {
    let mut ask = Command::new("pkg-config");
    exec::capture(ask.args(["--exists", "openssl >= 3.0"])).is_ok()
}

fn target(ws: &Workspace) -> PathBuf {
    ws.target.join("node")
}

fn runtime_target(ws: &Workspace) -> PathBuf {
    target(ws).join("wasm")
}

/// The runtime's code, as the node is built with it.
fn runtime(ws: &Workspace) -> PathBuf {
    runtime_target(ws)
        .join(TARGET)
        .join("runtime/medink_runtime.wasm")
}

fn build_runtime(ws: &Workspace, toolchain: &Toolchain, progress: &Progress) -> Result<()> {
    progress.stream(
        toolchain
            .cargo(ws, &ws.root.join("node"), &RUNTIME_FLAGS, &runtime_target(ws))
            .args([
                "rustc",
                "-Zbuild-std=core,alloc",
                "--target",
                TARGET,
                "--profile",
                "runtime",
                "--locked",
            ])
            .args(["--package", "medink-runtime", "--lib", "--crate-type", "cdylib"]),
    )
}

/// Makes `to` the same file as `from`, without a moment in which there is none: a node that runs from
/// there keeps its own.
fn place(from: &Path, to: &Path) -> Result<()> {
    let cannot = || format!("cannot put {} at {}", from.display(), to.display());
    let folder = to.parent().with_context(cannot)?;
    fs::create_dir_all(folder).with_context(cannot)?;
    let aside = tempfile::tempdir_in(folder).with_context(cannot)?;
    let file = aside.path().join(PROGRAM);
    // A link costs no space; across file systems only a copy will do.
    if fs::hard_link(from, &file).is_err() {
        fs::copy(from, &file).with_context(cannot)?;
    }
    fs::rename(&file, to).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placing_replaces_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (
            folder.path().join("release-node"),
            folder.path().join("debug/medink-node"),
        );
        for content in ["first", "second"] {
            fs::write(&from, content).unwrap();
            place(&from, &to).unwrap();
            assert_eq!(fs::read_to_string(&to).unwrap(), content);
            // As a linker does: a new file under the old name.
            fs::remove_file(&from).unwrap();
        }
        assert!(place(&from, &to).is_err(), "nothing was built");
        assert_eq!(fs::read_to_string(&to).unwrap(), "second");
        assert_eq!(
            fs::read_dir(folder.path().join("debug")).unwrap().count(),
            1,
            "nothing left lying about"
        );
    }
}
