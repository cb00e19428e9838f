//! `medink doctor ...`.

use crate::args::DoctorCommand;
use crate::commands::consent::entry_json;
use crate::commands::{plain, profile_of, profile_rows};
use crate::context::Context;
use crate::output::{Answer, fields};
use crate::table::Column::{Address, Whole, Words};
use medink_core::Medink;
use medink_core::consents::scope_words;
use medink_core::error::{Error, Kind, Result};
use medink_core::now_ms;
use medink_core::people::DoctorView;
use medink_core::profile::DoctorProfile;
use medink_core::when;
use medink_core::words::name_with_standing;
use medink_types::{AccountId, DoctorStatus};
use medink_words::said;
use serde_json::{Value, json};

/// Runs one of them.
pub async fn run(context: &Context, command: DoctorCommand) -> Result<Answer> {
    let medink = context.open().await?;
    match command {
        DoctorCommand::List => list(context, &medink).await,
        DoctorCommand::Show { doctor } => {
            let reference = match doctor {
                Some(reference) => reference,
                None => context.acting()?,
            };
            let view = medink
                .doctor(context.address(medink.chain.as_ref(), &reference)?)
                .await?;
            Ok(show(&medink, &view))
        }
        DoctorCommand::Update { details } => {
            let profile: DoctorProfile = profile_of(context, details.as_deref(), false)
                .await?
                .ok_or_else(|| Error::new(Kind::Usage, said!("cli-no-profile")))?;
            let actor = context.actor(&medink).await?;
            Ok(plain(
                &medink,
                context
                    .operation(&medink, &actor)
                    .update_doctor_profile(&profile)
                    .await?,
                "The directory has the new profile.",
            ))
        }
        DoctorCommand::Patients => patients(context, &medink).await,
    }
}

async fn list(context: &Context, medink: &Medink) -> Result<Answer> {
    let views = medink.doctors().await?;
    let rows = views
        .iter()
        .map(|view| {
            let field = |get: fn(&DoctorProfile) -> Option<String>| {
                view.profile.as_ref().and_then(get).unwrap_or_else(|| "-".into())
            };
            vec![
                medink.address(&view.doctor.account),
                status(view.doctor.status).to_owned(),
                verified(medink, view.doctor.attested.as_ref().map(|it| &it.by)),
                field(|p| Some(p.name.clone())),
                field(|p| p.specialty.clone()),
                field(|p| p.organization.clone()),
            ]
        })
        .collect::<Vec<_>>();
    let text = match rows.is_empty() {
        true => {
            "No doctor is registered yet. An admin does it with: medink admin register-doctor CARD".to_owned()
        }
        false => context.table(
            &[
                Address("ADDRESS"),
                Whole("STATUS"),
                Whole("VERIFIED"),
                Words("NAME"),
                Words("SPECIALTY"),
                Words("ORGANIZATION"),
            ],
            rows,
        ),
    };
    let data: Vec<Value> = views.iter().map(|view| doctor_json(medink, view)).collect();
    Ok(Answer::new(json!({ "doctors": data }), text))
}

/// A doctor of the directory.
pub fn show(medink: &Medink, view: &DoctorView) -> Answer {
    let mut rows = vec![
        ("address".to_owned(), medink.address(&view.doctor.account)),
        ("status".to_owned(), status(view.doctor.status).to_owned()),
        ("registered".to_owned(), when::show(view.doctor.registered)),
    ];
    rows.extend(profile_rows(view.profile.as_ref()));
    if let (Some(profile), Some((_, name))) =
        (&view.profile, rows.iter_mut().find(|(field, _)| field == "name"))
    {
        let by = view.doctor.attested.map(|attested| medink.address(&attested.by));
        *name = name_with_standing(&profile.name, by.as_deref()).to_string();
    }
    if view.profile.is_none() {
        let why = if view.doctor.profile.is_empty() {
            "none yet"
        } else {
            "sealed with another directory key than this deployment file's"
        };
        rows.push(("profile".to_owned(), why.to_owned()));
    }
    let rows: Vec<(&str, String)> = rows
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    Answer::new(doctor_json(medink, view), fields(&rows))
}

async fn patients(context: &Context, medink: &Medink) -> Result<Answer> {
    let me = context.address(medink.chain.as_ref(), &context.acting()?)?;
    let now = now_ms()?;
    let entries = medink.patients_of(me).await?;
    let rows = entries
        .iter()
        .map(|c| {
            vec![
                medink.address(&c.patient),
                scope_words(&c.scope),
                when::left(c.until, now).to_string(),
                when::show(c.until),
            ]
        })
        .collect::<Vec<_>>();
    let text = match rows.is_empty() {
        true => "No patient has given a consent. A patient does it with: medink consent grant".to_owned(),
        false => context.table(
            &[Address("PATIENT"), Whole("SCOPE"), Whole("LEFT"), Whole("UNTIL")],
            rows,
        ),
    };
    let data: Vec<Value> = entries.iter().map(|c| entry_json(medink, c, now)).collect();
    Ok(Answer::new(json!({ "patients": data }), text))
}

fn doctor_json(medink: &Medink, view: &DoctorView) -> Value {
    json!({
        "address": medink.address(&view.doctor.account),
        "status": status(view.doctor.status),
        "registered_ms": view.doctor.registered,
        "profile": view.profile,
        "attested": view.doctor.attested.map(|it| json!({ "by": medink.address(&it.by), "at_ms": it.at })),
    })
}

/// Who stands behind what a profile says, in a table's words.
pub fn verified(medink: &Medink, attested_by: Option<&AccountId>) -> String {
    match attested_by {
        None => "self-declared".to_owned(),
        Some(by) => format!("by {}", medink.short_address(by)),
    }
}

fn status(status: DoctorStatus) -> &'static str {
    match status {
        DoctorStatus::Active => "active",
        DoctorStatus::Suspended => "suspended",
    }
}
