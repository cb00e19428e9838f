//! The pages of admins. Each page is a file of its own below this one.

use crate::panels::{Answer, AsAdmin, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;

/// The pages of admins.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin", get(home))
}

#[derive(Template)]
#[template(path = "admin/home.html")]
struct Home {
    frame: Frame,
}

async fn home(inside: AsAdmin) -> Answer {
    inside.page(Home {
        frame: inside.frame(),
    })
}
