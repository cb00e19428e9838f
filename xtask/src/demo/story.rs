//! The story: an admin sets the system up, a doctor and a patient are registered, a document is sealed and stored, the
//! patient consents, the doctor opens it and writes notes, the consent is revoked, and the log tells it all.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::stage::{Answer, Stage, same_bytes};

const ADMIN: &str = "//Alice";
const DOCTOR: &str = "doctor";
const PATIENT: &str = "patient";

/// Exit code of a refusal by a contract or by the rules of consent.
const REFUSED: i32 = 4;

/// Plays it all. Returns the summary.
pub fn tell(stage: &Stage, file: Option<&Path>) -> Result<String> {
    let teller = Teller::new(stage);
    teller.machine()?;
    let (doctor, patient) = teller.people()?;
    let document = teller.document(file)?;
    teller.refused_before_consent(&patient)?;
    teller.consent(&doctor)?;
    teller.treatment(&patient, &document)?;
    teller.revoke(&doctor, &patient)?;
    teller.log(&doctor, &patient)?;
    Ok(teller.summary())
}

struct Teller<'a> {
    stage: &'a Stage,
    begun: Instant,
    steps: Cell<u32>,
    checks: Cell<u32>,
    transactions: Cell<u32>,
    fees: Cell<u128>,
    sizes: RefCell<String>,
}

impl<'a> Teller<'a> {
    fn new(stage: &'a Stage) -> Self {
        println!("\nThe story");
        Teller {
            stage,
            begun: Instant::now(),
            steps: Cell::new(0),
            checks: Cell::new(0),
            transactions: Cell::new(0),
            fees: Cell::new(0),
            sizes: RefCell::new(String::new()),
        }
    }

    fn machine(&self) -> Result<()> {
        self.act(
            "The machine",
            "starts a node and a store",
            None,
            &["up", "--port", "0"],
        )?;
        let deployed = self.act(
            "The admin",
            "deploys the four contracts",
            Some(ADMIN),
            &["deploy"],
        )?;
        let contracts = deployed.data()["contracts"]
            .as_object()
            .map_or(0, serde_json::Map::len);
        self.check(
            contracts == 4,
            "four contracts are uploaded, instantiated, wired and authorised",
        )?;
        let again = self.stage.must(Some(ADMIN), &["deploy"])?;
        self.check(
            again.data()["steps"] == json!([]),
            "deploying again finds everything done and pays nothing",
        )
    }

    fn people(&self) -> Result<(String, String)> {
        let profiles = [
            (
                DOCTOR,
                "register-doctor",
                json!({ "name": "Dr. Demo Example", "specialty": "Radiology" }),
            ),
            (
                PATIENT,
                "register-patient",
                json!({ "name": "Demo Patient", "birth_date": "1970-01-01", "blood_group": "0+" }),
            ),
        ];
        let mut addresses = Vec::new();
        for (who, command, profile) in profiles {
            self.act(
                &format!("The {who}"),
                "makes an account and shows its card",
                None,
                &["account", "new", who],
            )?;
            let shown = self.stage.must(None, &["account", "show", "--card", who])?;
            let card = shown.data()["card"]
                .as_str()
                .context("no card was shown")?
                .to_owned();
            let details = self
                .stage
                .write(&format!("{who}.json"), profile.to_string().as_bytes())?;
            let args = [
                "admin",
                command,
                &card,
                "--details",
                text(&details)?,
                "--fund",
                "1000",
            ];
            let made = self.act(
                "The admin",
                &format!("registers the {who} by the card"),
                Some(ADMIN),
                &args,
            )?;
            addresses.push(
                made.data()["address"]
                    .as_str()
                    .context("no address was given")?
                    .to_owned(),
            );
        }
        let own = self.stage.must(Some(PATIENT), &["patient", "show"])?;
        self.check(
            own.data()["profile"]["name"] == "Demo Patient",
            "the patient reads the profile that the desk sealed",
        )?;
        match <[String; 2]>::try_from(addresses) {
            Ok([doctor, patient]) => Ok((doctor, patient)),
            Err(_) => bail!("two people were to be registered"),
        }
    }

    fn document(&self, file: Option<&Path>) -> Result<std::path::PathBuf> {
        let path = match file {
            Some(path) => path.to_owned(),
            None => self
                .stage
                .write("observation.json", observation().to_string().as_bytes())?,
        };
        let added = self.act(
            "The patient",
            "seals, stores and records a document",
            Some(PATIENT),
            &["record", "add", text(&path)?],
        )?;
        let record = &added.data()["records"][0];
        self.check(record["number"] == 1, "the document is record 1")?;
        let plain = std::fs::metadata(&path)
            .context("cannot read the document")?
            .len();
        *self.sizes.borrow_mut() = format!(
            "{plain} bytes of document, {} of ciphertext, at {}",
            record["sealed_bytes"],
            record["cid"].as_str().unwrap_or("?")
        );
        Ok(path)
    }

    fn refused_before_consent(&self, patient: &str) -> Result<()> {
        self.say("The doctor", "tries to open it without a consent");
        let out = self.stage.path("nothing");
        let tried = self.stage.medink(
            Some(DOCTOR),
            &[
                "record",
                "get",
                "1",
                "--patient",
                patient,
                "--output",
                text(&out)?,
            ],
        )?;
        self.check(
            tried.code == REFUSED && !out.exists(),
            "refused, and nothing was written",
        )
    }

    fn consent(&self, doctor: &str) -> Result<()> {
        let args = [
            "consent",
            "grant",
            doctor,
            "--whole-history",
            "--purpose",
            "treat",
            "--until",
            "30d",
        ];
        self.act(
            "The patient",
            "gives the doctor a consent to the whole history for 30 days",
            Some(PATIENT),
            &args,
        )?;
        let listed = self.stage.must(Some(DOCTOR), &["doctor", "patients"])?;
        self.check(
            listed.data()["patients"][0]["live"] == true,
            "the doctor's list of patients has it",
        )
    }

    fn treatment(&self, patient: &str, document: &Path) -> Result<()> {
        let out = self.stage.path("opened");
        let args = [
            "record",
            "get",
            "1",
            "--patient",
            patient,
            "--output",
            text(&out)?,
        ];
        self.act(
            "The doctor",
            "opens the document; the access is logged first",
            Some(DOCTOR),
            &args,
        )?;
        self.check(
            same_bytes(document, &out)?,
            "it is the patient's document to the last byte",
        )?;
        let seen = self.act(
            "The doctor",
            "looks at the patient's profile",
            Some(DOCTOR),
            &["patient", "show", patient],
        )?;
        self.check(
            seen.data()["profile"]["name"] == "Demo Patient",
            "the profile opens with the consent",
        )?;
        let notes = [
            (
                "diagnosis",
                json!({ "title": "Example finding", "text": "Seen in the demo" }),
            ),
            ("treatment-plan", json!({ "title": "Example plan" })),
            (
                "medication",
                json!({ "title": "Example medicine", "dosage": "1-0-1" }),
            ),
        ];
        for (kind, note) in notes {
            let details = self
                .stage
                .write(&format!("{kind}.json"), note.to_string().as_bytes())?;
            let args = [
                "note",
                "add",
                "--patient",
                patient,
                "--kind",
                kind,
                "--details",
                text(&details)?,
            ];
            self.act(
                "The doctor",
                &format!("writes a {kind} as FHIR"),
                Some(DOCTOR),
                &args,
            )?;
        }
        let listed = self.stage.must(Some(PATIENT), &["record", "list"])?;
        let titles: Vec<&str> = listed.data()["records"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|r| r["details"]["title"].as_str())
            .collect();
        self.check(
            titles.len() == 4 && titles.contains(&"Example plan"),
            "the patient reads all four records",
        )
    }

    fn revoke(&self, doctor: &str, patient: &str) -> Result<()> {
        let revoked = self.act(
            "The patient",
            "revokes the consent; the keys change",
            Some(PATIENT),
            &["consent", "revoke", doctor],
        )?;
        self.check(
            revoked.data()["generation"] == 2,
            "the patient's keys are at generation 2",
        )?;
        let later = self.stage.write("later.txt", b"written after the revoke")?;
        self.act(
            "The patient",
            "records another document",
            Some(PATIENT),
            &["record", "add", text(&later)?],
        )?;
        self.say("The doctor", "tries to open both");
        for number in ["1", "5"] {
            let out = self.stage.path(&format!("after-{number}"));
            let tried = self.stage.medink(
                Some(DOCTOR),
                &[
                    "record",
                    "get",
                    number,
                    "--patient",
                    patient,
                    "--output",
                    text(&out)?,
                ],
            )?;
            self.check(
                tried.code == REFUSED && !out.exists(),
                &format!("record {number} is refused"),
            )?;
        }
        Ok(())
    }

    fn log(&self, doctor: &str, patient: &str) -> Result<()> {
        let by_doctor = self.stage.must(None, &["audit", "list", "--actor", doctor])?;
        let actions = |answer: &Answer| -> Vec<String> {
            let entries = answer.data()["entries"].as_array().cloned().unwrap_or_default();
            entries
                .iter()
                .filter_map(|e| Some(e["action"].as_str()?.to_owned()))
                .collect()
        };
        self.say("An auditor", "reads the log");
        let expected = [
            "RecordAccessed",
            "RecordAccessed",
            "RecordAdded",
            "RecordAdded",
            "RecordAdded",
        ];
        self.check(
            actions(&by_doctor) == expected,
            "it tells what the doctor did: two accesses, three notes, no more",
        )?;
        let of_patient = self.stage.must(None, &["audit", "list", "--subject", patient])?;
        let about = actions(&of_patient);
        let told = [
            "PatientRegistered",
            "RecordAdded",
            "RecordAccessed",
            "GenerationRotated",
        ];
        self.check(
            told.iter().all(|a| about.iter().any(|b| b == a)),
            "it tells what was done about the patient",
        )?;
        let export = self.stage.path("log.jsonl");
        self.act(
            "An auditor",
            "exports the log",
            None,
            &["audit", "export", "--output", text(&export)?],
        )?;
        let verdict = self.act(
            "An auditor",
            "recomputes the chain of hashes offline",
            None,
            &["audit", "verify", text(&export)?],
        )?;
        self.check(
            verdict.data()["complete"] == true,
            "every hash is right and the last is the chain's",
        )?;
        let lines = std::fs::read_to_string(&export).context("cannot read the export")?;
        let forged = self.stage.write(
            "forged.jsonl",
            lines.replacen("RecordAccessed", "RecordErased", 1).as_bytes(),
        )?;
        let tried = self.stage.medink(None, &["audit", "verify", text(&forged)?])?;
        self.check(tried.code != 0, "a forged export is found out")
    }

    fn say(&self, who: &str, what: &str) {
        self.steps.set(self.steps.get() + 1);
        println!("{:>3}. {who} {what}", self.steps.get());
    }

    fn act(&self, who: &str, what: &str, account: Option<&str>, args: &[&str]) -> Result<Answer> {
        self.say(who, what);
        let answer = self.stage.must(account, args)?;
        for step in answer.data()["steps"].as_array().into_iter().flatten() {
            self.transactions.set(self.transactions.get() + 1);
            let fee: u128 = step["fee"]
                .as_str()
                .and_then(|f| f.parse().ok())
                .context("a fee is no number")?;
            self.fees.set(self.fees.get() + fee);
            println!(
                "       {:<30} block {:<4} fee {}  {:>4} ms  {}",
                step["what"].as_str().unwrap_or("?"),
                step["block"],
                units(fee),
                step["elapsed_ms"],
                short(&step["transaction"]),
            );
        }
        Ok(answer)
    }

    fn check(&self, held: bool, what: &str) -> Result<()> {
        if !held {
            bail!("this was to hold and did not: {what}");
        }
        self.checks.set(self.checks.get() + 1);
        println!("       ✓ {what}");
        Ok(())
    }

    fn summary(&self) -> String {
        let mut text = String::from("Summary\n");
        let fees = units(self.fees.get());
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "  {} checks held, {} steps, {} transactions, {fees} in fees",
            self.checks.get(),
            self.steps.get(),
            self.transactions.get()
        );
        let _ = writeln!(text, "  {}", self.sizes.borrow());
        let _ = write!(
            text,
            "  {:.1} s; the node has stopped and the temporary folder is gone",
            self.begun.elapsed().as_secs_f64()
        );
        text
    }
}

fn text(path: &Path) -> Result<&str> {
    path.to_str()
        .context("a path is not valid Unicode; move the file elsewhere")
}

/// An amount of the development chain's token, which has twelve decimals.
fn units(amount: u128) -> String {
    format!("{:.6} UNIT", amount as f64 / 1e12)
}

fn short(hash: &Value) -> String {
    hash.as_str()
        .and_then(|h| h.get(..12))
        .map_or_else(String::new, |h| format!("{h}…"))
}

/// What is recorded when the user brings no document: a FHIR R4 Observation.
fn observation() -> Value {
    json!({
        "resourceType": "Observation",
        "status": "final",
        "code": { "coding": [{ "system": "http://loinc.org", "code": "8867-4", "display": "Heart rate" }] },
        "effectiveDateTime": "2026-01-02T08:30:00Z",
        "valueQuantity": { "value": 64, "unit": "beats/minute", "system": "http://unitsofmeasure.org", "code": "/min" }
    })
}
