//! Giving a doctor a consent: find the doctor, say what it covers, why, and until when.

use crate::patient::consents::doctor_of;
use crate::show::{self, Person};
use crate::{Answer, AsPatient, Fields, Frame, Inside, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::Done;
use medink_core::consents::{Cover, Wish};
use medink_core::error::{Error, Kind, Result};
use medink_core::find::date_of;
use medink_core::people::DoctorView;
use medink_core::versions::versions;
use medink_core::when;
use medink_types::{DoctorStatus, Purpose, RecordState, bounds};

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

/// A record that can be chosen.
struct Choice {
    number: u32,
    title: String,
    kind: String,
    date: String,
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
    purposes: Vec<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "patient/doctors.html")]
struct List {
    found: Vec<Found>,
    form: Fields,
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
        found: search(&inside, form.get("q")).await?,
        form,
    })
}

async fn page(inside: &AsPatient, form: Fields, problem: Option<Error>) -> Result<Page> {
    let chosen = form.filled("doctor").is_some();
    let (mut doctor, mut records, mut found) = (None, Vec::new(), Vec::new());
    if chosen {
        let account = doctor_of(inside, &form)?;
        let view = inside.medink.doctor(account).await?;
        doctor = Some(Person::of(&inside.medink, &account).named(&inside.medink, view.named()));
        let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
        let listed = inside
            .run(async move { medink.operation(&actor).list_records(actor.id(), true).await })
            .await?;
        records = versions(listed.value)
            .iter()
            .filter_map(|record| record.current())
            .filter(|one| one.record.state == RecordState::Live && one.here)
            .map(|one| Choice {
                number: one.record.number,
                title: one
                    .details
                    .as_ref()
                    .map_or_else(String::new, |details| details.title.clone()),
                kind: one
                    .details
                    .as_ref()
                    .map_or_else(String::new, |details| details.kind.to_string()),
                date: date_of(one),
            })
            .collect();
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
            .map(|(value, purpose)| (*value, show::purpose(purpose)))
            .collect(),
    })
}

async fn start(inside: AsPatient, form: Fields) -> Answer {
    inside.page(page(&inside, form, None).await?)
}

async fn give(inside: AsPatient, form: Fields) -> Answer {
    match given(&inside, &form).await {
        Ok(made) => inside.done("The consent is given.", &made.steps, "/patient/consents"),
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
                return Err(Error::new(Kind::Usage, "no record is chosen")
                    .next("Choose at least one record, or the whole history."));
            }
            let profile = form.is("profile", "yes").then_some(bounds::PROFILE);
            Cover::Records(profile.into_iter().chain(numbers).collect())
        }
    };
    let until = match form.get("until") {
        "date" => form.filled("date").ok_or_else(|| {
            Error::new(Kind::Usage, "the day on which the consent ends is missing").next("Choose a day.")
        })?,
        span => span.to_owned(),
    };
    let purpose = PURPOSES
        .iter()
        .find(|(value, _)| *value == form.get("purpose"))
        .map(|(_, purpose)| *purpose)
        .ok_or_else(|| Error::new(Kind::Usage, "no purpose is chosen").next("Choose one."))?;
    let wish = Wish {
        doctor: doctor_of(inside, form)?,
        cover,
        purpose,
        from: 0,
        until: when::parse_end(&until)?,
    };
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    inside
        .run(async move { medink.operation(&actor).grant(&wish).await })
        .await
}
