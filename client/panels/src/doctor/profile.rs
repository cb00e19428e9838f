//! A doctor's own entry in the directory: look at it and write it.

use crate::show::When;
use crate::{Answer, AsDoctor, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::error::Error;
use medink_core::profile::{self, DoctorProfile};
use medink_words::said;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/doctor/profile", get(show).post(save))
}

#[derive(Template)]
#[template(path = "doctor/profile.html")]
struct Page {
    frame: Frame,
    registered: When,
    form: Fields,
    problem: Option<Error>,
}

async fn show(inside: AsDoctor) -> Answer {
    let view = inside.medink.doctor(inside.me()).await?;
    inside.page(Page {
        frame: inside.frame(),
        registered: When(view.doctor.registered),
        form: profile::fields(&view.profile.unwrap_or_default()).into(),
        problem: None,
    })
}

async fn save(inside: AsDoctor, form: Fields) -> Answer {
    let profile: medink_core::Result<DoctorProfile> = profile::from_fields(|name| form.filled(name));
    let made = match profile {
        Ok(profile) => inside.operation().update_doctor_profile(&profile).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => inside.done(said!("entry-saved"), &made.steps, "/doctor/profile"),
        Err(problem) => {
            let view = inside.medink.doctor(inside.me()).await?;
            inside.again(Page {
                frame: inside.frame(),
                registered: When(view.doctor.registered),
                form,
                problem: Some(problem),
            })
        }
    }
}
