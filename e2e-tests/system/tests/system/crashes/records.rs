//! Records that are added, one at a time and many, by the patient and by a doctor. What was acknowledged is recorded under the
//! number that was told, whole. What was not is either gone or finished by the next command: then it is there once more than
//! it was acknowledged, and never oftener than it was asked for.

use super::blow::{Blows, Fate, Victim, nothing_left, nothing_lost, undisturbed};
use super::chance::share;
use e2e_system::people::{ADA, HOUSE, account, id};
use e2e_system::{Call, Ledger, Machine, World, place_of};
use medink_store::Presence;
use medink_types::RecordState;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

/// One record more than a transaction takes.
const MANY: usize = 17;

/// What is added at a time: how many documents, of so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Load {
    documents: usize,
    bytes: usize,
}

/// Small, large enough that storing takes its time, and many.
const LOADS: [Load; 3] = [
    Load {
        documents: 1,
        bytes: 200,
    },
    Load {
        documents: 1,
        bytes: 6_000_000,
    },
    Load {
        documents: MANY,
        bytes: 400,
    },
];

/// A document that was to be recorded, as somebody outside of medink remembers it.
#[derive(Debug)]
struct Asked {
    content: Vec<u8>,
    /// How often it was to be added.
    times: usize,
    /// The numbers that were told.
    numbers: Vec<u32>,
}

/// Everything that was asked for.
#[derive(Debug, Default)]
struct Remembered(Vec<Asked>);

impl Remembered {
    /// New documents, in files.
    fn documents(&mut self, machine: &Machine, load: Load) -> (Vec<usize>, Vec<PathBuf>) {
        let new = |_| {
            let number = self.0.len();
            let mut content = format!("document {number}\n").into_bytes();
            // No two chunks of it are the same.
            let mut more = (0u32..).flat_map(|n| format!("{number}:{n} ").into_bytes());
            content.extend((&mut more).take(load.bytes));
            let path = machine.write(&format!("document-{}.txt", number % MANY), &content);
            self.0.push(Asked {
                content,
                times: 0,
                numbers: Vec::new(),
            });
            (number, path)
        };
        (0..load.documents).map(new).unzip()
    }

    /// They are to be added.
    fn ask(&mut self, documents: &[usize]) {
        for document in documents {
            self.0[*document].times += 1;
        }
    }

    /// They are said to be.
    fn told(&mut self, documents: &[usize], answer: &Value) {
        let told = answer["records"].as_array().expect("records");
        assert_eq!(told.len(), documents.len());
        for (document, record) in documents.iter().zip(told) {
            let number = record["number"].as_u64().expect("a number");
            let number = u32::try_from(number).expect("a record's number");
            self.0[*document].numbers.push(number);
        }
    }

    /// The numbers that were told are all there, live and whole.
    fn are_kept(&self, ledger: &Ledger) {
        let records = ledger.records(id(ADA));
        let mut told = BTreeSet::new();
        for number in self.0.iter().flat_map(|asked| &asked.numbers) {
            assert!(told.insert(*number), "{number} was told twice");
            let place = usize::try_from(*number).expect("a number") - 1;
            let record = records.get(place).expect("a record that was acknowledged");
            assert_eq!((record.number, &record.state), (*number, &RecordState::Live));
            assert_eq!(ledger.has(&place_of(record)), Presence::Whole, "record {number}");
        }
        let most: usize = self.0.iter().map(|asked| asked.times).sum();
        assert!(records.len() <= most, "{} records of {most}", records.len());
    }

    /// All records open, and are what was asked for, as often as that allows.
    fn open(&self, ledger: &Ledger) {
        let mut found: BTreeMap<Vec<u8>, Vec<u32>> = BTreeMap::new();
        for record in ledger.records(id(ADA)) {
            let opened = ledger.open_record(&account(ADA), id(ADA), record.number);
            let content = opened.unwrap_or_else(|error| panic!("record {}: {error}", record.number));
            found.entry(content).or_default().push(record.number);
        }
        for asked in &self.0 {
            let numbers = found.remove(&asked.content).unwrap_or_default();
            assert!(
                asked.numbers.iter().all(|number| numbers.contains(number)),
                "recorded as {numbers:?}, told as {:?}",
                asked.numbers
            );
            assert!(
                numbers.len() <= asked.times,
                "asked for {} times, recorded as {numbers:?}",
                asked.times
            );
        }
        assert!(
            found.is_empty(),
            "what nobody asked for: {:?}",
            found.into_values()
        );
    }
}

fn add<'m>(machine: &'m Machine, who: &str, files: &[PathBuf]) -> Call<'m> {
    machine
        .medink(&format!("record add --patient {ADA}"))
        .args(files)
        .acting(who)
}

/// Adds records until the last kill.
fn added_and_killed(test: &str, victim: Victim, kills: u32) {
    let mut world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world.grant_all(ADA, HOUSE);
    let mut remembered = Remembered::default();
    let mut lengths: BTreeMap<Load, Duration> = BTreeMap::new();
    for load in LOADS {
        let (documents, files) = remembered.documents(&world, load);
        remembered.ask(&documents);
        let (length, answer) = undisturbed(add(&world, ADA, &files));
        remembered.told(&documents, &answer);
        lengths.insert(load, length);
    }

    let mut blows = Blows::new(test, victim, kills);
    while blows.go_on() {
        // One in five is of many.
        let load = *blows
            .chance
            .one(&[LOADS[0], LOADS[1], LOADS[0], LOADS[1], LOADS[2]]);
        let who = *blows.chance.one(&[ADA, HOUSE]);
        let (documents, files) = remembered.documents(&world, load);
        remembered.ask(&documents);
        let fate = blows.strike(&mut world, lengths[&load], |machine| add(machine, who, &files));
        if let Fate::Done(answer) = fate {
            remembered.told(&documents, &answer);
            remembered.are_kept(&world.ledger());
            continue;
        }
        nothing_lost(&world, who, None);
        remembered.ask(&documents);
        let answer = add(&world, who, &files).ok();
        remembered.told(&documents, &answer);
        nothing_left(world.medink("check").acting(who));
        remembered.are_kept(&world.ledger());
    }
    nothing_left(world.medink("check --whole").acting(ADA));
    let collected = world.medink("store gc").ok();
    let own = &collected["stores"][0];
    assert!(
        own["blocks"] == 0 && own["leftovers"] == 0,
        "everything was freed before: {collected}"
    );
    remembered.open(&world.ledger());
}

#[test]
fn records_are_added_by_a_program_that_is_killed() {
    added_and_killed("records", Victim::Client, share(66));
}

#[test]
fn records_are_added_at_a_node_that_is_killed() {
    added_and_killed("records-node", Victim::Node, share(20));
}
