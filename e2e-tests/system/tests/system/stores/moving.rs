//! Records go to a daemon and come back, and what is damaged is named.

use super::{place, world};
use e2e_parts::{Kubo, overwrite};
use e2e_system::people::{ADA, GRACE, address};
use medink_core::Kind;
use serde_json::json;
use std::fs;

#[test]
fn pushed_pulled_and_held_against_the_chain() {
    let world = world();
    world.patient(GRACE);
    let kubo = Kubo::start();
    let ipfs = format!("--ipfs {}", kubo.url());
    for text in ["one", "two", "three"] {
        world.add(ADA, ADA, text);
    }
    world.add(GRACE, GRACE, "another's");
    world.medink("record erase 2 --yes").acting(ADA).ok();

    // One patient's, then everybody's: what is there already is passed over. No account takes part.
    let pushed = world.medink(&format!("store push {ipfs} --patient {GRACE}")).ok();
    assert_eq!(pushed["copied"][0]["records"], 1);
    let pushed = world.medink(&format!("store push {ipfs}")).ok();
    let copied = &pushed["copied"][0];
    assert_eq!(
        (&copied["records"], &copied["before"]),
        (&json!(2), &json!(1)),
        "{pushed}"
    );
    assert_eq!(copied["absent"], json!([]));
    let shown = world.medink(&format!("store push {ipfs}")).text().run();
    shown.succeeded();
    assert!(
        shown.stdout().contains("Copied 0 records (0 bytes)")
            && shown.stdout().contains("3 were there already")
    );

    // The machine's disk is lost.
    fs::remove_dir_all(world.home().join("store")).unwrap();
    let lost = world.medink("store verify").run();
    assert_eq!(lost.code, Some(i32::from(Kind::Damaged.exit_code())), "{lost}");
    assert_eq!(lost.envelope()["data"]["stores"][0]["whole"], 0);
    let pulled = world.medink(&format!("store pull {ipfs}")).ok();
    assert_eq!(pulled["copied"][0]["records"], 3);
    world.medink("store verify").ok();
    for (who, number, text) in [(ADA, 1, "one"), (ADA, 3, "three"), (GRACE, 1, "another's")] {
        assert_eq!(world.open(who, who, number), text.as_bytes());
    }
    world.medink("store gc").ok();
    world.medink("store verify").ok();

    // The daemon's disk has other bytes.
    let third = place(&world, 3);
    let path = kubo.block_file(&third);
    let mut bytes = fs::read(&path).unwrap();
    bytes[40] ^= 1;
    overwrite(&path, &bytes);
    let found = world.medink(&format!("store verify {ipfs}")).run();
    assert_eq!(found.code, Some(i32::from(Kind::Damaged.exit_code())), "{found}");
    let store = &found.envelope()["data"]["stores"][0];
    assert_eq!((&store["records"], &store["whole"]), (&json!(3), &json!(2)));
    assert_eq!(
        store["flaws"],
        json!([{
            "patient": address(ADA), "number": 3, "cid": third.to_string(), "absent": false, "missing": [],
            "damaged": [third.to_string()], "more": 0, "unreadable": null,
        }])
    );
    let shown = world.medink(&format!("store verify {ipfs}")).text().run();
    assert!(shown.stdout().contains("0 blocks missing, 1 damaged"), "{shown}");
    // Pushing heals it.
    world.medink(&format!("store push --recheck {ipfs}")).ok();
    world.medink(&format!("store verify {ipfs}")).ok();

    // Nothing to copy to, nobody there.
    world.medink("store push").fails(Kind::Usage).says("--ipfs");
    fs::remove_dir_all(world.home().join("store")).unwrap();
    world
        .medink("store pull --ipfs http://127.0.0.1:1")
        .fails(Kind::Unreachable)
        .says("can't be reached");
}
