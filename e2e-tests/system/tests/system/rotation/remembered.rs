//! What a machine remembers of records: never another list than the chain's and the store's, and gone with the consent.

use super::{note, world};
use e2e_system::people::{ADA, HOUSE, WILSON};
use e2e_system::{World, files};
use medink_core::Kind;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn remembered(world: &World) -> Vec<PathBuf> {
    files::below(&world.home().join("index"))
}

fn listed(world: &World, who: &str) -> Value {
    world
        .medink(&format!("record list --patient {ADA} --titles"))
        .acting(who)
        .ok()["records"]
        .clone()
}

/// The list as it is remembered is the one that is made from nothing.
fn is_right(world: &World, after: &str) {
    let with = listed(world, ADA);
    for file in remembered(world) {
        fs::remove_file(file).unwrap();
    }
    assert_eq!(with, listed(world, ADA), "after {after}");
    assert!(!remembered(world).is_empty(), "it is remembered");
}

#[test]
fn a_list_is_right_whatever_has_happened() {
    let world = world(&[HOUSE, WILSON]);
    // More than a page of the chain's, and more than a part of the index.
    let many: Vec<PathBuf> = (0..60)
        .map(|n| world.write(&format!("{n}.txt"), format!("page {n}")))
        .collect();
    world.medink("record add").args(&many).acting(ADA).ok();
    is_right(&world, "many were added");
    let act = |words: &str| {
        world.medink(words).acting(ADA).ok();
    };
    act("record erase 7 --yes");
    is_right(&world, "one was erased");
    let other = world.write("other.txt", "another page 8");
    world.medink("record amend 8").arg(&other).acting(ADA).ok();
    is_right(&world, "one was amended");
    world.grant_all(ADA, HOUSE);
    note(&world, HOUSE, "by House").ok();
    is_right(&world, "a doctor wrote");
    act(&format!("consent grant {WILSON} --records 3 --until 30d"));
    note(&world, WILSON, "by Wilson").option("--about", "3").ok();
    is_right(&world, "a note was adopted");
    act(&format!("consent revoke {HOUSE} --reencrypt"));
    is_right(&world, "all were encrypted again");
    // What is remembered says what a record is, not that it is here.
    for block in files::below(&world.home().join("store/blocks")) {
        if block.extension().is_some_and(|ending| ending == "data") {
            fs::remove_file(block).unwrap();
        }
    }
    let lost = listed(&world, ADA);
    let lost = lost.as_array().unwrap();
    assert!(lost.iter().all(|record| record["here"] == false));
    assert!(lost.iter().any(|record| record["details"]["title"] == "by House"));
}

#[test]
fn what_is_damaged_is_made_anew() {
    let world = world(&[]);
    world.add(ADA, ADA, "one");
    let list = listed(&world, ADA);
    for file in remembered(&world) {
        for bytes in [&b""[..], b"no index"] {
            fs::write(&file, bytes).unwrap();
            assert_eq!(listed(&world, ADA), list);
        }
        assert!(fs::metadata(&file).unwrap().len() > 8, "it is made anew");
    }
}

#[test]
fn what_a_doctors_machine_remembers_goes_with_the_consent() {
    let world = world(&[HOUSE, WILSON]);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    let more = |before: &BTreeSet<PathBuf>, who: &str| -> BTreeSet<PathBuf> {
        listed(&world, who);
        &remembered(&world).into_iter().collect() - before
    };
    let ada = more(&BTreeSet::new(), ADA);
    let house = more(&ada, HOUSE);
    let wilson = more(&(&ada | &house), WILSON);
    assert!(!house.is_empty() && !wilson.is_empty());
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    world
        .medink(&format!("record list --patient {ADA} --titles"))
        .acting(HOUSE)
        .fails(Kind::Refused);
    let left: BTreeSet<PathBuf> = remembered(&world).into_iter().collect();
    assert!(left.is_disjoint(&house), "{left:?}");
    assert!(left.is_superset(&(&ada | &wilson)), "{left:?}");
}
