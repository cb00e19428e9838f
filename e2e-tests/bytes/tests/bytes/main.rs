//! A bounded run of what the fuzzer does without an end, with the compiler of every day: each reader gets its seeds, damaged
//! in ways that are the same in every run. Nothing stops, and nothing breaks its word.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod damage;
mod seeds;

use damage::Damage;
use e2e_bytes::{TARGETS, Target};
use proptest::collection::vec;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How often each reader is tried.
const ROUNDS: u32 = 1_500;

/// Writes the seeds that real writers make into the corpora.
const WRITE: &str = "MEDINK_WRITE_CORPUS";

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

/// What lies in a reader's folder, by name.
fn corpus(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = corpora().join(target.name);
    let entries = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}. {WRITE}=1 writes it.", folder.display()));
    let mut found: Vec<_> = entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    found.sort();
    found
}

#[test]
fn what_real_writers_make_is_read() {
    for (target, name, bytes) in seeds::good() {
        let reader = TARGETS.iter().find(|reader| reader.name == target);
        let reader = reader.expect("a seed of a reader");
        assert!((reader.read)(&bytes), "{target}: {name} is refused");
        if std::env::var_os(WRITE).is_some() {
            let folder = corpora().join(target);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(format!("good-{name}")), &bytes).unwrap();
        }
    }
}

/// Seeds are what they are called: `good-` is read, `bad-` is refused.
#[test]
fn the_corpora_are_not_rotten() {
    for target in TARGETS {
        let seeds = corpus(&target);
        for (name, bytes) in &seeds {
            let expected = match name.split_once('-') {
                Some(("good", _)) => true,
                Some(("bad", _)) => false,
                _ => panic!("{}: {name} is neither called good nor bad", target.name),
            };
            assert_eq!((target.read)(bytes), expected, "{}: {name}", target.name);
        }
        assert!(
            seeds.iter().any(|(name, _)| name.starts_with("good-")),
            "{} has no seed that is read",
            target.name
        );
    }
    let folders = fs::read_dir(corpora()).unwrap();
    let folders: BTreeSet<_> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let targets = TARGETS.map(|target| target.name.to_owned());
    assert_eq!(folders, targets.into());
}

/// The fuzzer has a program for each reader.
#[test]
fn the_fuzzer_has_every_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    for target in TARGETS {
        let program = format!("fuzz_targets/{}.rs", target.name);
        let text = fs::read_to_string(folder.join(&program)).unwrap();
        assert!(text.contains(&format!("\"{}\"", target.name)), "{program}");
        assert!(manifest.contains(&program), "{program} is not in the manifest");
    }
}

/// The documentation names each reader once.
#[test]
fn the_docs_name_every_reader() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../CONTRIBUTING.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, table) = page.split_once("| target | what is read | from |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let mut named: Vec<&str> = rows
        .filter_map(|row| row.split('|').nth(1))
        .flat_map(|names| names.split(','))
        .map(|name| name.trim().trim_matches('`'))
        .collect();
    let mut targets = TARGETS.map(|target| target.name);
    named.sort_unstable();
    targets.sort_unstable();
    assert_eq!(named, targets);
}

#[test]
fn bad_bytes_stop_no_reader() {
    for (place, target) in TARGETS.into_iter().enumerate() {
        let mut seeds: Vec<Vec<u8>> = corpus(&target).into_iter().map(|(_, bytes)| bytes).collect();
        seeds.push(Vec::new());
        let config = Config {
            cases: ROUNDS,
            failure_persistence: None,
            ..Config::default()
        };
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[place as u8; 32]);
        let drawn = (proptest::sample::select(seeds), vec(damage::any(), 0..6)).prop_map(
            |(seed, damages): (Vec<u8>, Vec<Damage>)| {
                damages.iter().fold(seed, |bytes, damage| damage.done(bytes))
            },
        );
        let done = TestRunner::new_with_rng(config, rng).run(&drawn, |bytes| {
            (target.read)(&bytes);
            Ok(())
        });
        if let Err(failure) = done {
            panic!("{}: {failure}", target.name);
        }
    }
}
