//! Accounts that are unknown, of another network, without a role, a consent or a balance.

use super::{HIDDEN, Table, world};
use e2e_system::people::{ADA, ADMIN, GRACE, HOUSE, STRANGER, WILSON, account, address, address_of};
use medink_core::Kind;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[test]
fn accounts_that_nobody_knows() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    let good = world.write("good.txt", "good");
    // A name, and a whole address, that are not in the wallet.
    for unknown in [HIDDEN.to_owned(), address(GRACE)] {
        let mut table = Table::new(&world);
        for call in [
            medink("record add").arg(&good),
            medink("record list"),
            medink("record get 1 --output").arg(world.work("never")),
            medink("record erase 1 --yes"),
            medink(&format!("note add --patient {ADA} --kind diagnosis --details -"))
                .input(r#"{"title":"T"}"#),
            medink("patient show"),
            medink("doctor update --details -").input(r#"{"name":"N"}"#),
            medink(&format!("consent grant {HOUSE} --whole-history --until 1d")),
            medink("admin pause"),
            medink("params set --max-page 9"),
            medink(&format!("account fund {ADA} 1")),
            medink("account show"),
        ] {
            table.wrong(Kind::NotFound, call.acting(&unknown), &["account list"]);
        }
        let output = world.work("never.json");
        let export = medink("account export").arg(&unknown).option("--output", output);
        table.wrong(Kind::NotFound, export, &["account list"]);
        table.done();
    }
    // Names where somebody else is meant.
    let mut table = Table::new(&world);
    for call in [
        medink("record list --patient").arg(HIDDEN).acting(HOUSE),
        medink("patient show").arg(HIDDEN).acting(HOUSE),
        medink("doctor show").arg(HIDDEN),
        medink("consent grant --whole-history --until 1d")
            .arg(HIDDEN)
            .acting(ADA),
        medink("consent revoke").arg(HIDDEN).acting(ADA),
        medink("admin add").arg(HIDDEN).acting(ADMIN),
        medink("admin suspend").arg(HIDDEN).acting(ADMIN),
        medink("audit list --actor").arg(HIDDEN),
        medink("account fund").arg(HIDDEN).arg("1").acting(ADMIN),
    ] {
        table.wrong(Kind::NotFound, call, &["account list"]);
    }
    table.done();
}

#[test]
fn accounts_without_the_role_or_the_means() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    world.doctor(WILSON);
    let good = world.write("good.txt", "good");
    let details = r#"{"title":"T"}"#;
    let mut table = Table::new(&world);

    // Not registered.
    for call in [
        medink("record list"),
        medink("record add").arg(&good),
        medink("record get 1 --output").arg(world.work("never")),
        medink("record erase 1 --yes"),
        medink("patient show"),
        medink("patient update --details -").input(r#"{"name":"N"}"#),
        medink(&format!("consent grant {HOUSE} --whole-history --until 1d")),
    ] {
        table.wrong(
            Kind::NotFound,
            call.acting(STRANGER),
            &["not registered as a patient", "account show"],
        );
    }
    table.wrong(
        Kind::NotFound,
        medink(&format!("doctor show {STRANGER}")),
        &["not registered as a doctor"],
    );
    let grant = medink(&format!("consent grant {STRANGER} --whole-history --until 1d")).acting(ADA);
    table.wrong(
        Kind::NotFound,
        grant,
        &["not registered as a doctor", "doctor list"],
    );
    let suspend = medink(&format!("admin suspend {STRANGER}")).acting(ADMIN);
    table.wrong(Kind::Refused, suspend, &["not registered as a doctor"]);
    for call in [
        medink(&format!("record list --titles --patient {STRANGER}")),
        medink(&format!("patient show {STRANGER}")),
    ] {
        table.wrong(
            Kind::NotFound,
            call.acting(HOUSE),
            &["not registered as a patient"],
        );
    }
    let add = medink(&format!("record add --patient {STRANGER}")).arg(&good);
    table.wrong(Kind::Refused, add.acting(HOUSE), &["consent of this patient"]);

    // No right.
    for call in [
        medink(&format!("admin add {WILSON}")),
        medink("admin pause"),
        medink(&format!("admin suspend {HOUSE}")),
        medink("params set --max-page 9"),
        medink("params set --log-max-page 9"),
    ] {
        table.wrong(Kind::Refused, call.acting(ADA), &["only an admin"]);
    }
    table.wrong(
        Kind::Refused,
        medink("doctor update --details -")
            .input(r#"{"name":"N"}"#)
            .acting(ADA),
        &["only a doctor"],
    );
    table.wrong(
        Kind::Refused,
        medink(&format!("consent revoke {WILSON}")).acting(ADA),
        &["consent"],
    );

    // No consent.
    for call in [
        world.get(WILSON, ADA, 1),
        medink(&format!("record list --titles --patient {ADA}")).acting(WILSON),
        medink(&format!("record add --patient {ADA}"))
            .arg(&good)
            .acting(WILSON),
        medink(&format!(
            "note add --patient {ADA} --kind diagnosis --about 1 --details -"
        ))
        .input(details)
        .acting(WILSON),
        medink(&format!("note add --patient {ADA} --kind diagnosis --details -"))
            .input(details)
            .acting(WILSON),
        medink(&format!("patient show {ADA}")).acting(WILSON),
    ] {
        table.wrong(Kind::Refused, call, &["consent"]);
    }

    // Another's record, whatever consent there is.
    table.wrong(
        Kind::Refused,
        medink(&format!("record amend 1 --patient {ADA}"))
            .arg(&good)
            .acting(HOUSE),
        &["who wrote the record", "note add --about"],
    );

    // No such record.
    for call in [
        world.get(ADA, ADA, 99),
        medink("record amend 99").arg(&good).acting(ADA),
        medink("record erase 99 --yes").acting(ADA),
        medink(&format!("consent grant {WILSON} --records 99 --until 1d")).acting(ADA),
    ] {
        table.wrong(Kind::NotFound, call, &["no record 99", "record list"]);
    }

    // Nothing to pay with.
    medink("account new poor").ok();
    let card = medink("account show poor --card").ok()["card"]
        .as_str()
        .unwrap()
        .to_owned();
    medink(&format!("admin register-patient {card}"))
        .acting(ADMIN)
        .ok();
    table.wrong(
        Kind::Funds,
        medink("record add").arg(&good).acting("poor"),
        &["can't pay"],
    );
    let fund = medink(&format!("account fund {ADA} 5")).acting(STRANGER);
    table.wrong(Kind::Funds, fund, &["can't pay"]);
    table.done();
}

#[test]
fn addresses_of_another_network() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    let good = world.write("good.txt", "good");
    let polkadot = |name: &str| address_of(&account(name).address(), 0);
    let (ada, house) = (polkadot(ADA), polkadot(HOUSE));
    let mut table = Table::new(&world);
    for call in [
        medink("record list").acting(&ada),
        medink("record list --patient").arg(&ada).acting(HOUSE),
        medink("record add")
            .arg(&good)
            .option("--patient", &ada)
            .acting(HOUSE),
        medink("record amend 1")
            .arg(&good)
            .option("--patient", &ada)
            .acting(HOUSE),
        medink("record get 1 --output")
            .arg(world.work("never"))
            .option("--patient", &ada)
            .acting(HOUSE),
        medink("note add --kind diagnosis --details - --patient")
            .arg(&ada)
            .input(r#"{"title":"T"}"#)
            .acting(HOUSE),
        medink("patient show").arg(&ada).acting(HOUSE),
        medink("doctor show").arg(&house),
        medink("consent grant --whole-history --until 1d")
            .arg(&house)
            .acting(ADA),
        medink("consent revoke").arg(&house).acting(ADA),
        medink("consent list").acting(&ada),
        medink("doctor patients").acting(&house),
        medink("admin add").arg(&ada).acting(ADMIN),
        medink("admin remove").arg(&ada).acting(ADMIN),
        medink("admin suspend").arg(&house).acting(ADMIN),
        medink("admin reinstate").arg(&house).acting(ADMIN),
        medink("audit list --actor").arg(&house),
        medink("audit list --subject").arg(&ada),
        medink("account fund").arg(&ada).arg("1").acting(ADMIN),
        medink("account show").arg(&ada),
        medink("account export")
            .arg(&ada)
            .option("--output", world.work("never.json")),
    ] {
        table.wrong(Kind::Usage, call, &["network", "42"]);
    }
    // A mistake in an address is noticed, too.
    let mut typed = address(ADA);
    let last = if typed.pop() == Some('1') { '2' } else { '1' };
    typed.push(last);
    table.wrong(
        Kind::Usage,
        medink("record list --patient").arg(&typed).acting(HOUSE),
        &["address"],
    );
    table.wrong(
        Kind::Usage,
        medink("admin add").arg(&typed).acting(ADMIN),
        &["address"],
    );
    table.done();
}

#[test]
fn consents_that_have_run_out() {
    let world = world();
    let medink = |words: &str| world.medink(words);
    let granted = medink(&format!("consent grant {HOUSE} --whole-history --until 4s"))
        .acting(ADA)
        .ok();
    let until = Duration::from_millis(granted["until_ms"].as_u64().unwrap());
    e2e_system::until("the consent has run out", || {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap() > until
    });
    let good = world.write("good.txt", "good");
    let mut table = Table::new(&world);
    for call in [
        world.get(HOUSE, ADA, 1),
        medink(&format!("record list --titles --patient {ADA}")).acting(HOUSE),
        medink(&format!("record add --patient {ADA}"))
            .arg(&good)
            .acting(HOUSE),
        medink(&format!(
            "note add --patient {ADA} --kind diagnosis --about 1 --details -"
        ))
        .input(r#"{"title":"T"}"#)
        .acting(HOUSE),
        medink(&format!("note add --patient {ADA} --kind diagnosis --details -"))
            .input(r#"{"title":"T"}"#)
            .acting(HOUSE),
        medink(&format!("patient show {ADA}")).acting(HOUSE),
    ] {
        table.wrong(Kind::Refused, call, &["consent", "expired"]);
    }
    table.done();
}

#[test]
fn an_account_is_renamed_gets_another_passphrase_and_goes() {
    let machine = e2e_system::Machine::new();
    let medink = |words: &str| machine.medink(words);
    let made = medink("account new ada").ok();
    let new = machine.write("new-passphrase", "another passphrase\n");

    let renamed = medink("account rename ada ada-2").ok();
    assert_eq!(renamed["address"], made["address"]);
    medink("account show ada").fails(Kind::NotFound);
    medink("account rename ada-2 Ada").fails(Kind::Usage);
    // Profiles name it as it is called now.
    medink("config set account ada-2").ok();
    let renamed = medink("account rename ada-2 ada-3").ok();
    assert_eq!(renamed["profiles"], serde_json::json!(["embedded"]));
    medink("account show --card").ok();
    let config = std::fs::read_to_string(machine.home().join("config.toml")).unwrap();
    assert_eq!(config, "[profiles.embedded]\naccount = \"ada-3\"\n");
    let renamed = medink("account rename ada-3 ada-2").ok();
    assert_eq!(renamed["profiles"], serde_json::json!(["embedded"]));

    // The present passphrase comes from a file here, so the new one has to, too.
    medink("account passphrase ada-2")
        .fails(Kind::Usage)
        .says("--new-passphrase-file");
    medink("account passphrase ada-2")
        .option("--new-passphrase-file", &new)
        .ok();
    medink("account show ada-2 --card").fails(Kind::Keys);
    medink("account show ada-2 --card").passphrase(&new).ok();

    medink("account remove ada-2").fails(Kind::Usage).says("--yes");
    medink("account remove ada-2 --dry-run").fails(Kind::Usage);
    assert_eq!(
        medink("account list").ok()["accounts"].as_array().unwrap().len(),
        1
    );
    medink("account remove ada-2 -y").ok();
    assert!(
        medink("account list").ok()["accounts"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    medink("account remove ada-2 -y").fails(Kind::NotFound);
    // Its phrase brings it back.
    let phrase = made["phrase"].as_str().unwrap();
    let again = medink("account import back --from -").input(phrase).ok();
    assert_eq!(again["address"], made["address"]);
}

#[test]
fn of_two_who_change_an_account_one_is_told() {
    let machine = e2e_system::Machine::new();
    let medink = |words: &str| machine.medink(words);
    let made = medink("account new ada").ok();
    let new = machine.write("new-passphrase", "another passphrase\n");
    let running = [
        medink("account passphrase ada")
            .option("--new-passphrase-file", &new)
            .start(),
        medink("account rename ada lady").start(),
        medink("account remove ada -y").start(),
    ];
    let runs = running.map(|run| run.wait());
    let won = runs.iter().filter(|run| run.code == Some(0)).count();
    for run in runs.iter().filter(|run| run.code != Some(0)) {
        // It found the other at it, or found it done.
        assert!(matches!(run.code, Some(3 | 5)), "{run}");
    }
    let accounts = medink("account list").ok()["accounts"]
        .as_array()
        .unwrap()
        .clone();
    let [passphrase, rename, remove] = runs.map(|run| run.code == Some(0));
    assert!(won > 0 && !(rename && remove), "one account has one fate");
    match (rename, remove) {
        (true, _) => assert_eq!(accounts[0]["name"], "lady"),
        (_, true) => assert!(accounts.is_empty(), "it does not come back"),
        _ => assert_eq!(accounts[0]["name"], "ada"),
    }
    if let [account] = accounts.as_slice() {
        let right = if passphrase {
            new
        } else {
            machine.passphrase_file()
        };
        let show = medink("account show --card").option("--as", account["name"].as_str().unwrap());
        let show = show.passphrase(&right).ok();
        assert!(show["card"].is_string());
        assert_eq!(account["address"], made["address"]);
    }
}

#[test]
fn node_and_store_are_taken_from_the_environment_and_options_come_first() {
    let world = world();
    let nowhere = "ws://127.0.0.1:1";
    let status = || world.medink("status").variable("MEDINK_NODE_URL", nowhere);
    status().fails(Kind::Unreachable).says("nothing listens there");
    status().option("--node", world.rpc()).ok();
    let good = world.write("good.txt", "good");
    let add = || {
        let add = world.medink("record add").arg(&good).acting(ADA);
        add.variable("MEDINK_IPFS", "http://127.0.0.1:1")
    };
    add().fails(Kind::Unreachable).says("127.0.0.1:1");
    add().option("--ipfs", "embedded").ok();
}
