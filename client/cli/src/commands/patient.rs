//! `medink patient ...`.

use crate::args::PatientCommand;
use crate::commands::{done, plain, profile_of, profile_rows};
use crate::context::Context;
use crate::language::told;
use crate::output::{Answer, fields};
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::people::PatientView;
use medink_core::profile::PatientProfile;
use medink_core::registration::{Newcomer, card_of};
use medink_core::when;
use medink_words::said;
use serde_json::{Value, json};

/// Runs one of them.
pub async fn run(context: &Context, command: PatientCommand) -> Result<Answer> {
    let medink = context.open().await?;
    match command {
        PatientCommand::Register { details } => {
            let profile: Option<PatientProfile> = profile_of(context, details.as_deref(), true).await?;
            let account = context.account(medink.chain.as_ref()).await?;
            let card = card_of(&account)?;
            let actor = medink_core::Actor::new(account, &medink.deployment)?;
            let made = context
                .operation(&medink, &actor)
                .register(&card, Newcomer::Patient(profile.as_ref()), None)
                .await?;
            Ok(plain(&medink, made, &said!("cli-patient-registered")))
        }
        PatientCommand::Show { patient } => show(context, &medink, patient).await,
        PatientCommand::Update { details } => {
            let profile: PatientProfile = profile_of(context, details.as_deref(), false)
                .await?
                .ok_or_else(|| Error::new(Kind::Usage, said!("cli-no-profile")))?;
            let actor = context.actor(&medink).await?;
            Ok(plain(
                &medink,
                context
                    .operation(&medink, &actor)
                    .update_patient_profile(&profile)
                    .await?,
                &said!("cli-patient-profile"),
            ))
        }
    }
}

async fn show(context: &Context, medink: &Medink, patient: Option<String>) -> Result<Answer> {
    let actor = context.actor(medink).await?;
    let patient = match patient {
        Some(reference) => context.address(medink.chain.as_ref(), &reference)?,
        None => actor.id(),
    };
    let (view, steps) = if patient == actor.id() {
        (
            context.operation(medink, &actor).own_patient_profile().await?,
            Vec::new(),
        )
    } else {
        let made = context.operation(medink, &actor).patient_profile(patient).await?;
        (made.value, made.steps)
    };
    Ok(done(
        medink,
        &steps,
        view_json(medink, &view),
        &view_text(medink, &view),
    ))
}

fn view_text(medink: &Medink, view: &PatientView) -> String {
    let mut rows = vec![
        (
            told(&said!("field-address")),
            medink.address(&view.patient.account),
        ),
        (
            told(&said!("field-registered")),
            when::show(view.patient.registered),
        ),
        (told(&said!("field-records")), view.patient.records.to_string()),
        (
            told(&said!("field-generation")),
            view.patient.generation.to_string(),
        ),
    ];
    rows.extend(profile_rows(view.profile.as_ref()));
    if view.profile.is_none() {
        rows.push((told(&said!("field-profile")), told(&said!("cli-none-yet"))));
    }
    fields(&rows)
}

fn view_json(medink: &Medink, view: &PatientView) -> Value {
    json!({
        "address": medink.address(&view.patient.account),
        "registered_ms": view.patient.registered,
        "records": view.patient.records,
        "generation": view.patient.generation,
        "profile": view.profile,
    })
}
