//! People at work at several hospitals at once: records are added, opened by a doctor elsewhere, consents given and taken back,
//! for as long as something else goes on.

use crate::book::{Book, Outcome};
use crate::clinic::Consortium;
use e2e_system::{Call, Machine};
use serde_json::json;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Somebody with an account at a hospital.
#[derive(Debug, Clone)]
pub struct Person {
    /// What the account is called there.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The hospital's client.
    pub machine: Arc<Machine>,
}

/// A patient, a doctor with a consent, and another one who has one now and then; each at another hospital.
#[derive(Debug)]
pub struct Ward {
    /// The patient.
    pub patient: Person,
    /// Who opens what the patient adds.
    pub doctor: Person,
    /// Who has a consent now and then.
    pub other: Person,
}

impl Person {
    /// Registers one at a hospital.
    pub fn register(all: &Consortium, role: &str, at: u8, name: &str) -> Self {
        let details = match role {
            "doctor" => json!({ "name": format!("Dr. {name}") }),
            _ => json!({ "name": name, "birth_date": "1970-01-01" }),
        };
        Person {
            address: all.register(role, at, name, &details),
            name: name.to_owned(),
            machine: all.clinic(at).machine.clone(),
        }
    }

    /// A command of theirs.
    pub fn medink(&self, words: &str) -> Call<'_> {
        self.machine.medink(words).acting(&self.name)
    }

    /// Opens a patient's record; nothing where that fails.
    pub fn open(&self, patient: &Person, number: u64) -> Option<String> {
        let file = self.machine.work(&format!("{}-opened", self.name));
        let run = self.get(patient, number, &file).run();
        (run.code == Some(0)).then(|| fs::read_to_string(&file).expect("the opened record"))
    }

    fn get(&self, patient: &Person, number: u64, file: &std::path::Path) -> Call<'_> {
        self.medink(&format!(
            "record get {number} --force --patient {}",
            patient.address
        ))
        .option("--output", file)
    }
}

impl Ward {
    /// Three people at three hospitals, and the doctor's consent.
    pub fn open(all: &Consortium, book: &Book, name: &str, at: [u8; 3]) -> Self {
        let [patient, doctor, other] = at;
        let ward = Ward {
            patient: Person::register(all, "patient", patient, name),
            doctor: Person::register(all, "doctor", doctor, &format!("{name}-house")),
            other: Person::register(all, "doctor", other, &format!("{name}-wilson")),
        };
        ward.until_known();
        ward.grant(book, &ward.doctor);
        ward
    }

    /// Waits until the patient's node knows the three: they were registered at another one.
    fn until_known(&self) {
        for person in [&self.doctor, &self.other] {
            crate::within(crate::clinic::AGREE, "the doctors are known", || {
                let shown = self
                    .patient
                    .medink(&format!("doctor show {}", person.address))
                    .run();
                (shown.code == Some(0)).then_some(())
            });
        }
    }

    /// The patient adds a record, and nobody repeats that by themselves.
    pub fn add(&self, book: &Book, number: usize) -> bool {
        let title = format!("{}-{number}.txt", self.patient.name);
        let text = format!("letter {number} of {}", self.patient.name);
        let file = self.patient.machine.write(&title, &text);
        let outcome = book.outcome(&self.patient.medink("record add").arg(&file).run());
        book.record(&self.patient, &title, &text, &outcome);
        matches!(outcome, Outcome::Done(_))
    }

    /// The doctor opens the newest record; what comes is what was added.
    pub fn read(&self, book: &Book) {
        let Some((number, text)) = book.newest(&self.patient) else {
            return;
        };
        let file = self.doctor.machine.work(&format!("{}-read", self.doctor.name));
        let run = self.doctor.get(&self.patient, number, &file).run();
        if let Outcome::Done(_) = book.outcome(&run) {
            assert_eq!(fs::read_to_string(&file).expect("the record"), text, "{run}");
            book.access(&self.patient);
        }
    }

    /// The patient gives a doctor a consent to everything.
    pub fn grant(&self, book: &Book, doctor: &Person) {
        let words = format!("consent grant {} --whole-history --until 30d", doctor.address);
        self.decide(book, doctor, &words, true);
    }

    /// The patient takes it back.
    pub fn revoke(&self, book: &Book, doctor: &Person) {
        self.decide(book, doctor, &format!("consent revoke {}", doctor.address), false);
    }

    fn decide(&self, book: &Book, doctor: &Person, words: &str, granted: bool) {
        let outcome = book.outcome(&self.patient.medink(words).run());
        let acknowledged = matches!(outcome, Outcome::Done(_)).then_some(granted);
        book.consent(&self.patient, doctor, acknowledged);
    }

    fn works(&self, book: &Book, from: usize, over: &AtomicBool) {
        for number in from.. {
            let tasks: [&dyn Fn(); 3] = [
                &|| {
                    self.add(book, number);
                },
                &|| self.read(book),
                &|| match number % 4 {
                    1 => self.grant(book, &self.other),
                    3 => self.revoke(book, &self.other),
                    _ => {}
                },
            ];
            for task in tasks {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                task();
            }
        }
    }
}

/// Has all work while `meanwhile` goes on, from documents of this number on. What fails there fails here.
pub fn during<T>(wards: &[Ward], book: &Book, from: usize, meanwhile: impl FnOnce() -> T) -> T {
    let over = AtomicBool::new(false);
    thread::scope(|threads| {
        let working: Vec<_> = wards
            .iter()
            .map(|ward| threads.spawn(|| ward.works(book, from, &over)))
            .collect();
        let done = catch_unwind(AssertUnwindSafe(meanwhile));
        over.store(true, Ordering::Relaxed);
        let ended: Vec<_> = working.into_iter().map(|one| one.join()).collect();
        let done = done.unwrap_or_else(|panic| resume_unwind(panic));
        for one in ended {
            one.unwrap_or_else(|panic| resume_unwind(panic));
        }
        done
    })
}
