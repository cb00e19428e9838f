//! Where an admin begins: what there is, and what there is to do.

use crate::{Answer, AsAdmin, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin", get(show))
}

#[derive(Template)]
#[template(path = "admin/home.html")]
struct Page {
    frame: Frame,
    paused: bool,
    upgrades: usize,
    doctors: u64,
    admins: u64,
    entries: u64,
}

async fn show(inside: AsAdmin) -> Answer {
    let medink = &inside.medink;
    inside.page(Page {
        frame: inside.frame(),
        paused: medink.paused_until().await?.is_some(),
        upgrades: medink.announced_upgrades().await?.len(),
        doctors: medink.doctors_from(0, 1).await?.total,
        admins: medink.admins_from(0, 1).await?.total,
        entries: medink.log_head().await?.count,
    })
}
