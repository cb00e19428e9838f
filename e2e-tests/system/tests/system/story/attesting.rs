//! Who stands behind a doctor's profile, and what becomes of a consent when its doctor is suspended or has a new key.

use super::steps;
use e2e_system::World;
use e2e_system::people::{ADA, ADMIN, HOUSE, address};
use medink_core::Kind;
use serde_json::{Value, json};

#[test]
fn an_attestation_lapses_with_the_profile() {
    let world = World::deployed();
    world.doctor(HOUSE);
    let show = || world.medink(&format!("doctor show {HOUSE}")).ok();
    let attested = || show()["attested"]["by"].clone();
    let attest = || world.medink(&format!("admin attest {HOUSE}"));
    // What an admin enters at the desk counts as attested, until the doctor changes it.
    assert_eq!(attested(), address(ADMIN));
    world
        .medink("doctor update --details -")
        .input(json!({ "name": "Dr. House" }).to_string())
        .acting(HOUSE)
        .ok();
    assert_eq!(show()["attested"], Value::Null);

    attest().acting(ADMIN).fails(Kind::Usage).says("--yes");
    attest()
        .arg("--yes")
        .acting(HOUSE)
        .fails(Kind::Refused)
        .says("an admin");
    assert_eq!(
        steps(&attest().arg("--yes").acting(ADMIN).ok()),
        ["doctor.attest_doctor"]
    );
    assert_eq!(attested(), address(ADMIN));
    assert_eq!(
        world.medink("doctor list").ok()["doctors"][0]["attested"]["by"],
        address(ADMIN)
    );

    world
        .medink("doctor update --details -")
        .input(json!({ "name": "Dr. Wilson" }).to_string())
        .acting(HOUSE)
        .ok();
    assert_eq!(show()["attested"], Value::Null, "it was said of another profile");

    attest().arg("--yes").acting(ADMIN).ok();
    assert_eq!(attested(), address(ADMIN));
    world
        .medink(&format!("admin withdraw-attestation {HOUSE}"))
        .acting(ADMIN)
        .ok();
    assert_eq!(show()["attested"], Value::Null);
}

#[test]
fn a_patient_is_told_of_a_doctors_new_key_and_suspension() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world.grant_all(ADA, HOUSE);
    let number = world.add(ADA, ADA, "before");
    let consent = || {
        let listed = world.medink("consent list").acting(ADA).ok();
        let first = &listed["consents"][0];
        (first["suspended"] == json!(true), first["old_key"] == json!(true))
    };
    assert_eq!(consent(), (false, false));

    let new_key = || world.medink("account new-key").acting(HOUSE);
    new_key().fails(Kind::Usage).says("--yes");
    let made = new_key().arg("--yes").ok();
    assert_eq!(made["key_serial"], 2);
    assert_eq!(steps(&made), ["doctor.replace_encryption_key"]);
    assert_eq!(consent(), (false, true));
    assert_eq!(
        world.open(HOUSE, ADA, number),
        b"before",
        "the old key stays the doctor's"
    );

    let later = world.add(ADA, ADA, "later");
    assert_eq!(
        consent(),
        (false, false),
        "it was sealed again at the patient's next use"
    );
    assert_eq!(world.open(HOUSE, ADA, later), b"later");

    world.medink(&format!("admin suspend {HOUSE}")).acting(ADMIN).ok();
    assert!(consent().0);
}
