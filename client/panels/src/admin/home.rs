//! Where an admin begins: how many people there are, what there is to do, and whether the parts are well.

use crate::{Answer, AsAdmin, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::census::{Doctors, Patients};

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin", get(show))
}

#[derive(Template)]
#[template(path = "admin/home.html")]
struct Page {
    frame: Frame,
    paused: bool,
    upgrades: usize,
    doctors: Doctors,
    patients: Patients,
    admins: u64,
    entries: u64,
    /// Proposals that wait for something, and those of them that lack an approval.
    open: usize,
    lacking: usize,
    /// Whether work on many people goes on.
    working: bool,
}

impl Page {
    fn nobody(&self) -> bool {
        self.doctors.active == 0 && self.doctors.suspended == 0
    }

    fn to_do(&self) -> bool {
        self.paused || self.upgrades > 0 || self.open > 0 || self.doctors.unattested > 0 || self.working
    }
}

async fn show(inside: AsAdmin) -> Answer {
    let (medink, desk) = (&inside.medink, &inside.unlocked.desk);
    let patients = medink.count_patients(desk.patients()).await?;
    desk.set_patients(patients);
    let (open, lacking) = medink.open_proposals().await?;
    inside.page(Page {
        frame: inside.frame(),
        paused: medink.paused_until().await?.is_some(),
        upgrades: medink.announced_upgrades().await?.len(),
        doctors: medink.count_doctors().await?,
        patients,
        admins: medink.admins_from(0, 1).await?.total,
        entries: medink.log_head().await?.count,
        open,
        lacking,
        working: desk.work().is_some_and(|work| work.ended().is_none()),
    })
}
