//! The programs of others that the tests run against: Kubo, Node.js with its libraries, a browser. Found, or got
//! from where their makers publish them; nothing that medink itself needs to run is among them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::artifacts::hex;
use crate::fingerprint::blake2_256;
use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{apt, exec};

/// The release of Kubo that is built where no `ipfs` is in PATH.
const KUBO: &str = "0.41.0";

/// Where Go's own installer puts it; PATH may not say so.
const GO: &str = "/usr/local/go/bin/go";

/// Folders with a package.json whose libraries tests use.
const JAVASCRIPT: [&str; 2] = ["e2e-tests/polkadot-js", "e2e-tests/browser"];

/// What a browser of the Chromium family may be called. Its own build without windows comes first: it is made for this and does
/// less beside. A whole one has stopped answering the test now and then, and it was not found why.
const BROWSERS: [&str; 5] = [
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
];

/// Where the programs are.
pub struct Foreign {
    kubo: PathBuf,
    nodejs: PathBuf,
    chromium: PathBuf,
    strace: PathBuf,
    faketime: PathBuf,
}

impl Foreign {
    /// Finds all of them, gets those that are missing, and installs the libraries of the tests in JavaScript.
    ///
    /// # Errors
    /// What could not be had, and how to get it.
    pub fn find(ws: &Workspace, progress: &mut Progress) -> Result<Self> {
        progress.step("programs that the tests run against", |progress| {
            hosts(progress)?;
            let foreign = Self {
                kubo: kubo(ws, progress)?,
                nodejs: program("MEDINK_NODEJS", &["node"], &["nodejs", "npm"], progress)?,
                chromium: browser(progress)?,
                strace: program("MEDINK_STRACE", &["strace"], &["strace"], progress)?,
                faketime: program("MEDINK_FAKETIME", &["faketime"], &["faketime"], progress)?,
            };
            for folder in JAVASCRIPT {
                libraries(&ws.root.join(folder), progress)?;
            }
            let Self {
                kubo,
                nodejs,
                chromium,
                strace,
                faketime,
            } = &foreign;
            for (name, path) in [
                ("Kubo", kubo),
                ("Node.js", nodejs),
                ("the browser", chromium),
                ("strace", strace),
                ("faketime", faketime),
            ] {
                progress.say(&format!("{name} is {}", path.display()));
            }
            Ok(foreign)
        })
    }

    /// Tells `command`, a test, where the programs are.
    pub fn announce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("MEDINK_KUBO", &self.kubo)
            .env("MEDINK_NODEJS", &self.nodejs)
            .env("MEDINK_CHROMIUM", &self.chromium)
            .env("MEDINK_STRACE", &self.strace)
            .env("MEDINK_FAKETIME", &self.faketime)
    }
}

/// Kubo: the one that is set or in PATH, else one built with Go in the target folder.
///
/// # Errors
/// Where there is no Go either: how to get one of them.
pub fn kubo(ws: &Workspace, progress: &mut Progress) -> Result<PathBuf> {
    if let Some(found) = set("MEDINK_KUBO")? {
        return Ok(found);
    }
    let built = ws.target.join("tools").join(format!("kubo-{KUBO}")).join("ipfs");
    if built.is_file() {
        return Ok(built);
    }
    if let Some(found) = exec::in_path("ipfs") {
        return Ok(found);
    }
    let installed = || Some(PathBuf::from(GO)).filter(|go| go.is_file());
    let Some(go) = exec::in_path("go").or_else(installed) else {
        bail!(
            "the tests need Kubo, the reference implementation of IPFS: put `ipfs` into PATH \
             (https://docs.ipfs.tech/install/command-line/), or Go 1.25 or newer (https://go.dev/dl/), with which it \
             is built here"
        );
    };
    progress.step(&format!("build Kubo {KUBO}"), |_| build_kubo(ws, &go, &built))?;
    Ok(built)
}

/// The program that makes hosts for the tests of several hospitals, installed if need be.
///
/// # Errors
/// Where it can't be had: how to get it.
pub fn hosts(progress: &mut Progress) -> Result<()> {
    if exec::in_path("ip").is_none() {
        apt::install(&["iproute2"], progress)?;
    }
    exec::in_path("ip")
        .map(drop)
        .context("the tests need the program `ip`: install it (on Debian: apt-get install iproute2)")
}

/// The library that makes clocks wrong, installed if need be. Whoever needs it says where it is looked for.
///
/// # Errors
/// If it can't be installed where that is allowed.
pub fn clocks(progress: &mut Progress) -> Result<()> {
    if exec::in_path("faketime").is_none() {
        apt::install(&["faketime"], progress)?;
    }
    Ok(())
}

/// As `go install` would, but for its question which versions there are, which not every module proxy answers.
fn build_kubo(ws: &Workspace, go: &Path, built: &Path) -> Result<()> {
    let module = format!("github.com/ipfs/kubo@v{KUBO}");
    let told = exec::capture(Command::new(go).args(["mod", "download", "-json", &module]))?;
    let told: Value = serde_json::from_slice(&told).context("go mod download printed no JSON")?;
    let cached = told
        .get("Dir")
        .and_then(Value::as_str)
        .context("go mod download says no Dir")?;
    let source = tempfile::tempdir_in(&ws.target)?;
    let copy = source.path().join("kubo");
    // Go's cache may not be written to, and what is copied out of it is not either.
    exec::stream(Command::new("cp").arg("-R").arg(cached).arg(&copy))?;
    exec::stream(Command::new("chmod").args(["-R", "u+w"]).arg(&copy))?;
    let program = source.path().join("ipfs");
    exec::stream(
        Command::new(go)
            .current_dir(&copy)
            .args(["build", "-trimpath", "-o"])
            .arg(&program)
            .arg("./cmd/ipfs"),
    )?;
    fs::create_dir_all(built.parent().context("a program lies in a folder")?)?;
    fs::rename(&program, built).with_context(|| format!("cannot put Kubo at {}", built.display()))
}

/// A browser of the Chromium family. Not every distribution has the one without windows as a package of its own.
fn browser(progress: &mut Progress) -> Result<PathBuf> {
    let mut found = |package| program("MEDINK_CHROMIUM", &BROWSERS, &[package], progress);
    found("chromium-headless-shell").or_else(|_| found("chromium"))
}

/// The program that `variable` names, else the first of these names in PATH, after installing Debian's if need be.
fn program(variable: &str, names: &[&str], packages: &[&str], progress: &mut Progress) -> Result<PathBuf> {
    if let Some(found) = set(variable)? {
        return Ok(found);
    }
    let look = || names.iter().find_map(|name| exec::in_path(name));
    if let Some(found) = look() {
        return Ok(found);
    }
    apt::install(packages, progress)?;
    look().with_context(|| {
        format!(
            "the tests need {}: install it (on Debian: apt-get install {}), or name it in {variable}",
            names.join(" or "),
            packages.join(" ")
        )
    })
}

/// The file that an environment variable names, if it is set.
fn set(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = std::env::var_os(variable).map(PathBuf::from) else {
        return Ok(None);
    };
    if !path.is_file() {
        bail!("{variable} names {}, where there is no file", path.display());
    }
    Ok(Some(path))
}

/// Installs exactly what the folder's package-lock.json says, unless that is there.
fn libraries(folder: &Path, progress: &mut Progress) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let wanted = hex(&blake2_256(&wanted));
    let stamp = folder.join("node_modules/.medink-installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    progress.step(&format!("npm ci in {}", folder.display()), |_| {
        exec::stream(
            Command::new("npm")
                .current_dir(folder)
                .args(["ci", "--no-audit", "--no-fund"]),
        )
    })?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_that_names_nothing_is_told() {
        assert!(set("MEDINK_SET_BY_NOBODY").unwrap().is_none());
        // Cargo sets this one for every test, to a folder.
        let error = set("CARGO_MANIFEST_DIR").unwrap_err().to_string();
        assert!(error.contains("where there is no file"), "{error}");
    }

    #[test]
    fn libraries_that_are_there_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(
            libraries(folder.path(), &mut Progress::new()).is_err(),
            "no lock file"
        );
        fs::write(folder.path().join("package-lock.json"), "{}").unwrap();
        fs::create_dir(folder.path().join("node_modules")).unwrap();
        let stamp = folder.path().join("node_modules/.medink-installed");
        fs::write(&stamp, hex(&blake2_256(b"{}"))).unwrap();
        libraries(folder.path(), &mut Progress::new()).unwrap();
    }
}
