//! The quick look between two edits: format, lints and the own tests of the crates that changed. Needs no
//! bundle, no node, no browser and no Go; what only those find, `cargo xtask test` finds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::Value;

use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{ci, exec};

/// Files that every crate is made with: a change in one of them is a change in all.
const COMMON: [&str; 3] = ["Cargo.toml", "Cargo.lock", "rustfmt.toml"];

/// Checks the members with changed files, or all of them.
///
/// # Errors
/// The first step that finds something ends it.
pub fn run(ws: &Workspace, all: bool, progress: &mut Progress) -> Result<()> {
    progress.step("format", |_| {
        ci::component("rustfmt", "fmt")?;
        exec::stream(ci::root(ws).args(["fmt", "--all", "--check"]))
    })?;
    let members = ws.members();
    let names = if all {
        members.into_iter().map(|(name, _)| name).collect()
    } else {
        meant(&changed(ws)?, &ws.root, &members)
    };
    if names.is_empty() {
        progress.say("no crate has changed; `cargo xtask check --all` checks all of them");
        return Ok(());
    }
    progress.say(&format!("checking {}", Vec::from_iter(names.clone()).join(", ")));
    // The whole workspace, as CI says it, though only what changed is looked at anew: chosen by itself, a
    // crate would have other features, and much beneath it be compiled again.
    progress.step("lints", |_| {
        ci::component("clippy", "clippy")?;
        exec::stream(ci::root(ws).args(ci::LINTS))
    })?;
    let programs = progress.step("build the crates' own tests", |_| own_tests(ws, &names))?;
    progress.step("the crates' own tests", |_| {
        for (program, folder) in programs {
            exec::stream(Command::new(program).arg("--quiet").current_dir(folder))?;
        }
        Ok(())
    })
}

/// Builds what `cargo xtask test` builds of unit tests, and returns the programs of the members `names`,
/// each with the folder that it is run in.
fn own_tests(ws: &Workspace, names: &BTreeSet<String>) -> Result<Vec<(PathBuf, PathBuf)>> {
    let mut build = ci::root(ws);
    build
        .args(["test", "--workspace", "--locked", "--lib", "--bins", "--no-run"])
        .arg("--message-format=json-render-diagnostics");
    let printed = exec::capture_stdout(&mut build)?;
    let members = ws.members();
    let mut programs = Vec::new();
    for line in printed.split(|&byte| byte == b'\n') {
        let Ok(json) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let text = |key: &str| json.get(key).and_then(Value::as_str);
        let (Some(program), Some(manifest)) = (text("executable"), text("manifest_path")) else {
            continue;
        };
        let Some(folder) = Path::new(manifest).parent() else {
            continue;
        };
        let ours = members
            .iter()
            .any(|(name, of)| of == folder && names.contains(name));
        if ours && json.pointer("/profile/test") == Some(&Value::Bool(true)) {
            programs.push((program.into(), folder.to_owned()));
        }
    }
    Ok(programs)
}

/// The files that differ from where this work left the branch it goes to, committed or not, new ones
/// included; from the last commit where no such branch is known. Relative to the root.
fn changed(ws: &Workspace) -> Result<Vec<PathBuf>> {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(&ws.root).args(arguments);
        exec::capture_text(&mut command)
    };
    let base = git(&["merge-base", "HEAD", "@{upstream}"]).unwrap_or_else(|_| "HEAD".to_owned());
    let mut files = git(&["diff", "--name-only", "--relative", &base])?;
    files.push('\n');
    files.push_str(&git(&["ls-files", "--others", "--exclude-standard"])?);
    Ok(files
        .lines()
        .filter(|line| !line.is_empty())
        .map(PathBuf::from)
        .collect())
}

/// The members that `files` belong to, each file to the innermost; all of them if a common file is among
/// them.
fn meant(files: &[PathBuf], root: &Path, members: &[(String, PathBuf)]) -> BTreeSet<String> {
    let is_common = |file: &PathBuf| COMMON.iter().any(|common| file == Path::new(common));
    if files.iter().any(is_common) {
        return members.iter().map(|(name, _)| name.clone()).collect();
    }
    let owner = |file: &PathBuf| {
        members
            .iter()
            .filter(|(_, folder)| root.join(file).starts_with(folder))
            .max_by_key(|(_, folder)| folder.components().count())
            .map(|(name, _)| name.clone())
    };
    files.iter().filter_map(owner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_the_innermost_crate() {
        let members = [
            ("medink", "/ws/client/cli"),
            ("seal", "/ws/client/seal"),
            ("xtask", "/ws/xtask"),
        ]
        .map(|(name, folder)| (name.to_owned(), PathBuf::from(folder)));
        let meant = |files: &[&str]| {
            let files: Vec<_> = files.iter().map(PathBuf::from).collect();
            Vec::from_iter(meant(&files, Path::new("/ws"), &members)).join(" ")
        };
        assert_eq!(meant(&["client/cli/src/lib.rs"]), "medink");
        assert_eq!(meant(&["client/seal/src/lib.rs", "README.md"]), "seal");
        assert_eq!(meant(&["docs/x.md", "node/Cargo.toml"]), "");
        assert_eq!(meant(&["Cargo.lock"]), "medink seal xtask");
    }
}
