//! Installs Debian packages, where that needs no password and no question. Never touches package
//! sources, and never removes anything.

use std::process::Command;

use anyhow::{Context, Result};

use crate::exec;
use crate::progress::Progress;

/// How this machine lets us install packages, if it does.
enum Rights {
    Root,
    Sudo,
}

/// Installs `packages` and returns true; false where there is no apt-get or no right to use it.
///
/// # Errors
/// If apt-get itself fails: no network, or a package that this release of Debian does not have.
pub fn install(packages: &[&str], progress: &mut Progress) -> Result<bool> {
    let Some(rights) = rights() else { return Ok(false) };
    let title = format!("install Debian packages: {}", packages.join(" "));
    progress.step(&title, |_| {
        exec::stream(apt_get(&rights).args(["--quiet", "update"]))?;
        exec::stream(
            apt_get(&rights)
                .args(["--quiet", "install", "--yes", "--no-install-recommends"])
                .args(packages),
        )
        .with_context(|| format!("could not install {}", packages.join(" ")))
    })?;
    Ok(true)
}

fn rights() -> Option<Rights> {
    exec::in_path("apt-get")?;
    let root = exec::capture_text(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    if root {
        return Some(Rights::Root);
    }
    exec::in_path("sudo")?;
    exec::capture(Command::new("sudo").args(["-n", "true"]))
        .is_ok()
        .then_some(Rights::Sudo)
}

fn apt_get(rights: &Rights) -> Command {
    match rights {
        Rights::Root => {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        }
        // sudo drops our environment, so the variable goes on its command line.
        Rights::Sudo => {
            let mut command = Command::new("sudo");
            command.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        }
    }
}

/// `program`, run by root; none where that takes a password.
pub fn as_root(program: &str) -> Option<Command> {
    Some(match rights()? {
        Rights::Root => Command::new(program),
        Rights::Sudo => {
            let mut command = Command::new("sudo");
            command.args(["-n", program]);
            command
        }
    })
}
