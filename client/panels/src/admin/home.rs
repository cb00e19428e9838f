//! Where an admin begins: how many people there are, what there is to do, and whether the parts are well. The page itself
//! asks nobody anything: what takes questions comes after it, as parts of it.

use crate::{Answer, AsAdmin, Fields, Frame, Shared, Voice};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::census::{Doctors, Patients};
use medink_core::error::Result;

/// The page of this file, and the part with the counts.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin", get(show))
        .route("/admin/counts", get(part))
}

#[derive(Template)]
#[template(path = "admin/home.html")]
struct Page {
    frame: Frame,
    /// Where they were asked for with the page, as by a browser without scripts.
    counts: Option<Counts>,
}

#[derive(Template)]
#[template(path = "admin/counts.html")]
struct Part {
    frame: Voice,
    counts: Counts,
}

/// How many there are, and what there is to do.
struct Counts {
    paused: bool,
    upgrades: usize,
    doctors: Doctors,
    patients: Patients,
    /// Whether the rest of the patients is counted next.
    counting: bool,
    admins: u64,
    entries: u64,
    /// Proposals that wait for something, and those of them that lack an approval.
    open: usize,
    lacking: usize,
    /// Whether work on many people goes on.
    working: bool,
}

impl Counts {
    fn nobody(&self) -> bool {
        self.doctors.active == 0 && self.doctors.suspended == 0
    }

    /// The message of the doctors' counts.
    fn doctors_key(&self) -> &'static str {
        match (self.doctors.suspended > 0, self.doctors.cut) {
            (false, false) => "counts-doctors",
            (true, false) => "counts-doctors-suspended",
            (false, true) => "counts-doctors-cut",
            (true, true) => "counts-doctors-suspended-cut",
        }
    }

    /// The message of the patients' count.
    fn patients_key(&self) -> &'static str {
        match (self.patients.whole, self.counting) {
            (true, _) => "counts-patients",
            (false, true) => "counts-patients-counting",
            (false, false) => "counts-patients-rest",
        }
    }

    fn to_do(&self) -> bool {
        self.paused || self.upgrades > 0 || self.open > 0 || self.doctors.unattested > 0 || self.working
    }
}

/// Counts anew what was not counted just now; of the patients, the next part.
async fn counted(inside: &AsAdmin) -> Result<Counts> {
    let (medink, desk) = (&inside.medink, &inside.unlocked.desk);
    let before = desk.patients();
    let patients = medink.count_patients(before).await?;
    desk.set_patients(patients);
    let doctors = match desk.doctors() {
        Some(doctors) => doctors,
        None => {
            let doctors = medink.count_doctors().await?;
            desk.set_doctors(doctors);
            doctors
        }
    };
    let (open, lacking) = medink.open_proposals().await?;
    Ok(Counts {
        paused: medink.paused_until().await?.is_some(),
        upgrades: medink.announced_upgrades().await?.len(),
        doctors,
        patients,
        // A node that gives no more of its log is not asked without end.
        counting: !patients.whole && patients != before,
        admins: medink.admins_from(0, 1).await?.total,
        entries: medink.log_head().await?.count,
        open,
        lacking,
        working: desk.work().is_some_and(|work| work.ended().is_none()),
    })
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    let counts = match query.is("counts", "yes") {
        true => Some(counted(&inside).await?),
        false => None,
    };
    inside.page(Page {
        frame: inside.frame(),
        counts,
    })
}

/// What the page asks for when it is there, and again while patients are left to be counted.
async fn part(inside: AsAdmin) -> Answer {
    let counts = counted(&inside).await?;
    inside.page(Part {
        frame: inside.voice,
        counts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(doctors: Doctors, counting: bool) -> String {
        let counts = Counts {
            paused: false,
            upgrades: 0,
            doctors,
            patients: Patients::default(),
            counting,
            admins: 1,
            entries: 0,
            open: 0,
            lacking: 0,
            working: false,
        };
        Part {
            frame: Voice::default(),
            counts,
        }
        .render()
        .unwrap()
    }

    #[test]
    fn a_count_that_is_not_whole_says_so() {
        let doctors = Doctors {
            active: 200,
            unattested: 100,
            ..Doctors::default()
        };
        let whole = written(doctors, false);
        assert!(
            whole.contains("100 doctors have entries") && !whole.contains("At least"),
            "{whole}"
        );
        assert!(!whole.contains("and more that were not looked at"), "{whole}");
        let cut = Doctors {
            unattested_cut: true,
            ..doctors
        };
        let part = written(cut, false);
        assert!(
            part.contains("At least") && !part.contains("and more that were not looked at"),
            "{part}"
        );
    }

    #[test]
    fn the_part_is_asked_for_again_only_while_patients_are_counted() {
        assert!(written(Doctors::default(), true).contains("hx-get"));
        assert!(!written(Doctors::default(), false).contains("hx-get"));
    }
}
