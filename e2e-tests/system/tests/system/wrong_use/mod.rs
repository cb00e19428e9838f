//! Wrong use: every way to give a command what it can't do. Each is told in words, with what to do next, and leaves
//! nothing half done.

mod accounts;
mod chain;
mod damage;
mod endless;
mod files;
mod full_disk;
mod interrupted;
mod killed;
mod limits;
mod small;

use e2e_system::people::{ADA, HOUSE};
use e2e_system::{Call, Ledger, Machine, World, files as disk};
use medink_core::Kind;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Part of the name of every file here that a message could repeat, and must not.
const HIDDEN: &str = "hidden-name";

/// What a wrong passphrase is here; no message repeats it.
const WRONG_PASSPHRASE: &str = "not the right passphrase";

/// A world with a patient, two records, and a doctor with a consent.
fn world() -> World {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world.grant_all(ADA, HOUSE);
    world.add(ADA, ADA, "one");
    world.add(ADA, ADA, "two");
    world
}

/// Everything that a command could leave behind.
#[derive(Debug, PartialEq, Eq)]
struct Snapshot {
    height: u64,
    files: BTreeMap<PathBuf, u64>,
}

impl Snapshot {
    fn take(machine: &Machine, ledger: &Ledger) -> Self {
        let mut files = BTreeMap::new();
        for folder in [
            "home/store",
            "home/journal",
            "home/accounts",
            "home/deployments",
            "temporary",
            "work",
        ] {
            for (path, size) in disk::sizes(&machine.folder().join(folder)) {
                files.insert(Path::new(folder).join(path), size);
            }
        }
        Snapshot {
            height: ledger.height(),
            files,
        }
    }

    /// What is different now, in words.
    fn differs(&self, now: &Snapshot) -> Vec<String> {
        let mut found = Vec::new();
        if self.height != now.height {
            found.push(format!(
                "the chain went from block {} to {}",
                self.height, now.height
            ));
        }
        for (path, size) in &now.files {
            if self.files.get(path) != Some(size) {
                found.push(format!("{} is new or changed", path.display()));
            }
        }
        found.extend(
            self.files
                .keys()
                .filter(|path| !now.files.contains_key(*path))
                .map(|p| format!("{} is gone", p.display())),
        );
        found
    }
}

/// Commands that fail, one by one. All of them are tried before the test fails, so that it tells everything at once.
struct Table<'w> {
    world: &'w World,
    ledger: Ledger,
    faults: Vec<String>,
    tried: usize,
}

impl<'w> Table<'w> {
    fn new(world: &'w World) -> Self {
        Table {
            world,
            ledger: world.ledger(),
            faults: Vec::new(),
            tried: 0,
        }
    }

    /// A command that fails as `kind`, says all of this, gives advice, repeats nothing that it was given, and leaves
    /// nothing behind.
    fn wrong(&mut self, kind: Kind, call: Call<'_>, says: &[&str]) {
        let before = Snapshot::take(self.world, &self.ledger);
        let run = call.text().run();
        self.tried += 1;
        let mut faults = Vec::new();
        if run.code != Some(i32::from(kind.exit_code())) {
            faults.push(format!(
                "its exit code is not {} ({})",
                kind.exit_code(),
                kind.name()
            ));
        }
        for words in says {
            if !run.err.contains(words) {
                faults.push(format!("it does not say {words:?}"));
            }
        }
        if !run.err.starts_with("medink: ") && !run.err.starts_with("error: ") {
            faults.push("its first words are not who says it".to_owned());
        }
        if !advises(&run.err) {
            faults.push("it does not say what to do next".to_owned());
        }
        for never in [HIDDEN, WRONG_PASSPHRASE] {
            if run.err.contains(never) || run.stdout().contains(never) {
                faults.push(format!("it repeats {never:?}"));
            }
        }
        if !run.out.is_empty() {
            faults.push("it has something on standard output".to_owned());
        }
        faults.extend(before.differs(&Snapshot::take(self.world, &self.ledger)));
        if !faults.is_empty() {
            self.faults.push(format!("{run}\n=> {}", faults.join("\n=> ")));
        }
    }

    /// Fails if one of them was not as it should be.
    fn done(self) {
        assert!(self.tried > 0);
        assert!(
            self.faults.is_empty(),
            "{} of {} commands were not as they should be:\n\n{}",
            self.faults.len(),
            self.tried,
            self.faults.join("\n\n")
        );
    }
}

/// Whether a message goes on after what is wrong: with a line of its own, another sentence, or what to look at.
fn advises(message: &str) -> bool {
    let message = message.trim_end().trim_end_matches('.');
    ["\n  ", ". ", "; ", "--help", "as in "]
        .iter()
        .any(|mark| message.contains(mark))
}
