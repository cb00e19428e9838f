//! Beside `age` and `ipfs add`, what one would do by hand: encrypt to a person, and put it into a real Kubo.

use crate::Wish;
use crate::disk::{noise, seconds};
use crate::table::{Table, Times};
use e2e_parts::Kubo;
use e2e_system::World;
use std::process::{Command, Stdio};

const PATIENT: &str = "//Ada";
/// How large the document is, in MiB.
const MIB: usize = 64;

pub fn measure(wish: &Wish, table: &mut Table) {
    if Command::new("age").arg("--version").output().is_err() {
        table.missing("age beside medink on Kubo: there is no age in PATH; on Debian it is the package age");
        return;
    }
    let daemon = Kubo::start();
    let world = World::deployed();
    world.patient(PATIENT);
    let key = Command::new("age-keygen").output().expect("age-keygen runs");
    let said = String::from_utf8_lossy(&key.stderr);
    let recipient = said.split_whitespace().last().expect("a public key").to_owned();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..wish.rounds {
        let document = world.write("document.bin", noise(MIB << 20, round as u64));
        ours.push(seconds(|| {
            world
                .medink("record add")
                .arg(&document)
                .option("--ipfs", daemon.url())
                .acting(PATIENT)
                .ok();
        }));
        theirs.push(seconds(|| {
            let mut sealing = Command::new("age")
                .args(["-r", &recipient])
                .arg(&document)
                .stdout(Stdio::piped())
                .spawn()
                .expect("age runs");
            let sealed = sealing.stdout.take().expect("its output");
            let added = daemon
                .command(&["add", "-Q", "--cid-version=1"])
                .stdin(sealed)
                .stdout(Stdio::null())
                .status()
                .expect("ipfs runs");
            assert!(added.success() && sealing.wait().expect("its end").success());
        }));
    }
    table.row(
        format!("{MIB} MiB sealed into Kubo, pinned and recorded"),
        (MIB as f64, "MiB"),
        Times::new(ours),
        "age and ipfs add, pinned",
        Times::new(theirs),
    );
}
