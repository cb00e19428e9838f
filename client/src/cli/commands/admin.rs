//! `medink admin ...`.

use crate::cli::args::{AdminCommand, Registration};
use crate::cli::commands::account::{parse_amount, send_along};
use crate::cli::commands::{done, plain, profile_of};
use crate::cli::context::{Context, read_small};
use crate::cli::output::Answer;
use crate::core::profile::{DoctorProfile, PatientProfile};
use crate::error::{Error, Kind, Result};
use medink_seal::card::Card;
use serde_json::json;
use std::path::Path;

/// Runs one of them.
pub async fn run(context: &Context, command: AdminCommand) -> Result<Answer> {
    let medink = context.open().await?;
    if matches!(command, AdminCommand::List) {
        let admins: Vec<String> = medink
            .admins()
            .await?
            .iter()
            .map(|id| medink.address(id))
            .collect();
        return Ok(Answer::new(json!({ "admins": admins }), admins.join("\n")));
    }
    let actor = context.actor(&medink).await?;
    let who = |reference: &str| context.address(medink.chain.as_ref(), reference);
    Ok(match command {
        AdminCommand::List => {
            return Err(Error::new(
                Kind::Internal,
                "the list of admins was answered before",
            ));
        }
        AdminCommand::Add { account } => plain(
            &medink,
            medink.add_admin(&actor, who(&account)?).await?,
            "The account is an admin now.",
        ),
        AdminCommand::Remove { account } => plain(
            &medink,
            medink.remove_admin(&actor, who(&account)?).await?,
            "The account is no admin any more.",
        ),
        AdminCommand::Suspend { doctor } => plain(
            &medink,
            medink.suspend_doctor(&actor, who(&doctor)?).await?,
            "The doctor is suspended.",
        ),
        AdminCommand::Reinstate { doctor } => plain(
            &medink,
            medink.reinstate_doctor(&actor, who(&doctor)?).await?,
            "The doctor may act again.",
        ),
        AdminCommand::Pause => plain(
            &medink,
            medink.pause(&actor).await?,
            "Paused: every change but the admins' own is refused. End it with: medink admin resume",
        ),
        AdminCommand::Resume => plain(&medink, medink.resume(&actor).await?, "The system goes on."),
        AdminCommand::RegisterDoctor(what) => {
            let (card, fund) = checked(&medink, &what)?;
            let profile: Option<DoctorProfile> = profile_of(context, what.details.as_deref(), true)?;
            let mut made = medink.register_doctor(&actor, &card, profile.as_ref()).await?;
            send_along(&medink, &actor, card.address().into(), fund, &mut made.steps).await?;
            registered(&medink, &card, &made.steps, "doctor")
        }
        AdminCommand::RegisterPatient(what) => {
            let (card, fund) = checked(&medink, &what)?;
            let profile: Option<PatientProfile> = profile_of(context, what.details.as_deref(), true)?;
            let mut made = medink.register_patient(&actor, &card, profile.as_ref()).await?;
            send_along(&medink, &actor, card.address().into(), fund, &mut made.steps).await?;
            registered(&medink, &card, &made.steps, "patient")
        }
    })
}

fn registered(medink: &crate::core::Medink, card: &Card, steps: &[crate::core::Step], role: &str) -> Answer {
    let address = medink.address(&card.address().into());
    done(
        medink,
        steps,
        json!({ "address": address, "role": role }),
        &format!("{address} is registered as a {role}."),
    )
}

/// The card, and the amount checked before anything is submitted.
fn checked<'a>(medink: &crate::core::Medink, what: &'a Registration) -> Result<(Card, Option<&'a str>)> {
    if let Some(amount) = &what.fund {
        parse_amount(amount, &medink.chain.identity().token)?;
    }
    Ok((card(&what.card)?, what.fund.as_deref()))
}

fn card(given: &str) -> Result<Card> {
    if given.starts_with("medink1:") {
        return Ok(Card::parse(given)?);
    }
    let text = read_small(Path::new(given), "the registration card")?;
    // A card may be pasted with the words around it, as `medink account show` prints it.
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("medink1:"))
        .ok_or_else(|| {
            Error::new(Kind::Usage, "there is no registration card in what was given")
                .next("A card starts with medink1: and is printed by: medink account show --card")
        })?;
    Ok(Card::parse(line)?)
}
