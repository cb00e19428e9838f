//! Registering doctors and patients by their registration cards, with a first profile and something to pay fees with.

use super::funding::newcomers;
use crate::show::Person;
use crate::{Answer, AsAdmin, Fields, Frame, Shared, Voice};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::Step;
use medink_core::error::{Error, Result};
use medink_core::profile::{self, DoctorProfile, PatientProfile};
use medink_core::registration::{Newcomer, card_in, parse_amount};
use medink_seal::card::Card;
use medink_types::{Role, Roles};
use medink_words::{Value, said};

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/register/doctor", get(doctor).post(register_doctor))
        .route("/admin/register/patient", get(patient).post(register_patient))
        .route("/admin/card", post(check))
}

#[derive(Template)]
#[template(path = "admin/register_doctor.html")]
struct DoctorPage {
    frame: Frame,
    symbol: String,
    form: Fields,
    problem: Option<Error>,
}

#[derive(Template)]
#[template(path = "admin/register_patient.html")]
struct PatientPage {
    frame: Frame,
    symbol: String,
    form: Fields,
    problem: Option<Error>,
}

fn doctor_page(inside: &AsAdmin, form: Fields, problem: Option<Error>) -> DoctorPage {
    DoctorPage {
        frame: inside.frame(),
        symbol: inside.medink.chain.identity().token.symbol,
        form,
        problem,
    }
}

fn patient_page(inside: &AsAdmin, form: Fields, problem: Option<Error>) -> PatientPage {
    PatientPage {
        frame: inside.frame(),
        symbol: inside.medink.chain.identity().token.symbol,
        form,
        problem,
    }
}

async fn doctor(inside: AsAdmin) -> Answer {
    let (fund, problem) = newcomers(&inside).await;
    inside.page(doctor_page(&inside, Fields::of([("fund", fund)]), problem))
}

async fn patient(inside: AsAdmin) -> Answer {
    let (fund, problem) = newcomers(&inside).await;
    inside.page(patient_page(&inside, Fields::of([("fund", fund)]), problem))
}

/// Card and amount, checked before anything is submitted.
fn checked(inside: &AsAdmin, form: &Fields) -> Result<(Card, Option<u128>)> {
    Ok((card_in(form.get("card"))?, fund(inside, form)?))
}

/// What is to be sent along; none where the field is empty.
pub(super) fn fund(inside: &AsAdmin, form: &Fields) -> Result<Option<u128>> {
    let token = inside.medink.chain.identity().token;
    let amount = form.filled("fund").map(|amount| parse_amount(&amount, &token));
    amount.transpose()
}

/// What is written of somebody at the desk.
enum Written {
    Doctor(DoctorProfile),
    Patient(Option<PatientProfile>),
}

impl Written {
    fn of_doctor(form: &Fields) -> Result<Self> {
        Ok(Written::Doctor(profile::from_fields(|name| form.filled(name))?))
    }

    /// Nothing has to be known of a patient: a profile is written where there is a name.
    fn of_patient(form: &Fields) -> Result<Self> {
        Ok(Written::Patient(match form.filled("name") {
            Some(_) => Some(profile::from_fields(|name| form.filled(name))?),
            None => None,
        }))
    }

    fn newcomer(&self) -> Newcomer<'_> {
        match self {
            Written::Doctor(profile) => Newcomer::Doctor(Some(profile)),
            Written::Patient(profile) => Newcomer::Patient(profile.as_ref()),
        }
    }
}

/// Registers whose card the form holds, with what `read` finds written of them in it. Returns who that is.
async fn register(
    inside: &AsAdmin,
    form: &Fields,
    read: fn(&Fields) -> Result<Written>,
) -> Result<(String, Vec<Step>)> {
    let (own, given) = (inside.clone(), form.clone());
    let made = inside
        .run(async move {
            let (card, fund) = checked(&own, &given)?;
            let written = read(&given)?;
            own.operation().register(&card, written.newcomer(), fund).await
        })
        .await?;
    Ok((Person::of(&inside.medink, &made.value).short(), made.steps))
}

async fn register_doctor(inside: AsAdmin, form: Fields) -> Answer {
    match register(&inside, &form, Written::of_doctor).await {
        Ok((who, steps)) => {
            inside.unlocked.desk.recount();
            inside.done(
                said!("register-doctor-done", name = form.get("name").trim(), who = who),
                &steps,
                "/admin/doctors",
            )
        }
        Err(problem) => inside.again(doctor_page(&inside, form, Some(problem))),
    }
}

async fn register_patient(inside: AsAdmin, form: Fields) -> Answer {
    match register(&inside, &form, Written::of_patient).await {
        Ok((who, steps)) => inside.done(said!("register-patient-done", who = who), &steps, "/admin"),
        Err(problem) => inside.again(patient_page(&inside, form, Some(problem))),
    }
}

#[derive(Template)]
#[template(path = "admin/card.html")]
struct Checked {
    frame: Voice,
    person: Option<Person>,
    /// What they are already, as the message chooses by it; none where they are nothing.
    known: Option<Value>,
    problem: Option<Error>,
}

/// What somebody is already.
fn known(roles: Roles) -> Option<Value> {
    let is = |role| roles.has(role);
    Some(Value::Choice(
        match (is(Role::Doctor), is(Role::Patient), is(Role::Admin)) {
            (false, false, false) => return None,
            (true, false, false) => "doctor",
            (false, true, false) => "patient",
            (false, false, true) => "admin",
            (true, true, false) => "doctor-patient",
            (true, false, true) => "doctor-admin",
            (false, true, true) => "patient-admin",
            (true, true, true) => "all",
        },
    ))
}

/// Whose card it is, told below the field while the form is filled in.
async fn check(inside: AsAdmin, form: Fields) -> Answer {
    let found = match card_in(form.get("card")) {
        Ok(card) => {
            let account = card.address().into();
            Checked {
                frame: inside.voice,
                person: Some(Person::of(&inside.medink, &account)),
                known: known(inside.medink.roles(account).await?),
                problem: None,
            }
        }
        Err(problem) => Checked {
            frame: inside.voice,
            person: None,
            known: None,
            problem: Some(problem),
        },
    };
    inside.page(found)
}
