//! The commands: each asks the core for one thing and shows the answer.

pub mod account;
pub mod admin;
pub mod audit;
pub mod backup;
pub mod check;
pub mod config;
pub mod consent;
pub mod deployment;
pub mod doctor;
mod document;
mod export;
pub mod keeping;
pub mod machine;
pub mod network;
pub mod panels;
pub mod params;
pub mod patient;
pub mod record;
mod rename;
pub mod replicas;
mod search;
pub mod store;
pub mod verify;

use crate::context::{Context, read_small};
use crate::language;
use crate::output::{Answer, put, steps_json, steps_text};
use medink_core::error::{Error, Kind, Result};
use medink_core::files::Naming;
use medink_core::profile::{self, Named};
use medink_core::{Done, Medink, Step, words};
use medink_words::{Said, said};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::io::IsTerminal;
use std::path::Path;

/// An answer about something that was done: `data` with the transactions, `head` with them below.
fn done(medink: &Medink, steps: &[Step], mut data: Value, head: &str) -> Answer {
    put(&mut data, "steps", steps_json(steps));
    Answer::new(
        data,
        format!(
            "{}\n{}",
            head.trim_end(),
            steps_text(steps, &medink.chain.identity().token)
        ),
    )
}

/// The same where nothing but the doing counts.
fn plain<T>(medink: &Medink, result: Done<T>, head: &Said) -> Answer {
    done(medink, &result.steps, json!({}), &language::told(head))
}

/// Reads details as JSON text from the file given, or asks for each field. What is `optional` is left out where nobody can be
/// asked, and under `--yes`.
async fn details(
    context: &Context,
    file: Option<&Path>,
    what: Naming,
    fields: &[&str],
    optional: bool,
) -> Result<Option<zeroize::Zeroizing<String>>> {
    if let Some(path) = file {
        return read_small(path, what).await.map(Some);
    }
    if optional && context.global.yes {
        return Ok(None);
    }
    if !context.prompt.interactive() {
        if optional {
            return Ok(None);
        }
        return Err(Error::new(Kind::Usage, said!("cli-is-missing", what = what()))
            .next(said!("cli-is-missing-next", fields = fields.join(", "))));
    }
    let mut object = Map::new();
    for field in fields {
        let answer = context.prompt.line(&field_name(field))?;
        if !answer.is_empty() {
            object.insert((*field).to_owned(), json!(answer.as_str()));
        }
    }
    if object.is_empty() && optional {
        return Ok(None);
    }
    Ok(Some(zeroize::Zeroizing::new(Value::Object(object).to_string())))
}

/// What a profile that is asked for is called.
fn profile_of_whom<P: Named>() -> Said {
    said!("cli-the-profile", whose = P::whose())
}

/// The same for a profile.
async fn profile_of<P: DeserializeOwned + Named>(
    context: &Context,
    file: Option<&Path>,
    optional: bool,
) -> Result<Option<P>> {
    let fields: Vec<&str> = P::FIELDS.split(", ").collect();

    match details(context, file, profile_of_whom::<P>, &fields, optional).await? {
        Some(text) => profile::parse(&text).map(Some),
        None => Ok(None),
    }
}

/// Words about a patient that a command is to work with: from the file given, or from standard input where that is no
/// terminal; none where there is somebody to be asked.
async fn given(file: Option<&Path>, what: Naming) -> Result<Option<zeroize::Zeroizing<String>>> {
    match file {
        Some(path) => read_small(path, what).await.map(Some),
        None if std::io::stdin().is_terminal() => Ok(None),
        None => read_small(Path::new("-"), what).await.map(Some),
    }
}

/// What a field of details or of a profile is called; by its own name where that is not known here.
fn field_name(field: &str) -> String {
    let said = match field {
        "name" => said!("archive-field-name"),
        "birth_date" => said!("archive-field-birth-date"),
        "gender" => said!("archive-field-gender"),
        "identifier" => said!("archive-field-identifier"),
        "phone" => said!("archive-field-phone"),
        "email" => said!("archive-field-email"),
        "address" => said!("archive-field-address"),
        "emergency_contact" => said!("archive-field-emergency-contact"),
        "allergies" => said!("archive-field-allergies"),
        "blood_group" => said!("archive-field-blood-group"),
        "specialty" => said!("field-specialty"),
        "organization" => said!("field-organization"),
        "languages" => said!("field-languages"),
        "title" => said!("field-title"),
        "kind" => said!("field-kind"),
        "date" => said!("field-date"),
        "text" => said!("field-text"),
        "code" => said!("field-code"),
        "dosage" => said!("field-dosage"),
        other => return other.replace('_', " "),
    };
    language::plain(&said)
}

/// A profile's fields for people. People wrote them.
fn profile_rows<P: serde::Serialize>(profile: Option<&P>) -> Vec<(String, String)> {
    profile
        .map(profile::fields)
        .unwrap_or_default()
        .into_iter()
        .map(|(name, value)| (field_name(&name), words::shown_lines(&value).into_owned()))
        .collect()
}
