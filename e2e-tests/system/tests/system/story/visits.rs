//! A doctor's visits: one entry with a sealed reason, what it opens and for how long, and what ends it. Consents that ended,
//! and templates of notes.

use super::{page_of, steps};
use e2e_system::http::{Answer, Browser, request, split};
use e2e_system::people::{self, ADA, ADMIN, HOUSE, WILSON, address, id};
use e2e_system::{Panels, World, files, until};
use medink_chain::contracts;
use medink_core::Kind;
use medink_types::{Action, SealedReason};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Ada with three records and a profile, and two doctors.
fn clinic() -> (World, Panels) {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.doctor(WILSON);
    world
        .medink("patient update --details -")
        .input(json!({ "name": "Ada Lovelace", "allergies": "Penicillin" }).to_string())
        .acting(ADA)
        .ok();
    world.letters(
        ADA,
        3,
        |n| json!({ "title": format!("Letter {n} of the clinic") }),
    );
    let panels = Panels::start(&world);
    (world, panels)
}

fn begin(browser: &mut Browser, reason: &str) -> String {
    let path = format!("{}/visit", page_of(ADA));
    browser.post(&path, &[("reason", reason)]).text()
}

/// Who looked, as the account that acts sees it.
fn looked(world: &World, who: &str) -> Value {
    world
        .medink(&format!("audit accesses --patient {ADA}"))
        .acting(who)
        .ok()
}

/// How often somebody looked.
fn accesses(world: &World) -> u64 {
    looked(world, HOUSE)["total"].as_u64().unwrap()
}

/// Opens a record as its page in a visit does.
fn open(browser: &Browser, number: u32) -> Answer {
    let path = format!("{}/records/{number}/open", page_of(ADA));
    browser.send(&path, &[("in", "visit")])
}

/// What is shown of a record that was opened.
fn content(browser: &mut Browser, answer: &Answer) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let shown = browser.get(answer.header("location"));
    let source = shown.between("src=\"http://127.0.0.1:", "\"");
    let source = source.unwrap_or_else(|| panic!("nothing is shown\n{}", shown.text()));
    let (vault, path) = split(&format!("http://127.0.0.1:{source}"));
    request(&vault, "GET", &path, &[], b"").text()
}

#[test]
fn a_visit_is_one_entry_with_why_and_opens_all_that_it_says() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let before = house.get(&page_of(ADA)).text();
    for words in [
        "profile, titles and 3 records, for one hour",
        "value=\"TREAT\" selected",
        "Begin the visit, and log it",
        "the patient alone reads it",
    ] {
        assert!(before.contains(words), "{words} is not in {before}");
    }
    assert!(!before.contains("Penicillin") && !before.contains("Letter 1"));

    let page = begin(&mut house, "ETREAT");
    for words in [
        "The visit has begun, and the log says so",
        "Visit since",
        "It covers profile, titles and 3 records",
        "Emergency treatment",
        "Penicillin",
        "Letter 1 of the clinic",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    assert_eq!(accesses(&world), 1);

    // Records open with nothing more in the log or on the chain; also from a page that says nothing of a visit.
    let height = world.ledger().height();
    let record = house.get(&format!("{}/records/2", page_of(ADA))).text();
    assert!(record.contains("writes nothing more to the log"), "{record}");
    for number in 1..=3 {
        let answer = open(&house, number);
        let shown = content(&mut house, &answer);
        assert!(shown.contains(&format!("letter {number}")), "{shown}");
    }
    let plain = house.send(&format!("{}/records/1/open", page_of(ADA)), &[]);
    assert!(content(&mut house, &plain).contains("letter 1"));
    house.post(&format!("{}/visit/look", page_of(ADA)), &[]);
    assert_eq!((accesses(&world), world.ledger().height()), (1, height));

    // The patient reads why; nobody else does.
    let mut ada = panels.unlocked(ADA);
    for page in ["/patient/log", "/patient/log?show=opened"] {
        let page = ada.get(page).text();
        assert!(
            page.contains("visit begun: emergency treatment (ETREAT); all that your consent covered"),
            "{page}"
        );
    }
    let own = looked(&world, ADA);
    assert_eq!(own["visits"][0]["reason"], "ETREAT");
    assert!(looked(&world, HOUSE)["visits"][0]["reason"].is_null());
    let text = world.medink("audit accesses").acting(ADA).text().run();
    assert!(
        text.stdout().contains("visit: emergency treatment (ETREAT)"),
        "{text}"
    );

    // An hour of one's own ends when one says so.
    let ended = house.post(&format!("{}/visit/end", page_of(ADA)), &[]).text();
    assert!(
        ended.contains("The visit has ended") && !ended.contains("Penicillin") && !ended.contains("Letter 1"),
        "{ended}"
    );
    let back = open(&house, 1);
    let page = house.get(back.header("location")).text();
    assert!(
        page.contains("No visit is under way") && page.contains("Open and log it"),
        "{page}"
    );
    assert_eq!(accesses(&world), 1, "nothing is logged that was not asked for");
    house.send(&format!("{}/records/1/open", page_of(ADA)), &[]);
    assert_eq!(accesses(&world), 2, "without a visit each is logged");
}

#[test]
fn two_clicks_two_tabs_back_and_reload_are_one_entry() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let path = format!("{}/visit", page_of(ADA));
    std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| house.send(&path, &[("reason", "TREAT")]).status))
            .collect();
        for click in clicks {
            assert_eq!(click.join().unwrap(), 303);
        }
    });
    assert_eq!(accesses(&world), 1);
    // Going back to the form and sending it again, loading again, another tab.
    let page = begin(&mut house, "CAREMGT");
    assert!(
        page.contains("Visit since") && page.contains("<b>Treatment</b>"),
        "{page}"
    );
    house.get(&page_of(ADA));
    assert!(house.clone().get(&page_of(ADA)).text().contains("Penicillin"));
    assert_eq!(accesses(&world), 1);
    // A reason that is none is no visit.
    house.post(&format!("{path}/end"), &[]);
    for reason in ["", "treat", "because"] {
        let refused = house.post(&path, &[("reason", reason)]);
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(refused.text().contains("a visit needs a reason"));
    }
    assert_eq!(accesses(&world), 1);
}

#[test]
fn a_visit_ends_with_the_consent() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    assert!(begin(&mut house, "TREAT").contains("Penicillin"));
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    let refused = open(&house, 1);
    assert_eq!(refused.status, 403, "{}", refused.text());
    let page = house.get(&page_of(ADA));
    assert!(
        page.status == 403 && !page.text().contains("Penicillin"),
        "{}",
        page.text()
    );
    assert_eq!(begin_status(&house), 403);
    // Given again: the visit of before is none of it.
    world.grant_all(ADA, HOUSE);
    let page = house.get(&page_of(ADA)).text();
    assert!(
        page.contains("Begin the visit") && !page.contains("Penicillin") && !page.contains("Letter 1"),
        "{page}"
    );
    assert_eq!(accesses(&world), 1);
    // Why it was is read, although that consent is gone: this machine of the patient's has ended it.
    assert_eq!(looked(&world, ADA)["visits"][0]["reason"], "TREAT");

    // One that runs out by itself.
    world
        .medink(&format!("consent grant {HOUSE} --whole-history --until 20s"))
        .acting(ADA)
        .ok();
    assert!(begin(&mut house, "TREAT").contains("Visit since"));
    until("the consent has run out, and the visit with it", || {
        let page = house.get(&page_of(ADA)).text();
        page.contains("opens nothing any more") && !page.contains("Penicillin")
    });
    let before = accesses(&world);
    let answer = open(&house, 1);
    let page = house.get(answer.header("location")).text();
    assert!(page.contains("Your consent opens nothing now"), "{page}");
    assert_eq!(accesses(&world), before);
}

fn begin_status(house: &Browser) -> u16 {
    let path = format!("{}/visit", page_of(ADA));
    house.send(&path, &[("reason", "TREAT")]).status
}

#[test]
fn a_visit_ends_when_the_consent_covers_less_and_no_wider_one_adds_to_it() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "COC");
    world
        .medink(&format!(
            "consent grant {HOUSE} --records 1,3 --without-profile --until 30d"
        ))
        .acting(ADA)
        .ok();
    for number in [1, 2] {
        let answer = open(&house, number);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = house.get(answer.header("location")).text();
        assert!(page.contains("it covers less now"), "{page}");
        assert_eq!(page.contains("does not cover this record"), number == 2, "{page}");
        assert!(!page.contains("Letter"), "{page}");
    }
    assert_eq!(accesses(&world), 1);
    assert_eq!(looked(&world, ADA)["visits"][0]["reason"], "COC");

    // A visit under a consent to single records, without the profile.
    let page = house.get(&page_of(ADA)).text();
    assert!(
        page.contains("titles and content of 2 records, not the profile"),
        "{page}"
    );
    let page = begin(&mut house, "PATRQT");
    assert!(
        page.contains("Letter 1 of the clinic") && !page.contains("Penicillin"),
        "{page}"
    );
    assert!(page.contains("does not cover the profile"), "{page}");
    let answer = open(&house, 3);
    assert!(content(&mut house, &answer).contains("letter 3"));
    assert_eq!(accesses(&world), 2);
    // What a wider consent adds is opened one by one; the visit goes on.
    world.grant_all(ADA, HOUSE);
    let answer = open(&house, 1);
    assert!(content(&mut house, &answer).contains("letter 1"));
    assert_eq!(accesses(&world), 2);
    let record = house.get(&format!("{}/records/2", page_of(ADA))).text();
    assert!(record.contains("Open and log it"), "{record}");
    house.send(&format!("{}/records/2/open", page_of(ADA)), &[]);
    assert_eq!(accesses(&world), 3);
}

/// What a visit does not cover is told neither when the consent grows, nor from what this machine remembers.
#[test]
fn looking_again_in_a_visit_shows_no_more_than_it_covers() {
    let (world, panels) = clinic();
    world
        .medink(&format!(
            "consent grant {HOUSE} --records 1,3 --without-profile --until 30d"
        ))
        .acting(ADA)
        .ok();
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "TREAT");
    world.grant_all(ADA, HOUSE);
    let look = format!("{}/visit/look", page_of(ADA));
    let narrow = |page: String| {
        assert!(
            page.contains("Letter 1 of the clinic") && page.contains("Letter 3 of the clinic"),
            "{page}"
        );
        assert!(
            !page.contains("Letter 2 of the clinic") && !page.contains("Penicillin"),
            "{page}"
        );
    };
    narrow(house.post(&look, &[]).text());
    assert_eq!(accesses(&world), 1);
    // All titles are opened and logged from the command line, and remembered on this machine.
    let list = world
        .medink(&format!("record list --titles --patient {ADA}"))
        .acting(HOUSE)
        .ok();
    assert_eq!(
        list["records"][1]["details"]["title"], "Letter 2 of the clinic",
        "{list}"
    );
    assert_eq!(accesses(&world), 2);
    narrow(house.post(&look, &[]).text());
    assert_eq!(accesses(&world), 2);
    // Nor is it opened unasked where a form says that its page was of a visit.
    let answer = open(&house, 2);
    let page = house.get(answer.header("location")).text();
    assert!(page.contains("The visit does not cover this record"), "{page}");
    assert_eq!(accesses(&world), 2);
}

#[test]
fn a_lock_ends_a_visit_and_nothing_of_it_is_left() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let page = begin(&mut house, "TREAT");
    assert!(page.contains("Penicillin"), "{page}");
    house.post("/lock", &[]);
    let refused = open(&house, 1);
    assert_eq!(refused.header("location"), "/", "nobody is there");
    let page = house.post("/unlock", &[("account", HOUSE)]).text();
    assert!(
        page.contains("Begin the visit, and log it") && !page.contains("Penicillin"),
        "{page}"
    );
    let answer = open(&house, 1);
    let page = house.get(answer.header("location")).text();
    assert!(page.contains("No visit is under way"), "{page}");
    assert_eq!(accesses(&world), 1);
}

#[test]
fn a_pause_and_a_suspension_stop_a_visit() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "TREAT");
    world.medink("admin pause").acting(ADMIN).ok();
    let refused = open(&house, 1);
    assert_eq!(refused.status, 403, "{}", refused.text());
    assert!(
        refused.text().contains("the admins have paused the system"),
        "{}",
        refused.text()
    );
    world.medink("admin resume").acting(ADMIN).ok();
    let answer = open(&house, 1);
    assert!(content(&mut house, &answer).contains("letter 1"));
    world.medink(&format!("admin suspend {HOUSE}")).acting(ADMIN).ok();
    assert_eq!(open(&house, 1).status, 403);
    assert_eq!(accesses(&world), 1);
}

/// A program of the doctor's own writes what it likes: the patient's page says so in that row, and shows the others.
#[test]
fn a_reason_that_is_none_costs_its_own_row() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "HPAYMT");
    let ledger = world.ledger();
    let (at_patient, ada_id) = (ledger.deployment().patient(), id(ADA));
    let page = contracts::audit::accesses_by_subject(ledger.deployment().audit(), ada_id, 0, 9);
    let logged = ledger.read(&page);
    assert_eq!(logged.items[0].action, Action::VisitBegun);
    // Garbage, and what another doctor wrote.
    for reason in [[0xff; 32], logged.items[0].reference] {
        let message = contracts::patient::begin_visit(at_patient, ada_id, SealedReason(reason));
        ledger.send(&people::account(WILSON), &message).expect("an entry");
    }
    let mut ada = panels.unlocked(ADA);
    let page = ada.get("/patient/log?show=opened").text();
    assert_eq!(page.matches("the reason can&#39;t be read").count(), 2, "{page}");
    assert_eq!(page.matches("healthcare payment (HPAYMT)").count(), 1, "{page}");
    // They make no visit of the pages: what is opened there is asked for anew.
    let mut wilson = panels.unlocked(WILSON);
    assert!(wilson.get(&page_of(ADA)).text().contains("Begin the visit"));

    // The same reason twice is not the same entry, and none of them says it in plaintext.
    house.post(&format!("{}/visit/end", page_of(ADA)), &[]);
    begin(&mut house, "HPAYMT");
    let logged = ledger.read(&page_of_accesses(&ledger));
    let (first, last) = (logged.items[0].reference, logged.items[3].reference);
    assert_ne!(first, last);
    // Nobody begins one without a consent, by a transaction of their own either.
    world.medink(&format!("consent revoke {WILSON}")).acting(ADA).ok();
    for who in [WILSON, ADA] {
        let message = contracts::patient::begin_visit(at_patient, ada_id, SealedReason([1; 32]));
        assert!(ledger.send(&people::account(who), &message).is_err(), "{who}");
    }
    assert_eq!(accesses(&world), 4);
}

fn page_of_accesses(
    ledger: &e2e_system::Ledger,
) -> medink_chain::Query<medink_types::Page<medink_types::LogEntry>> {
    contracts::audit::accesses_by_subject(ledger.deployment().audit(), id(ADA), 0, 9)
}

#[test]
fn the_patient_is_told_of_a_first_visit_and_finds_it_among_the_news() {
    let (world, panels) = clinic();
    let mut ada = panels.unlocked(ADA);
    ada.get("/patient");
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "CAREMGT");
    let mut ada = Browser::enter(&panels.invitation());
    let first = ada.post("/unlock", &[("account", ADA)]).text() + &ada.get("/account").text();
    assert!(
        first.contains("had never opened anything of yours, and began a visit, in which all"),
        "{first}"
    );
    let page = ada.get("/patient").text();
    assert!(
        page.contains("Opened by others") && page.contains("visit begun: care management (CAREMGT)"),
        "{page}"
    );
    // Exports and their verification know it.
    let export = world.work("log.jsonl");
    world.medink("audit export --output").arg(&export).ok();
    let text = std::fs::read_to_string(&export).unwrap();
    assert!(text.contains("\"action\":\"VisitBegun\",\"code\":35"), "{text}");
    assert!(!text.contains("CAREMGT"));
    assert_eq!(world.medink("audit verify").arg(&export).ok()["complete"], true);
}

#[test]
fn a_visit_that_is_begun_anew_comes_back_with_all_that_was_typed() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let note = format!("{}/notes/diagnosis/about/2", page_of(ADA));
    let form = house.get(&note).text();
    assert!(
        form.contains("No visit is under way") && form.contains("value=\"notes/diagnosis/about/2\""),
        "{form}"
    );
    let page = house
        .post(
            &format!("{}/visit", page_of(ADA)),
            &[
                ("title", "Suspected"),
                ("text", "half a sent"),
                ("to", "notes/diagnosis/about/2"),
                ("reason", "TREAT"),
            ],
        )
        .text();
    for words in [
        "Visit since",
        "Penicillin",
        "on record 2",
        "Suspected",
        "half a sent",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    house.post(&format!("{}/visit/end", page_of(ADA)), &[]);
    let begun = house.send(
        &format!("{}/visit", page_of(ADA)),
        &[("to", "records/2"), ("reason", "TREAT")],
    );
    assert_eq!(begun.header("location"), format!("{}/records/2", page_of(ADA)));
    // Nowhere else, whatever a form says.
    house.post(&format!("{}/visit/end", page_of(ADA)), &[]);
    let begun = house.send(
        &format!("{}/visit", page_of(ADA)),
        &[("to", "//evil.example/records/2"), ("reason", "TREAT")],
    );
    assert_eq!(begun.header("location"), page_of(ADA));
}

/// The patients whose consents have ended, as the page lists them.
fn ended(house: &mut Browser) -> String {
    let page = house.get("/doctor").text();
    match page.find("id=\"ended\"") {
        Some(start) => page[start..].to_owned(),
        None => String::new(),
    }
}

fn remembered(world: &World) -> Vec<PathBuf> {
    let memory = files::below(&world.home().join("memory"));
    let ours = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "patients");
    memory.into_iter().filter(ours).collect()
}

#[test]
fn consents_that_were_taken_back_are_listed_as_ended_and_nothing_of_them_is_known() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "TREAT");
    assert!(house.get("/doctor").text().contains("Ada Lovelace"));
    assert!(ended(&mut house).is_empty());
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    let section = ended(&mut house);
    assert!(
        section.contains(&address(ADA)) && section.contains("<time datetime="),
        "{section}"
    );
    let page = house.get("/doctor").text();
    assert!(
        page.contains("taken their consent back") && !page.contains("Ada Lovelace"),
        "{page}"
    );
    let ada = id(ADA);
    let ada: &[u8; 32] = ada.as_ref();
    for file in remembered(&world) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(
            !bytes.windows(32).any(|part| part == ada),
            "{} names her",
            file.display()
        );
    }
    // A machine that remembers nothing, or something damaged, begins with the doctor's own entries.
    for damage in [true, false] {
        let files = remembered(&world);
        assert_eq!(files.len(), 1);
        match damage {
            true => std::fs::write(&files[0], b"damaged").unwrap(),
            false => std::fs::remove_file(&files[0]).unwrap(),
        }
        let section = ended(&mut house);
        assert!(
            section.contains(&address(ADA)) && section.contains("<time datetime="),
            "{section}"
        );
    }
    // Given again it is none of them; another doctor's list has nobody.
    world.grant_all(ADA, HOUSE);
    assert!(ended(&mut house).is_empty());
    let mut wilson = panels.unlocked(WILSON);
    assert!(ended(&mut wilson).is_empty());
    assert!(
        wilson
            .get("/doctor")
            .text()
            .contains("No patient has given you a consent yet")
    );
}

#[test]
fn a_note_begins_with_a_template_and_nothing_typed_is_written_over_unasked() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    let note = format!("{}/notes/diagnosis", page_of(ADA));
    let template = format!("{note}/template");
    let page = house
        .post(&template, &[("title", "Knee"), ("template", "SOAP")])
        .text();
    for words in [
        "Subjective:",
        "Objective:",
        "Assessment:",
        "Plan:",
        "value=\"Knee\"",
    ] {
        assert!(page.contains(words), "{words} is not in {page}");
    }
    house.post(&format!("{note}/draft"), &[("draft", "away")]);

    let typed = [("title", "Knee"), ("text", "It hurts"), ("template", "SOAP")];
    let asked = house.post(&template, &typed);
    assert_eq!(asked.status, 422, "{}", asked.text());
    for words in [
        "there is text already",
        "It hurts",
        "Under the text",
        "In its place",
    ] {
        assert!(asked.text().contains(words), "{words} is not in {}", asked.text());
    }
    assert!(!asked.text().contains("Subjective:"));
    let answer = |how: &'static str| {
        let mut fields = typed.to_vec();
        fields.extend([("chosen", "SOAP"), ("how", how)]);
        fields
    };
    let page = house.post(&template, &answer("below")).text();
    assert!(
        page.contains("It hurts") && page.contains("Subjective:"),
        "{page}"
    );
    let page = house.post(&template, &answer("instead")).text();
    assert!(
        !page.contains("It hurts") && page.contains("Subjective:"),
        "{page}"
    );
    let refused = house.post(&template, &[("title", "Knee"), ("template", "none of this name")]);
    assert!(
        refused.status == 422 && refused.text().contains("no template is chosen"),
        "{}",
        refused.text()
    );
}

#[test]
fn templates_of_ones_own_are_kept_sealed_renamed_and_thrown_away() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    let mut house = panels.unlocked(HOUSE);
    let note = format!("{}/notes/medication", page_of(ADA));
    // What is typed is shown before it is kept as a template.
    let page = house
        .post(
            &format!("{note}/template"),
            &[("title", "x"), ("text", "quagga-marker"), ("do", "keep")],
        )
        .text();
    assert!(
        page.contains("quagga-marker") && page.contains("value=\"medication\" selected"),
        "{page}"
    );
    let change = |house: &mut Browser, fields: &[(&str, &str)]| {
        let mut all = vec![("kind", "medication")];
        all.extend_from_slice(fields);
        house.post("/doctor/templates", &all)
    };
    let kept = change(
        &mut house,
        &[("do", "new"), ("name", "Painkillers"), ("text", "quagga-marker")],
    );
    assert!(kept.text().contains("The template is kept"), "{}", kept.text());
    for path in files::below(&world.home()) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("quagga-marker") && !text.contains("Painkillers"),
            "{} has it in plaintext",
            path.display()
        );
    }
    let again = change(
        &mut house,
        &[("do", "new"), ("name", "Painkillers"), ("text", "y")],
    );
    assert!(again.status == 422 && again.text().contains("of this name already"));
    house.post(&format!("{note}/draft"), &[("draft", "away")]);
    let form = house.get(&note).text();
    assert!(form.contains("<option value=\"Painkillers\">"), "{form}");
    let diagnosis = house.get(&format!("{}/notes/diagnosis", page_of(ADA))).text();
    assert!(
        !diagnosis.contains("Painkillers"),
        "it is for another kind of note"
    );
    let mut wilson = panels.unlocked(WILSON);
    assert!(
        !wilson.get(&note).text().contains("Painkillers"),
        "it is another's"
    );
    let filled = house.post(&format!("{note}/template"), &[("template", "Painkillers")]);
    assert!(filled.text().contains("quagga-marker"), "{}", filled.text());

    // It outlives a lock; renamed, thrown away.
    house.post("/lock", &[]);
    let mut house = panels.unlocked(HOUSE);
    let renamed = change(
        &mut house,
        &[("do", "rename"), ("name", "Painkillers"), ("to", "For pain")],
    );
    assert!(
        renamed.text().contains("The template is renamed"),
        "{}",
        renamed.text()
    );
    assert!(house.get(&note).text().contains("For pain"));
    change(&mut house, &[("do", "away"), ("name", "For pain")]);
    assert!(!house.get("/doctor/templates").text().contains("For pain"));
}

/// The command line has no visits: each access is an entry of its own.
#[test]
fn the_command_line_logs_each_access() {
    let (world, panels) = clinic();
    world.grant_all(ADA, HOUSE);
    let mut house = panels.unlocked(HOUSE);
    begin(&mut house, "TREAT");
    let shown = world.medink(&format!("patient show {ADA}")).acting(HOUSE).ok();
    assert_eq!(steps(&shown), ["patient.log_access"]);
    world.open(HOUSE, ADA, 1);
    assert_eq!(accesses(&world), 3);
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    world.get(HOUSE, ADA, 1).fails(Kind::Refused);
}
