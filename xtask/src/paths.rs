//! Keeps the folders of whoever builds out of what is built: it is nobody's business who runs it, and the same sources are
//! to give the same bytes in any folder. Looks for what is left of them, too.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::exec;
use crate::workspace::Workspace;

/// Ends each element of CARGO_ENCODED_RUSTFLAGS but the last; unlike in RUSTFLAGS, spaces may stay.
const SEPARATOR: &str = "\x1f";

/// What the folder of the sources is called.
const SOURCES: &str = "/medink";

/// The folders of one build, each with the name that it is given.
pub struct Renamed(Vec<(PathBuf, &'static str)>);

impl Renamed {
    /// The sources in `root`, the crates in cargo's home, the standard library in `source`, what build scripts write into
    /// `target`.
    pub fn new(root: &Path, source: Option<&Path>, target: &Path) -> Self {
        let mut folders = vec![(root.to_owned(), SOURCES)];
        folders.extend(source.map(|source| (source.to_owned(), "/rust")));
        folders.extend(cargo_home().map(|home| (home, "/cargo")));
        // Last, for of all that fit the compiler takes the last: it may lie in one of the others, or may not.
        folders.push((target.to_owned(), "/target"));
        let real = |(folder, name): &(PathBuf, &'static str)| Some((folder.canonicalize().ok()?, *name));
        let mut all: Vec<_> = folders
            .iter()
            .flat_map(|one| [real(one), Some(one.clone())])
            .flatten()
            .collect();
        all.dedup();
        Self(all)
    }

    /// What rustc is told.
    pub fn flags(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
            .collect()
    }

    /// The first of the folders that `bytes` name.
    ///
    /// One straight below `/` does not count: `/src/` stands in many a path that is not of this machine.
    pub fn left_in(&self, bytes: &[u8]) -> Option<&Path> {
        let is_named = |folder: &Path| {
            let within = format!("{}/", folder.display());
            folder.components().count() > 2
                && bytes
                    .windows(within.len())
                    .any(|window| window == within.as_bytes())
        };
        self.0
            .iter()
            .map(|(folder, _)| folder.as_path())
            .find(|folder| is_named(folder))
    }
}

/// The folders of what this machine's own compiler builds of the workspace.
pub fn native(ws: &Workspace) -> Renamed {
    let sysroot = exec::capture_text(Command::new("rustc").arg("--print=sysroot")).ok();
    let source = sysroot.map(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust"));
    Renamed::new(&ws.root, source.as_deref(), &ws.target)
}

/// Has `cargo`, which builds for this machine what others are to run, name none of its folders. What a person has set
/// for every build stays.
///
/// The sources' own folder is not renamed: of a workspace cargo names files from there, and with that folder in the flags
/// all beneath would be built again for every other checkout that shares the target folder.
pub fn hide(ws: &Workspace, cargo: &mut Command) {
    let set = |name: &str| std::env::var_os(name).and_then(|value| value.into_string().ok());
    let mut flags: Vec<String> = match (set("CARGO_ENCODED_RUSTFLAGS"), set("RUSTFLAGS")) {
        (Some(encoded), _) => encoded.split(SEPARATOR).map(str::to_owned).collect(),
        (None, Some(plain)) => plain.split_whitespace().map(str::to_owned).collect(),
        (None, None) => Vec::new(),
    };
    flags.retain(|flag| !flag.is_empty());
    let beneath = native(ws).0.into_iter().filter(|(_, name)| *name != SOURCES);
    flags.extend(Renamed(beneath.collect()).flags());
    cargo.env("CARGO_ENCODED_RUSTFLAGS", encoded(&flags));
}

/// Flags in the form that CARGO_ENCODED_RUSTFLAGS has.
pub fn encoded(flags: &[String]) -> OsString {
    flags.join(SEPARATOR).into()
}

fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(folders: &[(&str, &'static str)]) -> Renamed {
        Renamed(
            folders
                .iter()
                .map(|(from, to)| (PathBuf::from(from), *to))
                .collect(),
        )
    }

    #[test]
    fn what_is_built_is_named_last_wherever_it_lies() {
        let (root, aside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for target in [root.path().join("target"), aside.path().to_owned()] {
            let flags = Renamed::new(root.path(), None, &target).flags();
            let expected = format!("--remap-path-prefix={}=/target", target.display());
            assert_eq!(flags.last(), Some(&expected));
            assert!(flags.iter().any(|flag| flag.ends_with("=/medink")), "{flags:?}");
            assert!(!flags.iter().any(|flag| flag.ends_with("=/rust")), "{flags:?}");
        }
    }

    #[test]
    fn a_folder_behind_a_link_is_known_by_both_names() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let flags = Renamed::new(&link, None, Path::new("/nowhere/target")).flags();
        for name in ["real", "link"] {
            let end = format!("/{name}=/medink");
            assert!(flags.iter().any(|flag| flag.ends_with(&end)), "{flags:?}");
        }
    }

    #[test]
    fn a_path_of_the_builder_is_found_in_the_middle_of_a_program() {
        let folders = renamed(&[("/home/ada/medink", "/medink"), ("/src", "/target")]);
        let left = folders.left_in(b"\x7fELF\0failed at/home/ada/medink/client/src/lib.rs\0");
        assert_eq!(left, Some(Path::new("/home/ada/medink")));
        for fine in [
            "/medink/client/src/lib.rs",
            "/home/ada/medinka/x",
            "/rust/library/src/x",
            "",
        ] {
            assert_eq!(folders.left_in(fine.as_bytes()), None, "{fine}");
        }
    }
}
