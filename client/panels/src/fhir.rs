//! FHIR JSON as people read it: names and values below each other, in the order of the document. Knows no resource in
//! particular; what it does not understand it shows as it is. The template escapes all of it.

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
        add(&mut nodes, voice, "Resource type", &kind, 0);
    }
    for (name, value) in &fields {
        add(&mut nodes, voice, &words(name), value, 0);
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
                    add(nodes, voice, &words(name), value, depth + 1);
                }
            }
        },
    }
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

    #[test]
    fn a_resource_becomes_names_and_values() {
        let nodes = read(br#"{"code":{"text":"Lupus?"},"note":[{"text":"never"}],"resourceType":"Condition","x":[1,2],"y":{"a":true}}"#, Voice::default()).unwrap();
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
            br#"{"type":"collection","entry":[{"resource":{"resourceType":"Patient","name":"Ada"}}],"resourceType":"Bundle","a":1}"#,
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
    fn nesting_ends_somewhere() {
        let deep = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        assert!(read(deep.as_bytes(), Voice::default()).unwrap().len() <= DEEPEST + 2);
    }
}
