//! The doctor gets a consent, treats, and loses it.

use super::records::documents;
use super::{Clinic, steps};
use medink_core::Kind;
use serde_json::{Value, json};

impl Clinic {
    pub fn consents(&self) {
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
        // The patient's list says besides what the patient can do about it.
        let mut told = given.clone();
        if let Some(consent) = told[0].as_object_mut() {
            consent.remove("suspended");
            consent.remove("old_key");
        }
        assert_eq!(told, got, "both see the same");
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
    pub fn treats(&self) {
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

    pub fn revokes(&self) {
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
}
