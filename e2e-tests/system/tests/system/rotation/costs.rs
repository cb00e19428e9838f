//! A consent to the whole history costs the same whatever the history.

use super::keys::Kept;
use super::{steps, world};
use e2e_system::World;
use e2e_system::people::{ADA, CUDDY, HOUSE, WILSON};
use serde_json::Value;
use std::path::PathBuf;

/// By how much the fee of a grant may differ: the chain's lists grow by an entry.
const PERCENT: u128 = 3;

#[test]
fn one_transaction_whatever_the_number_of_records() {
    let world = world(&[HOUSE, WILSON, CUDDY]);
    world.add(ADA, ADA, "record 1");
    let one = fee(&world.grant_all(ADA, HOUSE));
    add(&world, 2..=60);
    let sixty = fee(&world.grant_all(ADA, WILSON));
    assert!(
        one.abs_diff(sixty) * 100 <= one * PERCENT,
        "{one} for one record, {sixty} for sixty"
    );

    // And whatever the number of generations: a new doctor opens them all.
    for (doctor, number) in [(HOUSE, 61), (WILSON, 62)] {
        world.medink(&format!("consent revoke {doctor}")).acting(ADA).ok();
        add(&world, number..=number);
    }
    let later = fee(&world.grant_all(ADA, CUDDY));
    assert!(
        one.abs_diff(later) * 100 <= one * PERCENT,
        "{one} at first, {later} after two rotations"
    );
    let kept = Kept::by(CUDDY, &world.ledger(), ADA);
    assert_eq!(kept.generations, [3, 2, 1]);
    assert_eq!(kept.records, (1..=62).collect::<Vec<_>>());
    for number in [1, 17, 60, 61, 62] {
        assert_eq!(
            world.open(CUDDY, ADA, number),
            format!("record {number}").as_bytes()
        );
    }
}

fn fee(granted: &Value) -> u128 {
    assert_eq!(steps(granted), ["doctor.grant_access"]);
    granted["steps"][0]["fee"].as_str().unwrap().parse().unwrap()
}

/// Adds records that say their numbers, in one command.
fn add(world: &World, numbers: std::ops::RangeInclusive<u32>) {
    let files: Vec<PathBuf> = numbers
        .clone()
        .map(|number| world.write(&format!("{number}.txt"), format!("record {number}")))
        .collect();
    let added = world.medink("record add").args(&files).acting(ADA).ok();
    let got = added["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["number"].as_u64().unwrap());
    assert!(got.eq(numbers.map(u64::from)));
}
