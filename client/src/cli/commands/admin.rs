//! `medink admin ...`.

use crate::cli::args::{AdminCommand, Registration};
use crate::cli::commands::{done, plain, profile_of};
use crate::cli::context::{Context, read_small};
use crate::cli::output::Answer;
use crate::core::profile::{DoctorProfile, PatientProfile};
use crate::core::registration::{Newcomer, card_in, parse_amount};
use crate::core::{Done, Medink};
use crate::error::{Error, Kind, Result};
use medink_seal::card::{Card, PREFIX};
use medink_types::AccountId;
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
            let who = Newcomer::Doctor(profile.as_ref());
            registered(
                &medink,
                &medink.register(&actor, &card, who, fund).await?,
                "doctor",
            )
        }
        AdminCommand::RegisterPatient(what) => {
            let (card, fund) = checked(&medink, &what)?;
            let profile: Option<PatientProfile> = profile_of(context, what.details.as_deref(), true)?;
            let who = Newcomer::Patient(profile.as_ref());
            registered(
                &medink,
                &medink.register(&actor, &card, who, fund).await?,
                "patient",
            )
        }
    })
}

fn registered(medink: &Medink, made: &Done<AccountId>, role: &str) -> Answer {
    let address = medink.address(&made.value);
    done(
        medink,
        &made.steps,
        json!({ "address": address, "role": role }),
        &format!("{address} is registered as a {role}."),
    )
}

/// The card and the amount, checked before anything is submitted.
fn checked(medink: &Medink, what: &Registration) -> Result<(Card, Option<u128>)> {
    let token = medink.chain.identity().token;
    let fund = match &what.fund {
        Some(amount) => Some(parse_amount(amount, &token)?),
        None => None,
    };
    Ok((card(&what.card)?, fund))
}

fn card(given: &str) -> Result<Card> {
    if given.starts_with(PREFIX) {
        return card_in(given);
    }
    card_in(&read_small(Path::new(given), "the registration card")?)
}
