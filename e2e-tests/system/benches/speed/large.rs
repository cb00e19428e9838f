//! One large document, in and out.

use crate::Wish;
use crate::disk::{copy, noise, seconds};
use crate::table::{Table, Times};
use e2e_system::World;
use std::fs::{self, File};
use std::io::Write;

const PATIENT: &str = "//Ada";
const MIB: usize = 1 << 20;

pub fn measure(wish: &Wish, table: &mut Table) {
    let world = World::deployed();
    world.patient(PATIENT);
    let (mut stored, mut opened, mut written, mut copied) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 0..wish.rounds {
        // Of its own each time: content that is there already is not written again.
        let document = world.work("large.bin");
        let mut file = File::create(&document).unwrap();
        for mib in 0..wish.mib {
            file.write_all(&noise(MIB, (round * wish.mib + mib) as u64))
                .unwrap();
        }
        file.sync_all().unwrap();
        let mut number = 0;
        stored.push(seconds(|| {
            let data = world.medink("record add").arg(&document).acting(PATIENT).ok();
            number = data["records"][0]["number"].as_u64().unwrap();
        }));
        let plain = world.work("copy.bin");
        written.push(seconds(|| copy(&document, &plain)));
        let out = world.work("opened.bin");
        opened.push(seconds(|| {
            world
                .medink(&format!("record get {number} --output"))
                .arg(&out)
                .acting(PATIENT)
                .ok();
        }));
        copied.push(seconds(|| copy(&document, &plain)));
        fs::remove_file(&out).unwrap();
        fs::remove_file(&plain).unwrap();
        world
            .medink(&format!("record erase {number} --yes"))
            .acting(PATIENT)
            .ok();
    }
    let amount = (wish.mib as f64, "MiB");
    let rival = "the same bytes read, written and made durable";
    table.row(
        format!("{} MiB sealed, stored, recorded", wish.mib),
        amount,
        Times::new(stored),
        rival,
        Times::new(written),
    );
    table.row(
        format!("{} MiB opened into a file", wish.mib),
        amount,
        Times::new(opened),
        rival,
        Times::new(copied),
    );
}
