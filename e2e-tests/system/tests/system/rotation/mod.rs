//! What was revoked stays outside, and what was granted is whole: tried with the keys themselves, kept by a doctor who
//! kept everything, and not only by asking the program.

mod costs;
mod interrupted;
mod keys;
mod many;
mod remembered;

use e2e_system::people::{ADA, CUDDY, HOUSE, WILSON, account, id};
use e2e_system::{World, place_of};
use keys::{Kept, Writing, since, writings};
use medink_core::Kind;
use medink_store::Presence;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Names of the transactions in an answer.
pub fn steps(data: &Value) -> Vec<&str> {
    data["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["what"].as_str().unwrap())
        .collect()
}

/// A doctor's note.
pub fn note<'w>(world: &'w World, doctor: &str, title: &str) -> e2e_system::Call<'w> {
    world
        .medink(&format!("note add --patient {ADA} --kind diagnosis --details -"))
        .input(json!({ "title": title }).to_string())
        .acting(doctor)
}

fn update_profile(world: &World, name: &str) {
    world
        .medink("patient update --details -")
        .input(json!({ "name": name }).to_string())
        .acting(ADA)
        .ok();
}

/// A world with a patient, whose profile doctors can be given, and these doctors.
pub fn world(doctors: &[&str]) -> World {
    let world = World::deployed();
    world.patient(ADA);
    update_profile(&world, "Ada");
    for doctor in doctors {
        world.doctor(doctor);
    }
    world
}

fn count(writings: &[Writing], sort: &str) -> usize {
    writings.iter().filter(|writing| writing.sort() == sort).count()
}

/// The secrets behind what is new are not among those kept either: it is not only that they are bound to other things.
fn secrets_are_new(kept: &Kept, world: &World, generation: u32) {
    let ledger = world.ledger();
    let secrets = account(ADA)
        .patient_secrets(ledger.deployment().sealing())
        .unwrap();
    assert!(!kept.has(secrets.generation_key(generation).unwrap().expose()));
    assert!(
        kept.has(secrets.generation_key(1).unwrap().expose()),
        "the old one was kept"
    );
}

#[test]
fn what_a_revoked_doctor_kept_opens_nothing_new() {
    let world = world(&[HOUSE, WILSON, CUDDY]);
    for text in ["one", "two", "three"] {
        world.add(ADA, ADA, text);
    }
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    note(&world, HOUSE, "by House").ok();

    let ledger = world.ledger();
    let kept = Kept::by(HOUSE, &ledger, ADA);
    assert_eq!(
        (&kept.records[..], &kept.generations[..]),
        (&[1, 2, 3, 4][..], &[1][..])
    );
    let before = writings(&ledger, ADA);
    let opened = kept.opens(&before);
    for (sort, expected) in [
        ("record key", 4),
        ("ciphertext", 4),
        ("profile", 1),
        ("generation for a doctor", 1),
        ("pairwise key for a doctor", 1),
    ] {
        let found = opened.iter().filter(|writing| writing.sort() == sort).count();
        assert_eq!(
            found, expected,
            "the kept keys are real, and open each {sort} that they were given"
        );
    }

    let revoked = world.medink(&format!("consent revoke {HOUSE}")).acting(ADA).ok();
    assert_eq!(
        steps(&revoked),
        [
            "doctor.revoke_access",
            "patient.rotate_generation",
            "doctor.rewrap_consents"
        ]
    );
    world.add(ADA, ADA, "by the patient");
    note(&world, WILSON, "by Wilson").ok();
    world
        .medink(&format!(
            "note add --patient {ADA} --kind diagnosis --about 2 --details -"
        ))
        .input(json!({ "title": "by Wilson, about another's" }).to_string())
        .acting(WILSON)
        .ok();
    update_profile(&world, "Ada, later");
    world.grant_all(ADA, CUDDY);
    world
        .medink(&format!("consent grant {WILSON} --records 5 --until 30d"))
        .acting(ADA)
        .ok();
    world.grant_all(ADA, WILSON);
    world.add(ADA, ADA, "after Wilson had less for a while");

    let new = since(&before, writings(&ledger, ADA));
    for (sort, expected) in [
        ("record key", 4),
        ("ciphertext", 4),
        ("link", 2),
        ("profile", 1),
        ("generation for a doctor", 2),
        ("pairwise key for a doctor", 2),
    ] {
        assert_eq!(count(&new, sort), expected, "there is each {sort} to be tried");
    }
    let opened: Vec<_> = kept.opens(&new).iter().map(|writing| writing.sort()).collect();
    assert_eq!(
        opened, [""; 0],
        "a revoked doctor's keys opened what was written later"
    );
    secrets_are_new(&kept, &world, 2);
    secrets_are_new(&kept, &world, 3);

    // The others have it all, by their keys and by the program.
    for doctor in [WILSON, CUDDY] {
        let theirs = Kept::by(doctor, &ledger, ADA);
        assert_eq!(theirs.records, (1..=8).collect::<Vec<_>>());
        let all = writings(&ledger, ADA);
        let opened = theirs.opens(&all);
        let records = |all: &[&Writing]| {
            all.iter()
                .filter(|w| matches!(w, Writing::Ciphertext { .. }))
                .count()
        };
        assert_eq!(records(&opened), 8);
        assert_eq!(world.open(doctor, ADA, 1), b"one");
        assert_eq!(world.open(doctor, ADA, 5), b"by the patient");
    }
    for number in [1, 5] {
        world.get(HOUSE, ADA, number).fails(Kind::Refused).says("consent");
    }
}

#[test]
fn a_narrower_consent_takes_the_future_away() {
    let world = world(&[HOUSE]);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, HOUSE);
    let ledger = world.ledger();
    let kept = Kept::by(HOUSE, &ledger, ADA);
    world
        .medink(&format!("consent grant {HOUSE} --records 1 --until 30d"))
        .acting(ADA)
        .ok();
    let before = writings(&ledger, ADA);

    let file = world.write("two.txt", "two");
    let added = world.medink("record add").arg(&file).acting(ADA).ok();
    assert_eq!(
        steps(&added),
        ["patient.rotate_generation", "patient.add_medical_record"]
    );
    let new = since(&before, writings(&ledger, ADA));
    assert_eq!(
        (
            count(&new, "record key"),
            count(&new, "ciphertext"),
            count(&new, "link")
        ),
        (1, 1, 1)
    );
    assert!(kept.opens(&new).is_empty());
    assert_eq!(world.open(HOUSE, ADA, 1), b"one");
    world.get(HOUSE, ADA, 2).fails(Kind::Refused).says("consent");
}

#[test]
fn a_consent_that_has_run_out_opens_nothing_new() {
    let world = world(&[HOUSE, WILSON]);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, WILSON);
    let granted = world
        .medink(&format!("consent grant {HOUSE} --whole-history --until 8s"))
        .acting(ADA)
        .ok();
    let ledger = world.ledger();
    let kept = Kept::by(HOUSE, &ledger, ADA);
    assert_eq!(world.open(HOUSE, ADA, 1), b"one");
    let before = writings(&ledger, ADA);

    let until = Duration::from_millis(granted["until_ms"].as_u64().unwrap());
    e2e_system::until("the consent has run out", || {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap() > until
    });
    for refused in [world.get(HOUSE, ADA, 1), note(&world, HOUSE, "too late")] {
        refused.fails(Kind::Refused).says("consent");
    }
    let listed = world.medink("doctor patients").acting(HOUSE).ok();
    assert_eq!(listed["patients"][0]["live"], false);

    let file = world.write("two.txt", "two");
    let add = || world.medink("record add").arg(&file).acting(ADA).ok();
    assert_eq!(
        steps(&add()),
        [
            "patient.rotate_generation",
            "doctor.rewrap_consents",
            "patient.add_medical_record"
        ]
    );
    assert_eq!(steps(&add()), ["patient.add_medical_record"], "it rotates once");
    let new = since(&before, writings(&ledger, ADA));
    assert_eq!(
        (
            count(&new, "record key"),
            count(&new, "ciphertext"),
            count(&new, "link")
        ),
        (2, 2, 1)
    );
    assert!(kept.opens(&new).is_empty());
    assert_eq!(world.open(WILSON, ADA, 2), b"two");
}

#[test]
fn encrypting_again_leaves_nothing_of_the_old() {
    let world = world(&[HOUSE, WILSON]);
    let texts = ["one", "two", "three"];
    for text in texts {
        world.add(ADA, ADA, text);
    }
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, WILSON);
    world.medink("record erase 2 --yes").acting(ADA).ok();
    let ledger = world.ledger();
    let kept = Kept::by(HOUSE, &ledger, ADA);
    let before = writings(&ledger, ADA);
    let old: Vec<_> = ledger
        .records(id(ADA))
        .into_iter()
        .map(|record| record.cid)
        .collect();

    let revoked = world
        .medink(&format!("consent revoke {HOUSE} --reencrypt"))
        .acting(ADA)
        .ok();
    assert_eq!(revoked["reencrypted"], json!({ "records": 2, "missing": [] }));
    let new = since(&before, writings(&ledger, ADA));
    assert_eq!((count(&new, "record key"), count(&new, "ciphertext")), (2, 2));
    assert!(kept.opens(&new).is_empty());
    for (n, record) in ledger
        .records(id(ADA))
        .iter()
        .enumerate()
        .filter(|(n, _)| *n != 1)
    {
        let (old, new) = (old[n].expect("a live record"), place_of(record));
        assert_ne!(new, old);
        assert_eq!(
            (ledger.has(&old), ledger.has(&new)),
            (Presence::Absent, Presence::Whole)
        );
        let number = u32::try_from(n).unwrap() + 1;
        for who in [ADA, WILSON] {
            assert_eq!(world.open(who, ADA, number), texts[n].as_bytes());
        }
    }
    assert_eq!(world.medink("status").ok()["stores"][0]["pins"], 2);
}
