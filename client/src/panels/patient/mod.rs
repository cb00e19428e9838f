//! The pages of patients. Each page is a file of its own below this one.

mod profile;

use crate::panels::Shared;
use axum::Router;

/// The pages of patients.
pub fn routes() -> Router<Shared> {
    Router::new().merge(profile::routes())
}
