//! Of several stores so many have to have a record: one that is away costs a warning where enough are left, and the
//! record where not. What it missed is counted and brought to it, and what was erased is not.

use super::{keeps_records_in, place, warnings, world};
use e2e_parts::{Kubo, overwrite};
use e2e_system::people::{ADA, GRACE, address};
use e2e_system::{Run, World, files};
use medink_core::Kind;
use serde_json::{Value, json};
use std::fs;

/// This machine's store and two daemons', of which so many have to have a record.
fn three_stores(world: &World, one: &Kubo, two: &Kubo, copies: usize) {
    let (one, two) = (one.url(), two.url());
    let lines = format!("stores = [\"embedded\", \"{one}\", \"{two}\"]\ncopies = {copies}");
    keeps_records_in(world, &lines);
}

/// What a command found out although something is wrong.
fn found(run: &Run, kind: Kind) -> Value {
    assert_eq!(run.code, Some(i32::from(kind.exit_code())), "{run}");
    run.envelope()["data"].clone()
}

#[test]
fn one_of_three_may_be_away_and_gets_what_it_missed() {
    let world = world();
    let (mut one, two) = (Kubo::start(), Kubo::start());
    three_stores(&world, &one, &two, 2);
    world.add(ADA, ADA, "in all");
    let status = world.medink("store status").ok();
    assert_eq!(
        (&status["records"], &status["copies"], &status["short"]),
        (&json!(1), &json!(2), &json!(0))
    );
    assert_eq!(status["lacking"]["total"], 0);

    one.kill();
    let file = world.write("document.txt", "in two");
    let added = world.medink("record add").arg(&file).acting(ADA).run();
    let said = warnings(&added);
    assert_eq!(said.len(), 1, "{added}");
    assert_eq!(
        (&said[0]["store"], &said[0]["lacks"]),
        (&json!(one.url()), &json!(true))
    );
    let words = said[0]["what"].as_str().unwrap();
    assert!(words.contains("It is in 2 of 3 stores"), "{added}");
    let shown = world.medink("record add").arg(&file).acting(ADA).text().run();
    shown.succeeded();
    assert!(shown.err.contains("medink store repair"), "{shown}");
    let missed = [place(&world, 2), place(&world, 3)];
    assert!(missed.iter().all(|cid| two.block_file(cid).is_file()));

    // A store that does not answer is not said to lack anything. No account takes part.
    let status = found(&world.medink("store status").run(), Kind::Unreachable);
    assert_eq!(
        (&status["records"], &status["short"], &status["lacking"]["total"]),
        (&json!(3), &json!(0), &json!(0)),
        "{status}"
    );
    assert_eq!(status["stores"][2]["whole"], 3);
    let why = status["stores"][1]["error"].as_str().unwrap();
    assert!(why.contains("can't be reached"), "{why}");
    found(&world.medink("store repair").run(), Kind::Unreachable);

    one.run();
    let status = world.medink("store status").ok();
    assert_eq!(
        (&status["stores"][1]["whole"], &status["stores"][1]["absent"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(status["lacking"]["total"], 2);
    let row = &status["lacking"]["items"][0];
    assert_eq!(
        (&row["patient"], &row["number"], &row["have"], &row["lack"]),
        (&json!(address(ADA)), &json!(2), &json!(2), &json!([one.url()]))
    );
    let page = world.medink("store status --start 1 --limit 9").ok();
    assert_eq!(page["lacking"]["items"].as_array().unwrap().len(), 1);
    assert_eq!(page["lacking"]["items"][0]["number"], 3);
    let shown = world.medink("store status --limit 1").text().run();
    shown.succeeded();
    let short = &address(ADA)[..8];
    assert!(
        shown.stdout().contains(&format!("record 2 of {short}…"))
            && !shown.stdout().contains("record 3 of")
            && shown.stdout().contains("--start 1")
            && shown.stdout().contains("medink store repair"),
        "{shown}"
    );
    // Where all three have to have it, two records are in too few.
    three_stores(&world, &one, &two, 3);
    let status = found(&world.medink("store status").run(), Kind::Damaged);
    assert_eq!(status["short"], 2);

    let repaired = world.medink("store repair").ok();
    let stores = &repaired["stores"];
    assert_eq!(repaired["records"], 3);
    assert_eq!(
        (&stores[1]["brought"], &stores[1]["before"], &stores[2]["brought"]),
        (&json!(2), &json!(1), &json!(0)),
        "{repaired}"
    );
    for cid in &missed {
        assert!(one.ipfs(&["pin", "ls", &cid.to_string()]).contains("indirect"));
    }
    assert_eq!(world.medink("store repair").ok()["stores"][1]["brought"], 0);
    assert_eq!(world.medink("store status").ok()["lacking"]["total"], 0);
    world.medink("store gc").ok();
    world.medink("store verify").ok();
}

#[test]
fn fewer_copies_than_are_to_be_are_no_record() {
    let world = world();
    let (mut one, two) = (Kubo::start(), Kubo::start());
    three_stores(&world, &one, &two, 3);
    one.kill();
    let file = world.write("document.txt", "in all or nowhere");
    let refused = world
        .medink("record add")
        .arg(&file)
        .acting(ADA)
        .fails(Kind::Unreachable)
        .says("storing gave 2 of 3 copies");
    assert!(refused.words().contains(one.url()), "{}", refused.words());
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(listed["records"], json!([]));
    assert_eq!(
        files::below(&world.home().join("store/blocks")).len(),
        2,
        "SHARDING and _README"
    );
    one.run();
    world.add(ADA, ADA, "in all or nowhere");
    let status = world.medink("store status").ok();
    assert_eq!((&status["records"], &status["short"]), (&json!(1), &json!(0)));

    // As many as there are stores, and no more.
    for wrong in ["0", "4", "two"] {
        world.medink("config set copies").arg(wrong).fails(Kind::Usage);
    }
    world
        .medink("config set copies 4")
        .fails(Kind::Usage)
        .says("1 to 3");
    let set = world.medink("config set copies 1").ok();
    assert_eq!((&set["was"], &set["now"]), (&json!("3"), &json!("1")));
    let shown = world.medink("config show").ok();
    let settings = shown["settings"].as_array().unwrap();
    let copies = settings.iter().find(|one| one["key"] == "copies").unwrap();
    assert_eq!((&copies["value"], &copies["from"]), (&json!(1), &json!("file")));
}

/// The store that is read first has other bytes: it is named, the next one is read, and it is mended.
#[test]
fn one_that_gives_other_bytes_is_named_and_mended() {
    let world = world();
    let (one, two) = (Kubo::start(), Kubo::start());
    let lines = format!("stores = [\"{}\", \"{}\", \"embedded\"]", one.url(), two.url());
    keeps_records_in(&world, &lines);
    world.add(ADA, ADA, "to whom it may concern");
    let cid = place(&world, 1);
    let path = one.block_file(&cid);
    let mut bytes = fs::read(&path).unwrap();
    bytes[40] ^= 1;
    overwrite(&path, &bytes);
    let read = world
        .medink("record get 1 --force --output")
        .arg(world.work("opened"))
        .acting(ADA)
        .run();
    let said = warnings(&read);
    assert!(!said.is_empty(), "{read}");
    for warning in &said {
        assert_eq!(warning["store"], json!(one.url()), "{read}");
    }
    assert!(said[0]["what"].as_str().unwrap().contains("damaged"), "{read}");
    assert_eq!(fs::read(world.work("opened")).unwrap(), b"to whom it may concern");
    let status = world.medink("store status").ok();
    assert_eq!(status["stores"][0]["partly"], 1, "{status}");
    assert_eq!(status["lacking"]["items"][0]["lack"], json!([one.url()]));
    let repaired = world.medink("store repair --recheck").ok();
    assert_eq!(repaired["stores"][0]["brought"], 1, "{repaired}");
    world.medink("store verify").ok();
}

#[test]
fn what_was_erased_is_not_brought_back() {
    let world = world();
    world.patient(GRACE);
    let (mut one, two) = (Kubo::start(), Kubo::start());
    three_stores(&world, &one, &two, 2);
    world.add(ADA, ADA, "to be erased");
    world.add(GRACE, GRACE, "to stay");
    let (erased, stays) = (place(&world, 1), {
        let listed = world.medink("record list").acting(GRACE).ok();
        listed["records"][0]["cid"].as_str().unwrap().parse().unwrap()
    });
    one.kill();
    world.medink("record erase 1 --yes").acting(ADA).run().succeeded();
    assert!(!two.block_file(&erased).exists());
    one.run();
    assert!(one.block_file(&erased).is_file(), "it was away and has it still");

    let repaired = world.medink("store repair").ok();
    assert_eq!(repaired["records"], 1);
    let one_patients = world.medink(&format!("store repair --patient {GRACE}")).ok();
    assert_eq!(one_patients["records"], 1);
    assert!(!two.block_file(&erased).exists(), "no copy comes back");
    assert!(two.block_file(&stays).is_file());
    // Its owner's next look removes the last one.
    world.medink("record list").acting(ADA).ok();
    assert!(!one.block_file(&erased).exists());
    assert!(one.block_file(&stays).is_file());
}

#[test]
fn there_has_to_be_a_store_to_bring_something_from() {
    let world = world();
    for words in ["store repair", "store serve"] {
        world.medink(words).fails(Kind::Usage).says("no other store");
    }
    world
        .medink("store serve --peers")
        .fails(Kind::Usage)
        .says("no peers");
    world
        .medink("store status --patient //House")
        .fails(Kind::NotFound);
    let status = world.medink("store status").ok();
    assert_eq!(
        (&status["records"], &status["stores"][0]["error"]),
        (&json!(0), &Value::Null)
    );
    let nobody = world.medink("store status --ipfs http://127.0.0.1:1").run();
    let status = found(&nobody, Kind::Unreachable);
    assert!(status["stores"][0]["error"].is_string(), "{nobody}");
}
