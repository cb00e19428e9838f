//! What the programs and bundles handed out are made of, for other programs: a CycloneDX list of components for each,
//! by cargo-cyclonedx, from the lock files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::exec;
use crate::progress::Progress;
use crate::tools::Tool;
use crate::workspace::{CONTRACTS, Workspace};

const TOOL: Tool = Tool {
    name: "cargo-cyclonedx",
    version: "0.5.7",
    wheel: None,
    rust: None,
};

/// The name of its files while they lie beside the sources, where it writes them.
const ASIDE: &str = "target-sbom";

/// Writes `<part>.cdx.json` into `folder`, for client, node and contracts.
///
/// # Errors
/// If the tool can't be had, or says nothing of a part.
pub fn write(ws: &Workspace, folder: &Path, time: &str, progress: &mut Progress) -> Result<()> {
    let program = TOOL.find(ws, progress)?;
    fs::create_dir_all(folder)?;
    let node = ws.root.join("node");
    let mut parts = vec![
        ("medink".to_owned(), ws.root.join("client/cli")),
        ("medink-node".to_owned(), node.clone()),
    ];
    parts.extend(CONTRACTS.map(|name| (name.to_owned(), ws.root.join("contracts").join(name))));
    let made = [ws.root.join("client/cli"), node]
        .iter()
        .try_for_each(|crate_folder| describe(&program, crate_folder, time));
    let taken = made.and_then(|()| {
        parts.iter().try_for_each(|(name, from)| {
            let text = fs::read_to_string(aside(from))
                .with_context(|| format!("cargo-cyclonedx says nothing of {name}"))?;
            // Where it was built is nobody's business who runs it.
            let text = text.replace(&ws.root.display().to_string(), "/medink");
            fs::write(folder.join(format!("{name}.cdx.json")), text).map_err(Into::into)
        })
    });
    clear(ws)?;
    taken
}

/// Has it look at all members of a crate's workspace.
fn describe(program: &Path, crate_folder: &Path, time: &str) -> Result<()> {
    let mut command = Command::new(program);
    command
        .args([
            "cyclonedx",
            "--quiet",
            "--format",
            "json",
            "--spec-version",
            "1.5",
        ])
        .args(["--override-filename", ASIDE, "--manifest-path"])
        .arg(crate_folder.join("Cargo.toml"))
        .env("SOURCE_DATE_EPOCH", time);
    exec::capture(&mut command).map(drop)
}

fn aside(crate_folder: &Path) -> PathBuf {
    crate_folder.join(format!("{ASIDE}.json"))
}

/// Takes away what it left beside the sources.
fn clear(ws: &Workspace) -> Result<()> {
    let node = ws.root.join("node");
    let nodes = [node.clone(), node.join("protoc"), node.join("runtime")];
    for folder in ws.members().into_iter().map(|(_, folder)| folder).chain(nodes) {
        let file = aside(&folder);
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
