//! System parameters with what they mean, and the pause.

use super::decided;
use crate::show::When;
use crate::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::about::About;
use medink_core::error::{Error, Kind, Result};
use medink_core::when;
use medink_types::{AuditParameters, SystemParameters, bounds};
use medink_words::{Said, Value, said};

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
    notice: Said,
    log: AuditParameters,
    most_days: u32,
    most_page: u32,
    form: Fields,
    problem: Option<Error>,
}

impl Page {
    /// Whether patients may register themselves now, as the messages choose by it.
    fn may(&self) -> Value {
        Value::Choice(if self.system.self_registration {
            "yes"
        } else {
            "no"
        })
    }
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
                ("upgrade_notice", when::length_in_symbols(system.upgrade_notice_s)),
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

/// A number of the form; `wrong` says that it is none.
fn number(form: &Fields, field: &str, wrong: Said) -> Result<u32> {
    form.get(field)
        .trim()
        .parse()
        .map_err(|_| Error::new(Kind::Usage, wrong).next(said!("parameters-bad-next")))
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
                longest_consent_days: number(
                    &given,
                    "longest_consent_days",
                    said!("parameters-bad-consent"),
                )?,
                max_page: number(&given, "max_page", said!("parameters-bad-page"))?,
                quorum: u8::try_from(number(&given, "quorum", said!("parameters-bad-quorum"))?).map_err(
                    |_| {
                        Error::new(Kind::Usage, said!("parameters-large-quorum"))
                            .next(said!("parameters-large-quorum-next"))
                    },
                )?,
                upgrade_notice_s: when::parse_length(given.get("upgrade_notice").trim())?,
            };
            let new_log = AuditParameters {
                max_page: number(&given, "log_max_page", said!("parameters-bad-log-page"))?,
            };
            let (system, log) = (
                (new != old).then_some(new),
                (new_log != old_log).then_some(new_log),
            );
            let made = own.operation().change_parameters(system, log).await?;
            let mut changes: Option<Said> = None;
            for (decision, about) in [
                (made.value.system, About::System(old, new)),
                (made.value.log, About::Log(old_log, new_log)),
            ] {
                if let (Some(decision), Some(about)) = (decision, about.words(&own.medink)) {
                    let changed = said!("parameters-changed", changes = about);
                    let next = decided(&own, decision, &made.steps, changed).await?;
                    changes = Some(match changes {
                        Some(first) => said!("admin-sentences", first = first, next = next),
                        None => next,
                    });
                }
            }
            Ok((changes, made.steps))
        })
        .await;
    match made {
        Ok((changes, steps)) => {
            let text = changes.unwrap_or_else(|| said!("parameters-unchanged"));
            inside.done(text, &steps, "/admin/parameters")
        }
        Err(problem) => {
            let page = page(&inside, Some(form), Some(problem)).await?;
            inside.again(page)
        }
    }
}

async fn pause(inside: AsAdmin) -> Answer {
    match inside.operation().pause().await {
        Ok(made) => inside.done(said!("pause-done"), &made.steps, "/admin/parameters"),
        Err(problem) => {
            let page = page(&inside, None, Some(problem)).await?;
            inside.again(page)
        }
    }
}

async fn resume(inside: AsAdmin) -> Answer {
    match inside.operation().resume().await {
        Ok(made) => inside.done(said!("pause-ended"), &made.steps, "/admin/parameters"),
        Err(problem) => {
            let page = page(&inside, None, Some(problem)).await?;
            inside.again(page)
        }
    }
}
