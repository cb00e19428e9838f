//! The pages of patients. Each page is a file of its own below this one.

mod consents;
mod export;
#[cfg(test)]
mod fixtures;
mod grant;
mod home;
mod log;
pub(crate) mod news;
mod profile;
mod record;
mod records;
mod selected;
pub(crate) mod selection;
mod tag;

use crate::show::Person;
use crate::voice::Words;
use crate::{Inside, Shared};
use axum::Router;
use futures::{StreamExt, TryStreamExt, stream};
use medink_core::error::{Error, Result};
use medink_core::people::Named;
use medink_core::records::Listed;
use medink_core::versions::{Versions, versions};
use medink_types::AccountId;
use medink_words::{Said, said};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The pages of patients.
pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(home::routes())
        .merge(records::routes())
        .merge(record::routes())
        .merge(selected::routes())
        .merge(consents::routes())
        .merge(grant::routes())
        .merge(log::routes())
        .merge(export::routes())
        .merge(profile::routes())
}

/// How many entries of the directory are read side by side.
const SIDE_BY_SIDE: usize = 16;

/// What the directory calls those whom a page names.
pub(crate) struct Names(pub(crate) Arc<HashMap<AccountId, Named>>);

impl Names {
    /// Reads the entries of these accounts, each once. The directory may have a thousand others.
    pub(crate) async fn of(inside: &Inside, accounts: impl IntoIterator<Item = AccountId>) -> Result<Self> {
        let mut accounts: BTreeSet<AccountId> = accounts.into_iter().collect();
        // It is called "you".
        accounts.remove(&inside.me());
        let medink = &inside.medink;
        let names: Vec<(AccountId, Option<Named>)> = stream::iter(accounts)
            .map(|account| async move { Ok::<_, Error>((account, medink.directory_name(account).await?)) })
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        let names = names
            .into_iter()
            .filter_map(|(account, named)| Some((account, named?)));
        Ok(Names(Arc::new(names.collect())))
    }

    /// An account with the name that is known of it.
    pub(crate) fn person(&self, inside: &Inside, account: &AccountId) -> Person {
        let person = Person::of(&inside.medink, account);
        match *account == inside.me() {
            true => person.called(said!("you")),
            false => person.named(&inside.medink, self.0.get(account).cloned()),
        }
    }
}

/// The page of one of the account's own records.
pub(crate) fn record_page(number: &u32) -> String {
    format!("/patient/records/{number}")
}

/// Records by their numbers, one after the other; none where there is none.
pub(crate) fn listed(numbers: &[u32]) -> Option<Said> {
    let mut named = numbers
        .iter()
        .rev()
        .map(|number| said!("about-record", number = *number));
    let last = named.next()?;
    Some(named.fold(last, |rest, first| said!("list", first = first, rest = rest)))
}

/// A record's title in words, where it has none that is known.
fn untitled(number: u32) -> Words {
    said!("record-number", number = number).into()
}

/// Who wrote these records, all versions of them.
pub(crate) fn authors(records: &[Versions]) -> impl Iterator<Item = AccountId> {
    let listed = records.iter().flat_map(Versions::all);
    listed.map(|one| one.record.author)
}

/// The account's own records as they are now, with what is in the stores. Looking also brings the keys up to date, which may
/// take transactions: what they cost is told. Pages that need no more than titles pay nothing: [`Titles`].
async fn own_records(inside: &Inside) -> Result<Vec<Listed>> {
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    let made = inside
        .run(async move { medink.operation(&actor).list_records(actor.id(), true).await })
        .await?;
    if !made.steps.is_empty() {
        inside.tell(said!("my-finished"), &made.steps);
    }
    Ok(made.value)
}

/// The account's own records with what is known of them. Nothing is paid for it, and no store is asked: none counts as away, and
/// what can't be read has no details.
async fn described_versions(inside: &Inside) -> Result<Vec<Versions>> {
    let described = inside.operation().described().await?.into_iter();
    let listed = described.map(|(record, details)| Listed {
        record,
        details,
        fault: None,
        here: true,
    });
    Ok(versions(listed.collect()))
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
