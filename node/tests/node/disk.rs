//! A small disk of its own, in memory, that a test may fill.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

pub const MIB: u64 = 1024 * 1024;

/// A disk that is mounted until this is dropped.
pub struct Disk(TempDir);

impl Disk {
    /// One of `size` MiB. Memory is taken only for what is written.
    pub fn new(size: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}m"), "medink-test"])
            .arg(folder.path())
            .output()
            .expect("the command `mount` (Debian: apt-get install mount)");
        assert!(
            output.status.success(),
            "this test needs a small disk that it can fill, and the right to mount one: run it as root.\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Self(folder)
    }

    /// Where a node may keep its chain.
    pub fn chain(&self) -> PathBuf {
        self.0.path().join("chain")
    }

    /// Takes all of it but `leave` bytes, in one step. A node that writes meanwhile
    /// has a part of them.
    pub fn fill(&self, leave: u64) {
        let file = File::create(self.filler()).unwrap();
        loop {
            let disk = rustix::fs::statvfs(self.0.path()).unwrap();
            let taken = (disk.f_bavail * disk.f_frsize).saturating_sub(leave);
            match rustix::fs::fallocate(&file, rustix::fs::FallocateFlags::empty(), 0, taken) {
                // The node was faster: there is less to be taken now.
                Err(rustix::io::Errno::NOSPC) => {}
                // Nothing is left to be taken.
                Err(rustix::io::Errno::INVAL) if taken == 0 => return,
                done => return done.unwrap(),
            }
        }
    }

    /// Gives back what `fill` took.
    pub fn empty(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.0.path().join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        unmount(self.0.path());
    }
}

/// Lazily: a node that a failed test left is only now being killed.
fn unmount(folder: &Path) {
    let _ = Command::new("umount").arg("--lazy").arg(folder).status();
}
