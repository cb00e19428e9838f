//! What the hospitals' clients acknowledged, kept outside of medink, and held in the end against what is there.

use crate::clinic::{AGREE, Consortium};
use crate::load::{Person, Ward};
use crate::wait::within;
use medink_core::Kind;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::Mutex;

/// More entries than any log here has.
const ALL: &str = "1000";

/// What clients said of what they did.
#[derive(Debug, Default)]
pub struct Book(Mutex<Entries>);

#[derive(Debug, Default)]
struct Entries {
    records: Vec<Record>,
    /// Records of which it was said that nobody knows whether they are there: by patient, and title.
    unsure: Vec<(String, String)>,
    /// Records of which it was said that they are not there.
    failed: Vec<(String, String)>,
    /// Whether a consent holds, by patient and doctor; none where a client did not know.
    consents: BTreeMap<(String, String), Option<bool>>,
    /// How often a patient's records were opened by others.
    accesses: BTreeMap<String, usize>,
    /// What did not succeed: how often it was said.
    troubles: BTreeMap<(&'static str, String), usize>,
}

#[derive(Debug)]
struct Record {
    patient: String,
    number: u64,
    title: String,
    text: String,
}

/// What came of a command.
pub(crate) enum Outcome {
    /// It succeeded, and gave this.
    Done(Value),
    /// It said that it is not known.
    Unsure,
    /// It said that it failed.
    Failed,
}

impl Book {
    /// Notes what a command came to. One that fails says in words what went wrong, and never that it is medink's own fault.
    pub(crate) fn outcome(&self, run: &e2e_system::Run) -> Outcome {
        let envelope = run.envelope();
        if run.code == Some(0) {
            return Outcome::Done(envelope["data"].clone());
        }
        let error = &envelope["error"];
        let what = error["what"].as_str().unwrap_or_default();
        let kinds = [
            Kind::Unreachable,
            Kind::Unknown,
            Kind::Io,
            Kind::Refused,
            Kind::NotFound,
        ];
        let kind = kinds.into_iter().find(|kind| error["kind"] == kind.name());
        let kind = kind.unwrap_or_else(|| panic!("no fault makes this fail so\n{run}"));
        assert!(what.len() > 20, "it says what went wrong\n{run}");
        // Without numbers and addresses, so that the same is counted as the same.
        let same: String = what
            .split_whitespace()
            .filter(|word| !word.contains("0x"))
            .collect::<Vec<_>>()
            .join(" ");
        *self
            .0
            .lock()
            .unwrap()
            .troubles
            .entry((kind.name(), same))
            .or_default() += 1;
        match kind {
            Kind::Unknown => Outcome::Unsure,
            _ => Outcome::Failed,
        }
    }

    pub(crate) fn record(&self, patient: &Person, title: &str, text: &str, outcome: &Outcome) {
        let mut entries = self.0.lock().unwrap();
        let (name, title) = (patient.name.clone(), title.to_owned());
        match outcome {
            Outcome::Done(data) => entries.records.push(Record {
                patient: name,
                number: data["records"][0]["number"].as_u64().expect("a record's number"),
                title,
                text: text.to_owned(),
            }),
            Outcome::Unsure => entries.unsure.push((name, title)),
            Outcome::Failed => entries.failed.push((name, title)),
        }
    }

    pub(crate) fn consent(&self, patient: &Person, doctor: &Person, holds: Option<bool>) {
        let key = (patient.name.clone(), doctor.name.clone());
        self.0.lock().unwrap().consents.insert(key, holds);
    }

    pub(crate) fn access(&self, patient: &Person) {
        *self
            .0
            .lock()
            .unwrap()
            .accesses
            .entry(patient.name.clone())
            .or_default() += 1;
    }

    /// The patient's newest record that was acknowledged: its number and text.
    pub(crate) fn newest(&self, patient: &Person) -> Option<(u64, String)> {
        let entries = self.0.lock().unwrap();
        let newest = entries
            .records
            .iter()
            .rev()
            .find(|record| record.patient == patient.name)?;
        Some((newest.number, newest.text.clone()))
    }

    /// How many records were acknowledged.
    pub fn records(&self) -> usize {
        self.0.lock().unwrap().records.len()
    }

    /// Whether a client has said something that holds these words.
    pub fn heard(&self, words: &str) -> bool {
        self.0
            .lock()
            .unwrap()
            .troubles
            .keys()
            .any(|(_, said)| said.contains(words))
    }

    /// What was done, and what clients said of what was not.
    pub fn tell(&self) -> String {
        let entries = self.0.lock().unwrap();
        let mut told = format!(
            "{} records acknowledged, {} of which nobody knew, {} refused; {} accesses\n",
            entries.records.len(),
            entries.unsure.len(),
            entries.failed.len(),
            entries.accesses.values().sum::<usize>()
        );
        for ((kind, said), count) in &entries.troubles {
            let _ = writeln!(told, "{count} x {kind}: {said}");
        }
        told
    }

    /// Holds everything against what is there: at each hospital's node and client, and in every store.
    pub fn check(&self, all: &mut Consortium, wards: &[Ward]) {
        all.agree();
        // Whoever was interrupted finishes at the next use of the records.
        for ward in wards {
            within(AGREE, "the uploads that were interrupted are finished", || {
                let run = ward.patient.medink("record list").run();
                (run.code == Some(0)).then_some(())
            });
        }
        all.agree();
        for ward in wards {
            self.check_records(ward);
            self.check_consents(ward);
            self.check_log(ward);
        }
        self.check_stores(all);
        same_log_everywhere(all);
    }

    /// Every record that was acknowledged is there, whole, once; and none that nobody ever added.
    fn check_records(&self, ward: &Ward) {
        let listed = ward.patient.medink("record list").ok();
        let rows = listed["records"].as_array().expect("a list").clone();
        let mut numbers: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for row in &rows {
            assert!(
                row["fault"].is_null() && row["here"] == true && row["state"] == "live",
                "{row}"
            );
            let title = row["details"]["title"].as_str().expect("a title");
            numbers
                .entry(title)
                .or_default()
                .push(row["number"].as_u64().expect("a number"));
        }
        let entries = self.0.lock().unwrap();
        let of_patient = |of: &&Record| of.patient == ward.patient.name;
        for record in entries.records.iter().filter(of_patient) {
            let found = numbers.remove(record.title.as_str());
            assert_eq!(
                found,
                Some(vec![record.number]),
                "{record:?} is there once:\n{listed:#}"
            );
            assert_eq!(
                ward.patient.open(&ward.patient, record.number),
                Some(record.text.clone()),
                "{record:?}"
            );
        }
        for record in entries.records.iter().filter(of_patient).rev().take(5) {
            let opened = ward.doctor.open(&ward.patient, record.number);
            assert_eq!(
                opened,
                Some(record.text.clone()),
                "as the doctor has it: {record:?}"
            );
        }
        let unsure = entries
            .unsure
            .iter()
            .filter(|(patient, _)| *patient == ward.patient.name);
        for (_, title) in unsure {
            let found = numbers.remove(title.as_str()).unwrap_or_default();
            assert!(
                found.len() <= 1,
                "{title} is there once or not at all:\n{listed:#}"
            );
        }
        assert!(
            numbers.is_empty(),
            "nobody was told of {numbers:?}; refused: {:?}",
            entries.failed
        );
    }

    /// What was granted holds, and what was revoked does not.
    fn check_consents(&self, ward: &Ward) {
        let listed = ward.patient.medink("consent list").ok();
        let consents = listed["consents"].as_array().expect("a list");
        let entries = self.0.lock().unwrap();
        for doctor in [&ward.doctor, &ward.other] {
            let key = (ward.patient.name.clone(), doctor.name.clone());
            let Some(Some(holds)) = entries.consents.get(&key) else {
                continue;
            };
            let live = consents
                .iter()
                .any(|one| one["doctor"] == doctor.address && one["live"] == true);
            assert_eq!(live, *holds, "the consent of {key:?}:\n{listed:#}");
        }
    }

    /// The log has an entry for everything that was acknowledged, and one for each record that is there.
    fn check_log(&self, ward: &Ward) {
        let about = format!("audit list --last {ALL} --subject {}", ward.patient.address);
        let log = ward.patient.medink(&about).ok();
        let rows = log["entries"].as_array().expect("a list");
        let count = |action: &str| rows.iter().filter(|entry| entry["action"] == action).count();
        let listed = ward.patient.medink("record list").ok();
        assert_eq!(
            count("RecordAdded"),
            listed["records"].as_array().expect("a list").len()
        );
        let accesses = self
            .0
            .lock()
            .unwrap()
            .accesses
            .get(&ward.patient.name)
            .copied()
            .unwrap_or_default();
        assert!(
            count("RecordAccessed") >= accesses,
            "{accesses} accesses were acknowledged:\n{log:#}"
        );
    }

    /// What a store missed is brought to it, and then every store has every record.
    fn check_stores(&self, all: &Consortium) {
        let one = all.clinic(1);
        one.medink("store repair").ok();
        let status = one.medink("store status").ok();
        assert_eq!(
            (&status["short"], &status["lacking"]["total"]),
            (&json!(0), &json!(0)),
            "{status:#}"
        );
        let records = self.records() as u64;
        assert!(
            status["records"].as_u64() >= Some(records),
            "{records} at least:\n{status:#}"
        );
        one.medink("store verify").ok();
    }
}

/// Each hospital's node gives the same whole log, whose chain of hashes is unbroken.
fn same_log_everywhere(all: &Consortium) {
    let mut first: Option<Vec<u8>> = None;
    for clinic in all.clinics() {
        let file = clinic.machine.work("log.jsonl");
        clinic.medink("audit export --force --output").arg(&file).ok();
        clinic.medink("audit verify").arg(&file).ok();
        let log = fs::read(&file).expect("the export");
        let number = clinic.host.number();
        assert!(
            first.get_or_insert_with(|| log.clone()) == &log,
            "hospital {number} has another log"
        );
    }
}
