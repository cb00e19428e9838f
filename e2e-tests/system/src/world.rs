//! A machine with the contracts deployed and people registered.

use crate::ledger::Ledger;
use crate::machine::Machine;
use crate::people::{self, ADMIN};
use serde_json::{Value, json};
use std::ops::{Deref, DerefMut};

/// How much everybody gets for fees and deposits, in the chain's token.
const FUND: &str = "1000";

/// A system that works: a node, the contracts, and [`ADMIN`] to govern. Everybody acts from the same machine.
#[derive(Debug)]
pub struct World {
    machine: Machine,
}

impl Deref for World {
    type Target = Machine;

    fn deref(&self) -> &Machine {
        &self.machine
    }
}

impl DerefMut for World {
    fn deref_mut(&mut self) -> &mut Machine {
        &mut self.machine
    }
}

impl World {
    /// Starts a node and deploys.
    pub fn deployed() -> Self {
        World::on(Machine::running())
    }

    /// Deploys on a machine whose node runs.
    pub fn on(machine: Machine) -> Self {
        machine.medink("deploy").acting(ADMIN).ok();
        World { machine }
    }

    /// Registers a doctor.
    pub fn doctor(&self, name: &str) {
        self.register("doctor", name, &json!({ "name": format!("Dr. {}", &name[2..]) }));
    }

    /// Registers a patient, at the desk.
    pub fn patient(&self, name: &str) {
        self.register(
            "patient",
            name,
            &json!({ "name": &name[2..], "birth_date": "1970-01-01" }),
        );
    }

    fn register(&self, role: &str, name: &str, profile: &Value) {
        let card = people::card(name).to_text();
        self.medink(&format!("admin register-{role} {card} --details - --fund {FUND}"))
            .input(profile.to_string())
            .acting(ADMIN)
            .ok();
    }

    /// Adds a record of this text and returns its number.
    pub fn add(&self, who: &str, patient: &str, text: &str) -> u32 {
        let file = self.write("document.txt", text);
        let data = self
            .medink("record add")
            .arg(&file)
            .option("--patient", patient)
            .acting(who)
            .ok();
        number(&data["records"][0]["number"])
    }

    /// Adds records of "letter 1" and so on, with what `details` says of each.
    pub fn letters(&self, patient: &str, many: u32, details: impl Fn(u32) -> Value) {
        for n in 1..=many {
            let file = self.write("letter.txt", format!("letter {n}"));
            self.medink("record add --details -")
                .arg(&file)
                .input(details(n).to_string())
                .acting(patient)
                .ok();
        }
    }

    /// Lets a doctor see everything, for 30 days.
    pub fn grant_all(&self, patient: &str, doctor: &str) -> Value {
        self.medink(&format!("consent grant {doctor} --whole-history --until 30d"))
            .acting(patient)
            .ok()
    }

    /// Opens a record and returns its content.
    pub fn open(&self, who: &str, patient: &str, number: u32) -> Vec<u8> {
        let out = self.work("opened");
        self.medink(&format!(
            "record get {number} --force --patient {patient} --output"
        ))
        .arg(&out)
        .acting(who)
        .ok();
        std::fs::read(&out).expect("the opened record")
    }

    /// A call that tries to open a record to a file that is not there.
    pub fn get(&self, who: &str, patient: &str, number: u32) -> crate::Call<'_> {
        self.medink(&format!("record get {number} --patient {patient} --output"))
            .arg(self.work("never"))
            .acting(who)
    }

    /// The chain as the library sees it.
    pub fn ledger(&self) -> Ledger {
        Ledger::open(&self.machine)
    }
}

/// A record's number in an answer.
fn number(value: &Value) -> u32 {
    value
        .as_u64()
        .and_then(|n| u32::try_from(n).ok())
        .expect("a record's number")
}
