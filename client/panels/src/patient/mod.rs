//! The pages of patients. Each page is a file of its own below this one.

mod consents;
mod grant;
mod home;
mod log;
mod profile;
mod record;
mod records;

use crate::show::Person;
use crate::{Inside, Shared};
use axum::Router;
use medink_core::error::Result;
use medink_core::people::Named;
use medink_types::AccountId;
use std::collections::HashMap;
use std::sync::Arc;

/// The pages of patients.
pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(home::routes())
        .merge(records::routes())
        .merge(record::routes())
        .merge(consents::routes())
        .merge(grant::routes())
        .merge(log::routes())
        .merge(profile::routes())
}

/// What the directory calls its doctors.
struct Names(Arc<HashMap<AccountId, Named>>);

impl Names {
    /// Reads the directory.
    async fn read(inside: &Inside) -> Result<Self> {
        let names: HashMap<AccountId, Named> = inside
            .medink
            .doctors()
            .await?
            .into_iter()
            .filter_map(|view| Some((view.doctor.account, view.named()?)))
            .collect();
        Ok(Names(Arc::new(names)))
    }

    /// An account with the name that is known of it.
    fn person(&self, inside: &Inside, account: &AccountId) -> Person {
        let person = Person::of(&inside.medink, account);
        match *account == inside.me() {
            true => person.called("you"),
            false => person.named(&inside.medink, self.0.get(account).cloned()),
        }
    }
}
