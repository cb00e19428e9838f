//! Tries a package as somebody gets it: on a fresh Debian that has neither sources nor compiler nor network. Leaves
//! nothing on this machine but Debian packages that it may install.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::{apt, exec};

/// What is done in the fresh root.
const SCRIPT: &str = include_str!("try.sh");

/// The program that makes the root, and where it lies; an ordinary user's PATH may not say so.
const DEBOOTSTRAP: &str = "debootstrap";
const ITS_FILE: &str = "/usr/sbin/debootstrap";

/// Makes an empty root of this machine's release of Debian, from this machine's mirror, and there, without a network,
/// installs the package, uses it and removes it.
///
/// # Errors
/// What is missing to do so and how to get it; or what was wrong with the package.
pub fn try_out(deb: &Path, progress: &mut Progress) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("root");
    let mirror = progress.step("what a fresh Debian is made of", |progress| {
        if !Path::new(ITS_FILE).is_file() {
            apt::install(&[DEBOOTSTRAP], progress)?;
        }
        if !Path::new(ITS_FILE).is_file() {
            bail!("there is no {DEBOOTSTRAP} here: on Debian or Ubuntu, apt-get install {DEBOOTSTRAP}");
        }
        mirror()
    })?;
    let result = progress
        .step("make a fresh Debian", |_| make_root(deb, &root, &mirror))
        .and_then(|()| {
            progress.step("try the package there, without a network", |_| {
                let script = folder.path().join("try.sh");
                fs::write(&script, SCRIPT)?;
                let mut inside = as_root("unshare")?;
                inside.args(["--net", "--mount", "--pid", "--fork", "--kill-child"]);
                exec::stream(inside.arg("sh").arg(script).args([&root, deb]))
            })
        });
    // Not ours to remove where it was made by sudo. What was mounted in it is gone with the namespace.
    let removed = exec::stream(as_root("rm")?.args(["-rf", "--one-file-system"]).arg(&root));
    result.and(removed)
}

/// A release of Debian and where its packages are.
struct Mirror {
    release: String,
    address: String,
}

/// What this machine's own packages come from.
fn mirror() -> Result<Mirror> {
    let about = fs::read_to_string("/etc/os-release").context("cannot read /etc/os-release")?;
    let release = release(&about).context("/etc/os-release names no release: this needs Debian or Ubuntu")?;
    let mut ask = Command::new("apt-get");
    ask.args(["indextargets", "--format", "$(CODENAME) $(REPO_URI)"])
        .args(["Created-By: Packages", "Component: main"]);
    let told = exec::capture_text(&mut ask)?;
    let address = address(&told, &release).with_context(|| {
        format!("apt knows of no mirror that has main of {release}: run apt-get update, or see /etc/apt/sources.list")
    })?;
    Ok(Mirror { release, address })
}

/// The value of VERSION_CODENAME in `/etc/os-release`.
fn release(about: &str) -> Option<String> {
    let line = about
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))?;
    Some(line.trim_matches('"').to_owned()).filter(|name| !name.is_empty())
}

/// The first place with exactly this release in what apt has told: a release and an address a line.
fn address(told: &str, release: &str) -> Option<String> {
    let of_line = |line: &str| {
        let (codename, address) = line.split_once(' ')?;
        (codename == release).then(|| address.trim().to_owned())
    };
    told.lines().find_map(of_line)
}

/// The smallest Debian that can run the package, and the service beside it.
fn make_root(deb: &Path, root: &Path, mirror: &Mirror) -> Result<()> {
    let depends = exec::capture_text(Command::new("dpkg-deb").arg("--field").arg(deb).arg("Depends"))?;
    let mut packages = names(&depends);
    packages.push("systemd".to_owned());
    let mut make = as_root(ITS_FILE)?;
    make.arg("--variant=minbase")
        .arg(format!("--include={}", packages.join(",")))
        .arg(&mirror.release)
        .arg(root)
        .arg(&mirror.address);
    exec::capture(&mut make).map(drop)
}

/// The packages that a field like `Depends` names; of several that will do, the first.
fn names(depends: &str) -> Vec<String> {
    depends
        .split(',')
        .filter_map(|one| one.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

/// A program that is run as root.
fn as_root(program: &str) -> Result<Command> {
    let Some(mut command) = apt::as_root(program) else {
        bail!(
            "a root of its own can be made by root alone: run this as root, or where sudo asks for no password"
        );
    };
    // An ordinary user's PATH may lack the folders of what root runs; and nothing of ours is to get inside.
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    for proxy in ["http_proxy", "https_proxy", "no_proxy"] {
        if let Some(value) = std::env::var_os(proxy) {
            command.env(proxy, value);
        }
    }
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_and_its_mirror_are_read() {
        let about = "NAME=\"Debian GNU/Linux\"\nVERSION_CODENAME=bookworm\nID=debian\n";
        assert_eq!(release(about).as_deref(), Some("bookworm"));
        assert_eq!(release("NAME=x\n"), None);
        let told = "bookworm-updates http://one.example/debian/\nbookworm http://two.example/debian/\n";
        assert_eq!(
            address(told, "bookworm").as_deref(),
            Some("http://two.example/debian/")
        );
        assert_eq!(address(told, "trixie"), None);
    }

    #[test]
    fn packages_are_named_without_their_versions() {
        let depends = "libc6 (>= 2.36), libgcc-s1 (>= 4.2), libssl3 | libssl4";
        assert_eq!(names(depends), ["libc6", "libgcc-s1", "libssl3"]);
        assert!(names("").is_empty());
    }

    #[test]
    fn the_shells_understand_all_scripts() {
        for script in [
            SCRIPT,
            include_str!("postinst"),
            include_str!("prerm"),
            include_str!("postrm"),
        ] {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), script).unwrap();
            exec::capture(Command::new("sh").arg("-n").arg(file.path())).unwrap();
        }
    }
}
