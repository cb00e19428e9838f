//! What happens between a revoke and the rotation, and between a note and the patient's next visit.

use super::keys::{Kept, since, writings};
use super::{note, steps, world};
use e2e_system::people::{ADA, CUDDY, HOUSE, WILSON, account, id};
use medink_chain::{ChainError, contracts};
use medink_core::Kind;
use medink_seal::wrap;
use medink_types::{Cid, Error, KeyBy, NewRecord, SealedKey};

#[test]
fn nobody_writes_until_the_keys_have_changed() {
    let world = world(&[HOUSE, CUDDY]);
    world.add(ADA, ADA, "one");
    world.grant_all(ADA, HOUSE);
    world.grant_all(ADA, CUDDY);
    let ledger = world.ledger();
    let kept = Kept::by(HOUSE, &ledger, ADA);
    let before = writings(&ledger, ADA);

    // As if the patient's machine had died right behind the revoke.
    let (directory, patients) = (ledger.deployment().doctor(), ledger.deployment().patient());
    ledger
        .send(
            &account(ADA),
            &contracts::doctor::revoke_access(directory, id(HOUSE)),
        )
        .expect("the patient revokes");
    world.get(HOUSE, ADA, 1).fails(Kind::Refused).says("consent");
    note(&world, CUDDY, "too early")
        .fails(Kind::Refused)
        .says("revoked")
        .says("later");
    assert_eq!(world.open(CUDDY, ADA, 1), b"one", "reading goes on");

    // The contract refuses by itself, the patient too.
    let binding = ledger.deployment().sealing().binding(*id(ADA).as_ref());
    let secrets = account(ADA)
        .patient_secrets(ledger.deployment().sealing())
        .unwrap();
    let first = secrets.generation_key(1).unwrap();
    let key = medink_seal::RecordKey::generate().unwrap();
    let mut valid = [1; 36];
    valid[..4].copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
    let record = NewRecord {
        cid: Cid(valid),
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: wrap::record_by_generation(&binding, &first, &[1; 32], &key).unwrap(),
        },
    };
    for who in [CUDDY, ADA] {
        let message = contracts::patient::add_medical_record(patients, id(ADA), &record);
        let refused = ledger
            .send(&account(who), &message)
            .expect_err("the old key is given away");
        assert!(
            matches!(
                &refused,
                ChainError::Refused {
                    error: Error::RotationPending { generation: 2 },
                    ..
                }
            ),
            "{refused}"
        );
    }

    // The patient's next command finishes, and then the others write again.
    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(
        steps(&listed),
        ["patient.rotate_generation", "doctor.rewrap_consents"]
    );
    assert!(
        steps(&world.medink("record list").acting(ADA).ok()).is_empty(),
        "once"
    );
    note(&world, CUDDY, "now").ok();
    world.add(ADA, ADA, "two");
    let new = since(&before, writings(&ledger, ADA));
    assert!(new.len() >= 6 && kept.opens(&new).is_empty());
}

#[test]
fn an_upload_finishes_an_interrupted_revoke_first() {
    let world = world(&[HOUSE]);
    world.grant_all(ADA, HOUSE);
    let ledger = world.ledger();
    let revoke = contracts::doctor::revoke_access(ledger.deployment().doctor(), id(HOUSE));
    ledger.send(&account(ADA), &revoke).expect("the patient revokes");
    let file = world.write("one.txt", "one");
    let added = world.medink("record add").arg(&file).acting(ADA).ok();
    assert_eq!(
        steps(&added),
        ["patient.rotate_generation", "patient.add_medical_record"]
    );
}

#[test]
fn a_note_by_a_doctor_with_a_single_record_is_shared_by_the_patient() {
    let world = world(&[HOUSE, WILSON]);
    world.add(ADA, ADA, "one");
    world.add(ADA, ADA, "two");
    world.grant_all(ADA, HOUSE);
    world
        .medink(&format!("consent grant {WILSON} --records 1 --until 30d"))
        .acting(ADA)
        .ok();
    let ledger = world.ledger();

    // What the consent covers, and what it doesn't.
    assert_eq!(world.open(WILSON, ADA, 1), b"one");
    let seen = world.medink(&format!("patient show {ADA}")).acting(WILSON).ok();
    assert_eq!(seen["profile"]["name"], "Ada", "the profile comes along");
    world.get(WILSON, ADA, 2).fails(Kind::Refused).says("consent");
    note(&world, WILSON, "not covered")
        .fails(Kind::Refused)
        .says("consent");
    let comment = |number: u32| {
        world
            .medink(&format!(
                "note add --patient {ADA} --kind diagnosis --about {number} --details -"
            ))
            .input(r#"{"title":"Seen"}"#)
            .acting(WILSON)
    };
    comment(2).fails(Kind::Refused).says("consent");
    // Another's record stays as it was written: nobody's note is a version of it.
    let file = world.write("amended.txt", "amended");
    world
        .medink(&format!("record amend 1 --patient {ADA}"))
        .arg(&file)
        .acting(WILSON)
        .fails(Kind::Refused)
        .says("wrote the record")
        .says("note add --about");

    let noted = comment(1).ok();
    assert_eq!(
        (steps(&noted), &noted["number"]),
        (vec!["patient.annotate_record"], &3.into())
    );
    let kept = ledger.records(id(ADA)).swap_remove(2);
    assert_eq!((kept.amends, kept.refers_to), (None, Some(1)));
    let key = ledger.records(id(ADA))[2].key.clone().unwrap();
    assert!(matches!(key.by, KeyBy::Pairwise(_)), "{key:?}");
    let written = world.open(WILSON, ADA, 3);
    assert!(contains(&written, b"Seen"), "it is the note");
    assert_eq!(world.open(ADA, ADA, 3), written);
    world
        .get(HOUSE, ADA, 3)
        .fails(Kind::Keys)
        .says("waits to be shared")
        .says("the next time");

    let listed = world.medink("record list").acting(ADA).ok();
    assert_eq!(steps(&listed), ["patient.reseal_records"]);
    assert_eq!(listed["records"][2]["details"]["title"], "Seen");
    let key = ledger.records(id(ADA))[2].key.clone().unwrap();
    assert_eq!(key.by, KeyBy::Generation(1));
    assert_eq!(world.open(HOUSE, ADA, 3), written);

    // Revoking him takes nothing that others need with it: he never had a generation's key.
    let revoked = world.medink(&format!("consent revoke {WILSON}")).acting(ADA).ok();
    assert_eq!(
        (steps(&revoked), &revoked["generation"]),
        (vec!["doctor.revoke_access"], &1.into())
    );
    comment(1).fails(Kind::Refused).says("consent");
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}
