//! The pages of doctors. Each page is a file of its own below this one.

mod notes;
mod patient;
mod patients;
mod profile;
mod record;
mod templates;
mod visit;

use crate::frame::Notice;
use crate::session::Attending;
use crate::show::{Person, When};
use crate::{AsDoctor, Shared, Voice, terms};
use askama::filters::{Html as AsHtml, HtmlSafe, escape};
use axum::Router;
use medink_core::chart::Chart;
use medink_core::consents;
use medink_core::doctor_visit::{DoctorVisit, Over, Reason};
use medink_core::error::{Error, Kind, Result};
use medink_core::records::Listed;
use medink_core::versions::{Versions, versions};
use medink_core::when;
use medink_types::{AccountId, ConsentEntry, Purpose, RecordState, ScopeSummary, bounds};
use medink_words::{Said, said};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// The pages of doctors.
pub fn routes() -> Router<Shared> {
    Router::new()
        .merge(patients::routes())
        .merge(patient::routes())
        .merge(record::routes())
        .merge(visit::routes())
        .merge(notes::routes())
        .merge(templates::routes())
        .merge(profile::routes())
}

/// A consent as pages show it.
pub(crate) struct Consent {
    scope: Said,
    whole: bool,
    purpose: Purpose,
    until: When,
    /// How long it is still good; none when it is over.
    left: Option<Said>,
    /// Not yet begun: when it begins.
    from: Option<When>,
}

impl Consent {
    /// As it stands at `now`, in milliseconds since 1970-01-01.
    fn of(entry: &ConsentEntry, now: u64) -> Self {
        Consent {
            scope: consents::covers(&entry.scope),
            whole: matches!(entry.scope, ScopeSummary::WholeHistory { .. }),
            purpose: entry.purpose,
            until: When(entry.until),
            left: (entry.until > now).then(|| when::left(entry.until, now)),
            from: (entry.from > now).then_some(When(entry.from)),
        }
    }

    /// Whether it opens anything now.
    fn live(&self) -> bool {
        self.left.is_some() && self.from.is_none()
    }

    /// Why it was given, for a page in a language.
    fn purpose_in(&self, voice: &Voice) -> PurposeIn {
        PurposeIn {
            words: voice.text(consents::purpose_words(self.purpose)),
            code: consents::purpose_code(self.purpose),
        }
    }
}

/// A purpose in words, with its code on hover.
struct PurposeIn {
    words: String,
    code: &'static str,
}

impl fmt::Display for PurposeIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = escape(&self.words, AsHtml).map_err(|_| fmt::Error)?;
        write!(f, "<span title=\"{}\">{words}</span>", self.code)
    }
}

impl HtmlSafe for PurposeIn {}

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
    /// The visit that is under way.
    visit: Option<Arc<DoctorVisit>>,
    /// Why the last one is over, where it did not end by hand.
    over: Option<Over>,
    /// Profile and titles, while a visit is under way in which they were opened.
    chart: Option<Arc<Chart>>,
}

/// The visit to a patient's records that is under way, looked up just now; or why the last one is over. What was opened in
/// one that is over is closed.
async fn attending(
    inside: &AsDoctor,
    account: &AccountId,
) -> Result<(Option<Arc<DoctorVisit>>, Option<Over>)> {
    let visit = match inside.unlocked.attending(account) {
        None => return Ok((None, None)),
        Some(Attending::Over(over)) => return Ok((None, Some(over))),
        Some(Attending::Now(visit)) => visit,
    };
    match inside.operation().visit_now(&visit).await? {
        Ok(()) => Ok((Some(visit), None)),
        Err(over) => {
            inside.unlocked.leave(&visit, Some(over));
            Ok((None, Some(over)))
        }
    }
}

/// What a scope covers, with how many records those are, where that was counted.
fn covering(scope: &ScopeSummary, records: Option<usize>) -> Said {
    match (scope.covers(bounds::PROFILE), records) {
        (true, Some(count)) => said!("visit-covers", count = count),
        (true, None) => said!("visit-covers-all"),
        (false, Some(count)) => said!("visit-covers-some", count = count),
        (false, None) => said!("visit-covers-some-all"),
    }
}

/// What was opened under a consent that is gone is forgotten, here and on this machine.
async fn taken_back(inside: &AsDoctor, account: AccountId) -> Error {
    inside.unlocked.forget(&account);
    if let Err(error) = inside.operation().forget_index(account).await {
        inside.session.tell(Notice::warning(error));
    }
    Error::new(Kind::Refused, said!("doctor-no-consent")).next(said!("doctor-no-consent-next"))
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
        let Some(consent) = inside.medink.consent(account, inside.me()).await? else {
            return Err(taken_back(inside, account).await);
        };
        let (visit, over) = attending(inside, &account).await?;
        let chart = visit.as_ref().and_then(|_| inside.unlocked.chart(&account));
        let name = chart
            .as_ref()
            .and_then(|chart| Some(chart.view.profile.as_ref()?.name.clone()));
        Ok(File {
            account,
            person: Person::of(&inside.medink, &account).declared(name, None),
            consent: Consent::of(&consent, inside.medink.now_ms().await?),
            scope: consent.scope,
            visit,
            over,
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

    /// The reasons that a visit may have, the most usual first.
    fn reasons(&self) -> [Reason; 7] {
        Reason::ALL
    }

    /// How many records can be opened: of the visit that is under way, or of the consent.
    fn count(&self, inside: &AsDoctor, records: &[Versions]) -> usize {
        let opens = |record: &&Versions| {
            record.current().is_some_and(|current| {
                let covered = match &self.visit {
                    Some(visit) => visit.covers(&current.record),
                    None => self.covers(inside, current, record.first),
                };
                covered && current.record.state == RecordState::Live
            })
        };
        records.iter().filter(opens).count()
    }

    /// Since when the visit is under way, until when at the latest, and why.
    fn visit_line(&self) -> Option<(When, When, Said)> {
        let visit = self.visit.as_ref()?;
        let reason = terms::reason(&visit.reason);
        Some((When(visit.since), When(visit.until()), reason))
    }

    /// What a visit covers, or would cover now.
    fn visit_covers(&self, records: &Option<usize>) -> Said {
        let scope = self.visit.as_ref().map_or(&self.scope, |visit| &visit.scope);
        covering(scope, *records)
    }

    /// Whether a visit can be begun now.
    fn may_begin(&self) -> bool {
        self.visit.is_none() && self.consent.live()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_visit_covers_is_said_with_and_without_the_profile() {
        let all = ScopeSummary::WholeHistory { generation: 1 };
        let covering = |scope: &ScopeSummary, records| covering(scope, records).to_string();
        assert_eq!(covering(&all, Some(12)), "profile, titles and 12 records");
        assert_eq!(
            covering(&all, None),
            "profile, titles and all records of the consent"
        );
        let some = |numbers: &[u32]| ScopeSummary::Records(numbers.to_vec());
        assert_eq!(covering(&some(&[0, 4]), Some(1)), "profile, titles and 1 record");
        assert_eq!(
            covering(&some(&[4]), Some(1)),
            "titles and content of 1 record, not the profile"
        );
        assert_eq!(
            covering(&some(&[4]), None),
            "titles and content of all records of the consent, not the profile"
        );
    }

    #[test]
    fn a_purpose_has_its_code_on_hover() {
        let entry = ConsentEntry {
            patient: [1; 32].into(),
            doctor: [2; 32].into(),
            scope: ScopeSummary::WholeHistory { generation: 1 },
            purpose: Purpose::EmergencyTreatment,
            from: 1,
            until: 60_005,
            key_serial: 1,
        };
        let consent = Consent::of(&entry, 5);
        assert!(consent.live() && consent.left.as_ref().unwrap().to_string() == "1 min left");
        assert_eq!(consent.scope.to_string(), "whole history");
        let english = consent.purpose_in(&Voice::default()).to_string();
        assert_eq!(english, "<span title=\"ETREAT\">emergency treatment</span>");
    }
}
