//! `medink consent ...`.

use crate::args::{ConsentCommand, PurposeArg};
use crate::commands::done;
use crate::context::Context;
use crate::language::{plain, told};
use crate::output::{Answer, put};
use crate::table::Column::{Address, Whole};
use medink_core::consents::{Cover, Wish, covers, purpose_code};
use medink_core::error::Result;
use medink_core::when;
use medink_core::{Medink, now_ms};
use medink_types::{ConsentEntry, Purpose, ScopeSummary, bounds};
use medink_words::said;
use serde_json::{Value, json};

/// Runs one of them.
pub async fn run(context: &Context, command: ConsentCommand) -> Result<Answer> {
    // What can be read wrong is read before anything is opened.
    let command = match command {
        ConsentCommand::Grant {
            doctor,
            records,
            without_profile,
            purpose,
            from,
            until,
            ..
        } => {
            let cover = if records.is_empty() {
                Cover::WholeHistory
            } else {
                let profile = (!without_profile).then_some(bounds::PROFILE);
                Cover::Records(profile.into_iter().chain(records).collect())
            };
            let from = from.as_deref().map(when::parse).transpose()?.unwrap_or(0);
            Command::Grant {
                doctor,
                cover,
                purpose: purpose.into(),
                from,
                until: when::parse_end(&until)?,
            }
        }
        ConsentCommand::Revoke { doctor, reencrypt } => Command::Revoke { doctor, reencrypt },
        ConsentCommand::List => Command::List,
    };
    let medink = context.open().await?;
    match command {
        Command::List => list(context, &medink).await,
        Command::Grant {
            doctor,
            cover,
            purpose,
            from,
            until,
        } => {
            let doctor = context.address(medink.chain.as_ref(), &doctor)?;
            let actor = context.actor(&medink).await?;
            let wish = Wish {
                doctor,
                cover,
                purpose,
                from,
                until,
            };
            let made = context.operation(&medink, &actor).grant(&wish).await?;
            let head = said!(
                "cli-consent-given",
                doctor = medink.address(&doctor),
                until = when::show(until)
            );
            Ok(done(
                &medink,
                &made.steps,
                json!({ "doctor": medink.address(&doctor), "until_ms": until }),
                &told(&head),
            ))
        }
        Command::Revoke { doctor, reencrypt } => {
            let doctor = context.address(medink.chain.as_ref(), &doctor)?;
            let actor = context.actor(&medink).await?;
            let made = context
                .operation(&medink, &actor)
                .revoke(doctor, reencrypt)
                .await?;
            let revoked = said!(
                "cli-consent-revoked",
                generation = made.value.generation,
                doctor = medink.address(&doctor)
            );
            let mut head = format!("{}\n{}", told(&revoked), told(&said!("cli-not-unseen")));
            let mut data = json!({ "doctor": medink.address(&doctor), "generation": made.value.generation });
            if let Some(again) = &made.value.reencrypted {
                let done = said!("cli-reencrypted", count = again.records);
                head.push_str(&format!("\n{}", told(&done)));
                if !again.missing.is_empty() {
                    let missing = said!("cli-not-reencrypted", count = again.missing.len());
                    head.push_str(&format!(" {}", told(&missing)));
                }
                put(
                    &mut data,
                    "reencrypted",
                    json!({ "records": again.records, "missing": again.missing }),
                );
            }
            Ok(done(&medink, &made.steps, data, &head))
        }
    }
}

enum Command {
    Grant {
        doctor: String,
        cover: Cover,
        purpose: Purpose,
        from: u64,
        until: u64,
    },
    Revoke {
        doctor: String,
        reencrypt: bool,
    },
    List,
}

async fn list(context: &Context, medink: &Medink) -> Result<Answer> {
    let me = context.address(medink.chain.as_ref(), &context.acting()?)?;
    let now = now_ms()?;
    let entries = medink.consents_of(me).await?;
    let standings = medink.standings(&entries).await?;
    let rows = entries
        .iter()
        .map(|c| {
            let purpose = purpose_code(c.purpose).to_owned();
            vec![
                medink.address(&c.doctor),
                plain(&covers(&c.scope)),
                purpose,
                plain(&when::left(c.until, now)),
                when::show(c.until),
            ]
        })
        .collect::<Vec<_>>();
    let text = match rows.is_empty() {
        true => told(&said!(
            "cli-consents-none",
            command = "medink consent grant DOCTOR --whole-history --until 30d"
        )),
        false => {
            let mut text = context.table(
                &[
                    Address("head-doctor"),
                    Whole("head-scope"),
                    Whole("head-purpose"),
                    Whole("head-left"),
                    Whole("head-until"),
                ],
                rows,
            );
            for (entry, standing) in entries.iter().zip(&standings) {
                if let Some(words) = standing.words() {
                    let line = said!("core-at", place = medink.address(&entry.doctor), what = words);
                    text.push_str(&format!("\n{}", told(&line)));
                }
            }
            text
        }
    };
    let data: Vec<Value> = entries
        .iter()
        .zip(&standings)
        .map(|(entry, standing)| {
            let mut data = entry_json(medink, entry, now);
            put(&mut data, "suspended", json!(standing.suspended));
            put(&mut data, "old_key", json!(standing.old_key));
            data
        })
        .collect();
    Ok(Answer::new(json!({ "consents": data }), text))
}

/// A consent for programs.
pub fn entry_json(medink: &Medink, entry: &ConsentEntry, now: u64) -> Value {
    let records = match &entry.scope {
        ScopeSummary::WholeHistory { .. } => Value::Null,
        ScopeSummary::Records(numbers) => json!(numbers),
    };
    json!({
        "patient": medink.address(&entry.patient),
        "doctor": medink.address(&entry.doctor),
        "whole_history": matches!(entry.scope, ScopeSummary::WholeHistory { .. }),
        "records": records,
        "purpose": purpose_code(entry.purpose),
        "from_ms": entry.from,
        "until_ms": entry.until,
        "live": entry.from <= now && now < entry.until,
    })
}

impl From<PurposeArg> for Purpose {
    fn from(arg: PurposeArg) -> Self {
        match arg {
            PurposeArg::Treat => Purpose::Treatment,
            PurposeArg::Etreat => Purpose::EmergencyTreatment,
            PurposeArg::Caremgt => Purpose::CareManagement,
            PurposeArg::Hpaymt => Purpose::Payment,
            PurposeArg::Hoperat => Purpose::Operations,
            PurposeArg::Hresch => Purpose::Research,
            PurposeArg::Pubhlth => Purpose::PublicHealth,
            PurposeArg::Patrqt => Purpose::PatientRequest,
        }
    }
}
