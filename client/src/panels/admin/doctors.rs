//! The doctors' directory as admins see it: who is in it, suspending, reinstating.

use super::{ON_A_PAGE, account};
use crate::core::people::DoctorView;
use crate::error::Error;
use crate::panels::show::{Person, When};
use crate::panels::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_types::DoctorStatus;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/doctors", get(show))
        .route("/admin/doctors/suspend", post(suspend))
        .route("/admin/doctors/reinstate", post(reinstate))
}

struct Row {
    person: Person,
    specialty: Option<String>,
    organization: Option<String>,
    registered: When,
    active: bool,
}

#[derive(Template)]
#[template(path = "admin/doctors.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    start: u64,
    total: u64,
    earlier: Option<u64>,
    next: Option<u64>,
    problem: Option<Error>,
}

async fn page(inside: &AsAdmin, start: u64, problem: Option<Error>) -> crate::Result<Page> {
    let page = inside.medink.doctors_from(start, ON_A_PAGE).await?;
    let row = |view: DoctorView| {
        let profile = view.profile.unwrap_or_default();
        Row {
            person: Person::of(&inside.medink, &view.doctor.account)
                .named(Some(profile.name).filter(|name| !name.is_empty())),
            specialty: profile.specialty,
            organization: profile.organization,
            registered: When(view.doctor.registered),
            active: view.doctor.status == DoctorStatus::Active,
        }
    };
    Ok(Page {
        frame: inside.frame(),
        rows: page.items.into_iter().map(row).collect(),
        start,
        total: page.total,
        earlier: (start > 0).then(|| start.saturating_sub(u64::from(ON_A_PAGE))),
        next: page.next,
        problem,
    })
}

/// Where a page of the list begins, as its links say.
fn start_of(fields: &Fields) -> u64 {
    fields.get("start").parse().unwrap_or_default()
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    let page = page(&inside, start_of(&query), None).await?;
    inside.page(page)
}

async fn suspend(inside: AsAdmin, form: Fields) -> Answer {
    let made = match account(&inside, form.get("account")) {
        Ok(who) => inside.medink.suspend_doctor(&inside.actor, who).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => inside.done(
            "The doctor is suspended: no consent opens anything for them until they are reinstated.",
            &made.steps,
            &format!("/admin/doctors?start={}", start_of(&form)),
        ),
        Err(problem) => {
            let page = page(&inside, start_of(&form), Some(problem)).await?;
            inside.again(page)
        }
    }
}

async fn reinstate(inside: AsAdmin, form: Fields) -> Answer {
    let made = match account(&inside, form.get("account")) {
        Ok(who) => inside.medink.reinstate_doctor(&inside.actor, who).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => inside.done(
            "The doctor may act again.",
            &made.steps,
            &format!("/admin/doctors?start={}", start_of(&form)),
        ),
        Err(problem) => {
            let page = page(&inside, start_of(&form), Some(problem)).await?;
            inside.again(page)
        }
    }
}
