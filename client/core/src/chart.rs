//! A patient's chart as a doctor sees it in a visit: profile and titles at once. The visit is in the log already; what it does
//! not cover is not opened, and not told from what was opened before.

use crate::doctor_visit::DoctorVisit;
use crate::error::Result;
use crate::index::Person;
use crate::people::PatientView;
use crate::profile::{PatientProfile, from_bytes};
use crate::records::Listed;
use crate::{Done, Operation};
use medink_types::bounds;
use medink_words::Said;

/// What a doctor sees of a patient without opening a record.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The patient and the profile; none where there is none, or where it is not readable for doctors yet.
    pub view: PatientView,
    /// Why there is a profile that does not open; none otherwise.
    pub fault: Option<Said>,
    /// All records, with what each is where the visit covers it.
    pub records: Vec<Listed>,
}

impl Operation<'_> {
    /// Reads profile and titles in a visit, with no further entry in the log.
    pub async fn chart(&self, visit: &DoctorVisit) -> Result<Done<Chart>> {
        let patient = visit.patient;
        self.run(async {
            let now = self.in_visit(visit).await?;
            let found = self.patient(patient).await?;
            let ring = self.keyring_at(patient, now).await?;
            let readable = visit.scope.covers(bounds::PROFILE)
                && !found.profile.is_empty()
                && medink_seal::profile::form(&found.profile) != Ok(medink_seal::profile::Form::ToPatient);
            // A profile that does not open is no reason to hide the records.
            let (profile, fault): (Option<PatientProfile>, _) = match readable {
                true => match ring
                    .open_profile(&found.profile)
                    .and_then(|bytes| from_bytes(&bytes))
                {
                    Ok(profile) => (Some(profile), None),
                    Err(error) => (None, Some(error.what)),
                },
                false => (None, None),
            };
            let mut synced = self.synced(patient).await?;
            let person = profile.as_ref().map(|profile| Person {
                name: profile.name.clone(),
                birth_date: profile.birth_date.clone(),
            });
            synced.are_of(&ring, person);
            // The consent may cover more by now than the log has said of the visit.
            let records = self
                .listed_of(synced, &ring, |record| visit.covers(record))
                .await?;
            Ok(Chart {
                view: PatientView {
                    patient: found,
                    profile,
                },
                fault,
                records,
            })
        })
        .await
    }
}
