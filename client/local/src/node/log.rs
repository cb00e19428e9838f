//! The node's log: one file a start, and the one before it.

use medink_words::{Value, said};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use nix::sys::statvfs::statvfs;

use crate::folders::Folders;
use medink_core::error::{Error, Result};

/// Lines of it that go into an error.
const LINES: usize = 5;
/// Bytes read for them.
const TAIL: u64 = 4096;

/// Bytes that a disk has to have free not to be called full: with less, not even a log's first lines may fit.
const FULL: u64 = 64 * 1024;

pub(super) fn path(folders: &Folders) -> PathBuf {
    folders.run().join("node.log")
}

/// A new log, for this user's eyes alone. The last one is kept, the one before it goes, so that it never grows
/// beyond two runs.
pub(super) fn begin(folders: &Folders) -> Result<File> {
    let path = path(folders);
    let begin = || {
        match fs::rename(&path, folders.run().join("node.previous.log")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        OpenOptions::new()
            .append(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
    };
    begin().map_err(|error| {
        Error::io(
            said!("local-beginning-log", path = path.display().to_string()),
            &error,
        )
    })
}

/// Whether the disk of a folder is full. Nothing is known of one that can't be asked.
fn is_full(folder: &Path) -> bool {
    statvfs(folder).is_ok_and(|disk| disk.blocks_available().saturating_mul(disk.fragment_size()) < FULL)
}

/// Its last lines, indented; says so if there are none.
pub(super) fn tail(folders: &Folders) -> Value {
    let read = || -> io::Result<String> {
        let mut file = File::open(path(folders))?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
        let mut bytes = Vec::new();
        file.take(TAIL).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let text = match read() {
        Ok(text) => text,
        Err(error) => return said!("local-log-unreadable", error = error.to_string()).into(),
    };
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return match is_full(&folders.run()) {
            true => said!("local-log-full").into(),
            false => said!("local-log-empty").into(),
        };
    }
    let last = lines.len().saturating_sub(LINES);
    // What controls a terminal has no place in an error.
    let clean = |line: &str| line.chars().filter(|c| !c.is_control()).collect::<String>();
    lines
        .iter()
        .skip(last)
        .map(|line| format!("  {}", clean(line)))
        .collect::<Vec<_>>()
        .join("\n")
        .into()
}
