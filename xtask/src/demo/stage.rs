//! Where the story plays: a temporary home folder, a node and a store of its own, and the program to drive. Whatever
//! happens, the node is stopped and the folder removed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::groups;
use crate::runner::Built;

/// A running stage.
pub struct Stage {
    folder: tempfile::TempDir,
    client: PathBuf,
    node: PathBuf,
    bundles: PathBuf,
    cleared: AtomicBool,
}

/// What a command answered.
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// The whole JSON envelope.
    pub json: Value,
}

impl Answer {
    /// What the command gave.
    pub fn data(&self) -> &Value {
        &self.json["data"]
    }
}

impl Stage {
    /// Makes the folder and starts node and store, the node on a free port.
    pub fn set(built: &Built) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("medink-demo-")
            .tempdir()
            .context("cannot make a temporary folder")?;
        let stage = Stage {
            folder,
            client: built.client.clone(),
            node: built.node.clone(),
            bundles: built.bundles.clone(),
            cleared: AtomicBool::new(false),
        };
        fs::write(
            stage.path("passphrase"),
            format!("{:x}\n", std::process::id() as u128 * 0x9e37_79b9_7f4a_7c15),
        )
        .context("cannot write to the temporary folder")?;
        stage.stop_at_ctrl_c()?;
        Ok(stage)
    }

    /// A file in the stage's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in the stage's folder.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.path(name);
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Runs `medink --json` with these arguments, as `who` where one acts.
    pub fn medink(&self, who: Option<&str>, args: &[&str]) -> Result<Answer> {
        let output = self
            .command(who, args)
            .output()
            .with_context(|| format!("cannot start {}", self.client.display()))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let json = serde_json::from_str(said.trim()).with_context(|| {
            format!(
                "`medink {}` did not answer in JSON ({})\n{said}\n{}",
                args.join(" "),
                output.status,
                String::from_utf8_lossy(&output.stderr)
            )
        })?;
        Ok(Answer {
            code: output.status.code().unwrap_or(-1),
            json,
        })
    }

    /// The same where nothing but success will do.
    pub fn must(&self, who: Option<&str>, args: &[&str]) -> Result<Answer> {
        let answer = self.medink(who, args)?;
        if answer.code != 0 {
            let error = &answer.json["error"];
            bail!(
                "`medink {}` failed with exit code {}: {} {}",
                args.join(" "),
                answer.code,
                error["what"].as_str().unwrap_or_default(),
                error["next"].as_str().unwrap_or_default()
            );
        }
        Ok(answer)
    }

    /// Stops the node and removes the folder.
    pub fn clear(self) -> Result<()> {
        self.stop_node()?;
        self.cleared.store(true, Ordering::SeqCst);
        let Stage { ref folder, .. } = self;
        fs::remove_dir_all(folder.path())
            .with_context(|| format!("cannot remove {}", folder.path().display()))
    }

    fn stop_node(&self) -> Result<()> {
        let status = self
            .command(None, &["down"])
            .stdout(Stdio::null())
            .status()
            .context("cannot run `medink down`")?;
        if !status.success() {
            bail!(
                "the node of the demo could not be stopped; its folder is {}",
                self.folder.path().display()
            );
        }
        Ok(())
    }

    fn command(&self, who: Option<&str>, args: &[&str]) -> Command {
        let mut command = Command::new(&self.client);
        // Nothing that the user has set for everyday work takes part.
        for (key, _) in std::env::vars_os() {
            if key.to_string_lossy().starts_with("MEDINK_") {
                command.env_remove(key);
            }
        }
        command
            .stdin(Stdio::null())
            .env("MEDINK_HOME", self.path("home"))
            .env("MEDINK_NODE", &self.node)
            .env("MEDINK_BUNDLES", &self.bundles)
            .env("MEDINK_PASSPHRASE_FILE", self.path("passphrase"))
            .arg("--json");
        if let Some(who) = who {
            command.args(["--as", who]);
        }
        command.args(args);
        command
    }

    /// The node runs in a session of its own and would outlive a demo that is stopped by Ctrl-C.
    fn stop_at_ctrl_c(&self) -> Result<()> {
        let (client, node, folder) = (
            self.client.clone(),
            self.node.clone(),
            self.folder.path().to_owned(),
        );
        groups::when_stopped(move || {
            eprintln!("\nstopping the demo's node");
            let stopped = Command::new(&client)
                .args(["--json", "down"])
                .env("MEDINK_HOME", folder.join("home"))
                .env("MEDINK_NODE", &node)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .status();
            if !stopped.is_ok_and(|status| status.success()) || fs::remove_dir_all(&folder).is_err() {
                eprintln!("could not clean up everything; see {}", folder.display());
            }
        })
    }
}

impl Drop for Stage {
    /// For the ways out that did not clear the stage: a step that failed.
    fn drop(&mut self) {
        if !self.cleared.load(Ordering::SeqCst)
            && let Err(error) = self.stop_node()
        {
            eprintln!("{error:#}");
        }
    }
}

/// Compares two files byte by byte.
pub fn same_bytes(a: &Path, b: &Path) -> Result<bool> {
    let read = |path: &Path| fs::File::open(path).with_context(|| format!("cannot read {}", path.display()));
    let (mut a, mut b) = (
        std::io::BufReader::new(read(a)?),
        std::io::BufReader::new(read(b)?),
    );
    loop {
        use std::io::BufRead;
        let (left, right) = (a.fill_buf()?, b.fill_buf()?);
        let n = left.len().min(right.len());
        if n == 0 {
            return Ok(left.is_empty() && right.is_empty());
        }
        if left.get(..n) != right.get(..n) {
            return Ok(false);
        }
        a.consume(n);
        b.consume(n);
    }
}
