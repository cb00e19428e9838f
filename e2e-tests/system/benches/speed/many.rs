//! Many small records: sealed, durably stored and recorded in one command, and listed.

use crate::Wish;
use crate::disk::{hash_all, noise, seconds, write_each};
use crate::table::{Table, Times};
use e2e_system::http::Browser;
use e2e_system::people::ADMIN;
use e2e_system::{Panels, World};
use std::path::PathBuf;

/// How many are added in one command.
const AT_ONCE: usize = 2_000;
/// How large each is, in bytes.
const SIZE: usize = 1_000;
const PATIENT: &str = "//Ada";

fn documents(world: &World, from: usize, count: usize) -> (Vec<PathBuf>, Vec<Vec<u8>>) {
    let bytes: Vec<Vec<u8>> = (from..from + count).map(|n| noise(SIZE, n as u64)).collect();
    let paths = bytes
        .iter()
        .enumerate()
        .map(|(n, bytes)| world.write(&format!("{}.bin", from + n), bytes))
        .collect();
    (paths, bytes)
}

/// A patient with enough for the deposits of all that is added: half a UNIT a record.
fn rich() -> World {
    let world = World::deployed();
    world.patient(PATIENT);
    world
        .medink(&format!("account fund {PATIENT} 100000"))
        .acting(ADMIN)
        .ok();
    world
}

fn add(world: &World, paths: &[PathBuf]) {
    world.medink("record add").args(paths).acting(PATIENT).ok();
}

pub fn measure(wish: &Wish, table: &mut Table) {
    let world = rich();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..wish.rounds {
        let (paths, bytes) = documents(&world, round * AT_ONCE, AT_ONCE);
        ours.push(seconds(|| add(&world, &paths)));
        let folder = world.work(&format!("plain-{round}"));
        std::fs::create_dir(&folder).unwrap();
        theirs.push(seconds(|| write_each(&folder, &bytes)));
    }
    table.row(
        format!("{AT_ONCE} records of {SIZE} bytes: sealed, durable, on the chain, in one command"),
        (AT_ONCE as f64, "records"),
        Times::new(ours),
        "the same files written, each made durable with its name",
        Times::new(theirs),
    );
}

pub fn list(wish: &Wish, table: &mut Table) {
    let world = rich();
    let mut added = 0;
    while added < wish.records {
        let count = AT_ONCE.min(wish.records - added);
        add(&world, &documents(&world, added, count).0);
        added += count;
    }
    let store = world.home().join("store").join("blocks");
    let (mut first, mut again, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let listed = || {
        world.medink("record list").acting(PATIENT).ok();
    };
    for _ in 0..wish.rounds {
        // As on a machine that has never listed them.
        let _ = std::fs::remove_dir_all(world.home().join("index"));
        first.push(seconds(listed));
        again.push(seconds(listed));
        theirs.push(seconds(|| {
            hash_all(&store);
        }));
    }
    let (amount, rival) = (
        (wish.records as f64, "records"),
        "their ciphertext read and hashed (SHA2-256)",
    );
    let theirs = Times::new(theirs);
    table.row(
        format!("record list of {}, for the first time", wish.records),
        amount,
        Times::new(first),
        rival,
        theirs.clone(),
    );
    table.row(
        format!("record list of {}, again", wish.records),
        amount,
        Times::new(again),
        rival,
        theirs.clone(),
    );
    let pages = pages(&world, wish.rounds);
    for (what, times) in [
        ("after unlocking", pages.first),
        ("again", pages.again),
        ("found by a word", pages.found),
    ] {
        table.row(
            format!("the page of {} records, {what}", wish.records),
            amount,
            Times::new(times),
            rival,
            theirs.clone(),
        );
    }
}

/// How long the page of records takes until all of it has come.
#[derive(Default)]
struct Pages {
    first: Vec<f64>,
    again: Vec<f64>,
    found: Vec<f64>,
}

fn pages(world: &World, rounds: usize) -> Pages {
    let panels = Panels::start(world);
    let mut times = Pages::default();
    for _ in 0..rounds {
        let mut browser = Browser::enter(&panels.invitation());
        browser.post("/unlock", &[("account", PATIENT)]);
        let mut shown = || {
            let page = browser.get("/patient/records");
            assert!(page.status == 200 && page.text().contains("1 to 50 shown"));
        };
        times.first.push(seconds(&mut shown));
        times.again.push(seconds(&mut shown));
        times.found.push(seconds(|| {
            let page = browser.post("/patient/records/find", &[("words", "1.bin")]);
            assert_eq!(page.status, 200);
        }));
        browser.post("/lock", &[]);
    }
    times
}
