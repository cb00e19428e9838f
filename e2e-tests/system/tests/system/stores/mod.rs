//! Records with a real IPFS daemon, and with several stores at once.

mod copies;
mod encrypted;
mod keeping;
mod moving;
mod outage;

use e2e_parts::Kubo;
use e2e_system::people::{ADA, HOUSE};
use e2e_system::{Run, World, files};
use medink_core::Kind;
use medink_store::Cid;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// A system with a doctor and a patient.
fn world() -> World {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world
}

/// Where the profile `embedded` keeps records from now on.
fn keeps_records_in(world: &World, lines: &str) {
    fs::write(
        world.home().join("config.toml"),
        format!("[profiles.embedded]\n{lines}\n"),
    )
    .unwrap();
}

/// The address of a record's content.
fn place(world: &World, number: u32) -> Cid {
    let records = world.medink("record list").acting(ADA).ok();
    let record = records["records"]
        .as_array()
        .unwrap()
        .iter()
        .find(|record| record["number"] == number)
        .expect("the record");
    record["cid"].as_str().unwrap().parse().unwrap()
}

/// The warnings of a command that succeeded, as it prints them for programs.
fn warnings(run: &Run) -> Vec<Value> {
    run.succeeded();
    run.envelope()["warnings"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_daemon_in_place_of_the_store_of_this_machine() {
    let world = world();
    let kubo = Kubo::start();
    let url = kubo.url();
    let pins = || {
        let listed = kubo.ipfs(&["pin", "ls", "--type=recursive", "--quiet"]);
        listed.lines().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let before = pins();
    let file = world.write("letter.txt", "to whom it may concern");
    let added = world
        .medink("record add")
        .arg(&file)
        .option("--ipfs", url)
        .acting(ADA)
        .ok();
    let cid: Cid = added["records"][0]["cid"].as_str().unwrap().parse().unwrap();
    assert!(kubo.block_file(&cid).is_file());
    // It is kept by what names its owner, not by a pin of its own that anybody's erasure would take.
    assert!(kubo.ipfs(&["pin", "ls", &cid.to_string()]).contains("indirect"));
    assert_eq!(pins().difference(&before).count(), 1);
    assert_eq!(
        files::below(&world.home().join("store/blocks")).len(),
        2,
        "SHARDING and _README"
    );

    // Here it is not.
    world
        .get(ADA, ADA, 1)
        .fails(Kind::NotFound)
        .says("not in this store");
    keeps_records_in(&world, &format!("ipfs = \"{url}\""));
    assert_eq!(world.open(ADA, ADA, 1), b"to whom it may concern");
    world.grant_all(ADA, HOUSE);
    assert_eq!(world.open(HOUSE, ADA, 1), b"to whom it may concern");
    let status = world.medink("status").ok();
    let stores = status["stores"].as_array().unwrap();
    assert_eq!(stores.len(), 1);
    assert_eq!(
        (&stores[0]["name"], &stores[0]["kind"], &stores[0]["pins"]),
        (&json!(url), &json!("kubo"), &json!(1))
    );
    let shown = world.medink("status").text().run();
    assert!(shown.stdout().contains("(Kubo 0."), "{shown}");

    // New keys: new content, and the old one goes.
    world
        .medink(&format!("consent revoke {HOUSE} --reencrypt"))
        .acting(ADA)
        .ok();
    world.get(HOUSE, ADA, 1).fails(Kind::Refused);
    assert!(!kubo.block_file(&cid).exists());
    let newer = place(&world, 1);
    assert_ne!(newer, cid);
    assert_eq!(world.open(ADA, ADA, 1), b"to whom it may concern");

    world.medink("record erase 1 --yes").acting(ADA).ok();
    assert!(!kubo.block_file(&newer).exists());
    assert_eq!(pins(), before, "nothing is left of what kept it");

    // What is large streams.
    let large = world.work("large");
    files::large(&large, 64 * 1024 * 1024);
    let run = world.medink("record add").arg(&large).acting(ADA).run();
    run.succeeded();
    assert!(run.peak_kib < 150 * 1024, "{} KiB for 64 MiB", run.peak_kib);
    let out = world.work("large-again");
    let run = world.medink("record get 2 --output").arg(&out).acting(ADA).run();
    run.succeeded();
    assert!(run.peak_kib < 150 * 1024, "{} KiB for 64 MiB", run.peak_kib);
    assert!(files::same(&large, &out));
}

#[test]
fn a_daemon_that_wants_credentials() {
    const SECRET: &str = "t0ken-of-the-clinic";
    let world = world();
    let kubo = Kubo::configured(&[(
        "API.Authorizations",
        r#"{"a":{"AuthSecret":"bearer:t0ken-of-the-clinic","AllowedPaths":["/api/v0"]}}"#,
    )]);
    let file = world.write("letter.txt", "to whom it may concern");
    let secret = world.write("secret", format!("bearer:{SECRET}\n"));
    fs::set_permissions(&secret, PermissionsExt::from_mode(0o600)).unwrap();
    let add = || {
        world
            .medink("record add")
            .arg(&file)
            .option("--ipfs", kubo.url())
            .acting(ADA)
    };
    add().fails(Kind::Keys).says("ipfs-credentials-file");
    add().option("--ipfs-credentials-file", &secret).ok();

    // As the config file has it, beside which it is looked for.
    fs::copy(&secret, world.home().join("ipfs.secret")).unwrap();
    keeps_records_in(
        &world,
        &format!(
            "ipfs = \"{}\"\nipfs-credentials-file = \"ipfs.secret\"",
            kubo.url()
        ),
    );
    assert_eq!(world.open(ADA, ADA, 1), b"to whom it may concern");
    for run in [world.medink("status").run(), world.medink("status").text().run()] {
        run.succeeded();
        assert!(!format!("{run}").contains(SECRET), "{run}");
    }
    fs::set_permissions(world.home().join("ipfs.secret"), PermissionsExt::from_mode(0o644)).unwrap();
    let refused = world.get(ADA, ADA, 1).fails(Kind::Usage).says("chmod 600");
    assert!(!refused.words().contains(SECRET));

    // An address is on the command line, which everybody on the machine can read.
    let refused = world
        .medink("status --ipfs http://ada:s3cret@127.0.0.1:5001")
        .fails(Kind::Usage)
        .says("put them into a file");
    assert!(!refused.words().contains("s3cret"));
    world
        .medink("record list --ipfs http://ipfs.example:5001")
        .acting(ADA)
        .fails(Kind::Usage)
        .says("unencrypted");
}
