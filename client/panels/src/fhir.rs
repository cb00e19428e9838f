//! FHIR JSON as people read it: names and values below each other, in the order of the document. The fields that medink's
//! own notes have are called in the language of who reads; every other is by its own name, and every value is as it is.
//! The template escapes all of it.

use crate::Voice;
use indexmap::IndexMap;
use medink_words::said;
use serde::Deserialize;
use serde_json::Number;

/// Deepest nesting that is shown; what lies deeper is said to be there.
const DEEPEST: usize = 12;

/// JSON whose fields stay in the document's order, in which its author meant them to be read.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Value>),
    Object(IndexMap<String, Value>),
}

/// A name with its value.
pub struct Node {
    /// In words.
    pub name: String,
    /// What it says, if that is a single value.
    pub text: String,
    /// How deep it lies.
    pub depth: usize,
}

/// Reads a resource; none where it is no JSON object.
pub fn read(bytes: &[u8], voice: Voice) -> Option<Vec<Node>> {
    let mut fields: IndexMap<String, Value> = serde_json::from_slice(bytes).ok()?;
    let mut nodes = Vec::new();
    // What it is stands first wherever it stood.
    if let Some(kind) = fields.shift_remove("resourceType") {
        add(&mut nodes, voice, &called("resourceType", voice), &kind, 0);
    }
    for (name, value) in &fields {
        add(&mut nodes, voice, &called(name, voice), value, 0);
    }
    Some(nodes)
}

fn add(nodes: &mut Vec<Node>, voice: Voice, name: &str, value: &Value, depth: usize) {
    let mut leaf = |text: String| {
        nodes.push(Node {
            name: name.to_owned(),
            text,
            depth,
        });
    };
    match value {
        Value::Null => {}
        Value::String(text) => leaf(text.clone()),
        Value::Bool(yes) => leaf(voice.text(if *yes { said!("fhir-yes") } else { said!("fhir-no") })),
        Value::Number(number) => leaf(number.to_string()),
        _ if depth >= DEEPEST => leaf(voice.text(said!("fhir-deeper"))),
        Value::Array(items) => match items.as_slice() {
            [one] => add(nodes, voice, name, one, depth),
            items => {
                for (place, item) in items.iter().enumerate() {
                    add(nodes, voice, &format!("{name} {}", place + 1), item, depth);
                }
            }
        },
        // A value with nothing but a text is that text.
        Value::Object(fields) => match (fields.len(), fields.get("text")) {
            (1, Some(Value::String(text))) => leaf(text.clone()),
            _ => {
                leaf(String::new());
                for (name, value) in fields {
                    add(nodes, voice, &called(name, voice), value, depth + 1);
                }
            }
        },
    }
}

/// A field as people call it.
fn called(name: &str, voice: Voice) -> String {
    let said = match name {
        "resourceType" => said!("fhir-resource-type"),
        "author" => said!("fhir-author"),
        "authoredOn" => said!("fhir-authored-on"),
        "category" => said!("fhir-category"),
        "clinicalStatus" => said!("fhir-clinical-status"),
        "code" => said!("fhir-code"),
        "coding" => said!("fhir-coding"),
        "created" => said!("fhir-created"),
        "dosageInstruction" => said!("fhir-dosage-instruction"),
        "intent" => said!("fhir-intent"),
        "medicationCodeableConcept" => said!("fhir-medication"),
        "note" => said!("fhir-note"),
        "recordedDate" => said!("fhir-recorded-date"),
        "recorder" => said!("fhir-recorder"),
        "reference" => said!("fhir-reference"),
        "requester" => said!("fhir-requester"),
        "status" => said!("fhir-status"),
        "subject" => said!("fhir-subject"),
        "system" => said!("fhir-system"),
        "text" => said!("fhir-text"),
        "title" => said!("fhir-title"),
        other => return words(other),
    };
    voice.text(said)
}

/// `effectiveDateTime` as `Effective date time`.
fn words(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for (place, letter) in name.chars().enumerate() {
        match (place, letter.is_uppercase()) {
            (0, _) => text.extend(letter.to_uppercase()),
            (_, true) => {
                text.push(' ');
                text.extend(letter.to_lowercase());
            }
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_core::note::{Note, NoteKind};
    use medink_words::Language;

    #[test]
    fn a_resource_becomes_names_and_values() {
        let bytes = br#"{"code":{"text":"Lupus?"},"note":[{"text":"never"}],"resourceType":"Condition",
            "x":[1,2],"y":{"a":true}}"#;
        let nodes = read(bytes, Voice::default()).unwrap();
        let told: Vec<(String, &str, usize)> = nodes
            .iter()
            .map(|n| (n.name.clone(), n.text.as_str(), n.depth))
            .collect();
        assert_eq!(told[0], ("Resource type".into(), "Condition", 0));
        assert!(told.contains(&("Code".into(), "Lupus?", 0)));
        assert!(told.contains(&("Note".into(), "never", 0)));
        assert!(told.contains(&("X 2".into(), "2", 0)));
        assert!(told.contains(&("A".into(), "yes", 1)));
        assert_eq!(words("effectiveDateTime"), "Effective date time");
        assert!(read(b"[]", Voice::default()).is_none() && read(b"no", Voice::default()).is_none());
    }

    #[test]
    fn the_documents_order_is_kept_and_a_bundle_is_a_bundle() {
        let nodes = read(
            br#"{"type":"collection","entry":[{"resource":{"resourceType":"Patient","name":"Ada"}}],
                "resourceType":"Bundle","a":1}"#,
            Voice::default(),
        )
        .unwrap();
        let told: Vec<(&str, &str, usize)> = nodes
            .iter()
            .map(|n| (n.name.as_str(), n.text.as_str(), n.depth))
            .collect();
        assert_eq!(
            told,
            [
                ("Resource type", "Bundle", 0),
                ("Type", "collection", 0),
                ("Entry", "", 0),
                ("Resource", "", 1),
                ("Resource type", "Patient", 2),
                ("Name", "Ada", 2),
                ("A", "1", 0),
            ]
        );
    }

    #[test]
    fn the_fields_of_notes_are_called_in_the_language_and_others_by_their_name() {
        let french = Voice {
            language: Language::French,
        };
        let arabic = Voice {
            language: Language::Arabic,
        };
        let notes = [
            (NoteKind::Diagnosis, "Date de consignation"),
            (NoteKind::TreatmentPlan, "Titre"),
            (NoteKind::Medication, "Posologie"),
        ];
        for (kind, there) in notes {
            let note = Note {
                title: "T".into(),
                text: Some("x".into()),
                code: Some("http://snomed.info/sct|1".into()),
                dosage: (kind == NoteKind::Medication).then(|| "1-0-1".into()),
            };
            let bytes = note.to_fhir(kind, "P", "D", "2026-01-02T03:04:05Z").unwrap();
            let english = read(&bytes, Voice::default()).unwrap();
            let other = read(&bytes, french).unwrap();
            assert!(other.iter().any(|node| node.name == there), "{there}");
            let keys: Vec<String> = fields_of(&serde_json::from_slice(&bytes).unwrap());
            for name in keys {
                // Each has a word of its own, which is what its name says in English.
                assert_ne!(called(&name, arabic), words(&name), "{name}");
                assert_eq!(called(&name, Voice::default()), words(&name));
            }
            // What is stored is said as it is.
            let texts = |nodes: &[Node]| nodes.iter().map(|node| node.text.clone()).collect::<Vec<_>>();
            assert_eq!(texts(&other), texts(&english));
        }
        assert_eq!(called("effectiveDateTime", french), "Effective date time");
    }

    fn fields_of(value: &serde_json::Value) -> Vec<String> {
        match value {
            serde_json::Value::Object(fields) => fields
                .iter()
                .flat_map(|(name, value)| [vec![name.clone()], fields_of(value)].concat())
                .collect(),
            serde_json::Value::Array(items) => items.iter().flat_map(fields_of).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn nesting_ends_somewhere() {
        let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert!(read(deep.as_bytes(), Voice::default()).unwrap().len() <= DEEPEST + 2);
    }
}
