//! Looking at folders and files, and making large ones.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// All regular files below a folder, sorted. Files that go while one looks are left out.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other.unwrap_or_else(|e| panic!("cannot list {}: {e}", folder.display())),
        };
        for entry in entries {
            let path = entry.expect("an entry of a folder").path();
            match fs::symlink_metadata(&path) {
                Ok(about) if about.is_dir() => folders.push(path),
                Ok(about) if about.is_file() => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// The files below a folder with their sizes, by their paths within it.
pub fn sizes(folder: &Path) -> BTreeMap<PathBuf, u64> {
    below(folder)
        .into_iter()
        .filter_map(|path| {
            let size = fs::metadata(&path).ok()?.len();
            Some((path.strip_prefix(folder).ok()?.to_path_buf(), size))
        })
        .collect()
}

/// Whether two files have the same bytes, without reading either whole.
pub fn same(a: &Path, b: &Path) -> bool {
    let open = |path: &Path| {
        BufReader::with_capacity(
            1 << 20,
            File::open(path).unwrap_or_else(|e| panic!("cannot open {}: {e}", path.display())),
        )
    };
    let (mut a, mut b) = (open(a), open(b));
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let n = fill(&mut a, &mut left);
        if fill(&mut b, &mut right) != n || left[..n] != right[..n] {
            return false;
        }
        if n == 0 {
            return true;
        }
    }
}

fn fill(from: &mut impl Read, to: &mut [u8]) -> usize {
    let mut have = 0;
    while have < to.len() {
        match from.read(&mut to[have..]).expect("a file can be read") {
            0 => break,
            n => have += n,
        }
    }
    have
}

/// Writes a file of `bytes` bytes that can't be compressed and are the same in every run.
pub fn large(path: &Path, bytes: u64) {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).expect("a new file"));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut left = bytes;
    let mut chunk = Vec::with_capacity(1 << 16);
    while left > 0 {
        chunk.clear();
        while chunk.len() < 1 << 16 {
            // xorshift64: no secret, only no pattern.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            chunk.extend_from_slice(&state.to_le_bytes());
        }
        let n = chunk.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        out.write_all(&chunk[..n]).expect("room on the disk");
        left -= n as u64;
    }
    out.flush().expect("room on the disk");
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    for path in below(from) {
        let inside = path.strip_prefix(from).expect("a path below the folder");
        let target = to.join(inside);
        fs::create_dir_all(target.parent().expect("a file has a folder")).expect("a new folder");
        fs::copy(&path, &target).unwrap_or_else(|e| panic!("cannot copy {}: {e}", path.display()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_have_their_size_and_repeat() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b, c) = (
            folder.path().join("a"),
            folder.path().join("b"),
            folder.path().join("c"),
        );
        large(&a, 200_001);
        large(&b, 200_001);
        large(&c, 200_000);
        assert_eq!(fs::metadata(&a).unwrap().len(), 200_001);
        assert!(same(&a, &b) && !same(&a, &c));
    }

    #[test]
    fn a_copied_folder_lists_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("deep/deeper")).unwrap();
        fs::write(from.join("deep/deeper/file"), b"12345").unwrap();
        fs::write(from.join("top"), b"").unwrap();
        copy(&from, &to);
        assert_eq!(sizes(&from), sizes(&to));
        assert_eq!(sizes(&to).into_values().collect::<Vec<_>>(), [5, 0]);
    }
}
