//! Records are found by words, kind, author and date, and what is looked for never stands on the command line.

use super::steps;
use e2e_system::people::{ADA, CUDDY, HOUSE, WILSON, address};
use e2e_system::{Call, World};
use medink_core::Kind;
use serde_json::{Value, json};

/// Writes a record; `about` has its title, kind and date.
fn write(world: &World, who: &str, about: &Value) {
    let file = world.write("page.txt", about.to_string());
    world
        .medink("record add --details -")
        .arg(&file)
        .option("--patient", ADA)
        .input(about.to_string())
        .acting(who)
        .ok();
}

/// A patient with five records: three of her own and one of each of two doctors.
fn given() -> World {
    let world = World::deployed();
    world.patient(ADA);
    for doctor in [HOUSE, CUDDY] {
        world.doctor(doctor);
        world.grant_all(ADA, doctor);
    }
    for (who, about) in [
        (
            ADA,
            json!({ "title": "Blutbild", "kind": "laboratory", "date": "2021-03-05" }),
        ),
        (
            ADA,
            json!({ "title": "Échographie du foie", "kind": "imaging", "date": "2022" }),
        ),
        (
            HOUSE,
            json!({ "title": "Letter of the clinic", "kind": "referral", "date": "2023-11" }),
        ),
        (
            CUDDY,
            json!({ "title": "Letter to the surgeon", "kind": "referral", "date": "2023-12-24" }),
        ),
        // Its date is the day when it is added.
        (ADA, json!({ "title": "صورة الصدر", "kind": "imaging" })),
    ] {
        write(&world, who, &about);
    }
    world
}

fn search<'w>(world: &'w World, options: &str) -> Call<'w> {
    world.medink(&format!("record search {options}")).acting(ADA)
}

/// The numbers of what was found, in order.
fn numbers(data: &Value) -> Vec<u64> {
    let records = data["records"].as_array().unwrap();
    records
        .iter()
        .map(|record| record["number"].as_u64().unwrap())
        .collect()
}

#[test]
fn records_are_found_by_all_that_is_known_of_them() {
    let world = given();
    let found = |options: &str, input: &str| numbers(&search(&world, options).input(input).ok());

    assert_eq!(
        found("", ""),
        [5, 4, 3, 2, 1],
        "nothing said finds all, the newest in front"
    );
    // By words, alone or with what else is wanted.
    assert_eq!(found("", "blutbild"), [1]);
    assert_eq!(found("", "ECHOGRAPHIE foie\n"), [2]);
    assert_eq!(found("", "الصدر"), [5]);
    assert_eq!(found("", "#3"), [3]);
    assert_eq!(found("", r#"{"words": "letter surgeon"}"#), [4]);
    assert_eq!(
        found("", "letter blutbild"),
        [] as [u64; 0],
        "every word has to be there"
    );
    // By kind.
    assert_eq!(found("", r#"{"kind": "Imaging"}"#), [5, 2]);
    assert_eq!(found("", r#"{"kind": "imag"}"#), [] as [u64; 0]);
    // By author: an address, an account, and the names of the directory.
    for (author, theirs) in [
        (address(HOUSE), vec![3]),
        (ADA.to_owned(), vec![5, 2, 1]),
        ("house".to_owned(), vec![3]),
        ("Dr. CUDDY".to_owned(), vec![4]),
        (address(WILSON), vec![]),
    ] {
        let asked = json!({ "author": author }).to_string();
        assert_eq!(found("", &asked), theirs, "{author}");
    }
    assert_eq!(found("", r#"{"words": "letter", "author": "Cuddy"}"#), [4]);
    // By date, whole years and months included.
    assert_eq!(found("--until 2022", ""), [2, 1]);
    assert_eq!(found("--from 2022 --until 2023-11", ""), [3, 2]);
    assert_eq!(found("--from 2023-12-24 --until 2023-12-24", ""), [4]);
    assert_eq!(found("--from 2022 --until 2023", "letter"), [4, 3]);

    // What is to be looked for may be in a file.
    let file = world.write("wanted.json", r#"{"words": "letter", "kind": "referral"}"#);
    let by_file = search(&world, "").option("--details", &file).ok();
    assert_eq!(numbers(&by_file), [4, 3]);
    assert!(steps(&by_file).is_empty(), "one's own titles are no access");
    assert_eq!((&by_file["found"], &by_file["all"]), (&json!(2), &json!(5)));
    assert_eq!(by_file["records"][0]["details"]["title"], "Letter to the surgeon");
    assert_eq!(by_file["records"][0]["date"], "2023-12-24");
    assert_eq!(by_file["records"][0]["first_author"], address(CUDDY));
    assert_eq!(by_file["records"][0]["versions"], json!([4]));
}

#[test]
fn what_was_found_has_an_order_and_pages() {
    let world = given();
    let found = |options: &str| numbers(&search(&world, options).ok());
    assert_eq!(found("--order oldest"), [1, 2, 3, 4, 5]);
    assert_eq!(found("--order title"), [1, 2, 3, 4, 5]);
    assert_eq!(found("--order kind"), [5, 2, 1, 4, 3]);
    assert_eq!(found("--order changed"), [5, 4, 3, 2, 1]);
    assert_eq!(found("--order oldest --limit 2"), [1, 2]);
    assert_eq!(found("--order oldest --limit 2 --start 4"), [5]);
    assert_eq!(found("--start 5"), [] as [u64; 0]);

    let text = |options: &str, input: &str| {
        let run = search(&world, options).input(input).text().run();
        run.succeeded();
        run.stdout()
    };
    let page = text("--order oldest --limit 2 --start 2", "");
    assert!(
        page.contains("Letter of the clinic") && page.contains("2023-11"),
        "{page}"
    );
    assert!(page.contains("3 to 4 of 5 found, of 5 records."), "{page}");
    assert!(page.contains("--start 4"), "{page}");
    assert!(!text("--start 4", "").contains("More:"));
    assert!(text("--start 5", "").contains("none so far back"));
    let none = text("", "appendix");
    assert!(none.contains("Nothing was found, of 5 records."), "{none}");
    assert!(!none.contains("appendix"), "{none}");
}

#[test]
fn what_is_looked_for_stands_on_no_command_line_and_in_no_error() {
    let world = given();
    for words in [
        "record search Blutbild",
        "record search --words Blutbild",
        "record search --kind Blutbild",
        "record search --author Blutbild",
        "record search --title Blutbild",
        "record search --order Blutbild",
        "record search --from Blutbild",
        "record rename 1 Blutbild",
        "record rename 1 --title Blutbild",
        "record rename 1 --kind Blutbild",
        "record rename 1 --date Blutbild",
    ] {
        let refused = world.medink(words).acting(ADA).fails(Kind::Usage);
        assert!(
            !refused.words().contains("Blutbild"),
            "{words}: {}",
            refused.words()
        );
    }
    for (input, kind) in [
        (r#"{"words": "Blutbild""#, Kind::Usage),
        (r#"{"Blutbild": "x"}"#, Kind::Usage),
        (r#"{"author": "Blutbild"}"#, Kind::NotFound),
        // Both doctors are called so.
        (r#"{"author": "Dr."}"#, Kind::Usage),
    ] {
        let refused = search(&world, "").input(input).fails(kind);
        assert!(!refused.words().contains("Blutbild"), "{}", refused.words());
    }
    search(&world, "--until 2024-13")
        .fails(Kind::Usage)
        .says("no date");
}

#[test]
fn a_record_is_found_as_it_is_now() {
    let world = given();
    let found = |input: &str| search(&world, "").input(input).ok();
    world
        .medink("record rename 1")
        .input(r#"{"title": "Blood count"}"#)
        .acting(ADA)
        .ok();
    assert_eq!(numbers(&found("blutbild")), [] as [u64; 0]);
    let renamed = found("blood count");
    assert_eq!(numbers(&renamed), [6]);
    assert_eq!(renamed["records"][0]["versions"], json!([1, 6]));
    assert_eq!(renamed["all"], 5, "all versions are one record");
    // Renamed by the patient, a doctor's letter is the doctor's all the same.
    world
        .medink("record rename 3")
        .input(r#"{"title": "Discharge"}"#)
        .acting(ADA)
        .ok();
    let by_house = found(r#"{"author": "House"}"#);
    assert_eq!(numbers(&by_house), [7]);
    assert_eq!(
        (
            &by_house["records"][0]["author"],
            &by_house["records"][0]["first_author"]
        ),
        (&json!(address(ADA)), &json!(address(HOUSE)))
    );

    // What is erased is not found by what it was; the number is left.
    for number in [2, 6, 1] {
        world
            .medink(&format!("record erase {number} --yes"))
            .acting(ADA)
            .ok();
    }
    assert_eq!(numbers(&found("échographie")), [] as [u64; 0]);
    assert_eq!(numbers(&found("blood")), [] as [u64; 0]);
    assert_eq!(numbers(&found(r#"{"kind": "imaging"}"#)), [5]);
    assert_eq!(numbers(&found("#2")), [2]);
    let openable = search(&world, "--openable --order oldest").ok();
    assert_eq!(numbers(&openable), [7, 4, 5]);
}

#[test]
fn a_doctor_searches_titles_by_an_access_that_is_logged() {
    let world = given();
    let search = |options: &str| {
        world
            .medink(&format!("record search --patient {ADA} {options}"))
            .acting(HOUSE)
    };
    let titled = search("--titles").input("blutbild").ok();
    assert_eq!(numbers(&titled), [1]);
    assert_eq!(steps(&titled), ["patient.log_access"]);

    // Without titles there is nothing to be searched but who wrote when; nothing is opened, and nothing logged.
    for (options, input) in [
        ("", "blutbild"),
        ("", r#"{"kind": "imaging"}"#),
        ("--openable", ""),
    ] {
        search(options).input(input).fails(Kind::Usage).says("--titles");
    }
    let untitled = search("").input(r#"{"author": "Cuddy"}"#).ok();
    assert_eq!(numbers(&untitled), [4]);
    assert!(untitled["records"][0]["details"].is_null());
    assert!(steps(&untitled).is_empty());

    world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    search("--titles")
        .input("blutbild")
        .fails(Kind::Refused)
        .says("consent");
}
