//! A machine is looked at: it is well, or each fault is found in its part, named with what to do, and repaired where nothing
//! can be lost by it.

use e2e_parts::Kubo;
use e2e_system::people::{ADA, HOUSE, WILSON, account, id};
use e2e_system::{Call, World, files, place_of};
use medink_chain::contracts;
use medink_core::Kind;
use medink_seal::wrap;
use nix::sys::signal::Signal;
use serde_json::Value;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// A world with a patient, a doctor with a consent, a record, and an index of it.
fn world() -> World {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world.grant_all(ADA, HOUSE);
    world.add(ADA, ADA, "one");
    world.medink("record list").acting(ADA).ok();
    world
}

fn check<'w>(world: &'w World, options: &str) -> Call<'w> {
    world.medink(&format!("check {options}")).acting(ADA)
}

/// What is found by a look that finds something wrong, and nothing else will do.
#[track_caller]
fn ill(call: Call<'_>) -> Value {
    let run = call.run();
    assert_eq!(run.code, Some(i32::from(Kind::Damaged.exit_code())), "{run}");
    let envelope = run.envelope();
    assert!(
        envelope["ok"] == true && envelope["data"]["well"] == false,
        "{run}"
    );
    envelope["data"].clone()
}

/// The same where all is well, or well again.
#[track_caller]
fn well(call: Call<'_>) -> Value {
    let data = call.ok();
    assert_eq!(data["well"], true, "{data}");
    data
}

/// The finding of this key; its part is what it should be.
#[track_caller]
fn found<'d>(data: &'d Value, part: &str, key: &str) -> &'d Value {
    let all = data["findings"].as_array().expect("findings");
    let one = all
        .iter()
        .find(|one| one["key"] == key)
        .unwrap_or_else(|| panic!("{key} is not among {data:#}"));
    assert_eq!(one["part"], part, "{one}");
    one
}

/// A fault is found, says what to do, and a repair puts it right for good.
#[track_caller]
fn found_and_repaired(world: &World, fault: impl Fn(), part: &str, key: &str) {
    fault();
    let data = ill(check(world, ""));
    let one = found(&data, part, key);
    assert!(one["next"].is_string() && one["repaired"] == false, "{one}");
    fault();
    let data = well(check(world, "--repair"));
    assert_eq!(found(&data, part, key)["repaired"], true, "{data}");
    well(check(world, ""));
}

#[test]
fn a_machine_that_is_well_says_so_of_every_part() {
    let world = world();
    let height = world.ledger().height();
    let before = files::sizes(&world.home().join("store"));
    let data = well(check(&world, "--whole"));
    for part in [
        "node",
        "deployment",
        "stores",
        "accounts",
        "journal",
        "references",
        "memory",
    ] {
        let of_it = data["findings"].as_array().unwrap().iter();
        let mut of_it = of_it.filter(|one| one["part"] == part).peekable();
        assert!(of_it.peek().is_some(), "nothing of {part}: {data:#}");
        assert!(of_it.all(|one| one["severity"] == "ok"), "{part}: {data:#}");
    }
    assert!(data["steps"].as_array().unwrap().is_empty());
    found(&data, "stores", "checkup-hashed");
    found(&data, "references", "checkup-none-unneeded");
    // Nothing was done, and a repair of what is well does nothing either.
    well(check(&world, "--repair"));
    assert_eq!(world.ledger().height(), height);
    assert_eq!(files::sizes(&world.home().join("store")), before);
    // For people, and for a doctor, who has no records.
    let run = check(&world, "").text().run();
    run.succeeded();
    assert!(run.stdout().contains("All is well."), "{run}");
    let data = well(world.medink("check").acting(HOUSE));
    found(&data, "stores", "checkup-no-records");
    check(&world, "--dry-run").fails(Kind::Usage);
}

#[test]
fn files_that_others_may_read_or_that_are_no_good() {
    let world = world();
    world.medink("account new mine").ok();
    let account = world.home().join("accounts/mine.json");
    let open = || fs::set_permissions(&account, fs::Permissions::from_mode(0o644)).unwrap();
    found_and_repaired(&world, open, "accounts", "checkup-files-open");
    let mode = fs::metadata(&account).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let half = world.home().join("memory/.new-half");
    let leave = || {
        fs::write(&half, "half").unwrap();
        let old = SystemTime::now() - Duration::from_secs(2 * 3600);
        File::options()
            .write(true)
            .open(&half)
            .unwrap()
            .set_modified(old)
            .unwrap();
    };
    found_and_repaired(&world, leave, "memory", "checkup-half-written");
    assert!(!half.exists());

    let index = files::below(&world.home().join("index")).swap_remove(0);
    let spoil = || fs::write(&index, "garbage that was never sealed by anybody").unwrap();
    found_and_repaired(&world, spoil, "memory", "checkup-sealed-damaged");
    // One that looks like a sealed one is found with the key.
    world.medink("record list").acting(ADA).ok();
    let index = files::below(&world.home().join("index")).swap_remove(0);
    let flip = || {
        world.medink("record list").acting(ADA).ok();
        let mut bytes = fs::read(&index).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&index, bytes).unwrap();
    };
    found_and_repaired(&world, flip, "memory", "checkup-index");

    // A key file that is none can't be repaired, and is told by its name.
    let text = fs::read(&account).unwrap();
    fs::write(&account, &text[..text.len() / 2]).unwrap();
    for options in ["", "--repair"] {
        let data = ill(check(&world, options));
        let one = found(&data, "accounts", "checkup-account");
        assert!(one["what"].as_str().unwrap().contains("mine"), "{one}");
    }
    fs::write(&account, text).unwrap();
    well(check(&world, ""));
}

#[test]
fn a_reference_that_is_gone_is_made_again() {
    let world = world();
    let pins = || files::below(&world.home().join("store/pins"));
    let before = pins();
    let remove = || {
        for pin in &before {
            let _ = fs::remove_file(pin);
        }
    };
    found_and_repaired(&world, remove, "references", "checkup-unkept");
    assert_eq!(pins(), before);
    world.medink("store gc").ok();
    assert_eq!(world.open(ADA, ADA, 1), b"one");

    // One that no record has is told, and left.
    world.medink("record erase 1 -y").acting(ADA).ok();
    assert!(pins().is_empty());
    fs::create_dir_all(before[0].parent().unwrap()).unwrap();
    fs::write(&before[0], "").unwrap();
    let data = ill(check(&world, "--whole --repair"));
    found(&data, "references", "checkup-unneeded");
    assert_eq!(pins(), before);
}

/// As if the patient's machine had died right behind the revoke, and again right behind the change of the keys.
#[test]
fn a_change_of_the_keys_that_was_interrupted_is_found_and_finished() {
    let world = world();
    world.doctor(WILSON);
    world.grant_all(ADA, WILSON);
    let ledger = world.ledger();
    let deployment = ledger.deployment();
    let revoke = contracts::doctor::revoke_access(deployment.doctor(), id(HOUSE));
    ledger.send(&account(ADA), &revoke).expect("the patient revokes");
    let data = ill(check(&world, ""));
    assert!(found(&data, "journal", "checkup-keys-due")["next"].is_string());
    let data = well(check(&world, "--repair"));
    assert_eq!(found(&data, "journal", "checkup-keys-due")["repaired"], true);
    assert_eq!(data["steps"].as_array().unwrap().len(), 2, "{data}");
    well(check(&world, ""));

    let secrets = account(ADA).patient_secrets(deployment.sealing()).unwrap();
    let binding = deployment.sealing().binding(*id(ADA).as_ref());
    let key = |n| secrets.generation_key(n).unwrap();
    let link = wrap::link(&binding, &key(3), &key(2)).unwrap();
    let rotate = contracts::patient::rotate_generation(deployment.patient(), 2, link);
    ledger.send(&account(ADA), &rotate).expect("the patient rotates");
    found(&ill(check(&world, "")), "journal", "checkup-keys-due");
    let data = well(check(&world, "--repair"));
    assert_eq!(data["steps"].as_array().unwrap().len(), 1, "{data}");
    well(check(&world, ""));
    assert_eq!(world.open(WILSON, ADA, 1), b"one");
}

/// The block that a record's ciphertext ends in.
fn last_block(world: &World) -> PathBuf {
    let ledger = world.ledger();
    let ciphertext = ledger.ciphertext(&place_of(&ledger.records(id(ADA)).swap_remove(0)));
    let end = &ciphertext[ciphertext.len() - 64..];
    files::below(&world.home().join("store/blocks"))
        .into_iter()
        .find(|path| fs::read(path).unwrap().ends_with(end))
        .expect("its last block")
}

#[test]
fn content_that_is_missing_or_damaged_comes_from_another_store() {
    let world = world();
    let block = last_block(&world);
    let good = fs::read(&block).unwrap();
    // With one store there is nowhere to take it from.
    fs::remove_file(&block).unwrap();
    for options in ["", "--repair"] {
        let data = ill(check(&world, options));
        let one = found(&data, "stores", "checkup-not-whole");
        assert!(
            one["next"].as_str().unwrap().contains("medink store pull"),
            "{one}"
        );
    }
    fs::write(&block, &good).unwrap();
    well(check(&world, ""));
    // A damaged block of the right size is found by its bytes alone.
    let mut bad = good.clone();
    *bad.last_mut().unwrap() ^= 1;
    fs::write(&block, &bad).unwrap();
    found(&ill(check(&world, "--whole")), "stores", "checkup-not-whole");
    fs::write(&block, &good).unwrap();

    let kubo = Kubo::start();
    fs::write(
        world.home().join("config.toml"),
        format!(
            "[profiles.embedded]\nstores = [\"embedded\", \"{}\"]\n",
            kubo.url()
        ),
    )
    .unwrap();
    // What the daemon does not have yet it gets.
    let data = ill(check(&world, ""));
    let one = found(&data, "stores", "checkup-not-whole");
    assert!(
        one["next"].as_str().unwrap().contains("medink store repair"),
        "{one}"
    );
    let data = well(check(&world, "--repair"));
    assert_eq!(found(&data, "stores", "checkup-not-whole")["repaired"], true);
    fs::remove_file(&block).unwrap();
    found(&ill(check(&world, "")), "stores", "checkup-not-whole");
    well(check(&world, "--repair"));
    assert_eq!(fs::read(&block).unwrap(), good);
    well(check(&world, "--whole"));
    // A daemon that is away is one finding; the other store is looked at all the same.
    drop(kubo);
    let data = ill(check(&world, ""));
    found(&data, "stores", "checkup-there");
    let unwell = data["findings"].as_array().unwrap().iter();
    let unwell: Vec<&Value> = unwell.filter(|one| one["severity"] == "broken").collect();
    assert!(unwell.len() == 1 && unwell[0]["part"] == "stores", "{data:#}");
}

#[test]
fn a_deployment_that_is_another_one() {
    let world = world();
    let file = files::below(&world.home().join("deployments")).swap_remove(0);
    let text = fs::read_to_string(&file).unwrap();
    // The contracts exchanged, as somebody would who wants their own read.
    let mut other: Value = serde_json::from_str(&text).unwrap();
    let patient = other["patient"].take();
    other["patient"] = other["doctor"].take();
    other["doctor"] = patient;
    fs::write(&file, other.to_string()).unwrap();
    let data = ill(check(&world, "--repair"));
    let one = found(&data, "deployment", "core-finding");
    assert_eq!(one["severity"], "broken", "{one}");
    // Of another chain.
    fs::write(&file, &text).unwrap();
    let elsewhere = file.with_file_name(format!("{}.json", "00".repeat(32)));
    fs::rename(&file, &elsewhere).unwrap();
    let data = ill(check(&world, ""));
    let one = found(&data, "deployment", "local-no-deployment-of-chain");
    assert!(one["next"].as_str().unwrap().contains("medink join"), "{one}");
    found(&data, "node", "checkup-node");
    found(&data, "stores", "checkup-store-answers");
    fs::rename(&elsewhere, &file).unwrap();
    // Cut off.
    fs::write(&file, &text[..text.len() / 2]).unwrap();
    let data = ill(check(&world, ""));
    found(&data, "deployment", "core-not-a-deployment");
    fs::write(&file, &text).unwrap();
    well(check(&world, ""));
}

#[test]
fn a_node_that_is_down_keeps_nobody_from_looking_at_the_rest() {
    let world = world();
    world.medink("account new mine").ok();
    let account = world.home().join("accounts/mine.json");
    let open = fs::Permissions::from_mode(0o644);
    fs::set_permissions(&account, open).unwrap();
    world.medink("down").ok();
    let data = ill(check(&world, ""));
    let one = found(&data, "node", "checkup-node-stopped");
    assert!(one["next"].as_str().unwrap().contains("medink up"), "{one}");
    found(&data, "accounts", "checkup-files-open");
    found(&data, "stores", "checkup-store-answers");
    found(&data, "deployment", "checkup-no-node");
    assert_eq!(
        world.medink("status").ok()["node"]["running"],
        false,
        "a look starts nothing"
    );
    let data = well(check(&world, "--repair"));
    assert_eq!(found(&data, "node", "checkup-node-stopped")["repaired"], true);
    assert_eq!(world.medink("status").ok()["node"]["running"], true);
    well(check(&world, ""));
    let data = ill(check(&world, "--node ws://127.0.0.1:1"));
    found(&data, "node", "chain-nothing-listens");
}

#[test]
fn a_large_upload_that_was_killed_and_an_entry_that_was_cut() {
    let world = world();
    let large = world.work("large.bin");
    files::large(&large, 150_000_000);
    let journal = || world.journal();
    let killed = || {
        let stored = || -> u64 { files::sizes(&world.home().join("store")).values().sum() };
        let before = stored();
        let mut upload = world.medink("record add").arg(&large).acting(ADA).text().start();
        upload.until("several megabytes were stored", || stored() > before + 5_000_000);
        let frozen = world.freeze_node();
        upload.until("it was noted in the journal and the node was asked", || {
            !journal().is_empty() && frozen.is_asked()
        });
        upload.signal(Signal::SIGKILL);
        upload.wait();
    };
    killed();
    for call in [check(&world, ""), world.medink("check").acting(HOUSE)] {
        let data = ill(call);
        let told = data["findings"].as_array().unwrap().iter();
        assert!(
            told.filter(|one| one["part"] == "journal").count() >= 1,
            "{data:#}"
        );
    }
    assert_eq!(
        journal().len(),
        1,
        "a look finishes nothing, and nobody else's repair does"
    );
    let data = well(check(&world, "--repair"));
    assert_eq!(found(&data, "journal", "checkup-half-done")["repaired"], true);
    assert_eq!(data["steps"].as_array().unwrap().len(), 1, "{data}");
    assert!(journal().is_empty());
    well(check(&world, ""));
    world.get(ADA, ADA, 2).ok();
    assert!(files::same(&large, &world.work("never")));
    fs::remove_file(world.work("never")).unwrap();

    // Cut off in its midst: nothing can be finished of it, and it is no more in the way.
    world.medink("record erase 2 -y").acting(ADA).ok();
    killed();
    let entry = journal().swap_remove(0);
    let sealed = fs::read(&entry).unwrap();
    fs::write(&entry, &sealed[..sealed.len() / 2]).unwrap();
    let data = ill(check(&world, ""));
    found(&data, "journal", "checkup-sealed-damaged");
    let data = check(&world, "--repair").run().envelope()["data"].clone();
    assert_eq!(
        found(&data, "journal", "checkup-sealed-damaged")["repaired"],
        true
    );
    assert!(journal().is_empty());
    well(check(&world, ""));
    assert_eq!(world.open(ADA, ADA, 1), b"one");
}

#[test]
fn without_a_passphrase_what_needs_one_is_not_looked_at() {
    let world = world();
    world.medink("account new mine").ok();
    let locked = || world.medink("check").without("MEDINK_PASSPHRASE_FILE");
    let data = well(locked());
    let one = found(&data, "accounts", "checkup-locked");
    assert_eq!(one["severity"], "not-looked-at", "{one}");
    found(&data, "stores", "checkup-no-records");
    // With it, it is.
    let data = well(world.medink("check --as mine"));
    found(&data, "accounts", "checkup-no-role");
    found(&well(check(&world, "")), "accounts", "checkup-own-key");
    let wrong = world.write("wrong", "not the right passphrase\n");
    let data = ill(world.medink("check --as mine").passphrase(&wrong));
    let one = found(&data, "accounts", "seal-key-file-wrong-passphrase");
    assert!(!one.to_string().contains("not the right"), "{one}");
    ill(world.medink("check --as nobody"));
}
