//! What an admin has on the desk until the account is locked: what the log is filtered by, the last rule for topping up,
//! how many people were counted, forms that were sent, and the long work under way with its report. In memory alone.

use super::work::Work;
use crate::Fields;
use medink_core::census::{Doctors, Patients};
use medink_core::error::{Error, Kind, Result};
use medink_core::lock;
use medink_core::search::Search;
use medink_words::said;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a count of the doctors is kept: each entry that is not attested is a question of its own.
const COUNTED_FOR: Duration = Duration::from_secs(60);

/// How many forms are remembered to have been sent.
const REMEMBERED: usize = 64;

pub use crate::once::{FIELD as ONCE, new as once};

/// What the log is filtered by. All tabs of a browser share it, and a page knows by the serial whether it still is what
/// the page shows.
#[derive(Clone)]
pub struct Filtered {
    /// Counts how often it was set.
    pub serial: u64,
    /// As it was typed.
    pub form: Fields,
    /// What that means, with names looked up when it was set; or why it means nothing.
    pub search: Result<Search>,
}

impl Default for Filtered {
    fn default() -> Self {
        Filtered {
            serial: 0,
            form: Fields::default(),
            search: Ok(Search::default()),
        }
    }
}

/// An admin's desk.
#[derive(Default)]
pub struct Desk(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    filter: Filtered,
    rule: Fields,
    doctors: Option<(Instant, Doctors)>,
    patients: Patients,
    sent: VecDeque<String>,
    work: Option<Arc<Work>>,
}

impl Desk {
    /// What the log is filtered by.
    pub fn filter(&self) -> Filtered {
        lock(&self.0).filter.clone()
    }

    /// Filters the log by something else.
    pub fn set_filter(&self, form: Fields, search: Result<Search>) {
        let mut inner = lock(&self.0);
        let serial = inner.filter.serial.saturating_add(1);
        inner.filter = Filtered { serial, form, search };
    }

    /// The rule for topping up that was used last.
    pub fn rule(&self) -> Fields {
        lock(&self.0).rule.clone()
    }

    /// Keeps a rule for the next time.
    pub fn set_rule(&self, rule: Fields) {
        lock(&self.0).rule = rule;
    }

    /// The doctors, where they were counted not long ago.
    pub fn doctors(&self) -> Option<Doctors> {
        let (at, doctors) = lock(&self.0).doctors?;
        (at.elapsed() < COUNTED_FOR).then_some(doctors)
    }

    /// Keeps a count of the doctors.
    pub fn set_doctors(&self, doctors: Doctors) {
        lock(&self.0).doctors = Some((Instant::now(), doctors));
    }

    /// Has the doctors counted anew: something was done to one.
    pub fn recount(&self) {
        lock(&self.0).doctors = None;
    }

    /// How far the patients are counted.
    pub fn patients(&self) -> Patients {
        lock(&self.0).patients
    }

    /// Keeps how far the patients are counted.
    pub fn set_patients(&self, patients: Patients) {
        lock(&self.0).patients = patients;
    }

    /// The last long work, which may be under way.
    pub fn work(&self) -> Option<Arc<Work>> {
        lock(&self.0).work.clone()
    }

    /// Keeps the report of a work.
    pub fn set_work(&self, work: Arc<Work>) {
        lock(&self.0).work = Some(work);
    }

    /// Takes a form that sends money, once: a double click, or a page sent again, sends nothing twice.
    ///
    /// # Errors
    /// [`Kind::Refused`] for one that was taken before, [`Kind::Usage`] for one that is not of our pages.
    pub fn take(&self, form: &Fields) -> Result<()> {
        let once = form.get(ONCE);
        if once.len() < 32 {
            return Err(
                Error::new(Kind::Usage, said!("admin-form-broken")).next(said!("admin-form-broken-next"))
            );
        }
        let mut inner = lock(&self.0);
        if inner.sent.iter().any(|sent| sent == once) {
            return Err(
                Error::new(Kind::Refused, said!("admin-form-again")).next(said!("admin-form-again-next"))
            );
        }
        if inner.sent.len() == REMEMBERED {
            inner.sent.pop_front();
        }
        inner.sent.push_back(once.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_kept_until_something_was_done() {
        let desk = Desk::default();
        assert_eq!(desk.doctors(), None);
        let two = Doctors {
            active: 2,
            ..Doctors::default()
        };
        desk.set_doctors(two);
        assert_eq!(desk.doctors(), Some(two));
        desk.recount();
        assert_eq!(desk.doctors(), None);
    }

    #[test]
    fn a_form_is_taken_once() {
        let desk = Desk::default();
        let form = Fields::of([(ONCE, once().unwrap())]);
        assert!(desk.take(&form).is_ok());
        assert_eq!(desk.take(&form).unwrap_err().kind, Kind::Refused);
        assert_eq!(desk.take(&Fields::default()).unwrap_err().kind, Kind::Usage);
        for _ in 0..2 * REMEMBERED {
            assert!(desk.take(&Fields::of([(ONCE, once().unwrap())])).is_ok());
        }
        assert_eq!(lock(&desk.0).sent.len(), REMEMBERED);
    }
}
