//! A small disk for a machine's home folder, in memory, that a test may fill.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::fcntl::{FallocateFlags, fallocate};
use nix::sys::statvfs::statvfs;

/// A disk that is mounted until this is dropped.
#[derive(Debug)]
pub struct Disk(PathBuf);

impl Disk {
    /// One of `size` MiB at `folder`, which is made. Memory is taken only for what is written.
    pub fn mount(folder: &Path, size: u64) -> Self {
        fs::create_dir_all(folder).expect("a new folder");
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}m"), "medink-test"])
            .arg(folder)
            .output()
            .expect("the command `mount` (Debian: apt-get install mount)");
        assert!(
            output.status.success(),
            "this test needs a small disk that it can fill, and the right to mount one: run it as root.\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Disk(folder.to_owned())
    }

    /// Takes all of it but `leave` bytes, as another program would.
    pub fn fill(&self, leave: u64) {
        let disk = statvfs(&self.0).expect("the disk can be asked");
        let taken = (disk.blocks_available() * disk.fragment_size()).saturating_sub(leave);
        let file = File::create(self.filler()).expect("a new file");
        let length = i64::try_from(taken).expect("a small disk");
        fallocate(&file, FallocateFlags::empty(), 0, length).expect("the disk has that much");
    }

    /// Gives back what [`Disk::fill`] took.
    pub fn empty(&self) {
        fs::remove_file(self.filler()).expect("it was filled");
    }

    /// Nothing can be written to it until the other is asked for, as when a disk is failing. Waits until no program has a file
    /// of it open for writing: one that was ended lets go of its files a moment later.
    pub fn read_only(&self, read_only: bool) {
        let how = if read_only { "remount,ro" } else { "remount,rw" };
        crate::until("the disk is in nobody's use", || {
            let output = Command::new("mount")
                .args(["-o", how])
                .arg(&self.0)
                .output()
                .expect("the command `mount`");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success() || said.contains("busy"),
                "the disk can't be mounted so: {said}"
            );
            output.status.success()
        });
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: what a failed test left running may still use it. Its files are gone with it.
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}
