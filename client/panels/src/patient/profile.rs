//! A patient's own profile: look at it and write it.

use crate::{Answer, AsPatient, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::error::Error;
use medink_core::profile::{self, PatientProfile};
use medink_words::said;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/patient/profile", get(show).post(save))
}

#[derive(Template)]
#[template(path = "patient/profile.html")]
struct Page {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
}

async fn show(inside: AsPatient) -> Answer {
    let view = inside.operation().own_patient_profile().await?;
    inside.page(Page {
        frame: inside.frame(),
        form: profile::fields(&view.profile.unwrap_or_default()).into(),
        problem: None,
    })
}

async fn save(inside: AsPatient, form: Fields) -> Answer {
    let (medink, actor, given) = (inside.medink.clone(), inside.actor.clone(), form.clone());
    let made = inside
        .run(async move {
            let profile: PatientProfile = profile::from_fields(|name| given.filled(name))?;
            medink.operation(&actor).update_patient_profile(&profile).await
        })
        .await;
    match made {
        Ok(made) => inside.done(said!("my-profile-written"), &made.steps, "/patient/profile"),
        Err(problem) => inside.again(Page {
            frame: inside.frame(),
            form,
            problem: Some(problem),
        }),
    }
}
