//! Admins govern; patients register themselves where they let them.

use super::steps;
use e2e_system::World;
use e2e_system::people::{ADA, ADMIN, GRACE, HOUSE, address};
use medink_core::Kind;
use serde_json::json;

#[test]
fn patients_register_themselves_where_it_is_allowed() {
    let world = World::deployed();
    world
        .medink(&format!("account fund {GRACE} 100"))
        .acting(ADMIN)
        .ok();
    let profile = json!({ "name": "Grace Hopper", "blood_group": "A+" });
    let register = || {
        world
            .medink("patient register --details -")
            .input(profile.to_string())
            .acting(GRACE)
    };
    register()
        .fails(Kind::Refused)
        .says("can't register themselves")
        .says("admin");
    world
        .medink("patient show")
        .acting(GRACE)
        .fails(Kind::NotFound)
        .says("not registered");

    let set = world
        .medink("params set --self-registration true")
        .acting(ADMIN)
        .ok();
    assert_eq!(set["self_registration"], true);
    assert_eq!(steps(&register().ok()), ["patient.register_patient"]);
    let shown = world.medink("patient show").acting(GRACE).ok();
    assert_eq!(
        (&shown["profile"], &shown["address"]),
        (&profile, &json!(address(GRACE)))
    );
    register().fails(Kind::Refused).says("already");
    let number = world.add(GRACE, GRACE, "mine");
    assert_eq!(world.open(GRACE, GRACE, number), b"mine");
}

#[test]
fn admins_govern() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    world.grant_all(ADA, HOUSE);
    let number = world.add(ADA, ADA, "before");

    // Another admin may do all of it; the last one stays.
    world
        .medink(&format!("account fund {GRACE} 100"))
        .acting(ADMIN)
        .ok();
    world
        .medink(&format!("admin add {GRACE}"))
        .acting(GRACE)
        .fails(Kind::Refused)
        .says("an admin");
    world.medink(&format!("admin add {GRACE}")).acting(ADMIN).ok();
    assert_eq!(
        world.medink("admin list").ok()["admins"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    world.medink(&format!("admin remove {ADMIN}")).acting(GRACE).ok();
    world
        .medink(&format!("admin remove {GRACE}"))
        .acting(GRACE)
        .fails(Kind::Refused)
        .says("last admin");
    world
        .medink("admin pause")
        .acting(ADMIN)
        .fails(Kind::Refused)
        .says("an admin");

    world.medink("admin pause").acting(GRACE).ok();
    assert_eq!(world.medink("params show").ok()["paused"], true);
    let file = world.write("paused.txt", "paused");
    world
        .medink("record add")
        .arg(&file)
        .acting(ADA)
        .fails(Kind::Refused)
        .says("paused");
    assert_eq!(
        world.medink("status").ok()["uploads_under_way"],
        0,
        "what was stored for it is given up"
    );
    world.get(HOUSE, ADA, number).fails(Kind::Refused).says("paused");
    assert_eq!(
        world.open(ADA, ADA, number),
        b"before",
        "one's own stays one's own"
    );
    world.medink("admin resume").acting(GRACE).ok();
    assert_eq!(world.open(ADA, ADA, number), b"before");

    world.medink(&format!("admin suspend {HOUSE}")).acting(GRACE).ok();
    assert_eq!(
        world.medink(&format!("doctor show {HOUSE}")).ok()["status"],
        "suspended"
    );
    world
        .get(HOUSE, ADA, number)
        .fails(Kind::Refused)
        .says("suspended");
    world
        .medink(&format!("admin reinstate {HOUSE}"))
        .acting(GRACE)
        .ok();
    assert_eq!(world.open(HOUSE, ADA, number), b"before");

    let set = world
        .medink("params set --longest-consent-days 7 --log-max-page 3")
        .acting(GRACE)
        .ok();
    assert_eq!(
        (&set["longest_consent_days"], &set["log_max_page"]),
        (&json!(7), &json!(3))
    );
    world
        .medink(&format!("consent grant {HOUSE} --whole-history --until 8d"))
        .acting(ADA)
        .fails(Kind::Refused)
        .says("7 days");
    assert!(
        steps(
            &world
                .medink("params set --longest-consent-days 7")
                .acting(GRACE)
                .ok()
        )
        .is_empty()
    );
}
