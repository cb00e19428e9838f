//! System parameters with what they mean, and the pause.

use super::decided;
use crate::show::When;
use crate::told::untranslated;
use crate::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::about::About;
use medink_core::error::{Error, Kind, Result};
use medink_core::when;
use medink_types::{AuditParameters, SystemParameters, bounds};

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/parameters", get(show).post(save))
        .route("/admin/pause", post(pause))
        .route("/admin/resume", post(resume))
}

#[derive(Template)]
#[template(path = "admin/parameters.html")]
struct Page {
    frame: Frame,
    system: SystemParameters,
    /// Until when the system is paused now, if it is.
    paused: Option<When>,
    /// How long new code has to be announced.
    notice: String,
    log: AuditParameters,
    most_days: u32,
    most_page: u32,
    form: Fields,
    problem: Option<Error>,
}

async fn page(inside: &AsAdmin, form: Option<Fields>, problem: Option<Error>) -> Result<Page> {
    let system = inside.medink.system_parameters().await?;
    let log = inside.medink.audit_parameters().await?;
    Ok(Page {
        frame: inside.frame(),
        form: form.unwrap_or_else(|| {
            Fields::of([
                (
                    "self_registration",
                    if system.self_registration { "on" } else { "" }.to_owned(),
                ),
                ("longest_consent_days", system.longest_consent_days.to_string()),
                ("max_page", system.max_page.to_string()),
                ("log_max_page", log.max_page.to_string()),
                ("quorum", system.quorum.to_string()),
                ("upgrade_notice", when::length(system.upgrade_notice_s)),
            ])
        }),
        notice: when::length(system.upgrade_notice_s),
        system,
        paused: inside.medink.paused_until().await?.map(When),
        log,
        most_days: bounds::CONSENT_DAYS,
        most_page: bounds::PAGE,
        problem,
    })
}

async fn show(inside: AsAdmin) -> Answer {
    let page = page(&inside, None, None).await?;
    inside.page(page)
}

fn number(form: &Fields, field: &str, what: &str) -> Result<u32> {
    form.get(field).trim().parse().map_err(|_| {
        Error::new(Kind::Usage, untranslated(format!("{what} is no whole number")))
            .next(untranslated("Write it in digits, such as 30."))
    })
}

async fn save(inside: AsAdmin, form: Fields) -> Answer {
    let (own, given) = (inside.clone(), form.clone());
    let made = inside
        .run(async move {
            let (old, old_log) = (
                own.medink.system_parameters().await?,
                own.medink.audit_parameters().await?,
            );
            let new = SystemParameters {
                self_registration: given.is("self_registration", "on"),
                longest_consent_days: number(&given, "longest_consent_days", "the longest consent")?,
                max_page: number(&given, "max_page", "the largest page")?,
                quorum: u8::try_from(number(&given, "quorum", "the quorum")?).map_err(|_| {
                    Error::new(
                        Kind::Usage,
                        untranslated("the quorum is larger than there can be admins"),
                    )
                    .next(untranslated("Choose at most as many as there are admins."))
                })?,
                upgrade_notice_s: when::parse_length(given.get("upgrade_notice").trim())?,
            };
            let new_log = AuditParameters {
                max_page: number(&given, "log_max_page", "the largest page of the log")?,
            };
            let (system, log) = (
                (new != old).then_some(new),
                (new_log != old_log).then_some(new_log),
            );
            let made = own.operation().change_parameters(system, log).await?;
            let mut changes = Vec::new();
            for (decision, about) in [
                (made.value.system, About::System(old, new)),
                (made.value.log, About::Log(old_log, new_log)),
            ] {
                if let Some(decision) = decision {
                    let about = about.words(&own.medink).map(String::from).unwrap_or_default();
                    let changed = format!("Changed: {about}.");
                    changes.push(decided(&own, decision, &made.steps, &changed).await?);
                }
            }
            Ok((changes, made.steps))
        })
        .await;
    match made {
        Ok((changes, steps)) if changes.is_empty() => {
            inside.done("Nothing was changed.", &steps, "/admin/parameters")
        }
        Ok((changes, steps)) => inside.done(changes.join(" "), &steps, "/admin/parameters"),
        Err(problem) => {
            let page = page(&inside, Some(form), Some(problem)).await?;
            inside.again(page)
        }
    }
}

async fn pause(inside: AsAdmin) -> Answer {
    match inside.operation().pause().await {
        Ok(made) => inside.done(
            "Paused for three days at most. What takes access away goes on: revoking, changing keys, erasing, suspending.",
            &made.steps,
            "/admin/parameters",
        ),
        Err(problem) => {
            let page = page(&inside, None, Some(problem)).await?;
            inside.again(page)
        }
    }
}

async fn resume(inside: AsAdmin) -> Answer {
    match inside.operation().resume().await {
        Ok(made) => inside.done("The system goes on.", &made.steps, "/admin/parameters"),
        Err(problem) => {
            let page = page(&inside, None, Some(problem)).await?;
            inside.again(page)
        }
    }
}
