//! Where the workspace, its packages and cargo's target folder are, as cargo itself says. Reads only.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::exec;

/// The contracts, in the order in which they may call each other: each only those before it.
pub const CONTRACTS: [&str; 4] = ["audit", "admin", "doctor", "patient"];

/// The workspace as `cargo metadata` tells it.
pub struct Workspace {
    /// The folder of the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever configuration or CARGO_TARGET_DIR puts it.
    pub target: PathBuf,
    packages: Vec<Value>,
}

/// What a bundle says of its contract, from the contract's Cargo.toml.
pub struct Package {
    pub name: String,
    pub version: String,
    pub authors: Vec<String>,
    pub license: Option<String>,
    pub description: Option<String>,
    /// Its homepage, or else its repository.
    pub homepage: Option<String>,
    dependencies: Vec<Value>,
    folder: PathBuf,
}

impl Workspace {
    /// Asks cargo about the workspace that this program was run in.
    pub fn find() -> Result<Self> {
        let mut command = exec::cargo();
        command.args(["metadata", "--no-deps", "--format-version=1"]);
        if let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR") {
            command
                .arg("--manifest-path")
                .arg(Path::new(&folder).join("Cargo.toml"));
        }
        let json: Value = serde_json::from_slice(&exec::capture(&mut command)?)
            .context("cargo metadata printed something that is not JSON")?;
        Ok(Self {
            root: path(&json, "workspace_root")?,
            target: path(&json, "target_directory")?,
            packages: list(&json, "packages"),
        })
    }

    /// The folder that holds a folder for each contract's bundle.
    pub fn bundles(&self) -> PathBuf {
        self.target.join("ink")
    }

    /// Where the client lies after a build, and the node beside it.
    pub fn programs(&self) -> PathBuf {
        self.target.join("debug")
    }

    /// The members' names and folders.
    pub fn members(&self) -> Vec<(String, PathBuf)> {
        let about = |json: &Value| {
            let folder = path(json, "manifest_path").ok()?.parent()?.to_owned();
            Some((text(json, "name")?.to_owned(), folder))
        };
        self.packages.iter().filter_map(about).collect()
    }

    /// The member called `name`.
    pub fn package(&self, name: &str) -> Result<Package> {
        let Some(json) = self
            .packages
            .iter()
            .find(|package| text(package, "name") == Some(name))
        else {
            bail!("the workspace in {} has no package `{name}`", self.root.display());
        };
        let manifest = path(json, "manifest_path")?;
        let folder = manifest
            .parent()
            .context("a manifest lies in a folder")?
            .to_owned();
        Ok(Package {
            name: name.to_owned(),
            version: text(json, "version")
                .context("a package has a version")?
                .to_owned(),
            authors: list(json, "authors")
                .iter()
                .filter_map(|a| a.as_str().map(str::to_owned))
                .collect(),
            license: text(json, "license").map(str::to_owned),
            description: text(json, "description").map(str::to_owned),
            homepage: text(json, "homepage")
                .or_else(|| text(json, "repository"))
                .map(str::to_owned),
            dependencies: list(json, "dependencies"),
            folder,
        })
    }

    /// The members, but for the contract `name`, that are a contract or have one beneath them. Built
    /// together with `name` they would switch its `ink-as-dependency` on: cargo unites features.
    pub fn members_on_contracts(&self, name: &str) -> BTreeSet<String> {
        let is_contract = |name: &str| CONTRACTS.contains(&name);
        let uses_one = |package: &&Value| {
            text(package, "name").is_some_and(is_contract)
                || list(package, "dependencies")
                    .iter()
                    .filter_map(|json| text(json, "name"))
                    .any(is_contract)
        };
        let names = self
            .packages
            .iter()
            .filter(uses_one)
            .filter_map(|package| text(package, "name"));
        names.filter(|&other| other != name).map(str::to_owned).collect()
    }

    /// The folders of the member `name` and of every member it depends on, however far: all the sources
    /// here that its WASM is made of. Sorted. Dependencies of tests alone do not count.
    pub fn source_folders(&self, name: &str) -> Result<BTreeSet<PathBuf>> {
        let mut found = BTreeSet::new();
        let mut open = vec![name.to_owned()];
        while let Some(name) = open.pop() {
            let package = self.package(&name)?;
            if found.insert(package.folder) {
                let ours = package.dependencies.iter().filter(|dependency| {
                    dependency.get("path").is_some_and(Value::is_string) && text(dependency, "kind").is_none()
                });
                open.extend(ours.filter_map(|dependency| text(dependency, "name").map(str::to_owned)));
            }
        }
        Ok(found)
    }
}

impl Package {
    /// The exact version of `dependency` that this package pins with `=`.
    pub fn pinned(&self, dependency: &str) -> Result<semver::Version> {
        let requirement = self
            .dependencies
            .iter()
            .find(|json| text(json, "name") == Some(dependency))
            .and_then(|json| text(json, "req"))
            .with_context(|| format!("the package `{}` does not depend on `{dependency}`", self.name))?;
        let version = requirement.strip_prefix('=').with_context(|| {
            format!(
                "`{}` must pin `{dependency}` with `=`, and says `{requirement}`",
                self.name
            )
        })?;
        semver::Version::parse(version.trim()).with_context(|| {
            format!(
                "`{}` pins `{dependency}` to something else than a version",
                self.name
            )
        })
    }
}

fn text<'a>(json: &'a Value, key: &str) -> Option<&'a str> {
    json.get(key).and_then(Value::as_str)
}

fn path(json: &Value, key: &str) -> Result<PathBuf> {
    text(json, key)
        .map(PathBuf::from)
        .with_context(|| format!("cargo metadata says no `{key}`"))
}

fn list(json: &Value, key: &str) -> Vec<Value> {
    json.get(key)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Workspace {
        let member = |name: &str, dependencies: Value| {
            json!({"name": name, "version": "0.1.0", "authors": ["A"], "license": "Apache-2.0",
                   "manifest_path": format!("/ws/{name}/Cargo.toml"), "dependencies": dependencies})
        };
        let on = |name: &str, kind: Value| json!({"name": name, "path": format!("/ws/{name}"), "kind": kind});
        let ink = |req: &str| json!({"name": "ink", "req": req, "kind": null});
        Workspace {
            root: "/ws".into(),
            target: "/ws/target".into(),
            packages: vec![
                member("types", json!([])),
                member("audit", json!([on("types", Value::Null), ink("=5.1.1")])),
                member(
                    "admin",
                    json!([on("audit", Value::Null), on("helper", json!("dev")), ink("^5.1")]),
                ),
                member("helper", json!([])),
                member("game", json!([on("admin", Value::Null)])),
            ],
        }
    }

    #[test]
    fn sources_are_followed_through_members_but_not_into_tests() {
        let folders: Vec<_> = sample().source_folders("admin").unwrap().into_iter().collect();
        assert_eq!(
            folders,
            ["/ws/admin", "/ws/audit", "/ws/types"].map(PathBuf::from)
        );
    }

    #[test]
    fn who_would_change_a_contracts_features_is_known() {
        assert_eq!(
            sample().members_on_contracts("audit"),
            BTreeSet::from(["admin", "game"].map(str::to_owned))
        );
        assert_eq!(
            sample().members_on_contracts("admin"),
            BTreeSet::from(["audit", "game"].map(str::to_owned))
        );
    }

    #[test]
    fn a_pin_is_read_and_a_loose_one_refused() {
        let ws = sample();
        assert_eq!(
            ws.package("audit").unwrap().pinned("ink").unwrap(),
            semver::Version::new(5, 1, 1)
        );
        let error = ws
            .package("admin")
            .unwrap()
            .pinned("ink")
            .unwrap_err()
            .to_string();
        assert!(error.contains("must pin `ink` with `=`"), "{error}");
        assert!(ws.package("types").unwrap().pinned("ink").is_err());
        assert!(ws.package("none").is_err());
    }
}
