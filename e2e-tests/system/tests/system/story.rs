//! The whole story as its people play it: an admin, a doctor, a patient, an auditor, each with the command line alone.

use e2e_system::people::{ADA, ADMIN, GRACE, HOUSE, address};
use e2e_system::{Ledger, Machine, World, documents, files};
use medink::Kind;
use medink::core::audit::{Line, hash};
use medink_seal::ss58;
use medink_store::Presence;
use medink_types::{AccountId, Action, LogEntry, RecordState};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

/// More memory than this no command may take, however large the document, in KiB.
const MEMORY_KIB: u64 = 150 * 1024;

/// Size of the large document.
const LARGE: u64 = 200 * 1000 * 1000;

/// The documents that the patient brings: name, bytes, media type, kind.
fn documents() -> [(&'static str, Vec<u8>, &'static str, &'static str); 4] {
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

/// Names of the transactions in an answer.
fn steps(data: &Value) -> Vec<&str> {
    let steps = data["steps"].as_array().expect("transactions");
    for step in steps {
        let fee: u128 = step["fee"].as_str().unwrap().parse().unwrap();
        assert!(
            fee > 0 && step["transaction"].as_str().unwrap().len() == 66,
            "{step}"
        );
    }
    steps.iter().map(|step| step["what"].as_str().unwrap()).collect()
}

/// The machine that admin, doctor and patient share, with the doctor and the patient as accounts in its wallet.
struct Clinic {
    machine: Machine,
    /// The patient's address, and the phrase that the patient wrote down.
    ada: String,
    phrase: String,
    house: String,
}

#[test]
fn from_an_empty_machine_to_the_log() {
    let clinic = Clinic::opens();
    clinic.registers();
    clinic.documents_come_in();
    clinic.many_documents_come_in();
    clinic.consents();
    clinic.treats();
    clinic.amends();
    clinic.erases();
    clinic.revokes();
    clinic.moves_by_exported_file();
    clinic.restores_from_the_phrase();
    clinic.is_audited();
}

impl Clinic {
    fn opens() -> Self {
        let mut machine = Machine::new();
        let before = machine.medink("status").ok();
        assert_eq!(before["node"]["running"], false);
        assert_eq!(machine.up()["node"]["started"], true);
        assert_eq!(
            machine.medink("up").ok()["node"]["started"],
            false,
            "it is started once"
        );

        let deployed = machine.medink("deploy").acting(ADMIN).ok();
        assert_eq!(
            steps(&deployed).len(),
            11,
            "four uploads, four contracts, wired, two let into the log"
        );
        assert!(PathBuf::from(deployed["file"].as_str().unwrap()).is_file());
        let again = machine.medink("deploy").acting(ADMIN).ok();
        assert!(steps(&again).is_empty() && again["contracts"] == deployed["contracts"]);
        let status = machine.medink("status").ok();
        assert_eq!(status["deployment"]["contracts"], deployed["contracts"]);

        let house = machine.medink("account new house").ok();
        let ada = machine.medink("account new ada").ok();
        let phrase = ada["phrase"].as_str().unwrap().to_owned();
        assert_eq!(phrase.split(' ').count(), 24);
        let listed = machine.medink("account list").ok();
        let names: Vec<_> = listed["accounts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| &a["name"])
            .collect();
        assert_eq!(names, ["ada", "house"]);
        let text = |data: &Value| data["address"].as_str().unwrap().to_owned();
        Clinic {
            ada: text(&ada),
            house: text(&house),
            phrase,
            machine,
        }
    }

    fn registers(&self) {
        let machine = &self.machine;
        // The doctor's card comes as a file, the patient's from standard input.
        let card = |name: &str| {
            let shown = machine.medink(&format!("account show {name} --card")).ok();
            shown["card"].as_str().unwrap().to_owned()
        };
        let doctors_card = machine.write("house.card", card("house"));
        let doctor = json!({ "name": "Dr. House", "specialty": "Diagnostics", "organization": "Princeton" });
        let details = machine.write("house.json", doctor.to_string());
        let made = machine
            .medink("admin register-doctor --fund 1000")
            .arg(&doctors_card)
            .option("--details", &details)
            .acting(ADMIN)
            .ok();
        assert_eq!(steps(&made), ["doctor.register_doctor", "balances.transfer"]);
        assert_eq!(
            (&made["address"], &made["role"]),
            (&json!(self.house), &json!("doctor"))
        );

        let patient =
            json!({ "name": "Ada Lovelace", "birth_date": "1815-12-10", "allergies": "none known" });
        let details = machine.write("ada.json", patient.to_string());
        let made = machine
            .medink("admin register-patient - --fund 1000")
            .option("--details", &details)
            .input(card("ada"))
            .acting(ADMIN)
            .ok();
        assert_eq!(steps(&made), ["patient.register_patient", "balances.transfer"]);

        // What was written at the desk opens for the patient; the directory for everybody here.
        let seen = machine.medink("patient show").acting("ada").ok();
        assert_eq!(seen["profile"], patient);
        assert_eq!((&seen["generation"], &seen["records"]), (&json!(1), &json!(0)));
        let listed = machine.medink("doctor list").ok();
        assert_eq!(listed["doctors"][0]["profile"], doctor);
        let shown = machine.medink("account show ada").ok();
        assert_eq!(shown["roles"], json!(["patient"]));
        assert_eq!(shown["balance"], json!("1000000000000000"));

        // Both rewrite their own profiles.
        let doctor = json!({ "name": "Dr. Gregory House", "languages": "English, Spanish" });
        machine
            .medink("doctor update --details -")
            .input(doctor.to_string())
            .acting("house")
            .ok();
        let shown = machine.medink("doctor show").acting("house").ok();
        assert_eq!((&shown["profile"], &shown["status"]), (&doctor, &json!("active")));
    }

    fn documents_come_in(&self) {
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
            assert_eq!(steps(&opened), ["patient.log_access"]);
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

    fn many_documents_come_in(&self) {
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

    fn consents(&self) {
        let machine = &self.machine;
        let out = machine.work("too-early");
        let refused = machine
            .medink(&format!("record get 1 --patient {} --output", self.ada))
            .arg(&out)
            .acting("house")
            .fails(Kind::Refused);
        assert!(refused.words().contains("consent") && !out.exists());

        let granted = machine
            .medink("consent grant house --whole-history --purpose treat --until 30d")
            .acting("ada")
            .ok();
        assert_eq!(
            steps(&granted),
            ["patient.update_profile", "doctor.grant_access"],
            "the desk's profile becomes readable for doctors once, the grant is one transaction"
        );
        let given = machine.medink("consent list").acting("ada").ok()["consents"].clone();
        let got = machine.medink("doctor patients").acting("house").ok()["patients"].clone();
        assert_eq!(given, got, "both see the same");
        let consent = &given[0];
        assert_eq!(
            (&consent["doctor"], &consent["patient"]),
            (&json!(self.house), &json!(self.ada))
        );
        assert_eq!(
            (&consent["whole_history"], &consent["live"]),
            (&json!(true), &json!(true))
        );
        assert_eq!(consent["purpose"], "TREAT");

        for (number, (name, bytes, ..)) in (1..).zip(documents()) {
            assert_eq!(self.open("house", number), bytes, "{name}");
        }
        let seen = machine
            .medink(&format!("patient show {}", self.ada))
            .acting("house")
            .ok();
        assert_eq!(seen["profile"]["name"], "Ada Lovelace");
        assert_eq!(
            steps(&seen),
            ["patient.log_access"],
            "looking at the profile is logged"
        );
        let untitled = machine
            .medink(&format!("record list --patient {}", self.ada))
            .acting("house")
            .ok();
        assert!(steps(&untitled).is_empty() && untitled["records"][0]["details"].is_null());
        let titled = machine
            .medink(&format!("record list --titles --patient {}", self.ada))
            .acting("house")
            .ok();
        assert_eq!(steps(&titled), ["patient.log_access"]);
        assert_eq!(titled["records"][0]["details"]["title"], "Letter of the clinic");
    }

    /// Three notes, each a FHIR R4 resource with what R4 requires of it.
    fn treats(&self) {
        let machine = &self.machine;
        let notes = [
            (
                "diagnosis",
                json!({ "title": "Type 2 diabetes", "text": "Newly found", "code": "http://hl7.org/fhir/sid/icd-10|E11.9" }),
            ),
            (
                "treatment-plan",
                json!({ "title": "Diet and walks", "text": "Daily" }),
            ),
            (
                "medication",
                json!({ "title": "Metformin 500 mg", "dosage": "1-0-1" }),
            ),
        ];
        for (number, (kind, note)) in (23..).zip(notes) {
            let added = machine
                .medink(&format!(
                    "note add --patient {} --kind {kind} --details -",
                    self.ada
                ))
                .input(note.to_string())
                .acting("house")
                .ok();
            assert_eq!(added["records"][0]["number"], number);
            let opened: Value = serde_json::from_slice(&self.open("ada", number)).expect("a note is JSON");
            let (patient, doctor) = (
                format!("Patient/{}", self.ada),
                format!("Practitioner/{}", self.house),
            );
            assert_eq!(opened["subject"]["reference"], json!(patient));
            match kind {
                "diagnosis" => {
                    assert_eq!(opened["resourceType"], "Condition");
                    assert_eq!(opened["clinicalStatus"]["coding"][0]["code"], "active");
                    assert_eq!(opened["code"]["coding"][0]["code"], "E11.9");
                    assert_eq!(
                        opened["code"]["coding"][0]["system"],
                        "http://hl7.org/fhir/sid/icd-10"
                    );
                    assert_eq!(opened["code"]["text"], "Type 2 diabetes");
                    assert_eq!(opened["recorder"]["reference"], json!(doctor));
                    assert_eq!(opened["note"][0]["text"], "Newly found");
                }
                "treatment-plan" => {
                    assert_eq!(opened["resourceType"], "CarePlan");
                    assert_eq!(
                        (&opened["status"], &opened["intent"]),
                        (&json!("active"), &json!("plan"))
                    );
                    assert_eq!(opened["title"], "Diet and walks");
                    assert_eq!(opened["author"]["reference"], json!(doctor));
                }
                _ => {
                    assert_eq!(opened["resourceType"], "MedicationRequest");
                    assert_eq!(
                        (&opened["status"], &opened["intent"]),
                        (&json!("active"), &json!("order"))
                    );
                    assert_eq!(opened["medicationCodeableConcept"]["text"], "Metformin 500 mg");
                    assert_eq!(opened["dosageInstruction"][0]["text"], "1-0-1");
                    assert_eq!(opened["requester"]["reference"], json!(doctor));
                }
            }
        }
        let listed = machine.medink("record list").acting("ada").ok();
        let kinds: Vec<_> = (22..25)
            .map(|n| {
                listed["records"][n]["details"]["kind"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(kinds, ["diagnosis", "treatment-plan", "medication"]);
        assert_eq!(listed["records"][24]["author"], json!(self.house));
    }

    fn amends(&self) {
        let machine = &self.machine;
        let corrected = documents::fhir("Heart rate, corrected");
        let file = machine.write("pulse-2.json", &corrected);
        let amended = machine
            .medink("record amend 2")
            .arg(&file)
            .option("--patient", &self.ada)
            .acting("house")
            .ok();
        assert_eq!(steps(&amended), ["patient.amend_record"]);
        assert_eq!((&amended["number"], &amended["amends"]), (&json!(26), &json!(2)));
        assert_eq!(self.open("ada", 26), corrected);
        assert_eq!(self.open("ada", 2), documents()[1].1, "the old version stays");
        // An amendment of an amendment is one of the first version.
        let note = machine
            .medink(&format!(
                "note add --patient {} --kind diagnosis --amends 26 --details -",
                self.ada
            ))
            .input(r#"{"title":"Pulse as expected"}"#)
            .acting("house")
            .ok();
        assert_eq!(note["number"], 27);
        let listed = machine.medink("record list").acting("ada").ok();
        assert_eq!(listed["records"][25]["amends"], 2);
        assert_eq!(listed["records"][26]["amends"], 2);
    }

    fn erases(&self) {
        let machine = &self.machine;
        let ledger = Ledger::open(machine);
        let ada = self.id();
        let record = ledger.records(ada).swap_remove(2);
        let ciphertext = ledger.ciphertext(&record.cid);
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
        assert!(in_store(&ciphertext[..64]) && in_state(&record.cid) && in_state(&wrapped));

        machine
            .medink("record erase 3")
            .acting("ada")
            .fails(Kind::Usage)
            .says("--yes");
        let erased = machine.medink("record erase 3 --yes").acting("ada").ok();
        assert_eq!(steps(&erased), ["patient.erase_record"]);

        assert_eq!(ledger.has(&record.cid), Presence::Absent);
        assert!(!in_store(&ciphertext[..64]), "its blocks are gone from the store");
        assert!(
            !in_state(&record.cid),
            "its content identifier is gone from the state"
        );
        assert!(!in_state(&record.cid[4..]), "and so is its hash");
        assert!(!in_state(&wrapped), "and its key");
        let left = ledger.records(ada).swap_remove(2);
        assert!(left.cid.is_empty() && left.key.is_none() && left.state == RecordState::Erased);

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

    fn revokes(&self) {
        let machine = &self.machine;
        let revoked = machine.medink("consent revoke house").acting("ada").ok();
        assert_eq!(revoked["generation"], 2);
        assert_eq!(
            steps(&revoked),
            ["doctor.revoke_access", "patient.rotate_generation"]
        );
        let file = machine.write("later.txt", "written after the revoke");
        let added = machine.medink("record add").arg(&file).acting("ada").ok();
        assert_eq!(added["records"][0]["number"], 28);
        for number in [1, 28] {
            let out = machine.work("revoked");
            machine
                .medink(&format!("record get {number} --patient {} --output", self.ada))
                .arg(&out)
                .acting("house")
                .fails(Kind::Refused)
                .says("consent");
            assert!(!out.exists());
        }
        machine
            .medink(&format!("patient show {}", self.ada))
            .acting("house")
            .fails(Kind::Refused);
        machine
            .medink(&format!(
                "note add --patient {} --kind diagnosis --details -",
                self.ada
            ))
            .input(r#"{"title":"Too late"}"#)
            .acting("house")
            .fails(Kind::Refused);
        assert_eq!(
            machine.medink("consent list").acting("ada").ok()["consents"],
            json!([])
        );
        assert_eq!(self.open("ada", 28), b"written after the revoke");
    }

    /// An account leaves as a file that Polkadot.js reads, and comes back on another machine.
    fn moves_by_exported_file(&self) {
        let machine = &self.machine;
        let file = machine.work("ada-account.json");
        let exported = machine.medink("account export ada --output").arg(&file).ok();
        assert_eq!(exported["address"], json!(self.ada));
        let json: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        assert_eq!(json["address"], json!(self.ada));
        assert_eq!(json["encoding"]["content"], json!(["pkcs8", "sr25519"]));
        assert_eq!(json["encoding"]["type"], json!(["scrypt", "xsalsa20-poly1305"]));
        assert_eq!(json["encoding"]["version"], "3");

        let other = self.another_machine();
        let copy = other.write("from-ada.json", fs::read(&file).unwrap());
        let imported = other.medink("account import moved --from").arg(&copy).ok();
        assert_eq!(imported["address"], json!(self.ada));
        opens_old_records(&other, "moved");
    }

    /// The phrase alone restores the account and every key.
    fn restores_from_the_phrase(&self) {
        let other = self.another_machine();
        let imported = other
            .medink("account import restored --from -")
            .input(&self.phrase)
            .ok();
        assert_eq!(imported["address"], json!(self.ada));
        opens_old_records(&other, "restored");

        // The keys come from the phrase, the content does not: without it the program says so.
        let bare = Machine::at(self.machine.rpc());
        files::copy(
            &self.machine.home().join("deployments"),
            &bare.home().join("deployments"),
        );
        bare.medink("account import restored --from -")
            .input(&self.phrase)
            .ok();
        let listed = bare.medink("record list").acting("restored").ok();
        assert_eq!(
            (&listed["records"][0]["state"], &listed["records"][0]["here"]),
            (&json!("live"), &json!(false))
        );
        let out = bare.work("out");
        bare.medink("record get 1 --output")
            .arg(&out)
            .acting("restored")
            .fails(Kind::NotFound)
            .says("not in this store")
            .says("Nothing was logged");
        assert!(!out.exists());
    }

    fn is_audited(&self) {
        let machine = &self.machine;
        let last = machine.medink("audit list --last 1").ok();
        let total = last["entries"][0]["index"].as_u64().unwrap() + 1;
        let by_doctor = machine
            .medink(&format!("audit list --last 1000 --actor {}", self.house))
            .ok();
        let about_ada = machine
            .medink(&format!("audit list --last 1000 --subject {}", self.ada))
            .ok();
        let count = |data: &Value, action: &str| {
            data["entries"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|entry| entry["action"] == action)
                .count()
        };
        // Four documents, the profile, the titles; nothing that was refused.
        assert_eq!(count(&by_doctor, "RecordAccessed"), 6);
        assert_eq!(
            (
                count(&by_doctor, "RecordAdded"),
                count(&by_doctor, "RecordAmended")
            ),
            (3, 2)
        );
        assert_eq!(count(&about_ada, "PatientRegistered"), 1);
        assert_eq!(count(&about_ada, "RecordAdded"), 4 + 18 + 3 + 1);
        assert_eq!(
            (
                count(&about_ada, "RecordErased"),
                count(&about_ada, "GenerationRotated")
            ),
            (1, 1)
        );

        let export = machine.work("log.jsonl");
        let exported = machine.medink("audit export --output").arg(&export).ok();
        assert_eq!(exported["entries"], total);
        let verified = machine.medink("audit verify").arg(&export).ok();
        assert_eq!(
            verified,
            json!({ "entries": total, "on_chain": total, "complete": true })
        );
        let streamed = machine.medink("audit export --output -").text().run();
        streamed.succeeded();
        assert_eq!(
            streamed.stdout().trim_end(),
            fs::read_to_string(&export).unwrap().trim_end()
        );

        let lines: Vec<String> = fs::read_to_string(&export)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect();
        let refused = |name: &str, lines: &[String], says: &str| {
            let file = machine.write(name, lines.join("\n") + "\n");
            machine
                .medink("audit verify")
                .arg(&file)
                .fails(Kind::Damaged)
                .says(says);
        };
        let mut changed = lines.clone();
        let accessed = changed
            .iter()
            .position(|line| line.contains("RecordAccessed"))
            .unwrap();
        changed[accessed] = changed[accessed].replace("RecordAccessed", "RecordErased");
        refused("changed.jsonl", &changed, &format!("line {} ", accessed + 1));
        let mut missing = lines.clone();
        missing.remove(5);
        refused("missing.jsonl", &missing, "line 6 ");
        let mut swapped = lines.clone();
        swapped.swap(7, 8);
        refused("swapped.jsonl", &swapped, "line 8 ");
        refused("headless.jsonl", &lines[1..], "line 1 ");
        // Whoever forges with right hashes is found out by the chain.
        let mut forged = lines.clone();
        forged.push(forged_after(lines.last().unwrap()));
        refused("longer.jsonl", &forged, "not this chain's log");
        let end = forged.len() - 2;
        forged.remove(end);
        forged[end] = forged_after(&lines[end - 1]);
        refused("forged.jsonl", &forged, "not this chain's log");

        // What was true stays true when the log goes on.
        machine.medink("params set --max-page 49").acting(ADMIN).ok();
        let verified = machine.medink("audit verify").arg(&export).ok();
        assert_eq!(
            verified,
            json!({ "entries": total, "on_chain": total + 1, "complete": false })
        );
    }

    fn open(&self, who: &str, number: u32) -> Vec<u8> {
        let out = self.machine.work("opened");
        self.machine
            .medink(&format!(
                "record get {number} --force --patient {} --output",
                self.ada
            ))
            .arg(&out)
            .acting(who)
            .ok();
        fs::read(out).unwrap()
    }

    fn id(&self) -> AccountId {
        ss58::decode_for(&self.ada, ss58::SUBSTRATE).unwrap().into()
    }

    /// An empty machine at the same node, with the deployment file and the disk that the store is on.
    fn another_machine(&self) -> Machine {
        let other = Machine::at(self.machine.rpc());
        for folder in ["deployments", "store"] {
            files::copy(&self.machine.home().join(folder), &other.home().join(folder));
        }
        other
    }
}

fn opens_old_records(machine: &Machine, who: &str) {
    let out = machine.work("out");
    for (number, (name, bytes, ..)) in
        [(1, &documents()[0]), (2, &documents()[1])].map(|(n, d)| (n, d.clone()))
    {
        machine
            .medink(&format!("record get {number} --force --output"))
            .arg(&out)
            .acting(who)
            .ok();
        assert_eq!(fs::read(&out).unwrap(), bytes, "{name}");
    }
    machine
        .medink("record get 28 --force --output")
        .arg(&out)
        .acting(who)
        .ok();
    assert_eq!(
        fs::read(&out).unwrap(),
        b"written after the revoke",
        "of the newer generation"
    );
    let shown = machine.medink("patient show").acting(who).ok();
    assert_eq!(shown["profile"]["name"], "Ada Lovelace");
}

/// An entry that fits behind this one, with every hash right.
fn forged_after(line: &str) -> String {
    let line: Line = serde_json::from_str(line).unwrap();
    let bytes = |text: &str| <[u8; 32]>::try_from(hex::decode(text).unwrap()).unwrap();
    let entry = LogEntry {
        index: line.index + 1,
        contract: bytes(&line.contract).into(),
        actor: bytes(&line.actor).into(),
        subject: bytes(&line.subject).into(),
        action: Action::RecordAccessed,
        reference: [7; 32],
        block: line.block,
        timestamp: line.timestamp,
        previous: bytes(&line.hash),
    };
    let forged = Line::from(&entry);
    assert_eq!(forged.hash, hex::encode(hash(&entry)));
    serde_json::to_string(&forged).unwrap()
}

fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_large_document_comes_and_goes_in_little_memory() {
    let world = World::deployed();
    world.patient(ADA);
    let file = world.work("large.bin");
    files::large(&file, LARGE);
    let added = world.medink("record add").arg(&file).acting(ADA).run();
    let data = added.succeeded();
    assert!(data["records"][0]["sealed_bytes"].as_u64().unwrap() > LARGE);
    let out = world.work("out.bin");
    let opened = world.medink("record get 1 --output").arg(&out).acting(ADA).run();
    assert_eq!(opened.succeeded()["size"], LARGE);
    assert!(files::same(&file, &out));
    for run in [added, opened] {
        assert!(
            run.peak_kib > 1024,
            "its memory was measured: {} KiB\n{run}",
            run.peak_kib
        );
        assert!(
            run.peak_kib < MEMORY_KIB,
            "it took {} KiB of memory\n{run}",
            run.peak_kib
        );
    }
}

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
    world.get(ADA, ADA, number).fails(Kind::Refused).says("paused");
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
