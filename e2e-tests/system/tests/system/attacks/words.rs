//! Words that act: escape sequences, line breaks and turned directions in titles and names.

use e2e_system::http::Browser;
use e2e_system::people::{ADA, ADMIN, HOUSE, WILSON, address, card};
use e2e_system::{Panels, World};
use serde_json::json;

/// Clears the screen, ends a C string, begins a row of its own, and turns what follows.
const TITLE: &str = "Scan\u{1b}[2J\0\n9   here   2020-01-01 00:00:00  forged\u{202e}fdp\u{9b}31m";
const KIND: &str = "imaging\r\u{2028}\u{2066}";
const NAME: &str = "Dr. \u{202e}nosliW\u{1b}]0;x\u{7}\n5Forged";

/// What no terminal and no page may get of it.
fn acts(text: &str) -> Option<char> {
    text.chars().find(|c| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    })
}

fn entered(world: &World, who: &str) -> (Panels, Browser) {
    let panels = Panels::start(world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", who)]);
    (panels, browser)
}

#[test]
fn a_title_forges_nothing() {
    let world = World::deployed();
    world.patient(ADA);
    let scan = world.write("scan.txt", "a scan");
    let details = json!({ "title": TITLE, "kind": KIND }).to_string();
    world
        .medink("record add")
        .arg(&scan)
        .option("--details", "-")
        .input(&details)
        .acting(ADA)
        .ok();
    let listed = world.medink("record list").acting(ADA).text().run();
    listed.succeeded();
    let text = listed.stdout();
    assert_eq!(acts(&text), None, "{text:?}");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.contains("Scan\\u{1b}[2J\\u{0}\\u{a}9") && text.contains("\\u{202e}fdp"),
        "{text}"
    );
    // Programs get the words as they were given, and a terminal nothing that acts.
    let run = world.medink("record list").acting(ADA).run();
    let data = run.succeeded();
    assert_eq!(data["records"][0]["details"]["title"], TITLE);
    assert_eq!(data["records"][0]["details"]["kind"], KIND);
    assert_eq!(acts(&run.stdout()), None);

    let (_panels, mut browser) = entered(&world, ADA);
    for path in ["/patient/records", "/patient/records/1", "/patient/consents/new"] {
        let page = browser.get(path);
        assert_eq!((page.status, acts(&page.text())), (200, None), "{path}");
    }
    let page = browser.get("/patient/records").text();
    assert!(page.contains("<bdi>Scan\\u{1b}[2J\\u{0}"), "{page}");
    let page = browser.post("/patient/records/1/open", &[("how", "show")]);
    assert!(page.text().contains("\\u{202e}fdp") && acts(&page.text()).is_none());
}

#[test]
fn a_name_is_what_somebody_calls_themselves() {
    let world = World::deployed();
    world.patient(ADA);
    for (who, name) in [(HOUSE, "you"), (WILSON, NAME)] {
        let card = card(who).to_text();
        world
            .medink(&format!("admin register-doctor {card} --details - --fund 100"))
            .input(json!({ "name": "N" }).to_string())
            .acting(ADMIN)
            .ok();
        // What the admin entered counts as attested; this is the doctor's own.
        world
            .medink("doctor update --details -")
            .input(json!({ "name": name }).to_string())
            .acting(who)
            .ok();
    }
    let list = world.medink("doctor list").text().run().stdout();
    assert_eq!((acts(&list), list.lines().count()), (None, 3), "{list}");
    assert!(
        list.lines().any(|line| line.contains("self-declared  you ")),
        "{list}"
    );
    let shown = world
        .medink(&format!("doctor show {WILSON}"))
        .text()
        .run()
        .stdout();
    assert!(
        acts(&shown).is_none() && shown.contains("(self-declared)"),
        "{shown}"
    );
    assert!(!shown.lines().any(|line| line.starts_with("5Forged")), "{shown}");

    world.grant_all(ADA, HOUSE);
    world.add(ADA, ADA, "a document");
    world.open(HOUSE, ADA, 1);
    let (_panels, mut browser) = entered(&world, ADA);
    let house = address(HOUSE);
    let short = format!("{}…{}", &house[..6], &house[house.len() - 4..]);
    let doctor = format!(
        "<bdi class=\"name\">you</bdi> <small class=\"standing\">self-declared</small> \
         <code class=\"address\" title=\"{house}\">{short}</code>"
    );
    for path in [
        "/patient",
        "/patient/log",
        "/patient/log?show=opened",
        "/patient/consents",
        "/patient/consents/new",
        &format!("/patient/consents/new?doctor={house}"),
        &format!("/patient/consents/revoke?doctor={house}"),
    ] {
        let page = browser.get(path).text();
        assert_eq!(acts(&page), None, "{path}");
        // Of the overview only what was done last is sure to name the doctor.
        assert!(page.contains(&doctor), "{path}: {page}");
        assert!(!page.contains("<bdi class=\"name\">you</bdi> <code"), "{path}");
    }
    let log = browser.get("/patient/log").text();
    assert!(log.contains("<span class=\"name\">you</span> <code"), "{log}");
}

#[test]
fn titles_have_an_end() {
    let world = World::deployed();
    world.patient(ADA);
    let scan = world.write("scan.txt", "a scan");
    let add = |letters: usize| {
        world
            .medink("record add")
            .arg(&scan)
            .option("--details", "-")
            .input(json!({ "title": "ü".repeat(letters) }).to_string())
            .acting(ADA)
    };
    add(255).ok();
    let refused = add(256)
        .fails(medink_core::Kind::Usage)
        .says("256 characters, and 255");
    assert!(!refused.words().contains('ü'));
}
