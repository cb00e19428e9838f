//! A consent that the patient never gave, with keys of the attacker's, served to a doctor who writes a note.
//!
//! What holds: the patient's signature over the consent, which the doctor's client verifies before it opens, lists or
//! writes anything with these keys.

use super::{MALLORY, world};
use e2e_system::people::{self, ADA, HOUSE};
use e2e_system::{Ledger, Proxy};
use medink_core::Kind;
use medink_seal::consent::{self, Terms};
use medink_seal::{SignedKey, consent_salt, person, wrap};
use medink_types::{Consent, Purpose, Salt, Scope, SealedPairwise, Signature, WriteTicket};
use scale::Encode;

#[test]
fn a_doctor_writes_nothing_under_keys_that_the_patient_did_not_give() {
    let world = world();
    world.add(ADA, ADA, "mine");
    let ledger = world.ledger();
    let directory = ledger.deployment().doctor();
    let proxy = Proxy::before(world.rpc());
    let (forged, sealed) = forged(&ledger);
    proxy.answer(directory, "consent", &Some(forged.clone()));
    proxy.answer(directory, "sealed_pairwise", &Some(sealed));
    let ticket = WriteTicket {
        lowest_generation: 1,
        whole_history: true,
        salt: forged.salt,
    };
    proxy.answer(directory, "write_ticket", &Ok::<_, medink_types::Error>(ticket));
    let there = |words: &str| world.medink(&format!("--node {} {words}", proxy.rpc()));
    let note = r#"{"title": "Lupus?", "text": "It is never lupus"}"#;
    for more in ["", " --dry-run"] {
        there(&format!(
            "note add --patient {ADA} --kind diagnosis --details -{more}"
        ))
        .input(note)
        .acting(HOUSE)
        .fails(Kind::Keys)
        .says("does not prove itself");
    }
    let file = world.write("letter.txt", "for the patient's records");
    there("record add")
        .arg(&file)
        .option("--patient", ADA)
        .acting(HOUSE)
        .fails(Kind::Keys)
        .says("does not prove itself");
    there(&format!("record get 1 --patient {ADA} --output"))
        .arg(world.work("never"))
        .acting(HOUSE)
        .fails(Kind::Keys)
        .says("does not prove itself");
    assert!(proxy.told() >= 4, "the lie was told");
    // Nothing that holds a key was tried: what a node sees of a dry run it keeps.
    for message in [
        "add_medical_record",
        "add_medical_records",
        "annotate_record",
        "amend_record",
        "log_access",
    ] {
        assert_eq!(proxy.heard(message), 0, "{message} was tried");
    }
    assert_eq!(ledger.records(people::id(ADA)).len(), 1);
}

/// A consent as Ada's client would make it, of the attacker's keys and signed by the attacker.
fn forged(ledger: &Ledger) -> (Consent, SealedPairwise) {
    let attacker = people::account(MALLORY);
    let doctor = *people::id(HOUSE).as_ref();
    let deployment = ledger.deployment().sealing();
    let binding = deployment.binding(*people::id(ADA).as_ref());
    let secrets = attacker.patient_secrets(deployment).unwrap();
    let salt = consent_salt().unwrap();
    let pairwise = secrets.pairwise_key(doctor, &salt).unwrap();
    let generation = secrets.generation_key(1).unwrap();
    let covers = Scope::WholeHistory {
        generation: 1,
        key: wrap::generation_by_pairwise(&binding, &pairwise, &generation).unwrap(),
    };
    let key = SignedKey::new(&people::account(HOUSE), 1).unwrap();
    let sealed: SealedPairwise = person::seal_pairwise(&binding, key.recipient(), &pairwise)
        .unwrap()
        .into();
    let until = medink_core::now_ms().unwrap() + 86_400_000;
    let terms = Terms {
        doctor,
        purpose: Purpose::Treatment.encode()[0],
        from_ms: 0,
        until_ms: until,
        salt,
        key_serial: 1,
        scope_digest: consent::digest(&covers.encode()),
        sealed_digest: consent::digest(&sealed),
    };
    let forged = Consent {
        scope: covers,
        purpose: Purpose::Treatment,
        from: 0,
        until,
        given: until - 86_400_000,
        salt: Salt(salt),
        key_serial: 1,
        signature: Signature(consent::sign(&attacker, deployment, &terms)),
    };
    (forged, sealed)
}
