//! People from tables: as spreadsheets write them, twice, wrong, and with too little money.

use super::{UNIT, counted, hands, has, report, unlocked};
use e2e_system::http::Answer;
use e2e_system::people::{ADA, ADMIN, CUDDY, GRACE, HOUSE, WILSON, address, card};
use e2e_system::{Panels, World, files};
use serde_json::Value;
use std::fs;

/// Stands in tables where no answer may repeat it.
const MARKER: &str = "Zwetschgenwasser";

fn text(who: &str) -> String {
    card(who).to_text()
}

fn said(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|e| panic!("{e}: {}", answer.text()))
}

#[test]
fn doctors_come_from_a_table_as_a_spreadsheet_writes_it_and_once_alone() {
    let world = World::deployed();
    let ledger = world.ledger();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    // A card is signed anew, with other bytes, each time it is made.
    let cuddy = text(CUDDY);
    let broken = &cuddy[..300];
    let table = format!(
        "\u{feff}Registration card;Name;Specialty;Works at\r\n\
         {};\"House, \"\"Greg\"\"\";Diagnostics;\"Princeton; Plainsboro\"\r\n\
         {};د. فاطمة الزهراء;;=1+1\r\n\
         {broken};{MARKER};;\r\n\
         {};;{MARKER};\r\n\r\n",
        text(HOUSE),
        text(WILSON),
        cuddy,
    );
    let answer = hands(&admin, "doctors", "10", table.as_bytes());
    assert_eq!(
        (answer.status, said(&answer)["next"].as_str()),
        (200, Some("/admin/report"))
    );
    let page = report(&mut admin);
    assert_eq!(
        (counted(&page, "Registered"), counted(&page, "Refused")),
        (2, 2),
        "{page}"
    );
    assert!(page.contains("the name is missing"), "{page}");
    for words in [MARKER, "فاطمة", "Greg"] {
        assert!(!page.contains(words), "the report names nobody: {page}");
    }
    let directory = world.medink("doctor list").ok();
    let mut names: Vec<&str> = directory["doctors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|doctor| doctor["profile"]["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["House, \"Greg\"", "د. فاطمة الزهراء"]);
    for who in [HOUSE, WILSON] {
        assert_eq!(has(&ledger, who), 10 * UNIT, "{who}");
    }

    // The report as a table: a line each, by number and address.
    let saved = admin.get("/admin/report/table");
    assert!(saved.header("content-disposition").contains("medink-report.csv"));
    let saved = saved.text();
    assert!(
        saved.starts_with("\u{feff}line,address,outcome,why\r\n"),
        "{saved}"
    );
    assert!(
        saved.contains(&format!("\r\n2,{},registered,\r\n", address(HOUSE))),
        "{saved}"
    );
    assert!(
        saved.contains("\r\n4,,refused,") && !saved.contains(MARKER),
        "{saved}"
    );

    // Mended and taken again: only who is missing is registered, and nobody gets money twice.
    let mended = table.replace(&format!("{cuddy};;{MARKER};"), &format!("{cuddy};Cuddy;;"));
    for (registered, before) in [(1, 2), (0, 3)] {
        assert_eq!(hands(&admin, "doctors", "10", mended.as_bytes()).status, 200);
        let page = report(&mut admin);
        assert_eq!(counted(&page, "Registered"), registered, "{page}");
        assert_eq!(counted(&page, "Were registered before"), before, "{page}");
    }
    for who in [HOUSE, WILSON, CUDDY] {
        assert_eq!(has(&ledger, who), 10 * UNIT, "{who}");
    }
    kept_nowhere(&world);
}

/// Nothing of a table is on the disk, in a log or in a temporary file.
fn kept_nowhere(world: &World) {
    for file in files::below(world.folder()) {
        let Ok(bytes) = fs::read(&file) else { continue };
        let found = bytes
            .windows(MARKER.len())
            .any(|window| window == MARKER.as_bytes());
        assert!(!found, "{}", file.display());
    }
}

#[test]
fn patients_come_from_a_table_and_a_doctor_among_them_does_not() {
    let world = World::deployed();
    world.doctor(HOUSE);
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let table = format!(
        "name,card,birth_date\n{MARKER},{},1815-12-10\nHouse,{},\n,{},\n{MARKER},{},\nC,{},\n",
        text(ADA),
        text(HOUSE),
        text(GRACE),
        text(CUDDY),
        text(CUDDY),
    );
    assert_eq!(hands(&admin, "patients", "", table.as_bytes()).status, 200);
    let page = report(&mut admin);
    assert_eq!(counted(&page, "Registered"), 2, "{page}");
    assert_eq!(
        (
            counted(&page, "Were registered before"),
            counted(&page, "Refused")
        ),
        (0, 3),
        "{page}"
    );
    for (line, other) in [(5, 6), (6, 5)] {
        let words = format!("line {other} has the same card; each person has a card of their own");
        assert!(page.contains(&words), "line {line}: {page}");
    }
    assert!(
        page.contains("the card on this line is a doctor&#39;s already"),
        "{page}"
    );
    assert!(!page.contains(MARKER), "{page}");
    // What was written of a patient is the patient's to read.
    let profile = world.medink("patient show").acting(ADA).ok();
    assert_eq!(profile["profile"]["name"], MARKER);
    assert!(
        admin
            .get("/admin/counts")
            .text()
            .contains("<span class=\"number\">2</span> registered")
    );
    kept_nowhere(&world);
}

#[test]
fn what_is_no_table_is_refused_whole_and_never_repeated() {
    let world = World::deployed();
    let panels = Panels::start(&world);
    let admin = unlocked(&panels, ADMIN);
    let card = text(HOUSE);
    let good = format!("card,name\n{card},House\n");
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let many = format!("card,name\n{}", format!("{MARKER},x\n").repeat(1_001));
    let long = format!("card,name\n{card},{}\n", "x".repeat(2 * 1024 * 1024));
    let cases: [(&str, &str, &[u8], &str); 12] = [
        ("doctors", "", b"", "no row"),
        ("doctors", "", b"\xef\xbb\xbf\r\n", "no row"),
        ("doctors", "", b"card,name\n", "no row"),
        ("doctors", "", b"\xff\xd8\xff\xe0\0\x10JFIF", "UTF-8"),
        ("doctors", "", &utf16, "UTF-8"),
        (
            "doctors",
            "",
            format!("{MARKER},card\nx,y\n").leak().as_bytes(),
            "the first line's cell 1",
        ),
        (
            "doctors",
            "",
            format!("card,birth_date\n{card},x\n").leak().as_bytes(),
            "the first line's cell 2",
        ),
        ("doctors", "", b"name\nHouse\n", "no column called card"),
        ("doctors", "", b"card,card\na,b\n", "two columns"),
        ("doctors", "", many.as_bytes(), "too large"),
        ("doctors", "", long.as_bytes(), "too large"),
        ("nobody", "", good.as_bytes(), "whose table"),
    ];
    for (of, fund, table, why) in cases {
        let answer = hands(&admin, of, fund, table);
        assert_eq!(answer.status, 422, "{why}: {}", answer.text());
        let what = said(&answer)["what"].as_str().unwrap().to_owned();
        assert!(what.contains(why), "{why}: {what}");
        assert!(!answer.text().contains(MARKER), "{what}");
    }
    for fund in ["much", "-1", "0", "1e3", "0.0000000000001", "%D9%A1", "1,5"] {
        let answer = hands(&admin, "doctors", fund, good.as_bytes());
        assert_eq!(answer.status, 422, "{fund}");
        assert!(
            said(&answer)["what"].as_str().unwrap().contains("is no amount"),
            "{fund}"
        );
    }
    assert_eq!(world.medink("doctor list").ok()["doctors"], serde_json::json!([]));
}

#[test]
fn who_can_not_pay_registers_nobody_without_the_money_and_goes_on_later() {
    let world = World::deployed();
    let ledger = world.ledger();
    // Another admin, with little.
    world.medink(&format!("admin add {GRACE}")).acting(ADMIN).ok();
    world
        .medink(&format!("account fund {GRACE} 50"))
        .acting(ADMIN)
        .ok();
    let panels = Panels::start(&world);
    let mut grace = unlocked(&panels, GRACE);
    let table = format!("card,name\n{},House\n{},Wilson\n", text(HOUSE), text(WILSON));
    assert_eq!(hands(&grace, "doctors", "1000", table.as_bytes()).status, 200);
    let page = report(&mut grace);
    assert!(
        page.contains("It ended early") && page.contains("can&#39;t pay"),
        "{page}"
    );
    assert_eq!(
        (counted(&page, "Registered"), counted(&page, "Refused")),
        (0, 1),
        "the line at which it ended is told, and no later one: {page}"
    );
    assert_eq!(world.medink("doctor list").ok()["doctors"], serde_json::json!([]));

    world
        .medink(&format!("account fund {GRACE} 5000"))
        .acting(ADMIN)
        .ok();
    // Sent twice at once, it is done once.
    let both = [
        hands(&grace, "doctors", "1000", table.as_bytes()),
        hands(&grace, "doctors", "1000", table.as_bytes()),
    ];
    assert!(both.iter().any(|answer| answer.status == 200));
    assert_eq!(report(&mut grace).matches("can&#39;t pay").count(), 0);
    for who in [HOUSE, WILSON] {
        assert_eq!(has(&ledger, who), 1_000 * UNIT, "{who}");
    }
}

#[test]
fn who_was_registered_before_and_has_nothing_is_told() {
    let world = World::deployed();
    let ledger = world.ledger();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let table = format!("card,name\n{},House\n{},Wilson\n", text(HOUSE), text(WILSON));
    assert_eq!(hands(&admin, "doctors", "", table.as_bytes()).status, 200);
    assert_eq!(counted(&report(&mut admin), "Registered"), 2);
    world
        .medink(&format!("account fund {WILSON} 5"))
        .acting(ADMIN)
        .ok();
    // With an amount this time: nobody gets it who is registered, and who has nothing stands out.
    assert_eq!(hands(&admin, "doctors", "10", table.as_bytes()).status, 200);
    let page = report(&mut admin);
    assert!(page.contains("It is done"), "{page}");
    assert!(
        page.contains("registered before, and has nothing") && page.contains("Top them up"),
        "{page}"
    );
    assert_eq!(counted(&page, "Registered, but without money"), 1, "{page}");
    assert_eq!(counted(&page, "Were registered before"), 1, "{page}");
    assert_eq!((has(&ledger, HOUSE), has(&ledger, WILSON)), (0, 5 * UNIT));
}

#[test]
fn what_is_under_way_ends_when_it_is_stopped_or_the_account_is_locked() {
    let world = World::deployed();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let rows: String = (0..30)
        .map(|n| format!("{},N{n}\n", text(&format!("//Many{n}"))))
        .collect();
    let table = format!("card,name\n{rows}");
    let registered = || {
        world.medink("doctor list").ok()["doctors"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(hands(&admin, "doctors", "", table.as_bytes()).status, 200);
    // Other work waits for its end.
    let second = hands(&admin, "doctors", "", table.as_bytes());
    if second.status != 200 {
        assert!(
            said(&second)["what"].as_str().unwrap().contains("under way"),
            "{}",
            second.text()
        );
    }
    admin.post("/admin/report/stop", &[]);
    let page = report(&mut admin);
    assert!(
        page.contains("It was stopped") || page.contains("It is done"),
        "{page}"
    );

    assert_eq!(hands(&admin, "doctors", "", table.as_bytes()).status, 200);
    admin.post("/lock", &[]);
    // The report went with the account, and no line is taken any more.
    assert_eq!(admin.get("/admin/report").header("location"), "/");
    let mut other = unlocked(&panels, ADMIN);
    assert_eq!(other.get("/admin/report").status, 404);
    e2e_system::until("another run may begin", || {
        hands(&other, "doctors", "", table.as_bytes()).status == 200
    });
    let page = report(&mut other);
    assert!(page.contains("It is done"), "{page}");
    assert_eq!(registered(), 30, "nobody twice, nobody left out");
}
