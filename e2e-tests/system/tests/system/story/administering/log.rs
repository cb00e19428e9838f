//! The log: filtered by what its columns show, written out as it is filtered, and verified.

use super::unlocked;
use e2e_system::http::{Answer, Browser};
use e2e_system::people::{ADA, ADMIN, HOUSE, WILSON, address, card, id};
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

/// Where a page's link leads whose address begins so.
fn link(page: &str, begin: &str) -> String {
    let rest = page.split(&format!("href=\"{begin}")).nth(1);
    let rest = rest.and_then(|rest| rest.split('"').next());
    let rest = rest.unwrap_or_else(|| panic!("no link to {begin}: {page}"));
    format!("{begin}{rest}")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

const LINES: &str = "/admin/log/export?of=";
const TABLE: &str = "/admin/log/export?as=table";

/// What the log's page, as it is now, exports.
fn exported(admin: &mut Browser, as_what: &str) -> Answer {
    let link = link(&admin.get("/admin/log").text(), as_what);
    admin.get(&link)
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
    // A mark of direction that came with a name goes on with it, and is not written out as letters.
    let page = admin
        .post(
            "/admin/log",
            &[("actor", "Dr. House\u{200f}"), ("view", "activity")],
        )
        .text();
    assert!(
        page.contains("type=\"hidden\" name=\"actor\" value=\"Dr. House&#8207;\"")
            && !page.contains("\\u{200f}"),
        "{page}"
    );

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
        let export = exported(&mut admin, LINES).status;
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
    let whole = exported(&mut admin, LINES);
    let file = world.write("whole.jsonl", &whole.body);
    assert_eq!(world.medink("audit verify").arg(&file).ok()["complete"], true);

    admin.post("/admin/log", &[("action", "RecordAccessed")]);
    let part = exported(&mut admin, LINES);
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
    assert_eq!(lines[0]["filtered"], json!({ "action": "RecordAccessed" }));
    let actions: Vec<&Value> = lines[1..].iter().map(|line| &line["action"]).collect();
    assert_eq!(actions, ["RecordAccessed", "RecordAccessed"]);
    let file = world.write("part.jsonl", &part.body);
    world.medink("audit verify").arg(&file).fails(Kind::Damaged);

    let table = exported(&mut admin, TABLE);
    assert!(table.header("content-disposition").contains("medink-log.csv"));
    let table = table.text();
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(
        table.starts_with("\u{feff}number,time,who,who_name,who_standing,"),
        "{table}"
    );
    // What a name is worth stands beside it.
    let verified = format!("verified by {}…", &address(ADMIN)[..8]);
    assert!(
        table.contains(&format!(",Dr. House,{verified},RecordAccessed,opened,")),
        "{table}"
    );
    assert!(
        table.contains(&format!(
            ",\"'=HYPERLINK(\"\"http://x\"\",\"\"Dr. W\"\")\",{verified},"
        )),
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
    let title = exported(&mut admin, LINES).text();
    let title: Value = serde_json::from_str(title.lines().next().unwrap()).unwrap();
    assert_eq!(
        title["filtered"],
        json!({ "actor": [hex::encode(id(HOUSE))], "action": "RecordAccessed" }),
        "by the address, not the name"
    );
    let table = exported(&mut admin, TABLE).text();
    assert!(
        table.lines().count() == 2 && !table.contains("HYPERLINK"),
        "{table}"
    );
    admin.post("/admin/log", &[("until", "2020-01-01")]);
    assert_eq!(exported(&mut admin, TABLE).text().lines().count(), 1);

    // Whoever has locked the account gets no export any more, of whatever page.
    let link = link(&admin.get("/admin/log").text(), TABLE);
    admin.post("/lock", &[]);
    let locked = admin.get(&link);
    assert_eq!((locked.status, locked.header("location")), (303, "/"));
    assert!(!locked.text().contains("number,time"), "{}", locked.text());
}

#[test]
fn a_page_exports_what_it_shows_or_says_why_it_does_not() {
    let (_world, _panels, mut admin) = scene();
    // One tab, and another in which the filter is changed.
    admin.post("/admin/log", &[("actor", "Dr. House")]);
    let first = admin.get("/admin/log").text();
    admin.post("/admin/log", &[("action", "PatientRegistered")]);
    let second = admin.get("/admin/log").text();
    for begin in [LINES, TABLE] {
        let refused = admin.get(&link(&first, begin));
        assert_eq!(refused.status, 422, "{begin}");
        assert!(
            refused
                .text()
                .contains("the filter was changed in another tab; load the page again"),
            "{}",
            refused.text()
        );
        let right = admin.get(&link(&second, begin));
        assert_eq!(right.status, 200, "{begin}");
        assert!(
            right.text().contains("PatientRegistered") && !right.text().contains("RecordAccessed"),
            "{}",
            right.text()
        );
    }
    for of in ["", "?of=", "?of=x", "?of=-1", "?of=18446744073709551616"] {
        assert_eq!(admin.get(&format!("/admin/log/export{of}")).status, 422, "{of}");
    }
    // A place in one list is none in the other.
    let serial: u64 = link(&second, LINES).strip_prefix(LINES).unwrap().parse().unwrap();
    let older = |of: u64| format!("/admin/log?older=0&of={of}");
    let page = admin.get(&older(serial)).text();
    assert_eq!(rows(&page), 0, "{page}");
    for of in [serial - 1, serial + 1] {
        let page = admin.get(&older(of)).text();
        assert_eq!(rows(&page), 1, "{page}");
    }
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
