//! `--dry-run`: what a command would submit and cost is told, and nothing comes of it.

use e2e_system::people::{ADA, ADMIN, CUDDY, HOUSE, address};
use e2e_system::{World, files};
use medink_core::Kind;
use serde_json::{Value, json};

/// A clinic with a doctor, a patient and a record.
fn clinic() -> World {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world.add(ADA, ADA, "the first");
    world
}

fn what(told: &Value) -> Vec<&str> {
    let transactions = told["transactions"].as_array().unwrap();
    transactions.iter().map(|t| t["what"].as_str().unwrap()).collect()
}

/// Everything that a machine keeps in its folder but the node's: paths and sizes.
fn kept(world: &World) -> Vec<(std::path::PathBuf, u64)> {
    let mut kept: Vec<_> = files::below(&world.home())
        .into_iter()
        .filter(|path| !path.starts_with(world.home().join("node")))
        .map(|path| (path.clone(), std::fs::metadata(path).unwrap().len()))
        .collect();
    kept.sort();
    kept
}

#[test]
fn nothing_comes_of_a_dry_run() {
    let world = clinic();
    let ledger = world.ledger();
    let (height, before) = (ledger.height(), kept(&world));
    let card = e2e_system::people::card(CUDDY).to_text();
    let page = world.write("page.txt", "a page");
    let title = world.write("title.json", r#"{"title":"A title"}"#);
    let patient = address(ADA);
    let calls = [
        (
            ADMIN,
            format!("admin register-doctor {card} --fund 5"),
            vec!["doctor.register_doctor", "balances.transfer"],
        ),
        (ADMIN, "admin pause".to_owned(), vec!["admin.pause"]),
        (
            ADMIN,
            format!("account fund {HOUSE} 7"),
            vec!["balances.transfer"],
        ),
        (ADMIN, "params set --max-page 9".to_owned(), vec!["admin.propose"]),
        (
            ADA,
            format!("record add {}", page.display()),
            vec!["patient.add_medical_record"],
        ),
        (
            ADA,
            format!("record amend 1 {}", page.display()),
            vec!["patient.amend_record"],
        ),
        (
            ADA,
            format!("record rename 1 --details {}", title.display()),
            vec!["patient.amend_record"],
        ),
        (ADA, "record erase 1".to_owned(), vec!["patient.erase_record"]),
        (
            ADA,
            format!("record get 1 --output {}", world.work("never").display()),
            vec![],
        ),
        (
            ADA,
            format!("consent grant {HOUSE} --whole-history --until 3d"),
            vec!["patient.update_profile", "doctor.grant_access"],
        ),
    ];
    for (who, words, expected) in calls {
        let told = world.medink(&words).arg("--dry-run").acting(who).ok();
        assert_eq!(what(&told), expected, "{words}");
        assert_eq!(told["dry_run"], true, "{words}");
        // Where nothing is paid there is nothing to afford.
        assert_eq!(told["affordable"] == true, !expected.is_empty(), "{words}");
        for transaction in told["transactions"].as_array().unwrap() {
            let fee: u128 = transaction["fee"].as_str().unwrap().parse().unwrap();
            assert!(fee > 0, "{words}");
        }
        assert_eq!(ledger.height(), height, "{words} made a block");
        assert_eq!(kept(&world), before, "{words} changed what the machine keeps");
    }
    assert!(!world.work("never").exists());
    assert_eq!(world.open(ADA, &patient, 1), b"the first");
}

#[test]
fn what_is_told_is_what_it_comes_to() {
    let world = clinic();
    let many: Vec<_> = (0..20)
        .map(|n| world.write(&format!("page-{n}.txt"), format!("page {n}")))
        .collect();
    let add = || world.medink("record add").args(&many).acting(ADA);
    let told = add().arg("--dry-run").ok();
    assert_eq!(
        what(&told),
        ["patient.add_medical_records"; 2],
        "a batch is at most sixteen"
    );
    assert_eq!(told["complete"], true);
    let done = add().ok();
    let amount = |value: &Value, name: &str| value[name].as_str().unwrap().parse::<u128>().unwrap();
    for (told, step) in told["transactions"]
        .as_array()
        .unwrap()
        .iter()
        .zip(done["steps"].as_array().unwrap())
    {
        assert_eq!(amount(told, "deposit_charged"), amount(step, "deposit_charged"));
        let (about, fee) = (amount(told, "fee"), amount(step, "fee"));
        assert!(
            about.abs_diff(fee) * 50 < fee,
            "the fee is told within a fiftieth: {about} for {fee}"
        );
    }

    // What hangs on a transaction that was not made is said to be open.
    world.grant_all(ADA, HOUSE);
    let told = world
        .medink(&format!("consent revoke {HOUSE} --dry-run"))
        .acting(ADA)
        .ok();
    assert_eq!(
        (what(&told), &told["complete"]),
        (vec!["doctor.revoke_access"], &json!(false))
    );
    let back = amount(&told["transactions"][0], "deposit_refunded");
    assert!(back > 0, "a revoke frees storage");
    let done = world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    assert_eq!(
        amount(&done["steps"][0], "deposit_refunded"),
        back,
        "told before and after"
    );
}

#[test]
fn a_dry_run_is_refused_as_the_command_would_be() {
    let world = clinic();
    world
        .medink("record get 1 --dry-run --patient")
        .arg(ADA)
        .option("--output", world.work("never"))
        .acting(HOUSE)
        .fails(Kind::Refused)
        .says("consent");
    world
        .medink(&format!("account fund {HOUSE} 999999999 --dry-run"))
        .acting(ADMIN)
        .fails(Kind::Funds)
        .says("to spend");
    world
        .medink("status --dry-run")
        .fails(Kind::Usage)
        .says("submits nothing");
}

#[test]
fn tips_are_paid_and_limits_kept() {
    let world = clinic();
    let page = world.write("page.txt", "a page");
    let add = |option: &str, value: &str| {
        world
            .medink("record add")
            .arg(&page)
            .option(option, value)
            .acting(ADA)
    };
    add("--deposit-limit", "0.1")
        .fails(Kind::Usage)
        .says("storage deposit")
        .says("the limit of 0.1");
    let data = world.medink("status").ok();
    assert_eq!(data["uploads_under_way"], 0, "what was stored for it is given up");
    let done = add("--tip", "2.5").ok();
    let fee: u128 = done["steps"][0]["fee"].as_str().unwrap().parse().unwrap();
    assert!(fee > 2_500_000_000_000, "the tip is in the fee");
    add("--tip", "much").fails(Kind::Usage).says("no amount");
}

#[test]
fn what_was_only_rehearsed_is_not_told_as_paid() {
    let world = clinic();
    let good: Vec<_> = (0..medink_types::bounds::BATCH)
        .map(|n| world.write(&format!("page-{n}.txt"), "a page"))
        .collect();
    // Its size is said to be 0, and it has bytes: found out only after the first batch.
    let add = || {
        let add = world
            .medink("record add --dry-run")
            .args(&good)
            .arg("/proc/version");
        add.acting(ADA)
    };
    let run = add().run();
    run.failed(Kind::Usage);
    assert!(run.envelope()["error"].get("steps").is_none(), "{run}");
    let told = add().text().run();
    told.failed(Kind::Usage).says("nothing was submitted");
    assert!(!told.err.contains("paid for"), "{told}");
}
