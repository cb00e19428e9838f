//! Files that never end, or never begin: devices, and pipes that nobody writes to. No command takes more memory for
//! them, and Ctrl-C and SIGTERM end each.

use e2e_system::people::{ADA, ADMIN, HOUSE};
use e2e_system::{Call, World};
use medink_core::Kind;
use nix::libc::O_NONBLOCK;
use nix::sys::signal::Signal;
use std::fs::{self, File};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// More than any of these commands needs, in KiB; /dev/zero gives as much in a moment.
const MOST_KIB: u64 = 300 * 1024;

fn world() -> World {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world
}

/// A pipe that nobody writes to.
fn pipe(world: &World, name: &str) -> PathBuf {
    let path = world.work(name);
    let made = Command::new("mkfifo")
        .arg(&path)
        .status()
        .expect("mkfifo can be started");
    assert!(made.success());
    path
}

fn details(world: &World) -> PathBuf {
    world.write("details.json", r#"{"title":"T"}"#)
}

/// The commands that read what may be a pipe.
fn readers<'w>(world: &'w World, file: &Path) -> Vec<Call<'w>> {
    let good = world.write("good.txt", "good");
    vec![
        world.medink("audit verify").arg(file),
        world.medink("join").arg(file),
        world.medink("account import other --from").arg(file),
        world.medink("account new other").passphrase(file),
        world.medink("patient update --details").arg(file).acting(ADA),
        world
            .medink(&format!("note add --patient {ADA} --kind diagnosis --details"))
            .arg(file)
            .acting(HOUSE),
        world.medink("admin register-doctor").arg(file).acting(ADMIN),
        world
            .medink("record add")
            .arg(&good)
            .option("--details", file)
            .acting(ADA),
        world
            .medink("record add")
            .arg(file)
            .option("--details", details(world))
            .acting(ADA),
        world
            .medink("record amend 1")
            .arg(file)
            .option("--details", details(world))
            .acting(ADA),
    ]
}

#[test]
fn what_never_ends_takes_no_memory() {
    let world = world();
    for call in readers(&world, Path::new("/dev/zero")) {
        let run = call.run();
        assert!(matches!(run.code, Some(2 | 7)), "{run}");
        assert!(run.peak_kib < MOST_KIB, "{} KiB\n{run}", run.peak_kib);
    }
    world
        .medink("record add /dev/zero")
        .acting(ADA)
        .fails(Kind::Usage)
        .says("no regular file");
}

#[test]
fn a_pipe_that_nobody_writes_to_can_be_left() {
    let world = world();
    for (number, signal) in [Signal::SIGINT, Signal::SIGTERM].into_iter().enumerate() {
        let pipe = pipe(&world, &format!("pipe-{number}"));
        for call in readers(&world, &pipe) {
            let mut running = call.start();
            // Opening it to write succeeds once somebody waits at its other end (fifo(7)). Nothing is written.
            let mut held: Option<File> = None;
            running.until("it reads the pipe", || {
                let opened = fs::OpenOptions::new()
                    .write(true)
                    .custom_flags(O_NONBLOCK)
                    .open(&pipe);
                held = opened.ok();
                held.is_some()
            });
            running.signal(signal);
            let run = running.wait();
            // Where nothing is to be cleaned up the signal may end the program by itself.
            assert!(
                run.code == Some(130) || run.signal == Some(signal as i32),
                "{signal}: {run}"
            );
            drop(held);
        }
    }
}

#[test]
fn what_lacks_something_or_has_to_be_a_file_is_not_waited_for() {
    let world = world();
    let pipe = pipe(&world, "pipe");
    for call in [world.medink("record add"), world.medink("record amend 1")] {
        call.arg(&pipe)
            .acting(ADA)
            .fails(Kind::Usage)
            .says("needs a title");
    }
    world
        .medink("store verify --ipfs http://127.0.0.1:1 --ipfs-credentials-file")
        .arg(&pipe)
        .fails(Kind::Usage)
        .says("it is no file");
    let bundles = world.work("bundles");
    fs::create_dir_all(bundles.join("admin")).unwrap();
    fs::rename(&pipe, bundles.join("admin/admin.contract")).unwrap();
    world
        .medink("deploy --bundles")
        .arg(&bundles)
        .acting(ADMIN)
        .fails(Kind::Damaged)
        .says("not an ordinary file");
}
