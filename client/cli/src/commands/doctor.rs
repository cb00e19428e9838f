//! `medink doctor ...`.

use crate::args::DoctorCommand;
use crate::commands::consent::entry_json;
use crate::commands::{self, field_name, profile_of, profile_rows};
use crate::context::Context;
use crate::language::{plain, told};
use crate::output::{Answer, fields};
use crate::table::Column::{Address, Whole, Words};
use medink_core::Medink;
use medink_core::consents::covers;
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
            Ok(commands::plain(
                &medink,
                context
                    .operation(&medink, &actor)
                    .update_doctor_profile(&profile)
                    .await?,
                &said!("cli-doctor-profile"),
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
                status_words(view.doctor.status),
                verified(medink, view.doctor.attested.as_ref().map(|it| &it.by)),
                field(|p| Some(p.name.clone())),
                field(|p| p.specialty.clone()),
                field(|p| p.organization.clone()),
            ]
        })
        .collect::<Vec<_>>();
    let text = match rows.is_empty() {
        true => told(&said!(
            "cli-doctors-none",
            command = "medink admin register-doctor CARD"
        )),
        false => context.table(
            &[
                Address("head-address"),
                Whole("head-status"),
                Whole("head-verified"),
                Words("head-name"),
                Words("head-specialty"),
                Words("head-organization"),
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
        (
            told(&said!("field-address")),
            medink.address(&view.doctor.account),
        ),
        (told(&said!("field-status")), status_words(view.doctor.status)),
        (
            told(&said!("field-registered")),
            when::show(view.doctor.registered),
        ),
    ];
    let mut profile = profile_rows(view.profile.as_ref());
    if let (Some(known), Some((_, name))) = (
        &view.profile,
        profile.iter_mut().find(|(field, _)| *field == field_name("name")),
    ) {
        let by = view.doctor.attested.map(|attested| medink.address(&attested.by));
        *name = told(&name_with_standing(&known.name, by.as_deref()));
    }
    rows.extend(profile);
    if view.profile.is_none() {
        let why = match view.doctor.profile.is_empty() {
            true => said!("cli-none-yet"),
            false => said!("cli-other-directory-key"),
        };
        rows.push((told(&said!("field-profile")), told(&why)));
    }
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
                plain(&covers(&c.scope)),
                plain(&when::left(c.until, now)),
                when::show(c.until),
            ]
        })
        .collect::<Vec<_>>();
    let text = match rows.is_empty() {
        true => told(&said!("cli-patients-none", command = "medink consent grant")),
        false => context.table(
            &[
                Address("head-patient"),
                Whole("head-scope"),
                Whole("head-left"),
                Whole("head-until"),
            ],
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
        None => plain(&said!("standing-self-declared")),
        Some(by) => plain(&said!("cli-verified-by", who = medink.short_address(by))),
    }
}

/// In a table's words.
fn status_words(status: DoctorStatus) -> String {
    plain(&match status {
        DoctorStatus::Active => said!("status-active"),
        DoctorStatus::Suspended => said!("status-suspended"),
    })
}

/// For programs.
fn status(status: DoctorStatus) -> &'static str {
    match status {
        DoctorStatus::Active => "active",
        DoctorStatus::Suspended => "suspended",
    }
}
