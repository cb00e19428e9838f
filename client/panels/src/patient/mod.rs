//! The pages of patients. Each page is a file of its own below this one.

mod consents;
mod export;
mod grant;
mod home;
mod log;
pub(crate) mod news;
mod profile;
mod record;
mod records;

use crate::show::Person;
use crate::{Inside, Shared};
use axum::Router;
use medink_core::error::Result;
use medink_core::people::Named;
use medink_core::records::Listed;
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
        .merge(export::routes())
        .merge(profile::routes())
}

/// What the directory calls its doctors.
pub(crate) struct Names(pub(crate) Arc<HashMap<AccountId, Named>>);

impl Names {
    /// Reads the directory.
    pub(crate) async fn read(inside: &Inside) -> Result<Self> {
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
    pub(crate) fn person(&self, inside: &Inside, account: &AccountId) -> Person {
        let person = Person::of(&inside.medink, account);
        match *account == inside.me() {
            true => person.called("you"),
            false => person.named(&inside.medink, self.0.get(account).cloned()),
        }
    }
}

/// The account's own records as they are now, with what is in the stores. Looking also brings the keys up to date, which may
/// take transactions: what they cost is told. Pages that need no more than titles pay nothing: [`Titles`].
async fn own_records(inside: &Inside) -> Result<Vec<Listed>> {
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    let made = inside
        .run(async move { medink.operation(&actor).list_records(actor.id(), true).await })
        .await?;
    if !made.steps.is_empty() {
        inside.tell(
            "Something that others did or that was left over is finished now.",
            &made.steps,
        );
    }
    Ok(made.value)
}

/// What the account's own records are called, by number, as far as is known. Nothing is paid for it.
struct Titles(HashMap<u32, String>);

impl Titles {
    async fn read(inside: &Inside) -> Result<Self> {
        let described = inside.operation().described().await?.into_iter();
        let titles = described.filter_map(|(record, details)| Some((record.number, details?.title)));
        Ok(Titles(titles.collect()))
    }

    /// A record's title; none where it is erased, or can't be read.
    fn of(&self, number: u32) -> Option<String> {
        self.0.get(&number).cloned()
    }
}
