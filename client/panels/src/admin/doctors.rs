//! The doctors' directory as admins see it: who is in it, suspending, reinstating.

use super::{ON_A_PAGE, Pager, account, start_of};
use crate::show::{Person, When};
use crate::voice::Words;
use crate::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_core::people::DoctorView;
use medink_core::{Done, profile};
use medink_types::DoctorStatus;
use medink_words::{Said, said};

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/doctors", get(show))
        .route("/admin/doctors/suspend", post(suspend))
        .route("/admin/doctors/reinstate", post(reinstate))
        .route("/admin/doctors/attest", post(attest))
        .route("/admin/doctors/withdraw-attestation", post(withdraw))
}

struct Row {
    person: Person,
    specialty: Option<String>,
    organization: Option<String>,
    registered: When,
    active: bool,
    /// All that the profile says; empty where there is none, or it does not open here.
    profile: Vec<(Words, String)>,
    /// What an attestation is bound to: the profile as this page shows it.
    digest: String,
    attested: Option<Person>,
}

#[derive(Template)]
#[template(path = "admin/doctors.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    problem: Option<Error>,
}

async fn page(inside: &AsAdmin, start: u64, problem: Option<Error>) -> medink_core::Result<Page> {
    let page = inside.medink.doctors_from(start, ON_A_PAGE).await?;
    let row = |view: DoctorView| {
        let digest = hex::encode(view.digest());
        let named = Person::of(&inside.medink, &view.doctor.account).named(&inside.medink, view.named());
        // What the name is worth has a column of its own.
        let person = Person {
            standing: None,
            ..named
        };
        let said = view.profile.as_ref().map(profile::fields).unwrap_or_default();
        let said = said.into_iter().map(|(name, value)| (field(name), value));
        let profile = view.profile.unwrap_or_default();
        Row {
            profile: said.collect(),
            digest,
            attested: view.doctor.attested.map(|it| Person::of(&inside.medink, &it.by)),
            person,
            specialty: profile.specialty,
            organization: profile.organization,
            registered: When(view.doctor.registered),
            active: view.doctor.status == DoctorStatus::Active,
        }
    };
    Ok(Page {
        frame: inside.frame(),
        pager: Pager::of("/admin/doctors", start, ON_A_PAGE, &page),
        rows: page.items.into_iter().map(row).collect(),
        problem,
    })
}

/// What a field of a profile is called.
fn field(name: String) -> Words {
    let said = match name.as_str() {
        "name" => said!("doctors-field-name"),
        "specialty" => said!("doctors-field-specialty"),
        "organization" => said!("doctors-field-organization"),
        "identifier" => said!("doctors-field-identifier"),
        "phone" => said!("doctors-field-phone"),
        "email" => said!("doctors-field-email"),
        "languages" => said!("doctors-field-languages"),
        _ => return name.into(),
    };
    said.into()
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    let page = page(&inside, start_of(&query), None).await?;
    inside.page(page)
}

async fn suspend(inside: AsAdmin, form: Fields) -> Answer {
    let made = match account(&inside, form.get("account")) {
        Ok(who) => inside.operation().suspend_doctor(who).await,
        Err(error) => Err(error),
    };
    finish(&inside, &form, made, said!("doctors-suspended-done")).await
}

async fn attest(inside: AsAdmin, form: Fields) -> Answer {
    let made = async {
        let view = inside
            .medink
            .doctor(account(&inside, form.get("account"))?)
            .await?;
        if hex::encode(view.digest()) != form.get("digest") {
            return Err(
                Error::new(Kind::Refused, said!("doctors-changed")).next(said!("doctors-changed-next"))
            );
        }
        inside.operation().attest_doctor(&view).await
    };
    finish(&inside, &form, made.await, said!("doctors-verified-done")).await
}

async fn withdraw(inside: AsAdmin, form: Fields) -> Answer {
    let made = match account(&inside, form.get("account")) {
        Ok(who) => inside.operation().withdraw_attestation(who).await,
        Err(error) => Err(error),
    };
    finish(&inside, &form, made, said!("doctors-withdrawn-done")).await
}

async fn reinstate(inside: AsAdmin, form: Fields) -> Answer {
    let made = match account(&inside, form.get("account")) {
        Ok(who) => inside.operation().reinstate_doctor(who).await,
        Err(error) => Err(error),
    };
    finish(&inside, &form, made, said!("doctors-reinstated-done")).await
}

/// What came of it, back at the place in the list.
async fn finish(inside: &AsAdmin, form: &Fields, made: Result<Done<()>>, text: Said) -> Answer {
    match made {
        Ok(made) => {
            inside.unlocked.desk.recount();
            let to = format!("/admin/doctors?start={}", start_of(form));
            inside.done(text, &made.steps, &to)
        }
        Err(problem) => inside.again(page(inside, start_of(form), Some(problem)).await?),
    }
}
