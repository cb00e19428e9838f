//! Who looked, all of it; and exports that are verified with no node.

use e2e_system::http::Browser;
use e2e_system::people::{self, ADA, HOUSE, address};
use e2e_system::{Panels, World};
use medink_chain::contracts;
use medink_core::Kind;
use std::fs;

#[test]
fn nothing_buries_who_looked() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    let number = world.add(ADA, ADA, "a letter");
    world.grant_all(ADA, HOUSE);
    world.open(HOUSE, ADA, number);
    // Far more of other entries than a page has: a batch is one entry a record.
    let files: Vec<_> = (0..60)
        .map(|n| world.write(&format!("{n}.txt"), format!("letter {n}")))
        .collect();
    world.medink("record add").args(&files).acting(ADA).ok();
    // medink logs no opening of one's own; another program may.
    let ledger = world.ledger();
    let message = contracts::patient::log_access(ledger.deployment().patient(), people::id(ADA), number);
    for _ in 0..3 {
        world.open(ADA, ADA, number);
        ledger.send(&people::account(ADA), &message).expect("a log entry");
    }

    let accesses = |how: &str| {
        let call = world.medink(&format!("audit accesses --patient {ADA} {how}"));
        call.ok()
    };
    let all = accesses("");
    assert_eq!(all["total"], 4);
    let actors = |data: &serde_json::Value| -> Vec<String> {
        let entries = data["entries"].as_array().unwrap().iter();
        entries
            .map(|entry| entry["actor"].as_str().unwrap().to_owned())
            .collect()
    };
    let hex = |name: &str| hex::encode(e2e_system::people::id(name).0);
    assert_eq!(actors(&all), [hex(ADA), hex(ADA), hex(ADA), hex(HOUSE)]);
    assert!(all["entries"][0]["foreign"] == false);
    assert_eq!(actors(&accesses("--start 2 --last 1")), [hex(ADA)]);
    assert_eq!(actors(&accesses("--start 3 --last 9")), [hex(HOUSE)]);
    let own = world.medink("audit accesses --last 1").acting(ADA).text().run();
    assert!(own.stdout().contains("1 to 1 of 4"), "{own}");
    assert!(own.stdout().contains("--start 1"), "{own}");
    let older = world.medink("audit accesses --start 3").acting(ADA).text().run();
    assert!(
        older.stdout().contains("Dr. House") && older.stdout().contains(&address(HOUSE)),
        "{older}"
    );

    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", ADA)]);
    let page = browser.get("/patient/log?show=opened").text();
    assert!(
        page.contains("Dr. House") && page.contains("4 times in all"),
        "{page}"
    );
    // Everything, page by page, down to how it began.
    let mut path = "/patient/log".to_owned();
    let mut pages = 0;
    loop {
        let page = browser.get(&path);
        pages += 1;
        match page.between("href=\"/patient/log?older=", "\"") {
            Some(older) => path = format!("/patient/log?older={older}"),
            None => {
                assert!(page.text().contains("patient registered"), "{}", page.text());
                break;
            }
        }
        assert!(pages < 9, "pages without end");
    }
    assert!(pages > 1, "there are more entries than a page has");
}

#[test]
fn an_export_is_verified_with_no_node_at_all() {
    let world = World::deployed();
    world.patient(ADA);
    let export = world.work("log.jsonl");
    let exported = world.medink("audit export --output").arg(&export).ok();
    let head = exported["head"].as_str().unwrap();
    let with_chain = world.medink("audit verify").arg(&export).ok();
    let piped = world
        .medink("audit verify -")
        .input(fs::read(&export).unwrap())
        .ok();
    assert_eq!(piped, with_chain, "a file and standard input are the same");
    assert!(
        with_chain["against"]
            .as_str()
            .unwrap()
            .starts_with("the chain at ")
    );

    // Neither home, nor config, nor node.
    let nothing = world.work("nothing-here");
    let offline = |file: &std::path::Path, head: &str| {
        world
            .medink("audit verify")
            .arg(file)
            .option("--head", head)
            .variable("MEDINK_HOME", &nothing)
    };
    let told = offline(&export, head).ok();
    assert_eq!(
        (
            &told["complete"],
            &told["against_chain"],
            &told["known_contracts"]
        ),
        (&true.into(), &false.into(), &false.into())
    );
    assert!(!nothing.exists(), "it makes no home");
    let here = world
        .medink("audit verify")
        .arg(&export)
        .option("--head", head)
        .ok();
    assert_eq!(here["known_contracts"], true, "held against the deployment file");
    let run = offline(&export, head).text().run();
    assert!(run.stdout().contains("held against the head given"), "{run}");

    let (count, _) = head.split_once(':').unwrap();
    offline(&export, &format!("{count}:{}", "0".repeat(64))).fails(Kind::Damaged);
    offline(&export, "so many").fails(Kind::Usage);

    // Whoever names another contract in the first line has the entries of the real one stand out as foreign.
    let text = fs::read_to_string(&export).unwrap();
    let (title, lines) = text.split_once('\n').unwrap();
    let mut title: serde_json::Value = serde_json::from_str(title).unwrap();
    let patient = title["patient"].as_str().unwrap().to_owned();
    title["patient"] = "ab".repeat(32).into();
    let lines: Vec<String> = lines
        .lines()
        .map(
            |line| match line.contains(&format!("\"contract\":\"{patient}\"")) {
                true => line.replace("\"foreign\":false", "\"foreign\":true"),
                false => line.to_owned(),
            },
        )
        .collect();
    let foreign = world.write("foreign.jsonl", format!("{title}\n{}\n", lines.join("\n")));
    let run = offline(&foreign, head).run();
    assert_eq!(run.code, Some(i32::from(Kind::Damaged.exit_code())), "{run}");
    assert!(run.envelope()["data"]["foreign"].as_u64() > Some(0), "{run}");
    let accepted = offline(&foreign, head).arg("--allow-foreign").ok();
    assert!(accepted["foreign"].as_u64() > Some(0));
    // This machine's deployment file says otherwise.
    world
        .medink("audit verify")
        .arg(&foreign)
        .option("--head", head)
        .arg("--allow-foreign")
        .fails(Kind::Damaged)
        .says("other contracts");
}
