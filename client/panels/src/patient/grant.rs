//! Giving a doctor a consent: find the doctor, say what it covers, why, and until when. Where the doctor has one, the form
//! begins with what that says, so that extending it is a date and a click; the new one takes its place. What is selected in
//! the list of records is chosen beside it, for whoever comes from there: the address has a random name for it, and no number.

use crate::patient::consents::{Row, doctor_of, rows};
use crate::patient::{Names, own_records};
use crate::show::Person;
use crate::{Answer, AsPatient, Fields, Frame, Inside, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::consents::{Cover, Wish, purpose_words};
use medink_core::error::{Error, Kind, Result};
use medink_core::find::date_of;
use medink_core::people::DoctorView;
use medink_core::records::Listed;
use medink_core::versions::versions;
use medink_core::when;
use medink_core::{Done, now_ms};
use medink_types::{ConsentEntry, DoctorStatus, Purpose, RecordState, ScopeSummary, bounds};
use medink_words::{Said, said};
use std::collections::BTreeSet;

/// The purposes that are offered, by the value that the form sends.
const PURPOSES: [(&str, Purpose); 8] = [
    ("treat", Purpose::Treatment),
    ("etreat", Purpose::EmergencyTreatment),
    ("caremgt", Purpose::CareManagement),
    ("hpaymt", Purpose::Payment),
    ("hoperat", Purpose::Operations),
    ("hresch", Purpose::Research),
    ("pubhlth", Purpose::PublicHealth),
    ("patrqt", Purpose::PatientRequest),
];

/// Names in an address, and in the form, what whoever comes by it has selected: see [`crate::patient::selection`].
const WITH: &str = "with";

/// Where access is given to what was kept by this name.
pub(super) fn with(id: &str) -> String {
    format!("/patient/consents/new?{WITH}={id}")
}

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/consents/new", get(start).post(give))
        .route("/patient/consents/doctors", get(found))
}

/// A doctor as the search shows one.
struct Found {
    person: Person,
    specialty: String,
    place: String,
}

impl Found {
    /// What the button beside it does.
    fn choose(&self) -> Said {
        said!("my-doctors-choose-this", doctor = self.person.label())
    }
}

/// A record that can be chosen.
struct Choice {
    number: u32,
    title: String,
    kind: String,
    date: String,
    /// Whether there is a newer version of it.
    older: bool,
}

/// The consent that a doctor has already.
struct Present {
    /// What it covers and until when, as the list shows it.
    row: Row,
    /// What it names and can't be given again: erased, or not here.
    lost: Vec<u32>,
}

impl Present {
    /// What it covers, where the form below has it chosen.
    fn covers(&self) -> Said {
        match self.row.whole() {
            true => self.row.scope.clone(),
            false => said!("my-grant-below"),
        }
    }
}

#[derive(Template)]
#[template(path = "patient/grant.html")]
struct Page {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
    /// The doctor who was chosen; before that the search.
    doctor: Option<Person>,
    found: Vec<Found>,
    records: Vec<Choice>,
    purposes: Vec<(&'static str, Said)>,
    /// The consent that the new one takes the place of.
    present: Option<Present>,
    /// The records that were selected for it.
    selected: Selected,
}

/// What was selected in the list of records, for a consent.
#[derive(Default)]
struct Selected {
    /// What names it; none where nobody comes with one, or it is not known any more.
    with: Option<String>,
    /// Which they are.
    numbers: BTreeSet<u32>,
    /// Whether the form begins with them chosen.
    begins: bool,
    /// Those that can't be given: erased, or not here.
    lost: Vec<u32>,
    /// Whether the doctor has the whole history, and so them as well.
    had: bool,
}

impl Selected {
    /// What a form comes with.
    fn of(inside: &Inside, form: &Fields) -> Self {
        let id = form.get(WITH);
        match inside.unlocked.selection.kept(id) {
            None => Selected::default(),
            Some(numbers) => Selected {
                with: Some(id.to_owned()),
                numbers,
                ..Selected::default()
            },
        }
    }
}

#[derive(Template)]
#[template(path = "patient/doctors.html")]
struct List {
    frame: Frame,
    found: Vec<Found>,
    form: Fields,
    selected: Selected,
}

/// The doctors whose profile or address holds every word that was typed.
async fn search(inside: &Inside, words: &str) -> Result<Vec<Found>> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let fits = |view: &DoctorView, address: &str| {
        let mut text = address.to_lowercase();
        if let Some(profile) = &view.profile {
            for (_, value) in medink_core::profile::fields(profile) {
                text.push(' ');
                text.push_str(&value.to_lowercase());
            }
        }
        words.iter().all(|word| text.contains(word))
    };
    Ok(inside
        .medink
        .doctors()
        .await?
        .into_iter()
        .filter(|view| view.doctor.status == DoctorStatus::Active)
        .filter(|view| fits(view, &inside.medink.address(&view.doctor.account)))
        .map(|view| {
            let person = Person::of(&inside.medink, &view.doctor.account).named(&inside.medink, view.named());
            let profile = view.profile.unwrap_or_default();
            Found {
                person,
                specialty: profile.specialty.unwrap_or_default(),
                place: profile.organization.unwrap_or_default(),
            }
        })
        .collect())
}

async fn found(inside: AsPatient, form: Fields) -> Answer {
    inside.page(List {
        frame: inside.frame(),
        found: search(&inside, form.get("q")).await?,
        selected: Selected::of(&inside, &form),
        form,
    })
}

async fn page(inside: &AsPatient, form: Fields, problem: Option<Error>) -> Result<Page> {
    let chosen = form.filled("doctor").is_some();
    let (mut doctor, mut records, mut found) = (None, Vec::new(), Vec::new());
    let (mut form, mut present) = (form, None);
    let mut selected = Selected::of(inside, &form);
    if chosen {
        let account = doctor_of(inside, &form)?;
        let view = inside.medink.doctor(account).await?;
        doctor = Some(Person::of(&inside.medink, &account).named(&inside.medink, view.named()));
        let listed = own_records(inside).await?;
        let given = inside.medink.consents_of(inside.me()).await?;
        let given = given.into_iter().find(|entry| entry.doctor == account);
        let covered = given
            .as_ref()
            .map(|entry| numbers(&entry.scope))
            .unwrap_or_default();
        records = choices(&listed, &covered);
        let begins = form.get("scope").is_empty();
        let now = now_ms()?;
        // Not where something was chosen already, nor with what one that has ended covered beside what is selected.
        if let Some(entry) = &given
            && begins
            && !(selected.with.is_some() && entry.until <= now)
        {
            form = begun(form.get("doctor"), entry, &records, now);
        }
        if selected.with.is_some() && begins {
            selected.begins = true;
            let there = |number: &&u32| records.iter().any(|one| one.number == **number);
            selected.lost = selected
                .numbers
                .iter()
                .filter(|number| !there(number))
                .copied()
                .collect();
            selected.had = form.is("scope", "whole");
            form = with_selected(form, &selected.numbers, &records);
            // What is chosen stands in front, where it is seen.
            records.sort_by_cached_key(|one| !form.is("record", &one.number.to_string()));
        }
        if let Some(entry) = given {
            let lost = covered.iter().filter(|number| **number != bounds::PROFILE);
            let lost = lost
                .filter(|number| records.iter().all(|one| one.number != **number))
                .copied()
                .collect();
            let names = Names::of(inside, [account]).await?;
            present = rows(inside, &names, vec![entry], now)
                .pop()
                .map(|row| Present { row, lost });
        }
    } else {
        found = search(inside, form.get("q")).await?;
    }
    Ok(Page {
        frame: inside.frame(),
        form,
        problem,
        doctor,
        found,
        records,
        purposes: PURPOSES
            .iter()
            .map(|(value, purpose)| (*value, purpose_words(*purpose)))
            .collect(),
        present,
        selected,
    })
}

/// The form with what was selected chosen, as far as it can be given. Where the doctor has the whole history, that stays.
fn with_selected(form: Fields, selected: &BTreeSet<u32>, choices: &[Choice]) -> Fields {
    if form.is("scope", "whole") {
        return form;
    }
    let begins = form.get("scope").is_empty();
    let chosen: Vec<String> = choices
        .iter()
        .filter(|one| selected.contains(&one.number))
        .map(|one| one.number.to_string())
        .filter(|number| !form.is("record", number))
        .collect();
    let mut fields: Vec<(&str, String)> = Vec::new();
    if begins && !chosen.is_empty() {
        fields.push(("scope", "records".to_owned()));
        // It counts as one of those that a consent can name.
        if chosen.len() < bounds::SCOPE_RECORDS {
            fields.push(("profile", "yes".to_owned()));
        }
    }
    fields.extend(chosen.into_iter().map(|number| ("record", number)));
    form.and(fields)
}

/// What a consent names; nothing for the whole history.
fn numbers(scope: &ScopeSummary) -> Vec<u32> {
    match scope {
        ScopeSummary::WholeHistory { .. } => Vec::new(),
        ScopeSummary::Records(numbers) => numbers.clone(),
    }
}

/// The records that can be chosen: the current version of each, and any other that is covered already. What is covered comes
/// first.
fn choices(listed: &[Listed], covered: &[u32]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for record in versions(listed.to_vec()) {
        let current = record.current().map(|one| one.record.number);
        let offered = record.all().iter().rev().filter(|one| {
            let number = one.record.number;
            one.record.state == RecordState::Live
                && one.here
                && (Some(number) == current || covered.contains(&number))
        });
        choices.extend(offered.map(|one| {
            let details = one.details.as_ref();
            Choice {
                number: one.record.number,
                title: details.map_or_else(String::new, |details| details.title.clone()),
                kind: details.map_or_else(String::new, |details| details.kind.to_string()),
                date: date_of(one),
                older: Some(one.record.number) != current,
            }
        }));
    }
    choices.sort_by_key(|one| !covered.contains(&one.number));
    choices
}

/// The form as the consent that there is would fill it in. One that has ended begins with the usual length.
fn begun(doctor: &str, entry: &ConsentEntry, choices: &[Choice], now: u64) -> Fields {
    let covered = numbers(&entry.scope);
    let whole = matches!(entry.scope, ScopeSummary::WholeHistory { .. });
    let purpose = PURPOSES.iter().find(|(_, purpose)| *purpose == entry.purpose);
    let mut fields = vec![
        ("doctor", doctor.to_owned()),
        ("scope", if whole { "whole" } else { "records" }.to_owned()),
        ("purpose", purpose.map_or("treat", |(value, _)| value).to_owned()),
    ];
    if now < entry.until {
        fields.extend([
            ("until", "date".to_owned()),
            ("date", last_day(entry.until)),
            ("end", entry.until.to_string()),
        ]);
    }
    if covered.contains(&bounds::PROFILE) {
        fields.push(("profile", "yes".to_owned()));
    }
    let offered = choices.iter().filter(|one| covered.contains(&one.number));
    fields.extend(offered.map(|one| ("record", one.number.to_string())));
    Fields::of(fields)
}

/// The day that a consent ends on. It ends before the moment that it names: the day is that of the moment before.
fn last_day(until: u64) -> String {
    when::local_day(until.saturating_sub(1))
}

/// When the consent is to end. Whoever leaves the day as it is leaves the end as it is: a day alone would be that whole day,
/// and so give more than there was.
fn end(form: &Fields) -> Result<u64> {
    let span = form.get("until");
    if span != "date" {
        return when::parse_end(span);
    }
    let day = form.filled("date").ok_or_else(|| {
        Error::new(Kind::Usage, said!("my-grant-no-day")).next(said!("my-grant-no-day-next"))
    })?;
    match form.get("end").parse() {
        Ok(present) if last_day(present) == day => Ok(present),
        _ => when::parse_end(&day),
    }
}

async fn start(inside: AsPatient, form: Fields) -> Answer {
    inside.page(page(&inside, form, None).await?)
}

async fn give(inside: AsPatient, form: Fields) -> Answer {
    match given(&inside, &form).await {
        Ok(made) => {
            inside
                .unlocked
                .selection
                .done(&Selected::of(&inside, &form).numbers);
            let told = match form.is("instead", "yes") {
                true => said!("my-grant-changed"),
                false => said!("my-grant-given"),
            };
            inside.done(told, &made.steps, "/patient/consents")
        }
        Err(problem) => inside.again(page(&inside, form, Some(problem)).await?),
    }
}

async fn given(inside: &AsPatient, form: &Fields) -> Result<Done<()>> {
    let cover = match form.get("scope") {
        "whole" => Cover::WholeHistory,
        _ => {
            let numbers: Vec<u32> = form
                .all("record")
                .filter_map(|number| number.parse().ok())
                .filter(|number| *number != bounds::PROFILE)
                .collect();
            if numbers.is_empty() {
                return Err(Error::new(Kind::Usage, said!("my-grant-none-chosen"))
                    .next(said!("my-grant-none-chosen-next")));
            }
            let profile = form.is("profile", "yes").then_some(bounds::PROFILE);
            Cover::Records(profile.into_iter().chain(numbers).collect())
        }
    };
    let purpose = PURPOSES
        .iter()
        .find(|(value, _)| *value == form.get("purpose"))
        .map(|(_, purpose)| *purpose)
        .ok_or_else(|| Error::new(Kind::Usage, said!("my-grant-no-purpose")).next(said!("my-choose-one")))?;
    let wish = Wish {
        doctor: doctor_of(inside, form)?,
        cover,
        purpose,
        from: 0,
        until: end(form)?,
    };
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    inside
        .run(async move { medink.operation(&actor).grant(&wish).await })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patient::fixtures::listed;

    fn consent(scope: ScopeSummary) -> ConsentEntry {
        ConsentEntry {
            patient: [1; 32].into(),
            doctor: [2; 32].into(),
            scope,
            purpose: Purpose::Research,
            from: 0,
            until: 1_000,
            key_serial: 1,
        }
    }

    #[test]
    fn what_is_covered_stays_chosen_and_what_is_gone_is_not_offered() {
        use RecordState::{Erased, Live};
        let all = [
            listed(1, None, Live, true),
            listed(2, Some(1), Live, true),
            listed(3, None, Erased, false),
            listed(4, None, Live, false),
            listed(5, None, Live, true),
        ];
        let scope = ScopeSummary::Records(vec![bounds::PROFILE, 1, 3, 4]);
        let offered = choices(&all, &numbers(&scope));
        let of = |one: &Choice| (one.number, one.older);
        assert_eq!(
            offered.iter().map(of).collect::<Vec<_>>(),
            [(1, true), (5, false), (2, false)]
        );
        let form = begun("5F", &consent(scope), &offered, 10);
        assert!(form.is("scope", "records") && form.is("profile", "yes") && form.is("purpose", "hresch"));
        assert_eq!(form.all("record").collect::<Vec<_>>(), ["1"]);
        assert!(form.is("until", "date") && form.get("date").len() == 10 && form.is("doctor", "5F"));
    }

    #[test]
    fn what_was_selected_is_chosen_beside_what_is_covered() {
        use RecordState::Live;
        let all: Vec<Listed> = (1..=40)
            .map(|number| listed(number, None, Live, number != 7))
            .collect();
        let offered = choices(&all, &[]);
        let selected = BTreeSet::from([2, 7, 9]);
        let form = with_selected(Fields::of([("doctor", "5F")]), &selected, &offered);
        let mut numbers: Vec<&str> = form.all("record").collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["2", "9"], "7 is not here");
        assert!(form.is("scope", "records") && form.is("profile", "yes") && form.is("doctor", "5F"));
        // As many as a consent names leave no room for the profile.
        let many = (8..40).collect();
        let form = with_selected(Fields::default(), &many, &offered);
        assert_eq!(form.all("record").count(), bounds::SCOPE_RECORDS);
        assert!(!form.is("profile", "yes"));
        // Beside what is covered, each once, with the profile as it was.
        let covers = consent(ScopeSummary::Records(vec![1, 2]));
        let form = with_selected(begun("5F", &covers, &offered, 10), &selected, &offered);
        let mut numbers: Vec<&str> = form.all("record").collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["1", "2", "9"]);
        assert!(!form.is("profile", "yes"));
        // Nothing is taken from who has everything.
        let whole = consent(ScopeSummary::WholeHistory { generation: 1 });
        let form = with_selected(begun("5F", &whole, &offered, 10), &selected, &offered);
        assert!(form.is("scope", "whole") && form.all("record").next().is_none());
        // Where nothing of it can be given, nothing is chosen.
        let form = with_selected(Fields::default(), &BTreeSet::from([7]), &offered);
        assert!(form.get("scope").is_empty());
    }

    #[test]
    fn a_day_that_is_left_as_it_is_makes_nothing_longer() {
        let now = 1_900_000_000_000;
        let present = ConsentEntry {
            until: now + 90 * 60_000,
            ..consent(ScopeSummary::WholeHistory { generation: 1 })
        };
        let form = begun("5F", &present, &[], now);
        let day = form.get("date").to_owned();
        assert_eq!(end(&form).unwrap(), present.until);
        let changed = |until: &'static str, date: &str| {
            let (date, present) = (date.to_owned(), form.get("end").to_owned());
            end(&Fields::of([
                ("until", until.to_owned()),
                ("date", date),
                ("end", present),
            ]))
        };
        assert_eq!(changed("date", &day).unwrap(), present.until);
        let later = last_day(present.until + 7 * 86_400_000);
        assert_eq!(changed("date", &later).unwrap(), when::parse_end(&later).unwrap());
        // A length begins now, whatever the day says, and what is no end gives no other.
        assert!(changed("7d", &day).unwrap() != present.until);
        assert!(changed("date", "").is_err() && changed("", &day).is_err());
        let without = Fields::of([("until", "date"), ("date", day.as_str()), ("end", "")]);
        assert_eq!(end(&without).unwrap(), when::parse_end(&day).unwrap());
    }

    #[test]
    fn one_that_has_ended_begins_with_the_usual_length() {
        let whole = consent(ScopeSummary::WholeHistory { generation: 1 });
        let form = begun("5F", &whole, &[], 1_000);
        assert!(form.is("scope", "whole") && form.get("until").is_empty() && form.get("date").is_empty());
        assert!(form.get("end").is_empty());
    }
}
