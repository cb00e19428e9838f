//! Tells whether a bundle is up to date: a digest of everything that goes in, kept with digests of what
//! came out. Wrong in one direction only: it may build in vain, never leave an old bundle standing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use blake2::digest::consts::U32;
use blake2::{Blake2b, Digest};

use crate::artifacts::hex;

/// The parts of this tool that shape a bundle; a change in them makes every bundle out of date.
const RECIPE: [&str; 6] = [
    include_str!("artifacts.rs"),
    include_str!("bundle.rs"),
    include_str!("canonical.rs"),
    include_str!("module.rs"),
    include_str!("paths.rs"),
    include_str!("toolchain.rs"),
];

/// BLAKE2b-256, the hash that contracts are known by on the chain.
pub fn blake2_256(bytes: &[u8]) -> [u8; 32] {
    Blake2b::<U32>::digest(bytes).into()
}

/// The digest of all input of a bundle: every file in `folders`, the single `files`, the `words` (the
/// compiler's versions), and this tool's recipe. Independent of where `root` lies.
pub fn of_inputs(
    root: &Path,
    folders: &BTreeSet<PathBuf>,
    files: &[PathBuf],
    words: &[(&str, String)],
) -> Result<String> {
    let mut paths: BTreeSet<PathBuf> = files.iter().cloned().collect();
    for folder in folders {
        collect(folder, &mut paths)?;
    }
    let mut parts: Vec<Vec<u8>> = RECIPE.iter().map(|text| text.as_bytes().to_vec()).collect();
    for (key, value) in words {
        parts.push(format!("{key}={value}").into_bytes());
    }
    for path in paths {
        let name = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .to_string_lossy()
            .into_owned();
        parts.push(name.into_bytes());
        parts.push(fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    let mut hasher = Blake2b::<U32>::new();
    for part in &parts {
        // Lengths first, so that no two lists of parts look alike.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    Ok(hex(&hasher.finalize()))
}

/// The text of a stamp: the input's digest, then that of each output. None if an output is not there.
pub fn stamp(inputs: &str, outputs: &[PathBuf]) -> Option<String> {
    let mut text = format!("{inputs}\n");
    for path in outputs {
        text.push_str(&hex(&blake2_256(&fs::read(path).ok()?)));
        text.push('\n');
    }
    Some(text)
}

/// Every file below `folder`, but for hidden ones (editors' and version control's).
fn collect(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<()> {
    let unreadable = || format!("cannot read the folder {}", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().with_context(unreadable)?.is_dir() {
            collect(&entry.path(), found)?;
        } else {
            found.insert(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two checkouts with the same content in different places.
    fn checkout(parent: &Path) -> (BTreeSet<PathBuf>, Vec<PathBuf>) {
        let folder = parent.join("audit");
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::write(folder.join("src/lib.rs"), "//! audit").unwrap();
        fs::write(parent.join("Cargo.lock"), "version = 4").unwrap();
        (BTreeSet::from([folder]), vec![parent.join("Cargo.lock")])
    }

    fn digest(parent: &Path, rustc: &str) -> String {
        let (folders, files) = checkout(parent);
        of_inputs(parent, &folders, &files, &[("rustc", rustc.to_owned())]).unwrap()
    }

    #[test]
    fn the_digest_knows_contents_and_not_places() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let before = digest(one.path(), "1.96.0");
        assert_eq!(before, digest(two.path(), "1.96.0"));
        assert_ne!(before, digest(two.path(), "1.95.0"), "another compiler");

        let (folders, files) = checkout(one.path());
        let words = [("rustc", "1.96.0".to_owned())];
        let now = || of_inputs(one.path(), &folders, &files, &words).unwrap();
        fs::write(one.path().join("audit/.swp"), "editor").unwrap();
        assert_eq!(now(), before, "hidden files do not count");
        fs::write(one.path().join("audit/src/lib.rs"), "//! audit.").unwrap();
        assert_ne!(now(), before, "a changed source does");
        checkout(one.path());
        fs::write(one.path().join("audit/src/new.rs"), "").unwrap();
        assert_ne!(now(), before, "an added one too");
    }

    #[test]
    fn a_stamp_needs_every_output_and_changes_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("audit.wasm");
        assert_eq!(stamp("in", std::slice::from_ref(&output)), None);
        fs::write(&output, b"1").unwrap();
        let first = stamp("in", std::slice::from_ref(&output)).unwrap();
        fs::write(&output, b"2").unwrap();
        assert_ne!(stamp("in", std::slice::from_ref(&output)).unwrap(), first);
    }
}
