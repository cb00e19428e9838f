//! The pages of admins. Each page is a file of its own below this one.

mod activity;
mod admins;
mod balances;
pub mod desk;
mod doctors;
mod export;
pub mod funding;
mod health;
mod home;
mod log;
mod parameters;
mod proposals;
mod register;
mod report;
mod table;
mod verify;
pub mod work;

use crate::{Fields, Inside, Shared};
use axum::Router;
use medink_core::Step;
use medink_core::error::Result;
use medink_types::{AccountId, Decision, Page};
use medink_words::Said;

/// How many people or entries a page shows; the parameters may allow fewer.
const ON_A_PAGE: u32 = 25;

/// The pages of admins.
pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(home::routes())
        .merge(health::routes())
        .merge(register::routes())
        .merge(table::routes())
        .merge(report::routes())
        .merge(balances::routes())
        .merge(doctors::routes())
        .merge(admins::routes())
        .merge(parameters::routes())
        .merge(proposals::routes())
        .merge(log::routes())
        .merge(export::routes())
        .merge(activity::routes())
        .merge(verify::routes())
}

/// Where a page of a list is in the whole, and its neighbours: what `admin/pager.html` shows.
struct Pager {
    /// The list's own path: a form's answer is at the form's.
    list: &'static str,
    /// The place of its first row, from 0.
    start: u64,
    /// The place behind its last row.
    end: u64,
    total: u64,
    earlier: Option<u64>,
    next: Option<u64>,
}

impl Pager {
    /// Of a page that begins at `start` of the list at this path, which is shown `step` rows at a time.
    fn of<T>(list: &'static str, start: u64, step: u32, page: &Page<T>) -> Self {
        let rows = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
        Pager {
            list,
            start,
            end: start.saturating_add(rows),
            total: page.total,
            earlier: (start > 0).then(|| start.saturating_sub(u64::from(step))),
            next: page.next,
        }
    }
}

/// Where a page of a list begins, as its links say.
fn start_of(fields: &Fields) -> u64 {
    fields.get("start").parse().unwrap_or_default()
}

/// What came of a proposal that took these transactions: what was to be said when it is done, or how it stands.
async fn decided(inside: &Inside, decision: Decision, steps: &[Step], when_done: Said) -> Result<Said> {
    match decision {
        Decision::CarriedOut => Ok(when_done),
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
