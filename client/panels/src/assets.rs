//! Styles, scripts and icons, compiled in. Nothing is fetched from elsewhere.

use crate::Shared;
use axum::Router;
use axum::http::header;
use axum::routing::get;

/// What stands for a picture that can't be shown small.
pub const PICTURE: &str = include_str!("../assets/picture.svg");

/// Where they are served. A browser asks each time: the next start of the program may be of another version.
pub fn routes() -> Router<Shared> {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move {
            (
                [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")],
                text,
            )
        })
    };
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    Router::new()
        .route(
            "/assets/medink.css",
            file("text/css; charset=utf-8", include_str!("../assets/medink.css")),
        )
        .route(
            "/assets/medink.js",
            file(SCRIPT, include_str!("../assets/medink.js")),
        )
        .route(
            "/assets/htmx.js",
            file(SCRIPT, include_str!("../assets/htmx.min.js")),
        )
        .route(
            "/assets/htmx.LICENSE",
            file(
                "text/plain; charset=utf-8",
                include_str!("../assets/htmx.LICENSE"),
            ),
        )
        .route(
            "/assets/icon.svg",
            file("image/svg+xml", include_str!("../assets/icon.svg")),
        )
}
