//! Whoever opens a record learns who wrote it: by the author's signature inside, not by a node's word.

use e2e_system::http::Browser;
use e2e_system::people::{self, ADA, CUDDY, GRACE, HOUSE, address, id};
use e2e_system::{Ledger, Panels, World};
use medink_chain::contracts;
use medink_core::transfer::{Signs, seal_into_store};
use medink_seal::record::{Details, Kind as RecordKind};
use medink_seal::wrap;
use medink_types::{Cid, KeyBy, NewRecord, SealedKey};
use serde_json::json;
use std::io::Cursor;

const WORDS: &[u8] = b"it is never lupus";

/// Puts a record into Ada's list that `author` signed for `patient`, its key wrapped for `reader`, as a program does that
/// is not medink.
pub fn plant(ledger: &Ledger, author: &str, patient: &str, reader: &str) -> u32 {
    let (core, deployment) = (ledger.core(), ledger.deployment());
    let binding = |name: &str| deployment.sealing().binding(*id(name).as_ref());
    let details = Details {
        title: "A letter".to_owned(),
        kind: RecordKind::Document,
        file_name: None,
        media_type: "text/plain".to_owned(),
        size: WORDS.len() as u64,
        created_ms: 0,
        date: None,
    };
    let signs = Signs {
        account: people::account(author),
        binding: binding(patient),
    };
    let source = Box::new(Cursor::new(WORDS));
    let sealing = seal_into_store(core.store.as_ref(), source, details, signs, &|_| ());
    let stored = ledger.wait(sealing).expect("it is sealed");
    let ada = people::account(ADA);
    let secrets = ada.patient_secrets(deployment.sealing()).expect("secrets");
    let key = secrets.generation_key(1).expect("a key");
    let digest = &stored.info.header_digest;
    let record = NewRecord {
        cid: Cid(stored.added.cid.to_bytes().try_into().expect("36 bytes")),
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: wrap::record_by_generation(&binding(reader), &key, digest, &stored.info.key)
                .expect("a wrap"),
        },
    };
    let message = contracts::patient::add_medical_record(deployment.patient(), id(ADA), &record);
    ledger.send(&ada, &message).expect("it is recorded").value
}

#[test]
fn who_opens_a_record_sees_whether_its_author_signed_it() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.doctor(CUDDY);
    world.patient(ADA);
    world.patient(GRACE);
    world.grant_all(ADA, HOUSE);
    let right = world.add(HOUSE, ADA, "written by House");
    let ledger = world.ledger();
    // House's word in Ada's list, put there by Ada; and Ada's own, signed as a record of Grace's.
    let stolen = plant(&ledger, CUDDY, ADA, ADA);
    let elsewhere = plant(&ledger, ADA, GRACE, ADA);

    let get = |number: u32| {
        let call = world.medink(&format!("record get {number} --force --patient {ADA} --output"));
        call.arg(world.work("opened")).acting(HOUSE)
    };
    for (number, signature, written, recorded, says) in [
        (right, "right", HOUSE, HOUSE, "signature right"),
        (stolen, "right", CUDDY, ADA, "Careful: Dr. Cuddy"),
        (elsewhere, "wrong", ADA, ADA, "signature is wrong"),
    ] {
        let told = get(number).ok();
        assert_eq!(
            (&told["signature"], &told["written_by"], &told["recorded_by"]),
            (
                &json!(signature),
                &json!(address(written)),
                &json!(address(recorded))
            ),
            "record {number}"
        );
        let run = get(number).text().run();
        run.succeeded();
        assert!(run.stdout().contains(says), "{run}");
        assert_eq!(run.stdout().contains("Careful"), number != right, "{run}");
    }

    let panels = Panels::start(&world);
    let mut browser = Browser::enter(&panels.invitation());
    browser.post("/unlock", &[("account", ADA)]);
    browser.get("/patient/records");
    for number in [right, stolen, elsewhere] {
        let page = browser.post(&format!("/patient/records/{number}/open"), &[("how", "show")]);
        let warned = page.between("role=\"alert\"><p>", "</p>").unwrap_or_default();
        assert_eq!(warned.contains("Careful"), number != right, "{}", page.text());
        assert_eq!(page.text().contains("signature right"), number == right);
    }
}
