//! A daemon behind a server with a certificate: relied on if it is right, and refused with what to do if not.

use super::{keeps_records_in, warnings, world};
use e2e_parts::Kubo;
use e2e_system::people::ADA;
use e2e_system::{Authority, World};
use medink_core::Kind;
use medink_store::Cid;
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// A year that no certificate here is meant to end before.
const LATER: i32 = 2090;

/// The address of the first record that was added.
fn place(added: &Value) -> Cid {
    added["records"][0]["cid"].as_str().unwrap().parse().unwrap()
}

/// What is said of a record that is added to the store at `url`, on a machine that trusts the authority in this file.
fn refused(world: &World, url: &str, trusts: &Path) -> String {
    let file = world.write("letter.txt", "to whom it may concern");
    world
        .medink("record add")
        .arg(&file)
        .option("--ipfs", url)
        .variable("SSL_CERT_FILE", trusts)
        .acting(ADA)
        .fails(Kind::Unreachable)
        .words()
}

#[test]
fn a_daemon_with_a_certificate_that_the_machine_trusts() {
    const SECRET: &str = "t0ken-of-the-clinic";
    let world = world();
    let kubo = Kubo::configured(&[(
        "API.Authorizations",
        r#"{"a":{"AuthSecret":"bearer:t0ken-of-the-clinic","AllowedPaths":["/api/v0"]}}"#,
    )]);
    let clinic = Authority::new("clinic");
    let front = clinic.front(kubo.url(), "localhost", LATER);
    let trusted = clinic.file(world.folder());
    fs::write(world.home().join("ipfs.secret"), format!("bearer:{SECRET}\n")).unwrap();
    fs::set_permissions(world.home().join("ipfs.secret"), PermissionsExt::from_mode(0o600)).unwrap();
    let url = front.url("localhost");
    keeps_records_in(
        &world,
        &format!("ipfs = \"{url}\"\nipfs-credentials-file = \"ipfs.secret\""),
    );
    // More than one piece, in and out.
    let text = "to whom it may concern\n".repeat(40_000);
    let file = world.write("letter.txt", &text);
    let trusting = |call: e2e_system::Call<'_>| call.variable("SSL_CERT_FILE", &trusted).run().succeeded();
    let added = trusting(world.medink("record add").arg(&file).acting(ADA));
    assert!(kubo.block_file(&place(&added)).is_file());
    trusting(world.get(ADA, ADA, 1));
    assert_eq!(fs::read_to_string(world.work("never")).unwrap(), text);
    // Without the credentials it is the daemon that refuses, not the certificate.
    world
        .medink("record list --titles")
        .option("--ipfs", &url)
        .variable("SSL_CERT_FILE", &trusted)
        .acting(ADA)
        .fails(Kind::Keys);
}

#[test]
fn a_certificate_that_is_not_right_is_refused_with_what_to_do() {
    let world = world();
    let kubo = Kubo::start();
    let clinic = Authority::new("clinic");
    let trusted = clinic.file(world.folder());
    let before = kubo.ipfs(&["refs", "local"]);

    let right = clinic.front(kubo.url(), "localhost", LATER);
    let said = refused(&world, &right.url("127.0.0.1"), &trusted);
    assert!(said.contains("certificate is for another host"), "{said}");
    assert!(said.contains("the name that the certificate has"), "{said}");

    let stranger = Authority::new("stranger").front(kubo.url(), "localhost", LATER);
    let said = refused(&world, &stranger.url("localhost"), &trusted);
    assert!(
        said.contains("an authority that this machine does not trust"),
        "{said}"
    );
    assert!(
        said.contains("update-ca-certificates") && said.contains("SSL_CERT_FILE"),
        "{said}"
    );

    let old = clinic.front(kubo.url(), "localhost", 2020);
    let said = refused(&world, &old.url("localhost"), &trusted);
    assert!(said.contains("has run out"), "{said}");
    assert!(said.contains("renew it"), "{said}");

    let plain = kubo.url().replace("http:", "https:");
    let said = refused(&world, &plain, &trusted);
    assert!(said.contains("speaks no TLS"), "{said}");

    let nobody = world.write("nobody.pem", "");
    let said = refused(&world, &right.url("localhost"), &nobody);
    assert!(said.contains("trusts no authority"), "{said}");

    assert_eq!(kubo.ipfs(&["refs", "local"]), before, "nothing was stored");
}

#[test]
fn one_of_several_stores_whose_certificate_is_wrong_is_away() {
    let world = world();
    let kubo = Kubo::start();
    let stranger = Authority::new("stranger").front(kubo.url(), "localhost", LATER);
    let url = stranger.url("localhost");
    keeps_records_in(&world, &format!("stores = [\"embedded\", \"{url}\"]"));
    let file = world.write("letter.txt", "to whom it may concern");
    let added = world
        .medink("record add")
        .arg(&file)
        .variable("SSL_CERT_FILE", Authority::new("clinic").file(world.folder()))
        .acting(ADA)
        .run();
    let said = warnings(&added);
    assert_eq!(said.len(), 1, "{added}");
    assert!(
        said[0]["what"].as_str().unwrap().contains("does not trust"),
        "{added}"
    );
    assert!(!kubo.block_file(&place(&added.envelope()["data"])).exists());
}
