//! An auditor checks the log, and finds what was forged.

use super::Clinic;
use e2e_system::people::ADMIN;
use medink_core::Kind;
use medink_core::audit::{Line, Title, hash};
use medink_types::{Action, LogEntry};
use scale::Encode;
use serde_json::{Value, json};
use std::fs;

impl Clinic {
    pub fn is_audited(&self) {
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
                count(&by_doctor, "RecordAnnotated"),
                count(&by_doctor, "RecordAmended")
            ),
            (3, 1, 0)
        );
        assert_eq!(count(&about_ada, "PatientRegistered"), 1);
        assert_eq!(count(&about_ada, "RecordAdded"), 4 + 18 + 3 + 1);
        assert_eq!(
            (
                count(&about_ada, "RecordAmended"),
                count(&about_ada, "RecordErased"),
                count(&about_ada, "GenerationRotated")
            ),
            (1, 1, 1)
        );

        let export = machine.work("log.jsonl");
        let exported = machine.medink("audit export --output").arg(&export).ok();
        assert_eq!(exported["entries"], total);
        let verified = machine.medink("audit verify").arg(&export).ok();
        let told = |verified: &Value| {
            assert_eq!(
                (
                    &verified["against_chain"],
                    &verified["foreign"],
                    &verified["known_contracts"]
                ),
                (&json!(true), &json!(0), &json!(true))
            );
            let number = |name: &str| verified[name].as_u64().unwrap();
            (number("entries"), number("known"), verified["complete"] == true)
        };
        assert_eq!(told(&verified), (total, total, true));
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
        refused("shorter.jsonl", &lines[..lines.len() - 1], "first line names");
        // Whoever forges with right hashes, the first line's too, is found out by the chain.
        let mut forged = lines.clone();
        forged.push(forged_after(lines.last().unwrap()));
        refused("untitled.jsonl", &forged, "first line names");
        forged[0] = titled(&forged);
        refused("longer.jsonl", &forged, "not this chain's log");
        let end = forged.len() - 2;
        forged.remove(end);
        forged[end] = forged_after(&lines[end - 1]);
        forged[0] = titled(&forged);
        refused("forged.jsonl", &forged, "not this chain's log");
        // A mark of whose contract wrote an entry can't be changed either, in the entry or in the first line.
        let mut marked = lines.clone();
        marked[4] = marked[4].replace("\"foreign\":false", "\"foreign\":true");
        refused("marked.jsonl", &marked, "line 5 ");
        let mut claimed = lines.clone();
        let mut title: Title = serde_json::from_str(&lines[0]).unwrap();
        title.doctor = "07".repeat(32);
        claimed[0] = serde_json::to_string(&title).unwrap();
        refused("claimed.jsonl", &claimed, "foreign contract");

        // What was true stays true when the log goes on.
        machine.medink("params set --max-page 49").acting(ADMIN).ok();
        let verified = machine.medink("audit verify").arg(&export).ok();
        assert_eq!(told(&verified), (total, total + 1, false));
    }
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
    let forged = Line {
        index: entry.index,
        action: "RecordAccessed".to_owned(),
        code: entry.action.encode()[0],
        reference: hex::encode(entry.reference),
        previous: line.hash.clone(),
        hash: hex::encode(hash(&entry)),
        ..line
    };
    serde_json::to_string(&forged).unwrap()
}

/// The first line that fits these lines, with their number and the last one's hash.
fn titled(lines: &[String]) -> String {
    let mut title: Title = serde_json::from_str(&lines[0]).unwrap();
    let last: Line = serde_json::from_str(lines.last().unwrap()).unwrap();
    title.count = last.index + 1;
    title.hash = last.hash;
    serde_json::to_string(&title).unwrap()
}
