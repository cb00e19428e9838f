//! Pages, batches and numbers at their bounds.

use super::{Table, world};
use e2e_system::people::{ADA, ADMIN, CUDDY, HOUSE, WILSON};
use medink_core::Kind;
use serde_json::Value;
use std::fs;

#[test]
fn pages_of_one_entry_list_everything() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    for doctor in [WILSON, CUDDY] {
        world.doctor(doctor);
        medink(&format!("consent grant {doctor} --records 1,2 --until 30d"))
            .acting(ADA)
            .ok();
    }
    medink(&format!("admin add {WILSON}")).acting(ADMIN).ok();
    for text in ["three", "four"] {
        world.add(ADA, ADA, text);
    }
    // Two rotations, so that there are several links, too.
    for _ in 0..2 {
        medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
        world.grant_all(ADA, HOUSE);
    }
    let lists = [
        ("record list", ADA, "records", 4),
        ("doctor list", ADA, "doctors", 3),
        ("consent list", ADA, "consents", 3),
        ("doctor patients", HOUSE, "patients", 1),
        ("admin list", ADA, "admins", 2),
    ];
    let list = || -> Vec<Value> {
        lists
            .iter()
            .map(|(words, who, name, _)| medink(words).acting(who).ok()[name].clone())
            .collect()
    };
    let log = |limit: usize| medink(&format!("audit list --last {limit}")).ok()["entries"].clone();
    let before = list();
    for (found, (words, _, _, count)) in before.iter().zip(lists) {
        assert_eq!(found.as_array().unwrap().len(), count, "{words}");
    }

    medink("params set --max-page 1 --log-max-page 1")
        .acting(ADMIN)
        .ok();
    assert_eq!(list(), before);
    let entries = log(1_000);
    let count = entries.as_array().unwrap().len();
    assert!(count > 20);
    assert_eq!(entries[count - 1]["action"], "AuditParametersUpdated");
    assert_eq!(
        log(7).as_array().unwrap()[..],
        entries.as_array().unwrap()[count - 7..]
    );
    let export = world.work("log.jsonl");
    assert_eq!(
        medink("audit export --output").arg(&export).ok()["entries"],
        count
    );
    let lines = fs::read_to_string(&export).unwrap().lines().count();
    assert_eq!(lines, count + 1, "the title, and a line for each entry");
    assert_eq!(medink("audit verify").arg(&export).ok()["complete"], true);
    assert_eq!(world.open(HOUSE, ADA, 1), b"one", "over all links");
    medink(&format!("consent revoke {HOUSE} --reencrypt"))
        .acting(ADA)
        .ok();
    medink("params set --max-page 50 --log-max-page 50")
        .acting(ADMIN)
        .ok();
    assert_eq!(
        medink("record list").acting(ADA).ok()["records"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn numbers_out_of_their_range() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    world.doctor(WILSON);
    let mut table = Table::new(&world);
    for (words, bounds) in [
        ("--max-page 0", "from 1 to 50"),
        ("--max-page 51", "from 1 to 50"),
        ("--log-max-page 0", "from 1 to 50"),
        ("--log-max-page 51", "from 1 to 50"),
        ("--longest-consent-days 0", "from 1 to 3653"),
        ("--longest-consent-days 3654", "from 1 to 3653"),
    ] {
        table.wrong(
            Kind::Refused,
            medink(&format!("params set {words}")).acting(ADMIN),
            &[bounds],
        );
    }
    for words in ["--max-page -1", "--max-page many", "--max-page 4294967296", ""] {
        table.wrong(
            Kind::Usage,
            medink(&format!("params set {words}")).acting(ADMIN),
            &["--help"],
        );
    }
    let many: Vec<String> = (1..=33).map(|n| n.to_string()).collect();
    for (records, kind, says) in [
        (many.join(","), Kind::Usage, "32"),
        ("1,2,1".to_owned(), Kind::Refused, "twice"),
        ("1,x".to_owned(), Kind::Usage, "--help"),
    ] {
        let call = medink(&format!("consent grant {WILSON} --until 1d --records {records}")).acting(ADA);
        table.wrong(kind, call, &[says]);
    }
    for (until, kind, says) in [
        ("yesterday", Kind::Usage, "2027-03-31"),
        ("2001-01-01", Kind::Refused, "in the future"),
        ("367d", Kind::Refused, "366 days"),
        ("--from 2d --until 1d", Kind::Refused, "after the start"),
    ] {
        let until = if until.starts_with("--") {
            until.to_owned()
        } else {
            format!("--until {until}")
        };
        let call = medink(&format!("consent grant {WILSON} --whole-history {until}")).acting(ADA);
        table.wrong(kind, call, &[says]);
    }
    for amount in ["0", "1e3", "0.0000000000001", "much"] {
        let call = medink(&format!("account fund {ADA} {amount}")).acting(ADMIN);
        table.wrong(Kind::Usage, call, &["amount", "12.5"]);
    }
    let call = medink(&format!("consent grant {WILSON} --until 1d")).acting(ADA);
    table.wrong(Kind::Usage, call, &["--records", "--help"]);
    let two = world.write("two.txt", "two");
    let call = medink("record add --details -")
        .arg(&two)
        .arg(&two)
        .input("{}")
        .acting(ADA);
    table.wrong(Kind::Usage, call, &["single file"]);
    table.done();
}

#[test]
fn a_consent_names_as_many_records_as_it_can() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    world.doctor(WILSON);
    let files: Vec<_> = (3..=33)
        .map(|n| world.write(&format!("{n}.txt"), format!("record {n}")))
        .collect();
    medink("record add").args(&files).acting(ADA).ok();
    let numbers =
        |range: std::ops::RangeInclusive<u32>| range.map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    // The profile counts: thirty-one and the profile, or thirty-two.
    medink(&format!(
        "consent grant {WILSON} --until 1d --records {}",
        numbers(1..=31)
    ))
    .acting(ADA)
    .ok();
    let full = format!(
        "consent grant {WILSON} --until 1d --without-profile --records {}",
        numbers(2..=33)
    );
    medink(&full).acting(ADA).ok();
    assert_eq!(world.open(WILSON, ADA, 33), b"record 33");
    world.get(WILSON, ADA, 1).fails(Kind::Refused).says("consent");
    medink(&format!("patient show {ADA}"))
        .acting(WILSON)
        .fails(Kind::Refused)
        .says("consent");
}
