//! Opened records, on an origin of their own that can read nothing.

use crate::panels::Shared;
use axum::Router;

/// Opened records that wait to be fetched.
#[derive(Default)]
pub struct Documents {}

impl Documents {
    /// Drops what nobody has fetched in time.
    pub fn sweep(&self) {}

    /// Drops all.
    pub fn end(&self) {}
}

/// The vault.
pub fn router(app: Shared) -> Router {
    Router::new().with_state(app)
}
