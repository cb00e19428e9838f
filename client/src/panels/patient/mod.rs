//! The pages of patients. Each page is a file of its own below this one.

mod consents;
mod grant;
mod home;
mod log;
mod profile;
mod record;
mod records;

use crate::error::Result;
use crate::panels::show::Person;
use crate::panels::{Inside, Shared};
use axum::Router;
use medink_types::AccountId;
use std::collections::HashMap;

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

/// The names that are known: the doctors' of the directory, and one's own.
struct Names(HashMap<AccountId, String>);

impl Names {
    /// Reads the directory.
    async fn read(inside: &Inside) -> Result<Self> {
        let mut names: HashMap<AccountId, String> = inside
            .medink
            .doctors()
            .await?
            .into_iter()
            .filter_map(|view| Some((view.doctor.account, view.profile?.name)))
            .collect();
        names.insert(inside.me(), "you".to_owned());
        Ok(Names(names))
    }

    /// An account with the name that is known of it.
    fn person(&self, inside: &Inside, account: &AccountId) -> Person {
        Person::of(&inside.medink, account).named(self.0.get(account).cloned())
    }
}
