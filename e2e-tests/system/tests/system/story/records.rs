//! Documents come in, are opened, amended, erased.

use super::{Clinic, steps};
use e2e_system::{Ledger, documents, files, place_of};
use medink_core::Kind;
use medink_store::Presence;
use medink_types::RecordState;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// The documents that the patient brings: name, bytes, media type, kind.
pub fn documents() -> [(&'static str, Vec<u8>, &'static str, &'static str); 4] {
    [
        (
            "letter.pdf",
            documents::pdf("Discharge letter"),
            "application/pdf",
            "document",
        ),
        (
            "pulse.json",
            documents::fhir("Heart rate"),
            "application/fhir+json",
            "laboratory",
        ),
        (
            "scan.dcm",
            documents::dicom("Lovelace^Ada"),
            "application/dicom",
            "imaging",
        ),
        ("empty.txt", Vec::new(), "application/octet-stream", "document"),
    ]
}

impl Clinic {
    pub fn documents_come_in(&self) {
        let machine = &self.machine;
        for (n, (name, bytes, media_type, kind)) in documents().into_iter().enumerate() {
            let file = machine.write(name, &bytes);
            let mut call = machine.medink("record add").arg(&file).acting("ada");
            if name == "letter.pdf" {
                call = call
                    .arg("--details")
                    .arg("-")
                    .input(r#"{"title":"Letter of the clinic","kind":"referral"}"#);
            }
            let added = call.ok();
            assert_eq!(steps(&added), ["patient.add_medical_record"]);
            let number = n + 1;
            assert_eq!(added["records"][0]["number"], number);
            let sealed = added["records"][0]["sealed_bytes"].as_u64().unwrap();
            assert!(
                sealed > bytes.len() as u64 + 1024,
                "details and padding are part of it: {sealed}"
            );

            let out = machine.work("out");
            let opened = machine
                .medink(&format!("record get {number} --force --output"))
                .arg(&out)
                .acting("ada")
                .ok();
            assert_eq!(steps(&opened), [""; 0], "one's own is opened for nothing");
            assert_eq!(fs::read(&out).unwrap(), bytes, "{name}");
            assert_eq!(opened["media_type"], media_type, "{name}");
            assert_eq!(opened["file_name"], name);
            let (title, kind) = if n == 0 {
                ("Letter of the clinic", "referral")
            } else {
                (name, kind)
            };
            assert_eq!((&opened["title"], &opened["kind"]), (&json!(title), &json!(kind)));
        }

        // A file that is there is replaced only if asked.
        let out = machine.write("mine.txt", "mine");
        machine
            .medink("record get 1 --output")
            .arg(&out)
            .acting("ada")
            .fails(Kind::Usage)
            .says("already")
            .says("--force");
        assert_eq!(fs::read(&out).unwrap(), b"mine");
        // To a stream, byte by byte.
        let streamed = machine
            .medink("record get 3 --output -")
            .acting("ada")
            .text()
            .run();
        streamed.succeeded();
        assert_eq!(streamed.out, documents()[2].1);
    }

    pub fn many_documents_come_in(&self) {
        let machine = &self.machine;
        let many: Vec<PathBuf> = (1..=18)
            .map(|n| machine.write(&format!("page-{n}.txt"), format!("page {n}\n").repeat(n)))
            .collect();
        let added = machine.medink("record add").args(&many).acting("ada").ok();
        assert_eq!(
            steps(&added),
            ["patient.add_medical_records"; 2],
            "a batch is at most sixteen"
        );
        let numbers: Vec<u64> = added["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["number"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (5..=22).collect::<Vec<_>>());
        for (number, n) in [(5, 1), (20, 16), (21, 17), (22, 18)] {
            let opened = self.open("ada", number);
            assert_eq!(
                opened,
                fs::read(&many[n - 1]).unwrap(),
                "record {number} is file {n}"
            );
        }
        let listed = machine.medink("record list").acting("ada").ok();
        let records = listed["records"].as_array().unwrap();
        assert_eq!(records.len(), 22);
        for record in records {
            assert_eq!(
                (&record["state"], &record["here"]),
                (&json!("live"), &json!(true))
            );
            assert_eq!(record["author"], json!(self.ada));
            assert!(record["details"]["title"].is_string());
        }
    }

    pub fn amends(&self) {
        let machine = &self.machine;
        let corrected = documents::fhir("Heart rate, corrected");
        let file = machine.write("pulse-2.json", &corrected);
        let amended = machine
            .medink("record amend 2")
            .arg(&file)
            .option("--patient", &self.ada)
            .acting("house");
        // What the patient wrote is nobody else's to write anew: a doctor's note refers to it and stands beside it.
        amended.fails(Kind::Refused).says("wrote the record");
        let amended = machine.medink("record amend 2").arg(&file).acting("ada").ok();
        assert_eq!(steps(&amended), ["patient.amend_record"]);
        assert_eq!((&amended["number"], &amended["amends"]), (&json!(26), &json!(2)));
        assert_eq!(self.open("ada", 26), corrected);
        assert_eq!(self.open("ada", 2), documents()[1].1, "the old version stays");
        let note = machine
            .medink(&format!(
                "note add --patient {} --kind diagnosis --about 26 --details -",
                self.ada
            ))
            .input(r#"{"title":"Pulse as expected"}"#)
            .acting("house")
            .ok();
        assert_eq!(
            (steps(&note), &note["number"]),
            (vec!["patient.annotate_record"], &json!(27))
        );
        let listed = machine.medink("record list").acting("ada").ok();
        assert_eq!(listed["records"][25]["amends"], 2);
        assert_eq!(
            (
                &listed["records"][26]["amends"],
                &listed["records"][26]["refers_to"]
            ),
            (&Value::Null, &json!(26))
        );
    }

    pub fn erases(&self) {
        let machine = &self.machine;
        let ledger = Ledger::open(machine);
        let ada = self.id();
        let record = ledger.records(ada).swap_remove(2);
        let cid = place_of(&record);
        let ciphertext = ledger.ciphertext(&cid);
        let wrapped = record.key.clone().expect("a live record has a key").bytes;
        let in_store = |bytes: &[u8]| {
            files::below(&machine.home().join("store"))
                .iter()
                .any(|file| contains(&fs::read(file).unwrap(), bytes))
        };
        let in_state = |bytes: &[u8]| {
            ledger
                .dump()
                .state
                .iter()
                .any(|(_, piece)| contains(piece, bytes))
        };
        assert!(in_store(&ciphertext[..64]) && in_state(&cid) && in_state(&wrapped));

        machine
            .medink("record erase 3")
            .acting("ada")
            .fails(Kind::Usage)
            .says("--yes");
        let erased = machine.medink("record erase 3 --yes").acting("ada").ok();
        assert_eq!(steps(&erased), ["patient.erase_record"]);

        assert_eq!(ledger.has(&cid), Presence::Absent);
        assert!(!in_store(&ciphertext[..64]), "its blocks are gone from the store");
        assert!(!in_state(&cid), "its content identifier is gone from the state");
        assert!(!in_state(&cid[4..]), "and so is its hash");
        assert!(!in_state(&wrapped), "and its key");
        let left = ledger.records(ada).swap_remove(2);
        assert!(left.cid.is_none() && left.key.is_none() && left.state == RecordState::Erased);

        for who in ["ada", "house"] {
            let out = machine.work("erased");
            machine
                .medink(&format!("record get 3 --patient {} --output", self.ada))
                .arg(&out)
                .acting(who)
                .fails(Kind::NotFound)
                .says("erased");
            assert!(!out.exists());
        }
        machine
            .medink("record erase 3 --yes")
            .acting("ada")
            .fails(Kind::NotFound)
            .says("erased");
        let listed = machine.medink("record list").acting("ada").ok();
        assert_eq!(
            (&listed["records"][2]["state"], &listed["records"][2]["cid"]),
            (&json!("erased"), &Value::Null)
        );
        assert_eq!(
            self.open("ada", 1),
            documents()[0].1,
            "the others are as they were"
        );
    }
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}
