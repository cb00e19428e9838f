//! The help page: where to begin, for each role, in a few sentences. It is the same for everybody and asks nothing of the
//! chain, so it is there when nothing else works.

use crate::{Answer, Frame, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::get;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/help", get(show))
}

#[derive(Template)]
#[template(path = "help.html")]
struct Page {
    frame: Frame,
}

async fn show(visit: Visit) -> Answer {
    let page = Page { frame: visit.frame() };
    visit.page(page)
}
