//! `medink params ...`.

use crate::cli::args::ParamsCommand;
use crate::cli::commands::done;
use crate::cli::context::Context;
use crate::cli::output::{Answer, fields};
use crate::core::Medink;
use crate::error::Result;
use medink_types::{AuditParameters, SystemParameters};
use serde_json::json;

/// Runs one of them.
pub async fn run(context: &Context, command: ParamsCommand) -> Result<Answer> {
    let medink = context.open().await?;
    let ParamsCommand::Set {
        self_registration,
        longest_consent_days,
        max_page,
        log_max_page,
    } = command
    else {
        return show(&medink).await;
    };
    let actor = context.actor(&medink).await?;
    let mut steps = Vec::new();
    let old = medink.system_parameters().await?;
    let new = SystemParameters {
        self_registration: self_registration.unwrap_or(old.self_registration),
        longest_consent_days: longest_consent_days.unwrap_or(old.longest_consent_days),
        max_page: max_page.unwrap_or(old.max_page),
        ..old
    };
    if new != old {
        steps.extend(medink.set_system_parameters(&actor, new).await?.steps);
    }
    if let Some(max_page) = log_max_page
        && medink.audit_parameters().await?.max_page != max_page
    {
        steps.extend(
            medink
                .set_audit_parameters(&actor, AuditParameters { max_page })
                .await?
                .steps,
        );
    }
    let now = show(&medink).await?;
    let head = if steps.is_empty() {
        "Nothing to change."
    } else {
        "Changed."
    };
    Ok(done(&medink, &steps, now.data, &format!("{head}\n{}", now.text)))
}

async fn show(medink: &Medink) -> Result<Answer> {
    let system = medink.system_parameters().await?;
    let log = medink.audit_parameters().await?;
    let text = fields(&[
        ("paused", system.paused.to_string()),
        ("self-registration", system.self_registration.to_string()),
        ("longest consent", format!("{} days", system.longest_consent_days)),
        ("largest page", format!("{} entries", system.max_page)),
        ("largest page of the log", format!("{} entries", log.max_page)),
    ]);
    let data = json!({
        "paused": system.paused,
        "self_registration": system.self_registration,
        "longest_consent_days": system.longest_consent_days,
        "max_page": system.max_page,
        "log_max_page": log.max_page,
    });
    Ok(Answer::new(data, text))
}
