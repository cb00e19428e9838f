//! The words that must never be seen: one for each thing that somebody writes about a person.

use serde_json::{Map, Value, json};

/// A word that nothing has by chance. Its letters are of every sort, so that no writing of it looks like another.
pub fn word(about: &str) -> String {
    format!("Zq{about}-Ü7wX")
}

/// A word of letters and digits alone, for where only those are taken.
pub fn plain(about: &str) -> String {
    format!("Zq7{about}wX93")
}

/// Fields of a patient's profile.
const PATIENT: [&str; 10] = [
    "name",
    "birth_date",
    "gender",
    "identifier",
    "phone",
    "email",
    "address",
    "emergency_contact",
    "allergies",
    "blood_group",
];

/// Fields of a doctor's profile.
const DOCTOR: [&str; 7] = [
    "name",
    "specialty",
    "organization",
    "identifier",
    "phone",
    "email",
    "languages",
];

/// The versions of the profiles: as written at the desk, and by the people themselves.
const VERSIONS: [&str; 2] = ["desk", "own"];

/// What files hold and are called, and what is said about them.
const DOCUMENTS: [&str; 6] = ["letter", "pulse", "scan", "corrected", "renamed", "interrupted"];

/// The notes' kinds.
pub const NOTES: [&str; 3] = ["diagnosis", "treatment-plan", "medication"];

/// A profile with a word in every field.
pub fn patient(version: &str) -> Value {
    profile("patient", &PATIENT, version)
}

/// A profile with a word in every field.
pub fn doctor(version: &str) -> Value {
    profile("doctor", &DOCTOR, version)
}

fn profile(whose: &str, fields: &[&str], version: &str) -> Value {
    let field = |name: &&str| {
        (
            (*name).to_owned(),
            json!(word(&format!("{version}-{whose}-{name}"))),
        )
    };
    Value::Object(fields.iter().map(field).collect::<Map<_, _>>())
}

/// A document's name.
pub fn file_name(document: &str) -> String {
    format!("{}.dat", word(&format!("{document}-file")))
}

/// A document's content.
pub fn content(document: &str) -> String {
    word(&format!("{document}-content"))
}

/// A document's title and kind.
pub fn details(document: &str) -> Value {
    json!({ "title": word(&format!("{document}-title")), "kind": word(&format!("{document}-kind")) })
}

/// A note with a word in every field.
pub fn note(kind: &str) -> Value {
    let field = |name: &str| word(&format!("{kind}-{name}"));
    let mut note = json!({
        "title": field("title"),
        "text": field("text"),
        "code": format!("{}|{}", field("system"), field("code")),
    });
    if kind == "medication" {
        note["dosage"] = json!(field("dosage"));
    }
    note
}

/// Every word.
pub fn all() -> Vec<String> {
    let strings = |value: &Value| -> Vec<String> {
        let fields = value.as_object().unwrap().values();
        fields.map(|field| field.as_str().unwrap().to_owned()).collect()
    };
    let mut words = Vec::new();
    for version in VERSIONS {
        words.extend(strings(&patient(version)));
        words.extend(strings(&doctor(version)));
    }
    for document in DOCUMENTS {
        words.extend(strings(&details(document)));
        words.extend([word(&format!("{document}-file")), content(document)]);
    }
    for kind in NOTES {
        words.extend(
            strings(&note(kind))
                .iter()
                .flat_map(|field| field.split('|'))
                .map(str::to_owned),
        );
    }
    words.extend(MISTAKES.map(word));
    words.extend([plain("account"), plain("account").to_lowercase()]);
    words
}

/// What is given to commands that refuse it.
const MISTAKES: [&str; 11] = [
    "path",
    "output",
    "details",
    "note",
    "profile",
    "card",
    "phrase",
    "passphrase",
    "account",
    "export",
    "argument",
];
