//! Cargo's own kind of tools, built where they are not there yet: one release each, in the target folder. Those in PATH
//! are left alone: they may be of another release, and say other things.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::progress::Progress;
use crate::workspace::Workspace;
use crate::{ci, exec};

/// A tool as crates.io has it.
pub struct Tool {
    /// Its crate, and its program.
    pub name: &'static str,
    /// Its release.
    pub version: &'static str,
}

impl Tool {
    /// Its program, built now if need be.
    ///
    /// # Errors
    /// If it does not build.
    pub fn find(&self, ws: &Workspace, progress: &mut Progress) -> Result<PathBuf> {
        let home = ws
            .target
            .join("tools")
            .join(format!("{}-{}", self.name, self.version));
        let program = home.join("bin").join(self.name);
        if program.is_file() {
            return Ok(program);
        }
        progress.step(&format!("build {} {}", self.name, self.version), |_| {
            // Unoptimised: it runs for seconds, and is built on every fresh machine.
            let mut install = ci::root(ws);
            install
                .args([
                    "install",
                    self.name,
                    "--locked",
                    "--debug",
                    "--version",
                    self.version,
                ])
                .arg("--root")
                .arg(&home)
                .env("CARGO_TARGET_DIR", home.join("build"))
                // Nobody debugs it, and what that takes is a part of the build that shows.
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .env("CARGO_INCREMENTAL", "0");
            exec::stream(&mut install).with_context(|| format!("{} can't be built", self.name))?;
            std::fs::remove_dir_all(home.join("build")).context("its build can't be cleared away")
        })?;
        Ok(program)
    }
}
