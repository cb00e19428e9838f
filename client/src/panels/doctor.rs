//! The pages of doctors. Each page is a file of its own below this one.

use crate::panels::{Answer, AsDoctor, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;

/// The pages of doctors.
pub fn routes() -> Router<Shared> {
    Router::new().route("/doctor", get(home))
}

#[derive(Template)]
#[template(path = "doctor/home.html")]
struct Home {
    frame: Frame,
}

async fn home(inside: AsDoctor) -> Answer {
    inside.page(Home {
        frame: inside.frame(),
    })
}
