//! What a Debian package says of itself, and the scripts that run as it comes and goes. Asks nobody, and invents no address.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::exec;

/// The package's folder that is not installed.
const FOLDER: &str = "DEBIAN";

/// Run by dpkg; each says itself what for.
const SCRIPTS: [(&str, &str); 3] = [
    ("postinst", include_str!("postinst")),
    ("prerm", include_str!("prerm")),
    ("postrm", include_str!("postrm")),
];

/// Debian's own variables for who makes a package.
const NAME: &str = "DEBFULLNAME";
const ADDRESS: &str = "DEBEMAIL";

/// Where nobody has said who hands the package out, an address that is seen to be none (RFC 2606).
const NOBODY: &str = "nobody@medink.invalid";

/// What is not the same for every package.
pub struct About<'a> {
    pub version: &'a str,
    pub architecture: &'a str,
    /// `Name <address>`.
    pub maintainer: &'a str,
    pub homepage: Option<&'a str>,
    /// The packages that it needs, as dpkg has it.
    pub depends: &'a str,
}

/// Who answers for the package, as `Name <address>`: whom the environment, read by `set`, names by DEBFULLNAME and DEBEMAIL,
/// else the first of the `authors` in the manifest, at an address that is none.
///
/// # Errors
/// If a name or an address can't stand in a package.
pub fn maintainer(authors: &[String], set: impl Fn(&str) -> Option<String>) -> Result<String> {
    let set = |name: &str| set(name).filter(|value| !value.trim().is_empty());
    let author = authors.first().context("the manifest names no author")?;
    let (author, address) = match author.split_once('<') {
        Some((name, address)) => (name, address.trim_end_matches('>')),
        None => (author.as_str(), NOBODY),
    };
    let name = set(NAME).unwrap_or_else(|| author.to_owned());
    let address = set(ADDRESS).unwrap_or_else(|| address.to_owned());
    let (name, address) = (name.trim(), address.trim());
    let breaks = |text: &str| text.chars().any(|c| c.is_control() || "<>".contains(c));
    if breaks(name) {
        bail!("a name can't hold <, > or a line's end: see {NAME}");
    }
    if breaks(address) || address.contains(char::is_whitespace) || !address.contains('@') {
        bail!("{ADDRESS} has to be an address alone, as in {NOBODY}");
    }
    Ok(format!("{name} <{address}>"))
}

/// Writes all of it below `root`, which holds already what is installed, in place of what was written there before.
///
/// # Errors
/// If a file can't be read or written.
pub fn write(root: &Path, about: &About<'_>) -> Result<()> {
    let mut files = files(root)?;
    files.retain(|file| !file.starts_with(FOLDER));
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("control"), text(about, installed_kib(root, &files)?)?)?;
    let mut sums = Command::new("md5sum");
    // By which `dpkg --verify` tells what was changed since; against nobody who means harm.
    let sums = exec::capture(sums.current_dir(root).arg("--").args(&files))?;
    fs::write(folder.join("md5sums"), sums)?;
    for (name, script) in SCRIPTS {
        fs::write(folder.join(name), script)?;
    }
    // Whatever this machine's umask is: dpkg-deb takes no folder that others may write to or can't read.
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    for name in ["control", "md5sums"] {
        allow(&folder.join(name), 0o644)?;
    }
    for (name, _) in SCRIPTS {
        allow(&folder.join(name), 0o755)?;
    }
    allow(&folder, 0o755)?;
    Ok(())
}

fn text(about: &About<'_>, installed_kib: u64) -> Result<String> {
    let mut text = format!(
        "Package: medink\nVersion: {}\nArchitecture: {}\nSection: misc\nPriority: optional\nMaintainer: {}\n\
         Installed-Size: {installed_kib}\nDepends: {}\n",
        about.version, about.architecture, about.maintainer, about.depends
    );
    if let Some(homepage) = about.homepage {
        writeln!(text, "Homepage: {homepage}")?;
    }
    text.push_str(
        "Description: medical records that their patients own\n \
         The client, the contracts' bundles, and a node. Three services, a development\n \
         node, the node of a network and the keeper of a store, are installed but\n \
         neither enabled nor started.\n",
    );
    Ok(text)
}

/// Every file below `root`, links left out, named from there.
pub fn files(root: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        let cannot = || format!("cannot read {}", root.join(&folder).display());
        for entry in fs::read_dir(root.join(&folder)).with_context(cannot)? {
            let entry = entry.with_context(cannot)?;
            let kind = entry.file_type().with_context(cannot)?;
            let name = folder.join(entry.file_name());
            if kind.is_dir() {
                open.push(name);
            } else if kind.is_file() {
                found.insert(name);
            }
        }
    }
    Ok(found)
}

/// What the files take, as dpkg counts it: each in whole KiB.
fn installed_kib(root: &Path, files: &BTreeSet<PathBuf>) -> Result<u64> {
    let size = |file: &PathBuf| Ok(fs::metadata(root.join(file))?.len().div_ceil(1024));
    files.iter().map(size).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(authors: &[&str], set: &[(&str, &str)]) -> Result<String> {
        let authors: Vec<_> = authors.iter().map(|&name| name.to_owned()).collect();
        maintainer(&authors, |name| {
            set.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn who_hands_it_out_is_named_and_nobody_is_invented() {
        let authors = ["The medink developers"];
        assert_eq!(
            named(&authors, &[]).unwrap(),
            "The medink developers <nobody@medink.invalid>"
        );
        assert_eq!(named(&["A B <a@b.example>"], &[]).unwrap(), "A B <a@b.example>");
        let set = [(NAME, "Ada L"), (ADDRESS, " ada@clinic.example ")];
        assert_eq!(named(&authors, &set).unwrap(), "Ada L <ada@clinic.example>");
        assert_eq!(
            named(&authors, &[(ADDRESS, "")]).unwrap(),
            "The medink developers <nobody@medink.invalid>"
        );
        for wrong in [
            [(NAME, "Ada\nDepends: x"), (ADDRESS, "ada@clinic.example")],
            [(NAME, "Ada"), (ADDRESS, "Ada <ada@clinic.example>")],
            [(NAME, "Ada"), (ADDRESS, "ada")],
        ] {
            assert!(named(&authors, &wrong).is_err(), "{wrong:?}");
        }
        assert!(named(&[], &[]).is_err());
    }

    #[test]
    fn a_package_describes_itself() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("usr/bin")).unwrap();
        fs::write(root.path().join("usr/bin/medink"), vec![0; 1025]).unwrap();
        std::os::unix::fs::symlink("medink", root.path().join("usr/bin/link")).unwrap();
        let about = About {
            version: "0.1.0",
            architecture: "amd64",
            maintainer: "Ada <ada@clinic.example>",
            homepage: Some("https://clinic.example/medink"),
            depends: "libc6 (>= 2.36)",
        };
        // As umasks of 077 and of 000 leave them.
        let folder = root.path().join(FOLDER);
        fs::create_dir(&folder).unwrap();
        for (name, mode) in [("control", 0o600), ("md5sums", 0o666), ("postinst", 0o666)] {
            fs::write(folder.join(name), "").unwrap();
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
        write(root.path(), &about).unwrap();
        let read = |name: &str| fs::read_to_string(root.path().join(FOLDER).join(name)).unwrap();
        let control = read("control");
        for line in [
            "Version: 0.1.0",
            "Maintainer: Ada <ada@clinic.example>",
            "Homepage: https://clinic.example/medink",
            "Installed-Size: 2",
        ] {
            assert!(control.lines().any(|one| one == line), "{line} in\n{control}");
        }
        // The sum of 1025 zeros; of the file alone, for the link and the scripts are not installed files.
        let sums = read("md5sums");
        assert_eq!(sums.lines().count(), 1, "{sums}");
        assert!(sums.trim_end().ends_with("  usr/bin/medink"), "{sums}");
        for (name, mode) in [
            ("", 0o755),
            ("control", 0o644),
            ("md5sums", 0o644),
            ("postinst", 0o755),
        ] {
            let found = fs::metadata(folder.join(name)).unwrap().permissions().mode();
            assert_eq!(found & 0o7777, mode, "{name}");
        }
    }
}
