//! What is different at a terminal: tables that fit, questions, and documents that are not written to a screen.

use e2e_system::people::ADA;
use e2e_system::{Seen, World, documents};
use medink_core::Kind;
use nix::sys::signal::Signal;
use std::process::Command;
use unicode_width::UnicodeWidthStr;

const TITLES: [&str; 3] = [
    "Blood count of the ninth of May, taken at home before breakfast by the nurse",
    "تحليل الدم الشامل في اليوم التاسع من شهر مايو في المستشفى الجامعي بالمدينة",
    "二〇二六年五月九日在家中采集的全血细胞计数检验报告单及其医师签署的补充说明",
];

fn patient() -> World {
    let world = World::deployed();
    world.patient(ADA);
    world
}

#[test]
fn tables_fit_the_terminal_and_are_whole_elsewhere() {
    let world = patient();
    let good = world.write("good.txt", "good");
    for title in TITLES {
        let details = serde_json::json!({ "title": title, "kind": "laboratory" });
        world
            .medink("record add --details -")
            .arg(&good)
            .input(details.to_string())
            .acting(ADA)
            .ok();
    }
    let list = |more: &str| world.medink(&format!("record list {more}")).acting(ADA);
    let table = |seen: &Seen| -> Vec<String> { seen.screen.lines().take(4).map(str::to_owned).collect() };
    for columns in [72, 80, 100, 130] {
        let seen = list("").at_a_terminal(columns).wait().ended_with(0);
        for line in table(&seen) {
            assert!(
                line.width() <= usize::from(columns),
                "{} wide\n{seen}",
                line.width()
            );
        }
        for (line, title) in table(&seen).iter().skip(1).zip(TITLES) {
            // As much of it as there is room for.
            let kept: String = title.chars().take(6).collect();
            assert!(line.contains(&kept) && line.contains('…'), "{seen}");
            assert!(!line.contains(title), "{seen}");
        }
    }
    let wide = list("--wide").at_a_terminal(80).wait().ended_with(0);
    let piped = list("").text().run();
    piped.succeeded();
    let programs = list("").ok();
    for (place, title) in TITLES.into_iter().enumerate() {
        assert!(wide.screen.contains(title), "{wide}");
        assert!(piped.stdout().contains(title), "{piped}");
        assert_eq!(programs["records"][place]["details"]["title"], title);
    }
}

#[test]
fn what_is_no_text_is_not_written_to_a_terminal() {
    let world = patient();
    let picture = world.write("scan.dcm", documents::dicom("Ada"));
    world.medink("record add").arg(&picture).acting(ADA).ok();
    world.add(ADA, ADA, "a letter\u{1b}[2J to Ada");
    let get = |number: u32| {
        world
            .medink(&format!("record get {number} --output -"))
            .acting(ADA)
    };
    let refused = get(1).at_a_terminal(80).wait().ended_with(2);
    let refused = refused.says("not written to a terminal").says("--output");
    assert!(
        !refused.screen.contains("DICM") && !refused.screen.contains('\0'),
        "{refused}"
    );
    // Programs get it, and a terminal gets what is text, with what would act on it shown.
    let piped = get(1).text().run();
    assert_eq!(piped.out, std::fs::read(&picture).unwrap());
    let text = get(2).at_a_terminal(80).wait().ended_with(0);
    assert!(!text.says("a letter\\u{1b}[2J to Ada").screen.contains('\u{1b}'));
}

#[test]
fn yes_leaves_out_what_may_be_left_out() {
    let world = patient();
    let good = world.write("good.txt", "good");
    let add = || world.medink("record add").arg(&good).acting(ADA);
    let mut asked = add().at_a_terminal(80);
    asked.until("title: ");
    asked.types("A letter\n");
    asked.until("kind: ");
    asked.types("\n");
    asked.until("date: ");
    asked.types("\n");
    asked.wait().ended_with(0);
    let silent = add().arg("-y").at_a_terminal(80).wait().ended_with(0);
    assert!(!silent.screen.contains("title: "), "{silent}");
    let records = world.medink("record list").acting(ADA).ok();
    let title = |place: usize| records["records"][place]["details"]["title"].clone();
    assert_eq!((title(0), title(1)), ("A letter".into(), "good.txt".into()));
    // What is needed is asked for all the same.
    let mut note = world.medink("patient update -y").acting(ADA).at_a_terminal(80);
    note.until("name: ");
    drop(note);
}

#[test]
fn what_has_no_name_is_asked_for_its_title_first() {
    let world = patient();
    let mut typed = world.medink("record add -").acting(ADA).at_a_terminal(80);
    typed.until("title: ");
    typed.types("Typed\n");
    typed.until("kind: ");
    typed.types("diagnosis\n");
    typed.until("date: ");
    typed.types("\n");
    typed.until("Ctrl-D");
    typed.types("first line\nsecond line\n\u{4}");
    typed.wait().ended_with(0);
    assert_eq!(world.open(ADA, ADA, 1), b"first line\nsecond line\n");

    // A pipe is opened when that is known: nobody writes to this one before.
    let pipe = world.work("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut piped = world
        .medink("record add")
        .arg(&pipe)
        .acting(ADA)
        .at_a_terminal(80);
    piped.until("title: ");
    piped.types("Piped\n");
    piped.until("kind: ");
    piped.types("\n");
    piped.until("date: ");
    piped.types("\n");
    std::fs::write(&pipe, "from a pipe").unwrap();
    piped.wait().ended_with(0);
    assert_eq!(world.open(ADA, ADA, 2), b"from a pipe");

    // No title, and nothing is waited for; and with -y none is asked for.
    let mut none = world.medink("record add -").acting(ADA).at_a_terminal(80);
    none.until("title: ");
    none.types("\n");
    none.until("kind: ");
    none.types("\n");
    none.until("date: ");
    none.types("\n");
    none.wait().ended_with(2).says("needs a title");
    let silent = world.medink("record add - -y").acting(ADA).at_a_terminal(80);
    silent
        .wait()
        .ended_with(2)
        .says("needs a title")
        .says("--details");
}

#[test]
fn searching_asks_what_for() {
    let world = patient();
    world.add(ADA, ADA, "one");
    let mut asked = world.medink("record search").acting(ADA).at_a_terminal(100);
    asked.until("words, or Enter for any: ");
    asked.types("DOCUMENT.txt\n");
    asked.until("kind, or Enter for any: ");
    asked.types("\n");
    asked.until("author (a name or an address), or Enter for anybody: ");
    asked.types("//Ada\n");
    asked
        .wait()
        .ended_with(0)
        .says("1 to 1 of 1 found, of 1 records.");
    let silent = world.medink("record search -y").acting(ADA).at_a_terminal(100);
    let silent = silent.wait().ended_with(0).says("1 to 1 of 1 found");
    assert!(!silent.screen.contains("Enter for any"), "{silent}");
}

#[test]
fn renaming_shows_what_there_is_and_enter_keeps_it() {
    let world = patient();
    world.add(ADA, ADA, "one");
    let mut left = world.medink("record rename 1").acting(ADA).at_a_terminal(80);
    left.until("title [document.txt]: ");
    left.types("\u{3}");
    let left = left.wait();
    assert!(
        left.code == Some(130) || left.signal == Some(Signal::SIGINT as i32),
        "{left}"
    );
    let answered = |answers: [&str; 3]| {
        let mut asked = world.medink("record rename 1").acting(ADA).at_a_terminal(80);
        for (question, answer) in ["title [document.txt]: ", "kind [document]: ", "date [none]: "]
            .into_iter()
            .zip(answers)
        {
            asked.until(question);
            asked.types(&format!("{answer}\n"));
        }
        asked.wait()
    };
    answered(["", "", ""]).ended_with(2).says("nothing was changed");
    answered(["", "referral", ""])
        .ended_with(0)
        .says("Record 2 is the new version of record 1");
    let list = world.medink("record list").acting(ADA).ok()["records"].clone();
    let details = &list[1]["details"];
    assert_eq!(
        (details["title"].as_str(), details["kind"].as_str()),
        (Some("document.txt"), Some("referral"))
    );
    assert_eq!(list.as_array().unwrap().len(), 2);
}

#[test]
fn a_question_is_answered_in_its_language_or_in_english() {
    let world = World::deployed();
    for (language, question, no, yes) in [
        ("en", "Go on? (y/n)", "n", "y"),
        ("en", "Go on? (y/n)", "", "yes"),
        ("fr", "Continuer\u{202f}? (o/n)", "non", "o"),
        ("fr", "Continuer\u{202f}? (o/n)", "n", "y"),
        ("ar", "(ن/ل)", "ل", "ن"),
        ("ar", "(ن/ل)", "n", "y"),
    ] {
        world.medink("account new ada").ok();
        let answered = |answer: &str| {
            let mut asked = world
                .medink("account remove ada")
                .option("--lang", language)
                .at_a_terminal(80);
            asked.until(question);
            asked.types(&format!("{answer}\n"));
            asked.wait()
        };
        answered(no).ended_with(i32::from(Kind::Interrupted.exit_code()));
        let accounts = world.medink("account list").ok();
        assert_eq!(
            accounts["accounts"].as_array().unwrap().len(),
            1,
            "{language}: {no}"
        );
        answered(yes).ended_with(0);
        let accounts = world.medink("account list").ok();
        assert!(
            accounts["accounts"].as_array().unwrap().is_empty(),
            "{language}: {yes}"
        );
    }
}

#[test]
fn a_question_can_be_left() {
    let world = patient();
    let good = world.write("good.txt", "good");
    world.medink("account new ada").ok();
    let medink = |words: &str| world.medink(words);
    for (call, question) in [
        (medink("account remove ada"), "Go on? (y/n)"),
        (
            medink("account new other").without("MEDINK_PASSPHRASE_FILE"),
            "New passphrase",
        ),
        (medink("patient update").acting(ADA), "name: "),
        (medink("record add").arg(&good).acting(ADA), "title: "),
        (medink("record erase 1").acting(ADA), "Go on? (y/n)"),
        (medink("record search").acting(ADA), "words, or Enter for any: "),
    ] {
        let mut asked = call.at_a_terminal(80);
        asked.until(question);
        match question {
            "New passphrase" => asked.leave(),
            _ => asked.types("\u{3}"),
        }
        let seen = asked.wait();
        // Where nothing is to be cleaned up the signal may end the program by itself.
        assert!(
            seen.code == Some(130) || seen.signal == Some(Signal::SIGINT as i32),
            "{seen}"
        );
    }
    let accounts = world.medink("account list").ok();
    assert_eq!(accounts["accounts"].as_array().unwrap().len(), 1);
}
