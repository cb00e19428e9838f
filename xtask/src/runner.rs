//! Builds all that there is to run, and knows where each part of it lies.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::progress::Progress;
use crate::toolchain::Toolchain;
use crate::workspace::{CONTRACTS, Workspace};
use crate::{bundle, exec, node, toolchain};

/// Memory that two builds at once may take: the largest crates need 2.7 GiB each, and every processor has one.
const ROOM_KIB: u64 = 8 * 1024 * 1024;

/// Where the built parts are; all paths are absolute.
pub struct Built {
    /// The folder that holds a folder for each contract's bundle.
    pub bundles: PathBuf,
    /// The node's program.
    pub node: PathBuf,
    /// The client's program; the node lies beside it, where it looks first.
    pub client: PathBuf,
}

/// What the client is built for.
pub enum Purpose {
    /// To be run.
    Use,
    /// To be tested: all test programs are built with it.
    Test,
}

/// Bundles the contracts and builds client and node; what is up to date is left as it is.
pub fn build(ws: &Workspace, purpose: Purpose, progress: &mut Progress) -> Result<Built> {
    let toolchain = toolchain::find(progress)?;
    let build_rest = |progress: &mut Progress| build_client(ws, &toolchain, purpose, progress);
    let ((), built) = beside_node(ws, &toolchain, progress, build_rest)?;
    Ok(built)
}

/// Builds the node, which shares nothing with the root workspace, and does the `rest` meanwhile: either leaves a processor
/// idle for minutes, where all that is left to do waits for one large crate. One after the other where memory is short.
pub fn beside_node<T>(
    ws: &Workspace,
    toolchain: &Toolchain,
    progress: &mut Progress,
    rest: impl FnOnce(&mut Progress) -> Result<T>,
) -> Result<(T, Built)> {
    // Before anything runs beside it: only one program at a time can install packages.
    node::prepare(progress);
    let build_node = |progress: &mut Progress| node::build(ws, toolchain, progress);
    let (done, node) = if has_room() {
        let log = ws.target.join("node-build.log");
        progress.side_by_side("build, the node beside the rest", &log, rest, build_node)?
    } else {
        (rest(progress)?, build_node(progress)?)
    };
    let built = Built {
        bundles: ws.bundles(),
        node,
        client: client(ws),
    };
    Ok((done, built))
}

/// Whether there is memory for two builds at once, on this machine and within the limit that a container may have; a machine
/// that does not tell has none.
fn has_room() -> bool {
    let read = |file: &Path| std::fs::read_to_string(file).ok();
    let Some(free) = read(Path::new("/proc/meminfo")).and_then(|told| free_kib(&told)) else {
        return false;
    };
    let ours = read(Path::new("/proc/self/cgroup")).unwrap_or_default();
    let allowed = allowed_kib(&ours, |file| read(&Path::new("/sys/fs/cgroup").join(file)));
    free.min(allowed.unwrap_or(free)) >= ROOM_KIB
}

/// What of `/proc/meminfo` programs can still have, in KiB.
fn free_kib(told: &str) -> Option<u64> {
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// What the group of processes called `ours` in `/proc/self/cgroup`, and those that it is within, may still have, in KiB; none
/// where nothing limits them, or not by version 2 of the kernel's interface. `read` knows the files below `/sys/fs/cgroup`.
fn allowed_kib(ours: &str, read: impl Fn(&Path) -> Option<String>) -> Option<u64> {
    let group = ours.lines().find_map(|line| line.strip_prefix("0::/"))?;
    let number = |file: &Path| read(file)?.trim().parse::<u64>().ok();
    Path::new(group)
        .ancestors()
        .filter_map(|group| {
            // No number where there is no limit.
            let most = number(&group.join("memory.max"))?;
            let taken = number(&group.join("memory.current"))?;
            Some(most.saturating_sub(taken) / 1024)
        })
        .min()
}

/// Bundles the contracts and builds the client.
pub fn build_client(
    ws: &Workspace,
    toolchain: &Toolchain,
    purpose: Purpose,
    progress: &mut Progress,
) -> Result<()> {
    bundle::build(ws, toolchain, &CONTRACTS, progress)?;
    let (title, what): (_, &[&str]) = match purpose {
        Purpose::Use => ("build the client", &["--bin", "medink"]),
        Purpose::Test => ("build the client and the test programs", &["--bins", "--tests"]),
    };
    progress.step(title, |progress| {
        let mut build = exec::cargo();
        // The whole workspace's features even where only the client is wanted: the contracts' metadata
        // was built with them already, and the tests will be.
        exec::stream(
            build
                .current_dir(&ws.root)
                .args(["build", "--locked", "--workspace"])
                .args(what),
        )?;
        progress.say(&format!("the client is {}", client(ws).display()));
        Ok(())
    })
}

fn client(ws: &Workspace) -> PathBuf {
    ws.programs().join("medink")
}

impl Built {
    /// Tells `command`, a test, where the parts are.
    pub fn announce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("MEDINK_BUNDLES", &self.bundles)
            .env("MEDINK_NODE", &self.node)
            .env("MEDINK_BIN", &self.client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_memory_is_read() {
        let told = "MemTotal:       24689764 kB\nMemFree:  9437184 kB\nMemAvailable:   22020096 kB\n";
        assert_eq!(free_kib(told), Some(22_020_096));
        assert_eq!(free_kib("MemTotal: 1 kB\n"), None);
    }

    #[test]
    fn a_containers_limit_counts_and_so_does_that_around_it() {
        let group = |outer: &'static str, inner: &'static str| {
            move |file: &Path| match file.to_str()? {
                "memory.max" => None,
                "box/memory.max" => Some(outer.to_owned()),
                "box/job/memory.max" => Some(inner.to_owned()),
                "box/memory.current" => Some("1048576\n".to_owned()),
                "box/job/memory.current" => Some("4096\n".to_owned()),
                other => panic!("{other} is asked for"),
            }
        };
        let ours = "4:memory:/old\n0::/box/job\n";
        assert_eq!(allowed_kib(ours, group("max\n", "8192\n")), Some(4));
        assert_eq!(allowed_kib(ours, group("3145728\n", "max\n")), Some(2_048));
        assert_eq!(allowed_kib(ours, group("3145728\n", "1073741824\n")), Some(2_048));
        assert_eq!(
            allowed_kib(ours, group("1024\n", "max\n")),
            Some(0),
            "more than allowed"
        );
        assert_eq!(allowed_kib(ours, group("max\n", "max\n")), None);
        assert_eq!(allowed_kib("4:memory:/old\n", |_| Some("1".to_owned())), None);
        // In a container of its own the group has no name.
        let alone = |file: &Path| {
            Some(
                if file == Path::new("memory.max") {
                    "4096"
                } else {
                    "1024"
                }
                .to_owned(),
            )
        };
        assert_eq!(allowed_kib("0::/\n", alone), Some(3));
    }
}
