//! A patient's list of records in the browser: renaming one, and selecting several to give access to, to download and to
//! erase; and the small pictures in it.

use e2e_system::http::{Answer, Browser, form, request};
use e2e_system::people::{ADA, HOUSE, address};
use e2e_system::{Panels, World, documents, files};
use medink_core::Kind;
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use std::thread;
use zip::ZipArchive;

const PASSWORD: &str = "correct horse battery staple";
const CHEST: &str = "صورة الصدر";

fn add(world: &World, who: &str, about: &Value) {
    let file = world.write("page.txt", about["title"].as_str().unwrap());
    world
        .medink("record add --details -")
        .arg(&file)
        .option("--patient", ADA)
        .input(about.to_string())
        .acting(who)
        .ok();
}

/// A patient with three records.
fn given() -> (World, Panels) {
    let world = World::deployed();
    world.patient(ADA);
    for about in [
        json!({ "title": CHEST, "kind": "referral", "date": "2020-05" }),
        json!({ "title": "Letter", "kind": "document", "date": "2021-03-05" }),
        json!({ "title": "Wrong", "kind": "document", "date": "2022" }),
    ] {
        add(&world, ADA, &about);
    }
    let panels = Panels::start(&world);
    (world, panels)
}

fn comes(panels: &Panels, who: &str) -> Browser {
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", who)]);
    browser.get("/account");
    browser
}

/// Comes to the list of records.
fn lists(panels: &Panels) -> Browser {
    let mut ada = comes(panels, ADA);
    assert_eq!(ada.get("/patient/records").status, 200);
    ada
}

fn listed(world: &World) -> Vec<Value> {
    let list = world.medink("record list").acting(ADA).ok();
    list["records"].as_array().unwrap().clone()
}

fn states(world: &World) -> Vec<String> {
    let state = |row: &Value| row["state"].as_str().unwrap().to_owned();
    listed(world).iter().map(state).collect()
}

fn log(world: &World) -> Value {
    world
        .medink(&format!("audit list --subject {ADA} --last 200"))
        .ok()["entries"]
        .clone()
}

fn once(page: &Answer) -> String {
    page.between("name=\"once\" value=\"", "\"")
        .expect("a form that is done once")
}

/// What the page tells as wrong.
fn problem(page: &Answer) -> String {
    page.between("class=\"problem\" role=\"alert\" tabindex", "</div>")
        .unwrap_or_else(|| panic!("no problem in {}", page.text()))
}

/// Presses a button beside the selection, with these ticked.
fn does(browser: &mut Browser, what: &str, chosen: &[&str]) -> Answer {
    let mut fields = vec![("do", what)];
    fields.extend(chosen.iter().map(|number| ("chosen", *number)));
    browser.post("/patient/records/selected", &fields)
}

/// Sends the same form twice at once; gives both answers.
fn twice(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> [Answer; 2] {
    thread::scope(|scope| {
        let sending = [(); 2].map(|()| scope.spawn(|| browser.send(path, fields)));
        sending.map(|one| one.join().unwrap())
    })
}

#[test]
fn a_record_is_renamed_on_its_page_and_by_a_double_click_once() {
    let (world, panels) = given();
    let mut ada = lists(&panels);
    let page = ada.get("/patient/records/1");
    let text = page.text();
    for prefilled in [
        &format!("name=\"title\" dir=\"auto\" autocomplete=\"off\" value=\"{CHEST}\""),
        "value=\"referral\"",
        "value=\"2020-05\"",
    ] {
        assert!(text.contains(prefilled), "{prefilled} is not in {text}");
    }

    // What is refused keeps what was typed, and does nothing.
    let before = log(&world);
    let kept = |title: &str, kind: &str, date: &str| {
        [
            ("known", "yes".to_owned()),
            ("title", title.to_owned()),
            ("kind", kind.to_owned()),
            ("date", date.to_owned()),
        ]
    };
    let mut id = once(&page);
    for (typed, words) in [
        (kept("", "imaging", "2021"), "a title, and the new one is empty"),
        (kept("Chest", "imaging", ""), "not taken away"),
        (kept("Chest", "imaging", "Appendix"), "no date"),
        (kept(CHEST, "referral", "2020-05"), "nothing was changed"),
        (kept(&"x".repeat(256), "imaging", "2021"), "255"),
    ] {
        let mut fields: Vec<(&str, &str)> = typed
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        fields.push(("once", &id));
        let refused = ada.post("/patient/records/1/rename", &fields);
        assert_eq!(refused.status, 422, "{words}: {}", refused.text());
        let problem = problem(&refused);
        assert!(
            problem.contains(words) && !problem.contains("Appendix"),
            "{words}: {problem}"
        );
        for (_, value) in &typed {
            assert!(refused.text().contains(&format!("value=\"{value}\"")), "{value}");
        }
        let next = once(&refused);
        assert_ne!(next, id, "a form of its own");
        id = next;
    }
    let bare = ada.post(
        "/patient/records/1/rename",
        &[("known", "yes"), ("title", "Chest")],
    );
    assert_eq!(bare.status, 422, "{}", bare.text());
    assert!(problem(&bare).contains("not whole"));
    assert_eq!(log(&world), before);

    // A double click.
    let fields = [
        ("known", "yes"),
        ("title", "رسالة العيادة"),
        ("kind", "imaging"),
        ("date", "2021"),
        ("once", id.as_str()),
    ];
    for answer in twice(&ada, "/patient/records/1/rename", &fields) {
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/patient/records/1"),
            "{}",
            answer.text()
        );
    }
    let list = listed(&world);
    assert_eq!(list.len(), 4, "one new version: {list:?}");
    assert_eq!(
        (
            &list[3]["amends"],
            &list[3]["details"]["title"],
            &list[3]["details"]["kind"],
            &list[3]["details"]["date"]
        ),
        (
            &json!(1),
            &json!("رسالة العيادة"),
            &json!("imaging"),
            &json!("2021")
        )
    );
    assert_eq!(world.open(ADA, ADA, 4), CHEST.as_bytes(), "the same content");
    let page = ada.get("/patient/records/1");
    let text = page.text();
    assert!(text.contains("Record 4 is the new version of record 1"), "{text}");
    assert!(text.contains("<h1 dir=\"auto\">رسالة العيادة</h1>"), "{text}");
    assert!(text.contains(CHEST), "the old version stays below");

    assert!(
        !text.contains("was done already"),
        "a double click is none of it: {text}"
    );
    // The form that was done, sent again with other words, as after going back: that is told, and not done.
    let again = [
        ("known", "yes"),
        ("title", "Elbow"),
        ("kind", "imaging"),
        fields[4],
    ];
    let told = ada.post("/patient/records/1/rename", &again);
    assert!(
        told.text().contains("This form was done already"),
        "{}",
        told.text()
    );
    assert_eq!(listed(&world).len(), 4);

    // The older one would take the newer one's place; and what is not there can't be renamed.
    let id = once(&page);
    let fields = [("title", "Other"), ("once", id.as_str())];
    let older = ada.post("/patient/records/1/rename", &fields);
    assert_eq!(older.status, 422);
    assert!(problem(&older).contains("newer version: record 4"));
    let nothing = ada.post("/patient/records/99/rename", &fields);
    assert_eq!(nothing.status, 404, "{}", nothing.text());
    assert!(nothing.text().contains("no record 99"));
    assert_eq!(listed(&world).len(), 4);
}

#[test]
fn a_doctor_renames_the_own_note_on_its_page_and_is_told_that_it_is_logged() {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    add(&world, ADA, &json!({ "title": "Letter" }));
    world.grant_all(ADA, HOUSE);
    add(&world, HOUSE, &json!({ "title": "Seen" }));
    let panels = Panels::start(&world);
    let mut house = comes(&panels, HOUSE);
    let path = format!("/doctor/patients/{}/records", address(ADA));
    assert!(
        !house
            .get(&format!("{path}/1"))
            .text()
            .contains("Change title, kind or date")
    );
    let page = house.get(&format!("{path}/2"));
    assert!(page.text().contains("the log tells the patient first"));

    let id = once(&page);
    let before = log(&world);
    for (fields, words) in [
        (&[][..], "nothing was changed"),
        (&[("date", "Appendix")][..], "no date"),
    ] {
        let fields = [fields, &[("once", id.as_str())]].concat();
        let refused = house.post(&format!("{path}/2/rename"), &fields);
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(problem(&refused).contains(words), "{words}");
    }
    let other = house.post(&format!("{path}/1/rename"), &[("title", "Mine"), ("once", &id)]);
    assert_eq!(other.status, 422, "{}", other.text());
    assert!(problem(&other).contains("by who wrote the record"));
    assert_eq!(log(&world), before, "nothing was opened for it");

    let page = house.post(
        &format!("{path}/2/rename"),
        &[("title", "First visit"), ("once", &id)],
    );
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("Record 3 is the new version of record 2"));
    assert!(
        page.text().contains("First visit"),
        "its author knows what it is called"
    );
    let added: Vec<Value> = log(&world).as_array().unwrap().clone();
    assert_eq!(added.len(), before.as_array().unwrap().len() + 2, "{added:?}");
    assert_eq!(listed(&world)[2]["details"]["title"], "First visit");
}

/// Of 104 records, on three pages.
#[test]
fn what_is_ticked_stays_over_pages_and_searches_within_a_bound() {
    let world = World::deployed();
    world.patient(ADA);
    let files: Vec<_> = (1..=104)
        .map(|n| world.write(&format!("page-{n:03}.txt"), n.to_string()))
        .collect();
    world.medink("record add").args(&files).acting(ADA).ok();
    let panels = Panels::start(&world);
    let mut ada = lists(&panels);
    let find = "/patient/records/find";
    let count = |page: &Answer| -> usize {
        let count = page
            .between("<b data-count>", "<")
            .expect("how many are selected");
        count.parse().unwrap()
    };
    let ticked = |page: &Answer, number: usize| {
        let text = page.text();
        // What is selected elsewhere is hidden on the page, and not ticked there.
        let start = text.find(&format!(
            "type=\"checkbox\" form=\"finder\" name=\"chosen\" value=\"{number}\""
        ));
        start.map(|at| text[at..].split('>').next().unwrap().contains("checked"))
    };

    let page = ada.get("/patient/records");
    assert_eq!(
        (count(&page), ticked(&page, 104), ticked(&page, 54)),
        (0, Some(false), None)
    );
    // To the next page, and on to what is looked for: what is ticked stays, also where it is not seen.
    let page = ada.post(find, &[("chosen", "104"), ("chosen", "103"), ("page", "2")]);
    assert_eq!((count(&page), ticked(&page, 54)), (2, Some(false)));
    assert!(
        page.text().contains("2 of them not on this page"),
        "{}",
        page.text()
    );
    for number in ["103", "104"] {
        let hidden = format!("type=\"hidden\" form=\"finder\" name=\"chosen\" value=\"{number}\"");
        assert!(page.text().contains(&hidden), "{number}");
    }
    let origin = format!("http://{}", ada.address);
    let headers = [
        ("Origin", origin.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("HX-Request", "true"),
    ];
    let fields = [
        ("chosen", "104"),
        ("chosen", "103"),
        ("chosen", "54"),
        ("words", "page-10"),
    ];
    let body = form(&ada.token, &fields);
    let page = ada.ask("POST", find, &headers, body.as_bytes());
    assert_eq!((page.status, count(&page)), (200, 3));
    assert_eq!(
        (ticked(&page, 104), ticked(&page, 102)),
        (Some(true), Some(false))
    );
    // Also when it is loaded again; and no address names anything.
    let page = ada.get("/patient/records");
    assert_eq!((count(&page), ticked(&page, 104)), (3, Some(true)));
    // What is unticked is not selected any more.
    let page = ada.post(find, &[("chosen", "54")]);
    assert_eq!((count(&page), ticked(&page, 104)), (1, Some(false)));
    let page = ada.post(find, &[("chosen", "54"), ("none", "2")]);
    assert_eq!(
        (count(&page), ticked(&page, 54)),
        (0, Some(false)),
        "on the page that it was"
    );

    // A script tells it at once, and it is so for whoever leaves the page and comes back.
    let select = "/patient/records/select";
    let told = ada.send(select, &[("chosen", "54"), ("chosen", "53")]);
    assert_eq!((told.status, told.body.len()), (204, 0), "{}", told.text());
    ada.get("/patient/records/1");
    let page = ada.get("/patient/records");
    assert_eq!((count(&page), ticked(&page, 53)), (2, Some(true)));
    assert_eq!(ada.send(select, &[("chosen", "54")]).status, 204);
    let page = ada.get("/patient/records");
    assert_eq!((count(&page), ticked(&page, 53)), (1, Some(false)));
    let stranger = Browser {
        token: "0".repeat(64),
        ..ada.clone()
    };
    assert_eq!(stranger.send(select, &[("chosen", "1")]).status, 403);
    assert_eq!(ada.send(select, &[("chosen", "x")]).status, 204);
    assert_eq!(count(&ada.get("/patient/records")), 0);

    // All on a page, one page after the other, until it is too much.
    let numbers: Vec<String> = (1..=104).map(|number: u32| number.to_string()).collect();
    let page = ada.post(find, &[("all", "1")]);
    assert_eq!((count(&page), ticked(&page, 55)), (50, Some(true)));
    let fields: Vec<_> = numbers[54..]
        .iter()
        .map(|number| ("chosen", number.as_str()))
        .collect();
    let page = ada.post(find, &[&fields[..], &[("all", "2")]].concat());
    assert_eq!((count(&page), ticked(&page, 5)), (100, Some(true)));
    let fields: Vec<_> = numbers[4..]
        .iter()
        .map(|number| ("chosen", number.as_str()))
        .collect();
    let page = ada.post(find, &[&fields[..], &[("all", "3")]].concat());
    assert_eq!(count(&page), 100);
    assert!(page.text().contains("4 are left out"), "{}", page.text());

    // And nothing is done with too many.
    let height = world.ledger().height();
    let all: Vec<&str> = numbers.iter().map(String::as_str).collect();
    for (what, chosen, words) in [
        ("erase", &all[..101], "101 records are selected"),
        ("download", &all[..], "104 records are selected"),
        ("access", &all[..33], "a consent names 32 at most"),
    ] {
        let refused = does(&mut ada, what, chosen);
        assert_eq!(refused.status, 422, "{what}");
        assert!(problem(&refused).contains(words), "{what}");
    }
    let fields: Vec<_> = all[..101].iter().map(|number| ("record", *number)).collect();
    for path in ["erase", "download"] {
        let path = format!("/patient/records/selected/{path}");
        let refused = ada.post(
            &path,
            &[&fields[..], &[("sure", "yes"), ("how", "plain")]].concat(),
        );
        assert_eq!(refused.status, 422, "{path}");
    }
    assert_eq!(world.ledger().height(), height);
}

#[test]
fn what_can_not_be_selected_is_refused_and_nothing_is_done() {
    let (world, panels) = given();
    world.medink("record erase 3 --yes").acting(ADA).ok();
    let mut ada = lists(&panels);
    let height = world.ledger().height();
    for (what, chosen, status, words) in [
        ("erase", &[][..], 422, "nothing is selected"),
        ("download", &[], 422, "nothing is selected"),
        ("access", &[], 422, "nothing is selected"),
        // None of hers; one that is erased; no number at all.
        ("erase", &["1", "99"], 422, "record 99 is not in your list"),
        ("access", &["3"], 422, "record 3 is not in your list"),
        ("erase", &["1", "Appendix"], 422, "is no record"),
        ("Appendix", &["1"], 422, "it is not said what"),
    ] {
        let refused = does(&mut ada, what, chosen);
        assert_eq!(refused.status, status, "{what} {chosen:?}: {}", refused.text());
        let problem = problem(&refused);
        assert!(
            problem.contains(words) && !problem.contains("Appendix"),
            "{what}: {problem}"
        );
    }
    // What was ticked beside it is ticked still.
    let page = does(&mut ada, "erase", &["1", "99"]);
    assert!(page.text().contains("<b data-count>1</b>"), "{}", page.text());
    // Pages about a selection, without one.
    ada.post("/patient/records/find", &[("none", "1")]);
    for path in [
        "/patient/records/selected/erase",
        "/patient/records/selected/download",
    ] {
        let answer = ada.ask("GET", path, &[], b"");
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/patient/records")
        );
        assert_eq!(ada.post(path, &[("sure", "yes")]).status, 422, "{path}");
    }
    // Without the page's token.
    let other = Browser {
        token: "0".repeat(64),
        ..ada.clone()
    };
    assert_eq!(
        other
            .send("/patient/records/selected", &[("do", "erase"), ("chosen", "1")])
            .status,
        403
    );
    assert_eq!(world.ledger().height(), height);
}

#[test]
fn what_is_selected_is_erased_after_it_was_confirmed_and_each_failure_costs_its_own() {
    let (world, panels) = given();
    // A second version of the letter, and one more.
    world
        .medink("record rename 2")
        .input(json!({ "title": "Letter of the clinic" }).to_string())
        .acting(ADA)
        .ok();
    add(&world, ADA, &json!({ "title": "Stays" }));
    let mut ada = lists(&panels);
    let page = does(&mut ada, "erase", &["1", "3", "4"]);
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    for words in [
        "Erase 3 records?",
        CHEST,
        "2020-05",
        "referral",
        "Letter of the clinic",
        "2 versions",
        "Erase every version, 4 in all",
        "name=\"other\" value=\"2\"",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(!text.contains("Stays"));

    // Not without being sure, nor without saying what of it.
    let height = world.ledger().height();
    let id = once(&page);
    let mut fields = vec![
        ("record", "1"),
        ("record", "3"),
        ("record", "4"),
        ("other", "2"),
        ("once", id.as_str()),
    ];
    for (more, words) in [
        (&[("versions", "all")][..], "it was not confirmed"),
        (&[("sure", "yes")][..], "whether earlier versions are meant"),
    ] {
        let refused = ada.post("/patient/records/selected/erase", &[&fields[..], more].concat());
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(problem(&refused).contains(words), "{words}");
        assert!(refused.text().contains(CHEST), "{}", refused.text());
    }
    assert_eq!(world.ledger().height(), height);

    // One of them is erased elsewhere meanwhile; and the click is a double one.
    world.medink("record erase 3 --yes").acting(ADA).ok();
    fields.extend([("versions", "all"), ("sure", "yes")]);
    let before = log(&world).as_array().unwrap().len();
    for answer in twice(&ada, "/patient/records/selected/erase", &fields) {
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, "/patient/records"),
            "{}",
            answer.text()
        );
    }
    assert_eq!(log(&world).as_array().unwrap().len(), before + 3, "each once");
    let page = ada.get("/patient/records").text();
    assert!(
        page.contains("3 records are erased:") && page.contains("1 record is erased already"),
        "{page}"
    );
    assert!(page.contains("3 transactions"), "{page}");
    assert!(page.contains("<b data-count>0</b>"), "{page}");
    assert_eq!(states(&world), ["erased", "erased", "erased", "erased", "live"]);
    world.get(ADA, ADA, 4).fails(Kind::NotFound);

    // One that is not hers costs itself alone, and is told with why.
    let page = does(&mut ada, "erase", &["5"]);
    let id = once(&page);
    let fields = [
        ("record", "5"),
        ("record", "99"),
        ("sure", "yes"),
        ("once", id.as_str()),
    ];
    let page = ada.post("/patient/records/selected/erase", &fields);
    assert_eq!(page.status, 422, "{}", page.text());
    let text = page.text();
    for words in [
        "1 record is erased:",
        "1 transaction,",
        "1 record is not erased",
        "Record 99",
        "no record 99",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert_eq!(states(&world)[4], "erased");
    // Nothing of all that is left in the store.
    let left: Vec<_> = files::below(&world.home().join("store/blocks"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "data"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_version_that_came_after_the_question_is_not_erased_unasked() {
    let (world, panels) = given();
    let renames = |number: u32, title: &str| {
        world
            .medink(&format!("record rename {number}"))
            .input(json!({ "title": title }).to_string())
            .acting(ADA)
            .ok()
    };
    renames(2, "Letter of the clinic");
    let mut ada = lists(&panels);
    let page = does(&mut ada, "erase", &["4"]);
    let asked = once(&page);
    renames(4, "Letter of the other clinic");
    let path = "/patient/records/selected/erase";
    let height = world.ledger().height();
    let mut fields = vec![
        ("record", "4"),
        ("other", "2"),
        ("versions", "all"),
        ("sure", "yes"),
    ];
    let page = ada.post(path, &[&fields[..], &[("once", asked.as_str())]].concat());
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(
        problem(&page).contains("there is a newer version now, record 5"),
        "{}",
        page.text()
    );
    assert!(
        page.text().contains("Erase every version, 3 in all"),
        "{}",
        page.text()
    );
    assert_eq!(world.ledger().height(), height, "nothing is erased");

    // The page made again names it.
    assert!(
        page.text().contains("name=\"other\" value=\"5\""),
        "{}",
        page.text()
    );
    let asked = once(&page);
    fields.extend([("other", "5"), ("once", asked.as_str())]);
    let page = ada.post(path, &fields);
    assert!(page.text().contains("3 records are erased:"), "{}", page.text());
    assert_eq!(states(&world), ["live", "erased", "live", "erased", "erased"]);
}

#[test]
fn a_language_can_be_chosen_on_a_failure_that_stands_where_only_forms_are_sent_to() {
    let (_world, panels) = given();
    let mut ada = lists(&panels);
    for (path, above) in [
        ("/patient/records/99/rename", "/patient/records/99"),
        ("/lock", "/"),
        ("/patient/records/selected", "/patient/records"),
        ("/patient/records/find", "/patient/records"),
    ] {
        let referer = format!("http://{}{path}", ada.address);
        let origin = format!("http://{}", ada.address);
        let headers = [("Origin", origin.as_str()), ("Referer", referer.as_str())];
        let body = form(&ada.token, &[("language", "en")]);
        let chosen = ada.ask("POST", "/language", &headers, body.as_bytes());
        assert_eq!((chosen.status, chosen.header("location")), (303, path));
        let next = ada.get(path);
        assert_eq!((next.status, next.header("location")), (303, above), "{path}");
    }
}

fn read(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap_or_else(|e| panic!("{name}: {e}"));
    file.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn what_is_selected_is_downloaded_as_one_archive_and_nothing_else() {
    let (world, panels) = given();
    world.doctor(HOUSE);
    world.grant_all(ADA, HOUSE);
    let mut ada = lists(&panels);
    let logged = log(&world);
    let page = does(&mut ada, "download", &["1", "3"]);
    let text = page.text();
    assert!(
        text.contains("Download 2 records") && text.contains(CHEST) && !text.contains("Letter"),
        "{text}"
    );
    let path = "/patient/records/selected/download";
    let chosen = [("record", "1"), ("record", "3")];
    let answer = ada.send(path, &[&chosen[..], &[("how", "plain")]].concat());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut archive = ZipArchive::new(Cursor::new(answer.whole())).unwrap();
    let mut names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names.sort();
    let chest = format!("records/00001-{CHEST}.txt");
    assert_eq!(names, ["index.html", chest.as_str(), "records/00003-Wrong.txt"]);
    assert_eq!(read(&mut archive, &chest), CHEST);
    let index = read(&mut archive, "index.html");
    assert!(
        index.contains(CHEST) && index.contains("signature right"),
        "{index}"
    );
    // It is for others to read: its "you" would be they.
    assert!(index.contains("the patient"), "{index}");
    for words in [
        "Letter",
        "Dr. House",
        &address(ADA),
        "log.jsonl",
        "by you",
        ">you<",
    ] {
        assert!(!index.contains(words), "{words} is in {index}");
    }

    // Encrypted, and with one that is erased by then: it is named, and costs nothing else.
    world.medink("record erase 3 --yes").acting(ADA).ok();
    let logged_erasure = log(&world);
    let secret = [("how", "encrypted"), ("password", PASSWORD), ("again", PASSWORD)];
    let answer = ada.send(path, &[&chosen[..], &secret].concat());
    assert_eq!(answer.status, 200);
    let mut archive = ZipArchive::new(Cursor::new(answer.whole())).unwrap();
    assert_eq!(archive.len(), 1);
    let mut inner = Vec::new();
    archive
        .by_index_decrypt(0, PASSWORD.as_bytes())
        .unwrap()
        .read_to_end(&mut inner)
        .unwrap();
    let mut inner = ZipArchive::new(Cursor::new(inner)).unwrap();
    assert_eq!(inner.len(), 2);
    assert!(read(&mut inner, "index.html").contains("Erased: nobody has it any more"));
    assert_eq!(log(&world), logged_erasure, "one's own is not logged");
    assert_eq!(
        logged.as_array().unwrap().len() + 1,
        logged_erasure.as_array().unwrap().len()
    );

    // What is refused shows what was chosen, and no password.
    for (fields, words) in [
        (
            [
                &chosen[..],
                &[("how", "encrypted"), ("password", PASSWORD), ("again", "other")],
            ]
            .concat(),
            "differ",
        ),
        ([&chosen[..], &[("how", "")]].concat(), "not chosen"),
        (
            [&chosen[..], &[("record", "99"), ("how", "plain")]].concat(),
            "there is no record 99",
        ),
    ] {
        let refused = ada.post(path, &fields);
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert!(problem(&refused).contains(words), "{words}");
        assert!(refused.text().contains(CHEST) && !refused.text().contains("horse"));
    }
    for path in files::below(world.folder()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!name.ends_with(".zip"), "{}", path.display());
    }
}

#[test]
fn access_is_given_to_what_is_selected_and_no_address_names_it() {
    let (world, panels) = given();
    world.doctor(HOUSE);
    let mut ada = lists(&panels);
    let selects = |ada: &Browser, numbers: &[&str]| {
        let mut fields = vec![("do", "access")];
        fields.extend(numbers.iter().map(|number| ("chosen", *number)));
        let sent = ada.send("/patient/records/selected", &fields);
        assert_eq!(sent.status, 303, "{}", sent.text());
        let id = sent
            .header("location")
            .strip_prefix("/patient/consents/new?with=");
        let id = id.expect("a name").to_owned();
        assert_eq!(id.len(), 64, "no number, but random");
        id
    };
    let with = selects(&ada, &["1", "3"]);
    let page = ada.get(&format!("/patient/consents/new?with={with}"));
    assert!(
        page.text().contains("the 2 records that you selected"),
        "{}",
        page.text()
    );
    let found = ada
        .get(&format!("/patient/consents/doctors?q=House&with={with}"))
        .text();
    let link = format!("/patient/consents/new?doctor={}", address(HOUSE));
    assert!(found.contains(&format!("{link}&amp;with={with}")), "{found}");
    assert!(page.text().contains(&format!("{link}&amp;with={with}")));
    let chosen =
        |page: &str, number: u32| page.contains(&format!("name=\"record\" value=\"{number}\" checked"));

    // Another tab's choice is its own.
    let other = selects(&ada, &["2"]);

    // One of them is erased meanwhile: it is named and left out.
    add(&world, ADA, &json!({ "title": "Later" }));
    world.medink("record erase 3 --yes").acting(ADA).ok();
    let page = ada.get(&format!("{link}&with={with}")).text();
    assert!(
        chosen(&page, 1) && !chosen(&page, 2) && !chosen(&page, 4),
        "{page}"
    );
    assert!(
        page.contains("this can&#39;t be given") && page.contains("record 3"),
        "{page}"
    );
    let house = address(HOUSE);
    // A form that is refused keeps it.
    let kept = format!("name=\"with\" value=\"{with}\"");
    assert!(page.contains(&kept), "{page}");
    let mut given = vec![
        ("doctor", house.as_str()),
        ("with", with.as_str()),
        ("scope", "records"),
        ("record", "1"),
        ("purpose", "treat"),
    ];
    let refused = ada.post("/patient/consents/new", &given);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains(&kept), "{}", refused.text());
    given.push(("until", "30d"));
    ada.get("/patient/records");
    ada.send("/patient/records/select", &[("chosen", "1"), ("chosen", "4")]);
    let page = ada.post("/patient/consents/new", &given).text();
    assert!(page.contains("The consent is given"), "{page}");
    // What was given is selected no more; what was ticked beside it is.
    let page = ada.get("/patient/records").text();
    assert!(page.contains("<b data-count>1</b>"), "{page}");

    // Beside what is covered already.
    let page = ada.get(&format!("{link}&with={other}")).text();
    assert!(
        chosen(&page, 1) && chosen(&page, 2) && !chosen(&page, 4),
        "{page}"
    );
    // And nothing is taken from who has everything.
    world.grant_all(ADA, HOUSE);
    let page = ada.get(&format!("{link}&with={other}")).text();
    assert!(page.contains("there is nothing to give"), "{page}");
    // Without a selection the page is as it was.
    let page = ada.get(&link).text();
    assert!(!page.contains("that you selected"), "{page}");
}

#[test]
fn pictures_are_shown_small_which_logs_and_pays_nothing() {
    let world = World::deployed();
    world.patient(ADA);
    let panels = Panels::start(&world);
    let mut ada = lists(&panels);
    let broken = [b"\x89PNG\r\n\x1a\n".as_slice(), &[7; 500]].concat();
    let all = documents::png(400, 200);
    for (name, bytes) in [
        ("skin.png", all.clone()),
        ("tooth.jpg", documents::jpeg()),
        ("broken.png", broken),
        ("cut.png", all[..all.len() / 2].to_vec()),
        ("letter.txt", b"a letter".to_vec()),
        ("other.gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
    ] {
        let answer = ada.upload("/patient/records/upload", name, &bytes);
        assert_eq!(answer.status, 200, "{name}: {}", answer.text());
    }
    let height = world.ledger().height();
    let page = ada.get("/patient/records").text();
    let at = |number: u32| format!("/patient/records/{number}/thumbnail");
    for (number, shown) in [(1, true), (2, true), (3, true), (4, true), (5, false), (6, false)] {
        let image = format!(
            "<img class=\"thumb\" src=\"{}\" width=\"48\" height=\"48\" alt=\"\" loading=\"lazy\"",
            at(number)
        );
        assert_eq!(page.contains(&image), shown, "{number}: {page}");
    }
    let small = |ada: &Browser, number: u32| ada.ask("GET", &at(number), &[], b"");
    for (number, size) in [(1, (96, 48)), (2, (16, 8))] {
        // Also when it is asked for again.
        for _ in 0..2 {
            let answer = small(&ada, number);
            assert_eq!(
                (answer.status, answer.header("content-type")),
                (200, "image/png"),
                "{number}: {}",
                answer.text()
            );
            assert_eq!(documents::png_size(&answer.body), Some(size), "{number}");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") && !policy.contains("unsafe"),
                "{policy}"
            );
        }
    }
    for number in [3, 4] {
        let answer = small(&ada, number);
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "image/svg+xml"),
            "{number}: a plain symbol"
        );
    }
    for number in [5, 6, 99] {
        assert_eq!(small(&ada, number).status, 404, "{number}");
    }
    assert_eq!(world.ledger().height(), height, "nothing is logged or paid");
    // Nothing of it is on a disk.
    let picture = small(&ada, 1).body;
    for path in files::below(world.folder()) {
        let bytes = std::fs::read(&path).unwrap_or_default();
        let held = bytes.windows(picture.len()).any(|part| part == picture);
        assert!(!held, "{}", path.display());
    }

    // It is this session's alone: not another site's, not a stranger's, and nobody's after it is erased or locked.
    let elsewhere = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "no-cors"),
        ("Sec-Fetch-Dest", "image"),
    ];
    assert_eq!(ada.ask("GET", &at(1), &elsewhere, b"").status, 403);
    assert_ne!(request(&ada.address, "GET", &at(1), &[], b"").status, 200);
    let stranger = Browser::enter(&panels.invitation());
    assert_eq!(small(&stranger, 1).status, 404);
    let erased = ada.post("/patient/records/2/erase", &[("sure", "yes")]);
    assert_eq!(erased.status, 200, "{}", erased.text());
    assert_eq!((small(&ada, 2).status, small(&ada, 1).status), (404, 200));
    ada.post("/lock", &[]);
    assert_eq!(small(&ada, 1).status, 404);
}
