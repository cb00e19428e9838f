//! A doctor's note on another's record refers to it and stands beside it.

use e2e_system::Panels;
use e2e_system::World;
use e2e_system::http::Browser;
use e2e_system::people::{ADA, HOUSE, address};
use medink_core::Kind;
use serde_json::json;

#[test]
fn a_note_on_anothers_record_stands_beside_it() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    let record = world.add(ADA, ADA, "a letter");
    world.grant_all(ADA, HOUSE);
    let note = |how: &str| {
        world
            .medink(&format!(
                "note add --patient {ADA} --kind diagnosis --details - {how}"
            ))
            .input(r#"{"title":"Seen and read"}"#)
            .acting(HOUSE)
    };
    note(&format!("--about {record} --amends {record}")).fails(Kind::Usage);
    note(&format!("--amends {record}"))
        .fails(Kind::Refused)
        .says("by who wrote the record")
        .says("--about");
    let written = note(&format!("--about {record}")).ok();
    assert_eq!(written["refers_to"], record);
    let number = &written["number"];

    let listed = world.medink("record list").acting(ADA).ok();
    let rows: Vec<_> = listed["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["number"].clone(),
                row["amends"].clone(),
                row["refers_to"].clone(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            (json!(record), json!(null), json!(null)),
            (number.clone(), json!(null), json!(record))
        ]
    );
    let shown = world.medink("record list").acting(ADA).text().run();
    assert!(shown.stdout().contains("ABOUT"), "{shown}");

    // The patient finds it beside the record; the doctor is offered a note on hers, and a new version of the own.
    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", ADA)]);
    let page = browser.get(&format!("/patient/records/{record}")).text();
    assert!(
        page.contains("Notes on it") && page.contains("Seen and read"),
        "{page}"
    );
    drop(panels);
    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", HOUSE)]);
    let patient = format!("/doctor/patients/{}", address(ADA));
    let page = browser.get(&format!("{patient}/records/{record}")).text();
    assert!(page.contains("/about/") && !page.contains("/amends/"), "{page}");
    let page = browser.get(&format!("{patient}/records/{number}")).text();
    assert!(page.contains("/amends/") && !page.contains("/about/"), "{page}");
    let on_it = format!("{patient}/notes/medication/about/{record}");
    let form = browser.get(&on_it).text();
    assert!(
        form.contains(&format!("action=\"{on_it}\"")) && form.contains(&format!("on record {record}")),
        "{form}"
    );
    for nowhere in ["beside/1", "about/x", "amends"] {
        let page = browser.get(&format!("{patient}/notes/medication/{nowhere}"));
        assert!(matches!(page.status, 400 | 404), "{nowhere}: {}", page.status);
    }
    let after = browser.post(&on_it, &[("title", "Rest")]).text();
    assert!(
        after.contains(&format!("It refers to record {record}")),
        "{after}"
    );
}
