//! The pages of admins. Each page is a file of its own below this one.

mod activity;
mod admins;
mod doctors;
mod home;
mod log;
mod parameters;
mod proposals;
mod register;
mod verify;

use crate::{Inside, Shared};
use axum::Router;
use medink_core::Step;
use medink_core::error::Result;
use medink_types::{AccountId, Decision};

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
        .merge(proposals::routes())
        .merge(log::routes())
        .merge(activity::routes())
        .merge(verify::routes())
}

/// What came of a proposal that took these transactions: what was to be said when it is done, or how it stands.
async fn decided(inside: &Inside, decision: Decision, steps: &[Step], when_done: &str) -> Result<String> {
    match decision {
        Decision::CarriedOut => Ok(when_done.to_owned()),
        Decision::Waits { number } => {
            let view = inside.medink.proposal(number).await;
            Ok(inside.medink.after(steps, view)?.words())
        }
    }
}

/// Who is meant: an address, or the name of an account of this machine.
fn account(inside: &Inside, given: &str) -> Result<AccountId> {
    let machine = &inside.app.machine;
    let network = machine.network(inside.medink.chain.as_ref());
    Ok(machine.wallet.address(given.trim(), network)?.into())
}
