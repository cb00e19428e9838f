//! The panels in a real browser: an admin, a doctor and a patient play the whole story through the pages.
//!
//! The steps are in `e2e-tests/browser`, in JavaScript; here is what they need: a machine, the panels, the browser, and
//! answers to what they ask.

use e2e_system::people::card;
use e2e_system::{Machine, Panels, Parts, documents};
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

#[test]
fn three_people_do_everything_in_a_browser() {
    let tools = Tools::find();
    let mut machine = Machine::new();
    machine.stops_its_node();
    let panels = Panels::start(&machine);
    let pictures = env::var_os("MEDINK_SCREENSHOTS").map_or_else(
        || Path::new(env!("CARGO_TARGET_TMPDIR")).join("panels"),
        PathBuf::from,
    );
    let mut script = tools.script();
    script
        .env("MEDINK_SCREENSHOTS", &pictures)
        .env("MEDINK_STORY", story(&machine).to_string())
        .env("TMPDIR", machine.temporary());
    let mut script = Script(script.spawn().expect("node can be started"));
    println!("pictures of every page are in {}", pictures.display());
    let failure = answer(&mut script.0, &machine, &panels);
    let status = script.0.wait().expect("its end");
    assert!(
        failure.is_none() && status.success(),
        "{}",
        failure.unwrap_or_default()
    );
}

/// A script that does not outlive the test.
struct Script(Child);

impl Drop for Script {
    fn drop(&mut self) {
        // One that has ended and was waited for is left alone by both.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Answers what the script asks until it ends. Returns why it failed, if it did.
fn answer(script: &mut Child, machine: &Machine, panels: &Panels) -> Option<String> {
    let mut answers = script.stdin.take().expect("its standard input");
    let lines = BufReader::new(script.stdout.take().expect("its standard output")).lines();
    let mut failure = None;
    for line in lines.map_while(Result::ok) {
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line}"));
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        if said["done"].is_string() {
            println!(
                "{:>7} ms  {}",
                said["ms"].as_u64().unwrap_or_default(),
                text("done")
            );
        } else if said["failed"].is_string() {
            failure = Some(format!("{}\n{}", text("failed"), text("why")));
        } else {
            let given = match text("ask").as_str() {
                "invitation" => json!({ "url": panels.invitation() }),
                "medink" => {
                    let call = match &said["words"] {
                        Value::Array(words) => {
                            machine.medink("").args(words.iter().filter_map(Value::as_str))
                        }
                        words => machine.medink(words.as_str().expect("a command")),
                    };
                    let call = match said["account"].as_str() {
                        Some(account) => call.acting(account),
                        None => call,
                    };
                    json!({ "data": call.ok() })
                }
                other => panic!("the script asks for {other:?}"),
            };
            writeln!(answers, "{given}").expect("the script listens");
        }
    }
    failure
}

/// What the story is played with: files to upload, a card that nobody in it has, and a contract's bundle.
fn story(machine: &Machine) -> Value {
    let file = |name: &str, bytes: Vec<u8>| machine.write(name, bytes);
    json!({
        "passphrase": std::fs::read_to_string(machine.passphrase_file()).expect("the passphrase").trim(),
        "downloads": machine.work("downloads"),
        "letter": file("Discharge letter.pdf", documents::pdf("Discharge letter: hip, left, without complication")),
        "pulse": file("Pulse.json", documents::fhir("Heart rate")),
        "plan": file("Exercises.txt", b"Walk twice a day, ten minutes each.\n".to_vec()),
        "scan": file("Hip left.dcm", documents::dicom("Lovelace^Ada")),
        "card": card("//Somebody").to_text(),
        "bundle": Parts::get().bundles.join("audit/audit.contract"),
    })
}

/// The programs of others that it takes.
struct Tools {
    node: PathBuf,
    chromium: PathBuf,
    folder: PathBuf,
}

impl Tools {
    /// Finds them; fails with how to get what is missing.
    fn find() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../browser");
        for library in ["puppeteer-core", "axe-core"] {
            e2e_parts::libraries(&folder, library);
        }
        Tools {
            node: e2e_parts::nodejs(),
            chromium: e2e_parts::chromium(),
            folder,
        }
    }

    /// The script, not started yet.
    fn script(&self) -> Command {
        let mut command = Command::new(&self.node);
        command
            .arg("run.mjs")
            .current_dir(&self.folder)
            .env("MEDINK_CHROMIUM", &self.chromium)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        command
    }
}
