//! A patient comes back: what is new, who has opened something for the first time, consents that are changed, and everything
//! taken along from the browser.

use e2e_parts::Kubo;
use e2e_system::http::Browser;
use e2e_system::people::{ADA, ADMIN, HOUSE, WILSON, address, id};
use e2e_system::{Panels, World, files, until};
use medink_core::Kind;
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const PASSWORD: &str = "correct horse battery staple";

fn clinic() -> (World, Panels) {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.doctor(WILSON);
    let file = world.write("page.txt", "a letter");
    world
        .medink("record add --details -")
        .arg(&file)
        .input(json!({ "title": "Letter of the clinic" }).to_string())
        .acting(ADA)
        .ok();
    let panels = Panels::start(&world);
    (world, panels)
}

/// Comes in; returns the page that comes first as well.
fn comes(panels: &Panels) -> (Browser, String) {
    let mut browser = Browser::enter(&panels.invitation());
    let first = browser.post("/unlock", &[("account", ADA)]).text();
    // Unlocking begins another session, with another token.
    let account = browser.get("/account").text();
    (browser, first + &account)
}

/// What is told as new.
fn news(page: &str) -> &str {
    let start = page.find("id=\"news\"").expect("what is new");
    let rest = &page[start..];
    &rest[..rest.find("</section>").unwrap()]
}

const STRANGER: &str = "had never opened anything of yours";

#[test]
fn what_is_new_is_told_with_names_and_titles_until_the_next_visit() {
    let (world, panels) = clinic();
    let (mut ada, first) = comes(&panels);
    assert!(!first.contains(STRANGER));
    assert!(ada.get("/patient").text().contains("What is new"));

    world.grant_all(ADA, HOUSE);
    world.open(HOUSE, ADA, 1);
    let file = world.write("answer.txt", "an answer");
    world
        .medink(&format!("record add --details - --patient {ADA}"))
        .arg(&file)
        .input(json!({ "title": "Answer to the clinic" }).to_string())
        .acting(HOUSE)
        .ok();
    let (mut ada, _) = comes(&panels);
    for _ in 0..2 {
        // Also when it is loaded again: the visit is the same.
        let page = ada.get("/patient").text();
        let news = news(&page);
        for words in [
            "New since you were here",
            "Opened by others",
            "Written by doctors",
            "Dr. House",
            "Letter of the clinic",
            "Answer to the clinic",
        ] {
            assert!(news.contains(words), "{words} is not in {news}");
        }
        assert!(
            !news.contains("consent given"),
            "what one did oneself is no news: {news}"
        );
    }
    let (mut ada, _) = comes(&panels);
    let page = ada.get("/patient").text();
    assert!(news(&page).contains("Nobody has opened or changed"), "{page}");

    // It is kept sealed, and what is damaged is no visit.
    let kept = files::below(&world.home().join("memory"));
    let file = kept
        .iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "visit"))
        .expect("the memory of the visit");
    let bytes = std::fs::read(file).unwrap();
    let doctor = id(HOUSE);
    let doctor: &[u8; 32] = doctor.as_ref();
    assert!(
        !bytes.windows(32).any(|part| part == doctor),
        "it names who looked"
    );
    std::fs::write(file, &bytes[1..]).unwrap();
    let (mut ada, first) = comes(&panels);
    assert!(first.contains(STRANGER), "who is known is forgotten with it");
    let page = ada.get("/patient").text();
    assert!(news(&page).contains("knows of no visit before"), "{page}");
}

#[test]
fn more_than_a_page_of_news_is_counted() {
    let (world, panels) = clinic();
    let (mut ada, _) = comes(&panels);
    ada.get("/patient");
    world.grant_all(ADA, HOUSE);
    for _ in 0..22 {
        world.open(HOUSE, ADA, 1);
    }
    let (mut ada, _) = comes(&panels);
    let page = ada.get("/patient").text();
    assert_eq!(news(&page).matches("<td>opened").count(), 20, "{page}");
    assert!(news(&page).contains("and 2 more"), "{page}");
}

#[test]
fn an_access_by_somebody_new_is_told_on_the_first_page_and_once() {
    let (world, panels) = clinic();
    let (_, first) = comes(&panels);
    assert!(!first.contains(STRANGER), "{first}");
    world.grant_all(ADA, HOUSE);
    world.open(HOUSE, ADA, 1);
    let (_, first) = comes(&panels);
    assert_eq!(first.matches(STRANGER).count(), 1, "{first}");
    assert!(
        first.contains("<bdi>Dr. House</bdi> (verified by ") && first.contains("your record 1"),
        "{first}"
    );
    // Known from now on; another is not.
    world.open(HOUSE, ADA, 1);
    let (_, first) = comes(&panels);
    assert!(!first.contains(STRANGER), "{first}");
    world.grant_all(ADA, WILSON);
    world.open(WILSON, ADA, 1);
    let (_, first) = comes(&panels);
    assert!(first.contains("<bdi>Dr. Wilson</bdi> (verified by "), "{first}");
    assert!(!first.contains("<bdi>Dr. House</bdi> (verified by "), "{first}");
}

#[test]
fn consents_that_end_are_announced_and_told_when_they_have_ended() {
    let (world, panels) = clinic();
    world
        .medink(&format!("consent grant {HOUSE} --whole-history --until 2h"))
        .acting(ADA)
        .ok();
    let (mut ada, _) = comes(&panels);
    let page = ada.get("/patient").text();
    assert!(
        news(&page).contains("h left") && news(&page).contains("Change or extend"),
        "{page}"
    );
    world
        .medink(&format!("consent grant {HOUSE} --whole-history --until 8s"))
        .acting(ADA)
        .ok();
    let (mut ada, _) = comes(&panels);
    until("the consent has ended and is told", || {
        let page = ada.get("/patient").text();
        news(&page).contains("has had no access since") && news(&page).contains("Dr. House")
    });
    // A machine that knows of no visit does not tell of every consent that ever ended.
    for path in files::below(&world.home().join("memory")) {
        if path.extension().is_some_and(|ending| ending == "visit") {
            std::fs::remove_file(path).unwrap();
        }
    }
    let (mut ada, _) = comes(&panels);
    let page = ada.get("/patient").text();
    assert!(news(&page).contains("knows of no visit before"), "{page}");
    assert!(!news(&page).contains("has had no access since"), "{page}");
}

/// The consents, as programs see them.
fn consent(world: &World) -> Value {
    world.medink("consent list").acting(ADA).ok()["consents"][0].clone()
}

#[test]
fn extending_a_consent_is_a_date_and_a_click_and_it_can_be_narrowed_and_ended() {
    let (world, panels) = clinic();
    world.add(ADA, ADA, "the second");
    world.add(ADA, ADA, "the third");
    world
        .medink(&format!(
            "consent grant {HOUSE} --records 1,3 --purpose hresch --until 30d"
        ))
        .acting(ADA)
        .ok();
    let before = consent(&world);
    let (mut ada, _) = comes(&panels);
    let list = ada.get("/patient/consents").text();
    let link = format!("/patient/consents/new?doctor={}", address(HOUSE));
    assert!(
        list.contains(&link) && list.contains("Change or extend"),
        "{list}"
    );

    let form = ada.get(&link);
    let text = form.text();
    for (number, covered) in [(1, true), (2, false), (3, true)] {
        let chosen = format!("name=\"record\" value=\"{number}\" checked");
        assert_eq!(text.contains(&chosen), covered, "{number}: {text}");
    }
    for words in [
        "Change or extend access",
        "value=\"records\" required checked",
        "name=\"profile\" value=\"yes\" checked",
        "value=\"hresch\" selected",
        "value=\"date\" checked",
        "takes its place at once",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let day = form.between("name=\"date\" value=\"", "\"").unwrap();
    assert_eq!(day.len(), 10, "{day}");

    // Another date, and the click.
    let year: u32 = day[..4].parse::<u32>().unwrap();
    let later = match &day[5..] > "06-30" {
        true => format!("{}-03-31", year + 1),
        false => format!("{year}-12-31"),
    };
    let given = |records: &[&'static str], until: &str| {
        let mut fields = vec![
            ("doctor".to_owned(), address(HOUSE)),
            ("instead".to_owned(), "yes".to_owned()),
            ("scope".to_owned(), "records".to_owned()),
            ("profile".to_owned(), "yes".to_owned()),
            ("purpose".to_owned(), "hresch".to_owned()),
            ("until".to_owned(), "date".to_owned()),
            ("date".to_owned(), until.to_owned()),
        ];
        fields.extend(
            records
                .iter()
                .map(|number| ("record".to_owned(), (*number).to_owned())),
        );
        fields
    };
    let send = |ada: &mut Browser, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        ada.post("/patient/consents/new", &fields).text()
    };
    let page = send(&mut ada, &given(&["1", "3"], &later));
    assert!(page.contains("The consent is changed"), "{page}");
    let after = consent(&world);
    assert_eq!(
        (&after["records"], &after["purpose"]),
        (&before["records"], &before["purpose"])
    );
    assert!(
        after["until_ms"].as_u64() > before["until_ms"].as_u64(),
        "{before} {after}"
    );
    assert_eq!(world.open(HOUSE, ADA, 3), b"the third");

    // Less of it.
    send(&mut ada, &given(&["1"], &later));
    world.get(HOUSE, ADA, 3).fails(Kind::Refused);
    assert_eq!(world.open(HOUSE, ADA, 1), b"a letter");

    // What is covered and erased is named and left out.
    world.medink("record erase 1 -y").acting(ADA).ok();
    let text = ada.get(&link).text();
    assert!(
        text.contains("can&#39;t be given again") && text.contains("record 1"),
        "{text}"
    );

    let ended = ada.post("/patient/consents/revoke", &[("doctor", &address(HOUSE))]);
    assert!(
        ended.text().contains("The consent is revoked"),
        "{}",
        ended.text()
    );
    assert!(!ada.get(&link).text().contains("Change or extend access"));
}

#[test]
fn changing_what_a_consent_is_for_makes_it_no_longer() {
    let (world, panels) = clinic();
    world
        .medink(&format!(
            "consent grant {HOUSE} --records 1 --purpose hresch --until 2h"
        ))
        .acting(ADA)
        .ok();
    let before = consent(&world);
    let (mut ada, _) = comes(&panels);
    let form = ada.get(&format!("/patient/consents/new?doctor={}", address(HOUSE)));
    let day = form.between("name=\"date\" value=\"", "\"").unwrap();
    let end = form.between("name=\"end\" value=\"", "\"").unwrap();
    assert_eq!(before["until_ms"].to_string(), end);
    let page = ada.post(
        "/patient/consents/new",
        &[
            ("doctor", &address(HOUSE)),
            ("instead", "yes"),
            ("scope", "records"),
            ("record", "1"),
            ("purpose", "treat"),
            ("until", "date"),
            ("date", &day),
            ("end", &end),
        ],
    );
    assert!(page.text().contains("The consent is changed"), "{}", page.text());
    let after = consent(&world);
    assert_eq!(after["until_ms"], before["until_ms"], "{after}");
    assert_ne!(after["purpose"], before["purpose"], "{after}");
}

fn letter(archive: &mut ZipArchive<Cursor<Vec<u8>>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    archive
        .by_name("records/00001-Letter of the clinic.txt")
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

#[test]
fn everything_is_downloaded_as_one_archive_plain_or_encrypted() {
    let (world, panels) = clinic();
    let (mut ada, _) = comes(&panels);
    let log = || world.medink(&format!("audit list --subject {ADA}")).ok()["entries"].clone();
    let logged = log();
    let page = ada.get("/patient/export").text();
    assert!(
        page.contains("not logged") && page.contains("index.html"),
        "{page}"
    );

    let answer = ada.send("/patient/export", &[("how", "plain")]);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"medink-records.zip\""
    );
    let mut archive = ZipArchive::new(Cursor::new(answer.whole())).unwrap();
    assert_eq!(letter(&mut archive), b"a letter");
    assert!(archive.by_name("index.html").is_ok());

    let answer = ada.send(
        "/patient/export",
        &[("how", "encrypted"), ("password", PASSWORD), ("again", PASSWORD)],
    );
    assert_eq!(answer.status, 200);
    let mut archive = ZipArchive::new(Cursor::new(answer.whole())).unwrap();
    assert_eq!(archive.len(), 1);
    assert!(archive.by_index(0).is_err());
    let mut inner = Vec::new();
    archive
        .by_index_decrypt(0, PASSWORD.as_bytes())
        .unwrap()
        .read_to_end(&mut inner)
        .unwrap();
    assert_eq!(
        letter(&mut ZipArchive::new(Cursor::new(inner)).unwrap()),
        b"a letter"
    );
    assert_eq!(log(), logged, "one's own is not logged");

    // Nothing without a choice, with passwords that differ or are short, or without the page's token.
    for bad in [
        &[("how", "")][..],
        &[("how", "encrypted"), ("password", "short"), ("again", "short")],
        &[
            ("how", "encrypted"),
            ("password", PASSWORD),
            ("again", "another one than before"),
        ],
    ] {
        let refused = ada.post("/patient/export", bad);
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(!refused.text().contains("horse"), "no page has a password");
    }
    let elsewhere = Browser {
        token: "0".repeat(64),
        ..ada.clone()
    };
    assert_eq!(elsewhere.send("/patient/export", &[("how", "plain")]).status, 403);
    // Nothing of it was written to this machine's disks.
    for path in files::below(world.folder()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.ends_with(".zip"), "{}", path.display());
    }
}

/// What only reads pays nothing, and goes on while the store is away; what can't be read can be erased.
#[test]
fn pages_that_only_read_pay_nothing_and_need_no_store() {
    let (world, panels) = clinic();
    let (mut ada, _) = comes(&panels);
    // The keys are to change: what writes would see to it first, and pay.
    world.grant_all(ADA, HOUSE);
    world.medink(&format!("admin suspend {HOUSE}")).acting(ADMIN).ok();
    let height = world.ledger().height();
    let pages = [
        "/patient",
        "/patient/log",
        "/patient/consents",
        "/patient/records/1/erase",
    ];
    for page in pages {
        let answer = ada.get(page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
        assert!(
            page == "/patient/consents" || answer.text().contains("Letter of the clinic"),
            "{page}"
        );
    }
    assert_eq!(world.ledger().height(), height);

    let mut kubo = Kubo::start();
    let config = format!("[profiles.embedded]\nipfs = \"{}\"\n", kubo.url());
    std::fs::write(world.home().join("config.toml"), config).unwrap();
    let panels = Panels::start(&world);
    let (mut ada, _) = comes(&panels);
    let file = world.write("other.txt", "another letter");
    world.medink("record add").arg(&file).acting(ADA).ok();
    kubo.kill();
    for page in pages {
        let answer = ada.get(page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
    }
    assert!(ada.get("/patient/log").text().contains("record 2"));
    assert_eq!(ada.get("/patient/records/2/erase").status, 200);
}

/// Looking at records changes the keys where others made that needed: whatever page it is, it tells what that cost.
#[test]
fn pages_that_bring_the_keys_up_to_date_tell_what_it_cost() {
    let (world, panels) = clinic();
    let (mut ada, _) = comes(&panels);
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    for (suspended, page) in [
        (HOUSE, "/patient/records/1".to_owned()),
        (WILSON, format!("/patient/consents/new?doctor={}", address(HOUSE))),
    ] {
        world
            .medink(&format!("admin suspend {suspended}"))
            .acting(ADMIN)
            .ok();
        let height = world.ledger().height();
        let answer = ada.get(&page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
        assert!(world.ledger().height() > height, "{page}");
        assert!(
            answer.text().contains("is finished now"),
            "{page}: {}",
            answer.text()
        );
        assert!(!ada.get(&page).text().contains("is finished now"), "{page}");
    }
}

/// Its page asks the chain again, and may be refused as well: that is not what the person has to know.
#[test]
fn what_erasing_met_is_shown_also_where_its_page_can_not_be_made_again() {
    let (world, panels) = clinic();
    let (mut ada, _) = comes(&panels);
    let asked = ada.get("/patient/records/99/erase");
    assert_eq!(asked.status, 404);
    let height = world.ledger().height();
    for (fields, words) in [
        (&[][..], "nothing was erased: it was not confirmed"),
        (&[("sure", "yes")][..], "no record 99"),
    ] {
        let page = ada.post("/patient/records/99/erase", fields);
        assert_eq!(page.status, 422, "{}", page.text());
        let problem = page.between("class=\"problem\"", "</div>").unwrap();
        assert!(problem.contains(words), "{words} is not in {problem}");
        assert!(page.text().contains("Erase Record 99?"));
    }
    assert_eq!(world.ledger().height(), height);
}
