//! The whole story as its people play it: an admin, a doctor, a patient, an auditor, each with the command line alone.

mod administering;
mod approvals;
mod attesting;
mod auditing;
mod authorship;
mod backing_up;
mod checking;
mod first_steps;
mod governing;
mod joining;
mod languages;
mod languages_admin;
mod languages_doctor;
mod languages_patient;
mod large;
mod looking;
mod moving;
mod notes;
mod records;
mod renaming;
mod searching;
mod selecting;
mod streams;
mod taking_along;
mod translated;
mod treating;
mod treatment;
mod unreadable;
mod upgrading;
mod visiting;
mod visits;

use e2e_system::Machine;
use e2e_system::people::{ADMIN, GRACE, address};
use medink_seal::ss58;
use medink_types::AccountId;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

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

/// A patient's page, as a doctor has it.
fn page_of(patient: &str) -> String {
    format!("/doctor/patients/{}", address(patient))
}

/// A machine with the contracts deployed, and two admins who have to agree. `words` are further options.
fn governed(words: &str) -> Machine {
    let machine = Machine::running();
    machine
        .medink(&format!("deploy --admin {GRACE} --quorum 2 {words}"))
        .acting(ADMIN)
        .ok();
    machine
        .medink(&format!("account fund {GRACE} 1000"))
        .acting(ADMIN)
        .ok();
    machine
}

/// The machine that admin, doctor and patient share, with the doctor and the patient as accounts in its wallet.
pub struct Clinic {
    machine: Machine,
    /// The patient's address, and the phrase that the patient wrote down.
    ada: String,
    phrase: String,
    house: String,
}

#[test]
fn from_an_empty_machine_to_the_log() {
    Clinic::opens().plays();
}

impl Clinic {
    /// The whole story, once the contracts are deployed.
    pub fn plays(&self) {
        self.registers();
        self.documents_come_in();
        self.many_documents_come_in();
        self.consents();
        self.treats();
        self.amends();
        self.erases();
        self.revokes();
        self.moves_by_exported_file();
        self.restores_from_the_phrase();
        self.is_audited();
    }

    /// On a machine that has never seen medink, with a node of its own.
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
        Clinic::deploys(machine)
    }

    /// On a machine with a node, on which nothing is deployed.
    pub fn deploys(machine: Machine) -> Self {
        let deployed = machine.medink("deploy").acting(ADMIN).ok();
        assert_eq!(steps(&deployed).len(), 9, "four uploads, four contracts, wired");
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
}
