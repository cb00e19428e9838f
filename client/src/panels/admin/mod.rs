//! The pages of admins. Each page is a file of its own below this one.

mod activity;
mod admins;
mod doctors;
mod home;
mod log;
mod parameters;
mod register;
mod verify;

use crate::error::Result;
use crate::panels::{Inside, Shared};
use axum::Router;
use medink_types::AccountId;

/// How many people or entries a page shows; the parameters may allow fewer.
const ON_A_PAGE: u32 = 25;

/// The pages of admins.
pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(home::routes())
        .merge(register::routes())
        .merge(doctors::routes())
        .merge(admins::routes())
        .merge(parameters::routes())
        .merge(log::routes())
        .merge(activity::routes())
        .merge(verify::routes())
}

/// Who is meant: an address, or the name of an account of this machine.
fn account(inside: &Inside, given: &str) -> Result<AccountId> {
    let machine = &inside.app.machine;
    let network = machine.network(inside.medink.chain.as_ref());
    Ok(machine.wallet.address(given.trim(), network)?.into())
}
