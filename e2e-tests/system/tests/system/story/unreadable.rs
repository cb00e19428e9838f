//! A record that can't be read is a row that says so, can be erased, and disturbs nothing.

use super::authorship::plant;
use e2e_system::http::Browser;
use e2e_system::people::{ADA, GRACE};
use e2e_system::{Panels, World};
use serde_json::json;

#[test]
fn a_record_that_cant_be_read_stays_one_row() {
    let world = World::deployed();
    world.patient(ADA);
    let good = world.add(ADA, ADA, "a letter");
    // Its key is wrapped for somebody else.
    let bad = plant(&world.ledger(), ADA, ADA, GRACE);

    let listed = world.medink("record list").acting(ADA).ok()["records"].clone();
    assert!(listed[0]["fault"].is_null() && listed[0]["details"].is_object());
    assert_eq!(
        (&listed[1]["number"], &listed[1]["details"]),
        (&json!(bad), &json!(null))
    );
    let why = listed[1]["fault"].as_str().unwrap();
    let run = world.medink("record list").acting(ADA).text().run();
    run.succeeded();
    let text = run.stdout();
    assert!(
        text.contains(&format!("Record {bad} can't be read: {why}")),
        "{run}"
    );
    assert!(!text.contains(&format!("Record {good} can't")), "{run}");

    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", ADA)]);
    let list = browser.get("/patient/records").text();
    assert_eq!(list.matches(">can&#39;t be read<").count(), 1);
    let page = browser.get(&format!("/patient/records/{bad}")).text();
    assert!(page.contains("This record can&#39;t be read"), "{page}");
    assert!(!page.contains(&format!("/{bad}/open")), "{page}");
    let after = browser.post(&format!("/patient/records/{bad}/erase"), &[("sure", "yes")]);
    assert!(after.text().contains("is erased"), "{}", after.text());
    drop(panels);

    assert_eq!(world.open(ADA, ADA, good), b"a letter");
    let states: Vec<_> = world.medink("record list").acting(ADA).ok()["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["state"].clone(), row["fault"].clone()))
        .collect();
    assert_eq!(
        states,
        [(json!("live"), json!(null)), (json!("erased"), json!(null))]
    );
}
