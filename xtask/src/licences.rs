//! Collects the licences of every crate that is linked into what is handed out, from what the crates
//! themselves carry. Judges none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::progress::Progress;
use crate::toolchain::TARGET;
use crate::workspace::{CONTRACTS, Workspace};
use crate::{ci, exec, node};

/// What somebody who hands the package on has to know.
pub const SUMMARY: &str = "\
medink's own sources are under the Apache License 2.0, below.

Two parts are linked with crates under the GNU General Public License, version 3, and each of these parts
as a whole is therefore handed out under GPL-3.0: whoever gets it may have its complete sources (medink's,
and the crates that Cargo.lock names, as published), and may pass it on under the same terms only.

- The program medink-node: the SDK's client (sc-*, GPL-3.0-or-later WITH Classpath-exception-2.0) and
  staging-xcm (GPL-3.0, without that exception), which the SDK's service and the runtime pull in.
- The contracts' bundles: ink! names staging-xcm among its dependencies.

medink, the client, talks to the node over a socket and reads the bundles as files; it is linked with
neither.

THIRD-PARTY.txt names every crate of each part with its licence, those under GPL alone first.
";

/// The text of THIRD-PARTY.txt.
///
/// # Errors
/// If cargo can't say what there is, or the GPL's text is not on this machine.
pub fn collect(ws: &Workspace, progress: &Progress) -> Result<String> {
    let mut text = format!("{SUMMARY}\n");
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let contracts = CONTRACTS.iter().flat_map(|name| ["--package", name]);
    let host = host()?;
    let parts: [(&str, Cargo, &str, Vec<&str>); 4] = [
        ("medink, the client", ci::root, &host, vec!["--package", "medink"]),
        (
            "the contracts' bundles",
            ci::root,
            TARGET,
            contracts.chain(["--no-default-features"]).collect(),
        ),
        (
            "medink-node",
            node::cargo,
            &host,
            vec![
                "--package",
                "medink-node",
                "--package",
                "medink-runtime",
                "--features",
                "medink-runtime/std",
            ],
        ),
        (
            "the runtime in medink-node",
            node::cargo,
            TARGET,
            vec!["--package", "medink-runtime"],
        ),
    ];
    for (part, cargo, target, selection) in parts {
        let crates = linked(ws, cargo, target, &selection)?;
        let only_gpl: Vec<_> = crates.values().filter(|about| about.is_only_gpl()).collect();
        progress.say(&format!(
            "{part}: {} crates, {} under GPL alone",
            crates.len(),
            only_gpl.len()
        ));
        writeln!(text, "== {part}: {} crates\n", crates.len())?;
        for about in &only_gpl {
            writeln!(text, "GPL  {}  {}", about.name, about.licence)?;
        }
        for about in crates.values().filter(|about| !about.is_only_gpl()) {
            writeln!(text, "     {}  {}", about.name, about.licence)?;
        }
        text.push('\n');
        for about in crates.into_values() {
            for content in about.texts {
                texts.entry(content).or_default().insert(about.name.clone());
            }
        }
    }
    // Where the crates carry no text of their own, these are what their fields name.
    for name in ["GPL-3", "Apache-2.0"] {
        let file = Path::new("/usr/share/common-licenses").join(name);
        let content = fs::read_to_string(&file).with_context(|| {
            format!(
                "the text of {name} has to go with the package: cannot read {}",
                file.display()
            )
        })?;
        texts
            .entry(content)
            .or_default()
            .insert(format!("every crate under {name} that carries no text"));
    }
    for (content, names) in texts {
        writeln!(
            text,
            "{}\n{}\n\n{}\n",
            "=".repeat(72),
            Vec::from_iter(names).join(", "),
            content.trim_end()
        )?;
    }
    Ok(text)
}

struct Crate {
    /// With its version.
    name: String,
    licence: String,
    /// The files that it carries.
    texts: Vec<String>,
}

impl Crate {
    /// Whether it leaves no other choice.
    fn is_only_gpl(&self) -> bool {
        let offers_another = |licence: &str| licence.split(" OR ").any(|one| !one.contains("GPL-"));
        self.licence.contains("GPL-") && !offers_another(&self.licence.replace('/', " OR "))
    }
}

/// A cargo for a workspace.
type Cargo = fn(&Workspace) -> Command;

/// What `selection`, arguments of cargo, is linked with for `target`, by name; what only builds, tests
/// and macros need does not count.
fn linked(ws: &Workspace, cargo: Cargo, target: &str, selection: &[&str]) -> Result<BTreeMap<String, Crate>> {
    // `cargo metadata` describes every crate, with the features that the whole workspace asks for: only
    // `cargo tree` says what this selection really has.
    let mut tree = cargo(ws);
    tree.args([
        "tree",
        "--locked",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
    ])
    .args(["--format", "{p}", "--target", target])
    .args(selection);
    let tree = exec::capture_text(&mut tree)?;
    let names: BTreeSet<String> = tree.lines().filter_map(named).collect();

    let mut metadata = cargo(ws);
    metadata.args([
        "metadata",
        "--locked",
        "--format-version=1",
        "--all-features",
        "--filter-platform",
        target,
    ]);
    let json: Value = serde_json::from_slice(&exec::capture(&mut metadata)?)
        .context("cargo metadata printed something that is not JSON")?;
    let text = |value: &Value, key: &str| {
        value
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let packages = json.get("packages").and_then(Value::as_array);
    let (mut found, mut known) = (BTreeMap::new(), BTreeSet::new());
    for package in packages.into_iter().flatten() {
        let name = format!("{} {}", text(package, "name"), text(package, "version"));
        if !names.contains(&name) {
            continue;
        }
        known.insert(name.clone());
        if package.get("source").is_some_and(Value::is_null) {
            continue;
        }
        let licence = Some(text(package, "license")).filter(|licence| !licence.is_empty());
        let about = Crate {
            name: name.clone(),
            licence: licence.unwrap_or_else(|| "see its file".into()),
            texts: carried(Path::new(&text(package, "manifest_path")))?,
        };
        found.insert(name, about);
    }
    // A crate that is linked and not named would be worse than no list.
    if let Some(name) = names.difference(&known).next() {
        bail!("cargo metadata does not describe {name}, which is linked");
    }
    Ok(found)
}

/// "name version" of a line of `cargo tree`: `name v1.0.0 (where from)`.
fn named(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
}

fn host() -> Result<String> {
    let about = exec::capture_text(Command::new("rustc").arg("-vV"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say its host")
}

/// The licence files beside a manifest.
fn carried(manifest: &Path) -> Result<Vec<String>> {
    let folder = manifest.parent().context("a manifest lies in a folder")?;
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().to_uppercase())
            .unwrap_or_default();
        let is_one = ["LICEN", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|start| name.starts_with(start));
        if is_one && path.is_file() {
            texts.push(String::from_utf8_lossy(&fs::read(&path)?).into_owned());
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_names_its_crate() {
        assert_eq!(named("ink v5.1.1").as_deref(), Some("ink 5.1.1"));
        assert_eq!(named("seal v0.1.0 (/x y)").as_deref(), Some("seal 0.1.0"));
        assert_eq!(named(""), None);
    }

    #[test]
    fn a_choice_is_no_obligation() {
        let is_only_gpl = |licence: &str| {
            Crate {
                name: String::new(),
                licence: licence.into(),
                texts: Vec::new(),
            }
            .is_only_gpl()
        };
        assert!(is_only_gpl("GPL-3.0-or-later WITH Classpath-exception-2.0"));
        assert!(is_only_gpl("GPL-3.0-only"));
        assert!(!is_only_gpl("Apache-2.0 OR GPL-3.0"));
        assert!(!is_only_gpl("Apache-2.0/GPL-3.0"));
        assert!(!is_only_gpl("MIT"));
    }
}
