//! The panels: pages for patients, doctors and admins, served from within the binary on this machine.
//!
//! A thin face like the command line: handlers read a form, call [`medink_core`], and show what came of it, or the
//! [`medink_core::Error`] in its own words. No rule lives here; what a page does not offer the contracts refuse anyway.
//! Nothing here writes plaintext to a disk, and no page needs a network beyond this machine.
//!
//! # Where things are
//! - [`app`]: what all requests share. [`session`]: who is there, unlocked or not. [`guard`]: what every request has
//!   to pass (host, origin, session, form token, time) before a handler sees it, and the headers of every answer.
//!   [`guesses`]: what makes passwords slow to guess. [`kept`]: what a session remembers between two pages.
//! - [`announced`]: what the admins tell everybody. [`did`]: what a transaction did, in a sentence. [`visit`]: what a
//!   handler takes as argument. [`frame`]: what every page shows around its own. [`voice`]: words in the language of who
//!   looks. [`show`]: values as pages write them. [`finder`]: finding records in a list. [`documents`]: opened records, on
//!   an origin of their own. [`outlet`]: what goes out piece by piece, as long as nobody locks. [`listen`]: sockets and
//!   limits.
//!   [`peer`]: whose program is at the other end. [`picture`]: registration cards read from pictures. [`thumbnail`]: small
//!   pictures in a list. [`once`]: forms that are done once. [`rename`]: the form for a record's title, kind and date.
//! - Pages: [`entry`], [`mod@language`], [`guide`] (help), [`setup`] (with its [`steps`]), [`accounts`] and [`account`] for
//!   everybody; [`patient`], [`doctor`], [`admin`] each with a `routes()`. A page `/doctor/patients` is
//!   `doctor/patients.rs` with its template in `templates/doctor/patients.html`.
//!
//! # How a page is written
//! ```text
//! pub fn routes() -> Router<Shared> { Router::new().route("/doctor/profile", get(show).post(save)) }
//!
//! #[derive(Template)]
//! #[template(path = "doctor/profile.html")]          // {% extends "layout.html" %}
//! struct Page { frame: Frame, form: Fields, problem: Option<Error> }
//!
//! async fn show(inside: AsDoctor) -> Answer {         // AsAdmin, AsDoctor, AsPatient, or Inside for any role
//!     let view = inside.medink.doctor(inside.me()).await?;     // `?`: the error takes the page's place
//!     inside.page(Page { frame: inside.frame(), form: ..., problem: None })
//! }
//!
//! async fn save(inside: AsDoctor, form: Fields) -> Answer {
//!     match inside.operation().update_doctor_profile(&profile).await {
//!         Ok(made) => inside.done("The profile is written.", &made.steps, "/doctor/profile"),
//!         Err(problem) => inside.again(Page { frame: inside.frame(), form, problem: Some(problem) }),
//!     }
//! }
//! ```
//! - After something was done the browser is sent on (303) and the next page shows the sentence, with each
//!   transaction's fee and block folded below it. So a page that is loaded again does nothing twice.
//! - What was done wrong is shown in the form's own page: `{% include "part/problem.html" %}` shows `problem`, and
//!   `value="{{ form.get("name") }}"` keeps what was typed. `again` sends the browser on to a page that shows this with
//!   422, so that going back or loading again sends nothing twice: [`kept`].
//! - A form is `<form method="post">{% include "part/token.html" %}...`: without the token the guard refuses it.
//! - What takes several transactions runs in [`visit::Visit::run`], so that closing the page does not break it off.
//! - Opening a record asks first: a form whose button says what is logged; then [`documents`] shows it.
//! - Words are messages: `frame.say` in a template, `said!` in Rust, and the languages' files (`client/words/locales`).
//! - Times are [`show::When`], addresses [`show::Person`]: both write their own markup.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod account;
pub mod accounts;
pub mod admin;
pub mod announced;
pub mod app;
pub mod assets;
pub mod did;
pub mod doctor;
pub mod documents;
pub mod entry;
pub mod fhir;
pub mod fields;
pub mod finder;
pub mod frame;
pub mod guard;
pub mod guesses;
pub mod guide;
pub mod kept;
pub mod language;
pub mod listen;
pub mod once;
pub mod outlet;
pub mod patient;
pub mod peer;
pub mod picture;
#[doc(hidden)]
pub mod readers;
pub mod rename;
pub mod session;
pub mod setup;
pub mod show;
pub mod steps;
pub mod terms;
pub mod thumbnail;
pub mod told;
pub mod upload;
pub mod visit;
pub mod voice;

pub use app::{App, Options, Shared};
pub use fields::Fields;
pub use frame::Frame;
pub use visit::{Answer, AsAdmin, AsDoctor, AsPatient, Inside, Visit};
pub use voice::Voice;

use axum::Router;
use axum::middleware::from_fn_with_state;

/// Every page, behind the guard.
pub fn router(app: Shared) -> Router {
    Router::new()
        .merge(assets::routes())
        .merge(entry::routes())
        .merge(language::routes())
        .merge(guide::routes())
        .merge(setup::routes())
        .merge(account::routes())
        .merge(accounts::routes())
        .merge(documents::routes())
        .merge(picture::routes())
        .merge(thumbnail::routes())
        .merge(admin::routes())
        .merge(doctor::routes())
        .merge(patient::routes())
        .fallback(visit::nothing_here)
        .method_not_allowed_fallback(visit::only_forms)
        .layer(from_fn_with_state(app.clone(), visit::failures))
        .layer(from_fn_with_state(app.clone(), guard::session))
        .layer(from_fn_with_state(app.clone(), guard::request))
        .with_state(app)
}
