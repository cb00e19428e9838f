//! The log: filtered by what its columns show, written out as it is filtered, and verified.

use super::unlocked;
use e2e_system::http::Browser;
use e2e_system::people::{ADA, ADMIN, HOUSE, WILSON, address, card};
use e2e_system::{Panels, World};
use medink_core::Kind;
use serde_json::{Value, json};

/// A name that a spreadsheet would take for a formula.
const FORMULA: &str = "=HYPERLINK(\"http://x\",\"Dr. W\")";

fn scene() -> (World, Panels, Browser) {
    let world = World::deployed();
    world.doctor(HOUSE);
    world
        .medink(&format!(
            "admin register-doctor {} --details - --fund 100",
            card(WILSON).to_text()
        ))
        .input(json!({ "name": FORMULA }).to_string())
        .acting(ADMIN)
        .ok();
    world.patient(ADA);
    let number = world.add(ADA, ADA, "a letter");
    for doctor in [HOUSE, WILSON] {
        world.grant_all(ADA, doctor);
        world.open(doctor, ADA, number);
    }
    let panels = Panels::start(&world);
    let admin = unlocked(&panels, ADMIN);
    (world, panels, admin)
}

fn short(who: &str) -> String {
    let address = address(who);
    format!("{}…{}", &address[..6], &address[address.len() - 4..])
}

/// The rows of the log's table.
fn rows(page: &str) -> usize {
    page.matches("data-label=\"No.\"").count()
}

#[test]
fn the_log_is_filtered_by_what_its_columns_show() {
    let (_world, _panels, mut admin) = scene();
    let all = rows(&admin.get("/admin/log").text());
    let dots = short(HOUSE).replace('…', "...");
    for house in ["Dr. House", "dr.  house ", &short(HOUSE), &dots, &address(HOUSE)] {
        let answer = admin.send("/admin/log", &[("actor", house)]);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/admin/log"),
            "{house}"
        );
        let page = admin.get("/admin/log").text();
        assert_eq!(rows(&page), 1, "{house}: {page}");
        assert!(page.contains("Filtered") && page.contains("Dr. House"), "{page}");
        assert!(!page.contains("actor="), "whom it names is in no link: {page}");
    }
    let page = admin
        .post(
            "/admin/log",
            &[("subject", "Dr. House"), ("action", "DoctorRegistered")],
        )
        .text();
    assert_eq!(rows(&page), 1, "{page}");
    let page = admin
        .post("/admin/log", &[("actor", "you"), ("action", "PatientRegistered")])
        .text();
    assert_eq!(rows(&page), 1, "{page}");
    let page = admin.post("/admin/log", &[("until", "2020-01-01")]).text();
    assert!(page.contains("No entry fits"), "{page}");
    // A drawing has the same filter.
    let page = admin
        .post("/admin/log", &[("actor", "Dr. House"), ("view", "activity")])
        .text();
    assert!(page.contains("<p>1 entries"), "{page}");

    // Nobody of that name, a slip in an address, no date: what was typed stays where it was.
    let slip = address(HOUSE).replace('5', "6");
    for (field, value) in [
        ("actor", "Dr. Nobody"),
        ("actor", "Ada"),
        ("actor", "…"),
        ("subject", slip.as_str()),
        ("actor", "<script>alert(1)</script>"),
        ("from", "yesterday"),
    ] {
        admin.send("/admin/log", &[(field, value)]);
        let answer = admin.get("/admin/log");
        assert_eq!(answer.status, 422, "{value}");
        assert!(!answer.text().contains("<script>alert"), "{}", answer.text());
        let export = admin.get("/admin/log/export").status;
        assert!(
            matches!(export, 404 | 422),
            "an export of no other filter: {value}, {export}"
        );
    }
    // What names somebody in an address is not taken from there.
    admin.post("/admin/log", &[("clear", "yes"), ("actor", "Dr. House")]);
    let page = admin.get("/admin/log?actor=Dr.%20House").text();
    assert_eq!(rows(&page), all, "{page}");
    assert!(!page.contains("Filtered"), "{page}");
}

#[test]
fn an_export_has_what_the_filter_lets_through() {
    let (world, _panels, mut admin) = scene();
    let whole = admin.get("/admin/log/export");
    let file = world.write("whole.jsonl", &whole.body);
    assert_eq!(world.medink("audit verify").arg(&file).ok()["complete"], true);

    admin.post("/admin/log", &[("action", "RecordAccessed")]);
    let part = admin.get("/admin/log/export");
    assert!(
        part.header("content-disposition").contains("part"),
        "it does not look like the whole"
    );
    let lines: Vec<Value> = part
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["medink_log_part"], 1);
    let actions: Vec<&Value> = lines[1..].iter().map(|line| &line["action"]).collect();
    assert_eq!(actions, ["RecordAccessed", "RecordAccessed"]);
    let file = world.write("part.jsonl", &part.body);
    world.medink("audit verify").arg(&file).fails(Kind::Damaged);

    let table = admin.get("/admin/log/export?as=table");
    assert!(table.header("content-disposition").contains("medink-log.csv"));
    let table = table.text();
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(table.starts_with("\u{feff}number,time,who,who_name,"), "{table}");
    assert!(table.contains(",Dr. House,RecordAccessed,opened,"), "{table}");
    assert!(
        table.contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"Dr. W\"\")\","),
        "{table}"
    );
    assert!(
        table.contains(&address(ADA)) && !table.contains("a letter"),
        "{table}"
    );

    admin.post(
        "/admin/log",
        &[("actor", "Dr. House"), ("action", "RecordAccessed")],
    );
    let table = admin.get("/admin/log/export?as=table").text();
    assert!(
        table.lines().count() == 2 && !table.contains("HYPERLINK"),
        "{table}"
    );
    admin.post("/admin/log", &[("until", "2020-01-01")]);
    assert_eq!(admin.get("/admin/log/export?as=table").text().lines().count(), 1);
}

#[test]
fn the_log_is_verified_on_its_page_whatever_it_is_filtered_by() {
    let (world, _panels, mut admin) = scene();
    let head = world
        .medink("audit export --output")
        .arg(world.work("log.jsonl"))
        .ok();
    let head = head["head"].as_str().unwrap().to_owned();
    admin.post("/admin/log", &[("actor", "Dr. House")]);
    assert!(
        admin
            .get("/admin/log")
            .text()
            .contains("action=\"/admin/log/verify\"")
    );
    let page = admin.post("/admin/log/verify", &[]).text();
    let (count, _) = head.split_once(':').unwrap();
    assert!(
        page.contains(&format!("The log is whole: {count} entries")),
        "{page}"
    );
    assert!(page.contains(&head), "{page}");
}
