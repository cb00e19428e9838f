//! `medink params ...`.

use crate::args::ParamsCommand;
use crate::commands::admin::decided;
use crate::commands::done;
use crate::context::Context;
use crate::language::told;
use crate::output::{Answer, fields, put};
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::when;
use medink_types::{AuditParameters, Decision, SystemParameters};
use medink_words::said;
use serde_json::json;

/// Runs one of them.
pub async fn run(context: &Context, command: ParamsCommand) -> Result<Answer> {
    let ParamsCommand::Set {
        self_registration,
        longest_consent_days,
        max_page,
        log_max_page,
        quorum,
        upgrade_notice,
    } = command
    else {
        return show(&context.open().await?).await;
    };
    let notice = upgrade_notice.as_deref().map(when::parse_length).transpose()?;
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let old = medink.system_parameters().await?;
    let new = SystemParameters {
        self_registration: self_registration.unwrap_or(old.self_registration),
        longest_consent_days: longest_consent_days.unwrap_or(old.longest_consent_days),
        max_page: max_page.unwrap_or(old.max_page),
        quorum: quorum.unwrap_or(old.quorum),
        upgrade_notice_s: notice.unwrap_or(old.upgrade_notice_s),
    };
    if new.upgrade_notice_s < old.upgrade_notice_s {
        let present = when::length(old.upgrade_notice_s);
        return Err(
            Error::new(Kind::Usage, said!("cli-notice-raised", present = present))
                .next(said!("cli-notice-raised-next")),
        );
    }
    let log = match log_max_page {
        Some(max_page) if medink.audit_parameters().await?.max_page != max_page => {
            Some(AuditParameters { max_page })
        }
        _ => None,
    };
    let made = context
        .operation(&medink, &actor)
        .change_parameters((new != old).then_some(new), log)
        .await?;
    let waiting: Vec<u32> = [made.value.system, made.value.log]
        .into_iter()
        .flatten()
        .filter_map(waits)
        .collect();
    let told_now = async {
        let Answer { data, text, .. } = show(&medink).await?;
        let head = match (made.steps.is_empty(), waiting.is_empty()) {
            (true, _) => told(&said!("cli-nothing-to-change")),
            (false, true) => told(&said!("cli-changed")),
            (false, false) => waiting_words(&medink, &waiting).await?,
        };
        Ok((data, format!("{head}\n{text}")))
    };
    let (mut data, text) = medink.after(&made.steps, told_now.await)?;
    put(&mut data, "proposals", json!(waiting));
    Ok(done(&medink, &made.steps, data, &text))
}

/// The number of the proposal that waits, if one does.
fn waits(decision: Decision) -> Option<u32> {
    match decision {
        Decision::CarriedOut => None,
        Decision::Waits { number } => Some(number),
    }
}

/// What is not changed yet, and what it takes.
async fn waiting_words(medink: &Medink, numbers: &[u32]) -> Result<String> {
    let mut lines = Vec::with_capacity(numbers.len());
    for number in numbers {
        let (line, _) = decided(medink, Decision::Waits { number: *number }, &said!("cli-changed")).await?;
        lines.push(line);
    }
    Ok(lines.join("\n"))
}

async fn show(medink: &Medink) -> Result<Answer> {
    let system = medink.system_parameters().await?;
    let log = medink.audit_parameters().await?;
    let paused = medink.paused_until().await?;
    let paused_words = match paused {
        Some(until) => said!("cli-until", until = when::show(until)),
        None => said!("cli-no"),
    };
    let open = match system.self_registration {
        true => said!("cli-true"),
        false => said!("cli-false"),
    };
    let text = fields(
        &[
            (said!("field-paused"), paused_words),
            (said!("field-self-registration"), open),
            (
                said!("field-longest-consent"),
                said!("length-days", count = system.longest_consent_days),
            ),
            (said!("field-page"), said!("cli-entries", count = system.max_page)),
            (
                said!("field-log-page"),
                said!("cli-entries", count = log.max_page),
            ),
            (said!("field-quorum"), said!("cli-admins", count = system.quorum)),
            (said!("field-notice"), when::length(system.upgrade_notice_s)),
        ]
        .map(|(name, value)| (told(&name), told(&value))),
    );
    let data = json!({
        "paused": paused.is_some(),
        "paused_until_ms": paused,
        "self_registration": system.self_registration,
        "longest_consent_days": system.longest_consent_days,
        "max_page": system.max_page,
        "log_max_page": log.max_page,
        "quorum": system.quorum,
        "upgrade_notice_s": system.upgrade_notice_s,
    });
    Ok(Answer::new(data, text))
}
