//! An administrator's day on the pages: people from tables, money, the log, what there is to do, and whether all is well.
//! In each part the crooked ways are beside the straight one.

mod log;
mod money;
mod tables;

use e2e_system::files;
use e2e_system::http::{Answer, Browser};
use e2e_system::people::{ADA, ADMIN, GRACE, HOUSE, STRANGER, WILSON, id};
use e2e_system::{Ledger, Panels, World, until};
use medink_chain::Chain as _;
use serde_json::json;
use std::fs;

/// The chain's token has twelve digits after the point.
const UNIT: u128 = 1_000_000_000_000;

/// A browser in which somebody has unlocked an account.
fn unlocked(panels: &Panels, who: &str) -> Browser {
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", who)]);
    browser
}

/// Hands a table on as the page's script does.
fn hands(browser: &Browser, of: &str, fund: &str, table: &[u8]) -> Answer {
    let origin = format!("http://{}", browser.address);
    let headers = [
        ("Origin", origin.as_str()),
        ("X-Medink-Token", browser.token.as_str()),
        ("X-Medink-Of", of),
        ("X-Medink-Fund", fund),
    ];
    browser.ask("PUT", "/admin/register/table", &headers, table)
}

/// The report, once it is complete.
fn report(browser: &mut Browser) -> String {
    let mut page = String::new();
    until("the report is complete", || {
        page = browser.get("/admin/report").text();
        !page.contains("Under way")
    });
    page
}

/// What the report counts under this heading.
fn counted(page: &str, heading: &str) -> usize {
    let found = page.split(&format!("<dt>{heading}</dt><dd>")).nth(1);
    let number = found.and_then(|rest| rest.split('<').next());
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_else(|| panic!("no {heading} in {page}"))
}

/// What somebody has besides deposits.
fn has(ledger: &Ledger, who: &str) -> u128 {
    ledger.wait(ledger.chain().balance(id(who))).unwrap().free
}

#[test]
fn the_first_page_says_how_many_there_are_and_what_there_is_to_do() {
    let world = World::deployed();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    // The page itself asks for nothing; its parts do, or a link where there are no scripts.
    let page = admin.get("/admin").text();
    assert!(
        page.contains("hx-get=\"/admin/counts\"") && page.contains("href=\"/admin?counts=yes\""),
        "{page}"
    );
    assert!(!page.contains("class=\"number\""), "{page}");
    for (path, whole) in [("/admin/counts", false), ("/admin?counts=yes", true)] {
        let page = admin.get(path).text();
        assert!(
            page.contains("Begin with the people") && !page.contains("To do"),
            "{page}"
        );
        assert_eq!(page.contains("<html"), whole, "{page}");
    }
    // Doctors are counted once a minute: whoever unlocks the account again has them counted anew.
    let counts = || unlocked(&panels, ADMIN).get("/admin/counts").text();

    world.doctor(HOUSE);
    world.doctor(WILSON);
    world.patient(ADA);
    world.patient(GRACE);
    world
        .medink(&format!("admin suspend {WILSON}"))
        .acting(ADMIN)
        .ok();
    let page = counts();
    assert!(
        page.contains("<span class=\"number\">1</span> active, 1 suspended"),
        "{page}"
    );
    assert!(
        page.contains("<span class=\"number\">2</span> registered"),
        "{page}"
    );
    assert!(
        !page.contains("To do"),
        "what an admin entered is verified: {page}"
    );

    world
        .medink("doctor update --details -")
        .input(json!({ "name": "Dr. Somebody Else" }).to_string())
        .acting(HOUSE)
        .ok();
    let page = counts();
    assert!(page.contains("1 doctor has an entry"), "{page}");
    world
        .medink(&format!("admin attest {HOUSE} --yes"))
        .acting(ADMIN)
        .ok();
    assert!(!counts().contains("To do"));

    // A proposal that waits for somebody.
    world.medink(&format!("admin add {GRACE}")).acting(ADMIN).ok();
    let quorum = world.medink("params set --quorum 2").acting(ADMIN);
    quorum.ok();
    world.medink(&format!("admin add {STRANGER}")).acting(ADMIN).ok();
    let page = counts();
    assert!(
        page.contains("1 proposal</a> is open; 1 of them lacks approvals"),
        "{page}"
    );
}

#[test]
fn what_an_admin_does_to_a_doctor_is_counted_at_once() {
    let world = World::deployed();
    world.doctor(HOUSE);
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let page = admin.get("/admin/counts").text();
    assert!(page.contains("<span class=\"number\">1</span> active<"), "{page}");
    admin.post("/admin/doctors/suspend", &[("account", HOUSE)]);
    let page = admin.get("/admin/counts").text();
    assert!(
        page.contains("<span class=\"number\">0</span> active, 1 suspended"),
        "{page}"
    );
}

#[test]
fn a_page_says_whether_the_parts_are_well() {
    let world = World::deployed();
    world.patient(ADA);
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let page = admin.post("/admin/health", &[]).text();
    assert!(page.contains("There is no record yet"), "{page}");
    world.add(ADA, ADA, "a letter");
    let page = admin.get("/admin/health").text();
    for words in [
        "Newest block",
        "Writes</dt><dd>yes",
        "embedded",
        "None is under way",
        "None is announced",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let summary = admin.get("/admin/health/summary").text();
    assert!(
        summary.contains(">well<") && !summary.contains("<html"),
        "{summary}"
    );

    let page = admin.post("/admin/health", &[]).text();
    assert!(
        page.contains("The content of 1 record was looked for, and is here"),
        "{page}"
    );
    for block in files::below(&world.home().join("store/blocks")) {
        fs::remove_file(block).unwrap();
    }
    let page = admin.post("/admin/health", &[]).text();
    assert!(
        page.contains("1 of 1 records have no whole content") || page.contains("1 could not be looked for"),
        "{page}"
    );
    assert!(!page.contains("a letter"), "{page}");
}

/// What one page of an admin offers no other role gets, however it asks.
#[test]
fn the_pages_of_admins_are_theirs() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    let panels = Panels::start(&world);
    let pages = [
        "/admin/balances",
        "/admin/register/table",
        "/admin/report",
        "/admin/report/rows",
        "/admin/report/table",
        "/admin/health",
        "/admin/health/summary",
        "/admin/counts",
        "/admin/log/export?as=table",
    ];
    for who in [HOUSE, ADA] {
        let mut browser = unlocked(&panels, who);
        for page in pages {
            assert_eq!(browser.get(page).status, 403, "{who} {page}");
        }
        for form in [
            "/admin/balances/send",
            "/admin/balances/top-up",
            "/admin/report/stop",
            "/admin/log",
        ] {
            assert_eq!(browser.send(form, &[]).status, 403, "{who} {form}");
        }
        assert_eq!(hands(&browser, "doctors", "", b"card,name\na,b\n").status, 403);
    }
    // Nobody is there, or somebody with another page's token.
    let mut locked = Browser::enter(&panels.invitation());
    for page in pages {
        assert_eq!(locked.get(page).header("location"), "/", "{page}");
    }
    let mut admin = unlocked(&panels, ADMIN);
    assert_eq!(admin.get("/admin/report").status, 404, "nothing was reported");
    admin.token = "0".repeat(64);
    assert_eq!(hands(&admin, "doctors", "", b"card,name\na,b\n").status, 403);
    assert_eq!(admin.send("/admin/balances/send", &[]).status, 403);
}

#[test]
fn no_page_of_an_admin_speaks_as_a_terminal_does() {
    let world = World::deployed();
    world.doctor(HOUSE);
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let fields = [("account", HOUSE)];
    let done = admin.post("/admin/doctors/suspend", &fields).text();
    assert!(done.contains("Suspended a doctor"), "{done}");
    for path in [
        "/admin?counts=yes",
        "/admin/doctors",
        "/admin/admins",
        "/admin/balances",
        "/admin/register/doctor",
        "/admin/register/table",
        "/admin/proposals",
        "/admin/parameters",
        "/admin/log",
        "/admin/log/activity",
        "/admin/log/verify",
        "/admin/health",
    ] {
        let page = admin.get(path).text();
        for words in [
            " --",
            "medink audit",
            "medink admin",
            "add_medical_record",
            "RecordAdded<",
        ] {
            assert!(!page.contains(words), "{path} says {words}");
        }
    }
}
