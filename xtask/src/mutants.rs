//! Changes the rules of the contracts and the sealed formats line by line, and looks whether a test notices, by cargo-mutants. By
//! hand, for it takes hours: what is changed and what is not says `.cargo/mutants.toml`, and what came of it is in the target
//! folder. It works on copies: the sources stay as they are.

use anyhow::{Context, Result};
use clap::ValueEnum;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::exec;
use crate::progress::Progress;
use crate::tools::Tool;
use crate::workspace::Workspace;

/// Changes one thing after the other.
pub const TOOL: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
    wheel: None,
    rust: Some("1.88"),
};

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// The rules of the contracts, and the types that they have in common
    Contracts,
    /// The keys and the sealed formats
    Seal,
}

impl What {
    const ALL: [What; 2] = [What::Contracts, What::Seal];

    fn name(self) -> &'static str {
        match self {
            What::Contracts => "contracts",
            What::Seal => "seal",
        }
    }

    /// The packages whose sources are changed, and all of whose tests are run for each change: a bound of the types is
    /// held by the contracts that use it.
    fn packages(self) -> &'static [&'static str] {
        match self {
            What::Contracts => &["admin", "audit", "doctor", "patient", "medink-types"],
            What::Seal => &["medink-seal"],
        }
    }
}

/// Changes all of it, or only `what`; of that only what is in files like `file`, where one is named.
///
/// # Errors
/// If cargo-mutants can't be had, the tests fail without any change, or no test notices a change: which, is in the output.
pub fn run(ws: &Workspace, what: Option<What>, file: Option<&str>, progress: &mut Progress) -> Result<()> {
    let program = TOOL.find(ws, progress)?;
    let all = what.as_ref().map_or(What::ALL.as_slice(), std::slice::from_ref);
    let mut survived = Ok(());
    for what in all {
        let found = ws.target.join("mutants").join(what.name());
        fs::create_dir_all(&found).with_context(|| format!("cannot make {}", found.display()))?;
        // The other is looked at as well.
        let looked = progress.step(&format!("change {}", what.name()), |_| {
            exec::stream(&mut command(&program, &ws.root, *what, file, &found)).with_context(|| {
                format!(
                    "what no test has noticed is in {}",
                    found.join("mutants.out/missed.txt").display()
                )
            })
        });
        survived = survived.and(looked);
    }
    survived
}

/// cargo-mutants as it is called by hand.
fn command(program: &Path, root: &Path, what: What, file: Option<&str>, found: &Path) -> Command {
    let mut command = exec::by_hand(program);
    command
        .current_dir(root)
        .arg("mutants")
        .arg("--output")
        .arg(found);
    for package in what.packages() {
        command.args(["--package", package]);
    }
    command.args(["--test-package", &what.packages().join(",")]);
    if let Some(file) = file {
        command.args(["--file", file]);
    }
    // For cargo's own commands: the versions that are locked, and nothing of the workspace's other packages.
    command.args(["--cargo-arg", "--locked"]);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(what: What, file: Option<&str>) -> String {
        let command = command(
            Path::new("cargo-mutants"),
            Path::new("/"),
            what,
            file,
            Path::new("/found"),
        );
        let arguments = command.get_args().map(|one| one.to_string_lossy().into_owned());
        arguments.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_is_held_by_its_own_tests() {
        assert_eq!(
            line(What::Seal, None),
            "mutants --output /found --package medink-seal --test-package medink-seal --cargo-arg --locked"
        );
        let contracts = line(What::Contracts, Some("contracts/doctor/src/consents.rs"));
        for words in [
            "--package admin --package audit --package doctor --package patient --package medink-types",
            "--test-package admin,audit,doctor,patient,medink-types",
            "--file contracts/doctor/src/consents.rs",
        ] {
            assert!(contracts.contains(words), "{words}: {contracts}");
        }
    }

    /// What is not changed is named in the file that cargo-mutants reads, and is there.
    #[test]
    fn what_is_left_out_exists() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let config = fs::read_to_string(root.join(".cargo/mutants.toml")).unwrap();
        for path in [
            "client/seal/src/foreign",
            "contracts/interface/src/table.rs",
            "contracts/testing",
        ] {
            assert!(config.contains(path), "{path} is in the file");
            assert!(root.join(path).exists(), "{path} is there");
        }
    }
}
