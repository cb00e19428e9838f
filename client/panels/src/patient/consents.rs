//! Who has access to a patient's records, and taking it back.

use crate::patient::tag::Tag;
use crate::patient::{Names, Titles};
use crate::show::{Person, When};
use crate::{Answer, AsPatient, Fields, Frame, Inside, Shared, Voice};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::consents::{covers, purpose_words};
use medink_core::error::{Error, Kind, Result};
use medink_core::now_ms;
use medink_core::visits::SOON;
use medink_core::when;
use medink_types::{AccountId, ConsentEntry, ScopeSummary, bounds};
use medink_words::{Said, said};

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/patient/consents", get(list))
        .route("/patient/consents/revoke", get(ask).post(revoke))
}

/// A consent as pages show it.
pub struct Row {
    /// Who has it.
    pub doctor: Person,
    /// What it covers.
    pub scope: Said,
    /// The records that it names, with their titles; none for the whole history.
    pub records: Vec<(u32, Option<String>)>,
    /// Whether it names the profile.
    pub profile: bool,
    /// Why.
    pub purpose: Said,
    /// Until when.
    pub until: When,
    /// From when, if that is still to come.
    pub from: Option<When>,
    /// How long still.
    pub left: Said,
    /// Whether it counts now.
    pub live: bool,
    /// Whether it ends within days.
    pub soon: bool,
    /// What the patient should know of the doctor: suspended, or with a later key.
    pub note: Option<Said>,
}

impl Row {
    /// Whether it names nothing: it covers everything.
    pub fn whole(&self) -> bool {
        self.records.is_empty() && !self.profile
    }

    /// How it stands, in a mark beside its end.
    pub fn tag(&self, voice: &Voice) -> Tag {
        match (self.from, self.live) {
            (Some(from), _) => Tag::of("tag off", voice.say("my-from").put("from", from)),
            (None, false) => Tag::of("tag off", voice.say("left-expired")),
            (None, true) => self.left_tag(voice),
        }
    }

    /// How long it still lasts, in a mark.
    pub fn left_tag(&self, voice: &Voice) -> Tag {
        let class = if self.soon { "tag warn" } else { "tag" };
        Tag::of(class, voice.tell(&self.left))
    }

    /// That it has ended, in a mark.
    pub fn ended_tag(&self, voice: &Voice) -> Tag {
        Tag::of("tag off", voice.say("my-ended"))
    }

    /// The page on which it is taken back.
    pub fn revoke_page(&self) -> String {
        format!("/patient/consents/revoke?doctor={}", self.doctor.address)
    }
}

/// Those that end first in front, run-out ones last.
fn sort(entries: &mut [ConsentEntry], now: u64) {
    entries.sort_by_key(|entry| (entry.until <= now, entry.until));
}

/// Who has them.
pub fn doctors(entries: &[ConsentEntry]) -> impl Iterator<Item = AccountId> {
    entries.iter().map(|entry| entry.doctor)
}

/// Consents as pages show them, those that end first in front, and run-out ones last.
pub fn rows(inside: &Inside, names: &Names, entries: Vec<ConsentEntry>, now: u64) -> Vec<Row> {
    let mut entries = entries;
    sort(&mut entries, now);
    entries
        .into_iter()
        .map(|entry| {
            let live = entry.from <= now && now < entry.until;
            Row {
                doctor: names.person(inside, &entry.doctor),
                scope: covers(&entry.scope),
                profile: matches!(&entry.scope, ScopeSummary::Records(numbers) if numbers.contains(&bounds::PROFILE)),
                records: match entry.scope {
                    ScopeSummary::WholeHistory { .. } => Vec::new(),
                    ScopeSummary::Records(numbers) => numbers
                        .into_iter()
                        .filter(|number| *number != bounds::PROFILE)
                        .map(|number| (number, None))
                        .collect(),
                },
                purpose: purpose_words(entry.purpose),
                until: When(entry.until),
                from: (now < entry.from).then_some(When(entry.from)),
                left: when::left(entry.until, now),
                live,
                soon: live && entry.until - now < SOON,
                note: None,
            }
        })
        .collect()
}

#[derive(Template)]
#[template(path = "patient/consents.html")]
struct List {
    frame: Frame,
    rows: Vec<Row>,
}

async fn list(inside: AsPatient) -> Answer {
    let mut entries = inside.medink.consents_of(inside.me()).await?;
    let names = Names::of(&inside, doctors(&entries)).await?;
    let now = now_ms()?;
    sort(&mut entries, now);
    let standings = inside.medink.standings(&entries).await?;
    let mut rows = rows(&inside, &names, entries, now);
    let titles = Titles::read(&inside).await?;
    for (row, standing) in rows.iter_mut().zip(standings) {
        row.note = standing.words();
        for (number, title) in &mut row.records {
            *title = titles.of(*number);
        }
    }
    inside.page(List {
        frame: inside.frame(),
        rows,
    })
}

/// The account that a form names.
pub fn doctor_of(inside: &Inside, form: &Fields) -> Result<AccountId> {
    let network = inside.app.machine.network(inside.medink.chain.as_ref());
    Ok(inside
        .app
        .machine
        .wallet
        .address(form.get("doctor").trim(), network)?
        .into())
}

#[derive(Template)]
#[template(path = "patient/revoke.html")]
struct Revoke {
    frame: Frame,
    form: Fields,
    doctor: Person,
    problem: Option<Error>,
}

async fn revoke_page(inside: &AsPatient, form: Fields, problem: Option<Error>) -> Result<Revoke> {
    let doctor = doctor_of(inside, &form)?;
    let names = Names::of(inside, [doctor]).await?;
    Ok(Revoke {
        frame: inside.frame(),
        doctor: names.person(inside, &doctor),
        form,
        problem,
    })
}

async fn ask(inside: AsPatient, form: Fields) -> Answer {
    inside.page(revoke_page(&inside, form, None).await?)
}

async fn revoke(inside: AsPatient, form: Fields) -> Answer {
    let doctor = doctor_of(&inside, &form)?;
    let again = form.is("reencrypt", "yes");
    let (medink, actor) = (inside.medink.clone(), inside.actor.clone());
    let made = inside
        .run(async move { medink.operation(&actor).revoke(doctor, again).await })
        .await;
    match made {
        Ok(made) => {
            let text = match &made.value.reencrypted {
                None => said!("my-revoked"),
                Some(done) if done.missing.is_empty() => said!("my-revoked-again", records = done.records),
                Some(done) => said!(
                    "my-revoked-again-missing",
                    records = done.records,
                    missing = done.missing.len()
                ),
            };
            inside.done(text, &made.steps, "/patient/consents")
        }
        // The consent may be gone already: its page would say so, and nothing of the form is worth keeping.
        Err(problem) if problem.kind == Kind::NotFound => Err(problem.into()),
        Err(problem) => inside.again(revoke_page(&inside, form, Some(problem)).await?),
    }
}
