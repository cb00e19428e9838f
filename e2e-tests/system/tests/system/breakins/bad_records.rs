//! A doctor with a valid consent writes garbage: places with nothing right behind them, keys that open nothing.
//!
//! What holds: the client takes what the chain says of one record for that record alone. It is listed with its fault and
//! can be erased; no command of the patient's, and none of another patient's, stops at it.

use super::{place, planted, refused, world};
use e2e_parts::Kubo;
use e2e_system::http::Browser;
use e2e_system::people::{self, ADA, GRACE, HOUSE};
use e2e_system::{Ledger, Panels, World};
use medink_chain::contracts::patient;
use medink_types::{Cid, Error, NewRecord};

#[test]
fn garbage_in_one_record_stops_nobody() {
    let world = world();
    let first = world.add(ADA, ADA, "the first");
    world.add(GRACE, GRACE, "another patient's");
    world.grant_all(ADA, HOUSE);
    let bad = plant(&world, first);

    // The patient sees each with what is wrong with it, and the others as ever.
    let listed = listed(&world);
    for number in &bad {
        let row = row(&listed, *number);
        assert!(
            row["here"] == false || row["fault"].is_string(),
            "record {number} has no fault: {row}"
        );
    }
    assert_eq!(row(&listed, first)["details"]["title"], "document.txt");
    pages(&world, ADA, first, &bad);

    // She goes on: adds, amends, is shared with, takes the consent back with new keys for all that can be read.
    let second = world.add(ADA, ADA, "the second");
    let file = world.write("document.txt", "the first, corrected");
    let amended = world
        .medink(&format!("record amend {first}"))
        .arg(&file)
        .acting(ADA)
        .ok();
    assert_eq!(amended["amends"], first, "{amended}");
    world
        .medink(&format!("consent revoke {HOUSE} --reencrypt"))
        .acting(ADA)
        .ok();
    assert_eq!(world.open(ADA, ADA, first), b"the first");
    assert_eq!(world.open(ADA, ADA, second), b"the second");

    // Another patient on the same machine, and the keeper of the store, are not concerned.
    let kubo = Kubo::start();
    for words in ["push", "pull", "verify"] {
        world
            .medink(&format!("store {words} --patient {GRACE} --ipfs {}", kubo.url()))
            .ok();
        // For everybody's records it says which are not right, and goes through all of them.
        let run = world
            .medink(&format!("store {words} --ipfs {}", kubo.url()))
            .run();
        assert!(matches!(run.code, Some(0 | 7)), "{run}");
        assert!(run.envelope()["data"].is_object(), "{run}");
    }
    assert_eq!(world.open(GRACE, GRACE, 1), b"another patient's");

    // She erases them, one after the other, and all is as if they had not been.
    for number in &bad {
        world
            .medink(&format!("record erase {number} --yes"))
            .acting(ADA)
            .ok();
    }
    let listed = self::listed(&world);
    assert!(
        bad.iter()
            .all(|number| row(&listed, *number)["state"] == "erased"),
        "{listed}"
    );
    assert_eq!(world.add(ADA, ADA, "the third"), second + 2);
    assert_eq!(world.open(ADA, ADA, first), b"the first");
}

/// What the contract refuses at once, then what it can't know of: six records of garbage by their numbers.
fn plant(world: &World, first: u32) -> Vec<u32> {
    let ledger = world.ledger();
    let at = ledger.deployment().patient();
    let add = |record: &NewRecord| {
        let message = patient::add_medical_record(at, people::id(ADA), record);
        ledger.send(&people::account(HOUSE), &message)
    };
    for start in [
        *b"bafk",
        [0x01, 0x55, 0x00, 0x20],
        [0x01, 0x71, 0x12, 0x20],
        [0xff; 4],
    ] {
        let mut cid = [7; 36];
        cid[..4].copy_from_slice(&start);
        refused(add(&planted(Cid(cid))), Error::InvalidCid);
    }
    let good = place(&ledger, ADA, first);
    let mut other_codec = good;
    other_codec.0[1] = 0x70;
    // A record but for its last byte: its header is whole, and the key opens nothing.
    let mut altered = ledger.ciphertext(&good);
    *altered.last_mut().expect("a ciphertext") ^= 1;
    // Of one of these the file is not there; of the others it is, and is no record.
    let mut nowhere = good;
    nowhere.0[35] ^= 1;
    let places = [
        stored(&ledger, b"no record at all"),
        stored(&ledger, &vec![0; 300_000]),
        // A place that ends before a header does.
        stored(&ledger, &ledger.ciphertext(&good)[..20]),
        stored(&ledger, &altered),
        other_codec,
        nowhere,
    ];
    let numbers: Vec<u32> = places
        .into_iter()
        .map(|cid| add(&planted(cid)).expect("a valid place is taken").value)
        .collect();
    assert_eq!(numbers, (first + 1..=first + 6).collect::<Vec<_>>());
    numbers
}

/// Puts bytes into the store of the machine.
fn stored(ledger: &Ledger, bytes: &[u8]) -> Cid {
    let core = ledger.core();
    let added = ledger.wait(async {
        let mut bytes = bytes;
        core.store
            .add(&mut bytes, &|_| {})
            .await
            .expect("room in the store")
    });
    Cid(added.cid.to_bytes().try_into().expect("36 bytes"))
}

fn listed(world: &World) -> serde_json::Value {
    world.medink("record list").acting(ADA).ok()["records"].clone()
}

fn row(listed: &serde_json::Value, number: u32) -> &serde_json::Value {
    listed
        .as_array()
        .and_then(|rows| rows.iter().find(|row| row["number"] == number))
        .unwrap_or_else(|| panic!("record {number} is not in {listed}"))
}

/// The patient's pages, as the browser gets them.
fn pages(world: &World, who: &str, good: u32, bad: &[u32]) {
    let panels = Panels::start(world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", who)]);
    let list = browser.get("/patient/records");
    assert_eq!(list.status, 200, "{}", list.text());
    for number in bad.iter().chain([&good]) {
        let page = browser.get(&format!("/patient/records/{number}"));
        assert!(
            (200..500).contains(&page.status),
            "record {number}: {}",
            page.text()
        );
    }
    assert_eq!(browser.get(&format!("/patient/records/{good}")).status, 200);
}
