//! Ctrl-C, wherever it comes: exit code 130, and nothing half done.

use super::{Snapshot, world};
use e2e_parts::Kubo;
use e2e_system::people::{ADA, ADMIN};
use e2e_system::{Machine, Run, Running, Stopped, World, files};
use medink_core::Kind;
use nix::sys::signal::Signal;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Large enough that there is time to interrupt what is done with it.
const LARGE: u64 = 150_000_000;

/// How long a program may take to stop when asked to.
const STOPS_WITHIN: Duration = Duration::from_secs(5);

/// A large file of the patient's.
pub fn large(world: &World) -> PathBuf {
    let file = world.work("large.bin");
    files::large(&file, LARGE);
    file
}

/// Bytes of blocks in the store, whole or on their way.
pub fn stored(machine: &Machine) -> u64 {
    files::sizes(&machine.home().join("store")).values().sum()
}

/// Starts an upload, and waits until it is well under way.
pub fn uploading(world: &World, file: &Path) -> Running {
    let before = stored(world);
    let mut upload = world.medink("record add").arg(file).acting(ADA).text().start();
    upload.until("several megabytes were stored", || {
        stored(world) > before + 5_000_000
    });
    upload
}

/// Waits until an upload is stored and noted, and has asked the node that hangs.
pub fn waits_for(node: &Stopped, world: &World, upload: &mut Running) {
    upload.until("it was noted in the journal and the node was asked", || {
        !world.journal().is_empty() && node.is_asked()
    });
}

/// Sends a signal, and sees to it that the program ends soon.
fn stop(running: Running, signal: Signal) -> Run {
    let begun = Instant::now();
    running.signal(signal);
    let run = running.wait();
    assert!(
        begun.elapsed() < STOPS_WITHIN,
        "it took {:?} to stop\n{run}",
        begun.elapsed()
    );
    run
}

#[test]
fn an_upload_leaves_nothing() {
    let world = world();
    let file = large(&world);
    let ledger = world.ledger();
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let before = Snapshot::take(&world, &ledger);
        let run = stop(uploading(&world, &file), signal);
        let told = run.failed(Kind::Interrupted);
        assert!(
            told.what.contains("nothing was recorded") && told.what.contains("cleaned"),
            "{run}"
        );
        assert_eq!(before.differs(&Snapshot::take(&world, &ledger)), [""; 0]);
    }
    // And it can simply be done again.
    world.medink("record add").arg(&file).acting(ADA).ok();
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
}

#[test]
fn an_upload_of_several_says_what_is_recorded() {
    let world = world();
    let mut several: Vec<PathBuf> = (0..16)
        .map(|n| world.write(&format!("{n}.txt"), format!("page {n}")))
        .collect();
    several.push(large(&world));
    let ledger = world.ledger();
    let height = ledger.height();
    let mut upload = world
        .medink("record add")
        .args(&several)
        .acting(ADA)
        .text()
        .start();
    upload.until("the first sixteen were recorded", || ledger.height() > height);
    let before = stored(&world);
    upload.until("the seventeenth was under way", || {
        stored(&world) > before + 5_000_000
    });
    let run = stop(upload, Signal::SIGINT);
    let told = run.failed(Kind::Interrupted);
    assert!(!told.what.contains("nothing was recorded"), "sixteen were\n{run}");
    assert!(told.what.contains("16"), "it says how many\n{run}");
    assert!(
        run.err.contains("patient.add_medical_records"),
        "it says what was paid\n{run}"
    );
    assert!(world.journal().is_empty());
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"].as_array().unwrap().len(), 18);
    assert!(stored(&world) < 10_000_000, "the seventeenth is cleaned");
}

#[test]
fn a_batch_that_fails_says_what_is_recorded_before_it() {
    let world = world();
    let mut several: Vec<PathBuf> = (0..16)
        .map(|n| world.write(&format!("{n}.txt"), format!("page {n}")))
        .collect();
    // A file that turns out to be another than it was.
    several.push(PathBuf::from("/proc/cpuinfo"));
    let told = world
        .medink("record add")
        .args(&several)
        .acting(ADA)
        .fails(Kind::Usage);
    assert!(
        told.what.starts_with("16 of 17 files are recorded"),
        "{}",
        told.what
    );
    assert!(world.journal().is_empty());
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"].as_array().unwrap().len(), 18);
}

#[test]
fn a_submission_under_way_is_found_out_later() {
    let world = world();
    let file = large(&world);
    let mut upload = uploading(&world, &file);
    let frozen = world.freeze_node();
    waits_for(&frozen, &world, &mut upload);
    let run = stop(upload, Signal::SIGINT);
    let told = run.failed(Kind::Interrupted);
    assert!(told.what.contains("may have"), "{run}");
    assert!(told.next.contains("medink record"), "{run}");
    drop(frozen);

    assert_eq!(world.medink("status").ok()["uploads_under_way"], 1);
    let listed = world.medink("record list").acting(ADA).text().run();
    listed.succeeded();
    assert!(listed.err.contains("earlier upload"), "{listed}");
    assert_eq!(world.medink("status").ok()["uploads_under_way"], 0);
    let records = world.medink("record list").acting(ADA).ok()["records"].clone();
    assert_eq!(records.as_array().unwrap().len(), 3, "it is recorded, once");
    world.get(ADA, ADA, 3).ok();
    assert!(files::same(&file, &world.work("never")));
}

/// Whoever stops waits for no store, however long that takes to answer.
#[test]
fn an_upload_to_a_daemon_that_hangs_can_be_left() {
    let world = world();
    let file = large(&world);
    let kubo = Kubo::start();
    let mut upload = world
        .medink("record add --ipfs")
        .arg(kubo.url())
        .arg(&file)
        .acting(ADA)
        .text()
        .start();
    let before = kubo.stored();
    upload.until("several megabytes were stored", || {
        kubo.stored() > before + 5_000_000
    });
    let frozen = kubo.freeze();
    let run = stop(upload, Signal::SIGINT);
    let told = run.failed(Kind::Interrupted);
    assert!(told.what.contains("could not be cleaned"), "{run}");
    assert!(told.next.contains("medink record list"), "{run}");
    drop(frozen);
    // Nothing of it is recorded, and nothing of it stays.
    let listed = world
        .medink("record list --ipfs")
        .arg(kubo.url())
        .acting(ADA)
        .ok();
    assert_eq!(listed["records"].as_array().unwrap().len(), 2);
    assert!(world.journal().is_empty());
}

#[test]
fn an_opening_leaves_nothing() {
    let world = world();
    let file = large(&world);
    world.medink("record add").arg(&file).acting(ADA).ok();
    let folder = world.work("destination");
    fs::create_dir(&folder).unwrap();
    let mut opening = world
        .medink("record get 3 --output")
        .arg(folder.join("opened"))
        .acting(ADA)
        .text()
        .start();
    opening.until("several megabytes were opened", || {
        files::sizes(&folder).values().sum::<u64>() > 5_000_000
    });
    let run = stop(opening, Signal::SIGINT);
    run.failed(Kind::Interrupted);
    assert!(
        files::below(&folder).is_empty(),
        "nothing is left at the destination"
    );
}

#[test]
fn a_deployment_goes_on_where_it_was() {
    for signal in [Signal::SIGINT, Signal::SIGKILL] {
        let machine = Machine::running();
        let height = || machine.medink("status").ok()["chain"]["block"].as_u64().unwrap();
        let mut deploying = machine.medink("deploy").acting(ADMIN).text().start();
        deploying.until("some of it was done", || height() >= 3);
        deploying.signal(signal);
        let run = deploying.wait();
        match signal {
            Signal::SIGINT => assert_eq!(run.code, Some(130), "{run}"),
            _ => assert_eq!(run.signal, Some(Signal::SIGKILL as i32), "{run}"),
        }
        let done = height();
        assert!(done < 9, "it was interrupted before its end: {done} of 9");
        for words in ["record list", "params show"] {
            machine
                .medink(words)
                .acting(ADA)
                .fails(Kind::NotFound)
                .says("begun but not finished")
                .says("medink deploy");
        }
        let rest = machine.medink("deploy").acting(ADMIN).ok();
        assert_eq!(rest["steps"].as_array().unwrap().len() as u64, 9 - done);
        machine.medink("params show").ok();
        assert_eq!(
            machine.medink("admin list").ok()["admins"]
                .as_array()
                .unwrap()
                .len(),
            1
        );
    }
}
