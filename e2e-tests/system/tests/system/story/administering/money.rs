//! Money: to one, to a new admin, and to everybody below a limit; amounts that are none, and forms that are sent twice.

use super::{UNIT, has, report, unlocked};
use e2e_system::http::Answer;
use e2e_system::people::{ADA, ADMIN, CUDDY, GRACE, HOUSE, STRANGER, WILSON, address, card};
use e2e_system::{Panels, World};
use serde_json::json;

/// What a form of the page is known by: the one that sends to one comes last.
fn once(page: &Answer) -> String {
    let text = page.text();
    let last = text.rsplit("name=\"once\" value=\"").next().unwrap();
    last.split('"').next().unwrap().to_owned()
}

#[test]
fn money_is_sent_to_one_and_a_form_sends_it_once() {
    let world = World::deployed();
    let ledger = world.ledger();
    world.doctor(HOUSE);
    // A doctor who has nothing.
    world
        .medink(&format!(
            "admin register-doctor {} --details -",
            card(WILSON).to_text()
        ))
        .input(json!({ "name": "د. فاطمة" }).to_string())
        .acting(ADMIN)
        .ok();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let page = admin.get("/admin/balances");
    let text = page.text();
    assert_eq!(text.matches(">low<").count(), 1, "{text}");
    assert!(text.contains("<bdi class=\"name\">د. فاطمة</bdi>"), "{text}");
    assert!(text.contains("1 on this page has less than 100 UNIT"), "{text}");
    assert!(admin.get("/admin/balances?who=admins").text().contains(">you<"));

    // What is no amount, nobody, or more than there is: what was typed stays, and nothing goes out.
    let to = address(WILSON);
    let once_of = |browser: &mut e2e_system::http::Browser| once(&browser.get("/admin/balances"));
    for amount in [
        "",
        "0",
        "-1",
        "much",
        "1e3",
        "1,5",
        "0.0000000000001",
        "٣",
        "999999999999999999",
    ] {
        let form = once_of(&mut admin);
        let answer = admin.post(
            "/admin/balances/send",
            &[("once", &form), ("account", &to), ("amount", amount)],
        );
        assert_eq!(answer.status, 422, "{amount}: {}", answer.text());
        assert!(answer.text().contains(&format!("value=\"{to}\"")), "{amount}");
    }
    for nobody in ["5Fnobody", "", "Wilson", "../../x"] {
        let form = once_of(&mut admin);
        let fields = [("once", form.as_str()), ("account", nobody), ("amount", "5")];
        assert_eq!(
            admin.post("/admin/balances/send", &fields).status,
            422,
            "{nobody}"
        );
    }
    assert_eq!(has(&ledger, WILSON), 0);

    // The same form twice, as a double click or a page sent again sends it.
    let form = once_of(&mut admin);
    let fields = [
        ("once", form.as_str()),
        ("account", to.as_str()),
        ("amount", "5"),
        ("who", "doctors"),
    ];
    let first = admin.send("/admin/balances/send", &fields);
    assert_eq!(
        (first.status, first.header("location")),
        (303, "/admin/balances?who=doctors")
    );
    let second = admin.post("/admin/balances/send", &fields);
    assert_eq!(second.status, 422);
    assert!(second.text().contains("was sent before"), "{}", second.text());
    let without = admin.post("/admin/balances/send", &fields[1..]);
    assert_eq!(without.status, 422, "a form that is none of the page's");
    assert_eq!(has(&ledger, WILSON), 5 * UNIT);
    assert!(admin.get("/admin/balances").text().contains("5 UNIT"));
}

#[test]
fn everybody_below_a_limit_is_topped_up_and_only_once() {
    let world = World::deployed();
    let ledger = world.ledger();
    world.doctor(HOUSE);
    for (role, who) in [("doctor", WILSON), ("doctor", CUDDY), ("patient", ADA)] {
        world
            .medink(&format!(
                "admin register-{role} {} --details -",
                card(who).to_text()
            ))
            .input(json!({ "name": "N" }).to_string())
            .acting(ADMIN)
            .ok();
    }
    world
        .medink(&format!("account fund {CUDDY} 40"))
        .acting(ADMIN)
        .ok();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let page = admin.get("/admin/balances?who=patients").text();
    assert!(page.contains(&address(ADA)) && page.contains(">low<"), "{page}");
    // The button stands behind the rule in words, and the enter key presses none.
    let form = page.split("action=\"/admin/balances/top-up\"").nth(1).unwrap();
    let (before, behind) = form
        .split_once("<details class=\"confirm\"><summary>Top up")
        .unwrap();
    assert_eq!(before.matches("<button").count(), 1, "{before}");
    assert!(before.contains("<button hidden disabled>"), "{before}");
    assert!(
        before.contains("name=\"most\" inputmode=\"decimal\" required"),
        "{before}"
    );
    assert!(behind.contains("all of it together"), "{behind}");

    let refused = |browser: &mut e2e_system::http::Browser, fields: &[(&str, &str)], why: &str| {
        let answer = browser.post("/admin/balances/top-up", fields);
        assert_eq!(answer.status, 422, "{fields:?}");
        assert!(answer.text().contains(why), "{why}: {}", answer.text());
    };
    let all = ("circle", "doctors");
    let most = ("most", "5000");
    refused(
        &mut admin,
        &[("below", "100"), ("to", "50"), most, all],
        "no less than",
    );
    refused(
        &mut admin,
        &[("below", "much"), ("to", "50"), most, all],
        "is no amount",
    );
    refused(
        &mut admin,
        &[("below", "-5"), ("to", "50"), most, all],
        "is no amount",
    );
    for (most, why) in [
        ("", "is no amount"),
        ("0", "is no amount"),
        ("499", "no less in all"),
    ] {
        refused(
            &mut admin,
            &[("below", "100"), ("to", "500"), ("most", most), all],
            why,
        );
    }
    refused(
        &mut admin,
        &[("below", "100"), ("to", "500"), all],
        "is no amount",
    );
    refused(
        &mut admin,
        &[("below", "100"), ("to", "500"), most],
        "nobody is chosen",
    );
    refused(
        &mut admin,
        &[("below", "100"), ("to", "500"), most, ("circle", "everybody")],
        "nobody is chosen",
    );

    // One run sends no more in all than its rule says: enough for Wilson, who has nothing, and for nobody else.
    let little = [
        ("below", "10"),
        ("to", "30"),
        ("most", "59"),
        all,
        ("circle", "patients"),
    ];
    admin.post("/admin/balances/top-up", &little);
    let page = report(&mut admin);
    assert!(page.contains("It is at its bound"), "{page}");
    assert_eq!(super::counted(&page, "Topped up"), 1, "{page}");
    assert_eq!(has(&ledger, WILSON) + has(&ledger, ADA), 30 * UNIT);
    assert_eq!(has(&ledger, CUDDY), 40 * UNIT);

    let rule = [
        ("below", "100"),
        ("to", "500"),
        most,
        ("circle", "doctors"),
        ("circle", "patients"),
        ("circle", "admins"),
    ];
    // Twice at once: the second waits for nothing, and either is refused or finds nobody below.
    let both = [
        admin.send("/admin/balances/top-up", &rule),
        admin.send("/admin/balances/top-up", &rule),
    ];
    assert_eq!(both[0].header("location"), "/admin/report");
    let page = report(&mut admin);
    assert!(page.contains("It is done"), "{page}");
    for who in [WILSON, CUDDY, ADA] {
        assert_eq!(has(&ledger, who), 500 * UNIT, "{who}");
    }
    assert_eq!(has(&ledger, HOUSE), 1_000 * UNIT, "who has enough gets nothing");
    admin.post("/admin/balances/top-up", &rule);
    let page = report(&mut admin);
    assert_eq!(super::counted(&page, "Topped up"), 0, "{page}");
    // The rule is there the next time.
    assert!(
        admin
            .get("/admin/balances")
            .text()
            .contains("name=\"to\" inputmode=\"decimal\" required autocomplete=\"off\" value=\"500\"")
    );
}

#[test]
fn a_new_admin_has_something_to_pay_with() {
    let world = World::deployed();
    let ledger = world.ledger();
    let panels = Panels::start(&world);
    let mut admin = unlocked(&panels, ADMIN);
    let page = admin.get("/admin/admins");
    assert!(page.text().contains("name=\"fund\""), "{}", page.text());
    let form = once(&page);
    let grace = card(GRACE).to_text();
    let bad = [
        ("once", form.as_str()),
        ("account", grace.as_str()),
        ("fund", "lots"),
    ];
    let answer = admin.post("/admin/admins", &bad);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("value=\"lots\""), "{}", answer.text());
    let fields = [
        ("once", form.as_str()),
        ("account", grace.as_str()),
        ("fund", "25"),
    ];
    assert_eq!(admin.send("/admin/admins", &fields).status, 303);
    assert_eq!(admin.post("/admin/admins", &fields).status, 422, "a second click");
    assert_eq!(has(&ledger, GRACE), 25 * UNIT);
    // More than there is: neither added nor sent.
    let form = once(&admin.get("/admin/admins"));
    let nobody = address(STRANGER);
    let fields = [
        ("once", form.as_str()),
        ("account", nobody.as_str()),
        ("fund", "999999999999999"),
    ];
    assert_eq!(admin.post("/admin/admins", &fields).status, 422);
    assert_eq!(
        world.medink("admin list").ok()["admins"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
