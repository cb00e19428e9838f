//! A record gets another title, kind or date: a new version with the same content, signed by whoever renames.

use super::authorship::plant;
use super::steps;
use e2e_system::people::{ADA, GRACE, HOUSE, WILSON, address};
use e2e_system::{Call, World, documents, files};
use medink_core::Kind;
use serde_json::{Value, json};

fn rename<'w>(world: &'w World, who: &str, number: u32, new: &Value) -> Call<'w> {
    world
        .medink(&format!("record rename {number}"))
        .option("--patient", ADA)
        .input(new.to_string())
        .acting(who)
}

fn listed(world: &World) -> Value {
    world.medink("record list").acting(ADA).ok()["records"].clone()
}

/// What opening a record tells of it.
fn opened(world: &World, number: u32) -> Value {
    world
        .medink(&format!("record get {number} --force --output"))
        .arg(world.work("opened"))
        .acting(ADA)
        .ok()
}

/// Adds a file with its details and returns its number.
fn add(world: &World, name: &str, bytes: &[u8], details: &Value) -> u32 {
    let file = world.write(name, bytes);
    let call = world.medink("record add --details -").arg(&file);
    let data = call.input(details.to_string()).acting(ADA).ok();
    u32::try_from(data["records"][0]["number"].as_u64().unwrap()).unwrap()
}

#[test]
fn a_patients_record_keeps_its_content_under_another_title() {
    let world = World::deployed();
    world.patient(ADA);
    // Of several pieces; of none; and of a sort that is told by its bytes.
    let long: Vec<u8> = (0..200_003u32).map(|number| (number % 251) as u8).collect();
    let contents = [
        ("scan0001.bin", long),
        ("empty.txt", Vec::new()),
        ("a.dcm", documents::dicom("Ada")),
    ];
    for (name, bytes) in contents {
        let old = add(
            &world,
            name,
            &bytes,
            &json!({ "title": name, "kind": "referral", "date": "2020-05" }),
        );
        let before = opened(&world, old);
        let made = rename(
            &world,
            ADA,
            old,
            &json!({ "title": "Letter of the clinic", "date": "2021-03-05" }),
        )
        .ok();
        assert_eq!(
            steps(&made),
            ["patient.amend_record"],
            "the patient's own renaming is no access"
        );
        assert_eq!((&made["number"], &made["amends"]), (&json!(old + 1), &json!(old)));
        for number in [old, old + 1] {
            assert!(world.open(ADA, ADA, number) == bytes, "{name}: record {number}");
        }
        let after = opened(&world, old + 1);
        assert_eq!(
            (&after["title"], &after["kind"], &after["date"]),
            (
                &json!("Letter of the clinic"),
                &json!("referral"),
                &json!("2021-03-05")
            )
        );
        for same in ["file_name", "media_type", "size"] {
            assert_eq!(after[same], before[same], "{same}");
        }
        assert_eq!(
            (&after["signature"], &after["written_by"]),
            (&json!("right"), &json!(address(ADA)))
        );
        assert_eq!(opened(&world, old)["title"], name, "the old version stays");
        let list = listed(&world);
        let row = &list[old as usize];
        assert_eq!(
            (&row["amends"], &row["details"]["title"]),
            (&json!(old), &json!("Letter of the clinic"))
        );
    }
}

#[test]
fn renaming_moves_nothing_in_time_and_reverts_nothing() {
    let world = World::deployed();
    world.patient(ADA);
    let first = add(&world, "letter.txt", b"a letter", &json!({ "title": "Letter" }));
    let date = || world.medink("record search").acting(ADA).ok()["records"][0]["date"].clone();
    let before = date();
    rename(&world, ADA, first, &json!({ "kind": "referral" })).ok();
    assert_eq!(date(), before, "it has no date of its own and stays where it was");
    assert_eq!(opened(&world, 2)["date"], before);

    // An older version would take a newer one's place.
    rename(&world, ADA, first, &json!({ "title": "Other" }))
        .fails(Kind::Usage)
        .says("has a newer version: record 2");
    world.medink("record erase 2 --yes").acting(ADA).ok();
    rename(&world, ADA, 2, &json!({ "title": "Other" }))
        .fails(Kind::NotFound)
        .says("erased");
    let again = rename(&world, ADA, first, &json!({ "title": "Other" })).ok();
    assert_eq!(again["number"], 3, "with the newer one gone it is the newest");
}

#[test]
fn what_changes_nothing_or_can_be_no_title_is_refused_and_nothing_is_done() {
    let world = World::deployed();
    world.patient(ADA);
    let number = add(
        &world,
        "letter.txt",
        b"a letter",
        &json!({ "title": "Letter", "kind": "referral", "date": "2024" }),
    );
    let before = listed(&world);
    for new in [
        json!({ "title": "Letter" }),
        json!({ "title": "Letter", "kind": "referral", "date": "2024" }),
    ] {
        rename(&world, ADA, number, &new)
            .fails(Kind::Usage)
            .says("nothing was changed");
    }
    for new in [
        json!({}),
        json!({ "title": " " }),
        json!({ "kind": "" }),
        json!({ "title": "Appendix".repeat(32) }),
        json!({ "kind": "Appendix".repeat(9) }),
        json!({ "date": "Appendix" }),
        json!({ "name": "Appendix" }),
    ] {
        let refused = rename(&world, ADA, number, &new).fails(Kind::Usage);
        assert!(!refused.words().contains("Appendix"), "{}", refused.words());
    }
    // Nobody is there to be asked, and nothing comes from standard input.
    for yes in [&[][..], &["-y"]] {
        let call = world.medink("record rename 1").args(yes).acting(ADA);
        call.fails(Kind::Usage).says("--details");
    }
    rename(&world, ADA, 99, &json!({ "title": "Other" }))
        .fails(Kind::NotFound)
        .says("no record 99");
    // Its content is not here.
    for block in files::below(&world.home().join("store/blocks")) {
        if block.extension().is_some_and(|ending| ending == "data") {
            std::fs::remove_file(block).unwrap();
        }
    }
    rename(&world, ADA, number, &json!({ "title": "Other" }))
        .fails(Kind::NotFound)
        .says("not in this store");
    let after = listed(&world);
    assert_eq!(after.as_array().unwrap().len(), before.as_array().unwrap().len());
    assert_eq!(world.medink("status").ok()["uploads_under_way"], 0);
}

#[test]
fn a_doctor_renames_what_is_the_doctors_own_and_that_is_an_access() {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.doctor(WILSON);
    let hers = world.add(ADA, ADA, "a letter");
    world.grant_all(ADA, HOUSE);
    let note = world.add(HOUSE, ADA, "seen by House");
    let new = json!({ "title": "First visit", "kind": "diagnosis" });

    // Hers is not the doctor's to rename, and is not opened for it.
    let run = rename(&world, HOUSE, hers, &new).run();
    run.failed(Kind::Refused).says("by who wrote the record");
    assert!(run.envelope()["error"].get("steps").is_none(), "{run}");
    rename(&world, WILSON, note, &new).fails(Kind::Refused);

    let made = rename(&world, HOUSE, note, &new).ok();
    assert_eq!(
        steps(&made),
        ["patient.log_access", "patient.amend_record"],
        "in this order"
    );
    let renamed = opened(&world, 3);
    assert_eq!(renamed["title"], "First visit");
    assert_eq!(
        (
            &renamed["signature"],
            &renamed["written_by"],
            &renamed["recorded_by"]
        ),
        (&json!("right"), &json!(address(HOUSE)), &json!(address(HOUSE)))
    );
    assert_eq!(world.open(HOUSE, ADA, 3), b"seen by House");

    // The patient may rename it, and signs that; what the doctor signed stays as it was.
    let made = rename(&world, ADA, 3, &json!({ "title": "Visit of May" })).ok();
    assert_eq!(steps(&made), ["patient.amend_record"]);
    for (number, author) in [(2, HOUSE), (3, HOUSE), (4, ADA)] {
        let told = opened(&world, number);
        assert_eq!(
            (&told["signature"], &told["written_by"]),
            (&json!("right"), &json!(address(author))),
            "record {number}"
        );
    }
    rename(&world, HOUSE, 3, &json!({ "title": "Mine" }))
        .fails(Kind::Usage)
        .says("record 4");
    rename(&world, HOUSE, 4, &json!({ "title": "Mine" })).fails(Kind::Refused);

    let other = world.add(HOUSE, ADA, "seen again");
    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    let run = rename(&world, HOUSE, other, &new).run();
    run.failed(Kind::Refused).says("consent");
    assert!(run.envelope()["error"].get("steps").is_none(), "{run}");
}

#[test]
fn with_a_consent_to_single_records_a_doctor_renames_the_own_note() {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(WILSON);
    world.add(ADA, ADA, "a letter");
    world
        .medink(&format!(
            "consent grant {WILSON} --records 1 --until 30d --without-profile"
        ))
        .acting(ADA)
        .ok();
    world
        .medink(&format!(
            "note add --patient {ADA} --kind diagnosis --about 1 --details -"
        ))
        .input(r#"{"title": "Seen"}"#)
        .acting(WILSON)
        .ok();
    let made = rename(&world, WILSON, 2, &json!({ "title": "Seen and read" })).ok();
    assert_eq!(steps(&made), ["patient.log_access", "patient.amend_record"]);
    let list = listed(&world);
    assert_eq!(
        (&list[2]["details"]["title"], &list[2]["amends"]),
        (&json!("Seen and read"), &json!(2))
    );
    assert_eq!(world.open(ADA, ADA, 3), world.open(ADA, ADA, 2));
}

#[test]
fn nobody_signs_by_renaming_what_its_author_did_not_sign() {
    let world = World::deployed();
    world.patient(ADA);
    world.patient(GRACE);
    world.doctor(HOUSE);
    let ledger = world.ledger();
    // Ada's word as a record of Grace's, and a doctor's word that Ada put there.
    for number in [plant(&ledger, ADA, GRACE, ADA), plant(&ledger, HOUSE, ADA, ADA)] {
        rename(&world, ADA, number, &json!({ "title": "Other" }))
            .fails(Kind::Refused)
            .says("not signed anew");
    }
    assert_eq!(listed(&world).as_array().unwrap().len(), 2);
}
