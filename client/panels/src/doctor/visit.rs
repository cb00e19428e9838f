//! Beginning and ending a visit. It is one entry in the log, with a reason that the patient alone reads, and its page says
//! beforehand what it covers. What keeps it is the account's memory: nothing that a browser sends makes one.
//!
//! Whoever was somewhere when a visit ran out begins it anew there, and comes back to the same place; what was typed in a
//! note is kept as its draft first.

use super::{File, notes, patient};
use crate::frame::Notice;
use crate::voice::{Argument, Words};
use crate::{Answer, AsDoctor, Fields, Shared};
use axum::Router;
use axum::extract::Path;
use axum::routing::post;
use medink_core::doctor_visit::{DoctorVisit, Reason};
use medink_core::error::{Error, Kind, Result};
use medink_core::{Done, Step};
use medink_types::AccountId;
use medink_words::said;
use std::sync::Arc;

/// The forms of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/doctor/patients/{patient}/visit", post(begin))
        .route("/doctor/patients/{patient}/visit/look", post(look))
        .route("/doctor/patients/{patient}/visit/end", post(end))
}

/// Where a visit was begun from: a page about the same patient.
#[derive(Debug, PartialEq, Eq)]
enum Origin {
    Patient,
    Record(u32),
    Note(notes::At),
}

impl Origin {
    /// What a form says; anything but such a page is the patient's own.
    fn of(to: &str) -> Self {
        let parts: Vec<&str> = to.split('/').collect();
        match parts.as_slice() {
            ["records", number] => number.parse().map_or(Origin::Patient, Origin::Record),
            ["notes", rest @ ..] => notes::At::of(rest).map_or(Origin::Patient, Origin::Note),
            _ => Origin::Patient,
        }
    }

    fn path(&self, file: &File) -> String {
        match self {
            Origin::Patient => file.path(),
            Origin::Record(number) => format!("{}/records/{number}", file.path()),
            Origin::Note(at) => at.path(file),
        }
    }
}

/// A second click, or another tab, finds the visit begun, and is no second entry.
async fn begin(inside: AsDoctor, Path(address): Path<String>, form: Fields) -> Answer {
    let file = File::open(&inside, &address).await?;
    let from = Origin::of(form.get("to"));
    let to = from.path(&file);
    if let Origin::Note(at) = &from {
        notes::keep_typed(&inside, &file, at, &form).await?;
    }
    let account = file.account;
    let begun = match Reason::of_code(form.get("reason")) {
        Some(reason) => {
            let own = inside.clone();
            inside
                .run(async move { own.begin_once(account, reason).await })
                .await
        }
        None => Err(Error::new(Kind::Usage, said!("visit-no-reason")).next(said!("visit-no-reason-next"))),
    };
    match (begun, from) {
        (Ok(steps), _) if steps.is_empty() => inside.go(&to),
        (Ok(steps), _) => inside.done(said!("visit-begun"), &steps, &to),
        (Err(problem), Origin::Patient) => patient::again(&inside, file, problem).await,
        (Err(problem), _) => Err(problem.into()),
    }
}

impl AsDoctor {
    /// Begins a visit, unless one is under way. The transactions that it took.
    async fn begin_once(&self, account: AccountId, reason: Reason) -> Result<Vec<Step>> {
        let _one_at_a_time = self.unlocked.beginning.lock().await;
        if super::attending(self, &account).await?.0.is_some() {
            return Ok(Vec::new());
        }
        let Done { value, steps } = self.operation().begin_visit(account, reason).await?;
        let visit = Arc::new(value);
        self.unlocked.attend(visit.clone());
        // The visit is logged: what can't be read now is asked for again with no further entry.
        if let Err(error) = self.read_chart(&visit).await {
            let why = Words::from(error).value();
            self.session
                .tell(Notice::warning(said!("visit-unread", why = why)));
        }
        Ok(steps)
    }

    async fn read_chart(&self, visit: &Arc<DoctorVisit>) -> Result<()> {
        let chart = self.operation().chart(visit).await?;
        self.unlocked.set_chart(visit, chart.value);
        Ok(())
    }
}

/// Reads profile and titles again, in the same visit.
async fn look(inside: AsDoctor, Path(address): Path<String>) -> Answer {
    let file = File::open(&inside, &address).await?;
    let to = file.path();
    let Some(visit) = &file.visit else {
        return inside.go(&to);
    };
    match inside.read_chart(visit).await {
        Ok(()) => inside.go(&to),
        Err(problem) => patient::again(&inside, file, problem).await,
    }
}

/// Ends a visit by hand.
async fn end(inside: AsDoctor, Path(address): Path<String>) -> Answer {
    let file = File::open(&inside, &address).await?;
    if let Some(visit) = &file.visit {
        inside.unlocked.leave(visit, None);
        inside.tell(said!("visit-ended"), &[]);
    }
    inside.go(&file.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_leads_back_to_a_page_of_the_same_patient_alone() {
        assert_eq!(Origin::of("records/7"), Origin::Record(7));
        assert!(matches!(Origin::of("notes/diagnosis"), Origin::Note(_)));
        assert!(matches!(Origin::of("notes/medication/amends/3"), Origin::Note(_)));
        for other in [
            "",
            "records/../../other",
            "records/7/open",
            "records/-1",
            "//evil.example",
            "notes",
            "notes/poem",
            "notes/diagnosis/amends/x",
            "notes/diagnosis/amends",
            "notes/diagnosis/over/3",
        ] {
            assert_eq!(Origin::of(other), Origin::Patient, "{other}");
        }
    }
}
