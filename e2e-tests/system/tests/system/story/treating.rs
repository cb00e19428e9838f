//! A doctor's day on the pages: what a consent covers and what it does not, opening, notes and their corrections, drafts.

use super::page_of;
use e2e_system::http::{request, split};
use e2e_system::people::{ADA, HOUSE, WILSON};
use e2e_system::{Panels, World, files};
use serde_json::json;

fn clinic() -> (World, Panels) {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world
        .medink("patient update --details -")
        .input(
            json!({ "name": "Ada Lovelace", "birth_date": "1815-12-10", "allergies": "Penicillin" })
                .to_string(),
        )
        .acting(ADA)
        .ok();
    let panels = Panels::start(&world);
    (world, panels)
}

/// How often somebody's records or profile were opened.
fn accesses(world: &World) -> usize {
    let log = world.medink(&format!("audit list --subject {ADA}")).ok();
    let entries = log["entries"].as_array().unwrap().clone();
    entries
        .iter()
        .filter(|entry| entry.to_string().contains("RecordAccessed"))
        .count()
}

#[test]
fn what_a_consent_covers_can_be_opened_and_the_rest_is_folded_away() {
    let (world, panels) = clinic();
    for n in 1..=3 {
        world.add(ADA, ADA, &format!("record number {n}"));
    }
    world
        .medink(&format!("consent grant {HOUSE} --records 1,2 --until 30d"))
        .acting(ADA)
        .ok();
    let mut house = panels.unlocked(HOUSE);
    let page = page_of(ADA);
    let list = house.get(&page).text();
    assert!(
        list.contains("1 record that your consent does not cover"),
        "{list}"
    );
    for (number, covered) in [(1, true), (2, true), (3, false)] {
        let path = format!("{page}/records/{number}");
        assert_eq!(list.contains(&format!("href=\"{path}\"")), covered, "{number}");
        let record = house.get(&path).text();
        assert_eq!(record.contains("Open and log it"), covered, "{record}");
        assert_eq!(record.contains("does not cover this record"), !covered);
    }

    // Opening is one entry, and the document comes.
    let before = accesses(&world);
    let answer = house.send(&format!("{page}/records/2/open"), &[]);
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(accesses(&world), before + 1);
    let shown = house.get(answer.header("location"));
    let source = shown.between("src=\"http://127.0.0.1:", "\"").unwrap();
    let (vault, path) = split(&format!("http://127.0.0.1:{source}"));
    assert!(
        request(&vault, "GET", &path, &[], b"")
            .text()
            .contains("record number 2")
    );
    // Without a click nothing is logged, and what is not covered can't be opened by asking for it either.
    assert_eq!(house.send(&format!("{page}/records/3/open"), &[]).status, 403);
    assert_eq!(accesses(&world), before + 1);
}

#[test]
fn a_correction_begins_with_all_that_the_note_says() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let page = page_of(ADA);
    let written = house.post(
        &format!("{page}/notes/medication"),
        &[
            ("title", "Ibuprofen 400 mg"),
            ("dosage", "1-0-1 with food"),
            ("text", "at most ten days"),
            ("system", "http://www.whocc.no/atc"),
            ("code", "M01AE01"),
        ],
    );
    // Its author knows what it is.
    let list = written.text();
    assert!(
        list.contains("Ibuprofen 400 mg") && !list.contains(">closed<"),
        "{list}"
    );

    // Later, on another day: it is opened for it, in a visit.
    let mut later = panels.unlocked(HOUSE);
    assert!(!later.get(&page).text().contains("Ibuprofen"));
    later.post(&format!("{page}/visit"), &[("reason", "TREAT")]);
    let record = later.get(&format!("{page}/records/1")).text();
    assert!(record.contains("/records/1/correct"), "{record}");
    let before = accesses(&world);
    let form = later.post(&format!("{page}/records/1/correct"), &[]).text();
    assert_eq!(accesses(&world), before, "the visit is the entry");
    for words in [
        "Ibuprofen 400 mg",
        "1-0-1 with food",
        "at most ten days",
        "M01AE01",
    ] {
        assert!(form.contains(words), "{words} is lost\n{form}");
    }
    let done = later
        .post(
            &format!("{page}/notes/medication/amends/1"),
            &[("title", "Ibuprofen 200 mg"), ("dosage", "1-0-1 with food")],
        )
        .text();
    assert!(done.contains("Record 2 is the new version of record 1"), "{done}");
    // What was begun is done.
    let again = later.get(&format!("{page}/notes/medication/amends/1")).text();
    assert!(!again.contains("what you had begun"), "{again}");
    assert!(world.open(HOUSE, ADA, 2).starts_with(b"{"));
}

#[test]
fn a_draft_survives_a_lock_and_a_crash_is_sealed_and_is_nobody_elses() {
    let (world, panels) = clinic();
    world.doctor(WILSON);
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    let mut house = panels.unlocked(HOUSE);
    let page = format!("{}/notes/diagnosis", page_of(ADA));
    let draft = format!("{page}/draft");
    house.get(&page);
    let typed = [("title", "quagga-marker"), ("text", "half a sent")];
    assert_eq!(house.send(&draft, &typed).status, 204);
    house.post("/lock", &[]);
    assert_ne!(house.send(&draft, &typed).status, 204, "nobody is there");
    for path in files::below(&world.home()) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        assert!(
            !String::from_utf8_lossy(&bytes).contains("quagga-marker"),
            "{} has it in plaintext",
            path.display()
        );
    }

    let mut again = panels.unlocked(HOUSE);
    let kept = |form: &str| form.contains("quagga-marker") && form.contains("half a sent");
    let form = again.get(&page).text();
    assert!(kept(&form), "{form}");
    // The program is ended in the midst of it.
    panels.kill();
    let panels = Panels::start(&world);
    let mut again = panels.unlocked(HOUSE);
    let form = again.get(&page).text();
    assert!(kept(&form), "{form}");
    // Another kind of note, another record, another doctor: another draft.
    let mut wilson = panels.unlocked(WILSON);
    for other in [
        again.get(&format!("{}/notes/medication", page_of(ADA))),
        again.get(&format!("{page}/about/1")),
        again.get(&format!("{page}/amends/1")),
        wilson.get(&page),
    ] {
        assert!(!other.text().contains("quagga-marker"));
    }
    // What is damaged is none, and disturbs nobody.
    let kept = files::below(&world.home().join("memory"));
    let file = kept
        .iter()
        .find(|path| path.extension().is_some_and(|e| e == "draft"));
    let file = file.expect("the draft's file");
    let sealed = std::fs::read(file).unwrap();
    std::fs::write(file, &sealed[..sealed.len() - 1]).unwrap();
    assert_eq!(again.get(&page).status, 200);
    std::fs::write(file, &sealed).unwrap();
    // Thrown away, and gone.
    again.post(&draft, &[("draft", "away")]);
    assert!(!again.get(&page).text().contains("quagga-marker"));
    assert!(!file.exists());
    // Nothing typed is no draft.
    assert_eq!(again.send(&draft, &[("title", " ")]).status, 204);
    assert!(!again.get(&page).text().contains("what you had begun"));
}

#[test]
fn a_lock_comes_back_to_the_correction_that_was_begun() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let notes = format!("{}/notes/diagnosis", page_of(ADA));
    house.post(&notes, &[("title", "Suspected")]);
    let correction = format!("{notes}/amends/1");
    let form = house.get(&correction).text();
    assert!(form.contains("new version of record 1"), "{form}");
    let typed = [("title", "Confirmed"), ("text", "half a sent")];
    assert_eq!(house.send(&format!("{correction}/draft"), &typed).status, 204);

    house.post("/lock", &[]);
    // Unlocking sends on to where the account was.
    let form = house.post("/unlock", &[("account", HOUSE)]).text();
    for words in ["new version of record 1", "what you had begun", "half a sent"] {
        assert!(form.contains(words), "{words}\n{form}");
    }
    assert!(form.contains(&format!("action=\"{correction}\"")), "{form}");
    // A form that is refused stays with its record as well.
    let refused = house.post(&correction, &[("title", " ")]);
    assert!(
        refused.status == 422 && refused.text().contains("new version of record 1"),
        "{}",
        refused.text()
    );
    let done = house.post(&correction, &[("title", "Confirmed")]).text();
    assert!(done.contains("Record 2 is the new version of record 1"), "{done}");
}

#[test]
fn a_draft_can_be_thrown_away_although_the_consent_has_ended() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let draft = format!("{}/notes/diagnosis/draft", page_of(ADA));
    let drafts = || {
        let kept = files::below(&world.home().join("memory"));
        kept.iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "draft"))
            .count()
    };
    assert_eq!(house.send(&draft, &[("title", "half a sent")]).status, 204);
    assert_eq!(drafts(), 1);
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    assert_ne!(house.send(&draft, &[("title", "half a sentence")]).status, 204);
    assert_eq!(drafts(), 1);
    let page = house.post(&draft, &[("draft", "away")]);
    assert!(
        page.text().contains("The draft is thrown away"),
        "{}",
        page.text()
    );
    assert_eq!((page.status, drafts()), (200, 0));
}

#[test]
fn patients_are_known_by_name_while_the_consent_lasts() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    assert!(!house.get("/doctor").text().contains("Ada Lovelace"));
    let page = house
        .post(&format!("{}/visit", page_of(ADA)), &[("reason", "TREAT")])
        .text();
    assert!(
        page.contains("Penicillin") && page.contains("1815-12-10"),
        "{page}"
    );
    // Another day, on the same machine.
    let mut later = panels.unlocked(HOUSE);
    let list = later.get("/doctor").text();
    assert!(
        list.contains("Ada Lovelace") && list.contains("1815-12-10"),
        "{list}"
    );
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    assert!(!later.get("/doctor").text().contains("Ada Lovelace"));
    world.grant_all(ADA, HOUSE);
    assert!(
        !later.get("/doctor").text().contains("Ada Lovelace"),
        "it is forgotten"
    );
}
