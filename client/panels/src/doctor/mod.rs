//! The pages of doctors. Each page is a file of its own below this one.

mod notes;
mod patient;
mod patients;
mod profile;
mod record;

use crate::show::{self, Person, When};
use crate::told::untranslated;
use crate::{AsDoctor, Shared};
use axum::Router;
use medink_core::chart::Chart;
use medink_core::consents;
use medink_core::error::{Error, Kind, Result};
use medink_core::now_ms;
use medink_core::records::Listed;
use medink_core::versions::{Versions, versions};
use medink_core::when;
use medink_types::{AccountId, ConsentEntry, ScopeSummary};
use std::collections::HashMap;
use std::sync::Arc;

/// The pages of doctors.
pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(patients::routes())
        .merge(patient::routes())
        .merge(record::routes())
        .merge(notes::routes())
        .merge(profile::routes())
}

/// A consent as pages show it.
pub(crate) struct Consent {
    scope: String,
    whole: bool,
    purpose: &'static str,
    code: &'static str,
    until: When,
    /// How long it is still good; none when it is over.
    left: Option<String>,
    /// Not yet begun: when it begins.
    from: Option<When>,
}

impl Consent {
    fn of(entry: &ConsentEntry) -> Result<Self> {
        let now = now_ms()?;
        Ok(Consent {
            scope: match &entry.scope {
                ScopeSummary::WholeHistory { .. } => consents::scope_words(&entry.scope),
                ScopeSummary::Records(_) => format!("records {}", consents::scope_words(&entry.scope)),
            },
            whole: matches!(entry.scope, ScopeSummary::WholeHistory { .. }),
            purpose: show::purpose(&entry.purpose),
            code: consents::purpose_code(entry.purpose),
            until: When(entry.until),
            left: (entry.until > now).then(|| when::left(entry.until, now)),
            from: (entry.from > now).then_some(When(entry.from)),
        })
    }

    /// Whether it opens anything now.
    fn live(&self) -> bool {
        self.left.is_some() && self.from.is_none()
    }
}

/// Who the patient is and what must not be overlooked, on every page about them.
#[derive(Clone)]
pub struct Banner {
    /// The name in the profile.
    pub name: String,
    /// The date of birth.
    pub birth_date: Option<String>,
    /// Allergies and intolerances, as the patient wrote them.
    pub allergies: Option<String>,
}

/// A patient of the doctor whose pages these are: the consent, and the chart once it was opened.
pub(crate) struct File {
    account: AccountId,
    person: Person,
    consent: Consent,
    scope: ScopeSummary,
    /// Profile and titles, if they were opened since the account was unlocked and may still be seen.
    chart: Option<Arc<Chart>>,
}

/// The account that an address in a path names, whoever it is.
fn patient_at(inside: &AsDoctor, address: &str) -> Result<AccountId> {
    let machine = &inside.app.machine;
    let network = machine.network(inside.medink.chain.as_ref());
    Ok(machine.wallet.address(address, network)?.into())
}

impl File {
    /// The patient that an address in a path names. What was opened before is shown only while the consent lasts.
    async fn open(inside: &AsDoctor, address: &str) -> Result<Self> {
        let account = patient_at(inside, address)?;
        let consent = inside
            .medink
            .consent(account, inside.me())
            .await?
            .ok_or_else(|| {
                Error::new(
                    Kind::Refused,
                    untranslated("this patient has given you no consent, or has taken it back"),
                )
                .next(untranslated(
                    "Ask the patient for one. It is given on the patient's page Consents.",
                ))
            })?;
        let mut chart = inside.unlocked.chart(&account);
        if chart.is_some() && !inside.medink.sees_chart(account, inside.me()).await? {
            // What was opened under it is not to be looked through either.
            inside.unlocked.set_chart(account, None);
            inside.unlocked.forget_list(&account);
            chart = None;
        }
        let name = chart
            .as_ref()
            .and_then(|chart| Some(chart.view.profile.as_ref()?.name.clone()));
        Ok(File {
            account,
            person: Person::of(&inside.medink, &account).declared(name, None),
            consent: Consent::of(&consent)?,
            scope: consent.scope,
            chart,
        })
    }

    /// The path of the patient's page.
    fn path(&self) -> String {
        format!("/doctor/patients/{}", self.person.address)
    }

    /// Whether the consent, while it lasts, covers a version of a record; the doctor's own are always covered.
    fn covers(&self, inside: &AsDoctor, listed: &Listed, first: u32) -> bool {
        let record = &listed.record;
        record.author == inside.me() || self.scope.covers(record.number) || self.scope.covers(first)
    }

    /// Where is asked which records are looked for.
    fn finding(&self) -> String {
        format!("{}/find", self.path())
    }

    /// Where documents for the patient are sent.
    fn upload(&self) -> String {
        format!("{}/upload", self.path())
    }

    /// What nobody who treats the patient may miss; none before the chart was opened.
    fn banner(&self) -> Option<Banner> {
        let profile = self.chart.as_ref()?.view.profile.as_ref()?;
        Some(Banner {
            name: profile.name.clone(),
            birth_date: profile.birth_date.clone(),
            allergies: profile.allergies.clone(),
        })
    }

    /// The records as they are on the chain now, with what is known of each from the chart.
    async fn records(&self, inside: &AsDoctor) -> Result<Vec<Versions>> {
        let listed = inside.operation().list_records(self.account, false).await?;
        let mut records = listed.value;
        let known: HashMap<u32, &Listed> = self
            .chart
            .iter()
            .flat_map(|chart| &chart.records)
            .map(|known| (known.record.number, known))
            .collect();
        for listed in &mut records {
            let same = known
                .get(&listed.record.number)
                .filter(|known| known.record.cid == listed.record.cid);
            listed.details = same
                .and_then(|known| known.details.clone())
                .or_else(|| inside.unlocked.written(self.account, listed.record.number));
            if let Some(fault) = same.and_then(|known| known.fault.clone()) {
                listed.fault = Some(fault);
            }
        }
        Ok(versions(records))
    }
}
